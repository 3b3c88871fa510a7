"""Amendments (更正): the district's figure beside the carrier's, with reason and person. Append-only; the latest counts.

What only the district fills in (核减 and the like) is amended too: before the first amendment it holds its default.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Field, Form
from scoring.definitions.records import Datum, Return
from scoring.errors import Bug, Refusal
from scoring.store import definitions, effective, journal, moments, returns
from scoring.store.applied import Cell, declared
from scoring.store.connection import Store, marks
from scoring.store.datums import datum_of, datum_text, fits
from scoring.store.returns import StoredReturn
from scoring.store.rounds import find as find_round
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Change:
    """What a person wants a cell to hold from now on. ``row`` counts from 1."""

    table: str
    row: int
    field: str
    new: Datum
    reason: str

    @property
    def cell(self) -> Cell:
        return (self.table, self.row, self.field)


@dataclass(frozen=True, slots=True)
class Amendment:
    id: str
    return_id: Sha256
    table: str
    row: int
    field: str
    old: Datum
    """What counted before: the carrier's value, the default, or the earlier amendment's."""
    new: Datum
    reason: str
    actor: str
    at: datetime
    supersedes: str | None
    """The earlier amendment of the same cell."""

    @property
    def cell(self) -> Cell:
        return (self.table, self.row, self.field)


def amend(store: Store, made: Sha256, changes: Sequence[Change], *, actor: str, now: datetime) -> tuple[Amendment, ...]:
    """Amend cells of a current return, all or none. A change that changes nothing is left out.

    Raises Refusal for a cell that is not there or a return that no longer counts, Bug for a datum its field cannot hold.
    """
    with store.writing():
        known = returns.load(store, made)
        if not known.current:
            raise Refusal("store.superseded", document=known.document)
        written = _fresh(store, returns.content(store, made), made, changes, actor=actor, now=now)
        if written:
            _insert(store, known, written, actor=actor, now=now)
    return written


def _fresh(
    store: Store, answer: Return, made: Sha256, changes: Sequence[Change], *, actor: str, now: datetime
) -> tuple[Amendment, ...]:
    """Each against what counts before it, those of the same call included."""
    form = definitions.form(store, answer.form)
    latest = {each.cell: each for each in of_return(store, made)}
    written: list[Amendment] = []
    for change in changes:
        field = _field(form, answer, change)
        last = latest.get(change.cell)
        old = last.new if last else declared(field, answer.table(change.table), change.row)
        if datum_text(old) != datum_text(change.new):
            before = last.id if last else None
            new = Amendment(store.ids(now), made, *change.cell, old, change.new, change.reason, actor, now, before)
            latest[new.cell] = new
            written.append(new)
    return tuple(written)


def _field(form: Form, answer: Return, change: Change) -> Field:
    try:
        field = form.table(change.table).field(change.field)
    except KeyError as error:
        raise Refusal("store.no_such_field", table=change.table, field=change.field) from error
    rows = len(answer.table(change.table).rows)
    if not 1 <= change.row <= rows:
        raise Refusal("store.no_such_row", table=change.table, row=change.row, rows=rows)
    if not fits(field, change.new):
        raise Bug(f"{change.table}.{change.field} cannot hold {change.new!r}")
    return field


_COLUMNS = "id, return_id, table_key, row_number, field, old, new, reason, actor, at, supersedes"


def _insert(store: Store, known: StoredReturn, written: Sequence[Amendment], *, actor: str, now: datetime) -> None:
    rows = [_row(amendment) for amendment in written]
    names = f"{_COLUMNS}, replica, sequence"
    with store.writing() as db:
        entry = journal.append(store, "return.amended", payload(rows), actor=actor, now=now)
        filled = [(*row, entry.replica, entry.sequence) for row in rows]
        db.conn.executemany(f"INSERT INTO amendment ({names}) VALUES ({marks(names)})", filled)
        effective.refresh(store, find_round(store, known.round_id).no, known.carrier.no)


def payload(rows: Sequence[tuple[str | int | None, ...]]) -> dict[str, object]:
    """What the journal covers of amendments written together: every column."""
    names = _COLUMNS.split(", ")
    return {"amendments": [dict(zip(names, row, strict=True)) for row in rows]}


def _row(amendment: Amendment) -> tuple[str | int | None, ...]:
    """In the order of ``_COLUMNS``."""
    return (
        amendment.id,
        amendment.return_id,
        *amendment.cell,
        datum_text(amendment.old),
        datum_text(amendment.new),
        amendment.reason,
        amendment.actor,
        moments.written(amendment.at),
        amendment.supersedes,
    )


def of_return(store: Store, made: Sha256, until: Until = NOW) -> tuple[Amendment, ...]:
    """Every amendment of a return, the oldest first, up to a state of the past; of each cell the last counts."""
    rows = store.rows(f"SELECT replica, sequence, {_COLUMNS} FROM amendment WHERE return_id = ? ORDER BY no", (made,))
    return tuple(_amendment(tuple(row)) for replica, sequence, *row in rows if until.includes(replica, sequence))


def _amendment(row: tuple[Any, ...]) -> Amendment:
    made, whose, table, number, field, old, new, reason, actor, at, before = row
    return Amendment(made, whose, table, number, field, datum_of(old), datum_of(new), reason, actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry that wrote amendments, made from the rows as they are now."""
    rows = store.rows(f"SELECT replica, sequence, {_COLUMNS} FROM amendment ORDER BY replica, sequence, no")
    for (replica, sequence), together in groupby(rows, key=itemgetter(0, 1)):
        yield replica, sequence, payload([row[2:] for row in together])
