"""The grid the picture of a sheet is seen in: Excel's letters and numbers, merged ranges, outlined cells, struck rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.models.rows import ROW_ROLE, Index
from desktop.pages.verify.picture_model import CellLook, PictureModel
from desktop.theme import colours

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

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current.row() + 1, current.column() + 1)


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        look: CellLook = index.data(ROW_ROLE)
        shades, area = colours(), option.rect
        painter.save()
        if option.state & option.state.State_Selected or look.outlined:
            painter.fillRect(area, QColor(shades.soft))
        elif look.head or look.dimmed:
            painter.fillRect(area, QColor(shades.window))
        self._text(painter, option, look)
        if look.faulty:  # the corner, as Excel marks a note
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.error))
            right, top = area.right(), area.top()
            painter.drawPolygon([QPoint(right - 7, top), QPoint(right, top), QPoint(right, top + 7)])
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.outlined:
            painter.setPen(QPen(QColor(shades.error), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        if option.state & option.state.State_HasFocus:
            painter.setPen(QPen(QColor(shades.accent), 2))
            painter.drawRect(area.adjusted(0, 0, -2, -2))
        painter.restore()

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, look: CellLook) -> None:
        shades, area = colours(), option.rect.adjusted(5, 1, -5, -1)
        font = QFont(option.font)
        if look.head:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        align = Qt.AlignmentFlag.AlignRight if look.figure else Qt.AlignmentFlag.AlignLeft
        flags = align | Qt.AlignmentFlag.AlignVCenter
        if look.verified:
            self._verified(painter, area, look)
            return
        if look.struck:
            font.setStrikeOut(True)
            painter.setFont(font)
        painter.setPen(QColor(shades.faint if look.struck or look.dimmed else shades.text))
        if look.head and area.height() > 2 * painter.fontMetrics().height():
            painter.drawText(area, flags | Qt.TextFlag.TextWrapAnywhere, look.text)
        else:
            text = painter.fontMetrics().elidedText(look.text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, flags, text)

    def _verified(self, painter: QPainter, area: QRect, look: CellLook) -> None:
        """核定值 at the right, the declared one crossed out before it as far as there is room."""
        shades, font = colours(), QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(shades.accent))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        verified = metrics.elidedText(look.verified, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, flags, verified)
        room = area.width() - metrics.horizontalAdvance(verified) - 8
        if room > metrics.averageCharWidth() * 2:
            font.setWeight(QFont.Weight.Normal)
            font.setStrikeOut(True)
            painter.setFont(font)
            painter.setPen(QColor(shades.faint))
            text = painter.fontMetrics().elidedText(look.text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
