"""From a measured value to points. Exact; nothing is rounded here. Peer scales look at the values of the peer group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

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
    Ties,
    UnitScale,
    ValueScale,
)
from scoring.definitions.tree import Number
from scoring.engine.exact import ONE, ZERO, Ratio, from_decimal, ratio
from scoring.engine.members import NOBODY, Members

Bounds = Sequence[Number | None]


def points(
    scale: Scale, bounds: Bounds, value: Ratio, *, peers: Members = NOBODY, answers: Mapping[int, str] | None = None
) -> Ratio:
    """The points of a value.

    ``bounds`` are the scale's values as exact numbers, in the order of the rubric. ``peers`` are the values of all members
    of the peer group that have one, this one among them. ``answers`` gives a category's answer by its number.
    """
    at = [Ratio(bound.numerator, bound.denominator) if bound else ZERO for bound in bounds]
    match scale:
        case LinearScale(nodes=nodes):
            return _linear(at, _heights(nodes), value)
        case SegmentScale(segments=segments):
            return _segment(at, [from_decimal(height) for *_, low, high in segments for height in (low, high)], value)
        case StepScale(steps=steps, below=below, falling=falling):
            return _step(at, _heights(steps), from_decimal(below), value, falling=falling)
        case UnitScale(points=each, cap=cap, whole=whole):
            return _between(_units(value, at[0], whole=whole).times(from_decimal(each)), cap)
        case ThresholdScale(base=base, points=each, cap=cap, whole=whole):
            if value.compare(at[0]) < 0:
                return ZERO
            more = _units(value.less(at[0]), at[1], whole=whole).times(from_decimal(each))
            return _between(from_decimal(base).plus(more), cap)
        case CategoryScale(points=pairs, otherwise=otherwise):
            answer = (answers or {}).get(value.numerator // value.denominator, "")
            return from_decimal(dict(pairs).get(answer, otherwise))
        case ValueScale(cap=cap):
            return _between(value, cap)
        case MinMaxScale():
            return _min_max(scale, bounds, value, peers)
        case RankScale(steps=steps, below=below):
            place = rank(value, peers, scale.ties, falling=scale.falling)
            return _step(at, _heights(steps), from_decimal(below), place, falling=True)
        case PercentileScale(nodes=nodes):
            return _linear(at, _heights(nodes), percentile(value, peers, scale.ties, falling=scale.falling))


def _heights(pairs: Sequence[tuple[str, Decimal]]) -> list[Ratio]:
    return [from_decimal(height) for _, height in pairs]


def _linear(at: Sequence[Ratio], heights: Sequence[Ratio], value: Ratio) -> Ratio:
    """Level before the first node and behind the last; between two nodes on their line."""
    if value.compare(at[0]) <= 0:
        return heights[0]
    for (left, low), (right, high) in pairwise(zip(at, heights, strict=True)):
        if value.compare(right) <= 0:
            part = value.less(left).over(right.less(left))
            return low.plus(part.times(high.less(low)))
    return heights[-1]


def _segment(at: Sequence[Ratio], heights: Sequence[Ratio], value: Ratio) -> Ratio:
    """``at`` and ``heights`` hold the two ends of each segment in turn."""
    reached = heights[0]
    for first in range(0, len(at), 2):
        if value.compare(at[first]) < 0:
            return reached
        reached = _linear(at[first : first + 2], heights[first : first + 2], value)
        if value.compare(at[first + 1]) <= 0:
            return reached
    return reached


def _step(at: Sequence[Ratio], heights: Sequence[Ratio], below: Ratio, value: Ratio, *, falling: bool) -> Ratio:
    for bound, height in zip(at, heights, strict=True):
        gap = value.compare(bound)
        if gap <= 0 if falling else gap >= 0:
            return height
    return below


def _units(value: Ratio, per: Ratio, *, whole: bool) -> Ratio:
    units = value.over(per)
    return Ratio(units.numerator // units.denominator, 1) if whole else units


def _between(value: Ratio, cap: Decimal) -> Ratio:
    if value.numerator < 0:
        return ZERO
    most = from_decimal(cap)
    return value if value.compare(most) <= 0 else most


def _min_max(scale: MinMaxScale, bounds: Bounds, value: Ratio, peers: Members) -> Ratio:
    low, high = bounds
    least = Ratio(low.numerator, low.denominator) if low else peers.values[0]
    most = Ratio(high.numerator, high.denominator) if high else peers.values[-1]
    spread = most.less(least)
    if spread.numerator <= 0:
        return from_decimal(scale.points)
    part = (most.less(value) if scale.falling else value.less(least)).over(spread)
    return _between(part.times(from_decimal(scale.points)), scale.points)


def rank(value: Ratio, peers: Members, ties: Ties, *, falling: bool) -> Ratio:
    """Place among the peers, 1 for the greatest (``falling``: for the least); equal ones share a place as ``ties`` says."""
    ahead, equal = _standing(value, peers, falling=falling)
    match ties:
        case Ties.BEST:
            return Ratio(ahead + 1, 1)
        case Ties.WORST:
            return Ratio(ahead + equal, 1)
        case Ties.MEAN:
            return ratio(2 * ahead + 1 + equal, 2)


def percentile(value: Ratio, peers: Members, ties: Ties, *, falling: bool) -> Ratio:
    """The share of the other members that stand behind; 1 for one that is alone."""
    if len(peers) <= 1:
        return ONE
    ahead, equal = _standing(value, peers, falling=falling)
    behind, twins = len(peers) - ahead - equal, equal - 1
    twice = {Ties.BEST: 2, Ties.WORST: 0, Ties.MEAN: 1}[ties]
    return ratio(2 * behind + twice * twins, 2 * (len(peers) - 1))


def _standing(value: Ratio, peers: Members, *, falling: bool) -> tuple[int, int]:
    """How many peers stand ahead, and how many are equal, this one included."""
    less, equal, greater = peers.standing(value)
    return less if falling else greater, equal


def needs_peers(indicator: Indicator) -> bool:
    """Whether its points depend on the values of others."""
    scale = indicator.scale
    if isinstance(scale, MinMaxScale):
        return not (scale.lowest and scale.highest)
    return isinstance(scale, RankScale | PercentileScale)
