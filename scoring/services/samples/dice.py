"""Chance that is none: the same throws for the same names, on every machine. Integers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15

Item = TypeVar("Item")


class Dice:
    """A stream of throws named by its seed (splitmix64 after Steele, Lea and Flood, 2014)."""

    def __init__(self, *names: object) -> None:
        self._state = int.from_bytes(sha256("/".join(map(str, names)).encode()).digest()[:8], "big")

    def _throw(self) -> int:
        self._state = (self._state + _GOLDEN) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def between(self, low: int, high: int) -> int:
        """Both ends included."""
        return low + self._throw() % (high - low + 1)

    def chance(self, permille: int) -> bool:
        return self.between(0, 999) < permille

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.between(0, len(items) - 1)]

    def weighted(self, weights: Mapping[str, int]) -> str:
        left = self.between(1, sum(weights.values()))
        for item, weight in weights.items():
            left -= weight
            if left <= 0:
                return item
        raise AssertionError

    def along(self, quantiles: Sequence[int]) -> int:
        """A number of the distribution whose quantiles, evenly spaced, are given: how sizes get their long tail."""
        step = self.between(0, len(quantiles) - 2)
        return self.between(*sorted(quantiles[step : step + 2]))

    def day(self, first: date, last: date) -> date:
        """Both ends included; the first where it is not before the last."""
        return first + timedelta(days=self.between(0, max(0, (last - first).days)))
