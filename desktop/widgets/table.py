"""The table every page uses: sorts, filters, copies to Excel, remembers its columns, and opens a row by double click or Enter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from desktop.models.rows import ROW_ROLE, Index, RowsModel
from desktop.settings import Settings

PADDING = 24
"""Pixels beside the text of a cell, both sides together."""
WIDEST = 420


class Table(QTableView):
    """Signals: ``opened`` with the row a person wants to go into, ``chosen`` with the one that is current (None: none)."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, model: RowsModel[Any], settings: Settings, *, name: str, label: str, parent: QWidget | None = None
    ) -> None:
        """``name`` is the key its columns are remembered under, ``label`` what a screen reader says."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._settings = settings
        self.setModel(model)
        self.rows = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSortingEnabled(True)
        self._natural: dict[int, int] = {}
        self._gives_way = False
        self._set_widths()
        self._by_hand = header.restoreState(settings.state(f"columns/{name}"))
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._remember)
        header.sortIndicatorChanged.connect(self._remember)
        self.doubleClicked.connect(self._open)

    def current_row(self) -> Any:
        """The row with the focus, None without one."""
        return self.currentIndex().data(ROW_ROLE)

    def selected_rows(self) -> tuple[Any, ...]:
        """From top to bottom."""
        return tuple(self.rows.row_at(index) for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row))

    def go_to(self, index: QModelIndex) -> None:
        """Select a row and bring it into view, whatever keys are held down."""
        if index.isValid():
            # not by what Ctrl or Shift happen to be held down for
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, how)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def fit(self) -> None:
        """Columns as wide as their contents, unless the user has set them."""
        if self._settings.state(f"columns/{self.objectName()}").isEmpty():
            header = self.horizontalHeader()
            with_state = header.blockSignals(True)
            for column, one in enumerate(self.rows.columns):
                if not one.width:
                    whole = max(self.sizeHintForColumn(column), self._heading(column)) + PADDING // 2
                    self._natural[column] = min(whole, WIDEST)
                    self.setColumnWidth(column, self._natural[column])
            header.blockSignals(with_state)
            self._give_way()

    def copy(self) -> None:
        """The selected rows as Excel takes them: tabs between cells, headings first where there is more than one row."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        columns = [column for column in columns if not self.isColumnHidden(column)]
        lines = [[_cell(str(self.rows.index(row, column).data() or "")) for column in columns] for row in rows]
        if len(rows) > 1:
            lines.insert(0, [self.rows.columns[column].title for column in columns])
        if lines:
            QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(ROW_ROLE))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._give_way()
        super().resizeEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        character = self.fontMetrics().horizontalAdvance("字")
        for column, one in enumerate(self.rows.columns):
            if one.width:
                title = one.title[: one.heading] if one.heading else one.title
                wanted = max(one.width * character, self.fontMetrics().horizontalAdvance(title))
                self._natural[column] = wanted + PADDING
                self.setColumnWidth(column, self._natural[column])
            else:
                self._natural[column] = header.defaultSectionSize()

    def _heading(self, column: int) -> int:
        """Pixels that a heading asks for."""
        whole = self.horizontalHeader().sectionSizeHint(column)
        most = self.rows.columns[column].heading
        return min(whole, most * self.fontMetrics().horizontalAdvance("字") + PADDING) if most else whole

    def _give_way(self) -> None:
        """What a narrow table lacks is taken from the columns that may give it, unless the user has set the columns."""
        giving = [column for column, one in enumerate(self.rows.columns) if one.least]
        if self._by_hand or not giving:
            return
        shown = [column for column in range(len(self.rows.columns)) if not self.isColumnHidden(column)]
        lacking = sum(self._natural[column] for column in shown) - self.viewport().width()
        character = self.fontMetrics().horizontalAdvance("字")
        self._gives_way = True
        for column in giving:
            least = min(self.rows.columns[column].least * character + PADDING, self._natural[column])
            width = max(least, self._natural[column] - max(lacking, 0))
            lacking -= self._natural[column] - width
            self.setColumnWidth(column, width)
        self._gives_way = False

    def _resized(self, section: int, _: int, __: int) -> None:
        """The last column follows the window, and some give way to others; that is nobody's wish to keep."""
        header = self.horizontalHeader()
        if header.visualIndex(section) != header.count() - 1 and not self._gives_way:
            self._by_hand = True
            self._remember()

    def _remember(self) -> None:
        self._settings.put_state(f"columns/{self.objectName()}", self.horizontalHeader().saveState())


def _cell(text: str) -> str:
    """A line break or a tab inside a cell would tear the block."""
    return " ".join(text.split()) if any(mark in text for mark in "\t\n\r") else text
