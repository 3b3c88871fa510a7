"""Drafts of definitions (草稿): the text each was begun from and every edit since. Append-only: undoing is an edit too.

What a change means is not known here; ``definitions.drafting`` makes a document of text and edits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scoring.definitions.canonical import Sha256, canonical, sha256
from scoring.errors import Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store
from scoring.store.definitions import Kind

VERBS = ("draft.begun", "draft.edited", "draft.settled")


class State(StrEnum):
    """Worked at; put away; adopted as it stood."""

    STANDING = "standing"
    DROPPED = "dropped"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Draft:
    """``base`` is the hash of ``text``, the canonical text it was begun from; ``source`` where that came from, as the user knows it.

    ``edits`` have been made so far, undone ones and undoings among them. ``definition`` is what became of an adopted one.
    """

    id: str
    kind: Kind
    base: Sha256
    text: str
    source: str
    actor: str
    at: datetime
    state: State
    definition: Sha256 | None
    edits: int
    changed_at: datetime
    last: str
    """The changes of the last edit, as they are kept: with their number they tell one state from another."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``undoes`` is the number of the edit that this one takes back; 0 for one of its own. ``words``: a sentence with its facts."""

    number: int
    changes: tuple[Mapping[str, Any], ...]
    words: Mapping[str, Any]
    undoes: int
    actor: str
    at: datetime


def begin(store: Store, *, kind: Kind, text: str, source: str, actor: str, now: datetime) -> Draft:
    """A new draft, begun from a canonical text."""
    made = store.ids(now)
    row = (made, kind.value, sha256(text), source, actor, moments.written(now))
    with store.writing() as db:
        entry = journal.append(store, "draft.begun", _begun(row), actor=actor, now=now)
        names = "id, kind, base, source, actor, at, text, replica, sequence"
        db.execute(f"INSERT INTO draft ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, text, entry.replica, entry.sequence))
    return find(store, made)


def _begun(row: tuple[str, ...]) -> dict[str, object]:
    return dict(zip(("draft", "kind", "base", "source", "actor", "at"), row, strict=True))


def keep(
    store: Store,
    draft: str,
    *,
    changes: Sequence[Mapping[str, object]],
    words: Mapping[str, object],
    undoes: int,
    actor: str,
    now: datetime,
) -> int:
    """One more edit; its number, from 1. Raises Refusal where the draft is no longer worked at."""
    with store.writing() as db:
        there = find(store, draft)
        if there.state is not State.STANDING:
            raise Refusal("drafts.not_standing", state=there.state.value)
        row = (draft, there.edits + 1, canonical(changes), canonical(words), undoes, actor, moments.written(now))
        entry = journal.append(store, "draft.edited", _edited(row), actor=actor, now=now)
        names = "draft, number, changes, words, undoes, actor, at, replica, sequence"
        db.execute(f"INSERT INTO draft_edit ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, entry.replica, entry.sequence))
    return there.edits + 1


def _edited(row: tuple[Any, ...]) -> dict[str, object]:
    draft, number, changes, words, undoes, actor, at = row
    told = {"changes": json.loads(changes), "words": json.loads(words), "undoes": undoes}
    return {"draft": draft, "number": number, **told, "actor": actor, "at": at}


def settle(store: Store, draft: str, state: State, *, definition: Sha256 | None = None, actor: str, now: datetime) -> Draft:
    """Put a draft away, take it up again, or say that it was adopted. As it stands already changes nothing."""
    with store.writing() as db:
        if find(store, draft).state is not state:
            row = (draft, state.value, definition, actor, moments.written(now))
            entry = journal.append(store, "draft.settled", _settled(row), actor=actor, now=now)
            names = "draft, state, definition, actor, at, replica, sequence"
            db.execute(f"INSERT INTO draft_state ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, entry.replica, entry.sequence))
    return find(store, draft)


def _settled(row: tuple[Any, ...]) -> dict[str, object]:
    return dict(zip(("draft", "state", "definition", "actor", "at"), row, strict=True))


_SELECT = """
    SELECT draft.id, kind, base, text, source, draft.actor, draft.at, coalesce(draft_state.state, 'standing'), definition,
        (SELECT coalesce(max(number), 0) FROM draft_edit WHERE draft_edit.draft = draft.id),
        (SELECT max(at) FROM draft_edit WHERE draft_edit.draft = draft.id),
        (SELECT changes FROM draft_edit WHERE draft_edit.draft = draft.id ORDER BY number DESC LIMIT 1)
    FROM draft LEFT JOIN draft_state
        ON draft_state.no = (SELECT max(no) FROM draft_state AS last WHERE last.draft = draft.id)"""


def find(store: Store, draft: str) -> Draft:
    """Raises Refusal for an id that nobody has."""
    row = store.row(f"{_SELECT} WHERE draft.id = ?", (draft,))
    if row is None:
        raise Refusal("drafts.no_such_draft", wanted=draft)
    return _draft(row)


def became(store: Store, draft: str) -> frozenset[Sha256]:
    """Every definition that a draft was adopted as, withdrawn ones too: they stay in the file."""
    sql = "SELECT definition FROM draft_state WHERE draft = ? AND definition IS NOT NULL"
    return frozenset(Sha256(made) for (made,) in store.rows(sql, (draft,)))


def withdrawn(store: Store) -> frozenset[Sha256]:
    """Definitions that drafts were adopted as, all of which was undone."""
    made = {Sha256(one) for (one,) in store.rows("SELECT definition FROM draft_state WHERE definition IS NOT NULL")}
    return frozenset(made - {one.definition for one in all_drafts(store) if one.state is State.ADOPTED})


def all_drafts(store: Store) -> tuple[Draft, ...]:
    """In whatever state, the youngest first."""
    return tuple(_draft(row) for row in store.rows(f"{_SELECT} ORDER BY draft.no DESC"))


def _draft(row: tuple[Any, ...]) -> Draft:
    made, kind, base, text, source, actor, at, state, definition, edits, last, changes = row
    changed = moments.read(last or at)
    return Draft(
        made, Kind(kind), base, text, source, actor, moments.read(at), State(state), definition, edits, changed, changes or ""
    )


def edits_of(store: Store, draft: str) -> tuple[Edit, ...]:
    """Every edit, the first first."""
    sql = "SELECT number, changes, words, undoes, actor, at FROM draft_edit WHERE draft = ? ORDER BY number"
    return tuple(
        Edit(number, tuple(json.loads(changes)), json.loads(words), undoes, actor, moments.read(at))
        for number, changes, words, undoes, actor, at in store.rows(sql, (draft,))
    )


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    for replica, sequence, *row in store.rows("SELECT replica, sequence, id, kind, base, source, actor, at FROM draft"):
        yield replica, sequence, _begun(tuple(row))
    names = "draft, number, changes, words, undoes, actor, at"
    for replica, sequence, *row in store.rows(f"SELECT replica, sequence, {names} FROM draft_edit"):
        yield replica, sequence, _edited(tuple(row))
    for replica, sequence, *row in store.rows("SELECT replica, sequence, draft, state, definition, actor, at FROM draft_state"):
        yield replica, sequence, _settled(tuple(row))
