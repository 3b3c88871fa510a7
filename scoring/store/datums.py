"""A single datum as text and as it would be typed: for amendments and for what a district field is before anybody touches it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from scoring.definitions.canonical import canonical
from scoring.definitions.form import Field, FieldType
from scoring.definitions.records import Datum, Nothing
from scoring.errors import Bug

YES_NO: Mapping[str, bool] = {"是": True, "否": False}


def datum_text(datum: Datum) -> str:
    """Canonical JSON, spelt as in ``records.to_text``."""
    return canonical({"nothing": datum.value} if isinstance(datum, Nothing) else datum)


def datum_of(text: str) -> Datum:
    """The inverse of ``datum_text``."""
    value = json.loads(text)
    if isinstance(value, Mapping):
        return Nothing(value["nothing"])
    if isinstance(value, int | bool | str):
        return value
    raise Bug(f"no datum: {text}")


def default_of(field: Field) -> Datum:
    """``Field.default`` as a datum; EMPTY where there is none. Raises Bug for a default the field could not hold."""
    if not field.default:
        return Nothing.EMPTY
    try:
        return _typed(field)
    except (KeyError, InvalidOperation, ValueError) as error:
        raise Bug(f"{field.key}: default {field.default} is no {field.type}") from error


def _typed(field: Field) -> Datum:
    if field.type is FieldType.BOOL:
        return YES_NO[field.default]
    if not field.is_number:
        return field.default
    scaled = Decimal(field.default).scaleb(field.decimals)
    if scaled != int(scaled):
        raise ValueError(field.default)
    return int(scaled)


def fits(field: Field, datum: Datum) -> bool:
    """Whether a field can hold it, as far as kinds go (a bool is no number, a number no text)."""
    if isinstance(datum, Nothing):
        return True
    if field.type is FieldType.BOOL:
        return isinstance(datum, bool)
    if field.is_number:
        return isinstance(datum, int) and not isinstance(datum, bool)
    return isinstance(datum, str)
