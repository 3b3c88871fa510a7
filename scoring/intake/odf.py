"""A look through an OpenDocument table (.ods) before the library gets it: repeats counted, document types refused. Lives in the child."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.intake.clues import Clues
from scoring.intake.container import Package
from scoring.intake.parts import MOST_DEPTH, MOST_SHEETS, MOST_TEXT, feed, local, refusing_parser

CONTENT = "content.xml"
MOST_CELLS = 1_000_000
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LONGEST_ERROR = 40


def clues(parts: Package) -> tuple[Clues, ...]:
    """Of each table in tab order. Raises Refusal for what is no honest table, or too much of one."""
    reader = _Reader(parts)
    for _ in feed(parts, reader.parser, parts.chunks(CONTENT)):
        pass
    return tuple(reader.sheets)


class _Reader:
    """One pass over the content.

    Attributes:
        sheets: what has come so far.
    """

    def __init__(self, parts: Package) -> None:
        self.sheets: list[Clues] = []
        self._parts = parts
        self._depth = self._nested = self._cells = self._length = 0
        self._row = self._rows = self._column = self._columns = self._headed = 0
        self._here: Mapping[str, str] | None = None
        self._words: list[str] = []
        self._text = False
        self.parser = refusing_parser(parts)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._parts.corrupt()
        told = {local(key): value for key, value in attributes.items()}
        match local(name):
            case "table":
                self._start_sheet()
            case "table-column" if self._nested == 1:
                self._head(told)
            case "table-row" if self._nested == 1:
                self._row += self._rows
                self._rows = self._times(told, "number-rows-repeated", MOST_ROWS)
                self._column, self._columns = 1, 0
                if told.get("visibility") in ("collapse", "filter") and self._rows < MOST_ROWS // 2:
                    self.sheets[-1].hidden.update(range(self._row, min(self._row + self._rows, MOST_ROWS)))
            case "table-cell" | "covered-table-cell" if self._nested == 1:
                self._column += self._columns
                self._columns = self._times(told, "number-columns-repeated", MOST_COLUMNS)
                self._here, self._words, self._text, self._length = told, [], False, 0
            case "p" if self._here is not None:
                self._text = True

    def _end(self, name: str) -> None:
        self._depth -= 1
        match local(name):
            case "table":
                self._nested -= 1
            case "table-cell" | "covered-table-cell" if self._nested == 1 and self._here is not None:
                self._cell(self._here, "".join(self._words))
                self._here = None

    def _data(self, data: str) -> None:
        if self._here is None or not self._text:
            return
        self._length += len(data)
        if self._length > MOST_TEXT:
            raise self._parts.too_large("cell_text", MOST_TEXT)
        self._words.append(data)

    def _start_sheet(self) -> None:
        self._nested += 1
        if self._nested > 1:
            return  # a table within a cell, or a chart's own
        self.sheets.append(Clues())
        self._row, self._rows, self._headed = 1, 0, 0
        if len(self.sheets) > MOST_SHEETS:
            raise self._parts.too_large("sheets", MOST_SHEETS)

    def _head(self, told: Mapping[str, str]) -> None:
        count = self._times(told, "number-columns-repeated", MOST_COLUMNS)
        if told.get("visibility") in ("collapse", "filter"):
            self.sheets[-1].hidden_columns.update(range(self._headed + 1, min(self._headed + count, MOST_COLUMNS) + 1))
        self._headed += count

    def _cell(self, told: Mapping[str, str], words: str) -> None:
        kind, formula = told.get("value-type", ""), "formula" in told
        if not (kind or formula or words):
            return
        sheet = self.sheets[-1]
        self._cells += self._rows * self._columns
        if self._cells > MOST_CELLS:
            raise self._parts.too_large("cells", MOST_CELLS)
        last = (self._row + self._rows - 1, self._column + self._columns - 1)
        if last[0] > MOST_ROWS or last[1] > MOST_COLUMNS:
            raise self._parts.corrupt()
        sheet.reach(self._row, self._column)
        sheet.reach(*last)
        down, across = (self._times(told, f"number-{axis}-spanned", MOST_ROWS) - 1 for axis in ("rows", "columns"))
        if down or across:
            sheet.merged.append((self._row, self._column, self._row + down, self._column + across))
        wrong = kind == "error" or (formula and kind == "string" and words.startswith(("#", "Err:")))
        if not (formula or wrong or kind == "percentage"):
            return
        for row in range(self._row, last[0] + 1):
            for column in range(self._column, last[1] + 1):
                if formula:
                    sheet.formulas.add((row, column))
                if formula and not kind and not words:
                    sheet.never.add((row, column))
                if wrong:
                    sheet.errors[row, column] = words[:LONGEST_ERROR]
                if kind == "percentage":
                    sheet.percents.add((row, column))

    def _times(self, told: Mapping[str, str], name: str, most: int) -> int:
        digits = told.get(name, "1")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 9 and int(digits) <= most):
            raise self._parts.corrupt()
        return max(int(digits), 1)
