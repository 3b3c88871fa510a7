"""Open figures settled (待定项): what the district writes down for a round or one carrier, judged before it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from scoring.definitions.canonical import Sha256
from scoring.definitions.compiled_amounts import Values
from scoring.definitions.compiled_policy import CompiledPolicy, adopted_policy
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.policy import Asked, FigureType
from scoring.definitions.settled import Settled, read_settled, ungrouped
from scoring.definitions.tree import Number
from scoring.engine.clause_words import grade_names
from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level
from scoring.services.days import minute_of
from scoring.services.locking import as_of_lock, locked
from scoring.services.policies import adopted_policies
from scoring.services.rounds import OpenRound
from scoring.store import settlements
from scoring.store.carriers import Carrier
from scoring.store.settlements import About, Matter, Settlement
from scoring.store.truth import NOW, Until

YEARS = re.compile(r"\d{4}")
NEVER = frozenset({"无", "none"})


@dataclass(frozen=True, slots=True)
class SettledFor:
    """What holds of one policy for one beneficiary; what was settled for it alone goes before what was for all."""

    figures: Mapping[str, Settled]
    awards: Mapping[str, int]
    given: Mapping[str, frozenset[int]]
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class PolicyText:
    """An adopted policy by the hash of its text, read with the round's form."""

    hash: Sha256
    compiled: CompiledPolicy


def policy_texts(opened: OpenRound) -> tuple[PolicyText, ...]:
    """The adopted policies that read with the round's form; in a locked round those of the lock. Raises Refusal where there is none."""
    found = _texts(opened, as_of_lock(opened))
    if not found:
        if later := later_policies(opened):
            day = minute_of(later.locked)
            raise Refusal("aid.only_later_policies", kind=opened.kind(), day=day, policies=later.versions)
        raise Refusal("aid.no_policy", workspace=opened.store.path.name, kind=opened.kind())
    return found


def _texts(opened: OpenRound, until: Until) -> tuple[PolicyText, ...]:
    form = opened.form.form
    fitting = [one for one in adopted_policies(opened.store, until) if one.compiled.form.key == form.key]
    read = ((one.hash, adopted_policy(one.text, form)) for one in fitting)
    return tuple(PolicyText(key, compiled) for key, compiled in read if compiled is not None)


@dataclass(frozen=True, slots=True)
class Later:
    """Policies that were adopted after the round was locked: they are not for it, unless it is unlocked."""

    locked: datetime
    policies: tuple[PolicyText, ...]

    @property
    def versions(self) -> tuple[str, ...]:
        """Key and version of each, as the file has them."""
        return tuple(f"{one.compiled.document.key} {one.compiled.document.version}" for one in self.policies)

    def said(self) -> Said:
        return Said("aid.later_policies", {"day": minute_of(self.locked), "policies": self.versions})


def later_policies(opened: OpenRound) -> Later | None:
    """Those of a locked round; None where it is open, or none was adopted since."""
    on = locked(opened)
    if on is None:
        return None
    then = {one.hash for one in _texts(opened, as_of_lock(opened))}
    since = tuple(one for one in _texts(opened, NOW) if one.hash not in then)
    return Later(on.at, since) if since else None


def policies_of(opened: OpenRound) -> tuple[CompiledPolicy, ...]:
    """The same without their hashes."""
    return tuple(one.compiled for one in policy_texts(opened))


@dataclass(frozen=True, slots=True)
class Written:
    """What was settled of which policy, for whom (``uscc`` empty: for all); an empty ``value``: it is open again."""

    policy: str
    whose: str
    uscc: str
    value: str
    basis: str


def settle(
    opened: OpenRound,
    carrier: Carrier | None,
    *,
    policy: str,
    matter: str,
    key: str,
    value: str,
    basis: str,
    actor: str,
    now: datetime,
) -> Written:
    """Write down a figure, an award, the years before or a day (``matter``); an empty value withdraws.

    Raises Refusal: no such policy, figure or clause, not for one (or for all), a value that does not read, or no basis.
    """
    text = value.strip()
    compiled, what = judge(opened, carrier, policy=policy, matter=matter, key=key, value=text)
    if text and not basis.strip():
        raise Refusal("aid.basis_needed")
    about = About(compiled.document.key, what, key, carrier.uscc if carrier else "")
    settlements.settle(opened.store, round_id=opened.round.id, about=about, value=text, basis=basis.strip(), actor=actor, now=now)
    whose = carrier.name if carrier else opened.kind()
    return Written(about.policy, whose, about.uscc, text, basis.strip())


def judge(
    opened: OpenRound, carrier: Carrier | None, *, policy: str, matter: str, key: str, value: str
) -> tuple[CompiledPolicy, Matter]:
    """Whether it could be settled so; nothing is written. Raises Refusal as ``settle`` does."""
    compiled, what = policy_named(policies_of(opened), policy), Matter(matter)
    _judge_about(compiled, what, key, carrier)
    if value:
        findings = read(compiled, what, key, value, grades_of(opened, compiled, key))[1]
        if findings:
            raise Refusal("aid.cannot_settle", text=value, about=key, first=Said(findings[0].code, findings[0].facts))
    return compiled, what


Before: TypeAlias = tuple[About, Settlement | None]
"""What held of a matter before it was settled."""


def settle_each(
    opened: OpenRound,
    usccs: Sequence[str],
    *,
    policy: str,
    matter: str,
    key: str,
    value: str,
    basis: str,
    actor: str,
    now: datetime,
) -> tuple[Before, ...]:
    """The same for several carriers at once, or for all (none named): everything or nothing. Answers what held before.

    Raises Refusal as ``settle`` does.
    """
    text, said = value.strip(), basis.strip()
    whose = [opened.carrier(uscc) for uscc in usccs[:1]]
    compiled, what = judge(opened, whose[0] if whose else None, policy=policy, matter=matter, key=key, value=text)
    if text and not said:
        raise Refusal("aid.basis_needed")
    round_id, found = opened.round.id, list[Before]()
    with opened.store.writing():
        held = settlements.of_round(opened.store, round_id)
        for uscc in usccs or ("",):
            about = About(compiled.document.key, what, key, uscc)
            found.append((about, held.get(about)))
            settlements.settle(opened.store, round_id=round_id, about=about, value=text, basis=said, actor=actor, now=now)
    return tuple(found)


def put_back(opened: OpenRound, before: Sequence[Before], *, actor: str, now: datetime) -> None:
    """Make it what it was, as further entries."""
    with opened.store.writing():
        for about, one in before:
            value, basis = (one.value, one.basis) if one else ("", "")
            settlements.settle(
                opened.store, round_id=opened.round.id, about=about, value=value, basis=basis, actor=actor, now=now
            )


def policy_named(policies: Sequence[CompiledPolicy], wanted: str) -> CompiledPolicy:
    """By its key, or by a part of it that only one has. Raises Refusal."""
    exact = [one for one in policies if one.document.key == wanted]
    found = exact or [one for one in policies if wanted in one.document.key]
    if len(found) != 1:
        raise Refusal("aid.no_such_policy", wanted=wanted, known=[one.document.key for one in policies])
    return found[0]


def _judge_about(compiled: CompiledPolicy, matter: Matter, key: str, carrier: Carrier | None) -> None:
    known = list(_subjects(compiled, matter))
    if key not in known:
        raise Refusal("aid.no_such_key", policy=compiled.document.key, wanted=key, known=known)
    if matter is Matter.AWARD and not any(one.clause.ceiling for one in compiled.clauses if one.clause.key == key):
        raise Refusal("aid.not_a_ceiling", about=key)
    asked = compiled.figures[key].figure.asked if matter is Matter.FIGURE else None
    if carrier is None and (asked is Asked.BENEFICIARY or matter in (Matter.AWARD, Matter.GIVEN)):
        raise Refusal("aid.of_one", about=key)
    if carrier is not None and asked is Asked.DISTRICT:
        raise Refusal("aid.of_all", about=key)


def grades_of(opened: OpenRound, compiled: CompiledPolicy, figure: str) -> tuple[str, ...]:
    """The grades a figure may name: those of the record's field where its clauses look there, else those of the rubric."""
    return tuple(grades_called(opened, compiled, figure, "zh"))


def grades_called(opened: OpenRound, compiled: CompiledPolicy, figure: str, language: str) -> dict[str, str]:
    """The same, each with what it is called in a language."""
    form, levels = opened.form.form, opened.rubric.rubric.grades
    found: dict[str, str] = {}
    for one in compiled.clauses:
        if figure in one.clause.names():
            found |= grade_names(form, levels, one.clause.grade.field if one.clause.grade else "", language)
    return found


def read(
    compiled: CompiledPolicy, matter: Matter, key: str, text: str, grades: Sequence[str] = ()
) -> tuple[Settled | frozenset[int] | date | None, tuple[Finding, ...]]:
    """What a text says of its matter, or what is wrong with it."""
    if matter is Matter.FIGURE:
        return read_settled(compiled.figures[key], text, grades)
    to = Mistakes("")
    value: Settled | frozenset[int] | date | None = None
    match matter:
        case Matter.AWARD:
            value = Values(to, {}, {}).literal(ungrouped(text), FigureType.MONEY, key)
        case Matter.GIVEN:
            value = years_of(text)
            if not value and text not in NEVER:
                to.found.append(Finding("aid.no_years", Level.STOP, (), {"text": text}))
        case Matter.DAY:
            value = _day(text, to)
    return (None if to.found else value), tuple(to.found)


def years_of(text: str) -> frozenset[int]:
    """The years a text names."""
    return frozenset(map(int, YEARS.findall(text)))


def _day(text: str, to: Mistakes) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        to.found.append(Finding("aid.no_day", Level.STOP, (), {"text": text}))
        return None


class Holdings:
    """What was settled in a round, read once for all its carriers."""

    def __init__(self, policies: Sequence[CompiledPolicy], holding: Mapping[About, Settlement]) -> None:
        """What no longer reads, because a later version of a policy asks otherwise, is open again."""
        known = {one.document.key: one for one in policies}
        self._found: dict[tuple[str, str], dict[Matter, dict[str, object]]] = {}
        for about, one in holding.items():
            compiled = known.get(about.policy)
            if compiled is not None and about.key in _subjects(compiled, about.matter):
                value, findings = read(compiled, about.matter, about.key, one.value)
                if not findings:
                    found = self._found.setdefault((about.policy, about.uscc), {matter: {} for matter in Matter})
                    found[about.matter][about.key] = value

    def of(self, policy: str, uscc: str) -> SettledFor:
        """What holds for one carrier."""
        both = [self._found.get((policy, whose), {}) for whose in ("", uscc)]
        found = {matter: {key: one for each in both for key, one in each.get(matter, {}).items()} for matter in Matter}
        return SettledFor(
            figures=found[Matter.FIGURE],  # type: ignore[arg-type]  # by their matter
            awards={key: one.numerator // one.denominator for key, one in found[Matter.AWARD].items() if isinstance(one, Number)},
            given=found[Matter.GIVEN],  # type: ignore[arg-type]
            days=found[Matter.DAY],  # type: ignore[arg-type]
        )


def _subjects(compiled: CompiledPolicy, matter: Matter) -> Iterable[str]:
    return compiled.figures if matter is Matter.FIGURE else [one.clause.key for one in compiled.clauses]
