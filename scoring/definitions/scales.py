"""Scales (计分方式): from a measured value to points. Values are literals such as 6% or 30万元, points are decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias

from scoring.definitions.form import STRICT, Strict
from scoring.definitions.roles import Amount, AnswerRef


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearScale:
    """Straight lines between the nodes (value, points), values rising; level outside them."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["linear"]
    nodes: tuple[tuple[Amount, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepScale:
    """The first step that holds, from the top: value ≥ bound → points (``falling``: value ≤ bound); else ``below``.

    The bound belongs to its step.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["steps"]
    steps: tuple[tuple[Amount, Decimal], ...]
    below: Decimal
    falling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScale:
    """``points`` for each ``per`` of the measure (``whole``: only for whole ones), at most ``cap``, never below 0."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["per_unit"]
    points: Decimal
    cap: Decimal
    per: Amount = "1"
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdScale:
    """Nothing below ``start``, ``base`` points at it, and ``points`` more for each ``per`` beyond, at most ``cap``."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["threshold"]
    start: Amount
    base: Decimal
    points: Decimal
    cap: Decimal
    per: Amount = "1"
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentScale:
    """Straight lines within closed segments (from, to, points at from, points at to), rising and apart from each other.

    A value between two segments has the points at the end of the lower one: truncate the measure so that there is none.
    Below the first segment its first points, beyond the last its last.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["segments"]
    segments: tuple[tuple[Amount, Amount, Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryScale:
    """Points by the answer of a choice or 是/否 field (是, 否); ``otherwise`` for answers that are not listed."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["categories"]
    points: tuple[tuple[AnswerRef, Decimal], ...]
    otherwise: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScale:
    """The value itself is the points (reviewers' marks), kept between 0 and ``cap``."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["as_is"]
    cap: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MinMaxScale:
    """(value − lowest) ÷ (highest − lowest) × points, kept between 0 and points.

    A bound that is not given is the peer group's own least or greatest value. ``falling``: the lowest value is best. A group
    whose bounds coincide earns full points.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["min_max"]
    points: Decimal
    lowest: Amount = ""
    highest: Amount = ""
    falling: bool = False


class Ties(StrEnum):
    """What equal values get: the best place among them, the worst, or the mean of both."""

    BEST = "best"
    WORST = "worst"
    MEAN = "mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankScale:
    """Points by place in the peer group: the first step (place, points) with rank ≤ place, else ``below``. Rank 1 is the greatest."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["rank"]
    steps: tuple[tuple[Amount, Decimal], ...]
    below: Decimal
    ties: Ties = Ties.BEST
    falling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentileScale:
    """Straight lines over the percentile rank in the peer group: the share of the other members that are smaller.

    Of n members, with b smaller and e equal others: (b + s·e) ÷ (n − 1), s being 1, 0 or ½ as ties go best, worst or mean;
    alone in its group a member stands at 100%.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["percentile"]
    nodes: tuple[tuple[Amount, Decimal], ...]
    ties: Ties = Ties.MEAN
    falling: bool = False


PeerScale: TypeAlias = MinMaxScale | RankScale | PercentileScale
OwnScale: TypeAlias = LinearScale | SegmentScale | StepScale | UnitScale | ThresholdScale | CategoryScale | ValueScale
Scale: TypeAlias = OwnScale | PeerScale


def literals(scale: Scale) -> tuple[str, ...]:
    """The values a scale names, in the order the engine wants them as exact numbers."""
    match scale:
        case LinearScale(nodes=pairs) | StepScale(steps=pairs) | RankScale(steps=pairs) | PercentileScale(nodes=pairs):
            return tuple(value for value, _ in pairs)
        case SegmentScale(segments=segments):
            return tuple(end for first, last, _, _ in segments for end in (first, last))
        case UnitScale(per=per):
            return (per,)
        case ThresholdScale(start=start, per=per):
            return (start, per)
        case MinMaxScale(lowest=lowest, highest=highest):
            return (lowest, highest)
        case CategoryScale() | ValueScale():
            return ()


def literal_keys(scale: Scale) -> tuple[str, ...]:
    """Where each of ``literals`` stands in the scale's own table: ``nodes[2]``, ``start``."""
    match scale:
        case LinearScale(nodes=pairs) | PercentileScale(nodes=pairs):
            return tuple(f"nodes[{at}]" for at in range(1, len(pairs) + 1))
        case StepScale(steps=pairs) | RankScale(steps=pairs):
            return tuple(f"steps[{at}]" for at in range(1, len(pairs) + 1))
        case SegmentScale(segments=segments):
            return tuple(f"segments[{at}]" for at in range(1, len(segments) + 1) for _ in range(2))
        case UnitScale():
            return ("per",)
        case ThresholdScale():
            return ("start", "per")
        case MinMaxScale():
            return ("lowest", "highest")
        case CategoryScale() | ValueScale():
            return ()


def most_points(scale: Scale) -> Decimal:
    """The most points a scale can give."""
    match scale:
        case LinearScale(nodes=pairs) | PercentileScale(nodes=pairs):
            return max((height for _, height in pairs), default=Decimal(0))
        case StepScale(steps=pairs, below=rest) | RankScale(steps=pairs, below=rest):
            return max((*(height for _, height in pairs), rest))
        case CategoryScale(points=pairs, otherwise=rest):
            return max((*(height for _, height in pairs), rest))
        case SegmentScale(segments=segments):
            return max((height for *_, low, high in segments for height in (low, high)), default=Decimal(0))
        case MinMaxScale(points=points):
            return points
        case UnitScale(cap=cap) | ThresholdScale(cap=cap) | ValueScale(cap=cap):
            return cap
