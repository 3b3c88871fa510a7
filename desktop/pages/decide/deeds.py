"""Acts of the page as the desk carries them out: each with its way back, where it has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.pages.decide.forms import Deed
from scoring.services.changes import Change, changes
from scoring.services.deciding import take_back
from scoring.services.rounds import OpenRound
from scoring.services.workplace import Workplace

DECIDED = changes(Change.DECISIONS)
"""What an act about the round changes: nothing that was scored."""


def deed(title: str, kind: str, verb: Callable[..., Any], *, final: bool = False, said: str = "", **facts: Any) -> Deed:
    """``verb(opened, …, actor=, now=)`` answers an act, or several; ``final``: it is not taken back."""

    def do(place: Workplace) -> Any:
        return verb(place.opened(kind), actor=place.actor, now=place.now, **facts)

    return Deed(title, do, DECIDED, None if final else undoing(kind), said)


def undoing(kind: str) -> Callable[[Workplace, Any], object]:
    """Take back what was answered: an act, or several, the last one first."""

    def undo(place: Workplace, found: Any) -> None:
        opened = place.opened(kind)
        with opened.store.writing():
            for one in reversed(found if isinstance(found, tuple) else (found,)):
                take_back(opened, one.id, actor=place.actor, now=place.now)

    return undo


def carrier_of(opened: OpenRound, uscc: str) -> Any:
    """None where no one carrier is meant."""
    return opened.carrier(uscc) if uscc else None
