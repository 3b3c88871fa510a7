"""A budget pot in words and as a document: what it is for, everybody's share with the arithmetic, and the three rules side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.engine.budget import PotOutcome
from scoring.engine.capitals import capitals
from scoring.engine.overlap import Name
from scoring.engine.sharing import Share, Sharing, SharingRule, SharingUnit
from scoring.engine.sharing_words import order_words, rule_words, share_words, unit_words
from scoring.engine.support_words import money_words, spelt_words
from scoring.messages import say
from scoring.services.pots import MATTER, RULES, payers_of
from scoring.services.support import RoundSupport
from scoring.store.pots import Pot


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One carrier's share of a pot; None: 待定. Its words are made where somebody reads them: a nation has thousands."""

    uscc: str
    name: str
    grade: str
    rank: int | None
    points: str
    wanted: int
    share: Share | None
    sharing: Sharing | None
    names: Mapping[str, str]
    language: str

    @property
    def amount(self) -> int | None:
        return self.share.amount if self.share else None

    @property
    def shown(self) -> str:
        return fen_words(self.amount, self.language)

    @property
    def capitals(self) -> str:
        return "" if self.amount is None else capitals(self.amount)

    @property
    def how(self) -> str:
        """The arithmetic."""
        return share_words(self.share, self.sharing, self.names, self.language) if self.share and self.sharing else ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What a carrier would get under each of the three rules; None where a rule cannot serve somebody."""

    uscc: str
    name: str
    wanted: int
    amounts: Mapping[SharingRule, int | None]


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A carrier whose claim is not complete, and the clauses that are 待定."""

    uscc: str
    name: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPot:
    """``summary`` are sentences about the whole pot, ``rules`` what each rule is called and does."""

    pot: Pot
    covers: str
    payer: str
    rule: str
    unit: str
    amount: str
    capitals: str
    summary: tuple[str, ...]
    lines: tuple[ShareLine, ...]
    compared: tuple[RuleLine, ...]
    unserved: Mapping[SharingRule, tuple[str, ...]]
    open: tuple[OpenLine, ...]
    given: int | None
    left: int | None
    provisional: bool


def fen_words(amount: int | None, language: str) -> str:
    """An amount in 分; 待定 for none."""
    return say("aid.open", {}, language) if amount is None else money_words(amount, language)


def yuan_words(amount: int | None, language: str) -> str:
    """In 元 without the word, for a column that names it; 待定 for none."""
    if amount is None:
        return say("aid.open", {}, language)
    yuan, fen = divmod(amount, 100)
    return f"{yuan:,}.{fen:02d}" if fen else f"{yuan:,}"


def capital_words(amount: int | None, language: str) -> str:
    """In 大写; 待定 for none."""
    return say("aid.open", {}, language) if amount is None else capitals(amount)


def both_words(amount: int | None, language: str) -> str:
    """In figures and in 大写; 待定 for none."""
    figures = fen_words(amount, language)
    return figures if amount is None else f"{figures}　{capitals(amount)}"


def shown_pots(found: RoundSupport) -> tuple[ShownPot, ...]:
    """Every pot of a round, by name."""
    known = {one.name: one for one in found.inputs.pots}
    return tuple(_shown(known[outcome.pot.key], outcome, found) for outcome in found.pots)


def _shown(pot: Pot, outcome: PotOutcome, found: RoundSupport) -> ShownPot:
    language, policies = found.language, [plan.compiled for plan in found.ground.plans]
    under = {rule: outcome.under(rule) for rule in RULES}
    names = found.names
    sharing = outcome.sharing
    return ShownPot(
        pot=pot,
        covers=covers_words(policies, pot.facts.covers, language),
        payer=payer_words(policies, outcome, language),
        rule=rule_words(outcome.pot.rule, language),
        unit=unit_words(outcome.pot.unit, language),
        amount=money_words(pot.facts.amount, language),
        capitals=capitals(pot.facts.amount),
        summary=tuple(_summary(outcome, names, language)),
        lines=tuple(_lines(outcome, found)),
        compared=tuple(_compared(outcome, under, names)),
        unserved={rule: tuple(names[key] for key in one) for rule, one in under.items() if not isinstance(one, Sharing)},
        open=tuple(_open(outcome, found)),
        given=sharing.given if sharing else None,
        left=sharing.left if sharing else None,
        provisional=outcome.provisional,
    )


def covers_words(policies: Sequence[CompiledPolicy], covers: Sequence[str], language: str) -> str:
    """What a pot is for, by the names of the documents."""
    if not covers:
        return say("pots.covers_all", {}, language)
    return say("pots.covers", {"parts": [_cover(policies, one, language) for one in covers]}, language)


def _cover(policies: Sequence[CompiledPolicy], cover: str, language: str) -> str:
    if cover.startswith(MATTER):
        key = cover.removeprefix(MATTER)
        return next((one.overlaps[key].label[language] for one in policies if key in one.overlaps), cover)
    policy, _, clause = cover.partition("/")
    compiled = next((one for one in policies if one.document.key == policy), None)
    if compiled is None:
        return cover
    label = next((one.clause.label[language] for one in compiled.clauses if one.clause.key == clause), "")
    facts = {"title": compiled.document.title[language], "clause": label}
    return say("pots.cover_clause" if label else "pots.cover_policy", facts, language)


def payer_words(policies: Sequence[CompiledPolicy], outcome: PotOutcome, language: str) -> str:
    """Whose part a pot holds."""
    payer = outcome.pot.payer
    if not payer:
        return say("pots.whole", {}, language)
    words = payers_of(policies, outcome.pot.covers).get(payer)
    return say("pots.part_of", {"payer": words[language] if words else payer}, language)


def _summary(outcome: PotOutcome, names: Mapping[str, str], language: str) -> Iterator[str]:
    pot, sharing = outcome.pot, outcome.sharing
    facts: dict[str, object] = {
        "pot": money_words(pot.amount, language),
        "wanted": money_words(outcome.wanted, language),
        "count": len(outcome.claimed),
        "short": money_words(max(outcome.wanted - pot.amount, 0), language),
    }
    yield say("pots.suffices" if outcome.suffices else "pots.short", facts, language)
    if not outcome.suffices:
        yield rule_words(pot.rule, language)
    if outcome.unserved:
        yield say("pots.unserved", {"names": [names[key] for key in outcome.unserved]}, language)
    if sharing is not None:
        if not outcome.suffices:
            yield order_words(sharing, language)
        given = {"given": _spelt(sharing.given, language), "left": _spelt(sharing.left, language)}
        yield say("pots.given", given, language)
    if outcome.provisional:
        yield say("pots.provisional", {"count": len(outcome.open)}, language)


def _spelt(fen: int, language: str) -> str:
    return spelt_words(money_words(fen, language), fen, language)


def _lines(outcome: PotOutcome, found: RoundSupport) -> Iterator[ShareLine]:
    """In the order of rank, then of points, then of name."""
    language, sharing = found.language, outcome.sharing
    shares: dict[str, Share] = {one.claim.key: one for one in sharing.shares} if sharing else {}
    known, names = {one.carrier.uscc: one for one in found.carriers}, found.names
    for claim in sorted(outcome.claimed, key=lambda one: (one.rank is None, one.rank or 0, one.key)):
        carrier = known[claim.key]
        yield ShareLine(
            uscc=claim.key,
            name=carrier.carrier.name,
            grade=carrier.grade or "",
            rank=claim.rank,
            points="" if claim.points is None else str(claim.points),
            wanted=claim.most,
            share=shares.get(claim.key),
            sharing=sharing,
            names=names,
            language=language,
        )


def _compared(
    outcome: PotOutcome, under: Mapping[SharingRule, Sharing | tuple[str, ...]], names: Mapping[str, str]
) -> Iterator[RuleLine]:
    by_rule = {
        rule: {one.claim.key: one.amount for one in made.shares} for rule, made in under.items() if isinstance(made, Sharing)
    }
    for claim in sorted(outcome.claimed, key=lambda one: (one.rank is None, one.rank or 0, one.key)):
        amounts = {rule: by_rule[rule][claim.key] if rule in by_rule else None for rule in RULES}
        yield RuleLine(claim.key, names[claim.key], claim.most, amounts)


def _open(outcome: PotOutcome, found: RoundSupport) -> Iterator[OpenLine]:
    known = {one.carrier.uscc: one for one in found.carriers}
    for key, clauses in sorted(outcome.open.items()):
        labels: Mapping[Name, str] = known[key].names
        yield OpenLine(key, known[key].carrier.name, tuple(labels[name] for name in clauses))


def pot_document(one: ShownPot) -> dict[str, object]:
    """Of the answer of ``fuping support share --json``: money in whole 分."""
    facts = one.pot.facts
    return {
        "name": one.pot.name,
        "amount": facts.amount,
        "capitals": one.capitals,
        "covers": list(facts.covers),
        "payer": facts.payer or None,
        "rule": facts.rule or None,
        "unit": SharingUnit(facts.unit).name.lower(),
        "ties": list(facts.ties),
        "basis": facts.basis,
        "summary": list(one.summary),
        "given": one.given,
        "left": one.left,
        "provisional": one.provisional,
        "shares": [
            {
                "carrier": line.name,
                "uscc": line.uscc,
                "rank": line.rank,
                "points": line.points or None,
                "wanted": line.wanted,
                "amount": line.amount,
                "capitals": line.capitals or None,
                "how": line.how or None,
            }
            for line in one.lines
        ],
        "compared": [
            {"carrier": line.name, "uscc": line.uscc, **{rule.value: line.amounts[rule] for rule in RULES}}
            for line in one.compared
        ],
        "open": [{"carrier": line.name, "uscc": line.uscc, "clauses": list(line.clauses)} for line in one.open],
    }
