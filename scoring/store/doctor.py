"""Proves that a workspace is sound: one pass over everything that must agree. No finding = sound. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from scoring.definitions.canonical import canonical, sha256
from scoring.errors import Refusal
from scoring.findings import Finding, Level
from scoring.places import Place
from scoring.store import (
    amendments,
    calendar_years,
    certificates,
    decisions,
    definitions,
    drafts,
    earlier,
    effective,
    entries,
    explanations,
    handling,
    journal,
    marks,
    migrations,
    paper_words,
    papers,
    pots,
    recusals,
    returns,
    reviewers,
    runs,
    settlements,
    signing_keys,
    support_results,
    truth,
)
from scoring.store.connection import Store

Examination: TypeAlias = Callable[[Store], Iterator[Finding]]


def examine(store: Store) -> tuple[Finding, ...]:
    """Every fault that was found (codes ``store.doctor.*``).

    Returns are read only where all bytes have their hashes, and effective rows are compared only where the truth they are
    made of is sound. Raises nothing for a damaged file: that is a finding.
    """
    found: list[Finding] = []
    try:
        with store.reading():
            for stage in STAGES:
                found += (finding for examination in stage for finding in examination(store))
                if found:
                    break
    except Refusal as refusal:
        found.append(_finding(store, "unreadable", reason=refusal.said))
    return tuple(found)


def _finding(store: Store, code: str, **facts: object) -> Finding:
    return Finding(f"store.doctor.{code}", Level.ERROR, (Place(store.path.name),), facts)


def pages(store: Store) -> Iterator[Finding]:
    """The file itself, as SQLite sees it."""
    for (word,) in store.rows("PRAGMA integrity_check(10)"):
        if word != "ok":
            yield _finding(store, "pages", detail=word)


def references(store: Store) -> Iterator[Finding]:
    """Rows that point at nothing."""
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield _finding(store, "reference", table=table, row=row or 0, parent=parent)


def schema(store: Store) -> Iterator[Finding]:
    """Tables and the triggers that protect them: none missing, none changed, none come from elsewhere."""
    due, found = migrations.due_schema(), migrations.schema(store.db)
    for name in sorted({*due, *found}):
        if due.get(name) != found.get(name):
            yield _finding(store, "schema", name=name)


def chains(store: Store) -> Iterator[Finding]:
    """The journal's chains."""
    for broken in journal.verify(store):
        yield _finding(store, f"journal_{broken.what}", replica=broken.replica, sequence=broken.sequence)


def bytes_and_hashes(store: Store) -> Iterator[Finding]:
    """Everything that is kept by its hash still has it."""
    for what, sql in HASHED:
        for key, kept, due in store.rows(sql):
            if sha256(kept) != due:
                yield _finding(store, "hash", what=what, key=key)
    for what, sql in PACKED:
        for key, blob, due in store.rows(sql):
            text = truth.plain(blob)
            if text is None or sha256(text) != due:
                yield _finding(store, "hash", what=what, key=key)


HASHED = (
    ("definition", "SELECT hash, text, hash FROM definition"),
    ("draft", "SELECT id, text, base FROM draft"),
    ("file", "SELECT sha256, bytes, sha256 FROM file"),
    ("run", "SELECT id, receipt, receipt_sha256 FROM run"),
    ("paper", "SELECT sha256, bytes, sha256 FROM paper"),
)
PACKED = (
    ("return_table", "SELECT return_id || ' ' || table_key, zlib, sha256 FROM return_table"),
    ("run", "SELECT id, results_zlib, results_sha256 FROM run"),
    ("entry", "SELECT id, zlib, sha256 FROM entry"),
    ("entry_edit", "SELECT entry_id || ' ' || number, zlib, sha256 FROM entry_edit"),
    ("support_result", "SELECT id, zlib, sha256 FROM support_result"),
)


def whole_returns(store: Store) -> Iterator[Finding]:
    """Every return has its address, its file and each table of its form."""
    tables = {form_hash: sorted(table.key for table in form.tables) for form_hash, form in definitions.forms(store)}
    sql = """
        SELECT return.id, round.id, uscc, file, return.form_hash, EXISTS (SELECT 1 FROM file WHERE sha256 = file)
        FROM return JOIN round ON round.no = round_no JOIN carrier ON carrier.no = carrier_no"""
    for made, round_id, uscc, file, form, has_file in store.rows(sql):
        if made != returns.return_id(round_id=round_id, uscc=uscc, file=file, form=form):
            yield _finding(store, "address", key=made)
        found = [row[0] for row in store.rows("SELECT table_key FROM return_table WHERE return_id = ? ORDER BY 1", (made,))]
        if found != tables.get(form) or not has_file:
            yield _finding(store, "half_return", key=made)


def whole_entries(store: Store) -> Iterator[Finding]:
    """Every edit of an entry follows the one before it."""
    for made in entries.unsound(store):
        yield _finding(store, "entry", key=made)


VERBS = (
    "definition.adopted",
    *drafts.VERBS,
    "return.saved",
    "return.amended",
    "finding.explained",
    "return.handled",
    "review.marked",
    "review.recused",
    "review.reviewer",
    "run.sealed",
    "paper.issued",
    "entry.begun",
    "entry.edited",
    "entry.finished",
    "entry.dropped",
    "support.settled",
    *decisions.VERBS,
    calendar_years.VERB,
    *(f"key.{act.value}" for act in signing_keys.Act),
    "certificate.issued",
    "certificate.withdrawn",
    "past_result.recorded",
    "paper.worded",
    "support.pot",
    "support.decided",
)
"""The entries whose rows can be made into their payload again."""


def journalled(store: Store) -> Iterator[Finding]:
    """What is kept is what the journal says was written: no row changed, none gone, none come without an entry."""
    due: dict[tuple[str, int], str] = {}
    for room in (
        definitions,
        drafts,
        returns,
        amendments,
        explanations,
        handling,
        marks,
        recusals,
        reviewers,
        runs,
        papers,
        entries,
        settlements,
        decisions,
        calendar_years,
        signing_keys,
        certificates,
        earlier,
        paper_words,
        pots,
        support_results,
    ):
        due |= {(replica, sequence): sha256(canonical(payload)) for replica, sequence, payload in room.journalled(store)}
    sql = f"SELECT replica, sequence, payload_hash FROM journal WHERE verb IN ({', '.join('?' for _ in VERBS)})"
    written = {(replica, sequence): payload for replica, sequence, payload in store.rows(sql, VERBS)}
    for replica, sequence in sorted({*due, *written}):
        if due.get((replica, sequence)) != written.get((replica, sequence)):
            yield _finding(store, "not_as_journalled", replica=replica, sequence=sequence)


def effective_rows(store: Store) -> Iterator[Finding]:
    """The disposable rows are what the truth makes of them; if not, ``effective.rebuild`` heals them."""
    apart = effective.differences(store)
    if apart:
        yield _finding(store, "effective", rows=len(apart), table=apart[0].table)


STAGES: tuple[tuple[Examination, ...], ...] = (
    (pages,),
    (references, schema, chains, bytes_and_hashes, journalled),
    (whole_returns, whole_entries),
    (effective_rows,),
)
"""Each stage stands on the one before: the first that finds something is the last."""
