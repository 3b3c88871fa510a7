"""Edits of an entry on the writing thread, and the way back: an edit is done once, then taken back and done again by its number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from desktop.desk import Desk
from desktop.history import Edit
from scoring.services.changes import Change, changes
from scoring.services.entering import Entry, entry
from scoring.services.entering_edits import redo, undo
from scoring.services.entry_desk import edit_words
from scoring.services.rounds import OpenRound
from scoring.services.workplace import Workplace

ENTRIES = changes(Change.ENTRIES)


Verb: TypeAlias = Callable[[OpenRound, Entry, str, datetime], Entry]
"""A verb of ``entering_edits`` that has everything but the entry as it stands, who does it and when."""


def on_table(verb: Callable[..., Entry], table: str, *given: object) -> Verb:
    """A verb that is given a table and what else it takes."""
    return lambda opened, known, actor, now: verb(opened, known, table, *given, actor=actor, now=now)


def carry_out(desk: Desk, title: str, made: str, verb: Verb, done: Callable[[Entry], None] = lambda _: None) -> None:
    """Do it as the entry stands by then, keep it in the history under its own name, and show what came of it."""
    kind, language, year = desk.kind, desk.language, desk.year

    def work(place: Workplace) -> tuple[Entry, int]:
        opened = place.opened(kind)
        before = entry(opened, made)
        after = verb(opened, before, place.actor, place.now)
        return after, after.undo.number if after.undo is not None and after.number != before.number else 0

    def kept(found: tuple[Entry, int]) -> None:
        after, number = found
        if number and after.undo is not None:
            desk.history.push(_way_back(kind, made, number, edit_words(after.undo, language), year))
        done(after)

    desk.write(title, lambda place, _: work(place), ENTRIES, kept)


def _way_back(kind: str, made: str, number: int, title: str, year: int) -> Edit:
    return Edit(
        title,
        lambda place: redo(place.opened(kind), made, number, actor=place.actor, now=place.now),
        lambda place: undo(place.opened(kind), made, number, actor=place.actor, now=place.now),
        ENTRIES,
        year,
    )
