"""Lock a round (封存轮次) and unlock it (解封): while it is locked, whatever would change it is refused, in one place of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.errors import Refusal, Said
from scoring.services.days import minute_of
from scoring.services.deeds import needed, write
from scoring.services.rounds import OpenRound
from scoring.services.scoring import latest_run
from scoring.store import decisions, journal, locks
from scoring.store.decisions import Act, Matter
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Locked:
    """Who locked the round, when, and what was said about it. ``run_id``: the result that was the youngest then."""

    by: str
    at: datetime
    note: str
    run_id: str

    @property
    def said(self) -> Said:
        """In a sentence for the window's head."""
        return Said("decide.locked", {"by": self.by, "day": minute_of(self.at)})


def locked(opened: OpenRound) -> Locked | None:
    """The lock that is on; None where the round is open."""
    lock = locks.of_round(opened.store, opened.round.no)
    if lock is None:
        return None
    said = decisions.load(opened.store, lock.id).content
    return Locked(lock.by, lock.at, said["note"], said["run"])


def as_of_lock(opened: OpenRound) -> Until:
    """What was in the file when the round was locked; everything, where it is open."""
    lock = locks.of_round(opened.store, opened.round.no)
    return Until(journal.heads_at(opened.store, *decisions.written_in(opened.store, lock.id))) if lock is not None else NOW


def lock_round(opened: OpenRound, *, note: str = "", actor: str, now: datetime) -> Act:
    """Lock the round with its youngest sealed result. Raises Refusal without one, or where it is locked."""
    with opened.store.writing():
        if (on := locked(opened)) is not None:
            raise Refusal("decide.locked_already", by=on.by, day=minute_of(on.at))
        content = {"run": latest_run(opened).id, "note": note.strip()}
        return write(opened, Matter.ROUND, locks.LOCKED, content, actor=actor, now=now)


def unlock_round(opened: OpenRound, *, reason: str, actor: str, now: datetime) -> Act:
    """Unlock it, with the reason in the journal. Raises Refusal where it is open, or no reason is given."""
    with opened.store.writing():
        on = locked(opened)
        if on is None:
            raise Refusal("decide.not_locked")
        content = {"run": on.run_id, "note": needed("decide.reason_needed", reason)}
        return write(opened, Matter.ROUND, locks.UNLOCKED, content, actor=actor, now=now)
