"""The carriers of the sealed result: what has gone out of each, found, filtered and ticked."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.models.rows import RIGHT, Column
from desktop.pages.publish.ticks import TickModel
from desktop.pages.publish.versions import words_of
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.chips import chip_row, filter_chip
from desktop.widgets.table import Table
from scoring.services.days import CHINA
from scoring.services.names import sort_key, spellings
from scoring.services.publishing import Issued, PaperState, Publication, ReportRow

PICTURES = {PaperState.DUE: ("due", "faint"), PaperState.OUTDATED: ("warning", "warning"), PaperState.PRINTED: ("good", "good")}
DAY, MINUTE = "%m-%d", "%Y-%m-%d %H:%M"
ISSUED = 5
"""The column of what went out last, which is there only once something has."""


class Reports(QWidget):
    """Signals: ``chosen`` with the row that is current (None: none), ``ticked`` when other rows are."""

    chosen = Signal(object)
    ticked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TickModel[ReportRow](
            self._columns(),
            name=lambda row: row.result.uscc,
            words=lambda row: f"{spellings(row.result.name)}\n{row.result.uscc}\n{row.result.grade}".casefold(),
            parent=self,
        )
        self.table = Table(self.model, settings, name="reports", label=self.tr("Reports"))
        self.table.setFont(figures_font(self.table.font()))
        self.all = QCheckBox(self.tr("All shown"))
        self.all.setObjectName("tick_all")
        self.chips = {
            state: filter_chip(str(state or "all"), name, partial(self.keep, state), pressed=not state)
            for name, state in self._states()
        }
        self._lay_out()
        self.table.chosen.connect(self.chosen)
        self.model.ticked.connect(self._tell_ticks)
        self.model.layoutChanged.connect(self._tell_ticks)
        self.model.modelReset.connect(self._tell_ticks)
        self.all.clicked.connect(lambda on: self.model.tick(self.model.shown, on))

    def show_rows(self, shown: Publication) -> None:
        current = self.table.current_row()
        self.model.show(shown.rows)
        self.table.setColumnHidden(ISSUED, not any(row.issued for row in shown.rows))
        self.table.fit()
        for state, chip in self.chips.items():
            count = len(shown.rows) if state is None else shown.count(state)
            chip.setText(f"{chip.property('word')} {count}")
        self.go_to(current.result.uscc if current else "")

    def go_to(self, uscc: str) -> None:
        """To a carrier; to the first where it is not shown."""
        index = self.model.index_of(lambda row: row.result.uscc == uscc)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))

    def wanted(self) -> tuple[ReportRow, ...]:
        """What is ticked, else what is selected."""
        return self.model.ticked_rows or self.table.selected_rows()

    def state_word(self, state: PaperState | None) -> str:
        return next(name for name, one in self._states() if one is state)

    def keep(self, state: PaperState | None) -> None:
        """Only rows in this state; None: all."""
        self.chips[state].setChecked(True)
        self.model.keep(None if state is None else lambda row: row.state is state)

    def _states(self) -> tuple[tuple[str, PaperState | None], ...]:
        return (
            (self.tr("All"), None),
            (self.tr("Not printed"), PaperState.DUE),
            (self.tr("Outdated"), PaperState.OUTDATED),
            (self.tr("Printed"), PaperState.PRINTED),
        )

    def _columns(self) -> tuple[Column[ReportRow], ...]:
        return (
            Column(
                self.tr("Carrier"), lambda row: row.result.name, key=lambda row: sort_key(row.result.name), width=17, least=13
            ),
            Column(
                self.tr("State"),
                lambda row: self.state_word(row.state),
                key=lambda row: list(PaperState).index(row.state),
                icon=_picture,
                hint=self._all_issued,
            ),
            Column(self.tr("Points"), lambda row: row.result.points or "—", key=_points, align=RIGHT),
            Column(self.tr("Grade"), lambda row: row.result.grade or "—", key=lambda row: row.result.rank),
            Column(
                self.tr("Rank"),
                lambda row: "" if row.result.rank is None else str(row.result.rank),
                key=lambda row: row.result.rank,
                align=RIGHT,
            ),
            Column(
                self.tr("Last issued"),
                lambda row: _issued(row.issued[0], DAY) if row.issued else "",
                key=lambda row: row.issued[0].paper.issued_at if row.issued else None,
                hint=self._all_issued,
                width=7,
                least=5,
            ),
        )

    def _all_issued(self, row: ReportRow) -> str:
        return "\n".join(_issued(one, MINUTE) for one in row.issued)

    def _lay_out(self) -> None:
        row = chip_row(self, self.chips.values())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(row)
        whole.addWidget(self.table, 1)

    def _tell_ticks(self) -> None:
        ticked, shown = set(self.model.ticked_rows), self.model.shown
        self.all.setChecked(bool(shown) and all(row in ticked for row in shown))
        self.ticked.emit()


def _issued(one: Issued, stamp: str) -> str:
    when = one.paper.issued_at.astimezone(CHINA).strftime(stamp)
    return f"{when} {words_of(one.version, one.paper.language)} {one.paper.issued_by}".strip()


def _points(row: ReportRow) -> object:
    return Decimal(row.result.points) if row.result.points else None


def _picture(row: ReportRow) -> QIcon:
    return icon(*PICTURES[row.state])
