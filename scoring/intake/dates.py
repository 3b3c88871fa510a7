"""Dates to the day: serial numbers of both calendars, and the ways clerks type them. Never the machine's date order."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scoring.intake.cells import Cell, Kind
from scoring.intake.folding import fold
from scoring.intake.numbers import double
from scoring.intake.reading import Reading, odd, unreadable

FIRST_YEAR, LAST_YEAR = 1900, 2100
LIKELY_SERIALS = range(20_000, 80_000)
"""1954 to 2119: a whole number in these bounds, not shown as a date, is a date whose format was lost; 2023 is a year."""
LEAP_DAY_1900 = 60
"""The serial Excel gives to 1900-02-29, a day that never was; later serials are one too high."""
LAST_SERIAL = 200_000
"""Beyond 2100 in either calendar."""

_DAY = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})[日号]?(?:t?[0-9]{1,2}:[0-9:.]+z?)?", re.ASCII)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_COARSE = re.compile(r"[0-9]{4}年?|[0-9]{4}(?:[-/.]|年)[0-9]{1,2}月?|[0-9]{4}(?:0[1-9]|1[0-2])", re.ASCII)


def read_date(cell: Cell, *, date1904: bool) -> Reading:
    """ISO text. A month or a year alone is a finding: the day is needed and is not ours to choose."""
    if cell.kind is Kind.BOOL:
        return unreadable("intake.not_a_date", "TRUE" if cell.text == "1" else "FALSE")
    if cell.kind is Kind.TEXT:
        return _from_text(cell.text.strip())
    return _from_number(cell, date1904=date1904)


def _from_text(text: str) -> Reading:
    folded = fold(text)
    found = _DAY.fullmatch(folded) or _COMPACT.fullmatch(folded)
    if not found:
        coarse = _COARSE.fullmatch(folded) and _year_fits(int(folded[:4]))
        return unreadable("intake.date_too_coarse" if coarse else "intake.not_a_date", text)
    day = _day(*(int(part) for part in found.groups()))
    if day is None:
        return unreadable("intake.not_a_date", text)
    return Reading(day.isoformat(), "" if text == day.isoformat() else text)


def _from_number(cell: Cell, *, date1904: bool) -> Reading:
    value = double(cell.text)
    if value is None or value <= 0:
        return unreadable("intake.not_a_date", cell.text)
    whole = value == value.to_integral_value()
    text = f"{value:f}"
    compact = _COMPACT.fullmatch(str(int(value))) if whole else None
    if compact:
        day = _day(*(int(part) for part in compact.groups()))
        return Reading(day.isoformat(), text) if day else unreadable("intake.not_a_date", text)
    if not cell.is_date and _COARSE.fullmatch(text) and _year_fits(int(text[:4])):
        return unreadable("intake.date_too_coarse", text)
    day = serial_day(int(value), date1904=date1904)
    if day is None or (not cell.is_date and (not whole or int(value) not in LIKELY_SERIALS)):
        return unreadable("intake.not_a_date", text)
    if not cell.is_date:
        return odd(day.isoformat(), "intake.date_as_number", text, became=day.isoformat())
    return Reading(day.isoformat())


def serial_day(serial: int, *, date1904: bool) -> date | None:
    """The day of a serial number; None for 1900-02-29, which only Excel knows, and for what is out of bounds."""
    if not 0 <= serial < LAST_SERIAL or (serial == LEAP_DAY_1900 and not date1904):
        return None
    if date1904:
        start = date(1904, 1, 1)
    else:
        start = date(1899, 12, 31 if serial < LEAP_DAY_1900 else 30)
    day = start + timedelta(days=serial)
    return day if _year_fits(day.year) else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _year_fits(year) else None
    except ValueError:
        return None


def _year_fits(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR
