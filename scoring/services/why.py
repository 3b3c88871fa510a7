"""Why a carrier stands where it stands, and what next (优势与提升): strengths, weaknesses, changes that would lift it, robustness."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoring.engine.robustness import MOST
from scoring.messages import say
from scoring.progress import SILENT, Progress
from scoring.services.comparing import Among, among_all
from scoring.services.deciding import Decided
from scoring.services.decision_lists import run_or_none
from scoring.services.lifting import Lifter
from scoring.services.lifting_words import LiftingTold, Suggestion, lifting_told
from scoring.services.live import LiveScore, Scored
from scoring.services.quiet import quietly
from scoring.services.robustness import DRAWS, FEWEST, SEED, Firmness, Steadiness, Turned, draws_for
from scoring.services.robustness_words import steadiness_lines
from scoring.services.rounds import OpenRound
from scoring.services.score_desk import ScoreDesk
from scoring.services.scoring import live_score, scored_by
from scoring.services.standouts import Standout, Standouts, standouts
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Why:
    """One carrier, in words. ``steady`` is empty where nobody asked for robustness, or where the carrier is not graded."""

    scored: Scored
    standouts: Standouts
    lifting: LiftingTold
    steady: tuple[str, ...] = ()
    steadiness: Steadiness | None = None


class Whys:
    """Answers about one carrier after the other of a score: what all of them need is worked out once.

    ``source`` has the effective rows and ``until`` bounds the marks, those of now unless given; ``firmness`` tests how firm the
    grades are, nobody unless it is given.
    """

    def __init__(
        self,
        opened: OpenRound,
        board: LiveScore,
        *,
        source: Store | None = None,
        until: Until = NOW,
        among: Among | None = None,
        firmness: Firmness | None = None,
    ) -> None:
        self._opened, self._firmness = opened, firmness
        self._results = {one.carrier.no: one for one in board.results()}
        rows = source or opened.store
        self._among = among or among_all(opened, rows, tuple(self._results.values()))
        self._lifter = Lifter(opened, board, rows, until)

    def of(self, number: int, language: str) -> Why:
        """One carrier, by its number. Raises KeyError without a return."""
        scored, rubric = self._results[number], self._opened.rubric.rubric
        told = lifting_told(self._opened, self._lifter.of(number), language)
        steady = self._firmness.of(number) if self._firmness is not None else None
        lines = steadiness_lines(rubric, steady, language) if steady is not None else ()
        return Why(scored, standouts(rubric, scored, self._among, language), told, lines, steady)


def as_adjusted(found: Why, given: str, language: str) -> Why:
    """Where people gave another grade than the rubric: that what follows is about the rubric's. ``given`` empty: they did not."""
    grade = found.scored.grade
    computed = grade.level.name[language] if grade else ""
    if not given or given == computed:
        return found
    note = say("why.adjusted", {"computed": computed or say("why.no_grade", {}, language), "given": given}, language)
    lifting = replace(found.lifting, head=(note, *found.lifting.head))
    return replace(found, lifting=lifting, steady=(note, *found.steady) if found.steady else ())


def why(
    opened: OpenRound,
    carrier: Carrier,
    language: str = "zh",
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = SILENT,
) -> Why:
    """One carrier of the live score, with robustness unless ``draws`` is 0. Raises Refusal without a return; Cancelled."""
    desk = ScoreDesk(opened, live_score(opened))
    return why_shown(desk, carrier.uscc, language, draws=draws, seed=seed, progress=progress)


WORK = 100_000
"""Draws × carriers that somebody waits for in the window: half a minute."""


def why_shown(desk: ScoreDesk, uscc: str, language: str, *, draws: int = 0, seed: int = SEED, progress: Progress = SILENT) -> Why:
    """The same from a score that is kept; without ``draws`` with the robustness that is known.

    Raises Refusal without a return; Cancelled.
    """
    scored = desk.scored(uscc)
    with quietly(len(desk.results())):
        if draws:
            desk.test(draws, seed, progress)
        found = Whys(desk.opened, desk.board, among=desk.among(), firmness=desk.firmness).of(scored.carrier.no, language)
    run = run_or_none(desk.opened)
    return as_adjusted(found, Decided(desk.opened, run).grade(uscc, language) if run else "", language)


def robustness_shown(desk: ScoreDesk, uscc: str, language: str, progress: Progress = SILENT) -> Why:
    """The same after as many draws as somebody at the window waits for. Raises Refusal without a return; Cancelled."""
    graded = sum(one.grade is not None for one in desk.results())
    return why_shown(desk, uscc, language, draws=draws_for(graded, WORK) or FEWEST, progress=progress)


# For --json -------------------------------------------------------------------------------------------------------------


def why_document(opened: OpenRound, one: Why, language: str) -> dict[str, object]:
    """Of the answer of ``fuping why --json``."""
    scored, grade = one.scored, one.scored.grade
    return {
        "carrier": scored.carrier.name,
        "uscc": scored.carrier.uscc,
        "rubric": scored_by(opened, language),
        "total": str(scored.score.total) if scored.score.scored else None,
        "grade": grade.level.name.zh if grade else None,
        "rank": grade.rank if grade else None,
        "of": grade.of if grade else None,
        "strengths": [_standout(each) for each in one.standouts.strong],
        "weaknesses": [_standout(each) for each in one.standouts.weak],
        "next": {
            "way": one.lifting.way.value,
            "grade": one.lifting.aim or None,
            "words": list(one.lifting.head),
            "changes": [_change(each) for each in one.lifting.suggestions],
            "notes": list(one.lifting.tail),
        },
        "robustness": _robustness(one),
    }


def _standout(one: Standout) -> dict[str, object]:
    compared = one.compared
    return {
        "code": one.code,
        "title": one.title,
        "share": list(one.own.simplest()),
        "median": list(compared.median.simplest()) if compared else None,
        "rank": compared.above + 1 if compared else None,
        "of": compared.members if compared else None,
        "words": one.words,
    }


def _change(one: Suggestion) -> dict[str, object]:
    return {
        "steps": list(one.steps),
        "indicators": list(one.codes),
        "count": one.count,
        "gain": str(one.gain),
        "total": str(one.total),
        "grade": one.grade,
        "rank": one.rank,
        "of": one.of,
        "peers_there": one.reached,
        "words": one.words,
        "cells": [
            {"table": cell.table, "row": cell.row, "field": cell.field, "before": cell.before, "after": cell.after}
            for cell in one.cells
        ],
        "added": [{"table": row.table, "values": dict(row.values)} for row in one.added],
        "marks": {measure: [str(mark) for mark in given] for measure, given in one.marks},
    }


def _robustness(one: Why) -> dict[str, object] | None:
    return steadiness_document(one.steadiness) | {"words": list(one.steady)} if one.steadiness is not None else None


def steadiness_document(one: Steadiness) -> dict[str, object]:
    """One carrier's robustness, every share as the exact count of draws."""
    return {
        "carrier": one.scored.carrier.name,
        "uscc": one.scored.carrier.uscc,
        "grade": one.grade,
        "rank": one.rank,
        "draws": one.spread.count,
        "seed": one.seed,
        "basis_points": MOST,
        "other_grade": one.differing,
        "grades": dict(sorted(one.spread.grades.items())),
        "ranks": list(one.ranks),
        "ranks_90": list(one.usual),
        "declared": _turned(one.declared) if one.declared else None,
        "disputed": [
            {"table": each.cell[0], "row": each.cell[1], "field": each.cell[2], **_turned(each.result)} for each in one.disputed
        ],
        "reviewers": [{"reviewer": each.reviewer, **_turned(each.result)} for each in one.reviewers],
        "turning": len(one.turning),
    }


def _turned(one: Turned) -> dict[str, object]:
    return {"total": str(one.total), "rank": one.rank or None, "grade": one.grade or None, "turns": one.turns}
