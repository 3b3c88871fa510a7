"""What is written on the page that can be undone: each undo is a further entry that makes it what it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.history import Edit
from scoring.messages import say
from scoring.services.changes import Change, changes
from scoring.services.pots import KnownPot, Wanted, choose_rule, pot_back, put_pot, standing_pot, withdraw_pot
from scoring.services.settling import Before, put_back, settle_each
from scoring.services.workplace import Workplace

CHANGES = changes(Change.SUPPORT)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody writes down about an open matter; no value withdraws."""

    policy: str
    matter: str
    key: str
    value: str
    basis: str


def settling(title: str, kind: str, usccs: Sequence[str], written: Written) -> Edit:
    """For these carriers, or for all where none is named."""
    before: list[tuple[Before, ...]] = []

    def do(place: Workplace) -> object:
        found = settle_each(
            place.opened(kind),
            usccs,
            policy=written.policy,
            matter=written.matter,
            key=written.key,
            value=written.value,
            basis=written.basis,
            actor=place.actor,
            now=place.now,
        )
        before.append(found)
        return found

    def undo(place: Workplace) -> None:
        put_back(place.opened(kind), before[-1], actor=place.actor, now=place.now)
        before.pop()

    return Edit(title, do, undo, CHANGES)


def _pot_edit(title: str, kind: str, name: str, act: Callable[[Workplace], object]) -> Edit:
    before: list[KnownPot | None] = []

    def do(place: Workplace) -> object:
        known = standing_pot(place.opened(kind), name)
        made = act(place)
        before.append(known)
        return made

    def undo(place: Workplace) -> None:
        basis = say("pots.undone", {}, "zh")
        pot_back(place.opened(kind), name, before[-1], basis=basis, actor=place.actor, now=place.now)
        before.pop()

    return Edit(title, do, undo, CHANGES)


def putting(title: str, kind: str, wanted: Wanted) -> Edit:
    """A budget, in the place of the one of its name."""
    return _pot_edit(
        title, kind, wanted.name.strip(), lambda place: put_pot(place.opened(kind), wanted, actor=place.actor, now=place.now)
    )


def choosing(title: str, kind: str, name: str, rule: str, basis: str) -> Edit:
    """How a budget is shared."""
    return _pot_edit(
        title,
        kind,
        name,
        lambda place: choose_rule(place.opened(kind), name, rule, basis=basis, actor=place.actor, now=place.now),
    )


def withdrawing(title: str, kind: str, name: str, basis: str) -> Edit:
    """A budget taken back."""
    return _pot_edit(
        title, kind, name, lambda place: withdraw_pot(place.opened(kind), name, basis=basis, actor=place.actor, now=place.now)
    )
