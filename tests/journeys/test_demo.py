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
from tests.journeys.driving import CARRIERS, NAMES, WORKSPACE, Answer, ask, bare, fuping, pdf_words, returned

EXPECTED = {
    "甲": {
        "A1-1": ("1231.2/13357.7", "4.30"),
        "A1-2": ("156/459", "4.00"),
        "A1-3": ("22/40", "4.67"),
        "A1-4": ("22/40", "4.20"),
        "A2-1": ("17/40", "5.25"),
        "A2-2": ("12237.7/10050", "5.00"),
        "A3-1": ("22/40", "4.67"),
        "A3-2": ("7/40", "4.50"),
        "A4-1": ("5/43", "5.00"),
        "A4-2": ("5", "5.00"),
        "A5-1": ("7/40", "4.50"),
        "A5-2": ("3/40", "2.25"),
        "A5-3": ("3200/40", "3.43"),
        "B1-1": ("3/43", "3.79"),
        "B1-2": ("3/3", "4.00"),
        "B2-1": ("7/11", "6.00"),
        "B2-2": ("3.5/11", "4.00"),
        "B2-3": ("7/11", "5.00"),
        "B3-1": ("7/11", "2.69"),
        "B3-2": ("10/11", "3.00"),
        "B3-3": ("7824/6770", "3.00"),
        "J1": ("1", "1.00"),
        "J2": ("2", "1.00"),
        "J3": ("5/3", "1.67"),
        "D1": ("0", "0.00"),
        "D2": ("0", "0.00"),
    },
    "乙": {
        "A1-1": ("551.9/7334.4", "3.88"),
        "A1-2": ("95/345", "3.20"),
        "A1-3": ("20/40", "4.33"),
        "A1-4": ("15/40", "3.00"),
        "A2-1": ("14/40", "4.50"),
        "A2-2": ("6966/6365", "2.50"),
        "A3-1": ("19/40", "4.17"),
        "A3-2": ("5/40", "3.50"),
        "A4-1": ("3/42", "3.86"),
        "A4-2": ("1", "1.00"),
        "A5-1": ("4/40", "3.00"),
        "A5-2": ("3/40", "2.25"),
        "A5-3": ("1400/40", "2.14"),
        "B1-1": ("2/42", "2.86"),
        "B1-2": ("2/2", "4.00"),
        "B2-1": ("3/8", "4.50"),
        "B2-2": ("1/8", "2.00"),
        "B2-3": ("1/8", "1.88"),
        "B3-1": ("5/8", "2.60"),
        "B3-2": ("7/8", "2.75"),
        "B3-3": ("2954/2790", "2.00"),
        "J1": ("0", "0.00"),
        "J2": ("5", "2.00"),
        "J3": ("2.5/4", "0.63"),
        "D1": ("0", "0.00"),
        "D2": ("1", "0.50"),
    },
    "丙": {
        "A1-1": ("68.8/1200", "3.33"),
        "A1-2": ("20/133", "1.60"),
        "A1-3": ("9/25", "3.40"),
        "A1-4": ("2/25", "0.64"),
        "A2-1": ("6/25", "6.40"),
        "A2-2": ("", ""),
        "A3-1": ("9/25", "3.40"),
        "A3-2": ("2/25", "2.40"),
        "A4-1": ("0.5/27", "1.11"),
        "A4-2": ("0", "0.00"),
        "A5-1": ("1/25", "1.20"),
        "A5-2": ("0/25", "0.00"),
        "A5-3": ("200/25", "0.53"),
        "B1-1": ("1/27", "2.22"),
        "B1-2": ("1/2", "0.00"),
        "B2-1": ("1/5", "2.67"),
        "B2-2": ("0/5", "0.00"),
        "B2-3": ("1/5", "3.00"),
        "B3-1": ("2/5", "1.26"),
        "B3-2": ("4/5", "3.14"),
        "B3-3": ("", ""),
        "J1": ("0", "0.00"),
        "J2": ("0", "0.00"),
        "J3": ("1/3", "0.33"),
        "D1": ("5", "1.00"),
        "D2": ("2", "1.00"),
    },
}
"""Typed from example-rubric §5: the measure's quotient (the growth rates without their −1) and the points; empty: 不适用."""

TOTALS = {"甲": ("91.92", "优秀"), "乙": ("66.05", "合格"), "丙": ("34.63", "不合格")}
SUMS = {
    "甲": "总分＝A56.77＋B31.48＋J3.67－D0.00＝91.92",
    "乙": "总分＝A41.33＋B22.59＋J2.63－D0.50＝66.05",
    "丙": "总分＝A24.01＋B12.29＋J0.33－D2.00＝34.63",
}
"""What the same page of example-rubric §5 has at the foot of its table."""

TITLES = {
    "A1-1": ("研发投入强度", "5"),
    "A1-2": ("研发人员占比", "4"),
    "A1-3": ("拥有有效知识产权的企业占比", "5"),
    "A1-4": ("户均有效发明专利", "6"),
    "A2-1": ("高成长企业占比", "6"),
    "A2-2": ("同口径营业收入增长率", "6"),
    "A3-1": ("科技型中小企业占比", "5"),
    "A3-2": ("高新技术企业占比", "5"),
    "A4-1": ("高新技术企业培育率", "5"),
    "A4-2": ("当年新增专精特新梯度（折算）", "6"),
    "A5-1": ("获得股权融资的企业占比", "5"),
    "A5-2": ("孵化资金投资企业占比", "3"),
    "A5-3": ("户均股权融资额（单户按1000万元封顶）", "4"),
    "B1-1": ("年度合格毕业率", "5"),
    "B1-2": ("毕业达标率", "4"),
    "B2-1": ("毕业企业高新技术企业占比", "6"),
    "B2-2": ("毕业企业专精特新占比（折算）", "4"),
    "B2-3": ("毕业企业资本化占比", "5"),
    "B3-1": ("毕业企业留区率", "4"),
    "B3-2": ("毕业企业存续率", "3"),
    "B3-3": ("毕业后营业收入增长率", "4"),
    "J1": ("当年资本市场事件", "3"),
    "J2": ("先租后股、先服务后股", "2"),
    "J3": ("特色服务案例（专家评审）", "2"),
    "D1": ("逾期报送", "2"),
    "D2": ("重大差错", "3"),
}
CARRIED = {("丙", "A2-1"): "12", ("丙", "B3-1"): "6.29", ("丙", "B3-2"): "4.71"}
"""丙's A2-1 carries the six points of A2-2; B3-1 and B3-2 share the four of B3-3."""
FORMULAS = ("A4-1", "A4-2", "B1-1", "B2-2", "J1")
"""Made of other measures: the sealed results have their value alone."""
GROWTH = ("A2-2", "B3-3")
MONEY = ("A1-1", "A2-2", "A5-3", "B3-3")
"""Stored in 分, printed in 万元."""
UNITS = {
    **dict.fromkeys(TITLES, ("家", "家")),
    "A1-1": ("万元", "万元"),
    "A1-2": ("人", "人"),
    "A1-4": ("件", "家"),
    "A2-2": ("万元", "万元"),
    "A4-1": ("家", "家"),
    "A4-2": ("个", ""),
    "A5-3": ("万元", "家"),
    "B1-1": ("家", "家"),
    "B2-2": ("家", "家"),
    "B3-3": ("万元", "万元"),
    "J1": ("个", ""),
    "D1": ("天", ""),
    "D2": ("处", ""),
}
"""Units as printed, above and below."""

WORKED = [(carrier, code) for carrier, lines in EXPECTED.items() for code in lines]
MEASURED = [(carrier, code) for carrier, code in WORKED if EXPECTED[carrier][code][0]]


def quotient(text: str) -> tuple[Fraction, Fraction | None]:
    upper, _, lower = text.partition("/")
    return Fraction(Decimal(upper)), Fraction(Decimal(lower)) if lower else None


@pytest.fixture(scope="module")
def papers(demo: Path) -> dict[str, str]:
    """The words of each carrier's report."""
    return {key: pdf_words(demo / "reports" / f"{NAMES[key]}_{uscc}_2026_考评报告_反馈版.pdf") for key, uscc in CARRIERS.items()}


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
        mark = "（暂定）" if carrier == "乙" else ""
        assert f"{NAMES[carrier]}　总分 {total}　{grade}{mark}\n" in again.out
    assert "    D −2.00　D1 −1.00  D2 −1.00\n" in again.out
    assert (own / WORKSPACE).read_bytes() == before


def printed(carrier: str, code: str) -> str:
    """Points of a maximum as the annex heads an indicator: 4.30 / 5 分, a deduction with its minus."""
    points = EXPECTED[carrier][code][1]
    full = CARRIED.get((carrier, code), TITLES[code][1])
    minus = "−" if code.startswith("D") else ""
    return f"{minus if Decimal(points) else ''}{points}/{minus}{full}分"


@pytest.mark.parametrize(("carrier", "code"), WORKED)
def test_the_report_prints_the_points_of_the_worked_example(papers: dict[str, str], carrier: str, code: str) -> None:
    title = TITLES[code][0]
    points = EXPECTED[carrier][code][1]
    if not points:
        assert f"{code}{title}（不适用）" in papers[carrier]
        assert not re.search(rf"{code}{title}(（[^）]*）)?\d+\.\d\d/", papers[carrier])
    else:
        assert re.search(rf"{code}{title}(（暂定）)?{re.escape(printed(carrier, code))}", papers[carrier])


@pytest.mark.parametrize(("carrier", "code"), MEASURED)
def test_the_report_prints_the_quotient_of_the_worked_example(papers: dict[str, str], carrier: str, code: str) -> None:
    upper, _, lower = EXPECTED[carrier][code][0].partition("/")
    above, below = UNITS[code]
    less = "－1" if code in GROWTH else ""
    sought = f"{apart(upper)}{above}÷{apart(lower)}{below}{less}＝" if lower else f"{upper}{above}计分方式"
    if code == "J3":
        sought = f"{plain_mean(upper, lower)}分计分方式"
    heading = rf"{code}{re.escape(TITLES[code][0])}(（暂定）)?{re.escape(printed(carrier, code))}口径"
    [(_, told)] = re.findall(rf"{heading}(.*?)依据", papers[carrier])
    assert f"计算结果{sought}" in told


def apart(number: str) -> str:
    """As on paper: 13,357.7."""
    return f"{Decimal(number):,}"


def plain_mean(upper: str, lower: str) -> str:
    """To four decimals, as a report shows what does not end: 1.6667, 0.625."""
    return format((Decimal(upper) / Decimal(lower)).quantize(Decimal("0.0001")).normalize(), "f")


@pytest.mark.parametrize(
    ("carrier", "words"),
    [
        ("甲", "专家评分5份（1、1.5、1.5、2、2），去掉一个最高分和一个最低分，其余平均1.6667分"),
        ("乙", "专家评分4份（0.5、0.5、0.5、1），取平均0.625分"),
        ("丙", "专家评分3份（0、0.5、0.5），取平均0.3333分"),
    ],
)
def test_the_report_prints_every_mark_and_what_was_made_of_them(papers: dict[str, str], carrier: str, words: str) -> None:
    assert words in papers[carrier]


@pytest.mark.parametrize("carrier", EXPECTED)
def test_the_report_prints_total_and_grade(papers: dict[str, str], carrier: str) -> None:
    total, grade = TOTALS[carrier]
    assert f"总分{total}，按得分为{grade}" in papers[carrier]
    assert SUMS[carrier] in papers[carrier]
    points = {code: Decimal(points or 0) for code, (_, points) in EXPECTED[carrier].items()}
    assert sum(-worth if code.startswith("D") else worth for code, worth in points.items()) == Decimal(total)


def test_the_report_says_what_the_grade_rule_looked_at(papers: dict[str, str]) -> None:
    vetoes = "一票否决未触发：未提交考评材料；未按要求完成本年度火炬统计；查实提供虚假数据"
    places = "优秀和优良不超过1个：40%×3家＝1.2，有小数就舍去，至少1个"
    assert all(vetoes in words and places in words for words in papers.values())
    one_sided = "A不足39分或B不足21分（各为满分的60%）"
    assert f"评优限制已触发但不改变等级：{one_sided}未触发：" in papers["丙"]
    assert all(re.search(f"评优限制未触发：[^。]*{one_sided}", papers[carrier]) for carrier in ("甲", "乙"))
    assert "距上一等级距优良的70分还差3.95分" in papers["乙"]


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
        scale = 10**6 if code in MONEY else 1
        value = upper if lower is None else upper / lower - (code in GROWTH)
        assert Fraction(*found["value"]) == value * (scale if code == "A5-3" else 1)
        if code not in FORMULAS:
            assert Fraction(*found["upper"]) == upper * scale
            assert lower is None or Fraction(*found["lower"]) == lower * (1 if code == "A5-3" else scale)
    else:
        assert found["lack"] == "too_few"
        due = {"A2-2": {"A2-1": Fraction(6)}, "B3-3": {"B3-1": Fraction(16, 7), "B3-2": Fraction(12, 7)}}
        assert {code: Fraction(*share) for code, share in found["handed"].items()} == due[code]


def test_the_order_is_by_total_and_the_unknown_cell_makes_its_carrier_provisional(demo: Path) -> None:
    lines = fuping("score", demo / WORKSPACE).out.splitlines()
    assert lines == [
        "评分细则　在孵企业质量 + 毕业企业结构（示例）　2026 版　【示例】",
        "91.92  优秀  云岬启川科技企业孵化器",
        "66.05  合格（暂定）  云岬听澜创新工场",
        "34.63  不合格  云岬沐野生物孵化基地",
    ]


@pytest.mark.parametrize("carrier", EXPECTED)
def test_a_clerk_with_a_calculator_finds_the_same_in_the_workbooks(demo: Path, carrier: str) -> None:
    worked = work_out(returned(demo, carrier))
    assert [code for code in EXPECTED[carrier] if code not in worked] == ["J3", "D1", "D2"], "not in the workbook"
    for code, found in worked.items():
        quotient_text, points = EXPECTED[carrier][code]
        assert found.points == points, code
        if quotient_text:
            assert found == Worked(*quotient(quotient_text), points), code


def test_nobody_of_this_machine_signs_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FUPING_ACTOR", raising=False)
    assert bare("demo", tmp_path / "demo", "--worked").code == 0
    told = "".join(pdf_words(path) for path in (tmp_path / "demo" / "reports").iterdir())
    assert "沈砚秋" in told
