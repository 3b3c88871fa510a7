"""What a sealed run says for the round's papers (公文、上会材料、总结): figures decided and worded, the grade that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from scoring.definitions.documents import Order
from scoring.definitions.python_reader import EffectiveRow
from scoring.definitions.rubric import Branch, Role, RoundingMode
from scoring.engine.aggregates import record_rows
from scoring.engine.exact import from_decimal, rounded
from scoring.engine.wording import plain, signed
from scoring.messages import say
from scoring.papers.facts import GradeStep
from scoring.services.days import CHINA
from scoring.services.grade_steps import grade_steps
from scoring.services.live import Scored
from scoring.services.outcome import Outcome, outcomes
from scoring.services.paper_words import day_words
from scoring.services.past import Past, past
from scoring.services.receipts import receipt_number
from scoring.services.rounds import OpenRound
from scoring.store.carriers import Carrier
from scoring.store.runs import Run

ZERO = Decimal(0)
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Standing:
    """A carrier of the run: its score and what was decided of it."""

    scored: Scored
    outcome: Outcome

    @property
    def name(self) -> str:
        return self.scored.carrier.name

    @property
    def uscc(self) -> str:
        return self.scored.carrier.uscc


@dataclass(frozen=True, slots=True)
class Dimension:
    """A branch of the rubric with a carrier's points; ``depth`` from 0."""

    code: str
    label: str
    points: str
    maximum: str
    depth: int


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run read once for all its papers; words are made in ``language``."""

    now: OpenRound
    then: Past
    records: Mapping[int, EffectiveRow]
    standings: tuple[Standing, ...]
    language: str
    kept: dict[str, str] = field(default_factory=dict)
    """The facts of the round once they were worked out: a batch asks for them again and again."""

    def phrase(self, code: str, /, **facts: object) -> str:
        return say(f"documents.{code}", facts, self.language)

    @property
    def run(self) -> Run:
        return self.then.run

    # --- the round

    def of_round(self) -> dict[str, str]:
        """The facts a template of any kind may name; an empty one is not there."""
        if not self.kept:
            self.kept.update(self._of_round())
        return dict(self.kept)

    def _of_round(self) -> dict[str, str]:
        opened, language = self.then.opened, self.language
        round_ = opened.round
        first, last = date(round_.data_year, 1, 1), date(round_.data_year, 12, 31)
        absent = len(self.absent())
        return {
            "year": str(round_.assessment_year),
            "data_year": str(round_.data_year),
            "period": self.phrase("period", first=day_words(first, language), last=day_words(last, language)),
            "cutoff": day_words(round_.cutoff, language),
            "district": opened.district,
            "carriers_kind": self.now.kind(language),
            "rubric": opened.rubric.rubric.title[language],
            "participants": str(len(self.now.participants())),
            "assessed": str(len(self.graded())),
            "grade_counts": self.grade_counts(),
            "absent": str(absent) if absent else "",
            "decided": "",
            "sealed_on": day_words(self.run.sealed_at.astimezone(CHINA).date(), language),
            "receipt": receipt_number(self.run.receipt_hash, round_.assessment_year),
        }

    def grades(self) -> tuple[str, ...]:
        """The rubric's own words, the best first."""
        return tuple(level.name[self.language] for level in self.then.opened.rubric.rubric.grades)

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Grade → how many it stands for."""
        found = Counter(one.outcome.grade for one in self.standings)
        return tuple((grade, found[grade]) for grade in self.grades())

    def grade_counts(self) -> str:
        told = [self.phrase("count_of_grade", grade=grade, count=count) for grade, count in self.counts() if count]
        return self.phrase("join").join(told) or self.phrase("no_grades")

    def graded(self, order: Order = Order.RANK) -> tuple[Standing, ...]:
        """Everybody with a grade, the best grade first, then by rank or by code."""
        grades = self.grades()

        def key(one: Standing) -> tuple[int, tuple[bool, int], str]:
            rank = one.outcome.result.rank
            place = (rank is None, rank or 0) if order is Order.RANK else (False, 0)
            return grades.index(one.outcome.grade), place, one.uscc

        return tuple(sorted((one for one in self.standings if one.outcome.grade in grades), key=key))

    def absent(self) -> tuple[tuple[Carrier, str], ...]:
        """Participants without a grade, with the reason."""
        known = {one.uscc: one for one in self.standings}
        found = []
        for carrier in self.now.participants():
            one = known.get(carrier.uscc)
            if one is None:
                found.append((carrier, self.phrase("not_returned")))
            elif one.outcome.grade not in self.grades():
                found.append((carrier, self.no_grade(one)))
        return tuple(found)

    def no_grade(self, one: Standing) -> str:
        """Why there is none."""
        if one.scored.watched:
            return self.phrase("watched")
        return self.phrase("not_scored") if not one.scored.score.scored else self.phrase("ungraded")

    # --- one carrier

    def standing(self, uscc: str) -> Standing | None:
        return next((one for one in self.standings if one.uscc == uscc), None)

    def of_carrier(self, one: Standing) -> dict[str, str]:
        """What a template for one carrier may name besides the round's facts."""
        outcome, scored = one.outcome, one.scored
        graded = outcome.grade in self.grades()
        return {
            "carrier": one.name,
            "uscc": one.uscc,
            "grade": outcome.grade if graded else "",
            "no_grade": "" if graded else self.no_grade(one),
            "computed": outcome.computed,
            "decided": outcome.grade if outcome.changed else "",
            "points": str(scored.score.total) if scored.score.scored else NOTHING,
            "maximum": self.maximum(),
            "rank": str(outcome.result.rank or ""),
            "of": str(outcome.result.of or ""),
        }

    def maximum(self) -> str:
        rubric = self.then.opened.rubric.rubric
        return plain(sum((one.maximum for one in rubric.indicators if rubric.role(one) is Role.BASE), ZERO))

    def dimensions(self, scored: Scored) -> tuple[Dimension, ...]:
        """Every branch, in the rubric's order."""
        return tuple(self._dimension(scored, branch) for branch in self.then.opened.rubric.rubric.branches)

    def tops(self) -> tuple[Branch, ...]:
        """The branches with nothing above them."""
        return tuple(branch for branch in self.then.opened.rubric.rubric.branches if not branch.parent)

    def whole(self, branch: Branch) -> Decimal:
        """The most a branch can give."""
        rubric = self.then.opened.rubric.rubric
        whole = sum((one.maximum for one in rubric.under(branch.code)), ZERO)
        return min(whole, branch.cap) if branch.cap is not None else whole

    def share(self, scored: Scored, code: str) -> int:
        """Of what a branch can give, in tenths of a per cent, for drawings only; 0 where nothing is known."""
        branch = self.then.opened.rubric.rubric.branch(code)
        points, whole = scored.score.branches.get(code), self.whole(branch)
        if points is None or not whole:
            return 0
        part = from_decimal(points).over(from_decimal(whole))
        return int(rounded(part, 3, RoundingMode.HALF_AWAY).scaleb(3))

    def _dimension(self, scored: Scored, branch: Branch) -> Dimension:
        rubric = self.then.opened.rubric.rubric
        role = rubric.branch_role(branch)
        depth, above = 0, branch.parent
        while above:
            depth, above = depth + 1, rubric.branch(above).parent
        points = scored.score.branches.get(branch.code) if scored.score.scored else None
        shown = NOTHING if points is None else signed(str(points), role)
        return Dimension(branch.code, branch.title[self.language], shown, signed(plain(self.whole(branch)), role), depth)

    def steps(self, one: Standing) -> Sequence[GradeStep]:
        """How the grade came about; empty without one."""
        record = self.records[one.scored.carrier.no]
        return grade_steps(self.then.opened, one.scored, record, self.language, one.outcome.grade)


@contextmanager
def run_facts(opened: OpenRound, run: Run, language: str = "zh") -> Iterator[RunFacts]:
    """The run as its receipt has it, with the grades that stand. Raises Refusal where the file is damaged."""
    stand = {one.result.uscc: one for one in outcomes(opened, run, language)}
    with past(opened.store, run) as then:
        form = then.opened.form.form
        record = form.table(form.record)
        keys = [field.key for field in record.fields]
        rows = record_rows(then.source.query, then.opened.tables[record.key], keys, round_no=then.opened.round.no)
        standings = tuple(Standing(one, stand[one.carrier.uscc]) for one in then.scored)
        yield RunFacts(opened, then, rows, standings, language)
