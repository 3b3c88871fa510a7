"""A box to choose from: found by typing a part of what it is called, and open to other texts where those are allowed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from desktop.widgets.builder.choosing import CalmBox
from scoring.services.draft_options import Option

WIDEST = 560
"""Pixels the box is wide at most; its list shows what is longer."""


class ChoiceBox(CalmBox):
    """Signals: ``settled`` with the value that was chosen or typed."""

    settled = Signal(str)

    least, most = 120, WIDEST

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[str] = []
        self._value, self._free = "", False
        line = QLineEdit()
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        line.setAccessibleName(title)
        self.line = line
        self.activated.connect(lambda place: self._settle(self._values[place]))
        line.editingFinished.connect(self._typed)

    def show_choice(
        self, value: str, options: Sequence[Option], *, optional: bool, free: bool, default: str, bare: bool = False
    ) -> None:
        """``optional``: nothing may be chosen as well, and then ``default`` holds; ``bare``: the labels say enough."""
        blocked = QSignalBlocker(self)
        self._value, self._free = value, free
        entries = [("", "")] if optional else []
        entries += [(one.value, _named(one, bare=bare)) for one in options]
        if [one for one, _ in entries] != self._values or [words for _, words in entries] != self._words():
            self._values = [one for one, _ in entries]
            self.clear()
            self.addItems([words for _, words in entries])
            completer = QCompleter([words for _, words in entries], self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)
        place = self._values.index(value) if value in self._values else -1
        self.setCurrentIndex(place)
        self.setEditText(self.itemText(place) if place >= 0 else value)
        self.line.setCursorPosition(0)
        self.line.setPlaceholderText(default)
        self.hint = default
        self.updateGeometry()
        self.setToolTip(self.line.text())
        blocked.unblock()

    def _words(self) -> list[str]:
        return [self.itemText(place) for place in range(self.count())]

    def _typed(self) -> None:
        words = self.line.text().strip()
        known = dict(zip(self._words(), self._values, strict=True))
        if words in known:
            self._settle(known[words])
        elif words in self._values or self._free:
            self._settle(words)
        else:
            found = [value for entry, value in known.items() if words.casefold() in entry.casefold()]
            if len(found) == 1 and words:
                self._settle(found[0])
            else:
                self._show_again()

    def _show_again(self) -> None:
        place = self._values.index(self._value) if self._value in self._values else -1
        self.setEditText(self.itemText(place) if place >= 0 else self._value)

    def _settle(self, value: str) -> None:
        if value != self._value:
            self.settled.emit(value)


def _named(one: Option, *, bare: bool) -> str:
    """An entry: its label, and its value beside it where that is what expressions call it."""
    if not one.label or one.label == one.value:
        return one.value
    return one.label if bare else f"{one.label}　{one.value}"
