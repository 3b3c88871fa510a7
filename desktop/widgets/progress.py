"""What is being done, how far, how long still, and cancel; shown once it has lasted half a second."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.job import Job
from desktop.widgets.remaining import Remaining
from desktop.widgets.text import label

PATIENCE = 500
"""Milliseconds; what is quicker needs no bar."""


@dataclass(slots=True)
class _Known:
    """A job under way: how far it is, and whether it has lasted long enough to be shown."""

    remaining: Remaining = field(default_factory=Remaining)
    where: tuple[int, int, str] = (0, 0, "")
    is_due: bool = False


class ProgressStrip(QFrame):
    """Shows one job at a time, the last begun of those that last: threads work beside one another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self.setProperty("role", "bar")
        self._under_way: dict[Job, _Known] = {}
        self._job: Job | None = None
        """The one that is shown."""
        self.title = label()
        self.where = label("", "faint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.title)
        row.addWidget(self.bar, 1)
        row.addWidget(self.where)
        row.addWidget(self.cancel)
        self.hide()

    @property
    def lasting(self) -> str:
        """What somebody waits for that is more than looking, by its title; empty where nothing is."""
        return next((job.title for job, known in reversed(self._under_way.items()) if known.is_due and not job.is_look), "")

    def follow(self, job: Job) -> None:
        self._under_way[job] = _Known()
        job.stepped.connect(self._step)
        job.finished.connect(self._finish)
        QTimer.singleShot(PATIENCE, self, lambda: self._lasts(job))

    def forget(self) -> None:
        """Nobody waits for any of it any more."""
        self._under_way.clear()
        self._show_last()

    def _lasts(self, job: Job) -> None:
        known = self._under_way.get(job)
        if known is not None:
            known.is_due = True
            self._show_last()

    def _show_last(self) -> None:
        """The last begun of those that last; none: the strip goes."""
        job = next((one for one, known in reversed(self._under_way.items()) if known.is_due), None)
        if job is None:
            self._job = None
            self.hide()
        elif job is not self._job:
            self._job = job
            self.title.setText(job.title)
            self.bar.setAccessibleName(job.title)
            self.cancel.setEnabled(not job.is_stopping)
            self._tell(*self._under_way[job].where)
            self.show()

    def _step(self, done: int, total: int, what: str) -> None:
        job = cast("Job", self.sender())
        known = self._under_way.get(job)
        if known is not None:
            known.where = (done, total, what)
            if job is self._job:
                self._tell(done, total, what)

    def _tell(self, done: int, total: int, what: str) -> None:
        assert self._job is not None
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self._job.is_stopping:
            self.where.setText(self.tr("Stopping…") if self._job.is_look else self.tr("Stopping; what had begun is taken back…"))
            return
        count = f"{done} / {total}" if total else ""
        left = self._under_way[self._job].remaining.words(done, total)
        self.where.setText("　".join(filter(None, (count, what, left))))

    def stop(self) -> None:
        """Ask the job that is shown to stop."""
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self._tell(*self._under_way[self._job].where)

    def _finish(self) -> None:
        self._under_way.pop(cast("Job", self.sender()), None)
        self._show_last()
