"""What would lift a carrier to the next grade (提升建议): found on its own rows, scored and graded exactly, nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from scoring.definitions.compiled_rubric import points_decimals
from scoring.definitions.form import FilledBy, Form, Words
from scoring.definitions.grading import GradeLevel, better_by_points
from scoring.definitions.layout import Stored, encode
from scoring.definitions.python_reader import EffectiveRow
from scoring.definitions.tree import names
from scoring.engine.aggregates import carrier_rows
from scoring.engine.exact import Ratio, from_decimal
from scoring.engine.grade import Grade, Step, considered, distance
from scoring.engine.grade_words import grade_of, rules
from scoring.engine.lifting import MOST_STEPS, Found, Search, needed_total, ulp
from scoring.engine.measure import Measured, MeasurePlan, plan_rubric, remeasured
from scoring.engine.members import Members, Others
from scoring.engine.recounting import Reading, Recount, Rows
from scoring.engine.steps import State, Steps
from scoring.engine.trial import Trial
from scoring.services.live import LiveScore, Scored
from scoring.services.rounds import OpenRound
from scoring.store import marks
from scoring.store.connection import Store
from scoring.store.datums import default_of
from scoring.store.truth import NOW, Until


class Way(Enum):
    """Where a carrier stands to the next grade."""

    BEST = "best"
    """It has the best grade, or the best that points reach."""
    UNGRADED = "ungraded"
    EXEMPT = "exempt"
    """Lifted and outside the counting: its points do not move its grade."""
    BARRED = "barred"
    """A veto, or a limit that no figure moves: points do not lead there."""
    LIFTED = "lifted"
    """Changes within the bounds lead there."""
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class Lifting:
    """``aim`` is the next grade, ``cut`` its bound, ``missing`` the points to the bound (None: reached).

    ``needed``: the least total that has the grade by the whole rule, places and ties among all others as they are; None: points
    alone do not do it. ``bars``: the vetoes and limits that hold. ``place``: it is not the bound that keeps the carrier from
    the grade, but the number of places. ``steps`` are the carrier's own, ``found`` what they come to.
    """

    scored: Scored
    way: Way
    aim: GradeLevel | None = None
    cut: Decimal | None = None
    missing: Decimal | None = None
    needed: Ratio | None = None
    place: bool = False
    bars: tuple[Words, ...] = ()
    steps: Steps | None = None
    found: Found | None = None
    rows: Rows | None = None


class Lifter:
    """Looks for changes, one carrier after the other. ``source`` has the effective rows, ``until`` bounds the marks."""

    def __init__(
        self, opened: OpenRound, board: LiveScore, source: Store | None = None, until: Until = NOW, most: int = MOST_STEPS
    ) -> None:
        self._opened, self._board, self._most = opened, board, most
        self._source = source or opened.store
        self._plans = plan_rubric(opened.rubric, opened.parameters)
        self._reading = Reading(one for plan in self._plans.values() for one in plan.aggregates)
        self._results = {one.carrier.no: one for one in board.results()}
        self._marks = marks.by_carrier(marks.of_round(opened.store, opened.round.id, until))
        self._highest = self._highest_marks()
        self._blank = _blank_rows(opened.form.form)
        self._groups: dict[Stored, PeerValues] = {}

    def of(self, number: int) -> Lifting:
        """One carrier, by its number. Raises KeyError without a return."""
        scored = self._results[number]
        levels = self._opened.rubric.rubric.grades
        if scored.grade is None:
            return Lifting(scored, Way.UNGRADED)
        if scored.grade.exempt:
            return Lifting(scored, Way.EXEMPT)
        aim = better_by_points(levels, levels.index(scored.grade.level))
        return Lifting(scored, Way.BEST) if aim is None else self._lifting(scored, aim)

    def _lifting(self, scored: Scored, aim: int) -> Lifting:
        rubric, number = self._opened.rubric, scored.carrier.no
        level = rubric.rubric.grades[aim]
        vetoes, limits = self._bars(scored, aim, Step.VETO), self._bars(scored, aim, Step.LIMIT, Step.MINIMUM)
        assert level.at_least is not None, "only what points reach is aimed at"
        cut = from_decimal(level.at_least)
        missing = distance(rubric, level, scored.score.ranking)
        if vetoes or self._lasting(limits):
            return Lifting(scored, Way.BARRED, level, level.at_least, missing, bars=(*vetoes, *limits))
        needed = self._needed(number, cut, aim)
        steps, tried = self._tried(number)
        search = Search(
            rubric.rubric,
            tried=tried,
            graded=lambda trial: self._graded(number, trial),
            take=steps.taken,
            peers=self._values(number),
            most=self._most,
        )
        found = search.find(steps.families(), aim, needed if needed is not None else cut, steps.found_by_district())
        return Lifting(
            scored=scored,
            way=Way.LIFTED if found.changes else Way.OUT_OF_REACH,
            aim=level,
            cut=level.at_least,
            missing=missing,
            needed=needed,
            place=needed is not None and needed.compare(cut) > 0,
            bars=limits,
            steps=steps,
            found=found,
            rows=self._rows(number),
        )

    def _bars(self, scored: Scored, aim: int, *wanted: Step) -> tuple[Words, ...]:
        """The vetoes, or the limits and minimums, that hold and keep the carrier below a grade."""
        opened, known = self._opened, [level.name.zh for level in self._opened.rubric.rubric.grades]
        record = self._board.record(scored.carrier.no)
        verdicts = considered(opened.rubric, scored.score, scored.measured, record, opened.parameters)
        return tuple(
            rule.label
            for step, rule, _ in rules(opened.rubric)
            if step in wanted and verdicts[rule.key] is True and known.index(grade_of(rule)) > aim
        )

    def _lasting(self, limits: tuple[Words, ...]) -> bool:
        """Whether one of the limits looks at no figure that steps could move."""
        figures = self._opened.rubric.grading.figures
        return any(rule.label in limits and not figures.keys() & names(when) for rule, when in self._opened.rubric.grading.limits)

    def _needed(self, number: int, cut: Ratio, aim: int) -> Ratio | None:
        rubric, levels = self._opened.rubric.rubric, self._opened.rubric.rubric.grades
        decimals = rubric.rounding.total_decimals
        digits = points_decimals(rubric) if decimals is None else decimals
        others = [one.score.ranking for one in self._results.values() if one.ranked and one.carrier.no != number]

        def level_at(total: Ratio) -> int | None:
            grade = self._board.grade_at(number, total)
            return levels.index(grade.level) if grade else None

        return needed_total(level_at, cut, others, aim, ulp(digits))

    # One carrier's data -----------------------------------------------------------------------------------------------

    def _rows(self, number: int) -> Rows:
        opened = self._opened
        return {
            table.key: carrier_rows(
                self._source.query,
                opened.tables[table.key],
                [field.key for field in table.fields],
                round_no=opened.round.no,
                carrier_no=number,
            )
            for table in opened.form.form.tables
        }

    def _tried(self, number: int) -> tuple[Steps, Trying]:
        opened, given = self._opened, self._marks.get(number, {})
        rows = self._rows(number)
        steps = Steps(opened.rubric, self._plans, opened.parameters, rows, given, self._highest, self._blank)
        return steps, Trying(self._plans, Recount(self._reading, rows), self._results[number].measured, self._board, number)

    def _graded(self, number: int, trial: Trial) -> Grade | None:
        """Among all others as they are, by the real rule; the record with the changes in it."""
        record = self._opened.form.form.record
        cells = {key: value for (table, _, key), value in trial.state.changes.items() if table == record}
        records = {number: {**self._board.record(number), **cells}}
        return self._board.supposed_grades({number: trial.measured}, records)[number][1]

    def _values(self, number: int) -> Mapping[str, Others]:
        """Of each measure the values of the others of the peer group."""
        group = self._board.group(number)
        if group not in self._groups:
            everybody = (number, *self._board.among_peers(number))
            self._groups[group] = PeerValues([self._results[one].measured for one in everybody])
        return OtherValues(self._groups[group], self._results[number].measured)

    def _highest_marks(self) -> Mapping[str, Decimal]:
        """Of each measure of marks the highest that may be given: that of the last anchor, else the highest anybody gave."""
        found = {}
        for key, compiled in self._opened.rubric.measures.items():
            given = [mark for own in self._marks.values() for mark in own.get(key, ())]
            known = [anchor.mark for anchor in compiled.measure.anchors] or given
            if known:
                found[key] = max(known)
        return found


def _blank_rows(form: Form) -> Mapping[str, EffectiveRow]:
    """Of every table a row that says nothing yet, with what the district finds of a row that nobody looked at."""
    return {
        table.key: {
            field.key: encode(form, field, default_of(field)) if field.filled_by is FilledBy.DISTRICT else None
            for field in table.fields
        }
        for table in form.tables
    }


class PeerValues(dict[str, Members]):
    """Measure → the values of these carriers, put in order when somebody asks."""

    def __init__(self, peers: Sequence[Mapping[str, Measured]]) -> None:
        super().__init__()
        self._peers = peers

    def __missing__(self, key: str) -> Members:
        found = self[key] = Members(value for one in self._peers if (value := one[key].value) is not None)
        return found


class OtherValues(dict[str, Others]):
    """Measure → the values of the others of a carrier's group: what the group's carriers share is put in order once."""

    def __init__(self, group: PeerValues, own: Mapping[str, Measured]) -> None:
        super().__init__()
        self._group, self._own = group, own

    def __missing__(self, key: str) -> Others:
        found = self[key] = Others(self._group[key], self._own[key].value)
        return found


class Trying:
    """Scores a state of one carrier exactly."""

    def __init__(
        self,
        plans: Mapping[str, MeasurePlan],
        recount: Recount,
        now: Mapping[str, Measured],
        board: LiveScore,
        number: int,
    ) -> None:
        self._plans, self._recount, self._now = plans, recount, now
        self._board, self._number = board, number

    def __call__(self, state: State) -> Trial:
        changed = self._recount.changed(state.changes, state.added)
        measured = remeasured(self._plans, self._now, self._recount.now, changed, state.marks)
        return Trial(state, measured, self._board.supposed(self._number, measured))
