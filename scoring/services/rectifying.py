"""Rectification (整改): what a carrier has to put right until when, and every re-check (复查) of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scoring.errors import Refusal
from scoring.services.deeds import Known, matters, needed, one_matter, short, write
from scoring.services.holidays import working_days
from scoring.services.rounds import OpenRound
from scoring.store.carriers import Carrier
from scoring.store.decisions import Act, Matter

ORDERED, CHECKED = "ordered", "checked"


@dataclass(frozen=True, slots=True)
class Recheck:
    """``passed``: 合格, else 不合格."""

    passed: bool
    day: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rectification:
    """``matters`` to be put right until ``deadline``; ``working_days`` of them where it was counted, from ``first`` on."""

    id: str
    uscc: str
    matters: tuple[str, ...]
    deadline: str
    first: str
    working_days: int
    weekends_only: tuple[int, ...]
    """Years without a table of holidays: counted by weekends alone."""
    checks: tuple[Recheck, ...]
    by: str
    at: datetime
    acts: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return short(self.id)

    @property
    def open(self) -> bool:
        """Not passed yet."""
        return not (self.checks and self.checks[-1].passed)

    def overdue(self, today: date) -> bool:
        return self.open and date.fromisoformat(self.deadline) < today


def rectifications(opened: OpenRound, known: Known = None) -> tuple[Rectification, ...]:
    """Everything ordered in the round, the oldest first."""
    return tuple(_rectification(acts) for acts in matters(opened, Matter.RECTIFICATION, known))


def _rectification(acts: Sequence[Act]) -> Rectification:
    first, said = acts[0], acts[0].content
    checks = (Recheck(one.content["passed"], one.content["day"], one.content["note"], one.actor, one.at) for one in acts[1:])
    return Rectification(
        id=first.id,
        uscc=first.uscc,
        matters=tuple(said["matters"]),
        deadline=said["deadline"],
        first=said["first"],
        working_days=said["working_days"],
        weekends_only=tuple(said["weekends_only"]),
        checks=tuple(checks),
        by=first.actor,
        at=first.at,
        acts=tuple(one.id for one in acts),
    )


def order_rectification(
    opened: OpenRound,
    carrier: Carrier,
    wanted: Sequence[str],
    *,
    first: date,
    deadline: date | None = None,
    days: int = 0,
    actor: str,
    now: datetime,
) -> Act:
    """Order something put right, until a day or within so many 工作日 from ``first`` on (counted where it is one).

    Raises Refusal: nothing to put right, no deadline or two, one before it begins.
    """
    kept = [one.strip() for one in wanted if one.strip()]
    if not kept:
        raise Refusal("decide.matters_needed")
    if (deadline is None) == (days < 1):
        raise Refusal("decide.deadline_or_days")
    with opened.store.writing():
        unlisted: tuple[int, ...] = ()
        if deadline is None:
            found = working_days(opened.store, first, days)
            deadline, unlisted = found.last, found.unlisted
        if deadline < first:
            raise Refusal("decide.deadline_before", first=first, deadline=deadline)
        content = {"matters": kept, "deadline": deadline, "first": first, "working_days": days, "weekends_only": unlisted}
        return write(opened, Matter.RECTIFICATION, ORDERED, content, uscc=carrier.uscc, actor=actor, now=now)


def recheck(opened: OpenRound, wanted: str, *, passed: bool, day: date, note: str = "", actor: str, now: datetime) -> Act:
    """Register a re-check. Raises Refusal where it was passed already, or a failed one says nothing."""
    with opened.store.writing():
        found = _rectification(one_matter(opened, Matter.RECTIFICATION, wanted))
        if not found.open:
            raise Refusal("decide.rectified_already", number=found.number, day=found.checks[-1].day)
        words = note.strip() if passed else needed("decide.failed_needs_words", note)
        content = {"passed": passed, "day": day, "note": words}
        return write(opened, Matter.RECTIFICATION, CHECKED, content, uscc=found.uscc, about=found.id, actor=actor, now=now)
