"""The border list (临界名单): who is within so many points of a cut, by points or by the last place of a quota."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.rubric import RoundingMode, Rubric
from scoring.engine.exact import Ratio, from_decimal, rounded


@dataclass(frozen=True, slots=True)
class Near:
    """A cut that is close (临界): to ``grade``, by its points or, where ``places``, by the last who found a place.

    ``distance`` is what is missing; less than nothing: so much is to spare. ``missing``: it is on the lower side, if only by a
    tie rule.
    """

    grade: str
    distance: Decimal
    missing: bool
    places: bool = False


@dataclass(frozen=True, slots=True)
class Stood:
    """One unit after the quotas. ``best``: better it cannot get; ``wanted``: the level no place was left for."""

    unit: int
    total: Ratio
    level: int
    best: int
    wanted: int | None
    tied: bool


def near_cuts(rubric: Rubric, ordered: Sequence[Stood], decimals: int) -> dict[int, tuple[Near, ...]]:
    """Unit → the cuts close to it, from the best grade down; nothing where the rubric names no points.

    ``ordered`` by rank, of one group; distances to ``decimals``, as totals are printed.
    """
    if rubric.border_within is None:
        return {}
    within = from_decimal(rubric.border_within)
    edges = list(_edges(rubric, ordered))
    found: dict[int, tuple[Near, ...]] = {}
    for one in ordered:
        gaps = [gap for gap in (*_bounds(rubric, one), *_places(one, edges)) if _size(gap.points).compare(within) <= 0]
        if gaps:
            found[one.unit] = tuple(
                Near(
                    rubric.grades[gap.level].name.zh,
                    rounded(gap.points, decimals, RoundingMode.HALF_AWAY),
                    missing=gap.missing,
                    places=gap.places,
                )
                for gap in gaps
            )
    return found


@dataclass(frozen=True, slots=True)
class _Gap:
    level: int
    points: Ratio
    missing: bool
    places: bool = False


def _bounds(rubric: Rubric, one: Stood) -> Iterator[_Gap]:
    """Bounds by points: not those a veto or limit bars, nor those reached in vain."""
    for at, level in enumerate(rubric.grades[:-1]):
        if level.at_least is None:
            continue
        gap = from_decimal(level.at_least).less(one.total)
        missing = gap.numerator > 0
        if at >= one.best and (missing or one.level <= at):
            yield _Gap(at, gap, missing)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the places of a quota ended: the total of the last who has one, and of the first who has none."""

    level: int
    last: Ratio | None
    first: Ratio


def _edges(rubric: Rubric, ordered: Sequence[Stood]) -> Iterator[_Edge]:
    """Only of quotas that left somebody without a place."""
    names = [level.name.zh for level in rubric.grades]
    for at in sorted(names.index(quota.grade) for quota in rubric.quotas):
        without = [one for one in ordered if _missed(one, at)]
        if without:
            having = [one for one in ordered if one.level <= at]
            yield _Edge(at, having[-1].total if having else None, without[0].total)


def _missed(one: Stood, at: int) -> bool:
    return one.wanted is not None and one.wanted <= at < one.level


def _places(one: Stood, edges: Iterable[_Edge]) -> Iterator[_Gap]:
    """Those tied at the edge are on the list for that alone."""
    for edge in edges:
        if one.level <= edge.level:
            yield _Gap(edge.level, edge.first.less(one.total), missing=False, places=True)
        elif edge.last is not None and _missed(one, edge.level) and not one.tied:
            yield _Gap(edge.level, edge.last.less(one.total), missing=True, places=True)


def _size(gap: Ratio) -> Ratio:
    return Ratio(abs(gap.numerator), gap.denominator)
