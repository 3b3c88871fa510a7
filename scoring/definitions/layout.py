"""The layout of effective rows: one typed table per form table, one integer or text column per field.

Disposable by design (DESIGN §5): the store builds them from the truth, the SQLite reader reads them, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Field, FieldType, Form, Table
from scoring.definitions.records import Datum, Nothing

KEY_COLUMNS = ("round_no", "carrier_no", "row_no")
"""Every effective table is WITHOUT ROWID and clustered by these."""

TEXT_TYPES = frozenset({FieldType.TEXT, FieldType.USCC})

Stored: TypeAlias = int | str | None
"""What an effective column holds; NULL is unknown, of whatever kind."""


def effective_table(form: Form, form_hash: Sha256, table: Table) -> str:
    """Name of the effective table: it carries the form's hash, so two versions of a form live side by side."""
    return f"eff_{form.key.replace('-', '_')}_{form_hash[:8]}_{table.key}"


def column_type(field: Field) -> str:
    """TEXT or INTEGER, for a STRICT table."""
    return "TEXT" if field.type in TEXT_TYPES else "INTEGER"


def ordinals(form: Form, field: Field) -> Mapping[str, int]:
    """Choice code → the integer that stands for it, from 1 in the order of the form."""
    return {choice.code: number for number, choice in enumerate(form.choices(field), start=1)}


def encode(form: Form, field: Field, datum: Datum) -> Stored:
    """A datum as its column holds it. Raises KeyError for a choice code the form does not know."""
    return encoder(form, field)(datum)


def encoder(form: Form, field: Field) -> Callable[[Datum], Stored]:
    """``encode`` made ready for a whole column."""
    known = _known(form, field)
    return lambda datum: None if isinstance(datum, Nothing) else known(datum)


def _known(form: Form, field: Field) -> Callable[[int | bool | str], Stored]:
    match field.type:
        case FieldType.CHOICE:
            numbers = ordinals(form, field)
            return lambda answer: numbers[str(answer)]
        case FieldType.DATE:
            return lambda day: date_number(date.fromisoformat(str(day)))
        case FieldType.BOOL:
            return int
        case _:
            return lambda datum: datum


def date_number(day: date) -> int:
    """2025-03-01 → 20250301: dates compare as integers, and months are plain arithmetic in every reader."""
    return day.year * 10_000 + day.month * 100 + day.day
