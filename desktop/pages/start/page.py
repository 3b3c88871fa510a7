"""The start page: recent workspaces, a new round, the sample district, and what to do first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.holding import Holding
from desktop.job import Job
from desktop.pages.start.new_round import NewRoundDialog
from desktop.pages.start.recent import RecentList
from desktop.settings import Settings
from desktop.tasks import Asked, Tasks
from desktop.theme import icon
from desktop.widgets.actor import ActorStrip
from desktop.widgets.guide import Guide
from desktop.widgets.notice import Notice
from desktop.widgets.picture import Picture
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.text import label
from scoring.errors import Cancelled, Refusal
from scoring.messages import tell

WIDTH = 680


class StartPage(QWidget):
    """Signals: ``chosen`` with the workspace to open, ``broke`` with an exception that is a bug."""

    chosen = Signal(object)
    broke = Signal(object)

    def __init__(self, settings: Settings, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_start")
        self._settings, self._tasks = settings, tasks
        self._building = False
        self.notice = Notice()
        self.progress = ProgressStrip()
        self.actor = ActorStrip(settings)
        self.guide = Guide(settings, begun=False)
        self.recent = RecentList(settings)
        self.none = label(
            self.tr("Nothing has been opened here yet. Make a round, open a workspace, or look at the sample district."),
            "faint",
            wrap=True,
        )
        self.waiting = label("", "faint")
        self._lay_out()
        self.recent.wanted.connect(self.chosen)
        self.recent.forgotten.connect(self.refresh)
        self.guide.went.connect(lambda _: self.new_round())
        self.refresh()

    def refresh(self) -> None:
        """The recent workspaces as they are now, and who is at the desk."""
        self.recent.refresh()
        self._lists.setCurrentWidget(self.recent if self.recent.count() else self.none)
        self.actor.refresh()
        self.guide.refresh()

    def refuse(self, text: str) -> None:
        self.notice.tell(text)

    def wait_for(self, path: Path | None) -> None:
        """While a workspace is being opened; None: no more."""
        self.notice.hide()
        self._sheet.setVisible(path is None)
        self._opening.setVisible(path is not None)
        if path is not None:
            self.waiting.setText(self.tr("Opening {0}…").format(path.name))

    # --- what can be done

    def new_round(self) -> None:
        """Ask what a round needs, make it, open it."""
        dialog = NewRoundDialog(self._settings, self._tasks, self.window())
        dialog.made.connect(self.chosen)
        dialog.broke.connect(self.broke)
        dialog.open()

    def choose(self) -> None:
        """Ask which workspace."""
        name, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Open a workspace"), self._settings.folder("workspace"), self.tr("Workspaces (*.fuping)")
        )
        if name:
            self._settings.put_folder("workspace", Path(name).parent)
            self.chosen.emit(Path(name))

    def open_sample(self, *, anew: bool = False) -> None:
        """Open the sample district; build it first where it is not there yet, or is wanted anew."""
        if self._building:
            return
        self.notice.hide()
        self._enable(False)
        job = Job(self.tr("Building the sample district"), self)
        folder, actor = self._settings.sample_folder, self._settings.actor

        def done(path: Path) -> None:
            self._over(job)
            self.chosen.emit(path)

        def failed(error: BaseException) -> None:
            self._over(job)
            if isinstance(error, Refusal):
                self.refuse(tell(error.said, self._settings.language))
            elif not isinstance(error, Cancelled):
                self.broke.emit(error)

        self._building = True
        job.asked = self._tasks.start(
            lambda asked: _sample(folder, actor, asked, anew=anew), done=done, failed=failed, progressed=job.step
        )
        self.progress.follow(job)

    def _over(self, job: Job) -> None:
        self._building = False
        job.finish()
        self._enable(True)

    def _enable(self, free: bool) -> None:
        for button in (self.new, self.open, self.sample):
            button.setEnabled(free)

    # --- looks

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.new = self._button(self.tr("New round…"), "new", self.new_round)
        self.new.setProperty("primary", True)
        self.new.setIcon(icon("new", "on_accent"))
        self.open = self._button(self.tr("Open…"), "open", self.choose)
        self.sample = self._button(self.tr("Sample district"), "sample", self.open_sample)
        self.sample.setToolTip(self.tr("An invented district of 36 carriers to try everything out on"))
        for button in (self.new, self.open, self.sample):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.recent)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lists.addWidget(self.none)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addLayout(self._head())
        for one in (self.actor, self.notice):
            column.addWidget(one)
        column.addLayout(buttons)
        column.addWidget(self.progress)
        column.addWidget(self.guide)
        column.addSpacing(4)
        column.addWidget(label(self.tr("Recent workspaces"), "heading"))
        column.addWidget(self._lists, 1)
        self._sheet = _middle(column)
        opening = QVBoxLayout()
        opening.addStretch(1)
        opening.addWidget(Picture("workspace", "faint", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        opening.addSpacing(10)
        opening.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignHCenter)
        opening.addStretch(1)
        self._opening = _middle(opening)
        self._opening.hide()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 20)
        whole.addStretch(1)
        whole.addWidget(self._sheet)
        whole.addWidget(self._opening)
        whole.addStretch(1)

    def _head(self) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(label(self.tr("Fuping"), "title"))
        names.addWidget(label(self.tr("The assessment desk for incubators and other innovation carriers"), "faint"))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Picture("fuping", "accent", 48))
        head.addLayout(names, 1)
        return head

    def _button(self, text: str, name: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(icon(name), text)
        button.setObjectName(f"start_{name}")
        button.clicked.connect(lambda *_: run())
        return button


def _middle(layout: QVBoxLayout) -> QFrame:
    frame = QFrame()
    frame.setFixedWidth(WIDTH)
    layout.setContentsMargins(0, 0, 0, 0)
    frame.setLayout(layout)
    return frame


def _sample(folder: Path, actor: str, asked: Asked, *, anew: bool) -> Path:
    """On the opening thread: the sample's workspace. Raises Refusal where it is wanted anew and a window has it open."""
    from scoring.services.sample_district import build_sample, sample_workspace

    there = sample_workspace(folder)
    if there is not None and anew:
        holding = Holding(there)
        if holding.take(actor, datetime.now(UTC)) is not None:
            raise Refusal("starting.sample_in_use", folder=str(folder))
        holding.release()
        there = None
    return there or build_sample(folder, actor=actor, clock=lambda: datetime.now(UTC), progress=asked)
