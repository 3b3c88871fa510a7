"""The resolution (审定): which body decided on a result, on which day, by which minutes. The latest one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scoring.services.deeds import Known, acts_of, needed, short, write
from scoring.services.rounds import OpenRound
from scoring.store.decisions import Act, Matter
from scoring.store.runs import Run

PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Resolution:
    """``body`` decided on ``day`` by the minutes ``document`` (纪要文号) on the run ``run_id``; ``note`` what else it said."""

    id: str
    run_id: str
    body: str
    day: str
    document: str
    note: str
    by: str
    at: datetime

    @property
    def number(self) -> str:
        return short(self.id)


def resolutions(opened: OpenRound, known: Known = None) -> tuple[Resolution, ...]:
    """Every resolution of the round, the oldest first."""
    return tuple(_resolution(one) for one in acts_of(opened, Matter.RESOLUTION, known))


def resolution(opened: OpenRound, known: Known = None) -> Resolution | None:
    """The one that stands: the latest. It may be about a run before the youngest."""
    found = resolutions(opened, known)
    return found[-1] if found else None


def _resolution(act: Act) -> Resolution:
    said = act.content
    return Resolution(act.id, said["run"], said["body"], said["day"], said["document"], said["note"], act.actor, act.at)


def resolve(
    opened: OpenRound, run: Run, *, body: str, day: date, document: str, note: str = "", actor: str, now: datetime
) -> Act:
    """Register a resolution on a sealed run. Raises Refusal without a body or the number of its minutes."""
    content = {
        "run": run.id,
        "body": needed("decide.body_needed", body),
        "day": day,
        "document": needed("decide.minutes_needed", document),
        "note": note.strip(),
    }
    return write(opened, Matter.RESOLUTION, PASSED, content, actor=actor, now=now)
