"""One window, one workspace: the rail at the left, the pages beside it, notices above and progress below. Without a workspace the start page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, Visit
from desktop.opening import Opened, open_desk
from desktop.pages.house import PAGES
from desktop.pages.page import Page
from desktop.pages.start.page import StartPage
from desktop.settings import Settings
from desktop.tasks import Asked
from desktop.theme import icon
from desktop.widgets.notice import Notice
from desktop.widgets.palette import CommandPalette
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.rail import Rail, Step
from desktop.widgets.text import label
from scoring.errors import Said
from scoring.messages import tell
from scoring.services.changes import Changes
from scoring.services.steps import StepState, step_states
from scoring.services.workplace import Workplace

SMALLEST = QSize(960, 600)
FIRST = QSize(1280, 820)


class MainWindow(QMainWindow):
    """Signals: ``wants_window`` with the workspace that another window is to show (None: an empty one); ``broke`` with an exception."""

    wants_window = Signal(object)
    broke = Signal(object)

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.settings = settings
        self.desk: Desk | None = None
        self.workspace: WorkspaceView | None = None
        self._stack = QStackedWidget()
        self.start = StartPage(settings)
        self.start.chosen.connect(self.open)
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self._build_menus()
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST)
        self.restoreGeometry(settings.state("window/geometry"))
        self._retitle()
        if path is not None:
            self.open(path)

    # --- the workspace

    def open(self, path: Path) -> None:
        """Show a workspace: here if there is none yet, else in another window."""
        if self.desk is not None:
            self.wants_window.emit(path)
            return
        opened = open_desk(path, self.settings)
        if isinstance(opened, Said):
            self.start.refuse(tell(opened, self.settings.language))
            return
        self._show(opened)

    def _show(self, opened: Opened) -> None:
        self.desk = opened.desk
        self.desk.broke.connect(self.broke)
        self.settings.opened(opened.desk.path)
        self.workspace = WorkspaceView(opened)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self.desk.history.changed.connect(self._name_history)
        self._enable()
        self._name_history()
        self._retitle()

    def close_workspace(self) -> None:
        """Back to the start page; everything is in the file already."""
        if self.desk is None or self.workspace is None:
            return
        self._remember()
        self._stack.setCurrentWidget(self.start)
        self._stack.removeWidget(self.workspace)
        self.workspace.deleteLater()
        self.desk.close()
        self.desk, self.workspace = None, None
        self.start.refresh()
        self._enable()
        self._retitle()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Never asks: autosave is how it works."""
        self._remember()
        if self.desk is not None:
            self.desk.close()
        super().closeEvent(event)

    def _remember(self) -> None:
        self.settings.put_state("window/geometry", self.saveGeometry())
        if self.workspace is not None and self.desk is not None:
            self.settings.put("window/page", self.workspace.current.key)
        self.settings.sync()

    # --- menus

    def _build_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(self.tr("&File"))
        self.new_action = self._action(file, self.tr("New round …"), self.start.new_round, QKeySequence.StandardKey.New)
        self.open_action = self._action(file, self.tr("Open …"), self.start.choose, QKeySequence.StandardKey.Open)
        self.sample_action = self._action(file, self.tr("Sample district"), self.start.open_sample)
        file.addSeparator()
        self._action(file, self.tr("New window"), lambda: self.wants_window.emit(None))
        self.close_action = self._action(file, self.tr("Close workspace"), self.close_workspace, QKeySequence.StandardKey.Close)
        self._action(file, self.tr("Quit"), self.close, QKeySequence.StandardKey.Quit)
        edit = bar.addMenu(self.tr("&Edit"))
        self.undo_action = self._action(edit, self.tr("Undo"), self._undo, QKeySequence.StandardKey.Undo)
        self.redo_action = self._action(edit, self.tr("Redo"), self._redo, QKeySequence.StandardKey.Redo)
        go = bar.addMenu(self.tr("&Go"))
        self.palette_action = self._action(go, self.tr("Go to …"), self._open_palette, QKeySequence("Ctrl+K"))
        go.addSeparator()
        self.page_actions = [
            self._action(go, page.name(), partial(self._go, page.key), QKeySequence(f"Ctrl+{number}"))
            for number, page in enumerate(PAGES, 1)
        ]
        self.view_menu = bar.addMenu(self.tr("&View"))
        self.help_menu = bar.addMenu(self.tr("&Help"))
        self._enable()

    def _action(
        self, menu: QWidget, text: str, run: Callable[[], object], keys: QKeySequence | QKeySequence.StandardKey | None = None
    ) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda *_: run())
        if keys is not None:
            action.setShortcut(keys)
        menu.addAction(action)
        return action

    def _undo(self) -> None:
        if self.desk is not None:
            self.desk.undo()

    def _redo(self) -> None:
        if self.desk is not None:
            self.desk.redo()

    def _go(self, key: str) -> None:
        if self.desk is not None:
            self.desk.visit(key)

    def _enable(self) -> None:
        for action in (self.close_action, self.palette_action, *self.page_actions):
            action.setEnabled(self.desk is not None)
        if self.desk is None:
            self.undo_action.setEnabled(False)
            self.redo_action.setEnabled(False)

    def _name_history(self) -> None:
        if self.desk is None:
            return
        undo, redo = self.desk.history.next_undo, self.desk.history.next_redo
        self.undo_action.setText(self.tr("Undo {0}").format(undo.title) if undo else self.tr("Undo"))
        self.redo_action.setText(self.tr("Redo {0}").format(redo.title) if redo else self.tr("Redo"))
        self.undo_action.setEnabled(undo is not None)
        self.redo_action.setEnabled(redo is not None)

    def _open_palette(self) -> None:
        if self.desk is not None:
            CommandPalette(self.desk, self).open()

    def _retitle(self) -> None:
        name = self.tr("Fuping")
        self.setWindowTitle(f"{self.desk.path.stem} — {name}" if self.desk else name)


class WorkspaceView(QWidget):
    """Rail, pages, notices and progress of one open workspace."""

    def __init__(self, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = opened.desk
        self.notice = Notice()
        self.progress = ProgressStrip()
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self.rail = Rail(tuple(Step(page.key, page.name(), page.icon, page.counts) for page in PAGES))
        self.kinds = QComboBox()
        self.kinds.setObjectName("kinds")
        self.kinds.setAccessibleName(self.tr("Kind of carriers"))
        self.kinds.addItems(list(opened.kinds))
        self._lay_out(opened)
        self.rail.went.connect(self._show_page)
        self.kinds.currentTextChanged.connect(self.desk.look_at)
        self.desk.visited.connect(self._visit)
        self.desk.refused.connect(lambda said: self.notice.tell(tell(said, self.desk.language)))
        self.desk.said.connect(lambda text: self.notice.tell(text, level="good"))
        self.desk.working.connect(self.progress.follow)
        self.desk.changed.connect(self._changed)
        self.desk.kind_changed.connect(lambda _: self._ask_states())
        self.desk.kind = opened.kinds[0]
        known = [page.key for page in PAGES]
        last = self.desk.settings.text("window/page")
        self.rail.go(last if last in known else known[0])
        self._ask_states()

    @property
    def current(self) -> Page:
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def page(self, key: str) -> Page:
        """Made when it is first wanted: the window opens with one page, not with all."""
        if key not in self._pages:
            made = next(page for page in PAGES if page.key == key).load()(self.desk)
            self._pages[key] = made
            self._stack.addWidget(made)
        return self._pages[key]

    def _lay_out(self, opened: Opened) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 12, 0, 8)
        left.setSpacing(8)
        district = label(opened.district, "heading", wrap=True)
        year = label(opened.round_title, "faint")
        for one in (district, year, self.kinds):
            one.setContentsMargins(18, 0, 12, 0)
            left.addWidget(one)
        self.kinds.setVisible(len(opened.kinds) > 1)
        left.setAlignment(self.kinds, Qt.AlignmentFlag.AlignHCenter)
        self.kinds.setFixedWidth(self.rail.width() - 24)
        district.setMaximumWidth(self.rail.width())
        left.addWidget(self.rail, 1)
        right = QVBoxLayout()
        right.setContentsMargins(16, 12, 16, 10)
        right.setSpacing(8)
        if self.desk.read_only:
            row = QHBoxLayout()
            picture = label()
            picture.setPixmap(icon("lock", "warning").pixmap(18, 18))
            row.addWidget(picture)
            who = self.tr("Read only: {0} has this workspace open.").format(self.desk.held_by)
            row.addWidget(label(who, "warning"), 1)
            right.addLayout(row)
        right.addWidget(self.notice)
        right.addWidget(self._stack, 1)
        right.addWidget(self.progress)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left)
        whole.addLayout(right, 1)

    def _show_page(self, key: str) -> None:
        page = self.page(key)
        self.desk.carrier_page = key if page.shows_carrier else ""
        self._stack.setCurrentWidget(page)

    def _visit(self, visit: Visit) -> None:
        self.rail.go(visit.page)
        self.page(visit.page).arrive(visit)

    def _changed(self, _: Changes) -> None:
        self._ask_states()

    def _ask_states(self) -> None:
        kind = self.desk.kind
        self.desk.reckon_idly(lambda place, asked: _states(place, kind, asked), self._tell_states, owner=self)

    def _tell_states(self, states: tuple[StepState, ...]) -> None:
        for state in states:
            if any(page.key == state.key for page in PAGES):
                self.rail.tell(state.key, tell(state.said, self.desk.language), state.left)


def _states(place: Workplace, kind: str, asked: Asked) -> tuple[StepState, ...]:
    opened = place.opened(kind)
    return step_states(opened, asked, lambda run: place.differs(opened, run, asked))
