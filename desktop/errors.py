"""Bugs: the second of the two places that catch everything. A dialog says that the data are whole, and offers a file for the developers."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion


class Net(QObject):
    """Catches what nobody caught, on any thread. Signals: ``broke`` with the exception."""

    broke = Signal(object)

    def spread(self) -> None:
        """From now on."""
        sys.excepthook = self._caught

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.broke.emit(error)


def diagnostics(error: BaseException, *, now: datetime | None = None) -> str:
    """What a developer needs: versions and the way of the error. No data: the messages of exceptions are left out."""
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    steps = traceback.extract_tb(error.__traceback__)
    way = [f"  {Path(step.filename).name}:{step.lineno} {step.name}" for step in steps]
    head = [f"fuping {version('fuping')}", f"Python {platform.python_version()} Qt {qVersion()}", platform.platform(), at]
    return "\n".join([*head, type(error).__name__, *way, ""])
