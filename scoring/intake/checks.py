"""Station records → findings: the form's own checks (row, record, table) and what is required only under a condition.

A check finds fault where it is *surely false*. What is unknown has its own finding already: one cause, one finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scoring.definitions.compiled_form import CompiledCheck, CompiledForm
from scoring.definitions.form import Check, CheckLevel, Field, FieldType, FilledBy, Form, Let, Table, TableKind, Total, Words
from scoring.definitions.layout import Stored, encoder
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.definitions.python_reader import EffectiveRow, Judge, judging
from scoring.definitions.records import Nothing, Return, TableRecords
from scoring.definitions.tree import Tree, names
from scoring.findings import Finding, Level
from scoring.intake.folding import fold
from scoring.places import Place

LEVELS = {CheckLevel.ERROR: Level.ERROR, CheckLevel.WARNING: Level.WARNING}


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A check with its conditions ready for many rows."""

    check: Check
    when: Judge | None
    holds: Judge | None
    apart_where: Judge | None
    lets: tuple[tuple[Let, Judge | None], ...]
    names: tuple[str, ...]
    """What its conditions read."""


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """A form's checks and requirements, made ready once for all returns of a round."""

    form: Form
    requirements: tuple[tuple[Table, Field, Judge], ...]
    checks: tuple[_Prepared, ...]


def plan_checks(compiled: CompiledForm, parameters: Parameters) -> CheckPlan:
    """The checks of a form for a round's parameters."""

    def ready(tree: Tree | None) -> Judge | None:
        return None if tree is None else judging(lower_condition(tree, parameters))

    def prepared(one: CompiledCheck) -> _Prepared:
        read = tuple(dict.fromkeys(name for tree in (one.holds, one.when) if tree is not None for name in names(tree)))
        lets = tuple((let, ready(where)) for let, where in one.lets)
        return _Prepared(one.check, ready(one.when), ready(one.holds), ready(one.apart_where), lets, read)

    requirements = tuple(
        (table, field, judging(lower_condition(condition, parameters)))
        for table, field, condition in compiled.requirements
        if field.filled_by is not FilledBy.DISTRICT
    )
    return CheckPlan(compiled.form, requirements, tuple(prepared(one) for one in compiled.checks))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A return laid out for checking: its tables, and each table's rows as the readers want them."""

    form: Form
    document: str
    records: Mapping[str, TableRecords]
    rows: Mapping[str, tuple[EffectiveRow, ...]]

    def place(self, table: str, number: int, field: str) -> Place:
        return self.records[table].place(self.document, number, field)


def check_return(plan: CheckPlan, body: Return) -> tuple[Finding, ...]:
    """Everything the form's checks find in a return, in the order of the form."""
    form = plan.form
    records = {one.table: one for one in body.tables}
    rows = {one.table: _rows(form, form.table(one.table), one) for one in body.tables}
    reading = _Reading(form, body.document, records, rows)
    findings = [finding for check in plan.checks if check.check.table in rows for finding in _check(reading, check)]
    return (*_requirements(plan, reading), *findings)


def _rows(form: Form, table: Table, records: TableRecords) -> tuple[EffectiveRow, ...]:
    """Column by column; a field the workbook has not is unknown in every row."""
    places = {key: place for place, key in enumerate(records.fields)}
    keys = [field.key for field in table.fields if field.key in places]
    encoders = [(encoder(form, field), places[field.key]) for field in table.fields if field.key in places]
    unknown: dict[str, Stored] = {field.key: None for field in table.fields}
    return tuple(
        unknown | {key: encoded(row.data[place]) for key, (encoded, place) in zip(keys, encoders, strict=True)}
        for row in records.rows
    )


# Required under a condition -------------------------------------------------------------------------------------------


def _requirements(plan: CheckPlan, reading: _Reading) -> Iterator[Finding]:
    """One finding per field and kind of nothing (blank, or a stroke where something applies), with every row it stands in."""
    columns = {table.key: _columns(reading, table) for table, _, _ in plan.requirements}
    for table, field, condition in plan.requirements:
        if field.key not in columns[table.key]:
            continue
        asked = [number for number, row in enumerate(reading.rows[table.key], start=1) if condition(row)]
        for nothing, code in ((Nothing.EMPTY, "form.required"), (Nothing.NOT_APPLICABLE, "form.required_stroke")):
            missing = [number for number in asked if reading.records[table.key].value(number, field.key) is nothing]
            if missing:
                places = tuple(reading.place(table.key, number, field.key) for number in missing)
                yield Finding(code, Level.ERROR, places, {"field": _both(field.label)})


def _columns(reading: _Reading, table: Table) -> frozenset[str]:
    """The fields a workbook has a column for: one that is missing, misspelt or not read has its own finding."""
    records = reading.records.get(table.key)
    if records is None:
        return frozenset()
    return frozenset(field for field, (_, column) in zip(records.fields, records.cells, strict=True) if column)


# Checks ---------------------------------------------------------------------------------------------------------------


def _check(reading: _Reading, compiled: _Prepared) -> Iterator[Finding]:
    check = compiled.check
    if check.unique:
        return _unique(reading, compiled)
    if check.apart_from:
        return _apart(reading, compiled)
    return _holding(reading, compiled)


def _holding(reading: _Reading, compiled: _Prepared) -> Iterator[Finding]:
    """Row by row; one finding for each row at fault."""
    check, when, holds = compiled.check, compiled.when, compiled.holds
    if holds is None or any(let.table not in reading.rows for let, _ in compiled.lets):
        return
    figures = {let.key: _figure(reading, let, where) for let, where in compiled.lets}
    for number, row in enumerate(reading.rows[check.table], start=1):
        whole = {**row, **figures} if figures else row
        if (when is None or when(whole)) and holds(whole) is False:
            yield _fault(reading, check, _pointed(reading, compiled, number), number)


def _figure(reading: _Reading, let: Let, where: Judge | None) -> Stored:
    """A count or sum over another table; None while any row of it is undecided: that cell has its own finding."""
    total = 0
    for row in reading.rows[let.table]:
        counts = where(row) if where else True
        value = 1 if let.total is Total.COUNT else row[let.field]
        if counts is None or (counts and not isinstance(value, int)):
            return None
        total += int(value or 0) if counts else 0
    return total


def _pointed(reading: _Reading, compiled: _Prepared, number: int) -> tuple[Place, ...]:
    """The cells a fault points at: the fields said, or those the rule names; the sheet where it names none of its own."""
    check = compiled.check
    fields = check.points_at or compiled.names
    known = {field.key for field in reading.form.table(check.table).fields}
    places = tuple(reading.place(check.table, number, field) for field in fields if field in known)
    return places or (Place(reading.document, reading.records[check.table].sheet),)


def _unique(reading: _Reading, compiled: _Prepared) -> Iterator[Finding]:
    """One finding for each value that stands more than once."""
    check = compiled.check
    for numbers in _by_value(reading, check.table, check.unique, compiled.when).values():
        if len(numbers) > 1:
            places = tuple(reading.place(check.table, number, check.unique) for number in numbers)
            yield _fault(reading, check, places, numbers[0])


def _apart(reading: _Reading, compiled: _Prepared) -> Iterator[Finding]:
    """One finding for each value that stands in both tables."""
    check = compiled.check
    if check.apart_from not in reading.rows:
        return
    others = _by_value(reading, check.apart_from, check.same, compiled.apart_where)
    for value, numbers in _by_value(reading, check.table, check.same, compiled.when).items():
        if value in others:
            mine = tuple(reading.place(check.table, number, check.same) for number in numbers)
            theirs = tuple(reading.place(check.apart_from, number, check.same) for number in others[value])
            yield _fault(reading, check, mine + theirs, numbers[0])


def _by_value(reading: _Reading, table: str, field: str, where: Judge | None) -> dict[Stored, list[int]]:
    """Texts folded: a name is the same with （） or (). Codes are what they are."""
    is_text = reading.form.table(table).field(field).type is FieldType.TEXT
    found: dict[Stored, list[int]] = {}
    for number, row in enumerate(reading.rows[table], start=1):
        value = row[field]
        if value is not None and (where is None or where(row)):
            found.setdefault(fold(value) if is_text and isinstance(value, str) else value, []).append(number)
    return found


def _fault(reading: _Reading, check: Check, places: Iterable[Place], number: int) -> Finding:
    facts: dict[str, object] = {"check": check.key, "rule": _both(check.message), "source": check.source, "row": number}
    table = reading.form.table(check.table)
    if table.kind is TableKind.ROWS:
        facts["name"] = _name(reading, table, number)
        return Finding("form.check_row", LEVELS[check.level], tuple(places), facts)
    return Finding("form.check", LEVELS[check.level], tuple(places), facts)


def _name(reading: _Reading, table: Table, number: int) -> str:
    name = reading.records[table.key].value(number, table.named_by)
    return name if isinstance(name, str) and name else f"#{number}"


def _both(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en or words.zh}
