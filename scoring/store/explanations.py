"""Explanations (说明): why a finding may stand. Append-only; the latest counts, one without text withdraws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from scoring.definitions.canonical import Sha256
from scoring.errors import Refusal
from scoring.store import journal, moments, returns
from scoring.store.connection import Store, marks
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Explanation:
    id: str
    return_id: Sha256
    finding: str
    """What the finding is about, as canonical text: the same on a corrected return."""
    text: str
    """Empty: withdrawn."""
    actor: str
    at: datetime
    supersedes: str | None
    """The earlier explanation of the same finding."""


def explain(store: Store, made: Sha256, texts: Mapping[str, str], *, actor: str, now: datetime) -> tuple[Explanation, ...]:
    """Explain findings of a current return (finding → text, empty to withdraw), all or none.

    What is explained so already is left out. Raises Refusal for a return that no longer counts.
    """
    with store.writing() as db:
        known = returns.load(store, made)
        if not known.current:
            raise Refusal("store.superseded", document=known.document)
        latest = of_return(store, made)
        written = tuple(
            Explanation(store.ids(now), made, finding, text, actor, now, latest[finding].id if finding in latest else None)
            for finding, text in texts.items()
            if text != (latest[finding].text if finding in latest else "")
        )
        if written:
            rows = [_row(one) for one in written]
            entry = journal.append(store, "finding.explained", payload(rows), actor=actor, now=now)
            names = f"{_COLUMNS}, replica, sequence"
            filled = [(*row, entry.replica, entry.sequence) for row in rows]
            db.conn.executemany(f"INSERT INTO explanation ({names}) VALUES ({marks(names)})", filled)
    return written


_COLUMNS = "id, return_id, finding, text, actor, at, supersedes"


def _row(one: Explanation) -> tuple[str | None, ...]:
    """In the order of ``_COLUMNS``."""
    return (one.id, one.return_id, one.finding, one.text, one.actor, moments.written(one.at), one.supersedes)


def payload(rows: list[tuple[str | None, ...]]) -> dict[str, object]:
    """What the journal covers of explanations written together: every column."""
    names = _COLUMNS.split(", ")
    return {"explanations": [dict(zip(names, row, strict=True)) for row in rows]}


def of_return(store: Store, made: Sha256, until: Until = NOW) -> Mapping[str, Explanation]:
    """Finding → its latest explanation, withdrawn ones too, up to a state of the past."""
    rows = store.rows(f"SELECT replica, sequence, {_COLUMNS} FROM explanation WHERE return_id = ? ORDER BY no", (made,))
    known = (_explanation(tuple(row)) for replica, sequence, *row in rows if until.includes(replica, sequence))
    return {one.finding: one for one in known}


def _explanation(row: tuple[Any, ...]) -> Explanation:
    made, whose, finding, text, actor, at, before = row
    return Explanation(made, whose, finding, text, actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry that wrote explanations, made from the rows as they are now."""
    rows = store.rows(f"SELECT replica, sequence, {_COLUMNS} FROM explanation ORDER BY replica, sequence, no")
    for (replica, sequence), together in groupby(rows, key=itemgetter(0, 1)):
        yield replica, sequence, payload([tuple(row[2:]) for row in together])
