"""Reads a lowered tree in Python: the reference, the path for integers that outgrow SQLite's, and the check of a row not yet stored."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
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

Predicate: TypeAlias = Callable[[EffectiveRow], bool]
Judge: TypeAlias = Callable[[EffectiveRow], bool | None]
"""True, False, or None for unknown."""


def predicate(condition: Condition) -> Predicate:
    """The condition made ready for many rows: whether it holds on one."""
    match condition:
        case Always(always):
            return lambda _: always
        case Present(key):
            return lambda row: row[key] is not None
        case Absent(key):
            return lambda row: row[key] is None
        case Sign(symbol, left, right):
            return _comparison(HOLDS[symbol], left, right)
        case Among(key, values, negated):
            listed = frozenset(values)
            return (lambda row: row[key] not in listed) if negated else (lambda row: row[key] in listed)
        case All(parts):
            return _all(tuple(predicate(part) for part in parts))
        case Any(parts):
            return _any(tuple(predicate(part) for part in parts))


def _comparison(compare: Callable[[int, int], bool], left: Integer, right: Integer) -> Predicate:
    first, second = reckoner(left), reckoner(right)
    return lambda row: compare(first(row), second(row))


def _all(parts: tuple[Predicate, ...]) -> Predicate:
    def holds_all(row: EffectiveRow) -> bool:
        for part in parts:  # noqa: SIM110 # a generator inside all() costs twice as much
            if not part(row):
                return False
        return True

    return holds_all


def _any(parts: tuple[Predicate, ...]) -> Predicate:
    def holds_any(row: EffectiveRow) -> bool:
        for part in parts:  # noqa: SIM110
            if part(row):
                return True
        return False

    return holds_any


def reckoner(node: Integer) -> Callable[[EffectiveRow], int]:
    """The integer made ready for many rows. It raises Bug where a guard should have kept an unknown column away."""
    match node:
        case Constant(value):
            return lambda _: value
        case Column(key):
            return _column(key)
        case Sum(left, right):
            return _both(operator.add, left, right)
        case Product(left, right):
            return _both(operator.mul, left, right)
        case Part(of, by, modulo):
            whole = reckoner(of)
            return (lambda row: whole(row) // by % modulo) if modulo else (lambda row: whole(row) // by)
        case Either(condition, then, otherwise):
            test, first, second = predicate(condition), reckoner(then), reckoner(otherwise)
            return lambda row: first(row) if test(row) else second(row)


def _column(key: str) -> Callable[[EffectiveRow], int]:
    def stored_integer(row: EffectiveRow) -> int:
        stored = row[key]
        if not isinstance(stored, int):
            raise Bug(f"column {key} was read without its guard")
        return stored

    return stored_integer


def _both(join: Callable[[int, int], int], left: Integer, right: Integer) -> Callable[[EffectiveRow], int]:
    first, second = reckoner(left), reckoner(right)
    return lambda row: join(first(row), second(row))


def judging(verdict: Verdict) -> Judge:
    """The verdict made ready for many rows."""
    true, false = predicate(verdict.true), predicate(verdict.false)
    return lambda row: True if true(row) else False if false(row) else None


# On one row -----------------------------------------------------------------------------------------------------------


def holds(condition: Condition, row: EffectiveRow) -> bool:
    """Whether the condition holds on the row."""
    return predicate(condition)(row)


def integer(node: Integer, row: EffectiveRow) -> int:
    """The integer on the row. Raises Bug where a guard should have kept an unknown column away."""
    return reckoner(node)(row)


def judge(verdict: Verdict, row: EffectiveRow) -> bool | None:
    """True, False, or None for unknown."""
    return judging(verdict)(row)


def amount(quantity: Quantity, row: EffectiveRow) -> tuple[int, int] | None:
    """Numerator and denominator (not 0, of either sign), or None for unknown."""
    return quantifier(quantity)(row)


def quantifier(quantity: Quantity) -> Callable[[EffectiveRow], tuple[int, int] | None]:
    """The quantity made ready for many rows: numerator and denominator (not 0, of either sign), or None for unknown."""
    known, numerator, denominator = predicate(quantity.known), reckoner(quantity.numerator), reckoner(quantity.denominator)
    return lambda row: (numerator(row), denominator(row)) if known(row) else None
