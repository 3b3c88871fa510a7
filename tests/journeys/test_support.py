"""Support over the real terminal: policies adopted, open figures settled one by one, and what each carrier may get then."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scoring.engine.support import Case, PolicyResult, SupportPlan
from scoring.services import support, support_memory
from scoring.services.days import CHINA
from scoring.services.rounds import open_workspace
from scoring.services.scoring import latest_run
from scoring.services.sealed import listed_results, sealed_results
from scoring.services.support import round_support
from scoring.services.support_ground import inputs_now
from scoring.services.support_kept import decide_support, support_as_decided
from scoring.services.support_memory import SupportMemory
from scoring.store import support_results
from tests.journeys.driving import NAMES, WORKSPACE, ask, fuping, policies_of_ours, returned

CHINESE = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")
YANGPU, BAY = "yangpu-2024-1", "dalinghaowan-2024-7"
BASIS = ("--basis", "区科委办公会纪要〔2026〕3号")


@pytest.fixture
def workspace(own: Path, tmp_path: Path) -> Path:
    """The worked carriers, sealed, with our three policies as if they were of their district."""
    for copy in policies_of_ours(tmp_path):
        assert fuping("policy", "adopt", own / WORKSPACE, copy).code == 0
    return own / WORKSPACE


def announce(workspace: Path, day: str = "2026-06-30") -> None:
    """When the result was announced: clauses of 大零号湾 and Baoshan go by it."""
    answer = fuping("announced", workspace, day, "--by", "结果通知〔2026〕8号")
    assert answer.code == 0, answer.err


def settle(workspace: Path, *words: object) -> None:
    answer = fuping("support", "settle", workspace, *words, *BASIS)
    assert answer.code == 0, answer.err


def of(workspace: Path, carrier: str = "甲") -> dict[str, Any]:
    [found] = ask("support", workspace, NAMES[carrier])["carriers"]
    assert isinstance(found, dict)
    return found


def clause(found: dict[str, Any], key: str) -> dict[str, Any]:
    [one] = [each for policy in found["policies"] for each in policy["clauses"] if each["key"] == key]
    return dict(one)


def choice(found: dict[str, Any], key: str) -> dict[str, Any]:
    [one] = [each for each in found["choices"] if each["key"] == key]
    return dict(one)


def test_without_a_policy_it_says_what_to_do(own: Path) -> None:
    answer = fuping("support", own / WORKSPACE)
    assert answer.code == 2
    assert "还没有采用适用于“孵化器”的扶持政策" in answer.err


def test_before_anything_is_settled_nothing_is_given_and_everything_open_is_named(workspace: Path) -> None:
    found = of(workspace)
    assert (found["total"], found["open"]) == (0, True)
    service = clause(found, "6_1_service")
    assert service["outcome"] == "unknown"
    # 50 % of 11,203,600 yuan = 5,601,800, capped at 2,000,000
    assert service["ceiling"]["amount"] == 2_000_000_00
    assert service["worked"] == "运营总支出 11,203,600.00 元 × 50% = 5,601,800.00 元，封顶 2,000,000.00 元"
    shown = "待定（年度服务成效各等级的系数还没有写明）"
    assert service["award"] == {"amount": None, "capitals": None, "from": "open", "pending": None, "shown": shown}
    assert {each["state"] for each in found["choices"]} == {"open"}


def test_from_open_figures_to_the_best_of_three_policies(workspace: Path) -> None:
    name = NAMES["甲"]
    paid = fuping("amend", workspace, name, "载体", 1, "市级年度评价扶持资金到账额", "150", "--reason", "按到账凭证")
    assert paid.code == 0, paid.err
    assert fuping("score", workspace, "--seal").code == 0
    announce(workspace)
    settle(workspace, BAY, "service_grades", "优秀、优良")
    settle(workspace, BAY, "service_coefficient", "优秀=90%、优良=60%")
    settle(workspace, BAY, "founded_together", "否", "--carrier", name)
    settle(workspace, YANGPU, "b_or_above", "优秀、优良")
    settle(workspace, YANGPU, "6_graded_incubator", "2026-05-20", "--as", "day")
    settle(workspace, YANGPU, "6_graded_incubator", "100万元", "--as", "award", "--carrier", name)
    settle(workspace, "baoshan", "quality_grades", "优秀")
    settle(workspace, "baoshan", "quality_outstanding", "是", "--carrier", name)
    settle(workspace, "baoshan", "quality_amount", "优秀=333333.33元")
    settle(workspace, "baoshan", "district_share", "70%")
    settle(workspace, "baoshan", "town_share", "30%")
    found = of(workspace)
    # 大零号湾: 90 % of the 2,000,000 ceiling = 1,800,000
    assert clause(found, "6_1_service")["award"]["amount"] == 1_800_000_00
    # 宝山: by grade, 70 % : 30 % to the last 分
    assert clause(found, "27_quality")["award"]["amount"] == 333_333_33
    assert clause(found, "27_quality")["shares"]["borne"] == [
        {"payer": "district", "amount": 233_333_33, "capitals": "人民币贰拾叁万叁仟叁佰叁拾叁元叁角叁分"},
        {"payer": "town", "amount": 100_000_00, "capitals": "人民币壹拾万元整"},
    ]
    operation = choice(found, "carrier_operation")
    assert (operation["state"], operation["taken"], operation["award"]) == ("settled", [[BAY, "6_1_service"]], 1_800_000_00)
    left = {tuple(each["clause"]): each for each in operation["not_cumulated"]}
    assert left["baoshan-2024-4", "27_quality"]["by"] == BAY
    assert "从优从高不重复" in left["baoshan-2024-4", "27_quality"]["shown"]
    graded = clause(found, "6_graded_incubator")
    # 1 : 1 of 1,500,000 is the ceiling, the district decided on 1,000,000
    assert (graded["outcome"], graded["ceiling"]["amount"]) == ("eligible", 1_500_000_00)
    assert (graded["award"]["amount"], graded["award"]["from"]) == (1_000_000_00, "decision")
    assert left[YANGPU, "6_graded_incubator"]["award"] == graded["award"]["amount"]
    assert found["total"] == sum(each["award"] for each in found["choices"]) == 1_800_000_00
    assert found["capitals"] == "人民币壹佰捌拾万元整"
    assert clause(found, "27_quality")["award"]["capitals"] == "人民币叁拾叁万叁仟叁佰叁拾叁元叁角叁分"
    said = fuping("support", workspace, name).out
    assert "拟扶持金额合计（大写）：人民币壹佰捌拾万元整" in said
    assert "扶持上限　2,000,000.00 元，大写人民币贰佰万元整" in said
    assert "拟扶持金额　1,800,000.00 元（扶持上限的 90%），大写人民币壹佰捌拾万元整" in said
    district = "区级财政 233,333.33 元，大写人民币贰拾叁万叁仟叁佰叁拾叁元叁角叁分；"
    assert f"{district}镇级财政 100,000.00 元，大写人民币壹拾万元整" in said
    assert "，共 1,800,000.00 元，大写人民币壹佰捌拾万元整" in said
    assert "地域" not in re.findall(r"不能享受　4_platform.*?(?=\n  [不可尚])", said, re.DOTALL)[0], "only why not"


def test_an_award_counts_under_a_known_ceiling_only(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = NAMES["甲"]
    emptied = fuping("amend", workspace, name, "载体", 1, "运营总支出", "", "--reason", "凭证没有交")
    assert emptied.code == 0, emptied.err
    assert fuping("score", workspace, "--seal").code == 0
    announce(workspace)
    settle(workspace, BAY, "service_grades", "优秀、优良")
    settle(workspace, BAY, "6_1_service", "800万元", "--as", "award", "--carrier", name)
    pot(workspace, "运营", "100万元", "--covers", f"{BAY}/6_1_service", "--rule", "pro_rata")
    found = of(workspace)
    shown = "待定（区里决定 8,000,000.00 元，高于封顶 2,000,000.00 元；扶持上限还不能确定：填报表没有写运营总支出）"
    assert clause(found, "6_1_service")["award"] == {
        "amount": None,
        "capitals": None,
        "from": "decision",
        "pending": 8_000_000_00,
        "shown": shown,
    }
    assert (found["total"], found["open"], found["after_budget"]["amount"]) == (0, True, 0)
    [shared] = ask("support", "share", workspace)["pots"]
    assert (shared["given"], shared["shares"], shared["provisional"]) == (0, [], True)
    assert [one["carrier"] for one in shared["open"]][:1] == [name]
    assert shown in fuping("support", workspace, name).out
    # A decision of a build that counted it is worked out again as it was
    monkeypatch.setattr(support, "inputs_now", lambda *given, **said: replace(inputs_now(*given, **said), edition=1))
    assert ask("support", "decide", workspace, *BASIS)["carriers"][0]["before"] == 8_000_000_00
    monkeypatch.undo()
    decided = ask("support", "decided", workspace, "--replay")
    assert (decided["carriers"][0]["before"], decided["same"], decided["changed"]) == (
        8_000_000_00,
        True,
        ["aid.changed.ceilings"],
    )
    assert "大写" not in printed(workspace), "a report of then is the same bytes again"
    again = ask("support", "decide", workspace, *BASIS)
    assert "大写人民币" in printed(workspace)
    assert (again["carriers"][0]["before"], again["carriers"][0]["after"]) == (0, 0)
    replayed = ask("support", "decided", workspace, "--replay")
    assert (replayed["same"], replayed["changed"]) == (True, [])


def printed(workspace: Path) -> str:
    """What a report would print of the latest decision."""
    opened = open_workspace(workspace)
    with opened.store:
        kept = support_results.latest(opened.store, opened.round.id)
        assert kept is not None
        found = support_as_decided(opened, kept)
        return "".join(
            text
            for one in found.carriers
            for policy, *_ in one.policies()
            for each in policy.clauses
            for _, text in one.lines(each, policy)
        )


def test_what_a_round_decided_counts_in_the_next(workspace: Path) -> None:
    """Three consecutive years across rounds: 甲 has it in 2026 for the second time."""
    for name, years in ((NAMES["甲"], "2025"), (NAMES["乙"], "无")):
        settle(workspace, BAY, "founded_together", "是", "--carrier", name)
        settle(workspace, BAY, "6_2_operating", years, "--as", "given", "--carrier", name)
    settle(workspace, BAY, "6_2_operating", "100万元", "--as", "award", "--carrier", NAMES["甲"])
    [met] = years_of(workspace, "甲")
    assert (met["outcome"], met["years"]) == ("met", [{"year": 2025, "decided": None}])
    assert ask("support", "decide", workspace, *BASIS)["carriers"][0]["after"] == 1_000_000_00
    assert fuping("round", "next", workspace).code == 0
    for carrier in ("甲", "乙"):
        assert fuping("import", workspace, returned(workspace.parent, carrier)).code in (0, 1)
    [check] = years_of(workspace, "甲")
    day = datetime.now(CHINA).date()
    cited = {"round": "2026 年度考评", "day": day.isoformat(), "basis": BASIS[1]}
    assert (check["outcome"], check["why"]) == ("met", None)
    assert check["years"] == [{"year": 2025, "decided": None}, {"year": 2026, "decided": cited}]
    words = f"以前享受的年度 2025、2026，没有超过 3 年；2026 年：2026 年度考评，{day} 审定（{BASIS[1]}）"
    assert check["shown"] == words
    assert words in fuping("support", workspace, NAMES["甲"]).out
    english = fuping("support", workspace, NAMES["甲"], "--lang", "en").out
    assert f"given before in 2025, 2026, not yet the 3 years there are; 2026: Assessment of 2026, decided {day} (" in english
    # 乙's was open when 2026 was decided: nobody knows whether it was given
    [part] = years_of(workspace, "乙")
    assert (part["outcome"], part["why"], part["years"]) == ("unknown", "earlier_open", [])
    # Otherwise than decided: told, not merged
    settle(workspace, BAY, "6_2_operating", "无", "--as", "given", "--carrier", NAMES["甲"])
    [disputed] = years_of(workspace, "甲")
    assert (disputed["outcome"], disputed["why"]) == ("unknown", "earlier_disputed")
    assert "写明的以前享受的年度（无）与以前轮次审定的（2025、2026）不一致" in disputed["shown"]
    settle(workspace, BAY, "6_2_operating", "2025、2026", "--as", "given", "--carrier", NAMES["甲"])
    assert years_of(workspace, "甲")[0]["outcome"] == "met"
    settle(workspace, BAY, "6_2_operating", "", "--as", "given", "--carrier", NAMES["甲"], "--undo")
    # What 2027 decides rests on what 2026 decided, and says when that has changed
    assert fuping("score", workspace, "--seal").code == 0
    assert fuping("support", "decide", workspace, *BASIS).code == 0
    found = ask("support", "decided", workspace, "--replay")
    assert (found["same"], found["changed"]) == (True, [])
    opened = open_workspace(workspace, year=2026)
    with opened.store:
        decide_support(opened, basis="复议", actor="测", now=datetime.now(UTC))
    later = ask("support", "decided", workspace, "--replay")
    assert (later["same"], later["changed"]) == (True, ["aid.changed.earlier"])
    assert "复议" in years_of(workspace, "甲")[0]["shown"]
    assert ask("doctor", workspace)["sound"] is True


def years_of(workspace: Path, carrier: str) -> list[dict[str, Any]]:
    return [one for one in clause(of(workspace, carrier), "6_2_operating")["checks"] if one["asks"] == "years"]


def test_what_is_settled_is_replaced_withdrawn_journalled_and_sound(workspace: Path) -> None:
    name = NAMES["乙"]
    for value, amount in (("80%", 1_600_000_00), ("50%", 1_000_000_00)):
        settle(workspace, BAY, "service_coefficient", f"优秀={value}")
        assert clause(of(workspace), "6_1_service")["award"]["amount"] == amount
    assert fuping("support", "settle", workspace, BAY, "service_coefficient", "--undo").code == 0
    assert clause(of(workspace), "6_1_service")["award"]["amount"] is None
    settle(workspace, BAY, "6_2_operating", "无", "--as", "given", "--carrier", name)
    years = [one for one in clause(of(workspace, "乙"), "6_2_operating")["checks"] if one["asks"] == "years"]
    assert [(one["outcome"], one["shown"]) for one in years] == [("met", "以前没有享受过")]
    told = fuping("journal", workspace, "--action", "写明待定项").out
    for sentence in ("service_coefficient 定为 优秀=50%（区科委办公会纪要〔2026〕3号）", "撤回已写明的", f"{name}以前享受"):
        assert sentence in told, told
    assert ask("doctor", workspace)["sound"] is True
    assert ask("replay", workspace)
    with closing(sqlite3.connect(workspace)) as raw:
        assert raw.execute("SELECT count(*) FROM settlement").fetchone() == (4,)


def test_what_is_settled_for_one_goes_before_what_is_for_all(workspace: Path) -> None:
    """A clause outside its dates never applies: a day before the policy for all, one within for 甲 alone."""
    settle(workspace, YANGPU, "b_or_above", "优秀、优良、合格")
    settle(workspace, YANGPU, "6_graded_incubator", "2024-02-26", "--as", "day")
    settle(workspace, YANGPU, "6_graded_incubator", "2024-02-27", "--as", "day", "--carrier", NAMES["甲"])
    found = {carrier: clause(of(workspace, carrier), "6_graded_incubator") for carrier in "甲乙"}
    assert {carrier: one["outcome"] for carrier, one in found.items()} == {"甲": "eligible", "乙": "not_eligible"}
    [dates] = [one["shown"] for one in found["乙"]["checks"] if one["asks"] == "dates"]
    assert dates == "评价、考核结果公布之日 2024-02-26，不在有效期内（2024-02-27 至 2099-02-26）"
    assert found["乙"]["award"]["amount"] is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("yangpu", "b_or_above", "A、B"), "“A、B”不能写入“b_or_above”"),
        (("yangpu", "step_30m", "40万元"), "低于文件写的 50万元"),
        (("yangpu", "no_such", "1"), "没有“no_such”"),
        (("suzhou", "b_or_above", "优秀"), "没有采用扶持政策“suzhou”"),
        (("yangpu", "high_quality_support", "5万元"), "要逐个确定"),
        (("yangpu", "b_or_above", "优秀", "--carrier", "启川"), "由区里统一确定"),
        (("yangpu", "5_high_quality", "5万元", "--as", "award", "--carrier", "启川"), "不是“最高”的条款"),
        (("yangpu", "6_graded_incubator", "去年", "--as", "given", "--carrier", "启川"), "不是年度"),
        (("yangpu", "6_graded_incubator", "5月", "--as", "day"), "不是日期"),
        (("yangpu", "b_or_above"), "或用 --undo 撤回"),
    ],
)
def test_what_cannot_be_settled_is_refused_and_nothing_written(workspace: Path, words: tuple[str, ...], sentence: str) -> None:
    answer = fuping("support", "settle", workspace, *words, *BASIS)
    assert answer.code == 2
    assert sentence in answer.err
    with closing(sqlite3.connect(workspace)) as raw:
        assert raw.execute("SELECT count(*) FROM settlement").fetchone() == (0,)


def test_nothing_is_settled_on_no_ground(workspace: Path) -> None:
    answer = fuping("support", "settle", workspace, YANGPU, "b_or_above", "优秀")
    assert answer.code == 2
    assert "写明依据" in answer.err


CAPITALS = re.compile(r"人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+")
"""大写 is Chinese in any language."""


def test_in_english_it_is_told_without_a_word_of_chinese(workspace: Path) -> None:
    answer = fuping("support", workspace, "启川", "--lang", "en")
    assert (answer.code, answer.err) == (0, "")
    said = answer.out.replace(NAMES["甲"], "").replace("云岬区", "")
    assert "total award in capitals: 人民币零元整" in said
    assert "2,000,000.00 CNY, in capitals 人民币贰佰万元整" in said
    assert [line for line in CAPITALS.sub("", said).splitlines() if CHINESE.search(line)] == []


def test_every_carrier_in_a_line(workspace: Path) -> None:
    answer = fuping("support", workspace)
    first, second, *lines = answer.out.splitlines()
    assert first.startswith("依据已封存的评分结果 2026-")
    assert second.startswith("结果公布之日还没有登记（首次封存于 ")
    assert [line.split("　")[0] for line in lines] == list(NAMES.values())
    assert json.loads(fuping("support", workspace, "--json").out)["schema"] == "fuping/cli-support-show/1"


# Budget and decision ------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(workspace: Path) -> Path:
    """All three carriers get something: 1,800,000 yuan, 1,200,000 and 20 % of half of 2,407,700."""
    announce(workspace)
    settle(workspace, BAY, "service_grades", "优秀、合格、不合格")
    settle(workspace, BAY, "service_coefficient", "优秀=90%、合格=60%、不合格=20%")
    for name in NAMES.values():
        settle(workspace, BAY, "founded_together", "否", "--carrier", name)
    return workspace


def pot(workspace: Path, *words: object) -> None:
    answer = fuping("support", "pot", workspace, *words, *BASIS)
    assert answer.code == 0, answer.err


def test_a_budget_that_does_not_suffice_is_shared_by_the_rule_that_was_chosen(three: Path) -> None:
    pot(three, "运营", "200万元", "--covers", "@carrier_operation", "--unit", "万元")
    [open_one] = ask("support", "share", three)["pots"]
    assert [one["wanted"] for one in open_one["shares"]] == [1_800_000_00, 1_200_000_00, 240_770_00]
    assert [one["amount"] for one in open_one["shares"]] == [None, None, None]
    assert "分配办法还没有选定" in open_one["summary"]
    refused = fuping("support", "decide", three, *BASIS)
    assert (refused.code, "预算还没有分配：运营" in refused.err) == (2, True)
    # 200 units of 10,000 yuan in proportion: 111.08…, 74.05…, 14.85…; the one that is left to the largest remainder
    by_hand = {"pro_rata": [111, 74, 15], "by_rank": [180, 20, 0]}
    for rule, units in by_hand.items():
        assert [one[rule] for one in open_one["compared"]] == [unit * 10_000_00 for unit in units]
    pot(three, "运营", "--rule", "pro_rata")
    [shared] = ask("support", "share", three)["pots"]
    assert [one["amount"] for one in shared["shares"]] == [1_110_000_00, 740_000_00, 150_000_00]
    assert (shared["given"], shared["left"]) == (2_000_000_00, 0)
    first, second, third = (one["how"] for one in shared["shares"])
    assert (
        third
        == "200 万元 × 240,770.00 元 ÷ 3,240,770.00 元 ≈ 14.858814，取整 14；余数 ≈0.858814，排第 1（前 1 名各加 1 万元），加 1"
    )
    assert first.endswith("余数 ≈0.084711，排第 2（前 1 名各加 1 万元），不加")
    assert second.endswith("排第 3（前 1 名各加 1 万元），不加")
    assert shared["provisional"], "clauses of other policies in the matter are open"
    whole = of(three)
    assert whole["total"] == 1_800_000_00
    assert (whole["after_budget"]["amount"], whole["after_budget"]["capitals"]) == (1_110_000_00, "人民币壹佰壹拾壹万元整")
    said = fuping("support", three).out
    assert "拟扶持 1,800,000.00 元（人民币壹佰捌拾万元整），另有待定\n  预算后 1,110,000.00 元（人民币壹佰壹拾壹万元整）" in said
    told = fuping("support", "share", three, "--compare").out
    assert told.splitlines()[1].startswith("运营　2,000,000.00 元　人民币贰佰万元整　")
    assert "共分配 2,000,000.00 元，大写人民币贰佰万元整；结余 0.00 元，大写人民币零元整" in told
    assert "同比例 150,000.00 元、按名次 0.00 元、按得分 " in told


def test_a_pot_is_replaced_and_withdrawn_and_all_of_it_journalled(three: Path) -> None:
    pot(three, "运营", "200万元")
    pot(three, "运营", "100万元", "--rule", "by_rank")
    assert fuping("support", "pot", three, "运营", "--undo", *BASIS).code == 0
    assert fuping("support", "share", three).err.startswith("还没有预算")
    told = fuping("journal", three, "--action", "扶持预算").out
    for sentence in (
        "“运营”2,000,000.00 元，分配办法还没有选定",
        "“运营”1,000,000.00 元，按名次依次足额",
        "撤回孵化器的扶持预算“运营”",
    ):
        assert sentence in told, told
    assert of(three)["after_budget"]["amount"] == of(three)["total"]
    assert ask("doctor", three)["sound"] is True


def test_what_was_decided_stays_and_says_what_changed_since(three: Path) -> None:
    refused = fuping("support", "decided", three)
    assert (refused.code, "还没有审定" in refused.err) == (2, True)
    pot(three, "运营", "200万元", "--rule", "pro_rata")
    decided = ask("support", "decide", three, *BASIS)
    assert [one["after"] for one in decided["carriers"]] == [1_110_847_00, 740_565_00, 148_588_00]
    assert sum(one["after"] for one in decided["carriers"]) == 2_000_000_00
    assert ask("support", "decide", three, *BASIS)["id"] == decided["id"], "the same again changes nothing"
    found = ask("support", "decided", three, "--replay")
    assert (found["sha256"], found["same"], found["changed"]) == (decided["sha256"], True, [])
    pot(three, "运营", "100万元", "--rule", "by_rank")
    settle(three, BAY, "service_coefficient", "优秀=80%、合格=60%、不合格=20%")
    later = ask("support", "decided", three, "--replay")
    assert later["carriers"] == decided["carriers"]
    assert later["changed"] == ["aid.changed.settlements", "aid.changed.pots"]
    assert later["same"] is True, "from what it rested on, whatever counts today"
    name = NAMES["甲"]
    assert fuping("amend", three, name, "载体", 1, "运营总支出", "90", "--reason", "按审计报告").code == 0
    assert "aid.changed.data" in ask("support", "decided", three)["changed"]
    refused = fuping("support", "decide", three, *BASIS)
    assert (refused.code, "请先重新封存" in refused.err) == (2, True)
    # 甲's figures are those of the sealed run until it is sealed again: 80 % of 2,000,000; then 80 % of half of 900,000
    assert of(three)["total"] == 1_600_000_00
    assert ask("support", three, name, "--live")["carriers"][0]["total"] == 360_000_00
    assert fuping("score", three, "--seal").code == 0
    assert of(three)["total"] == 360_000_00
    assert ask("support", "decided", three, "--replay")["same"] is True
    assert fuping("support", "decide", three, *BASIS).code == 0
    assert ask("doctor", three)["sound"] is True
    assert "审定孵化器的扶持金额" in fuping("journal", three, "--action", "审定扶持金额").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("运营", "200吨"), "不能作为预算金额"),
        (("运营", "0.001元"), "写到分为止"),
        (("", "1万元"), "起个名称"),
        (("运营", "1万元", "--covers", "suzhou"), "没有采用扶持政策“suzhou”"),
        (("运营", "1万元", "--covers", "yangpu/no_such"), "里没有条款“no_such”"),
        (("运营", "1万元", "--covers", "@no_such"), "没有“@no_such”这一事项"),
        (("运营", "1万元", "--payer", "county"), "没有写“county”分担"),
        (("运营", "1万元", "--undo"), "或用 --undo 撤回"),
        (("运营",), "或用 --undo 撤回"),
        (("运营", "--rule", "by_rank"), "还没有预算"),
        (("建设", "1万元", "--covers", "yangpu"), "预算“全部”已经包括"),
    ],
)
def test_a_pot_that_cannot_be_is_refused_and_nothing_written(workspace: Path, words: tuple[str, ...], sentence: str) -> None:
    covered = "已经包括" in sentence
    if covered:
        pot(workspace, "全部", "1万元")
    answer = fuping("support", "pot", workspace, *words, *BASIS)
    assert answer.code == 2
    assert sentence in answer.err
    with closing(sqlite3.connect(workspace)) as raw:
        assert raw.execute("SELECT count(*) FROM pot").fetchone() == (int(covered),)


def test_a_pot_needs_a_basis_and_so_does_a_decision(workspace: Path) -> None:
    for words in (("pot", workspace, "运营", "1万元"), ("decide", workspace)):
        answer = fuping("support", *words)
        assert answer.code == 2
        assert "依据" in answer.err


def test_the_live_score_is_for_looking_and_says_so(workspace: Path) -> None:
    document = ask("support", workspace, "--live")
    shown = "依据当前得分，只供查看：扶持以封存的评分结果为准"
    since = datetime.now(CHINA).date().isoformat()
    assert document["rests_on"] == {"run": None, "shown": shown, "announced": {"day": None, "since": since}, "later_policies": []}
    sealed = ask("support", workspace)
    assert sealed["rests_on"]["run"]
    assert [one["total"] for one in sealed["carriers"]] == [one["total"] for one in document["carriers"]]


def test_what_is_for_firms_says_what_the_district_must_know_of_each(workspace: Path) -> None:
    said = fuping("support", workspace, NAMES["甲"]).out
    campus = "由企业另行申请，不计入载体；填报表没有逐家写明，要逐家认定：高校师生创办并入驻的企业数（填报表没有“师生创办”一项，家数由区里认定）"
    assert campus in said
    assert "要逐家认定：营收首次超过界限时的营业收入、高新技术企业，研发投入强度和前3年营收复合增长率达到一定比例以上" in said


def test_kept_between_looks_only_what_changed_is_worked_out(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str] = []
    apply = support_memory.apply_policy

    def counted(plan: SupportPlan, case: Case) -> PolicyResult:
        worked.append(plan.compiled.document.key)
        return apply(plan, case)

    monkeypatch.setattr(support_memory, "apply_policy", counted)
    opened, memory = open_workspace(workspace, read_only=True), SupportMemory()
    with opened.store:

        def again() -> int:
            """How many carriers are worked out; the amounts are those of working out all of them."""
            worked.clear()
            found = round_support(opened, now=datetime.now(UTC), listed=True, memory=memory)
            count = len(worked) // 3
            whole = round_support(opened, now=datetime.now(UTC))
            assert [one.document() for one in found.carriers] == [one.document() for one in whole.carriers]
            return count

        assert again() == 3
        assert again() == 0
        settle(workspace, BAY, "founded_together", "否", "--carrier", NAMES["甲"])
        assert again() == 1
        settle(workspace, BAY, "service_grades", "优秀、优良、合格")
        assert again() == 3, "it is everybody's matter"
        pot = fuping("support", "pot", workspace, "年度预算", "100万元", "--rule", "pro_rata", *BASIS)
        assert pot.code == 0, pot.err
        assert again() == 0, "a budget changes no claim"
        paid = fuping("amend", workspace, NAMES["乙"], "载体", 1, "运营总支出", "150", "--reason", "按审计报告")
        assert paid.code == 0, paid.err
        assert again() == 0, "the sealed result stands"
        assert fuping("score", workspace, "--seal").code == 0
        assert again() >= 1


def test_what_is_listed_of_a_run_is_what_its_text_says(workspace: Path) -> None:
    opened = open_workspace(workspace)
    with opened.store:
        run = latest_run(opened)
        for language in ("zh", "en"):
            found = sealed_results(opened, run, language)
            assert len(found) == 3
            assert listed_results(opened, run, language) == found
