"""Reviewers' marks (评分): one per reviewer, carrier and measure. Append-only; a re-mark stands beside the first and counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from scoring.errors import Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participants
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Mark:
    """``value`` is None for a mark that was withdrawn: 未评审, which is not 0."""

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


def mark(
    store: Store,
    *,
    round_id: str,
    uscc: str,
    measure: str,
    reviewer: str,
    value: Decimal | None,
    comment: str = "",
    actor: str,
    now: datetime,
) -> Mark:
    """Write a mark. The same mark again changes nothing. Raises Refusal for a carrier that does not take part."""
    with store.writing() as db:
        there = find_round(store, round_id)
        number = next((carrier.no for carrier in participants(store, round_id) if carrier.uscc == uscc), None)
        if number is None:
            raise Refusal("store.not_a_participant", uscc=uscc, round=there.title)
        before = next(
            (one for one in of_carrier(store, round_id, number) if (one.measure, one.reviewer) == (measure, reviewer)), None
        )
        if before is not None and (before.value, before.comment) == (value, comment):
            return before
        text = None if value is None else format(value, "f")
        supersedes = before.id if before else None
        row = (store.ids(now), measure, reviewer, text, comment, actor, moments.written(now), supersedes)
        entry = journal.append(store, "review.marked", payload(round_id, uscc, row), actor=actor, now=now)
        names = "round_no, carrier_no, id, measure, reviewer, value, comment, actor, at, supersedes, replica, sequence"
        values = (there.no, number, *row, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO mark ({names}) VALUES ({marks(names)})", values)
        return next(one for one in of_carrier(store, round_id, number) if one.id == row[0])


def payload(round_id: str, uscc: str, row: tuple[str | None, ...]) -> dict[str, object]:
    """What the journal covers: every column."""
    names = ("mark", "measure", "reviewer", "value", "comment", "actor", "at", "supersedes")
    return {"round": round_id, "carrier": uscc, **dict(zip(names, row, strict=True))}


_SELECT = """
    SELECT mark.id, carrier_no, uscc, measure, reviewer, value, comment, actor, at, supersedes, mark.replica, mark.sequence
    FROM mark JOIN carrier ON carrier.no = carrier_no JOIN round ON round.no = round_no"""


def of_round(store: Store, round_id: str, until: Until = NOW) -> tuple[Mark, ...]:
    """The marks that count: of each reviewer, carrier and measure the latest, up to a state of the past."""
    return _latest(store.rows(f"{_SELECT} WHERE round.id = ? ORDER BY mark.no", (round_id,)), until)


def of_carrier(store: Store, round_id: str, carrier_no: int, until: Until = NOW) -> tuple[Mark, ...]:
    """The marks of one carrier that count."""
    rows = store.rows(f"{_SELECT} WHERE round.id = ? AND carrier_no = ? ORDER BY mark.no", (round_id, carrier_no))
    return _latest(rows, until)


def _latest(rows: Iterator[tuple[Any, ...]], until: Until) -> tuple[Mark, ...]:
    latest: dict[tuple[int, str, str], Mark] = {}
    for *row, replica, sequence in rows:
        if until.includes(replica, sequence):
            one = _mark(tuple(row))
            latest[one.carrier_no, one.measure, one.reviewer] = one
    return tuple(latest.values())


def _mark(row: tuple[Any, ...]) -> Mark:
    made, number, uscc, measure, reviewer, value, comment, actor, at, before = row
    worth = None if value is None else Decimal(value)
    return Mark(made, number, uscc, measure, reviewer, worth, comment, actor, moments.read(at), before)


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
        SELECT mark.replica, mark.sequence, round.id, uscc, mark.id, measure, reviewer, value, comment, actor, at, supersedes
        FROM mark JOIN carrier ON carrier.no = carrier_no JOIN round ON round.no = round_no"""
    for replica, sequence, round_id, uscc, *row in store.rows(sql):
        yield replica, sequence, payload(round_id, uscc, tuple(row))
