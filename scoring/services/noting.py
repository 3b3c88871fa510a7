"""Explain a warning (说明): it may stand with a written reason. Nothing is overwritten; a withdrawal is an entry of its own."""

from __future__ import annotations

from datetime import datetime

from scoring.errors import Refusal, Said
from scoring.findings import Level
from scoring.services.amending import current_return
from scoring.services.rounds import OpenRound
from scoring.services.standing import StandingFinding, judged
from scoring.store import explanations
from scoring.store.carriers import Carrier
from scoring.store.explanations import Explanation


def explain_finding(
    opened: OpenRound, carrier: Carrier, number: int, text: str, *, actor: str, now: datetime
) -> Explanation | None:
    """Explain a warning of the carrier's current return; ``number`` as ``judged`` counts. None where it says so already.

    Raises Refusal: no return, no such finding, one that is settled, an error, no reason given.
    """
    if not text.strip():
        raise Refusal("services.explanation_needed")
    found = _standing(opened, carrier, number)
    if found.finding.level is not Level.WARNING:
        raise Refusal("services.only_warnings", number=number)
    return _write(opened, carrier, found, text.strip(), actor=actor, now=now)


def withdraw_explanation(opened: OpenRound, carrier: Carrier, number: int, *, actor: str, now: datetime) -> Explanation | None:
    """Take an explanation back; the entry that gave it stays. None where there is none. Raises Refusal as above."""
    return _write(opened, carrier, _standing(opened, carrier, number), "", actor=actor, now=now)


def _standing(opened: OpenRound, carrier: Carrier, number: int) -> StandingFinding:
    current_return(opened, carrier)
    found = judged(opened, carrier)
    for one in found.standing:
        if one.number == number:
            return one
    settled = dict(found.settled)
    if number in settled:
        raise Refusal("services.finding_settled", number=number, sentence=Said(settled[number].code, settled[number].facts))
    raise Refusal("services.no_such_finding", number=number, count=len(found.standing) + len(settled), carrier=carrier.name)


def _write(
    opened: OpenRound, carrier: Carrier, found: StandingFinding, text: str, *, actor: str, now: datetime
) -> Explanation | None:
    made = current_return(opened, carrier).id
    return next(iter(explanations.explain(opened.store, made, {found.key: text}, actor=actor, now=now)), None)
