"""Effective rows (核定口径): what a return says, with the defaults of district fields and its amendments. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from scoring.definitions.form import Field, FilledBy, Form, Table
from scoring.definitions.layout import Stored, encoder
from scoring.definitions.records import Datum, Nothing, TableRecords
from scoring.errors import Bug
from scoring.store.datums import default_of

Cell: TypeAlias = tuple[str, int, str]
"""(table, row number from 1, field)."""

Amended: TypeAlias = Mapping[Cell, Datum]
"""The amendment that counts of each amended cell."""


def declared(field: Field, records: TableRecords, number: int) -> Datum:
    """What a cell holds before any amendment: the carrier's value, or a district field's default."""
    if field.filled_by is FilledBy.DISTRICT:
        return default_of(field)
    return records.value(number, field.key)


def effective_rows(form: Form, table: Table, records: TableRecords, amended: Amended) -> Iterator[tuple[Stored, ...]]:
    """Row by row in the order of the return, columns in the order of the form. Raises Bug for a datum its field cannot hold."""
    return zip(*(_column(form, field, records, amended) for field in table.fields), strict=True)


def _column(form: Form, field: Field, records: TableRecords, amended: Amended) -> list[Stored]:
    data = _declared(field, records)
    for (table, number, key), datum in amended.items():
        if (table, key) == (records.table, field.key):
            data[number - 1] = datum
    try:
        encoded = encoder(form, field)
        return [encoded(datum) for datum in data]
    except (KeyError, ValueError) as error:
        raise Bug(f"{records.table}.{field.key} holds what it cannot: {error}") from error


def _declared(field: Field, records: TableRecords) -> list[Datum]:
    if field.filled_by is FilledBy.DISTRICT:
        return [default_of(field)] * len(records.rows)
    if field.key not in records.fields:
        return [Nothing.EMPTY] * len(records.rows)
    at = records.fields.index(field.key)
    return [row.data[at] for row in records.rows]
