"""What becomes of everybody's support when budget pots do not suffice: claims, shares, and the amounts clause by clause after them.

A claim is the 拟扶持金额 of what is taken, never the ceiling; what is 待定 is no claim and is named as open. A pot holds whole
amounts, or one payer's part of them (区镇分担): then it reaches only clauses that name this payer, and what the others bear stays
as it is. No 分 is paid twice: a clause is in one pot for whole amounts, or in one for each payer; of several that cover it
the first by name counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.compiled_policy import CompiledClause
from scoring.engine.award import split
from scoring.engine.exact import Ratio
from scoring.engine.overlap import Name
from scoring.engine.sharing import Claim, Sharing, SharingRule, SharingUnit, TieBreak, lacking, share_pot
from scoring.engine.support import ClauseResult, Support


@dataclass(frozen=True, slots=True, kw_only=True)
class PotRule:
    """A pot as it is shared. ``covers``: the clauses it is for; ``payer``: whose part it holds, empty: whole amounts;
    ``rule``: None while nobody has chosen one.
    """

    key: str
    covers: frozenset[Name]
    payer: str
    amount: int
    rule: SharingRule | None
    unit: SharingUnit
    ties: tuple[TieBreak, ...]


@dataclass(frozen=True, slots=True)
class Claimant:
    """A carrier before the pots: what it is to get, and how it stands among the others."""

    key: str
    support: Support
    rank: int | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class PotOutcome:
    """What became of a pot. ``claims`` key → clause → amount; ``open`` key → clauses that are 待定 and were not shared.

    ``sharing`` None: the pot does not suffice and no rule is chosen, or the rule cannot serve those in ``unserved``.
    """

    pot: PotRule
    claims: Mapping[str, Mapping[Name, int]]
    open: Mapping[str, tuple[Name, ...]]
    claimed: tuple[Claim, ...]
    unserved: tuple[str, ...]
    sharing: Sharing | None

    @property
    def wanted(self) -> int:
        return sum(claim.most for claim in self.claimed)

    @property
    def suffices(self) -> bool:
        return self.wanted <= self.pot.amount

    @property
    def provisional(self) -> bool:
        """暂定: what is open may still claim a part."""
        return bool(self.open)

    def under(self, rule: SharingRule) -> Sharing | tuple[str, ...]:
        """What another rule would give, or whom it cannot serve."""
        if self.sharing is not None and self.sharing.rule is rule:
            return self.sharing
        return _share(self.pot, self.claimed, rule)

    def parts(self) -> Mapping[str, Mapping[Name, int]]:
        """Every share clause by clause, in proportion to what was claimed, to the last 分."""
        if self.sharing is None:
            return {}
        return {one.claim.key: _parts(one.amount, self.claims[one.claim.key]) for one in self.sharing.shares}


@dataclass(frozen=True, slots=True)
class ClauseBudget:
    """A clause that is taken, before and after the pots. ``after`` None: 待定, a pot it is in is not shared yet.

    ``borne``: who bears how much of it afterwards; nothing where nobody is named.
    """

    name: Name
    before: int
    after: int | None
    borne: Mapping[str, int]
    pots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarrierBudget:
    """``after`` None: 待定."""

    clauses: tuple[ClauseBudget, ...]
    before: int
    after: int | None


@dataclass(frozen=True, slots=True)
class Budget:
    pots: tuple[PotOutcome, ...]
    carriers: Mapping[str, CarrierBudget]


def taken(support: Support) -> dict[Name, ClauseResult]:
    """The clauses whose amounts make up the total."""
    known = {(policy.key, one.key): one for policy in support.policies for one in policy.clauses}
    chosen = {one.name: known[one.name] for choice in support.choices for one in choice.taken}
    return chosen | {(policy, one.key): one for policy, one in support.alone if one.sure is not None}


def still_open(support: Support) -> tuple[Name, ...]:
    """The clauses that may still add to the total or turn it round."""
    waiting = [one.name for choice in support.choices for one in choice.open]
    return (*waiting, *((policy, one.key) for policy, one in support.alone if one.sure is None))


def budget(pots: Sequence[PotRule], claimants: Sequence[Claimant]) -> Budget:
    """Every pot shared, and what everybody gets then; the order of pots and of claimants is no matter."""
    ordered = sorted(pots, key=lambda pot: pot.key)
    everyone = [(one, taken(one.support)) for one in sorted(claimants, key=lambda one: one.key)]
    outcomes = tuple(_outcome(pot, ordered, everyone) for pot in ordered)
    parts = {outcome.pot.key: outcome.parts() for outcome in outcomes}
    found = {one.key: _carrier(one.key, names, ordered, parts) for one, names in everyone}
    return Budget(outcomes, found)


def _outcome(
    pot: PotRule, pots: Sequence[PotRule], everyone: Sequence[tuple[Claimant, Mapping[Name, ClauseResult]]]
) -> PotOutcome:
    claims: dict[str, dict[Name, int]] = {}
    open_: dict[str, tuple[Name, ...]] = {}
    claimed: list[Claim] = []
    for one, names in everyone:
        inside = {name: clause for name, clause in names.items() if pot in pots_of(name, clause.compiled, pots)}
        amounts = {name: claim for name, clause in inside.items() if (claim := _claim(pot, clause)) is not None}
        unsaid = tuple(name for name in inside if name not in amounts)
        waiting = tuple(name for name in still_open(one.support) if name in pot.covers and name not in names)
        if unsaid or waiting:
            open_[one.key] = (*unsaid, *waiting)
        if amounts:
            claims[one.key] = amounts
            claimed.append(Claim(key=one.key, wanted=sum(amounts.values()), rank=one.rank, points=one.points))
    shared = _chosen(pot, claimed)
    unserved, sharing = ((), shared) if isinstance(shared, Sharing) else (shared, None)
    return PotOutcome(pot, claims, open_, tuple(claimed), unserved, sharing)


def _chosen(pot: PotRule, claimed: Sequence[Claim]) -> Sharing | tuple[str, ...]:
    """By the rule that was chosen; where the pot suffices everybody gets all of it under any."""
    if sum(claim.most for claim in claimed) <= pot.amount:
        return share_pot(pot.amount, claimed, SharingRule.PRO_RATA, pot.unit, pot.ties)
    return _share(pot, claimed, pot.rule) if pot.rule is not None else ()


def _share(pot: PotRule, claimed: Sequence[Claim], rule: SharingRule) -> Sharing | tuple[str, ...]:
    without = lacking(rule, claimed)
    return without or share_pot(pot.amount, claimed, rule, pot.unit, pot.ties)


def pots_of(name: Name, compiled: CompiledClause, pots: Sequence[PotRule]) -> Sequence[PotRule]:
    """The first for whole amounts, or where a pot for a payer comes before it, the first for each payer."""
    payers = {share.key for share, _ in compiled.shares}
    found: dict[str, PotRule] = {}
    for pot in pots:
        reaches = name in pot.covers and (not pot.payer or pot.payer in payers)
        if reaches and "" not in found and (pot.payer or not found):
            found.setdefault(pot.payer, pot)
    return list(found.values())


def _claim(pot: PotRule, clause: ClauseResult) -> int | None:
    """The amount, or the payer's part of it; None: 待定."""
    if not pot.payer:
        return clause.sure
    return next((each.amount for each in clause.borne if each.share.key == pot.payer), None)


def _parts(amount: int, claims: Mapping[Name, int]) -> dict[Name, int]:
    if not sum(claims.values()):
        return dict.fromkeys(claims, 0)
    named = {"/".join(name): name for name in claims}
    shares = split(amount, {key: Ratio(claims[name], 1) for key, name in named.items()})
    return {name: shares[key] for key, name in named.items()}


_Parts = Mapping[str, Mapping[str, Mapping[Name, int]]]
"""Pot → carrier → clause → share."""


def _carrier(key: str, names: Mapping[Name, ClauseResult], pots: Sequence[PotRule], parts: _Parts) -> CarrierBudget:
    def share(pot: PotRule, name: Name) -> int | None:
        return parts[pot.key].get(key, {}).get(name)

    clauses = tuple(
        _clause(name, clause, pots_of(name, clause.compiled, pots), share) for name, clause in sorted(names.items(), key=_name)
    )
    after = [one.after for one in clauses]
    known = [one for one in after if one is not None]
    return CarrierBudget(clauses, sum(one.before for one in clauses), sum(known) if len(known) == len(after) else None)


def _name(item: tuple[Name, ClauseResult]) -> Name:
    return item[0]


def _clause(
    name: Name, clause: ClauseResult, inside: Sequence[PotRule], share: Callable[[PotRule, Name], int | None]
) -> ClauseBudget:
    before = clause.sure or 0
    keys = tuple(pot.key for pot in inside)
    bearing = {each.share.key: each for each in clause.borne}
    amounts = {payer: each.amount for payer, each in bearing.items()}
    if inside and not inside[0].payer:
        after = share(inside[0], name)
        return ClauseBudget(name, before, after, dict(_borne(clause, after)), keys)
    if not inside:
        return ClauseBudget(name, before, before, {payer: one for payer, one in amounts.items() if one is not None}, keys)
    amounts |= {pot.payer: share(pot, name) for pot in inside}
    known = {payer: one for payer, one in amounts.items() if one is not None}
    return ClauseBudget(name, before, sum(known.values()) if len(known) == len(amounts) else None, known, keys)


def _borne(clause: ClauseResult, amount: int | None) -> Iterator[tuple[str, int]]:
    """Who bears how much of another amount than the award, by the same parts."""
    parts = {each.share.key: each.part for each in clause.borne if each.part is not None}
    if amount is not None and parts and len(parts) == len(clause.borne) and not clause.shares_lacking:
        yield from split(amount, parts).items()
