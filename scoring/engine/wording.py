"""Figures in words: what a measure found, by which rule it earns points, and what happened to the points."""

from __future__ import annotations

from decimal import Decimal

from scoring.definitions.compiled_rubric import CompiledMeasure, CompiledRubric
from scoring.definitions.form import MONEY_DECIMALS, Words
from scoring.definitions.rubric import Indicator, LinearScale, MeasureKind, RoundingMode, StepScale
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.definitions.tree import Name, Tree
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.measure import Lack, Measured
from scoring.engine.score import IndicatorScore
from scoring.engine.trace import NextStep
from scoring.messages import say

DEEP = 6
"""Decimals a quotient is shown with at most where it does not end sooner."""


def plain(number: Decimal) -> str:
    """Without trailing zeros and never as a power of ten: 1231.20 → 1231.2, 40 → 40."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Ratio, unit: Words, language: str, *, money: int = 0, decimals: int = DEEP) -> str:
    """A number with its unit: money (kept in 分) in the unit the form shows, % for the eye; rounded only if it does not end."""
    if money == 1:
        unit = unit if unit.zh in MONEY_DECIMALS else Words("万元")
        value = value.over(Ratio(10 ** MONEY_DECIMALS[unit.zh], 1))
    if unit.zh == "%":
        return f"{rounded(value.times(Ratio(100, 1)), 2, RoundingMode.HALF_AWAY)}%"
    number = plain(rounded(value, decimals, RoundingMode.HALF_AWAY))
    return f"{number} {unit[language]}" if unit.zh else number


def upper_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """The numerator with its unit."""
    return _side(compiled, compiled.upper, measured.upper, language)


def lower_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """The denominator with its unit; empty where the measure is no quotient."""
    if compiled.measure.kind in (MeasureKind.COUNT, MeasureKind.SUM):
        return ""
    return _side(compiled, compiled.lower, measured.lower, language)


def _side(compiled: CompiledMeasure, tree: Tree | None, value: Ratio, language: str) -> str:
    if tree is None:
        table = compiled.over.table
        return amount(value, Words(table.counter, table.counter_en), language)
    unit, money = _unit(tree)
    return amount(value, unit, language, money=money)


def _unit(tree: Tree) -> tuple[Words, int]:
    """Unit and power of money of what is summed; a bare field lends its own unit."""
    if isinstance(tree, Name):
        return tree.binding.unit, tree.binding.type.money
    return Words(""), 0


def value_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """The measured value, or 无结果 where there is none."""
    if measured.value is None:
        return say("engine.no_result", {}, language)
    return amount(measured.value, compiled.measure.unit, language, money=compiled.type.money, decimals=4)


def measure_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """在孵企业中「高新技术企业证书有效」为是的 12 家 ÷ 在孵企业 40 家 ＝ 30.00%"""
    tongue = TONGUES[language]
    facts: dict[str, object] = {
        "set": compiled.over.row_set.label[language],
        "where": read(compiled.where, tongue) if compiled.where is not None else "",
        "above": read(compiled.upper, tongue) if compiled.upper is not None else "",
        "below": read(compiled.lower, tongue) if compiled.lower is not None else "",
        "upper": upper_words(compiled, measured, language),
        "lower": lower_words(compiled, measured, language),
        "value": value_words(compiled, measured, language),
        "usable": measured.usable,
    }
    kind = compiled.measure.kind.value
    if compiled.measure.kind is MeasureKind.COUNT and compiled.where is None:
        kind = "count_all"
    return say(f"engine.measure.{kind}", facts, language)


def rule_words(rubric: CompiledRubric, indicator: Indicator, language: str) -> str:
    """The scale in one line."""
    scale = indicator.scale
    if isinstance(scale, LinearScale | StepScale):
        pairs = scale.nodes if isinstance(scale, LinearScale) else scale.steps
        rows = [say("engine.scale.pair", {"value": value, "points": plain(points)}, language) for value, points in pairs]
        listed = ("；" if language == "zh" else "; ").join(rows)
        if isinstance(scale, LinearScale):
            return say("engine.scale.linear", {"pairs": listed}, language)
        return say("engine.scale.steps", {"pairs": listed, "below": plain(scale.below)}, language)
    unit = rubric.measures[indicator.measure].measure.unit
    facts = {"unit": unit[language], "points": plain(scale.points), "cap": plain(scale.cap)}
    return say("engine.scale.per_unit", facts, language)


def points_words(score: IndicatorScore, indicator: Indicator, language: str) -> tuple[str, ...]:
    """What happened between the scale and the printed points: unknown cells, points handed on or taken over."""
    notes = []
    if score.measured.lack is not None:
        notes.append(_lack_words(score, indicator, language))
    if score.handed:
        shares = [say("engine.share", {"code": code, "points": _points(share)}, language) for code, share in score.handed]
        notes.append(say("engine.handed_on", {"maximum": plain(indicator.maximum), "shares": shares}, language))
    if score.received and score.exact is not None and score.points is not None:
        facts = {
            "givers": [say("engine.share", {"code": code, "points": _points(share)}, language) for code, share in score.received],
            "exact": _points(score.exact),
            "maximum": _points(score.maximum),
            "own": plain(indicator.maximum),
            "points": str(score.points),
        }
        notes.append(say("engine.took_over", facts, language))
    if score.measured.unknown:
        notes.append(say("engine.unknown_rows", {"rows": score.measured.unknown}, language))
    return tuple(notes)


def _lack_words(score: IndicatorScore, indicator: Indicator, language: str) -> str:
    if score.measured.lack is Lack.TOO_FEW:
        return say("engine.too_few", {"rows": score.measured.usable}, language)
    if score.exact is not None and score.exact.numerator and indicator.missing.numerator_positive is not None:
        return say("engine.only_numerator", {"points": plain(indicator.missing.numerator_positive)}, language)
    return say("engine.zero_denominator", {}, language)


def _points(value: Ratio) -> str:
    return plain(rounded(value, 4, RoundingMode.HALF_AWAY))


def next_step_words(step: NextStep | None, score: IndicatorScore, indicator: Indicator, language: str) -> str:
    """What would have given the next step, on the maximum the indicator has here; empty at the top."""
    if step is None:
        return ""
    whole = from_decimal(step.points).times(score.maximum).over(from_decimal(indicator.maximum))
    return say("engine.next_step", {"value": step.value.text, "points": _points(whole)}, language)
