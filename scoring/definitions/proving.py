"""What can be proved of a condition before any row is seen: that it can never hold, or never fail.

Works on the lowered tree, where everything is an integer: spans of integers are narrowed part by part. It proves in one
direction only: "impossible" is certain, "possible" means that no contradiction was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum
from typing import TypeAlias

from scoring.definitions.form import Field, FieldType, Form, Table
from scoring.definitions.lowered import (
    NEVER,
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
    Sign,
    Sum,
    add,
    product,
)
from scoring.definitions.lowering import MIRROR, Parameters, lower_condition
from scoring.definitions.tree import Tree


@dataclass(frozen=True, slots=True)
class Span:
    """Integers from ``low`` to ``high``, both included; None: without end."""

    low: int | None = None
    high: int | None = None

    @property
    def empty(self) -> bool:
        return self.low is not None and self.high is not None and self.low > self.high

    def meet(self, other: Span) -> Span:
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return Span(max(lows, default=None), min(highs, default=None))

    def join(self, other: Span) -> Span:
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Span(low, high)

    def plus(self, other: Span) -> Span:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Span(low, high)

    def times(self, other: Span) -> Span:
        """Where an end is open only what signs alone decide is kept."""
        if None not in (self.low, self.high, other.low, other.high):
            ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high) if a is not None and b is not None]
            return Span(min(ends), max(ends))
        if self.low is not None and other.low is not None and self.low >= 0 and other.low >= 0:
            return Span(self.low * other.low)
        return Span()


ANYTHING = Span()
Limits: TypeAlias = Mapping[str, Span]
"""Column → what it can hold; a column that is not named can hold anything."""

ROUNDS: Sequence[Parameters] = tuple({"Y": year, "cutoff": year * 10_000 + 1231} for year in (2000, 2025, 2049))
"""A condition counts as settled only where it is so in every one of these: a rule may well depend on the year."""

FIRST_DAY, LAST_DAY = 1900_01_01, 2999_12_31


def table_limits(form: Form, table: Table) -> dict[str, Span]:
    """What the columns of a table can hold, by the form's own bounds."""
    return {one.key: _field_span(form, one) for one in table.fields if one.type not in (FieldType.TEXT, FieldType.USCC)}


def _field_span(form: Form, one: Field) -> Span:
    match one.type:
        case FieldType.BOOL:
            return Span(0, 1)
        case FieldType.CHOICE:
            return Span(1, len(form.choices(one)))
        case FieldType.DATE:
            return Span(FIRST_DAY, LAST_DAY)
    most = 10**one.most_digits - 1
    low = -most
    if one.at_least is not None:
        low = max(low, _scaled(one.at_least, one.decimals, ROUND_CEILING))
    if one.more_than is not None:
        low = max(low, _scaled(one.more_than, one.decimals, ROUND_FLOOR) + 1)
    return Span(low, most)


def _scaled(number: Decimal, decimals: int, rounding: str) -> int:
    return int(number.scaleb(decimals).to_integral_value(rounding))


# Conditions -----------------------------------------------------------------------------------------------------------


class Proof(Enum):
    """What is proved of a condition. UNKNOWN: it can neither hold nor fail, because something in it never has a value."""

    OPEN = "open"
    ALWAYS = "always"
    NEVER = "never"
    CONTRADICTS = "contradicts"
    """Its own parts exclude each other."""
    UNKNOWN = "unknown"


def prove(tree: Tree, limits: Limits, given: Tree | None = None) -> Proof:
    """Of rows within the limits for which ``given`` surely holds. ALWAYS leaves rows aside whose values are unknown."""
    if given is not None and not any(_ever(given, None, True, limits)):
        return Proof.OPEN
    true, false = (any(_ever(tree, given, wish, limits)) for wish in (True, False))
    if true:
        return Proof.OPEN if false else Proof.ALWAYS
    if not false:
        return Proof.UNKNOWN
    folded = all(lower_condition(tree, parameters).true == NEVER for parameters in ROUNDS)
    return Proof.NEVER if folded or any(_ever(tree, given, True, {})) else Proof.CONTRADICTS


def _ever(tree: Tree, given: Tree | None, wish: bool, limits: Limits) -> Iterable[bool]:
    """Per round, whether the condition can come out as wished."""
    for parameters in ROUNDS:
        verdict = lower_condition(tree, parameters)
        side = [lower_condition(given, parameters).true] if given is not None else []
        yield possible([*side, verdict.true if wish else verdict.false], limits)


def possible(parts: Sequence[Condition], limits: Limits) -> bool:
    """False only where the parts surely cannot hold together."""
    return _fit(parts, _Box(limits))


def _fit(parts: Iterable[Condition], box: _Box) -> bool:
    """Alternatives are tried one by one, each against all that is certain; not against each other."""
    certain, alternatives = list(parts), []
    while certain:
        match certain.pop():
            case Always(holds):
                if not holds:
                    return False
            case All(inner):
                certain += inner
            case Any(inner):
                alternatives.append(inner)
            case one:
                if not box.take(one):
                    return False
    return box.fits() and all(any(_fit([option], box.copy()) for option in options) for options in alternatives)


@dataclass(slots=True)
class _Box:
    """What is known of integers and columns so far."""

    limits: Limits
    spans: dict[Integer, Span] = field(default_factory=dict)
    present: dict[str, bool] = field(default_factory=dict)
    allowed: dict[str, frozenset[int]] = field(default_factory=dict)
    denied: dict[str, frozenset[int]] = field(default_factory=dict)
    unequal: list[tuple[Integer, int]] = field(default_factory=list)

    def copy(self) -> _Box:
        return replace(
            self,
            spans=dict(self.spans),
            present=dict(self.present),
            allowed=dict(self.allowed),
            denied=dict(self.denied),
            unequal=list(self.unequal),
        )

    def take(self, one: Condition) -> bool:
        """False where this cannot hold beside what was taken before."""
        match one:
            case Present(key):
                return self.present.setdefault(key, True)
            case Absent(key):
                return not self.present.setdefault(key, False)
            case Among(key, values, negated):
                return self._among(key, frozenset(values), negated=negated)
            case Sign(symbol, left, right):
                return self._sign(symbol, left, right)
        return True

    def fits(self) -> bool:
        """A last look, when everything certain has been taken."""
        narrowed = all(not span.meet(self._range(node)).empty for node, span in self.spans.items())
        return narrowed and all(self._range(node) != Span(value, value) for node, value in self.unequal)

    def _among(self, key: str, values: frozenset[int], *, negated: bool) -> bool:
        span = self.limits.get(key, ANYTHING)
        if key not in self.allowed and span.low is not None and span.high is not None:
            self.allowed[key] = frozenset(range(span.low, span.high + 1))
        if negated:
            self.denied[key] = self.denied.get(key, frozenset()) | values
        else:
            self.allowed[key] = self.allowed.get(key, values) & values
        return key not in self.allowed or bool(self.allowed[key] - self.denied.get(key, frozenset()))

    def _sign(self, symbol: str, left: Integer, right: Integer) -> bool:
        if not isinstance(right, Constant):
            if repr(left) > repr(right):  # one spelling, so that a < b and b < a meet
                left, right, symbol = right, left, MIRROR[symbol]
            left, right = add(left, product(Constant(-1), right)), Constant(0)
        value = right.value
        match symbol:
            case "<>":
                self.unequal.append((left, value))
                return True
            case "=":
                span = Span(value, value)
            case "<" | "<=":
                span = Span(None, value - (symbol == "<"))
            case _:
                span = Span(value + (symbol == ">"), None)
        return self._narrow(left, span)

    def _narrow(self, node: Integer, span: Span) -> bool:
        match node:
            case Constant(value):
                return not span.meet(Span(value, value)).empty
            case Sum(inner, Constant(more)) | Sum(Constant(more), inner):
                return self._narrow(inner, span.plus(Span(-more, -more)))
            case Product(Constant(factor), inner) | Product(inner, Constant(factor)):
                return self._narrow(inner, _divided(span, factor))
            case Part(inner, by, 0):
                high = None if span.high is None else span.high * by + by - 1
                if not self._narrow(inner, Span(None if span.low is None else span.low * by, high)):
                    return False
        self.spans[node] = self.spans.get(node, ANYTHING).meet(span)
        return not self._range(node).empty

    def _range(self, node: Integer) -> Span:
        return integer_span(node, self.limits, self.spans)


def _divided(span: Span, factor: int) -> Span:
    """The integers whose product with the factor (not 0) lies in the span."""
    low, high = (span.low, span.high) if factor > 0 else (span.high, span.low)
    return Span(None if low is None else -(-low // factor), None if high is None else high // factor)


def integer_span(node: Integer, limits: Limits, known: Mapping[Integer, Span] | None = None) -> Span:
    """What an integer of the lowered tree can be."""
    return _inner_span(node, limits, known or {}).meet((known or {}).get(node, ANYTHING))


def _inner_span(node: Integer, limits: Limits, known: Mapping[Integer, Span]) -> Span:
    def of(inner: Integer) -> Span:
        return integer_span(inner, limits, known)

    match node:
        case Constant(value):
            return Span(value, value)
        case Column(key):
            return limits.get(key, ANYTHING)
        case Sum(left, right):
            return of(left).plus(of(right))
        case Product(left, right):
            return of(left).times(of(right))
        case Part(_, _, modulo) if modulo:
            return Span(0, modulo - 1)
        case Part(inner, by):
            span = of(inner)
            return Span(None if span.low is None else span.low // by, None if span.high is None else span.high // by)
        case Either(_, then, otherwise):
            return of(then).join(of(otherwise))
