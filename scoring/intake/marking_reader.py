"""A marking sheet read back: its stamp, its reviewer, and each line with what is wrong in its own cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.findings import Finding, Level
from scoring.intake.cells import Cell, Kind, Sheet, Workbook
from scoring.intake.folding import fold, plain, trimmed
from scoring.intake.marking_stamp import Stamp, stamp_in
from scoring.intake.numbers import double
from scoring.messages import say
from scoring.places import Place

HEAD_ROWS = 20
"""The headings and the stamp stand above so many rows."""
LONGEST_NUMBER = 20
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+", re.ASCII)
ASKED = ("code", "item", "mark", "comment")
NEEDED = frozenset({"code", "item", "mark"})


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One line as it stands. ``value`` is None where there is no mark, or none that can be read (then ``findings`` say why)."""

    carrier: str
    uscc: str
    item: str
    value: Decimal | None
    comment: str
    place: Place
    """The cell of the mark."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """``stamp`` is None and ``lines`` empty where a workbook is no marking sheet."""

    stamp: Stamp | None
    reviewer: str
    stamp_place: Place
    lines: tuple[MarkLine, ...]


def read_sheet(book: Workbook, document: str) -> ReadSheet:
    """Whatever stands in a workbook that looks like a marking sheet."""
    for sheet in book.sheets:
        grid: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells:
            if not cell.is_blank:
                grid.setdefault(cell.row, {})[cell.column] = cell
        head = next((row for row in sorted(grid) if row <= HEAD_ROWS and _columns(grid[row]).keys() >= NEEDED), None)
        if head is not None:
            return _read(sheet, grid, head, document)
    return ReadSheet(None, "", Place(document), ())


def _columns(row: Mapping[int, Cell]) -> dict[str, int]:
    """Heading → column; a heading may go on in brackets."""
    words = {fold(say(f"reviews.sheet.{name}")): name for name in ("carrier", *ASKED)}
    found: dict[str, int] = {}
    for column, cell in sorted(row.items()):
        name = words.get(fold(cell.text).partition("(")[0])
        if name is not None and cell.kind is Kind.TEXT:
            found.setdefault(name, column)
    return found


def _read(sheet: Sheet, grid: Mapping[int, Mapping[int, Cell]], head: int, document: str) -> ReadSheet:
    stamp, reviewer, place = None, "", Place(document, sheet.name)
    label = fold(say("reviews.sheet.reviewer"))
    for row in sorted(each for each in grid if each < head):
        for column, cell in sorted(grid[row].items()):
            if stamp is None and (stamp := stamp_in(cell.text)) is not None:
                place = Place(document, sheet.name, row, column)
            if fold(cell.text) == label and column + 1 in grid[row]:
                reviewer = trimmed(grid[row][column + 1].text)
    columns = _columns(grid[head])
    lines = tuple(_lines(sheet, grid, head, columns, document))
    return ReadSheet(stamp, reviewer, place, lines)


def _lines(
    sheet: Sheet, grid: Mapping[int, Mapping[int, Cell]], head: int, columns: Mapping[str, int], document: str
) -> Iterator[MarkLine]:
    for row in sorted(each for each in grid if each > head):
        cells = {name: grid[row][column] for name, column in columns.items() if column in grid[row]}
        if not cells:
            continue
        place = Place(document, sheet.name, row, columns["mark"])
        value, code = _mark(cells.get("mark"))
        comment = trimmed(cells["comment"].text) if "comment" in cells else ""
        findings: tuple[Finding, ...] = ()
        if code:
            findings = (Finding(code, Level.ERROR, (place,), {"text": cells["mark"].text.strip()[:40]}),)
        elif value is None and comment:
            at = Place(document, sheet.name, row, columns["comment"])
            findings = (Finding("reviews.comment_without_mark", Level.WARNING, (at,), {}),)
        yield MarkLine(
            carrier=trimmed(cells["carrier"].text) if "carrier" in cells else "",
            uscc=plain(cells["code"].text).upper() if "code" in cells else "",
            item=plain(cells["item"].text) if "item" in cells else "",
            value=value,
            comment=comment,
            place=place,
            findings=findings,
        )


def _mark(cell: Cell | None) -> tuple[Decimal | None, str]:
    """The number in a cell, or why there is none that could be read."""
    if cell is None:
        return None, ""
    if cell.kind is Kind.NUMBER and not cell.is_date and not cell.is_percent:
        value = double(cell.text)
        return (value, "") if value is not None else (None, "reviews.not_a_mark")
    if cell.kind is Kind.NOT_CALCULATED:
        return None, "reviews.not_calculated"
    bare = plain(cell.text)
    if cell.kind is Kind.TEXT and _NUMBER.fullmatch(bare) and len(bare) <= LONGEST_NUMBER:
        return Decimal(bare), ""
    return None, "reviews.not_a_mark"
