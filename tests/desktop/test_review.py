"""The page 评审: every action once, on the real threads and the real file."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester

from desktop.app import Application
from desktop.pages.review.import_dialog import ImportDialog
from desktop.pages.review.page import ReviewPage
from desktop.pages.review.recusal_dialog import RecusalDialog
from desktop.widgets.rail import LEFT, STATE
from scoring.services.choosing import chosen
from scoring.services.kinds import add_kind
from scoring.services.reviewing import review
from scoring.services.workplace import Workplace
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, NOW, place

QICHUAN, TINGLAN, MUYE = "云岬启川科技企业孵化器", "云岬听澜创新工场", "云岬沐野生物孵化基地"
FIRST = "评审专家1"


class Review:
    """The page as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("review", ReviewPage)

    def rows(self) -> dict[str, list[str]]:
        """Carrier → mean, number, spread, state, as they are shown."""
        assert self.page.matrix.table is not None
        return {row[0]: row[1:] for row in texts(self.page.matrix.table)}

    def choose(self, carrier: str) -> None:
        model, table = self.page.matrix.model, self.page.matrix.table
        assert model is not None
        assert table is not None
        table.go_to(model.index_of(lambda one: one.name == carrier))

    def seats(self) -> list[list[str]]:
        """Reviewer, mark, state, comment."""
        return texts(self.page.cell.table)

    def seat(self, reviewer: str) -> None:
        self.page.cell.table.go_to(self.page.cell.seats.index_of(lambda one: one.reviewer == reviewer))

    def enter(self, mark: str, comment: str = "") -> None:
        self.page.cell.mark.setCurrentText(mark)
        self.page.cell.comment.setText(comment)
        self.press("save_mark")

    def press(self, name: str) -> None:
        self.window.press(name)
        self.window.settled()

    def undo(self) -> None:
        self.window.widget.menus.undo.trigger()
        self.window.settled()

    def redo(self) -> None:
        self.window.widget.menus.redo.trigger()
        self.window.settled()

    def past(self) -> list[list[str]]:
        return texts(self.page.cell.past_table)

    def people(self) -> list[list[str]]:
        return texts(self.page.people.table)

    def recuse(self, button: str, relation: str) -> None:
        self.window.press(button)
        dialog = self.page.findChild(RecusalDialog)
        assert dialog is not None
        dialog.findChild(QLineEdit, "relation").setText(relation)
        dialog.accept()
        self.window.settled()

    def dialog(self) -> ImportDialog:
        self.window.wait(lambda: self.page.findChild(ImportDialog) is not None)
        found = self.page.findChild(ImportDialog)
        assert found is not None
        return found


@pytest.fixture
def found(window: Window) -> Review:
    return Review(window)


def sheet(folder: Path, reviewer: str, cells: dict[str, object]) -> Path:
    """What an expert makes of the sheet that was written."""
    (path,) = folder.glob(f"评分表_{reviewer}_*.xlsx")
    book = load_workbook(path)
    for address, value in cells.items():
        book.worksheets[0][address] = value
    book.save(path)
    return path


def test_the_matrix_shows_means_numbers_and_spread_and_finds_and_filters(found: Review, qtmodeltester: ModelTester) -> None:
    assert found.rows() == {
        QICHUAN: ["1.67", "5/5", "1", "已评齐"],
        TINGLAN: ["0.63", "4/5", "0.5", "缺 1 份"],
        MUYE: ["0.33", "3/5", "0.5", "缺 2 份"],
    }
    assert found.page.count.text() == "3 家载体，缺 3 份"
    found.page.search.setText("yjql 启")
    assert found.rows() == {}
    found.page.search.setText("yjqc")
    assert list(found.rows()) == [QICHUAN]
    found.page.search.clear()
    found.page.shown.setCurrentIndex(1)
    assert list(found.rows()) == [TINGLAN, MUYE]
    found.page.shown.setCurrentIndex(2)
    assert found.rows() == {}
    found.page.wide.setText("0.5")
    found.page.wide.editingFinished.emit()
    found.window.settled()
    assert found.rows() == {QICHUAN: ["1.67", "5/5", "1 偏大", "已评齐"]}
    for model in (found.page.matrix.model, found.page.cell.seats, found.page.people.people):
        qtmodeltester.check(model)


def test_a_bound_that_is_no_number_is_refused(found: Review) -> None:
    found.page.wide.setText("一")
    found.page.wide.editingFinished.emit()
    assert "一" in found.window.notice()


def test_a_cell_tells_every_mark_what_marks_mean_and_what_was_given_before(found: Review) -> None:
    found.choose(TINGLAN)
    assert [row[:3] for row in found.seats()] == [
        [FIRST, "0.5", "计入"], ["评审专家2", "0.5", "计入"], ["评审专家3", "1", "计入"], ["评审专家4", "0.5", "计入"],
        ["评审专家5", "", "未评"],
    ]  # fmt: skip
    assert re.search(r">1</td><td[^>]*>有一个有佐证的案例", found.page.cell.anchors.text())
    assert "平均 0.63，4/5 份评分，分差 0.5" in found.page.cell.about.text()
    found.window.wait(lambda: len(found.past()) == 1)
    assert found.past()[0][1:] == ["0.5", "", ACTOR]


def test_a_mark_is_changed_taken_back_and_changed_again(found: Review) -> None:
    found.choose(TINGLAN)
    found.seat("评审专家5")
    found.enter("2", "案例已被外区采用")
    assert found.seats()[4] == ["评审专家5", "2", "与众相差较大", "案例已被外区采用"]
    assert found.rows()[TINGLAN] == ["0.67", "5/5", "1.5 偏大", "已评齐"]
    rail = found.window.view.rail
    found.window.wait(lambda: rail.item(3).data(STATE) == "还缺 2 份评分")
    assert rail.item(3).data(LEFT) == 2
    found.enter("1.5", "案例已被外区采用")
    found.window.wait(lambda: [row[1] for row in found.past()] == ["1.5", "2"])
    assert found.window.widget.menus.undo.text() == "撤销 评审专家5的评分"
    found.undo()
    found.undo()
    assert found.seats()[4] == ["评审专家5", "", "已撤回", ""]
    assert found.rows()[TINGLAN][:2] == ["0.63", "4/5"]
    found.redo()
    assert found.rows()[TINGLAN][:2] == ["0.67", "5/5"]
    with place(found.window.desk.path) as looked:
        marks = {one.reviewer: one.value for one in review(looked.opened()).carriers[1].cells[0].marks}
    assert marks["评审专家5"] == Decimal(2)


def test_a_mark_is_withdrawn_and_given_back(found: Review) -> None:
    found.choose(MUYE)
    found.seat(FIRST)
    found.press("withdraw_mark")
    assert found.rows()[MUYE][:2] == ["未评审", "2/5"]
    assert "至少要 3 份" in found.page.cell.about.text()
    button = found.window.child(QPushButton, "withdraw_mark")
    assert not button.isEnabled()
    assert button.toolTip()
    found.undo()
    assert found.rows()[MUYE][:2] == ["0.33", "3/5"]


@pytest.mark.parametrize(("text", "told"), [("2.5", "不在 0 至 2 之间"), ("0.7", "0.5 的整数倍"), ("优", "不是分数")])
def test_a_mark_that_cannot_be_given_is_refused_and_nothing_changes(found: Review, text: str, told: str) -> None:
    before = found.rows()
    found.enter(text)
    found.window.wait(lambda: told in found.window.notice())
    assert found.rows() == before
    assert found.window.desk.history.next_undo is None


def test_the_keyboard_goes_from_the_matrix_into_the_mark_and_saves(found: Review) -> None:
    found.choose(TINGLAN)
    assert found.page.matrix.table is not None
    keys = found.window.qtbot
    keys.keyClick(found.page.matrix.table, Qt.Key.Key_Return)
    assert found.page.side.currentWidget() is found.page.cell
    found.seat("评审专家5")
    keys.keyClick(found.page.cell.table, Qt.Key.Key_Return)
    found.page.cell.mark.lineEdit().clear()
    keys.keyClicks(found.page.cell.mark.lineEdit(), "1")
    keys.keyClick(found.page.cell.comment, Qt.Key.Key_Return)
    found.window.settled()
    assert found.rows()[TINGLAN][1] == "5/5"


def test_a_reviewer_is_added_and_removed_and_both_can_be_undone(found: Review) -> None:
    found.page.side.setCurrentWidget(found.page.people)
    found.page.people.name.setText("李专家")
    found.press("add_reviewer")
    assert found.people()[0][:2] == ["李专家", "0/3"]
    assert found.rows()[QICHUAN][1] == "5/6"
    found.undo()
    assert len(found.people()) == 5
    found.redo()
    found.page.people.table.go_to(found.page.people.people.index_of(lambda one: one.name == "李专家"))
    found.press("remove_reviewer")
    assert len(found.people()) == 5
    found.undo()
    assert len(found.people()) == 6
    found.page.people.table.go_to(found.page.people.people.index_of(lambda one: one.name == FIRST))
    button = found.window.child(QPushButton, "remove_reviewer")
    assert not button.isEnabled()
    assert "已有评分" in button.toolTip()


def test_a_reviewer_without_a_name_is_refused(found: Review) -> None:
    found.page.side.setCurrentWidget(found.page.people)
    found.press("add_reviewer")
    assert "专家" in found.window.notice()


def test_a_recusal_sets_a_mark_aside_until_it_is_withdrawn(found: Review, qtmodeltester: ModelTester) -> None:
    found.choose(QICHUAN)
    found.seat(FIRST)
    found.recuse("recuse", "曾任该载体顾问")
    assert found.seats()[0][:3] == [FIRST, "1.5", "回避不计"]
    assert found.rows()[QICHUAN][1:] == ["4/4", "1", "已评齐，回避 1 人"]
    assert not found.page.cell.save.isEnabled()
    assert "曾任该载体顾问" in found.page.cell.save.toolTip()
    found.page.shown.setCurrentIndex(3)
    assert list(found.rows()) == [QICHUAN]
    found.undo()
    assert found.rows() == {}
    found.redo()
    assert texts(found.page.people.barred_table) == [[FIRST, QICHUAN, "曾任该载体顾问"]]
    qtmodeltester.check(found.page.people.barred)
    found.page.side.setCurrentWidget(found.page.people)
    found.press("withdraw_recusal")
    assert texts(found.page.people.barred_table) == []
    found.undo()
    assert texts(found.page.people.barred_table) == [[FIRST, QICHUAN, "曾任该载体顾问"]]


def test_a_recusal_wants_its_relation(found: Review) -> None:
    found.page.side.setCurrentWidget(found.page.people)
    found.window.press("recuse_reviewer")
    dialog = found.page.findChild(RecusalDialog)
    assert dialog is not None
    assert dialog.reviewer == FIRST
    (ok,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "登记回避"]
    assert not ok.isEnabled()
    dialog.reject()


def test_sheets_go_out_and_come_back_with_a_mistake_and_a_choice(
    found: Review, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    folder = tmp_path / "sheets"
    found.page.write_sheets(folder)
    found.window.settled()
    assert len(list(folder.iterdir())) == 5
    assert "5 份评分表" in found.window.notice()
    sheet(folder, "评审专家4", {"F5": 1, "F6": 9, "F7": "优秀"})
    sheet(folder, "评审专家5", {"F5": 0.5, "G5": "有介绍"})
    found.page.read_sheets([folder])
    dialog = found.dialog()
    qtmodeltester.check(dialog.model)
    shown = texts(dialog.table)
    assert [row[1:5] for row in shown] == [
        ["评审专家4", "评分!F6", "J3", "9"],
        ["评审专家4", "评分!F7", "J3", ""],
        ["评审专家4", "评分!F5", "J3", "1"],
        ["评审专家5", "评分!F5", "J3", "0.5"],
    ]
    assert dialog.ok.text() == "存入 1 份评分", "of the sheet with errors nothing, unless it is ticked"
    dialog.table.go_to(dialog.model.index(2, 0))
    found.window.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.ok.text() == "存入 2 份评分"
    assert not dialog.model.setData(dialog.model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    dialog.accept()
    found.window.settled()
    assert found.rows()[MUYE][1] == "5/5"
    assert found.window.desk.history.next_undo is None, "what was imported is not undone"
    found.window.wait(lambda: found.page.findChild(ImportDialog) is None)
    found.page.read_sheets([sheet(folder, "评审专家5", {})])
    again = found.dialog()
    assert not again.ok.isEnabled()
    again.reject()


def test_a_sheet_of_one_reviewer_and_files_dropped_on_the_page(found: Review, tmp_path: Path) -> None:
    found.page.write_sheets(tmp_path / "one", ["评审专家5"])
    found.window.settled()
    path = sheet(tmp_path / "one", "评审专家5", {"F5": 1})
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    found.page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    dialog = found.dialog()
    assert len(texts(dialog.table)) == 1
    dialog.reject()
    found.page.write_sheets(tmp_path / "one", ["评审专家5"])
    found.window.wait(lambda: "没有覆盖" in found.window.notice())


def test_a_window_that_only_reads_edits_nothing_and_says_why(
    window: Window, opened: Callable[[Path], Window], workspace: Path
) -> None:
    second = opened(workspace)
    page = second.go("review", ReviewPage)
    second.wait(lambda: texts(page.cell.table))
    for button in (page.back, page.cell.save, page.cell.withdraw, page.cell.bar, page.people.add, page.people.recuse):
        assert not button.isEnabled(), button.objectName()
        assert "只读" in button.toolTip(), button.objectName()
    assert page.out.isEnabled(), "writing a sheet changes nothing here"
    assert not page.acceptDrops()


def test_a_kind_whose_rubric_asks_no_reviewer_says_so(fuping: Application, workspace: Path, window: Window) -> None:
    window.widget.close()
    with Workplace(workspace, actor=ACTOR) as ours:
        rubric = chosen(Path("resources/rubrics/maker_space_incubation.toml"))
        add_kind(ours.store, rubric, name="众创空间", actor=ACTOR, now=NOW)
    found = Review(Window(fuping.open(workspace), window.qtbot))
    found.window.view.kinds.setCurrentText("众创空间")
    found.window.settled()
    assert found.page.stack.currentWidget() is found.page.nothing
    assert "不需要评审" in found.page.nothing.advice.text()
    assert not found.page.out.isVisible()
    found.window.view.kinds.setCurrentIndex(0)
    found.window.settled()
    assert len(found.rows()) == 3


def test_a_visit_goes_to_the_carrier(found: Review) -> None:
    found.window.desk.visit("review", "91310113YFP900003E")
    carrier = found.page.matrix.carrier()
    assert carrier is not None
    assert carrier.name == MUYE


def test_the_tab_key_goes_from_the_buttons_into_the_matrix(window: Window) -> None:
    page = window.go("review", ReviewPage)
    after = page.back.nextInFocusChain()
    while after.focusPolicy() is Qt.FocusPolicy.NoFocus:
        after = after.nextInFocusChain()
    assert after is page.matrix.table
