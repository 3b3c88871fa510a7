"""Located cells to records and findings: the station after which a workbook is a return, or is refused as none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Choice, Field, Form, Table, TableKind
from scoring.definitions.records import Datum, Nothing, Return, Row, TableRecords
from scoring.findings import Finding, Level
from scoring.intake.cells import Cell, Kind, Workbook
from scoring.intake.gathering import Gathered
from scoring.intake.locate import Located, locate, unit_word
from scoring.intake.reading import EMPTY, Problem, Reading
from scoring.intake.rows import data_rows
from scoring.intake.stamp import stamp_findings
from scoring.intake.values import ColumnReader
from scoring.places import Place

NOTHING_THERE = (0, 0)


@dataclass(frozen=True, slots=True)
class _Source:
    """What every part of the reading needs to know."""

    form: Form
    document: str
    date1904: bool
    choices: Mapping[str, tuple[Choice, ...]]
    """Answers by the key of their list."""

    def reader(self, field: Field) -> ColumnReader:
        return ColumnReader(field, self.choices.get(field.choices, ()), date1904=self.date1904)


def read_return(
    form: Form, form_hash: Sha256, workbook: Workbook, *, document: str, file: Sha256
) -> tuple[Return | None, tuple[Finding, ...]]:
    """The return a workbook holds, and all that is to be looked at, in one pass.

    No return at all where none of the tables, or not the record that says whose it is, can be found: then there is one
    finding that stops. Otherwise the return has all tables of the form; one that is not in the workbook has no rows.
    """
    found = locate(form, workbook)
    if form.record not in found:
        return None, (_no_return(form, workbook, document, found=bool(found)),)
    answers = {one.key: one.choices for one in form.choice_lists}
    source = _Source(form, document, workbook.date1904, answers)
    findings: list[Finding] = [*_unproven(workbook, document), *stamp_findings(form, form_hash, workbook, document)]
    tables: list[TableRecords] = []
    for table in form.tables:
        records, more = _read_table(source, table, found)
        tables.append(records)
        findings += more
    return Return(form_hash, file, document, tuple(tables)), tuple(findings)


def identity(form: Form, ret: Return) -> tuple[str, str]:
    """The carrier's name and id as the return gives them; empty where it does not say."""
    record = ret.table(form.record)
    name, number = (record.value(1, field) if record.rows else "" for field in (form.carrier_name, form.carrier_id))
    return (name if isinstance(name, str) else "", number if isinstance(number, str) else "")


def _unproven(workbook: Workbook, document: str) -> Iterator[Finding]:
    """An old format keeps a result for every formula, worked out or not: once for the whole file."""
    if workbook.unproven:
        yield Finding("intake.unproven", Level.WARNING, (Place(document),), {"count": workbook.unproven})


def _no_return(form: Form, workbook: Workbook, document: str, *, found: bool) -> Finding:
    facts = {"form": form.title.zh, "sheets": tuple(sheet.name for sheet in workbook.sheets[:5])}
    if found:
        facts["table"] = form.table(form.record).label.zh
        return Finding("intake.no_record", Level.STOP, (Place(document),), facts)
    return Finding("intake.no_return", Level.STOP, (Place(document),), facts)


def _read_table(source: _Source, table: Table, found: dict[str, Located]) -> tuple[TableRecords, list[Finding]]:
    place = found.get(table.key)
    if place is None:
        finding = Finding("intake.no_table", Level.ERROR, (Place(source.document),), {"table": table.label.zh})
        fields = tuple(field.key for field in table.asked)
        return TableRecords(table.key, "", fields, (NOTHING_THERE,) * len(fields), ()), [finding]
    return _read_record(source, place) if table.kind is TableKind.RECORD else _read_rows(source, place, found.values())


def _read_record(source: _Source, place: Located) -> tuple[TableRecords, list[Finding]]:
    gathered = Gathered(place.table, source.document, place.grid.sheet.name)
    data: list[Datum] = []
    cells: list[tuple[int, int]] = []
    raw: list[tuple[str, str]] = []
    for field in place.table.asked:
        where = _value_cell(place, field)
        reading = source.reader(field).read(place.grid.at(*where)) if where != NOTHING_THERE else EMPTY
        if where != NOTHING_THERE:
            _gather(gathered, field, reading, where)
        data.append(reading.datum)
        cells.append(where)
        raw += [(field.key, reading.raw)] if reading.raw else []
    fields = tuple(field.key for field in place.table.asked)
    records = TableRecords(place.table.key, place.grid.sheet.name, fields, tuple(cells), (Row(0, tuple(data), tuple(raw)),))
    return records, [*_structure(source, place), *gathered.findings()]


def _value_cell(place: Located, field: Field) -> tuple[int, int]:
    """The cell right of the label; a unit in a column of its own between them is passed over."""
    heading = place.headings.get(field.key)
    if heading is None or heading.foreign_unit:
        return NOTHING_THERE
    row, column = heading.cell.row, place.grid.right_of(heading.cell)
    beside = place.grid.at(row, column)
    if field.unit and beside is not None and beside.kind is Kind.TEXT and unit_word(beside.text) == unit_word(field.unit):
        column = place.grid.right_of(beside)
    return row, column


def _read_rows(source: _Source, place: Located, others: Iterable[Located]) -> tuple[TableRecords, list[Finding]]:
    gathered = Gathered(place.table, source.document, place.grid.sheet.name)
    columns = {key: heading.cell.column for key, heading in place.headings.items() if not heading.foreign_unit}
    ends = [other.row for other in others if other.grid.sheet is place.grid.sheet and other.row > place.row]
    chosen, left_out = data_rows(place, columns, min(ends, default=0))
    asked = [(field, columns.get(field.key)) for field in place.table.asked]
    readers = [(field, column, source.reader(field)) for field, column in asked]
    rows = tuple(_read_row(gathered, place.grid.rows[number], readers, number) for number in chosen)
    for code, number in left_out:
        gathered.add_row(code, number)
    hidden = place.grid.sheet.hidden_columns
    gathered.add_columns((field, column) for field, column in asked if column in hidden and column)
    for number in chosen:
        if number in place.grid.sheet.hidden_rows:
            gathered.add_row("intake.hidden_row", number)
    fields = tuple(field.key for field in place.table.asked)
    cells = tuple((place.row, columns[key]) if key in columns else NOTHING_THERE for key in fields)
    records = TableRecords(place.table.key, place.grid.sheet.name, fields, cells, rows)
    return records, [*_structure(source, place), *gathered.findings()]


def _read_row(
    gathered: Gathered, cells: Mapping[int, Cell], readers: Sequence[tuple[Field, int | None, ColumnReader]], number: int
) -> Row:
    data: list[Datum] = []
    raw: list[tuple[str, str]] = []
    for field, column, reader in readers:
        if column is None:
            data.append(Nothing.EMPTY)
            continue
        reading = reader.read(cells.get(column))
        data.append(reading.datum)
        if reading.problems or field.required:
            _gather(gathered, field, reading, (number, column))
        if reading.raw:
            raw.append((field.key, reading.raw))
    return Row(number, tuple(data), tuple(raw))


def _gather(gathered: Gathered, field: Field, reading: Reading, where: tuple[int, int]) -> None:
    """A value's problems; a required field without an answer is one of them, unless its cause is told already."""
    for problem in reading.problems:
        gathered.add(field, problem, where)
    if field.required and reading.datum is Nothing.EMPTY:
        gathered.add(field, Problem("intake.required", Level.ERROR), where)
    elif field.required and reading.datum is Nothing.NOT_APPLICABLE:
        gathered.add(field, Problem("intake.required_stroke", Level.ERROR, {"text": reading.raw}), where)


def _structure(source: _Source, place: Located) -> list[Finding]:
    """What is wrong with the headings: each cause once, and its column is then not read."""
    sheet, table = place.grid.sheet, place.table
    at = Place(source.document, sheet.name)
    findings = [] if sheet.visible else [Finding("intake.hidden_sheet", Level.WARNING, (at,), {"table": table.label.zh})]

    def fault(code: str, field: Field, *cells: Cell, **facts: str) -> None:
        level = Level.ERROR if field.required or field.required_when or cells else Level.WARNING
        places = tuple(Place(source.document, sheet.name, cell.row, cell.column) for cell in cells)
        default = Place(source.document, sheet.name, place.row)
        findings.append(Finding(code, level, places or (default,), {"table": table.label.zh, "field": field.label.zh, **facts}))

    near = {one.field.key: one.cell for one in place.near}
    for field in table.asked:
        if heading := place.headings.get(field.key):
            if heading.foreign_unit:
                fault("intake.foreign_unit", field, heading.cell, found=heading.foreign_unit, unit=field.unit)
        elif twice := place.twice.get(field.key):
            fault("intake.label_twice", field, *(heading.cell for heading in twice))
        elif cell := near.get(field.key):
            fault("intake.label_near", field, cell, found=" ".join(cell.text.split()))
        else:
            fault("intake.label_missing", field)
    return findings
