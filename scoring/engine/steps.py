"""Single steps a unit could take on its own figures, derived from the measures of a rubric: nothing of an indicator is known here.

* rows: one more row of the set meets the measure's condition (a row that is there turns; the base stays as it is);
* add: one more row comes into the set; of an evenness or a largest share one of the scarcest kind, or of the commonest;
* amount: a field that is summed grows by one declared step, on the row where that counts in full; of a median, on the row in
  the middle. It shrinks on the unit's own record only: nobody is to lower what a firm honestly reports;
* answer: another answer to the question a category stands for;
* mark: the lowest mark of the reviewers rises by one step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import FieldType, FilledBy
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import Parameters
from scoring.definitions.python_reader import EffectiveRow, Predicate, predicate
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.tree import Tree, names
from scoring.engine.making import WHOLE_MONEY, Cells, Making
from scoring.engine.measure import MeasurePlan, set_verdict
from scoring.engine.members import BY_SIZE
from scoring.engine.recounting import Changes, Newcomer, Rows, Spot, changed_only, changed_rows

PART = 20
"""One step of an amount is a twentieth (5%) of what it adds up to now, in whole units; at least one of them."""
COUNTED = frozenset({MeasureKind.COUNT, MeasureKind.SHARE})
ADDED = frozenset(
    {
        MeasureKind.SUM,
        MeasureKind.DENSITY,
        MeasureKind.MEAN,
        MeasureKind.MEDIAN,
        MeasureKind.RATIO,
        MeasureKind.GROWTH,
        MeasureKind.VALUE,
    }
)
SPREAD = frozenset({MeasureKind.EVENNESS, MeasureKind.LARGEST_SHARE})


class Move(Enum):
    """What kind of step."""

    ROWS = "rows"
    ADD = "add"
    AMOUNT = "amount"
    ANSWER = "answer"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Family:
    """Steps of one kind that can be repeated. ``codes``: the indicators it is derived from.

    ``column`` is what an amount adds to (``size``: by how much, in the column's own integers, negative to lessen) or the
    question, ``answer`` the number of the answer. Of rows that are added ``size`` 1 takes the scarcest answer to ``column``,
    −1 the commonest; 0: no answer matters.
    """

    move: Move
    measure: str
    codes: tuple[str, ...]
    column: str = ""
    size: int = 0
    answer: int = 0
    code: str = ""
    """The answer as the form has it."""

    @property
    def kind(self) -> tuple[str, int]:
        """What tells its added rows from those of another."""
        return self.measure, self.size


@dataclass(frozen=True, slots=True)
class State:
    """A unit's data with some steps taken: cells that are otherwise, rows that came, and the marks of a measure."""

    changes: Changes = field(default_factory=dict)
    added: tuple[Newcomer, ...] = ()
    marks: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)


START = State()


class Steps:
    """The steps of one unit: ``rows`` of every table, ``marks`` by measure; ``highest``: no mark goes beyond it.

    ``blank``: of every table a row of which nothing is known but what holds of every new one.
    """

    def __init__(
        self,
        rubric: CompiledRubric,
        plans: Mapping[str, MeasurePlan],
        parameters: Parameters,
        rows: Rows,
        marks: Mapping[str, Sequence[Decimal]],
        highest: Mapping[str, Decimal],
        blank: Mapping[str, EffectiveRow],
    ) -> None:
        self._rubric, self._plans, self._rows = rubric, plans, rows
        self._marks, self._highest, self._blank = marks, highest, blank
        self._coming: dict[tuple[str, str, int], EffectiveRow | None] = {}
        self._ways_known: dict[str, Sequence[tuple[int, Cells | None]]] = {}
        form = rubric.form
        fixed = {one.key: frozenset(f.key for f in one.fields if f.filled_by is FilledBy.DISTRICT) for one in form.tables}
        lasting = {one.key: frozenset(f.key for f in one.fields if f.lasting) for one in form.tables}
        self._fixed, self._lasting = fixed, lasting
        self._making = {table: Making(parameters, keys, lasting[table]) for table, keys in fixed.items()}
        self._members = {
            key: predicate(set_verdict(one.over, parameters).true) for key, one in rubric.measures.items() if one.over is not None
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

    def found_by_district(self) -> frozenset[str]:
        """Indicators that look at something only the district fills in."""
        return frozenset(
            one.code for one in self._rubric.rubric.indicators if any(map(self._is_found, self._resting(one.measure)))
        )

    def _is_found(self, key: str) -> bool:
        one = self._rubric.measures[key]
        if one.over is None:
            return False
        looked = {name for tree in (one.where, one.upper) if tree is not None for name in names(tree)}
        return bool(self._fixed[one.over.table.key] & (looked | ({one.by.key} if one.by else set())))

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
        if one.move is Move.ADD:
            plan = self._plans[one.measure]
            return (one.move, table, plan.base, None if one.column else plan.upper, one.column, one.size)
        return (one.move, table, one.column, one.size > 0, one.answer, compiled.measure.kind is MeasureKind.MEDIAN)

    def _of_measure(self, compiled: CompiledMeasure) -> Iterator[Family]:
        key, kind = compiled.measure.key, compiled.measure.kind
        if kind in COUNTED:
            turning = Family(Move.ROWS, key, ())
            if compiled.where is not None and self._row(turning, START) is not None:
                yield turning
            elif compiled.rows.table.key != self._rubric.form.record:
                yield Family(Move.ADD, key, ())
        elif kind in SPREAD and compiled.by is not None:
            table = compiled.rows.table.key
            if compiled.by.key not in self._fixed[table] and table != self._rubric.form.record:
                yield Family(Move.ADD, key, (), compiled.by.key, 1)
                yield Family(Move.ADD, key, (), compiled.by.key, -1)
        elif kind in ADDED and compiled.upper is not None:
            for column in self._numbers(compiled, compiled.upper):
                size = self._size(compiled, column)
                yield Family(Move.AMOUNT, key, (), column, size)
                if compiled.rows.table.key == self._rubric.form.record:
                    yield Family(Move.AMOUNT, key, (), column, -size)
        elif (
            kind is MeasureKind.CATEGORY
            and compiled.by is not None
            and compiled.by.key not in self._settled(compiled.rows.table.key)
        ):
            for code, number in (compiled.by.choices or {"": 0, "1": 1}).items():
                yield Family(Move.ANSWER, key, (), compiled.by.key, 0, number, code)
        elif kind is MeasureKind.MARKS and key in self._highest and self._marks.get(key):
            yield Family(Move.MARK, key, ())

    def _settled(self, table: str) -> frozenset[str]:
        """What nobody of the unit can make otherwise in a row that is there: the district's, and what is said once for all."""
        return self._fixed[table] | self._lasting[table]

    def _numbers(self, compiled: CompiledMeasure, tree: Tree) -> Iterator[str]:
        """The columns above that are summed and do not stand below as well."""
        table = compiled.rows.table
        below = names(compiled.lower) if compiled.lower is not None else ()
        for key in names(tree):
            known = next((one for one in table.fields if one.key == key), None)
            if known is not None and known.is_number and key not in below and key not in self._settled(table.key):
                yield key

    def _size(self, compiled: CompiledMeasure, column: str) -> int:
        """One step of the column: 5% of its sum over the rows that count (of a median: of their mean), in whole units."""
        table = compiled.rows.table
        bound = table.field(column)
        unit: int = WHOLE_MONEY if bound.type is FieldType.MONEY else 10**bound.decimals
        counts = self._counted[compiled.measure.key]
        values = [value for _, row in self._rows[table.key] if counts(row) and isinstance(value := row[column], int)]
        parts = PART * max(len(values), 1) if compiled.measure.kind is MeasureKind.MEDIAN else PART
        return max(-(-sum(values) // (parts * unit)), 1) * unit

    # Taking one -------------------------------------------------------------------------------------------------------

    def taken(self, one: Family, state: State) -> State | None:
        """The state after one more step; None where none is left."""
        match one.move:
            case Move.ROWS:
                return self._row(one, state)
            case Move.ADD:
                return self._add(one, state)
            case Move.AMOUNT:
                median = self._rubric.measures[one.measure].measure.kind is MeasureKind.MEDIAN
                return self._middle(one, state) if median else self._amount(one, state)
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

    def _middle(self, one: Family, state: State) -> State | None:
        """On the row in the middle: of an even number on the lower of the two, which can rise past the other."""
        compiled = self._rubric.measures[one.measure]
        table, upper = compiled.rows.table.key, compiled.upper
        assert upper is not None
        making, counts = self._making[table], self._counted[one.measure]
        rows = changed_rows(self._rows, state.changes)[table]
        known = [(making.number(upper, row), number, row) for number, row in rows if counts(row)]
        worth = [(value, number, row) for value, number, row in known if value is not None]
        worth.sort(key=lambda each: BY_SIZE(each[0]))
        if not worth:
            return None
        _, number, row = worth[(len(worth) - 1) // 2]
        stored = row[one.column]
        if not isinstance(stored, int):
            return None
        return replace(state, changes={**state.changes, (table, number, one.column): stored + one.size})

    def _add(self, one: Family, state: State) -> State | None:
        """A row of which no more is known than what the set, the condition and the answer ask for."""
        table = self._rubric.measures[one.measure].rows.table.key
        for answer in self._answers(one, state) if one.column else (0,):
            key = one.measure, one.column, answer
            if key not in self._coming:
                self._coming[key] = self._newcomer(one, answer)
            row = self._coming[key]
            if row is not None:
                return replace(state, added=(*state.added, Newcomer(table, row, one.kind)))
        return None

    def _answers(self, one: Family, state: State) -> Sequence[int]:
        """The answers in the order in which they are wanted; of equally frequent ones the first of the form."""
        compiled = self._rubric.measures[one.measure]
        assert compiled.by is not None
        table, member = compiled.rows.table.key, self._members[one.measure]
        rows = [row for _, row in changed_rows(self._rows, state.changes)[table]]
        rows += [newcomer.row for newcomer in state.added if newcomer.table == table]
        given = Counter(row[one.column] for row in rows if member(row))
        return sorted(tuple(compiled.by.choices.values()) or (0, 1), key=lambda answer: given[answer] * one.size)

    def _newcomer(self, one: Family, answer: int) -> EffectiveRow | None:
        """None where no row could come into the set so."""
        compiled = self._rubric.measures[one.measure]
        table, member = compiled.rows.table.key, self._members[one.measure]
        making, where = self._making[table], compiled.where
        for begun in self._beginnings(compiled):
            row = {**begun, one.column: answer} if one.column else begun
            found = making.hold(compiled.rows.condition, row) if compiled.rows.condition is not None else {}
            row = row | dict(found or {})
            if where is not None:
                row |= making.hold(where, row) or {}
            if member(row) and (where is None or making.judge(where, row) is True) and row.get(one.column, answer) == answer:
                return row
        return None

    def _beginnings(self, compiled: CompiledMeasure) -> Iterator[dict[str, Stored]]:
        """Nothing known; else what the set looks at as a row has it that is there, the last."""
        table, member = compiled.rows.table.key, self._members[compiled.measure.key]
        yield dict(self._blank[table])
        looked = names(compiled.rows.condition) if compiled.rows.condition is not None else ()
        for _, row in reversed(self._rows[table]):
            if member(row):
                yield {**self._blank[table], **{key: row[key] for key in looked if key not in self._fixed[table]}}
                return

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
