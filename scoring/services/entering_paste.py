"""Where the cells of a pasted block go: from a cell on, over a selection, or under the headings the block brings along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scoring.definitions.form import Table, TableKind
from scoring.errors import Refusal
from scoring.intake.clipboard import Block
from scoring.intake.folding import fold
from scoring.intake.locate import Heading, Labels, heading_row, unit_word

NUMBERS = frozenset({"序号", "编号", "行号", "no.", "no", "#"})
"""Headings of columns that number the rows: left out without a word."""
SEARCHED_ROWS = 10
"""The headings stand in one of the first rows, below titles perhaps."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Where to paste, from 0. Of a record ``row`` counts the fields, and its one column is 0."""

    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Laid:
    """(row, column) → text, the column among the fields that are asked. ``left_out``: what had no place, in its own words."""

    cells: Mapping[tuple[int, int], str]
    by_headings: bool = False
    left_out: tuple[str, ...] = field(default=())


def laid(table: Table, block: Block, at: Selection, there: int) -> Laid:
    """Lay a block out. ``there``: so many rows the table has. Raises Refusal where nothing of it has a place."""
    found = _record(table, block, at) if table.kind is TableKind.RECORD else _rows(table, block, at, there)
    if not found.cells:
        raise Refusal("entering.nothing_fits", table=table.label.zh)
    return found


def _rows(table: Table, block: Block, at: Selection, there: int) -> Laid:
    heading = _heading(table, block)
    if heading is None:
        return _block(block, at, len(table.asked))
    number, headings = heading
    return _under(table, block[number + 1 :], block[number], headings, min(at.row, there))


def _heading(table: Table, block: Block) -> tuple[int, Mapping[int, Heading]] | None:
    """The row that has the table's headings, and which column is which; of a few columns only, half of them must be ours."""
    enough = Labels(table).enough
    for number, row in enumerate(block[:SEARCHED_ROWS]):
        headings, _ = heading_row(table, row)
        named = sum(bool(text) and fold(text) not in NUMBERS for text in row)
        part = number == 0 and len(block) > 1 and (len(headings) == named > 0 or named <= 2 * len(headings) > 2)
        if len(headings) >= enough or part:
            return number, headings
    return None


def _under(
    table: Table, rows: Sequence[Sequence[str]], texts: Sequence[str], headings: Mapping[int, Heading], first: int
) -> Laid:
    """Each column where its heading says; one without a heading of ours is left out, and told unless it holds nothing."""
    order = {one.key: place for place, one in enumerate(table.asked)}
    columns = {column: order[one.field.key] for column, one in headings.items() if not one.foreign_unit}
    told = tuple(
        " ".join(text.split()) or f"{column + 1}"
        for column, text in enumerate(texts)
        if column not in columns and fold(text) not in NUMBERS and any(row[column] for row in rows)
    )
    cells = {(first + number, place): row[column] for number, row in enumerate(rows) for column, place in columns.items()}
    return Laid(cells, by_headings=True, left_out=told)


def _block(block: Block, at: Selection, width: int) -> Laid:
    """As it stands; over a selection that it fits into several times, several times."""
    height, breadth = len(block), len(block[0])
    rows, columns = (at.rows, at.columns) if at.rows % height == 0 and at.columns % breadth == 0 else (height, breadth)
    cells: dict[tuple[int, int], str] = {}
    beyond: list[str] = []
    for row in range(rows):
        for column in range(columns):
            text = block[row % height][column % breadth]
            if at.column + column < width:
                cells[at.row + row, at.column + column] = text
            elif text:
                beyond.append(text)
    return Laid(cells, left_out=tuple(" ".join(text.split()) for text in beyond))


def _record(table: Table, block: Block, at: Selection) -> Laid:
    """Labels with their values beside them, headings with the values below, or values alone from a field on."""
    fields = table.asked
    labels, _ = heading_row(table, [row[0] for row in block])
    if len(block[0]) > 1 and len(labels) >= min(2, len(block)):
        order = {one.key: place for place, one in enumerate(fields)}
        named = {number: one for number, one in labels.items() if not one.foreign_unit}
        cells = {(0, order[one.field.key]): _beside(block[number], one.field.unit) for number, one in named.items()}
        told = [row[0] for number, row in enumerate(block) if number not in named and row[0] and any(row[1:])]
        return Laid(cells, by_headings=True, left_out=tuple(" ".join(text.split()) for text in told))
    heading = _heading(table, block)
    if heading is not None and heading[0] + 1 < len(block):
        number, headings = heading
        return _under(table, block[number + 1 : number + 2], block[number], headings, 0)
    texts = [row[0] for row in block]
    if len(texts) == 1 and at.rows > 1:
        texts *= at.rows
    cells = {(0, at.row + number): text for number, text in enumerate(texts) if at.row + number < len(fields)}
    beyond = texts[len(fields) - at.row :] if at.row < len(fields) else texts
    more = [text for row in block for text in row[1:]]
    return Laid(cells, left_out=tuple(" ".join(text.split()) for text in (*beyond, *more) if text))


def _beside(row: Sequence[str], unit: str) -> str:
    """The cell right of the label; a unit in a column of its own between them is passed over."""
    beside = row[1:]
    if len(beside) > 1 and unit and unit_word(beside[0]) == unit_word(unit):
        return beside[1]
    return beside[0]
