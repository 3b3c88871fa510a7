"""Ranks by total and tie rules, and what told equal totals apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import groupby, pairwise
from typing import Protocol

from scoring.engine.exact import Ratio


class Ranked(Protocol):
    """Whoever has a total and the figures of the tie rules."""

    @property
    def unit(self) -> int: ...

    @property
    def total(self) -> Ratio: ...

    @property
    def ties(self) -> tuple[Ratio, ...]: ...


@dataclass(frozen=True, slots=True)
class Tie:
    """Others have the same total. ``by``: the branches that told them apart, as far as they had to be looked at.

    ``place`` among them, from 1; ``equal`` so many are equal in all of these too, and share the rank.
    """

    others: int
    by: tuple[str, ...]
    place: int
    equal: int


def by_rank(left: Ranked, right: Ranked) -> int:
    """The greater total first, then the greater figure of each tie rule."""
    for mine, theirs in zip((left.total, *left.ties), (right.total, *right.ties), strict=True):
        gap = theirs.compare(mine)
        if gap:
            return gap
    return 0


def ranks_of(ordered: Sequence[Ranked]) -> dict[int, int]:
    """Equal in everything: the same rank."""
    ranks: dict[int, int] = {}
    for number, one in enumerate(ordered, start=1):
        before = ordered[number - 2] if number > 1 else None
        ranks[one.unit] = ranks[before.unit] if before is not None and by_rank(before, one) == 0 else number
    return ranks


def _by_total(left: Ranked, right: Ranked) -> int:
    return right.total.compare(left.total)


def ties_of(rules: tuple[str, ...], ordered: Sequence[Ranked]) -> dict[int, Tie]:
    """Of all with the total of somebody else: what told them apart. ``ordered`` by rank."""
    found: dict[int, Tie] = {}
    for _, alike in groupby(ordered, key=cmp_to_key(_by_total)):
        members = list(alike)
        if len(members) > 1:
            found |= _block(rules, members)
    return found


def _block(rules: tuple[str, ...], members: Sequence[Ranked]) -> dict[int, Tie]:
    """Nobody agrees with one in more tie rules than its neighbours do: they are sorted by them."""
    ranks = ranks_of(members)
    sharing = Counter(ranks.values())
    between = [_depth(one, other) for one, other in pairwise(members)]
    depths = [max(around) for around in zip([0, *between], [*between, 0], strict=True)]
    return {
        one.unit: Tie(len(members) - 1, rules[:depth], ranks[one.unit], sharing[ranks[one.unit]] - 1)
        for one, depth in zip(members, depths, strict=True)
    }


def _depth(one: Ranked, other: Ranked) -> int:
    """How many tie rules had to be looked at."""
    pairs = zip(one.ties, other.ties, strict=True)
    return next((at for at, (mine, theirs) in enumerate(pairs, start=1) if mine.compare(theirs)), len(one.ties))
