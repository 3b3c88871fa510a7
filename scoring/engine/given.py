"""In which years a clause was given before: what earlier rounds decided, what was written down, and where the two disagree.

What was decided counts by itself; what is written down says the rest. A year nobody speaks of is unknown, never taken for no.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date

from scoring.definitions.form import Words


@dataclass(frozen=True, slots=True)
class Cited:
    """A year by the decision that gave the clause: the round's title, the day of the decision and what that rests on."""

    year: int
    round: Words
    day: date
    basis: str


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """What earlier rounds of the same file say of a clause and a carrier.

    ``given`` and ``denied`` are years in which it was, or was not; ``until``: of every year before this one all is known, as it was
    written down when an earlier round was decided (None: of none). ``cited``: the decisions that gave it.
    """

    given: frozenset[int] = frozenset()
    denied: frozenset[int] = frozenset()
    until: int | None = None
    cited: tuple[Cited, ...] = ()

    def denies(self, year: int) -> bool:
        return year not in self.given and (year in self.denied or (self.until is not None and year < self.until))

    def leaves_open(self, year: int) -> bool:
        """Whether any year before ``year`` is one nobody speaks of."""
        return self.until is None or any(each not in self.given and not self.denies(each) for each in range(self.until, year))


@dataclass(frozen=True, slots=True)
class GivenBefore:
    """Both together. ``years`` those that are known, ``whole`` whether they are all; ``disputed`` what was written down, where it
    says otherwise than what was decided.
    """

    years: tuple[int, ...] = ()
    whole: bool = False
    disputed: tuple[int, ...] | None = None
    cited: tuple[Cited, ...] = field(default=())


NOTHING_DECIDED = DecidedBefore()


def given_before(written: Set[int] | None, decided: DecidedBefore, year: int) -> GivenBefore:
    """Of the years before ``year``; ``written`` None: nobody has said.

    Years that were written down are added to those that were decided. They disagree where one is a year in which it was decided
    that it was not given, and where it is written that it was never given but one was decided.
    """
    known = tuple(sorted(each for each in decided.given if each < year))
    cited = tuple(one for one in decided.cited if one.year < year)
    if written is None:
        return GivenBefore(known, not decided.leaves_open(year), cited=cited)
    earlier = {each for each in written if each < year}
    if any(map(decided.denies, earlier)) or (known and not written):
        return GivenBefore(known, disputed=tuple(sorted(earlier)), cited=cited)
    return GivenBefore(tuple(sorted(earlier.union(known))), whole=True, cited=cited)
