"""The values of a peer group, put in order once: whoever looks at its peers then finds its place without looking at each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, cmp_to_key

from scoring.engine.exact import ZERO, Ratio, fine

BY_SIZE = cmp_to_key(Ratio.compare)


class Members:
    """The values of all members of a peer group that have one."""

    def __init__(self, values: Iterable[Ratio] = ()) -> None:
        self.values = tuple(sorted(values, key=BY_SIZE))
        """From the least to the greatest."""

    def __len__(self) -> int:
        return len(self.values)

    def standing(self, value: Ratio) -> tuple[int, int, int]:
        """How many are less than the value, equal to it, greater."""
        first = bisect_left(self.values, BY_SIZE(value), key=BY_SIZE)
        behind = bisect_right(self.values, BY_SIZE(value), lo=first, key=BY_SIZE)
        return first, behind - first, len(self) - behind

    @cached_property
    def mean(self) -> Ratio:
        """Of the members, each rounded to 12 decimals first. Raises ZeroDivisionError without members."""
        total = ZERO
        for value in self.values:
            total = total.plus(fine(value)).simplest()
        return total.over(Ratio(len(self), 1)).simplest()

    @cached_property
    def median(self) -> Ratio:
        """The middle member, or the mean of the middle two, each rounded to 12 decimals first. Raises IndexError without members."""
        upper = fine(self.values[len(self) // 2])
        if len(self) % 2:
            return upper
        return fine(self.values[len(self) // 2 - 1]).plus(upper).times(Ratio(1, 2)).simplest()


class Others:
    """The members of a peer group without one of them, whose value is ``own`` (None: it has none)."""

    def __init__(self, group: Members, own: Ratio | None) -> None:
        self._group, self._own = group, own

    def __len__(self) -> int:
        return len(self._group) - (self._own is not None)

    def standing(self, value: Ratio) -> tuple[int, int, int]:
        """How many of the others are less than the value, equal to it, greater."""
        less, equal, greater = self._group.standing(value)
        side = None if self._own is None else self._own.compare(value)
        return less - (side is not None and side < 0), equal - (side == 0), greater - (side is not None and side > 0)


NOBODY = Members()
