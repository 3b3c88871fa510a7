"""Issued papers: the bytes that went out, beside the run they say. The same bytes again change nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import Sha256, sha256
from scoring.errors import Bug, Refusal
from scoring.store import journal, moments
from scoring.store.carriers import find as find_carrier
from scoring.store.connection import Store, marks

REPORT = "grade-report"
"""The kind of the carriers' reports."""


@dataclass(frozen=True, slots=True)
class Paper:
    hash: Sha256
    run_id: str
    uscc: str
    """The carrier it is about; empty for a paper about the round."""
    kind: str
    version: str
    """Which version of it (反馈版, 内部版); empty where there is only one, or there was."""
    language: str
    issued_at: datetime
    issued_by: str
    decided: str = ""
    """The ids of the decisions it knew of, as canonical text; empty where there were none."""

    @property
    def decisions(self) -> frozenset[str]:
        """The acts it knew of: printed from these it is the same again."""
        return frozenset(json.loads(self.decided)) if self.decided else frozenset()


def issue(
    store: Store,
    *,
    run_id: str,
    uscc: str = "",
    kind: str,
    version: str = "",
    language: str,
    content: bytes,
    decided: str = "",
    actor: str,
    now: datetime,
) -> Paper:
    """Keep a paper for good; ``decided`` names the decisions it tells of."""
    key = sha256(content)
    with store.writing() as db:
        if find(store, key) is None:
            carrier = find_carrier(store, uscc)
            if uscc and carrier is None:
                raise Bug(f"a paper about the unknown carrier {uscc}")
            entry = journal.append(
                store, "paper.issued", payload(key, run_id, uscc, kind, version, language, decided), actor=actor, now=now
            )
            names = "sha256, run_id, carrier_no, kind, version, language, bytes, issued_at, issued_by, replica, sequence, decided"
            row = (key, run_id, carrier.no if carrier else None, kind, version, language, content, moments.written(now), actor)
            db.execute(f"INSERT INTO paper ({names}) VALUES ({marks(names)})", (*row, entry.replica, entry.sequence, decided))
        return load(store, key)


def payload(key: str, run_id: str, uscc: str, kind: str, version: str, language: str, decided: str) -> dict[str, object]:
    """What the journal covers. Without a version or decisions as it was before there were any: the chain over old papers holds."""
    covered: dict[str, object] = {"paper": key, "run": run_id, "carrier": uscc, "kind": kind, "language": language}
    later = {"version": version, "decided": decided}
    return covered | {name: value for name, value in later.items() if value}


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every issue, made from the rows as they are now."""
    sql = f"SELECT replica, sequence, {_FACTS} {_FROM}"
    for replica, sequence, *facts in store.rows(sql):
        yield replica, sequence, payload(*facts)


_FACTS = "sha256, run_id, coalesce(uscc, ''), kind, version, language, decided"
_FROM = "FROM paper LEFT JOIN carrier ON carrier.no = carrier_no"
_SELECT = f"SELECT {_FACTS}, issued_at, issued_by {_FROM}"


def find(store: Store, key: Sha256) -> Paper | None:
    row = store.row(f"{_SELECT} WHERE sha256 = ?", (key,))
    return _paper(row) if row else None


def load(store: Store, key: Sha256) -> Paper:
    """Raises Bug for a hash that is not there."""
    if (paper := find(store, key)) is None:
        raise Bug(f"no paper {key}")
    return paper


def count_of_run(store: Store, run_id: str, kind: str) -> int:
    """How many of a kind were issued of a run."""
    row = store.row("SELECT count(*) FROM paper WHERE run_id = ? AND kind = ?", (run_id, kind))
    return int(row[0]) if row else 0


def of_run(store: Store, run_id: str) -> tuple[Paper, ...]:
    """The oldest first."""
    return tuple(map(_paper, store.rows(f"{_SELECT} WHERE run_id = ? ORDER BY paper.no", (run_id,))))


def of_round(store: Store, round_id: str) -> tuple[Paper, ...]:
    """Those of every run of a round, the oldest first."""
    runs = "SELECT run.id FROM run JOIN round ON round.no = round_no WHERE round.id = ?"
    return tuple(map(_paper, store.rows(f"{_SELECT} WHERE run_id IN ({runs}) ORDER BY paper.no", (round_id,))))


def _paper(row: tuple[Any, ...]) -> Paper:
    key, run_id, uscc, kind, version, language, decided, at, by = row
    return Paper(key, run_id, uscc, kind, version, language, moments.read(at), by, decided)


def content(store: Store, key: Sha256) -> bytes:
    """The bytes as they went out. Raises Refusal where they no longer equal their hash."""
    row = store.row("SELECT bytes FROM paper WHERE sha256 = ?", (key,))
    if row is None:
        raise Bug(f"no paper {key}")
    if sha256(row[0]) != key:
        raise Refusal("store.damaged", name=store.path.name)
    return bytes(row[0])
