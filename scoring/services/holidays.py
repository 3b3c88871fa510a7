"""The district's own table of holidays (节假日安排): kept in the workspace, entered from the State Council's yearly notice.

It ships empty. A year that nobody entered is counted by weekends alone, and whoever counts is told so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from scoring.definitions.calendars import SCHEMA, CalendarFile, CalendarYear, mistakes_in
from scoring.engine.working_days import Calendar, Period, YearDays, counted
from scoring.errors import Refusal
from scoring.intake.cells import Cell, Workbook
from scoring.intake.child import WorkbookReader
from scoring.intake.dates import read_date
from scoring.messages import LANGUAGES, say
from scoring.services.deeds import day_in
from scoring.services.working_days import read_calendar
from scoring.store import calendar_years
from scoring.store.calendar_years import EnteredYear
from scoring.store.connection import Store

__all__ = [
    "EnteredYear",
    "Replaced",
    "Store",
    "calendar",
    "days_in",
    "enter_year",
    "entered",
    "import_years",
    "put_back",
    "remove_year",
    "replacing",
    "working_days",
    "year_in",
]

T = TypeVar("T")

TOML = ".toml"
YEAR = re.compile(r"(19|20)\d{2}")
PARTS = re.compile(r"[\s,，、；;]+")
"""What may stand between two days."""


def entered(store: Store) -> tuple[EnteredYear, ...]:
    """The tables that count, year by year."""
    return tuple(calendar_years.latest(store).values())


def calendar(store: Store) -> Calendar:
    """What is entered, to count by."""
    return Calendar(tuple(YearDays(one.year, one.source, _days(one.days_off), _days(one.workdays)) for one in entered(store)))


def _days(texts: Sequence[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, texts))


def working_days(store: Store, first: date, days: int) -> Period:
    """So many 工作日 from ``first`` on, which counts where it is one; ``unlisted`` are the years counted by weekends alone.

    Raises Refusal for less than one day.
    """
    if days < 1:
        raise Refusal("decide.one_day_at_least")
    return counted(first, days, calendar(store))


def enter_year(
    store: Store, year: int, *, source: str, days_off: Sequence[str], workdays: Sequence[str] = (), actor: str, now: datetime
) -> EnteredYear | None:
    """Enter a year's table; an earlier one of the year stays in the journal. Raises Refusal for what makes no sense."""
    one = CalendarYear(year=year, source=source.strip(), days_off=tuple(days_off), workdays=tuple(workdays))
    first = next(mistakes_in(CalendarFile(schema=SCHEMA, years=(one,))), None)
    if first is not None:
        raise Refusal("decide.holidays_wrong", year=str(year), first=first)
    return calendar_years.enter(
        store, year=year, source=one.source, days_off=one.days_off, workdays=one.workdays, actor=actor, now=now
    )


def year_in(text: str) -> int:
    """A year as it is typed. Raises Refusal."""
    if not YEAR.fullmatch(text.strip()):
        raise Refusal("decide.no_year", text=text.strip())
    return int(text)


def days_in(text: str) -> tuple[str, ...]:
    """Days as they are typed, one a line or with blanks and commas between; ``2026-05-01~2026-05-05`` is every day of them.

    Raises Refusal for what is no day.
    """
    found: list[str] = []
    for part in PARTS.split(text.strip()):
        ends = [one for one in part.split("~") if one]
        if ends:
            first, last = day_in(ends[0]), day_in(ends[-1])
            if len(ends) > 2 or last < first:
                raise Refusal("decide.no_day", text=part)
            found += (str(first + timedelta(days=step)) for step in range((last - first).days + 1))
    return tuple(found)


def remove_year(store: Store, year: int, *, actor: str, now: datetime) -> None:
    """Take a year's table away again: it counts by weekends alone. Raises Refusal where none is entered."""
    if year not in calendar_years.latest(store):
        raise Refusal("decide.no_such_holidays", year=str(year))
    calendar_years.enter(store, year=year, source="", days_off=(), workdays=(), actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What an act put in the place of what: the year, its table before and since; None where there is none."""

    tables: tuple[tuple[int, EnteredYear | None, EnteredYear | None], ...]


def replacing(store: Store, act: Callable[[], T]) -> tuple[T, Replaced]:
    """What an act on the tables answers, and what takes it back."""
    with store.writing():
        before = calendar_years.latest(store)
        found = act()
        since = calendar_years.latest(store)
    years = (year for year in sorted(before.keys() | since.keys()) if _said(before.get(year)) != _said(since.get(year)))
    return found, Replaced(tuple((year, before.get(year), since.get(year)) for year in years))


def put_back(store: Store, done: Replaced, *, actor: str, now: datetime) -> None:
    """The tables as they were before, by entries of their own. Raises Refusal where one is another since."""
    with store.writing():
        current = calendar_years.latest(store)
        for year, before, since in done.tables:
            if _said(current.get(year)) != _said(since):  # what was taken back before stands anew under another id
                raise Refusal("decide.holidays_changed_since", year=str(year))
            source, off, worked = _said(before)
            calendar_years.enter(store, year=year, source=source, days_off=off, workdays=worked, actor=actor, now=now)


def _said(one: EnteredYear | None) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """As it is entered; without a source: none."""
    return (one.source, one.days_off, one.workdays) if one else ("", (), ())


def import_years(store: Store, path: Path, *, source: str = "", actor: str, now: datetime) -> tuple[int, ...]:
    """Enter every year of a calendar file (TOML), or of a list in Excel; which years these are.

    In a list every row has a day, or a first and a last one, and says 放假 or 上班. Raises Refusal where it cannot be read so.
    """
    if path.suffix.lower() == TOML:
        found = [
            (one.year, source.strip() or one.source, _texts(one.days_off), _texts(one.workdays))
            for one in read_calendar(path).years
        ]
    else:
        found = list(_years(path, source))
    if not found:
        raise Refusal("decide.no_holidays_in", name=path.name)
    with store.writing():
        for year, origin, off, worked in found:
            enter_year(store, year, source=origin, days_off=off, workdays=worked, actor=actor, now=now)
    return tuple(year for year, *_ in found)


def _texts(days: frozenset[date]) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in sorted(days))


def _years(path: Path, source: str) -> Iterator[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
    with WorkbookReader() as reader:
        rows = [one for row in _rows(reader.read(path)) if (one := _read(row, path.name)) is not None]
    if rows and not source.strip():
        raise Refusal("decide.holidays_source_needed", name=path.name)
    for year in sorted({day.year for one in rows for day in one.days}):
        off = {day for one in rows if one.off for day in one.days if day.year == year}
        worked = {day for one in rows if not one.off for day in one.days if day.year == year}
        yield year, source, _texts(frozenset(off)), _texts(frozenset(worked))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list: these days are off, or worked."""

    days: tuple[date, ...]
    off: bool


def _rows(book: Workbook) -> Iterator[tuple[bool, Sequence[Cell]]]:
    """Line by line, with the book's calendar of serial numbers."""
    for sheet in book.sheets:
        rows: dict[int, list[Cell]] = {}
        for cell in sheet.cells if sheet.visible else ():
            rows.setdefault(cell.row, []).append(cell)
        yield from ((book.date1904, cells) for _, cells in sorted(rows.items()))


def _read(row: tuple[bool, Sequence[Cell]], name: str) -> _Row | None:
    """None for a line without a day: a heading, a remark. Raises Refusal where a day is neither off nor worked."""
    date1904, cells = row
    days = [day for cell in cells if (day := _day(cell, date1904=date1904)) is not None]
    if not days:
        return None
    words = [" ".join(cell.text.casefold().split()) for cell in cells]
    off, worked = (any(one in word for word in words for one in _spellings(what)) for what in ("off", "worked"))
    if off == worked or len(days) > 2 or days[-1] < days[0]:
        raise Refusal("decide.holiday_row", name=name, row=cells[0].row)
    span = range((days[-1] - days[0]).days + 1)
    return _Row(tuple(days[0] + timedelta(days=step) for step in span), off)


def _day(cell: Cell, *, date1904: bool) -> date | None:
    reading = read_date(cell, date1904=date1904)
    return date.fromisoformat(reading.datum) if isinstance(reading.datum, str) else None


def _spellings(what: str) -> tuple[str, ...]:
    """What lists call such a day, in both languages."""
    return tuple(word for language in LANGUAGES for word in say(f"decide.holiday_words.{what}", {}, language).split())
