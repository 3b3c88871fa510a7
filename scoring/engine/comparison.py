"""A unit beside its peers: the share of each maximum it reached, and the median of the group. Base points only.

A share is taken from the points before their rounding (6.2857 of 6.2857, not 6.29), then rounded once, as it is printed.
Medians, leads, order, places and ties are those of the printed shares, so that a printed table adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scoring.definitions.rubric import Role, RoundingMode, Rubric
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.members import BY_SIZE, Members
from scoring.engine.peers import Group
from scoring.engine.score import CarrierScore, reachable, unrounded

Shares: TypeAlias = Mapping[str, Ratio]
"""Code of an indicator or branch → points ÷ what it could have reached, in tenths of a per cent as they are printed."""

TENTHS = 3
"""Decimals of a share printed as 66.7%."""


def printed(share: Ratio) -> Ratio:
    """A share as it is printed."""
    return from_decimal(rounded(share, TENTHS, RoundingMode.HALF_AWAY))


@dataclass(frozen=True, slots=True)
class Compared:
    """One code of one unit. ``members`` have a share there, the unit among them; ``above`` and ``equal`` (others) count them."""

    code: str
    own: Ratio
    median: Ratio
    members: int
    above: int
    equal: int

    @property
    def lead(self) -> Ratio:
        """Above the median positive, below it negative."""
        return self.own.less(self.median)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A strength or weakness with its place by size of the lead; ``tied``: others have the very same lead."""

    place: int
    tied: bool
    compared: Compared


def shares_of(document: Rubric, score: CarrierScore) -> Shares:
    """What is left out has no share, and bonus and deductions have none: they say nothing of how far a maximum was reached."""
    full, own = reachable(document, score.indicators), unrounded(document, score.indicators)
    found: dict[str, Ratio] = {}
    for indicator in document.indicators:
        exact = score.indicator(indicator.code).exact
        if document.role(indicator) is Role.BASE and exact is not None:
            found[indicator.code] = printed(exact.over(from_decimal(indicator.maximum)))
    for branch in document.branches:
        value, most = own[branch.code], full[branch.code]
        if document.branch_role(branch) is Role.BASE and value is not None and most is not None and most.numerator > 0:
            found[branch.code] = printed(value.over(most))
    return found


def members_of(shares: Mapping[int, Shares], groups: Mapping[int, Group]) -> Mapping[Group, Mapping[str, Members]]:
    """Group → code → the shares of all members that have one."""
    found: dict[Group, dict[str, list[Ratio]]] = {}
    for unit, own in shares.items():
        group = found.setdefault(groups[unit], {})
        for code, share in own.items():
            group.setdefault(code, []).append(share)
    return {group: {code: Members(values) for code, values in codes.items()} for group, codes in found.items()}


def compare(own: Shares, members: Mapping[str, Members], least: int) -> Mapping[str, Compared]:
    """Code → the unit beside its group; codes with fewer than ``least`` members are not compared."""
    found = {}
    for code, share in own.items():
        group = members[code]
        if len(group) >= least:
            _, equal, above = group.standing(share)
            found[code] = Compared(code, share, printed(group.median), len(group), above, equal - 1)
    return found


def strengths(compared: Iterable[Compared]) -> tuple[Ranked, ...]:
    """Above the median, the greatest lead first; equal leads share a place and stay in the order given."""
    return _ranked([one for one in compared if one.lead.numerator > 0], sign=-1)


def weaknesses(compared: Iterable[Compared]) -> tuple[Ranked, ...]:
    """Below the median, the farthest first."""
    return _ranked([one for one in compared if one.lead.numerator < 0], sign=1)


def _ranked(found: Sequence[Compared], *, sign: int) -> tuple[Ranked, ...]:
    ordered = sorted(found, key=lambda one: BY_SIZE(one.lead.times(Ratio(sign, 1))))
    leads = [one.lead.simplest() for one in ordered]
    return tuple(Ranked(leads.index(lead) + 1, leads.count(lead) > 1, one) for lead, one in zip(leads, ordered, strict=True))
