"""How long something still takes, as far as what is done tells."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QCoreApplication

ENOUGH = 2.0
"""Seconds after which the time left can be guessed."""


class Remaining:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._begun = monotonic()

    def words(self, done: int, total: int) -> str:
        """Empty where it cannot be guessed."""
        gone = monotonic() - self._begun
        if not done or gone <= ENOUGH:
            return ""
        seconds = gone / done * (total - done)
        if seconds < 60:
            return QCoreApplication.translate("Remaining", "{0} s left").format(max(1, round(seconds)))
        return QCoreApplication.translate("Remaining", "{0} min left").format(round(seconds / 60))
