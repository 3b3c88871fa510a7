"""What each event costs the window's thread, in CPU time of that thread: what other threads and programs do does not count."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

AIM = 50
"""Milliseconds of the window's thread that an event may take."""


@dataclass(frozen=True, slots=True)
class Spent:
    """One event, delivered to one object; ``during`` is what the driver was doing then."""

    milliseconds: float
    event: str
    receiver: str
    during: str


class Watched(QApplication):
    """An application that times what it delivers. An event inside another one counts for both, as it holds the window for both."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.spent: list[Spent] = []
        self.during = ""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """What is asked of an event costs as much as many an event itself: only of those that took their time."""
        begun = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            took = (time.thread_time() - begun) * 1000
            if took > 1:
                named = receiver.objectName() if isValid(receiver) else ""
                name = f"{type(receiver).__name__} {named}".strip()
                self.spent.append(Spent(took, event.type().name, name, self.during))

    def slowest(self, count: int = 10) -> list[Spent]:
        return sorted(self.spent, key=lambda one: -one.milliseconds)[:count]

    def until(self, holds: object, seconds: float = 60.0) -> None:
        """Deliver events until something holds."""
        end = time.monotonic() + seconds
        while not holds():  # type: ignore[operator]
            self.processEvents()
            time.sleep(0.001)
            assert time.monotonic() < end, self.during
