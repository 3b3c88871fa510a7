"""Feedback before publication (结果反馈核对): the result told to each carrier, and what it answered.

What was told, and its answer, goes on to a later run that gives the carrier the same points and the same grade. Where either is
another by now, by a new run or by an override, the carrier has to be told anew; what was told and answered before stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from scoring.errors import Refusal
from scoring.services.deeds import Known, last_of, matters, needed, write
from scoring.services.outcome import outcomes
from scoring.services.rounds import OpenRound
from scoring.services.sealed import listed_results
from scoring.store import run_lines, runs
from scoring.store.carriers import Carrier
from scoring.store.decisions import Act, Matter
from scoring.store.runs import Run

TOLD, ANSWERED = "told", "answered"


class Heard(StrEnum):
    """确认; 有异议."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class State(StrEnum):
    """未告知; 须重新告知; 未回复; 确认; 有异议."""

    UNTOLD = "untold"
    RETELL = "retell"
    SILENT = "silent"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Stood(NamedTuple):
    """What a carrier is told: printed points (empty where it is not scored) and the Chinese word of the grade that stands."""

    points: str
    grade: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """``told_day`` is empty where the result was not told yet; ``answer`` None where the carrier has not answered.

    ``how`` says in what way it was told (书面, 系统 …), ``grade`` and ``points`` what it was told, of which ``run``. ``stands``: they
    are the same on the run asked about.
    """

    uscc: str
    told_day: str = ""
    told_by: str = ""
    how: str = ""
    grade: str = ""
    answer: Heard | None = None
    text: str = ""
    answer_day: str = ""
    answer_by: str = ""
    run: str = ""
    points: str = ""
    stands: bool = True
    acts: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        if not self.told_day:
            return State.UNTOLD
        if not self.stands:
            return State.RETELL
        return State(self.answer.value) if self.answer else State.SILENT


def feedback(
    opened: OpenRound, run: Run, known: Known = None, *, stand: Mapping[str, Stood] | None = None
) -> dict[str, Feedback]:
    """What was told of this run or of one before it, by 统一社会信用代码; whoever is not in it was never told.

    ``stand``: what stands on the run, where it is at hand.
    """
    found = matters(opened, Matter.FEEDBACK, known)
    if not found:
        return {}
    everyone = runs.of_round(opened.store, opened.round.id)
    until = {one.id: number for number, one in enumerate(everyone)}
    last = {acts[0].uscc: acts for acts in found if until[acts[0].content["run"]] <= until[run.id]}
    stand = standing_now(opened, run) if stand is None else stand
    then = {
        one.id: {line.uscc: line.points for line in listed_results(opened, one)}
        for one in everyone
        if one.id != run.id and any(acts[0].content["run"] == one.id for acts in last.values())
    }
    told = {}
    for uscc, acts in last.items():
        if uscc in stand:
            points = then[acts[0].content["run"]].get(uscc, "") if acts[0].content["run"] in then else stand[uscc].points
            told[uscc] = _feedback(acts, points, stand[uscc])
    return told


def standing_now(opened: OpenRound, run: Run) -> dict[str, Stood]:
    """What every carrier of a run is to be told, by 统一社会信用代码."""
    return {one.uscc: Stood(one.result.points, one.grade) for one in outcomes(opened, run, listed=True)}


def states(opened: OpenRound, run: Run, *, stand: Mapping[str, Stood] | None = None) -> dict[str, State]:
    """Of everybody in a run, in its order."""
    stand = standing_now(opened, run) if stand is None else stand
    told = feedback(opened, run, stand=stand)
    return {uscc: told[uscc].state if uscc in told else State.UNTOLD for uscc in stand}


def count_of(opened: OpenRound, run: Run) -> int:
    """How many carriers a run has, without reading what it says of them where that can be."""
    return run_lines.count(opened.store, run.id) or len(listed_results(opened, run))


def _feedback(acts: Sequence[Act], points: str, stood: Stood) -> Feedback:
    first, answered = acts[0], last_of(acts, ANSWERED)
    heard = answered.content if answered else {}
    return Feedback(
        uscc=first.uscc,
        told_day=first.content["day"],
        told_by=first.actor,
        how=first.content["how"],
        grade=first.content["grade"],
        answer=Heard(heard["answer"]) if heard else None,
        text=heard.get("text", ""),
        answer_day=heard.get("day", ""),
        answer_by=answered.actor if answered else "",
        run=first.content["run"],
        points=points,
        stands=(points, first.content["grade"]) == stood,
        acts=tuple(one.id for one in acts),
    )


def tell_results(
    opened: OpenRound, run: Run, carriers: Sequence[Carrier] = (), *, day: date, how: str = "", actor: str, now: datetime
) -> tuple[Act, ...]:
    """Register that carriers were told their result of a run; none named: everybody in it who was not told yet, or what is
    another by now.

    Raises Refusal where a carrier is not in the run, or everybody was told.
    """
    with opened.store.writing():
        stands = {one.result.uscc: one for one in outcomes(opened, run)}
        told = states(opened, run, stand={uscc: Stood(one.result.points, one.grade) for uscc, one in stands.items()})
        for one in carriers:
            if one.uscc not in stands:
                raise Refusal("decide.not_in_the_run", carrier=one.name)
        whom = list(dict.fromkeys(one.uscc for one in carriers)) or [
            uscc for uscc, state in told.items() if state in (State.UNTOLD, State.RETELL)
        ]
        if not whom:
            raise Refusal("decide.all_told")
        content = {"run": run.id, "day": day, "how": how.strip()}
        return tuple(
            write(opened, Matter.FEEDBACK, TOLD, content | {"grade": stands[uscc].grade}, uscc=uscc, actor=actor, now=now)
            for uscc in whom
        )


def hear_answer(
    opened: OpenRound, run: Run, carrier: Carrier, answer: Heard, *, text: str = "", day: date, actor: str, now: datetime
) -> Act:
    """Register what a carrier said to its result; a later answer replaces an earlier one. Raises Refusal where it was not told."""
    with opened.store.writing():
        told = feedback(opened, run).get(carrier.uscc)
        if told is None or not told.stands:
            raise Refusal("decide.not_told" if told is None else "decide.told_another", carrier=carrier.name)
        words = needed("decide.dispute_needs_words", text) if answer is Heard.DISPUTED else text.strip()
        content = {"answer": answer.value, "text": words, "day": day}
        return write(opened, Matter.FEEDBACK, ANSWERED, content, uscc=carrier.uscc, about=told.acts[0], actor=actor, now=now)
