"""What a page has asked the reckoning thread; an answer to what was asked before another question is no longer heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from desktop.bench import Heard, Stepped, Work, no_progress
from desktop.desk import Desk
from desktop.tasks import Asked

T = TypeVar("T")


def _nothing() -> None:
    return None


class Reckonings:
    """``failed`` is called before the desk tells of it."""

    def __init__(self, desk: Desk, owner: QObject, failed: Callable[[], None]) -> None:
        self._desk, self._owner, self._failed = desk, owner, failed
        self._under_way: list[Asked] = []
        self._waiting = 0

    @property
    def are_over(self) -> bool:
        """Whether nothing is awaited, heard or not."""
        return self._waiting == 0

    def ask(
        self, work: Work[T], done: Heard[T], progressed: Stepped = no_progress, otherwise: Callable[[], None] = _nothing
    ) -> Asked:
        """``otherwise`` instead of ``done`` where it failed. What comes back may be cancelled."""
        self._waiting += 1

        def heard(found: T) -> None:
            self._waiting -= 1
            if asked in self._under_way:
                self._under_way.remove(asked)
                done(found)

        def failed(error: BaseException) -> None:
            self._waiting -= 1
            if asked in self._under_way:
                self._under_way.remove(asked)
                self._failed()
                otherwise()
            self._desk.failed(error)

        asked = self._desk.reckon(work, heard, failed, progressed=progressed, owner=self._owner)
        self._under_way.append(asked)
        return asked

    def stop(self) -> None:
        """Another question: what is under way for the last one stops at its next step."""
        for asked in self._under_way:
            asked.cancel()
        self._under_way = []
