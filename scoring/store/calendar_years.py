"""The district's table of holidays (节假日安排), year by year. Append-only; the latest entry of a year counts, one without a source takes it away."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import canonical
from scoring.store import journal, moments
from scoring.store.connection import Store, marks

VERB = "calendar.entered"


@dataclass(frozen=True, slots=True)
class EnteredYear:
    """Days as ``2026-05-01``, in order."""

    id: str
    year: int
    source: str
    days_off: tuple[str, ...]
    workdays: tuple[str, ...]
    actor: str
    at: datetime


def enter(
    store: Store, *, year: int, source: str, days_off: Sequence[str], workdays: Sequence[str], actor: str, now: datetime
) -> EnteredYear | None:
    """Write a year's table; without a source it is taken away. As it stands already changes nothing. None where there is none now."""
    with store.writing() as db:
        before = latest(store).get(year)
        days = (tuple(sorted(set(days_off))), tuple(sorted(set(workdays))))
        kept = (before.source, before.days_off, before.workdays) if before else ("", (), ())
        if kept == (source, *days):
            return before
        made = (store.ids(now), year, source, *(canonical(list(one)) for one in days), actor, moments.written(now))
        row = (*made, _last(store, year))
        entry = journal.append(store, VERB, payload(row), actor=actor, now=now)
        names = "id, year, source, days_off, workdays, actor, at, supersedes, replica, sequence"
        db.execute(f"INSERT INTO calendar_year ({names}) VALUES ({marks(names)})", (*row, entry.replica, entry.sequence))
    return latest(store).get(year)


def _last(store: Store, year: int) -> str | None:
    row = store.row("SELECT id FROM calendar_year WHERE year = ? ORDER BY no DESC LIMIT 1", (year,))
    return str(row[0]) if row else None


def payload(row: Sequence[Any]) -> dict[str, object]:
    """What the journal covers: every column."""
    made, year, source, days_off, workdays, actor, at, before = row
    days = {"days_off": json.loads(days_off), "workdays": json.loads(workdays)}
    return {"calendar_year": made, "year": year, "source": source, **days, "actor": actor, "at": at, "supersedes": before}


_COLUMNS = "id, year, source, days_off, workdays, actor, at, supersedes"


def latest(store: Store) -> dict[int, EnteredYear]:
    """Year → the table that counts."""
    found = {row[1]: row for row in store.rows(f"SELECT {_COLUMNS} FROM calendar_year ORDER BY no")}
    return {year: _entered(row) for year, row in sorted(found.items()) if row[2]}


def _entered(row: tuple[Any, ...]) -> EnteredYear:
    made, year, source, days_off, workdays, actor, at, _ = row
    return EnteredYear(made, year, source, tuple(json.loads(days_off)), tuple(json.loads(workdays)), actor, moments.read(at))


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    for replica, sequence, *row in store.rows(f"SELECT replica, sequence, {_COLUMNS} FROM calendar_year"):
        yield replica, sequence, payload(row)
