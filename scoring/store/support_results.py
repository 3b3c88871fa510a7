"""Support that was decided: the amounts of a round as they stood on that day, kept for good with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import Sha256, sha256
from scoring.errors import Bug
from scoring.store import journal, moments, truth
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round


@dataclass(frozen=True, slots=True)
class SupportResult:
    """``hash`` of its canonical text; ``basis`` what the decision rests on (依据)."""

    id: str
    run_id: str
    hash: Sha256
    basis: str
    actor: str
    at: datetime
    supersedes: str | None


def keep(store: Store, *, round_id: str, run_id: str, text: str, basis: str, actor: str, now: datetime) -> SupportResult:
    """Keep a result for good, beside the earlier ones. The same text on the same basis again changes nothing."""
    with store.writing() as db:
        before = latest(store, round_id)
        key = sha256(text)
        if before is not None and (before.hash, before.basis) == (key, basis):
            return before
        facts = (store.ids(now), run_id, key, basis, actor, moments.written(now), before.id if before else None)
        entry = journal.append(store, "support.decided", payload(round_id, facts), actor=actor, now=now)
        names = f"round_no, {COLUMNS}, zlib, replica, sequence"
        values = (find_round(store, round_id).no, *facts, truth.packed(text), entry.replica, entry.sequence)
        db.execute(f"INSERT INTO support_result ({names}) VALUES ({marks(names)})", values)
    return _result(facts)


COLUMNS = "id, run_id, sha256, basis, actor, at, supersedes"
_OWN = ", ".join(f"support_result.{name}" for name in COLUMNS.split(", "))
_FROM = "FROM support_result JOIN round ON round.no = support_result.round_no"


def payload(round_id: str, facts: Sequence[object]) -> dict[str, object]:
    """What the journal covers: the text by its hash."""
    names = ("result", "run", "sha256", "basis", "actor", "at", "supersedes")
    return {"round": round_id, **dict(zip(names, facts, strict=True))}


def of_round(store: Store, round_id: str) -> tuple[SupportResult, ...]:
    """The oldest first."""
    return tuple(map(_result, store.rows(f"SELECT {_OWN} {_FROM} WHERE round.id = ? ORDER BY support_result.no", (round_id,))))


def latest(store: Store, round_id: str) -> SupportResult | None:
    """The one that counts."""
    known = of_round(store, round_id)
    return known[-1] if known else None


def text_of(store: Store, made: str) -> str:
    """Its canonical text. Raises Refusal where it no longer equals its hash."""
    row = store.row("SELECT zlib, sha256 FROM support_result WHERE id = ?", (made,))
    if row is None:
        raise Bug(f"no support result {made}")
    return truth.unpacked(store, *row)


def _result(row: Sequence[Any]) -> SupportResult:
    made, run_id, key, basis, actor, at, before = row
    return SupportResult(made, run_id, key, basis, actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every decision, made from the rows as they are now."""
    sql = f"SELECT support_result.replica, support_result.sequence, round.id, {_OWN} {_FROM}"
    for replica, sequence, round_id, *facts in store.rows(sql):
        yield replica, sequence, payload(round_id, facts)
