"""What is being done, how far, how long still, and cancel; shown once it has lasted half a second."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.job import Job
from desktop.widgets.text import label

PATIENCE = 500
"""Milliseconds; what is quicker needs no bar."""
ENOUGH = 2.0
"""Seconds after which the time left can be guessed."""


class ProgressStrip(QFrame):
    """Shows one job at a time, the last begun; they run one after the other anyway."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self.setProperty("role", "bar")
        self._job: Job | None = None
        self._begun = 0.0
        self.title = label()
        self.where = label("", "faint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self.stop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.title)
        row.addWidget(self.bar, 1)
        row.addWidget(self.where)
        row.addWidget(self.cancel)
        self.hide()

    def follow(self, job: Job) -> None:
        self._job, self._begun = job, monotonic()
        self.title.setText(job.title)
        self.bar.setAccessibleName(job.title)
        self.where.clear()
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        job.stepped.connect(self._step)
        job.finished.connect(self._finish)
        self._wait.start()

    def _step(self, done: int, total: int, what: str) -> None:
        if self.sender() is not self._job:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        gone = monotonic() - self._begun
        left = self._left(gone / done * (total - done)) if done and gone > ENOUGH else ""
        self.where.setText("　".join(part for part in (f"{done} / {total}", what, left) if part))

    def _left(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("{0} s left").format(max(1, round(seconds)))
        return self.tr("{0} min left").format(round(seconds / 60))

    def stop(self) -> None:
        """Ask the job that is shown to stop."""
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.where.setText(self.tr("Stopping; what had begun is taken back…"))

    def _finish(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._wait.stop()
            self.hide()
