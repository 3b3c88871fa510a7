"""A calendar of working days as its file holds it: for each year the days off and the weekends worked instead, with their source.

Nothing of it is in the program. What the State Council's notice for a year says is entered by whoever has read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from scoring.definitions.form import STRICT, Strict
from scoring.definitions.roles import DayText, SchemaText
from scoring.errors import Said

SCHEMA = "fuping/calendar/1"
SATURDAY = 5
LAST_WEEK = (12, 25)
"""From this month and day on the arrangement of the next year may speak of a day: New Year's holiday begins in December in some
years, with a weekend worked before it. The notice for 2019 (国办发明电〔2018〕15号) had 31 December 2018 off, a Monday.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year's arrangement. Days are written ``2017-01-01``; it may reach back into the last week of the December before."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    year: int
    source: str
    days_off: tuple[DayText, ...]
    workdays: tuple[DayText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """The whole file."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    schema: SchemaText
    years: tuple[CalendarYear, ...] = ()


def day_in(text: str) -> date | None:
    """``2017-01-01``, written so and no other way; None for what is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def years_of(day: date) -> tuple[int, ...]:
    """The years whose arrangements may speak of a day."""
    return (day.year, day.year + 1) if (day.month, day.day) >= LAST_WEEK else (day.year,)


def mistakes_in(document: CalendarFile) -> Iterator[Said]:
    """What makes no sense although every part has its shape."""
    if document.schema != SCHEMA:
        yield Said("definitions.wrong_schema", {"wanted": SCHEMA, "seen": document.schema})
    seen: set[int] = set()
    for year in document.years:
        if year.year in seen:
            yield Said("definitions.twice", {"seen": str(year.year)})
        seen.add(year.year)
        if not year.source.strip():
            yield Said("definitions.calendar.no_source", {"year": str(year.year)})
        yield from _mistakes_of_days(year)
    off = {text for year in document.years for text in year.days_off}
    for text in sorted(off.intersection(text for year in document.years for text in year.workdays)):
        yield Said("definitions.calendar.both", {"day": text})


def _mistakes_of_days(year: CalendarYear) -> Iterator[Said]:
    for text in (*year.days_off, *year.workdays):
        day = day_in(text)
        if day is None:
            yield Said("definitions.calendar.no_day", {"day": text})
        elif year.year not in years_of(day):
            yield Said("definitions.calendar.other_year", {"day": text, "year": str(year.year)})
    for text in year.workdays:
        if (day := day_in(text)) and day.weekday() < SATURDAY:
            yield Said("definitions.calendar.no_weekend", {"day": text})
