"""Texts typed on the screen to the cells of the workbook that will be written of them, and back from a cell to what was typed.

What is checked while somebody types is this workbook's evidence, read by the very reader that will read the file: the
findings shown are those the return will have. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from scoring.definitions.form import Choice, Field, FieldType, Form, Table, TableKind
from scoring.definitions.records import Datum, Nothing
from scoring.intake.cells import Cell, Kind, Sheet, Workbook
from scoring.intake.numbers import EXACT, shown
from scoring.intake.reading import EMPTY, Reading
from scoring.intake.template import RECORD_AT, ROWS_AT, SAFE_DIGITS, VALUES_AT, sheet_name
from scoring.intake.values import read_value
from scoring.places import Place

Texts: TypeAlias = Sequence[Sequence[str]]
"""The rows of a table, each with a text for every field that is asked; a record is one row."""
Value: TypeAlias = str | Decimal | date
"""What is written into a cell."""

DATE_FORMAT = "yyyy-mm-dd"
DAY_ZERO = date(1899, 12, 30)
FIRST_DATE = date(1900, 3, 1)
"""Before it programs do not agree on a day's number: Excel counts a 29 February 1900 that never was."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of an entry: ``row`` counts from 0, None for the whole table; no ``field``: the whole row."""

    table: str
    row: int | None = None
    field: str = ""


class Column:
    """One field's texts: what is written for each, what it reads as. A column says the same many times, so it is kept."""

    def __init__(self, form: Form, field: Field) -> None:
        self.field = field
        self._choices = form.choices(field)
        self._known: dict[str, tuple[Kind, str, str]] = {}

    def cell(self, text: str, row: int, column: int) -> Cell:
        """The cell as the reader will find it."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = _shape(written(self.field, self._choices, text))
        return Cell(row, column, known[0], known[1], False, known[2])

    def reading(self, text: str) -> Reading:
        """What a text comes to."""
        return read_value(self.field, self._choices, self.cell(text, 1, 1)) if text else EMPTY


def written(field: Field, choices: tuple[Choice, ...], text: str) -> Value:
    """A number or a date where the reader is sure that the text is one, and would read the same from it; else the text."""
    if not (field.is_number or field.type is FieldType.DATE):
        return text
    reading = read_value(field, choices, Cell(1, 1, Kind.TEXT, text))
    if reading.problems or isinstance(reading.datum, Nothing):
        return text
    value = _value(field, reading.datum)
    if isinstance(value, date) and value < FIRST_DATE:
        return text
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > SAFE_DIGITS:
        return text
    kind, digits, number_format = _shape(value)
    again = read_value(field, choices, Cell(1, 1, kind, digits, False, number_format))
    return value if again.datum == reading.datum and not again.problems else text


def _value(field: Field, datum: Datum) -> Value:
    if field.type is FieldType.DATE:
        return date.fromisoformat(str(datum))
    assert isinstance(datum, int)
    return Decimal(datum).scaleb(-field.decimals, EXACT)


def _shape(value: Value) -> tuple[Kind, str, str]:
    """Kind, text and number format of a cell as the writer leaves it in the file."""
    match value:
        case str():
            return Kind.TEXT, value, ""
        case date():
            return Kind.NUMBER, str((value - DAY_ZERO).days), DATE_FORMAT
        case _:
            return Kind.NUMBER, f"{float(value):.16G}", ""


def text_of(form: Form, field: Field, datum: Datum, raw: str) -> str:
    """What would be typed for a value of a return: as it stood where that still means the same, else the plain value."""
    choices = form.choices(field)
    if raw and read_value(field, choices, Cell(1, 1, Kind.TEXT, raw)).datum == datum:
        return raw
    match datum:
        case Nothing.NOT_APPLICABLE:
            return raw or "—"
        case Nothing.UNREADABLE:
            return raw
        case Nothing():
            return ""
        case bool():
            return "是" if datum else "否"
        case int():
            return shown(datum, field.decimals)
        case _:
            return datum


class Typesetter:
    """A form's tables as they lie in the workbook that our template writer makes of texts.

    ``blank`` is the evidence of the form's blank workbook; into it the texts are laid, cell by cell as the writer would.
    """

    def __init__(self, form: Form, blank: Workbook) -> None:
        self.form = form
        self._blank = blank
        self.columns = {table.key: tuple(Column(form, field) for field in table.asked) for table in form.tables}
        self._tables = {sheet_name(table): table for table in form.tables}

    def evidence(self, texts: Mapping[str, Texts]) -> Workbook:
        """The workbook as the reader will find it."""
        return replace(self._blank, sheets=tuple(self._filled(sheet, texts) for sheet in self._blank.sheets))

    def _filled(self, sheet: Sheet, texts: Mapping[str, Texts]) -> Sheet:
        table = self._tables.get(sheet.name)
        rows = texts.get(table.key, ()) if table is not None else ()
        if table is None or not rows:
            return sheet
        columns = self.columns[table.key]
        if table.kind is TableKind.RECORD:
            values = enumerate(zip(columns, rows[0], strict=True), start=RECORD_AT + 1)
            cells = [column.cell(text, row, VALUES_AT + 1) for row, (column, text) in values if text]
            return replace(sheet, cells=tuple(sorted((*sheet.cells, *cells), key=lambda cell: (cell.row, cell.column))))
        cells = [
            column.cell(text, number, place)
            for number, row in enumerate(rows, start=ROWS_AT + 1)
            for place, (column, text) in enumerate(zip(columns, row, strict=True), start=1)
            if text
        ]
        return replace(sheet, cells=(*sheet.cells, *cells))

    def prefill(self, texts: Mapping[str, Texts]) -> dict[str, list[dict[str, object]]]:
        """For the template writer: the very values whose cells ``evidence`` foretells."""
        return {
            table.key: [
                {
                    column.field.key: written(column.field, self.form.choices(column.field), text)
                    for column, text in zip(self.columns[table.key], row, strict=True)
                    if text
                }
                for row in texts.get(table.key, ())
            ]
            for table in self.form.tables
        }

    def place(self, document: str, spot: Spot) -> Place:
        """Where a cell of the entry will stand in the workbook."""
        table = self.form.table(spot.table)
        sheet = sheet_name(table)
        if table.kind is TableKind.RECORD:
            row = RECORD_AT + 1 + _number(table, spot.field) if spot.field else 0
            return Place(document, sheet, row, VALUES_AT + 1 if row else 0)
        row = 0 if spot.row is None else ROWS_AT + 1 + spot.row
        return Place(document, sheet, row, 1 + _number(table, spot.field) if spot.field else 0)

    def spot(self, place: Place) -> Spot | None:
        """The inverse of ``place``; the whole table for its title and headings, None for what is no table's."""
        table = self._tables.get(place.sheet)
        if table is None:
            return None
        fields = table.asked
        if table.kind is TableKind.RECORD:
            number = place.row - RECORD_AT - 1
            return Spot(table.key, 0, fields[number].key) if 0 <= number < len(fields) else Spot(table.key)
        key = fields[place.column - 1].key if 0 < place.column <= len(fields) else ""
        number = place.row - ROWS_AT - 1
        return Spot(table.key, number if number >= 0 else None, key)


def _number(table: Table, field: str) -> int:
    return [one.key for one in table.asked].index(field)
