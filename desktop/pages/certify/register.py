"""登记簿: every certificate of the round and what became of it, filtered; its acts are buttons below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.models.rows import Column, RowsModel
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.buttons import pictured
from desktop.widgets.chips import chip_row, filter_chip
from desktop.widgets.empty import Empty
from desktop.widgets.flow import Flow
from desktop.widgets.table import Table
from scoring.services.certifying import CertificateLine, State
from scoring.services.names import sort_key, spellings

PICTURES = {
    State.VALID: ("good", "good"),
    State.EXPIRED: ("due", "faint"),
    State.SUPERSEDED: ("redo", "faint"),
    State.WITHDRAWN: ("strike", "warning"),
}


class Register(QWidget):
    """Signals: ``chosen`` with the line that is current (None: none)."""

    chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = settings.language
        self.model = RowsModel[CertificateLine](self._columns(), words=self._words, parent=self)
        self.table = Table(self.model, settings, name="certificates", label=self.tr("Register of certificates"))
        self.table.setFont(figures_font(self.table.font()))
        self.empty = Empty(
            "certify", self.tr("No certificate was issued yet"), self.tr("Whatever is issued is listed here and never goes.")
        )
        self.again = pictured(
            "reissue", "redo", self.tr("Re-issue…"), self.tr("In place of a lost or wrong one, under a new number")
        )
        self.gone = pictured("withdraw", "strike", self.tr("Withdraw…"), self.tr("It stays in the register and holds no longer"))
        self.save = pictured("save_certificate", "save", self.tr("Save again…"), self.tr("The very bytes that were issued"))
        self.excel = pictured("register_excel", "save", self.tr("As Excel…"), self.tr("The whole register"))
        tip = self.tr("Signed with the key: for those who verify without this workspace")
        self.listed = pictured("withdrawals", "pages", self.tr("List of withdrawals…"), tip)
        self.chips = {
            state: filter_chip(str(state or "all"), self._state_word(state), partial(self.keep, state), pressed=state is None)
            for state in (None, *State)
        }
        self._lay_out()
        self.table.chosen.connect(self.chosen)

    def show_rows(self, lines: tuple[CertificateLine, ...]) -> None:
        current = self.table.current_row()
        self.model.show(tuple(reversed(lines)))
        self.table.fit()
        for state, chip in self.chips.items():
            count = sum(1 for line in lines if state is None or line.state is state)
            chip.setText(f"{chip.property('word')} {count}")
            chip.setVisible(state is None or bool(count) or chip.isChecked())
        self.stack.setCurrentWidget(self.table if lines else self.empty)
        self.go_to(current.number if current else "")

    def go_to(self, number: str) -> None:
        """To a certificate; to the first where it is not shown."""
        index = self.model.index_of(lambda line: line.number == number)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))

    def keep(self, state: State | None) -> None:
        """Only those in this state; None: all."""
        self.chips[state].setChecked(True)
        self.model.keep(None if state is None else lambda line: line.state is state)

    def _words(self, line: CertificateLine) -> str:
        own = (line.facts.uscc, line.number, line.certificate.actor, line.remark(self._language))
        return "\n".join([spellings(line.facts.carrier), *own]).casefold()

    def _columns(self) -> tuple[Column[CertificateLine], ...]:
        return (
            Column(self.tr("Number"), lambda line: line.number, key=lambda line: line.certificate.running, width=7, least=5),
            Column(
                self.tr("Carrier"),
                lambda line: line.facts.carrier,
                key=lambda line: sort_key(line.facts.carrier),
                width=11,
                least=8,
            ),
            Column(self.tr("Grade"), self._grade, width=4),
            Column(self.tr("State"), lambda line: line.state_words(self._language), icon=_picture, width=5),
            Column(self.tr("Valid until"), lambda line: str(line.facts.valid_to), width=6),
            Column(self.tr("Remarks"), self._remark, hint=self._remark, icon=_mark, least=4),
        )

    def _grade(self, line: CertificateLine) -> str:
        return line.facts.grade if self._language == "zh" else line.facts.grade_en or line.facts.grade

    def _remark(self, line: CertificateLine) -> str:
        return line.remark(self._language)

    def _state_word(self, state: State | None) -> str:
        words = {
            None: self.tr("All"),
            State.VALID: self.tr("Valid"),
            State.EXPIRED: self.tr("Expired"),
            State.SUPERSEDED: self.tr("Replaced"),
            State.WITHDRAWN: self.tr("Withdrawn"),
        }
        return words[state]

    def _lay_out(self) -> None:
        row = chip_row(self, self.chips.values())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        verbs = Flow(rise=6)
        for one in (self.again, self.gone, self.save, self.excel, self.listed):
            verbs.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(row)
        whole.addWidget(self.stack, 1)
        whole.addLayout(verbs)


def _picture(line: CertificateLine) -> QIcon:
    return icon(*PICTURES[line.state])


def _mark(line: CertificateLine) -> QIcon | None:
    return icon("warning", "warning") if line.differs else None
