"""核减: what striking a firm would do to points and grade, before anybody decides; the same for counting it again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QScrollArea, QWidget

from desktop.desk import Desk
from desktop.models.rows import bold_font
from desktop.pages.verify.cause_words import CauseWords
from desktop.pages.verify.dialog import ActDialog
from desktop.pages.verify.edits import Whose, striking
from desktop.pages.verify.elided import Elided
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.striking import StrikePreview
from scoring.services.verifying import live_points, strike_words

REASON_HEIGHT = 72
TABLE_HEIGHT = 260
HEADS = 2
"""Total and grade."""
FIGURES, WIDEST = 320, 760
"""Pixels beside the names, and of the whole dialog at most."""
RIGHT = Qt.AlignmentFlag.AlignRight


class StrikeDialog(ActDialog):
    """Opened with the preview; says afterwards what came of it."""

    def __init__(self, desk: Desk, whose: Whose, came: StrikePreview, words: CauseWords, parent: QWidget) -> None:
        firm = came.firm
        super().__init__(desk, "strike_dialog", firm.words[desk.language], "", parent)
        self.ok.setText(self.tr("Count again") if came.struck else self.tr("Strike"))
        self._whose, self._came = whose, came
        advice = (
            self.tr("The firm is struck. Counted again, it enters every figure as before.")
            if came.struck
            else self.tr("A struck firm stays in the return and counts nowhere. The points as they are now and as they would be:")
        )
        self.body.addWidget(label(advice, "faint", wrap=True))
        self.body.addWidget(self._table(words))
        if not came.changed:
            self.body.addWidget(label(self.tr("No indicator changes its points."), "faint"))
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(REASON_HEIGHT)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.body.addWidget(label(self.tr("Reason"), "faint"))
        self.body.addWidget(self.reason)
        self.agreed.connect(self._write)
        self.reason.setFocus()

    def _table(self, words: CauseWords) -> QWidget:
        """Total and grade, then every indicator that changes; many of them scroll."""
        came = self._came
        before, after = live_points(came.now), live_points(came.then)
        lines = [
            (self.tr("Total"), before.total or "—", after.total or "—"),
            (self.tr("Grade"), words.grade(before), words.grade(after)),
        ]
        lines += [
            (f"{one.code} {one.title[self.desk.language]}", _points(one.without), _points(one.counted)) for one in came.changed
        ]
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(24)
        for column, head in ((1, self.tr("Now")), (2, self.tr("Then"))):
            grid.addWidget(label(head, "faint"), 0, column, RIGHT)
        for row, (name, now, then) in enumerate(lines, start=1):
            for column, (text, called) in enumerate(((name, "name"), (now, "now"), (then, "then"))):
                made = Elided(text) if column == 0 else label(text)
                made.setObjectName(f"{called}_{row}")
                made.setFont(bold_font() if row <= HEADS else made.font())
                if column:
                    grid.addWidget(made, row, column, RIGHT)
                else:
                    made.setToolTip(text)
                    grid.addWidget(made, row, column)
        grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Points now, and with the firm struck"))
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFixedHeight(min(inner.sizeHint().height() + 4, TABLE_HEIGHT))
        self.setMinimumWidth(min(max(self.minimumWidth(), self._names(lines) + FIGURES), WIDEST))
        return area

    def _names(self, lines: Sequence[tuple[str, str, str]]) -> int:
        """Pixels of the longest name."""
        return max(self.fontMetrics().horizontalAdvance(name) for name, _, _ in lines)

    def _write(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.notice.tell(self.tr("Write down why: it stands beside the firm for good."))
            return
        came, desk = self._came, self.desk
        name = self.tr("counting {0} again") if came.struck else self.tr("striking {0}")
        edit = striking(name.format(came.firm.name), self._whose, came.firm, reason, struck=not came.struck)
        desk.do(edit, lambda _: desk.said.emit(tell(strike_words(came), desk.language)))
        self.accept()


def _points(points: object) -> str:
    return "—" if points is None else str(points)
