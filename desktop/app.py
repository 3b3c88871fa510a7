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
from desktop.theme import furnish
from desktop.words import speak


class Application:
    """The windows that are open. ``settings`` overrides the user's own (tests, screenshots)."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.windows: list[MainWindow] = []
        self.report: Callable[[BaseException], object] = self._show_crash
        """What is done about a bug: a dialog, or a test's own list."""
        self.net = Net()
        self.net.broke.connect(self._broken)
        speak(app, settings.language)
        furnish(app, settings.look)

    def open(self, path: Path | None = None) -> MainWindow:
        """A window, on a workspace or on the start page."""
        window = MainWindow(self.settings, path)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.wants_window.connect(self.open)
        window.broke.connect(self._broken)
        window.destroyed.connect(lambda: self.windows.remove(window) if window in self.windows else None)
        self.windows.append(window)
        window.show()
        return window

    def _broken(self, error: BaseException) -> None:
        self.report(error)

    def _show_crash(self, error: BaseException) -> None:
        from desktop.widgets.crash import CrashDialog

        CrashDialog(error, self.app.activeWindow()).open()


def main(words: Sequence[str] | None = None) -> int:
    """``fuping-window [WORKSPACE]``."""
    asked = argparse.ArgumentParser(prog="fuping-window")
    asked.add_argument("workspace", nargs="?", type=Path)
    given = asked.parse_args(words)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("fuping")
    app.setOrganizationName("fuping")
    app.setStyle("Fusion")
    ours = Application(app, Settings())
    ours.net.spread()
    ours.open(given.workspace)
    return app.exec()
