"""A draft is about to be adopted: under which name, version and date, and what follows."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.text import label
from scoring.services.drafts import DraftHead, Kind

MARGINS = (20, 18, 20, 16)
WIDTH, BESIDE = 560, 40
"""Pixels of the dialog, and those of its margins."""


class AdoptDraftDialog(QDialog):
    """Signals: ``wanted`` with title, version and day."""

    wanted = Signal(str, str, object)

    def __init__(self, head: DraftHead, warnings: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("adopt_draft")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Adopt the draft"))
        self.setMinimumWidth(WIDTH)
        self.name = QLineEdit(head.title)
        self.name.setObjectName("adopt_title")
        self.version = QLineEdit(head.version)
        self.version.setObjectName("adopt_version")
        self.day = QDateEdit(QDate.currentDate())
        self.day.setObjectName("adopt_day")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        form = QFormLayout()
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Version"), self.version)
        form.addRow(self.tr("Adopted on"), self.day)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.yes = buttons.addButton(self.tr("Adopt"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setObjectName("yes")
        self.yes.setProperty("primary", True)
        self.yes.setDefault(True)
        buttons.accepted.connect(self._give)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        consequence = label(self._consequence(head.kind), wrap=True)
        consequence.setMinimumWidth(WIDTH - BESIDE)  # so that its height is that of the width it gets
        column.addWidget(consequence)
        if warnings:
            column.addWidget(label(self.tr("Warnings that stand: {0}.").format(warnings), "warning"))
        column.addLayout(form)
        column.addWidget(buttons)

    def _consequence(self, kind: Kind) -> str:
        match kind:
            case Kind.RUBRIC:
                return self.tr(
                    "The version is kept for good. Points and grades of this round are worked out by it from now on; "
                    "sealed results stay as they are and are marked as stale. This can be undone."
                )
            case Kind.FORM:
                return self.tr(
                    "The version is kept for good. A round without returns uses it at once; a round that has returns keeps "
                    "the form they were read with."
                )
            case _:
                return self.tr(
                    "The version is kept for good, beside those that were adopted before, and counts from now on. This cannot be undone."
                )

    def _give(self) -> None:
        day = self.day.date()
        self.wanted.emit(self.name.text().strip(), self.version.text().strip(), date(day.year(), day.month(), day.day()))
        self.accept()
