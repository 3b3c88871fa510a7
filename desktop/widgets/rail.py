"""The rail: the steps of the evaluator's year, each with its state in words and what is left; below them what the round rests on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import colours, icon
from desktop.widgets.text import label

KEY = Qt.ItemDataRole.UserRole
STATE = Qt.ItemDataRole.UserRole + 1
LEFT = Qt.ItemDataRole.UserRole + 2
ICON = Qt.ItemDataRole.UserRole + 3
FIRST_BOOK = Qt.ItemDataRole.UserRole + 4
"""Whether a line is the first that is not a step: above it stands a rule."""
WIDTH = 208
TALL, LOW, GAP = 46, 33, 15
LINES = 2
"""So many lines of the district's name are shown at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page in the rail. ``counts`` steps show a state; the others are places to look things up."""

    key: str
    title: str
    icon: str
    counts: bool


class Rail(QListWidget):
    """Signals, with the key of a page: ``chosen`` by mouse or keyboard, ``went`` where the program goes there."""

    chosen = Signal(str)
    went = Signal(str)

    def __init__(self, steps: tuple[Step, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Steps of the round"))
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}
        counted = True
        for step in steps:
            item = QListWidgetItem(step.title, self)
            item.setData(KEY, step.key)
            item.setData(ICON, step.icon)
            item.setToolTip(step.title)
            first = counted and not step.counts
            counted = step.counts
            item.setData(FIRST_BOOK, first)
            item.setSizeHint(QSize(WIDTH, TALL if step.counts else LOW + GAP * first))
            self._items[step.key] = item
        self._is_going = False
        self.currentItemChanged.connect(lambda item, _: self._tell(item) if item else None)
        self.itemClicked.connect(self._tell)  # also back from a page that belongs to the line
        self.itemActivated.connect(self._tell)

    def _tell(self, item: QListWidgetItem) -> None:
        (self.went if self._is_going else self.chosen).emit(item.data(KEY))

    def choose(self, key: str) -> None:
        """As a person does who clicks on the line."""
        if self.currentItem() is self._items[key]:
            self.chosen.emit(key)
        self.setCurrentItem(self._items[key])

    def go(self, key: str) -> None:
        self._is_going = True
        if self.currentItem() is self._items[key]:
            self.went.emit(key)
        self.setCurrentItem(self._items[key])
        self._is_going = False

    @property
    def current(self) -> str:
        """The key of the current line."""
        return next((key for key, item in self._items.items() if item is self.currentItem()), "")

    def mark(self, key: str) -> None:
        """The line is current; its page is not gone to."""
        blocked = self.blockSignals(True)
        self.setCurrentItem(self._items[key])
        self.blockSignals(blocked)
        self.viewport().update()

    def tell(self, key: str, state: str, left: int) -> None:
        """The state of a step in words, and how many things are left to do on it."""
        item = self._items[key]
        item.setData(STATE, state)
        item.setData(LEFT, left)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} {state}")
        item.setToolTip(f"{item.text()}\n{state}")


class RailHead(QWidget):
    """Whose round it is, which year (to choose from where there are several), which kind of carriers; ``actor`` stands below the rail."""

    def __init__(self, district: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail_head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # or its edge is not drawn
        self.setFixedWidth(width)
        self.district = label("", "heading", wrap=True)
        self.district.ensurePolished()
        room = int((width - 34) * (LINES - 0.3))
        self.district.setText(self.district.fontMetrics().elidedText(district, Qt.TextElideMode.ElideRight, room))
        self.district.setToolTip(district)
        self.year = label("", "faint")
        self.rounds = _choice("rounds", self.tr("Round"))
        self.kinds = _choice("kinds", self.tr("Kind of carriers"))
        self.actor = QToolButton()
        self.actor.setObjectName("rail_actor")
        self.actor.setIcon(icon("person", "faint"))
        self.actor.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.actor.setFixedWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 16, 10)
        column.setSpacing(6)
        for one in (self.district, self.year, self.rounds, self.kinds):
            column.addWidget(one)

    def show_rounds(self, titles: tuple[str, ...], current: str) -> None:
        """The rounds, and which of them is looked at; a single one is a line of text."""
        self.year.setText(current)
        self.year.setVisible(len(titles) == 1)
        _offer(self.rounds, titles, current)

    def show_kinds(self, kinds: tuple[str, ...], current: str) -> None:
        """The kinds, and which of them is looked at."""
        _offer(self.kinds, kinds, current)

    def show_actor(self, name: str) -> None:
        said = self.tr("{0} is at the desk: this name stands in the journal. Click to change it.").format(name)
        metrics = self.actor.fontMetrics()
        self.actor.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, self.actor.width() - 64))
        self.actor.setToolTip(said)
        self.actor.setAccessibleName(said)


def _choice(name: str, said: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(said)
    made.setToolTip(said)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _offer(box: QComboBox, texts: tuple[str, ...], current: str) -> None:
    """Shown only where there is a choice."""
    blocked = box.blockSignals(True)
    box.clear()
    box.addItems(list(texts))
    box.setCurrentText(current)
    box.blockSignals(blocked)
    box.setVisible(len(texts) > 1)


class _Painter(QStyledItemDelegate):
    """Icon, name, under it the state, at the right the number left."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        shades = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & option.state.State_Selected)
        area = option.rect.adjusted(8, 2, -8, -2)
        if index.data(FIRST_BOOK):
            painter.setPen(_colour(shades.line))
            middle = option.rect.top() + GAP // 2
            painter.drawLine(option.rect.left() + 18, middle, option.rect.right() - 16, middle)
            area = area.adjusted(0, GAP, 0, 0)
        if chosen:
            ringed = bool(option.state & option.state.State_HasFocus)
            painter.setPen(QPen(_colour(shades.accent), 1.5) if ringed else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(_colour(shades.soft))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
        elif option.state & option.state.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(shades.base))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
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
        above = area.adjusted(0, 4, 0, -area.height() // 2) if state else area
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        fitting = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, above.width())
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, fitting)
        if state:
            small = QFont(option.font)
            small.setPointSizeF(option.font.pointSizeF() - 1.5)
            painter.setFont(small)
            painter.setPen(_colour(shades.faint))
            below = area.adjusted(0, area.height() // 2 - 1, 0, -3)
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
