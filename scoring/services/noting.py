"""Explain a warning (说明): it may stand with a written reason. Nothing is overwritten; a withdrawal is an entry of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scoring.errors import Refusal, Said
from scoring.findings import Level
from scoring.services.amending import current_return
from scoring.services.rounds import OpenRound
from scoring.services.standing import StandingFinding, judged
from scoring.store import explanations
from scoring.store.carriers import Carrier
from scoring.store.explanations import Explanation


def explain_findings(
    opened: OpenRound, carrier: Carrier, numbers: Sequence[int], text: str, *, actor: str, now: datetime
) -> tuple[Explanation, ...]:
    """Explain warnings of the carrier's current return, all or none; ``numbers`` as ``judged`` counts.

    What is explained so already is left out. Raises Refusal: no return, no such finding, one that is settled, an error,
    no reason given.
    """
    if not text.strip():
        raise Refusal("services.explanation_needed")
    found = _standing(opened, carrier, numbers)
    for one in found:
        if one.finding.level is not Level.WARNING:
            raise Refusal("services.only_warnings", number=one.number)
    return _write(opened, carrier, found, text.strip(), actor=actor, now=now)


def withdraw_explanations(
    opened: OpenRound, carrier: Carrier, numbers: Sequence[int], *, actor: str, now: datetime
) -> tuple[Explanation, ...]:
    """Take explanations back; the entries that gave them stay. What has none is left out. Raises Refusal as above."""
    return _write(opened, carrier, _standing(opened, carrier, numbers), "", actor=actor, now=now)


def _standing(opened: OpenRound, carrier: Carrier, numbers: Sequence[int]) -> list[StandingFinding]:
    current_return(opened, carrier)
    found = judged(opened, carrier)
    standing, settled = {one.number: one for one in found.standing}, dict(found.settled)
    for number in numbers:
        if number in settled:
            raise Refusal("services.finding_settled", number=number, sentence=Said(settled[number].code, settled[number].facts))
        if number not in standing:
            count = len(standing) + len(settled)
            raise Refusal("services.no_such_finding", number=number, count=count, carrier=carrier.name)
    return [standing[number] for number in dict.fromkeys(numbers)]


def _write(
    opened: OpenRound, carrier: Carrier, found: Sequence[StandingFinding], text: str, *, actor: str, now: datetime
) -> tuple[Explanation, ...]:
    made = current_return(opened, carrier).id
    return explanations.explain(opened.store, made, {one.key: text for one in found}, actor=actor, now=now)
