"""A return (填报表) as data: what each cell said, where it stood, and which kind of nothing it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from scoring.definitions.canonical import Sha256, canonical
from scoring.places import Place


class Nothing(Enum):
    """Unknown is not zero, and there are kinds of it. Zero itself is a value."""

    EMPTY = "empty"
    """The cell is blank."""
    NOT_APPLICABLE = "not_applicable"
    """The carrier wrote a stroke (—, /)."""
    NOT_CALCULATED = "not_calculated"
    """A formula that no program ever calculated."""
    UNREADABLE = "unreadable"
    """Something stands there that is no value of the field; there is a finding, and ``raw`` keeps the text."""


Datum: TypeAlias = int | bool | str | Nothing
"""A value as kept: scaled integer for numbers (money in 分), bool, ISO text for a date, code for a choice, text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its data in the order of ``TableRecords.fields``."""

    sheet_row: int
    """Row of the sheet; 0 for a record table, whose cells stand in ``TableRecords.cells``."""
    data: tuple[Datum, ...]
    raw: tuple[tuple[str, str], ...] = ()
    """(field, text as it stood) where the text differs from what the datum shows."""


@dataclass(frozen=True, slots=True)
class TableRecords:
    """What one table of a return says. Cell addresses are derived, not stored per cell.

    ``cells`` has one (row, column) per field of ``fields``: for a row table the heading's cell, whose column is the
    column of every value; for a record table the value's own cell. (0, 0): the field is not in the workbook.
    """

    table: str
    sheet: str
    fields: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]

    def cell(self, number: int, field: str) -> tuple[int, int]:
        """(row, column) of a value; ``number`` counts the rows from 1. (0, 0) where the field is not in the workbook."""
        if field not in self.fields:
            return (0, 0)
        row, column = self.cells[self.fields.index(field)]
        return (self.rows[number - 1].sheet_row or row, column) if column else (0, 0)

    def place(self, document: str, number: int, field: str) -> Place:
        """The place of a value, down to the cell."""
        row, column = self.cell(number, field)
        return Place(document, self.sheet, row, column)

    def value(self, number: int, field: str) -> Datum:
        """EMPTY where the table has no such field."""
        if field not in self.fields:
            return Nothing.EMPTY
        return self.rows[number - 1].data[self.fields.index(field)]


@dataclass(frozen=True, slots=True)
class Return:
    """One carrier's workbook, read. ``file`` is the SHA-256 of its bytes, ``document`` the name it came under."""

    form: Sha256
    file: Sha256
    document: str
    tables: tuple[TableRecords, ...]

    def table(self, key: str) -> TableRecords:
        """Raises KeyError."""
        for table in self.tables:
            if table.table == key:
                return table
        raise KeyError(key)


def to_text(records: TableRecords) -> str:
    """The canonical text of a table: the truth that the store keeps."""
    return canonical(
        {
            "table": records.table,
            "sheet": records.sheet,
            "fields": records.fields,
            "cells": records.cells,
            "rows": [
                {"at": row.sheet_row, "data": [_out(datum) for datum in row.data]} | ({"raw": dict(row.raw)} if row.raw else {})
                for row in records.rows
            ],
        }
    )


def from_text(text: str) -> TableRecords:
    """The inverse of ``to_text``."""
    document = json.loads(text)
    return TableRecords(
        table=document["table"],
        sheet=document["sheet"],
        fields=tuple(document["fields"]),
        cells=tuple((row, column) for row, column in document["cells"]),
        rows=tuple(
            Row(row["at"], tuple(_in(datum) for datum in row["data"]), tuple(sorted(row.get("raw", {}).items())))
            for row in document["rows"]
        ),
    )


def _out(datum: Datum) -> object:
    return {"nothing": datum.value} if isinstance(datum, Nothing) else datum


def _in(datum: object) -> Datum:
    if isinstance(datum, Mapping):
        return Nothing(datum["nothing"])
    assert isinstance(datum, int | bool | str)
    return datum
