"""The window of publication (公示期): its first day, so many 工作日, and the last day on which an objection is in time.

What was announced stays as it was counted. Where the table of holidays has become another one since, the count of today is told
beside it, and it is for people to set the window again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scoring.services.deeds import Known, acts_of
from scoring.services.deeds import write as write_act
from scoring.services.holidays import working_days
from scoring.services.rounds import OpenRound
from scoring.store.decisions import Act, Matter

SET = "set"


@dataclass(frozen=True, slots=True)
class ObjectionWindow:
    """Both days are in it. ``weekends_only``: years without a table of holidays, counted by weekends alone."""

    id: str
    first: date
    last: date
    working_days: int
    weekends_only: tuple[int, ...]
    by: str
    at: datetime

    def within(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class WindowNow:
    """The window that stands; ``last`` and ``weekends_only`` as the table of holidays counts them today."""

    window: ObjectionWindow
    last: date
    weekends_only: tuple[int, ...]

    @property
    def moved(self) -> bool:
        """The table of today gives another last day than the one that was announced."""
        return self.last != self.window.last

    def counted(self, day: date) -> bool:
        """Whether a day would be in it if it were set again today."""
        return self.window.first <= day <= self.last


def window_now(opened: OpenRound, known: Known = None) -> WindowNow | None:
    """The one that stands, counted once more."""
    window = objection_window(opened, known)
    if window is None:
        return None
    found = working_days(opened.store, window.first, window.working_days)
    return WindowNow(window, found.last, found.unlisted)


def objection_window(opened: OpenRound, known: Known = None) -> ObjectionWindow | None:
    """The one that stands: the latest that was set."""
    found = [one for one in acts_of(opened, Matter.WINDOW, known) if one.act == SET]
    return _window(found[-1]) if found else None


def _window(act: Act) -> ObjectionWindow:
    said = act.content
    days = date.fromisoformat(said["first"]), date.fromisoformat(said["last"])
    return ObjectionWindow(act.id, *days, said["working_days"], tuple(said["weekends_only"]), act.actor, act.at)


def set_window(opened: OpenRound, *, first: date, days: int, actor: str, now: datetime) -> Act:
    """Set the window: ``days`` 工作日 from ``first`` on. A later one replaces it. Raises Refusal for less than one day."""
    with opened.store.writing():
        found = working_days(opened.store, first, days)
        content = {"first": first, "last": found.last, "working_days": days, "weekends_only": found.unlisted}
        return write_act(opened, Matter.WINDOW, SET, content, actor=actor, now=now)
