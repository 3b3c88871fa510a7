"""Changes of the roster that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.history import Edit
from scoring.services.changes import Change, changes
from scoring.services.roster import Added, Entry, add, take_back, withdraw
from scoring.services.workplace import Workplace


def adding(title: str, kind: str, entries: Sequence[Entry]) -> Edit:
    """Put carriers on the list, or call them by another name."""
    added: list[tuple[Added, ...]] = []

    def do(place: Workplace) -> tuple[Added, ...]:
        added.append(add(place.opened(kind), entries, actor=place.actor, now=place.now))
        return added[-1]

    def undo(place: Workplace) -> None:
        take_back(place.opened(kind), added[-1], actor=place.actor, now=place.now)
        added.pop()

    return Edit(title, do, undo, changes(Change.ROSTER, carriers=tuple(one.uscc for one in entries)))


def removing(title: str, kind: str, entries: Sequence[Entry]) -> Edit:
    """Take carriers off the list."""
    codes = tuple(one.uscc for one in entries)

    def do(place: Workplace) -> object:
        return withdraw(place.opened(kind), codes, actor=place.actor, now=place.now)

    def undo(place: Workplace) -> object:
        return add(place.opened(kind), entries, actor=place.actor, now=place.now)

    return Edit(title, do, undo, changes(Change.ROSTER, carriers=codes))
