"""What would lift a carrier, in words: the distance, what bars it, each change with its points and grade, and the bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.compiled_rubric import points_decimals
from scoring.definitions.form import FieldType
from scoring.definitions.rubric import MeasureKind, RoundingMode
from scoring.definitions.showing import in_unit, number_words, show
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.engine.exact import Ratio, rounded
from scoring.engine.lifting import MOST_STEPS, Change, Taken
from scoring.engine.steps import PART, Family, Move, State
from scoring.engine.wording import plain, rows_words
from scoring.messages import say
from scoring.services.lifting import Lifting, Way
from scoring.services.rounds import OpenRound

SHOWN = 5
"""So many single changes are told; there may be more."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell a change would alter: what it says now and would say."""

    table: str
    row: int
    field: str
    subject: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowAdded:
    """A row a change would add: (field, what it would say) of what is assumed of it; all else is unknown."""

    table: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change that lifts the carrier. ``gain`` points and the ``total`` with it, ``grade`` and ``rank`` among all others.

    ``reached``: so many peers are there already. ``cells`` are those of the carrier's data it stands for, ``added`` its new rows.
    """

    steps: tuple[str, ...]
    codes: tuple[str, ...]
    count: int
    gain: Decimal
    total: Decimal
    grade: str
    rank: int | None
    of: int
    reached: int
    words: str
    cells: tuple[CellChange, ...]
    added: tuple[RowAdded, ...]
    marks: tuple[tuple[str, tuple[Decimal, ...]], ...]


@dataclass(frozen=True, slots=True)
class LiftingTold:
    """``head``: where it stands, line by line; ``suggestions`` the easiest first; ``tail``: bounds and assumptions."""

    way: Way
    aim: str
    head: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    tail: tuple[str, ...]


def lifting_told(opened: OpenRound, lifting: Lifting, language: str) -> LiftingTold:
    """One carrier's."""
    return _Told(opened, lifting, language).told()


class _Told:
    def __init__(self, opened: OpenRound, lifting: Lifting, language: str) -> None:
        self._opened, self._lifting, self._language = opened, lifting, language
        rubric = opened.rubric.rubric
        decimals = rubric.rounding.total_decimals
        self._decimals = points_decimals(rubric) if decimals is None else decimals

    def why(self, code: str, /, **facts: object) -> str:
        return say(f"why.{code}", facts, self._language)

    def told(self) -> LiftingTold:
        one = self._lifting
        aim = one.aim.name[self._language] if one.aim else ""
        return LiftingTold(one.way, aim, tuple(self._head()), tuple(self._suggestions()), tuple(self._tail()))

    def _head(self) -> Iterator[str]:
        one = self._lifting
        grade = one.scored.grade.level.name[self._language] if one.scored.grade else ""
        if one.aim is None or one.cut is None:
            yield self.why("ungraded") if one.way is Way.UNGRADED else self.why(self._best(), grade=grade)
            return
        facts = {"grade": grade, "aim": one.aim.name[self._language], "cut": plain(one.cut), "total": one.scored.score.total}
        yield self.why("distance", missing=one.missing, **facts) if one.missing else self.why("at_cut", **facts)
        rules = [rule[self._language] for rule in one.bars]
        if one.way is Way.BARRED:
            yield self.why("barred", rules=rules, **facts)
            return
        if one.place and one.needed is not None:
            gap = rounded(one.needed.less(one.scored.score.ranking), self._decimals, RoundingMode.HALF_AWAY)
            yield self.why("places", needed=self._points(one.needed), gap=gap, **facts)
        if rules:
            yield self.why("limited", rules=rules, **facts)
        elif one.needed is None:
            yield self.why("points_alone", **facts)

    def _best(self) -> str:
        """There may be a better grade still that only a rule gives."""
        if self._lifting.way is Way.EXEMPT:
            return "exempt"
        best, grade = self._opened.rubric.rubric.grades[0], self._lifting.scored.grade
        return "best" if grade is None or grade.level == best else "best_by_points"

    def _points(self, value: Ratio) -> str:
        return str(rounded(value, self._decimals, RoundingMode.HALF_AWAY))

    def _suggestions(self) -> Iterator[Suggestion]:
        found = self._lifting.found
        if found is None:
            return
        singles = found.singles[:SHOWN]
        several = [one for one in (found.pair, found.triple) if one is not None]
        yield from map(self._suggestion, sorted([*singles, *several], key=lambda one: one.cost))

    def _suggestion(self, one: Change) -> Suggestion:
        now = self._lifting.scored
        gain = one.trial.score.total - now.score.total
        steps = tuple(self._step(each, one.trial.state) for each in one.steps)
        grade = one.grade.level.name[self._language]
        facts = {"gain": gain, "total": one.trial.score.total, "grade": grade, "rank": one.grade.rank, "of": one.grade.of}
        return Suggestion(
            steps=steps,
            codes=tuple(dict.fromkeys(code for each in one.steps for code in each.family.codes)),
            count=one.cost,
            gain=gain,
            total=one.trial.score.total,
            grade=grade,
            rank=one.grade.rank,
            of=one.grade.of,
            reached=one.reached,
            words=self.why("change" if one.grade.rank else "change_exempt", steps=self.why("and").join(steps), **facts),
            cells=tuple(self._cells(one)),
            added=tuple(self._rows_added(one)),
            marks=tuple(sorted(one.trial.state.marks.items())),
        )

    def _step(self, taken: Taken, state: State) -> str:
        compiled = self._opened.rubric.measures[taken.family.measure]
        match taken.family.move:
            case Move.ROWS:
                assert compiled.where is not None
                where = read(compiled.where, TONGUES[self._language])
                rows = rows_words(compiled, taken.times, self._language)
                return self.why("step_rows", rows=rows, set=compiled.rows.row_set.label[self._language], where=where)
            case Move.ADD:
                return self._added(compiled, taken, state)
            case Move.AMOUNT:
                return self._amount(compiled, taken)
            case Move.ANSWER:
                return self._answer(compiled, taken.family)
            case Move.MARK:
                size = compiled.measure.step or Decimal(1)
                label = compiled.measure.label[self._language]
                return self.why("step_mark", measure=label, count=taken.times, size=plain(size))

    def _added(self, compiled: CompiledMeasure, taken: Taken, state: State) -> str:
        family, label = taken.family, compiled.rows.row_set.label[self._language]
        facts = {"rows": rows_words(compiled, taken.times, self._language), "set": label}
        if family.column:
            field = compiled.rows.table.field(family.column)
            given = Counter(one.row[family.column] for one in state.added if one.kind == family.kind)
            answers = [
                self.why(
                    "step_add_answer",
                    answer=show(self._opened.form.form, field, answer, self._language),
                    rows=rows_words(compiled, count, self._language),
                )
                for answer, count in given.items()
            ]
            return self.why("step_add_of", field=field.label[self._language], answers=answers, **facts)
        if compiled.where is None:
            return self.why("step_add", **facts)
        return self.why("step_add_where", where=read(compiled.where, TONGUES[self._language]), **facts)

    def _amount(self, compiled: CompiledMeasure, taken: Taken) -> str:
        table = compiled.rows.table
        field = table.field(taken.family.column)
        size = abs(taken.family.size) * taken.times
        unit = field.measured_in.of(str(size), self._language)
        amount = number_words(size, field)
        facts = {
            "field": field.label[self._language],
            "amount": f"{amount} {unit}".strip(),
            "set": compiled.rows.row_set.label[self._language],
        }
        if table.key == self._opened.form.form.record:
            return self.why("step_more_record" if taken.family.size > 0 else "step_less_record", **facts)
        if compiled.measure.kind is MeasureKind.MEDIAN:
            return self.why("step_middle", **facts)
        return self.why("step_more", **facts)

    def _answer(self, compiled: CompiledMeasure, family: Family) -> str:
        form = self._opened.form.form
        field = compiled.rows.table.field(family.column)
        answer = show(form, field, family.answer, self._language)
        return self.why("step_answer", field=field.label[self._language], answer=answer)

    def _cells(self, one: Change) -> Iterator[CellChange]:
        steps, form = self._lifting.steps, self._opened.form.form
        if steps is None:
            return
        for (key, number, column), row in steps.cells(one.trial.state):
            table = form.table(key)
            field = table.field(column)
            subject = row.get(table.named_by) if table.named_by else None
            unit = "" if field.type is FieldType.CHOICE else field.measured_in.many(self._language)
            yield CellChange(
                table=key,
                row=number,
                field=column,
                subject=str(subject or self._lifting.scored.carrier.name),
                label=in_unit(field.label[self._language], unit, self._language),
                before=show(form, field, row[column], self._language),
                after=show(form, field, one.trial.state.changes[key, number, column], self._language),
            )

    def _rows_added(self, one: Change) -> Iterator[RowAdded]:
        form = self._opened.form.form
        for newcomer in one.trial.state.added:
            table = form.table(newcomer.table)
            asked = [field for field in table.asked if newcomer.row[field.key] is not None]
            values = tuple((field.key, show(form, field, newcomer.row[field.key], self._language)) for field in asked)
            yield RowAdded(newcomer.table, values)

    def _tail(self) -> Iterator[str]:
        one, found = self._lifting, self._lifting.found
        if found is None or one.aim is None:
            return
        more = len(found.singles) - SHOWN
        if more > 0:
            yield self.why("more_singles", count=more)
        if one.way is Way.OUT_OF_REACH:
            furthest = found.furthest.score.total
            grade = found.furthest_grade.level.name[self._language] if found.furthest_grade else ""
            code = "out_of_reach_so_far" if found.stopped else "out_of_reach"
            yield self.why(code, aim=one.aim.name[self._language], most=MOST_STEPS, total=furthest, grade=grade)
        if found.stopped:
            yield self.why("stopped")
        for reason, codes in found.stuck.items():
            yield self.why(f"stuck.{reason.value}", codes=codes, most=MOST_STEPS)
        yield self.why("assumptions", percent=100 // PART)
        if any(change.trial.state.added for change in found.changes):
            yield self.why("assumptions_added")
