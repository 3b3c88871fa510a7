"""Carriers (载体), known by their 统一社会信用代码. The name is that of today; returns keep the one they came with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.store import journal
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class Carrier:
    no: int
    """Local to this file: the key of effective rows, never written into anything that leaves it."""
    id: str
    uscc: str
    name: str


def register(store: Store, *, uscc: str, name: str, actor: str, now: datetime) -> Carrier:
    """A carrier; one that is known is renamed if its name changed, else nothing happens."""
    with store.writing():
        known = find(store, uscc)
        if known is None:
            _add(store, uscc=uscc, name=name, actor=actor, now=now)
        elif known.name != name:
            _rename(store, known, name=name, actor=actor, now=now)
        carrier = find(store, uscc)
        assert carrier is not None
        return carrier


def _add(store: Store, *, uscc: str, name: str, actor: str, now: datetime) -> None:
    carrier = store.ids(now)
    with store.writing() as db:
        db.execute("INSERT INTO carrier (id, uscc, name) VALUES (?, ?, ?)", (carrier, uscc, name))
        journal.append(store, "carrier.registered", {"carrier": carrier, "uscc": uscc, "name": name}, actor=actor, now=now)


def _rename(store: Store, known: Carrier, *, name: str, actor: str, now: datetime) -> None:
    with store.writing() as db:
        db.execute("UPDATE carrier SET name = ? WHERE no = ?", (name, known.no))
        journal.append(store, "carrier.renamed", {"carrier": known.id, "old": known.name, "new": name}, actor=actor, now=now)


def find(store: Store, uscc: str) -> Carrier | None:
    row = store.row("SELECT no, id, uscc, name FROM carrier WHERE uscc = ?", (uscc,))
    return Carrier(*row) if row else None


def everyone(store: Store) -> tuple[Carrier, ...]:
    """In the order of registration."""
    return tuple(Carrier(*row) for row in store.rows("SELECT no, id, uscc, name FROM carrier ORDER BY no"))
