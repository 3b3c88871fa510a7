"""Figures in words: what a measure found, by which rule it earns points, and what happened to the points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from scoring.definitions.compiled_measures import CompiledMeasure, CompiledSet
from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.examples import answers_of
from scoring.definitions.form import MONEY_DECIMALS, NO_UNIT, Unit
from scoring.definitions.rubric import Indicator, MeasureKind, Role, RoundingMode, Rubric
from scoring.definitions.scales import (
    CategoryScale,
    LinearScale,
    MinMaxScale,
    PercentileScale,
    RankScale,
    SegmentScale,
    StepScale,
    ThresholdScale,
    UnitScale,
    ValueScale,
)
from scoring.definitions.spoken_reader import TONGUES, literal, read
from scoring.definitions.tree import Name, Tree, names
from scoring.engine.caps import nearest_cap
from scoring.engine.exact import ONE, ZERO, Ratio, from_decimal, rounded
from scoring.engine.formula import sides_of
from scoring.engine.measure import Lack, Measured, drops
from scoring.engine.score import CarrierScore, IndicatorScore
from scoring.engine.trace import NextStep
from scoring.messages import say

USUAL = Unit("万元", "wan CNY")
"""Money is told in it where nothing says another unit."""
DEEP = 6
"""Decimals a quotient is shown with at most where it does not end sooner."""


def plain(number: Decimal) -> str:
    """Without trailing zeros and never as a power of ten: 1231.20 → 1231.2, 40 → 40."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Ratio, unit: Unit, language: str, *, money: int = 0, decimals: int = DEEP) -> str:
    """A number with its unit: money (kept in 分) in the unit the form shows, % for the eye; rounded only if it does not end."""
    number, unit = _apart(value, unit, money, decimals)
    return minus(f"{number} {unit.of(number, language)}" if unit.zh else number)


def _apart(value: Ratio, unit: Unit, money: int, decimals: int) -> tuple[str, Unit]:
    """The number, its minus not set yet, and the unit beside it; % is part of the number."""
    if money == 1:
        shown = next((one for one in MONEY_DECIMALS if unit.zh == one or unit.zh.startswith(f"{one}/")), "")
        unit = unit if shown else USUAL
        value = value.over(Ratio(10 ** MONEY_DECIMALS[shown or USUAL.zh], 1))
    if unit.zh == "%":
        return f"{rounded(value.times(Ratio(100, 1)), 2, RoundingMode.HALF_AWAY)}%", NO_UNIT
    return plain(rounded(value, decimals, RoundingMode.HALF_AWAY)), unit


MINUS = "\N{MINUS SIGN}"


def minus(number: str) -> str:
    """A negative number as it is printed: −5.52%, not -5.52%."""
    return number.replace("-", MINUS, 1) if number.startswith("-") else number


def upper_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """The numerator with its unit; empty where the measure is no quotient."""
    if compiled.measure.kind is MeasureKind.COUNT:
        return _rows_words(compiled.rows, measured.upper, language)
    if compiled.measure.kind not in QUOTIENTS:
        return ""
    if compiled.upper is None:
        return _rows_words(compiled.rows, measured.upper, language)
    return _side(compiled.upper, measured.upper, compiled.upper_money, language)


def lower_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """The denominator with its unit; empty where the measure is no quotient."""
    if compiled.measure.kind not in QUOTIENTS:
        return ""
    if compiled.lower is None:
        return _rows_words(compiled.rows, measured.lower, language)
    return _side(compiled.lower, measured.lower, compiled.lower_money, language)


def sides_words(
    measures: Mapping[str, CompiledMeasure], compiled: CompiledMeasure, found: Mapping[str, Measured], language: str
) -> tuple[str, str]:
    """Numerator and denominator with their units; of a formula what it divides by what, in the unit of its measures if they
    share one. Empty: no quotient.
    """
    tree = compiled.formula
    if tree is None:
        measured = found[compiled.measure.key]
        return upper_words(compiled, measured, language), lower_words(compiled, measured, language)
    if any(measures[key].type.money for key in names(tree)):
        return "", ""
    sides = sides_of(tree, {key: one.value for key, one in found.items()})
    units = {measures[key].measure.unit for key in names(tree)}
    unit = units.pop() if len(units) == 1 else NO_UNIT
    return (amount(sides[0], unit, language), amount(sides[1], unit, language)) if sides else ("", "")


QUOTIENTS = frozenset(
    {
        MeasureKind.SHARE,
        MeasureKind.LARGEST_SHARE,
        MeasureKind.DENSITY,
        MeasureKind.MEAN,
        MeasureKind.RATIO,
        MeasureKind.GROWTH,
    }
)


NO_ANSWER = "—"


def _rows_words(over: CompiledSet, count: Ratio, language: str) -> str:
    return amount(count, over.table.counted_in, language)


def rows_words(compiled: CompiledMeasure, rows: int, language: str) -> str:
    """So many rows of what a measure runs over: 2 家, 2 firms, 1 firm; a bare number where it runs over none."""
    return _rows_words(compiled.over, Ratio(rows, 1), language) if compiled.over else str(rows)


def _side(tree: Tree, value: Ratio, money: int, language: str) -> str:
    """A sum in the unit of what is summed; a bare field lends its own unit."""
    unit = tree.binding.unit if isinstance(tree, Name) else NO_UNIT
    return amount(value, unit, language, money=money)


def value_words(compiled: CompiledMeasure, measured: Measured, language: str, *, decimals: int = 4) -> str:
    """The measured value, or 无结果 where there is none (``lack_words`` say why); ≈ before a working number."""
    if measured.value is None:
        return say("engine.no_result", {}, language)
    if compiled.measure.kind is MeasureKind.CATEGORY:
        return answer_words(compiled, measured.value, language)
    words = amount(measured.value, compiled.measure.unit, language, money=compiled.type.money, decimals=decimals)
    return _about(words, measured)


def value_apart(compiled: CompiledMeasure, measured: Measured, language: str, *, decimals: int = 4) -> tuple[str, Unit]:
    """The same for a column of numbers: the unit by itself, none beside a percentage, an answer or 无结果."""
    if measured.value is None or compiled.measure.kind is MeasureKind.CATEGORY:
        return value_words(compiled, measured, language), NO_UNIT
    number, unit = _apart(measured.value, compiled.measure.unit, compiled.type.money, decimals)
    return _about(minus(number), measured), unit


def _about(words: str, measured: Measured) -> str:
    return f"≈ {words}" if measured.approximate else words


def answer_words(compiled: CompiledMeasure, value: Ratio, language: str) -> str:
    """The answer a category stands for."""
    assert compiled.by is not None
    number = value.numerator // value.denominator
    code = next((code for code, at in compiled.by.choices.items() if at == number), "")
    return compiled.by.answer(code, language) or say("values.yes" if number else "values.no", {}, language)


def _answer_said(compiled: CompiledMeasure, code: str, language: str) -> str:
    """An answer as a scale names it."""
    assert compiled.by is not None
    return answer_words(compiled, Ratio(answers_of(compiled.by)[code], 1), language)


def _definition(compiled: CompiledMeasure, language: str) -> dict[str, object]:
    """What a measure is, whatever was found by it: the parts of its sentence."""
    tongue = TONGUES[language]

    def aloud(tree: Tree | None) -> str:
        return read(tree, tongue) if tree is not None else ""

    return {
        "set": compiled.over.row_set.label[language] if compiled.over else "",
        "where": aloud(compiled.where),
        "above": aloud(compiled.upper),
        "below": aloud(compiled.lower),
        "by": tongue.label.format(compiled.by.label[language]) if compiled.by else "",
        "formula": aloud(compiled.formula),
        "of": tongue.label.format(compiled.operand.label[language]) if compiled.operand else "",
        "base": compiled.measure.base.value,
    }


def _sentence(compiled: CompiledMeasure) -> str:
    """The sentence a measure is told by: that of its kind, or of a count without a condition."""
    everything = compiled.measure.kind is MeasureKind.COUNT and compiled.where is None
    return "count_all" if everything else compiled.measure.kind.value


def measure_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """在孵企业中「高新技术企业证书有效」为是的 12 家 ÷ 在孵企业 40 家 ＝ 30.00%"""
    facts = _definition(compiled, language) | {
        "answers": [answer_words(compiled, Ratio(number, 1), language) for number in measured.commonest] or NO_ANSWER,
        "upper": upper_words(compiled, measured, language),
        "lower": lower_words(compiled, measured, language),
        "value": _unrounded_words(compiled, measured, language),
        "gives": _gives(compiled, measured, language),
        "usable": rows_words(compiled, measured.usable, language),
        "marks": measured.base,
        "given": ("、" if language == "zh" else ", ").join(map(plain, measured.marks)),
        "min_rows": max(compiled.measure.min_rows, 1),
    }
    code = _marks_sentence(compiled, measured) if compiled.measure.kind is MeasureKind.MARKS else _sentence(compiled)
    return _brought(compiled, measured, say(f"engine.measure.{code}", facts, language), language)


def _gives(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """What a quotient or formula comes to: no equation where there is no result."""
    code = "engine.gives_nothing" if measured.value is None else "engine.gives"
    return say(code, {"value": _unrounded_words(compiled, measured, language)}, language)


def lack_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """Why there is no result: 可计算的只有 3 家，不足 5 家，不计算; empty where there is one."""
    if measured.lack is None:
        return ""
    if compiled.measure.kind is MeasureKind.MARKS:
        return measure_words(compiled, measured, language)
    facts = {
        "rows": rows_words(compiled, measured.usable, language),
        "least": rows_words(compiled, compiled.measure.min_rows, language),
    }
    return say(f"engine.lack.{measured.lack.value}", facts, language)


def _marks_sentence(compiled: CompiledMeasure, measured: Measured) -> str:
    if measured.value is None:
        return "marks_too_few"
    return "marks_dropped" if drops(compiled.measure, measured.base) else "marks"


def _unrounded_words(compiled: CompiledMeasure, measured: Measured, language: str) -> str:
    """The value before the measure's own rounding, so that the arithmetic beside it is right."""
    if compiled.measure.round_to is None or measured.value is None:
        return value_words(compiled, measured, language)
    exact = measured.upper.over(measured.lower)
    if compiled.measure.kind is MeasureKind.GROWTH:
        exact = exact.less(ONE)
    return value_words(compiled, replace(measured, value=exact), language, decimals=DEEP)


def _brought(compiled: CompiledMeasure, measured: Measured, words: str, language: str) -> str:
    """What the measure's own rounding then makes of it."""
    measure = compiled.measure
    if measure.round_to is None or measured.value is None:
        return words
    how = rounding_words(measure.round_mode, measure.round_to, language)
    value = value_words(compiled, measured, language, decimals=DEEP)
    return say("engine.rounded", {"words": words, "how": how, "value": value}, language)


def rounding_words(mode: RoundingMode, decimals: int, language: str) -> str:
    """四舍五入到 2 位小数"""
    return say(f"engine.rounding.{mode.value}", {"decimals": decimals}, language)


def reading_words(compiled: CompiledMeasure, language: str) -> str:
    """A measure in words, without anybody's figures: what a rubric screen shows. Whether there is a result, and its own rounding."""
    facts = _definition(compiled, language) | {
        "drop_from": compiled.measure.drop_from,
        "min_rows": compiled.measure.min_rows,
    }
    return listed((say(f"engine.reading.{_sentence(compiled)}", facts, language), *_notes(compiled, language)), language)


def _notes(compiled: CompiledMeasure, language: str) -> Iterator[str]:
    measure = compiled.measure
    if measure.min_rows and measure.kind is not MeasureKind.MARKS:  # the reading of marks says it
        yield say("engine.note.min_rows", {"rows": rows_words(compiled, measure.min_rows, language)}, language)
    if measure.step is not None:
        yield say("engine.note.step", {"step": plain(measure.step)}, language)
    if measure.spread is not None:
        yield say("engine.note.spread", {"spread": plain(measure.spread)}, language)
    if measure.round_to is not None:
        yield rounding_words(measure.round_mode, measure.round_to, language)


def listed(parts: Iterable[str], language: str) -> str:
    """Parts of one sentence: 甲；乙"""
    return ("；" if language == "zh" else "; ").join(parts)


def rule_words(rubric: CompiledRubric, indicator: Indicator, language: str) -> str:
    """The scale in one line; of a deduction it says so."""
    scale = indicator.scale
    compiled = rubric.measures[indicator.measure]
    unit = compiled.measure.unit

    def said(text: str) -> str:
        return at_words(text, unit, language)

    facts: dict[str, object] = {}
    match scale:
        case LinearScale(nodes=pairs):
            facts["pairs"] = _pairs_words([(said(value), points) for value, points in pairs], language)
        case PercentileScale(nodes=pairs):
            facts["pairs"] = _pairs_words(pairs, language)
        case SegmentScale(segments=segments):
            ends = [f"{said(first)} {plain(low)} → {said(last)} {plain(high)}" for first, last, low, high in segments]
            facts["pairs"] = listed(ends, language)
        case StepScale(steps=pairs, below=below):
            at = [(said(value), points) for value, points in pairs]
            facts |= {"pairs": _pairs_words(at, language), "below": plain(below)}
        case RankScale(steps=pairs, below=below):
            facts |= {"pairs": _pairs_words(pairs, language), "below": plain(below)}
        case CategoryScale(points=pairs, otherwise=otherwise):
            answers = [(_answer_said(compiled, code, language), points) for code, points in pairs]
            facts |= {"pairs": _pairs_words(answers, language), "below": plain(otherwise)}
        case UnitScale(points=each, cap=cap, per=per):
            facts |= {"points": plain(each), "cap": plain(cap), "per": said(per)}
        case ThresholdScale(start=start, base=base, points=each, per=per, cap=cap):
            facts |= {"start": said(start), "base": plain(base), "points": plain(each), "per": said(per), "cap": plain(cap)}
        case MinMaxScale(points=most, lowest=lowest, highest=highest):
            least = say("engine.scale.least", {}, language)
            greatest = say("engine.scale.greatest", {}, language)
            facts |= {"points": plain(most), "lowest": said(lowest) or least, "highest": said(highest) or greatest}
        case ValueScale(cap=cap):
            facts["cap"] = plain(cap)
    kind: str = scale.kind
    if isinstance(scale, StepScale | MinMaxScale | RankScale | PercentileScale) and scale.falling:
        kind += "_falling"
    if isinstance(scale, RankScale | PercentileScale):
        facts["ties"] = say(f"engine.ties.{scale.ties.value}", {}, language)
    if isinstance(scale, UnitScale | ThresholdScale) and not (compiled.type.whole and scale.per == "1"):
        kind += "_whole" if scale.whole else "_parts"
    rule = say(f"engine.scale.{kind}", facts, language)
    deducts = rubric.rubric.role(indicator) is Role.DEDUCTION
    return say("engine.scale.deduction", {"rule": rule}, language) if deducts else rule


def rule_here_words(rubric: CompiledRubric, score: IndicatorScore | None, indicator: Indicator, language: str) -> str:
    """The same for one unit: of an indicator that took points over, that the scale is that of its own maximum."""
    words = rule_words(rubric, indicator, language)
    if score is None or not score.received:
        return words
    facts = {
        "rule": words,
        "own": plain(indicator.maximum),
        "whole": plain(printed_points(rubric.rubric, score.maximum)),
    }
    return say("engine.scale.on_own_maximum", facts, language)


BARE = re.compile(r"-?\d+(\.\d+)?(/\d+)?")
"""A number without a unit."""


def at_words(text: str, unit: Unit, language: str) -> str:
    """A value a scale names: 8 天 in the measure's unit where it is a bare number; 10万元 and 5% have their own.

    Money per something keeps what it is per: 30 万元/家.
    """
    money = next((one for one in MONEY_DECIMALS if unit.zh.startswith(f"{one}/")), "")
    number = text.removesuffix(money)
    bare = BARE.fullmatch(number) and unit.zh not in ("", "%")
    return minus(f"{number} {unit.of(number, language)}" if bare else literal(text, TONGUES[language]))


def signed(points: str, role: Role) -> str:
    """Points as a column that adds up prints them: a deduction with its minus."""
    taken = role is Role.DEDUCTION and any(digit in "123456789" for digit in points)
    return f"{MINUS}{points}" if taken else points


def _pairs_words(pairs: Sequence[tuple[str, Decimal]], language: str) -> str:
    rows = [say("engine.scale.pair", {"value": value, "points": plain(points)}, language) for value, points in pairs]
    return listed(rows, language)


def points_words(rubric: CompiledRubric, score: IndicatorScore, language: str) -> tuple[str, ...]:
    """What happened between the scale and the printed points: unknown cells, points handed on or taken over."""
    indicator = rubric.rubric.indicator(score.code)
    compiled = rubric.measures[indicator.measure]

    def shared(shares: Iterable[tuple[str, Ratio]]) -> list[str]:
        return [
            say("engine.share", {"code": code, "points": plain(printed_points(rubric.rubric, share))}, language)
            for code, share in shares
        ]

    notes = []
    if score.measured.lack is not None:
        notes.append(_lack_words(score, indicator, compiled, language))
    if score.handed:
        facts = {"maximum": plain(indicator.maximum), "shares": shared(score.handed)}
        notes.append(say("engine.handed_on", facts, language))
    if score.received and score.exact is not None and score.points is not None:
        facts = {
            "givers": shared(score.received),
            "exact": _points(score.exact),
            "maximum": _points(score.maximum),
            "whole": plain(printed_points(rubric.rubric, score.maximum)),
            "own": plain(indicator.maximum),
            "points": str(score.points),
        }
        notes.append(say("engine.took_over", facts, language))
    if score.imputed is not None:
        notes.append(say("engine.peer_mean", {"value": plain(rounded(score.imputed, DEEP, RoundingMode.HALF_AWAY))}, language))
    if score.measured.unknown:
        notes.append(unknown_words(compiled, score.measured.unknown, language))
    return tuple(notes)


def unknown_words(compiled: CompiledMeasure, unknown: int, language: str) -> str:
    """Why points are provisional: so many rows, or cells where a measure runs over none, are unknown."""
    if compiled.over is None:
        return say("engine.unknown_cells", {"cells": unknown}, language)
    return say("engine.unknown_rows", {"rows": rows_words(compiled, unknown, language)}, language)


def _lack_words(score: IndicatorScore, indicator: Indicator, compiled: CompiledMeasure, language: str) -> str:
    instead = indicator.missing.numerator_positive
    zero = score.measured.lack is Lack.ZERO_DENOMINATOR
    if zero and instead is not None and score.measured.upper.numerator > 0:
        return say("engine.only_numerator", {"points": plain(instead)}, language)
    return lack_words(compiled, score.measured, language)


def _points(value: Ratio) -> str:
    """Points inside a sum, where their own rounding would make it wrong."""
    return plain(rounded(value, 4, RoundingMode.HALF_AWAY))


def printed_points(rubric: Rubric, value: Ratio) -> Decimal:
    """Points as this rubric prints them."""
    return rounded(value, points_decimals(rubric), rubric.rounding.mode)


def next_step_words(rubric: CompiledRubric, step: NextStep | None, score: CarrierScore, code: str, language: str) -> str:
    """What would have given the next step, on the maximum the indicator has here; empty at the top.

    Where a branch above is capped it says how much of that would count.
    """
    if step is None:
        return ""
    indicator, own = rubric.rubric.indicator(code), score.indicator(code)
    whole = from_decimal(step.points).times(own.maximum).over(from_decimal(indicator.maximum))
    facts: dict[str, object] = {
        "value": at_words(step.value.text, rubric.measures[indicator.measure].measure.unit, language),
        "points": plain(printed_points(rubric.rubric, whole)),
    }
    words = say("engine.next_step", facts, language)
    capped = nearest_cap(rubric.rubric, score, code)
    gain = whole.less(own.value or ZERO)
    if capped is None or capped.room.compare(gain) >= 0:
        return words
    facts = {
        "words": words,
        "branch": capped.branch.title[language],
        "cap": plain(capped.cap),
        "gain": plain(printed_points(rubric.rubric, capped.room)),
    }
    return say("engine.next_step_capped" if capped.room.numerator else "engine.next_step_in_vain", facts, language)
