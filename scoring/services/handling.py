"""Send a return back to be corrected (退回补正), accept it, or take either back. A corrected return begins as received."""

from __future__ import annotations

from datetime import datetime

from scoring.errors import Refusal
from scoring.findings import Level
from scoring.services.amending import current_return
from scoring.services.rounds import OpenRound
from scoring.services.standing import judged
from scoring.store import handling
from scoring.store.carriers import Carrier
from scoring.store.handling import State


def send_back(opened: OpenRound, carrier: Carrier, reason: str, *, actor: str, now: datetime) -> tuple[State, str]:
    """The carrier has to correct its return; gives back the state it is in and why. Raises Refusal: no return, no reason."""
    if not reason.strip():
        raise Refusal("services.send_back_reason_needed")
    return _handle(opened, carrier, State.RETURNED, reason.strip(), actor=actor, now=now)


def accept(opened: OpenRound, carrier: Carrier, *, actor: str, now: datetime) -> tuple[State, str]:
    """The district is done with a return. Raises Refusal: no return, an error stands, or a warning without its reason."""
    with opened.store.writing():
        current_return(opened, carrier)
        found = judged(opened, carrier).standing
        errors = [one for one in found if one.finding.level is Level.ERROR]
        bare = [one for one in found if one.finding.level is Level.WARNING and not one.explanation]
        if errors or bare:
            raise Refusal("services.not_acceptable", carrier=carrier.name, errors=len(errors), bare=len(bare))
        return _handle(opened, carrier, State.ACCEPTED, "", actor=actor, now=now)


def not_sent_back(opened: OpenRound, carrier: Carrier, reason: str, *, actor: str, now: datetime) -> tuple[State, str]:
    """Received as before, if it was sent back; else it stays as it is. Raises Refusal: no return."""
    return _take_back(opened, carrier, State.RETURNED, reason, actor=actor, now=now)


def not_accepted(opened: OpenRound, carrier: Carrier, *, actor: str, now: datetime) -> tuple[State, str]:
    """Received as before, if it was accepted; else it stays as it is. Raises Refusal: no return."""
    return _take_back(opened, carrier, State.ACCEPTED, "", actor=actor, now=now)


def _take_back(opened: OpenRound, carrier: Carrier, state: State, reason: str, *, actor: str, now: datetime) -> tuple[State, str]:
    before = handling.of_return(opened.store, current_return(opened, carrier).id)
    if before is not None and before.state is not state:
        return before.state, before.reason
    return _handle(opened, carrier, State.RECEIVED, reason.strip(), actor=actor, now=now)


def _handle(opened: OpenRound, carrier: Carrier, state: State, reason: str, *, actor: str, now: datetime) -> tuple[State, str]:
    made = current_return(opened, carrier).id
    handled = handling.handle(opened.store, made, state, reason=reason, actor=actor, now=now)
    return (handled.state, handled.reason) if handled else (State.RECEIVED, "")
