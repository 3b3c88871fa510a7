"""Boxes to choose from by typing a part of the label or the key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QCompleter, QLineEdit, QSizePolicy, QToolButton, QWidget

from desktop.theme import icon
from desktop.widgets.flow import Flow
from scoring.definitions.offers import Offered

FOUND_BY = int(Qt.ItemDataRole.UserRole) + 1
AROUND, WIDEST = 50, 460
"""Pixels beside the words of a box, both sides together; and how wide a box is at most."""
LIST = 560
"""Pixels its list is wide at most."""


class CalmBox(QComboBox):
    """A wheel that turns over it scrolls the page, not the choice."""

    least = 60
    """Pixels it is wide at least."""
    most = WIDEST
    """Pixels it is wide at most."""
    hint = ""
    """What stands in it while nothing is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.values: list[object] = []
        """What choosing each entry means; kept here, as Qt makes a plain text of an enumeration."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        wanted = self.view().sizeHintForColumn(0) + 24
        self.view().setMinimumWidth(max(self.width(), min(wanted, LIST)))
        super().showPopup()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as what is chosen, within bounds: not as wide as the longest there is."""
        words = self.currentText() or self.hint
        width = self.fontMetrics().horizontalAdvance(words) + AROUND
        return QSize(max(self.least, min(width, self.most)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(min(self.least, self.sizeHint().width()), super().minimumSizeHint().height())

    def value(self) -> object:
        """Of the entry that is chosen; None where none is."""
        row = self.currentIndex()
        return self.values[row] if 0 <= row < len(self.values) else None

    def choose(self, value: object) -> None:
        """The entry of that value, or none; nobody is told."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.row_of(value))
        self.blockSignals(blocked)
        self.updateGeometry()

    def row_of(self, value: object) -> int:
        """Its row, -1 where there is none."""
        return self.values.index(value) if value in self.values else -1


def stops(*parts: QWidget | None) -> Iterator[QWidget]:
    """Where Tab stops in these parts: each itself, or what is inside it."""
    for part in parts:
        if part is None:
            continue
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
        else:
            yield from (one for one in part.findChildren(QWidget) if one.window() is part.window() and _is_stop(one))


def _is_stop(one: QWidget) -> bool:
    """The line inside a box is the box's own affair, as its list is, which is a window."""
    inside = isinstance(one, QLineEdit) and isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox)
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and not inside


def tab_through(widgets: Iterable[QWidget]) -> None:
    """Tab goes from each to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def inset(box: QAbstractSpinBox) -> None:
    """Its text stands as far from the edge as that of a box: the style sheet's padding does not reach it."""
    line = box.lineEdit()
    if line is not None:
        line.setTextMargins(8, 0, 0, 0)


class PlainBox(CalmBox):
    """A few things to choose from. Signals: ``chosen`` with the value a person picked."""

    chosen = Signal(object)

    def __init__(self, label: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setObjectName(name)
        self.activated.connect(self._picked)

    def _picked(self, _: int) -> None:
        self.updateGeometry()
        self.chosen.emit(self.value())

    def offer(self, entries: Iterable[tuple[object, str]]) -> None:
        """(value, words); what was chosen stays chosen where it is still there."""
        kept = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        self.values = []
        for value, words in entries:
            self.addItem(words)
            self.values.append(value)
        self.setCurrentIndex(self.row_of(kept))
        self.blockSignals(blocked)
        self.updateGeometry()


class _Finder(QCompleter):
    """Looks into labels and keys, and puts the label into the line."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 - Qt's name
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class SearchBox(CalmBox):
    """Many things to choose from: typing a part of a label or key finds it. Signals: ``chosen`` with the value a person picked."""

    chosen = Signal(object)
    least = 120

    def __init__(self, label: str, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._entries = QStandardItemModel(0, 1, self)
        self.setModel(self._entries)
        finder = _Finder(self._entries, self)
        finder.setCompletionRole(FOUND_BY)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(finder)
        self._before = -1
        self.say_label(label)
        self.hint = hint
        self.line.setPlaceholderText(hint)
        self.line.returnPressed.connect(self._take_first)
        self.line.editingFinished.connect(self._settle)
        self.activated.connect(self._picked)

    def say_label(self, label: str) -> None:
        """What a screen reader says of the box and of its line."""
        self.setAccessibleName(label)
        self.line.setAccessibleName(label)

    def offer(self, offered: Sequence[Offered], more: Sequence[tuple[object, str]] = ()) -> None:
        """Each by its key, then ``more`` as (value, words); what was chosen stays chosen where it is still there."""
        kept = self.value()
        blocked = self.blockSignals(True)
        self._entries.clear()
        self.values = []
        for one in offered:
            self._add(one.key, one.label, one.found_by, f"{one.key}　{one.note}".strip())
        for value, words in more:
            self._add(value, words, words.casefold(), "")
        self.setCurrentIndex(self.row_of(kept))
        self.blockSignals(blocked)
        self._before = self.currentIndex()

    def _add(self, value: object, words: str, found_by: str, hint: str) -> None:
        item = QStandardItem(words)
        item.setData(found_by, FOUND_BY)
        item.setToolTip(hint)
        self._entries.appendRow(item)
        self.values.append(value)

    def choose(self, value: object) -> None:
        super().choose(value)
        self._before = self.currentIndex()
        self.setEditText(self.itemText(self._before) if self._before >= 0 else "")
        self._show_whole()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.line.selectAll()

    def _picked(self, row: int) -> None:
        if row >= 0 and row != self._before:
            self._before = row
            self._show_whole()
            self.chosen.emit(self.value())

    def _show_whole(self) -> None:
        """A long label is read from its beginning, and whole in the tool tip."""
        self.line.setCursorPosition(0)
        self.updateGeometry()
        self.setToolTip(self.itemText(self._before) if self._before >= 0 else "")

    def _take_first(self) -> None:
        """Enter takes what is marked in the list of what was found, else the first of it."""
        row = self._row_typed(first=True)
        if row >= 0:
            self.setCurrentIndex(row)
            self._picked(row)

    def _settle(self) -> None:
        """What was typed and means nothing does not stay; what only one entry can mean is meant."""
        row = self._row_typed(first=False)
        if row < 0:
            row = self._before
        self.setCurrentIndex(row)
        self.setEditText(self.itemText(row) if row >= 0 else "")
        self._picked(row)
        self._show_whole()

    def _row_typed(self, *, first: bool) -> int:
        typed = self.line.text().strip().casefold()
        if not typed:
            return -1
        texts = [self.itemText(row).casefold() for row in range(self.count())]
        if typed in texts:
            return texts.index(typed)
        found = [row for row in range(self.count()) if typed in str(self.itemData(row, FOUND_BY))]
        keys = [row for row in found if str(self.values[row]).casefold() == typed]
        return next(iter(keys or found), -1) if first or keys or len(found) == 1 else -1


class CodesBox(QWidget):
    """Several answers of a choice: each a chip that goes when it is pressed, and a box to add one. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[str, ...] = ()
        self._labels: dict[str, str] = {}
        self._offered: tuple[Offered, ...] = ()
        self._flow = Flow(self, gap=4)
        self._chips: list[QToolButton] = []
        self.box = SearchBox(label, "codes", self.tr("an answer"))
        self.box.chosen.connect(self._add)
        self._flow.addWidget(self.box)

    def offer(self, offered: Sequence[Offered]) -> None:
        self._offered = tuple(offered)
        self._labels = {one.key: one.label for one in offered}
        self.show_codes(self._codes)

    def codes(self) -> tuple[str, ...]:
        return self._codes

    def show_codes(self, codes: Sequence[str]) -> None:
        self._codes = tuple(codes)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(code) for code in self._codes]
        self._flow.removeWidget(self.box)
        for chip in self._chips:
            self._flow.addWidget(chip)
        self._flow.addWidget(self.box)
        left = [one for one in self._offered if one.key not in self._codes]
        self.box.offer(left)
        self.box.choose(None)
        self.box.setVisible(bool(left) or not self._codes)
        self.updateGeometry()

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in this order."""
        return (*self._chips, self.box)

    def _chip(self, code: str) -> QToolButton:
        words = self._labels.get(code, code)
        chip = QToolButton(self)
        chip.setProperty("chip", True)
        chip.setText(words)
        chip.setIcon(icon("close", "faint"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setToolTip(self.tr("Take away"))
        chip.setAccessibleName(self.tr("{0}: take away").replace("{0}", words))
        chip.setObjectName(f"code_{code}")
        chip.clicked.connect(lambda *_: self._drop(code))
        chip.show()
        return chip

    def _add(self, code: object) -> None:
        self.show_codes((*self._codes, str(code)))
        self.box.setFocus()
        self.changed.emit()

    def _drop(self, code: str) -> None:
        self.show_codes([one for one in self._codes if one != code])
        self.box.setFocus()
        self.changed.emit()
