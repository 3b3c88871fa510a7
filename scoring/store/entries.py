"""Entries (屏幕录入): a return being typed on the screen. What it began with, every edit since, and how it ended; append-only.

An entry is no return: nothing is scored by it before it is finished. Its texts are kept as they were typed; an edit is kept
as the rows it replaced and those it put there, so that taking it back is one more edit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from scoring.definitions.canonical import Sha256, canonical, sha256
from scoring.errors import Bug, Refusal, Said
from scoring.store import journal, moments, truth
from scoring.store.carriers import Carrier
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant
from scoring.store.splices import Splices, Tables, spliced, splices_from, splices_text, tables_from, tables_text


class Origin(Enum):
    """What an entry began with."""

    NOTHING = "nothing"
    CURRENT = "current"
    """The carrier's return that counts."""
    LAST_YEAR = "last_year"


class Outcome(Enum):
    OPEN = "open"
    FINISHED = "finished"
    DROPPED = "dropped"


class EditKind(Enum):
    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Begun:
    """An entry without its texts. ``edited_at`` and ``edited_by``: the last edit, or the beginning."""

    id: str
    round_id: str
    carrier: Carrier
    form: Sha256
    origin: Origin
    source: Sha256 | None
    """The return it began with."""
    begun_at: datetime
    begun_by: str
    outcome: Outcome
    edits: int
    edited_at: datetime
    edited_by: str


@dataclass(frozen=True, slots=True)
class EditLine:
    """An edit without its rows: ``about`` is the edit that an undo or redo is of, else its own number."""

    number: int
    kind: EditKind
    about: int
    title: Said
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Origins:
    """By whom and when a return was entered on the screen."""

    entry: str
    actor: str
    at: datetime


def begin(
    store: Store, *, round_id: str, uscc: str, origin: Origin, source: Sha256 | None, tables: Tables, actor: str, now: datetime
) -> str:
    """A new entry with these texts; its id. Raises Refusal for a carrier that does not take part or has one open already."""
    with store.writing() as db:
        there, carrier = find_round(store, round_id), participant(store, round_id, uscc)
        if carrier is None:
            raise Refusal("store.not_a_participant", uscc=uscc, round=there.title)
        if any(one.carrier == carrier for one in open_of(store, round_id)):
            raise Refusal("entering.open_already", carrier=carrier.name)
        made, text = store.ids(now), tables_text(tables)
        row = (made, there.form, origin.value, source, sha256(text), actor, moments.written(now))
        entry = journal.append(store, "entry.begun", begun_payload(round_id, uscc, row), actor=actor, now=now)
        names = "id, form_hash, origin, source, sha256, actor, at, round_no, carrier_no, zlib, replica, sequence"
        values = (*row, there.no, carrier.no, truth.packed(text), entry.replica, entry.sequence)
        db.execute(f"INSERT INTO entry ({names}) VALUES ({marks(names)})", values)
    return made


def edit(
    store: Store,
    made: str,
    splices: Splices,
    *,
    number: int,
    kind: EditKind = EditKind.DO,
    about: int = 0,
    title: Said,
    actor: str,
    now: datetime,
) -> None:
    """Write edit ``number``, which must follow the last. Raises Refusal: it does not, or the entry is open no more."""
    with store.writing() as db:
        known = must_be_open(store, made)
        if number != known.edits + 1:
            raise Refusal("entering.changed_since")
        text = splices_text(splices)
        told = canonical({"code": title.code, "facts": dict(title.facts)})
        row = (made, number, kind.value, about or number, told, sha256(text), actor, moments.written(now))
        entry = journal.append(store, "entry.edited", edited_payload(known.carrier.uscc, row), actor=actor, now=now)
        names = "entry_id, number, kind, about, title, sha256, actor, at, zlib, replica, sequence"
        values = (*row, truth.packed(text), entry.replica, entry.sequence)
        db.execute(f"INSERT INTO entry_edit ({names}) VALUES ({marks(names)})", values)


def end(store: Store, made: str, outcome: Outcome, *, return_id: Sha256 | None, actor: str, now: datetime) -> None:
    """Finish or drop an entry for good. Raises Refusal where it is open no more."""
    with store.writing() as db:
        known = must_be_open(store, made)
        row = (made, outcome.value, return_id, actor, moments.written(now))
        due = ended_payload(known.carrier.uscc, row)
        finished = outcome is Outcome.FINISHED
        entry = journal.append(store, "entry.finished" if finished else "entry.dropped", due, actor=actor, now=now)
        db.execute("INSERT INTO entry_end VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, entry.replica, entry.sequence))


_SELECT = """
    SELECT entry.id, round.id, carrier.no, carrier.id, uscc, name, entry.form_hash, origin, source, entry.at, entry.actor,
    coalesce(outcome, 'open'), coalesce(number, 0), coalesce(entry_edit.at, entry.at), coalesce(entry_edit.actor, entry.actor)
    FROM entry JOIN round ON round.no = round_no JOIN carrier ON carrier.no = carrier_no
    LEFT JOIN entry_end ON entry_end.entry_id = entry.id
    LEFT JOIN entry_edit ON entry_edit.entry_id = entry.id
        AND number = (SELECT max(number) FROM entry_edit AS last WHERE last.entry_id = entry.id)"""


def _begun(row: tuple[Any, ...]) -> Begun:
    made, round_id, *whose, form, origin, source, at, by, outcome, edits, edited, editor = row
    return Begun(
        id=made,
        round_id=round_id,
        carrier=Carrier(*whose),
        form=form,
        origin=Origin(origin),
        source=source,
        begun_at=moments.read(at),
        begun_by=by,
        outcome=Outcome(outcome),
        edits=edits,
        edited_at=moments.read(edited),
        edited_by=editor,
    )


def load(store: Store, made: str) -> Begun:
    """Raises Bug for an id that is not there."""
    row = store.row(f"{_SELECT} WHERE entry.id = ?", (made,))
    if row is None:
        raise Bug(f"no entry {made}")
    return _begun(row)


def must_be_open(store: Store, made: str) -> Begun:
    """Raises Refusal for one that was finished or dropped."""
    known = load(store, made)
    if known.outcome is not Outcome.OPEN:
        finished = known.outcome is Outcome.FINISHED
        raise Refusal("entering.finished_already" if finished else "entering.dropped_already", carrier=known.carrier.name)
    return known


def open_of(store: Store, round_id: str) -> tuple[Begun, ...]:
    """The open entries of a round, the oldest first."""
    rows = store.rows(f"{_SELECT} WHERE round.id = ? AND outcome IS NULL ORDER BY entry.no", (round_id,))
    return tuple(map(_begun, rows))


def edits(store: Store, made: str) -> tuple[EditLine, ...]:
    """Every edit in order, without its rows."""
    sql = "SELECT number, kind, about, title, actor, at FROM entry_edit WHERE entry_id = ? ORDER BY number"
    return tuple(
        EditLine(number, EditKind(kind), about, _said(title), actor, moments.read(at))
        for number, kind, about, title, actor, at in store.rows(sql, (made,))
    )


def _said(text: str) -> Said:
    document = json.loads(text)
    return Said(document["code"], document["facts"])


def base(store: Store, made: str) -> Tables:
    """The texts an entry began with. Raises Refusal where they no longer equal their hash."""
    row = store.row("SELECT zlib, sha256 FROM entry WHERE id = ?", (made,))
    if row is None:
        raise Bug(f"no entry {made}")
    return tables_from(truth.unpacked(store, *row))


def splices(store: Store, made: str, number: int) -> Splices:
    """What an edit replaced. Raises Refusal where it no longer equals its hash."""
    row = store.row("SELECT zlib, sha256 FROM entry_edit WHERE entry_id = ? AND number = ?", (made, number))
    if row is None:
        raise Bug(f"no edit {number} of entry {made}")
    return splices_from(truth.unpacked(store, *row))


def content(store: Store, made: str) -> Tables:
    """The texts as they stand: what it began with, and every edit since."""
    tables = base(store, made)
    sql = "SELECT zlib, sha256 FROM entry_edit WHERE entry_id = ? ORDER BY number"
    for row in store.rows(sql, (made,)):
        tables = spliced(tables, splices_from(truth.unpacked(store, *row)))
    return tables


def mark_of(store: Store, made: str) -> str:
    """Another text whenever the entry is in another state, and never the same for two: hashes of its journal's entries."""
    sql = """
        SELECT hash FROM journal JOIN entry_edit USING (replica, sequence) WHERE entry_id = ? ORDER BY number DESC LIMIT 1"""
    row = store.row(sql, (made,)) or store.row(
        "SELECT hash FROM journal JOIN entry USING (replica, sequence) WHERE id = ?", (made,)
    )
    if row is None:
        raise Bug(f"no entry {made}")
    return str(row[0])


def entered(store: Store, return_id: str) -> Origins | None:
    """By whom and when a return was finished on the screen; None for one that came as a file."""
    row = store.row("SELECT entry_id, actor, at FROM entry_end WHERE return_id = ?", (return_id,))
    return Origins(row[0], row[1], moments.read(row[2])) if row else None


def all_entered(store: Store) -> Mapping[str, Origins]:
    """Return → by whom and when, for those entered on the screen."""
    sql = "SELECT return_id, entry_id, actor, at FROM entry_end WHERE return_id IS NOT NULL"
    return {made: Origins(entry, actor, moments.read(at)) for made, entry, actor, at in store.rows(sql)}


# The journal's cover --------------------------------------------------------------------------------------------------


def begun_payload(round_id: str, uscc: str, row: tuple[Any, ...]) -> dict[str, object]:
    """What the journal covers of a beginning: every column, the texts by their hash."""
    names = ("entry", "form", "origin", "source", "texts", "actor", "at")
    return {"round": round_id, "carrier": uscc, **dict(zip(names, row, strict=True))}


def edited_payload(uscc: str, row: tuple[Any, ...]) -> dict[str, object]:
    """Of an edit: what was done in words' code and facts, the rows by their hash."""
    names = ("entry", "number", "kind", "about", "title", "rows", "actor", "at")
    found = dict(zip(names, row, strict=True))
    return {"carrier": uscc, **found, "title": json.loads(found["title"])}


def ended_payload(uscc: str, row: tuple[Any, ...]) -> dict[str, object]:
    names = ("entry", "outcome", "return", "actor", "at")
    return {"carrier": uscc, **dict(zip(names, row, strict=True))}


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    whose = "JOIN carrier ON carrier.no = carrier_no"
    sql = f"""
        SELECT entry.replica, entry.sequence, round.id, uscc, entry.id, entry.form_hash, origin, source, sha256, actor, at
        FROM entry {whose} JOIN round ON round.no = round_no"""
    for replica, sequence, round_id, uscc, *row in store.rows(sql):
        yield replica, sequence, begun_payload(round_id, uscc, tuple(row))
    names = ("entry_id", "number", "kind", "about", "title", "sha256", "actor", "at")
    columns = ", ".join(f"entry_edit.{name}" for name in names)
    sql = f"SELECT entry_edit.replica, entry_edit.sequence, uscc, {columns} FROM entry_edit JOIN entry ON entry.id = entry_id {whose}"
    for replica, sequence, uscc, *row in store.rows(sql):
        yield replica, sequence, edited_payload(uscc, tuple(row))
    columns = ", ".join(f"entry_end.{name}" for name in ("entry_id", "outcome", "return_id", "actor", "at"))
    sql = (
        f"SELECT entry_end.replica, entry_end.sequence, uscc, {columns} FROM entry_end JOIN entry ON entry.id = entry_id {whose}"
    )
    for replica, sequence, uscc, *row in store.rows(sql):
        yield replica, sequence, ended_payload(uscc, tuple(row))


def unsound(store: Store) -> Iterator[str]:
    """Entries whose texts no longer equal their hashes, or whose edits do not follow one another."""
    for (made,) in store.rows("SELECT id FROM entry ORDER BY no"):
        try:
            content(store, made)
        except Refusal:
            yield made
