"""Earlier results (往年结果): what a carrier came to in years that this workspace did not seal. Append-only; the latest counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from scoring.errors import Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant
from scoring.store.truth import NOW, Until


class Standing(StrEnum):
    """What is known of a year."""

    GRADED = "graded"
    UNGRADED = "ungraded"
    """It took part, or was only watched, and has no grade."""
    ABSENT = "absent"
    UNKNOWN = "unknown"
    """What was written down before is withdrawn."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What is to be written down. ``source``: the file or the paper it rests on; ``grade`` only where it is graded."""

    uscc: str
    year: int
    standing: Standing
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """One entry. ``supersedes`` is the id of the one it takes the place of."""

    id: str
    round_id: str
    stated: Stated
    actor: str
    at: datetime
    supersedes: str | None


def record(
    store: Store, *, round_id: str, rows: Sequence[Stated], beside: Sequence[str] = (), actor: str, now: datetime
) -> tuple[EarlierResult, ...]:
    """Write down what is new, all or none, in one entry of the journal; what stands already is passed over.

    ``beside``: other rounds whose entries count here as well. Raises Refusal for a carrier that does not take part.
    """
    with store.writing() as db:
        there = find_round(store, round_id)
        numbers = {uscc: _participant(store, round_id, uscc) for uscc in dict.fromkeys(one.uscc for one in rows)}
        before = latest(store, (round_id, *beside))
        new = [one for one in rows if _says_other(before.get((one.uscc, one.year)), one)]
        if not new:
            return ()
        made = []
        for one in new:
            known = before.get((one.uscc, one.year))
            made.append(EarlierResult(store.ids(now), round_id, one, actor, now, known.id if known else None))
        entry = journal.append(store, "past_result.recorded", payload(round_id, made), actor=actor, now=now)
        names = "round_no, carrier_no, id, year, standing, grade, source, actor, at, supersedes, replica, sequence"
        head = [(there.no, numbers[one.stated.uscc]) for one in made]
        values = [(*first, *_columns(one), entry.replica, entry.sequence) for first, one in zip(head, made, strict=True)]
        db.conn.executemany(f"INSERT INTO earlier_result ({names}) VALUES ({marks(names)})", values)
    return tuple(made)


def _participant(store: Store, round_id: str, uscc: str) -> int:
    found = participant(store, round_id, uscc)
    if found is None:
        raise Refusal("store.not_a_participant", uscc=uscc, round=find_round(store, round_id).title)
    return found.no


def _says_other(before: EarlierResult | None, stated: Stated) -> bool:
    """Withdrawing what is not there says nothing either."""
    return before.stated != stated if before is not None else stated.standing is not Standing.UNKNOWN


def _columns(one: EarlierResult) -> tuple[object, ...]:
    said = one.stated
    return (one.id, said.year, said.standing.value, said.grade, said.source, one.actor, moments.written(one.at), one.supersedes)


def payload(round_id: str, made: Sequence[EarlierResult]) -> dict[str, object]:
    """What the journal covers: every column of every row."""
    names = ("id", "year", "standing", "grade", "source", "actor", "at", "supersedes")
    rows = [{"carrier": one.stated.uscc, **dict(zip(names, _columns(one), strict=True))} for one in made]
    return {"round": round_id, "results": rows}


_SELECT = """
    SELECT round.id, uscc, earlier_result.id, year, standing, grade, source, actor, at, supersedes,
        earlier_result.replica, earlier_result.sequence
    FROM earlier_result JOIN round ON round.no = round_no JOIN carrier ON carrier.no = carrier_no"""


def latest(store: Store, round_ids: Sequence[str], until: Until = NOW) -> dict[tuple[str, int], EarlierResult]:
    """(统一社会信用代码, year) → the last that was written down in any of these rounds, withdrawals too."""
    sql = f"{_SELECT} WHERE round.id IN ({', '.join('?' for _ in round_ids)}) ORDER BY earlier_result.no"
    found = (
        _result(tuple(row)) for *row, replica, sequence in store.rows(sql, tuple(round_ids)) if until.includes(replica, sequence)
    )
    return {(one.stated.uscc, one.stated.year): one for one in found}


def by_id(store: Store, made: str) -> EarlierResult | None:
    """One entry, whether it still counts or not."""
    row = store.row(f"{_SELECT} WHERE earlier_result.id = ?", (made,))
    return _result(tuple(row[:-2])) if row else None


def _result(row: tuple[Any, ...]) -> EarlierResult:
    round_id, uscc, made, year, standing, grade, source, actor, at, before = row
    return EarlierResult(made, round_id, Stated(uscc, year, Standing(standing), grade, source), actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    sql = f"{_SELECT} ORDER BY earlier_result.replica, earlier_result.sequence, earlier_result.no"
    for (replica, sequence), rows in groupby(store.rows(sql), key=lambda row: (row[-2], row[-1])):
        made = [_result(tuple(row[:-2])) for row in rows]
        yield replica, sequence, payload(made[0].round_id, made)
