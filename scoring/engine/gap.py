"""How a value stands to a threshold: within it or not, what unknown rows leave open, and how far it misses. Exact."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.conditions import Bound
from scoring.definitions.rubric import MeasureKind
from scoring.engine.exact import Ratio, from_decimal, ratio, rounded
from scoring.engine.measure import Measured


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a value misses its threshold, exactly, never negative.

    ``rows``: the amount is the least number of further rows that would have to meet the measure's condition, the base
    staying as it is; else it is a difference in the measure's own unit. ``too_much``: it is above what is allowed.
    ``strict``: the amount alone only reaches the threshold, which must be passed.
    """

    amount: Ratio
    rows: bool = False
    too_much: bool = False
    strict: bool = False


def within(bound: Bound, value: Ratio, threshold: Ratio) -> bool:
    """Whether the value meets the threshold; at_least and at_most include it."""
    difference = value.compare(threshold)
    match bound:
        case Bound.AT_LEAST:
            return difference >= 0
        case Bound.AT_MOST:
            return difference <= 0
        case Bound.MORE_THAN:
            return difference > 0


OF_ROWS = frozenset({MeasureKind.COUNT, MeasureKind.SHARE, MeasureKind.LARGEST_SHARE})
"""Their value is bounded by the rows that are known; a verdict that stands for every answer of the others is sure."""


def ends(compiled: CompiledMeasure, measured: Measured, value: Ratio) -> tuple[Ratio, Ratio]:
    """The least and the greatest value that the unknown rows leave open."""
    if compiled.measure.kind not in OF_ROWS or not measured.unknown:
        return value, value
    if compiled.measure.kind is MeasureKind.COUNT:
        return value, value.plus(Ratio(measured.unknown, 1))
    outside = measured.unknown - (measured.base - measured.usable)  # rows that may not even belong to the set
    base = Ratio(measured.base + outside, 1)
    least_most = (measured.upper.over(base), measured.upper.plus(Ratio(measured.unknown, 1)).over(base))
    return _as_rounded(compiled, least_most[0]), _as_rounded(compiled, least_most[1])


def _as_rounded(compiled: CompiledMeasure, value: Ratio) -> Ratio:
    measure = compiled.measure
    return value if measure.round_to is None else from_decimal(rounded(value, measure.round_to, measure.round_mode))


def gap_to(compiled: CompiledMeasure, measured: Measured, bound: Bound, threshold: Ratio) -> Gap | None:
    """None where the value is within, or there is none."""
    value, too_much = measured.value, bound is Bound.AT_MOST
    if value is None or within(bound, value, threshold):
        return None
    if compiled.measure.kind is MeasureKind.SHARE or (compiled.measure.kind is MeasureKind.LARGEST_SHARE and not too_much):
        rows = _rows_lacking(compiled, measured, bound, threshold)
        if rows is not None:
            return Gap(Ratio(rows, 1), rows=True, too_much=too_much)
    counted = compiled.measure.kind is MeasureKind.COUNT
    if compiled.type.whole:
        return Gap(Ratio(_whole_gap(value, bound, threshold), 1), rows=counted, too_much=too_much)
    difference = value.less(threshold) if too_much else threshold.less(value)
    return Gap(difference.simplest(), too_much=too_much, strict=bound is Bound.MORE_THAN)


def _rows_lacking(compiled: CompiledMeasure, measured: Measured, bound: Bound, threshold: Ratio) -> int | None:
    """How many more rows of the same base must count (at most: how many fewer); None where not even all would do."""
    turn = -1 if bound is Bound.AT_MOST else 1
    counted, base = measured.upper.numerator, measured.lower.numerator
    most = counted if turn < 0 else base - counted

    def enough(rows: int) -> bool:
        return within(bound, _as_rounded(compiled, ratio(counted + turn * rows, base)), threshold)

    rows = bisect_left(range(most + 1), x=True, key=enough)
    return rows if rows <= most else None


def _whole_gap(value: Ratio, bound: Bound, threshold: Ratio) -> int:
    """For a value without a fraction: to the nearest whole number that is within."""
    whole = value.numerator // value.denominator
    down = threshold.numerator // threshold.denominator
    match bound:
        case Bound.AT_LEAST:
            return -(-threshold.numerator // threshold.denominator) - whole
        case Bound.AT_MOST:
            return whole - down
        case Bound.MORE_THAN:
            return down + 1 - whole
