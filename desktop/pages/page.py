"""What every page has in common: it asks on the reading thread, shows the answer, and asks again when what it shows has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk, Visit
from desktop.job import Job
from desktop.tasks import Asked
from scoring.services.changes import Change, Changes

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

Question = Callable[["Workplace", Asked], Any]


class Page(QWidget):
    """A page of an open workspace. Subclasses build widgets in ``__init__`` and override ``question`` and ``show_answer``.

    ``key`` names it in visits, the rail, settings and tests; ``shows`` are the changes after which it asks again;
    ``shows_carrier``: it shows one carrier at a time, and a person may be sent to another. It asks only while it is in view.
    Signals: ``answered`` when it shows an answer.
    """

    answered = Signal()

    key: ClassVar[str]
    shows_carrier: ClassVar[bool] = False
    shows: ClassVar[frozenset[Change]] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"page_{self.key}")
        self.desk = desk
        self._is_fresh = False
        self._asked: Job | None = None
        desk.changed.connect(self._changed)
        desk.kind_changed.connect(lambda _: self.ask_again())

    # --- what a page overrides

    def question(self) -> Question | None:
        """What to ask now, as a function for the reading thread: what it needs of the widgets is taken out beforehand."""
        return None

    def show_answer(self, answer: Any) -> None:
        """Put the answer into the models."""

    def arrive(self, visit: Visit) -> None:
        """A person was sent here: go to the carrier and the target. Called after the page has come into view."""

    def leave(self) -> None:
        """The page goes out of view."""

    # --- when it asks

    @property
    def is_fresh(self) -> bool:
        """Whether what is shown is the answer to the last question."""
        return self._is_fresh

    def ask_again(self) -> None:
        """What is shown is out of date: ask now if in view, else when it comes into view."""
        self._is_fresh = False
        if self.isVisible():
            self._ask()

    def ask_when_shown(self) -> None:
        """What is shown is no answer: ask when it next comes into view."""
        self._is_fresh = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._is_fresh:
            self._ask()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.leave()

    def _changed(self, changes: Changes) -> None:
        if changes.touch(self.shows):
            self.ask_again()

    def _ask(self) -> None:
        question = self.question()
        if question is None:
            self._is_fresh = True
            self.answered.emit()
            return
        if self._asked is not None:
            self._asked.cancel()  # an older question nobody waits for any more
        self._asked = asked = self.desk.look(
            QCoreApplication.translate("Page", "This page is being read"),
            question,
            lambda answer: self._answered(asked, answer),
            otherwise=lambda: self._stopped(asked),
            owner=self,
            for_a_page=True,
        )

    def _answered(self, asked: Job, answer: Any) -> None:
        if asked is self._asked:
            self._asked = None
            self._is_fresh = True
            self.show_answer(answer)
            self.answered.emit()

    def _stopped(self, asked: Job) -> None:
        """By the person who waited: what is shown stays as it is, until the page is gone into again."""
        if asked is self._asked:
            self._asked = None
            if asked.is_stopping:
                words = QCoreApplication.translate("Page", "Reading was stopped. Turn to this page again to read on.")
                self.desk.said.emit(words)
