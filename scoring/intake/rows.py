"""Which rows under the headings are data: not the blank ones, the totals, the notes, the example left standing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from scoring.intake.cells import Cell, Kind
from scoring.intake.folding import fold
from scoring.intake.locate import Located
from scoring.intake.numbers import EXACT, double

_TOTAL = re.compile(r"(?:[^司厂店所社院]{0,8}(?:合计|小计|总计|累计|共计)|共[0-9]+[家户个]企?业?)(?:[:(0-9].*)?")
"""本表合计, 在孵企业小计, 共12家; no name of a firm, which would end in its form."""
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填表人|制表人|审核人|复核人|负责人|单位负责人|联系电话|填表日期|填报日期)(?:\(.*\))?[:0-9].*|注"
)
_EXAMPLE = re.compile(r"示例|样例")
_EXAMPLE_NUMBER = re.compile(r"例|例如|例[0-9]|举例|范例|示范|(?:示例|样例).*")
"""What stands in the place of a row's number."""

FEWEST_ROWS, FEWEST_SUMS = 2, 2
"""Fewer rows or figures may be alike by chance."""
MOST_UNNAMED = 20
"""So many rows without a name are added up to; a sheet of nothing else would take for ever."""
FEN = Decimal("0.000001")
"""Sums are compared to this: a program's own have a tail of noise."""

LeftOut = tuple[tuple[str, int], ...]
"""(code of the finding, row)."""


def data_rows(place: Located, columns: Mapping[str, int], end: int) -> tuple[tuple[int, ...], LeftOut]:
    """The rows that hold records, in order, and those left out with a reason. ``end``: row of the next table, 0 for none."""
    rows: list[int] = []
    left_out: list[tuple[str, int]] = []
    unnamed = 0
    for number, cells in place.grid.rows.items():
        if number <= place.row or (end and number >= end) or _is_blank(place, columns, cells):
            continue
        code = _reason(place, columns, cells)
        if not code and unnamed < MOST_UNNAMED and columns.get(place.table.named_by, 0) not in cells:
            unnamed += 1
            code = "intake.total_row" if _is_unnamed_total(place, columns, cells, rows) else ""
        if code:
            left_out.append((code, number))
        elif not _repeats_headings(place, cells):
            rows.append(number)
    return tuple(rows), tuple(left_out)


def _is_unnamed_total(place: Located, columns: Mapping[str, int], cells: Mapping[int, Cell], rows: Sequence[int]) -> bool:
    """Whether a row without a name holds the sums of the rows so far, two of them at least, and no text."""
    if len(rows) < FEWEST_ROWS:
        return False
    filled = [cells[column] for column in columns.values() if column in cells and not cells[column].is_blank]
    if len(filled) < FEWEST_SUMS or any(cell.kind is not Kind.NUMBER for cell in filled):
        return False
    above = [place.grid.rows[number] for number in rows]
    return all(_figure(cell) == sum(_figure(row.get(cell.column)) for row in above) for cell in filled)


def _figure(cell: Cell | None) -> Decimal:
    value = double(cell.text) if cell is not None and cell.kind is Kind.NUMBER else None
    return Decimal(0) if value is None else value.quantize(FEN, context=EXACT)


def _is_blank(place: Located, columns: Mapping[str, int], cells: Mapping[int, Cell]) -> bool:
    """Nothing under the headings, or nothing but formulas dragged down past the last named row."""
    filled = [cell for column in columns.values() if (cell := cells.get(column)) is not None and not cell.is_blank]
    if not filled:
        return not _is_left_out(cells)
    name = cells.get(columns.get(place.table.named_by, 0))
    unnamed = name is None or name.is_blank or (name.formula and name.text in ("", "0"))
    return unnamed and all(cell.formula for cell in filled)


def _is_left_out(cells: Mapping[int, Cell]) -> bool:
    """A total whose label and figures stand outside the columns we read is a total all the same; a stray word is nothing."""
    return _is_total(_first_text(cells))


def _is_total(folded: str) -> bool:
    return ("计" in folded or folded[:1] == "共") and bool(_TOTAL.fullmatch(folded))


def _reason(place: Located, columns: Mapping[str, int], cells: Mapping[int, Cell]) -> str:
    first = _first_text(cells)
    name = cells.get(columns.get(place.table.named_by, 0))
    named = fold(name.text) if name is not None and name.kind is Kind.TEXT else ""
    if _is_total(first) or (named != first and _is_total(named)):
        return "intake.total_row"
    if _NOTE.fullmatch(first):
        return "intake.note_row"
    if _EXAMPLE.search(named) or (first != named and _EXAMPLE_NUMBER.fullmatch(first)):
        return "intake.example_row"
    return ""


def _first_text(cells: Mapping[int, Cell]) -> str:
    """The first text of a row, folded; a number of the row (序号) may stand before it."""
    texts = (cells[column] for column in sorted(cells) if cells[column].kind is Kind.TEXT and not cells[column].is_blank)
    first = next(texts, None)
    return fold(first.text) if first is not None else ""


def _repeats_headings(place: Located, cells: Mapping[int, Cell]) -> bool:
    """The headings once more, as at the top of each printed page."""
    again = sum(
        1
        for heading in place.headings.values()
        if (cell := cells.get(heading.cell.column)) is not None
        and cell.kind is Kind.TEXT
        and fold(cell.text) == fold(heading.cell.text)
    )
    return again > len(place.headings) // 2
