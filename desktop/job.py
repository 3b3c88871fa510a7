"""A piece of work that takes its time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.tasks import Asked
from scoring.errors import Bug


class Job(QObject):
    """A piece of work that takes its time, as whoever shows its progress sees it.

    Signals:
        stepped: done, total, label.
        finished: whatever came of it.
    """

    stepped = Signal(int, int, str)
    finished = Signal()

    def __init__(self, title: str, parent: QObject | None = None, *, is_look: bool = False) -> None:
        """``is_look``: nothing comes of it but what a page shows; whoever closes the window need not be asked."""
        super().__init__(parent)
        self.title, self.is_look = title, is_look
        self.asked: Asked | None = None
        self.over = self.is_stopping = False

    def step(self, done: int, total: int, label: str) -> None:
        self.stepped.emit(done, total, label)

    def cancel(self) -> None:
        if self.asked is None:
            raise Bug("cancelled before it began")
        self.is_stopping = True
        self.asked.cancel()

    def finish(self) -> None:
        self.over = True
        self.finished.emit()
        self.deleteLater()
