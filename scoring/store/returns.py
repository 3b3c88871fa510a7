"""Returns (填报表): what came in, whole and unchanged. A corrected return stands before the first and keeps it.

A return is content-addressed: round, carrier, file and form make its id, so that a second import of the same workbook
changes nothing, on this laptop or on another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import Sha256, canonical, sha256
from scoring.definitions.records import Return, to_text
from scoring.errors import Bug, Refusal
from scoring.findings import Finding, stops
from scoring.store import definitions, effective, files, journal, moments, truth
from scoring.store.carriers import Carrier
from scoring.store.connection import Store, marks
from scoring.store.findings_text import findings_of, findings_text
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """A return as the store knows it; its tables are read by ``content``."""

    id: Sha256
    round_id: str
    carrier: Carrier
    file: Sha256
    form: Sha256
    document: str
    """Name of the workbook as it came."""
    received_at: datetime
    received_by: str
    supersedes: Sha256 | None
    """The return that counted before it."""
    findings: tuple[Finding, ...]
    current: bool
    """Whether it counts: the latest of its carrier in its round."""


@dataclass(frozen=True, slots=True)
class Address:
    """Whose return it is, of which form, under which name it came."""

    uscc: str
    form: Sha256
    document: str


@dataclass(frozen=True, slots=True)
class Saved:
    id: Sha256
    fresh: bool
    """False: this very workbook was there already, and nothing was written."""
    current: bool
    """False for a workbook that was there and has been superseded since."""


def return_id(*, round_id: str, uscc: str, file: Sha256, form: Sha256) -> Sha256:
    """The same on every laptop."""
    return sha256(canonical({"round": round_id, "carrier": uscc, "file": file, "form": form}))


def save(
    store: Store,
    answer: Return,
    *,
    round_id: str,
    uscc: str,
    content: bytes,
    findings: tuple[Finding, ...] = (),
    actor: str,
    now: datetime,
) -> Saved:
    """Keep a return: file, tables, effective rows and journal entry in one transaction.

    Raises Refusal for a carrier that does not take part in the round, Bug for a return that is not whole.
    """
    made = return_id(round_id=round_id, uscc=uscc, file=answer.file, form=answer.form)
    with store.writing():
        known = find(store, made)
        if known is not None:
            return Saved(made, fresh=False, current=known.current)
        _must_be_whole(store, answer, content, findings)
        files.keep(store, content)
        where = _participant(store, round_id, uscc)
        _insert(store, _Arrival(made, round_id, uscc, answer, findings_text(findings)), where, actor=actor, now=now)
        effective.refresh(store, *where)
    return Saved(made, fresh=True, current=True)


def _must_be_whole(store: Store, answer: Return, content: bytes, findings: tuple[Finding, ...]) -> None:
    if sha256(content) != answer.file:
        raise Bug(f"{answer.document}: these bytes are not the file that was read")
    if stops(findings):
        raise Bug(f"{answer.document}: a stopped return is not stored")
    due = [table.key for table in definitions.form(store, answer.form).tables]
    if sorted(due) != sorted(records.table for records in answer.tables):
        raise Bug(f"{answer.document}: a return has every table of its form once: {due}")


def _participant(store: Store, round_id: str, uscc: str) -> tuple[int, int]:
    """Local numbers of the round and of the carrier."""
    there = find_round(store, round_id)
    carrier = participant(store, round_id, uscc)
    if carrier is not None:
        return there.no, carrier.no
    raise Refusal("store.not_a_participant", uscc=uscc, round=there.title)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A return on its way in."""

    id: Sha256
    round_id: str
    uscc: str
    answer: Return
    findings: str


def _insert(store: Store, new: _Arrival, where: tuple[int, int], *, actor: str, now: datetime) -> None:
    answer, before = new.answer, truth.standing_of(store, *where)
    supersedes = before.return_id if before else None
    texts = {records.table: to_text(records) for records in answer.tables}
    hashes = {table: sha256(text) for table, text in texts.items()}
    facts = payload(new.id, new.round_id, new.uscc, answer.file, answer.form, answer.document, supersedes, new.findings, hashes)
    with store.writing() as db:
        entry = journal.append(store, "return.saved", facts, actor=actor, now=now)
        row = (new.id, *where, answer.file, answer.form, answer.document, moments.written(now), actor, supersedes, new.findings)
        names = "id, round_no, carrier_no, file, form_hash, document, received_at, received_by, supersedes, findings, replica, sequence"
        db.execute(f"INSERT INTO return ({names}) VALUES ({marks(names)})", (*row, entry.replica, entry.sequence))
        rows = [(new.id, table, hashes[table], truth.packed(text)) for table, text in texts.items()]
        db.conn.executemany("INSERT INTO return_table (return_id, table_key, sha256, zlib) VALUES (?, ?, ?, ?)", rows)


def payload(
    made: str,
    round_id: str,
    uscc: str,
    file: str,
    form: str,
    document: str,
    supersedes: str | None,
    findings: str,
    tables: Mapping[str, str],
) -> dict[str, object]:
    """What the journal covers of a return: everything, by hash where it is long. ``tables``: key → hash of its text."""
    return {
        "return": made,
        "round": round_id,
        "carrier": uscc,
        "file": file,
        "form": form,
        "document": document,
        "supersedes": supersedes,
        "findings": sha256(findings),
        "tables": dict(tables),
    }


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry that saved a return, made from the rows as they are now."""
    sql = """
        SELECT return.id, round.id, uscc, file, return.form_hash, document, supersedes, findings, replica, sequence
        FROM return JOIN round ON round.no = round_no JOIN carrier ON carrier.no = carrier_no"""
    for made, round_id, uscc, file, form, document, supersedes, findings, replica, sequence in store.rows(sql):
        tables = dict(store.rows("SELECT table_key, sha256 FROM return_table WHERE return_id = ?", (made,)))
        yield replica, sequence, payload(made, round_id, uscc, file, form, document, supersedes, findings, tables)


_SELECT = """
    SELECT return.id, round.id, carrier.no, carrier.id, uscc, name, file, return.form_hash, document, received_at, received_by,
    supersedes, findings, return.no = (
        SELECT max(no) FROM return AS later WHERE later.round_no = return.round_no AND later.carrier_no = return.carrier_no)
    FROM return JOIN round ON round.no = round_no JOIN carrier ON carrier.no = carrier_no"""


def _stored(row: tuple[Any, ...]) -> StoredReturn:
    made, round_id, *whose, file, form, document, at, by, supersedes, findings, current = row
    carrier, arrived = Carrier(*whose), moments.read(at)
    return StoredReturn(
        made, round_id, carrier, file, form, document, arrived, by, supersedes, findings_of(findings), bool(current)
    )


def find(store: Store, made: Sha256) -> StoredReturn | None:
    row = store.row(f"{_SELECT} WHERE return.id = ?", (made,))
    return _stored(row) if row else None


def load(store: Store, made: Sha256) -> StoredReturn:
    """Raises Bug for an id that is not there."""
    if (found := find(store, made)) is None:
        raise Bug(f"no return {made}")
    return found


def addresses(store: Store) -> Mapping[str, Address]:
    """Every return by its id, those that were superseded too."""
    sql = "SELECT return.id, uscc, form_hash, document FROM return JOIN carrier ON carrier.no = carrier_no"
    return {made: Address(*row) for made, *row in store.rows(sql)}


def content(store: Store, made: Sha256) -> Return:
    """The return as it was read, before any amendment."""
    known = load(store, made)
    return Return(known.form, known.file, known.document, truth.tables(store, made))


def current(store: Store, round_id: str) -> tuple[StoredReturn, ...]:
    """The returns that count, in the order of the carriers' registration."""
    rows = store.rows(f"{_SELECT} WHERE round.id = ? ORDER BY carrier.no, return.no", (round_id,))
    return tuple(found for found in map(_stored, rows) if found.current)


def current_of(store: Store, round_id: str, uscc: str) -> StoredReturn | None:
    """The return that counts for a carrier."""
    return next(iter(history(store, round_id, uscc)[-1:]), None)


def history(store: Store, round_id: str, uscc: str) -> tuple[StoredReturn, ...]:
    """Every return of a carrier in a round, the oldest first; the last one counts."""
    return tuple(map(_stored, store.rows(f"{_SELECT} WHERE round.id = ? AND uscc = ? ORDER BY return.no", (round_id, uscc))))


def counts(store: Store, round_id: str) -> Mapping[int, int]:
    """Carrier → how many returns it sent in a round, those that were superseded too."""
    sql = "SELECT carrier_no, count(*) FROM return JOIN round ON round.no = round_no WHERE round.id = ? GROUP BY carrier_no"
    return dict(store.rows(sql, (round_id,)))
