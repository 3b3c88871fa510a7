"""The lowered tree: integers and two-valued conditions only, the same for every reader that computes.

``lowering`` makes it from the typed tree. Every integer has a bound in bits; what could outgrow SQLite's 63 is left to
the Python reader.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

SQLITE_BITS = 63
SQLITE_DEPTH = 16
"""SQLite's parser of before 3.46 holds a hundred open ends, and a level of an expression can leave four of them open."""


# Integers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant:
    value: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an effective row, known where it is read; ``bits`` bounds its size."""

    key: str
    bits: int


@dataclass(frozen=True, slots=True)
class Sum:
    left: Integer
    right: Integer


@dataclass(frozen=True, slots=True)
class Product:
    left: Integer
    right: Integer


@dataclass(frozen=True, slots=True)
class Part:
    """``of`` ÷ ``by`` downwards, modulo ``modulo`` if that is not 0. Only for yyyymmdd, which is never negative."""

    of: Integer
    by: int
    modulo: int


@dataclass(frozen=True, slots=True)
class Either:
    """``then`` where the condition holds, else ``otherwise``."""

    condition: Condition
    then: Integer
    otherwise: Integer


Integer: TypeAlias = Constant | Column | Sum | Product | Part | Either


# Conditions, two-valued -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Always:
    holds: bool


@dataclass(frozen=True, slots=True)
class Present:
    """The column is not NULL."""

    key: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The column is NULL."""

    key: str


@dataclass(frozen=True, slots=True)
class Sign:
    """``operator`` is one of = <> < <= > >= between two integers."""

    operator: str
    left: Integer
    right: Integer


@dataclass(frozen=True, slots=True)
class Among:
    """The column is one of these integers (``negated``: none of them). Guarded like everything else."""

    key: str
    values: tuple[int, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Condition, ...]


Condition: TypeAlias = Always | Present | Absent | Sign | Among | All | Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """A condition as two: where neither holds, it is unknown. They never hold together."""

    true: Condition
    false: Condition


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as ``numerator`` ÷ ``denominator``, to be read only where ``known`` holds (then the denominator is not 0)."""

    numerator: Integer
    denominator: Integer
    known: Condition


NEVER, EVER = Always(False), Always(True)


# Builders that fold what is constant, so that the readers see short trees ---------------------------------------------


def add(left: Integer, right: Integer) -> Integer:
    match left, right:
        case Constant(a), Constant(b):
            return Constant(a + b)
        case (Constant(0), other) | (other, Constant(0)):
            return other
    return Sum(left, right)


def product(left: Integer, right: Integer) -> Integer:
    match left, right:
        case Constant(a), Constant(b):
            return Constant(a * b)
        case (Constant(0), _) | (_, Constant(0)):
            return Constant(0)
        case (Constant(1), other) | (other, Constant(1)):
            return other
        case (Constant(a), Product(Constant(b), other)) | (Product(Constant(b), other), Constant(a)):
            return product(Constant(a * b), other)
    return Product(left, right)


def part(of: Integer, by: int, modulo: int) -> Integer:
    if isinstance(of, Constant):
        quotient = of.value // by
        return Constant(quotient % modulo if modulo else quotient)
    return Part(of, by, modulo)


def sign(symbol: str, left: Integer, right: Integer) -> Condition:
    if isinstance(left, Constant) and isinstance(right, Constant):
        return Always(HOLDS[symbol](left.value, right.value))
    return Sign(symbol, left, right)


def every(parts: Iterable[Condition]) -> Condition:
    flat: dict[Condition, None] = {}
    for one in parts:
        if one == NEVER:
            return NEVER
        if one != EVER:
            flat |= dict.fromkeys(one.parts if isinstance(one, All) else (one,))
    return _joined(tuple(flat), EVER, All)


def some(parts: Iterable[Condition]) -> Condition:
    flat: dict[Condition, None] = {}
    for one in parts:
        if one == EVER:
            return EVER
        if one != NEVER:
            flat |= dict.fromkeys(one.parts if isinstance(one, Any) else (one,))
    return _joined(tuple(flat), NEVER, Any)


def _joined(parts: tuple[Condition, ...], empty: Always, join: type[All | Any]) -> Condition:
    if len(parts) < 2:
        return parts[0] if parts else empty
    return join(parts)


HOLDS: Mapping[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""The six comparisons on integers."""


# Bounds -----------------------------------------------------------------------------------------------------------


def bits(integer: Integer) -> int:
    """How many bits the integer can need at most, sign left out."""
    match integer:
        case Constant(value):
            return value.bit_length()
        case Column(_, size):
            return size
        case Sum(left, right):
            return max(bits(left), bits(right)) + 1
        case Product(left, right):
            return bits(left) + bits(right)
        case Part(of, by, modulo):
            return modulo.bit_length() if modulo else max(bits(of) - by.bit_length() + 1, 1)
        case Either(_, then, otherwise):
            return max(bits(then), bits(otherwise))


def widest(node: Integer | Condition) -> int:
    """The greatest bound of any integer inside: what a reader with fixed integers must be able to hold."""
    match node:
        case Always() | Present() | Absent() | Among():
            return 1
        case Constant() | Column():
            return bits(node)
        case Sum(left, right) | Product(left, right):
            return max(bits(node), widest(left), widest(right))
        case Part(of, by):
            return max(widest(of), by.bit_length())
        case Either(condition, then, otherwise):
            return max(widest(condition), widest(then), widest(otherwise))
        case Sign(_, left, right):
            return max(widest(left), widest(right))
        case All(parts) | Any(parts):
            return max((widest(one) for one in parts), default=1)


def depth(node: Integer | Condition) -> int:
    """How many levels of operators are nested in each other."""
    match node:
        case Sum(left, right) | Product(left, right) | Sign(_, left, right):
            return 1 + max(depth(left), depth(right))
        case Part(of):
            return 1 + depth(of)
        case Either(condition, then, otherwise):
            return 1 + max(depth(condition), depth(then), depth(otherwise))
        case All(parts) | Any(parts):
            return 1 + max((depth(one) for one in parts), default=0)
        case Constant() | Column() | Always() | Present() | Absent() | Among():
            return 0


def fits(*nodes: Integer | Condition, limit: int = SQLITE_BITS, deepest: int = SQLITE_DEPTH) -> bool:
    """Whether a reader that takes so many levels, with integers of ``limit`` bits beside the sign, computes these exactly."""
    return all(widest(node) < limit and depth(node) <= deepest for node in nodes)


def columns(node: Integer | Condition | Quantity | None) -> frozenset[str]:
    """The columns a lowered tree reads."""
    match node:
        case Column(key) | Present(key) | Absent(key) | Among(key):
            return frozenset({key})
        case Sum(left, right) | Product(left, right) | Sign(_, left, right):
            return columns(left) | columns(right)
        case Part(of):
            return columns(of)
        case Either(condition, then, otherwise):
            return columns(condition) | columns(then) | columns(otherwise)
        case All(parts) | Any(parts):
            return frozenset(key for one in parts for key in columns(one))
        case Quantity(numerator, denominator, known):
            return columns(numerator) | columns(denominator) | columns(known)
        case Constant() | Always() | None:
            return frozenset()
