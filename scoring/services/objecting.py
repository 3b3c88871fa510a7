"""Objections (异议): who objects to what, what was found, and the old and the new result, both kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scoring.services.deeds import Known, last_of, matters, short
from scoring.services.rounds import OpenRound
from scoring.store.decisions import Act, Matter

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
    """``uscc`` is the carrier it is about, empty where it is about the list. ``within``: in the window, None: no window was set.

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
    return tuple(_facts(acts) for acts in matters(opened, Matter.OBJECTION, known))


def _facts(acts: tuple[Act, ...]) -> ObjectionFacts:
    first, found = acts[0], last_of(acts, FOUND)
    raised, came = first.content, found.content if found else {}
    return ObjectionFacts(
        id=first.id,
        uscc=first.uscc,
        party=Party(raised["party"]),
        who=raised["who"],
        contact=raised["contact"],
        day=raised["day"],
        asked=raised["asked"],
        within=raised["within"],
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
