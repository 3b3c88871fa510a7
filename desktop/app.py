"""The application: furnished once, then windows, until the last is closed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.errors import Net
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.theme import furnish, icon, set_type, wear
from desktop.words import speak

TURN = 0.0001
"""Seconds after which a worker gives way to the window. A table asks for each of its cells anew, and waits for its turn every
time: with Python's own 5 ms a paint of 300 cells beside a busy worker took over a second; with half a millisecond the ranking of a
nation still stood for 0.8 to 1.7 s while it was compared, with this 0.03 s, and the worker needs a twentieth longer.
"""


class Application:
    """The windows that are open. ``settings`` overrides the user's own (tests, screenshots)."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.windows: list[MainWindow] = []
        self.report: Callable[[BaseException], object] = self._show_crash
        """What is done about a bug: a dialog, or a test's own list."""
        self.net = Net()
        self.net.broke.connect(self._broken)
        sys.setswitchinterval(TURN)
        app.setWindowIcon(icon("fuping"))
        speak(app, settings.language)
        furnish(app, settings.look, settings.language)

    def open(self, path: Path | None = None) -> MainWindow:
        """A window, on a workspace or on the start page."""
        window = MainWindow(self.settings, path)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.wants_window.connect(self.open)
        window.wants_sample.connect(self.open_sample)
        window.wants_look.connect(self.wear)
        window.wants_language.connect(self.speak)
        window.broke.connect(self._broken)
        window.destroyed.connect(lambda: self.windows.remove(window) if window in self.windows else None)
        self.windows.append(window)
        window.show()
        return window

    def open_sample(self, anew: bool = False) -> MainWindow:
        """A window that builds the sample district if need be, then shows it."""
        window = self.open()
        window.start.open_sample(anew=anew)
        return window

    def begin(self) -> MainWindow:
        """The first window of a day: the start page, but as long as nobody has work of their own the sample district."""
        own = [one for one in self.settings.recent if one.path.parent != self.settings.sample_folder.resolve()]
        return self.open() if own else self.open_sample()

    def wear(self, look: str) -> None:
        """Light, dark, or as the system; at once, in every window."""
        self.settings.look = look
        wear(self.app, look)
        for window in self.windows:
            window.menus.looks[look].setChecked(True)
            window.repainted()

    def speak(self, language: str) -> None:
        """The other language at once: every window is made anew, where it was, on what it showed."""
        busy = [window.desk for window in self.windows if window.desk is not None and window.desk.is_working]
        for desk in busy:
            desk.refuse("starting.working")
        if busy or language == self.settings.language:
            for window in self.windows:
                window.menus.languages[self.settings.language].setChecked(True)
            return
        self.settings.language = language
        speak(self.app, language)
        set_type(self.app, language)
        for old in list(self.windows):
            path = old.desk.path if old.desk is not None else None
            old.close_workspace()
            new = self.open(path)
            new.setGeometry(old.geometry())
            old.close()

    def _broken(self, error: BaseException) -> None:
        self.report(error)

    def _show_crash(self, error: BaseException) -> None:
        """One dialog however much breaks: what comes while it stands is added to it."""
        from desktop.widgets.crash import CrashDialog

        CrashDialog.report(error, self.app.activeWindow())


def main(words: Sequence[str] | None = None) -> int:
    """``fuping-window [WORKSPACE]``."""
    asked = argparse.ArgumentParser(prog="fuping-window")
    asked.add_argument("workspace", nargs="?", type=Path)
    given = asked.parse_args(words)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("fuping")
    app.setOrganizationName("fuping")
    ours = Application(app, Settings())
    ours.net.spread()
    if given.workspace is None:
        ours.begin()
    else:
        ours.open(given.workspace)
    return app.exec()
