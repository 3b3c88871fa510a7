"""优势与提升: the branches that stand out, what would lift the carrier, and on demand how firm its grade is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.text import label
from scoring.services.lifting_words import Suggestion
from scoring.services.why import Why


class NextView(QWidget):
    """Signals: ``robustness_wanted`` and ``stop_wanted`` of what is being worked out for it."""

    robustness_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next_steps")
        self.lines: tuple[str, ...] = ()
        """What is shown, top to bottom."""
        self.area = QScrollArea()
        self.area.setObjectName("next_lines")
        self.area.setAccessibleName(self.tr("Strengths and next steps"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.test = QPushButton(self.tr("Work out robustness"))
        self.test.setObjectName("robustness")
        self.test.setToolTip(self.tr("Up to 1,000 draws of weights, the declared values, and each reviewer left out"))
        self.test.clicked.connect(self.robustness_wanted)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Robustness is being worked out"))
        self.stop = QPushButton(self.tr("Cancel"))
        self.stop.setObjectName("stop_robustness")
        self.stop.clicked.connect(self.stop_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 8)
        foot.addWidget(self.test)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.stop)
        foot.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area, 1)
        whole.addLayout(foot)
        self.at_rest()

    def expect(self, words: str) -> None:
        """Somebody is on the way: what was shown of another goes."""
        self.test.setEnabled(False)
        self._fill([("", (words,))])

    def show_why(self, why: Why) -> None:
        """The whole of it; robustness where it was worked out."""
        self.at_rest()
        graded = why.scored.grade is not None
        self.test.setEnabled(graded)
        found = why.standouts
        parts: list[tuple[str, Sequence[str | Suggestion]]] = [
            (self.tr("Strengths"), [one.words for one in found.strong] or [found.none_strong]),
            (self.tr("Weaknesses"), [one.words for one in found.weak] or [found.none_weak]),
            (self.tr("To the next grade"), (*why.lifting.head, *why.lifting.suggestions, *why.lifting.tail)),
        ]
        if graded:
            waiting = self.tr("Not worked out yet: press the button below.")
            parts.append((self.tr("Robustness"), why.steady or (waiting,)))
        self._fill(parts)
        if why.steady:
            self.test.setText(self.tr("Work out robustness again"))
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.maximum())
        else:
            self.test.setText(self.tr("Work out robustness"))

    def compute(self, done: int = 0, total: int = 0) -> None:
        """Robustness is on its way."""
        self.test.hide()
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
        self.stop.show()

    def at_rest(self) -> None:
        """Nothing is on its way."""
        self.bar.hide()
        self.stop.hide()
        self.test.show()

    def _fill(self, parts: Sequence[tuple[str, Sequence[str | Suggestion]]]) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(5)
        shown: list[str] = []
        for title, lines in parts:
            if title:
                column.addWidget(label(title, "heading"))
            number = 0
            for line in lines:
                if isinstance(line, Suggestion):
                    number += 1
                    for one in self._suggestion(number, line):
                        column.addWidget(one)
                        shown.append(one.text())
                else:
                    column.addWidget(label(line, "" if title else "faint", wrap=True))
                    shown.append(line)
            column.addSpacing(8)
        column.addStretch(1)
        self.area.setWidget(page)
        self.lines = tuple(shown)

    def _suggestion(self, number: int, one: Suggestion) -> Sequence[QLabel]:
        """The change, then in a quieter line what it rests on."""
        head = label(f"{number}. {one.words}", "good", wrap=True)
        cells = [f"{cell.subject}　{cell.label} {cell.before} → {cell.after}" for cell in one.cells]
        below = label("\n".join([self.tr("Peers that are there already: {0}").format(one.reached), *cells]), "faint", wrap=True)
        below.setContentsMargins(18, 0, 0, 4)
        return head, below
