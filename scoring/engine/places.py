"""Places of the quotas (比例限制, 名额): their arithmetic among so many participants, and who has one.

Works on ranks and levels alone; levels count from 0, the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.grading import Quota, QuotaBy, QuotaRounding
from scoring.engine.exact import Ratio

Block: TypeAlias = Sequence[tuple[int, int]]
"""Units that share a rank, each with the level it stands at before the quotas."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one quota: ``exact`` is its share of the participants, ``places`` what rounding and minimum make of it."""

    quota: Quota
    exact: Ratio
    places: int


def quota_places(rubric: CompiledRubric, units: int, *, known: bool = True) -> tuple[Places, ...]:
    """The arithmetic of every quota among so many participants. Who belongs to no known group (``known``) has no place at all."""
    found = []
    for quota, share in zip(rubric.rubric.quotas, rubric.grading.shares, strict=True):
        exact = Ratio(share.numerator * units, share.denominator) if known else Ratio(0, 1)
        found.append(Places(quota, exact, max(quota.at_least, whole_places(exact, quota.rounding)) if known else 0))
    return tuple(found)


def whole_places(value: Ratio, rounding: QuotaRounding) -> int:
    """A share of the participants as places, rounded as the quota says."""
    match rounding:
        case QuotaRounding.DOWN:
            return value.numerator // value.denominator
        case QuotaRounding.UP:
            return -(-value.numerator // value.denominator)
        case QuotaRounding.HALF_UP:
            return (2 * value.numerator + value.denominator) // (2 * value.denominator)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Places for a level and everything better together, and what uses them up."""

    places: int
    by: QuotaBy = QuotaBy.PLACES


def capacity(rubric: CompiledRubric, units: int, *, known: bool = True) -> dict[int, Capacity]:
    """Level → its places."""
    names = [level.name.zh for level in rubric.rubric.grades]
    return {names.index(one.quota.grade): Capacity(one.places, one.quota.by) for one in quota_places(rubric, units, known=known)}


@dataclass(frozen=True, slots=True)
class Seated:
    """The level a unit came to. ``room``: level with a quota → the places left when it was its turn."""

    reached: int
    border: bool
    room: Mapping[int, int]


@dataclass(slots=True)
class _Taken:
    """How far the places have gone: by level, and the ranks that lie behind. ``beside``: levels that only rules give."""

    capacity: Mapping[int, Capacity]
    by_level: list[int]
    beside: Set[int]
    ranks: int = 0
    best_open: int = 0
    found: dict[int, Seated] = field(default_factory=dict)

    def room(self, at: int, default: int) -> int:
        """Places left at a level: a lower quota counts what is above it as well."""
        left = (
            one.places - (self.ranks if one.by is QuotaBy.RANKS else self.by_level[limit])
            for limit, one in self.capacity.items()
            if limit >= at
        )
        return min(left, default=default)

    def seat(self, members: Sequence[int], level: int) -> None:
        """Those equal in everything find a place together or stay on the lower side, and then nobody behind overtakes them."""
        opened, reached, at_edge = self._place(level, len(members))
        room = {at: self.room(at, 0) for at in self.capacity}
        if reached > level:
            self.best_open = max(self.best_open, opened)
        for at in range(reached, len(self.by_level)):
            self.by_level[at] += len(members)
        border = at_edge and reached != level
        self.found |= {unit: Seated(reached, border, room) for unit in members}

    def _place(self, level: int, members: int) -> tuple[int, int, bool]:
        """The best level still open at or below ``level`` that has room for all, and the one they come to: nobody falls to a
        level that only rules give. Then, whether some, but not all, found room above.
        """
        at_edge, opened, levels = False, None, len(self.by_level)
        for at in range(max(level, self.best_open), levels):
            room = self.room(at, members)
            if room < members:
                at_edge = at_edge or (room > 0 and members > 1)
                continue
            opened = at if opened is None else opened
            if at == level or at not in self.beside:
                return opened, at, at_edge
        return levels - 1, levels - 1, at_edge


def seat_all(
    blocks: Sequence[Block], places: Mapping[int, Capacity], levels: int, beside: Set[int] = frozenset()
) -> dict[int, Seated]:
    """Unit → where it came to; the blocks stand in the order of their ranks. ``beside``: levels that no points reach."""
    taken = _Taken(places, [0] * levels, beside)
    for block in blocks:
        for level in sorted({level for _, level in block}):
            taken.seat([unit for unit, own in block if own == level], level)
        taken.ranks += len(block)
    return taken.found
