"""Rows of a table that say what they have to say in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.widgets.table import Table

MOST = 200
"""Rows of a long table: each is measured."""


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
            height = max(usual, table.sizeHintForRow(place)) if is_wanted else usual
            if height != table.rowHeight(place):
                table.setRowHeight(place, height)
