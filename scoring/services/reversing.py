"""Take back what was done to a return, by an entry of its own; refused where it has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.amending import amend, current_return
from scoring.services.noting import explain_findings, withdraw_explanations
from scoring.services.rounds import OpenRound
from scoring.services.standing import judged
from scoring.store import amendments, handling
from scoring.store.amendments import Amendment, Change
from scoring.store.carriers import Carrier
from scoring.store.handling import Handled, State

Amendments: TypeAlias = tuple[Amendment, ...]


def take_back_amendments(
    opened: OpenRound, carrier: Carrier, written: Sequence[Amendment], *, actor: str, now: datetime
) -> Amendments:
    """Every cell holds again what it held before ``written``. Raises Refusal where one was amended since, or a new return came."""
    with opened.store.writing():
        current = current_return(opened, carrier)
        latest = {one.cell: one.id for one in amendments.of_return(opened.store, current.id)}
        if any(latest.get(one.cell) != one.id for one in written):
            raise Refusal("verify.changed_since", carrier=carrier.name)
        changes = [Change(*one.cell, one.old, say("verify.undone", {"reason": one.reason})) for one in reversed(written)]
        return amend(opened, carrier, changes, actor=actor, now=now)


def explanations_of(opened: OpenRound, carrier: Carrier, numbers: Sequence[int]) -> Mapping[int, str]:
    """Finding → its explanation as it stands, empty without one; only findings that stand."""
    return {one.number: one.explanation for one in judged(opened, carrier).standing if one.number in numbers}


def put_explanations_back(
    opened: OpenRound,
    carrier: Carrier,
    before: Mapping[int, str],
    expected: Mapping[int, str],
    *,
    actor: str,
    now: datetime,
) -> None:
    """Explanations as they were ``before``, where they still are as ``expected``. Raises Refusal where they are not."""
    with opened.store.writing():
        if explanations_of(opened, carrier, list(expected)) != expected:
            raise Refusal("verify.changed_since", carrier=carrier.name)
        for text in dict.fromkeys(before.values()):
            numbers = [number for number, one in before.items() if one == text]
            if text:
                explain_findings(opened, carrier, numbers, text, actor=actor, now=now)
            else:
                withdraw_explanations(opened, carrier, numbers, actor=actor, now=now)


def state_of(opened: OpenRound, carrier: Carrier) -> Handled | None:
    """How the current return is dealt with; None where nobody has. Raises Refusal without a return."""
    return handling.of_return(opened.store, current_return(opened, carrier).id)


def put_state_back(
    opened: OpenRound, carrier: Carrier, before: Handled | None, expected: State, *, actor: str, now: datetime
) -> None:
    """In the state it was in, where it still is in the one ``expected``. Raises Refusal where it is not."""
    with opened.store.writing():
        current = state_of(opened, carrier)
        if (current.state if current else State.RECEIVED) is not expected or (
            before is not None and before.return_id != current_return(opened, carrier).id
        ):
            raise Refusal("verify.changed_since", carrier=carrier.name)
        state, reason = (before.state, before.reason) if before else (State.RECEIVED, "")
        handling.handle(opened.store, current_return(opened, carrier).id, state, reason=reason, actor=actor, now=now)


__all__ = ["Handled", "State"]
