"""The rail: the steps of the evaluator's year, each with its state in words and what is left; below them what the round rests on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme import colours, icon

KEY = Qt.ItemDataRole.UserRole
STATE = Qt.ItemDataRole.UserRole + 1
LEFT = Qt.ItemDataRole.UserRole + 2
ICON = Qt.ItemDataRole.UserRole + 3
WIDTH = 196
TALL, LOW = 52, 36


@dataclass(frozen=True, slots=True)
class Step:
    """A page in the rail. ``counts`` steps show a state; the others are places to look things up."""

    key: str
    title: str
    icon: str
    counts: bool


class Rail(QListWidget):
    """Signals: ``went`` with the key of the page chosen by mouse or keyboard."""

    went = Signal(str)

    def __init__(self, steps: tuple[Step, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Steps of the round"))
        self.setFixedWidth(WIDTH)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}
        for step in steps:
            item = QListWidgetItem(step.title, self)
            item.setData(KEY, step.key)
            item.setData(ICON, step.icon)
            item.setSizeHint(QSize(WIDTH, TALL if step.counts else LOW))
            self._items[step.key] = item
        self.currentItemChanged.connect(lambda item, _: self.went.emit(item.data(KEY)) if item else None)

    def go(self, key: str) -> None:
        self.setCurrentItem(self._items[key])

    def tell(self, key: str, state: str, left: int) -> None:
        """The state of a step in words, and how many things are left to do on it."""
        item = self._items[key]
        item.setData(STATE, state)
        item.setData(LEFT, left)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} {state}")
        item.setToolTip(state)


class _Painter(QStyledItemDelegate):
    """Icon, name, under it the state, at the right the number left."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        shades = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & option.state.State_Selected)
        area = option.rect.adjusted(8, 2, -8, -2)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(shades.soft))
            painter.drawRoundedRect(area, 6, 6)
        shade = "accent" if chosen else "faint"
        icon(str(index.data(ICON)), shade).paint(painter, QRect(area.left() + 10, area.top() + (area.height() - 20) // 2, 20, 20))
        words = area.adjusted(40, 0, -8, 0)
        left = int(index.data(LEFT) or 0)
        if left:
            words = words.adjusted(0, 0, -self._count(painter, option, words, left), 0)
        self._words(painter, option, words, index)
        painter.restore()

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shades, state = colours(), str(index.data(STATE) or "")
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if option.state & option.state.State_Selected else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(_colour(shades.text))
        above = area.adjusted(0, 5, 0, -area.height() // 2) if state else area
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, str(index.data(Qt.ItemDataRole.DisplayRole)))
        if state:
            small = QFont(option.font)
            small.setPointSizeF(option.font.pointSizeF() - 1.5)
            painter.setFont(small)
            painter.setPen(_colour(shades.faint))
            below = area.adjusted(0, area.height() // 2, 0, -4)
            painter.drawText(
                below,
                Qt.AlignmentFlag.AlignVCenter,
                painter.fontMetrics().elidedText(state, Qt.TextElideMode.ElideRight, below.width()),
            )

    def _count(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, left: int) -> int:
        """Draws the number; answers how wide it is."""
        shades, text = colours(), str(left)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() - 1.5)
        painter.setFont(small)
        width = max(22, painter.fontMetrics().horizontalAdvance(text) + 12)
        pill = QRect(area.right() - width + 1, area.center().y() - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(shades.line))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(_colour(shades.text))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return width + 6


def _colour(name: str) -> QColor:
    return QColor(name)
