"""How an entry begins: from nothing, from the return there is, or from what lasts of last year's."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.picture import Picture
from desktop.widgets.text import label
from scoring.services.entering import Origin
from scoring.services.entry_desk import ShownStart

ICON, WIDTH, LEAST = 48, 660, 420
BESIDE = 34
"""Pixels beside the words of a button, both sides together."""


class StartPanel(QWidget):
    """Signals: ``wanted`` with the origin somebody chose."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.advice = label(
            self.tr(
                "For a carrier that sent nothing usable: type or paste its figures into the form itself. "
                "Everything is kept as you type; it counts once the entry is finished."
            ),
            "faint",
            wrap=True,
        )
        self.ways: dict[Origin, QPushButton] = {}
        middle = QWidget()
        middle.setMinimumWidth(LEAST)
        middle.setMaximumWidth(WIDTH)
        self._column = QVBoxLayout(middle)
        self._column.setSpacing(10)
        self._column.addWidget(Picture("amend", "faint", ICON), 0, Qt.AlignmentFlag.AlignHCenter)
        for one in (self.title, self.advice):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(one)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        row = QHBoxLayout()  # gives the words the height of their own width, not of the page's
        row.addStretch(1)
        row.addWidget(middle, WIDTH)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(3)

    def offer(self, carrier: str, starts: tuple[ShownStart, ...], *, may: bool) -> None:
        """One button for each way; the last one that carries figures over stands first in line for Enter."""
        self.title.setText(self.tr("Enter the return of {0}").format(carrier))
        for old in self.ways.values():
            self._column.removeWidget(old)
            old.deleteLater()
        self.ways = {}
        for start in starts:
            words = self.fontMetrics().elidedText(start.title, Qt.TextElideMode.ElideMiddle, WIDTH - BESIDE)
            button = QPushButton(words)
            button.setToolTip(start.title)
            button.setMinimumWidth(0)
            button.setObjectName(f"start_{start.origin.value}")
            button.setEnabled(may)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _, origin=start.origin: self.wanted.emit(origin))
            self._column.addWidget(button)
            self.ways[start.origin] = button
        if self.ways:
            next(iter(self.ways.values())).setFocus()
