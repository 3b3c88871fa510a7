"""What nobody waits for: it gives way to what somebody does wait for, and begins anew behind it."""

from __future__ import annotations

from collections.abc import Callable

from desktop.bench import Heard, T
from desktop.tasks import Asked
from scoring.errors import Cancelled

Start = Callable[[Heard[T], Heard[BaseException]], Asked]
"""Begins the work; told what to call when it is over and when it fails."""


class Idling:
    """One thing at a time; a new one takes the place of the last."""

    def __init__(self, failed: Heard[BaseException]) -> None:
        self._failed = failed
        self._begin: Callable[[], None] | None = None
        self._under_way: list[Asked] = []

    @property
    def is_over(self) -> bool:
        """Whether the last thing was done, or failed."""
        return self._begin is None

    def take(self, start: Start[T], done: Heard[T]) -> None:
        """From now on this one."""
        under_way: list[Asked] = []

        def over(found: T) -> None:
            if self._begin is begin:
                self._begin = None
                done(found)

        def failed(error: BaseException) -> None:
            if self._begin is begin and not isinstance(error, Cancelled):
                self._begin = None
            self._failed(error)

        def begin() -> None:
            for one in under_way:
                one.cancel()
            under_way[:] = [start(over, failed)]

        if self._under_way:
            self._under_way[0].cancel()
        self._begin, self._under_way = begin, under_way
        begin()

    def give_way(self) -> None:
        """Somebody waits for something that was asked just now."""
        if self._begin is not None:
            self._begin()
