"""A table of frozen rows. Columns are values; sorting and filtering go by keys and words made once, never by what is displayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The row itself."""
KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""What the column sorts by."""
_ROLES = Qt.ItemDataRole
SAID = frozenset(
    map(int, (_ROLES.DisplayRole, _ROLES.TextAlignmentRole, _ROLES.ToolTipRole, _ROLES.DecorationRole, _ROLES.FontRole))
) | {ROW_ROLE, KEY_ROLE}
"""What a cell has something to say to."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """``key`` sorts (the text unless given; None sorts last either way); ``hint`` is the tool tip, ``icon`` stands before the text."""

    title: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any] | None = None
    align: Qt.AlignmentFlag = LEFT
    width: int = 0
    """In characters of Chinese; 0 leaves it to the contents."""
    least: int = 0
    """Characters down to which it gives way where the table is narrow, before another column leaves the view; 0: never."""
    heading: int = 0
    """Characters of the heading that need room; a longer one ends in …, and its tool tip tells the whole. 0: all of it."""
    hint: Callable[[Row], str] | None = None
    icon: Callable[[Row], QIcon | None] | None = None
    bold: Callable[[Row], bool] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows a tuple of rows, some of them, in some order. ``row_at`` tells which row stands where."""

    def __init__(
        self, columns: Sequence[Column[Row]], words: Callable[[Row], str] | None = None, parent: QObject | None = None
    ) -> None:
        """``words``: what filtering looks into, in small letters (``casefold``); all texts of the row unless given."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._words = words
        self._rows: tuple[Row, ...] = ()
        self._ordered: Sequence[int] = ()
        """The numbers of all rows, in the order they are sorted in: whoever types a word does not wait for it to be sorted again."""
        self._shown: list[int] = []
        self._wanted: tuple[str, ...] = ()
        self._keep: Callable[[Row], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._haystacks: list[str] = []

    # --- what is shown

    def show(self, rows: Sequence[Row]) -> None:
        """Other rows, in the same order and under the same filter as before."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._haystacks = []
        self._order()
        self._sift()
        self.endResetModel()

    def find(self, wanted: str) -> None:
        """Only rows that contain every one of the words."""
        words = tuple(wanted.casefold().split())
        if words != self._wanted:
            self._wanted = words
            self._again()

    def keep(self, keep: Callable[[Row], bool] | None) -> None:
        """Only rows for which this holds."""
        if keep is not None or self._keep is not None:
            self._keep = keep
            self._again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order) if 0 <= column < len(self.columns) else None
        self._order()
        self._again()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them, also those that are filtered out."""
        return self._rows

    @property
    def shown(self) -> tuple[Row, ...]:
        return tuple(self._rows[number] for number in self._shown)

    def row_at(self, index: Index) -> Row:
        return self._rows[self._shown[index.row()]]

    def index_of(self, holds: Callable[[Row], bool]) -> QModelIndex:
        """The first shown row for which this holds; an invalid index where there is none."""
        place = next((place for place, number in enumerate(self._shown) if holds(self._rows[number])), -1)
        return self.index(place, 0) if place >= 0 else QModelIndex()

    def _again(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self._shown[index.row()] for index in before]
        self._sift()
        places = {number: place for place, number in enumerate(self._shown)} if before else {}
        after = [
            self.index(places[number], index.column()) if number in places else QModelIndex()
            for index, number in zip(before, numbers, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _order(self) -> None:
        self._ordered = range(len(self._rows))
        if self._sorted is not None:
            column, order = self._sorted
            key = self.columns[column].key or self.columns[column].text
            keys = [key(row) for row in self._rows]
            known = [number for number in self._ordered if keys[number] is not None]
            known.sort(key=keys.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
            self._ordered = known + [number for number in self._ordered if keys[number] is None]

    def _sift(self) -> None:
        rows, shown = self._rows, list(self._ordered)
        if self._keep is not None:
            keep = self._keep
            shown = [number for number in shown if keep(rows[number])]
        if self._wanted and not self._haystacks:
            self._haystacks = list(map(self._words or self._texts, rows))
        texts = self._haystacks
        for word in self._wanted:
            shown = [number for number in shown if word in texts[number]]
        self._shown = shown

    def _texts(self, row: Row) -> str:
        return "\n".join(column.text(row) for column in self.columns).casefold()

    # --- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's names and defaults
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in SAID or not index.isValid():  # of a cell that is painted Qt asks twice as many as there are answers to
            return None
        row, column = self.row_at(index), self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.align
            case Qt.ItemDataRole.ToolTipRole:
                return column.hint(row) if column.hint else column.text(row)
            case Qt.ItemDataRole.DecorationRole:
                return column.icon(row) if column.icon else None
            case Qt.ItemDataRole.FontRole:
                return bold_font() if column.bold and column.bold(row) else None
            case _ if role == ROW_ROLE:
                return row
            case _ if role == KEY_ROLE:
                return (column.key or column.text)(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align
        return None


def bold_font() -> Any:
    """The application's font, heavier."""
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication

    font = QFont(QApplication.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font
