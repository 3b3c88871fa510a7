"""What the district itself puts into its papers (公文): issuer, number, contacts, days. Append-only; the latest counts.

A word belongs to the whole workspace, to a round, to one kind of paper of a round, or to one carrier's paper of that kind.
An empty value withdraws it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scoring.errors import Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant


@dataclass(frozen=True, slots=True)
class Where:
    """Empty parts: for all. ``paper`` is a kind of paper, ``uscc`` a carrier's code."""

    word: str
    round_id: str = ""
    paper: str = ""
    uscc: str = ""


@dataclass(frozen=True, slots=True)
class PaperWord:
    id: str
    where: Where
    value: str
    actor: str
    at: datetime
    supersedes: str | None


def put(store: Store, where: Where, value: str, *, actor: str, now: datetime) -> PaperWord | None:
    """Write a word, or withdraw it (no ``value``). As it stands already changes nothing; None where there is none.

    Raises Refusal for a carrier that does not take part.
    """
    with store.writing() as db:
        there = find_round(store, where.round_id) if where.round_id else None
        carrier = participant(store, where.round_id, where.uscc) if where.uscc else None
        if where.uscc and carrier is None:
            raise Refusal("store.not_a_participant", uscc=where.uscc, round=there.title if there else "")
        before = latest(store).get(where)
        if (before.value if before else "") == value:
            return before if value else None
        made = (store.ids(now), where.paper, where.word, value, actor, moments.written(now), before.id if before else None)
        entry = journal.append(store, "paper.worded", payload(where.round_id, where.uscc, made), actor=actor, now=now)
        names = "round_no, carrier_no, id, paper, word, value, actor, at, supersedes, replica, sequence"
        row = (there.no if there else None, carrier.no if carrier else None, *made, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO paper_word ({names}) VALUES ({marks(names)})", row)
    return latest(store)[where] if value else None


def payload(round_id: str, uscc: str, row: tuple[str | None, ...]) -> dict[str, object]:
    """What the journal covers: every column."""
    names = ("id", "paper", "word", "value", "actor", "at", "supersedes")
    return {"round": round_id, "carrier": uscc, **dict(zip(names, row, strict=True))}


_SELECT = """
    SELECT paper_word.replica, paper_word.sequence, coalesce(round.id, ''), coalesce(uscc, ''),
        paper_word.id, paper, word, value, actor, at, supersedes
    FROM paper_word LEFT JOIN round ON round.no = round_no LEFT JOIN carrier ON carrier.no = carrier_no"""


def words(store: Store) -> dict[Where, str]:
    """What holds; nothing that was withdrawn."""
    return {where: one.value for where, one in latest(store).items() if one.value}


def latest(store: Store) -> dict[Where, PaperWord]:
    """The last of each, withdrawals too."""
    return {one.where: one for one in _all(store)}


def history(store: Store, where: Where) -> tuple[PaperWord, ...]:
    """Everything that was written there, the latest first."""
    return tuple(one for one in reversed(tuple(_all(store))) if one.where == where)


def _all(store: Store) -> Iterator[PaperWord]:
    for _, _, round_id, uscc, made, paper, word, value, actor, at, before in store.rows(f"{_SELECT} ORDER BY paper_word.no"):
        yield PaperWord(made, Where(word, round_id, paper, uscc), value, actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    for replica, sequence, round_id, uscc, *row in store.rows(_SELECT):
        yield replica, sequence, payload(round_id, uscc, tuple(row))
