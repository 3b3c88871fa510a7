"""Of a run's report what stands where and why: branches in words, what would lift the carrier, and how firm its grade is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from scoring.engine.robustness import Spread
from scoring.messages import say
from scoring.papers.facts import LiftFacts
from scoring.services.comparing import Among
from scoring.services.lifting_words import Suggestion
from scoring.services.live import LiveScore
from scoring.services.past import Past
from scoring.services.robustness import Firmness, draws_for
from scoring.services.standouts import Standouts
from scoring.services.why import Why, Whys
from scoring.store.truth import Until

WORK = 30_000
"""Draws × carriers that the first report of a run waits for, some seconds: as many draws as everywhere else for thirty carriers."""
KEPT = 4
"""Runs whose draws are kept for their next report."""


class WhysOfRun:
    """The answers about a run's carriers, made ready when the first is asked for."""

    def __init__(self, then: Past, among: Among) -> None:
        self._then, self._among = then, among
        self._made: Whys | None = None
        self._board: LiveScore | None = None

    @property
    def board(self) -> LiveScore:
        """The run's scores, to try things on; whoever changes it brings it back."""
        if self._board is None:
            whose = {one.carrier.no: (one.carrier, one.return_id) for one in self._then.scored}
            self._board = LiveScore(self._then.opened, self._then.source, whose, Until(self._then.heads))
        return self._board

    def of(self, number: int, language: str) -> Why:
        """One carrier, by its number."""
        if self._made is None:
            then, until, board = self._then, Until(self._then.heads), self.board
            firmness = Firmness(then.opened, board, until)
            _weigh(firmness, then)
            self._made = Whys(then.opened, board, source=then.source, until=until, among=self._among, firmness=firmness)
        return self._made.of(number, language)


_weighed: OrderedDict[tuple[Path, str], Mapping[int, Spread]] = OrderedDict()


def _weigh(firmness: Firmness, then: Past) -> None:
    """A sealed run's draws come out the same each time: whoever looks at one report after the other waits for the first."""
    of = (then.opened.store.path, then.run.receipt_hash)
    if of in _weighed:
        firmness.take(_weighed[of])
    else:
        firmness.weigh(draws_for(len(firmness.graded), WORK))
        _weighed[of] = firmness.spreads
        if len(_weighed) > KEPT:
            _weighed.popitem(last=False)


def branch_lines(found: Standouts, language: str) -> tuple[tuple[str, str], ...]:
    """(优势 or 短板, the sentence)."""
    strong, weak = say("why.strength", {}, language), say("why.weakness", {}, language)
    return (*((strong, one.words) for one in found.strong), *((weak, one.words) for one in found.weak))


def lift_facts(one: Suggestion, language: str) -> LiftFacts:
    """A change with the cells it stands for."""
    cells = tuple(
        say("why.cell", {"subject": cell.subject, "label": cell.label, "before": cell.before, "after": cell.after}, language)
        for cell in one.cells
    )
    return LiftFacts(words=one.words, reached=say("why.reached", {"count": one.reached}, language), cells=cells)
