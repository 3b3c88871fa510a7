"""The last day for returns (报送截止日), and who is late by it."""

from __future__ import annotations

from datetime import date, datetime

from scoring.services.days import CHINA
from scoring.services.rounds import OpenRound
from scoring.store import rounds


def due_of(opened: OpenRound) -> date | None:
    """As it is in the file now; None where none was set."""
    return rounds.find(opened.store, opened.round.id).due


def set_due(opened: OpenRound, due: date | None, *, actor: str, now: datetime) -> date | None:
    """Set it, or take it away with None; answers what it was before."""
    with opened.store.writing():
        before = due_of(opened)
        rounds.set_due(opened.store, opened.round.id, due, actor=actor, now=now)
    return before


def days_late(due: date | None, came: datetime | None, today: date) -> int:
    """By so many days the first return came after the day, or is missing past it; 0 in time. Days are those of China."""
    if due is None:
        return 0
    reached = came.astimezone(CHINA).date() if came else today
    return max(0, (reached - due).days)


def today_of(now: datetime) -> date:
    """The day in China."""
    return now.astimezone(CHINA).date()
