"""Who may write: one window holds a workspace, a second one reads and says who; a holder that crashed is passed over."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import QSysInfo
from PySide6.QtWidgets import QMessageBox

from desktop.history import Edit
from desktop.pages.journal.page import JournalPage
from desktop.pages.roster.page import RosterPage
from desktop.settings import Settings
from desktop.tasks import Asked
from scoring.services.changes import Change, changes
from scoring.services.rounds import enrol
from scoring.services.workplace import Workplace
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, place

NAME, CODE = "云岬新客孵化器", "91310113YFP9200142"
HOLDER = """
import sys
from dataclasses import replace
from datetime import datetime, UTC
from pathlib import Path
from desktop.holding import Holding
held = Holding(Path(sys.argv[1]))
assert held.take("李经办", datetime.now(UTC)) is None
print("held", flush=True)
sys.stdin.read()
"""

Opened = Callable[[Path], Window]


def add_one(where: Workplace) -> None:
    enrol(where.opened(), name=NAME, uscc=CODE, actor=where.actor, now=where.now)


def written(window: Window, work: Callable[[Workplace], None] = add_one) -> None:
    window.desk.write("名册", lambda where, _: work(where), changes(Change.ROSTER))
    window.wait(lambda: not window.desk.is_working)


def names(path: Path) -> list[str]:
    with place(path) as there:
        return [one.name for one in there.opened().participants()]


@pytest.fixture
def other_program(workspace: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the workspace until it is told or killed."""
    root = Path(__file__).parents[2]
    started = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    with started:
        assert started.stdout is not None
        assert started.stdout.readline() == "held\n"
        yield started
        started.kill()


def test_a_second_window_reads_and_says_who_holds_the_file(window: Window, opened: Opened, workspace: Path) -> None:
    second = opened(workspace)
    assert not window.desk.read_only
    assert second.desk.read_only
    said = second.view.locked.text.text()
    assert ACTOR in said
    assert QSysInfo.machineHostName() in said
    written(second)
    assert "只读" in second.notice()
    assert NAME not in names(workspace)
    written(window)
    assert NAME in names(workspace)


def test_who_only_reads_sees_what_the_other_one_writes(window: Window, opened: Opened, workspace: Path) -> None:
    second = opened(workspace)
    page = second.go("roster", RosterPage)
    second.view._look_again()
    second.wait(lambda: second.view._version)
    written(window)
    second.view._look_again()
    second.wait(lambda: any(NAME in row for row in texts(page.table)))


def test_closing_gives_the_file_back_and_leaves_nothing_beside_it(window: Window, opened: Opened, workspace: Path) -> None:
    assert len(list(workspace.parent.glob(".~*"))) == 2
    window.widget.close_workspace()
    assert list(workspace.parent.glob(".~*")) == []
    assert not opened(workspace).desk.read_only


def test_another_program_holds_it_and_after_a_crash_nobody_does(
    other_program: subprocess.Popen[str], opened: Opened, workspace: Path
) -> None:
    reading = opened(workspace)
    assert reading.desk.read_only
    assert "李经办" in reading.view.locked.text.text()
    reading.widget.close_workspace()
    other_program.kill()
    other_program.wait()
    assert len(list(workspace.parent.glob(".~*"))) == 2  # what the killed one left
    after = opened(workspace)
    assert not after.desk.read_only
    written(after)
    assert NAME in names(workspace)


def test_a_lock_that_is_lost_makes_the_window_read_only(window: Window, workspace: Path) -> None:
    assert window.desk.holding is not None
    window.desk.holding.lock_path.unlink()
    written(window)
    assert window.desk.read_only
    assert window.view.locked.isVisible()
    assert ".lock" in window.notice()
    assert NAME not in names(workspace)


def test_a_lost_lock_is_noticed_without_writing(window: Window) -> None:
    assert window.desk.holding is not None
    window.desk.holding.lock_path.unlink()
    window.view._look_again()
    window.wait(lambda: window.desk.read_only)
    assert not window.widget.menus.add_kind.isEnabled()


def test_where_no_lock_can_be_made_the_window_only_reads(opened: Opened, workspace: Path) -> None:
    (workspace.parent / f".~{workspace.name}.lock").mkdir()
    window = opened(workspace)
    assert window.desk.read_only
    assert "不能写入" in window.view.locked.text.text()


def test_nothing_can_be_undone_while_something_is_being_written(window: Window) -> None:
    edit = Edit("加入名册", add_one, lambda _: None, changes(Change.ROSTER))
    window.desk.do(edit)
    menus = window.widget.menus
    window.wait(menus.undo.isEnabled)
    assert menus.undo.text() == "撤销 加入名册"
    go_on = Event()
    window.desk.write("慢", lambda *_: go_on.wait(20), changes(Change.ROSTER))
    assert not menus.undo.isEnabled()
    window.desk.undo()
    go_on.set()
    window.wait(menus.undo.isEnabled)
    assert window.desk.history.next_undo == replace(edit, year=window.desk.year)


def test_another_person_sits_down_and_the_journal_says_so(window: Window, workspace: Path, settings: Settings) -> None:
    settings.actor = "赵接班"
    written(window)
    with place(workspace) as there:
        row = there.store.row("SELECT actor FROM journal ORDER BY rowid DESC LIMIT 1")
    assert row == ("赵接班",)


def test_of_several_jobs_the_one_that_still_lasts_is_shown_and_asked_about(window: Window) -> None:
    """As when reports are saved and the journal is looked through meanwhile."""
    begun, go_on = Event(), Event()

    def lasting(_: Workplace, asked: Asked) -> None:
        begun.set()
        asked.step(3, 9, "丙")
        assert go_on.wait(20)

    over: list[object] = []
    window.desk.write("保存报告", lasting, changes(), over.append)
    window.wait(window.view.progress.isVisible)
    window.desk.look("核对日志", lambda *_: time.sleep(1.0), over.append)
    window.wait(lambda: window.view.progress.title.text() == "核对日志")
    window.wait(lambda: over == [None])
    assert window.view.progress.isVisible()
    assert window.view.progress.title.text() == "保存报告"
    assert window.view.progress.where.text().startswith("3 / 9　丙")
    window.widget.close()
    box = window.widget.findChild(QMessageBox, "still_working")
    assert "保存报告" in box.text()
    box.reject()
    go_on.set()
    window.wait(lambda: len(over) == 2)
    window.wait(lambda: not window.view.progress.isVisible())


def test_a_page_that_takes_long_to_read_says_how_far_it_is_and_can_be_stopped(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.go("roster", RosterPage)
    window.settled()

    def endless(_: Workplace, asked: Asked) -> object:
        while True:
            time.sleep(0.01)
            asked.step(1, 4, "甲")

    with monkeypatch.context() as slow:
        slow.setattr(page, "question", lambda: endless)
        page.ask_again()
        window.wait(window.view.progress.isVisible)
        assert window.view.progress.title.text() == "正在读取本页"
        assert not window.view.progress.lasting, "whoever closes the window loses nothing by it"
        window.view.progress.cancel.click()
        window.wait(lambda: not window.view.progress.isVisible())
    assert "已停止读取" in window.notice()
    assert not page.is_fresh
    window.go("journal", JournalPage)
    window.go("roster", RosterPage)
    window.wait(lambda: page.is_fresh)


def test_closing_asks_before_it_breaks_off_what_lasts(window: Window, workspace: Path) -> None:
    begun, go_on = Event(), Event()

    def lasting(where: Workplace, asked: object) -> None:
        begun.set()
        go_on.wait(20)
        with where.store.writing():
            add_one(where)
            asked.step(1, 2, "")  # type: ignore[attr-defined]

    window.desk.write("慢慢写入", lasting, changes(Change.ROSTER))
    window.wait(window.view.progress.isVisible)
    window.widget.menus.languages["en"].trigger()
    assert "切换语言" in window.notice()
    window.widget.menus.close_workspace.trigger()
    assert window.widget.workspace is not None
    box = window.widget.findChild(QMessageBox, "still_working")
    Timer(0.3, go_on.set).start()  # by then the window waits for the work that it has asked to stop
    next(button for button in box.buttons() if button.text() == "停止并关闭").click()
    assert window.widget.workspace is None
    assert NAME not in names(workspace)
