"""A page without anything to show says what to do, and offers to do it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.picture import Picture
from desktop.widgets.text import label

ICON = 48
WIDTH, LEAST, SLACK = 460, 240, 1.1
"""Pixels of the advice at most, those it gives way to beside a panel on a small screen, and what a line has to spare."""


class Empty(QWidget):
    """Signals: ``wanted`` when the button is pressed; without a word for it there is no button."""

    wanted = Signal()

    def __init__(self, icon_name: str, heading: str, advice: str, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture(icon_name, "faint", ICON)
        self.heading = label(heading, "heading")
        self.advice = label(advice, "faint", wrap=True)
        self.advice.setMinimumWidth(LEAST)
        self.advice.setMaximumWidth(_even(self.advice, advice))
        self.advice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()  # gives the words the height of their own width, not of the page's
        middle.addStretch(1)
        middle.addWidget(self.advice, self.advice.maximumWidth())
        middle.addStretch(1)
        column.addLayout(middle)
        if button:
            self.button = QPushButton(button)
            self.button.setProperty("primary", True)
            self.button.clicked.connect(self.wanted)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


def _even(words: QLabel, text: str) -> int:
    """A width at which the lines are of one length: no line of one character after a full one."""
    advance = words.fontMetrics().horizontalAdvance(text)
    lines = max(1, -(-advance // WIDTH))
    return max(LEAST, min(WIDTH, int(advance / lines * SLACK) + words.fontMetrics().horizontalAdvance("字")))
