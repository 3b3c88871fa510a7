"""A thread at work on the open workspace: one after the other, with an opening of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from PySide6.QtCore import QObject

from desktop.tasks import Asked, Tasks

if TYPE_CHECKING:  # the engine is loaded on the thread itself, not while the window opens
    from scoring.services.workplace import Workplace

T = TypeVar("T")
Work: TypeAlias = "Callable[[Workplace, Asked], T]"
Heard: TypeAlias = Callable[[T], None]
Stepped: TypeAlias = Callable[[int, int, str], None]

NO_YEAR = 0
"""Asked of the file, whichever year the thread looks at."""


def nothing(_: object) -> None:
    """For whoever need not be told."""


def no_progress(_: int, __: int, ___: str) -> None:
    """For what nobody watches."""


class Bench:
    """``opening`` is called on the thread itself, once it is first wanted: a connection belongs to the thread that opened it."""

    def __init__(self, name: str, opening: Callable[[], Workplace], parent: QObject) -> None:
        self._tasks = Tasks(parent, name)
        self._opening = opening
        self._place: Workplace | None = None

    def start(
        self,
        work: Work[T],
        year: int,
        done: Heard[T],
        failed: Heard[BaseException],
        progressed: Stepped = no_progress,
        ready: Callable[[], None] = lambda: None,
    ) -> Asked:
        """``work`` in the round of ``year``; ``ready`` is asked on the thread before, and may refuse."""

        def run(asked: Asked) -> T:
            ready()
            return work(self.place(year), asked)

        return self._tasks.start(run, done=done, failed=failed, progressed=progressed)

    def place(self, year: int) -> Workplace:
        """On the thread itself. It looks at the year that was asked about."""
        if self._place is None:
            self._place = self._opening()
        if year:
            self._place.turn_to(year)
        return self._place

    def cancel(self) -> None:
        """Work begun or waiting is asked to stop; what it had begun is rolled back."""
        self._tasks.cancel()

    def close(self) -> None:
        """Returns when the thread has ended."""
        self._tasks.start(self._leave, done=nothing, failed=nothing)
        self._tasks.close()

    def _leave(self, _: Asked) -> None:
        if self._place is not None:
            self._place.close()
            self._place = None
