"""从优从高不重复: of clauses that support the same matter the best admissible combination, and what was not cumulated and why.

Admissible: of a policy whose rule is the best one alone, one clause; a rule that reaches other policies stands beside none of
theirs in its group. So a combination is either what one such policy gives, or what all the others give together, and the
best one is found without trying them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TypeAlias

from scoring.definitions.policy import Overlap, OverlapGroup, Reach

Name: TypeAlias = tuple[str, str]
"""Policy and clause, by their keys."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A clause that gives, or may give, something. ``award`` None: open; then it is at most ``most`` (None: nobody can say)."""

    policy: str
    clause: str
    group: OverlapGroup
    award: int | None
    most: int | None

    @property
    def name(self) -> Name:
        return self.policy, self.clause


class State(Enum):
    """What a choice rests on."""

    SETTLED = "settled"
    OPEN = "open"
    """What is open could still add to it or turn it round."""
    TO_DECIDE = "to_decide"
    """一事一议: nothing is chosen."""


@dataclass(frozen=True, slots=True)
class NotCumulated:
    """A clause that stands back: behind which, by whose rule."""

    name: Name
    award: int | None
    behind: Name
    by: str
    """The policy whose rule it is."""
    rule: OverlapGroup


@dataclass(frozen=True, slots=True)
class Choice:
    """One matter: what is taken, what is not, and what is open. ``award`` is the sum of what is taken."""

    key: str
    state: State
    taken: tuple[Contender, ...]
    left: tuple[NotCumulated, ...]
    open: tuple[Contender, ...]
    award: int
    tied: bool = False
    """Another combination gives the same; the first by name was taken."""


def choose(contenders: Iterable[Contender]) -> tuple[Choice, ...]:
    """Group by group, by key; the order of the contenders is no matter."""
    ordered = sorted(contenders, key=lambda one: (one.group.key, one.name))
    return tuple(_choose(key, tuple(members)) for key, members in groupby(ordered, key=lambda one: one.group.key))


def _choose(key: str, members: Sequence[Contender]) -> Choice:
    policies = {policy: tuple(of) for policy, of in groupby(members, key=lambda one: one.policy)}
    open_ = tuple(one for one in members if one.award is None)
    if _one_by_one(policies):
        return Choice(key, State.TO_DECIDE, (), (), tuple(members), 0)
    known = [one for one in members if one.award is not None]
    found = _combinations(_by_policy(known), lambda one: one.award or 0)
    award = max((sum(one.award or 0 for one in taken) for taken in found), default=0)
    best = sorted(
        (taken for taken in found if sum(one.award or 0 for one in taken) == award),
        key=lambda taken: [one.name for one in taken],
    )
    taken = best[0] if best else ()
    turned = _could_turn(policies, award)
    out = [one for one in members if one not in taken and (one.award is not None or not turned)]
    left = tuple(fact for one in out if (fact := _behind(one, taken)) is not None)
    return Choice(
        key=key,
        state=State.OPEN if turned else State.SETTLED,
        taken=taken,
        left=left,
        open=open_ if turned else (),
        award=award,
        tied=len(best) > 1,
    )


def _by_policy(members: Sequence[Contender]) -> Mapping[str, Sequence[Contender]]:
    return {policy: tuple(of) for policy, of in groupby(members, key=lambda one: one.policy)}


def _could_turn(policies: Mapping[str, Sequence[Contender]], award: int) -> bool:
    """Whether what is open could bring more than what is known does."""
    everyone = [one for members in policies.values() for one in members]
    if any(one.award is None and one.most is None for one in everyone):
        return True
    most = _combinations(policies, lambda one: one.most or 0)
    return any(sum(one.most or 0 for one in taken) > award for taken in most)


def _combinations(policies: Mapping[str, Sequence[Contender]], weight: Callable[[Contender], int]) -> list[tuple[Contender, ...]]:
    """Those that can be the best: what each policy that tolerates no other gives, and what all the others give together."""
    found: list[tuple[Contender, ...]] = []
    others: list[Contender] = []
    for members in policies.values():
        rule = members[0].group
        if rule.rule is not Overlap.BEST_ONE:
            inner = [tuple(members)]
        else:
            best = max(weight(one) for one in members)
            inner = [(one,) for one in members if weight(one) == best]
        if _reaches(rule):
            found += inner
        else:
            others += inner[0]
    return [*found, *([tuple(others)] if others else [])]


def _reaches(rule: OverlapGroup) -> bool:
    return rule.rule is Overlap.BEST_ONE and rule.reaches is Reach.OTHER_POLICIES


def _one_by_one(policies: Mapping[str, Sequence[Contender]]) -> bool:
    """Whether a document leaves it to a decision each time, and there is something to decide."""
    return any(
        members[0].group.rule is Overlap.ONE_BY_ONE
        and (len(members) > 1 or (members[0].group.reaches is Reach.OTHER_POLICIES and len(policies) > 1))
        for members in policies.values()
    )


def _behind(one: Contender, taken: Sequence[Contender]) -> NotCumulated | None:
    """Which of those taken it cannot stand beside; its own rule is named where it forbids it."""
    for other in taken:
        if one.policy == other.policy:
            rule: Contender | None = one if one.group.rule is Overlap.BEST_ONE else None
        else:
            rule = next((each for each in (one, other) if _reaches(each.group)), None)
        if rule is not None:
            return NotCumulated(one.name, one.award, other.name, rule.policy, rule.group)
    return None
