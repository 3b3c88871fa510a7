"""Page objects: tests speak the user's language, only these know widgets. The window here; pages have theirs beside their tests."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.pages.page import Page
from desktop.widgets.table import Table
from desktop.workspace_view import WorkspaceView

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000
"""Milliseconds; the machines that run this stall."""


class Window:
    """The main window with a workspace open."""

    def __init__(self, widget: MainWindow, qtbot: QtBot) -> None:
        self.widget, self.qtbot = widget, qtbot
        self.arrived()

    def arrived(self) -> None:
        """Until the workspace that is being opened is shown, or refused."""
        self.wait(lambda: self.widget.opening is None)

    @property
    def view(self) -> WorkspaceView:
        assert self.widget.workspace is not None
        return self.widget.workspace

    @property
    def desk(self) -> Desk:
        assert self.widget.desk is not None
        return self.widget.desk

    def go(self, key: str, kind: type[P]) -> P:
        """To a page by the rail, and wait until it shows its answer."""
        self.view.rail.go(key)
        page = self.view.current
        assert isinstance(page, kind)
        self.settled()
        return page

    def settled(self) -> None:
        """Until the page in view shows the answer to its last question and nothing is being written."""
        self.wait(lambda: self.view.current.is_fresh and not self.desk.is_working)

    def wait(self, holds: Any) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE)

    def notice(self) -> str:
        """What the strip above the page says; empty while it is hidden."""
        return self.view.notice.text.text() if self.view.notice.isVisible() else ""

    def press(self, name: str) -> None:
        """A button of the page in view, by its object name."""
        button = self.view.current.findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), name
        button.click()

    def child(self, kind: type[W], name: str) -> W:
        """A widget of the page in view."""
        found = self.view.current.findChild(kind, name)
        assert found is not None, name
        return found


def texts(table: Table) -> list[list[str]]:
    """What a table shows, row by row as it is sorted and filtered."""
    model = table.rows
    return [
        [
            str(model.index(row, column, QModelIndex()).data(Qt.ItemDataRole.DisplayRole) or "")
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]
