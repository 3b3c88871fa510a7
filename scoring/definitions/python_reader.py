"""Reads a lowered tree in Python: the reference, the path for integers that outgrow SQLite's, and the check of a row not yet stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from scoring.definitions.layout import Stored
from scoring.definitions.lowered import (
    HOLDS,
    Absent,
    All,
    Always,
    Among,
    Any,
    Column,
    Condition,
    Constant,
    Either,
    Integer,
    Part,
    Present,
    Product,
    Quantity,
    Sign,
    Sum,
    Verdict,
)
from scoring.errors import Bug

EffectiveRow: TypeAlias = Mapping[str, Stored]
"""Column → what an effective row holds; None is unknown. A missing column is a bug, not an unknown."""


def holds(condition: Condition, row: EffectiveRow) -> bool:
    """Whether the condition holds on the row."""
    match condition:
        case Always(always):
            return always
        case Present(key):
            return row[key] is not None
        case Absent(key):
            return row[key] is None
        case Sign(symbol, left, right):
            return HOLDS[symbol](integer(left, row), integer(right, row))
        case Among(key, values, negated):
            return (row[key] in values) is not negated
        case All(parts):
            return all(holds(part, row) for part in parts)
        case Any(parts):
            return any(holds(part, row) for part in parts)


def integer(node: Integer, row: EffectiveRow) -> int:
    """The integer on the row. Raises Bug where a guard should have kept an unknown column away."""
    match node:
        case Constant(value):
            return value
        case Column(key):
            stored = row[key]
            if not isinstance(stored, int):
                raise Bug(f"column {key} was read without its guard")
            return stored
        case Sum(left, right):
            return integer(left, row) + integer(right, row)
        case Product(left, right):
            return integer(left, row) * integer(right, row)
        case Part(of, by, modulo):
            quotient = integer(of, row) // by
            return quotient % modulo if modulo else quotient
        case Either(condition, then, otherwise):
            return integer(then if holds(condition, row) else otherwise, row)


def judge(verdict: Verdict, row: EffectiveRow) -> bool | None:
    """True, False, or None for unknown."""
    if holds(verdict.true, row):
        return True
    return False if holds(verdict.false, row) else None


def amount(quantity: Quantity, row: EffectiveRow) -> tuple[int, int] | None:
    """Numerator and denominator (not 0, of either sign), or None for unknown."""
    if not holds(quantity.known, row):
        return None
    return integer(quantity.numerator, row), integer(quantity.denominator, row)
