"""The journal looked through: which entries somebody wants to see, newest first, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from scoring.store import moments
from scoring.store.connection import Store
from scoring.store.journal import COLUMNS, Entry, entry_of

TOKEN = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Z]{18}")
"""What a payload names things by: hashes, our ids, and 统一社会信用代码 (or what stands in its place)."""

MOST_NAMES = 24
"""So many names are looked for one by one."""

Position: TypeAlias = tuple[str, str, int]
"""Moment, replica and sequence of an entry: what they are ordered by, the newest first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word somebody looks for: in the person or the payload as it is written, or by what it is the name of.

    ``names`` are hashes, ids and codes, ``keys`` the keys of a form's fields, ``verbs`` kinds of actions.
    """

    text: str
    names: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries. What is left empty does not matter; ``until`` is the first moment that is too late.

    ``names``: an entry must name one of these hashes, ids or codes.
    """

    actors: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An entry with its payload's canonical text; None where it was blanked."""

    entry: Entry
    payload: str | None

    @property
    def position(self) -> Position:
        return (moments.written(self.entry.at), self.entry.replica, self.entry.sequence)


def page(store: Store, wanted: Wanted, *, after: Position | None = None, most: int) -> tuple[Written, ...]:
    """At most so many entries, the newest first, behind those up to ``after``."""
    query = _query(store, wanted)
    if after is not None:
        query.add("(at, journal.replica, journal.sequence) < (?, ?, ?)", *after)
    found = f"SELECT journal.rowid AS found {query.sql} {ORDER} LIMIT ?"  # whole rows only of those that are wanted
    columns = ", ".join(f"journal.{name}" for name in COLUMNS.split(", "))
    sql = f"SELECT {columns}, text FROM ({found}) JOIN journal ON journal.rowid = found LEFT {PAYLOAD} {ORDER}"
    return tuple(Written(entry_of(tuple(row)), text) for *row, text in store.rows(sql, [*query.values, most]))


PAYLOAD = "JOIN journal_payload ON (journal_payload.replica, journal_payload.sequence) = (journal.replica, journal.sequence)"
ORDER = "ORDER BY at DESC, journal.replica DESC, journal.sequence DESC"


def count(store: Store, wanted: Wanted) -> int:
    """How many there are."""
    query = _query(store, wanted)
    row = store.row(f"SELECT count(*) {query.sql}", query.values)
    return row[0] if row else 0


def actors(store: Store) -> tuple[str, ...]:
    """Everybody who is named in the journal."""
    return tuple(row[0] for row in store.rows("SELECT DISTINCT actor FROM journal ORDER BY actor"))


def verbs(store: Store) -> tuple[str, ...]:
    """Every kind of action that was done."""
    return tuple(row[0] for row in store.rows("SELECT DISTINCT verb FROM journal ORDER BY verb"))


@dataclass(slots=True)
class _Query:
    parts: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, part: str, *values: object) -> None:
        self.parts.append(part)
        self.values += values

    def among(self, column: str, values: Sequence[str]) -> None:
        if values:
            self.add(f"{column} IN ({', '.join('?' for _ in values)})", *values)

    @property
    def sql(self) -> str:
        """Payloads are looked into only where something is looked for in them."""
        where = f" WHERE {' AND '.join(self.parts)}" if self.parts else ""
        return f"FROM journal {f'LEFT {PAYLOAD}' if 'text' in where else ''}{where}"


def _query(store: Store, wanted: Wanted) -> _Query:
    groups = [wanted.names, *(word.names for word in wanted.words)]
    store.db.conn.create_function("names_any", 2, lambda text, group: _names_any(text, groups[group]), deterministic=True)
    query = _Query()
    query.among("actor", wanted.actors)
    query.among("verb", wanted.verbs)
    if wanted.since is not None:
        query.add("at >= ?", moments.written(wanted.since))
    if wanted.until is not None:
        query.add("at < ?", moments.written(wanted.until))
    if wanted.names:
        query.add(*_named(wanted.names, 0))
    for group, word in enumerate(wanted.words, start=1):
        either = _Query()
        for part, *values in _ways(word, group):
            either.add(str(part), *values)
        query.add(f"({' OR '.join(either.parts)})", *either.values)
    return query


def _ways(word: Word, group: int) -> Iterator[tuple[object, ...]]:
    """Everything that makes an entry one with this word in it."""
    yield "instr(lower(actor), lower(?))", word.text
    yield "instr(lower(coalesce(text, '')), lower(?))", word.text
    for verb in word.verbs:
        yield "verb = ?", verb
    for key in word.keys:
        yield "instr(coalesce(text, ''), ?)", f'"{key}"'
    if word.names:
        yield _named(word.names, group)


def _named(names: frozenset[str], group: int) -> tuple[str, ...]:
    """One of few names is looked for by SQLite itself; of many, each payload is read once, however many there are."""
    if len(names) > MOST_NAMES:
        return (f"names_any(text, {group})",)
    return (f"({' OR '.join('instr(text, ?)' for _ in names)})", *(f'"{name}"' for name in sorted(names)))


def _names_any(text: str | None, names: frozenset[str]) -> bool:
    """One pass over a payload, however many names there are."""
    return text is not None and any(token in names for token in TOKEN.findall(text))
