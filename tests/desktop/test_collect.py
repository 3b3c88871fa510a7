"""收表 in the window: dropped files, their fate, who is late, and a carrier's workbooks as they were received."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDate, QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester

from desktop.job import Job
from desktop.pages.collect.due import DueDialog
from desktop.pages.collect.page import CollectPage
from desktop.pages.collect.versions import VersionsDialog
from desktop.pages.roster.page import RosterPage
from desktop.widgets import files
from scoring.services.rounds import new_workspace
from scoring.store import doctor
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, NOW, place, worked_returns

CODES = {"启川": "91310113YFP9000018", "听澜": "91310113YFP900002B", "沐野": "91310113YFP900003E"}
NAMES = ("云岬启川科技企业孵化器", "云岬听澜创新工场", "云岬沐野生物孵化基地")
NAME, STATE, LATE, VERSION, FILE = 0, 1, 2, 4, 9


class Collect:
    """The page as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("collect", CollectPage)

    def column(self, number: int) -> list[str]:
        self.window.settled()
        return [row[number] for row in texts(self.page.table)]

    def drop(self, *paths: Path) -> None:
        """On the middle of the window, as the system delivers it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        window, copy, left = self.window.widget, Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        at, keys = window.rect().center(), Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(at, copy, data, left, keys)
        QApplication.sendEvent(window, entered)
        assert entered.isAccepted()
        assert self.page.drops.sign.isVisible()
        QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, data, left, keys))
        assert not self.page.drops.sign.isVisible()

    def brought(self) -> str:
        """What the summary says, once it is there."""
        before = self.page.summary.batch
        self.window.wait(lambda: self.page.summary.batch is not before)
        self.window.settled()
        return self.page.summary.heading.text() + "：" + self.page.summary.counts.text()

    def chip(self, name: str) -> QPushButton:
        return self.window.child(QPushButton, f"chip_{name}")

    def choose(self, part: str) -> None:
        self.page.table.go_to(self.page.model.index_of(lambda one: part in one.name))

    def action(self, name: str) -> QAction:
        found = self.page.table.findChild(QAction, name)
        assert found is not None
        return found


@pytest.fixture
def empty(opened: Callable[[Path], Window], tmp_path: Path) -> Window:
    path = tmp_path / "new.fuping"
    new_workspace(path, district="示例区", assessment_year=2026, data_year=2025, actor=ACTOR, now=NOW).store.close()
    return opened(path)


def enlist(window: Window, *names: str) -> None:
    page = window.go("roster", RosterPage)
    dialog = page.paste()
    dialog.block.setPlainText("\n".join(f"{name}\t{code}" for part, code in CODES.items() for name in names if part in name))
    window.wait(lambda: dialog.is_fresh)
    dialog.put.click()
    window.settled()


def corrected(folder: Path, part: str) -> Path:
    source = next(path for path in worked_returns().iterdir() if part in path.name)
    book = load_workbook(source)
    book.properties.title = "重报"
    book.save(folder / f"{part}重报.xlsx")
    return folder / f"{part}重报.xlsx"


def test_a_folder_dropped_on_an_empty_workspace_comes_in(empty: Window, tmp_path: Path, qtmodeltester: ModelTester) -> None:
    """From a pasted roster to three returns; a stranger is put on the roster from where its return was refused."""
    enlist(empty, *NAMES[:2])
    collect = Collect(empty)
    assert collect.column(STATE) == ["未交", "未交"]
    shutil.copytree(worked_returns(), tmp_path / "dropped")
    (tmp_path / "dropped" / "坏.xlsx").write_bytes(b"no workbook")
    collect.drop(tmp_path / "dropped")
    assert collect.brought() == "读了 4 份工作簿：已收下 2　不在名册 1　读不了 1"
    assert collect.column(STATE) == ["已收", "已收"]
    summary = collect.page.summary
    by_file = {row[1]: row for row in texts(summary.table)}
    assert "不是 Excel 工作簿" in by_file["坏.xlsx"][5]
    empty.press("summary_enrol")
    assert collect.brought() == "读了 1 份工作簿：已收下 1"
    assert collect.column(STATE) == ["已收", "已收", "已收"]
    assert not summary.enrol_button.isVisible()
    collect.drop(corrected(tmp_path, "启川"))
    assert collect.brought() == "读了 1 份工作簿：更正后收下 1"
    assert sorted(collect.column(VERSION)) == ["第 1 次", "第 1 次", "第 2 次"]
    for model in (collect.page.model, summary.model):
        qtmodeltester.check(model)
    assert empty.desk.history.next_undo is None, "an import is not undone"
    summary.table.go_to(summary.model.index(0, 0))
    summary.table.opened.emit(summary.table.current_row())
    assert empty.view.current.key == "verify"
    assert not empty.widget.acceptDrops(), "another page takes no files"


def test_an_import_stopped_halfway_leaves_all_as_before(empty: Window, tmp_path: Path) -> None:
    enlist(empty, *NAMES)
    collect = Collect(empty)
    undone = empty.desk.history.next_undo
    with place(empty.desk.path) as seen:
        before = list(seen.store.db.conn.iterdump())

    def stop_after_one(job: Job) -> None:
        job.stepped.connect(lambda done, *_: job.cancel() if done >= 1 else None)

    empty.desk.working.connect(stop_after_one)
    collect.drop(worked_returns(), *(corrected(tmp_path, part) for part in CODES))
    empty.wait(lambda: "已停止" in empty.notice())
    empty.settled()
    assert "一份也没有收下" in empty.notice()
    assert collect.column(STATE) == ["未交"] * 3
    assert collect.page.summary.isHidden()
    assert empty.desk.history.next_undo is undone is not None, "what was done before can still be undone"
    with place(empty.desk.path) as seen:
        assert list(seen.store.db.conn.iterdump()) == before
        assert doctor.examine(seen.store) == ()


def test_late_ones_stand_out_and_the_day_is_undone(window: Window) -> None:
    collect = Collect(window)
    assert collect.column(LATE) == ["", "", ""]
    assert not collect.chip("late").isVisible()
    window.press("due_change")
    dialog = collect.page.findChild(DueDialog)
    assert isinstance(dialog, DueDialog)
    dialog.day.setDate(QDate(2026, 3, 30))
    dialog.findChild(QPushButton, "due_set").click()
    window.wait(lambda: collect.column(LATE) == ["2 天", "2 天", "2 天"])
    assert collect.page.due_button.text() == "报送截止日：2026-03-30"
    assert collect.chip("late").text() == "逾期 3"
    collect.chip("late").click()
    window.widget.menus.undo.trigger()
    window.settled()
    assert collect.column(LATE) == ["", "", ""]
    assert collect.chip("all").isChecked(), "without a day there is no such filter"
    window.widget.menus.redo.trigger()
    window.wait(lambda: collect.column(LATE) == ["2 天", "2 天", "2 天"])


def test_chips_and_search_narrow_the_table(window: Window) -> None:
    collect = Collect(window)
    assert [collect.chip(name).text() for name in ("all", "due", "received", "returned")] == [
        "全部 3",
        "未交 0",
        "已收 3",
        "待更正 0",
    ]
    collect.chip("due").click()
    assert collect.column(NAME) == []
    collect.chip("received").click()
    collect.page.search.setText("yjqc")
    assert collect.column(NAME) == [NAMES[0]]
    collect.page.search.setText(CODES["听澜"])
    assert collect.column(NAME) == [NAMES[1]]
    collect.page.search.clear()
    collect.page.table.sortByColumn(FILE, Qt.SortOrder.DescendingOrder)
    assert collect.column(FILE) == sorted(collect.column(FILE), reverse=True)


def test_a_visit_finds_its_carrier_whether_or_not_the_page_is_there_yet(window: Window) -> None:
    window.view.rail.go("journal")
    for part in ("沐野", "听澜"):
        window.desk.visit("collect", CODES[part])
        window.settled()
        page = window.view.current
        assert isinstance(page, CollectPage)
        assert part in page.table.current_row().name


def test_the_missing_are_copied(empty: Window) -> None:
    enlist(empty, *NAMES[:1])
    Collect(empty)
    empty.press("remind")
    empty.wait(lambda: "已复制" in empty.notice())
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[1].startswith("载体\t联系人\t联系电话\t状态")
    assert lines[2] == f"{NAMES[0]}\t\t\t未交\t\t\t{CODES['启川']}"


class System(QObject):
    """What opens files outside."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def system() -> Iterator[System]:
    made = System()
    QDesktopServices.setUrlHandler("file", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_the_workbook_opens_as_it_was_received(
    window: Window, system: System, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    collect = Collect(window)
    source = next(path for path in worked_returns().iterdir() if "启川" in path.name)
    collect.drop(corrected(tmp_path, "启川"))
    collect.brought()
    collect.choose("启川")
    collect.action("versions").trigger()
    dialog = collect.page.findChild(VersionsDialog)
    assert isinstance(dialog, VersionsDialog)
    window.wait(lambda: dialog.model.rows)
    qtmodeltester.check(dialog.model)
    assert [row[3] for row in texts(dialog.table)] == ["以这一份为准", "已被“启川重报.xlsx”取代"]
    dialog.table.go_to(dialog.model.index(1, 0))
    dialog.findChild(QPushButton, "version_open").click()
    window.wait(lambda: len(system.opened) == 1)
    assert system.opened[0].name == source.name
    assert system.opened[0].read_bytes() == source.read_bytes()
    assert not system.opened[0].stat().st_mode & 0o222
    dialog.reject()
    collect.action("open_original").trigger()
    window.wait(lambda: len(system.opened) == 2)
    assert system.opened[1].name == "启川重报.xlsx"
    collect.action("show_in_folder").trigger()
    window.wait(lambda: len(system.opened) == 3)
    assert system.opened[2] == system.opened[1].parent


def test_files_are_chosen_too_and_enter_opens_the_return(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collect = Collect(window)
    again = corrected(tmp_path, "听澜")
    monkeypatch.setattr(files, "ask_files", lambda *_: [again])
    monkeypatch.setattr(files, "ask_folder", lambda *_: tmp_path / "none")
    collect.page.choose_files()
    assert "更正后收下 1" in collect.brought()
    (tmp_path / "none").mkdir()
    collect.page.choose_folder()
    window.wait(lambda: "没有可以导入的工作簿" in window.notice())
    collect.choose("听澜")
    window.qtbot.keyClick(collect.page.table, Qt.Key.Key_Return)
    assert window.view.current.key == "verify"


def test_a_window_that_only_reads_says_why_nothing_comes_in(
    window: Window, opened: Callable[[Path], Window], workspace: Path
) -> None:
    second = opened(workspace)
    page = second.go("collect", CollectPage)
    for one in (page.bring_button, page.due_button):
        assert not one.isEnabled()
        assert one.toolTip() == "本窗口只读，不能修改。"
    page.bring_in([worked_returns()])
    assert "只能读" in second.notice()
    assert not second.go("roster", RosterPage).add_button.isEnabled()
