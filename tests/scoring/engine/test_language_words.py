"""What an explanation says of a measure that is rounded before its scale, and of the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.definitions.form import NO_UNIT, Unit, Words
from scoring.definitions.rubric import Branch, MeasureKind, Missing, MissingRule, Role, Rounding, RoundingMode
from scoring.definitions.scales import LinearScale, Scale, SegmentScale, StepScale, ThresholdScale, UnitScale, ValueScale
from scoring.engine.caps import capped
from scoring.engine.efforts import efforts
from scoring.engine.exact import Ratio, rounded
from scoring.engine.score import score_carrier
from scoring.engine.trace import next_step, trace_indicator
from scoring.engine.wording import (
    amount,
    at_words,
    lack_words,
    measure_words,
    next_step_words,
    plain,
    points_words,
    rule_here_words,
    rule_words,
    sides_words,
    signed,
    value_apart,
    value_words,
)
from tests.scoring.engine.language import WAN, figure, firm, leaf, measure, measured, rubric

D = Decimal
RISING = LinearScale(kind="linear", nodes=(("0", D(0)), ("10", D(4)), ("20", D(4)), ("30", D(10))))
FALLING = LinearScale(kind="linear", nodes=(("0", D(10)), ("30", D(0))))


@pytest.mark.parametrize(
    ("scale", "cases"),
    [
        (RISING, [("-1", "10"), ("5", "10"), ("10", "30"), ("15", "30"), ("30", None)]),  # a plateau is no step
        (FALLING, [("40", "0"), ("3", "0"), ("0", None)]),  # the less the better: the next step lies below
        (StepScale(kind="steps", steps=(("8", D(5)), ("3", D(2))), below=D(0)), [("1", "3"), ("3", "8"), ("9", None)]),
        (
            StepScale(kind="steps", steps=(("3", D(5)), ("8", D(2))), below=D(0), falling=True),
            [("9", "8"), ("8", "3"), ("1", None)],
        ),
        (
            SegmentScale(kind="segments", segments=(("0", "9", D(0), D(5)), ("10", "20", D(5), D(7)))),
            [("1", "9"), ("9", "20"), ("12", "20"), ("20", None)],
        ),
        (
            ThresholdScale(kind="threshold", start="5", base=D(5), points=D("0.5"), cap=D(7), per="2"),
            [("3", "5"), ("5", "7"), ("8", "9"), ("12", "13"), ("13", None)],
        ),
        (
            ThresholdScale(kind="threshold", start="60%", base=D(6), points=D("0.1"), cap=D(10), per="1%"),
            [("0.5", "60%"), ("0.605", "61%"), ("1", None)],
        ),
    ],
    ids=["linear", "linear falling", "steps", "steps falling", "segments", "threshold", "threshold in percent"],
)
def test_the_next_step_gives_more_points(scale: Scale, cases: Sequence[tuple[str, str | None]]) -> None:
    for value, wanted in cases:
        compiled = rubric([figure("m_x", value)], [leaf("x", scale=scale)])
        found = measured(compiled)
        step = trace_indicator(compiled, score_carrier(compiled, found), found, "x", {}, {}).next_step
        assert (step.value.text if step else None) == wanted, value


@pytest.mark.parametrize(
    ("mode", "zh", "en"),
    [
        (RoundingMode.DOWN, "，截断到 1 位小数：2.6", ", cut to 1 decimals: 2.6"),
        (RoundingMode.HALF_AWAY, "，四舍五入到 1 位小数：2.7", ", rounded to 1 decimals (halves away from zero): 2.7"),
        (RoundingMode.HALF_EVEN, "，四舍六入五成双到 1 位小数：2.7", ", rounded to 1 decimals (halves to even): 2.7"),
    ],
)
def test_a_rounded_measure_is_told_before_and_after(mode: RoundingMode, zh: str, en: str) -> None:
    """8 ÷ 3 is not 2.6: the arithmetic stands with its own result first."""
    mean = measure("x", MeasureKind.MEAN, over="W", value="staff", round_to=1, round_mode=mode)
    compiled = rubric([mean])
    found = measured(compiled, [firm(staff=staff) for staff in (1, 3, 4)])["x"]
    for language, end in (("zh", zh), ("en", en)):
        words = measure_words(compiled.measures["x"], found, language)
        assert "= 2.666667" in words.replace("＝", "=")
        assert words.endswith(end)


FIRMS_UNIT = Unit("家", "firm", "firms")
DAYS = Unit("天", "day", "days")


@pytest.mark.parametrize(
    ("value", "unit", "money", "number", "headings"),
    [
        (Ratio(1, 1), FIRMS_UNIT, 0, "1", ("家", "firms")),
        (Ratio(-5, 1), FIRMS_UNIT, 0, "−5", ("家", "firms")),
        (Ratio(1, 3), Unit("%"), 0, "33.33%", ("", "")),
        (Ratio(13 * 10**7, 1), Unit("万元/家", "wan CNY per firm"), 1, "130", ("万元/家", "wan CNY per firm")),
        (Ratio(13 * 10**7, 1), Unit("元/家", "CNY per firm"), 1, "1300000", ("元/家", "CNY per firm")),
        (Ratio(3 * 10**6, 1), Unit(""), 1, "3", ("万元", "wan CNY")),
    ],
)
def test_a_column_of_values_has_the_number_and_its_unit_apart(
    value: Ratio, unit: Unit, money: int, number: str, headings: tuple[str, str]
) -> None:
    """A heading stands over many values: it has the unit of many, whatever number comes first."""
    counted = rubric([measure("x", MeasureKind.COUNT, over="W", unit=unit)])
    compiled = counted.measures["x"]
    compiled = replace(compiled, type=replace(compiled.type, money=money))
    found = replace(measured(counted, [firm()])["x"], value=value)
    for language, heading in zip(("zh", "en"), headings, strict=True):
        shown, beside = value_apart(compiled, found, language)
        assert (shown, beside.many(language)) == (number, heading)
        shown, beside = value_apart(compiled, replace(found, approximate=True), language)
        assert (shown, beside.many(language)) == (f"≈ {number}", heading)
        nothing = replace(found, value=None)
        assert value_apart(compiled, nothing, language) == (value_words(compiled, nothing, language), NO_UNIT)


LATE = StepScale(kind="steps", steps=(("8", D(2)), ("1", D(1))), below=D(0))
OFF = (Branch(code="A", title=Words("A")), Branch(code="D", title=Words("D"), role=Role.DEDUCTION))


def test_a_deduction_says_that_it_is_one_and_promises_no_next_step() -> None:
    compiled = rubric(
        [measure("m_x", MeasureKind.FORMULA, formula="3", unit=DAYS)], [leaf("x", scale=LATE, parent="D")], branches=OFF
    )
    assert rule_words(compiled, compiled.rubric.indicator("x"), "zh") == "扣分：达到 8 天 为 2 分；1 天 为 1 分；以下 0 分"
    assert (
        rule_words(compiled, compiled.rubric.indicator("x"), "en")
        == "deducted: from 8 days: 2 points; 1 day: 1 points; below: 0 points"
    )
    found = measured(compiled)
    score = score_carrier(compiled, found)
    assert trace_indicator(compiled, score, found, "x", {}, {}).next_step is None
    assert [signed(points, Role.DEDUCTION) for points in ("1.00", "0.00", "—")] == ["−1.00", "0.00", "—"]
    assert signed("1.00", Role.BONUS) == "1.00"


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("8", "天", "8 天"),
        ("0.5", "件/家", "0.5 件/家"),
        ("1/48", "家", "1/48 家"),
        ("30%", "%", "30%"),
        ("30万元", "万元/家", "30 万元/家"),
        ("30万元", "万元", "30万元"),
        ("-1", "", "−1"),
    ],
)
def test_a_bare_number_of_a_scale_takes_the_unit_of_its_measure(text: str, unit: str, words: str) -> None:
    assert at_words(text, Unit(unit), "zh") == words


@pytest.mark.parametrize(
    ("unit", "language", "words"),
    [
        (Unit("万元/家", "wan CNY per firm"), "zh", "80 万元/家"),
        (Unit("万元/家", "wan CNY per firm"), "en", "80 wan CNY per firm"),
        (Unit("元/人", "CNY per person"), "zh", "800000 元/人"),
        (Unit("家"), "en", "80 wan CNY"),
        (Unit(""), "zh", "80 万元"),
    ],
)
def test_money_keeps_the_unit_it_is_shown_in(unit: Unit, language: str, words: str) -> None:
    assert amount(Ratio(80 * 10**6, 1), unit, language, money=1) == words


def test_a_formula_that_divides_tells_its_two_sides() -> None:
    counts = [figure("a", "3"), figure("b", "1"), figure("c", "40")]
    compiled = rubric(
        [*counts, figure("share", "(a + 0.5 * b) / (c + 2)"), figure("sum", "a + b"), figure("none", "a / (b - 1)")]
    )
    found = measured(compiled)
    counted = rubric([measure("a", MeasureKind.FORMULA, formula="3", unit=FIRMS_UNIT), measure("b", MeasureKind.FORMULA, formula="40", unit=FIRMS_UNIT), figure("c", "0.5 * a / b")])  # fmt: skip
    assert sides_words(counted.measures, counted.measures["c"], measured(counted), "zh") == ("1.5 家", "40 家")
    sides = {key: sides_words(compiled.measures, compiled.measures[key], found, "zh") for key in ("share", "sum", "none")}
    assert sides == {"share": ("3.5", "42"), "sum": ("", ""), "none": ("", "")}


def test_what_has_no_result_is_no_equation_and_says_why() -> None:
    growth = measure("g", MeasureKind.GROWTH, over="W", numerator="revenue", denominator="staff * 1万元", min_rows=3)
    ratio = measure("r", MeasureKind.RATIO, over="W", numerator="revenue", denominator="staff")
    compiled = rubric([growth, ratio])
    two = measured(compiled, [firm(staff=5, revenue=9 * WAN), firm(staff=4, revenue=6 * WAN)])
    words = measure_words(compiled.measures["g"], two["g"], "zh")
    assert "15 万元 ÷ " in words
    assert "－ 1：无结果（两项均已知的 2 行）" in words
    assert lack_words(compiled.measures["g"], two["g"], "zh") == "可计算的只有 2 行，不足 3 行，不计算"
    none = measured(compiled)
    assert "0 ÷" not in lack_words(compiled.measures["r"], none["r"], "zh")
    assert lack_words(compiled.measures["r"], none["r"], "zh") == "分母为零，无法计算"
    assert "＝" not in measure_words(compiled.measures["r"], none["r"], "zh")
    assert lack_words(compiled.measures["r"], two["r"], "en") == ""


@pytest.mark.parametrize(
    ("formula", "per", "unit", "aim"),
    [
        ("159.9万元", "30万元", "万元", "180万元"),
        ("13.3万元", "3万元", "万元", "15万元"),
        ("2.2", "0.5", "", "2.5"),
    ],
)
def test_the_next_whole_unit_is_one_number(formula: str, per: str, unit: str, aim: str) -> None:
    scale = UnitScale(kind="per_unit", points=D(1), cap=D(8), per=per, whole=True)
    compiled = rubric([measure("m_x", MeasureKind.FORMULA, formula=formula, unit=Unit(unit))], [leaf("x", scale=scale)])
    found = measured(compiled)
    step = trace_indicator(compiled, score_carrier(compiled, found), found, "x", {}, {}).next_step
    assert step is not None
    assert step.value.text == aim


BONUS = (Branch(code="A", title=Words("A")), Branch(code="J", title=Words("加分"), role=Role.BONUS, cap=D(5)))


@pytest.mark.parametrize(
    ("other", "words", "gains", "lost"),
    [
        ("2", "达到 3 可得 3 分", "1", False),
        ("2.67", "达到 3 可得 3 分；加分封顶 5 分，其中只再计 0.33 分", "0.33", False),
        ("3.33", "达到 3 可得 3 分，但加分已到封顶的 5 分，不再增分", "", True),
    ],
)
def test_a_next_step_promises_nothing_that_a_cap_takes_back(other: str, words: str, gains: str, lost: bool) -> None:
    each = UnitScale(kind="per_unit", points=D(1), cap=D(6))
    compiled = rubric(
        [figure("m_x", "2"), figure("m_y", other)],
        [leaf("x", scale=each, parent="J"), leaf("y", scale=ValueScale(kind="as_is", cap=D(9)), parent="J")],
        branches=BONUS,
        rounding=Rounding(mode=RoundingMode.HALF_AWAY, indicator_decimals=2),
    )
    found = measured(compiled)
    score = score_carrier(compiled, found)
    step = next_step(compiled, "x", found["m_x"])
    assert next_step_words(compiled, step, score, "x", "zh") == words
    assert [
        plain(rounded(one.gains, 2, RoundingMode.HALF_AWAY)) for one in efforts(compiled, score, found) if one.code == "x"
    ] == ([gains] if gains else [])
    over = capped(compiled.rubric, score, compiled.rubric.branch("J"))
    assert over is not None
    assert over.bites is lost


def test_points_taken_over_are_told_with_the_decimals_of_points() -> None:
    gone = Missing(rule=MissingRule.LEAVE_OUT, to=("x", "y"))
    scales = {
        code: LinearScale(kind="linear", nodes=(("0", D(0)), ("10", D(top)))) for code, top in (("x", 4), ("y", 3), ("z", 4))
    }
    compiled = rubric(
        [figure("m_x", "5"), figure("m_y", "1"), figure("m_z", "1 / (1 - 1)")],
        [leaf(code, scale=scale, missing=gone if code == "z" else None) for code, scale in scales.items()],
        rounding=Rounding(mode=RoundingMode.HALF_AWAY, indicator_decimals=2),
    )
    found = measured(compiled)
    score = score_carrier(compiled, found)
    told = {one.code: "；".join(points_words(compiled, one, "zh")) for one in score.indicators}
    assert told["x"] == "承接 z 2.29 分，满分由 4 分变为 6.29 分：2 × 6.2857 ÷ 4 ＝ 3.14 分"
    assert told["z"].endswith("不适用，原有 4 分转给 x 2.29 分、y 1.71 分")
    assert next_step_words(compiled, next_step(compiled, "x", found["m_x"]), score, "x", "zh") == "达到 10 可得 6.29 分"
    rule = rule_here_words(compiled, score.indicator("x"), compiled.rubric.indicator("x"), "zh")
    assert rule.endswith("（以上按原满分 4 分，再折算到 6.29 分）")


def test_every_mark_is_told_and_what_was_dropped() -> None:
    compiled = rubric([measure("m", MeasureKind.MARKS, min_rows=3, drop_from=5)])
    for given, words in (
        (("2", "1", "1.5", "0", "1.5"), "专家评分 5 份（0、1、1.5、1.5、2），去掉一个最高分和一个最低分，其余平均 1.3333"),
        (("2", "1", "1.5"), "专家评分 3 份（1、1.5、2），取平均 1.5"),
        (("2", "1"), "专家评分 2 份，不足 3 份：未评审"),
    ):
        found = measured(compiled, marks={"m": [D(one) for one in given]})["m"]
        assert measure_words(compiled.measures["m"], found, "zh") == words
