"""Edits of a draft on the writing thread, each with its way back in the history of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from desktop.desk import Desk
from desktop.history import Edit
from scoring.messages import tell
from scoring.services.changes import Change, changes
from scoring.services.drafts import Edited, redo_edit, undo_edit
from scoring.services.rounds import OpenRound
from scoring.services.workplace import Workplace

DRAFTS = changes(Change.DRAFTS)

Verb: TypeAlias = Callable[..., Edited]
"""A verb of ``services.drafts`` that is given the round, the draft, what it takes, and who does it when."""


def carry_out(desk: Desk, draft: str, verb: Verb, *given: object, done: Callable[[Edited], None] = lambda _: None) -> None:
    """Do it, keep the way back under the edit's own name, and say it where keys had to become new ones."""
    kind, language, year = desk.kind, desk.language, desk.year

    def work(place: Workplace) -> Edited:
        return verb(place.opened(kind), draft, *given, actor=place.actor, now=place.now)

    def kept(edited: Edited) -> None:
        if edited.number:
            desk.history.push(_way_back(kind, draft, tell(edited.words, language), year))
        if edited.renewed is not None:
            desk.said.emit(tell(edited.renewed, language))
        done(edited)

    desk.write("", lambda place, _: work(place), DRAFTS, kept)


def _way_back(kind: str, draft: str, title: str, year: int) -> Edit:
    def opened(place: Workplace) -> OpenRound:
        return place.opened(kind)

    return Edit(
        title,
        lambda place: redo_edit(opened(place), draft, actor=place.actor, now=place.now),
        lambda place: undo_edit(opened(place), draft, actor=place.actor, now=place.now),
        DRAFTS,
        year,
    )
