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
