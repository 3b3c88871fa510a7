"""How far we are, and whether to go on. The core knows the protocol; desktop and terminal bring the bar."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    def step(self, done: int, total: int, label: str = "") -> None:
        """Say how far we are. Raises ``Cancelled`` once the user has asked to stop."""


class Silent:
    """Nobody is watching."""

    def step(self, done: int, total: int, label: str = "") -> None:
        return None


SILENT = Silent()


class Stretch:
    """One part of a longer work, as the progress of the whole: from ``first`` to ``last`` of ``of``."""

    def __init__(self, progress: Progress, first: int, last: int, of: int) -> None:
        self._progress, self._first, self._last, self._of = progress, first, last, of

    def step(self, done: int, total: int, label: str = "") -> None:
        self._progress.step(self._first + (self._last - self._first) * done // max(total, 1), self._of, label)
