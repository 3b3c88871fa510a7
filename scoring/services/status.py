"""How far a round is: for each carrier where its return stands, what is open on it, and whether the sealed run is stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from scoring.findings import Level
from scoring.intake.checks import plan_checks
from scoring.progress import SILENT, Progress
from scoring.services.amending import corrected
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.standing import Judged, judged
from scoring.services.striking import struck_firms
from scoring.store import amendments, handling, returns, runs
from scoring.store.carriers import Carrier
from scoring.store.handling import Handled, State
from scoring.store.returns import StoredReturn
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
    errors: int = 0
    """Errors that stand."""
    bare: int = 0
    """Warnings that stand without an explanation."""
    explained: int = 0
    settled: int = 0
    """Findings that an amendment or a strike has settled."""
    amended: int = 0
    """Cells of the carrier's own whose verified value (核定值) is another than the declared one (申报值)."""
    struck: int = 0


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """``run`` is the youngest sealed run, ``stale`` whether data or rubric changed since."""

    carriers: tuple[CarrierStatus, ...]
    run: Run | None
    stale: bool

    def count(self, state: CarrierState) -> int:
        """Carriers in a state."""
        return sum(one.state is state for one in self.carriers)


def round_status(opened: OpenRound, progress: Progress = SILENT) -> RoundStatus:
    """Every participant in the order of registration."""
    known_runs = runs.of_round(opened.store, opened.round.id)
    run = known_runs[-1] if known_runs else None
    return RoundStatus(carrier_statuses(opened, progress), run, run is not None and stale(opened, run))


def carrier_statuses(
    opened: OpenRound, progress: Progress = SILENT, only: frozenset[str] = frozenset()
) -> tuple[CarrierStatus, ...]:
    """The same without the run; of these 统一社会信用代码 only, where any are named."""
    plan = plan_checks(opened.form, opened.parameters)
    everyone = [one for one in opened.participants() if not only or one.uscc in only]
    current = {one.carrier.no: one for one in _current(opened, only)}
    versions = returns.counts(opened.store, opened.round.id)
    handled = handling.latest(opened.store)
    found: list[CarrierStatus] = []
    for done, carrier in enumerate(everyone):
        progress.step(done, len(everyone), carrier.name)
        known = current.get(carrier.no)
        if known is None:
            found.append(CarrierStatus(carrier))
        else:
            judgement = judged(opened, carrier, plan=plan)
            found.append(_status(opened, known, versions[carrier.no], handled.get(known.id), judgement))
    progress.step(len(everyone), len(everyone))
    return tuple(found)


def carrier_status(opened: OpenRound, known: StoredReturn, found: Judged) -> CarrierStatus:
    """One carrier's, from what was found on its return already."""
    version = returns.counts(opened.store, opened.round.id)[known.carrier.no]
    return _status(opened, known, version, handling.of_return(opened.store, known.id), found)


def _current(opened: OpenRound, only: frozenset[str]) -> Sequence[StoredReturn]:
    """Of a few carriers theirs alone: a round may have sixteen thousand."""
    if not only:
        return returns.current(opened.store, opened.round.id)
    found = (returns.current_of(opened.store, opened.round.id, uscc) for uscc in sorted(only))
    return [one for one in found if one is not None]


def _status(opened: OpenRound, known: StoredReturn, version: int, handled: Handled | None, found: Judged) -> CarrierStatus:
    warnings = [one for one in found.standing if one.finding.level is Level.WARNING]
    explained = sum(bool(one.explanation) for one in warnings)
    return CarrierStatus(
        carrier=known.carrier,
        state=CarrierState(handled.state.value) if handled else CarrierState.RECEIVED,
        handled=handled,
        document=known.document,
        received_at=known.received_at,
        version=version,
        errors=sum(one.finding.level is Level.ERROR for one in found.standing),
        bare=len(warnings) - explained,
        explained=explained,
        settled=len(found.settled),
        amended=len(corrected(opened.form.form, amendments.of_return(opened.store, known.id))),
        struck=len(struck_firms(opened, known.carrier)),
    )
