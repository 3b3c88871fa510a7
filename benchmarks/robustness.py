"""Robustness of the sample's incubators: draws of weights to ranks and grades, against the sums of the points alone.

.venv/bin/python -m benchmarks.robustness [--draws 1000] [--anew 10] [--runs 3] [--workspace FILE] [--kind 孵化器]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import Contender, closing_words, race, show
from scoring.definitions.rubric import Role
from scoring.engine.exact import Ratio
from scoring.engine.reweighing import WHOLE, Draw, Reweigher
from scoring.engine.robustness import draws
from scoring.services.live import LiveScore, Scored
from scoring.services.robustness import robustness
from scoring.services.rounds import OpenRound, open_workspace
from scoring.services.sample_district import build_sample
from scoring.services.scoring import live_score

BARE = "points re-weighed and added up, bare integers"
SEED = 1
CENTS = 100
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.robustness")
    asked.add_argument("--draws", type=int, default=1000)
    asked.add_argument("--anew", type=int, default=10, help="draws for which everything is measured and scored anew")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--workspace", type=Path, help="instead of the sample district")
    asked.add_argument("--kind", default="孵化器")
    given = asked.parse_args(words)
    with TemporaryDirectory() as folder:
        path = given.workspace or build_sample(Path(folder) / "sample", actor="测", clock=lambda: NOW)
        opened = open_workspace(path, read_only=True, kind=given.kind)
        with opened.store:
            compare(opened, given.draws, given.anew, given.runs)
    closing_words(given.runs)


def compare(opened: OpenRound, count: int, anew: int, runs: int) -> None:
    """Every way works on the same draws; the bare totals must be the engine's, draw by draw."""
    board = live_score(opened)
    graded = [one for one in board.results() if one.grade]
    reweigher = Reweigher(opened.rubric)
    bare = Bare(opened, graded)
    for draw in draws(reweigher.drawn, min(count, 20), SEED):
        under = reweigher.weighing(draw)
        for one in graded:
            found = reweigher.score(reweigher.ready(one.score), under).ranking
            assert found.compare(bare.total(one, draw)) == 0, one.carrier.name

    def scored_anew() -> None:
        for _ in range(anew):
            LiveScore(opened, opened.store, {one.carrier.no: (one.carrier, one.return_id) for one in graded}).results()

    contenders = (
        Contender(BARE, lambda: bare.ranked(draws(reweigher.drawn, count, SEED))),
        Contender(
            "the whole of it: branches, grade rule, ranks, reviewers, declared values",
            lambda: robustness(opened, count, SEED, board=board),
        ),
    )
    title = f"{count} draws over {len(graded)} graded carriers"
    show(title, race(contenders, runs), units=count, unit="draw", yardstick=BARE)
    if anew:
        naive = (Contender("measured and scored anew", scored_anew),)
        show("A draw the naive way", race(naive, 1), units=anew, unit="draw", yardstick="measured and scored anew")


class Bare:
    """The least that anybody would have to do: a multiplication and a rounding for each indicator, a sum, a sorting.

    For rubrics that add up points rounded to two decimals, without caps on base branches.
    """

    def __init__(self, opened: OpenRound, graded: Sequence[Scored]) -> None:
        rubric = opened.rubric.rubric
        self._own = {one.code: int(one.maximum * CENTS) for one in rubric.indicators if rubric.role(one) is Role.BASE}
        self._to = {one.code: one.missing.to for one in rubric.indicators}
        self._floor = rubric.total_floor is not None
        self._graded = graded
        self._other = {one.carrier.no: self._besides(opened, one) for one in graded}

    def _besides(self, opened: OpenRound, one: Scored) -> int:
        """Bonus less deductions, in hundredths: they are not drawn."""
        rubric = opened.rubric.rubric
        found = 0
        for branch in rubric.branches:
            points = one.score.branches[branch.code]
            if not branch.parent and branch.role is not Role.BASE and points is not None:
                found += (-1 if branch.role is Role.DEDUCTION else 1) * int(points * CENTS)
        return found

    def total(self, one: Scored, draw: Draw) -> Ratio:
        return Ratio(self._hundredths(one, self._maxima(draw), sum(self._own.values())), CENTS)

    def _maxima(self, draw: Draw) -> dict[str, int]:
        return {code: own * (WHOLE + draw[code]) for code, own in self._own.items()}

    def _hundredths(self, one: Scored, maxima: Mapping[str, int], whole: int) -> int:
        """Maxima are brought back to their old sum: × whole ÷ their sum."""
        after = sum(maxima.values())
        out = [each.code for each in one.score.indicators if each.handed]
        total = self._other[one.carrier.no]
        for each in one.score.indicators:
            if each.code in self._own and each.exact is not None:
                top, low = maxima[each.code], 1
                for giver in out:
                    if each.code in self._to[giver]:
                        takers = sum(maxima[code] for code in self._to[giver] if code not in out)
                        top, low = top * takers + low * maxima[giver] * maxima[each.code], low * takers
                upper = each.exact.numerator * top * whole * CENTS
                lower = each.exact.denominator * low * after * self._own[each.code]
                total += (2 * upper + lower) // (2 * lower)
        return max(total, 0) if self._floor else total

    def ranked(self, drawn: Iterable[Draw]) -> None:
        """Every draw: all totals, in order."""
        whole = sum(self._own.values())
        for draw in drawn:
            maxima = self._maxima(draw)
            sorted((self._hundredths(one, maxima, whole) for one in self._graded), reverse=True)


if __name__ == "__main__":
    main()
