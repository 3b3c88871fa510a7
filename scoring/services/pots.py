"""Budget pots (预算): put, changed, withdrawn; what each is for, and everybody's share under the rule chosen or under all three.

A pot covers everything that is taken, or what is named: a policy (``baoshan-2024-4``), one of its clauses
(``baoshan-2024-4/27_quality``), or a matter across the policies (``@carrier_operation``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from scoring.definitions.compiled_amounts import Values, fraction
from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.policy import FigureType
from scoring.definitions.settled import ungrouped
from scoring.engine.budget import PotRule
from scoring.engine.overlap import Name
from scoring.engine.sharing import TIES, SharingRule, SharingUnit, TieBreak
from scoring.errors import Refusal, Said
from scoring.services.rounds import OpenRound
from scoring.services.settling import policies_of, policy_named
from scoring.store import pots
from scoring.store.pots import Pot, PotFacts

KnownPot: TypeAlias = Pot
"""For those who keep one to put it back."""
MATTER = "@"
RULES = tuple(SharingRule)
UNITS: Mapping[str, SharingUnit] = {
    "分": SharingUnit.FEN,
    "元": SharingUnit.YUAN,
    "百元": SharingUnit.HUNDRED_YUAN,
    "千元": SharingUnit.THOUSAND_YUAN,
    "万元": SharingUnit.TEN_THOUSAND_YUAN,
}
"""What shares are whole numbers of, in the words they are asked for in."""
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A pot as somebody wants it, in their words. ``rule`` empty: nobody has chosen yet; ``payer`` empty: whole amounts."""

    name: str
    amount: str
    basis: str
    covers: tuple[str, ...] = ()
    payer: str = ""
    rule: str = ""
    unit: str = "元"
    ties: tuple[str, ...] = TIES


def put_pot(opened: OpenRound, wanted: Wanted, *, actor: str, now: datetime) -> Pot:
    """Put a pot, or another in the place of the one of its name; the earlier one stays on record.

    Raises Refusal: no name, an amount that does not read, no basis, nothing of the name to cover, or another pot covers it already.
    """
    facts = judge_pot(opened, wanted)
    return pots.put(opened.store, round_id=opened.round.id, name=wanted.name.strip(), facts=facts, actor=actor, now=now)


def judge_pot(opened: OpenRound, wanted: Wanted) -> PotFacts:
    """What would be put; nothing is written. Raises Refusal as ``put_pot`` does."""
    policies = policies_of(opened)
    name = wanted.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refusal("pots.name_needed", most=LONGEST_NAME)
    if not wanted.basis.strip():
        raise Refusal("pots.basis_needed")
    facts = PotFacts(
        covers=tuple(sorted(dict.fromkeys(_covered(policies, one) for one in wanted.covers))),
        payer=_payer(policies, wanted),
        amount=_amount(wanted.amount),
        rule=_rule(wanted.rule),
        unit=int(_unit(wanted.unit)),
        ties=_ties(wanted.ties),
        basis=wanted.basis.strip(),
    )
    _apart(policies, name, facts, pots.of_round(opened.store, opened.round.id))
    return facts


def choose_rule(opened: OpenRound, name: str, rule: str, *, basis: str, actor: str, now: datetime) -> Pot:
    """Choose how a pot is shared; everything else of it stays. Raises Refusal: no such pot, no such rule, or no basis."""
    found = pot_named(opened, name)
    old = found.facts
    units = {unit.value: words for words, unit in UNITS.items()}
    wanted = Wanted(
        name=found.name,
        amount=f"{old.amount // 100}.{old.amount % 100:02d}元",
        basis=basis,
        covers=old.covers,
        payer=old.payer,
        rule=rule,
        unit=units[SharingUnit(old.unit)],
        ties=old.ties,
    )
    return put_pot(opened, wanted, actor=actor, now=now)


def withdraw_pot(opened: OpenRound, name: str, *, basis: str, actor: str, now: datetime) -> Pot:
    """Take a pot back: amounts are what they were without it. Raises Refusal: no such pot, or no basis."""
    found = pot_named(opened, name)
    if not basis.strip():
        raise Refusal("pots.basis_needed")
    made = pots.withdraw(opened.store, round_id=opened.round.id, name=found.name, basis=basis.strip(), actor=actor, now=now)
    assert made is not None
    return made


def pot_back(opened: OpenRound, name: str, before: Pot | None, *, basis: str, actor: str, now: datetime) -> None:
    """Make a pot what it was, as a further entry; withdrawn where there was none."""
    kept = {"round_id": opened.round.id, "name": name, "actor": actor}
    if before is None:
        pots.withdraw(opened.store, **kept, basis=basis, now=now)
    else:
        pots.put(opened.store, **kept, facts=before.facts, now=now)


def standing_pot(opened: OpenRound, name: str) -> Pot | None:
    """The pot of exactly this name; None where none stands."""
    return next((one for one in pots.of_round(opened.store, opened.round.id) if one.name == name), None)


def pot_named(opened: OpenRound, wanted: str) -> Pot:
    """By its name, or by a part of it that only one has. Raises Refusal."""
    known = pots.of_round(opened.store, opened.round.id)
    exact = [one for one in known if one.name == wanted.strip()]
    found = exact or [one for one in known if wanted.strip() in one.name]
    if len(found) != 1:
        raise Refusal("pots.no_such" if known else "pots.none", wanted=wanted, known=[one.name for one in known])
    return found[0]


def pot_rules(policies: Sequence[CompiledPolicy], known: Iterable[Pot]) -> tuple[PotRule, ...]:
    """Pots as they are shared, by their names."""
    return tuple(
        PotRule(
            key=one.name,
            covers=names_covered(policies, one.facts.covers),
            payer=one.facts.payer,
            amount=one.facts.amount,
            rule=SharingRule(one.facts.rule) if one.facts.rule else None,
            unit=SharingUnit(one.facts.unit),
            ties=tuple(map(TieBreak, one.facts.ties)),
        )
        for one in known
    )


def names_covered(policies: Sequence[CompiledPolicy], covers: Iterable[str]) -> frozenset[Name]:
    """The clauses that a pot is for; what is not adopted any more covers nothing."""
    asked = frozenset(covers)
    return frozenset(
        (policy.document.key, one.clause.key)
        for policy in policies
        for one in policy.clauses
        if not asked
        or asked & {policy.document.key, f"{policy.document.key}/{one.clause.key}"}
        or (one.overlap is not None and f"{MATTER}{one.overlap.key}" in asked)
    )


def payers_of(policies: Sequence[CompiledPolicy], names: frozenset[Name]) -> dict[str, dict[str, str]]:
    """Who bears a part of these clauses: key → its words."""
    return {
        share.key: {"zh": share.payer["zh"], "en": share.payer["en"]}
        for policy in policies
        for one in policy.clauses
        if (policy.document.key, one.clause.key) in names
        for share, _ in one.shares
    }


# What was asked -----------------------------------------------------------------------------------------------------------


def _covered(policies: Sequence[CompiledPolicy], wanted: str) -> str:
    """The whole name of a policy, a clause or a matter."""
    text = wanted.strip()
    if text.startswith(MATTER):
        known = sorted({key for policy in policies for key in policy.overlaps})
        if text.removeprefix(MATTER) not in known:
            raise Refusal("pots.no_such_matter", wanted=text, known=[f"{MATTER}{key}" for key in known])
        return text
    policy, _, clause = text.partition("/")
    compiled = policy_named(policies, policy)
    keys = [one.clause.key for one in compiled.clauses]
    if clause and clause not in keys:
        raise Refusal("pots.no_such_clause", policy=compiled.document.key, wanted=clause, known=keys)
    return f"{compiled.document.key}/{clause}" if clause else compiled.document.key


def _payer(policies: Sequence[CompiledPolicy], wanted: Wanted) -> str:
    payer = wanted.payer.strip()
    if payer:
        covers = tuple(_covered(policies, one) for one in wanted.covers)
        known = payers_of(policies, names_covered(policies, covers))
        if payer not in known:
            raise Refusal("pots.no_such_payer", wanted=payer, known=sorted(known))
    return payer


def _amount(text: str) -> int:
    to = Mistakes("")
    number = Values(to, {}, {}).literal(ungrouped(text), FigureType.MONEY, "amount")
    if number is None:
        raise Refusal("pots.no_amount", text=text, first=Said(to.found[0].code, to.found[0].facts))
    fen = fraction(number)
    if fen < 0 or fen.denominator != 1:
        raise Refusal("pots.not_in_fen", text=text)
    return int(fen)


def _rule(text: str) -> str:
    if text and text not in RULES:
        raise Refusal("pots.no_such_rule", wanted=text, known=list(RULES))
    return text


def _unit(text: str) -> SharingUnit:
    if text not in UNITS:
        raise Refusal("pots.no_such_unit", wanted=text, known=list(UNITS))
    return UNITS[text]


def _ties(wanted: Sequence[str]) -> tuple[str, ...]:
    known = set(TieBreak)
    if not set(wanted) <= known or len(set(wanted)) < len(wanted):
        raise Refusal("pots.no_such_order", wanted=list(wanted), known=sorted(known))
    return tuple(str(TieBreak(one)) for one in wanted)


def _apart(policies: Sequence[CompiledPolicy], name: str, facts: PotFacts, known: Sequence[Pot]) -> None:
    """No 分 is paid twice: two pots may hold parts of different payers, but not the same amounts."""
    names = names_covered(policies, facts.covers)
    for other in known:
        both = names & names_covered(policies, other.facts.covers)
        apart = facts.payer and other.facts.payer and facts.payer != other.facts.payer
        if other.name != name and both and not apart:
            raise Refusal("pots.covered_twice", other=other.name, clause="/".join(min(both)))
