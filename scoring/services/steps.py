"""Where a round stands, step by step of the evaluator's year: each in a few words, and how much is left to do on it."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.errors import Said
from scoring.services.reviewing import lacking
from scoring.services.rounds import OpenRound
from scoring.services.status import CarrierState, round_status
from scoring.store import papers


@dataclass(frozen=True, slots=True)
class StepState:
    """One step: ``said`` in a few words, ``left`` things to do on it."""

    key: str
    said: Said
    left: int


def step_states(opened: OpenRound) -> tuple[StepState, ...]:
    """Roster, collecting, verifying, reviewing, scoring, publishing, of one kind of carriers."""
    status = round_status(opened)
    everyone = len(status.carriers)
    here = [one for one in status.carriers if one.state is not CarrierState.DUE]
    due = everyone - len(here)
    open_ones = sum(one.errors + one.bare for one in here)
    printed = len(papers.of_run(opened.store, status.run.id)) if status.run else 0
    return (
        StepState("roster", Said("steps.roster", {"count": everyone}), 0),
        StepState("collect", Said("steps.collect" if due else "steps.collected", {"here": len(here), "of": everyone}), due),
        StepState("verify", Said("steps.verify" if open_ones else "steps.verified", {"count": open_ones}), open_ones),
        _review(opened),
        StepState("score", Said(_scored(status.run is not None, stale=status.stale)), int(status.run is None or status.stale)),
        StepState("publish", Said("steps.publish" if printed else "steps.unpublished", {"count": printed}), 0),
    )


def _review(opened: OpenRound) -> StepState:
    """Marks that are still to come, 未评审."""
    left = lacking(opened)
    if left is None:
        return StepState("review", Said("steps.no_review"), 0)
    return StepState("review", Said("steps.review" if left else "steps.reviewed", {"count": left}), left)


def _scored(sealed: bool, *, stale: bool) -> str:
    if not sealed:
        return "steps.unsealed"
    return "steps.stale" if stale else "steps.sealed"
