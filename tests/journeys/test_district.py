"""The sample district: what it holds, that every figure of it is what a clerk finds in the workbooks, and what its reports say."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.journeys.district_figures import Carrier, everything
from tests.journeys.driving import WORKSPACE, ask, pdf_words
from tests.scoring.papers.reading import pages

MONEY = {"A5-3", "C9", "C10"}
"""Indicators whose value is an amount: kept in 分, told in 万元."""
WITHOUT_VALUE = {"J3"}
"""Fewer than three marks are no mean; what stands under value then is the program's own affair."""


@pytest.fixture(scope="module")
def results(district: Path) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in ask("score", district / WORKSPACE)["results"]}


@pytest.fixture(scope="module")
def due(district: Path) -> dict[str, Carrier]:
    return everything(district)


def test_every_indicator_of_every_carrier_is_what_a_clerk_finds_in_the_workbooks(
    results: dict[str, dict[str, Any]], due: dict[str, Carrier]
) -> None:
    assert set(results) == set(due)
    wrong, compared = [], 0
    for name, expected in due.items():
        if not expected.scored:
            assert not results[name]["scored"], name
            continue
        assert [one["code"] for one in results[name]["indicators"]] == list(expected.indicators), name
        for found in results[name]["indicators"]:
            wanted = expected.indicators[found["code"]]
            scale = 10**6 if found["code"] in MONEY else 1
            value = None if found["value"] is None else Fraction(*found["value"]) / scale
            agrees = (found["points"] or "") == wanted.points
            if wanted.value is not None or (found["code"] not in WITHOUT_VALUE and wanted.points):
                agrees = agrees and value == wanted.value
                compared += value is not None
            if not agrees:
                wrong.append((name, found["code"], value, found["points"], wanted))
    assert wrong == []
    assert compared > 700


def test_totals_branches_and_grades_by_points_are_the_clerks(results: dict[str, dict[str, Any]], due: dict[str, Carrier]) -> None:
    for name, expected in due.items():
        found = results[name]
        if not expected.scored:
            continue
        assert Fraction(found["total"]) == expected.total, name
        branches = {code: Fraction(found["branches"][code]) for code in expected.branches}
        assert branches == expected.branches, name
        if found["grading"]:
            assert found["grading"]["steps"][0] == {"step": "points", "grade": expected.grade, "rule": "", "places": 0}, name


def test_every_step_of_the_grade_rule_happens_to_somebody(results: dict[str, dict[str, Any]]) -> None:
    incubators = [one for one in results.values() if one["kind"] == "孵化器"]
    assert {one["grade"] for one in incubators} == {"优秀", "优良", "合格", "不合格", None}
    graded = [one["grading"] for one in incubators if one["grading"]]
    assert {step["step"] for one in graded for step in one["steps"]} == {"points", "veto", "limit", "quota", "tie", "lift"}
    assert {one["of"] for one in graded} == {24}
    assert sum(one["grade"] == "优秀" for one in incubators) == 4
    tied = [one for one in incubators if one["grading"] and one["grading"]["border"]]
    assert len(tied) == 2
    assert tied[0]["total"] == tied[1]["total"]
    assert any(one["provisional"] for one in incubators)
    assert [one["name"] for one in incubators if one["watched"]] == ["云岬小满智谷孵化器"]
    assert [one["name"] for one in incubators if not one["scored"]] == ["云岬旧渡口创业街"]


def rows(district: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(district / WORKSPACE)) as raw:
        return raw.execute(sql).fetchall()


def test_carriers_made_the_mistakes_they_really_make(district: Path) -> None:
    told = {finding["code"] for (text,) in rows(district, "SELECT findings FROM return") for finding in json.loads(text)}
    assert told == {
        "form.check", "form.check_row", "form.required", "intake.code_as_number", "intake.date_too_coarse", "intake.example_row",
        "intake.label_near", "intake.no_table", "intake.not_a_number", "intake.not_calculated", "intake.required",
        "intake.required_stroke", "intake.total_row", "intake.unit_in_cell",
    }  # fmt: skip


def test_corrected_returns_stand_beside_the_first_and_last_year_beside_this(district: Path) -> None:
    years = rows(district, "SELECT assessment_year, count(*) FROM return JOIN round ON round.no = round_no GROUP BY 1 ORDER BY 1")
    assert years == [(2025, 33), (2026, 42)]
    assert rows(district, "SELECT count(*) FROM return WHERE supersedes IS NOT NULL") == [(6,)]
    runs = rows(district, "SELECT assessment_year, kind FROM run JOIN round ON round.no = round_no ORDER BY run.no")
    assert runs == [(2025, "孵化器"), (2025, "众创空间"), (2026, "孵化器"), (2026, "众创空间")]


def test_every_carrier_has_its_report_with_its_whole_name(district: Path, results: dict[str, dict[str, Any]]) -> None:
    papers = json.loads((district / "demo.json").read_text("utf-8"))["reports"]
    assert len(papers) == len(results) == 36
    for path in map(Path, papers):
        first, *_ = pages(path.read_bytes())
        [name] = [name for name, one in results.items() if one["carrier"] in path.name]
        assert name in first


# What the reports say, read as their readers read them ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def papers(district: Path) -> Mapping[str, str]:
    """Carrier → the words of its report, without blanks."""
    return {path.name.partition("_")[0]: pdf_words(path) for path in (district / "reports").iterdir()}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


EQUATION = re.compile(r"计算结果([\d,.]+)[^÷＝\d]*÷([\d,.]+)[^÷＝\d－]*(－1)?＝([−\d,.]+)(%?)")


def test_every_printed_quotient_is_what_it_says(papers: Mapping[str, str]) -> None:
    found = [one for text in papers.values() for one in EQUATION.findall(text)]
    assert len(found) > 300
    assert sum(1 for _, _, less, _, _ in found if less) > 20
    for upper, lower, less, value, percent in found:
        exact = number(upper) / number(lower) - (1 if less else 0)
        assert abs(exact * (100 if percent else 1) - number(value)) <= Decimal("0.005"), (upper, lower, less, value)


def test_what_has_no_result_says_why(papers: Mapping[str, str]) -> None:
    assert "计算结果无结果" not in "".join(papers.values())
    assert "＝无结果" not in "".join(papers.values())
    assert "计算结果分母为零，无法计算" in papers["云岬北渡产业孵化园"]
    assert "计算结果可计算的只有2家，不足3家，不计算" in papers["云岬沐野生物孵化基地"]


@pytest.mark.parametrize(
    ("carrier", "said"),
    [
        ("云岬新浦大学生创业基地", "按得分为优良；因一票否决“未按要求完成本年度火炬统计”定为不合格。"),
        ("云岬新浦大学生创业基地", "距上一等级一票否决（未按要求完成本年度火炬统计）成立，得分再高也不改变等级"),
        ("云岬启杭孵化器", "按得分为不合格；因“市级年度评价优秀”直接定为优良，不占名额。"),
        ("云岬启杭孵化器", "直接定级已触发：市级年度评价优秀，至少优良，不占名额"),
        ("云岬启杭孵化器", "距优秀的80分还差48.33分；评优限制“A不足39分或B不足21分（各为满分的60%）”解除以前，不能列为优秀"),
        ("云岬鹭洲绿色低碳产业孵化园", "按得分为优秀；受评优限制“发生重大安全事故或有严重违法失信”，最高为合格。"),
        ("云岬听潮软件孵化器", "优秀名额4个（共24家），名次靠前者已占满，顺延为优良"),
        ("云岬听潮软件孵化器", "距上一等级得分已达到优秀的80分，因名额所限未列入"),
        ("云岬明渚孵化器（东园）", "并列第11名（共24家）"),
        ("云岬明渚孵化器（西园）", "按得分为优良；与其他载体并列而优秀和优良名额只剩1个，暂列合格，待评审组织决定。"),
        (
            "云岬澄湾创业中心",
            "优秀和优良名额9个（共24家），剩下的1个留待评审组织在名次靠前、并列的载体中决定，后面的不得越过，列为合格",
        ),
        ("云岬北渡产业孵化园", "按得分为不合格（低于60分）"),
        ("云岬小满智谷孵化器", "监测：只计得分，不定等级，不排名，也不计入参评家数。"),
        ("云岬南汀文旅科技孵化器", "暂定：有指标所用的单元格未知，补齐以前得分、名次和等级都可能变化。"),
        ("云岬石帆新材料孵化器", "本载体报送过2次，以第2次报送的填报表为准。区级未作更正或核减。"),
    ],
)
def test_the_reader_is_told(papers: Mapping[str, str], carrier: str, said: str) -> None:
    assert said in papers[carrier]


def test_nothing_stands_above_the_best_grade(papers: Mapping[str, str]) -> None:
    assert "优秀及以上" not in "".join(papers.values())


def test_a_carrier_that_is_not_scored_has_no_zeros(papers: Mapping[str, str]) -> None:
    told = papers["云岬旧渡口创业街"]
    assert "A在孵企业质量—65A1研发创新活力—20" in told
    assert "0.00" not in told.partition("计算过程")[0]
    assert "承接" not in told


def test_what_a_capped_sum_counts_stands_beside_each_value(papers: Mapping[str, str]) -> None:
    """1,600 counts as 1,000, so the list adds up to the 3,200 of the figure."""
    told = papers["云岬启川科技企业孵化器"].partition("A5-3计入的在孵企业40家")[2].partition("B1-1年度合格毕业率")[0]
    assert "本年度股权融资到账额（万元）计入（万元）" in told
    rows = re.findall(r"(?<=[司）])([\d,]+\.\d\d)([\d,]+\.\d\d)A\d+、AB\d+", told)
    assert len(rows) == 40
    assert (sum(number(value) for value, _ in rows), sum(number(counts) for _, counts in rows)) == (3800, 3200)


def test_a_branch_says_that_it_is_capped_and_a_next_step_promises_nothing_beyond(papers: Mapping[str, str]) -> None:
    told = next(text for name, text in papers.items() if name.startswith("云岬区栈桥湾"))
    assert "J加分各项合计5.33分，封顶5分" in told
    assert "达到3个可得3分，但加分已到封顶的5分，不再增分" in told


def test_the_maxima_of_a_branch_add_up_where_an_indicator_is_left_out(papers: Mapping[str, str]) -> None:
    told = papers["云岬沐野生物孵化基地"].partition("指标得分")[2].partition("区级核定事项")[0]
    assert re.search(r"B3-1毕业企业留区率.*?1\.266\.29", told)
    assert re.search(r"B3-2毕业企业存续率.*?3\.144\.71", told)
    assert re.search(r"B3-3毕业后营业收入增长率（不适用）.*?——不适用，原有4分转给B3-12\.29分、B3-21\.71分", told)


def test_no_date_of_an_event_that_was_none_is_called_unknown(papers: Mapping[str, str]) -> None:
    told = papers["云岬启川科技企业孵化器"].partition("当年合格毕业企业数——计入的毕业企业3家")[2]
    assert "是650.002,100.00无—2025-09-30" in told
    assert "被并购2025-11-202025-11-28" in told


ITEM = re.compile(r"^\s*\d+\s*(\D[^（]*)（[^）]+）\s*([\d,.]+)\s*B(\d+)$")


def test_a_maker_space_cites_the_cell_of_each_figure(district: Path, papers: Mapping[str, str]) -> None:
    assert "企业名称" not in papers["云岬书灯众创空间"]
    [report] = (district / "reports").glob("云岬书灯众创空间_*.pdf")
    [book] = (district / "returns").rglob("云岬书灯众创空间*_2026.xlsx")
    sheet = load_workbook(book, data_only=True)["众创空间"]
    lines = [line for page in PdfReader(report).pages for line in page.extract_text().split("\n")]
    cited = [found.groups() for line in lines if (found := ITEM.match(line))]
    assert len(cited) > 12
    assert len({row for _, _, row in cited}) > 12
    for label, value, row in cited:
        assert str(sheet[f"A{row}"].value).startswith(label.strip()), row
        assert number(value) == Decimal(str(sheet[f"B{row}"].value))
