"""Adopted definitions: the canonical text, kept by its hash and never changed. Adopting a form makes its effective tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.codec import read_canonical
from scoring.definitions.form import Form
from scoring.errors import Bug, Refusal
from scoring.store import effective_tables, journal, moments
from scoring.store.connection import Store
from scoring.store.truth import NOW, Until


class Kind(StrEnum):
    FORM = "form"
    RUBRIC = "rubric"
    CONDITIONS = "conditions"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Definition:
    """``hash`` is that of ``text``, the canonical text; ``source`` the file it came from, as the user knows it."""

    hash: Sha256
    kind: Kind
    key: str
    version: str
    text: str
    source: str


def adopt(store: Store, *, kind: Kind, key: str, version: str, text: str, source: str, actor: str, now: datetime) -> Sha256:
    """Keep a definition for good. The same text again changes nothing.

    Raises Refusal where another text was adopted under the same key and version: what a paper cites as version 1 stays version 1.
    """
    definition = Definition(sha256(text), kind, key, version, text, source)
    with store.writing() as db:
        if not is_adopted(store, definition.hash):
            if store.row("SELECT 1 FROM definition WHERE (kind, key, version) = (?, ?, ?)", (kind.value, key, version)):
                raise Refusal("store.version_taken", name=source, key=key, version=version)
            entry = journal.append(store, "definition.adopted", payload(definition), actor=actor, now=now)
            row = (definition.hash, kind.value, key, version, text, source, entry.replica, entry.sequence)
            db.execute("INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            if kind is Kind.FORM:
                effective_tables.make(db, form_of(text), definition.hash)
    return definition.hash


def payload(definition: Definition) -> dict[str, object]:
    """What the journal covers."""
    return {
        "definition": definition.hash,
        "kind": definition.kind.value,
        "key": definition.key,
        "version": definition.version,
        "source": definition.source,
    }


def is_adopted(store: Store, definition: Sha256) -> bool:
    return store.row("SELECT 1 FROM definition WHERE hash = ?", (definition,)) is not None


def load(store: Store, definition: Sha256) -> Definition:
    """Raises Bug for a hash that was never adopted."""
    row = store.row(f"{_SELECT} WHERE hash = ?", (definition,))
    if row is None:
        raise Bug(f"definition {definition} was never adopted")
    return _definition(row)


def adopted(store: Store, until: Until = NOW) -> Iterator[Definition]:
    """All of them, in the order of adoption; ``until``: those that were adopted by then."""
    for replica, sequence, *row in store.rows(f"{_SELECT.replace('SELECT', 'SELECT replica, sequence,')} ORDER BY rowid"):
        if until.includes(replica, sequence):
            yield _definition(tuple(row))


def adoptions(store: Store) -> Mapping[str, tuple[str, datetime]]:
    """Hash → who adopted it, and when."""
    sql = "SELECT definition.hash, actor, at FROM definition JOIN journal USING (replica, sequence)"
    return {made: (actor, moments.read(at)) for made, actor, at in store.rows(sql)}


_SELECT = "SELECT hash, kind, key, version, text, source FROM definition"


def _definition(row: tuple[Any, ...]) -> Definition:
    return Definition(Sha256(row[0]), Kind(row[1]), *row[2:])


def form(store: Store, form_hash: Sha256) -> Form:
    """An adopted form, read."""
    return form_of(load(store, form_hash).text)


def forms(store: Store) -> tuple[tuple[Sha256, Form], ...]:
    """Every adopted form with its hash."""
    return tuple((found.hash, form_of(found.text)) for found in adopted(store) if found.kind is Kind.FORM)


@lru_cache(maxsize=16)
def form_of(text: str) -> Form:
    """Reading a form takes longer than saving a return; texts are immutable, so once is enough."""
    return read_canonical(text, Form)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every adoption, made from the rows as they are now."""
    for replica, sequence, *row in store.rows(_SELECT.replace("SELECT", "SELECT replica, sequence,")):
        yield replica, sequence, payload(_definition(tuple(row)))
