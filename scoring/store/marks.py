"""Reviewers' marks (评分): one per reviewer, carrier and measure. Append-only; a re-mark stands beside the first and counts.

Of a reviewer who may not judge a carrier (回避) no mark is taken; one given before stands in the store and does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from scoring.errors import Refusal
from scoring.store import journal, moments, recusals
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participants
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Mark:
    """``value`` is None for a mark that was withdrawn: 未评审, which is not 0.

    ``file`` is the hash of the marking sheet it came on and ``place`` its cell there; empty for one given on the screen.
    """

    id: str
    carrier_no: int
    uscc: str
    measure: str
    reviewer: str
    value: Decimal | None
    comment: str
    actor: str
    at: datetime
    supersedes: str | None
    file: str = ""
    place: str = ""


def mark(
    store: Store,
    *,
    round_id: str,
    uscc: str,
    measure: str,
    reviewer: str,
    value: Decimal | None,
    comment: str = "",
    file: str = "",
    place: str = "",
    actor: str,
    now: datetime,
) -> Mark:
    """Write a mark. The same mark again changes nothing.

    Raises Refusal for a carrier that does not take part, or that the reviewer may not judge (a mark may still be withdrawn).
    """
    with store.writing() as db:
        there = find_round(store, round_id)
        number = next((carrier.no for carrier in participants(store, round_id) if carrier.uscc == uscc), None)
        if number is None:
            raise Refusal("store.not_a_participant", uscc=uscc, round=there.title)
        barred = recusals.of_round(store, round_id).get((number, reviewer))
        if barred is not None and value is not None:
            raise Refusal("store.recused", reviewer=reviewer, relation=barred.relation)
        before = next((one for one in history(store, round_id, number, measure, reviewer)), None)
        if before is not None and (before.value, before.comment) == (value, comment):
            return before
        text = None if value is None else format(value, "f")
        supersedes = before.id if before else None
        row = (store.ids(now), measure, reviewer, text, comment, actor, moments.written(now), supersedes, file, place)
        entry = journal.append(store, "review.marked", payload(round_id, uscc, row), actor=actor, now=now)
        names = (
            "round_no, carrier_no, id, measure, reviewer, value, comment, actor, at, supersedes, file, place, replica, sequence"
        )
        values = (there.no, number, *row, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO mark ({names}) VALUES ({marks(names)})", values)
        return history(store, round_id, number, measure, reviewer)[0]


def payload(round_id: str, uscc: str, row: tuple[str | None, ...]) -> dict[str, object]:
    """What the journal covers: every column; of where it came from only what there is, as marks had none of it once."""
    names = ("mark", "measure", "reviewer", "value", "comment", "actor", "at", "supersedes", "file", "place")
    told = {name: each for name, each in zip(names, row, strict=True) if each or name not in ("file", "place")}
    return {"round": round_id, "carrier": uscc, **told}


_COLUMNS = "mark.id, carrier_no, uscc, measure, reviewer, value, comment, actor, at, supersedes, file, place"
_SELECT = f"""
    SELECT {_COLUMNS}, mark.replica, mark.sequence
    FROM mark JOIN carrier ON carrier.no = carrier_no JOIN round ON round.no = round_no"""


def of_round(store: Store, round_id: str, until: Until = NOW) -> tuple[Mark, ...]:
    """The marks that count: of each reviewer, carrier and measure the latest, up to a state of the past."""
    return _counting(store, round_id, latest_of_round(store, round_id, until), until)


def of_carrier(store: Store, round_id: str, carrier_no: int, until: Until = NOW) -> tuple[Mark, ...]:
    """The marks of one carrier that count."""
    rows = store.rows(f"{_SELECT} WHERE round.id = ? AND carrier_no = ? ORDER BY mark.no", (round_id, carrier_no))
    return _counting(store, round_id, _latest(rows, until), until)


def latest_of_round(store: Store, round_id: str, until: Until = NOW) -> tuple[Mark, ...]:
    """The latest mark of each reviewer, carrier and measure, also those that do not count (回避)."""
    return _latest(store.rows(f"{_SELECT} WHERE round.id = ? ORDER BY mark.no", (round_id,)), until)


def history(store: Store, round_id: str, carrier_no: int, measure: str, reviewer: str) -> tuple[Mark, ...]:
    """Every mark a reviewer gave a carrier for a measure, the latest first."""
    where = "WHERE round.id = ? AND carrier_no = ? AND measure = ? AND reviewer = ? ORDER BY mark.no DESC"
    rows = store.rows(f"{_SELECT} {where}", (round_id, carrier_no, measure, reviewer))
    return tuple(_mark(tuple(row[:-2])) for row in rows)


def ever_given(store: Store, round_id: str, carrier_no: int, measure: str, until: Until = NOW) -> tuple[Mark, ...]:
    """Every mark a carrier got for a measure up to a state of the past, also those replaced, withdrawn or set aside; the first one first."""
    where = "WHERE round.id = ? AND carrier_no = ? AND measure = ? ORDER BY mark.no"
    rows = store.rows(f"{_SELECT} {where}", (round_id, carrier_no, measure))
    return tuple(_mark(tuple(row)) for *row, replica, sequence in rows if until.includes(replica, sequence))


def given(store: Store, round_id: str) -> tuple[tuple[int, str, str], ...]:
    """(Carrier, measure, reviewer) of every mark that stands, also those that do not count: a count of many needs no more."""
    sql = """
        SELECT carrier_no, measure, reviewer, value FROM mark JOIN round ON round.no = round_no WHERE round.id = ?
        ORDER BY mark.no"""
    latest = {(number, measure, reviewer): value for number, measure, reviewer, value in store.rows(sql, (round_id,))}
    return tuple(slot for slot, value in latest.items() if value is not None)


def of_file(store: Store, round_id: str, file: str) -> tuple[Mark, ...]:
    """Every mark that came on a marking sheet."""
    rows = store.rows(f"{_SELECT} WHERE round.id = ? AND file = ? ORDER BY mark.no", (round_id, file))
    return tuple(_mark(tuple(row[:-2])) for row in rows)


def _counting(store: Store, round_id: str, latest: tuple[Mark, ...], until: Until) -> tuple[Mark, ...]:
    barred = recusals.of_round(store, round_id, until) if latest else {}
    return tuple(one for one in latest if (one.carrier_no, one.reviewer) not in barred)


def _latest(rows: Iterator[tuple[Any, ...]], until: Until) -> tuple[Mark, ...]:
    latest: dict[tuple[int, str, str], Mark] = {}
    for *row, replica, sequence in rows:
        if until.includes(replica, sequence):
            one = _mark(tuple(row))
            latest[one.carrier_no, one.measure, one.reviewer] = one
    return tuple(latest.values())


def _mark(row: tuple[Any, ...]) -> Mark:
    made, number, uscc, measure, reviewer, value, comment, actor, at, before, file, place = row
    worth = None if value is None else Decimal(value)
    return Mark(made, number, uscc, measure, reviewer, worth, comment, actor, moments.read(at), before, file, place)


def by_carrier(marks_of: tuple[Mark, ...]) -> Mapping[int, Mapping[str, tuple[Decimal, ...]]]:
    """Carrier → measure → the marks that count, as the engine wants them."""
    found: dict[int, dict[str, tuple[Decimal, ...]]] = {}
    for one in marks_of:
        if one.value is not None:
            measures = found.setdefault(one.carrier_no, {})
            measures[one.measure] = (*measures.get(one.measure, ()), one.value)
    return found


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every mark, made from the rows as they are now."""
    sql = """
        SELECT mark.replica, mark.sequence, round.id, uscc, mark.id, measure, reviewer, value, comment, actor, at, supersedes,
            file, place
        FROM mark JOIN carrier ON carrier.no = carrier_no JOIN round ON round.no = round_no"""
    for replica, sequence, round_id, uscc, *row in store.rows(sql):
        yield replica, sequence, payload(round_id, uscc, tuple(row))
