"""All threading of the desktop: work runs on the one thread that owns the store, results come home to the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from scoring.errors import Cancelled, Refusal

T = TypeVar("T")
BREATH = 0.05
"""Seconds between two letters about progress: nobody sees more, and each costs the window an event."""


class Asked:
    """The progress of one task as its worker sees it; ``cancel`` is called from the window's thread."""

    def __init__(self, say: Callable[[int, int, str], None]) -> None:
        self._say = say
        self._cancelled = Event()
        self._said_at = -BREATH

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what it had begun is rolled back."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def step(self, done: int, total: int, label: str = "") -> None:
        """Raises Cancelled once the user has asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        if monotonic() - self._said_at >= BREATH:
            self._said_at = monotonic()
            self._say(done, total, label)


class Tasks(QObject):
    """Runs work one piece after the other on one thread. Lives for the whole session on the window's thread.

    Signals: ``_mail_arrived``, argument-less, wakes the window's thread to open its letters.
    """

    _mail_arrived = Signal()

    def __init__(self, parent: QObject | None = None, name: str = "store") -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._under_way: list[Asked] = []
        self._closed = False
        self._mail: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._mail_arrived.connect(self._open_mail, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Callable[[Asked], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        progressed: Callable[[int, int, str], None] = lambda *_: None,
    ) -> Asked:
        """Run ``work`` on the worker; exactly one of ``done`` and ``failed`` is called later, on the window's thread."""
        asked = Asked(lambda *where: self._post(lambda: progressed(*where)))
        if self._closed:  # a page that is on its way out may still ask; nobody is left to be answered
            return asked
        self._under_way.append(asked)

        def deliver(future: Future[T]) -> None:
            self._under_way.remove(asked)
            error = future.exception()
            if error is not None:
                self._post(lambda: failed(_heard_as(error, asked)))
            else:
                self._post(lambda: done(future.result()))

        self._worker.submit(work, asked).add_done_callback(deliver)
        return asked

    def cancel(self) -> None:
        """Ask all work, begun or waiting, to stop at its next step."""
        for asked in tuple(self._under_way):
            asked.cancel()

    def close(self) -> None:
        """Wait for the work under way; letters that arrive later are not opened, what is asked later is not done."""
        self._closed = True
        self._worker.shutdown(wait=True)

    def _post(self, letter: Callable[[], None]) -> None:
        self._mail.put(letter)
        self._mail_arrived.emit()

    @Slot()
    def _open_mail(self) -> None:
        """One letter at a time: what raises reaches the window's own net, and the letters behind it are still opened."""
        if self._mail.empty():
            return
        try:
            self._mail.get_nowait()()
        finally:
            if not self._mail.empty():
                self._mail_arrived.emit()


def _heard_as(error: BaseException, asked: Asked) -> BaseException:
    """What was asked for no longer may be refused, if it is about what is gone by now: that is nobody's news."""
    return Cancelled() if isinstance(error, Refusal) and asked.is_cancelled else error


def while_there(owner: QObject, heard: Callable[[T], None]) -> Callable[[T], None]:
    """What is heard only as long as its widget lives: a dialog may be closed before its answer comes home."""

    def told(found: T) -> None:
        if isValid(owner):
            heard(found)

    return told
