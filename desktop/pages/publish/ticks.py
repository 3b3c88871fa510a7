"""Rows with a box to tick before them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from desktop.models.rows import Column, Index, RowsModel

Row = TypeVar("Row")


class TickModel(RowsModel[Row]):
    """What is ticked stays ticked while it is filtered out, and when the rows are shown anew. Signals: ``ticked``."""

    ticked = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        name: Callable[[Row], str],
        words: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``name`` tells rows apart."""
        super().__init__(columns, words, parent)
        self._name = name
        self._ticks: set[str] = set()

    @property
    def ticked_rows(self) -> tuple[Row, ...]:
        """In their own order, also those that are filtered out."""
        return tuple(row for row in self.rows if self._name(row) in self._ticks)

    def show(self, rows: Sequence[Row]) -> None:
        self._ticks &= {self._name(row) for row in rows}
        super().show(rows)
        self.ticked.emit()

    def tick(self, rows: Sequence[Row], on: bool) -> None:
        """Tick these rows, or no longer."""
        names = {self._name(row) for row in rows}
        self._ticks = self._ticks | names if on else self._ticks - names
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, 0), [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            return Qt.CheckState.Checked if self._name(self.row_at(index)) in self._ticks else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column() != 0:
            return False
        self.tick([self.row_at(index)], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else found
