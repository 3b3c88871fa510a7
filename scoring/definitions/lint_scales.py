"""Lint of scales: shape, gaps, and ends that the measure can never reach."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.lint_expressions import lint_amount
from scoring.definitions.lint_notes import Notes
from scoring.definitions.lint_tree import number_words
from scoring.definitions.ranges import ANY, Range, measure_ranges
from scoring.definitions.rubric import Indicator
from scoring.definitions.scales import (
    CategoryScale,
    LinearScale,
    MinMaxScale,
    PercentileScale,
    RankScale,
    Scale,
    SegmentScale,
    StepScale,
    ThresholdScale,
    UnitScale,
    ValueScale,
    literal_keys,
    literals,
    most_points,
)
from scoring.definitions.tree import Number


def lint_shapes(indicators: Sequence[Indicator], notes: Notes) -> None:
    """What the points of a scale show by themselves."""
    for indicator in indicators:
        key, points = f"indicators[{indicator.code}].scale", _points(indicator.scale)
        gaps = [after - before for before, after in pairwise(points)]
        if min(gaps, default=0) < 0 < max(gaps, default=0):
            notes.warn("scale_not_monotone", key)
        if isinstance(indicator.scale, StepScale | RankScale):
            steps = [value for value, _ in indicator.scale.steps]
            for value, gap, following in zip(steps, gaps, [*steps[1:], "below"][: len(steps)], strict=True):
                if not gap:
                    notes.warn("same_points", f"{key}.steps", first=value, second=following)


def _points(scale: Scale) -> list[Decimal]:
    """The points a scale names, along its values."""
    match scale:
        case LinearScale(nodes=pairs) | PercentileScale(nodes=pairs):
            return [height for _, height in pairs]
        case StepScale(steps=pairs, below=rest) | RankScale(steps=pairs, below=rest):
            return [*(height for _, height in pairs), rest]
        case SegmentScale(segments=segments):
            return [height for *_, low, high in segments for height in (low, high)]
        case _:
            return []


def least_points(scale: Scale) -> Decimal:
    """The fewest points a scale can give; most scales stop at 0."""
    match scale:
        case CategoryScale(points=pairs, otherwise=rest):
            return min((*(height for _, height in pairs), rest))
        case _:
            return min(_points(scale), default=Decimal(0))


def lint_reach(compiled: CompiledRubric, notes: Notes) -> None:
    """Bounds that lie where no value can be, maxima that cannot be earned, gaps between segments."""
    ranges = measure_ranges(compiled.measures, compiled.form)
    for indicator in compiled.rubric.indicators:
        key, scale = f"indicators[{indicator.code}].scale", indicator.scale
        bounds = compiled.bounds.get(indicator.code, ())
        texts = literals(scale)
        if not _readable(scale, texts, bounds):
            continue  # compiling has said so
        for name, number in zip(literal_keys(scale), bounds, strict=True):
            lint_amount(notes, f"{key}.{name}", number)
        found = _range(scale, ranges.get(indicator.measure, ANY))
        _bounds(scale, bounds, found, key, notes)
        _unit_end(scale, bounds, found, key, notes)
        if isinstance(scale, SegmentScale) and indicator.measure in compiled.measures:
            _segment_gaps(bounds, compiled.measures[indicator.measure].measure.round_to, key, notes)


def _readable(scale: Scale, texts: Sequence[str], bounds: Sequence[Number | None]) -> bool:
    """Whether every value reads; of two indicators with one code the first one's values are not to be had."""
    may_be_open = isinstance(scale, MinMaxScale)
    return len(texts) == len(bounds) and all(
        number is not None or (may_be_open and not text) for text, number in zip(texts, bounds, strict=True)
    )


def _range(scale: Scale, measured: Range) -> Range:
    if isinstance(scale, RankScale):
        return Range(Fraction(1))
    return Range(Fraction(0), Fraction(1)) if isinstance(scale, PercentileScale) else measured


def _bounds(scale: Scale, bounds: Sequence[Number | None], found: Range, key: str, notes: Notes) -> None:
    top = most_points(scale)
    for name, number, height in zip(literal_keys(scale), bounds, _heights(scale), strict=False):
        if number is None or found.holds(Fraction(number.numerator, number.denominator)):
            continue
        note = notes.error if height == top else notes.warn
        note("bound_out_of_reach", f"{key}.{name}", seen=number.text, reach=found.words())


def _heights(scale: Scale) -> list[Decimal]:
    """The points at each literal of a scale that is a value of the measure."""
    match scale:
        case MinMaxScale(points=points, falling=falling):
            return [points, Decimal(0)] if falling else [Decimal(0), points]
        case ThresholdScale(base=base):
            return [base]
        case StepScale(steps=pairs) | RankScale(steps=pairs):
            return [height for _, height in pairs]
        case _:
            return _points(scale)


def _unit_end(scale: Scale, bounds: Sequence[Number | None], found: Range, key: str, notes: Notes) -> None:
    """Whether the greatest value earns the cap."""
    if found.high is None:
        return
    high, values = found.high, [Fraction(one.numerator, one.denominator) for one in bounds if one is not None]
    match scale:
        case UnitScale(points=points, cap=cap) if values[0] > 0:
            reached = high / values[0] * Fraction(points)
        case ThresholdScale(base=base, points=points, cap=cap) if values[1] > 0:
            reached = Fraction(base) + (high - values[0]) / values[1] * Fraction(points)
        case ValueScale(cap=cap):
            reached = high
        case _:
            return
    if reached < cap:
        notes.error("cap_out_of_reach", f"{key}.cap", cap=cap, found=number_words(reached))


def _segment_gaps(bounds: Sequence[Number | None], round_to: int | None, key: str, notes: Notes) -> None:
    """Between two segments no value may lie: the next one begins one unit of the measure's last decimal later."""
    values = [Fraction(one.numerator, one.denominator) for one in bounds if one is not None]
    texts = [one.text for one in bounds if one is not None]
    for at in range(1, len(values) - 1, 2):
        if round_to is None or values[at + 1] - values[at] != Fraction(1, 10**round_to):
            notes.warn("segment_gap", f"{key}.segments[{(at + 3) // 2}]", first=texts[at], second=texts[at + 1])
