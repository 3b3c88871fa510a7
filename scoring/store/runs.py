"""Runs (评分结果): deliberate, sealed, never changed. The receipt says from what; the results are all figures with their traces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import Sha256, sha256
from scoring.errors import Bug
from scoring.store import journal, moments, truth
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.truth import Packed


@dataclass(frozen=True, slots=True)
class Run:
    id: str
    round_id: str
    receipt: str
    """Canonical text."""
    receipt_hash: Sha256
    results_hash: Sha256
    sealed_at: datetime
    sealed_by: str


def seal(store: Store, *, round_id: str, receipt: str, results: str | Packed, actor: str, now: datetime) -> Run:
    """Keep a run for good. Both texts are canonical and are hashed as they stand."""
    kept = results if isinstance(results, Packed) else truth.packed_in_pieces([results])
    run = Run(store.ids(now), round_id, receipt, sha256(receipt), kept.hash, now, actor)
    with store.writing() as db:
        facts = payload(run.id, round_id, run.receipt_hash, run.results_hash)
        entry = journal.append(store, "run.sealed", facts, actor=actor, now=now)
        names = "id, round_no, receipt, receipt_sha256, results_zlib, results_sha256, sealed_at, sealed_by, replica, sequence"
        texts = (receipt, run.receipt_hash, kept.bytes, run.results_hash)
        row = (run.id, find_round(store, round_id).no, *texts, moments.written(now), actor, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO run ({names}) VALUES ({marks(names)})", row)
    return run


def payload(made: str, round_id: str, receipt: str, results: str) -> dict[str, object]:
    """What the journal covers: both by their hashes."""
    return {"run": made, "round": round_id, "receipt": receipt, "results": results}


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every sealing, made from the rows as they are now."""
    sql = """
        SELECT replica, sequence, run.id, round.id, receipt_sha256, results_sha256
        FROM run JOIN round ON round.no = round_no"""
    for replica, sequence, *facts in store.rows(sql):
        yield replica, sequence, payload(*facts)


_SELECT = """
    SELECT run.id, round.id, receipt, receipt_sha256, results_sha256, sealed_at, sealed_by
    FROM run JOIN round ON round.no = round_no"""


def load(store: Store, made: str) -> Run:
    """Raises Bug for an id that is not there."""
    row = store.row(f"{_SELECT} WHERE run.id = ?", (made,))
    if row is None:
        raise Bug(f"no run {made}")
    return _run(row)


def of_round(store: Store, round_id: str) -> tuple[Run, ...]:
    """The oldest first."""
    return tuple(map(_run, store.rows(f"{_SELECT} WHERE round.id = ? ORDER BY run.no", (round_id,))))


def _run(row: tuple[Any, ...]) -> Run:
    made, round_id, receipt, receipt_hash, results_hash, at, by = row
    return Run(made, round_id, receipt, receipt_hash, results_hash, moments.read(at), by)


def results(store: Store, made: str) -> str:
    """The results' canonical text. Raises Refusal where it no longer equals its hash."""
    row = store.row("SELECT results_zlib, results_sha256 FROM run WHERE id = ?", (made,))
    if row is None:
        raise Bug(f"no run {made}")
    return truth.unpacked(store, *row)


def results_in_pieces(store: Store, made: str) -> Iterator[str]:
    """The same text piece by piece, however long. Raises Refusal at its end where it no longer equals its hash."""
    row = store.row("SELECT results_zlib, results_sha256 FROM run WHERE id = ?", (made,))
    if row is None:
        raise Bug(f"no run {made}")
    return truth.unpacked_in_pieces(store, *row)
