"""Working days (工作日): Monday to Friday without the days off, and the weekends worked instead.

A calendar knows only the years that were entered. Days of other years are told apart by weekends alone, and the count says which
years those were: whoever uses it decides whether that will do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import count

from scoring.definitions.calendars import SATURDAY, years_of


class DayKind(Enum):
    """What a day is."""

    WORKING = "working"
    WORKED_WEEKEND = "worked_weekend"
    """A Saturday or Sunday worked instead of another day (调休上班)."""
    WEEKEND = "weekend"
    DAY_OFF = "day_off"
    """By the year's arrangement, whatever the weekday."""

    @property
    def counts(self) -> bool:
        return self in (DayKind.WORKING, DayKind.WORKED_WEEKEND)


@dataclass(frozen=True, slots=True)
class YearDays:
    """The arrangement of one year, and where it was read."""

    year: int
    source: str
    days_off: frozenset[date]
    workdays: frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The arrangements that were entered."""

    years: tuple[YearDays, ...] = ()

    @property
    def known(self) -> frozenset[int]:
        return frozenset(year.year for year in self.years)

    def kind(self, day: date) -> DayKind:
        """By the arrangements entered, whichever year's speaks of the day, else by the weekday."""
        if any(day in year.days_off for year in self.years):
            return DayKind.DAY_OFF
        if any(day in year.workdays for year in self.years):
            return DayKind.WORKED_WEEKEND
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING


@dataclass(frozen=True, slots=True)
class Period:
    """So many working days from a day on, and every day passed over, so that the last day can be followed."""

    days: tuple[date, ...]
    passed: tuple[tuple[date, DayKind], ...]
    years: tuple[int, ...]
    """The years whose arrangements may speak of one of all these days."""
    unlisted: tuple[int, ...]
    """Those of them that are not in the calendar."""

    @property
    def last(self) -> date:
        return self.days[-1]


def counted(first_day: date, working_days: int, calendar: Calendar) -> Period:
    """Counts ``first_day`` itself where it is a working day. Raises ValueError for less than one day."""
    if working_days < 1:
        raise ValueError("a period has at least one day")
    days: list[date] = []
    passed: list[tuple[date, DayKind]] = []
    for step in count():
        day = first_day + timedelta(days=step)
        kind = calendar.kind(day)
        if kind.counts:
            days.append(day)
        else:
            passed.append((day, kind))
        if len(days) == working_days:
            break
    needed = {year for day in (*days, *(day for day, _ in passed)) for year in years_of(day)}
    return Period(tuple(days), tuple(passed), tuple(sorted(needed)), tuple(sorted(needed - calendar.known)))
