"""What is still open about support (待定), matter by matter: what to settle, in which words, and for how many carriers it matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.definitions.policy import Asked
from scoring.engine.award import Lacking, Missing, Source
from scoring.engine.budget import still_open
from scoring.engine.conditions import Outcome
from scoring.engine.overlap import Name
from scoring.engine.support import Asking, ClauseResult, Why
from scoring.messages import say
from scoring.progress import SILENT, Progress
from scoring.services.rounds import OpenRound
from scoring.services.support import CarrierSupport, RoundSupport, round_support
from scoring.services.support_ground import own_results
from scoring.services.support_memory import SupportMemory
from scoring.store.settlements import Matter

FIGURE = Matter.FIGURE.value
Key = tuple[str, Matter, str, bool]
"""Policy, matter, key, and whether it is asked of each beneficiary."""
ANNOUNCED: Key = ("", Matter.DAY, "", False)
"""The day the result was announced: once for all policies."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing to settle. ``each``: of every carrier, else once for all; ``carriers``: those for whom it is open, as (统一社会信用代码,
    name); ``hint``: how it is written.

    ``may_be_one``: it may be settled for one carrier alone as well. ``about_grades``: it is confirmed among the grades.
    """

    policy: str
    title: str
    matter: Matter
    key: str
    label: str
    each: bool
    whose: str
    hint: str
    clauses: tuple[str, ...]
    carriers: tuple[tuple[str, str], ...]
    may_be_one: bool
    about_grades: bool

    @property
    def is_announcement(self) -> bool:
        """The day the result was announced: entered as a fact of the round, not of a policy."""
        return (self.policy, self.matter, self.key, self.each) == ANNOUNCED


@dataclass(slots=True)
class _Gathered:
    clauses: dict[str, None] = field(default_factory=dict)
    carriers: dict[str, None] = field(default_factory=dict)


def open_matters_of(
    opened: OpenRound, *, now: datetime, progress: Progress = SILENT, memory: SupportMemory | None = None
) -> tuple[OpenItem, ...]:
    """Those of a round, as the page and the rail count them. Raises Refusal where no policy was adopted for its form."""
    return open_items(round_support(opened, now=now, listed=True, progress=progress, memory=memory))


def open_items(found: RoundSupport) -> tuple[OpenItem, ...]:
    """Those of the whole round, what is settled once for all first. What the return does not say is not among them."""
    language = found.language
    policies = {plan.compiled.document.key: plan.compiled for plan in found.ground.plans}
    gathered: dict[Key, _Gathered] = {}
    for one in found.carriers:
        for key, clause in _of_carrier(one, policies):
            here = gathered.setdefault(key, _Gathered())
            here.clauses[clause.compiled.clause.label[language]] = None
            here.carriers[one.carrier.uscc] = None
    names = found.names
    items = [
        _announcement(one, found, names) if key == ANNOUNCED else _item(key, one, policies[key[0]], names, language)
        for key, one in gathered.items()
    ]
    return tuple(sorted(items, key=lambda one: (one.each, one.policy, one.matter, one.key)))


def _of_carrier(one: CarrierSupport, policies: Mapping[str, CompiledPolicy]) -> Iterator[tuple[Key, ClauseResult]]:
    known: dict[Name, ClauseResult] = {(each.key, clause.key): clause for each in one.support.policies for clause in each.clauses}
    for name in still_open(one.support):
        if any(check.why is Why.NOT_ANNOUNCED for check in known[name].checks):
            yield ANNOUNCED, known[name]
        for matter, key, alone in _matters(known[name], policies[name[0]]):
            yield (name[0], matter, key, alone), known[name]


def _matters(clause: ClauseResult, compiled: CompiledPolicy) -> Iterator[tuple[Matter, str, bool]]:
    """Matter, key, and whether it is asked of each beneficiary."""

    def figure(key: str) -> tuple[Matter, str, bool]:
        return Matter.FIGURE, key, compiled.figures[key].figure.asked is Asked.BENEFICIARY

    for check in clause.checks:
        if check.outcome is not Outcome.UNKNOWN:
            continue
        match check.why:
            case Why.NO_DAY:
                yield Matter.DAY, clause.key, False
            case Why.MAPPING_OPEN:
                yield figure(check.key)
            case Why.FIGURE_OPEN:
                [asked] = [each for each in clause.compiled.required if each.requirement.key == check.key]
                if asked.figure is not None:
                    yield figure(asked.figure.key)
            case Why.EARLIER_OPEN | Why.EARLIER_PART | Why.EARLIER_DISPUTED if check.asking is Asking.YEARS:
                yield Matter.GIVEN, clause.key, True
    for lacking in (*(clause.award.lacking if clause.award else ()), *clause.shares_lacking):
        if _is_figure(lacking):
            yield figure(lacking.key)
    given = clause.award
    if given is not None and given.amount is None and given.source is Source.OPEN and not given.lacking:
        yield Matter.AWARD, clause.key, True


def _is_figure(lacking: Lacking) -> bool:
    return lacking.what in (Missing.FIGURE, Missing.GRADE_VALUE)


def _announcement(one: _Gathered, found: RoundSupport, names: Mapping[str, str]) -> OpenItem:
    language = found.language
    asking = [plan.compiled for plan in found.ground.plans if own_results(plan.compiled)]
    return OpenItem(
        policy="",
        title=("；" if language == "zh" else "; ").join(each.document.title[language] for each in asking),
        matter=Matter.DAY,
        key="",
        label=say("aid.matter_announced", {}, language),
        each=False,
        whose=say("aid.for_all", {}, language),
        hint=say("aid.hint.day", {}, language),
        clauses=tuple(one.clauses),
        carriers=tuple((uscc, names[uscc]) for uscc in one.carriers),
        may_be_one=False,
        about_grades=False,
    )


def _item(key: Key, one: _Gathered, compiled: CompiledPolicy, names: Mapping[str, str], language: str) -> OpenItem:
    policy, matter, about, each = key
    return OpenItem(
        policy=policy,
        title=compiled.document.title[language],
        matter=matter,
        key=about,
        label=matter_words(compiled, matter, about, language),
        each=each,
        whose=say("aid.for_each" if each else "aid.for_all", {}, language),
        hint=hint_words(compiled, matter, about, language),
        clauses=tuple(one.clauses),
        carriers=tuple((uscc, names[uscc]) for uscc in one.carriers),
        may_be_one=matter is Matter.DAY,
        about_grades=matter is Matter.FIGURE and compiled.figures[about].figure.type.value == "grades",
    )


def matter_words(compiled: CompiledPolicy, matter: Matter, key: str, language: str) -> str:
    """What is settled: the figure by its name, or what of the clause."""
    if matter is Matter.FIGURE:
        figure = compiled.figures.get(key)
        return figure.figure.label[language] if figure else key
    clause = next((one.clause for one in compiled.clauses if one.clause.key == key), None)
    facts = {"clause": clause.label[language] if clause else key, "day": ""}
    if clause is not None:
        facts["day"] = say(f"policies.day.{clause.decides.value}", {}, language)
    return say(f"aid.matter.{matter.value}", facts, language)


def hint_words(compiled: CompiledPolicy, matter: Matter, key: str, language: str) -> str:
    """How it is written, with an example."""
    kind = compiled.figures[key].figure.type.value if matter is Matter.FIGURE else matter.value
    return say(f"aid.hint.{kind}", {}, language)
