"""Where a round stands, step by step of the evaluator's year: each in a few words, and how much is left to do on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from scoring.errors import Said
from scoring.progress import SILENT, Progress
from scoring.services.reporting import KIND
from scoring.services.reviewing import lacking
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.tallies import Tallies
from scoring.store import arrivals, certificates, papers, runs
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class StepState:
    """One step: ``said`` in a few words, ``left`` things to do on it."""

    key: str
    said: Said
    left: int


def step_states(
    opened: OpenRound, progress: Progress = SILENT, differs: Callable[[Run], bool] | None = None
) -> tuple[StepState, ...]:
    """Roster, collecting, verifying, reviewing, scoring, publishing, certificates, of one kind of carriers. ``differs``: as of ``round_status``."""
    everyone = {one.no: one for one in opened.participants()}
    came = [one for one in arrivals.of_round(opened.store, opened.round.id) if one.carrier_no in everyone]
    due = len(everyone) - len(came)
    known = runs.of_round(opened.store, opened.round.id)
    run = known[-1] if known else None
    printed = papers.count_of_run(opened.store, run.id, KIND) if run else 0
    old = run is not None and stale(opened, run, partial(differs, run) if differs else None)
    tallies = Tallies(opened)
    open_ones = 0
    for done, one in enumerate(came):
        progress.step(done, len(came))
        open_ones += tallies.of(one, everyone[one.carrier_no]).open
    collected = "steps.collected" if everyone else "steps.nobody"
    verified = "steps.verified" if came else "steps.nothing_in"
    return (
        StepState("roster", Said("steps.roster", {"count": len(everyone)}), 0),
        StepState("collect", Said("steps.collect" if due else collected, {"here": len(came), "of": len(everyone)}), due),
        StepState("verify", Said("steps.verify" if open_ones else verified, {"count": open_ones}), open_ones),
        _review(opened),
        StepState("score", Said(_scored(run is not None, stale=old)), int(run is None or old)),
        StepState("publish", Said("steps.publish" if printed else "steps.unpublished", {"count": printed}), 0),
        _certify(opened),
    )


def _certify(opened: OpenRound) -> StepState:
    holding = sum(one.holds for one in certificates.of_round(opened.store, opened.round.id))
    return StepState("certify", Said("steps.certify" if holding else "steps.uncertified", {"count": holding}), 0)


def _review(opened: OpenRound) -> StepState:
    """Marks that are still to come, 未评审."""
    left = lacking(opened)
    if left is None:
        return StepState("review", Said("steps.no_review"), 0)
    reviewed = "steps.reviewed" if opened.participants() else "steps.nobody"
    return StepState("review", Said("steps.review" if left else reviewed, {"count": left}), left)


def _scored(sealed: bool, *, stale: bool) -> str:
    if not sealed:
        return "steps.unsealed"
    return "steps.stale" if stale else "steps.sealed"
