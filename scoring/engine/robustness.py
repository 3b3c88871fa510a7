"""How firmly ranks and grades stand: draws of weights from a seed, and what came of them as exact counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

WORD = 1 << 64
STEP, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
"""The constants of SplitMix64 (Steele, Lea, Flood 2014)."""
MOST = 1_000
"""A weight is changed by at most so many basis points (±10%)."""


class Chance:
    """SplitMix64: the same numbers for the same seed on every machine and in every version of the language."""

    def __init__(self, seed: int) -> None:
        self._state = seed % WORD

    def next(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + STEP) % WORD
        mixed = self._state
        mixed = (mixed ^ (mixed >> 30)) * FIRST % WORD
        mixed = (mixed ^ (mixed >> 27)) * SECOND % WORD
        return mixed ^ (mixed >> 31)

    def below(self, bound: int) -> int:
        """One of 0 … bound − 1, each as likely: what would favour the small ones is thrown away."""
        fair = WORD - WORD % bound
        while True:
            drawn = self.next()
            if drawn < fair:
                return drawn % bound


def draws(codes: Sequence[str], count: int, seed: int, most: int = MOST) -> Iterator[Mapping[str, int]]:
    """So many draws: each code changed by −most … +most basis points. The first draws of more are those of fewer."""
    chance = Chance(seed)
    for _ in range(count):
        yield {code: chance.below(2 * most + 1) - most for code in codes}


@dataclass(slots=True)
class Spread:
    """What the draws made of one unit: how often each rank and each grade came up."""

    ranks: dict[int, int] = field(default_factory=dict)
    grades: dict[str, int] = field(default_factory=dict)

    def add(self, rank: int | None, grade: str) -> None:
        """``rank`` None: a lift took the unit out of the counting."""
        if rank is not None:
            self.ranks[rank] = self.ranks.get(rank, 0) + 1
        self.grades[grade] = self.grades.get(grade, 0) + 1

    @property
    def count(self) -> int:
        return sum(self.grades.values())

    def other_than(self, grade: str) -> int:
        """How many draws give another grade."""
        return self.count - self.grades.get(grade, 0)

    def rank_at(self, percent: int) -> int:
        """The rank that so many per cent of the draws with one do not go beyond (nearest rank). Raises ValueError without any."""
        wanted = max(-(-percent * sum(self.ranks.values()) // 100), 1)
        seen = 0
        for rank in sorted(self.ranks):
            seen += self.ranks[rank]
            if seen >= wanted:
                return rank
        raise ValueError("no draw yet")
