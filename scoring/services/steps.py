"""Where a round stands, step by step of the evaluator's year: each in a few words, and how much is left to do on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from scoring.errors import Refusal, Said
from scoring.progress import SILENT, Progress
from scoring.services.certificates import waiting
from scoring.services.deciding import open_matters
from scoring.services.decision_lists import run_or_none
from scoring.services.locking import locked
from scoring.services.publishing import unprinted
from scoring.services.reporting import KIND
from scoring.services.resolving import resolution
from scoring.services.reviewing import lacking
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.settling import policies_of
from scoring.services.support_memory import SupportMemory
from scoring.services.support_open import open_matters_of
from scoring.services.tallies import Tallies
from scoring.store import arrivals, certificates, papers, pots, runs, settlements, support_results
from scoring.store.runs import Run
from scoring.store.support_results import SupportResult


@dataclass(frozen=True, slots=True)
class StepState:
    """One step: ``said`` in a few words, ``left`` things to do on it."""

    key: str
    said: Said
    left: int


def step_states(
    opened: OpenRound,
    progress: Progress = SILENT,
    differs: Callable[[Run], bool] | None = None,
    *,
    now: datetime,
    memory: SupportMemory | None = None,
) -> tuple[StepState, ...]:
    """Every step of the year, of one kind of carriers. ``differs``: as of ``round_status``; ``memory``: as of ``support_on``."""
    everyone = {one.no: one for one in opened.participants()}
    came = [one for one in arrivals.of_round(opened.store, opened.round.id) if one.carrier_no in everyone]
    due = len(everyone) - len(came)
    known = runs.of_round(opened.store, opened.round.id)
    run = known[-1] if known else None
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
        StepState("score", Said(_scored(run is not None, stale=old)), int(bool(came) and (run is None or old))),
        _decided(opened, sealed=run is not None),
        support_state(opened, run, lambda: len(open_matters_of(opened, now=now, progress=progress, memory=memory))),
        _published(opened, run),
        _certify(opened, run),
    )


def _published(opened: OpenRound, run: Run | None) -> StepState:
    """发布: left are the carriers of the run without a report that is as things stand now; of a locked round none may be issued."""
    printed = papers.count_of_run(opened.store, run.id, KIND) if run else 0
    said = Said("steps.publish" if printed else "steps.unpublished", {"count": printed})
    return StepState("publish", said, unprinted(opened, run) if run and locked(opened) is None else 0)


def _certify(opened: OpenRound, run: Run | None) -> StepState:
    """证书: left are those who may be issued one and have none; nobody may in a locked round."""
    holding = sum(one.holds for one in certificates.of_round(opened.store, opened.round.id))
    said = Said("steps.certify" if holding else "steps.uncertified", {"count": holding})
    return StepState("certify", said, waiting(opened, run) if run and locked(opened) is None else 0)


def _review(opened: OpenRound) -> StepState:
    """Marks that are still to come, 未评审."""
    left = lacking(opened)
    if left is None:
        return StepState("review", Said("steps.no_review"), 0)
    reviewed = "steps.reviewed" if opened.participants() else "steps.nobody"
    return StepState("review", Said("steps.review" if left else reviewed, {"count": left}), left)


def _decided(opened: OpenRound, *, sealed: bool) -> StepState:
    """The lock first, then what is still open, the two most urgent things of it in words."""
    if (on := locked(opened)) is not None:
        return StepState("decide", Said("steps.locked", {"by": on.by}), 0)
    found = open_matters(opened)
    if found.count:
        first, *more = found.short()
        facts = {"first": first, "second": more[0]} if more else {"first": first}
        return StepState("decide", Said("steps.decide_two" if more else "steps.decide", facts), found.count)
    if not sealed:
        return StepState("decide", Said("steps.unsealed"), 0)
    passed, run = resolution(opened), run_or_none(opened)
    is_of_now = passed is not None and run is not None and passed.run_id == run.id
    return StepState("decide", Said("steps.resolved" if is_of_now else "steps.unresolved", {}), 0)


def _scored(sealed: bool, *, stale: bool) -> str:
    if not sealed:
        return "steps.unsealed"
    return "steps.stale" if stale else "steps.sealed"


def support_state(opened: OpenRound, run: Run | None, still_open: Callable[[], int]) -> StepState:
    """扶持: how many matters are still open, counted as the page counts them, or whether the amounts are decided."""
    try:
        policies_of(opened)
    except Refusal:
        return StepState("support", Said("steps.no_policy"), 0)
    kept = support_results.latest(opened.store, opened.round.id)
    if kept is not None:
        held = run is not None and kept.run_id == run.id and not _settled_since(opened, kept)
        return StepState("support", Said("steps.support_decided" if held else "steps.support_changed"), int(not held))
    waiting = still_open()
    ready = "steps.support_ready" if run is not None else "steps.unsealed"
    return StepState("support", Said("steps.support_open" if waiting else ready, {"count": waiting}), waiting)


def _settled_since(opened: OpenRound, kept: SupportResult) -> bool:
    settled = [one.at for one in settlements.everything(opened.store, opened.round.id)]
    budgeted = [one.at for one in pots.of_round(opened.store, opened.round.id)]
    return max((*settled, *budgeted, kept.at)) > kept.at
