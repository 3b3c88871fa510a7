"""Bugs: one dialog, whole data, and a file that names nobody unless asked to."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.app import Application
from desktop.widgets.crash import CrashDialog
from scoring.services.changes import Change, changes
from scoring.services.rounds import enrol
from scoring.services.workplace import Workplace
from tests.desktop.screens import Window
from tests.desktop.workspaces import place

FIRM = "云岬秘密科技有限公司"


@pytest.fixture
def shown(fuping: Application) -> Iterator[list[CrashDialog]]:
    """The crash dialogs that stand, with the application's own way of showing them."""
    found: list[CrashDialog] = []
    fuping.report = lambda error: found.append(CrashDialog.report(error, fuping.app.activeWindow()))
    yield found
    for dialog in set(found):
        if isValid(dialog):
            dialog.close()


def broken(where: Workplace) -> None:
    with where.store.writing():
        enrol(where.opened(), name=FIRM, uscc="91310113YFP9200142", actor=where.actor, now=where.now)
        raise ZeroDivisionError(FIRM)


def test_a_bug_in_a_write_leaves_the_data_as_they_were(window: Window, workspace: Path, shown: list[CrashDialog]) -> None:
    window.desk.write("坏的", lambda where, _: broken(where), changes(Change.ROSTER))
    window.wait(lambda: shown)
    assert FIRM not in shown[0].text.toPlainText()
    assert "ZeroDivisionError" in shown[0].text.toPlainText()
    with place(workspace) as there:
        assert FIRM not in [one.name for one in there.opened().participants()]
    done: list[str] = []
    window.desk.write("好的", lambda where, _: where.opened().kind(), changes(Change.ROSTER), done.append)
    window.wait(lambda: done)


def unknown() -> None:
    raise KeyError(FIRM)


def with_cause() -> BaseException:
    try:
        unknown()
    except KeyError as cause:
        error = ValueError(f"no {FIRM}")
        error.__cause__ = cause
        return error
    raise AssertionError


def test_the_saved_file_has_the_message_only_where_it_is_ticked(fuping: Application, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = CrashDialog(with_cause())
    qtbot.addWidget(dialog)
    file = tmp_path / "diagnostics.txt"
    dialog.save_to(file)
    text = file.read_text("utf-8")
    assert FIRM not in text
    assert str(Path(__file__).parent) not in text
    assert text.index("KeyError") < text.index("ValueError")
    assert "test_crash.py" in text
    dialog.with_message.setChecked(True)
    dialog.save_to(file)
    assert file.read_text("utf-8").count(FIRM) == 2


def test_several_bugs_share_one_dialog(window: Window, shown: list[CrashDialog]) -> None:
    for number in range(30):
        window.desk.read(lambda *_, number=number: [][number], lambda _: None)
    window.wait(lambda: len(shown) == 30)
    assert len(set(map(id, shown))) == 1
    assert len(shown[0].errors) == 20
    assert shown[0].text.toPlainText().count("IndexError") == 20
    first = shown[0]
    first.close()
    window.desk.read(lambda *_: 1 // 0, lambda _: None)
    window.wait(lambda: len(shown) == 31)
    assert shown[30] is not first


def test_what_nobody_caught_on_any_thread_is_shown(fuping: Application, qtbot: QtBot, qapp: QApplication) -> None:
    heard: list[BaseException] = []
    fuping.report = heard.append
    before = sys.excepthook, threading.excepthook
    fuping.net.spread()
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        sys.excepthook(KeyError, KeyError("here"), None)
        qtbot.waitUntil(lambda: len(heard) == 2)
    finally:
        sys.excepthook, threading.excepthook = before
    assert {type(error) for error in heard} == {ZeroDivisionError, KeyError}
