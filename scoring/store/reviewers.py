"""Reviewers (评审专家) of a round: who was put on the panel. Append-only; the latest counts, one who was taken off stands as such."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round


def put(store: Store, *, round_id: str, reviewer: str, present: bool, actor: str, now: datetime) -> bool:
    """Put a reviewer on the panel of a round, or take one off; whether that changed anything."""
    with store.writing() as db:
        there = find_round(store, round_id)
        if (reviewer in of_round(store, round_id)) == present:
            return False
        row = (store.ids(now), reviewer, int(present), actor, moments.written(now))
        entry = journal.append(store, "review.reviewer", payload(round_id, row), actor=actor, now=now)
        names = "round_no, id, reviewer, present, actor, at, replica, sequence"
        values = (there.no, *row, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO reviewer ({names}) VALUES ({marks(names)})", values)
        return True


def payload(round_id: str, row: tuple[object, ...]) -> dict[str, object]:
    """What the journal covers: every column."""
    return {"round": round_id, **dict(zip(("entry", "reviewer", "present", "actor", "at"), row, strict=True))}


def of_round(store: Store, round_id: str) -> tuple[str, ...]:
    """The panel, in the order in which they came on it."""
    sql = "SELECT reviewer, present FROM reviewer JOIN round ON round.no = round_no WHERE round.id = ? ORDER BY reviewer.no"
    present: dict[str, bool] = {}
    for reviewer, there in store.rows(sql, (round_id,)):
        present[reviewer] = bool(there)
    return tuple(reviewer for reviewer, there in present.items() if there)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    sql = """
        SELECT reviewer.replica, reviewer.sequence, round.id, reviewer.id, reviewer, present, actor, at
        FROM reviewer JOIN round ON round.no = round_no"""
    for replica, sequence, round_id, *row in store.rows(sql):
        yield replica, sequence, payload(round_id, tuple(row))
