"""The picture of a return: its original workbook read again, cell by cell, with what the district has made of it laid over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from scoring.definitions.form import Field, FilledBy, Form, TableKind
from scoring.definitions.records import Nothing, Return, TableRecords
from scoring.definitions.showing import label_with_unit, show_datum
from scoring.intake import child
from scoring.intake.cells import Cell, Kind, Merged, Sheet, Workbook
from scoring.intake.dates import serial_day
from scoring.intake.numbers import double
from scoring.messages import say
from scoring.services.amending import struck_rows
from scoring.services.rounds import OpenRound
from scoring.store import applied, files, returns, truth
from scoring.store.applied import declared
from scoring.store.datums import datum_text, default_of

WorkbookReader: TypeAlias = child.WorkbookReader
FormCell: TypeAlias = applied.Cell
"""(table, row, field) of a form."""

MOST_COLUMNS = 256
MOST_ROWS = 20_000
"""What a person looks at; a cell beyond is shown in no picture."""
DISTRICT_COLUMN = 2
"""Of the sheet with the district's own findings."""


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """One sheet: ``texts`` and ``figures`` (cells whose text stands at the right) by (row, column), both from 1.

    ``fields``: the cells that belong to a field of the form, empty ones too.
    """

    name: str
    visible: bool
    rows: int
    columns: int
    texts: Mapping[tuple[int, int], str]
    figures: frozenset[tuple[int, int]]
    heads: frozenset[tuple[int, int]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[Merged, ...]
    fields: Mapping[tuple[int, int], FormCell]


@dataclass(frozen=True, slots=True)
class Picture:
    """A return's workbook. ``return_id`` tells whether it is still the one wanted."""

    return_id: str
    document: str
    sheets: tuple[PictureSheet, ...]
    labels: Mapping[tuple[str, str], str]
    """(table, field) → its label with the unit."""
    subjects: Mapping[tuple[str, int], str]
    """(table, row) → whose row it is."""

    def about(self, cell: FormCell) -> str:
        """Whose value a cell holds, and of what."""
        table, number, field = cell
        return " › ".join(part for part in (self.subjects.get((table, number), ""), self.labels[table, field]) if part)

    def place_of(self, cell: FormCell) -> tuple[str, int, int] | None:
        """(sheet, row, column) where a value stands; None for the district's own fields."""
        for sheet in self.sheets:
            at = next((at for at, known in sheet.fields.items() if known == cell), None)
            if at is not None:
                return (sheet.name, *at)
        return None


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the district has made of a return: verified values (核定值) by (sheet, row, column), and rows of struck firms."""

    verified: Mapping[tuple[str, int, int], str]
    struck: frozenset[tuple[str, int]]


NO_OVERLAY = Overlay({}, frozenset())


def read_picture(opened: OpenRound, uscc: str, reader: WorkbookReader, language: str = "zh") -> Picture | None:
    """Of the return that counts; None without one. The bytes are parsed in the guarded child. Raises Refusal."""
    current = returns.current_of(opened.store, opened.round.id, uscc)
    if current is None:
        return None
    with TemporaryDirectory(prefix="fuping-") as folder:
        path = Path(folder) / "return"
        path.write_bytes(files.content(opened.store, current.file))
        book = reader.read(path, current.document)
    body = returns.content(opened.store, current.id)
    form = opened.form.form
    sheets = (*(_sheet(form, body, book, one, language) for one in book.sheets), _district_sheet(form, language))
    labels = {(table.key, field.key): label_with_unit(field, language) for table, field in form.all_fields()}
    return Picture(current.id, current.document, sheets, labels, dict(_subjects(form, body)))


def _subjects(form: Form, body: Return) -> Iterator[tuple[tuple[str, int], str]]:
    for records in body.tables:
        named = form.table(records.table).named_by
        for number in range(1, len(records.rows) + 1) if named else ():
            name = records.value(number, named)
            if isinstance(name, str):
                yield (records.table, number), name


def overlay(opened: OpenRound, uscc: str, language: str = "zh") -> Overlay:
    """As it stands now; nothing without a return."""
    current = returns.current_of(opened.store, opened.round.id, uscc)
    amended = truth.amended(opened.store, current.id) if current else {}
    if current is None or not amended:
        return NO_OVERLAY
    form, body = opened.form.form, returns.content(opened.store, current.id)
    verified: dict[tuple[str, int, int], str] = {}
    for (table, number, key), datum in amended.items():
        records, field = body.table(table), form.table(table).field(key)
        sheet, (row, column) = records.sheet, records.cell(number, key)
        if table == form.record and field.filled_by is FilledBy.DISTRICT:
            sheet, row, column = _district_name(language), _district_fields(form).index(field) + 1, DISTRICT_COLUMN
        if column and datum_text(datum) != datum_text(declared(field, records, number)):
            verified[sheet, row, column] = show_datum(form, field, datum, language)
    struck = frozenset(
        (body.table(table).sheet, body.table(table).rows[number - 1].sheet_row) for table, number in struck_rows(form, amended)
    )
    return Overlay(verified, struck)


def _district_sheet(form: Form, language: str) -> PictureSheet:
    """What the district fills in about a carrier, as one more sheet: label, value before anybody touched it."""
    fields = _district_fields(form)
    texts = {(row, 1): label_with_unit(field, language) for row, field in enumerate(fields, start=1)}
    for row, field in enumerate(fields, start=1):
        if (default := default_of(field)) is not Nothing.EMPTY:
            texts[row, DISTRICT_COLUMN] = show_datum(form, field, default, language)
    cells = {(row, DISTRICT_COLUMN): (form.record, 1, field.key) for row, field in enumerate(fields, start=1)}
    none: frozenset[tuple[int, int]] = frozenset()
    rows = len(fields)
    name = _district_name(language)
    return PictureSheet(name, True, rows, DISTRICT_COLUMN, texts, none, none, frozenset(), frozenset(), (), cells)


def _district_name(language: str) -> str:
    return say("verify.district_sheet", {}, language)


def _district_fields(form: Form) -> tuple[Field, ...]:
    return tuple(field for field in form.table(form.record).fields if field.filled_by is FilledBy.DISTRICT)


def _sheet(form: Form, body: Return, book: Workbook, sheet: Sheet, language: str) -> PictureSheet:
    cells = [cell for cell in sheet.cells if cell.row <= MOST_ROWS and cell.column <= MOST_COLUMNS]
    fields: dict[tuple[int, int], FormCell] = {}
    heads: set[tuple[int, int]] = set()
    for records in body.tables:
        if records.sheet == sheet.name:
            fields |= _fields(form, records)
            heads |= {at for at in records.cells if at not in fields}
    known = [(cell.row, cell.column) for cell in cells] + list(fields)
    return PictureSheet(
        name=sheet.name,
        visible=sheet.visible,
        rows=max((row for row, _ in known), default=0),
        columns=max((column for _, column in known), default=0),
        texts={(cell.row, cell.column): cell_words(cell, language, date1904=book.date1904) for cell in cells},
        figures=frozenset((cell.row, cell.column) for cell in cells if cell.kind is Kind.NUMBER),
        heads=frozenset(heads),
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
        merged=tuple(one for one in sheet.merged if one.top <= MOST_ROWS and one.left <= MOST_COLUMNS),
        fields=fields,
    )


def _fields(form: Form, records: TableRecords) -> Mapping[tuple[int, int], FormCell]:
    return dict(_cells(form, records))


def _cells(form: Form, records: TableRecords) -> Iterator[tuple[tuple[int, int], FormCell]]:
    record = form.table(records.table).kind is TableKind.RECORD
    for key, (top, column) in zip(records.fields, records.cells, strict=True):
        if not column:
            continue
        for number, row in enumerate(records.rows, start=1):
            yield (top if record else row.sheet_row, column), (records.table, number, key)


def cell_words(cell: Cell, language: str = "zh", *, date1904: bool = False) -> str:
    """A cell as a person reads it: a date as a day, a percentage with its sign, a number with the digits Excel keeps."""
    match cell.kind:
        case Kind.NOT_CALCULATED:
            return say("values.not_calculated", {}, language)
        case Kind.BOOL:
            return "TRUE" if cell.text == "1" else "FALSE"
        case Kind.NUMBER:
            return _number(cell, date1904=date1904)
        case _:
            return cell.text


def _number(cell: Cell, *, date1904: bool) -> str:
    value = double(cell.text)
    if value is None:
        return cell.text
    if cell.is_date and (day := serial_day(int(value), date1904=date1904)) is not None:
        return day.isoformat()
    if cell.is_percent:
        return f"{_plain(value * 100)}%"
    text = _plain(value)
    return f"{Decimal(text):,}" if "#,##" in cell.number_format else text


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
