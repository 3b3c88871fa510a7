"""Objections (异议): who objects to what, what was found, and the old and the new result, both kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.deeds import Known, last_of, matters, needed, one_matter, short, write
from scoring.services.overriding import OverrideFacts, OverrideState, overrides_on
from scoring.services.rounds import OpenRound
from scoring.services.sealed import grade_words, listed_results, sealed_results
from scoring.services.windows import WindowNow, objection_window, window_now
from scoring.store import runs
from scoring.store.carriers import Carrier
from scoring.store.decisions import Act, Matter
from scoring.store.runs import Run

RAISED, FOUND = "raised", "found"


class Party(StrEnum):
    """Who objects: 载体, 单位 or 个人."""

    CARRIER = "carrier"
    UNIT = "unit"
    PERSON = "person"


class Verdict(StrEnum):
    """What came of it: 成立, 部分成立, 不成立, 撤回."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """``uscc`` is the carrier it is about, empty where it is about the list.

    ``within``: in the window that stands, None: none is set. ``within_then`` is what was kept when it was registered, and
    ``within_counted`` what the window would say if it were counted by the table of holidays of today.

    ``run_before`` and ``grade_before`` are of the result it was raised against; ``run_after`` and ``grade_after`` of the one that
    followed from it, by a new run or by the override ``override``; empty as long as nothing was found.
    """

    id: str
    uscc: str
    party: Party
    who: str
    contact: str
    day: str
    asked: str
    within: bool | None
    within_then: bool | None
    within_counted: bool | None
    run_before: str
    grade_before: str
    raised_by: str
    raised_at: datetime
    verdict: Verdict | None = None
    found: str = ""
    found_day: str = ""
    found_by: str = ""
    run_after: str = ""
    grade_after: str = ""
    override: str = ""
    acts: tuple[str, ...] = ()
    """The acts it consists of."""

    @property
    def number(self) -> str:
        return short(self.id)

    @property
    def open(self) -> bool:
        """Nobody has said yet what was found."""
        return self.verdict is None


def objections(opened: OpenRound, known: Known = None) -> tuple[ObjectionFacts, ...]:
    """Everything raised in the round, the oldest first."""
    raised = matters(opened, Matter.OBJECTION, known)
    window = window_now(opened, known) if raised else None
    return tuple(_facts(acts, window) for acts in raised)


def in_time(one: ObjectionFacts, language: str = "zh") -> str:
    """Whether it is in time, in words: by the window that stands, and what was kept or would be counted where that is another."""
    now, notes = _within(one.within, language), []
    if one.within_then is not one.within:
        notes.append(say("decide.within_then", {"then": _within(one.within_then, language)}, language))
    if one.within_counted is not one.within:
        notes.append(say("decide.within_counted", {"counted": _within(one.within_counted, language)}, language))
    if not notes:
        return now
    return say("decide.within_noted", {"now": now, "notes": ("；" if language == "zh" else "; ").join(notes)}, language)


def _within(within: bool | None, language: str) -> str:
    return say(f"decide.within.{ {None: 'unknown', True: 'inside', False: 'outside'}[within] }", {}, language)


def _facts(acts: tuple[Act, ...], now: WindowNow | None) -> ObjectionFacts:
    first, found = acts[0], last_of(acts, FOUND)
    raised, came = first.content, found.content if found else {}
    day = date.fromisoformat(raised["day"])
    return ObjectionFacts(
        id=first.id,
        uscc=first.uscc,
        party=Party(raised["party"]),
        who=raised["who"],
        contact=raised["contact"],
        day=raised["day"],
        asked=raised["asked"],
        within=now.window.within(day) if now else None,
        within_then=raised["within"],
        within_counted=now.counted(day) if now else None,
        run_before=raised["run"],
        grade_before=raised["grade"],
        raised_by=first.actor,
        raised_at=first.at,
        verdict=Verdict(came["verdict"]) if found else None,
        found=came.get("text", ""),
        found_day=came.get("day", ""),
        found_by=found.actor if found else "",
        run_after=came.get("run", ""),
        grade_after=came.get("grade", ""),
        override=came.get("override", ""),
        acts=tuple(one.id for one in acts),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """The result an objection was raised against, and the one that followed: printed points and grade, empty where there is none."""

    points_before: str
    grade_before: str
    points_after: str
    grade_after: str

    @property
    def words(self) -> str:
        """62.97 合格 → 63.11 合格"""
        before, after = (f"{points} {grade}".strip() or "—" for points, grade in (self.before, self.after))
        return f"{before} → {after}"

    @property
    def before(self) -> tuple[str, str]:
        return self.points_before, self.grade_before

    @property
    def after(self) -> tuple[str, str]:
        return self.points_after, self.grade_after


def changes(opened: OpenRound, found: Sequence[ObjectionFacts], language: str = "zh") -> dict[str, Change]:
    """Old and new by the objection's id, of those from which a result of the carrier followed. To look at: from the lines beside
    the runs.
    """
    followed = [one for one in found if one.uscc and one.run_after]
    wanted = {run for one in followed for run in (one.run_before, one.run_after)}
    sealed = [one for one in runs.of_round(opened.store, opened.round.id) if one.id in wanted]
    points = {one.id: {line.uscc: line.points for line in listed_results(opened, one)} for one in sealed}
    words = {one.id: grade_words(opened, one, language) for one in sealed}

    def shown(run: str, grade: str) -> str:
        return words[run].get(grade, grade)

    return {
        one.id: Change(
            points[one.run_before].get(one.uscc, ""),
            shown(one.run_before, one.grade_before),
            points[one.run_after].get(one.uscc, ""),
            shown(one.run_after, one.grade_after),
        )
        for one in followed
    }


# The verbs ------------------------------------------------------------------------------------------------------------


def raise_objection(
    opened: OpenRound,
    run: Run,
    *,
    party: Party,
    who: str,
    asked: str,
    day: date,
    carrier: Carrier | None = None,
    contact: str = "",
    actor: str,
    now: datetime,
) -> Act:
    """Register an objection to a result: about one carrier's, or about the list as a whole. Whether it is in time is kept with it.

    Raises Refusal: nobody named, nothing asked, or the carrier is not in the run.
    """
    with opened.store.writing():
        window = objection_window(opened)
        content = {
            "party": party.value,
            "who": needed("decide.who_needed", who),
            "contact": contact.strip(),
            "day": day,
            "asked": needed("decide.asked_needed", asked),
            "within": window.within(day) if window else None,
            "run": run.id,
            "grade": standing_grade(opened, run, carrier) if carrier else "",
        }
        uscc = carrier.uscc if carrier else ""
        return write(opened, Matter.OBJECTION, RAISED, content, uscc=uscc, actor=actor, now=now)


def standing_grade(opened: OpenRound, run: Run, carrier: Carrier, known: Known = None) -> str:
    """The grade that stands on a run, as its Chinese word; empty without one. Raises Refusal where the carrier is not in it."""
    found = next((one for one in sealed_results(opened, run) if one.uscc == carrier.uscc), None)
    if found is None:
        raise Refusal("decide.not_in_the_run", carrier=carrier.name)
    given = overrides_on(opened, run, {found.uscc: found.grade}, known)
    return next((one.after for one in given if one.uscc == found.uscc and one.holds), found.grade)


def find_on_objection(
    opened: OpenRound,
    wanted: str,
    verdict: Verdict,
    *,
    text: str,
    day: date,
    run: Run | None = None,
    override: str = "",
    actor: str,
    now: datetime,
) -> Act:
    """Register what was found. What is upheld, even in part, names what followed: a run sealed since, or a confirmed override.

    Raises Refusal: no such objection, one that is settled, a day before it was received, nothing said, or nothing that followed.
    """
    with opened.store.writing():
        found = _facts(one_matter(opened, Matter.OBJECTION, wanted), window_now(opened))
        if not found.open:
            raise Refusal("decide.objection_settled", number=found.number, by=found.found_by)
        if day.isoformat() < found.day:
            raise Refusal("decide.found_before_raised", number=found.number, day=day, raised=found.day)
        content: dict[str, object] = {
            "verdict": verdict.value,
            "text": needed("decide.finding_needed", text),
            "day": day,
            "run": "",
            "grade": "",
            "override": "",
        }
        if verdict in (Verdict.UPHELD, Verdict.PARTLY):
            content |= _followed(opened, found, run, override)
        return write(opened, Matter.OBJECTION, FOUND, content, uscc=found.uscc, about=found.id, actor=actor, now=now)


def _followed(opened: OpenRound, found: ObjectionFacts, run: Run | None, override: str) -> dict[str, object]:
    """The result after it: both the old and this one stay."""
    known = runs.of_round(opened.store, opened.round.id)
    numbers = {one.id: number for number, one in enumerate(known)}
    named = _confirmed(opened, found, known[-1], override) if override else None
    if named is None and (run is None or numbers[run.id] <= numbers[found.run_before]):
        raise Refusal("decide.upheld_needs_result", number=found.number)
    after = run or known[-1]
    carrier = next((one for one in opened.participants() if one.uscc == found.uscc), None)
    grade = standing_grade(opened, after, carrier) if carrier else ""
    return {"run": after.id, "grade": grade, "override": named.id if named else ""}


def _confirmed(opened: OpenRound, found: ObjectionFacts, run: Run, wanted: str) -> OverrideFacts:
    """The override that followed from it."""
    made = one_matter(opened, Matter.OVERRIDE, wanted)[0].id
    named = next(one for one in overrides_on(opened, run, {}) if one.id == made)
    if named.uscc != found.uscc:
        raise Refusal("decide.override_of_another", number=named.number)
    if named.state is not OverrideState.CONFIRMED:
        raise Refusal("decide.override_not_confirmed", number=named.number)
    if named.settled_at is None or named.settled_at < found.raised_at:
        raise Refusal("decide.override_before", number=named.number, objection=found.number)
    return named
