"""What the page does to a return, each with its way back. Every function answers an ``Edit`` for the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.history import Edit
from scoring.services import handling, noting, reversing
from scoring.services.amending import Typed, amend_typed
from scoring.services.changes import Change, Changes, changes
from scoring.services.reversing import Amendments, Handled, State
from scoring.services.rounds import OpenRound
from scoring.services.striking import Firm, count_again, strike
from scoring.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Whose:
    """A carrier of a kind, as the threads find it."""

    kind: str
    uscc: str

    def opened(self, place: Workplace) -> OpenRound:
        return place.opened(self.kind)

    def changed(self, *kinds: Change) -> Changes:
        return changes(*kinds, carriers=(self.uscc,))


@dataclass(slots=True)
class _Kept:
    """What was written last, or stood before it; only the writing thread looks at it."""

    found: Any = field(default=None)


def amendment(title: str, whose: Whose, typed: Sequence[Typed]) -> Edit:
    """核定值 beside 申报值."""

    def do(place: Workplace) -> Amendments:
        opened = whose.opened(place)
        return amend_typed(opened, opened.carrier(whose.uscc), typed, actor=place.actor, now=place.now)

    return _amendments(title, whose, do)


def striking(title: str, whose: Whose, firm: Firm, reason: str, *, struck: bool) -> Edit:
    """核减, or counted again."""

    def do(place: Workplace) -> Amendments:
        opened = whose.opened(place)
        carrier, act = opened.carrier(whose.uscc), strike if struck else count_again
        return act(opened, carrier, str(firm.row), table=firm.table.key, reason=reason, actor=place.actor, now=place.now)[1]

    return _amendments(title, whose, do)


def _amendments(title: str, whose: Whose, do: Callable[[Workplace], Amendments]) -> Edit:
    kept = _Kept()

    def done(place: Workplace) -> Amendments:
        kept.found = do(place)
        return kept.found  # type: ignore[no-any-return]

    def undo(place: Workplace) -> object:
        opened = whose.opened(place)
        carrier = opened.carrier(whose.uscc)
        return reversing.take_back_amendments(opened, carrier, kept.found, actor=place.actor, now=place.now)

    return Edit(title, done, undo, whose.changed(Change.VALUES, Change.FINDINGS))


def explanation(title: str, whose: Whose, numbers: Sequence[int], text: str) -> Edit:
    """说明 of warnings; an empty text withdraws it."""
    kept = _Kept({})

    def do(place: Workplace) -> object:
        opened = whose.opened(place)
        carrier = opened.carrier(whose.uscc)
        kept.found = reversing.explanations_of(opened, carrier, numbers)
        if text:
            return noting.explain_findings(opened, carrier, numbers, text, actor=place.actor, now=place.now)
        return noting.withdraw_explanations(opened, carrier, numbers, actor=place.actor, now=place.now)

    def undo(place: Workplace) -> None:
        opened = whose.opened(place)
        before: Mapping[int, str] = kept.found
        expected = dict.fromkeys(before, text.strip())
        carrier = opened.carrier(whose.uscc)
        reversing.put_explanations_back(opened, carrier, before, expected, actor=place.actor, now=place.now)

    return Edit(title, do, undo, whose.changed(Change.FINDINGS))


def acceptance(title: str, whose: Whose) -> Edit:
    """通过."""
    return _handled(title, whose, State.ACCEPTED, handling.accept)


def not_accepted(title: str, whose: Whose) -> Edit:
    """Received as before."""
    return _handled(title, whose, State.RECEIVED, handling.not_accepted)


def sending_back(title: str, whose: Whose, reason: str) -> Edit:
    """退回补正."""
    return _handled(title, whose, State.RETURNED, lambda opened, carrier, **by: handling.send_back(opened, carrier, reason, **by))


def not_sent_back(title: str, whose: Whose, reason: str) -> Edit:
    """Received as before."""
    return _handled(
        title, whose, State.RECEIVED, lambda opened, carrier, **by: handling.not_sent_back(opened, carrier, reason, **by)
    )


def _handled(title: str, whose: Whose, state: State, act: Callable[..., object]) -> Edit:
    kept = _Kept()

    def do(place: Workplace) -> object:
        opened = whose.opened(place)
        carrier = opened.carrier(whose.uscc)
        kept.found = reversing.state_of(opened, carrier)
        return act(opened, carrier, actor=place.actor, now=place.now)

    def undo(place: Workplace) -> None:
        opened = whose.opened(place)
        carrier, before = opened.carrier(whose.uscc), kept.found
        assert before is None or isinstance(before, Handled)
        reversing.put_state_back(opened, carrier, before, state, actor=place.actor, now=place.now)

    return Edit(title, do, undo, whose.changed(Change.STATES))
