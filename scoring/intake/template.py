"""The blank or prefilled workbook (填报表), made from the same form definition that reads it back. XlsxWriter, no clock."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import xlsxwriter

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Field, Form, Table, TableKind
from scoring.definitions.records import Nothing
from scoring.errors import Refusal
from scoring.intake.stamp import stamp_text
from scoring.intake.template_look import Look, column_width, heading_text, text_width
from scoring.intake.template_rules import ChoiceRanges, rule
from scoring.messages import say

MOST_ROWS = 1_000
"""Rows under a heading that get drop-downs and rules; a carrier with more firms still types them in."""
FIRST_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 # a file property, the same in every template: no clock
LINE_HEIGHT = 15
"""Points."""
SAFE_DIGITS = 15
"""Excel keeps no more of a number; a longer one is written as text and read back whole."""

RECORD_AT, VALUES_AT, ROWS_AT = 2, 1, 3
"""Counted from 0: the row of a record's first field, the column of its values, the row of a table's first record."""

Prefill = Mapping[str, Sequence[Mapping[str, object]]]
NO_PROPERTIES: Mapping[str, str] = MappingProxyType({})


def write_template(
    form: Form,
    path: Path,
    *,
    form_hash: Sha256,
    round_words: str,
    prefill: Prefill | None = None,
    properties: Mapping[str, str] = NO_PROPERTIES,
) -> None:
    """Write the workbook: a cover, one sheet per table, the choice lists on a hidden sheet where they are long.

    ``prefill``: table key → rows of field key → value in the form's terms (int or Decimal in the field's unit, date, bool,
    choice code, text, None). ``properties``: more of the file's own, by name. Same arguments, same bytes. Raises Refusal where
    the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        _write(form, draft, form_hash, round_words, prefill or {}, properties)
        os.replace(draft, path)  # noqa: PTH105 # replaces on every system, atomically
    except (OSError, xlsxwriter.exceptions.FileCreateError) as trouble:
        with suppress(OSError):
            draft.unlink()
        cause = trouble if isinstance(trouble, OSError) else trouble.args[0]
        raise Refusal("workbook.cannot_write", name=path.name, reason=getattr(cause, "strerror", None) or str(cause)) from None


def _write(form: Form, path: Path, form_hash: Sha256, round_words: str, prefill: Prefill, properties: Mapping[str, str]) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        stamp = stamp_text(form, form_hash)
        book.set_properties({"title": form.title.zh, "subject": round_words, "comments": stamp, "created": FIRST_CREATED})
        book.set_custom_property("fuping.form", f"{form.key}/{form.version}/{form_hash}")
        for name, value in properties.items():
            book.set_custom_property(name, value)
        look = Look(book)
        cover = book.add_worksheet(say("intake.template.cover"))
        sheets = {table.key: book.add_worksheet(sheet_name(table)) for table in form.tables}
        ranges = ChoiceRanges(book, form)
        _cover(cover, look, form, round_words, stamp)
        for table in form.tables:
            sheet = _Sheet(sheets[table.key], look, form, ranges)
            rows = prefill.get(table.key, ())
            (sheet.record if table.kind is TableKind.RECORD else sheet.rows)(table, round_words, rows)
        cover.activate()


def sheet_name(table: Table) -> str:
    """The sheet of a table: Excel allows 31 characters in a name, and not all."""
    return "".join(letter for letter in table.label.zh if letter not in "[]:*?/\\'")[:31] or table.key


def _cover(sheet: Any, look: Look, form: Form, round_words: str, stamp: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 72)
    sheet.set_row(0, 42)
    sheet.write(0, 1, form.title.zh, look.title)
    lines = [text for text in (round_words, form.status.zh and say("intake.template.status", {"status": form.status.zh})) if text]
    for row, text in enumerate(lines, start=1):
        sheet.write(row, 1, text, look.status if row > 1 or not round_words else look.subtitle)
    row = len(lines) + 2
    for table in form.tables:
        sheet.write_url(row, 1, f"internal:'{sheet_name(table)}'!A1", look.link, table.label.zh)
        count = sum(1 for field in table.asked if field.required)
        facts = {"count": len(table.asked), "required": count, "noun": table.noun.zh}
        code = "intake.template.record" if table.kind is TableKind.RECORD else "intake.template.rows"
        sheet.write(row, 2, say(code, facts), look.note)
        row += 1
    row += 1
    sheet.write(row, 1, say("intake.template.how"), look.section)
    for number in range(1, 9):
        sheet.write_number(row + number, 0, number, look.number)
        sheet.merge_range(row + number, 1, row + number, 2, say(f"intake.template.how_{number}"), look.note)
        sheet.set_row(row + number, 33)
    sheet.write(row + 10, 1, stamp, look.stamp)
    if form.source:
        sheet.merge_range(row + 11, 1, row + 11, 2, form.source, look.source)
        sheet.set_row(row + 11, 33)
    _page(sheet, landscape=False)


class _Sheet:
    """One table's sheet being written."""

    def __init__(self, sheet: Any, look: Look, form: Form, ranges: ChoiceRanges) -> None:
        self._sheet = sheet
        self._look = look
        self._form = form
        self._ranges = ranges

    def record(self, table: Table, round_words: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Label, value, what is meant: one field a row."""
        values = rows[0] if rows else {}
        for column, width in enumerate((34, 44, 60)):
            self._sheet.set_column(column, column, width)
        self._title(table, round_words, 2)
        for row, field in enumerate(table.asked, start=RECORD_AT):
            self._sheet.set_row(row, 21)
            self._sheet.write(row, 0, heading_text(field), self._look.label_required if field.required else self._look.label)
            self._value(row, VALUES_AT, field, values.get(field.key), self._look.boxed(field))
            self._sheet.write(row, VALUES_AT + 1, field.help.zh, self._look.help)
            self._rules(field, row, row, VALUES_AT)
        self._sheet.freeze_panes(2, 1)
        _page(self._sheet, landscape=False)

    def rows(self, table: Table, round_words: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Title, headings, then one row a firm. Formats hang on the columns, so that no empty cell is written."""
        last = len(table.asked) - 1
        self._title(table, round_words, last)
        for column, field in enumerate(table.asked):
            self._sheet.set_column(column, column, self._width(field), self._look.column(field))
            look = self._look.heading_required if field.required else self._look.heading
            self._sheet.write(2, column, heading_text(field, "\n"), look)
            self._rules(field, ROWS_AT, ROWS_AT - 1 + MOST_ROWS, column)
        self._height(2, [(heading_text(field, "\n"), self._width(field)) for field in table.asked], most=6)
        for row, values in enumerate(rows, start=ROWS_AT):
            self._height(
                row,
                [(str(values.get(field.key) or ""), self._width(field)) for field in table.asked if not field.is_number],
                most=4,
            )
            for column, field in enumerate(table.asked):
                self._value(row, column, field, values.get(field.key), self._look.column(field))
        self._borders(last)
        named = [field.key for field in table.asked].index(table.named_by) if table.named_by else -1
        self._sheet.freeze_panes(3, named + 1)
        self._sheet.repeat_rows(2)
        if named >= 0:
            self._sheet.repeat_columns(named)
        _page(self._sheet, landscape=True, pages_wide=-(-len(table.asked) // LEGIBLE))

    def _width(self, field: Field) -> int:
        return column_width(field, [choice.code for choice in self._form.choices(field)])

    def _height(self, row: int, texts: Sequence[tuple[str, int]], *, most: int) -> None:
        """Room for texts that wrap: a program that does not open the workbook for editing never finds it out by itself."""
        lines = max(sum(-(-text_width(line) // width) for line in text.split("\n")) for text, width in texts)
        if lines > 1:
            self._sheet.set_row(row, LINE_HEIGHT * min(lines, most) + 2)

    def _borders(self, last: int) -> None:
        """Lines round every row that holds something, without writing a cell."""
        formula = f"=COUNTA($A4:{xlsxwriter.utility.xl_col_to_name(last, True)}4)>0"
        options = {"type": "formula", "criteria": formula, "format": self._look.line}
        self._sheet.conditional_format(3, 0, 2 + MOST_ROWS, last, options)

    def _title(self, table: Table, round_words: str, last: int) -> None:
        self._sheet.hide_gridlines(1)
        self._sheet.set_row(0, 30)
        self._sheet.set_row(1, 20)
        self._sheet.write(0, 0, f"{self._form.title.zh}　{table.label.zh}", self._look.title)
        status = self._form.status.zh and say("intake.template.status", {"status": self._form.status.zh})
        self._sheet.write(1, 0, "　".join(text for text in (round_words, status) if text), self._look.subtitle)
        for column in range(1, last + 1):
            self._sheet.write_blank(1, column, None, self._look.plain)

    def _rules(self, field: Field, first: int, last: int, column: int) -> None:
        options = rule(field, self._form.choices(field), self._ranges)
        if options:
            self._sheet.data_validation(first, column, last, column, options)

    def _value(self, row: int, column: int, field: Field, value: object, look: Any) -> None:
        match value:
            case None | Nothing.EMPTY | Nothing.NOT_CALCULATED | Nothing.UNREADABLE:
                self._sheet.write_blank(row, column, None, look)
            case Nothing.NOT_APPLICABLE:
                self._sheet.write_string(row, column, "—", look)
            case bool():
                self._sheet.write_string(row, column, "是" if value else "否", look)
            case int() | Decimal() if field.is_number:
                self._number(row, column, Decimal(value), look)
            case date():
                self._sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001 # a day has no zone
            case _:
                self._sheet.write_string(row, column, str(value), look)

    def _number(self, row: int, column: int, value: Decimal, look: Any) -> None:
        if len(value.normalize().as_tuple().digits) > SAFE_DIGITS:
            self._sheet.write_string(row, column, f"{value:f}", look)
        else:
            self._sheet.write_number(row, column, float(value), look)


LEGIBLE = 16
"""Columns that can still be read across one A4 page lying down."""


def _page(sheet: Any, *, landscape: bool, pages_wide: int = 1) -> None:
    """A4, so many pages wide, as many long as it takes, page x of y."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f"&C{say('intake.template.page')}&R&A")
