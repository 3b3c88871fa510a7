"""名册 in the window: one typed, a block pasted, a list out of a workbook; taken off, undone, and what goes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from desktop.pages.roster.page import RosterPage
from desktop.pages.roster.proposal import CONTACT, ProposalDialog
from desktop.widgets import files
from scoring.services.rounds import new_workspace
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, NOW

GOOD, OTHER, WRONG = "91310113YFP9000091", "91310113YFP9000018", "91310113YFP9000099"
QICHUAN = "云岬启川科技企业孵化器"


class Roster:
    """The page as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("roster", RosterPage)

    def names(self) -> list[str]:
        self.window.settled()
        return [row[0] for row in texts(self.page.table)]

    def choose(self, name: str) -> None:
        self.page.table.go_to(self.page.model.index_of(lambda one: one.name == name))

    def type(self, name: str, code: str) -> str:
        """Into the small form; what it says of it."""
        form = self.page.form
        form.name.setText(name)
        form.code.setText(code)
        before = form.said.text()
        self.window.wait(lambda: form.said.text() != before)
        return form.said.text()

    def paste(self, text: str) -> ProposalDialog:
        dialog = self.page.paste()
        dialog.block.setPlainText(text)
        self.window.wait(lambda: dialog.is_fresh)
        return dialog

    def action(self, name: str) -> QAction:
        found = self.page.table.findChild(QAction, name)
        assert found is not None
        return found


@pytest.fixture
def empty(opened: Callable[[Path], Window], tmp_path: Path) -> Window:
    path = tmp_path / "new.fuping"
    new_workspace(path, district="示例区", assessment_year=2026, data_year=2025, actor=ACTOR, now=NOW).store.close()
    return opened(path)


def test_one_is_typed_renamed_and_taken_off_and_all_of_it_undone(window: Window) -> None:
    roster = Roster(window)
    window.press("roster_add")
    assert "6 位" in roster.type("云岬新园", GOOD[:6])
    assert not roster.page.form.put.isEnabled()
    assert "校验码不对" in roster.type("云岬新园", WRONG)
    assert not roster.page.form.put.isEnabled()
    assert "没有变化" in roster.type(QICHUAN, OTHER)
    assert roster.type("云岬新园", GOOD.lower()) == "加入名单"
    window.press("carrier_add")
    assert "云岬新园" in roster.names()
    assert roster.page.form.name.text() == "", "ready for the next"
    window.press("carrier_close")
    roster.choose("云岬新园")
    roster.action("rename").trigger()
    assert "名称由“云岬新园”改为" in roster.type("云岬更名园", GOOD)
    window.press("carrier_add")
    assert "云岬更名园" in roster.names()
    roster.choose("云岬更名园")
    roster.action("remove").trigger()
    assert len(roster.names()) == 3, window.notice()
    assert "移出名册" in window.widget.menus.undo.text()
    for names in ("云岬更名园", "云岬新园", ""):
        window.widget.menus.undo.trigger()
        window.settled()
        assert [one for one in roster.names() if one in ("云岬更名园", "云岬新园")] == ([names] if names else [])
    window.widget.menus.redo.trigger()
    assert "云岬新园" in roster.names()


def test_who_has_a_return_cannot_be_taken_off(window: Window) -> None:
    roster = Roster(window)
    roster.choose(QICHUAN)
    assert not roster.action("remove").isEnabled()
    assert "不能移出" in roster.action("remove").toolTip()
    assert texts(roster.page.table)[1][2:] == ["已收", "", "", "综合孵化器　原国家级"]


def test_a_block_from_excel_makes_the_list(empty: Window, qtmodeltester: ModelTester) -> None:
    roster = Roster(empty)
    assert roster.page.stack.currentWidget() is roster.page.empty
    assert not roster.page.save_button.isEnabled()
    dialog = roster.paste(f"序号\t代码\t名称\n1\t{OTHER}\t{QICHUAN}\n2\t{GOOD}\t云岬新园\n3\t{WRONG}\t错码园\n")
    assert [row[4][:5] for row in texts(dialog.table)] == ["表头，不加", "加入名单", "加入名单", "载体：“运"]
    qtmodeltester.check(dialog.model)
    assert dialog.table.isColumnHidden(CONTACT), "nobody is named"
    empty.wait(lambda: dialog.table.rowHeight(3) > dialog.table.rowHeight(2))  # why not is told in as many lines as it takes
    empty.wait(lambda: dialog.table.horizontalScrollBar().maximum() == 0)
    assert dialog.summary.text() == "加入或修改 2 家　不能加入 1 家"
    dialog.put.click()
    assert roster.names() == [QICHUAN, "云岬新园"]
    empty.widget.menus.undo.trigger()
    empty.settled()
    assert roster.names() == []


def test_the_clipboard_is_pasted_by_its_key(empty: Window) -> None:
    roster = Roster(empty)
    roster.paste(f"{QICHUAN}\t{OTHER}").put.click()
    assert roster.names() == [QICHUAN]
    QGuiApplication.clipboard().setText(f"云岬新园\t{GOOD}")
    empty.widget.activateWindow()
    empty.wait(empty.widget.isActiveWindow)
    roster.page.table.setFocus()
    empty.qtbot.keyClick(roster.page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    empty.wait(lambda: roster.page.findChild(ProposalDialog) is not None)
    dialog = roster.page.findChild(ProposalDialog)
    assert isinstance(dialog, ProposalDialog)
    empty.wait(lambda: dialog.is_fresh)
    dialog.put.click()
    assert roster.names() == [QICHUAN, "云岬新园"]


def test_a_list_comes_out_of_a_workbook_and_one_without_is_refused(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = Roster(window)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    book.save(tmp_path / "none.xlsx")
    sheet.append(["名称", "代码"])
    sheet.append(["云岬新园", GOOD])
    book.save(tmp_path / "list.xlsx")
    for name in ("none.xlsx", "list.xlsx"):
        monkeypatch.setattr(files, "ask_files", lambda *_, name=name: [tmp_path / name])
        window.press("roster_import")
        dialog = roster.page.findChild(ProposalDialog)
        assert isinstance(dialog, ProposalDialog)
        if name == "none.xlsx":
            window.wait(lambda: "没有找到名单" in window.notice())
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        else:
            window.wait(lambda shown=dialog: shown.is_fresh)
            dialog.put.click()
    assert "云岬新园" in roster.names()


def test_lists_and_workbooks_go_out(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = Roster(window)
    monkeypatch.setattr(files, "ask_target", lambda *words: tmp_path / words[4])
    monkeypatch.setattr(files, "ask_folder", lambda *_: tmp_path / "out")
    window.press("roster_save")
    window.wait(lambda: "参评名单.xlsx" in window.notice())
    sheet = load_workbook(tmp_path / "参评名单.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 5
    roster.page.save_blank()
    window.wait(lambda: "填报表.xlsx" in window.notice())
    roster.page.save_each()
    window.wait(lambda: "写出 3 份" in window.notice())
    assert len(list((tmp_path / "out").glob("*.xlsx"))) == 3
    roster.page.save_blank()
    window.wait(lambda: "没有覆盖" in window.notice())


def test_enter_opens_the_return_and_escape_leaves_the_form(window: Window) -> None:
    roster = Roster(window)
    window.press("roster_add")
    window.qtbot.keyClick(roster.page.form.name, Qt.Key.Key_Escape)
    assert roster.page.form.isHidden()
    roster.choose(QICHUAN)
    QApplication.sendEvent(roster.page.table, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
    assert window.view.current.key == "verify"


def test_whom_to_call_is_typed_found_changed_and_undone(window: Window) -> None:
    roster = Roster(window)
    roster.choose(QICHUAN)
    roster.action("rename").trigger()
    form = roster.page.form
    form.person.setText("周念")
    assert "记下联系方式" in roster.type(QICHUAN, OTHER)
    form.phone.setText("13800000000")
    window.wait(form.put.isEnabled)
    window.press("carrier_add")
    window.settled()
    assert next(row[3:5] for row in texts(roster.page.table) if row[0] == QICHUAN) == ["周念", "13800000000"]
    for words in ("zhounian", "zn", "138000"):
        roster.page.search.setText(words)
        assert roster.names() == [QICHUAN], words
    roster.page.search.clear()
    roster.choose(QICHUAN)
    roster.action("rename").trigger()
    assert (form.person.text(), form.phone.text()) == ("周念", "13800000000")
    form.person.clear()
    form.phone.clear()
    window.wait(form.put.isEnabled)
    window.press("carrier_add")
    window.settled()
    assert next(row[3:5] for row in texts(roster.page.table) if row[0] == QICHUAN) == ["", ""]
    window.widget.undo()
    window.settled()
    assert next(row[3:5] for row in texts(roster.page.table) if row[0] == QICHUAN) == ["周念", "13800000000"]


def test_a_pasted_list_brings_contacts(window: Window) -> None:
    roster = Roster(window)
    dialog = roster.paste(f"名称\t代码\t联系人\t电话\n{QICHUAN}\t{OTHER}\t周念\t0571-88886666\n云岬新园\t{GOOD}\t\t\n")
    assert [row[3:5] for row in texts(dialog.table)][1:] == [
        ["周念　0571-88886666", "已在名单里，记下联系方式"],
        ["", "加入名单"],
    ]
    dialog.put.click()
    assert {row[0]: row[3:5] for row in texts_of(roster)}[QICHUAN] == ["周念", "0571-88886666"]


def texts_of(roster: Roster) -> list[list[str]]:
    roster.names()
    return texts(roster.page.table)
