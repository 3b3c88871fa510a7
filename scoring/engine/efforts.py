"""What the next step of each indicator asks and gives, the cheapest first: what would lift a unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cmp_to_key

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.conditions import Bound
from scoring.definitions.rubric import MeasureKind
from scoring.engine.caps import nearest_cap
from scoring.engine.exact import ZERO, Ratio, from_decimal, ratio
from scoring.engine.gap import Gap, gap_to
from scoring.engine.measure import Measured
from scoring.engine.members import BY_SIZE
from scoring.engine.score import CarrierScore
from scoring.engine.trace import NextStep, next_step


@dataclass(frozen=True, slots=True)
class Effort:
    """``gap`` to the next step of an indicator, and the points it ``gains`` there on the maximum the indicator has here, below
    every cap above it.
    """

    code: str
    step: NextStep
    gap: Gap
    gains: Ratio
    relative: Ratio
    """The gap in parts of the value that is aimed at: comparable whatever the unit."""


def efforts(rubric: CompiledRubric, score: CarrierScore, measured: Mapping[str, Measured]) -> tuple[Effort, ...]:
    """Those that ask for rows first, the fewest first; then the others, the smallest part of their aim first; the greater gain first."""
    return tuple(sorted(_efforts(rubric, score, measured), key=cmp_to_key(_cheaper)))


def _efforts(rubric: CompiledRubric, score: CarrierScore, measured: Mapping[str, Measured]) -> Iterator[Effort]:
    for indicator in rubric.rubric.indicators:
        own, one = measured[indicator.measure], score.indicator(indicator.code)
        step = next_step(rubric, indicator.code, own)
        if step is None or own.value is None or one.exact is None:
            continue
        if rubric.measures[indicator.measure].measure.kind is MeasureKind.MARKS:
            continue  # the reviewers' to give, not the unit's to reach
        aim = ratio(step.value.numerator, step.value.denominator)
        bound = Bound.AT_LEAST if aim.compare(own.value) > 0 else Bound.AT_MOST
        gap = gap_to(rubric.measures[indicator.measure], own, bound, aim)
        gains = from_decimal(step.points).less(one.exact).times(one.maximum).over(from_decimal(indicator.maximum)).simplest()
        if (capped := nearest_cap(rubric.rubric, score, indicator.code)) is not None:
            gains = min(gains, capped.room, key=BY_SIZE)
        if gap is not None and gains.numerator > 0:
            distance = aim.less(own.value) if bound is Bound.AT_LEAST else own.value.less(aim)
            whole = aim if aim.numerator else own.value
            relative = distance.over(whole) if whole.numerator > 0 else ZERO
            yield Effort(indicator.code, step, gap, gains, relative)


def _cheaper(left: Effort, right: Effort) -> int:
    if left.gap.rows != right.gap.rows:
        return -1 if left.gap.rows else 1
    mine, theirs = (one.gap.amount if one.gap.rows else one.relative for one in (left, right))
    return mine.compare(theirs) or right.gains.compare(left.gains)
