"""The way back: which rows made an indicator's figure, in which role, and what the next step would have needed.

Made on demand from the carrier's rows with the Python reader, and held against the figures the scan gave: an explanation
that adds up to another figure is a bug, not a footnote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from scoring.definitions.compiled_rubric import CompiledMeasure, CompiledRubric
from scoring.definitions.layout import Stored
from scoring.definitions.lowered import Verdict
from scoring.definitions.lowering import Parameters, lower_condition, lower_number
from scoring.definitions.python_reader import EffectiveRow, amount, judge
from scoring.definitions.rubric import LinearScale, MeasureKind, StepScale, UnitScale
from scoring.definitions.tree import Number, Tree, names
from scoring.engine.aggregates import figures_of_rows
from scoring.engine.exact import Ratio, ratio
from scoring.engine.measure import Measured, plan_measure, result, set_verdict
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
class IndicatorTrace:
    """Everything one indicator's points rest on."""

    score: IndicatorScore
    measure: CompiledMeasure
    fields: tuple[str, ...]
    rows: tuple[TracedRow, ...]
    next_step: NextStep | None


def trace_indicator(
    rubric: CompiledRubric,
    score: CarrierScore,
    code: str,
    rows: Mapping[str, Sequence[tuple[int, EffectiveRow]]],
    parameters: Parameters,
) -> IndicatorTrace:
    """Explains one indicator. ``rows`` has the carrier's effective rows by table key, each with its number.

    Raises KeyError for an unknown code, Bug where the rows do not add up to the score's figures.
    """
    indicator = rubric.rubric.indicator(code)
    compiled = rubric.measures[indicator.measure]
    table_rows = rows[compiled.over.table.key]
    found = score.indicator(code)
    _hold_against(found.measured, compiled, [row for _, row in table_rows], parameters)
    fields = _fields(compiled)
    traced = tuple(one for number, row in table_rows if (one := _traced(compiled, fields, number, row, parameters)) is not None)
    return IndicatorTrace(found, compiled, fields, traced, _next_step(rubric, code, found.measured))


def _hold_against(measured: Measured, compiled: CompiledMeasure, rows: Sequence[EffectiveRow], parameters: Parameters) -> None:
    plan = plan_measure(compiled, parameters)
    again = result(plan, figures_of_rows(plan.aggregates, {compiled.over.table.key: rows}))
    same = again.upper.compare(measured.upper) == 0 and again.lower.compare(measured.lower) == 0
    if not same or (again.base, again.usable, again.unknown) != (measured.base, measured.usable, measured.unknown):
        raise Bug(f"measure {compiled.measure.key}: the rows give {again}, the scan gave {measured}")


def _fields(compiled: CompiledMeasure) -> tuple[str, ...]:
    """The columns an explanation cites: those of the measure itself, or of its set where it only counts the set."""
    trees: list[Tree] = [tree for tree in (compiled.where, compiled.upper, compiled.lower) if tree is not None]
    if not trees and compiled.over.condition is not None:
        trees = [compiled.over.condition]
    return tuple(dict.fromkeys(name for tree in trees for name in names(tree)))


def _traced(
    compiled: CompiledMeasure, fields: tuple[str, ...], number: int, row: EffectiveRow, parameters: Parameters
) -> TracedRow | None:
    """None for a row that is surely not in the set, or does nothing for the measure."""
    member = judge(set_verdict(compiled.over, parameters), row)
    if member is False:
        return None
    values = tuple((field, row[field]) for field in fields)
    upper, lower = (_amount(tree, row, parameters) for tree in (compiled.upper, compiled.lower))
    part = _part(compiled, member, row, (upper, lower), parameters)
    if part is Part.BASE and compiled.measure.kind is MeasureKind.COUNT:
        return None  # a count has no base
    return TracedRow(number, part, values, upper, lower)


def _part(
    compiled: CompiledMeasure,
    member: bool | None,
    row: EffectiveRow,
    amounts: tuple[Ratio | None, Ratio | None],
    parameters: Parameters,
) -> Part:
    if member is None:
        return Part.UNKNOWN
    if compiled.upper is not None:
        wanted = amounts if compiled.lower is not None else amounts[:1]
        return Part.UNKNOWN if None in wanted else Part.COUNTED
    verdict: Verdict | None = lower_condition(compiled.where, parameters) if compiled.where is not None else None
    match judge(verdict, row) if verdict else True:
        case True:
            return Part.COUNTED
        case False:
            return Part.BASE
        case _:
            return Part.UNKNOWN


def _amount(tree: Tree | None, row: EffectiveRow, parameters: Parameters) -> Ratio | None:
    if tree is None:
        return None
    pair = amount(lower_number(tree, parameters), row)
    return ratio(*pair) if pair is not None else None


def _next_step(rubric: CompiledRubric, code: str, measured: Measured) -> NextStep | None:
    """The lowest bound above the value that gives more than the value does; None at the top or without a value."""
    indicator = rubric.rubric.indicator(code)
    if measured.value is None:
        return None
    value = measured.value
    scale = indicator.scale
    if isinstance(scale, UnitScale):
        units = value.numerator // value.denominator
        more = NextStep(Number(units + 1, 1, 0, str(units + 1)), min(scale.points * (units + 1), scale.cap))
        return more if scale.points * units < scale.cap else None
    pairs = zip(rubric.bounds[code], _heights(scale), strict=True)
    upwards = sorted(pairs, key=lambda pair: Fraction(pair[0].numerator, pair[0].denominator))
    return next(
        (NextStep(bound, height) for bound, height in upwards if value.compare(ratio(bound.numerator, bound.denominator)) < 0),
        None,
    )


def _heights(scale: LinearScale | StepScale) -> list[Decimal]:
    return [height for _, height in (scale.nodes if isinstance(scale, LinearScale) else scale.steps)]
