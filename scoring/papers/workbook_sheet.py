"""Sheets of the live-formula workbook, written row by row: a table of declared columns, and free lines (rubric, cover)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from scoring.definitions.excel_reader import MOST_BRACKETS, MOST_CHARACTERS
from scoring.messages import say
from scoring.papers.workbook_look import GENERAL, Ink, Look, text_width

Value: TypeAlias = int | float | str | None
"""What a cell shows; None leaves it blank (unknown), "" is a formula without a result."""

FIRST = 6
"""Excel row of the first line of a table: title, what it is, groups, headings and kinds stand above."""
LONGEST = 28
"""Letters of a sheet's name, with room for a number behind them."""
LINE_HEIGHT = 15
LEGIBLE = 200
"""Half-width characters that can still be read across one A4 page lying down."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and the formula (without =) that must come to it."""

    value: Value
    formula: str = ""
    array: bool = False
    link: str = ""
    """Name of a sheet the cell jumps to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table. ``cell`` gives the cell of a line, counted from 0."""

    title: str
    cell: Callable[[int], Cell]
    ink: Ink
    group: str = ""
    note: str = ""
    number: str = GENERAL
    width: int = 11
    total: Cell | None = None
    """What stands in the line below all, where anything is added up."""


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter brings no types
    """XlsxWriter looks for thirty functions newer than Excel 2010's in every formula: half the time here, and ours name none."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Book:
    """The workbook being written. ``mark`` (【示例】) stands in the head of every printed page."""

    def __init__(self, target: Any, language: str, *, mark: str = "") -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(target, options)
        self.look = Look(self.book)
        self.language = language
        self.mark = mark
        self._names: list[str] = []

    def word(self, code: str, /, **facts: object) -> str:
        """A text of the catalogue, ``live_workbook.<code>``."""
        return say(f"live_workbook.{code}", facts, self.language)

    def sheet(self, name: str) -> tuple[str, Any]:
        """A new sheet under a name Excel takes: 31 characters, not all of them, none twice."""
        plain = _fitted("".join(letter for letter in name if letter not in "[]:*?/\\'!").strip()) or "-"
        taken = {each.casefold() for each in self._names}
        free = next(each for each in (plain, *(f"{plain}{at}" for at in range(2, 999))) if each.casefold() not in taken)
        self._names.append(free)
        return free, self.book.add_worksheet(free, _Sheet)

    def put(self, sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
        """Row and column counted from 0."""
        value = cell.value
        if cell.formula:
            if cell.array:
                sheet.write_array_formula(row, column, row, column, f"={cell.formula}", look, value)
            else:
                sheet.write_formula(row, column, f"={cell.formula}", look, value)
        elif cell.link:
            sheet.write_url(row, column, f"internal:'{cell.link}'!A1", look, str(value))
        elif value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)


class TablePage:
    """A sheet with one line per carrier or firm. Columns are declared first, then everything is written at once."""

    def __init__(self, book: Book, name: str, lines: int, *, frozen: int) -> None:
        self._book, self._frozen = book, frozen
        self.name, self._sheet = book.sheet(name)
        self.lines = lines
        self.columns: list[Column] = []

    def add(self, column: Column) -> str:
        """The letters of the new column."""
        self.columns.append(column)
        return str(xl_col_to_name(len(self.columns) - 1))

    def here(self, letters: str, line: int) -> str:
        """A cell of the same sheet."""
        return f"${letters}{line + FIRST}"

    def ref(self, letters: str, line: int) -> str:
        """A cell as other sheets name it."""
        return f"'{self.name}'!${letters}{line + FIRST}"

    def span(self, letters: str) -> str:
        """The whole column as other sheets name it."""
        return f"'{self.name}'!{self.own_span(letters)}"

    def own_span(self, letters: str) -> str:
        return f"${letters}${FIRST}:${letters}${self.last}"

    @property
    def last(self) -> int:
        """Excel row of the last line (one blank line where there is none)."""
        return FIRST + max(self.lines, 1) - 1

    def cells(self) -> int:
        return self.lines * len(self.columns)

    def settle(self) -> None:
        """Columns whose formulas Excel would not take (too long, too deep) become values, and say so."""
        for at, column in enumerate(self.columns):
            if self.lines and not writable(column.cell(0).formula):
                self.columns[at] = _as_value(column, self._book.word("as_value"))

    def write(self, title: str, subtitle: str) -> None:
        sheet, look = self._sheet, self._book.look
        sheet.hide_gridlines(2)
        for at, column in enumerate(self.columns):
            sheet.set_column(at, at, column.width)
        self._headings(title, subtitle)
        formats = [look.cell(column.ink, column.number) for column in self.columns]
        for line in range(self.lines):
            for at, column in enumerate(self.columns):
                self._book.put(sheet, line + FIRST - 1, at, column.cell(line), formats[at])
        self._totals()
        sheet.freeze_panes(FIRST - 1, self._frozen)
        if self.lines:
            sheet.autofilter(FIRST - 2, 0, self.last - 1, len(self.columns) - 1)
        wide = sum(column.width for column in self.columns)
        printed(sheet, landscape=True, pages_wide=-(-wide // LEGIBLE), mark=self._book.mark)
        sheet.repeat_rows(2, FIRST - 2)
        sheet.repeat_columns(0, self._frozen - 1)

    def _totals(self) -> None:
        if not any(column.total for column in self.columns):
            return
        look, row = self._book.look, self.last
        for at, column in enumerate(self.columns):
            words = self._book.word("in_all") if at == 1 else ""
            self._book.put(self._sheet, row, at, column.total or Cell(words), look.cell(Ink.RESULT, column.number))

    def _headings(self, title: str, subtitle: str) -> None:
        sheet, look = self._sheet, self._book.look
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, title, look.title)
        sheet.set_row(1, 18)
        sheet.write_string(1, 0, subtitle, look.subtitle)
        sheet.set_row(2, self._group_height())
        at = 0
        for group, members in groupby(self.columns, key=lambda column: column.group):
            count = len(list(members))
            if group:
                _across(sheet, 2, at, at + count - 1, group, look.group)
            at += count
        widest = max((lines_of(column.title, column.width) for column in self.columns), default=1)
        sheet.set_row(3, min(widest, 8) * LINE_HEIGHT + 3)
        for at, column in enumerate(self.columns):
            sheet.write_string(3, at, column.title, look.head)
            if column.note:
                _note(sheet, 3, at, column.note)
        for at, column in enumerate(self.columns):
            sheet.write_string(4, at, self._book.word(f"ink.{column.ink.value}"), look.tags[column.ink])

    def _group_height(self) -> int:
        most = 1
        for group, members in groupby(self.columns, key=lambda column: column.group):
            most = max(most, lines_of(group, sum(column.width for column in members)))
        return min(most, 6) * LINE_HEIGHT + 3


class LinePage:
    """A sheet of free lines: label cells, figures that formulas name by their address."""

    def __init__(self, book: Book, name: str, widths: Sequence[int]) -> None:
        self._book = book
        self.name, self._sheet = book.sheet(name)
        self._widths = widths
        self._lines: list[tuple[tuple[tuple[Cell, Any], ...], int]] = []

    def add(self, *cells: tuple[Cell | str, Any], height: int = 0) -> int:
        """The Excel row of the new line. A cell is what stands in it and its format."""
        given = tuple((Cell(cell) if isinstance(cell, str) else cell, look) for cell, look in cells)
        wrapped = [
            lines_of(str(cell.value), self._widths[at])
            for at, (cell, look) in enumerate(given)
            if isinstance(cell.value, str) and look is not None and look.text_wrap
        ]
        self._lines.append((given, height or max(wrapped, default=1) * LINE_HEIGHT + 3))
        return len(self._lines)

    @property
    def next_row(self) -> int:
        """The Excel row the next line will have."""
        return len(self._lines) + 1

    def ref(self, column: str, row: int) -> str:
        """An absolute address as other sheets name it."""
        return f"'{self.name}'!${column}${row}"

    def write(self, *, frozen: int = 0, landscape: bool = False) -> None:
        sheet = self._sheet
        sheet.hide_gridlines(2)
        for at, width in enumerate(self._widths):
            sheet.set_column(at, at, width)
        for row, (cells, height) in enumerate(self._lines):
            sheet.set_row(row, height)
            for at, (cell, look) in enumerate(cells):
                if look is not None:
                    self._book.put(sheet, row, at, cell, look)
        if frozen:
            sheet.freeze_panes(frozen, 0)
        printed(sheet, landscape=landscape, mark=self._book.mark)


def _fitted(name: str) -> str:
    """Cut where a word ends, of languages that have gaps between words, unless the half is gone then; the cover has all of it."""
    if len(name) <= LONGEST:
        return name
    cut, reach = name[:LONGEST].strip(), name[: LONGEST + 1]
    whole = cut.rpartition(" ")[0] if reach.isascii() and reach[-2:].isalnum() else cut
    return whole if len(whole) > LONGEST // 2 else cut


def writable(formula: str) -> bool:
    """Within what Excel takes, with the reserve the reader of expressions keeps."""
    depth = deepest = 0
    for letter in formula:
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    return len(formula) <= MOST_CHARACTERS and deepest <= MOST_BRACKETS


def _as_value(column: Column, words: str) -> Column:
    note = f"{column.note}\n{words}".strip()
    return replace(column, ink=Ink.VALUE, note=note, cell=lambda line: Cell(column.cell(line).value))


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(-(-text_width(line) // max(width - 1, 1)), 1) for line in text.split("\n"))


def _across(sheet: Any, row: int, first: int, last: int, text: str, look: Any) -> None:
    if first == last:
        sheet.write_string(row, first, text, look)
    else:
        sheet.merge_range(row, first, row, last, text, look)


def _note(sheet: Any, row: int, column: int, text: str) -> None:
    height = lines_of(text, 44) * 15 + 14
    sheet.write_comment(
        row, column, text, {"x_scale": 2.6, "height": height, "font_name": "微软雅黑", "font_size": 9, "author": "孵评"}
    )


def printed(sheet: Any, *, landscape: bool, pages_wide: int = 1, mark: str = "") -> None:
    """A4, so many pages wide, as many long as it takes, page x of y, the mark at the right of the head."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N&R&A")
    if mark:
        sheet.set_header(f"&R{mark.replace('&', '&&')}")
