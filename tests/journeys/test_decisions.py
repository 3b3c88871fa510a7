"""From a sealed result to what stands: inquiries, overrides by two persons, objections, feedback, rectification, holidays, the lock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from scoring.errors import Refusal
from scoring.messages import LANGUAGES, tell
from scoring.papers.facts import Version
from scoring.services.amending import Typed, amend_typed
from scoring.services.decide_desk import decide_view
from scoring.services.deciding import Decided, decisions_words, open_matters, take_back, undoable
from scoring.services.holidays import Replaced, enter_year, entered, import_years, put_back, remove_year, replacing, working_days
from scoring.services.inquiring import Answer, ask, askable, inquiries, reply
from scoring.services.locking import lock_round, locked, unlock_round
from scoring.services.objecting import Party, Verdict, find_on_objection, in_time, objections, raise_objection
from scoring.services.outcome import outcomes
from scoring.services.overriding import (
    OverrideState,
    confirm_override,
    overrides,
    propose_override,
    refuse_override,
    withdraw_override,
)
from scoring.services.publishing import PaperState, leaf, publication, unprinted
from scoring.services.receipts import receipt_number
from scoring.services.rectifying import order_rectification, recheck, rectifications
from scoring.services.replaying import replay
from scoring.services.replied import apply_reply, effect_of
from scoring.services.reporting import print_reports
from scoring.services.resolving import resolution, resolve
from scoring.services.rounds import OpenRound, open_workspace, open_youngest
from scoring.services.rubrics import adopt_rubric
from scoring.services.scoring import seal
from scoring.services.telling import Heard, State, feedback, hear_answer, standing_now, states, tell_results
from scoring.services.telling_words import FeedbackWords
from scoring.services.windows import objection_window, set_window, window_now
from scoring.store import decisions, doctor, journal
from scoring.store.carriers import Carrier
from scoring.store.runs import Run
from tests.journeys.driving import NAMES, ROOT, WORKSPACE, bare, fuping
from tests.journeys.driving import ask as asked
from tests.scoring.papers.reading import words

DAY = date(2026, 4, 1)
ACCIDENT = "accident_or_dishonesty"
CLOCK = datetime(2026, 4, 1, 1, tzinfo=UTC)


class Desk:
    """One after the other: each act a minute later than the one before, as a person would do it."""

    def __init__(self, opened: OpenRound) -> None:
        self.opened, self._minutes = opened, 0
        self.run = self.seal()

    def now(self) -> datetime:
        self._minutes += 1
        return CLOCK + timedelta(minutes=self._minutes)

    def seal(self) -> Run:
        self.run = seal(self.opened, actor="沈", now=self.now())[0]
        return self.run

    def do(self, verb: Callable[..., Any], *words: object, actor: str = "沈", **facts: object) -> Any:
        return verb(self.opened, *words, **facts, actor=actor, now=self.now())

    def carrier(self, which: str) -> Carrier:
        return self.opened.carrier(NAMES[which])

    def grades(self) -> dict[str, tuple[str, str]]:
        """Carrier → the grade the run worked out and the one that stands."""
        by_name = {name: which for which, name in NAMES.items()}
        return {by_name[one.result.name]: (one.computed, one.grade) for one in outcomes(self.opened, self.run)}

    def propose(self, which: str, grade: str, actor: str = "沈") -> str:
        facts = {"reason": "已补充审计报告", "basis": "云科委纪要〔2026〕5号"}
        return str(self.do(propose_override, self.run, self.carrier(which), grade, actor=actor, **facts).id)


@pytest.fixture
def desk(own: Path) -> Iterator[Desk]:
    opened = open_workspace(own / WORKSPACE)
    with opened.store:
        yield Desk(opened)


def refused(code: str, call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.said.code == f"decide.{code}"
    zh, _ = (tell(refusal.value.said, language) for language in LANGUAGES)
    return zh


# Overrides ------------------------------------------------------------------------------------------------------------


def test_an_override_counts_only_when_a_second_person_confirmed_it(desk: Desk) -> None:
    number = desk.propose("乙", "优良")
    assert desk.grades()["乙"] == ("合格", "合格")
    said = refused("same_person", lambda: desk.do(confirm_override, number, actor=" 沈 "))
    assert "另一人" in said
    refused("same_person", lambda: desk.do(refuse_override, number, note="不同意"))
    assert desk.grades()["乙"] == ("合格", "合格")
    desk.do(confirm_override, number, actor="李")
    assert desk.grades() == {"甲": ("优秀", "优秀"), "乙": ("合格", "优良"), "丙": ("不合格", "不合格")}
    [one] = [one for one in outcomes(desk.opened, desk.run, "en") if one.changed]
    assert (one.computed, one.grade) == ("pass", "good")
    assert one.override is not None
    assert (one.override.proposed_by, one.override.settled_by) == ("沈", "李")


def test_an_override_holds_in_a_language_in_which_two_grades_share_a_word(desk: Desk, tmp_path: Path) -> None:
    """The rubric knows its grades by the Chinese word; what somebody looks at decides nothing."""
    text = (ROOT / "resources" / "rubrics" / "quality_mix.toml").read_text("utf-8")
    text = text.replace('zh = "优良", en = "good"', 'zh = "优良", en = "excellent"').replace(
        'version = "2026"', 'version = "2027"', 1
    )
    (tmp_path / "own.toml").write_text(text, "utf-8")
    desk.do(adopt_rubric, tmp_path / "own.toml")
    desk.opened = open_youngest(desk.opened.store)[0]
    desk.seal()
    desk.do(confirm_override, desk.propose("甲", "合格"), actor="李")
    down = desk.propose("甲", "优良")
    for language, listed in ((language, listed) for language in LANGUAGES for listed in (False, True)):
        [one] = [one for one in outcomes(desk.opened, desk.run, language, listed=listed) if one.changed]
        assert (one.level, one.lapsed, one.override is not None) == ("合格", None, True)
        shown = decide_view(desk.opened, language, now=CLOCK)
        assert (shown.open.lapsed, shown.open.waiting) == (0, 1)
    desk.do(confirm_override, down, actor="李")
    for language in LANGUAGES:
        [one] = [one for one in outcomes(desk.opened, desk.run, language) if one.changed]
        assert one.level == "优良"


def test_a_name_written_wider_is_the_same_person(desk: Desk) -> None:
    number = desk.propose("乙", "优良", actor="Li Hua")
    refused("same_person", lambda: desk.do(confirm_override, number, actor="ＬＩ ＨＵＡ"))


def test_refused_and_withdrawn_overrides_count_nothing_and_stay(desk: Desk) -> None:
    first = desk.propose("乙", "优良")
    refused("reason_needed", lambda: desk.do(refuse_override, first, note=" ", actor="李"))
    desk.do(refuse_override, first, note="证明不足", actor="李")
    second = desk.propose("乙", "优良")
    desk.do(withdraw_override, second, note="材料有误")
    assert desk.grades()["乙"] == ("合格", "合格")
    states = [one.state for one in overrides(desk.opened, desk.run)]
    assert states == [OverrideState.REFUSED, OverrideState.WITHDRAWN]
    refused("override_settled", lambda: desk.do(confirm_override, first, actor="李"))


def test_a_confirmed_override_goes_back_by_two_persons_again(desk: Desk) -> None:
    number = desk.propose("乙", "优良")
    desk.do(confirm_override, number, actor="李")
    refused("override_confirmed", lambda: desk.do(withdraw_override, number, note="x"))
    back = desk.propose("乙", "合格")
    assert desk.grades()["乙"] == ("合格", "优良"), "until the second person agrees"
    desk.do(confirm_override, back, actor="李")
    assert desk.grades()["乙"] == ("合格", "合格")


def test_an_override_says_what_is_wrong_with_it(desk: Desk) -> None:
    facts = {"reason": "r", "basis": "b"}

    def propose(which: str, grade: str, **other: str) -> Callable[[], object]:
        return lambda: desk.do(propose_override, desk.run, desk.carrier(which), grade, **{**facts, **other})

    refused("no_such_level", propose("乙", "甲等"))
    refused("same_grade", propose("乙", "合格"))
    refused("reason_needed", propose("乙", "优良", reason=" "))
    refused("basis_needed", propose("乙", "优良", basis=""))
    desk.propose("乙", "优良")
    refused("override_waits", propose("乙", "不合格"))
    refused("no_such_override", lambda: desk.do(confirm_override, "没有", actor="李"))


def test_nobody_decides_above_a_veto_but_may_decide_elsewhere(desk: Desk) -> None:
    amend_typed(desk.opened, desk.carrier("甲"), [Typed("载体", 1, "false_data", "是", "查实")], actor="沈", now=desk.now())
    desk.seal()
    assert desk.grades()["甲"] == ("不合格", "不合格")
    said = refused("above_a_veto", lambda: desk.propose("甲", "合格"))
    assert "一票否决（查实提供虚假数据）" in said
    desk.propose("丙", "合格")


def test_an_override_lapses_where_a_later_result_is_another_and_goes_on_where_it_is_not(desk: Desk) -> None:
    desk.do(confirm_override, desk.propose("乙", "优良"), actor="李")
    waiting = desk.propose("丙", "合格")
    first = desk.run
    desk.seal()
    assert desk.grades()["乙"] == ("合格", "优良"), "the same grade was worked out again"
    amend_typed(
        desk.opened,
        desk.carrier("乙"),
        [Typed("载体", 1, "material_submitted", "否", "未提交")],
        actor="沈",
        now=desk.now(),
    )
    desk.seal()
    assert desk.grades()["乙"] == ("不合格", "不合格")
    [lapsed] = [one for one in outcomes(desk.opened, desk.run) if one.lapsed]
    assert lapsed.result.name == NAMES["乙"]
    assert open_matters(desk.opened).lapsed == 1
    desk.run = first
    assert desk.grades()["乙"] == ("合格", "优良"), "the earlier result keeps what was decided on it"
    desk.do(confirm_override, waiting, actor="李")


def test_an_override_proposed_on_a_later_run_is_no_matter_of_an_earlier_one(desk: Desk) -> None:
    first = desk.run
    desk.seal()
    desk.do(confirm_override, desk.propose("乙", "优良"), actor="李")
    desk.run = first
    assert desk.grades()["乙"] == ("合格", "合格")


def test_a_proposal_whose_ground_is_gone_is_not_confirmed(desk: Desk) -> None:
    number = desk.propose("乙", "优良")
    amend_typed(desk.opened, desk.carrier("乙"), [Typed("载体", 1, "false_data", "是", "查实")], actor="沈", now=desk.now())
    desk.seal()
    refused("ground_changed", lambda: desk.do(confirm_override, number, actor="李"))


# Inquiries ------------------------------------------------------------------------------------------------------------


def test_only_rules_that_look_at_the_record_can_be_asked_about(desk: Desk) -> None:
    assert {one.key for one in askable(desk.opened)} == {
        "no_material",
        "no_torch_statistics",
        "false_data",
        ACCIDENT,
        "municipal_fail",
    }


def test_what_is_unanswered_is_listed_until_it_is_answered(desk: Desk) -> None:
    made = desk.do(ask, department="区应急管理局", day=DAY, document="11号", rules=["安全事故"])
    [inquiry] = inquiries(desk.opened)
    assert len(inquiry.unanswered) == 3
    assert open_matters(desk.opened).unanswered == 3
    refused("found_of_whom", lambda: desk.do(reply, made.id, answer=Answer.FOUND, text="x", day=DAY))
    refused(
        "found_needs_words",
        lambda: desk.do(reply, made.id, answer=Answer.FOUND, carriers=[desk.carrier("甲")], day=DAY),
    )
    desk.do(reply, "应急", answer=Answer.FOUND, text="较大火灾", carriers=[desk.carrier("甲")], day=DAY, document="3号")
    desk.do(reply, made.id, answer=Answer.NONE, day=DAY)
    [inquiry] = inquiries(desk.opened)
    assert (inquiry.unanswered, [uscc for uscc, _ in inquiry.found]) == ((), [desk.carrier("甲").uscc])
    refused("all_answered", lambda: desk.do(reply, made.id, answer=Answer.NONE, day=DAY))
    desk.do(reply, made.id, answer=Answer.NONE, carriers=[desk.carrier("甲")], day=DAY, text="更正：并非该企业")
    assert inquiries(desk.opened)[0].found == (), "a later reply replaces an earlier one"


def test_a_reply_takes_effect_through_the_record_and_the_engine_alone(desk: Desk) -> None:
    made = desk.do(ask, department="区应急管理局", day=DAY, rules=[ACCIDENT])
    one = desk.carrier("甲")
    refused("no_reply_found", lambda: desk.do(apply_reply, made.id, one, ACCIDENT))
    desk.do(reply, made.id, answer=Answer.FOUND, text="2025年8月发生较大火灾", carriers=[one], day=DAY, document="3号")
    desk.seal()
    assert desk.grades()["甲"] == ("优秀", "优秀"), "a reply alone moves no grade"
    found = effect_of(desk.opened, one, ACCIDENT)
    assert found.holds is False
    assert {(each.field, each.shown) for each in found.offers} == {("major_accident", "是"), ("serious_dishonesty", "是")}
    refused("which_field", lambda: desk.do(apply_reply, made.id, one, ACCIDENT))
    [amendment] = desk.do(apply_reply, made.id, one, ACCIDENT, field="重大安全事故")
    assert (amendment.field, amendment.new) == ("major_accident", True)
    assert amendment.reason == "区应急管理局答复（3号，2026-04-01）：2025年8月发生较大火灾"
    desk.seal()
    assert desk.grades()["甲"] == ("合格", "合格"), "the limit of the rubric"
    refused("holds_already", lambda: desk.do(apply_reply, made.id, one, ACCIDENT, field="重大安全事故"))


def test_a_rule_is_meant_by_a_part_of_its_name_when_a_reply_is_applied_as_when_it_was_asked(desk: Desk) -> None:
    one, rules = desk.carrier("甲"), ["安全事故", "虚假"]
    made = desk.do(ask, department="区应急管理局", day=DAY, rules=rules)
    desk.do(reply, made.id, answer=Answer.FOUND, text="较大火灾", carriers=[one], rules=["安全事故"], day=DAY)
    said = refused("no_such_rule", lambda: desk.do(apply_reply, made.id, one, "没有的事项"))
    assert "安全事故" in said
    refused("no_such_rule", lambda: desk.do(apply_reply, made.id, one, ""))
    refused("no_reply_found", lambda: desk.do(apply_reply, made.id, one, "虚假"))
    [amendment] = desk.do(apply_reply, made.id, one, "安全事故", field="重大安全事故")
    assert (amendment.field, amendment.new) == ("major_accident", True)


def test_a_condition_on_a_choice_and_a_denied_answer_are_offered_with_their_value(desk: Desk) -> None:
    one = desk.carrier("甲")
    assert [each.shown for each in effect_of(desk.opened, one, "municipal_fail").offers] == ["不合格"]
    assert [each.shown for each in effect_of(desk.opened, one, "no_torch_statistics").offers] == ["否"]


# Feedback, objections, rectification ----------------------------------------------------------------------------------


def test_results_are_told_and_answered(desk: Desk) -> None:
    refused("not_told", lambda: desk.do(hear_answer, desk.run, desk.carrier("乙"), Heard.CONFIRMED, day=DAY))
    desk.do(tell_results, desk.run, [desk.carrier("乙")], day=DAY)
    assert len(desk.do(tell_results, desk.run, day=DAY)) == 2, "the others"
    refused("all_told", lambda: desk.do(tell_results, desk.run, day=DAY))
    refused("dispute_needs_words", lambda: desk.do(hear_answer, desk.run, desk.carrier("乙"), Heard.DISPUTED, day=DAY))
    desk.do(hear_answer, desk.run, desk.carrier("乙"), Heard.DISPUTED, text="漏计研发费用", day=DAY)
    told = feedback(desk.opened, desk.run)
    assert {one.answer for one in told.values()} == {None, Heard.DISPUTED}
    assert open_matters(desk.opened).disputed == 1
    desk.do(hear_answer, desk.run, desk.carrier("乙"), Heard.CONFIRMED, day=DAY)
    assert open_matters(desk.opened).disputed == 0


def test_what_was_told_goes_on_where_points_and_grade_are_the_same_and_not_elsewhere(desk: Desk) -> None:
    def found() -> dict[str, State]:
        by_code = {desk.carrier(which).uscc: which for which in NAMES}
        return {by_code[uscc]: state for uscc, state in states(desk.opened, desk.run).items()}

    assert set(found().values()) == {State.UNTOLD}
    assert open_matters(desk.opened).untold == 3
    desk.do(tell_results, desk.run, day=DAY)
    desk.do(hear_answer, desk.run, desk.carrier("甲"), Heard.CONFIRMED, day=DAY)
    desk.do(hear_answer, desk.run, desk.carrier("乙"), Heard.DISPUTED, text="漏计研发费用", day=DAY)
    first = desk.run
    facts = [Typed("载体", 1, "false_data", "是", "查实")]
    amend_typed(desk.opened, desk.carrier("丙"), facts, actor="沈", now=desk.now())
    amend_typed(desk.opened, desk.carrier("乙"), [Typed("载体", 1, "material_submitted", "否", "x")], actor="沈", now=desk.now())
    desk.seal()
    assert found() == {"甲": State.CONFIRMED, "乙": State.RETELL, "丙": State.SILENT}, "丙 was 不合格 before its veto, too"
    matters = open_matters(desk.opened)
    assert (matters.untold, matters.retell, matters.silent, matters.disputed) == (0, 1, 1, 0)
    words = FeedbackWords(desk.opened, desk.run, standing_now(desk.opened, desk.run), "zh")
    told = feedback(desk.opened, desk.run)
    number = receipt_number(first.receipt_hash, 2026)
    assert words.note(told[desk.carrier("甲").uscc]) == f"评分结果 {number} 告知，得分和等级未变，沿用"
    assert words.note(told[desk.carrier("乙").uscc]) == f"评分结果 {number} 告知 66.05 合格，现为 66.05 不合格"
    refused("told_another", lambda: desk.do(hear_answer, desk.run, desk.carrier("乙"), Heard.CONFIRMED, day=DAY))
    [again] = desk.do(tell_results, desk.run, day=DAY)
    assert again.uscc == desk.carrier("乙").uscc, "the others were told what stands"
    assert found()["乙"] is State.SILENT
    assert states(desk.opened, first)[desk.carrier("乙").uscc] is State.DISPUTED, "the earlier result keeps what was said of it"
    refused("all_told", lambda: desk.do(tell_results, desk.run, day=DAY))


def test_an_override_after_the_telling_has_to_be_told_anew(desk: Desk) -> None:
    desk.do(tell_results, desk.run, day=DAY)
    desk.do(confirm_override, desk.propose("乙", "优良"), actor="李")
    assert states(desk.opened, desk.run)[desk.carrier("乙").uscc] is State.RETELL
    assert open_matters(desk.opened).retell == 1
    desk.do(tell_results, desk.run, day=DAY)
    assert open_matters(desk.opened).retell == 0


def test_the_terminal_says_of_which_result_a_carrier_was_told(own: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("score", workspace, "--seal").code == 0
    assert "未了事项：3 家未告知结果" in fuping("decisions", workspace).out
    assert fuping("feedback", "tell", workspace, "--day=2026-03-20").code == 0
    assert fuping("feedback", "answer", workspace, NAMES["甲"], "confirmed", "--day=2026-03-22").code == 0
    assert fuping("amend", workspace, NAMES["乙"], "载体", 1, "material_submitted", "否", "--reason=x").code == 0
    assert fuping("score", workspace, "--seal").code == 0
    lines = fuping("feedback", "show", workspace).out.splitlines()
    assert [line for line in lines if "确认" in line and NAMES["甲"] in line]
    assert "告知，得分和等级未变，沿用" in lines[lines.index(next(line for line in lines if NAMES["甲"] in line)) + 1]
    assert "须重新告知" in next(line for line in lines if NAMES["乙"] in line)
    found = {one["name"]: one for one in asked("feedback", "show", workspace)["feedback"]}
    assert (found[NAMES["甲"]]["told"], found[NAMES["甲"]]["state"]) == (True, "confirmed")
    assert (found[NAMES["乙"]]["told"], found[NAMES["乙"]]["state"], found[NAMES["乙"]]["stands"]) == (False, "retell", False)
    assert found[NAMES["甲"]]["run"] != asked("feedback", "show", workspace)["run"]
    told = fuping("decisions", workspace).out
    assert "未了事项：1 家须重新告知" in told
    assert "未了事项：1 家未回复" in told


def objection(desk: Desk, day: date = DAY) -> str:
    facts = {"party": Party.PERSON, "who": "王某", "contact": "13800000000", "asked": "要求复核研发费用", "day": day}
    return str(desk.do(raise_objection, desk.run, carrier=desk.carrier("乙"), **facts).id)


def test_an_upheld_objection_names_what_followed_and_both_results_stay(desk: Desk) -> None:
    first = desk.run
    number = objection(desk)
    found = {"text": "补充证明属实", "day": DAY}
    refused("upheld_needs_result", lambda: desk.do(find_on_objection, number, Verdict.UPHELD, **found))
    refused("upheld_needs_result", lambda: desk.do(find_on_objection, number, Verdict.UPHELD, run=first, **found))
    made = desk.propose("乙", "优良")
    refused("override_not_confirmed", lambda: desk.do(find_on_objection, number, Verdict.UPHELD, override=made, **found))
    desk.do(confirm_override, made, actor="李")
    desk.do(find_on_objection, number, Verdict.UPHELD, override=made, **found)
    [one] = objections(desk.opened)
    assert (one.grade_before, one.grade_after, one.run_before, one.run_after) == ("合格", "优良", first.id, first.id)
    assert one.override == made
    refused("objection_settled", lambda: desk.do(find_on_objection, number, Verdict.REJECTED, **found))


def test_an_override_from_before_an_objection_did_not_follow_from_it(desk: Desk) -> None:
    made = desk.propose("乙", "优良")
    desk.do(confirm_override, made, actor="李")
    number = objection(desk)
    refused(
        "override_before",
        lambda: desk.do(find_on_objection, number, Verdict.UPHELD, override=made, text="属实", day=DAY),
    )


def test_an_objection_upheld_by_a_new_run_keeps_the_old_and_the_new(desk: Desk) -> None:
    first, number = desk.run, objection(desk)
    amend_typed(
        desk.opened,
        desk.carrier("乙"),
        [Typed("载体", 1, "municipal_grade", "不合格", "按异议核实")],
        actor="沈",
        now=desk.now(),
    )
    desk.do(find_on_objection, number, Verdict.PARTLY, text="部分属实", day=DAY, run=desk.seal())
    [one] = objections(desk.opened)
    assert (one.run_before, one.run_after) == (first.id, desk.run.id)
    assert (one.grade_before, one.grade_after) == ("合格", "合格")


def test_old_and_new_points_and_grade_of_an_objection_are_told_in_the_terminal(own: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("score", workspace, "--seal").code == 0
    raised = ("王某", "要求复核", "--day=2026-05-20", f"--carrier={NAMES['乙']}")
    assert fuping("objection", "raise", workspace, *raised).code == 0
    assert "结果：" not in fuping("objection", "show", workspace).out, "nothing followed yet"
    open_ = asked("objection", "show", workspace)["objections"][0]
    assert (open_["points_before"], open_["points_after"]) == (None, None)
    assert fuping("amend", workspace, NAMES["乙"], "tenants", 1, "rd_expense", "900", "--reason=按异议核实").code == 0
    assert fuping("score", workspace, "--seal").code == 0
    early = fuping("objection", "find", workspace, "王某", "upheld", "属实", "--day=2026-04-01", "--new-run")
    assert early.code != 0
    assert "是 2026-05-20 收到的，结论不会早于这一天" in early.err
    assert fuping("objection", "find", workspace, "王某", "upheld", "属实", "--day=2026-05-20", "--new-run").code == 0
    told = fuping("objection", "show", workspace).out
    assert "  结果：66.05 合格 → " in told
    assert "  result: 66.05 pass → " in fuping("objection", "show", workspace, "--lang=en").out
    [found] = asked("objection", "show", workspace)["objections"]
    assert (found["points_before"], found["points_after"]) == ("66.05", "67.42")
    assert f"{found['points_before']} 合格 → {found['points_after']} {found['grade_after']}" in told


def test_nothing_is_found_before_the_objection_was_received(desk: Desk) -> None:
    number = objection(desk)
    early = {"text": "无误", "day": date(2026, 3, 31)}
    said = refused("found_before_raised", lambda: desk.do(find_on_objection, number, Verdict.REJECTED, **early))
    assert "是 2026-04-01 收到的" in said
    desk.do(find_on_objection, number, Verdict.REJECTED, text="无误", day=DAY)


def test_an_objection_is_in_time_by_the_window_that_stands(desk: Desk) -> None:
    objection(desk)
    desk.do(set_window, first=date(2026, 4, 1), days=5)
    objection(desk, date(2026, 4, 7))
    objection(desk, date(2026, 4, 8))
    assert [one.within for one in objections(desk.opened)] == [True, True, False], "one that came before the window was set, too"
    assert [one.within_then for one in objections(desk.opened)] == [None, True, False], "what was kept with each stays"
    assert [in_time(one) for one in objections(desk.opened)] == ["公示期内（登记时：未设公示期）", "公示期内", "公示期外"]


def test_a_window_the_table_counts_otherwise_is_an_open_matter_until_it_is_set_again(desk: Desk) -> None:
    desk.do(set_window, first=date(2026, 4, 28), days=5)
    objection(desk, date(2026, 5, 7))
    before, [raised] = objection_window(desk.opened), objections(desk.opened)
    assert (raised.within, raised.within_then, raised.within_counted) == (False, False, False)
    assert open_matters(desk.opened).window == 0
    table: dict[str, Any] = {"days_off": ["2026-05-01", "2026-05-04", "2026-05-05"], "actor": "沈", "now": desk.now()}
    enter_year(desk.opened.store, 2026, source="示例", **table)
    now = window_now(desk.opened)
    assert now is not None
    assert (now.window, now.last, now.weekends_only, now.moved) == (before, date(2026, 5, 7), (), True), (
        "what was announced stays"
    )
    assert open_matters(desk.opened).window == 1
    assert "公示期须按节假日表重新设定" in [tell(one) for one in open_matters(desk.opened).said()]
    [raised] = objections(desk.opened)
    assert (raised.within, raised.within_counted) == (False, True)
    assert in_time(raised) == "公示期外（按现在的节假日表：公示期内）"
    assert in_time(raised, "en") == "outside the window (by the table of holidays as it is now: within the window)"
    desk.do(set_window, first=date(2026, 4, 28), days=5)
    assert open_matters(desk.opened).window == 0
    [raised] = objections(desk.opened)
    assert (raised.within, raised.within_then) == (True, False)
    assert in_time(raised) == "公示期内（登记时：公示期外）"
    remove_year(desk.opened.store, 2026, actor="沈", now=desk.now())
    assert open_matters(desk.opened).window == 1, "and the other way round"


def test_the_terminal_says_which_windows_a_table_moves(own: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("score", workspace, "--seal").code == 0
    assert fuping("window", workspace, "2026-04-28", 5).code == 0
    assert fuping("objection", "raise", workspace, "王某", "要求复核", "--day=2026-05-07").code == 0
    off = [f"--off=2026-05-0{day}" for day in (1, 4, 5)]
    told = fuping("holidays", "enter", workspace, 2026, "--source=示例", *off).out
    assert "公示期已公布为 2026-04-28 至 2026-05-04，按现在的节假日表 5 个工作日应至 2026-05-07" in told
    assert "未了事项：公示期须按节假日表重新设定" in fuping("decisions", workspace).out
    found = asked("decisions", workspace)
    assert (found["window"]["last"], found["window"]["counted"]["last"]) == ("2026-05-04", "2026-05-07")
    assert (found["window"]["counted"]["moved"], found["open"]["window"]) == (True, 1)
    assert "，公示期外（按现在的节假日表：公示期内）：" in fuping("objection", "show", workspace).out
    again = fuping("holidays", "enter", workspace, 2026, "--source=示例", *off[:1])
    assert "应至 2026-05-05" in again.out
    assert fuping("window", workspace, "2026-04-28", 5).code == 0
    assert "公示期已公布" not in fuping("holidays", "enter", workspace, 2026, "--source=示例二", *off[:1]).out


def test_a_rectification_is_open_until_a_recheck_is_passed(desk: Desk) -> None:
    refused("deadline_or_days", lambda: desk.do(order_rectification, desk.carrier("丙"), ["消防"], first=DAY))
    refused("matters_needed", lambda: desk.do(order_rectification, desk.carrier("丙"), [" "], first=DAY, days=3))
    early = {"first": DAY, "deadline": date(2026, 3, 31)}
    refused("deadline_before", lambda: desk.do(order_rectification, desk.carrier("丙"), ["消防"], **early))
    made = desk.do(order_rectification, desk.carrier("丙"), ["消防设施", "台账"], first=DAY, days=3)
    [one] = rectifications(desk.opened)
    assert (one.deadline, one.open, one.overdue(date(2026, 4, 4)), one.overdue(date(2026, 4, 3))) == (
        "2026-04-03",
        True,
        True,
        False,
    )
    refused("failed_needs_words", lambda: desk.do(recheck, made.id, passed=False, day=DAY))
    desk.do(recheck, made.id, passed=False, day=DAY, note="缺应急照明")
    desk.do(recheck, made.id, passed=True, day=DAY)
    [one] = rectifications(desk.opened)
    assert ([each.passed for each in one.checks], one.open) == ([False, True], False)
    refused("rectified_already", lambda: desk.do(recheck, made.id, passed=True, day=DAY))


# Days -----------------------------------------------------------------------------------------------------------------


def test_the_window_is_counted_by_the_table_and_says_where_there_is_none(desk: Desk) -> None:
    desk.do(set_window, first=date(2026, 4, 1), days=5)
    window = objection_window(desk.opened)
    assert window is not None
    assert (window.last, window.weekends_only) == (date(2026, 4, 7), (2026,))
    enter_year(
        desk.opened.store, 2026, source="示例", days_off=["2026-04-06"], workdays=["2026-04-04"], actor="沈", now=desk.now()
    )
    assert objection_window(desk.opened) == window, "what was set stays as it was counted"
    found = working_days(desk.opened.store, date(2026, 4, 1), 5)
    assert (found.last, found.unlisted) == (date(2026, 4, 7), ()), "a day off and a worked Saturday"
    desk.do(set_window, first=date(2026, 4, 1), days=6)
    again = objection_window(desk.opened)
    assert again is not None
    assert (again.last, again.weekends_only) == (date(2026, 4, 8), ())


def test_a_list_in_excel_is_a_table_of_holidays(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "节假日.xlsx"
    with xlsxwriter.Workbook(path, {"remove_timezone": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["日期", "到", "安排"])
        sheet.write_datetime(1, 0, datetime(2026, 5, 1, tzinfo=UTC), day)
        sheet.write_datetime(1, 1, datetime(2026, 5, 3, tzinfo=UTC), day)
        sheet.write(1, 2, "劳动节放假")
        sheet.write_row(2, 0, ["2026年5月9日", "", "调休上班"])
        sheet.write(4, 0, "以上为示例")
    store = desk.opened.store
    refused("holidays_source_needed", lambda: import_years(store, path, actor="沈", now=desk.now()))
    assert import_years(store, path, source="示例通知", actor="沈", now=desk.now()) == (2026,)
    [year] = entered(store)
    assert (year.days_off, year.workdays) == (("2026-05-01", "2026-05-02", "2026-05-03"), ("2026-05-09",))
    remove_year(store, 2026, actor="沈", now=desk.now())
    assert entered(store) == ()
    refused("no_such_holidays", lambda: remove_year(store, 2026, actor="沈", now=desk.now()))


def test_what_took_the_place_of_a_table_is_taken_back_by_an_entry_and_not_over_a_later_one(desk: Desk) -> None:
    store = desk.opened.store

    def enter(source: str) -> object:
        return enter_year(store, 2026, source=source, days_off=["2026-05-01"], actor="沈", now=desk.now())

    def back(done: Replaced) -> None:
        put_back(store, done, actor="李", now=desk.now())

    _, first = replacing(store, lambda: enter("一"))
    _, second = replacing(store, lambda: enter("二"))
    _, same = replacing(store, lambda: enter("二"))
    assert same.tables == (), "what stands already is no change"
    refused("holidays_changed_since", lambda: back(first))
    back(second)
    assert [(one.source, one.actor) for one in entered(store)] == [("一", "李")]
    _, removed = replacing(store, lambda: remove_year(store, 2026, actor="沈", now=desk.now()))
    back(removed)
    assert [one.source for one in entered(store)] == ["一"]
    count = "SELECT count(*) FROM calendar_year"
    assert store.row(count) == (5,), "nothing that was written is gone"


def test_a_row_that_does_not_say_what_its_day_is_enters_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "节假日.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["2026-05-01", "放假"])
        sheet.write_row(1, 0, ["2026-05-09", "不知道"])
    said = refused("holiday_row", lambda: import_years(desk.opened.store, path, source="示例", actor="沈", now=desk.now()))
    assert "第 2 行" in said
    assert entered(desk.opened.store) == ()


def test_a_weekday_is_not_worked_instead_of_a_weekend(desk: Desk) -> None:
    facts = {"source": "示例", "days_off": ["2026-05-01"], "workdays": ["2026-05-04"], "actor": "沈", "now": desk.now()}
    refused("holidays_wrong", lambda: enter_year(desk.opened.store, 2026, **facts))  # type: ignore[arg-type]  # mixed facts


# Resolution, papers, taking back --------------------------------------------------------------------------------------


def settled(desk: Desk) -> None:
    """An override, an objection upheld by it, a resolution."""
    number = objection(desk)
    made = desk.propose("乙", "优良")
    desk.do(confirm_override, made, actor="李")
    desk.do(find_on_objection, number, Verdict.UPHELD, override=made, text="补充证明属实", day=date(2026, 4, 9))
    desk.do(resolve, desk.run, body="区科委主任办公会", day=date(2026, 4, 15), document="云科委纪要〔2026〕6号")


def test_the_resolution_that_stands_is_the_latest(desk: Desk) -> None:
    refused("minutes_needed", lambda: desk.do(resolve, desk.run, body="办公会", day=DAY, document=""))
    desk.do(resolve, desk.run, body="办公会", day=DAY, document="5号")
    desk.do(resolve, desk.run, body="办公会", day=DAY, document="6号")
    found = resolution(desk.opened)
    assert found is not None
    assert found.document == "6号"
    assert found.run_id == desk.run.id


def test_the_words_of_a_paper_are_dated_and_name_who_objected_only_inside(desk: Desk) -> None:
    settled(desk)
    uscc = desk.carrier("乙").uscc
    lines = decisions_words(desk.opened, desk.run, uscc)
    assert [line[:10] for line in lines] == ["2026-04-01", "2026-04-09", "2026-04-15"]
    assert "由“合格”调整为“优良”：已补充审计报告" in lines[0]
    assert "王某" not in "".join(lines)
    assert "个人于 2026-04-01 提出的异议成立" in lines[1]
    assert "王某" in "".join(decisions_words(desk.opened, desk.run, uscc, internal=True))
    assert len(decisions_words(desk.opened, desk.run, desk.carrier("甲").uscc, "en")) == 1, "the resolution alone"
    assert decisions_words(desk.opened, desk.run) == lines[2:]


def test_a_report_prints_what_was_decided_and_one_from_before_is_out_of_date(desk: Desk, tmp_path: Path) -> None:
    def states() -> dict[str, PaperState]:
        found = {row.result.name: row.state for row in publication(desk.opened).rows}
        assert unprinted(desk.opened, desk.run) == sum(one is not PaperState.PRINTED for one in found.values())
        return found

    facts = {"actor": "沈", "only": [desk.carrier("乙").uscc, desk.carrier("甲").uscc]}
    before = print_reports(desk.opened, desk.run, tmp_path / "a", now=desk.now(), **facts)  # type: ignore[arg-type]  # mixed facts
    assert states()[NAMES["乙"]] is PaperState.PRINTED
    desk.do(confirm_override, desk.propose("乙", "优良"), actor="李")
    assert (states()[NAMES["甲"]], states()[NAMES["乙"]]) == (PaperState.PRINTED, PaperState.OUTDATED)
    assert {row.result.name: row.result.grade for row in publication(desk.opened).rows}[NAMES["乙"]] == "优良"
    assert leaf(desk.opened, desk.run, desk.carrier("乙").uscc, Version.FEEDBACK, "zh").paper is None
    after = print_reports(desk.opened, desk.run, tmp_path / "b", now=desk.now(), **facts)  # type: ignore[arg-type]  # mixed facts
    assert states()[NAMES["乙"]] is PaperState.PRINTED
    same = {one.paper.uscc for one in before} & {one.paper.uscc for one in after if one.paper in [each.paper for each in before]}
    assert same == {desk.carrier("甲").uscc}, "nothing was decided about it: the same bytes"
    text = words(next(one.path for one in after if one.paper.uscc == desk.carrier("乙").uscc).read_bytes())
    assert "审定与调整" in text
    assert "按评分细则计算为“合格”" in text.replace("\n", "")
    done = replay(desk.opened.store, desk.run)
    assert (done.equal, len(done.papers)) == (True, 3), "each from the decisions it knew"


def test_what_was_entered_by_mistake_is_taken_back_but_not_what_somebody_signed(desk: Desk) -> None:
    made = desk.do(resolve, desk.run, body="办公会", day=DAY, document="5号")
    assert undoable(desk.opened, made.id)
    desk.do(take_back, made.id, reason="文号有误")
    assert resolution(desk.opened) is None
    refused("no_such_act", lambda: desk.do(take_back, made.id))
    number = desk.propose("乙", "优良")
    done = desk.do(confirm_override, number, actor="李")
    refused("stays", lambda: desk.do(take_back, done.id))
    refused("went_on", lambda: desk.do(take_back, number))
    verbs = [one.verb for one in journal.entries(desk.opened.store) if one.verb in decisions.VERBS]
    assert verbs == ["resolution.passed", "decision.taken_back", "override.proposed", "override.confirmed"]


# The lock -------------------------------------------------------------------------------------------------------------


def test_a_locked_round_takes_no_change_until_it_is_unlocked_with_a_reason(desk: Desk) -> None:
    settled(desk)
    desk.do(lock_round, note="归档", actor="沈局长")
    on = locked(desk.opened)
    assert on is not None
    assert (on.by, on.run_id) == ("沈局长", desk.run.id)
    head = journal.current_head(desk.opened.store)
    with pytest.raises(Refusal) as refusal:
        amend_typed(desk.opened, desk.carrier("乙"), [Typed("载体", 1, "false_data", "是", "查实")], actor="沈", now=desk.now())
    assert "沈局长于 2026-04-01" in tell(refusal.value.said)
    for call in (
        desk.seal,
        lambda: objection(desk),
        lambda: desk.do(tell_results, desk.run, day=DAY),
        lambda: desk.do(set_window, first=DAY, days=5),
    ):
        with pytest.raises(Refusal):
            call()
    refused("locked_already", lambda: desk.do(lock_round))
    assert journal.current_head(desk.opened.store) == head, "nothing was written"
    refused("reason_needed", lambda: desk.do(unlock_round, reason=" "))
    desk.do(unlock_round, reason="补录整改复查")
    assert locked(desk.opened) is None
    refused("not_locked", lambda: desk.do(unlock_round, reason="x"))
    desk.do(set_window, first=DAY, days=5)
    assert doctor.examine(desk.opened.store) == ()


def test_the_key_of_a_paper_changes_with_what_it_says_and_with_nothing_else(desk: Desk) -> None:
    uscc = desk.carrier("乙").uscc
    assert Decided(desk.opened, desk.run).key(uscc) == ""
    desk.do(tell_results, desk.run, day=DAY)
    desk.propose("乙", "优良")
    objection(desk)
    assert Decided(desk.opened, desk.run).key(uscc) == "", "told, proposed and raised is not decided"
    desk.do(resolve, desk.run, body="办公会", day=DAY, document="6号")
    assert len(json.loads(Decided(desk.opened, desk.run).key(uscc))) == 1


def test_the_terminal_lists_everything_and_numbers_lead_back(own: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("override", "propose", workspace, NAMES["乙"], "优良", "--reason=r", "--basis=b").code == 0
    assert bare("override", "confirm", workspace, NAMES["乙"], "--actor=李复核").code == 0
    found = asked("decisions", workspace)
    assert [one["grade"] for one in found["outcomes"] if one["carrier"] == NAMES["乙"]] == ["优良"]
    assert [(one["act"], one["stands"]) for one in found["acts"]] == [("proposed", True), ("confirmed", True)]
    assert found["open"]["waiting"] == 0
    told = fuping("decisions", workspace).out
    assert "优良（经调整；评分细则计算为 合格）" in told
    assert found["acts"][0]["number"] in told
