"""扶持: from open figures to amounts, budgets shared in the open, the decision kept; everything as a person does it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester

import desktop.pages.support.page as page_module
from desktop.pages.support.page import SupportPage
from desktop.pages.support.pot_dialog import BasisDialog
from desktop.pages.verify.dialog import ActDialog
from scoring.progress import Progress
from scoring.services.changes import Change, changes
from scoring.services.policies import adopt_policy
from scoring.services.rounds import open_workspace
from scoring.services.support_desk import SupportPage as Shown
from scoring.services.support_desk import support_page
from scoring.services.support_open import open_matters_of
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, NOW
from tests.journeys.driving import policies_of_ours

ROOT = Path(__file__).parents[2]


class Support:
    """The page, as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("support", SupportPage)

    def settled(self) -> Support:
        self.window.settled()
        self.window.wait(lambda: self.page.is_fresh)
        return self

    def amounts(self) -> dict[str, tuple[str, str]]:
        """Name → award and what the budget leaves of it."""
        return {row[0]: (row[3], row[4]) for row in texts(self.page.table)}

    def dialog(self) -> ActDialog:
        self.window.wait(lambda: any(one.isVisible() for one in self.page.findChildren(ActDialog)))
        return [one for one in self.page.findChildren(ActDialog) if one.isVisible()][-1]

    def fill(self, **fields: str) -> ActDialog:
        dialog = self.dialog()
        for name, text in fields.items():
            field = dialog.findChild(QLineEdit, name)
            assert field is not None, name
            field.setText(text)
        return dialog

    def agree(self) -> Support:
        button = self.dialog().findChild(QPushButton, "ok")
        assert button is not None
        button.click()
        return self

    def agree_to_the_end(self) -> Support:
        """OK, and until what was agreed to is done."""
        self.agree()
        self.window.wait(lambda: not any(one.isVisible() for one in self.page.findChildren(ActDialog)))
        return self.settled()

    def open_matters(self) -> list[str]:
        return [row[0] for row in texts(self.page.open.open_table)] if self.page.open.open.rows else []

    def choose_matter(self, words: str) -> Support:
        panel = self.page.open
        panel.open_table.go_to(panel.open.index_of(lambda one: words in one.label))
        panel.settle.click()
        return self

    def text(self) -> str:
        return self.page.leaf.toPlainText()


@pytest.fixture
def support(window: Window, workspace: Path, tmp_path: Path) -> Support:
    """The three policies adopted as if they were of the carriers' district."""
    adopted(workspace, tmp_path)
    window.desk.announce(changes(Change.DEFINITIONS, Change.RUNS))
    window.settled()
    return Support(window)


def adopted(workspace: Path, folder: Path) -> None:
    opened = open_workspace(workspace)
    with opened.store:
        for copy in policies_of_ours(folder):
            adopt_policy(opened, copy, actor=ACTOR, now=NOW)


def settlements(workspace: Path) -> int:
    with closing(sqlite3.connect(workspace)) as raw:
        (count,) = raw.execute("SELECT count(*) FROM settlement").fetchone()
        return int(count)


def announced(support: Support) -> Support:
    """Today, by a notice; nothing is entered before somebody agrees."""
    support.choose_matter("本次考评结果公布之日")
    support.fill(ask_document="结果通知〔2026〕8号")
    return support.agree_to_the_end()


def with_amounts(support: Support) -> Support:
    """Everybody's operation is supported, by the grade; nobody is a carrier of a university."""
    announced(support)
    for matter, value in (("哪些等级的给予后补助", ""), ("年度服务成效各等级的系数", "优秀=90%、合格=60%、不合格=20%")):
        support.choose_matter(matter)
        dialog = support.fill(basis="纪要〔2026〕3号", **({"value": value} if value else {}))
        for tick in dialog.findChildren(QCheckBox):
            tick.setChecked(True)
        support.agree_to_the_end()
    support.choose_matter("师生创业空间等科创载体")
    dialog = support.fill(value="否", basis="核查表")
    whose = dialog.findChild(QComboBox, "whose")
    assert whose is not None
    whose.setCurrentIndex(whose.count() - 1)
    assert whose.currentText() == "这一项待定的全部 3 家"
    return support.agree_to_the_end()


def test_without_a_policy_it_says_what_to_do(window: Window) -> None:
    page = Support(window).page
    assert page.stack.currentWidget() is page.nothing
    page.nothing.button.click()
    window.settled()
    assert window.view.current.key == "policy"


def test_open_matters_are_settled_with_a_basis_and_amounts_appear(support: Support, qtmodeltester: ModelTester) -> None:
    assert set(support.amounts().values()) == {("待定", "待定")}
    before = len(support.open_matters())
    with_amounts(support)
    assert len(support.open_matters()) < before
    amounts = support.amounts()
    assert amounts["云岬启川科技企业孵化器"] == ("1,800,000", "1,800,000")
    assert amounts["云岬听澜创新工场"] == ("1,200,000", "1,200,000")
    assert amounts["云岬沐野生物孵化基地"] == ("240,770", "240,770")
    support.page.table.go_to(support.page.model.index_of(lambda one: "启川" in one.name))
    text = support.text()
    assert "人民币壹佰捌拾万元整" in text
    assert "运营总支出 11,203,600.00 元 × 50% = 5,601,800.00 元，封顶 2,000,000.00 元" in text
    assert "2,000,000.00 元，大写人民币贰佰万元整" in text, "the ceiling"
    assert "1,800,000.00 元（扶持上限的 90%），大写人民币壹佰捌拾万元整" in text, "the clause's award"
    row = support.page.model.index_of(lambda one: "启川" in one.name)
    hints = [row.siblingAtColumn(at).data(Qt.ItemDataRole.ToolTipRole) for at in (2, 3, 4)]
    assert hints == ["2,000,000.00 元　人民币贰佰万元整", *["1,800,000.00 元　人民币壹佰捌拾万元整"] * 2]
    assert "概念验证" not in text
    support.page.all_clauses.setChecked(True)
    assert "概念验证" in support.text()
    for model in (support.page.model, support.page.open.open, support.page.open.settled, support.page.grades.model):
        qtmodeltester.check(model)


def test_until_the_day_of_the_announcement_is_entered_no_amount_rests_on_it(support: Support, workspace: Path) -> None:
    assert "结果公布之日还没有登记" in support.page.rests_on.text()
    matter = next(one for one in support.page.shown.open if one.is_announcement)
    assert len(matter.carriers) == 3
    support.choose_matter("本次考评结果公布之日")
    dialog = support.dialog()
    support.agree()
    support.window.wait(lambda: "哪份通知" in dialog.notice.text.text())
    dialog.reject()
    announced(support)
    assert not any(one.is_announcement for one in support.page.shown.open)
    assert "结果公布之日 2" in support.page.rests_on.text()
    assert settlements(workspace) == 0
    support.window.desk.undo()
    support.settled()
    assert any(one.is_announcement for one in support.page.shown.open), "taken back, and both stay in the journal"


def test_nothing_is_settled_without_a_basis_or_with_a_value_that_does_not_read(support: Support, workspace: Path) -> None:
    support.choose_matter("年度服务成效各等级的系数")
    support.fill(value="优秀=90%")
    support.agree()
    dialog = support.dialog()
    assert "请写明依据" in dialog.notice.text.text()
    support.fill(value="优等=90%", basis="纪要")
    support.agree()
    support.window.wait(lambda: "优等" in dialog.notice.text.text())
    assert settlements(workspace) == 0
    dialog.reject()


def test_what_was_settled_is_withdrawn_undone_and_done_again(support: Support, workspace: Path) -> None:
    with_amounts(support)
    assert settlements(workspace) == 5
    desk = support.window.desk
    desk.undo()
    support.settled()
    assert settlements(workspace) == 8
    assert any("师生创业空间等科创载体" in one for one in support.open_matters())
    desk.redo()
    support.settled()
    assert not any("师生创业空间等科创载体" in one for one in support.open_matters())
    panel = support.page.open
    panel.settled_table.go_to(panel.settled.index_of(lambda one: "系数" in one.label))
    panel.withdraw.click()
    support.settled()
    assert support.amounts()["云岬启川科技企业孵化器"][0] == "待定"
    desk.undo()
    support.settled()
    assert support.amounts()["云岬启川科技企业孵化器"][0] == "1,800,000"


def test_grades_are_confirmed_and_the_proposal_is_never_taken_by_itself(support: Support) -> None:
    panel = support.page.grades
    rows = {row[1]: row for row in texts(panel.table)}
    assert (rows["B 级以上"][2], rows["B 级以上"][3]) == ("待定", "优秀、优良")
    assert rows["文件没有写等级"][3] == "—"
    panel.table.go_to(panel.model.index_of(lambda one: one.words == "B 级以上"))
    assert "按等级从高到低第 2 档理解" in panel.told.text()
    panel.confirm.click()
    dialog = support.fill(basis="纪要")
    ticks = dialog.findChildren(QCheckBox)
    assert not any(tick.isChecked() for tick in ticks)
    use = dialog.findChild(QPushButton, "use_proposal")
    assert use is not None
    use.click()
    assert [tick.text() for tick in ticks if tick.isChecked()] == ["优秀", "优良"]
    support.agree_to_the_end()
    assert {row[1]: row[2] for row in texts(panel.table)}["B 级以上"] == "优秀、优良"
    assert "已确认：优秀、优良（纪要" in panel.told.text()


def test_a_budget_is_shared_in_the_open(support: Support) -> None:
    with_amounts(support)
    page = support.page
    page.side.setCurrentWidget(page.pots)
    page.pots.none.button.click()
    dialog = support.fill(pot_name="年度预算", pot_amount="200万吨", basis="批复")
    support.agree()
    support.window.wait(lambda: "不能作为预算金额" in dialog.notice.text.text())
    support.fill(pot_amount="200万元")
    unit = dialog.findChild(QComboBox, "pot_unit")
    assert unit is not None
    unit.setCurrentIndex(unit.findData("万元"))
    support.agree_to_the_end()
    shares = {row[0]: row[2:] for row in texts(page.pots.table)}
    assert shares["云岬启川科技企业孵化器"][:3] == ["1,800,000", "1,110,000", "1,800,000"]
    assert support.amounts()["云岬启川科技企业孵化器"] == ("1,800,000", "待定")
    assert not page.decide.isEnabled()
    assert page.decide.toolTip() == "请先选定预算的分配办法"
    page.pots.rule.click()
    support.fill(basis="办公会纪要")
    support.agree_to_the_end()
    assert sorted(after for _, after in support.amounts().values()) == ["1,110,000", "150,000", "740,000"]
    page.pots.table.go_to(page.pots.model.index_of(lambda row: "沐野" in row.share.name))
    told = " ".join(page.pots.leaf.toPlainText().split())
    assert "200 万元 × 240,770.00 元 ÷ 3,240,770.00 元 ≈ 14.858814，取整 14" in told
    for amount in (
        "2,000,000.00 元 人民币贰佰万元整",
        "共分配 2,000,000.00 元，大写人民币贰佰万元整",
        "150,000.00 元 人民币壹拾伍万元整",
    ):
        assert amount in told
    assert page.decide.isEnabled()


def test_a_decision_is_kept_exported_and_says_what_changed_since(support: Support, workspace: Path, tmp_path: Path) -> None:
    with_amounts(support)
    page, desk = support.page, support.window.desk
    page.pots.none.button.click()
    dialog = support.fill(pot_name="年度预算", pot_amount="200万元", basis="批复")
    rule = dialog.findChild(QComboBox, "pot_rule")
    assert rule is not None
    rule.setCurrentIndex(rule.findData("by_rank"))
    support.agree_to_the_end()
    page.decide.click()
    support.fill(basis="常务会议纪要")
    support.agree_to_the_end()
    support.window.wait(lambda: "已审定（常务会议纪要" in page.state.text())
    assert desk.history.next_undo is None
    target = tmp_path / "list.xlsx"
    page.write_list(target)
    support.window.wait(lambda: "已导出" in support.window.notice())
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = {row[0]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    found = rows["云岬听澜创新工场"][7:11]
    assert rows["云岬听澜创新工场"][5:7] == ("2,000,000.00 元", "人民币贰佰万元整")
    assert found == ("1,200,000.00 元", "人民币壹佰贰拾万元整", "200,000.00 元", "人民币贰拾万元整")
    page.pots.withdraw.click()
    support.fill(basis="预算调整")
    support.agree_to_the_end()
    assert support.amounts()["云岬听澜创新工场"] == ("1,200,000", "1,200,000")
    assert "审定以后：预算有变动" in page.state.text()
    desk.undo()
    support.settled()
    assert support.amounts()["云岬听澜创新工场"] == ("1,200,000", "200,000")
    with closing(sqlite3.connect(workspace)) as raw:
        assert raw.execute("SELECT count(*) FROM support_result").fetchone() == (1,)


def test_carriers_are_found_and_gone_to(support: Support) -> None:
    support.window.child(QLineEdit, "search").setText("tl")
    assert list(support.amounts()) == ["云岬听澜创新工场"]
    assert "云岬听澜创新工场" in support.text()
    support.window.child(QLineEdit, "search").clear()
    uscc = support.page.shown.rows[2].uscc
    support.window.desk.visit("support", uscc)
    support.settled()
    assert support.page.current is not None
    assert support.page.current.uscc == uscc


def test_read_only_it_can_be_looked_at(opened: Callable[[Path], Window], workspace: Path, tmp_path: Path) -> None:
    adopted(workspace, tmp_path)
    opened(workspace)
    support = Support(opened(workspace))
    page = support.page
    assert support.amounts()
    for button in (page.decide, page.open.settle, page.grades.confirm, page.pots.none.button):
        assert not button.isEnabled()
        assert button.toolTip().startswith("只读")


def test_the_rail_the_tab_and_the_pane_count_the_same_open_matters(support: Support, workspace: Path) -> None:
    rail, side, page = support.window.view.rail, support.page.side, support.page

    def counted() -> tuple[str, str, int]:
        """What the rail and the tab say, and the rows of the pane."""
        [item] = [rail.item(row) for row in range(rail.count()) if rail.item(row).text() == "扶持"]
        return str(item.toolTip()), side.tabText(side.indexOf(page.open)), len(support.open_matters())

    def agree() -> bool:
        said, tab, rows = counted()
        return f"待定 {rows} 项" in said and tab == f"待定（{rows}）"

    support.settled()
    support.window.wait(agree)
    before = counted()[2]
    asked = sum(one.about_grades for one in page.shown.open)
    assert 0 < asked < before
    assert side.tabText(side.indexOf(page.grades)) == f"等级对应（{asked}）"
    with_amounts(support)
    support.window.wait(agree)
    assert 0 < counted()[2] < before
    opened = open_workspace(workspace, read_only=True)
    with opened.store:
        assert len(open_matters_of(opened, now=datetime.now(UTC))) == counted()[2]


def test_a_demand_on_grades_that_no_carrier_meets_is_not_open(window: Window, workspace: Path, tmp_path: Path) -> None:
    opened = open_workspace(workspace)
    with opened.store:
        for path in sorted((ROOT / "resources" / "policies").glob("*.toml")):
            adopt_policy(opened, path, actor=ACTOR, now=NOW)
    window.desk.announce(changes(Change.DEFINITIONS))
    window.settled()
    support = Support(window).settled()
    page, rail = support.page, window.view.rail
    assert page.shown.open == (), "every document is of another district"
    assert page.side.tabText(page.side.indexOf(page.open)) == "待定"
    assert page.side.tabText(page.side.indexOf(page.grades)) == "等级对应"
    assert {row[2] for row in texts(page.grades.table)} == {"没有载体用到"}
    [item] = [rail.item(row) for row in range(rail.count()) if rail.item(row).text() == "扶持"]
    window.wait(lambda: "待审定" in item.toolTip())


def test_other_pages_are_answered_while_amounts_are_worked_out(support: Support, monkeypatch: pytest.MonkeyPatch) -> None:
    support.settled()
    begun, free, told = Event(), Event(), []

    def slow(*words: Any, **more: Any) -> Shown:
        begun.set()
        assert free.wait(20)
        return support_page(*words, **more)

    monkeypatch.setattr(page_module, "support_page", slow)
    desk = support.window.desk
    desk.announce(changes(Change.SUPPORT))
    support.window.wait(begun.is_set)
    desk.read(lambda place, _: len(place.kinds), told.append)
    support.window.wait(lambda: told)
    assert not support.page.is_fresh, "the amounts are still being worked out"
    free.set()
    support.settled()
    assert set(support.amounts().values()) == {("待定", "待定")}


def test_nothing_is_decided_by_amounts_that_are_no_longer_those_in_view(
    support: Support, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_amounts(support)
    support.settled()
    page, desk = support.page, support.window.desk
    assert page.decide.isEnabled()
    page.ask_decision()
    dialog = page.findChild(BasisDialog)
    assert dialog is not None
    begun, free = Event(), Event()

    def slow(*words: Any, **more: Any) -> Shown:
        begun.set()
        assert free.wait(20)
        return support_page(*words, **more)

    monkeypatch.setattr(page_module, "support_page", slow)
    desk.announce(changes(Change.SUPPORT))
    support.window.wait(begun.is_set)
    assert not page.decide.isEnabled()
    assert page.decide.toolTip() == "正在测算金额…"
    free.set()
    support.settled()
    assert page.decide.isEnabled()
    dialog.basis.setText("纪要")
    dialog.ok.click()
    assert "金额已有变化" in dialog.notice.text.text()
    assert dialog.isVisible()
    dialog.reject()


def test_working_out_may_be_stopped_and_asked_for_again(support: Support, monkeypatch: pytest.MonkeyPatch) -> None:
    support.settled()
    begun = Event()

    def endless(*_: object, progress: Progress, **__: object) -> Shown:
        begun.set()
        while True:
            progress.step(0, 1)

    page, view = support.page, support.window.view
    monkeypatch.setattr(page_module, "support_page", endless)
    support.window.desk.announce(changes(Change.SUPPORT))
    support.window.wait(begun.is_set)
    support.window.wait(view.progress.isVisible)
    assert view.progress.title.text() == "扶持测算"
    view.progress.cancel.click()
    support.window.wait(lambda: page.stack.currentWidget() is page.stopped)
    assert not page.decide.isVisible(), "amounts that no longer hold are not shown"
    monkeypatch.setattr(page_module, "support_page", support_page)
    page.stopped.button.click()
    support.settled()
    assert page.stack.currentWidget() is page.body
    assert len(support.amounts()) == 3
