"""What was decided about a round, put together: what is still open, what a paper says of it, and an act taken back.

A paper tells what its grade rests on: the resolution, confirmed overrides, objections with what was found, rectifications. It
keeps the ids of these acts (``decided``), so that it can be told when it is out of date, and printed again as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.canonical import canonical
from scoring.errors import Refusal, Said
from scoring.messages import say
from scoring.services.days import day_of
from scoring.services.deeds import Known, acts_of, short
from scoring.services.inquiring import inquiries
from scoring.services.objecting import ObjectionFacts, Verdict, objections
from scoring.services.outcome import Outcome, outcomes
from scoring.services.overriding import OverrideFacts, OverrideState, overrides, overrides_on
from scoring.services.rectifying import Rectification, rectifications
from scoring.services.resolving import Resolution, resolutions
from scoring.services.rounds import OpenRound
from scoring.services.sealed import grade_words
from scoring.services.telling import State, Stood, count_of, states
from scoring.services.windows import window_now
from scoring.store import decisions, runs, support_results
from scoring.store.decisions import TAKEN_BACK, Act, Matter
from scoring.store.runs import Run
from scoring.store.support_results import SupportResult

__all__ = ["Decided", "OpenMatters", "decisions_words", "open_matters", "overrides", "take_back", "undoable", "undoable_acts"]


# What is still open ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """How many of each are still to be dealt with. ``lapsed``: overrides whose ground a later result took away; ``window``: the
    window of publication was counted by another table of holidays than today's, and ends on another day by this one; ``untold``, ``retell`` and ``silent``: carriers of the
    youngest run not told their result, told another one, or without an answer.
    """

    unanswered: int = 0
    waiting: int = 0
    lapsed: int = 0
    window: int = 0
    disputed: int = 0
    objections: int = 0
    rectifications: int = 0
    untold: int = 0
    retell: int = 0
    silent: int = 0

    @property
    def count(self) -> int:
        return sum(getattr(self, name) for name in self.__dataclass_fields__)

    def said(self) -> Iterator[Said]:
        """Each in a few words: 3 项未答复."""
        for name in self.__dataclass_fields__:
            if count := getattr(self, name):
                yield Said(f"decide.open.{name}", {"count": count})

    def short(self) -> Iterator[Said]:
        """The same for a narrow place: 3 未答复."""
        for one in self.said():
            yield Said(one.code.replace("decide.open.", "decide.open_short."), one.facts)


def open_matters(
    opened: OpenRound, computed: Mapping[str, str] | None = None, stand: Mapping[str, Stood] | None = None
) -> OpenMatters:
    """Of a round; without a sealed run only what needs none. Raises Refusal where the file is damaged.

    ``computed``: the youngest run's own grades where they are at hand (uscc → Chinese word), ``stand`` what stands on it; read
    from it unless given.
    """
    known = runs.of_round(opened.store, opened.round.id)
    if not decisions.standing(opened.store, opened.round.id):
        return OpenMatters(untold=count_of(opened, known[-1]) if known else 0)
    found: tuple[OverrideFacts, ...] = ()
    if known:
        found = overrides(opened, known[-1]) if computed is None else overrides_on(opened, known[-1], computed)
    told = _told(opened, known[-1], stand) if known else {}
    heard = Counter(told.values())
    raised = {one.uscc for one in objections(opened)}
    window = window_now(opened)
    return OpenMatters(
        unanswered=sum(len(one.unanswered) for one in inquiries(opened)),
        waiting=sum(one.state is OverrideState.PROPOSED for one in found),
        lapsed=sum(one.lapsed for one in found),
        window=int(window is not None and window.moved),
        # a carrier that disputes its result has its objection registered, and is dealt with there
        disputed=sum(state is State.DISPUTED and uscc not in raised for uscc, state in told.items()),
        objections=sum(one.open for one in objections(opened)),
        rectifications=sum(one.open for one in rectifications(opened)),
        untold=heard[State.UNTOLD] if told else count_of(opened, known[-1]) if known else 0,
        retell=heard[State.RETELL],
        silent=heard[State.SILENT],
    )


def _told(opened: OpenRound, run: Run, stand: Mapping[str, Stood] | None) -> dict[str, State]:
    """Of everybody in the run; empty where nobody was ever told: a nation's results are not read for nothing."""
    return states(opened, run, stand=stand) if acts_of(opened, Matter.FEEDBACK) else {}


# What a paper says of it ----------------------------------------------------------------------------------------------


def decisions_words(
    opened: OpenRound, run: Run, uscc: str = "", language: str = "zh", *, known: Known = None, internal: bool = False
) -> tuple[str, ...]:
    """Dated lines of what was decided about a carrier of a run (without one: about the round), the oldest first.

    ``known``: only these acts, as an issued paper knew them. ``internal`` names who objected; others are told that somebody did.
    """
    return Decided(opened, run, known).words(uscc, language, internal=internal)


class Decided:
    """What was decided on a run, read once for all its papers; with ``known`` as it stood with no more than these acts."""

    def __init__(self, opened: OpenRound, run: Run, known: Known = None) -> None:
        self._opened, self._run = opened, run
        self._nothing = not acts_of(opened, known=known)
        self._resolution: Resolution | None = None
        self._overrides: dict[str, OverrideFacts] = {}
        self._objections: dict[str, list[ObjectionFacts]] = defaultdict(list)
        self._rectifications: dict[str, list[Rectification]] = defaultdict(list)
        if not self._nothing:
            self._read(known)
        self.support = next((one for one in reversed(_amounts(opened, run)) if known is None or one.id in known), None)
        """The amounts that were decided on this run, if they were."""

    def _read(self, known: Known) -> None:
        opened, run = self._opened, self._run
        self._resolution = next((one for one in reversed(resolutions(opened, known)) if one.run_id == run.id), None)
        self._overrides = {one.uscc: one for one in overrides(opened, run, known) if one.holds}
        for objection in objections(opened, known):
            if not objection.open:
                self._objections[objection.uscc].append(objection)
        for order in rectifications(opened, known):
            self._rectifications[order.uscc].append(order)

    def key(self, uscc: str = "") -> str:
        """The ids of the acts that a paper about a carrier tells of (without one: about the round), as canonical text.

        Empty where there are none: two papers of a run with the same key say the same.
        """
        acts = [act for matter in self._matters(uscc, _Words(self._opened, self._run, "zh")) for act in matter.acts]
        if uscc and self.support is not None:
            acts.append(self.support.id)
        return canonical(sorted(acts)) if acts else ""

    @property
    def resolution(self) -> Resolution | None:
        """The one that was passed on this run."""
        return self._resolution

    @property
    def overrides(self) -> Mapping[str, OverrideFacts]:
        """Those that hold, by 统一社会信用代码."""
        return self._overrides

    def upheld(self, language: str = "zh") -> Iterator[tuple[str, str]]:
        """Objections upheld at least in part: 统一社会信用代码 (empty: about the list) and a sentence that names nobody, by the day."""
        words = _Words(self._opened, self._run, language)
        found = [one for each in self._objections.values() for one in each if one.verdict in (Verdict.UPHELD, Verdict.PARTLY)]
        for one in sorted(found, key=lambda one: (one.found_day, one.id)):
            yield one.uscc, words.objection(one).lines[0][1]

    def round_key(self, *, everything: bool = False) -> str:
        """The ids of the acts that a paper about the round rests on, as canonical text: the resolution, every override that holds,
        objections that were settled; ``everything``: rectifications and the decided amounts as well. Empty where there are none.
        """
        acts = [self._resolution.id] if self._resolution else []
        acts += (act for one in self._overrides.values() for act in one.acts)
        acts += (act for each in self._objections.values() for one in each for act in one.acts)
        if everything:
            acts += (act for each in self._rectifications.values() for one in each for act in one.acts)
            acts += [self.support.id] if self.support is not None else []
        return canonical(sorted(acts)) if acts else ""

    def grade(self, uscc: str, language: str = "zh") -> str:
        """The grade that a confirmed override gives; empty where the rubric's stands."""
        found = self._overrides.get(uscc)
        return _Words(self._opened, self._run, language).grade(found.after) if found else ""

    def words(self, uscc: str = "", language: str = "zh", *, internal: bool = False) -> tuple[str, ...]:
        """The lines, the oldest first."""
        if self._nothing:
            return ()
        told = self._matters(uscc, _Words(self._opened, self._run, language, internal=internal))
        lines = [line for matter in told for line in matter.lines]
        return tuple(text for _, text in sorted(lines, key=lambda one: one[0]))

    def _matters(self, uscc: str, words: _Words) -> Iterator[_Matter]:
        if self._nothing:
            return
        if self._resolution is not None:
            yield words.resolution(self._resolution)
        if uscc in self._overrides:
            yield words.override(self._overrides[uscc])
        yield from map(words.objection, self._objections.get(uscc, ()))
        if uscc:
            yield from map(words.rectification, self._rectifications.get(uscc, ()))


def _amounts(opened: OpenRound, run: Run) -> tuple[SupportResult, ...]:
    return tuple(one for one in support_results.of_round(opened.store, opened.round.id) if one.run_id == run.id)


@dataclass(frozen=True, slots=True)
class _Matter:
    """``lines``: (day, sentence); ``acts`` they rest on."""

    acts: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


class _Words:
    """Matters in words."""

    def __init__(self, opened: OpenRound, run: Run, language: str, *, internal: bool = False) -> None:
        self._language, self._internal = language, internal
        self._grades = grade_words(opened, run, language)

    def _say(self, code: str, /, **facts: object) -> str:
        return say(f"decide.line.{code}", facts, self._language)

    def grade(self, zh: str) -> str:
        return self._grades.get(zh, zh)

    def resolution(self, one: Resolution) -> _Matter:
        text = self._say("resolution", day=one.day, body=one.body, document=one.document)
        return _Matter((one.id,), ((one.day, text),))

    def override(self, one: OverrideFacts) -> _Matter:
        day = day_of(one.settled_at or one.proposed_at)
        facts = {"before": self.grade(one.before), "after": self.grade(one.after), "reason": one.reason, "basis": one.basis}
        code = "override_back" if one.before == one.after else "override"
        text = self._say(code, day=day, proposed=one.proposed_by, confirmed=one.settled_by, **facts)
        return _Matter(one.acts, ((day, text),))

    def objection(self, one: ObjectionFacts) -> _Matter:
        verdict = say(f"decide.verdict.{one.verdict.value}", {}, self._language) if one.verdict else ""
        facts = {"day": one.found_day, "raised": one.day, "verdict": verdict, "found": one.found}
        facts["who"] = one.who if self._internal else say(f"decide.party.{one.party.value}", {}, self._language)
        code = "objection"
        if one.grade_after:
            facts |= {"before": self.grade(one.grade_before) or "—", "after": self.grade(one.grade_after)}
            code = "objection_changed" if one.grade_after != one.grade_before else "objection_same"
        return _Matter(one.acts, ((one.found_day, self._say(code, **facts)),))

    def rectification(self, one: Rectification) -> _Matter:
        ordered = self._say("rectification", day=one.first, matters=list(one.matters), deadline=one.deadline)
        lines = [(one.first, ordered)]
        for check in one.checks:
            code = "recheck_passed" if check.passed else "recheck_failed"
            lines.append((check.day, self._say(code, day=check.day, note=check.note or "—")))
        return _Matter(one.acts, tuple(lines))


def standing(opened: OpenRound, run: Run, uscc: str, language: str = "zh", known: Known = None) -> Outcome | None:
    """One carrier's outcome; None where the run has not got it."""
    return next((one for one in outcomes(opened, run, language, known) if one.result.uscc == uscc), None)


# Taken back -----------------------------------------------------------------------------------------------------------

SIGNED = ("confirmed", "refused")
"""What a second person signed is not taken back: another override leads on."""


def undoable(opened: OpenRound, act: str) -> bool:
    """Whether an act can still be taken back: it is the last of its matter, no signature, and no lock."""
    acts = acts_of(opened)
    found = next((one for one in acts if one.id == act), None)
    return found is not None and _why_not(found, acts) is None


def undoable_acts(opened: OpenRound) -> frozenset[str]:
    """Every act that can still be taken back."""
    acts = acts_of(opened)
    last = {one.about: one for one in acts}
    return frozenset(one.id for one in last.values() if _why_not(one, (one,)) is None)


def _why_not(found: Act, acts: tuple[Act, ...]) -> str | None:
    if found.matter is Matter.ROUND or found.act in SIGNED:
        return "decide.stays"
    return "decide.went_on" if any(one.about == found.about for one in acts[acts.index(found) + 1 :]) else None


def take_back(opened: OpenRound, wanted: str = "", *, reason: str = "", actor: str, now: datetime) -> Act:
    """Take an act back that was entered by mistake, the last one unless another is named: both stay in the journal.

    Raises Refusal where something followed from it.
    """
    with opened.store.writing():
        acts = acts_of(opened)
        text = wanted.strip().lower()
        fitting = [one for one in acts if one.id.endswith(text)] if text else list(acts[-1:])
        if len(fitting) != 1:
            raise Refusal("decide.no_such_act", wanted=wanted)
        found = fitting[0]
        if (why := _why_not(found, acts)) is not None:
            raise Refusal(why, number=short(found.id))
        return decisions.write(
            opened.store,
            round_id=opened.round.id,
            matter=found.matter,
            act=TAKEN_BACK,
            content={"act": found.id, "did": found.act, "reason": reason.strip()},
            uscc=found.uscc,
            about=found.about,
            actor=actor,
            now=now,
        )
