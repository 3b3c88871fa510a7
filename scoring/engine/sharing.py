"""A budget pot shared among wanted amounts when it does not suffice, so that every 分 can be explained.

Amounts are integers in 分. Where the pot suffices, everybody gets all of it, to the 分. Where it does not, amounts are whole numbers
of the *unit* (元, 百元, 万元 …): the pot is counted in whole units, each claim may take as many as fit into what it may get at most,
the rule says each one's exact quotient, everybody gets the whole units of it, and the units then left go singly to the largest
remainders. Equal remainders are told apart by an order declared beforehand, never by the order of the input; the key of a claim
comes last in it, so that it always decides.

With the largest remainder a greater pot may cost a single claim one unit (the Alabama paradox); the sum never falls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from itertools import groupby, islice, takewhile
from typing import Any, NamedTuple

from scoring.engine.exact import ZERO, Ratio, decimals_of, from_decimal
from scoring.engine.members import BY_SIZE

_Before = tuple[tuple[tuple[bool, int | Decimal], ...], str]


class SharingRule(StrEnum):
    """How a pot is shared that does not suffice."""

    PRO_RATA = "pro_rata"
    """In proportion to what each may get at most."""
    BY_RANK = "by_rank"
    """In full from the first rank on until the pot is empty. Equal ranks that it does not suffice for share what is left in
    proportion to what each may get at most, and nobody behind them gets anything."""
    BY_SCORE = "by_score"
    """In proportion to points. Who has reached what he may get at most leaves the rest to the others."""


class SharingUnit(IntEnum):
    """What amounts are whole numbers of; its value in 分."""

    FEN = 1
    YUAN = 100
    HUNDRED_YUAN = 10_000
    THOUSAND_YUAN = 100_000
    TEN_THOUSAND_YUAN = 1_000_000


class TieBreak(StrEnum):
    """Who comes first of two with the same remainder. Who lacks the figure comes after those who have it."""

    RANK = "rank"
    """The better rank."""
    POINTS = "points"
    """The greater points."""
    AMOUNT = "amount"
    """The greater amount that he may get at most."""


TIES = (TieBreak.RANK, TieBreak.POINTS, TieBreak.AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one carrier asks for, in 分. ``points`` are the published ones: who adds the table up by hand must come to the same."""

    key: str
    wanted: int
    ceiling: int | None = None
    rank: int | None = None
    points: Decimal | None = None

    @property
    def most(self) -> int:
        """What it may get at most: the lesser of wanted and ceiling."""
        return self.wanted if self.ceiling is None else min(self.wanted, self.ceiling)


@dataclass(frozen=True, slots=True)
class Steps:
    """How a share of a pot that did not suffice came about; everything counted in units.

    ``units × weight ÷ weights`` is the quotient: the units, and the weights of those among whom they were shared. Units and weights
    of those who reached the most they may get are no longer in it.
    """

    units: int
    weight: Ratio
    weights: Ratio
    quotient: Ratio
    most: int
    """Whole units that fit into what it may get at most."""
    reached: bool
    """The quotient is not below the most, which is then the share."""
    floor: int
    """The whole units of the quotient, or the most where it is reached."""
    remainder: Ratio
    place: int | None
    """In the order of the remainders, from 1; None without a remainder."""
    singles: int
    """How many single units went to the largest remainders: the places up to this one have one each."""
    equals: tuple[str, ...]
    """The keys of all with just this remainder, in the declared order that put them in their places; nothing where it is alone."""

    @property
    def extra(self) -> int:
        """1 for a single unit by the largest remainder."""
        return int(self.place is not None and self.place <= self.singles)


@dataclass(frozen=True, slots=True)
class Share:
    """What one claim gets, in 分. ``steps`` is None where nothing had to be shared: all of it, or nothing behind an empty pot."""

    claim: Claim
    amount: int
    steps: Steps | None = None

    @property
    def cut(self) -> int:
        """What it gets less than it may get at most."""
        return self.claim.most - self.amount


@dataclass(frozen=True, slots=True)
class Sharing:
    """A pot and what became of it; ``shares`` by key."""

    pot: int
    rule: SharingRule
    unit: SharingUnit
    ties: tuple[TieBreak, ...]
    shares: tuple[Share, ...]

    @property
    def given(self) -> int:
        return sum(share.amount for share in self.shares)

    @property
    def left(self) -> int:
        """What stays in the pot: more than was asked for, or what could not be shared in whole units."""
        return self.pot - self.given

    @property
    def suffices(self) -> bool:
        """Whether everybody gets as much as he may."""
        return not any(share.cut for share in self.shares)


def lacking(rule: SharingRule, claims: Iterable[Claim]) -> tuple[str, ...]:
    """The keys of claims that the rule cannot serve: without a rank, without points or with points below zero. Unknown is not zero."""
    match rule:
        case SharingRule.PRO_RATA:
            return ()
        case SharingRule.BY_RANK:
            return tuple(sorted(claim.key for claim in claims if claim.rank is None))
        case SharingRule.BY_SCORE:
            return tuple(sorted(claim.key for claim in claims if claim.points is None or claim.points < 0))


def share_pot(
    pot: int,
    claims: Collection[Claim],
    rule: SharingRule,
    unit: SharingUnit = SharingUnit.YUAN,
    ties: tuple[TieBreak, ...] = TIES,
) -> Sharing:
    """Shares the pot. Raises ValueError for amounts below zero, two claims of one key, and claims that ``lacking`` names."""
    _checked(pot, claims, rule)
    ordered = sorted(claims, key=_before(ties))
    by_rank = rule is SharingRule.BY_RANK
    shares = _rank_after_rank(pot, ordered, unit) if by_rank else _shared(pot, ordered, rule, unit)
    return Sharing(pot, rule, unit, ties, tuple(sorted(shares, key=lambda share: share.claim.key)))


def _checked(pot: int, claims: Collection[Claim], rule: SharingRule) -> None:
    if pot < 0 or any(claim.most < 0 for claim in claims):
        raise ValueError("amounts below zero cannot be shared")
    if len({claim.key for claim in claims}) < len(claims):
        raise ValueError("two claims of one key")
    if without := lacking(rule, claims):
        raise ValueError(f"{rule} cannot serve {without}")


def _before(ties: Sequence[TieBreak]) -> Callable[[Claim], _Before]:
    """The declared order as a sorting key. The key of the claim comes last, so that no two are equal in it."""
    return lambda claim: (tuple(_standing(tie, claim) for tie in ties), claim.key)


def _standing(tie: TieBreak, claim: Claim) -> tuple[bool, int | Decimal]:
    match tie:
        case TieBreak.RANK:
            return claim.rank is None, claim.rank or 0
        case TieBreak.POINTS:
            return claim.points is None, (claim.points or Decimal(0)).copy_negate()
        case TieBreak.AMOUNT:
            return False, -claim.most


def _rank_after_rank(pot: int, ordered: Sequence[Claim], unit: SharingUnit) -> Iterator[Share]:
    left, empty = pot, False
    for _, equals in groupby(sorted(ordered, key=_rank), key=_rank):
        claims = tuple(equals)
        if empty:
            yield from (Share(claim, 0) for claim in claims)
            continue
        shares = _shared(left, claims, SharingRule.PRO_RATA, unit)
        yield from shares
        left -= sum(share.amount for share in shares)
        empty = any(share.cut for share in shares)


def _rank(claim: Claim) -> int:
    assert claim.rank is not None
    return claim.rank


def _shared(pot: int, ordered: Sequence[Claim], rule: SharingRule, unit: SharingUnit) -> tuple[Share, ...]:
    """Everybody in full where the pot suffices, else in whole units."""
    if sum(claim.most for claim in ordered) <= pot:
        return tuple(Share(claim, claim.most) for claim in ordered)
    weighed, scale = _weighed(ordered, rule, unit)
    steps = _with_remainders(_quotients(pot // unit, weighed), scale)
    return tuple(Share(claim, (one.floor + one.extra) * unit, one) for claim in ordered for one in (steps[claim.key],))


class _Weighed(NamedTuple):
    """A claim with its weight, the most it may get in whole units, and where it stands in the declared order."""

    key: str
    weight: int
    most: int
    standing: int

    def reaches(self, units: int, weights: int) -> bool:
        """Whether its part of the units is not below the most it may get."""
        return not self.most or (self.weight > 0 and units * self.weight >= self.most * weights)


def _weighed(ordered: Sequence[Claim], rule: SharingRule, unit: SharingUnit) -> tuple[list[_Weighed], int]:
    """Weights as integers, and what they have to be divided by to be 分 or points again."""
    if rule is SharingRule.BY_SCORE:
        points = [claim.points or Decimal(0) for claim in ordered]
        scale = 10 ** max(map(decimals_of, points))
        weights = [exact.numerator * (scale // exact.denominator) for exact in map(from_decimal, points)]
    else:
        scale, weights = 1, [claim.most for claim in ordered]
    return [
        _Weighed(claim.key, weight, claim.most // unit, standing)
        for standing, (claim, weight) in enumerate(zip(ordered, weights, strict=True))
    ], scale


class _Quotient(NamedTuple):
    """``units × weight ÷ weights``, as it was when it was decided."""

    one: _Weighed
    units: int
    weights: int
    reached: bool

    @property
    def parts(self) -> tuple[int, int]:
        """Whole units, and the remainder in parts of the weights."""
        if self.reached or not self.one.weight:
            return self.one.most if self.reached else 0, 0
        return divmod(self.units * self.one.weight, self.weights)


def _quotients(units: int, weighed: Sequence[_Weighed]) -> list[_Quotient]:
    """Round after round: who reaches the most he may get is done, and what he leaves is shared among the others."""
    waiting = sorted(weighed, key=_threshold)
    weights = sum(one.weight for one in waiting)
    found: list[_Quotient] = []
    while True:
        start = len(found)
        found += _reaching(islice(waiting, start, None), units, weights)
        if len(found) == start:
            return found + [_Quotient(one, units, weights, reached=False) for one in waiting[start:]]
        units -= sum(quotient.one.most for quotient in found[start:])
        weights -= sum(quotient.one.weight for quotient in found[start:])


def _reaching(waiting: Iterable[_Weighed], units: int, weights: int) -> list[_Quotient]:
    reached = takewhile(lambda one: one.reaches(units, weights), waiting)
    return [_Quotient(one, units, weights, reached=True) for one in reached]


def _threshold(one: _Weighed) -> tuple[bool, Any]:
    """Who reaches the most he may get first, when units grow, comes first. Without a weight nobody gets there."""
    return bool(one.most) and not one.weight, BY_SIZE(Ratio(one.most, one.weight or 1))


def _with_remainders(quotients: Sequence[_Quotient], scale: int) -> dict[str, Steps]:
    """The single units that the whole ones leave go to the largest remainders. All remainders are parts of the same weights."""
    open_ones = [quotient for quotient in quotients if not quotient.reached]
    units = open_ones[0].units if any(quotient.one.weight for quotient in open_ones) else 0
    singles = units - sum(quotient.parts[0] for quotient in open_ones)
    ranked = sorted((one for one in open_ones if one.parts[1]), key=lambda one: (-one.parts[1], one.one.standing))
    places = {quotient.one.key: place for place, quotient in enumerate(ranked, 1)}
    equals: dict[str, tuple[str, ...]] = {}
    for _, group in groupby(ranked, key=lambda quotient: quotient.parts[1]):
        keys = tuple(quotient.one.key for quotient in group)
        equals.update(dict.fromkeys(keys, keys if len(keys) > 1 else ()))
    return {
        quotient.one.key: _steps(quotient, scale, places.get(quotient.one.key), singles, equals.get(quotient.one.key, ()))
        for quotient in quotients
    }


def _steps(quotient: _Quotient, scale: int, place: int | None, singles: int, equals: tuple[str, ...]) -> Steps:
    one, units, weights, reached = quotient
    floor, rest = quotient.parts
    return Steps(
        units=units,
        weight=Ratio(one.weight, scale),
        weights=Ratio(weights, scale),
        quotient=Ratio(units * one.weight, weights) if weights else ZERO,
        most=one.most,
        reached=reached,
        floor=floor,
        remainder=Ratio(rest, weights) if rest else ZERO,
        place=place,
        singles=singles,
        equals=equals,
    )
