"""The first rows of a cause as a small sheet: headings, the rows at fault, the faulty cells marked, everything with its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.definitions.form import Field, Form, Table, TableKind
from scoring.definitions.records import Return, TableRecords
from scoring.definitions.showing import label_with_unit, show_datum
from scoring.places import Place, column_letters
from scoring.services.finding_keys import Spot, Spots

ROWS = 3
COLUMNS = 5
"""So many fit beside the carrier's name without scrolling; faulty columns come first."""


@dataclass(frozen=True, slots=True)
class MiniRow:
    """``label`` is the sheet's row number; ``place`` the first faulty cell."""

    label: str
    texts: tuple[str, ...]
    faulty: frozenset[int]
    """Which of the texts."""
    place: Place


@dataclass(frozen=True, slots=True)
class MiniSheet:
    """``letters`` and ``heads`` stand above the texts of every row."""

    sheet: str
    letters: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[MiniRow, ...]

    @property
    def words(self) -> str:
        """For a screen reader: every row with its headings."""
        rows = ("；".join(f"{head} {text}" for head, text in zip(self.heads, row.texts, strict=True)) for row in self.rows)
        return "\n".join(f"{self.sheet} {row.place.address}：{text}" for row, text in zip(self.rows, rows, strict=True))


def mini_sheet(form: Form, body: Return, spots: Spots, places: Iterable[Place], language: str = "zh") -> MiniSheet | None:
    """Of the first table the places point into; None where they point at no value (a heading, a sheet, the file)."""
    found = [(place, spots.spot(place)) for place in places]
    found = [(place, spot) for place, spot in found if spot.table and spot.field and spot.number]
    if not found:
        return None
    table = form.table(found[0][1].table)
    records = body.table(table.key)
    own = [(place, spot) for place, spot in found if spot.table == table.key]
    if table.kind is TableKind.RECORD:
        return _record(form, table, records, own, language)
    return _rows(form, table, records, own, language)


def _rows(form: Form, table: Table, records: TableRecords, found: Sequence[tuple[Place, Spot]], language: str) -> MiniSheet:
    numbers = list(dict.fromkeys(spot.number for _, spot in found))[:ROWS]
    shown = [(place, spot) for place, spot in found if spot.number in numbers]
    fields = _columns(table, records, [spot.field for _, spot in shown])
    rows = []
    for number in numbers:
        faulty = {spot.field for _, spot in shown if spot.number == number}
        texts = tuple(_text(form, records, number, field, language) for field in fields)
        marked = frozenset(at for at, field in enumerate(fields) if field.key in faulty)
        first = next(place for place, spot in shown if spot.number == number)
        rows.append(MiniRow(str(first.row), texts, marked, first))
    letters = tuple(column_letters(records.cell(numbers[0], field.key)[1]) for field in fields)
    return MiniSheet(records.sheet, letters, tuple(label_with_unit(field, language) for field in fields), tuple(rows))


def _record(form: Form, table: Table, records: TableRecords, found: Sequence[tuple[Place, Spot]], language: str) -> MiniSheet:
    """A record's fields stand one below the other: label, value."""
    rows = []
    for place, spot in found[:ROWS]:
        field = table.field(spot.field)
        text = _text(form, records, 1, field, language)
        rows.append(MiniRow(str(place.row), (label_with_unit(field, language), text), frozenset({1}), place))
    column = found[0][0].column
    letters = (column_letters(column - 1), column_letters(column))
    return MiniSheet(records.sheet, letters, ("", ""), tuple(rows))


def _columns(table: Table, records: TableRecords, faulty: Sequence[str]) -> tuple[Field, ...]:
    """What names the row, what is at fault, then what stands beside it, in the order of the sheet."""
    there = [field for field in table.asked if records.cell(1, field.key)[1]]
    keys = list(dict.fromkeys([table.named_by, *faulty]))[: COLUMNS + 1]
    near = [at for at, field in enumerate(there) if field.key in faulty]
    for step in range(1, len(there)):
        for at in near:
            for beside in (at - step, at + step):
                if 0 <= beside < len(there) and len(keys) < COLUMNS and there[beside].key not in keys:
                    keys.append(there[beside].key)
    return tuple(field for field in there if field.key in keys)


def _text(form: Form, records: TableRecords, number: int, field: Field, language: str) -> str:
    """As it stands in the cell."""
    raw = dict(records.rows[number - 1].raw)
    return raw.get(field.key) or show_datum(form, field, records.value(number, field.key), language)
