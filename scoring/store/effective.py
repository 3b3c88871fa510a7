"""Effective rows: the current return of each carrier with defaults and amendments, typed for SQL. Disposable, rebuildable.

Written in the transaction that changes the truth; never migrated, merged or hashed. Only ``_fill`` makes rows, so that a
rebuilt table cannot differ but by a fault.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Form
from scoring.definitions.layout import KEY_COLUMNS, Stored, effective_table
from scoring.progress import SILENT, Progress
from scoring.store import definitions, effective_tables, truth
from scoring.store.applied import Amended, Cell, effective_rows
from scoring.store.connection import Store
from scoring.store.effective_tables import quoted
from scoring.store.failures import translated
from scoring.store.ids import fresh_ids
from scoring.store.journal import Head
from scoring.store.truth import NOW, Standing, Until

ORDER = ", ".join(KEY_COLUMNS)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the truth makes of it; empty = there is none. Row 0 with no rows: the table itself is amiss."""

    table: str
    round_no: int
    carrier_no: int
    row_no: int
    due: tuple[Stored, ...]
    found: tuple[Stored, ...]


def refresh(store: Store, round_no: int, carrier_no: int) -> None:
    """Make one carrier's rows anew from the truth. Inside the transaction that changed it."""
    with store.writing() as db:
        for name in effective_tables.names(db):
            db.execute(f"DELETE FROM {quoted(name)} WHERE round_no = ? AND carrier_no = ?", (round_no, carrier_no))
        if current := truth.standing_of(store, round_no, carrier_no):
            _fill(db, store, current, definitions.form(store, current.form), NOW)


def rebuild(store: Store) -> None:
    """Throw all effective tables away and make them anew."""
    with store.writing() as db:
        effective_tables.drop_all(db)
        _build(db, store, NOW)


def _build(target: Database, store: Store, until: Until, progress: Progress = SILENT) -> None:
    """Every effective table from the truth, into a database that has none."""
    forms = dict(definitions.forms(store))
    for form_hash, form in forms.items():
        effective_tables.make(target, form, form_hash)
    everyone = truth.standing(store, until)
    for done, current in enumerate(everyone):
        progress.step(done, len(everyone))
        _fill(target, store, current, forms[current.form], until)


def _fill(
    target: Database,
    store: Store,
    current: Standing,
    form: Form,
    until: Until,
    but: Collection[Cell] = (),
    besides: Amended = MappingProxyType({}),
) -> None:
    known = truth.amended(store, current.return_id, until)
    amended = {cell: datum for cell, datum in known.items() if cell not in but} | dict(besides)
    for records in truth.tables(store, current.return_id):
        table = form.table(records.table)
        rows = effective_rows(form, table, records, amended)
        keyed = ((current.round_no, current.carrier_no, number, *row) for number, row in enumerate(rows, start=1))
        target.conn.executemany(effective_tables.insert_into(form, current.form, table), keyed)


def rows_of(store: Store, *, form: Sha256, table: str, round_no: int, carrier_no: int) -> tuple[tuple[Stored, ...], ...]:
    """The effective rows of a carrier in order, the fields in the order of the form."""
    definition = definitions.form(store, form)
    name = effective_table(definition, form, definition.table(table))
    rows = store.rows(
        f"SELECT * FROM {quoted(name)} WHERE round_no = ? AND carrier_no = ? ORDER BY row_no", (round_no, carrier_no)
    )
    return tuple(row[len(KEY_COLUMNS) :] for row in rows)


def columns_of(store: Store, table: str, columns: Sequence[str], round_no: int) -> Iterator[tuple[int, tuple[Stored, ...]]]:
    """Carrier, then these columns, of every row of an effective table in a round."""
    wanted = ", ".join(quoted(column) for column in columns)
    rows = store.rows(f"SELECT carrier_no, {wanted} FROM {quoted(table)} WHERE round_no = ? ORDER BY {ORDER}", (round_no,))
    return ((number, tuple(values)) for number, *values in rows)


@contextmanager
def as_of(store: Store, heads: tuple[Head, ...], progress: Progress = SILENT) -> Iterator[Store]:
    """The effective rows of the moment when these were the journal's heads, to query as one queries a store.

    In a temporary database of its own that knows effective tables only; for replaying a receipt.
    """
    with _elsewhere(store, Until(heads), progress) as past:
        yield Store(past, store.path, read_only=True, ids=fresh_ids, holder=store.holder)


@contextmanager
def as_if_never(store: Store, round_no: int, carrier_no: int, amended: Collection[Cell], until: Until = NOW) -> Iterator[Store]:
    """One carrier's effective rows as they would be had these cells never been amended, to query as one queries a store."""
    with _otherwise(store, round_no, carrier_no, until, but=amended) as source:
        yield source


@contextmanager
def as_if(store: Store, round_no: int, carrier_no: int, amended: Amended) -> Iterator[Store]:
    """One carrier's effective rows as they would be were these cells amended so, to query as one queries a store."""
    with _otherwise(store, round_no, carrier_no, NOW, besides=amended) as source:
        yield source


@contextmanager
def _otherwise(
    store: Store,
    round_no: int,
    carrier_no: int,
    until: Until,
    *,
    but: Collection[Cell] = (),
    besides: Amended = MappingProxyType({}),
) -> Iterator[Store]:
    def build(place: Database) -> None:
        for form_hash, form in definitions.forms(store):
            effective_tables.make(place, form, form_hash)
        if current := truth.standing_of(store, round_no, carrier_no, until):
            _fill(place, store, current, definitions.form(store, current.form), until, but, besides)

    with _built(store, build) as place:
        yield Store(place, store.path, read_only=True, ids=fresh_ids, holder=store.holder)


@contextmanager
def _elsewhere(store: Store, until: Until, progress: Progress = SILENT) -> Iterator[Database]:
    with _built(store, lambda place: _build(place, store, until, progress)) as place:
        yield place


@contextmanager
def _built(store: Store, build: Callable[[Database], None]) -> Iterator[Database]:
    """In SQLite's own temporary file, which vanishes with its connection."""
    with translated(store.path), closing(Database(sqlite3.connect(""), execute_plugins=False)) as place:
        with store.reading(), place.atomic():
            build(place)
        place.execute("PRAGMA query_only=on")
        yield place


def differences(store: Store, *, most: int = 100) -> list[Difference]:
    """What differs between the effective tables and the truth, at most so many; none = they agree."""
    with store.reading(), _elsewhere(store, NOW) as due:
        return list(islice(_compared(due, store.db), most))


def _compared(due: Database, found: Database) -> Iterator[Difference]:
    for name in sorted({*effective_tables.names(due), *effective_tables.names(found)}):
        if effective_tables.columns(due, name) != effective_tables.columns(found, name):
            yield Difference(name, 0, 0, 0, (), ())
        else:
            yield from _rows_apart(name, _ordered(due, name), _ordered(found, name))


def _ordered(db: Database, name: str) -> Iterator[tuple[Any, ...]]:
    return db.execute(f"SELECT * FROM {quoted(name)} ORDER BY {ORDER}")


def _rows_apart(name: str, due: Iterable[tuple[Any, ...]], found: Iterable[tuple[Any, ...]]) -> Iterator[Difference]:
    """Both in the order of their keys, walked side by side: neither is ever held whole."""
    keys = len(KEY_COLUMNS)
    sides = ((row[:keys], side, row[keys:]) for side, row in _tagged(due, found, keys))
    for (round_no, carrier_no, row_no), pair in groupby(sides, key=itemgetter(0)):
        rows = {side: row for _, side, row in pair}
        if rows.get("due") != rows.get("found"):
            yield Difference(name, round_no, carrier_no, row_no, rows.get("due", ()), rows.get("found", ()))


def _tagged(due: Iterable[tuple[Any, ...]], found: Iterable[tuple[Any, ...]], keys: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    return merge((("due", row) for row in due), (("found", row) for row in found), key=lambda tagged: tagged[1][:keys])
