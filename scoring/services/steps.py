"""Where a round stands, step by step of the evaluator's year: each in a few words, and how much is left to do on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scoring.errors import Said
from scoring.services.live import Scored
from scoring.services.reviewing import lacking
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.tallies import Tallies
from scoring.store import arrivals, papers, runs

MOST = 150
"""So many returns are judged before others are let in; some six milliseconds each."""


@dataclass(frozen=True, slots=True)
class StepState:
    """One step: ``said`` in a few words, ``left`` things to do on it. ``whole``: nothing is still being counted."""

    key: str
    said: Said
    left: int
    whole: bool = True


def step_states(
    opened: OpenRound, *, most: int | None = None, scored: Callable[[], tuple[Scored, ...]] | None = None
) -> tuple[StepState, ...]:
    """Roster, collecting, verifying, reviewing, scoring, publishing, of one kind of carriers.

    ``most`` bounds how many returns are judged: where one more would have to be, the step is not ``whole``; whoever asks again
    gets further. ``scored`` has the live score, if anybody has.
    """
    everyone = {one.no: one for one in opened.participants()}
    came = [one for one in arrivals.of_round(opened.store, opened.round.id) if one.carrier_no in everyone]
    due = len(everyone) - len(came)
    known = runs.of_round(opened.store, opened.round.id)
    run = known[-1] if known else None
    printed = papers.count_of_run(opened.store, run.id) if run else 0
    old = run is not None and stale(opened, run, scored)
    figures = list(Tallies(opened).some(((one, everyone[one.carrier_no]) for one in came), most))
    return (
        StepState("roster", Said("steps.roster", {"count": len(everyone)}), 0),
        StepState("collect", Said("steps.collect" if due else "steps.collected", {"here": len(came), "of": len(everyone)}), due),
        _verifying([None if one is None else one.open for one in figures]),
        _review(opened),
        StepState("score", Said(_scored(run is not None, stale=old)), int(run is None or old)),
        StepState("publish", Said("steps.publish" if printed else "steps.unpublished", {"count": printed}), 0),
    )


def _review(opened: OpenRound) -> StepState:
    """Marks that are still to come, 未评审."""
    left = lacking(opened)
    if left is None:
        return StepState("review", Said("steps.no_review"), 0)
    return StepState("review", Said("steps.review" if left else "steps.reviewed", {"count": left}), left)


def _verifying(left: list[int | None]) -> StepState:
    counted = [one for one in left if one is not None]
    if len(counted) < len(left):
        return StepState("verify", Said("steps.counting", {"done": len(counted), "of": len(left)}), 0, whole=False)
    total = sum(counted)
    return StepState("verify", Said("steps.verify" if total else "steps.verified", {"count": total}), total)


def _scored(sealed: bool, *, stale: bool) -> str:
    if not sealed:
        return "steps.unsealed"
    return "steps.stale" if stale else "steps.sealed"
