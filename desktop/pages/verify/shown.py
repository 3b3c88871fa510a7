"""What the page's question brings home in one piece."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.tasks import Asked
from scoring.services.names import learn, sort_key
from scoring.services.pictures import NO_OVERLAY, Overlay, overlay
from scoring.services.status import CarrierStatus
from scoring.services.verifying import CarrierView, ShownCause, carrier_view, causes_of_all, with_returns
from scoring.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Wanted:
    """``only``: the carriers to look at again in the list, all where none are named; None: the list is as it was."""

    kind: str
    language: str
    carrier: str
    everybody: bool
    only: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Answer:
    wanted: Wanted
    carriers: tuple[CarrierStatus, ...]
    view: CarrierView | None = None
    overlay: Overlay = NO_OVERLAY
    everybody: tuple[ShownCause, ...] = ()


def answered(place: Workplace, asked: Asked, wanted: Wanted) -> Answer:
    """On the reading thread."""
    asked.step(0, 1)
    opened = place.opened(wanted.kind)
    found = () if wanted.only is None else with_returns(opened, wanted.only, asked)
    learn(one.carrier.name for one in found)
    carriers = tuple(sorted(found, key=lambda one: sort_key(one.carrier.name)))
    if wanted.everybody:
        return Answer(wanted, carriers, everybody=causes_of_all(opened, place.board(opened), wanted.language, asked))
    uscc = wanted.carrier or (first.carrier.uscc if (first := _first(found)) else "")
    view = carrier_view(opened, uscc, place.board(opened), wanted.language) if uscc else None
    return Answer(wanted, carriers, view, overlay(opened, uscc, wanted.language))


def _first(carriers: tuple[CarrierStatus, ...]) -> CarrierStatus | None:
    """Where the most is open: that is what a person begins with."""
    return max(carriers, key=lambda one: (one.tally.errors, one.tally.bare), default=None)
