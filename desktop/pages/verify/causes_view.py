"""The causes: icon, level and sentence in the first line, what is to be known in the second; below an unfolded one its mini-sheet."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop.models.rows import ROW_ROLE, Index, bold_font
from desktop.pages.verify.causes_model import CarrierLeaf, CausesModel, first_place
from desktop.theme import colours, icon
from desktop.widgets.heads import in_two_lines
from desktop.widgets.sharing import Want, share_out
from scoring.messages import tell
from scoring.services.mini_sheets import MiniSheet
from scoring.services.verifying import CauseState, ShownCause

LINE = 24
"""Pixels of a row of a mini-sheet."""
PAD = 6
BESIDE_TITLE, WORD_GAP = 38, 8
"""Pixels of a cause that are not its sentence: icon and edges, and between the word of the level and the sentence."""
BESIDE_CELL, LEAST_CELL, USUAL_CELL = 26, 60, 110
"""Pixels beside the text of a cell of a mini-sheet, and those that a column keeps where there is little room."""
STATE_ICONS = {
    CauseState.OPEN: ("due", "faint"),
    CauseState.EXPLAINED: ("review", "accent"),
    CauseState.SETTLED: ("good", "good"),
}


class CausesView(QTreeView):
    """Signals: ``went`` with the Place or CarrierLeaf a person wants to see; ``chosen`` with the current ShownCause (None: none)."""

    went = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: CausesModel, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("causes")
        self.setAccessibleName(label)
        self.causes = model
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(CausePainter(self))
        self.setIndentation(20)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self._was: tuple[str, frozenset[str], frozenset[str], int] = ("", frozenset(), frozenset(), 0)
        self._unfolded: set[str] = set()
        self.expanded.connect(lambda index: self._unfolded.add(self._about(index)))
        self.collapsed.connect(lambda index: self._unfolded.discard(self._about(index)))

    def current(self) -> ShownCause | None:
        return self.causes.cause_at(self.currentIndex())

    def selected(self) -> tuple[ShownCause, ...]:
        """Top to bottom, each once; the current one where none is selected."""
        rows = sorted({self._top(index).row() for index in self.selectionModel().selectedIndexes()})
        found = [self.causes.shown[row] for row in rows]
        return tuple(found) or tuple(one for one in (self.current(),) if one is not None)

    def go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a sentence may go on in a second line

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        self.chosen.emit(self.causes.cause_at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._go_to(self.currentIndex(), -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Where exactly matters: a row of the mini-sheet leads to its own cell."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid():
            self._go_to(index, self._row_below(index, at))

    def _go_to(self, index: QModelIndex, row: int) -> None:
        found = index.data(ROW_ROLE)
        if isinstance(found, MiniSheet):
            self.went.emit(found.rows[max(row, 0)].place)
        elif isinstance(found, CarrierLeaf):
            self.went.emit(found)
        elif self.causes.rowCount(index) and isinstance(leaf := self.causes.index(0, 0, index).data(ROW_ROLE), CarrierLeaf):
            self.went.emit(leaf)
        elif (place := first_place(found)) is not None:
            self.went.emit(place)

    def _row_below(self, index: QModelIndex, at: QPoint) -> int:
        found = index.data(ROW_ROLE)
        if not isinstance(found, MiniSheet):
            return -1
        heads = head_lines(found)
        return min(max((at.y() - self.visualRect(index).top() - PAD // 2) // LINE - heads, 0), len(found.rows) - 1)

    def _top(self, index: QModelIndex) -> QModelIndex:
        return index.parent() if index.parent().isValid() else index

    def _about(self, index: QModelIndex) -> str:
        cause = self.causes.cause_at(index)
        return cause.key.rpartition("|")[0] if cause else ""

    def _remember(self) -> None:
        """The selection, what is unfolded and where one has scrolled to stay where they were."""
        current = self.current()
        selected = frozenset(cause.key for cause in self.selected())
        self._was = (current.key if current else "", selected, frozenset(self._unfolded), self.verticalScrollBar().value())

    def _restore(self) -> None:
        key, selected, unfolded, scrolled = self._was
        self._unfolded = set(unfolded)
        for row, cause in enumerate(self.causes.shown):
            if cause.key.rpartition("|")[0] in unfolded:
                self.expand(self.causes.index(row, 0))
        index = self.causes.index_of(key) if key else QModelIndex()
        self.setCurrentIndex(index if index.isValid() else self.causes.index(0, 0))
        for one in selected:
            at = self.causes.index_of(one)
            if at.isValid():
                self.selectionModel().select(at, self.selectionModel().SelectionFlag.Select)
        self.verticalScrollBar().setValue(scrolled)
        if not self.currentIndex().isValid():
            self.chosen.emit(None)


def head_lines(sheet: MiniSheet) -> int:
    """Letters, and headings where there are any."""
    return 2 if any(sheet.heads) else 1


class CausePainter(QStyledItemDelegate):
    """Two lines for a cause, three if its sentence is long; a grid for a mini-sheet; a line for a carrier."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        row, height = index.data(ROW_ROLE), option.fontMetrics.height()
        if isinstance(row, MiniSheet):
            return QSize(200, (len(row.rows) + head_lines(row)) * LINE + PAD)
        if isinstance(row, ShownCause):
            model = index.model()
            assert isinstance(model, CausesModel)
            room = self._view.viewport().width() - self._view.indentation() - BESIDE_TITLE
            lines = 3 if "\n" in _title(row, model, room) else 2
            return QSize(200, lines * height + 12)
        return QSize(200, height + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.save()
        row = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, CausesModel)
        if option.state & option.state.State_Selected and not isinstance(row, MiniSheet):
            painter.fillRect(option.rect, QColor(colours().soft))
        if isinstance(row, ShownCause):
            _paint_cause(painter, option, row, model)
        elif isinstance(row, MiniSheet):
            _paint_sheet(painter, option, row, chosen=bool(option.state & option.state.State_Selected))
        else:
            painter.setPen(QColor(colours().text))
            text = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, option.rect.width() - 12)
            painter.drawText(option.rect.adjusted(4, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


def _paint_cause(painter: QPainter, option: QStyleOptionViewItem, cause: ShownCause, model: CausesModel) -> None:
    shades, area = colours(), option.rect.adjusted(4, 5, -8, -5)
    level = cause.level.value
    shade = level if cause.state is CauseState.OPEN else "faint"
    icon(level, shade).paint(painter, QRect(area.left(), area.top() + 1, 18, 18))
    font = bold_font() if cause.state is CauseState.OPEN else QFont(option.font)
    line = option.fontMetrics.height()
    above = QRect(area.left() + 26, area.top(), area.width() - 26, area.height() - line - 1)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    word = model.said.level(cause.level)
    painter.setPen(QColor(getattr(shades, shade)))
    painter.drawText(above, Qt.AlignmentFlag.AlignTop, word)
    above.setLeft(above.left() + metrics.horizontalAdvance(word) + WORD_GAP)
    painter.setPen(QColor(shades.text if cause.state is CauseState.OPEN else shades.faint))
    painter.drawText(above, Qt.AlignmentFlag.AlignTop, _title(cause, model, option.rect.width() - BESIDE_TITLE))
    below = QRect(area.left() + 26, area.bottom() - line, area.width() - 26, line + 1)
    name, tint = STATE_ICONS[cause.state]
    icon(name, tint).paint(painter, QRect(below.left(), below.center().y() - 7, 14, 14))
    small = QFont(option.font)
    small.setPointSizeF(option.font.pointSizeF() - 1)
    painter.setFont(small)
    painter.setPen(QColor(shades.faint))
    text = QFontMetrics(small).elidedText(model.said.facts(cause), Qt.TextElideMode.ElideRight, below.width() - 20)
    painter.drawText(below.adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def _title(cause: ShownCause, model: CausesModel, room: int) -> str:
    """The sentence of a cause behind the word of its level, in two lines if need be."""
    font = bold_font() if cause.state is CauseState.OPEN else QApplication.font()
    word = QFontMetrics(font).horizontalAdvance(model.said.level(cause.level))
    return in_two_lines(tell(cause.said, model.said.language), font, room - word - WORD_GAP)


def _shares(sheet: MiniSheet, metrics: QFontMetrics, room: int) -> list[int]:
    """How wide the columns of a mini-sheet are; what is left over goes to all alike."""
    lines = [line for line in (sheet.letters, sheet.heads, *(row.texts for row in sheet.rows)) if any(line)]
    wholes = [max(map(metrics.horizontalAdvance, texts)) + BESIDE_CELL for texts in zip(*lines, strict=True)]
    widths = share_out([Want(min(LEAST_CELL, whole), min(USUAL_CELL, whole), whole, whole, whole) for whole in wholes], room)
    left = max(0, room - sum(widths)) // len(widths)
    return [width + left for width in widths]


def _paint_sheet(painter: QPainter, option: QStyleOptionViewItem, sheet: MiniSheet, *, chosen: bool) -> None:
    """Letters, headings, rows with their numbers; faulty cells framed and tinted."""
    shades = colours()
    area = option.rect.adjusted(2, PAD // 2, -8, -PAD // 2)
    number = 40
    lines: list[tuple[str, tuple[str, ...], frozenset[int]]] = [(sheet.sheet, sheet.letters, frozenset())]
    if any(sheet.heads):
        lines.append(("", sheet.heads, frozenset()))
    heads = len(lines)
    lines += [(row.label, row.texts, row.faulty) for row in sheet.rows]
    small = QFont(option.font)
    small.setPointSizeF(option.font.pointSizeF() - 1)
    painter.setFont(small)
    metrics = QFontMetrics(small)
    widths = _shares(sheet, metrics, area.width() - number)
    painter.fillRect(area, QColor(shades.base))
    if chosen:
        painter.fillRect(QRect(option.rect.left() - 3, area.top(), 3, area.height()), QColor(shades.accent))
    for at, (label, texts, faulty) in enumerate(lines):
        top = area.top() + at * LINE
        head = QRect(area.left(), top, number, LINE)
        painter.fillRect(head, QColor(shades.window))
        painter.setPen(QColor(shades.faint))
        if at:
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, label)
        left = area.left() + number
        for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
            cell = QRect(left, top, width, LINE)
            left += width
            if at < heads:
                painter.fillRect(cell, QColor(shades.window))
            painter.setPen(QColor(shades.line))
            painter.drawRect(cell.adjusted(0, 0, 0, 0))
            painter.setPen(QColor(shades.faint if at < heads else shades.text))
            inner = cell.adjusted(6, 0, -4, 0)
            align = Qt.AlignmentFlag.AlignCenter if at == 0 else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, align, metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width()))
            if column in faulty:
                pen = painter.pen()
                pen.setColor(QColor(shades.error))
                pen.setWidth(2)
                painter.setPen(pen)
                painter.drawRect(cell.adjusted(1, 1, -1, -1))
                painter.drawText(cell.adjusted(0, 0, -6, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "!")
                pen.setWidth(1)
                painter.setPen(pen)
