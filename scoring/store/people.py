"""People (人员): who may be named as an actor, with a place for the key that will sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.store import journal
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str


def register(store: Store, *, name: str, actor: str, now: datetime) -> Person:
    """A person by name; known already changes nothing."""
    with store.writing() as db:
        row = store.row("SELECT id, name FROM person WHERE name = ?", (name,))
        if row is None:
            row = (store.ids(now), name)
            db.execute("INSERT INTO person (id, name) VALUES (?, ?)", row)
            journal.append(store, "person.registered", {"person": row[0], "name": name}, actor=actor, now=now)
    return Person(*row)


def everybody(store: Store) -> tuple[Person, ...]:
    """By name."""
    return tuple(Person(*row) for row in store.rows("SELECT id, name FROM person ORDER BY name"))
