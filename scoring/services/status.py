"""How far a round is: for each carrier where its return stands, what is open on it, and whether the sealed run is stale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial

from scoring.progress import SILENT, Progress
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.tallies import NOTHING, Tallies, Tally
from scoring.store import arrivals, handling, runs
from scoring.store.arrivals import Arrival
from scoring.store.carriers import Carrier
from scoring.store.handling import Handled, State
from scoring.store.runs import Run


class CarrierState(Enum):
    """未交, 已收, 待更正, 已通过."""

    DUE = "due"
    RECEIVED = State.RECEIVED.value
    RETURNED = State.RETURNED.value
    ACCEPTED = State.ACCEPTED.value


@dataclass(frozen=True, slots=True)
class CarrierStatus:
    """One carrier of a round. Without a return everything but the state is empty."""

    carrier: Carrier
    state: CarrierState = CarrierState.DUE
    handled: Handled | None = None
    document: str = ""
    received_at: datetime | None = None
    version: int = 0
    """第几次报送, counted from 1."""
    tally: Tally = NOTHING
    """What is open on it."""
    entered_by: str = ""
    """Who entered it on the screen (屏幕录入); empty for one that came as a file."""


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """``run`` is the youngest sealed run, ``stale`` whether data or rubric changed since."""

    carriers: tuple[CarrierStatus, ...]
    run: Run | None
    stale: bool

    def count(self, state: CarrierState) -> int:
        """Carriers in a state."""
        return sum(one.state is state for one in self.carriers)


def round_status(opened: OpenRound, progress: Progress = SILENT, differs: Callable[[Run], bool] | None = None) -> RoundStatus:
    """Every participant in the order of registration. ``differs``: as of ``stale``."""
    known_runs = runs.of_round(opened.store, opened.round.id)
    run = known_runs[-1] if known_runs else None
    is_stale = run is not None and stale(opened, run, partial(differs, run) if differs else None)
    return RoundStatus(carrier_statuses(opened, progress), run, is_stale)


def carrier_statuses(
    opened: OpenRound, progress: Progress = SILENT, only: frozenset[str] = frozenset()
) -> tuple[CarrierStatus, ...]:
    """The same without the run; of these 统一社会信用代码 only, where any are named."""
    everyone = [one for one in opened.participants() if not only or one.uscc in only]
    tallies = Tallies(opened)
    current = {one.carrier_no: one for one in arrivals.of_round(opened.store, opened.round.id)}
    handled = handling.latest(opened.store)
    found: list[CarrierStatus] = []
    for done, carrier in enumerate(everyone):
        progress.step(done, len(everyone), carrier.name)
        known = current.get(carrier.no)
        if known is None:
            found.append(CarrierStatus(carrier))
        else:
            found.append(_status(carrier, known, handled.get(known.return_id), tallies.of(known, carrier)))
    progress.step(len(everyone), len(everyone))
    return tuple(found)


def state_of(handled: Handled | None) -> CarrierState:
    """Of a return that is there."""
    return CarrierState(handled.state.value) if handled else CarrierState.RECEIVED


def _status(carrier: Carrier, known: Arrival, handled: Handled | None, found: Tally) -> CarrierStatus:
    return CarrierStatus(
        carrier=carrier,
        state=state_of(handled),
        handled=handled,
        document=known.document,
        received_at=known.received_at,
        version=known.times,
        tally=found,
        entered_by=known.entered_by,
    )
