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
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.models.rows import LEFT, RIGHT, Index
from desktop.pages.verify.picture_model import CellLook, PictureModel
from desktop.theme import Colours, colours

NARROWEST, WIDEST = 64, 220
LOOKED_AT = 40
"""Rows that tell how wide a column is."""
MOST_SPANS = 2_000
HEAD_LINES = 3


class PictureView(QTableView):
    """Signals: ``wanted`` with the (row, column) a person wants to amend; ``moved`` with the current one."""

    wanted = Signal(int, int)
    moved = Signal(int, int)

    def __init__(self, model: PictureModel, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setAccessibleName(label)
        self.picture = model
        self.inks = _inks(colours())
        self.setModel(model)
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
            for row in {row for row, _ in sheet.heads}:
                self.verticalHeader().resizeSection(row - 1, metrics.height() * HEAD_LINES + 8)
        for one in sheet.merged[:MOST_SPANS]:
            rows, columns = one.bottom - one.top + 1, one.right - one.left + 1
            if rows * columns > 1:
                self.setSpan(one.top - 1, one.left - 1, rows, columns)

    def go(self, row: int, column: int) -> None:
        """Bring a cell into view and make it current; row or column 0 stands for the first."""
        index = self.picture.index(max(row, 1) - 1, max(column, 1) - 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

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
            "\t".join(str(self.picture.index(row, column).data() or "") for column in range(area.left(), area.right() + 1))
            for row in range(area.top(), area.bottom() + 1)
        )
        QApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at()[0]:
            self.wanted.emit(*self.at())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self.inks = _inks(colours())
        super().paintEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current.row() + 1, current.column() + 1)


class _Painter(QStyledItemDelegate):
    """Hundreds of cells are painted at every step of scrolling: pens and fonts are made once a scheme, elided texts kept."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        model = index.model()
        assert isinstance(model, PictureModel)
        look = model.look(index.row() + 1, index.column() + 1)
        view = self.parent()
        assert isinstance(view, PictureView)
        inks, area = view.inks, option.rect
        if option.state & QStyle.StateFlag.State_Selected or look.outlined:
            painter.fillRect(area, inks.soft)
        elif look.head or look.dimmed:
            painter.fillRect(area, inks.window)
        if look.verified:
            self._verified(painter, area.adjusted(5, 1, -5, -1), option.font, look, inks)
        elif look.text:
            self._text(painter, area.adjusted(5, 1, -5, -1), option.font, look, inks)
        if look.faulty:  # the corner, as Excel marks a note
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.error)
            right, top = area.right(), area.top()
            painter.drawPolygon([QPoint(right - 7, top), QPoint(right, top), QPoint(right, top + 7)])
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.outlined:
            painter.setPen(QPen(inks.error, 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(inks.accent, 2))
            painter.drawRect(area.adjusted(0, 0, -2, -2))

    def _text(self, painter: QPainter, area: QRect, base: QFont, look: CellLook, inks: _Inks) -> None:
        font = _styled(base, bold=look.head, struck=look.struck)
        painter.setFont(font)
        painter.setPen(inks.faint if look.struck or look.dimmed else inks.text)
        align = RIGHT if look.figure else LEFT
        if look.head and area.height() > 2 * painter.fontMetrics().height():
            painter.drawText(area, align | Qt.TextFlag.TextWrapAnywhere, look.text)
        else:
            painter.drawText(area, align, _elided(look.text, area.width(), font))

    def _verified(self, painter: QPainter, area: QRect, base: QFont, look: CellLook, inks: _Inks) -> None:
        """核定值 at the right, the declared one crossed out before it as far as there is room."""
        font = _styled(base, bold=True, struck=False)
        painter.setFont(font)
        painter.setPen(inks.accent)
        verified = _elided(look.verified, area.width(), font)
        painter.drawText(area, RIGHT, verified)
        metrics = painter.fontMetrics()
        room = area.width() - metrics.horizontalAdvance(verified) - 8
        if room > metrics.averageCharWidth() * 2:
            crossed = _styled(base, bold=False, struck=True)
            painter.setFont(crossed)
            painter.setPen(inks.faint)
            text = _elided(look.text, room, crossed)
            painter.drawText(area, LEFT, text)


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


def _elided(text: str, width: int, font: QFont) -> str:
    """Most texts are short: a Chinese character is hardly wider than the font's point size doubled."""
    if "\n" in text:
        text = text.replace("\n", " ")
    if len(text) * font.pointSizeF() * 2 <= width:
        return text
    return _cut(text, width, font.key())


@lru_cache(maxsize=16_384)
def _cut(text: str, width: int, font: str) -> str:
    made = QFont()
    made.fromString(font)
    return QFontMetrics(made).elidedText(text, Qt.TextElideMode.ElideRight, width)
