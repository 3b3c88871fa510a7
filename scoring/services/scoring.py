"""Score a round: the live score, worked out on demand, and the run, sealed with its receipt and never recomputed silently."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from scoring.definitions.canonical import Sha256, canonical, sha256
from scoring.engine import ENGINE_VERSION
from scoring.engine.exact import Ratio
from scoring.engine.grade import Grade
from scoring.engine.score import IndicatorScore
from scoring.errors import Refusal
from scoring.progress import SILENT, Part, Progress
from scoring.services.lines import figures_of, line_of
from scoring.services.live import LiveScore, Scored
from scoring.services.rounds import OpenRound
from scoring.store import arrivals, calendar_years, decisions, effective, journal, returns, run_lines, runs, truth
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.journal import Head
from scoring.store.run_lines import KeptLine
from scoring.store.runs import Run
from scoring.store.truth import NOW, Until

RECEIPT = "fuping/receipt/1"
UNSETTLED = "unsettled"
"""Told by a receipt whose results say which vetoes and limits nobody could settle. Older runs are silent of them, and stay so."""


def scored_by(opened: OpenRound, language: str = "zh") -> dict[str, str]:
    """The rubric a result rests on, with its status: 示例 stands wherever a figure of an example rubric is shown."""
    rubric = opened.rubric.rubric
    return {
        "key": rubric.key,
        "version": rubric.version,
        "title": rubric.title[language],
        "status": rubric.status[language],
        "sha256": opened.round.rubric,
    }


def live(opened: OpenRound, source: Store | None = None, until: Until = NOW, progress: Progress = SILENT) -> tuple[Scored, ...]:
    """Every carrier that has a return, scored from the effective rows as they are now (or as ``source`` has them)."""
    return live_score(opened, source, until, progress).results()


def live_score(opened: OpenRound, source: Store | None = None, until: Until = NOW, progress: Progress = SILENT) -> LiveScore:
    """The same, kept so that what would be otherwise can be asked."""
    current = returns.current(opened.store, opened.round.id)
    whose = {one.carrier.no: (one.carrier, one.id) for one in current}
    return LiveScore(opened, source or opened.store, whose, until, progress)


def score_carriers(
    opened: OpenRound, source: Store, whose: Mapping[int, tuple[Carrier, Sha256]], until: Until = NOW
) -> tuple[Scored, ...]:
    """The carriers of a round with their returns, measured in one scan per table of ``source``, graded among each other."""
    return LiveScore(opened, source, whose, until).results()


def seal(opened: OpenRound, *, actor: str, now: datetime, progress: Progress = SILENT) -> tuple[Run, tuple[Scored, ...]]:
    """A run: results and receipt kept for good, worked out from the truth itself and not from the effective tables beside it.

    Raises Refusal where there is nothing to score.
    """
    store = opened.store
    with store.writing():
        heads = journal.heads(store)
        with effective.as_of(store, heads, Part(progress, 0, 33)) as rows:
            scored = live(opened, rows, progress=Part(progress, 33, 66))
        if not scored:
            raise Refusal("services.nothing_to_score", round=opened.round.title)
        kept: list[KeptLine] = []
        last = Part(progress, 66, 100)
        found = truth.packed_in_pieces(in_pieces(_written(opened, scored, kept, last)))
        receipt = canonical(receipt_document(opened, scored, found.hash, heads, now=now))
        run = runs.seal(store, round_id=opened.round.id, receipt=receipt, results=found, actor=actor, now=now)
        run_lines.keep(store, run.id, kept)
        return run, scored


def _written(opened: OpenRound, scored: Sequence[Scored], kept: list[KeptLine], progress: Progress) -> Iterator[str]:
    """The canonical text of each carrier's results; their lines are put into ``kept`` on the way."""
    for done, one in enumerate(scored):
        progress.step(done, len(scored), one.carrier.name)
        text = canonical(result_document(one))
        figures = figures_of(line_of(opened.rubric.rubric, one))
        kept.append(KeptLine(one.carrier.uscc, one.carrier.name, figures, sha256(text)))
        yield text


def in_pieces(texts: Iterable[str]) -> Iterator[str]:
    """The canonical text of a list, of those of its members: the whole is never made in one step."""
    between = "["
    for text in texts:
        yield between + text
        between = ","
    yield "]" if between == "," else "[]"


def latest_run(opened: OpenRound) -> Run:
    """The youngest run of the round. Raises Refusal where there is none."""
    known = runs.of_round(opened.store, opened.round.id)
    if not known:
        raise Refusal("services.no_run", round=opened.round.title)
    return known[-1]


def receipt_document(
    opened: OpenRound, scored: tuple[Scored, ...], results: Sha256, heads: tuple[Head, ...], *, now: datetime
) -> dict[str, object]:
    """What a run rests on: engine, definitions by the hash of their stored text, parameters, returns, journal heads."""
    round_ = opened.round
    whose = [{"carrier": one.carrier.uscc, "return": one.return_id} for one in scored]
    ends = [{"replica": head.replica, "sequence": head.sequence, "hash": head.hash} for head in heads]
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
        "heads": ends,
        "data": sha256(canonical({"returns": whose, "heads": ends})),
        "results": results,
        "sealed_at": now.isoformat(),
        "tells": [UNSETTLED],
    }


def tells_unsettled(run: Run) -> bool:
    """Whether the run's results name the vetoes and limits that nobody could settle."""
    return UNSETTLED in json.loads(run.receipt).get("tells", ())


def silent(one: Scored) -> Scored:
    """A result as a run has it that does not tell of what nobody could settle."""
    if one.grade is None or not one.grade.unsettled:
        return one
    return replace(one, grade=replace(one.grade, unsettled=()))


def as_told(run: Run, scored: Iterable[Scored]) -> tuple[Scored, ...]:
    """Results as the run tells them: held against it, or printed of it."""
    return tuple(scored) if tells_unsettled(run) else tuple(map(silent, scored))


def results_document(scored: tuple[Scored, ...]) -> list[dict[str, object]]:
    """Every figure of a run, exact: pairs as [numerator, denominator], points as decimal text."""
    return [result_document(one) for one in scored]


def result_document(one: Scored) -> dict[str, object]:
    """One carrier's part of it."""
    return {
        "carrier": one.carrier.uscc,
        "name": one.carrier.name,
        "scored": one.score.scored,
        "watched": one.watched,
        "total": str(one.score.total),
        "ranking": _pair(one.score.ranking),
        "grade": one.grade.level.name.zh if one.grade else None,
        "grading": _grading_document(one.grade),
        "provisional": one.provisional,
        "branches": {code: None if points is None else str(points) for code, points in one.score.branches.items()},
        "indicators": [_indicator_document(indicator) for indicator in one.score.indicators],
    }


def _grading_document(grade: Grade | None) -> dict[str, object] | None:
    if grade is None:
        return None
    more: dict[str, object] = {}  # what a rubric does not ask for leaves no trace: its older runs stay what they were
    if grade.group is not None:
        more["group"] = {"name": grade.group.name, "rank": grade.group.rank, "of": grade.group.of}
    if grade.exempt:
        more["exempt"] = grade.exempt
    if grade.unsettled:
        more[UNSETTLED] = list(grade.unsettled)
    if grade.near:
        more["near"] = [
            {"grade": one.grade, "distance": str(one.distance), "missing": one.missing, "places": one.places}
            for one in grade.near
        ]
    return more | {
        "rank": grade.rank,
        "of": grade.of,
        "border": grade.border,
        "steps": [
            {"step": step.step.value, "grade": step.grade, "rule": step.rule, "places": step.places} for step in grade.steps
        ],
    }


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
        "approximate": measured.approximate,
        "imputed": _pair(indicator.imputed),
        "exact": _pair(indicator.exact),
        "maximum": _pair(indicator.maximum),
        "received": {code: _pair(share) for code, share in indicator.received},
        "handed": {code: _pair(share) for code, share in indicator.handed},
        "points": None if indicator.points is None else str(indicator.points),
    }


def _pair(ratio: Ratio | None) -> list[int] | None:
    return None if ratio is None else list(ratio.simplest())


MOVES_NOTHING = frozenset(
    {
        *("run.sealed", "paper.issued", "paper.worded", "finding.explained", "return.handled", "round.due_changed"),
        *("replica.began", "journal.blanked", "person.registered", "round.withdrawn"),
        *decisions.VERBS,
        calendar_years.VERB,
        *("key.made", "key.trusted", "key.distrusted", "certificate.issued", "certificate.withdrawn"),
        "past_result.recorded",
        *("definition.adopted", "support.settled", "support.pot", "support.decided"),
    }
)
"""Entries of the journal that no figure depends on. Whatever is not among them may have changed one."""


def stale(opened: OpenRound, run: Run, differs: Callable[[], bool] | None = None) -> bool:
    """Whether data or rubric changed since the run was sealed: shown as such, never silently recomputed.

    Figures are worked out only where something was written since that could have moved one. ``differs`` answers whether any
    is another one, where somebody keeps the live score.
    """
    if rests_on_other(opened, run):
        return True
    receipt = json.loads(run.receipt)
    heads = tuple(Head(**head) for head in receipt["heads"])
    if receipt["engine"] == ENGINE_VERSION and journal.verbs_since(opened.store, heads) <= MOVES_NOTHING:
        return False
    if differs is not None:
        return differs()
    return (
        truth.hash_in_pieces(in_pieces(canonical(result_document(one)) for one in as_told(run, live(opened)))) != run.results_hash
    )


def rests_on_other(opened: OpenRound, run: Run) -> bool:
    """Whether the rubric or any return is another one than the run has."""
    return bool(json.loads(run.receipt)["rubric"] != opened.round.rubric or other_returns(opened, run))


def other_returns(opened: OpenRound, run: Run) -> frozenset[str]:
    """统一社会信用代码 of all whose return is another one than the run has; also who is in one of them only."""
    then = {(one["carrier"], one["return"]) for one in json.loads(run.receipt)["returns"]}
    now = {(one.uscc, one.return_id) for one in arrivals.standing(opened.store, opened.round.id)}
    return frozenset(uscc for uscc, _ in then ^ now)
