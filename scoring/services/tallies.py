"""What is open on the return of every carrier, in figures.

A return without amendments and explanations has the findings it came with: they are counted where they lie. Only the others are
judged, and what was found is kept as long as their last amendment and explanation are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scoring.definitions.canonical import Sha256
from scoring.findings import Level
from scoring.intake.checks import CheckPlan, plan_checks
from scoring.services.amending import corrected
from scoring.services.rounds import OpenRound
from scoring.services.standing import judged
from scoring.services.striking import struck_firms
from scoring.store import amendments
from scoring.store.arrivals import Arrival
from scoring.store.carriers import Carrier

MOST_KEPT = 65_536
MOST = 150
"""So many returns are judged before others are let in; some six milliseconds each."""


@dataclass(frozen=True, slots=True)
class Tally:
    """``errors`` and warnings that stand, ``bare`` without an explanation; ``settled`` by an amendment or a strike.

    ``amended``: cells of the carrier's own whose verified value (核定值) is another than the declared one (申报值).
    """

    errors: int = 0
    bare: int = 0
    explained: int = 0
    settled: int = 0
    amended: int = 0
    struck: int = 0

    @property
    def open(self) -> int:
        """What keeps the return from being accepted."""
        return self.errors + self.bare


NOTHING = Tally()
_kept: dict[tuple[str, str, str], Tally] = {}
"""By return, last amendment and last explanation: content-addressed and unique, so the same in every workspace and thread."""


class Tallies:
    """Of one round; the form's checks are made ready when they are first needed."""

    def __init__(self, opened: OpenRound) -> None:
        self._opened = opened

    @cached_property
    def _plan(self) -> CheckPlan:
        return plan_checks(self._opened.form, self._opened.parameters)

    def known(self, arrival: Arrival) -> Tally | None:
        """Without judging anything; None where that is what it takes."""
        if not arrival.amended and not arrival.explained:
            return Tally(arrival.errors, arrival.warnings)
        return _kept.get(_key(arrival))

    def of(self, arrival: Arrival, carrier: Carrier) -> Tally:
        """Judged, if need be."""
        found = self.known(arrival)
        if found is None:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            found = _kept[_key(arrival)] = tally(self._opened, carrier, arrival.return_id, self._plan)
        return found

    def some(self, arrivals: Iterable[tuple[Arrival, Carrier]], most: int | None) -> Iterator[Tally | None]:
        """Of each in its turn; after so many were judged, None where another would have to be. ``most`` None: of all."""
        judgements = 0
        for arrival, carrier in arrivals:
            found = self.known(arrival)
            if found is None and (most is None or judgements < most):
                judgements += 1
                found = self.of(arrival, carrier)
            yield found


def _key(arrival: Arrival) -> tuple[str, str, str]:
    return (arrival.return_id, arrival.amended, arrival.explained)


def tally(opened: OpenRound, carrier: Carrier, return_id: Sha256, plan: CheckPlan | None = None) -> Tally:
    """The figures of the carrier's return that counts, judged as a person would be shown it."""
    found = judged(opened, carrier, plan=plan)
    warnings = [one for one in found.standing if one.finding.level is Level.WARNING]
    explained = sum(bool(one.explanation) for one in warnings)
    return Tally(
        errors=sum(one.finding.level is Level.ERROR for one in found.standing),
        bare=len(warnings) - explained,
        explained=explained,
        settled=len(found.settled),
        amended=len(corrected(opened.form.form, amendments.of_return(opened.store, return_id))),
        struck=len(struck_firms(opened, carrier)),
    )
