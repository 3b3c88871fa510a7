"""What is edited on the page, as pairs of a verb and the same verb the other way round."""

from __future__ import annotations

from collections.abc import Callable

from desktop.history import Edit
from scoring.services.changes import Change, changes
from scoring.services.marking import Given, change_mark
from scoring.services.reviewers import add_reviewer, recuse, remove_reviewer, withdraw_recusal
from scoring.services.workplace import Workplace


def mark_edit(title: str, kind: str, uscc: str, measure: str, reviewer: str, before: Given, after: Given) -> Edit:
    """Another mark, another comment, or none."""

    def change(first: Given, second: Given) -> Callable[[Workplace], object]:
        def work(place: Workplace) -> None:
            opened = place.opened(kind)
            given = {"measure": measure, "reviewer": reviewer, "actor": place.actor, "now": place.now}
            change_mark(opened, opened.carrier(uscc), before=first, after=second, **given)  # type: ignore[arg-type] # mixed facts

        return work

    return Edit(title, change(before, after), change(after, before), changes(Change.MARKS, carriers=(uscc,)))


def recusal_edit(title: str, kind: str, uscc: str, reviewer: str, relation: str, *, withdrawing: bool = False) -> Edit:
    """A recusal, or its withdrawal."""

    def bar(place: Workplace) -> object:
        opened = place.opened(kind)
        return recuse(opened, opened.carrier(uscc), reviewer, relation, actor=place.actor, now=place.now)

    def free(place: Workplace) -> object:
        opened = place.opened(kind)
        return withdraw_recusal(opened, opened.carrier(uscc), reviewer, actor=place.actor, now=place.now)

    do, undo = (free, bar) if withdrawing else (bar, free)
    return Edit(title, do, undo, changes(Change.MARKS, carriers=(uscc,)))


def panel_edit(title: str, kind: str, reviewer: str, *, removing: bool = False) -> Edit:
    """A reviewer more, or one less. It changes no points."""

    def put(place: Workplace) -> object:
        return add_reviewer(place.opened(kind), reviewer, actor=place.actor, now=place.now)

    def take(place: Workplace) -> object:
        return remove_reviewer(place.opened(kind), reviewer, actor=place.actor, now=place.now)

    do, undo = (take, put) if removing else (put, take)
    return Edit(title, do, undo, changes(Change.MARKS))
