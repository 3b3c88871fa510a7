"""Filter chips: everybody, each state, the late ones; with how many there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.theme import icon
from desktop.widgets.states import ORDER, state_icon, state_word
from scoring.services.collecting import Collected, Collecting
from scoring.services.status import CarrierState

Keep = Callable[[Collected], bool]


class Chips(QWidget):
    """Signals: ``chosen`` with the filter, None for everybody."""

    chosen = Signal(object)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.everybody = self._chip(row, "all", None)
        self._states = {state: self._chip(row, state.value, _of(state)) for state in ORDER}
        self.late = self._chip(row, "late", lambda one: one.late > 0)
        row.addStretch(1)
        self.everybody.setChecked(True)
        for state, chip in self._states.items():
            chip.setIcon(state_icon(state))
        self.late.setIcon(icon("warning", "error"))

    def tell(self, found: Collecting) -> None:
        """How many there are of each; without a last day nobody is late."""
        self.everybody.setText(self.tr("All {0}").format(len(found.rows)))
        for state, chip in self._states.items():
            chip.setText(f"{state_word(state, self._language)} {found.counts.get(state, 0)}")
        self.late.setText(self.tr("Late {0}").format(found.late))
        self.late.setVisible(found.due is not None)
        if found.due is None and self.late.isChecked():
            self.everybody.click()

    def _chip(self, row: QHBoxLayout, name: str, keep: Keep | None) -> QPushButton:
        chip = QPushButton()
        chip.setObjectName(f"chip_{name}")
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.clicked.connect(lambda *_: self.chosen.emit(keep))
        self._group.addButton(chip)
        row.addWidget(chip)
        return chip


def _of(state: CarrierState) -> Keep:
    return lambda one: one.state is state
