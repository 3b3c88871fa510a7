"""The carriers of the sealed result: who may get a certificate, who has one, and why others get none; found and ticked."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.models.rows import RIGHT, Column
from desktop.pages.publish.ticks import TickModel
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.chips import chip_row, filter_chip
from desktop.widgets.table import Table
from scoring.messages import tell
from scoring.services.certifying import Candidate
from scoring.services.names import sort_key, spellings

MAY, HAS, NONE = "may", "has", "none"
"""可以签发; 已有证书; 不发."""
PICTURES = {MAY: ("due", "accent"), HAS: ("good", "good"), NONE: ("minus", "faint")}


def standing(row: Candidate) -> str:
    """Which of the three."""
    if row.said is None:
        return MAY
    return HAS if row.certificate is not None else NONE


class Candidates(QWidget):
    """Signals: ``chosen`` with the row that is current (None: none), ``ticked`` when other rows are."""

    chosen = Signal(object)
    ticked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = settings.language
        self.model = TickModel[Candidate](
            self._columns(),
            name=lambda row: row.uscc,
            words=lambda row: f"{spellings(row.name)}\n{row.uscc}\n{self._grade(row)}".casefold(),
            parent=self,
        )
        self.table = Table(self.model, settings, name="candidates", label=self.tr("Carriers"))
        self.table.setFont(figures_font(self.table.font()))
        self.all = QCheckBox(self.tr("All that may get one"))
        self.all.setObjectName("tick_all")
        self.chips = {
            state: filter_chip(state or "all", name, partial(self.keep, state), pressed=not state)
            for name, state in self._states()
        }
        self._lay_out()
        self.table.chosen.connect(self.chosen)
        for signal in (self.model.ticked, self.model.layoutChanged, self.model.modelReset):
            signal.connect(self._tell_ticks)
        self.all.clicked.connect(lambda on: self.model.tick(self._may(), on))

    def show_rows(self, rows: tuple[Candidate, ...]) -> None:
        current = self.table.current_row()
        self.model.show(rows)
        self.table.fit()
        for state, chip in self.chips.items():
            count = sum(1 for row in rows if not state or standing(row) == state)
            chip.setText(f"{chip.property('word')} {count}")
        self.go_to(current.uscc if current else "")

    def go_to(self, uscc: str) -> None:
        """To a carrier; to the first where it is not shown."""
        index = self.model.index_of(lambda row: row.uscc == uscc)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))

    def wanted(self) -> tuple[Candidate, ...]:
        """What is ticked, else what is selected: of these only those that may get one."""
        rows = self.model.ticked_rows or self.table.selected_rows()
        return tuple(row for row in rows if row.said is None)

    def keep(self, state: str) -> None:
        """Only rows that stand so; empty: all."""
        self.chips[state].setChecked(True)
        self.model.keep((lambda row: standing(row) == state) if state else None)

    def _may(self) -> tuple[Candidate, ...]:
        return tuple(row for row in self.model.shown if row.said is None)

    def _states(self) -> tuple[tuple[str, str], ...]:
        return ((self.tr("All"), ""), (self.tr("May be issued"), MAY), (self.tr("Has one"), HAS), (self.tr("Gets none"), NONE))

    def _grade(self, row: Candidate) -> str:
        return row.grade if self._language == "zh" else row.grade_en

    def _word(self, row: Candidate) -> str:
        if row.certificate is not None and standing(row) == HAS:
            return row.certificate.number
        return self.tr("may be issued") if row.said is None else tell(row.said, self._language)

    def _columns(self) -> tuple[Column[Candidate], ...]:
        return (
            Column(self.tr("Carrier"), lambda row: row.name, key=lambda row: sort_key(row.name), width=14, least=11),
            Column(self.tr("Points"), lambda row: row.points or "—", key=_points, align=RIGHT, width=3),
            Column(self.tr("Grade"), lambda row: self._grade(row) or "—", width=4),
            Column(self.tr("Certificate"), self._word, hint=self._hint, icon=_picture, least=8),
        )

    def _hint(self, row: Candidate) -> str:
        return tell(row.said, self._language) if row.said is not None else ""

    def _lay_out(self) -> None:
        row = chip_row(self, self.chips.values())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(row)
        whole.addWidget(self.table, 1)

    def _tell_ticks(self) -> None:
        ticked, may = {row.uscc for row in self.model.ticked_rows}, self._may()
        self.all.setEnabled(bool(may))
        self.all.setChecked(bool(may) and all(row.uscc in ticked for row in may))
        self.ticked.emit()


def _points(row: Candidate) -> object:
    return Decimal(row.points) if row.points else None


def _picture(row: Candidate) -> QIcon:
    return icon(*PICTURES[standing(row)])
