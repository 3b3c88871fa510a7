"""Of a run's report what stands where and why: branches in words, what would lift the carrier, and how firm its grade is."""

from __future__ import annotations

from scoring.messages import say
from scoring.papers.facts import LiftFacts
from scoring.services.comparing import Among
from scoring.services.lifting_words import Suggestion
from scoring.services.live import LiveScore
from scoring.services.past import Past
from scoring.services.standouts import Standouts
from scoring.services.why import Why, Whys
from scoring.store.truth import Until

REPORT_DRAWS, MANY, FEWEST = 200, 100, 20
"""A report tells of so many draws; of more than so many carriers of fewer, because the work grows with both."""


class WhysOfRun:
    """The answers about a run's carriers, made ready when the first is asked for."""

    def __init__(self, then: Past, among: Among) -> None:
        self._then, self._among = then, among
        self._made: Whys | None = None

    def of(self, number: int, language: str) -> Why:
        """One carrier, by its number."""
        if self._made is None:
            then, until = self._then, Until(self._then.heads)
            whose = {one.carrier.no: (one.carrier, one.return_id) for one in then.scored}
            board = LiveScore(then.opened, then.source, whose, until)
            self._made = Whys(then.opened, board, source=then.source, until=until, among=self._among)
            self._made.robust(draws_for(sum(one.grade is not None for one in then.scored)))
        return self._made.of(number, language)


def draws_for(carriers: int) -> int:
    """How many draws a report of so many carriers tells of."""
    return REPORT_DRAWS if carriers <= MANY else max(REPORT_DRAWS * MANY // carriers, FEWEST)


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
