"""Rows that come a page at a time, in the order they come: more are asked for as somebody scrolls down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal

from desktop.models.rows import Index, RowsModel


class GrowingRows(RowsModel[Any]):
    """Signals: ``wanted`` when the view is at the end and others follow; answered by ``extend``.

    Neither sorts nor filters: of rows that are not there yet it knows nothing.
    """

    wanted = Signal()

    _more = False
    _asked = False

    def begin(self, rows: Sequence[Any], *, more: bool) -> None:
        """Other rows from the first on."""
        self._more, self._asked = more, False
        self.show(rows)

    def extend(self, rows: Sequence[Any], *, more: bool) -> None:
        """Those that follow."""
        self._more, self._asked = more, False
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += tuple(rows)
            self._shown += range(first, len(self._rows))
            self._ordered = range(len(self._rows))
            self.endInsertRows()

    def sort(self, column: int, order: Any = None) -> None:
        """The order is that in which they come."""

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        if self.canFetchMore(parent):
            self._asked = True
            self.wanted.emit()
