"""Robustness (稳健性) beside the grades: other weights, the declared values instead of the verified ones, one reviewer fewer.

Nothing is written and nothing decided: it shows which grades would not stand if somebody weighed, verified or judged otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.form import FilledBy, Words
from scoring.definitions.showing import label_with_unit, show_datum
from scoring.engine.grade import Grade
from scoring.engine.measure import plan_rubric, remarked
from scoring.engine.reweighing import Reweigher
from scoring.engine.robustness import Spread, draws
from scoring.messages import LANGUAGES
from scoring.progress import SILENT, Part, Progress
from scoring.services.live import LiveScore, Scored
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live_score
from scoring.store import effective, marks, returns, truth
from scoring.store.applied import Cell
from scoring.store.truth import NOW, Until

DRAWS, SEED = 1_000, 1
FEWEST = 20
"""Fewer draws say nothing."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What a carrier would come to: total as printed, rank and grade (the rubric's own word); ``turns``: another grade than now."""

    total: Decimal
    rank: int
    grade: str
    turns: bool


@dataclass(frozen=True, slots=True)
class Disputed:
    """A value the district verified otherwise than declared, and the result with the declared one."""

    cell: Cell
    subject: str
    field: Words
    declared: Words
    verified: Words
    struck: bool
    """A firm that is not counted (核减), rather than another value."""
    result: Turned


@dataclass(frozen=True, slots=True)
class WithoutReviewer:
    """The result if one reviewer's marks were left out everywhere."""

    reviewer: str
    result: Turned


@dataclass(frozen=True, slots=True)
class Steadiness:
    """One graded carrier. ``spread`` is of the draws from ``seed``; ``declared``: with all declared values at once, None where
    none is disputed.
    """

    scored: Scored
    seed: int
    spread: Spread
    disputed: tuple[Disputed, ...]
    declared: Turned | None
    reviewers: tuple[WithoutReviewer, ...]

    @property
    def grade(self) -> str:
        return self.scored.grade.level.name.zh if self.scored.grade else ""

    @property
    def rank(self) -> int:
        return (self.scored.grade.rank if self.scored.grade else None) or 0

    @property
    def differing(self) -> int:
        """Draws with another grade."""
        return self.spread.other_than(self.grade)

    @property
    def ranks(self) -> tuple[int, int]:
        """The best and the worst rank of all draws; that of now where there was none."""
        return (min(self.spread.ranks), max(self.spread.ranks)) if self.spread.ranks else (self.rank, self.rank)

    @property
    def usual(self) -> tuple[int, int]:
        """From the 5th to the 95th per cent of the draws."""
        return (self.spread.rank_at(5), self.spread.rank_at(95)) if self.spread.ranks else (self.rank, self.rank)

    @property
    def turning(self) -> tuple[Disputed | WithoutReviewer, ...]:
        """The disputed values and the reviewers that alone would change the grade."""
        every: tuple[Disputed | WithoutReviewer, ...] = (*self.disputed, *self.reviewers)
        return tuple(one for one in every if one.result.turns)


@dataclass(frozen=True, slots=True)
class Robustness:
    """``carriers``: those that are graded, the best rank first."""

    draws: int
    seed: int
    carriers: tuple[Steadiness, ...]

    def of(self, number: int) -> Steadiness | None:
        """One carrier's, by its number; None where it is not graded, or not among the others (免评)."""
        return next((one for one in self.carriers if one.scored.carrier.no == number), None)


def robustness(
    opened: OpenRound,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = SILENT,
    *,
    board: LiveScore | None = None,
    until: Until = NOW,
) -> Robustness:
    """Of a whole round. ``board`` is only looked at (that of now unless given); raises Cancelled from ``progress``."""
    firmness = Firmness(opened, board or live_score(opened), until)
    firmness.weigh(draws, seed, Part(progress, 0, 85))
    last, found = Part(progress, 85, 100), []
    for done, one in enumerate(firmness.graded):
        last.step(done, len(firmness.graded), one.carrier.name)
        found.append(firmness.steadiness(one))
    return Robustness(draws, seed, tuple(found))


class Firmness:
    """Tests of one score: what all carriers share is worked out once, the rest for whom it is asked."""

    def __init__(self, opened: OpenRound, board: LiveScore, until: Until = NOW) -> None:
        self._opened, self._board, self._until = opened, board, until
        known = [one for one in board.results() if one.ranked]
        self.graded = tuple(sorted(known, key=lambda one: (one.grade.rank if one.grade else None) or 0))
        self._spreads = {one.carrier.no: Spread() for one in known}
        self._seed = SEED
        self._reviewers: Mapping[int, tuple[WithoutReviewer, ...]] | None = None

    def weigh(self, draws: int, seed: int = SEED, progress: Progress = SILENT) -> None:
        """Draw weights, instead of those drawn before. Raises Cancelled, and all is as before."""
        self._spreads = _weighed(self._opened, self._board, self.graded, draws, seed, progress)
        self._seed = seed

    def take(self, spreads: Mapping[int, Spread]) -> None:
        """What the same weighing by the usual seed gave before, instead of drawing again."""
        self._spreads, self._seed = dict(spreads), SEED

    @property
    def spreads(self) -> Mapping[int, Spread]:
        """What the draws made of each, by its number."""
        return self._spreads

    def of(self, number: int) -> Steadiness | None:
        """One carrier's, by its number; None where it is not graded, or not among the others (免评)."""
        one = next((one for one in self.graded if one.carrier.no == number), None)
        return self.steadiness(one) if one is not None else None

    def steadiness(self, one: Scored) -> Steadiness:
        """Of one that is graded."""
        if self._reviewers is None:
            self._reviewers = _reviewed(self._opened, self._board, self.graded, self._until)
        number = one.carrier.no
        disputed, declared = _disputed(self._opened, self._board, one, self._until)
        return Steadiness(one, self._seed, self._spreads[number], disputed, declared, self._reviewers.get(number, ()))


def draws_for(carriers: int, work: int) -> int:
    """How many draws of so many carriers are so much work: a thousand at most, and none at all rather than a handful."""
    found = min(work // max(carriers, 1), DRAWS)
    return found if found >= FEWEST else 0


def _weighed(
    opened: OpenRound, board: LiveScore, graded: Sequence[Scored], count: int, seed: int, progress: Progress
) -> dict[int, Spread]:
    spreads = {one.carrier.no: Spread() for one in graded}
    reweigher = Reweigher(opened.rubric)
    if not reweigher.drawn or not graded:
        return spreads
    units = {one.carrier.no: reweigher.ready(one.score) for one in graded}
    for done, draw in enumerate(draws(reweigher.drawn, count, seed)):
        progress.step(done, count)
        under = reweigher.weighing(draw)
        grades = board.graded({number: reweigher.score(unit, under) for number, unit in units.items()})
        for number, grade in grades.items():
            spreads[number].add(grade.rank, grade.level.name.zh)
    return spreads


def _result(now: Scored, total: Decimal, grade: Grade | None) -> Turned:
    name = grade.level.name.zh if grade else ""
    known = now.grade.level.name.zh if now.grade else ""
    return Turned(total, (grade.rank if grade else None) or 0, name, name != known)


# Declared values ------------------------------------------------------------------------------------------------------


def _disputed(opened: OpenRound, board: LiveScore, one: Scored, until: Until) -> tuple[tuple[Disputed, ...], Turned | None]:
    """Each disputed value by itself, then all of them."""
    cells = tuple(_cells(opened, one, until))
    if not cells:
        return (), None
    found = tuple(_dispute(opened, board, one, cell, until) for cell in cells)
    return found, _with_declared(opened, board, one, {*cells}, until)


def _cells(opened: OpenRound, one: Scored, until: Until) -> Iterator[Cell]:
    """The amended cells that a declared value stands against, and the strikes."""
    form, amended = opened.form.form, truth.amended(opened.store, one.return_id, until)
    body = returns.content(opened.store, one.return_id)
    for cell, value in sorted(amended.items(), key=lambda pair: pair[0]):
        table = form.table(cell[0])
        if table.field(cell[2]).filled_by is FilledBy.DISTRICT and cell[2] != table.struck_by:
            continue
        if cell[2] == table.struck_by:
            if value is True:
                yield cell
        elif body.table(cell[0]).value(cell[1], cell[2]) != value:
            yield cell


def _with_declared(opened: OpenRound, board: LiveScore, one: Scored, cells: set[Cell], until: Until) -> Turned:
    number = one.carrier.no
    with effective.as_if_never(opened.store, opened.round.no, number, cells, until) as lifted:
        measured, record = board.read(number, lifted)
    score, grade = board.supposed_grades({number: measured}, {number: record})[number]
    return _result(one, score.total, grade)


def _dispute(opened: OpenRound, board: LiveScore, one: Scored, cell: Cell, until: Until) -> Disputed:
    form, body = opened.form.form, returns.content(opened.store, one.return_id)
    table = form.table(cell[0])
    field = table.field(cell[2])
    amended = truth.amended(opened.store, one.return_id, until)
    subject = body.table(table.key).value(cell[1], table.named_by) if table.named_by else one.carrier.name
    declared = body.table(table.key).value(cell[1], cell[2])
    return Disputed(
        cell=cell,
        subject=str(subject or one.carrier.name),
        field=Words(*(label_with_unit(field, language) for language in LANGUAGES)),
        declared=Words(*(show_datum(form, field, declared, language) for language in LANGUAGES)),
        verified=Words(*(show_datum(form, field, amended[cell], language) for language in LANGUAGES)),
        struck=cell[2] == table.struck_by,
        result=_with_declared(opened, board, one, {cell}, until),
    )


# Reviewers ------------------------------------------------------------------------------------------------------------


def _reviewed(
    opened: OpenRound, board: LiveScore, graded: Sequence[Scored], until: Until
) -> Mapping[int, tuple[WithoutReviewer, ...]]:
    """Each reviewer left out of the whole round; told of the carriers this one judged."""
    given = marks.of_round(opened.store, opened.round.id, until)
    plans = plan_rubric(opened.rubric, opened.parameters)
    found: dict[int, list[WithoutReviewer]] = {}
    for reviewer in dict.fromkeys(one.reviewer for one in given):
        judged = {one.carrier_no for one in given if one.reviewer == reviewer}
        others = marks.by_carrier(tuple(one for one in given if one.reviewer != reviewer))
        measured = {
            one.carrier.no: remarked(plans, one.measured, others.get(one.carrier.no, {}))
            for one in graded
            if one.carrier.no in judged
        }
        results = board.supposed_grades(measured)
        for one in graded:
            if one.carrier.no in judged:
                score, grade = results[one.carrier.no]
                found.setdefault(one.carrier.no, []).append(WithoutReviewer(reviewer, _result(one, score.total, grade)))
    return {number: tuple(sorted(each, key=lambda one: one.reviewer)) for number, each in found.items()}
