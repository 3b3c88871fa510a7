"""One window, one workspace. It shows before anything of the engine is loaded; without a workspace it is the start page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMainWindow

from desktop.desk import Desk
from desktop.dialogs import Dialogs
from desktop.menus import Menus, program
from desktop.opening import Opened, open_workspace
from desktop.pages.house import BELOW, PAGES
from desktop.pages.start.page import StartPage
from desktop.settings import Settings
from desktop.sources import forget_sources
from desktop.tasks import Asked, Tasks
from desktop.theme import dress
from desktop.widgets.drop_stack import DropStack
from scoring.errors import Cancelled, Refusal
from scoring.messages import catalogue, tell

if TYPE_CHECKING:
    from desktop.workspace_view import WorkspaceView

SMALLEST = QSize(960, 600)
FIRST = QSize(1280, 820)


class MainWindow(QMainWindow):
    """Signals: ``wants_window`` with the workspace that another window is to show (None: an empty one), ``wants_sample`` (anew?),
    ``wants_look``, ``wants_language``, ``broke`` with an exception, ``opened`` once a workspace is shown.
    """

    wants_window = Signal(object)
    wants_sample = Signal(bool)
    wants_look = Signal(str)
    wants_language = Signal(str)
    broke = Signal(object)
    opened = Signal()

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.settings = settings
        self.desk: Desk | None = None
        self.workspace: WorkspaceView | None = None
        self.opening: Path | None = None
        """The workspace that is being opened."""
        self._arrived: Opened | None = None
        self._tasks = Tasks(self, "opener")
        self._stack = DropStack()
        self._stack.dropped.connect(self.open)
        self.start = StartPage(settings, self._tasks)
        self.start.chosen.connect(self.open)
        self.start.broke.connect(self.broke)
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self.dialogs = Dialogs(self, self._tasks)
        self.menus = Menus(self)
        self.undo_action, self.redo_action = self.menus.undo, self.menus.redo
        self.menus.enable(None)
        self.setMinimumSize(SMALLEST)
        dress(self)
        self._place()
        self._retitle()
        if path is not None:
            self.open(path)

    # --- the workspace

    def open(self, path: Path) -> None:
        """Show a workspace: here if there is none yet, else in another window. ``opened`` tells when."""
        if self.desk is not None or self.opening is not None:
            self.wants_window.emit(path)
            return
        self.opening = path
        self.start.wait_for(path)
        page = self.settings.text("window/page")
        work = partial(
            open_workspace,
            path,
            actor=self.settings.actor,
            language=self.settings.language,
            then=partial(_load, page, self.settings.language),
        )

        def arrive(_: Asked) -> Opened:
            self._arrived = work()
            return self._arrived

        self._tasks.start(arrive, done=self._show, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self.opening = None
        self.start.wait_for(None)
        if isinstance(error, Refusal):
            self.start.refuse(tell(error.said, self.settings.language))
        elif not isinstance(error, Cancelled):
            self.broke.emit(error)

    def _show(self, opened: Opened) -> None:
        """The workspace around the page, the page, and showing both: an event each, so that none holds the window long."""
        from desktop.workspace_view import WorkspaceView

        desk = Desk(opened.path, self.settings, holding=opened.holding, why=opened.why, years=opened.years)
        self.desk, self._arrived = desk, None
        desk.broke.connect(self.broke)
        self.settings.opened(opened.path, datetime.now(UTC))
        QTimer.singleShot(0, self, partial(self._furnish, WorkspaceView(opened, desk)))

    def _furnish(self, workspace: WorkspaceView) -> None:
        workspace.prepare()
        QTimer.singleShot(0, self, partial(self._enter, workspace))

    def _enter(self, workspace: WorkspaceView) -> None:
        desk = workspace.desk
        self.opening, self.workspace = None, workspace
        workspace.begin()
        workspace.wants_actor.connect(self.dialogs.ask_actor)
        workspace.kinds_changed.connect(self._name_kinds)
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        workspace.rail.setFocus()
        for signal in (desk.history.changed, desk.working, desk.idle, desk.locked):
            signal.connect(self._enable)
        self._enable()
        self._name_kinds()
        self._retitle()
        self.start.wait_for(None)
        self.opened.emit()

    def close_workspace(self) -> None:
        """Back to the start page; everything is in the file already."""
        if self.desk is None or self.workspace is None:
            return
        if self.workspace.progress.lasting:
            self._ask_to_stop(self.close_workspace)
            return
        self._remember()
        self._stack.setCurrentWidget(self.start)
        self._stack.removeWidget(self.workspace)
        self.workspace.deleteLater()
        self.desk.close()
        self.desk, self.workspace = None, None
        self.start.refresh()
        self._enable()
        self._name_kinds()
        self._retitle()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Never asks about saving; only what is still being done is not broken off unasked."""
        if self.workspace is not None and self.workspace.progress.lasting:
            event.ignore()
            self._ask_to_stop(self.close)
            return
        self._remember()
        self._tasks.cancel()
        self._tasks.close()
        if self._arrived is not None and self._arrived.holding is not None:  # opened, but nobody is left to be shown it
            self._arrived.holding.release()
        if self.desk is not None:
            self.desk.close()
        super().closeEvent(event)

    def _ask_to_stop(self, then: Callable[[], object]) -> None:
        assert self.workspace is not None
        self.dialogs.ask_to_stop(self.workspace.progress.lasting, partial(self._stop, then))

    def _stop(self, then: Callable[[], object]) -> None:
        if self.workspace is not None:
            self.workspace.progress.forget()  # closing the desk asks its work to stop
        then()

    # --- what the menus ask for

    def undo(self) -> None:
        if self.desk is not None:
            self.desk.undo()

    def redo(self) -> None:
        if self.desk is not None:
            self.desk.redo()

    def go(self, key: str) -> None:
        if self.desk is not None:
            self.desk.visit(key)

    def look_at(self, kind: str) -> None:
        if self.desk is not None:
            self.desk.look_at(kind)

    def find_here(self) -> None:
        """To the search line of the page in view, if it has one."""
        lines = self.workspace.current.findChildren(QLineEdit, "search") if self.workspace is not None else []
        for line in lines:
            if line.isVisible():
                line.setFocus(Qt.FocusReason.ShortcutFocusReason)
                line.selectAll()
                return

    def open_sample(self) -> None:
        self._sample(anew=False)

    def sample_anew(self) -> None:
        """Asks first."""
        self.dialogs.ask_to_start_over(partial(self._sample, anew=True))

    def _sample(self, *, anew: bool) -> None:
        folder = self.settings.sample_folder.resolve()
        if anew and self.desk is not None and self.desk.path.resolve().parent == folder:
            self.close_workspace()
        if self.desk is None and self.opening is None:
            self.start.open_sample(anew=anew)
        else:
            self.wants_sample.emit(anew)

    def turn_to(self, year: int) -> None:
        if self.desk is not None:
            self.desk.turn_to(year)

    def show_guide(self) -> None:
        self.settings.guided = True
        self.start.guide.refresh()
        if self.workspace is not None:
            self.workspace.guide.refresh()

    def repainted(self) -> None:
        """The scheme has changed: what has colours in its text is written anew."""
        self.start.guide.refresh()
        if self.workspace is not None:
            self.workspace.guide.refresh()

    # --- small things

    def actor_changed(self) -> None:
        """Somebody else is at the desk."""
        self.start.refresh()
        if self.workspace is not None:
            self.workspace.actor_changed()

    def _enable(self, *_: object) -> None:
        self.menus.enable(self.desk)

    def _name_kinds(self) -> None:
        years = self.desk.years if self.desk is not None else ()
        year = self.desk.year if self.desk is not None else 0
        self.menus.name_kinds(next((one.kinds for one in years if one.year == year), ()))
        self.menus.name_rounds(tuple((one.year, one.title) for one in years), year)

    def _retitle(self) -> None:
        self.setWindowTitle(f"{self.desk.path.stem} — {program()}" if self.desk else program())

    def _place(self) -> None:
        """Where it was, if a screen still shows it; a window on a screen that is gone comes back to the first one."""
        self.resize(FIRST)
        self.restoreGeometry(self.settings.state("window/geometry"))
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if screens and not any(screen.intersects(self.frameGeometry()) for screen in screens):
            self.resize(FIRST.boundedTo(screens[0].size()))
            self.move(screens[0].topLeft())

    def _remember(self) -> None:
        self.settings.put_state("window/geometry", self.saveGeometry())
        if self.workspace is not None:
            page = self.workspace.current.key
            self.settings.put("window/page", BELOW.get(page, page))
        self.settings.sync()


def _load(page: str, language: str) -> None:
    """The modules of what is shown first, on the opening thread, the sentences it speaks in, and what sorts its names."""
    forget_sources()
    import desktop.workspace_view
    from scoring.services.pinyin import dictionary

    assert desktop.workspace_view
    forget_sources()
    catalogue(language)
    dictionary()
    (next((one for one in PAGES if one.key == page), PAGES[0])).load()
    forget_sources()
