"""A sheet of the original workbook, read-only: what stands in each cell, and what the district has made of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop.models.rows import LEFT, RIGHT, ROW_ROLE, Index
from scoring.places import column_letters
from scoring.services.pictures import NO_OVERLAY, Overlay, PictureSheet

LEAST_ROWS, LEAST_COLUMNS = 20, 8
"""A nearly empty sheet still looks like one."""
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell is painted; all of it is told in words by the tool tip too."""

    text: str
    verified: str
    figure: bool
    head: bool
    field: bool
    dimmed: bool
    struck: bool
    outlined: bool
    faulty: bool


class PictureModel(QAbstractTableModel):
    """Rows and columns as in Excel; index row 0 is row 1. ``ROW_ROLE`` is a CellLook."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: PictureSheet | None = None
        self._overlay = NO_OVERLAY
        self._rows = self._columns = 0  # Qt asks for them once for every cell it paints
        self._outlined: frozenset[At] = frozenset()
        self._faulty: frozenset[At] = frozenset()

    def show(self, sheet: PictureSheet | None, overlay: Overlay, faulty: Collection[At]) -> None:
        """Another sheet; nothing is outlined on it yet."""
        self.beginResetModel()
        self.sheet, self._overlay = sheet, overlay
        self._rows = max(sheet.rows + 2, LEAST_ROWS) if sheet else 0
        self._columns = max(sheet.columns + 1, LEAST_COLUMNS) if sheet else 0
        self._faulty, self._outlined = frozenset(faulty), frozenset()
        self.endResetModel()

    def lay_over(self, overlay: Overlay, faulty: Collection[At]) -> None:
        """The same sheet after something was done: nothing moves."""
        self._overlay, self._faulty = overlay, frozenset(faulty)
        self._repaint()

    def outline(self, cells: Collection[At]) -> None:
        """(row, column) of the cells that are meant."""
        self._outlined = frozenset(cells)
        self._repaint()

    def look(self, row: int, column: int) -> CellLook:
        """Row and column from 1."""
        sheet, at = self.sheet, (row, column)
        assert sheet is not None
        return CellLook(
            text=sheet.texts.get(at, ""),
            verified=self._overlay.verified.get((sheet.name, row, column), ""),
            figure=at in sheet.figures,
            head=at in sheet.heads,
            field=at in sheet.fields,
            dimmed=row in sheet.hidden_rows or column in sheet.hidden_columns,
            struck=(sheet.name, row) in self._overlay.struck and at in sheet.fields,
            outlined=at in self._outlined,
            faulty=at in self._faulty,
        )

    def _repaint(self) -> None:
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's names and defaults
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.sheet is None:
            return None
        row, column = index.row() + 1, index.column() + 1
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                text = self.sheet.texts.get((row, column), "")
                verified = self._overlay.verified.get((self.sheet.name, row, column))
                return f"{text} → {verified}" if verified else text
            case Qt.ItemDataRole.ToolTipRole:
                return self.data(index) or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if (row, column) in self.sheet.figures else LEFT
            case _ if role == ROW_ROLE:
                return self.look(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if role != Qt.ItemDataRole.DisplayRole or section < 0:
            return None
        return column_letters(section + 1) if orientation == Qt.Orientation.Horizontal else str(section + 1)
