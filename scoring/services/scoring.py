"""Score a round: the live score, worked out on demand, and the run, sealed with its receipt and never recomputed silently."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import Sha256, canonical, sha256
from scoring.engine import ENGINE_VERSION
from scoring.engine.aggregates import figure, measure_carriers
from scoring.engine.exact import Ratio
from scoring.engine.grade import Grade, grade
from scoring.engine.measure import plan_rubric, result, set_size
from scoring.engine.score import CarrierScore, IndicatorScore, score_carrier
from scoring.errors import Refusal
from scoring.services.rounds import OpenRound
from scoring.store import journal, returns, runs
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.runs import Run

RECEIPT = "fuping/receipt/1"


@dataclass(frozen=True, slots=True)
class Scored:
    """One carrier's result. ``grade`` is None where it is not scored (不具备考评条件)."""

    carrier: Carrier
    return_id: Sha256
    score: CarrierScore
    grade: Grade | None


def live(opened: OpenRound, source: Store | None = None) -> tuple[Scored, ...]:
    """Every carrier that has a return, scored from the effective rows as they are now (or as ``source`` has them)."""
    whose = {current.carrier.no: (current.carrier, current.id) for current in returns.current(opened.store, opened.round.id)}
    return score_carriers(opened, source or opened.store, whose)


def score_carriers(
    opened: OpenRound, source: Store, whose: Mapping[int, tuple[Carrier, Sha256]], *, carrier_no: int | None = None
) -> tuple[Scored, ...]:
    """Carriers with their returns, measured in one scan per table of ``source``."""
    rubric = opened.rubric
    plans = plan_rubric(rubric, opened.parameters)
    needed = set_size(rubric.sets[rubric.rubric.scored_only_with], opened.parameters)
    aggregates = [needed, *(aggregate for plan in plans.values() for aggregate in plan.aggregates)]
    figures = measure_carriers(source.query, opened.tables, aggregates, round_no=opened.round.no, carrier_no=carrier_no)
    scored = []
    for number, (carrier, return_id) in whose.items():
        own = figures.get(number, {})
        measured = {key: result(plan, own) for key, plan in plans.items()}
        score = score_carrier(rubric, measured, rows_to_score=figure(own, needed).numerator)
        scored.append(Scored(carrier, return_id, score, grade(rubric.rubric, score)))
    return tuple(scored)


def seal(opened: OpenRound, *, actor: str, now: datetime) -> tuple[Run, tuple[Scored, ...]]:
    """A run: results and receipt kept for good. Raises Refusal where there is nothing to score."""
    with opened.store.writing():
        scored = live(opened)
        if not scored:
            raise Refusal("services.nothing_to_score", round=opened.round.title)
        results = canonical(results_document(scored))
        receipt = canonical(receipt_document(opened, scored, results, now=now))
        return runs.seal(opened.store, round_id=opened.round.id, receipt=receipt, results=results, actor=actor, now=now), scored


def latest_run(opened: OpenRound) -> Run:
    """The youngest run of the round. Raises Refusal where there is none."""
    known = runs.of_round(opened.store, opened.round.id)
    if not known:
        raise Refusal("services.no_run", round=opened.round.title)
    return known[-1]


def receipt_document(opened: OpenRound, scored: tuple[Scored, ...], results: str, *, now: datetime) -> dict[str, object]:
    """What a run rests on: engine, definitions by the hash of their stored text, parameters, returns, journal heads."""
    round_ = opened.round
    whose = [{"carrier": one.carrier.uscc, "return": one.return_id} for one in scored]
    heads = [{"replica": head.replica, "sequence": head.sequence, "hash": head.hash} for head in journal.heads(opened.store)]
    return {
        "schema": RECEIPT,
        "engine": ENGINE_VERSION,
        "round": {
            "id": round_.id,
            "title": round_.title,
            "assessment_year": round_.assessment_year,
            "data_year": round_.data_year,
            "cutoff": round_.cutoff,
        },
        "form": round_.form,
        "rubric": round_.rubric,
        "returns": whose,
        "heads": heads,
        "data": sha256(canonical({"returns": whose, "heads": heads})),
        "results": sha256(results),
        "sealed_at": now.isoformat(),
    }


def results_document(scored: tuple[Scored, ...]) -> list[dict[str, object]]:
    """Every figure of a run, exact: pairs as [numerator, denominator], points as decimal text."""
    return [
        {
            "carrier": one.carrier.uscc,
            "name": one.carrier.name,
            "scored": one.score.scored,
            "total": str(one.score.total),
            "grade": one.grade.level.name.zh if one.grade else None,
            "provisional": one.score.provisional,
            "branches": {code: str(points) for code, points in one.score.branches.items()},
            "indicators": [_indicator_document(indicator) for indicator in one.score.indicators],
        }
        for one in scored
    ]


def _indicator_document(indicator: IndicatorScore) -> dict[str, object]:
    measured = indicator.measured
    return {
        "code": indicator.code,
        "upper": _pair(measured.upper),
        "lower": _pair(measured.lower),
        "value": _pair(measured.value),
        "lack": measured.lack.value if measured.lack else None,
        "base": measured.base,
        "usable": measured.usable,
        "unknown": measured.unknown,
        "exact": _pair(indicator.exact),
        "maximum": _pair(indicator.maximum),
        "received": {code: _pair(share) for code, share in indicator.received},
        "handed": {code: _pair(share) for code, share in indicator.handed},
        "points": None if indicator.points is None else str(indicator.points),
    }


def _pair(ratio: Ratio | None) -> list[int] | None:
    return None if ratio is None else [ratio.numerator, ratio.denominator]


def stale(opened: OpenRound, run: Run) -> bool:
    """Whether data or rubric changed since the run was sealed: shown as such, never silently recomputed."""
    receipt = json.loads(run.receipt)
    now: list[dict[str, Any]] = [
        {"carrier": current.carrier.uscc, "return": current.id} for current in returns.current(opened.store, opened.round.id)
    ]
    if receipt["rubric"] != opened.round.rubric or receipt["returns"] != now:
        return True
    return sha256(canonical(results_document(live(opened)))) != run.results_hash
