"""Single steps a unit could take on its own figures, derived from the measures of a rubric: nothing of an indicator is known here.

* rows: one more row of the set meets the measure's condition (a row that is there turns; the base stays as it is);
* amount: a field that is summed grows (or shrinks) by one declared step, on the row where that counts in full;
* answer: another answer to the question a category stands for;
* mark: the lowest mark of the reviewers rises by one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import FieldType, FilledBy
from scoring.definitions.lowering import Parameters
from scoring.definitions.python_reader import EffectiveRow, Predicate, predicate
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.tree import Tree, names
from scoring.engine.making import WHOLE_MONEY, Cells, Making
from scoring.engine.measure import MeasurePlan, set_verdict
from scoring.engine.recounting import Changes, Rows, Spot, changed_only, changed_rows

PART = 20
"""One step of an amount is a twentieth (5%) of what it adds up to now, in whole units; at least one of them."""
COUNTED = frozenset({MeasureKind.COUNT, MeasureKind.SHARE})
ADDED = frozenset(
    {MeasureKind.SUM, MeasureKind.DENSITY, MeasureKind.MEAN, MeasureKind.RATIO, MeasureKind.GROWTH, MeasureKind.VALUE}
)


class Move(Enum):
    """What kind of step."""

    ROWS = "rows"
    AMOUNT = "amount"
    ANSWER = "answer"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Family:
    """Steps of one kind that can be repeated. ``codes``: the indicators it is derived from.

    ``column`` is what an amount adds to (``size``: by how much, in the column's own integers, negative to lessen) or the
    question, ``answer`` the number of the answer.
    """

    move: Move
    measure: str
    codes: tuple[str, ...]
    column: str = ""
    size: int = 0
    answer: int = 0
    code: str = ""
    """The answer as the form has it."""


@dataclass(frozen=True, slots=True)
class State:
    """A unit's data with some steps taken: cells that are otherwise, and the marks of a measure."""

    changes: Changes = field(default_factory=dict)
    marks: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)


START = State()


class Steps:
    """The steps of one unit: ``rows`` of every table, ``marks`` by measure; ``highest``: no mark goes beyond it."""

    def __init__(
        self,
        rubric: CompiledRubric,
        plans: Mapping[str, MeasurePlan],
        parameters: Parameters,
        rows: Rows,
        marks: Mapping[str, Sequence[Decimal]],
        highest: Mapping[str, Decimal],
    ) -> None:
        self._rubric, self._plans, self._rows = rubric, plans, rows
        self._marks, self._highest = marks, highest
        self._ways_known: dict[str, Sequence[tuple[int, Cells | None]]] = {}
        form = rubric.form
        fixed = {one.key: frozenset(f.key for f in one.fields if f.filled_by is FilledBy.DISTRICT) for one in form.tables}
        self._fixed = fixed
        self._making = {table: Making(parameters, keys) for table, keys in fixed.items()}
        self._members = {
            key: predicate(set_verdict(one.over, parameters).true)
            for key, one in rubric.measures.items()
            if one.over is not None and one.where is not None
        }
        self._counted: dict[str, Predicate] = {
            key: predicate(plan.upper.counted) for key, plan in plans.items() if plan.upper is not None
        }

    # What there is ----------------------------------------------------------------------------------------------------

    def families(self) -> tuple[Family, ...]:
        """In the order of the rubric's indicators; what several indicators rest on once."""
        found: dict[tuple[object, ...], Family] = {}
        for indicator in self._rubric.rubric.indicators:
            for key in self._resting(indicator.measure):
                for one in self._of_measure(self._rubric.measures[key]):
                    known = found.setdefault(self._same(one), one)
                    found[self._same(one)] = replace(known, codes=tuple(dict.fromkeys((*known.codes, indicator.code))))
        return tuple(found.values())

    def untried(self) -> tuple[str, ...]:
        """Indicators for which no step is known: evenness, medians, what the district finds, counts of all rows."""
        tried = {code for one in self.families() for code in one.codes}
        return tuple(one.code for one in self._rubric.rubric.indicators if one.code not in tried)

    def _resting(self, key: str) -> Iterator[str]:
        """The measure, and what it is made of."""
        yield key
        for below in self._plans[key].operands or ((one,) if (one := self._rubric.measures[key].measure.of) else ()):
            yield from self._resting(below)

    def _same(self, one: Family) -> tuple[object, ...]:
        compiled = self._rubric.measures[one.measure]
        table = compiled.over.table.key if compiled.over else one.measure
        if one.move is Move.ROWS:
            plan = self._plans[one.measure]
            return (one.move, table, plan.base, plan.upper)
        return (one.move, table, one.column, one.size > 0, one.answer)

    def _of_measure(self, compiled: CompiledMeasure) -> Iterator[Family]:
        key, kind = compiled.measure.key, compiled.measure.kind
        if kind in COUNTED and compiled.where is not None:
            yield Family(Move.ROWS, key, ())
        elif kind in ADDED and compiled.upper is not None:
            for column in self._numbers(compiled, compiled.upper):
                size = self._size(compiled, column)
                yield Family(Move.AMOUNT, key, (), column, size)
                yield Family(Move.AMOUNT, key, (), column, -size)
        elif (
            kind is MeasureKind.CATEGORY
            and compiled.by is not None
            and compiled.by.key not in self._fixed[compiled.rows.table.key]
        ):
            for code, number in (compiled.by.choices or {"": 0, "1": 1}).items():
                yield Family(Move.ANSWER, key, (), compiled.by.key, 0, number, code)
        elif kind is MeasureKind.MARKS and key in self._highest and self._marks.get(key):
            yield Family(Move.MARK, key, ())

    def _numbers(self, compiled: CompiledMeasure, tree: Tree) -> Iterator[str]:
        """The columns above that are summed and do not stand below as well."""
        table = compiled.rows.table
        below = names(compiled.lower) if compiled.lower is not None else ()
        for key in names(tree):
            known = next((one for one in table.fields if one.key == key), None)
            if known is not None and known.is_number and key not in below and key not in self._fixed[table.key]:
                yield key

    def _size(self, compiled: CompiledMeasure, column: str) -> int:
        """One step of the column: 5% of its sum over the rows that count, in whole units."""
        table = compiled.rows.table
        bound = table.field(column)
        unit: int = WHOLE_MONEY if bound.type is FieldType.MONEY else 10**bound.decimals
        counts = self._counted[compiled.measure.key]
        whole = sum(value for _, row in self._rows[table.key] if counts(row) and isinstance(value := row[column], int))
        return max(-(-whole // (PART * unit)), 1) * unit

    # Taking one -------------------------------------------------------------------------------------------------------

    def taken(self, one: Family, state: State) -> State | None:
        """The state after one more step; None where none is left."""
        match one.move:
            case Move.ROWS:
                return self._row(one, state)
            case Move.AMOUNT:
                return self._amount(one, state)
            case Move.ANSWER:
                return self._answer(one, state)
            case Move.MARK:
                return self._mark(one, state)

    def _row(self, one: Family, state: State) -> State | None:
        """Of the rows that do not count yet the one that takes the fewest cells, the first of those."""
        table = self._rubric.measures[one.measure].rows.table.key
        otherwise = changed_only(self._rows, state.changes, table)
        best: tuple[int, int, Cells] | None = None
        for number, found in self._ways(one.measure):
            if number in otherwise:
                found = self._way(one.measure, otherwise[number])
            if found and (best is None or len(found) < best[0]):
                best = len(found), number, found
        if best is None:
            return None
        _, number, cells = best
        return replace(state, changes={**state.changes, **{(table, number, key): value for key, value in cells.items()}})

    def _ways(self, measure: str) -> Sequence[tuple[int, Cells | None]]:
        """Of every row as it is; worked out once."""
        known = self._ways_known.get(measure)
        if known is None:
            table = self._rubric.measures[measure].rows.table.key
            known = self._ways_known[measure] = [(number, self._way(measure, row)) for number, row in self._rows[table]]
        return known

    def _way(self, measure: str, row: EffectiveRow) -> Cells | None:
        """The cells after which the row counts; None where it does already, is not of the set, or no way leads there."""
        compiled = self._rubric.measures[measure]
        where = compiled.where
        assert where is not None
        making, member = self._making[compiled.rows.table.key], self._members[measure]
        if not member(row) or making.judge(where, row) is True:
            return None
        found = making.hold(where, row)
        return found if found and member({**row, **found}) else None

    def _amount(self, one: Family, state: State) -> State | None:
        """On the row where it counts for most, of those on the greatest."""
        compiled = self._rubric.measures[one.measure]
        table, upper = compiled.rows.table.key, compiled.upper
        assert upper is not None
        making, counts = self._making[table], self._counted[one.measure]
        best: tuple[Spot, int] | None = None
        most: tuple[object, ...] = ()
        for number, row in changed_rows(self._rows, state.changes)[table]:
            value = row[one.column]
            if not isinstance(value, int) or not counts(row) or value + one.size < 0:
                continue
            before, after = making.number(upper, row), making.number(upper, {**row, one.column: value + one.size})
            if before is None or after is None:
                continue
            gain = after.less(before).simplest()
            if gain.numerator:
                rank = (abs(gain.numerator) * 10**12 // gain.denominator, value, -number)
                if best is None or rank > most:
                    best, most = ((table, number, one.column), value + one.size), rank
        return None if best is None else replace(state, changes={**state.changes, best[0]: best[1]})

    def _answer(self, one: Family, state: State) -> State | None:
        table = self._rubric.measures[one.measure].rows.table.key
        ((number, row),) = changed_rows(self._rows, state.changes)[table]
        if row[one.column] == one.answer:
            return None
        return replace(state, changes={**state.changes, (table, number, one.column): one.answer})

    def _mark(self, one: Family, state: State) -> State | None:
        given = sorted(state.marks.get(one.measure, tuple(self._marks[one.measure])))
        least = given[0] + (self._rubric.measures[one.measure].measure.step or Decimal(1))
        if least > self._highest[one.measure]:
            return None
        return replace(state, marks={**state.marks, one.measure: (least, *given[1:])})

    def cells(self, state: State) -> tuple[tuple[Spot, EffectiveRow], ...]:
        """The cells a state changes, with the row as it is now, in the order of the form."""
        order = {table.key: place for place, table in enumerate(self._rubric.form.tables)}
        rows = {(table, number): row for table, own in self._rows.items() for number, row in own}
        spots = sorted(state.changes, key=lambda spot: (order[spot[0]], spot[1], spot[2]))
        return tuple((spot, rows[spot[0], spot[1]]) for spot in spots)
