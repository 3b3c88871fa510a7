"""Every figure can be followed back to cells of a workbook whose hash is known, and those very cells give the figure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from scoring.definitions.rubric import MeasureKind
from scoring.engine.trace import MeasureTrace
from scoring.services.explaining import _amounts
from tests.journeys.by_hand import NEW_YEAR_BEFORE, grew, number, tenants, work_out
from tests.journeys.driving import CARRIERS, STRUCK, TENANTS, UNKNOWN, WORKSPACE, ask, fuping, returned, sheets
from tests.scoring.engine import language

Row = dict[str, Any]

SUMMED = {
    "A1-1": ("rd_expense", "revenue"),
    "A1-2": ("rd_staff", "employees"),
    "A2-2": ("revenue", "revenue_prior"),
}
"""Indicators whose numerator and denominator are sums of two fields."""

COLUMNS = {
    "revenue": "本年度营业收入",
    "revenue_prior": "上年度营业收入",
    "rd_expense": "本年度研发费用",
    "rd_expense_prior": "上年度研发费用",
    "employees": "年末从业人员",
    "rd_staff": "其中：研发人员",
    "founded_on": "成立日期",
    "share_for_service": "先租后股/先服务后股",
}

IN_THE_SET: dict[str, Callable[[Row], bool]] = {
    "A1-1": lambda row: True,
    "A1-2": lambda row: True,
    "A2-1": lambda row: True,
    "A2-2": lambda row: row["成立日期"] <= NEW_YEAR_BEFORE,
    "J2": lambda row: row["先租后股/先服务后股"] != "无",
}
"""Which tenants an indicator speaks of, by hand."""

EVERY = [(carrier, code) for carrier in CARRIERS for code in IN_THE_SET]


@pytest.fixture(scope="module")
def explained(demo: Path) -> dict[str, dict[str, Any]]:
    return {key: ask("explain", demo / WORKSPACE, uscc) for key, uscc in CARRIERS.items()}


def indicator(document: dict[str, Any], code: str) -> dict[str, Any]:
    [found] = [one for one in document["indicators"] if one["code"] == code]
    return dict(found)


def exact(text: str) -> Fraction:
    return Fraction(Decimal(text.replace(",", "")))


def cell_says(content: object) -> str:
    """A cell as an explanation shows it: numbers at their value, days as 2025-03-01."""
    return content.date().isoformat() if hasattr(content, "date") else str(content)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_workbook_is_named_with_the_hash_of_its_bytes(demo: Path, explained: dict[str, dict[str, Any]], carrier: str) -> None:
    path = returned(demo, carrier)
    assert explained[carrier]["workbook"] == {"name": path.name, "sha256": sha256(path.read_bytes()).hexdigest()}


@pytest.mark.parametrize(("carrier", "code"), EVERY)
def test_every_cited_cell_holds_what_is_cited(demo: Path, explained: dict[str, dict[str, Any]], carrier: str, code: str) -> None:
    book = sheets(returned(demo, carrier))
    cited = 0
    for firm in indicator(explained[carrier], code)["firms"]:
        assert book[firm["sheet"]][firm["cell"]].value == firm["name"]
        for value in firm["values"]:
            content = book[firm["sheet"]][value["cell"]].value
            cited += 1
            if value["value"] in ("未知", "—"):
                assert content is None
            elif isinstance(content, int | float):
                assert exact(value["value"]) == exact(str(content))
            else:
                assert value["value"] == cell_says(content)
    assert cited or indicator(explained[carrier], code)["upper"] == "0 家"


@pytest.mark.parametrize(("carrier", "code"), EVERY)
def test_the_cells_lie_in_the_row_of_their_firm_and_under_their_heading(
    demo: Path, explained: dict[str, dict[str, Any]], carrier: str, code: str
) -> None:
    book = sheets(returned(demo, carrier))
    for firm in indicator(explained[carrier], code)["firms"]:
        sheet = book[firm["sheet"]]
        for value in firm["values"]:
            cell = sheet[value["cell"]]
            assert cell.row == sheet[firm["cell"]].row
            assert str(sheet.cell(3, cell.column).value).startswith(COLUMNS[value["field"]])


@pytest.mark.parametrize(("carrier", "code"), EVERY)
def test_exactly_the_tenants_of_the_set_are_named(
    demo: Path, explained: dict[str, dict[str, Any]], carrier: str, code: str
) -> None:
    due = {(row["企业名称"], f"A{row['row']}") for row in tenants(returned(demo, carrier)) if IN_THE_SET[code](row)}
    firms = indicator(explained[carrier], code)["firms"]
    assert {(firm["name"], firm["cell"]) for firm in firms} == due
    assert {firm["sheet"] for firm in firms} <= {TENANTS}
    assert len(firms) == len(due)


@pytest.mark.parametrize(("carrier", "code"), EVERY)
def test_the_cited_cells_add_up_to_numerator_and_denominator(
    demo: Path, explained: dict[str, dict[str, Any]], carrier: str, code: str
) -> None:
    """The cells are read again with another library; the sums by hand are held against the words the program prints."""
    path, found = returned(demo, carrier), indicator(explained[carrier], code)
    sheet = sheets(path)[TENANTS]
    counted = [firm for firm in found["firms"] if firm["part"] == "counted"]
    worked = work_out(path)[code]
    if code in SUMMED:
        cited = [(value["field"], exact(str(sheet[value["cell"]].value))) for firm in counted for value in firm["values"]]
        upper, lower = (sum((amount for field, amount in cited if field == wanted), Fraction()) for wanted in SUMMED[code])
    else:
        upper, lower = Fraction(len(counted)), Fraction(len(found["firms"]))
    assert upper == worked.upper == exact(found["upper"].split()[0])
    if worked.lower is not None:
        assert lower == worked.lower == exact(found["lower"].split()[0])


@pytest.mark.parametrize("carrier", CARRIERS)
def test_each_fast_grower_is_one_by_its_own_cells(demo: Path, explained: dict[str, dict[str, Any]], carrier: str) -> None:
    by_hand = {row["企业名称"]: "counted" if grew(row) else "base" for row in tenants(returned(demo, carrier))}
    told = {firm["name"]: firm["part"] for firm in indicator(explained[carrier], "A2-1")["firms"]}
    assert told == by_hand | ({UNKNOWN: "unknown"} if carrier == "乙" else {})


def test_the_struck_firm_counts_nowhere(demo: Path, explained: dict[str, dict[str, Any]]) -> None:
    assert STRUCK in {cell.value for cell in sheets(returned(demo, "甲"))[TENANTS]["A"]}, "the carrier did declare it"
    cited = [firm for one in explained["甲"]["indicators"] for part in (one, *one["operands"]) for firm in part["firms"]]
    assert STRUCK not in {firm["name"] for firm in cited}
    assert len({firm["name"] for firm in cited if firm["sheet"] == TENANTS}) == 40


@pytest.mark.parametrize("code", ["A1-1", "A1-2", "A2-1"])
def test_the_unknown_firm_is_told_apart(demo: Path, explained: dict[str, dict[str, Any]], code: str) -> None:
    found = indicator(explained["乙"], code)
    [unknown] = [firm for firm in found["firms"] if firm["part"] == "unknown"]
    assert unknown["name"] == UNKNOWN
    assert "未知" in [value["value"] for value in unknown["values"]]
    assert "暂定：1 家的相关单元格未知" in found["notes"]
    [row] = [row for row in tenants(returned(demo, "乙")) if row["企业名称"] == UNKNOWN]
    assert number(row, "本年度研发费用") is None


def test_the_next_step_is_named_and_the_top_has_none(explained: dict[str, dict[str, Any]]) -> None:
    assert indicator(explained["丙"], "A1-1")["next_step"] == "达到 6% 可得 3.5 分"
    assert indicator(explained["丙"], "A2-1")["next_step"] == "达到 30% 可得 8 分", "on the twelve points it has here"
    assert indicator(explained["甲"], "A1-2")["next_step"] == ""


def test_an_amendment_shows_verified_and_declared_value_with_reason_and_person(own: Path) -> None:
    workspace, firm = own / WORKSPACE, "云岬樾格机器人有限公司"
    amended = fuping("amend", workspace, "听澜", "在孵企业", 1, "本年度研发费用", "70.5", "--reason", "专项审计报告")
    assert amended.out == "已更正 云岬听澜创新工场“在孵企业”第 1 行“本年度研发费用”：76.00 → 核定值 70.50；申报值留存\n"
    found = indicator(ask("explain", workspace, "听澜", "a1-1"), "A1-1")
    [cited] = [one for one in found["firms"] if one["name"] == firm]
    [value] = [one for one in cited["values"] if one["field"] == "rd_expense"]
    expected = {"value": "70.50", "cell": "M4", "declared": "76.00", "reason": "专项审计报告", "by": "测试员"}
    assert {name: value[name] for name in expected} == expected
    assert sheets(returned(own, "乙"))[TENANTS]["M4"].value == 76, "what the carrier declared stands where it stood"
    assert exact(found["upper"].split()[0]) == exact("551.9") - exact("5.5")
    assert (
        "本年度研发费用（万元） 核定值 70.50 [M4，申报值 76.00；测试员：专项审计报告]"
        in fuping("explain", workspace, "听澜", "A1-1").out
    )


def test_an_unknown_value_that_the_district_settles_counts_and_shows_that_it_was_empty(own: Path) -> None:
    workspace = own / WORKSPACE
    [row] = [
        firm["row"] for firm in indicator(ask("explain", workspace, "听澜", "A1-1"), "A1-1")["firms"] if firm["part"] == "unknown"
    ]
    assert fuping("amend", workspace, "听澜", "tenants", row, "rd_expense", "3", "--reason", "电话核实").code == 0
    found = indicator(ask("explain", workspace, "听澜", "A1-1"), "A1-1")
    [settled] = [firm for firm in found["firms"] if firm["row"] == row]
    assert (settled["name"], settled["part"]) == (UNKNOWN, "counted")
    assert [value["declared"] for value in settled["values"] if value["field"] == "rd_expense"] == ["空"]
    assert found["notes"] == []
    assert (found["upper"], found["lower"]) == ("554.9 万元", "7394.4 万元")


def test_striking_a_firm_takes_it_out_of_every_indicator(own: Path) -> None:
    workspace = own / WORKSPACE
    firm = indicator(ask("explain", workspace, "沐野", "A2-1"), "A2-1")["firms"][0]
    struck = fuping("amend", workspace, "沐野", "在孵企业", firm["row"], "核定不计入", "是", "--reason", "实地核查不在场地内")
    assert struck.code == 0
    after = ask("explain", workspace, "沐野")
    assert firm["name"] not in {one["name"] for each in after["indicators"] for one in each["firms"]}
    assert indicator(after, "A2-1")["lower"] == "24 家"


def grading(workspace: Path, carrier: str) -> dict[str, str]:
    return {step["label"]: step["words"] for step in ask("explain", workspace, carrier)["grading"]}


def test_a_veto_and_what_nobody_knows_are_told_apart(own: Path) -> None:
    workspace = own / WORKSPACE
    for field, value in (("false_data", "是"), ("municipal_grade", ""), ("major_accident", "是")):
        assert fuping("amend", workspace, "启川", "carrier", 1, field, value, "--reason", "复查").code == 0
    told = grading(workspace, "启川")
    assert told["一票否决"].splitlines() == [
        "已触发：查实提供虚假数据，定为不合格",
        "未触发：未提交考评材料；未按要求完成本年度火炬统计",
    ]
    limits = told["评优限制"].splitlines()
    assert limits[0] == "已触发但不改变等级：发生重大安全事故或有严重违法失信"
    assert limits[-1] == "未知，不按触发处理：市级年度评价不合格"
    assert told["直接定级"] == "未知，不按触发处理：市级年度评价优秀"
    out = fuping("explain", workspace, "启川").out
    assert "  一票否决　已触发：查实提供虚假数据，定为不合格\n" in out
    assert "一票否决" not in fuping("explain", workspace, "启川", "A1-1").out, "one indicator is not asked about the grade"


def test_a_lift_is_told_beside_the_arithmetic_of_the_places(own: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("amend", workspace, "听澜", "carrier", 1, "municipal_grade", "优秀", "--reason", "市里通报").code == 0
    told = grading(workspace, "听澜")
    assert told["比例限制"].splitlines()[0] == "优秀不超过 1 个：20% × 3 家 ＝ 0.6，有小数就舍去，至少 1 个"
    assert told["直接定级"] == "已触发：市级年度评价优秀，至少优良，不占名额"


def test_a_deduction_is_told_with_its_minus_and_a_formula_with_its_quotient(demo: Path) -> None:
    out = fuping("explain", demo / WORKSPACE, "沐野").out
    assert "：34.63 分，不合格\n" in out
    assert "：66.05 分，合格（暂定）\n" in fuping("explain", demo / WORKSPACE, "听澜", "D1").out
    assert "\nD1 逾期报送　−1.00 / −2\n" in out
    assert "逾期报送天数（自然日）（天） 5 [区填；测试员：考评收件登记]" in out
    assert "\nA4-1 高新技术企业培育率　1.11 / 5\n" in out
    assert "  结果　0.5 家 ÷ 27 家 ＝ 1.85%\n" in out
    late = indicator(ask("explain", demo / WORKSPACE, "沐野"), "D1")
    assert (late["role"], late["points"], late["next_step"]) == ("deduction", "1.00", "")


def test_english_is_told_in_english(demo: Path) -> None:
    told = fuping("explain", demo / WORKSPACE, "沐野", "A2-2", "--lang=en")
    assert told.code == 0
    assert "only 4 firms can be measured, fewer than 5 firms: not calculated" in told.out
    assert "tenants that count: 4" in told.out
    assert "说明" not in told.out


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        ("revenue", []),
        ("min(revenue, 5万元)", ["计入（万元）"]),
        ("revenue - 1万元", ["计入（万元）"]),
        ("revenue / staff", ["计入"]),
        ("staff * 2", ["计入"]),
    ],
)
def test_what_a_row_counts_for_has_the_unit_it_comes_out_in(value: str, labels: list[str]) -> None:
    compiled = language.rubric([language.measure("d", MeasureKind.DENSITY, over="W", value=value)])
    rows = [language.firm(revenue=0, staff=1)]
    found = MeasureTrace(compiled.measures["d"], language.measured(compiled, rows)["d"], (), ())
    assert [one.label for one in _amounts(found, "zh")] == labels
