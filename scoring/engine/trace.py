"""The way back: which rows made an indicator's figure, in which role, and what the next step would have needed.

Made on demand from the carrier's rows with the Python reader, and held against the figures the scan gave: an explanation
that adds up to another figure is a bug, not a footnote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from scoring.definitions.compiled_measures import CompiledMeasure, CompiledSet
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import MONEY_DECIMALS
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import Parameters, lower_condition, lower_number
from scoring.definitions.python_reader import EffectiveRow, judging, quantifier
from scoring.definitions.rubric import MeasureKind, Role, RoundingMode
from scoring.definitions.scales import LinearScale, SegmentScale, StepScale, ThresholdScale, UnitScale
from scoring.definitions.tree import Name, Number, Tree, names
from scoring.engine.aggregates import figures_of_rows
from scoring.engine.exact import Ratio, ratio, rounded
from scoring.engine.measure import Measured, plan_measure, result, set_verdict
from scoring.engine.scale import points
from scoring.engine.score import CarrierScore, IndicatorScore
from scoring.errors import Bug


class Part(Enum):
    """What a row did for a measure."""

    COUNTED = "counted"
    """It counts, or its values are in the sums."""
    BASE = "base"
    """It is in the base of a share and does not count."""
    UNKNOWN = "unknown"
    """A cell is unknown: in the base of a share and not counted, or in neither sum."""


@dataclass(frozen=True, slots=True)
class TracedRow:
    """A row of the set with what it gave. ``number`` counts the return's rows from 1; ``values`` are the columns read."""

    number: int
    part: Part
    values: tuple[tuple[str, Stored], ...]
    upper: Ratio | None
    lower: Ratio | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The nearest value of the measure that gives more points (on the indicator's own maximum)."""

    value: Number
    points: Decimal


@dataclass(frozen=True, slots=True)
class MeasureTrace:
    """One measure and the rows behind it; no rows for what is made of other measures or of marks."""

    compiled: CompiledMeasure
    measured: Measured
    fields: tuple[str, ...]
    rows: tuple[TracedRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTrace:
    """Everything one indicator's points rest on. ``operands``: the measures a formula or logarithm is made of, all the way down."""

    score: IndicatorScore
    measure: MeasureTrace
    operands: tuple[MeasureTrace, ...]
    next_step: NextStep | None


Rows: TypeAlias = Mapping[str, Sequence[tuple[int, EffectiveRow]]]
"""Table key → one unit's effective rows, each with its number."""


def trace_indicator(
    rubric: CompiledRubric, score: CarrierScore, measured: Mapping[str, Measured], code: str, rows: Rows, parameters: Parameters
) -> IndicatorTrace:
    """Explains one indicator. ``measured`` are all measured values of the unit.

    Raises KeyError for an unknown code, Bug where the rows do not add up to the figures.
    """
    indicator = rubric.rubric.indicator(code)
    found = score.indicator(code)

    def traced(key: str) -> MeasureTrace:
        return _trace_measure(rubric.measures[key], measured[key], rows, parameters)

    below = _below(rubric, indicator.measure)
    return IndicatorTrace(
        found, traced(indicator.measure), tuple(traced(key) for key in below), next_step(rubric, code, found.measured)
    )


def _below(rubric: CompiledRubric, key: str) -> tuple[str, ...]:
    """The measures a measure is made of, all the way down, each once, in the order of the rubric."""
    wanted: set[str] = set()
    waiting = [key]
    while waiting:
        compiled = rubric.measures[waiting.pop()]
        parts = names(compiled.formula) if compiled.formula is not None else (compiled.measure.of,) if compiled.measure.of else ()
        fresh = set(parts) - wanted
        wanted |= fresh
        waiting += fresh
    return tuple(one for one in rubric.measures if one in wanted)


def _trace_measure(compiled: CompiledMeasure, measured: Measured, rows: Rows, parameters: Parameters) -> MeasureTrace:
    if compiled.over is None:
        return MeasureTrace(compiled, measured, (), ())
    table_rows = rows[compiled.over.table.key]
    _hold_against(measured, compiled, compiled.over, [row for _, row in table_rows], parameters)
    read = _Reader(compiled, compiled.over, parameters)
    found = (read.traced(number, row) for number, row in table_rows)
    return MeasureTrace(compiled, measured, read.fields, tuple(one for one in found if one is not None))


def _hold_against(
    measured: Measured, compiled: CompiledMeasure, over: CompiledSet, rows: Sequence[EffectiveRow], parameters: Parameters
) -> None:
    plan = plan_measure(compiled, parameters)
    again = result(plan, figures_of_rows(plan.aggregates, {over.table.key: rows}), {})
    same = again.upper.compare(measured.upper) == 0 and again.lower.compare(measured.lower) == 0
    if not same or (again.base, again.usable, again.unknown) != (measured.base, measured.usable, measured.unknown):
        raise Bug(f"measure {compiled.measure.key}: the rows give {again}, the scan gave {measured}")


def _fields(compiled: CompiledMeasure, over: CompiledSet) -> tuple[str, ...]:
    """The columns an explanation cites: those of the measure itself, or of its set where it only counts the set."""
    trees: list[Tree] = [tree for tree in (compiled.where, compiled.upper, compiled.lower) if tree is not None]
    if compiled.by is not None:
        trees = [Name(compiled.by)]
    if not trees and over.condition is not None:
        trees = [over.condition]
    return tuple(dict.fromkeys(name for tree in trees for name in names(tree)))


class _Reader:
    """A measure made ready for many rows."""

    def __init__(self, compiled: CompiledMeasure, over: CompiledSet, parameters: Parameters) -> None:
        self.fields = _fields(compiled, over)
        self._compiled = compiled
        self._inside = judging(set_verdict(over, parameters))
        self._meets = judging(lower_condition(compiled.where, parameters)) if compiled.where is not None else None
        self._upper, self._lower = (
            quantifier(lower_number(tree, parameters)) if tree is not None else None for tree in (compiled.upper, compiled.lower)
        )

    def traced(self, number: int, row: EffectiveRow) -> TracedRow | None:
        """None for a row that is surely not in the set, or does nothing for the measure."""
        inside = self._inside(row)
        if inside is False:
            return None
        upper, lower = _amount(self._upper, row), _amount(self._lower, row)
        part = Part.UNKNOWN if inside is None else self._part(row, (upper, lower))
        if part is Part.BASE and self._compiled.measure.kind is MeasureKind.COUNT:
            return None  # a count has no base
        return TracedRow(number, part, tuple((field, row[field]) for field in self.fields), upper, lower)

    def _part(self, row: EffectiveRow, amounts: tuple[Ratio | None, Ratio | None]) -> Part:
        """What a row of the set does."""
        compiled = self._compiled
        if compiled.by is not None:
            return Part.UNKNOWN if row[compiled.by.key] is None else Part.COUNTED
        if compiled.upper is not None:
            wanted = amounts if compiled.lower is not None else amounts[:1]
            return Part.UNKNOWN if None in wanted else Part.COUNTED
        match self._meets(row) if self._meets else True:
            case True:
                return Part.COUNTED
            case False:
                return Part.BASE
            case _:
                return Part.UNKNOWN


def _amount(worth: Callable[[EffectiveRow], tuple[int, int] | None] | None, row: EffectiveRow) -> Ratio | None:
    pair = worth(row) if worth is not None else None
    return ratio(*pair) if pair is not None else None


def next_step(rubric: CompiledRubric, code: str, measured: Measured) -> NextStep | None:
    """The nearest value that gives more than the value does; None at the top, without a value, for a deduction, or where peers decide."""
    indicator, value = rubric.rubric.indicator(code), measured.value
    scale = indicator.scale
    if value is None or rubric.rubric.role(indicator) is Role.DEDUCTION:
        return None
    if isinstance(scale, UnitScale):
        return _next_unit(scale, rubric.bounds[code], value)
    if isinstance(scale, ThresholdScale):
        return _next_beyond(scale, rubric.bounds[code], value)
    if not isinstance(scale, LinearScale | StepScale | SegmentScale):
        return None
    heights = _heights(scale)
    bounds = [bound for bound in rubric.bounds[code] if bound is not None]
    own, here = Fraction(*points(scale, bounds, value)), Fraction(*value)
    better = [pair for pair in zip(bounds, heights, strict=True) if Fraction(pair[1]) > own]
    nearest = min(better, key=lambda pair: abs(Fraction(pair[0].numerator, pair[0].denominator) - here), default=None)
    return NextStep(*nearest) if nearest else None


def _heights(scale: LinearScale | StepScale | SegmentScale) -> list[Decimal]:
    match scale:
        case LinearScale(nodes=pairs) | StepScale(steps=pairs):
            return [height for _, height in pairs]
        case SegmentScale(segments=segments):
            return [height for *_, low, high in segments for height in (low, high)]


def _next_beyond(scale: ThresholdScale, bounds: Sequence[Number | None], value: Ratio) -> NextStep | None:
    """The threshold, or the next whole unit above it; None once the cap is reached."""
    start, per = bounds
    assert start is not None
    assert per is not None
    above = value.less(ratio(start.numerator, start.denominator))
    if above.numerator < 0:
        return NextStep(start, min(scale.base, scale.cap))
    in_units = above.over(ratio(per.numerator, per.denominator))
    units = in_units.numerator // in_units.denominator
    if scale.base + scale.points * units >= scale.cap:
        return None
    aim = Fraction(start.numerator, start.denominator) + (units + 1) * Fraction(per.numerator, per.denominator)
    number = Number(aim.numerator, aim.denominator, start.money, _sum_text(start, per, units + 1, aim))
    return NextStep(number, min(scale.base + scale.points * (units + 1), scale.cap))


def _sum_text(start: Number, per: Number, units: int, aim: Fraction) -> str:
    """As a person would write it where the units allow, else as the sum that it is: 24, 61%, 50万元, 1/3 + 2 × 1/7."""
    return _text_of(aim, start, per) or f"{start.text} + {units} × {per.text}"


def _text_of(aim: Fraction, *parts: Number) -> str:
    """A number in the unit its parts are written in; empty where they have several units, or it does not end."""
    units = {part.text.lstrip("-0123456789./") for part in parts}
    unit = min(units)
    size = MONEY_DECIMALS.get(unit)
    scale = Fraction(1, 100) if unit == "%" else Fraction(10) ** size if size is not None else Fraction(1)
    if len(units) > 1 or (unit and unit != "%" and size is None):
        return ""
    shown = aim / scale
    ends = rounded(Ratio(shown.numerator, shown.denominator), FEW, RoundingMode.HALF_AWAY)
    return f"{ends.normalize():f}{unit}" if Fraction(ends) == shown else ""


FEW = 4
"""Decimals a person would still write."""


def _next_unit(scale: UnitScale, bounds: Sequence[Number | None], value: Ratio) -> NextStep | None:
    """The next whole unit; None once the cap is reached."""
    per = bounds[0]
    assert per is not None
    each = ratio(per.numerator, per.denominator)
    in_units = value.over(each)
    units = in_units.numerator // in_units.denominator
    if scale.points * units >= scale.cap:
        return None
    if per.numerator == per.denominator == 1:
        return NextStep(Number(units + 1, 1, 0, str(units + 1)), min(scale.points * (units + 1), scale.cap))
    aim = Fraction(per.numerator, per.denominator) * (units + 1)
    text = _text_of(aim, per) or f"{units + 1} × {per.text}"
    return NextStep(
        Number(per.numerator * (units + 1), per.denominator, per.money, text), min(scale.points * (units + 1), scale.cap)
    )
