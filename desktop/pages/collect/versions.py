"""Every return a carrier sent, the youngest first, each to be opened as it was received."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.widgets.buttons import button
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.originals import Version, versions

SIZE = (940, 360)
SHORT = 12
"""Digits of a hash that are shown; the tool tip and a copy have them all."""


class VersionsDialog(QDialog):
    """Signals: ``wanted`` with the return to be opened."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, name: str, uscc: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versions")
        self.setWindowTitle(self.tr("Versions"))
        self.resize(*SIZE)
        self.model = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="versions", label=self.tr("Returns of a carrier"))
        self.table.opened.connect(lambda one: self.wanted.emit(one.return_id))
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(button(self.tr("Open the workbook as received"), "version_open", self._open, icon_name="open"))
        below.addWidget(button(self.tr("Close"), "version_close", self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(label(name, "heading", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(below)
        kind = desk.kind
        desk.read(lambda place, _: versions(place.opened(kind), uscc), self._show, owner=self)

    def _show(self, found: tuple[Version, ...]) -> None:
        self.model.show(found)
        self.table.go_to(self.model.index(0, 0))

    def _open(self) -> None:
        one: Version | None = self.table.current_row()
        if one is not None:
            self.wanted.emit(one.return_id)

    def _columns(self) -> tuple[Column[Version], ...]:
        return (
            Column(self.tr("Version"), lambda one: str(one.number), key=lambda one: one.number, align=RIGHT, width=3),
            Column(self.tr("Received"), lambda one: one.received, width=8),
            Column(self.tr("File"), lambda one: one.document, width=12),
            Column(self.tr("Counts"), self._counts, width=13),
            Column(self.tr("Errors"), lambda one: str(one.errors), key=lambda one: one.errors, align=RIGHT, width=3),
            Column(self.tr("Warnings"), lambda one: str(one.warnings), key=lambda one: one.warnings, align=RIGHT, width=3),
            Column(self.tr("By"), lambda one: one.received_by, width=4),
            Column("SHA-256", lambda one: one.sha256[:SHORT], hint=lambda one: one.sha256, width=9),
        )

    def _counts(self, one: Version) -> str:
        if one.superseded_by:
            return self.tr("Superseded by “{0}”").format(one.superseded_by)
        return self.tr("Sent back: {0}").format(one.reason) if one.reason else self.tr("This one counts")
