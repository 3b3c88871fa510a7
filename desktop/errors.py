"""Bugs: the second of the two places that catch everything. A dialog says that the data are whole, and offers a file for the developers."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion


class Net(QObject):
    """Catches what nobody caught, on any thread; the signal brings it to the window's. Signals: ``broke`` with the exception."""

    broke = Signal(object)

    def spread(self) -> None:
        """From now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_elsewhere

    def gather(self) -> None:
        """As it was before."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.broke.emit(error)

    def _caught_elsewhere(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught(caught.exc_type, caught.exc_value, caught.exc_traceback)


def versions() -> tuple[str, ...]:
    """Of the program and what it stands on."""
    return (f"fuping {version('fuping')}", f"Python {platform.python_version()} Qt {qVersion()}", platform.platform())


def diagnostics(error: BaseException, *, now: datetime | None = None) -> str:
    """What a developer needs: versions and the way of the error, causes first. No data: the messages of exceptions are left out."""
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    ways = [line for one in _chain(error) for line in _way(one)]
    return "\n".join([*versions(), at, *ways, ""])


def messages(error: BaseException) -> str:
    """The exceptions' own words, which may name a firm: only where the person wants it."""
    return "\n".join(f"{type(one).__name__}: {one}" for one in _chain(error))


def _way(error: BaseException) -> list[str]:
    steps = traceback.extract_tb(error.__traceback__)
    return [type(error).__name__, *(f"  {Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)]


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.insert(0, one)
        one = one.__cause__ or one.__context__
    return found
