"""Working days for the windows of publication and objection (公示、异议): the calendar's file, and the last day of a window.

The calendar shipped is empty: holidays are entered by the user from the year's notice, with its source. A year that was not entered
is unknown. Nobody is told a last day from weekends alone unless the user has said that for this year weekends are all there is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from importlib.resources import files
from pathlib import Path

from scoring.definitions.calendars import CalendarFile, CalendarYear, day_in, mistakes_in
from scoring.definitions.codec import read_table
from scoring.engine.working_days import Calendar, Period, YearDays, counted
from scoring.errors import Refusal, Said
from scoring.services.definitions import text_of

SHIPPED = "days_off.toml"


def shipped_calendar() -> Calendar:
    """The one that comes with the program: no year is entered in it."""
    return calendar_in(files("resources").joinpath("calendars", SHIPPED).read_text("utf-8"), SHIPPED)


def read_calendar(path: Path) -> Calendar:
    """The user's. Raises Refusal for a file that cannot be opened or has mistakes."""
    return calendar_in(text_of(path), path.name)


def calendar_in(text: str, name: str) -> Calendar:
    """A calendar from the text of its file. Raises Refusal with the first mistake and how many there are."""
    document, findings = read_table(text, CalendarFile, name)
    if document is None:
        located = tuple((*map(str, one.places), Said(one.code, one.facts)) for one in findings)
        raise Refusal("services.calendar_has_mistakes", name=name, count=len(located), first=located[0])
    if mistakes := tuple(mistakes_in(document)):
        raise Refusal("services.calendar_has_mistakes", name=name, count=len(mistakes), first=mistakes[0])
    return Calendar(tuple(map(_year, document.years)))


def _year(year: CalendarYear) -> YearDays:
    return YearDays(year.year, year.source, _days(year.days_off), _days(year.workdays))


def _days(texts: Collection[str]) -> frozenset[date]:
    return frozenset(day for text in texts if (day := day_in(text)))


def period(first_day: date, working_days: int, calendar: Calendar, *, weekends_only: Collection[int] = ()) -> Period:
    """So many working days from ``first_day`` on, which is the first that counts where it is a working day.

    ``weekends_only``: years for which the user has said that weekends alone are to be counted. Raises Refusal where the days reach
    into a year that is neither entered nor among these.
    """
    found = counted(first_day, working_days, calendar)
    if unknown := [str(year) for year in found.unlisted if year not in weekends_only]:
        raise Refusal("services.days_off_unknown", years=unknown)
    return found


def last_day(first_day: date, working_days: int, calendar: Calendar, *, weekends_only: Collection[int] = ()) -> date:
    """The last day of the window: see ``period``."""
    return period(first_day, working_days, calendar, weekends_only=weekends_only).last
