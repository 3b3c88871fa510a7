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


class Part:
    """A stage of a longer work: its steps are hundredths of the whole, from ``begin`` to ``end``."""

    def __init__(self, whole: Progress, begin: int, end: int) -> None:
        self._whole, self._begin, self._end = whole, begin, end

    def step(self, done: int, total: int, label: str = "") -> None:
        self._whole.step(self._begin + (self._end - self._begin) * done // max(total, 1), 100, label)
