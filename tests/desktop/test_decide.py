"""The page 定级审定: every act once, on the real threads and the real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QListWidget, QPlainTextEdit
from pytestqt.modeltest import ModelTester

from desktop.app import Application
from desktop.pages.decide.forms import FormDialog
from desktop.pages.decide.page import DecidePage
from desktop.pages.decide.section import Section
from desktop.widgets.rail import STATE
from desktop.widgets.table import Table
from scoring.services.amending import Typed, amend_typed
from scoring.services.deciding import OpenMatters, open_matters
from scoring.services.holidays import entered
from scoring.services.outcome import outcomes
from scoring.services.scoring import latest_run, seal
from scoring.services.workplace import Workplace
from scoring.store import decisions, doctor
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, NOW, place

QICHUAN, TINGLAN, MUYE = "云岬启川科技企业孵化器", "云岬听澜创新工场", "云岬沐野生物孵化基地"
SECOND = "李复核"


class Decide:
    """The page as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("decide", DecidePage)

    def to(self, section: Section[Any]) -> Section[Any]:
        self.page.tabs.setCurrentWidget(section)
        return section

    def choose(self, name: str) -> None:
        section = self.section
        index = section.model.index_of(lambda one: name in (getattr(one, "name", ""), getattr(one, "carrier", "")))
        assert index.isValid(), name
        section.table.go_to(index)

    @property
    def section(self) -> Section[Any]:
        found = self.page.tabs.currentWidget()
        assert isinstance(found, Section)
        return found

    def rows(self) -> list[list[str]]:
        return texts(self.section.table)

    def grades(self) -> dict[str, list[str]]:
        """Carrier → computed, standing, what is to be noted."""
        return {row[1]: row[3:] for row in texts(self.page.carriers.table)}

    def open(self, act: str) -> FormDialog:
        self.window.press(act)
        found = [one for one in self.page.findChildren(FormDialog) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def answer(self, act: str, **answers: object) -> str:
        """What the dialog says if it stays; empty where it went."""
        dialog = self.open(act)
        fill(dialog, answers)
        return self.agree(dialog)

    def agree(self, dialog: FormDialog) -> str:
        gone: list[int] = []
        dialog.finished.connect(gone.append)
        dialog.ok.click()
        self.window.wait(lambda: gone or dialog.notice.isVisible())
        self.window.settled()
        return "" if gone else dialog.notice.text.text()

    def why_not(self, act: str) -> str:
        """Why a button cannot be pressed; empty where it can."""
        made = next(one for one, name in self.section._acts.items() if name == act)
        return "" if made.isEnabled() else made.toolTip()

    def rail(self) -> str:
        rail = self.window.view.rail
        return next(str(rail.item(row).data(STATE)) for row in range(rail.count()) if rail.item(row).text() == "定级审定")

    def undo(self) -> None:
        self.window.widget.menus.undo.trigger()
        self.window.settled()

    def redo(self) -> None:
        self.window.widget.menus.redo.trigger()
        self.window.settled()


def fill(dialog: FormDialog, answers: dict[str, object]) -> None:
    for key, value in answers.items():
        widget = dialog._widgets[key]
        match widget:
            case QLineEdit():
                widget.setText(str(value))
            case QPlainTextEdit():
                widget.setPlainText(str(value))
            case QComboBox():
                assert widget.findData(value) >= 0, value
                widget.setCurrentIndex(widget.findData(value))
            case QDateEdit():
                assert isinstance(value, date)
                widget.setDate(QDate(value.year, value.month, value.day))
            case QListWidget():
                assert isinstance(value, list)
                for row in range(widget.count()):
                    ticked = widget.item(row).text().split("　")[0] in value
                    widget.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            case _:
                raise AssertionError(key)


@pytest.fixture
def screen(window: Window) -> Decide:
    return Decide(window)


def propose(screen: Decide, name: str = TINGLAN, grade: str = "优良") -> None:
    screen.to(screen.page.carriers)
    screen.choose(name)
    assert screen.answer("propose", after=grade, reason="已补充审计报告", basis="云科委纪要〔2026〕5号") == ""


def test_the_table_tells_both_grades_and_models_are_sound(screen: Decide) -> None:
    assert screen.grades() == {QICHUAN: ["优秀", "优秀", ""], TINGLAN: ["合格", "合格", "暂定"], MUYE: ["不合格", "不合格", ""]}
    for section in screen.page.sections:
        ModelTester(section.model)


def test_an_override_is_proposed_by_one_and_confirmed_by_another_under_their_own_name(screen: Decide, workspace: Path) -> None:
    propose(screen)
    assert screen.grades()[TINGLAN] == ["合格", "合格", "暂定　待复核（合格 → 优良）"]
    dialog = screen.open("confirm")
    assert dialog.answers()["second"] == "", "whoever proposed it is not offered as the second"
    fill(dialog, {"second": ACTOR})
    assert "复核须由另一人办理" in screen.agree(dialog)
    assert dialog.isVisible(), "nothing that was typed is lost"
    fill(dialog, {"second": SECOND})
    assert screen.agree(dialog) == ""
    assert screen.grades()[TINGLAN] == ["合格", "优良", "暂定"]
    with place(workspace) as there:
        opened = there.opened()
        [one] = [one for one in outcomes(opened, latest_run(opened)) if one.changed]
        assert one.override is not None
        assert (one.override.proposed_by, one.override.settled_by) == (ACTOR, SECOND)
        assert doctor.examine(there.store) == ()
    assert screen.window.desk.settings.actor == ACTOR, "the desk is still the first person's"


def test_a_refused_override_says_why_and_a_withdrawn_one_is_gone(screen: Decide) -> None:
    propose(screen)
    assert "请写明理由" in screen.answer("confirm", second=SECOND, verdict="refuse")
    dialog = next(one for one in screen.page.findChildren(FormDialog) if one.isVisible())
    fill(dialog, {"note": "证明不足"})
    assert screen.agree(dialog) == ""
    assert screen.grades()[TINGLAN] == ["合格", "合格", "暂定"]
    propose(screen)
    assert screen.answer("withdraw", note="材料有误") == ""
    assert screen.why_not("confirm") == "这家载体没有待复核的调整"


def test_a_proposal_and_a_resolution_are_undone_and_done_again(screen: Decide, workspace: Path) -> None:
    propose(screen)
    screen.undo()
    assert screen.grades()[TINGLAN] == ["合格", "合格", "暂定"]
    screen.redo()
    assert "待复核" in screen.grades()[TINGLAN][2]
    assert screen.answer("resolve", body="办公会", day=date(2026, 4, 15), document="6号") == ""
    assert "办公会于 2026-04-15 审定（6号）" in screen.page.said.text()
    screen.undo()
    assert "办公会" not in screen.page.said.text()
    with place(workspace) as there:
        acts = [one.act for one in decisions.every(there.store, there.opened().round.id)]
    assert acts == ["proposed", "taken_back", "proposed", "passed", "taken_back"]


def test_an_inquiry_its_replies_and_what_follows_from_one(screen: Decide, workspace: Path) -> None:
    screen.to(screen.page.inquiries)
    assert screen.page.inquiries.stack.currentWidget() is screen.page.inquiries.empty
    assert screen.why_not("reply") == "请先登记征询"
    rule = "发生重大安全事故或有严重违法失信"
    asked = {"department": "区应急管理局", "rules": [rule], "document": "11号", "day": date(2026, 3, 2)}
    assert screen.answer("ask", **asked) == ""
    assert [row[4] for row in screen.rows()] == ["未答复"] * 3
    screen.window.wait(lambda: screen.rail() == "3 未答复 · 3 未告知")
    screen.choose(QICHUAN)
    assert "请写明部门说了什么" in screen.answer("reply", answer="found", carriers=[QICHUAN])
    dialog = next(one for one in screen.page.findChildren(FormDialog) if one.isVisible())
    fill(dialog, {"text": "发生较大火灾", "document": "3号"})
    assert screen.agree(dialog) == ""
    assert screen.answer("reply", answer="none", carriers=[]) == ""
    assert {row[3]: row[4:6] for row in screen.rows()} == {
        QICHUAN: ["有", "待核定"],
        TINGLAN: ["无", ""],
        MUYE: ["无", ""],
    }
    screen.choose(QICHUAN)
    assert screen.answer("apply", field="major_accident") == ""
    assert screen.rows()[0][4:6] == ["有", "已生效"]
    assert "数据已经核定" in screen.why_not("apply")
    with Workplace(workspace, actor=ACTOR, read_only=True) as there:
        amendment = there.store.row("SELECT new, reason FROM amendment WHERE field = 'major_accident' ORDER BY no DESC LIMIT 1")
    assert amendment is not None
    assert amendment[0] == "true"
    assert "区应急管理局答复（3号" in amendment[1]
    screen.undo()
    assert screen.rows()[0][4:6] == ["有", "待核定"]


def test_results_are_told_and_answered(screen: Decide) -> None:
    screen.to(screen.page.feedback)
    screen.choose(TINGLAN)
    assert screen.why_not("hear") == "请先登记告知"
    assert screen.answer("tell", how="书面送达", day=date(2026, 3, 20)) == ""
    assert {row[4] for row in screen.rows()} == {"未回复"}
    assert screen.answer("hear", answer="disputed", text="漏计研发费用") == ""
    assert {row[0]: row[4] for row in screen.rows()}[TINGLAN] == "有异议"
    assert screen.grades()[TINGLAN][2] == "暂定　反馈有异议"
    screen.undo()
    screen.undo()
    assert {row[4] for row in screen.rows()} == {"未告知"}, "several told at once are taken back at once"


def test_what_was_told_goes_on_to_a_result_that_is_the_same(screen: Decide, workspace: Path) -> None:
    screen.to(screen.page.feedback)
    assert screen.answer("tell", how="书面送达", day=date(2026, 3, 20)) == ""
    screen.choose(QICHUAN)
    assert screen.answer("hear", answer="confirmed") == ""

    def work(there: Workplace, _: object) -> object:
        one = there.opened()
        facts = {"actor": ACTOR, "now": there.now}
        amend_typed(one, one.carrier(TINGLAN), [Typed("载体", 1, "material_submitted", "否", "未提交")], **facts)
        return seal(one, **facts)

    from scoring.services.changes import Change, changes

    screen.window.desk.write("x", work, changes(Change.VALUES, Change.RUNS))
    screen.window.settled()
    screen.to(screen.page.feedback)
    rows = {row[0]: (row[4], row[7]) for row in screen.rows()}
    assert rows[QICHUAN][0] == "确认"
    assert rows[QICHUAN][1].endswith("告知，得分和等级未变，沿用")
    assert rows[TINGLAN][0] == "须重新告知"
    assert rows[TINGLAN][1].endswith("66.05 合格，现为 66.05 不合格")
    screen.choose(TINGLAN)
    assert screen.why_not("hear") == "请先登记告知"
    assert "1 家须重新告知 · 1 家未回复" in screen.page.open.text()
    assert screen.page.tabs.tabText(screen.page.tabs.currentIndex()) == "反馈核对 2"
    assert screen.answer("tell", day=date(2026, 3, 25)) == ""
    assert {row[0]: row[4] for row in screen.rows()} == {QICHUAN: "确认", TINGLAN: "未回复", MUYE: "未回复"}


def test_an_objection_is_upheld_by_the_override_that_followed(screen: Decide) -> None:
    screen.to(screen.page.objections)
    with place(screen.window.desk.path) as there:
        uscc = there.opened().carrier(TINGLAN).uscc
    raised = {"party": "person", "who": "王某", "carrier": uscc, "asked": "要求复核", "day": date(2026, 4, 3)}
    assert screen.answer("raise", **raised) == ""
    assert "要有新的结果" in screen.answer("find", verdict="upheld", text="属实")
    next(one for one in screen.page.findChildren(FormDialog) if one.isVisible()).reject()
    propose(screen)
    assert screen.answer("confirm", second=SECOND) == ""
    screen.to(screen.page.objections)
    dialog = screen.open("find")
    combo = dialog._widgets["followed"]
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.count() - 1)
    fill(dialog, {"verdict": "upheld", "text": "补充证明属实"})
    assert screen.agree(dialog) == ""
    [row] = screen.rows()
    assert row[3:] == ["未设公示期", "要求复核", "成立", "66.05 合格 → 66.05 优良", "补充证明属实"]
    assert screen.why_not("find") == "已有结论"


def test_a_rectification_runs_in_working_days_and_is_open_until_it_is_passed(screen: Decide) -> None:
    screen.to(screen.page.rectifications)
    with place(screen.window.desk.path) as there:
        uscc = there.opened().carrier(MUYE).uscc
    wanted = {"carrier": uscc, "matters": "补齐消防设施\n完善台账", "first": date(2099, 4, 1), "days": 3}
    assert screen.answer("order", **wanted) == ""
    assert screen.rows() == [[MUYE, "补齐消防设施；完善台账", "2099-04-03", "整改中", ""]]
    assert screen.answer("check", result="failed", note="缺应急照明", day=date(2099, 4, 4)) == ""
    assert screen.answer("check", result="passed", day=date(2099, 4, 9)) == ""
    assert screen.rows()[0][3] == "复查合格"
    assert screen.why_not("check") == "复查已合格"


def test_a_deadline_is_asked_for_one_way_at_a_time(screen: Decide) -> None:
    screen.to(screen.page.rectifications)
    dialog = screen.open("order")

    def asked() -> list[str]:
        return [key for key in ("days", "deadline") if dialog._widgets[key].isVisible()]

    assert asked() == ["days"]
    fill(dialog, {"by": "day"})
    assert asked() == ["deadline"]
    taller = dialog.height() + 80
    dialog.resize(dialog.width(), taller)
    dialog.hide()
    dialog.show()
    assert dialog.height() == taller, "the size that a person gave it"
    dialog.reject()


def test_holidays_are_typed_imported_and_counted_by(screen: Decide, tmp_path: Path) -> None:
    screen.to(screen.page.days)
    assert screen.page.days.told.text() == "还没有设定公示期。"
    assert screen.page.days.told_announced.text() == "结果公布之日还没有登记。"
    assert "不是日期" in screen.answer("enter", year="2026", source="示例", off="五一")
    dialog = next(one for one in screen.page.findChildren(FormDialog) if one.isVisible())
    fill(dialog, {"off": "2026-05-01~2026-05-05", "worked": "2026-05-09"})
    assert screen.agree(dialog) == ""
    assert screen.rows()[0][:4] == ["2026", "5", "1", "示例"]
    assert screen.answer("window", first=date(2026, 4, 30), days=2) == ""
    assert "2026-04-30 至 2026-05-06，2 个工作日" in screen.page.days.told.text()
    path = tmp_path / "2027.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["2027-01-01", "放假"])
    screen.page.days.take_list(path, "示例")
    screen.window.settled()
    assert [row[0] for row in screen.rows()] == ["2026", "2027"]
    screen.window.press("remove")
    screen.window.settled()
    with place(screen.window.desk.path) as there:
        assert [one.year for one in entered(there.store)] == [2027]
    window = screen.window

    def tables(turn: Callable[[], object]) -> list[str]:
        turn()
        window.settled()
        return [row[0] for row in screen.rows()]

    assert tables(window.desk.undo) == ["2026", "2027"]
    assert screen.rows()[0][:4] == ["2026", "5", "1", "示例"]
    assert tables(window.desk.undo) == ["2026"]
    assert tables(window.desk.redo) == ["2026", "2027"]
    assert tables(window.desk.redo) == ["2027"]
    for _ in range(3):  # the removal, the list, the window of publication
        tables(window.desk.undo)
    assert tables(window.desk.undo) == [], "and the year that was typed"


def test_a_window_the_table_moves_is_open_and_offered_to_be_set_again(screen: Decide) -> None:
    screen.to(screen.page.days)
    assert screen.answer("window", first=date(2026, 4, 28), days=5) == ""
    screen.to(screen.page.objections)
    assert screen.answer("raise", party="person", who="王某", asked="要求复核", day=date(2026, 5, 7)) == ""
    screen.to(screen.page.days)
    assert screen.answer("enter", year="2026", source="示例", off="2026-05-01\n2026-05-04\n2026-05-05") == ""
    assert "2026-04-28 至 2026-05-04，5 个工作日。按现在的节假日表应至 2026-05-07" in screen.page.days.told.text()
    assert screen.page.days.told.property("role") == "warning"
    assert "公示期须按节假日表重新设定" in screen.page.open.text()
    assert "应至 2026-05-07，请重新设定" in screen.page.said.text()
    assert screen.page.tabs.tabText(screen.page.tabs.currentIndex()) == "公示期与节假日 1"
    screen.window.wait(lambda: "公示期须重设" in screen.rail())
    screen.to(screen.page.objections)
    assert screen.rows()[0][3] == "公示期外（按现在的节假日表：公示期内）"
    screen.to(screen.page.days)
    dialog = screen.open("window")
    assert (dialog.answers()["first"], dialog.answers()["days"]) == (date(2026, 4, 28), 5), "the same once more"
    assert screen.agree(dialog) == ""
    assert "公示期" not in screen.page.open.text()
    assert screen.page.days.told.property("role") == "faint"
    screen.to(screen.page.objections)
    assert screen.rows()[0][3] == "公示期内（登记时：公示期外）"


def test_what_was_registered_by_mistake_is_taken_back_from_the_records(screen: Decide) -> None:
    propose(screen)
    assert screen.answer("confirm", second=SECOND) == ""
    assert screen.answer("resolve", body="办公会", document="6号") == ""
    screen.to(screen.page.records)
    assert [row[2] for row in screen.rows()] == ["登记审定", "确认调整", "提出调整"]
    screen.section.table.go_to(screen.section.model.index(0, 0))
    assert screen.answer("take_back", reason="文号有误") == ""
    assert [row[2] for row in screen.rows()][:2] == ["撤销登记", "登记审定（已撤销）"]
    screen.section.table.go_to(screen.section.model.index(2, 0))
    assert "不能撤销" in screen.why_not("take_back")


def test_a_locked_round_says_who_locked_it_and_takes_nothing(screen: Decide, workspace: Path) -> None:
    assert screen.answer("lock_round", note="年度考评完成") == ""
    assert screen.page.locked.isVisible()
    assert f"本轮次已由{ACTOR}于" in screen.page.locked.text.text()
    assert "年度考评完成" in screen.page.locked.text.text()
    assert screen.why_not("propose") == "本轮次已封存"
    screen.window.wait(lambda: screen.rail() == f"已由{ACTOR}封存")
    screen.window.desk.write(
        "x",
        lambda there, _: amend_typed(
            there.opened(), there.opened().carrier(MUYE), [Typed("载体", 1, "false_data", "是", "x")], actor="x", now=there.now
        ),
        lambda _: pytest.fail("it was written"),  # type: ignore[arg-type,return-value]  # never called
    )
    screen.window.settled()
    assert "封存，不能再改动" in screen.window.notice()
    assert "请写明理由" in screen.answer("lock_round")
    dialog = next(one for one in screen.page.findChildren(FormDialog) if one.isVisible())
    fill(dialog, {"reason": "补录整改复查"})
    assert screen.agree(dialog) == ""
    assert not screen.page.locked.isVisible()
    assert screen.why_not("propose") == ""
    with place(workspace) as there:
        assert open_matters(there.opened()) == OpenMatters(untold=3)
        assert doctor.examine(there.store) == ()


def test_without_a_sealed_result_it_says_what_to_do(opened: Callable[[Path], Window], tmp_path: Path) -> None:
    from scoring.services.rounds import new_workspace

    path = tmp_path / "new.fuping"
    new_workspace(path, district="示例区", assessment_year=2026, data_year=2025, actor=ACTOR, now=NOW).store.close()
    screen = Decide(opened(path))
    assert screen.page.carriers.stack.currentWidget() is screen.page.carriers.empty
    assert not screen.page.lock.isEnabled()
    assert screen.page.lock.toolTip() == "还没有封存的评分结果"
    screen.page.carriers.empty.button.click()
    assert screen.window.view.current.key == "score"


def test_who_only_reads_can_look_and_not_act(fuping: Application, workspace: Path, opened: Callable[[Path], Window]) -> None:
    holder = opened(workspace)
    assert not holder.desk.read_only
    second = opened(workspace)
    assert second.desk.read_only
    screen = Decide(second)
    assert len(screen.rows()) == 3
    for section in screen.page.sections:
        screen.to(section)
        assert not [one for one in section._acts if one.isEnabled()]
    assert not screen.page.lock.isEnabled()


def test_a_visit_goes_to_the_carrier_and_another_result_is_shown_at_once(screen: Decide, workspace: Path) -> None:
    with place(workspace) as there:
        uscc = there.opened().carrier(MUYE).uscc
    screen.window.desk.visit("decide", uscc, "decided_carriers")
    assert screen.page.carriers.current().name == MUYE
    assert "还没有登记" in screen.page.carriers.leaf.toPlainText()

    def work(there: Workplace, _: object) -> object:
        one = there.opened()
        facts = {"actor": ACTOR, "now": there.now}
        amend_typed(one, one.carrier(QICHUAN), [Typed("载体", 1, "false_data", "是", "查实")], **facts)
        return seal(one, **facts)

    from scoring.services.changes import Change, changes

    screen.window.desk.write("x", work, changes(Change.VALUES, Change.RUNS))
    screen.window.settled()
    assert screen.grades()[QICHUAN][:2] == ["不合格", "不合格"]
    screen.choose(QICHUAN)
    assert "一票否决（查实提供虚假数据）" in screen.answer("propose", after="合格", reason="r", basis="b")


def test_columns_can_be_copied_and_filtered(screen: Decide) -> None:
    propose(screen)
    screen.page.carriers.shown.setCurrentIndex(1)
    assert [row[1] for row in screen.rows()] == [TINGLAN]
    table: Table = screen.page.carriers.table
    table.selectAll()
    table.copy()
