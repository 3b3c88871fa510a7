"""The strip that ends an entry: what is still open in figures, and 录入完成 or 放弃, each asked twice because neither can be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.widgets.buttons import allow, button
from desktop.widgets.picture import Picture
from desktop.widgets.text import label
from scoring.findings import Level
from scoring.services.entry_desk import ShownChecks

SIZE = 18


class FinishBar(QFrame):
    """Signals: ``finished`` and ``dropped`` when somebody has said so twice; ``next_wanted`` for the next cell with a finding."""

    finished = Signal()
    dropped = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finish_bar")
        self.setProperty("role", "bar")
        self._picture = Picture("good", "good", SIZE)
        self.words = label(wrap=True)
        self.words.setObjectName("entry_state")
        self.next = button(self.tr("Next finding"), "next_finding", self.next_wanted.emit)
        self.next.setShortcut("F8")
        self.next.setToolTip(self.tr("Go to the next cell with a finding (F8)"))
        self.drop = button(self.tr("Give up…"), "entry_drop", lambda: self._ask(self.drop))
        self.finish = button(self.tr("Finish the entry…"), "entry_finish", lambda: self._ask(self.finish), primary=True)
        self.sure = button("", "entry_sure", self._go, primary=True)
        self.not_now = button(self.tr("Not now"), "entry_not_now", self.at_rest)
        self._asked: QPushButton | None = None
        self._state = ("", "good", "good")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)
        for one in (self.next, self.drop, self.finish, self.sure, self.not_now):
            row.addWidget(one)
        self.at_rest()

    def tell(self, shown: ShownChecks | None, *, may: bool) -> None:
        """The counts; None while it is being checked."""
        reason = self.tr("This window only reads the workspace.")
        for one in (self.finish, self.drop):
            allow(one, may and (one is self.drop or shown is not None), reason if not may else "")
        self.next.setEnabled(shown is not None and bool(shown.rows))
        if shown is None:
            self._state = (self.tr("Being checked…"), "score", "faint")
        else:
            self._state = self._counted(shown)
        if self._asked is None:
            self._show(*self._state)

    def at_rest(self) -> None:
        """Nothing is being asked."""
        self._asked = None
        for one in (self.next, self.drop, self.finish):
            one.setVisible(True)
        for one in (self.sure, self.not_now):
            one.setVisible(False)
        self._show(*self._state)

    def _ask(self, wanted: QPushButton) -> None:
        self._asked = wanted
        for one in (self.next, self.drop, self.finish):
            one.setVisible(False)
        if wanted is self.finish:
            self.sure.setText(self.tr("Finish now"))
            words = self.tr("The entry becomes the carrier's return and is scored from then on. This cannot be undone.")
        else:
            self.sure.setText(self.tr("Give up now"))
            words = self.tr("What was entered stays in the journal and counts for nothing. This cannot be undone.")
        for one in (self.sure, self.not_now):
            one.setVisible(True)
        self._show(words, "warning", "warning")
        self.sure.setFocus()

    def _go(self) -> None:
        wanted = self._asked
        self.at_rest()
        (self.finished if wanted is self.finish else self.dropped).emit()

    def _show(self, words: str, picture: str, shade: str) -> None:
        self.words.setText(words)
        self.words.setToolTip(words)
        self._picture.show_icon(picture, shade)

    def _counted(self, shown: ShownChecks) -> tuple[str, str, str]:
        count = shown.checked.count
        faults, warnings = count(Level.STOP) + count(Level.ERROR), count(Level.WARNING)
        if not faults and not warnings:
            return self.tr("Nothing to find fault with. Everything is saved."), "good", "good"
        words = self.tr("Errors: {0}, warnings: {1}. Everything is saved.").format(faults, warnings)
        return (words, "error", "error") if faults else (words, "warning", "warning")
