"""Rounds (考评轮次): an assessment year, the year whose data it uses, its cut-off day, its form, its rubric, its participants.

One row is the assessment of one kind of carriers (类型); the kinds that a district assesses in one year share title and years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scoring.definitions.canonical import Sha256
from scoring.errors import Bug, Refusal
from scoring.store import journal, moments
from scoring.store.carriers import Carrier
from scoring.store.connection import Store

_MADE = "id, title, assessment_year, data_year, cutoff, form_hash, rubric_hash, opened_at, opened_by, kind"
_COLUMNS = f"no, {_MADE}, due"


@dataclass(frozen=True, slots=True)
class Round:
    no: int
    """Local to this file: the key of effective rows, never written into anything that leaves it."""
    id: str
    title: str
    assessment_year: int
    data_year: int
    cutoff: date
    form: Sha256
    rubric: Sha256
    opened_at: datetime
    opened_by: str
    kind: str = ""
    """What the district calls the kind; empty where it has given no name."""
    due: date | None = None
    """The last day on which a return is in time (报送截止日); None where none was set."""


def start(
    store: Store,
    *,
    title: str,
    assessment_year: int,
    data_year: int,
    cutoff: date,
    form: Sha256,
    rubric: Sha256,
    kind: str = "",
    actor: str,
    now: datetime,
) -> Round:
    """A new round; form and rubric are adopted already."""
    made = store.ids(now)
    figures = (title, assessment_year, data_year, cutoff.isoformat(), form, rubric)
    names = ("title", "assessment_year", "data_year", "cutoff", "form", "rubric")
    with store.writing() as db:
        sql = f"INSERT INTO round ({_MADE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        db.execute(sql, (made, *figures, moments.written(now), actor, kind))
        started = {"round": made, **dict(zip(names, figures, strict=True)), "kind": kind}
        journal.append(store, "round.started", started, actor=actor, now=now)
    return find(store, made)


def use_rubric(store: Store, round_id: str, rubric: Sha256, *, actor: str, now: datetime) -> Round:
    """Score the round by another adopted rubric from now on; sealed runs name theirs."""
    with store.writing() as db:
        before = find(store, round_id)
        if before.rubric != rubric:
            db.execute("UPDATE round SET rubric_hash = ? WHERE id = ?", (rubric, round_id))
            change = {"round": round_id, "old": before.rubric, "new": rubric}
            journal.append(store, "round.rubric_changed", change, actor=actor, now=now)
        return find(store, round_id)


def use_form(store: Store, round_id: str, form: Sha256, *, actor: str, now: datetime) -> Round:
    """Let the round's returns be of another adopted form. Only for a round that has none: theirs are read by the form they came with."""
    with store.writing() as db:
        before = find(store, round_id)
        if store.row("SELECT 1 FROM return WHERE round_no = ?", (before.no,)):
            raise Bug("a round with returns keeps its form")
        if before.form != form:
            db.execute("UPDATE round SET form_hash = ? WHERE id = ?", (form, round_id))
            change = {"round": round_id, "old": before.form, "new": form}
            journal.append(store, "round.form_changed", change, actor=actor, now=now)
        return find(store, round_id)


def set_due(store: Store, round_id: str, due: date | None, *, actor: str, now: datetime) -> Round:
    """Say until which day returns are in time; None takes the day away. The same day changes nothing."""
    with store.writing() as db:
        before = find(store, round_id)
        if before.due != due:
            db.execute("UPDATE round SET due = ? WHERE id = ?", (_day(due), round_id))
            change = {"round": round_id, "old": _day(before.due), "new": _day(due)}
            journal.append(store, "round.due_changed", change, actor=actor, now=now)
        return find(store, round_id)


def _day(due: date | None) -> str:
    return due.isoformat() if due else ""


def find(store: Store, round_id: str) -> Round:
    """Raises Bug for an id that is not there: ids come from ``all_rounds``, never from a user."""
    row = store.row(f"SELECT {_COLUMNS} FROM round WHERE id = ?", (round_id,))
    if row is None:
        raise Bug(f"no round {round_id}")
    return _round(row)


def all_rounds(store: Store) -> tuple[Round, ...]:
    """The oldest first, without those that were abandoned."""
    return tuple(_round(row) for row in store.rows(f"SELECT {_COLUMNS} FROM round WHERE abandoned_at = '' ORDER BY no"))


def ever_begun(store: Store) -> tuple[Round, ...]:
    """The abandoned ones too: the journal names them."""
    return tuple(_round(row) for row in store.rows(f"SELECT {_COLUMNS} FROM round ORDER BY no"))


def of_youngest_year(store: Store) -> tuple[Round, ...]:
    """The round that counts: every kind of the youngest assessment year, the first begun first; none in an empty file."""
    return of_year(store, max((one.assessment_year for one in all_rounds(store)), default=0))


def of_year(store: Store, year: int) -> tuple[Round, ...]:
    """Every kind of an assessment year, the first begun first; none where nothing was assessed."""
    return tuple(one for one in all_rounds(store) if one.assessment_year == year)


def abandon(store: Store, round_id: str, *, actor: str, now: datetime) -> None:
    """A round that was begun by mistake is one no longer; its list of participants stays with it.

    Raises Refusal where anything else is kept in it: a return, a mark, a reviewer, a run.
    """
    with store.writing() as db:
        found = find(store, round_id)
        for table in (*_naming(store, "participant"), *_naming(store, "round")):
            if table != "participant" and store.row(f"SELECT 1 FROM {table} WHERE round_no = ?", (found.no,)):
                raise Refusal("store.round_in_use", round=found.title)
        db.execute("UPDATE round SET abandoned_at = ? WHERE id = ?", (moments.written(now), round_id))
        gone = {"round": round_id, "title": found.title}
        journal.append(store, "round.abandoned", gone, actor=actor, now=now)


def _round(row: tuple[Any, ...]) -> Round:
    no, made, title, assessment_year, data_year, cutoff, form, rubric, opened_at, opened_by, kind, due = row
    day, at = date.fromisoformat(cutoff), moments.read(opened_at)
    until = date.fromisoformat(due) if due else None
    return Round(no, made, title, assessment_year, data_year, day, form, rubric, at, opened_by, kind, until)


def enrol(store: Store, round_id: str, carriers: Iterable[Carrier], *, actor: str, now: datetime) -> tuple[Carrier, ...]:
    """Put carriers on the list of participants (参评名单). Gives back those that were not on it yet."""
    with store.writing() as db:
        number = find(store, round_id).no
        asked = {carrier.no: carrier for carrier in carriers}
        new = tuple(carrier for carrier in asked.values() if not _takes_part(store, number, carrier.no))
        if new:
            db.conn.executemany("INSERT INTO participant VALUES (?, ?)", [(number, carrier.no) for carrier in new])
            added = {"round": round_id, "carriers": [carrier.uscc for carrier in new]}
            journal.append(store, "round.enrolled", added, actor=actor, now=now)
    return new


def withdraw(store: Store, round_id: str, carrier: Carrier, *, actor: str, now: datetime) -> bool:
    """Take a carrier off the list of participants again; False where it is not on it.

    Raises Refusal where something of it is kept in the round: a return, or whatever else hangs on its place in the list.
    """
    with store.writing() as db:
        number = find(store, round_id).no
        if not _takes_part(store, number, carrier.no):
            return False
        for table in _naming(store, "participant"):
            if store.row(f"SELECT 1 FROM {table} WHERE round_no = ? AND carrier_no = ?", (number, carrier.no)):
                code = "store.has_return" if table == "return" else "store.has_marks"
                raise Refusal(code, carrier=carrier.name)
        db.execute("DELETE FROM participant WHERE round_no = ? AND carrier_no = ?", (number, carrier.no))
        gone = {"round": round_id, "carriers": [carrier.uscc]}
        journal.append(store, "round.withdrawn", gone, actor=actor, now=now)
    return True


def _naming(store: Store, table: str) -> tuple[str, ...]:
    """The tables whose rows name one of this table, the returns first."""
    sql = """
        SELECT DISTINCT made.name FROM sqlite_master AS made, pragma_foreign_key_list(made.name) AS hung
        WHERE made.type = 'table' AND hung."table" = ? ORDER BY made.name <> 'return', made.name"""
    return tuple(str(row[0]) for row in store.rows(sql, (table,)))


def _takes_part(store: Store, number: int, carrier_no: int) -> bool:
    """A look-up, however long the list is."""
    return store.row("SELECT 1 FROM participant WHERE round_no = ? AND carrier_no = ?", (number, carrier_no)) is not None


def participant(store: Store, round_id: str, uscc: str) -> Carrier | None:
    """One participant by 统一社会信用代码; a look-up, however long the list is."""
    sql = """
        SELECT carrier.no, carrier.id, uscc, name FROM carrier
        JOIN participant ON carrier_no = carrier.no JOIN round ON round.no = round_no WHERE uscc = ? AND round.id = ?"""
    row = store.row(sql, (uscc, round_id))
    return Carrier(*row) if row else None


def participants(store: Store, round_id: str) -> tuple[Carrier, ...]:
    """In the order of the carriers' registration."""
    sql = """
        SELECT carrier.no, carrier.id, uscc, name FROM participant
        JOIN carrier ON carrier.no = carrier_no JOIN round ON round.no = round_no WHERE round.id = ? ORDER BY carrier.no"""
    return tuple(Carrier(*row) for row in store.rows(sql, (round_id,)))
