"""The dates a policy and its clauses are in force: read, in order, and the inner within the outer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scoring.definitions.mistakes import Mistakes
from scoring.errors import Said


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included; None: without end."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def holds_from(self, day: date) -> bool | None:
        """Whether it holds on this day and every later one (True), on none of them (False), or that depends on the day (None)."""
        if self.last is not None:
            return False if day > self.last else None
        return True if day >= self.first else None

    def within(self, other: Period) -> bool:
        return other.holds(self.first) and (other.last is None or (self.last is not None and self.last <= other.last))


ALWAYS = Period(date.min, None)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_day(text: str, key: str, to: Mistakes) -> date | None:
    """A day such as 2025-01-27; else a finding."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # 30 February
        pass
    to.say("policy.no_day", key, seen=text)
    return None


def read_period(first: str, last: str, outer: Period, key: str, to: Mistakes) -> Period:
    """The dates that are given, within the outer ones; what is not given, or is wrong, is as outside."""
    at = f"{key}." if key else ""
    given = {
        name: read_day(text, f"{at}{name}", to) for name, text in (("in_force_from", first), ("in_force_until", last)) if text
    }
    if None in given.values():
        return outer
    period = Period(given.get("in_force_from") or outer.first, given.get("in_force_until") or outer.last)
    if given and period.last is not None and period.last < period.first:
        to.say("policy.dates_out_of_order", f"{at}in_force_until", first=period.first, last=period.last)
    elif not period.within(outer):
        until = outer.last or Said("definitions.policy.without_end")
        to.say("policy.dates_outside", f"{at}{next(iter(given))}", first=outer.first, last=until)
    else:
        return period
    return outer
