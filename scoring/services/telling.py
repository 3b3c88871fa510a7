"""Feedback before publication (结果反馈核对): the result told to each carrier, and what it answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scoring.errors import Refusal
from scoring.services.deeds import Known, last_of, matters, needed, write
from scoring.services.outcome import outcomes
from scoring.services.rounds import OpenRound
from scoring.store.carriers import Carrier
from scoring.store.decisions import Act, Matter
from scoring.store.runs import Run

TOLD, ANSWERED = "told", "answered"


class Heard(StrEnum):
    """确认; 有异议."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Feedback:
    """``told_day`` is empty where the result was not told yet; ``answer`` None where the carrier has not answered.

    ``how`` says in what way it was told (书面, 系统 …), ``grade`` which grade.
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
    acts: tuple[str, ...] = ()


def feedback(opened: OpenRound, run: Run, known: Known = None) -> dict[str, Feedback]:
    """What was told of this run, by 统一社会信用代码; whoever is not in it was not told."""
    found = (acts for acts in matters(opened, Matter.FEEDBACK, known) if acts[0].content["run"] == run.id)
    return {acts[0].uscc: _feedback(acts) for acts in found}


def _feedback(acts: Sequence[Act]) -> Feedback:
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
        acts=tuple(one.id for one in acts),
    )


def tell_results(
    opened: OpenRound, run: Run, carriers: Sequence[Carrier] = (), *, day: date, how: str = "", actor: str, now: datetime
) -> tuple[Act, ...]:
    """Register that carriers were told their result of a run; none named: everybody in it who was not told yet.

    Raises Refusal where a carrier is not in the run, or everybody was told.
    """
    with opened.store.writing():
        told = feedback(opened, run)
        stands = {one.result.uscc: one for one in outcomes(opened, run)}
        for one in carriers:
            if one.uscc not in stands:
                raise Refusal("decide.not_in_the_run", carrier=one.name)
        whom = list(dict.fromkeys(one.uscc for one in carriers)) or [uscc for uscc in stands if uscc not in told]
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
        if told is None:
            raise Refusal("decide.not_told", carrier=carrier.name)
        words = needed("decide.dispute_needs_words", text) if answer is Heard.DISPUTED else text.strip()
        content = {"answer": answer.value, "text": words, "day": day}
        return write(opened, Matter.FEEDBACK, ANSWERED, content, uscc=carrier.uscc, about=told.acts[0], actor=actor, now=now)
