"""The grid the picture of a sheet is seen in: Excel's letters and numbers, merged ranges, outlined cells, struck rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.models.rows import LEFT, RIGHT, Index
from desktop.pages.verify.picture_model import CellLook, PictureModel
from desktop.theme import Colours, colours
from desktop.widgets.copying import as_cells
from desktop.widgets.heads import in_lines
from scoring.services.pictures import PictureSheet

NARROWEST, WIDEST = 64, 220
LOOKED_AT = 40
"""Rows that tell how wide a column is."""
MOST_SPANS = 2_000
HEAD_LINES = 3
"""Of a heading at most: its column is made wider first, its last line ends in … in the end."""
SHORT = 84
"""Pixels up to which a heading stays in one line."""
WIDER = 13
"""Pixels by which the column of a long heading is made wider at a time."""
BESIDE = 12
"""Pixels beside the text of a cell, both sides together."""
MOST_CUT = 16_384
AT_LEFT, AT_RIGHT = LEFT.value, RIGHT.value


class PictureView(QTableView):
    """Signals: ``wanted`` with the (row, column) a person wants to amend; ``moved`` with the current one."""

    wanted = Signal(int, int)
    moved = Signal(int, int)

    def __init__(self, model: PictureModel, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setAccessibleName(label)
        self.picture = model
        self.setModel(model)
        self.kit = _Kit(self)
        self.setItemDelegate(_Painter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        height = self.fontMetrics().height() + 8
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setMinimumWidth(44)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.doubleClicked.connect(lambda index: self.wanted.emit(index.row() + 1, index.column() + 1))

    def fit(self) -> None:
        """Widths by the first rows, room for headings, merged ranges as they are."""
        self.clearSpans()
        sheet = self.picture.sheet
        if sheet is None:
            return
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        widest = [0] * (sheet.columns + 1)
        covered = {(one.top, one.left) for one in sheet.merged if one.right > one.left}
        for (row, column), text in sheet.texts.items():
            if row <= LOOKED_AT and (row, column) not in sheet.heads and (row, column) not in covered:
                widest[column] = max(widest[column], len(text.encode("gbk", "replace")))
        letter = metrics.horizontalAdvance("0")
        for column in range(1, sheet.columns + 1):
            header.resizeSection(column - 1, min(max(widest[column] * letter + 20, NARROWEST), WIDEST))
        default = self.verticalHeader().defaultSectionSize()
        for row in range(min(sheet.rows, LOOKED_AT)):
            self.verticalHeader().resizeSection(row, default)
        if len(sheet.fields) > len(sheet.heads) > 0:
            self._fit_heads(sheet)
        for one in sheet.merged[:MOST_SPANS]:
            rows, columns = one.bottom - one.top + 1, one.right - one.left + 1
            if rows * columns > 1:
                self.setSpan(one.top - 1, one.left - 1, rows, columns)

    def _fit_heads(self, sheet: PictureSheet) -> None:
        """Wide enough for a few lines, and as high as the lines are many."""
        header, bold, lines = self.horizontalHeader(), self.kit.types[True, False], {row: 1 for row, _ in sheet.heads}
        for row, column in sheet.heads:
            text = sheet.texts.get((row, column), "")
            whole = bold.metrics.horizontalAdvance(text) + BESIDE
            width = max(header.sectionSize(column - 1), whole if whole <= SHORT else whole // HEAD_LINES)
            while width < WIDEST and len(bold.folded(text, width - BESIDE, HEAD_LINES + 1)) > HEAD_LINES:
                width += WIDER
            header.resizeSection(column - 1, min(width, WIDEST))
            lines[row] = max(lines[row], len(bold.folded(text, min(width, WIDEST) - BESIDE, HEAD_LINES)))
        for row, many in lines.items():
            self.verticalHeader().resizeSection(row - 1, bold.metrics.lineSpacing() * many + 10)

    def go(self, row: int, column: int) -> None:
        """Bring a cell into view and make it current; row or column 0 stands for the first."""
        index = self.picture.index(max(row, 1) - 1, max(column, 1) - 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            _begin_whole(self.horizontalHeader(), self.horizontalScrollBar(), index.column(), self.viewport().width())
            _begin_whole(self.verticalHeader(), self.verticalScrollBar(), index.row(), self.viewport().height())

    def at(self) -> tuple[int, int]:
        """Row and column of the current cell, from 1; (0, 0) without one."""
        index = self.currentIndex()
        return (index.row() + 1, index.column() + 1) if index.isValid() else (0, 0)

    def copy(self) -> None:
        """The selected cells as Excel takes them."""
        chosen = self.selectionModel().selection()
        if chosen.isEmpty():
            return
        area = chosen.first()
        lines = (
            [str(self.picture.index(row, column).data() or "") for column in range(area.left(), area.right() + 1)]
            for row in range(area.top(), area.bottom() + 1)
        )
        QApplication.clipboard().setText(as_cells(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at()[0]:
            self.wanted.emit(*self.at())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self.kit = _Kit(self)
        super().paintEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current.row() + 1, current.column() + 1)


def _begin_whole(header: QHeaderView, bar: QScrollBar, wanted: int, room: int) -> None:
    """The first row or column in view is seen from its beginning, as in Excel, if what is wanted stays in view."""
    first = header.logicalIndexAt(0)
    begin = header.sectionPosition(first)
    end = header.sectionPosition(wanted) + header.sectionSize(wanted)
    bar.setValue(begin if first == wanted or end - begin <= room else begin + header.sectionSize(first))


class _Kit:
    """What all cells of one painting have in common: a thousand of them are painted at every step of scrolling a large screen.

    Qt for Python makes a new object of every flag and font that a cell asks for; so nothing is asked for cell by cell.
    """

    def __init__(self, view: PictureView) -> None:
        self.inks = _inks(colours())
        self.types = {
            (bold, struck): _Type(_styled(view.font(), bold=bold, struck=struck))
            for bold in (False, True)
            for struck in (False, True)
        }
        self.wraps_above = 2 * view.fontMetrics().height()
        chosen = view.selectionModel().selection()
        one = chosen.first() if not chosen.isEmpty() else None  # one block at most; it does not outlive the list it lies in
        self.selected = (one.top(), one.left(), one.bottom(), one.right()) if one is not None else (0, 0, -1, -1)
        self.focus = view.at() if view.hasFocus() else (0, 0)

    def is_selected(self, row: int, column: int) -> bool:
        top, left, bottom, right = self.selected
        return top <= row <= bottom and left <= column <= right


class _Type:
    """A font with what its texts are measured by."""

    def __init__(self, font: QFont) -> None:
        self.font, self.key, self.widest = font, font.key(), font.pointSizeF() * 2
        self.metrics = QFontMetrics(font)

    def elided(self, text: str, width: int) -> str:
        """Most texts are short: a Chinese character is hardly wider than the font's point size doubled."""
        if "\n" in text:
            text = text.replace("\n", " ")
        if len(text) * self.widest <= width:
            return text
        known = _cut.get((text, width, self.key))
        if known is None:
            if len(_cut) >= MOST_CUT:
                _cut.clear()
            known = _cut[text, width, self.key] = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return known

    def folded(self, text: str, width: int, most: int) -> list[str]:
        """A heading in lines."""
        return in_lines(text, self.font, width, most)


_cut: dict[tuple[str, int, str], str] = {}
"""Texts that did not fit, by the width and font they were to fit in."""


class _Painter(QStyledItemDelegate):
    """Paints a cell with the kit of its view."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        view = self.parent()
        assert isinstance(view, PictureView)
        row, column, kit = index.row(), index.column(), view.kit
        look = view.picture.look(row + 1, column + 1)
        inks, area = kit.inks, option.rect
        if look.outlined or kit.is_selected(row, column):
            painter.fillRect(area, inks.soft)
        elif look.head or look.dimmed:
            painter.fillRect(area, inks.window)
        if look.verified:
            self._verified(painter, area.adjusted(5, 1, -5, -1), look, kit)
        elif look.text:
            self._text(painter, area.adjusted(5, 1, -5, -1), look, kit)
        if look.faulty:  # the corner, as Excel marks a note
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.error)
            right, top = area.right(), area.top()
            painter.drawPolygon([QPoint(right - 7, top), QPoint(right, top), QPoint(right, top + 7)])
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.outlined:
            painter.setPen(QPen(inks.error, 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        if (row + 1, column + 1) == kit.focus:
            painter.setPen(QPen(inks.accent, 2))
            painter.drawRect(area.adjusted(0, 0, -2, -2))

    def _text(self, painter: QPainter, area: QRect, look: CellLook, kit: _Kit) -> None:
        of = kit.types[look.head, look.struck]
        painter.setFont(of.font)
        painter.setPen(kit.inks.faint if look.struck or look.dimmed else kit.inks.text)
        align = AT_RIGHT if look.figure else AT_LEFT
        if look.head and area.height() > kit.wraps_above:
            most = max(1, area.height() // of.metrics.lineSpacing())
            painter.drawText(area, align, "\n".join(of.folded(look.text, area.width(), most)))
        else:
            painter.drawText(area, align, of.elided(look.text, area.width()))

    def _verified(self, painter: QPainter, area: QRect, look: CellLook, kit: _Kit) -> None:
        """核定值 at the right, the declared one crossed out before it as far as there is room."""
        of, crossed = kit.types[True, False], kit.types[False, True]
        painter.setFont(of.font)
        painter.setPen(kit.inks.accent)
        verified = of.elided(look.verified, area.width())
        painter.drawText(area, AT_RIGHT, verified)
        room = area.width() - of.metrics.horizontalAdvance(verified) - 8
        if room > of.metrics.averageCharWidth() * 2:
            painter.setFont(crossed.font)
            painter.setPen(kit.inks.faint)
            painter.drawText(area, AT_LEFT, crossed.elided(look.text, room))


@dataclass(frozen=True, slots=True)
class _Inks:
    """The colours of a scheme as Qt takes them."""

    window: QColor
    soft: QColor
    text: QColor
    faint: QColor
    accent: QColor
    error: QColor


@lru_cache(maxsize=4)
def _inks(shades: Colours) -> _Inks:
    names = (shades.window, shades.soft, shades.text, shades.faint, shades.accent, shades.error)
    return _Inks(*map(QColor, names))


def _styled(base: QFont, *, bold: bool, struck: bool) -> QFont:
    if not bold and not struck:
        return base
    font = QFont(base)
    font.setStrikeOut(struck)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
