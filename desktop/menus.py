"""The menus of a window: every action with its key, named in the window's language. What an action does, the window knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.desk import Desk
from desktop.pages.house import PAGES
from desktop.theme import icon

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

Keys: TypeAlias = QKeySequence | QKeySequence.StandardKey | None
SHOWN_NAME = 230
"""Pixels of an edit's name beside its arrow, however little room there is; the menu and the tool tip have all of it."""
BUTTON = 40
"""Pixels of a button beside its words."""
CORNER = 80
"""Pixels of the button of the palette and of what is kept free around the three."""
LAST_DIGIT = 9


class Menus(QObject):
    """Made once for a window. ``enable`` follows what the window shows, ``name_history`` what can be undone."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk | None = None
        self._file()
        self._edit()
        self._go()
        self._view()
        self._help()
        self._corner()

    def enable(self, desk: Desk | None) -> None:
        for action in (self.close_workspace, self.find, self.palette, *self.pages):
            action.setEnabled(desk is not None)
        for action in (self.add_kind, self.next_round):
            action.setEnabled(desk is not None and not desk.read_only)
        self.name_history(desk)

    def name_history(self, desk: Desk | None) -> None:
        """While something is being written nothing can be undone: it might be what is being written."""
        self._desk = desk
        free = desk is not None and not desk.is_working and not desk.read_only
        undo = desk.history.next_undo if desk else None
        redo = desk.history.next_redo if desk else None
        for action, edit, bare, named in (
            (self.undo, undo, self.tr("Undo"), self.tr("Undo {0}")),
            (self.redo, redo, self.tr("Redo"), self.tr("Redo {0}")),
        ):
            text = named.format(edit.title) if edit else bare
            action.setText(text)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text} ({keys})")
            action.setEnabled(free and edit is not None)
        self._shorten()
        bar = self._window.menuBar()
        if self._corner_widget.sizeHint() != self._corner_widget.size():  # longer names want more room than they were given first
            self._corner_widget.adjustSize()
            QApplication.postEvent(bar, QResizeEvent(bar.size(), bar.size()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A wider window has room for more of a name."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self.name_history(self._desk)
        return super().eventFilter(watched, event)

    def _shorten(self) -> None:
        """What is beside the arrows: as much as is free at the right of the menus, undo before redo."""
        bar, metrics = self._window.menuBar(), self._window.fontMetrics()
        taken = max((bar.actionGeometry(action).right() for action in bar.actions()), default=0)
        room = bar.width() - taken - CORNER - 2 * BUTTON
        redo = metrics.horizontalAdvance(self.redo.text())
        for action, most in ((self.undo, room - min(redo, SHOWN_NAME)), (self.redo, 0)):
            most = max(most or room - metrics.horizontalAdvance(self.undo.iconText()), SHOWN_NAME)
            action.setIconText(metrics.elidedText(action.text(), Qt.TextElideMode.ElideRight, most))

    def name_kinds(self, kinds: tuple[str, ...]) -> None:
        """The kinds of the workspace, in the Go menu with a key each."""
        self.kinds.clear()
        self.kinds.menuAction().setVisible(len(kinds) > 1)
        for number, kind in enumerate(kinds, 1):
            self._add(self.kinds, kind, partial(self._window.look_at, kind), QKeySequence(f"Alt+{number}"))

    def name_rounds(self, rounds: tuple[tuple[int, str], ...], current: int) -> None:
        """The rounds of the workspace by their years, and which of them is looked at."""
        self.rounds.clear()
        self.rounds.menuAction().setVisible(len(rounds) > 1)
        for year, title in rounds:
            action = self._add(self.rounds, title, partial(self._window.turn_to, year))
            action.setCheckable(True)
            action.setChecked(year == current)

    # --- one after the other

    def _file(self) -> None:
        window, menu = self._window, self._menu(self.tr("&File"))
        key = QKeySequence.StandardKey
        self.new_round = self._add(menu, self.tr("New round…"), window.start.new_round, key.New, "new")
        self.open = self._add(menu, self.tr("Open…"), window.start.choose, key.Open, "open")
        self.sample = self._add(menu, self.tr("Sample district"), window.open_sample, None, "sample")
        self.sample_anew = self._add(menu, self.tr("Sample district: start over"), window.sample_anew)
        menu.addSeparator()
        self.add_kind = self._add(menu, self.tr("Add a kind of carriers…"), window.dialogs.add_kind)
        self.next_round = self._add(menu, self.tr("Next year's round…"), window.dialogs.next_round)
        self.rounds = QMenu(self.tr("Round"), menu)
        menu.addMenu(self.rounds)
        menu.addSeparator()
        self.actor = self._add(menu, self.tr("Who is at the desk…"), window.dialogs.ask_actor, None, "person")
        menu.addSeparator()
        self.new_window = self._add(menu, self.tr("New window"), lambda: window.wants_window.emit(None))
        self.close_workspace = self._add(menu, self.tr("Close workspace"), window.close_workspace, key.Close)
        self.quit = self._add(menu, self.tr("Quit"), window.close, QKeySequence("Ctrl+Q"))

    def _edit(self) -> None:
        menu = self._menu(self.tr("&Edit"))
        self.undo = self._add(menu, self.tr("Undo"), self._window.undo, QKeySequence.StandardKey.Undo, "undo")
        redo = QKeySequence(QKeySequence.StandardKey.Redo)
        self.redo = self._add(menu, self.tr("Redo"), self._window.redo, redo, "redo")
        menu.addSeparator()
        self.find = self._add(menu, self.tr("Find on this page"), self._window.find_here, QKeySequence.StandardKey.Find)
        self.redo.setShortcuts([redo, QKeySequence("Ctrl+Y")])

    def _go(self) -> None:
        menu = self._menu(self.tr("&Go"))
        self.palette = self._add(menu, self.tr("Go to…"), self._window.dialogs.open_palette, QKeySequence("Ctrl+K"), "search")
        menu.addSeparator()
        self.pages = [
            self._add(menu, page.name(), partial(self._window.go, page.key), _key_of(number), page.icon)
            for number, page in enumerate(PAGES, 1)
        ]
        menu.addSeparator()
        self.kinds = QMenu(self.tr("Kind of carriers"), menu)
        menu.addMenu(self.kinds)
        self.name_kinds(())
        self.name_rounds((), 0)

    def _view(self) -> None:
        window, menu = self._window, self._menu(self.tr("&View"))
        looks = (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        self.looks = self._choice(menu, looks, window.settings.look, window.wants_look.emit)
        menu.addSeparator()
        # Each in its own language, so that whoever sees the wrong one finds back.
        self.languages = self._choice(
            menu, (("zh", "中文"), ("en", "English")), window.settings.language, window.wants_language.emit
        )

    def _help(self) -> None:
        window, menu = self._window, self._menu(self.tr("&Help"))
        self.manual = self._add(menu, self.tr("Manual"), window.dialogs.show_manual, QKeySequence("F1"))
        self.first_steps = self._add(menu, self.tr("First steps"), window.show_guide)
        menu.addSeparator()
        self.diagnostics = self._add(menu, self.tr("Diagnostics…"), window.dialogs.show_diagnostics)
        self.about = self._add(menu, self.tr("About Fuping"), window.dialogs.show_about)

    def _corner(self) -> None:
        """Undo, redo and the palette at the right of the menus, for the mouse."""
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 2, 10, 2)
        row.setSpacing(4)
        self.palette.setToolTip(self.tr("Go to a page or a carrier (Ctrl+K)"))
        for action, style in (
            (self.undo, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
            (self.redo, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
            (self.palette, Qt.ToolButtonStyle.ToolButtonIconOnly),
        ):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(style)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has the menus and their keys
            row.addWidget(button)
        self._window.menuBar().setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self._window.menuBar().installEventFilter(self)
        self._corner_widget = corner

    # --- small things

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _add(self, menu: QMenu, text: str, run: Callable[[], object], keys: Keys = None, picture: str = "") -> QAction:
        action = QAction(text, self._window)
        if picture:
            action.setIcon(icon(picture, "faint"))
        action.triggered.connect(lambda *_: run())
        if keys is not None:
            action.setShortcut(keys)
        menu.addAction(action)
        return action

    def _choice(
        self, menu: QMenu, choices: tuple[tuple[str, str], ...], chosen: str, run: Callable[[str], object]
    ) -> dict[str, QAction]:
        group = QActionGroup(self._window)
        found = {}
        for key, text in choices:
            action = self._add(menu, text, partial(run, key))
            action.setCheckable(True)
            action.setChecked(key == chosen)
            group.addAction(action)
            found[key] = action
        return found


def _key_of(number: int) -> Keys:
    """Of a page in the order of the rail; there are nine such keys, what comes after is gone to by name."""
    return QKeySequence(f"Ctrl+{number}") if number <= LAST_DIGIT else None


def program() -> str:
    """The program's name, in the window's language."""
    return QCoreApplication.translate("MainWindow", "Fuping")
