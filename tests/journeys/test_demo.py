"""The demo ends with the figures of the worked example, on paper, in the receipt's results and in the live score."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.by_hand import Worked, work_out
from tests.journeys.driving import CARRIERS, NAMES, WORKSPACE, Answer, ask, fuping, pdf_words, returned

EXPECTED = {
    "甲": {
        "A1-1": ("1231.2/13357.7", "4.30"),
        "A1-2": ("156/459", "4.00"),
        "A2-1": ("17/40", "5.25"),
        "A2-2": ("12237.7/10050", "5.00"),
        "J2": ("2", "1.00"),
    },
    "乙": {
        "A1-1": ("551.9/7334.4", "3.88"),
        "A1-2": ("95/345", "3.20"),
        "A2-1": ("14/40", "4.50"),
        "A2-2": ("6966/6365", "2.50"),
        "J2": ("5", "2.00"),
    },
    "丙": {
        "A1-1": ("68.8/1200", "3.33"),
        "A1-2": ("20/133", "1.60"),
        "A2-1": ("6/25", "6.40"),
        "A2-2": ("", ""),
        "J2": ("0", "0.00"),
    },
}
"""Typed from example-rubric §5: the measure's quotient (the growth rates without their −1; J2 the firms) and the points; empty: 不适用."""

TOTALS = {"甲": ("19.55", "优秀"), "乙": ("16.08", "优良"), "丙": ("11.33", "不合格")}
"""Sums of the printed points; the grade by the cuts of the five-indicator rubric (80, 70 and 60 % of 21 points)."""

TITLES = {
    "A1-1": ("研发投入强度", 5),
    "A1-2": ("研发人员占比", 4),
    "A2-1": ("高成长企业占比", 6),
    "A2-2": ("同口径营业收入增长率", 6),
    "J2": ("先租后股、先服务后股", 2),
}
UNITS = {"A1-1": ("万元", 10**6), "A1-2": ("人", 1), "A2-1": ("家", 1), "A2-2": ("万元", 10**6), "J2": ("家", 1)}
"""Unit as printed, and how often the stored integer has it."""

WORKED = [(carrier, code) for carrier, lines in EXPECTED.items() for code in lines]
MEASURED = [(carrier, code) for carrier, code in WORKED if EXPECTED[carrier][code][0]]


def quotient(text: str) -> tuple[Fraction, Fraction | None]:
    upper, _, lower = text.partition("/")
    return Fraction(Decimal(upper)), Fraction(Decimal(lower)) if lower else None


@pytest.fixture(scope="module")
def papers(demo: Path) -> dict[str, str]:
    """The words of each carrier's report."""
    return {key: pdf_words(demo / "reports" / f"{NAMES[key]}_{uscc}_2026_考评报告.pdf") for key, uscc in CARRIERS.items()}


@pytest.fixture(scope="module")
def sealed(demo: Path) -> list[dict[str, Any]]:
    """The results that the receipt names by their hash, out of the file with nothing of ours."""
    with closing(sqlite3.connect(demo / WORKSPACE)) as raw:
        [(packed,)] = raw.execute("SELECT results_zlib FROM run").fetchall()
    results = json.loads(zlib.decompress(packed))
    assert isinstance(results, list)
    return results


@pytest.fixture(scope="module")
def live(demo: Path) -> list[dict[str, Any]]:
    results = ask("score", demo / WORKSPACE)["results"]
    assert isinstance(results, list)
    return results


def test_the_demo_says_where_everything_is(told: tuple[Path, Answer]) -> None:
    folder, answer = told
    document = answer.json
    assert document["schema"] == "fuping/cli-demo/1"
    assert document["workspace"] == str(folder / WORKSPACE)
    assert document["replayed"] is True
    assert {Path(report).name for report in document["reports"]} == {path.name for path in (folder / "reports").iterdir()}
    assert len(document["reports"]) == 3
    assert all(Path(report).read_bytes().startswith(b"%PDF-") for report in document["reports"])


def test_the_demo_again_builds_nothing_and_shows_the_same(own: Path) -> None:
    before = (own / WORKSPACE).read_bytes()
    again = fuping("demo", own)
    assert again.code == 0
    for carrier, (total, grade) in TOTALS.items():
        assert re.search(rf"{NAMES[carrier]}\n .*总分 {total}　{grade}", again.out)
    assert (own / WORKSPACE).read_bytes() == before


@pytest.mark.parametrize(("carrier", "code"), WORKED)
def test_the_report_prints_the_points_of_the_worked_example(papers: dict[str, str], carrier: str, code: str) -> None:
    title, maximum = TITLES[code]
    points = EXPECTED[carrier][code][1]
    if not points:
        assert f"{code}{title}（不适用）" in papers[carrier]
        assert not re.search(rf"{code}{title}(（[^）]*）)?\d+\.\d\d/", papers[carrier])
    else:
        full = maximum + 6 * (carrier == "丙" and code == "A2-1")  # 丙's A2-1 carries the six points of A2-2
        assert re.search(rf"{code}{title}(（暂定）)?{re.escape(points)}/{full}分", papers[carrier])


@pytest.mark.parametrize(("carrier", "code"), MEASURED)
def test_the_report_prints_the_quotient_of_the_worked_example(papers: dict[str, str], carrier: str, code: str) -> None:
    upper, _, lower = EXPECTED[carrier][code][0].partition("/")
    unit = UNITS[code][0]
    sought = f"{upper}{unit}÷{lower}{unit}" if lower else f"不为“无”的{upper}{unit}"
    assert sought in papers[carrier]


@pytest.mark.parametrize("carrier", EXPECTED)
def test_the_report_prints_total_and_grade(papers: dict[str, str], carrier: str) -> None:
    total, grade = TOTALS[carrier]
    assert f"总分{total}，按得分为{grade}" in papers[carrier]
    assert sum(Decimal(points or 0) for _, points in EXPECTED[carrier].values()) == Decimal(total)


@pytest.mark.parametrize("where", ["sealed", "live"])
@pytest.mark.parametrize(("carrier", "code"), WORKED)
def test_the_results_have_the_figures_of_the_worked_example(
    request: pytest.FixtureRequest, where: str, carrier: str, code: str
) -> None:
    [result] = [one for one in request.getfixturevalue(where) if one["carrier"] == CARRIERS[carrier]]
    [found] = [one for one in result["indicators"] if one["code"] == code]
    quotient_text, points = EXPECTED[carrier][code]
    assert found["points"] == (points or None)
    assert (result["total"], result["grade"]) == TOTALS[carrier]
    if quotient_text:
        upper, lower = quotient(quotient_text)
        scale = UNITS[code][1]
        assert Fraction(*found["upper"]) == upper * scale
        assert lower is None or Fraction(*found["lower"]) == lower * scale
        assert Fraction(*found["value"]) == (upper if lower is None else upper / lower - (code == "A2-2"))
    else:
        assert found["lack"] == "too_few"
        assert {code: Fraction(*share) for code, share in found["handed"].items()} == {"A2-1": 6}


def test_the_order_is_by_total_and_the_unknown_cell_makes_its_carrier_provisional(demo: Path) -> None:
    lines = fuping("score", demo / WORKSPACE).out.splitlines()
    assert lines == [
        "19.55  优秀  云岬启川科技企业孵化器",
        "16.08  优良（暂定）  云岬听澜创新工场",
        "11.33  不合格  云岬沐野生物孵化基地",
    ]


@pytest.mark.parametrize("carrier", EXPECTED)
def test_a_clerk_with_a_calculator_finds_the_same_in_the_workbooks(demo: Path, carrier: str) -> None:
    worked = work_out(returned(demo, carrier))
    for code, (quotient_text, points) in EXPECTED[carrier].items():
        assert worked[code].points == points, code
        if quotient_text:
            assert worked[code] == Worked(*quotient(quotient_text), points), code
