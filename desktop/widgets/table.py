"""The table every page uses: sorts, filters, copies to Excel, remembers its columns, and opens a row by double click or Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from desktop.models.rows import RIGHT, ROW_ROLE, Index, RowsModel, bold_font
from desktop.settings import Settings
from desktop.theme import colours
from desktop.widgets.copying import as_cells
from desktop.widgets.heads import Heads
from desktop.widgets.sharing import Want, share_out

PADDING = 24
"""Pixels beside the text of a cell, both sides together."""
WIDEST = 420
BESIDE = 20
"""Pixels beside the text of a cell that are really there, both sides together."""
ICON = 22
"""Pixels of an icon or a box to tick before the text."""
NARROWEST = 24
"""Pixels of a column at least."""
SAMPLE, NEARLY = 200, 0.8
"""Rows whose texts tell how wide a column wants to be, and the part of the broadest from which on they are measured."""
MOST = 85
"""Of a hundred rows that many are seen whole before the rest may be."""
LAST = 8
"""Characters down to which the last column gives way if nothing is said of it."""


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
        self.when_empty = ""
        """What the empty table says; nothing where that is said elsewhere."""
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
        self.heads = Heads(self)
        self.setHorizontalHeader(self.heads)
        header = self.heads
        header.setSectionsMovable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(NARROWEST)  # the style's own is wider than a column of short numbers
        self.setSortingEnabled(True)
        self._wants: dict[int, Want] = {}
        self._arranges = False
        self._by_hand = header.restoreState(settings.state(f"columns/{name}"))
        self.fit()
        model.modelReset.connect(self.fit)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._remember)
        header.sortIndicatorChanged.connect(self._remember)
        header.sortIndicatorChanged.connect(lambda *_: self.heads.fold())
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

    def setColumnHidden(self, column: int, hide: bool) -> None:  # noqa: N802 - Qt's name and argument
        """The column that was the last gives back what it had too much; that is nobody's wish to keep."""
        self._arranges = True
        super().setColumnHidden(column, hide)
        self._arranges = False

    def fit(self) -> None:
        """Columns as their contents ask for it, as far as there is room, unless the user has set them."""
        self._wants = {column: self._want(column) for column in range(len(self.rows.columns))}
        self._arrange()

    def copy(self) -> None:
        """The selected rows as Excel takes them: tabs between cells, headings first where there is more than one row."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        columns = [column for column in columns if not self.isColumnHidden(column)]
        lines = [[str(self.rows.index(row, column).data() or "") for column in columns] for row in rows]
        if len(rows) > 1:
            lines.insert(0, [self.rows.columns[column].title for column in columns])
        if lines:
            QApplication.clipboard().setText(as_cells(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Rows that are all filtered out are not rows that are not there: the empty table says so."""
        super().paintEvent(event)
        words = self._instead()
        if words:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours().faint))
            area = self.viewport().rect().adjusted(PADDING, PADDING, -PADDING, -PADDING)
            where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(area, where, words)

    def _instead(self) -> str:
        """What stands where no row does."""
        if self.rows.rows:
            hidden = self.tr("Nothing here is as you look for it. Clear the search or the filter to see all.")
            return "" if self.rows.rowCount() else hidden
        return self.when_empty

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(ROW_ROLE))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_arranges"):
            self.fit()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))

    def _arrange(self) -> None:
        """The room of now, shared out among the columns, unless the user has set them."""
        shown = [column for column in self._wants if not self.isColumnHidden(column)]
        if not self._by_hand:
            self._arranges = True
            widths = share_out([self._wants[column] for column in shown], self.viewport().width())
            spare = self.viewport().width() - sum(widths)
            if shown and spare > 0 and self.rows.columns[shown[-1]].align is RIGHT:
                widths = [width + spare // len(shown) for width in widths]  # or its figures would stand far from the others
            for column, width in zip(shown, widths, strict=True):
                self.setColumnWidth(column, width)
            self._arranges = False
        self.heads.fold()

    def _want(self, column: int) -> Want:
        one = self.rows.columns[column]
        head, (mostly, longest) = self._head(column), self._breadths(column)
        set_for = self._characters(one.width) if one.width else 0
        expected = 0 if self.rows.rows else set_for  # where rows have nothing to say in it, its head is enough
        whole = min(max(head, longest or expected), max(WIDEST, set_for))
        usual = min(whole, set_for) if set_for else whole
        is_last = column == len(self.rows.columns) - 1 and not one.width
        least = max(min(usual, self._characters(one.least or LAST)), head) if one.least or is_last else max(usual, head)
        easy = max(self.heads.whole(column), longest, whole)
        mostly = max(mostly, head) if one.least else whole  # a state or a figure is no name: the longest of them is seen as well
        usual, whole = max(min(usual, mostly), least), max(whole, least)
        return Want(least, usual, min(whole, max(usual, mostly)), whole, easy, bool(one.least))

    def _characters(self, count: int) -> int:
        return count * self.fontMetrics().horizontalAdvance("字") + PADDING

    def _head(self, column: int) -> int:
        """Pixels that the head asks for."""
        whole, most = self.heads.least(column), self.rows.columns[column].heading
        return min(whole, self._characters(most)) if most else whole

    def beside(self, row: int, column: int) -> int:
        """Pixels of a cell that its text does not have: of an icon, of a box to tick, and what is left free."""
        ticks = self.rows.flags(self.rows.index(row, column)) & Qt.ItemFlag.ItemIsUserCheckable
        return ICON * (bool(self.rows.columns[column].icon) + bool(ticks)) + BESIDE

    def _breadths(self, column: int) -> tuple[int, int]:
        """Pixels that most of its contents ask for, and all of them, as far as a few hundred rows tell; 0 without any."""
        one = self.rows.columns[column]
        texts = sorted(filter(None, (one.text(row) for row in self.rows.rows[:SAMPLE])), key=_breadth)
        if not texts:
            return 0, 0
        metrics = QFontMetrics(bold_font()) if one.bold else self.fontMetrics()
        beside = self.beside(0, column)

        def broadest(some: Sequence[str]) -> int:
            broad = _breadth(some[-1]) * NEARLY
            return max(map(metrics.horizontalAdvance, {text for text in some if _breadth(text) >= broad})) + beside

        return broadest(texts[: -(-len(texts) * MOST // 100)]), broadest(texts)

    def _resized(self, section: int, _: int, __: int) -> None:
        """The last column follows the window, and some give way to others; that is nobody's wish to keep."""
        if self._arranges:
            return
        follows = [
            column for column in map(self.heads.logicalIndex, range(self.heads.count())) if not self.isColumnHidden(column)
        ]
        if section in follows[:-1]:
            self._by_hand = True
            self._remember()
        self.heads.fold()

    def _remember(self) -> None:
        self._settings.put_state(f"columns/{self.objectName()}", self.horizontalHeader().saveState())


def _breadth(text: str) -> int:
    """Roughly: 未评审 is broader than 2.00."""
    return len(text.encode("gbk", "replace"))
