"""Canonical text and its hash: the one spelling of a document, so that equal documents are equal bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NewType

Sha256 = NewType("Sha256", str)
"""64 lower-case hexadecimal digits."""


def canonical(document: object) -> str:
    """JSON with sorted keys, no blanks, Decimals and dates as text.

    What is hashed is always this *stored text*, never a re-serialised model: a model that learns a new field with a
    default would change every old hash. A Decimal keeps its zeros (3.50 is not 3.5: it is printed otherwise). Raises
    TypeError for a float, NaN or infinity, and for a key that is no text: none may reach a document.
    """
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    match value:
        case bool() | int() | str() | None:
            return value
        case Decimal() if value.is_finite():
            return format(value, "f")
        case date():
            return value.isoformat()
        case Mapping() if all(isinstance(key, str) for key in value):
            return {key: _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            raise TypeError(f"{value!r} has no canonical spelling")


def sha256(text: str | bytes) -> Sha256:
    """The hash of a text (as UTF-8) or of bytes."""
    return Sha256(hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest())
