"""The results of a run as lines, one a carrier: disposable, made from the results' text and never instead of it.

A page shows the totals of thousands of carriers from here at once; whoever must be sure reads the text, which is hashed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from scoring.definitions.canonical import Sha256, canonical
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One carrier's figures as far as lists show them, and the hash of its whole part of the results' text."""

    uscc: str
    name: str
    figures: Mapping[str, Any]
    hash: Sha256


class Standing(NamedTuple):
    """Where one carrier stands; ``rank`` 0 without a grade."""

    scored: bool
    total: str
    grade: str
    rank: int
    of: int


def keep(store: Store, run_id: str, lines: Iterable[KeptLine]) -> None:
    """In the order of the results. Lines that are there already stay."""
    with store.writing() as db:
        (run_no,) = store.row("SELECT no FROM run WHERE id = ?", (run_id,)) or (None,)
        rows = ((run_no, at, one.uscc, one.name, canonical(one.figures), one.hash) for at, one in enumerate(lines, start=1))
        db.conn.executemany("INSERT OR IGNORE INTO run_line VALUES (?, ?, ?, ?, ?, ?)", rows)


def of_run(store: Store, run_id: str) -> Iterator[KeptLine]:
    """As they were kept; none where a run was sealed before there were lines."""
    sql = """
        SELECT uscc, name, figures, sha256 FROM run_line
        WHERE run_no = (SELECT no FROM run WHERE id = ?) ORDER BY number"""
    for uscc, name, figures, proof in store.rows(sql, (run_id,)):
        yield KeptLine(uscc, name, json.loads(figures), proof)


def standing(store: Store, run_id: str) -> Iterator[tuple[str, str, Standing]]:
    """Code, name and standing of everybody, without the figures that nobody asks for; none where there are no lines."""
    places = ", ".join(f"'$.{name}'" for name in Standing._fields)
    sql = f"""
        SELECT uscc, name, json_extract(figures, {places}) FROM run_line
        WHERE run_no = (SELECT no FROM run WHERE id = ?) ORDER BY number"""
    for uscc, name, found in store.rows(sql, (run_id,)):
        yield uscc, name, Standing(*json.loads(found))


def count(store: Store, run_id: str) -> int:
    """How many there are; 0 where a run was sealed before there were lines."""
    row = store.row("SELECT count(*) FROM run_line WHERE run_no = (SELECT no FROM run WHERE id = ?)", (run_id,))
    return int(row[0]) if row else 0


def hashes(store: Store, run_id: str) -> Mapping[str, Sha256]:
    """The hash of each carrier's results by 统一社会信用代码; none where there are no lines."""
    sql = "SELECT uscc, sha256 FROM run_line WHERE run_no = (SELECT no FROM run WHERE id = ?)"
    return dict(store.rows(sql, (run_id,)))
