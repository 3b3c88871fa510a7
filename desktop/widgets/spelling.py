"""Rows of a table that say what they have to say in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRect, Qt, QTimer

from desktop.widgets.table import Table

MOST = 200
"""Rows of a long table: each is measured."""


SPARE = 2
"""Pixels that a column has beyond what its texts need."""


class SpeltOut(QObject):
    """Keeps those of the first rows for which ``wanted`` holds as high as their texts need at the widths of now."""

    def __init__(self, table: Table, wanted: Callable[[Any], bool]) -> None:
        super().__init__(table)
        self._table, self._wanted = table, wanted
        self._soon = QTimer(self)  # not while the columns are being arranged: higher rows may need a scroll bar, and that room
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.measure)
        table.setWordWrap(True)
        header = table.horizontalHeader()
        for changed in (header.geometriesChanged, header.sectionResized, table.rows.layoutChanged, table.rows.modelReset):
            changed.connect(lambda *_: self._soon.start())

    def measure(self) -> None:
        table, model = self._table, self._table.rows
        usual = table.verticalHeader().defaultSectionSize()
        for place in range(min(model.rowCount(), MOST)):
            is_wanted = self._wanted(model.row_at(model.index(place, 0)))
            height = max(usual, self._height(place)) if is_wanted else usual
            if height != table.rowHeight(place):
                table.setRowHeight(place, height)

    def _height(self, place: int) -> int:
        """Of the row, by the room that its texts really have; the delegate's own hint knows nothing of the style's padding."""
        table, model = self._table, self._table.rows
        around = table.verticalHeader().defaultSectionSize() - table.fontMetrics().height()
        highest = 0
        for column in range(model.columnCount()):
            if not table.isColumnHidden(column):
                room = QRect(0, 0, max(table.columnWidth(column) - table.beside(place, column) + SPARE, 1), 1 << 16)
                text = str(model.index(place, column).data() or "")
                highest = max(highest, table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text).height())
        return highest + around
