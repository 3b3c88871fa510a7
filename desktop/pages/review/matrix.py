"""The matrix of a review: a line for each carrier, and for each item its mean, the number of marks and how far they are apart."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.table import Table
from scoring.services.names import sort_key, spellings
from scoring.services.review_items import ReviewItem
from scoring.services.reviewing import Review, ReviewCell, ReviewedCarrier

Row = ReviewedCarrier
PER_ITEM = 3
"""Columns of one item: mean, number, spread."""


class Shown(Enum):
    """Which carriers are shown."""

    ALL = "all"
    LACKING = "lacking"
    WIDE = "wide"
    RECUSED = "recused"

    def keeps(self, one: Row) -> bool:
        match self:
            case Shown.ALL:
                return True
            case Shown.LACKING:
                return any(cell.lacking for cell in one.cells)
            case Shown.WIDE:
                return any(cell.wide for cell in one.cells)
            case Shown.RECUSED:
                return any(cell.recused for cell in one.cells)


class Matrix(QWidget):
    """Makes its table anew where the items are others.

    Signals: ``chosen`` when another carrier or item has the focus; ``opened`` when a person wants to go into it.
    """

    chosen = Signal()
    opened = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._items: tuple[ReviewItem, ...] = ()
        self._wanted = ""
        self._keep = Shown.ALL
        self._quiet = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.table: Table | None = None
        self.model: RowsModel[Row] | None = None

    def show_review(self, found: Review) -> None:
        """Other figures; the carrier and item with the focus keep it."""
        carrier, item = self.carrier(), self.item()
        if found.items != self._items or self.table is None:
            self._items = found.items
            self._rebuild()
        assert self.model is not None
        assert self.table is not None
        self._quiet = True
        self.model.show(found.carriers)
        self.table.fit()
        self._quiet = False
        self.go(carrier.uscc if carrier else "", item)

    def go(self, uscc: str, item: int = 0) -> None:
        """To a carrier, else to the first that is shown."""
        assert self.model is not None
        assert self.table is not None
        index = self.model.index_of(lambda one: one.uscc == uscc)
        if not index.isValid() and self.model.rowCount():
            index = self.model.index(0, 0)
        if index.isValid():
            self.table.setCurrentIndex(self.model.index(index.row(), 1 + PER_ITEM * item))
            self.table.scrollTo(index)
        self.chosen.emit()

    def look_for(self, wanted: str) -> None:
        self._wanted = wanted
        if self.model is not None:
            self.model.find(wanted)

    def keep(self, shown: Shown) -> None:
        self._keep = shown
        if self.model is not None:
            self.model.keep(shown.keeps)

    def carrier(self) -> Row | None:
        return self.table.current_row() if self.table is not None else None

    def item(self) -> int:
        """The number of the item whose columns have the focus."""
        column = self.table.currentIndex().column() if self.table is not None else 0
        return min(max(column - 1, 0) // PER_ITEM, max(len(self._items) - 1, 0))

    def _rebuild(self) -> None:
        if self.table is not None:
            self._column.removeWidget(self.table)
            self.table.deleteLater()
        self.model = RowsModel(self._columns(), words=lambda one: f"{spellings(one.name)}\n{one.uscc.casefold()}", parent=self)
        self.model.find(self._wanted)
        self.model.keep(self._keep.keeps)
        name = f"review/{'-'.join(one.code for one in self._items)}"
        self.table = Table(self.model, self._settings, name=name, label=self.tr("Marks by carrier and indicator"), parent=self)
        self.table.setFont(figures_font(self.table.font()))
        self.table.selectionModel().currentChanged.connect(self._moved)
        self.table.opened.connect(lambda _: self.opened.emit())
        self._column.addWidget(self.table)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._quiet:
            self.chosen.emit()

    def _columns(self) -> tuple[Column[Row], ...]:
        first: Column[Row] = Column(
            self.tr("Carrier"), lambda one: one.name, key=lambda one: sort_key(one.name), width=14, least=8
        )
        columns = [first]
        for number, item in enumerate(self._items):
            columns += self._item_columns(item, partial(_cell, number))
        state: Column[Row] = Column(self.tr("State"), self._state, key=_lacking, icon=_state_icon)
        return (*columns, state)

    def _item_columns(self, item: ReviewItem, of: Callable[[Row], ReviewCell]) -> tuple[Column[Row], ...]:
        about = f"{item.code} {item.title}\n{item.reading}"
        return (
            Column(
                self.tr("{0} mean").format(item.code),
                lambda one: self.tr("Not reviewed") if of(one).mean is None else str(of(one).mean),
                key=lambda one: of(one).mean,
                align=RIGHT,
                hint=lambda _: about,
            ),
            Column(
                self.tr("Marks"),
                lambda one: f"{of(one).counted}/{of(one).expected}",
                key=lambda one: of(one).counted,
                align=RIGHT,
                width=3,
                hint=lambda one: self._missing(of(one)),
            ),
            Column(
                self.tr("Spread"),
                lambda one: self._spread(of(one)),
                key=lambda one: of(one).spread,
                align=RIGHT,
                icon=lambda one: icon("warning", "warning") if of(one).wide else None,
            ),
        )

    def _missing(self, cell: ReviewCell) -> str:
        if not cell.missing:
            return self.tr("Everybody who is to mark has marked")
        return self.tr("Missing: {0}").format("、".join(cell.missing))

    def _spread(self, cell: ReviewCell) -> str:
        if cell.spread is None:
            return ""
        return self.tr("{0} wide").format(_plain(cell.spread)) if cell.wide else _plain(cell.spread)

    def _state(self, one: Row) -> str:
        lacking = _lacking(one)
        words = [self.tr("Marks missing: {0}").format(lacking) if lacking else self.tr("All marked")]
        recused = len({name for cell in one.cells for name, _ in cell.recused})
        if recused:
            words.append(self.tr("Recusals: {0}").format(recused))
        return self.tr(", ").join(words)


def _cell(number: int, one: Row) -> ReviewCell:
    return one.cells[number]


def _lacking(one: Row) -> int:
    return sum(cell.lacking for cell in one.cells)


def _state_icon(one: Row) -> QIcon:
    return icon("due", "faint") if _lacking(one) else icon("good", "good")


def _plain(value: object) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
