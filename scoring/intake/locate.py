"""Where the form's tables stand in a workbook: found by their headings and labels, never by bare coordinates."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from scoring.definitions.form import Field, Form, Table, TableKind
from scoring.intake.cells import Cell, Kind, Merged, Sheet, Workbook
from scoring.intake.folding import fold

LONGEST_LABEL = 120
NEAR = 0.7
"""From this likeness on, a heading is taken for a misspelt label."""
ENOUGH = 3
"""A table is recognised when one in so many of its labels is found (and two at least, where there are two)."""

MOST_STRANGERS = 300
"""So many cells at most are compared with the labels that are missing."""
TALLEST_HEADING = 10
"""Rows: a heading merged over more is none."""

UNITS = {"平方米": "m2", "平米": "m2"}
MONEY_UNITS = frozenset({"元", "千元", "万元", "亿元", "百万元", "美元", "万美元"})
"""A heading that names another of these than the field's own does not mean the field's figures."""

_SUFFIX = re.compile(r"(.+)\(([^()]*)\)")
_HINT = re.compile(r"必填|选填|可选|如有|是[/、或]?否|签[字名章]|盖章|.*(?:必填|格式|下拉|选择|[0-9]位|yyyy).*")
"""What may stand in brackets behind a label without changing what is asked; anything else, such as (上年), does change it."""
_MARKS = "*:△▲★"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or label cell read as one of a table's labels. ``loose`` counts what had to be taken off to see it."""

    field: Field
    cell: Cell
    loose: int
    foreign_unit: str = ""
    """The unit the heading names, if it is not the field's: the column is then not read."""


@dataclass(frozen=True, slots=True)
class Near:
    """A heading that is nearly a field's label and no field's own."""

    field: Field
    cell: Cell


@dataclass(frozen=True, slots=True)
class Located:
    """A table found: its sheet, the row of its headings (0 for a record), what was read as which field, and near misses.

    ``headings`` holds each field once; ``twice`` are fields whose label stands there more than once.
    """

    table: Table
    grid: Grid
    row: int
    headings: Mapping[str, Heading]
    twice: Mapping[str, tuple[Heading, ...]]
    near: tuple[Near, ...]


class Grid:
    """A sheet one can ask for an address.

    Attributes:
        sheet: the evidence.
        rows: row number → its cells by column, rows in order.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells:
            self.rows.setdefault(cell.row, {})[cell.column] = cell
        self.rows = dict(sorted(self.rows.items()))
        self._merged = {(merged.top, merged.left): merged for merged in sheet.merged}
        self._downwards: dict[int, list[Merged]] = {}
        for merged in sheet.merged:
            if merged.bottom - merged.top < TALLEST_HEADING:
                for row in range(merged.top + 1, merged.bottom + 1):
                    self._downwards.setdefault(row, []).append(merged)

    def at(self, row: int, column: int) -> Cell | None:
        return self.rows.get(row, {}).get(column)

    def right_of(self, cell: Cell) -> int:
        """The first column beyond a cell, beyond its merged range if it has one."""
        merged = self._merged.get((cell.row, cell.column))
        return (merged.right if merged else cell.column) + 1

    def heading_cells(self, row: int) -> Iterator[Cell]:
        """The text cells of a row, and those merged downwards into it from above."""
        for cell in self.rows.get(row, {}).values():
            if cell.kind is Kind.TEXT:
                yield cell
        for merged in self._downwards.get(row, ()):
            above = self.at(merged.top, merged.left)
            if above is not None and above.kind is Kind.TEXT:
                yield above


@dataclass(frozen=True, slots=True)
class Label:
    """A way to read a heading: the words alone, how much was taken off, and what stood in brackets behind them."""

    words: str
    loose: int = 0
    brackets: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def readings(text: str) -> tuple[Label, ...]:
    """The ways to read a heading, strictest first: as it stands, without marks, without (…) at its end."""
    if len(text) > LONGEST_LABEL:
        return ()
    folded = fold(text)
    found = [Label(folded)]
    bare = folded.strip(_MARKS)
    if bare != folded:
        found.append(Label(bare, 1))
    brackets: tuple[str, ...] = ()
    while suffixed := _SUFFIX.fullmatch(bare):
        bare = suffixed[1].strip(_MARKS)
        brackets += (unit_word(suffixed[2]),)
        found.append(Label(bare, len(found) + 1, brackets))
    return tuple(found)


def unit_word(text: str) -> str:
    """``单位：万元`` → 万元; ㎡ and 平方米 are one word."""
    word = fold(text).removeprefix("单位").lstrip(":")
    return UNITS.get(word, word)


class Labels:
    """A table's labels, ready to be looked up."""

    def __init__(self, table: Table) -> None:
        self.table = table
        asked = table.asked
        self._fields = {fold(word): field for field in asked for word in (field.label.en, field.label.zh) if word}
        self.enough = max(min(2, len(asked)), -(-len(asked) // ENOUGH))
        """So many of its labels make a table."""

    def heading(self, cell: Cell) -> Heading | None:
        """The field a cell names, if it names one."""
        for label in readings(cell.text):
            field = self._fields.get(label.words)
            if field is not None:
                foreign = _foreign_unit(label, field)
                return None if foreign is None else Heading(field, cell, label.loose, foreign)
        return None

    def near(self, cells: Iterable[Cell], missing: Collection[Field]) -> tuple[Near, ...]:
        """The likeliest misspellings of missing fields, best first, each cell and each field once."""
        words = {word: field for word, field in self._fields.items() if field.key in {field.key for field in missing}}
        pairs = [
            (likeness, cell, field)
            for cell in islice(cells, MOST_STRANGERS if words else 0)
            for word, field in words.items()
            if (likeness := max((_likeness(label.words, word) for label in readings(cell.text)), default=0)) >= NEAR
        ]
        found: dict[str, Near] = {}
        used: set[tuple[int, int]] = set()
        for _, cell, field in sorted(pairs, key=lambda pair: -pair[0]):
            if field.key not in found and (cell.row, cell.column) not in used:
                found[field.key] = Near(field, cell)
                used.add((cell.row, cell.column))
        return tuple(found.values())


def _foreign_unit(label: Label, field: Field) -> str | None:
    """Empty if the brackets say nothing against the label, a unit of money that is not the field's, None if they change it."""
    own = unit_word(field.unit)
    for bracket in label.brackets:
        if bracket in MONEY_UNITS and own in MONEY_UNITS and bracket != own:
            return bracket
        if bracket not in ("", own) and not _HINT.fullmatch(bracket):
            return None
    return ""


@lru_cache(maxsize=20_000)
def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def heading_row(table: Table, texts: Sequence[str]) -> tuple[dict[int, Heading], tuple[int, ...]]:
    """Column (from 0) → what its heading names, for a row of texts; and the columns whose heading stands there twice."""
    labels = Labels(table)
    cells = [Cell(1, column, Kind.TEXT, text) for column, text in enumerate(texts, start=1) if text]
    every: dict[str, list[Heading]] = {}
    for cell in cells:
        if heading := labels.heading(cell):
            every.setdefault(heading.field.key, []).append(heading)
    headings, twice = _chosen(every)
    doubled = [one.cell.column - 1 for several in twice.values() for one in several]
    return {one.cell.column - 1: one for one in headings.values()}, tuple(doubled)


def locate(form: Form, workbook: Workbook) -> dict[str, Located]:
    """Table key → where it stands, for the tables that are there. Hidden sheets are looked at only for what is missing."""
    found: dict[str, Located] = {}
    for visible in (True, False):
        grids = [Grid(sheet) for sheet in workbook.sheets if sheet.visible is visible]
        missing = [Labels(table) for table in form.tables if table.key not in found]
        found |= _locate(missing, grids, {(one.grid.sheet.name, one.row) for one in found.values()})
    return found


def _locate(wanted: list[Labels], grids: list[Grid], taken: set[tuple[str, int]]) -> dict[str, Located]:
    """Best match first: tables share labels (企业名称 stands in several), so a heading row belongs to who knows most of it."""
    places = [place for labels in wanted for grid in grids for place in _places(labels, grid)]
    places.sort(key=lambda place: (-place[0], place[1], place[2]))
    found: dict[str, Located] = {}
    for _, _, _, labels, grid, row in places:
        if labels.table.key not in found and (grid.sheet.name, row) not in taken:
            found[labels.table.key] = _located(labels, grid, row)
            taken.add((grid.sheet.name, row))
    return found


def _places(labels: Labels, grid: Grid) -> Iterator[tuple[int, int, int, Labels, Grid, int]]:
    """(fields matched, 0 if the sheet has the table's name, row, …) for every place that might be it."""
    unnamed = int(fold(grid.sheet.name) not in (fold(labels.table.label.zh), fold(labels.table.label.en)))
    rows = [0] if labels.table.kind is TableKind.RECORD else list(grid.rows)
    for row in rows:
        matched = _matched(labels, grid.sheet.cells if row == 0 else tuple(grid.heading_cells(row)))
        if matched >= labels.enough:
            yield matched, unnamed, row, labels, grid, row


def _matched(labels: Labels, cells: Sequence[Cell]) -> int:
    """How many fields the cells name; 0 as soon as they cannot be enough, as in every row of data."""
    found: set[str] = set()
    for left, cell in zip(range(len(cells), 0, -1), cells, strict=True):
        if len(found) + left < labels.enough:
            return 0
        if cell.kind is Kind.TEXT and (heading := labels.heading(cell)):
            found.add(heading.field.key)
    return len(found)


def _located(labels: Labels, grid: Grid, row: int) -> Located:
    cells = [cell for cell in (grid.heading_cells(row) if row else grid.sheet.cells) if cell.kind is Kind.TEXT]
    every: dict[str, list[Heading]] = {}
    for cell in cells:
        if heading := labels.heading(cell):
            every.setdefault(heading.field.key, []).append(heading)
    headings, twice = _chosen(every)
    missing = [field for field in labels.table.asked if field.key not in every]
    return Located(labels.table, grid, row, headings, twice, labels.near(_strangers(cells, every, row), missing))


def _chosen(every: Mapping[str, list[Heading]]) -> tuple[dict[str, Heading], dict[str, tuple[Heading, ...]]]:
    """The strictest reading of each label; two of the same strictness are one too many."""
    headings: dict[str, Heading] = {}
    twice: dict[str, tuple[Heading, ...]] = {}
    for key, candidates in every.items():
        strictest = min(heading.loose for heading in candidates)
        best = [heading for heading in candidates if heading.loose == strictest]
        if len(best) == 1:
            headings[key] = best[0]
        else:
            twice[key] = tuple(best)
    return headings, twice


def _strangers(cells: list[Cell], every: Mapping[str, list[Heading]], row: int) -> Iterator[Cell]:
    """Cells that may be a misspelt label: of a heading row all others, of a record those in the columns of its labels."""
    known = {(heading.cell.row, heading.cell.column) for headings in every.values() for heading in headings}
    columns = {column for _, column in known}
    return (cell for cell in cells if (cell.row, cell.column) not in known and (row or cell.column in columns))
