"""From a measured value to points: straight lines, steps, so much per unit. Exact; nothing is rounded here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scoring.definitions.rubric import LinearScale, Scale, StepScale, UnitScale
from scoring.definitions.tree import Number
from scoring.engine.exact import Ratio, from_decimal


def points(scale: Scale, bounds: Sequence[Number], value: Ratio) -> Ratio:
    """The points of a value. ``bounds`` are the scale's values as exact numbers, in the order of the rubric."""
    at = [Ratio(bound.numerator, bound.denominator) for bound in bounds]
    match scale:
        case LinearScale(nodes=nodes):
            return _linear(at, [from_decimal(node) for _, node in nodes], value)
        case StepScale(steps=steps, below=below):
            reached = next((step for bound, (_, step) in zip(at, steps, strict=True) if value.compare(bound) >= 0), below)
            return from_decimal(reached)
        case UnitScale(points=each, cap=cap):
            return _least(value.times(from_decimal(each)), from_decimal(cap))


def _linear(at: Sequence[Ratio], heights: Sequence[Ratio], value: Ratio) -> Ratio:
    """Level before the first node and behind the last; between two nodes on their line."""
    if value.compare(at[0]) <= 0:
        return heights[0]
    for (left, low), (right, high) in zip(zip(at, heights, strict=True), zip(at[1:], heights[1:], strict=True), strict=False):
        if value.compare(right) <= 0:
            part = value.less(left).over(right.less(left))
            return low.plus(part.times(high.less(low)))
    return heights[-1]


def _least(left: Ratio, right: Ratio) -> Ratio:
    return left if left.compare(right) <= 0 else right


def most_points(scale: Scale) -> Decimal:
    """The most points the scale can give."""
    match scale:
        case LinearScale(nodes=pairs) | StepScale(steps=pairs):
            return max(height for _, height in pairs)
        case UnitScale(cap=cap):
            return cap
