"""A round's live score with what is shown of it: lines, hashes and peers, each worked out once until data changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scoring.definitions.canonical import Sha256, canonical, sha256
from scoring.engine.grade import Grade
from scoring.engine.score import CarrierScore
from scoring.errors import Refusal
from scoring.progress import SILENT, Progress
from scoring.services.comparing import Among, among_all
from scoring.services.lines import Line, line_of
from scoring.services.live import LiveScore, Scored
from scoring.services.robustness import Firmness
from scoring.services.rounds import OpenRound
from scoring.services.scoring import as_told, result_document
from scoring.store.runs import Run


class ScoreDesk:
    """Follows its ``board``: what did not change is not made anew."""

    def __init__(self, opened: OpenRound, board: LiveScore) -> None:
        self.opened, self.board = opened, board
        self._version = -1
        self._results: tuple[Scored, ...] = ()
        self._among: Among | None = None
        self.firmness: Firmness | None = None
        """How firmly the grades stand, where somebody tested it since the data last changed."""
        self._lines: dict[int, tuple[CarrierScore, Line]] = {}
        self._proofs: dict[int, tuple[CarrierScore, Grade | None, Sha256]] = {}

    def results(self) -> tuple[Scored, ...]:
        """Everybody's result, as the board has it now."""
        if self._version != self.board.version:
            self._results, self._among, self._version = self.board.results(), None, self.board.version
            self.firmness = None
        return self._results

    def scored(self, uscc: str) -> Scored:
        """One carrier's. Raises Refusal where it has no return."""
        found = next((one for one in self.results() if one.carrier.uscc == uscc), None)
        if found is None:
            name = next((one.name for one in self.opened.participants() if one.uscc == uscc), uscc)
            raise Refusal("services.no_return", carrier=name)
        return found

    def lines(self, progress: Progress = SILENT) -> tuple[Line, ...]:
        """Everybody's line, in the order of registration."""
        everyone = self.results()
        found = []
        for done, one in enumerate(everyone):
            progress.step(done, len(everyone), one.carrier.name)
            found.append(self._line(one))
        return tuple(found)

    def line(self, uscc: str) -> Line:
        """One carrier's. Raises Refusal where it has no return."""
        return self._line(self.scored(uscc))

    def _line(self, one: Scored) -> Line:
        """Points as they were where the score is the same; the grade is everybody's matter and put in each time."""
        known = self._lines.get(one.carrier.no)
        if known is None or known[0] is not one.score:
            known = one.score, line_of(self.opened.rubric.rubric, one)
            self._lines[one.carrier.no] = known
            return known[1]
        grade = one.grade
        return replace(
            known[1],
            watched=one.watched,
            provisional=one.provisional,
            grade=grade.level.name.zh if grade else "",
            rank=(grade.rank if grade else None) or 0,
            of=grade.of if grade else 0,
            border=grade.border if grade else False,
            steps=tuple((step.step.value, step.grade) for step in grade.steps) if grade else (),
            group=grade.group if grade else None,
            near=grade.near if grade else (),
            exempt=bool(grade and grade.exempt),
        )

    def differing(self, run: Run, hashes: Mapping[str, Sha256], progress: Progress = SILENT) -> frozenset[str]:
        """统一社会信用代码 of all whose results are not the run's, which has these hashes, in any figure; also who is in one of them only."""
        now = dict(self._hashes(run, progress))
        either = now.keys() | hashes.keys()
        return frozenset(uscc for uscc in either if now.get(uscc) != hashes.get(uscc))

    def _hashes(self, run: Run, progress: Progress) -> Iterator[tuple[str, Sha256]]:
        everyone = as_told(run, self.results())
        for done, one in enumerate(everyone):
            progress.step(done, len(everyone), one.carrier.name)
            known = self._proofs.get(one.carrier.no)
            if known is None or known[0] is not one.score or known[1] != one.grade:
                known = one.score, one.grade, sha256(canonical(result_document(one)))
                self._proofs[one.carrier.no] = known
            yield one.carrier.uscc, known[2]

    def among(self) -> Among:
        """Everybody beside each other."""
        results = self.results()
        if self._among is None:
            self._among = among_all(self.opened, self.opened.store, results)
        return self._among

    def test(self, draws: int, seed: int, progress: Progress) -> None:
        """How firmly the grades stand; kept until data changes. Raises Cancelled, and what was known before holds."""
        self.results()
        firmness = Firmness(self.opened, self.board)
        firmness.weigh(draws, seed, progress)
        self.firmness = firmness
