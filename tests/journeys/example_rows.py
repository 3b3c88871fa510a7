"""The fewest rows that measure to a given value: a way for every kind of measure that the examples of shipped rubrics name.

Conditions are met by trying the few values a field could matter by (a witness), amounts by one field that carries them all.
Nothing here is told what comes out: the readers are asked for that elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from scoring.definitions.compiled_measures import CompiledMeasure, CompiledSet
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Field, FieldType, Table
from scoring.definitions.layout import Stored, ordinals
from scoring.definitions.lowered import EVER, Condition, Quantity, columns, every
from scoring.definitions.lowering import lower_condition, lower_number
from scoring.definitions.python_reader import amount, predicate
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.tree import names
from scoring.engine.exact import ZERO, Ratio
from scoring.engine.formula import value_of
from scoring.engine.measure import set_verdict
from scoring.papers.workbook_facts import UnitMark

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
DAYS = (20150601, 20220601, 20240601, 20250601)
NUMBERS = (0, 1, 2025, 10**10)
"""Enough to be on either side of any bound the shipped conditions draw."""
SCALES = (1, 10, 100, 1_000, 10_000)
MARKS = 3
"""Reviewers: enough to be heard, too few for one to be dropped."""

Row = dict[str, Stored]


@dataclass(slots=True)
class Rows:
    """One carrier: table → rows (the record has one), and its reviewers' marks."""

    tables: dict[str, list[Row]]
    marks: list[UnitMark] = field(default_factory=list)


def carrier_without_rows(rubric: CompiledRubric) -> Rows:
    """Nothing is known of it, but that it takes part."""
    form = rubric.form
    record = blank(form.table(form.record))
    if rubric.takes_part is not None:
        when = lower_condition(rubric.takes_part, PARAMETERS).true
        record |= witness(rubric, form.table(form.record), when)
    return Rows({table.key: [] for table in form.tables} | {form.record: [record]})


def blank(table: Table) -> Row:
    return {field.key: None for field in table.fields}


def measuring(rubric: CompiledRubric, wanted: Mapping[str, Ratio]) -> Rows:
    """A carrier whose measures (by key) have these values. Raises AssertionError where there is no way."""
    rows = carrier_without_rows(rubric)
    for key, value in wanted.items():
        _measure(rubric, rubric.measures[key], value.simplest(), rows)
    if rubric.rubric.scored_only_with:
        _not_empty(rubric, rubric.sets[rubric.rubric.scored_only_with], rows)
    return rows


def _not_empty(rubric: CompiledRubric, needed: CompiledSet, rows: Rows) -> None:
    """Else the carrier is not scored at all."""
    member, there = set_verdict(needed, PARAMETERS).true, rows.tables[needed.table.key]
    if not any(map(predicate(member), there)):
        there += _members(rubric, needed.table, member, 1)


# By kind ------------------------------------------------------------------------------------------------------------------


def _measure(rubric: CompiledRubric, compiled: CompiledMeasure, value: Ratio, rows: Rows) -> None:
    kind = compiled.measure.kind
    match kind:
        case MeasureKind.MARKS:
            mark = Decimal(value.numerator) / Decimal(value.denominator)
            rows.marks += [UnitMark(compiled.measure.key, f"专家{at}", mark) for at in range(1, MARKS + 1)]
        case MeasureKind.FORMULA:
            _formula(rubric, compiled, value, rows)
        case MeasureKind.COUNT | MeasureKind.SHARE:
            _counted(rubric, compiled, value, rows)
        case MeasureKind.VALUE:
            _fill(rows.tables[rubric.form.record][0], _quantity(compiled.upper), value)
        case MeasureKind.CATEGORY:
            assert compiled.by is not None
            rows.tables[rubric.form.record][0][compiled.by.key] = value.numerator
        case MeasureKind.DENSITY | MeasureKind.RATIO | MeasureKind.GROWTH:
            _divided(rubric, compiled, value, rows)
        case _:
            raise AssertionError(f"no rows are made for {kind.value} yet")


def _formula(rubric: CompiledRubric, compiled: CompiledMeasure, value: Ratio, rows: Rows) -> None:
    """By the first of its measures that brings it there alone, the others being zero."""
    assert compiled.formula is not None
    used = names(compiled.formula)
    for key, count in product(used, range(100)):
        alone = {other: Ratio(count, 1) if other == key else ZERO for other in used}
        found = value_of(compiled.formula, alone)
        if found is not None and found.compare(value) == 0:
            _measure(rubric, rubric.measures[key], Ratio(count, 1), rows)
            return
    raise AssertionError(f"{compiled.measure.key} does not come to {value} by one of its measures")


def _counted(rubric: CompiledRubric, compiled: CompiledMeasure, value: Ratio, rows: Rows) -> None:
    """So many rows that count among so many of the set (of a count: no others)."""
    table, member = compiled.rows.table, set_verdict(compiled.rows, PARAMETERS).true
    where = lower_condition(compiled.where, PARAMETERS) if compiled.where is not None else None
    counting = every((member, where.true)) if where else member
    rows.tables[table.key] += _members(rubric, table, counting, value.numerator)
    if compiled.measure.kind is MeasureKind.SHARE:
        assert where is not None
        rest = value.denominator - value.numerator
        rows.tables[table.key] += _members(rubric, table, every((member, where.false)), rest)


def _divided(rubric: CompiledRubric, compiled: CompiledMeasure, value: Ratio, rows: Rows) -> None:
    """Every row measures to the value, as many rows as it takes; a density has it all in one of its rows."""
    table, member = compiled.rows.table, set_verdict(compiled.rows, PARAMETERS).true
    if compiled.measure.kind is MeasureKind.DENSITY:
        made = _members(rubric, table, member, value.denominator)
        for at, row in enumerate(made):
            _fill(row, _quantity(compiled.upper), Ratio(value.numerator if not at else 0, 1))
    else:
        made = _members(rubric, table, member, max(compiled.measure.min_rows, 1), own=rows)
        above = value.numerator + (value.denominator if compiled.measure.kind is MeasureKind.GROWTH else 0)
        for row in made:
            _fill_both(row, _quantity(compiled.upper), _quantity(compiled.lower), above, value.denominator)
    if table.key == rubric.form.record:
        rows.tables[table.key] = made
    else:
        rows.tables[table.key] += made


def _quantity(tree: object) -> Quantity:
    assert tree is not None
    return lower_number(tree, PARAMETERS)  # type: ignore[arg-type]  # a compiled measure's own tree


def _fill_both(row: Row, upper: Quantity, lower: Quantity, above: int, below: int) -> None:
    """One over the other, in whatever multiple both fields hold exactly."""
    for scale in SCALES:
        if _filled(row, upper, Ratio(above * scale, 1)) and _filled(row, lower, Ratio(below * scale, 1)):
            return
    raise AssertionError(f"{above} ÷ {below} is not to be had")


def _fill(row: Row, quantity: Quantity, value: Ratio) -> None:
    assert _filled(row, quantity, value), f"{value} is not to be had from {sorted(columns(quantity))}"


def _filled(row: Row, quantity: Quantity, value: Ratio) -> bool:
    """Whether one field brings the amount there, the others being zero; the row then holds them."""
    keys = sorted(columns(quantity))
    for key in keys:
        trial = row | dict.fromkeys(keys, 0)
        nothing, one = _amount(quantity, trial), _amount(quantity, trial | {key: 1})
        each = one.less(nothing)
        if not each.numerator:
            continue
        units = value.less(nothing).over(each).simplest()
        if units.denominator == 1 and units.numerator >= 0:
            trial[key] = units.numerator
            if _amount(quantity, trial).compare(value) == 0:
                row |= trial
                return True
    return False


def _amount(quantity: Quantity, row: Row) -> Ratio:
    found = amount(quantity, row)
    assert found is not None
    return Ratio(*found)


# Rows that meet a condition -----------------------------------------------------------------------------------------------


def _members(rubric: CompiledRubric, table: Table, condition: Condition, count: int, *, own: Rows | None = None) -> list[Row]:
    """So many rows that meet the condition; of the record the one there is, completed."""
    if not count:
        return []
    if table.key == rubric.form.record:
        assert count == 1
        assert own is not None
        return [own.tables[table.key][0] | witness(rubric, table, condition)]
    found = blank(table) | witness(rubric, table, condition)
    return [dict(found) for _ in range(count)]


def witness(rubric: CompiledRubric, table: Table, condition: Condition) -> Row:
    """Values of the fields a condition reads, for which it holds. Raises AssertionError where none of those tried do."""
    if condition == EVER:
        return {}
    read, met = sorted(columns(condition)), predicate(condition)
    for values in product(*(list(_worth_trying(rubric, table.field(key))) for key in read)):
        row = dict(zip(read, values, strict=True))
        if met(row):
            return row
    raise AssertionError(f"no row meets {condition}")


def _worth_trying(rubric: CompiledRubric, asked: Field) -> Iterator[Stored]:
    match asked.type:
        case FieldType.BOOL:
            yield from (0, 1)
        case FieldType.CHOICE:
            yield from ordinals(rubric.form, asked).values()
        case FieldType.DATE:
            yield from DAYS
        case _:
            yield from NUMBERS
