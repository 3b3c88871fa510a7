"""The window on the real worker threads, with settings of its own and a workspace that may be written to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.settings import Settings
from resources.i18n.linguist import compiled
from tests.desktop.screens import Window
from tests.desktop.workspaces import ACTOR, worked


@pytest.fixture(scope="session", autouse=True)
def _translations() -> None:
    compiled()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "settings.ini")
    made.actor = ACTOR
    return made


@pytest.fixture
def fuping(qapp: QApplication, settings: Settings, qtbot: QtBot) -> Iterator[Application]:
    """The application; its windows are closed afterwards, and whatever broke fails the test."""
    made = Application(qapp, settings)
    broken: list[BaseException] = []
    made.report = broken.append
    yield made
    for window in list(made.windows):
        window.close()
    assert broken == []


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The three worked carriers, sealed."""
    return worked(tmp_path)


@pytest.fixture
def window(fuping: Application, workspace: Path, qtbot: QtBot) -> Window:
    """The main window on the worked carriers."""
    return Window(fuping.open(workspace), qtbot)


@pytest.fixture
def opened(fuping: Application, qtbot: QtBot) -> Callable[[Path], Window]:
    """The main window on any workspace."""

    def open_(path: Path) -> Window:
        return Window(fuping.open(path), qtbot)

    return open_
