"""A list from Excel, pasted or out of a workbook: looked through line by line before anybody is added."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.theme import icon
from desktop.widgets.buttons import button
from desktop.widgets.spelling import SpeltOut
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.roster_block import Proposed, Verdict, entries, proposed_block, proposed_workbook

SIZE = (820, 560)
PAUSE = 150
"""Milliseconds without a key before a pasted block is looked through."""
CONTACT = 3
"""The column of contacts, which is there only where the list names some."""
ICONS = {
    Verdict.NEW: ("new", "good"),
    Verdict.RENAMED: ("amend", "warning"),
    Verdict.CALLED: ("person", "good"),
    Verdict.KNOWN: ("good", "faint"),
    Verdict.TWICE: ("warning", "warning"),
    Verdict.WRONG: ("error", "error"),
    Verdict.HEADING: ("close", "faint"),
}


class ProposalDialog(QDialog):
    """Signals: ``given`` with the entries to put on the list."""

    given = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, source: Path | None = None, text: str = "") -> None:
        """``source``: the workbook with the list; without one there is room to paste into."""
        super().__init__(parent)
        self.setObjectName("proposal")
        self.setWindowTitle(self.tr("Add a list of carriers"))
        self.resize(*SIZE)
        self._desk, self._source = desk, source
        self.proposed: tuple[Proposed, ...] = ()
        self.is_fresh = False
        self.block = QPlainTextEdit()
        self.block.setObjectName("block")
        self.block.setPlaceholderText(
            self.tr("Paste from Excel here: names and codes, in any order; contacts and telephones too, if you have them")
        )
        self.block.setAccessibleName(self.block.placeholderText())
        self.block.setTabChangesFocus(True)
        self.block.setVisible(source is None)
        self.model = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="proposal", label=self.tr("What the list would do"))
        SpeltOut(self.table, lambda one: one.verdict is Verdict.WRONG)
        self.summary = label("", "faint")
        self.put = button(self.tr("Add"), "proposal_add", self._give, primary=True)
        self.put.setEnabled(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self._lay_out()
        self.block.textChanged.connect(self._typed)
        if source is not None:
            self._look()
        elif text:
            self.block.setPlainText(text)

    def _lay_out(self) -> None:
        name = self._source.name if self._source else ""
        advice = self.tr("From “{0}”").format(name) if name else self.tr("Headings and empty lines do no harm.")
        below = QHBoxLayout()
        below.addWidget(self.summary, 1)
        below.addWidget(self.put)
        below.addWidget(button(self.tr("Cancel"), "proposal_cancel", self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(label(advice, "faint"))
        column.addWidget(self.block, 2)
        column.addWidget(self.table, 3)
        column.addLayout(below)

    def _columns(self) -> tuple[Column[Proposed], ...]:
        return (
            Column(self.tr("Line"), lambda one: str(one.row), key=lambda one: one.row, align=RIGHT, width=3),
            Column(self.tr("Carrier"), lambda one: one.name, width=14),
            Column(self.tr("USCC"), lambda one: one.uscc, width=11),
            Column(self.tr("Contact"), lambda one: one.contact.words if one.contact else "", width=9),
            Column(self.tr("What happens"), lambda one: tell(one.said, self._desk.language), icon=_icon, width=14, least=12),
        )

    def _typed(self) -> None:
        self.is_fresh = False
        self.put.setEnabled(False)
        self._pause.start()

    def _look(self) -> None:
        kind, text, source = self._desk.kind, self.block.toPlainText(), self._source

        def show(found: tuple[Proposed, ...]) -> None:
            if text == self.block.toPlainText():
                self._show(found)

        self._desk.read(
            lambda place, _: (
                proposed_workbook(place.opened(kind), source) if source else proposed_block(place.opened(kind), text)
            ),
            show,
            self._failed,
            owner=self,
        )

    def _show(self, found: tuple[Proposed, ...]) -> None:
        self.proposed, self.is_fresh = found, True
        self.table.setColumnHidden(CONTACT, not any(one.contact for one in found))
        self.model.show(found)
        adds = sum(one.adds for one in found)
        wrong = sum(one.verdict is Verdict.WRONG for one in found)
        self.summary.setText(self.tr("To add or change: {0}　Cannot be added: {1}").format(adds, wrong) if found else "")
        self.put.setText(self.tr("Add {0}").format(adds) if adds else self.tr("Add"))
        self.put.setEnabled(adds > 0 and not self._desk.read_only)

    def _failed(self, error: BaseException) -> None:
        self.reject()
        self._desk.failed(error)

    def _give(self) -> None:
        self.given.emit(entries(self.proposed))
        self.accept()


def _icon(one: Proposed) -> QIcon:
    return icon(*ICONS[one.verdict])
