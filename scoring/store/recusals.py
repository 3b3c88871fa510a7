"""Recusals (回避): which reviewer may not judge which carrier, and why. Append-only; the latest counts, one without a relation withdraws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.errors import Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Recusal:
    """``relation`` says what binds the two (关系)."""

    id: str
    carrier_no: int
    uscc: str
    reviewer: str
    relation: str
    actor: str
    at: datetime
    supersedes: str | None


def recuse(store: Store, *, round_id: str, uscc: str, reviewer: str, relation: str, actor: str, now: datetime) -> Recusal | None:
    """Write a recusal, or withdraw it (no ``relation``). As it stands already changes nothing; None where there is none.

    Raises Refusal for a carrier that does not take part.
    """
    with store.writing() as db:
        there, carrier = find_round(store, round_id), participant(store, round_id, uscc)
        if carrier is None:
            raise Refusal("store.not_a_participant", uscc=uscc, round=there.title)
        before = _latest(store, round_id, NOW).get((carrier.no, reviewer))
        if (before.relation if before else "") == relation:
            return before if relation else None
        row = (store.ids(now), reviewer, relation, actor, moments.written(now), before.id if before else None)
        entry = journal.append(store, "review.recused", payload(round_id, uscc, row), actor=actor, now=now)
        names = "round_no, carrier_no, id, reviewer, relation, actor, at, supersedes, replica, sequence"
        values = (there.no, carrier.no, *row, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO recusal ({names}) VALUES ({marks(names)})", values)
    return of_round(store, round_id).get((carrier.no, reviewer))


def payload(round_id: str, uscc: str, row: tuple[str | None, ...]) -> dict[str, object]:
    """What the journal covers: every column."""
    names = ("recusal", "reviewer", "relation", "actor", "at", "supersedes")
    return {"round": round_id, "carrier": uscc, **dict(zip(names, row, strict=True))}


_SELECT = """
    SELECT recusal.id, carrier_no, uscc, reviewer, relation, actor, at, supersedes, recusal.replica, recusal.sequence
    FROM recusal JOIN carrier ON carrier.no = carrier_no JOIN round ON round.no = round_no"""


def of_round(store: Store, round_id: str, until: Until = NOW) -> Mapping[tuple[int, str], Recusal]:
    """(Carrier, reviewer) → the recusal that holds, up to a state of the past."""
    return {key: one for key, one in _latest(store, round_id, until).items() if one.relation}


def _latest(store: Store, round_id: str, until: Until) -> dict[tuple[int, str], Recusal]:
    found: dict[tuple[int, str], Recusal] = {}
    for *row, replica, sequence in store.rows(f"{_SELECT} WHERE round.id = ? ORDER BY recusal.no", (round_id,)):
        if until.includes(replica, sequence):
            one = _recusal(tuple(row))
            found[one.carrier_no, one.reviewer] = one
    return found


def _recusal(row: tuple[Any, ...]) -> Recusal:
    made, number, uscc, reviewer, relation, actor, at, before = row
    return Recusal(made, number, uscc, reviewer, relation, actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    sql = """
        SELECT recusal.replica, recusal.sequence, round.id, uscc, recusal.id, reviewer, relation, actor, at, supersedes
        FROM recusal JOIN carrier ON carrier.no = carrier_no JOIN round ON round.no = round_no"""
    for replica, sequence, round_id, uscc, *row in store.rows(sql):
        yield replica, sequence, payload(round_id, uscc, tuple(row))
