"""From the typed tree to the lowered one (ENGINEERING a): what SQLite, Excel and Python do differently is taken out here.

* A number becomes an integer pair, its scale and unit in the denominator; a comparison is cross-multiplied, so ``/``
  never reaches a reader as division.
* A condition becomes two: *surely true* and *surely false*; where neither holds it is unknown.
* Every comparison is guarded by "all columns known, no denominator zero", the guard standing first.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from scoring.definitions.lowered import (
    EVER,
    Absent,
    All,
    Among,
    Column,
    Condition,
    Constant,
    Either,
    Integer,
    Part,
    Present,
    Quantity,
    Verdict,
    add,
    every,
    part,
    product,
    sign,
    some,
)
from scoring.definitions.tree import (
    Arithmetic,
    Binding,
    Compare,
    DateOf,
    Day,
    Every,
    Extreme,
    Kind,
    Known,
    Months,
    Name,
    Negative,
    Not,
    Number,
    OneOf,
    Parameter,
    Some,
    Tree,
    YearOf,
)
from scoring.errors import Bug

Parameters: TypeAlias = Mapping[str, int]
"""Values of the round by name: Y as a year, cutoff as yyyymmdd."""

OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRROR = {"=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def lower_condition(tree: Tree, parameters: Parameters) -> Verdict:
    """A condition of the typed tree. Raises Bug for a tree that is none (typing has seen to it), and as ``lower_number``."""
    match tree:
        case Every(parts):
            verdicts = [lower_condition(part, parameters) for part in parts]
            return Verdict(every(verdict.true for verdict in verdicts), some(verdict.false for verdict in verdicts))
        case Some(parts):
            verdicts = [lower_condition(part, parameters) for part in parts]
            return Verdict(some(verdict.true for verdict in verdicts), every(verdict.false for verdict in verdicts))
        case Not(of):
            verdict = lower_condition(of, parameters)
            return Verdict(verdict.false, verdict.true)
        case Known(Name(binding)):
            return Verdict(Present(binding.key), Absent(binding.key))
        case OneOf(Name(binding), codes, negated):
            values = tuple(binding.choices[code] for code in codes)
            return _guarded_among(binding, values, negated=negated)
        case Name(binding) if binding.type.kind is Kind.CONDITION:
            return _guarded_among(binding, (1,), negated=False)
        case Compare(symbol, left, right):
            return _compare(symbol, lower_number(left, parameters), lower_number(right, parameters))
        case _:
            raise Bug(f"{type(tree).__name__} is no condition")


def lower_number(tree: Tree, parameters: Parameters) -> Quantity:
    """A number or date (as yyyymmdd) of the typed tree. Raises Bug for anything else, and for a parameter that is not given."""
    match tree:
        case Number(numerator, denominator):
            return Quantity(Constant(numerator), Constant(denominator), EVER)
        case Day(number):
            return _whole(Constant(number))
        case Parameter(name):
            return _whole(Constant(_given(parameters, name)))
        case Name(binding):
            return Quantity(_column(binding), Constant(10**binding.decimals), Present(binding.key))
        case Negative(of):
            quantity = lower_number(of, parameters)
            return Quantity(product(Constant(-1), quantity.numerator), quantity.denominator, quantity.known)
        case Arithmetic(symbol, left, right):
            return _arithmetic(symbol, lower_number(left, parameters), lower_number(right, parameters))
        case Extreme(least, left, right):
            return _extreme(least, lower_number(left, parameters), lower_number(right, parameters))
        case YearOf(of):
            quantity = lower_number(of, parameters)
            return Quantity(part(quantity.numerator, 10_000, 0), Constant(1), quantity.known)
        case DateOf(year, month, day):
            return _date_of(lower_number(year, parameters), month, day)
        case Months(start, end):
            return _months(lower_number(start, parameters), lower_number(end, parameters))
        case _:
            raise Bug(f"{type(tree).__name__} is no number")


def _whole(integer: Integer) -> Quantity:
    return Quantity(integer, Constant(1), EVER)


def _given(parameters: Parameters, name: str) -> int:
    if name not in parameters:
        raise Bug(f"the expression names {name}, but the parameters given are {sorted(parameters)}")
    return parameters[name]


def _column(binding: Binding) -> Column:
    return Column(binding.key, (10**binding.digits).bit_length())


def _guarded_among(binding: Binding, values: tuple[int, ...], *, negated: bool) -> Verdict:
    here = Present(binding.key)
    inside, outside = (All((here, Among(binding.key, values, negated=flag))) for flag in (False, True))
    return Verdict(outside, inside) if negated else Verdict(inside, outside)


def _arithmetic(symbol: str, left: Quantity, right: Quantity) -> Quantity:
    known = every((left.known, right.known))
    match symbol:
        case "*":
            return _pair(product(left.numerator, right.numerator), product(left.denominator, right.denominator), known)
        case "/":
            known = every((known, sign("<>", right.numerator, Constant(0))))
            return _pair(product(left.numerator, right.denominator), product(left.denominator, right.numerator), known)
        case _:
            turn = Constant(-1 if symbol == "-" else 1)
            if left.denominator == right.denominator:
                return _pair(add(left.numerator, product(turn, right.numerator)), left.denominator, known)
            mine = product(left.numerator, right.denominator)
            theirs = product(turn, product(right.numerator, left.denominator))
            return _pair(add(mine, theirs), product(left.denominator, right.denominator), known)


def _pair(numerator: Integer, denominator: Integer, known: Condition) -> Quantity:
    """A quantity whose constant denominator is positive and in lowest terms with a constant numerator."""
    if isinstance(denominator, Constant) and denominator.value < 0:
        numerator, denominator = product(Constant(-1), numerator), Constant(-denominator.value)
    if isinstance(numerator, Constant) and isinstance(denominator, Constant) and denominator.value:
        lowest = Fraction(numerator.value, denominator.value)
        numerator, denominator = Constant(lowest.numerator), Constant(lowest.denominator)
    return Quantity(numerator, denominator, known)


def _compare(symbol: str, left: Quantity, right: Quantity) -> Verdict:
    known = every((left.known, right.known))
    true, false = (_cross(turn, left, right) for turn in (symbol, OPPOSITE[symbol]))
    return Verdict(every((known, true)), every((known, false)))


def _cross(symbol: str, left: Quantity, right: Quantity) -> Condition:
    """left ? right by cross-multiplication, both signs of the denominators minded."""
    mine, theirs = product(left.numerator, right.denominator), product(right.numerator, left.denominator)
    scale = product(left.denominator, right.denominator)
    if left.denominator == right.denominator and isinstance(scale, Constant):
        mine, theirs = left.numerator, right.numerator
    straight, mirrored = sign(symbol, mine, theirs), sign(MIRROR[symbol], mine, theirs)
    if symbol in ("=", "<>") or isinstance(scale, Constant):  # a constant is positive (``_pair``), or 0 and guarded against
        return straight
    positive, negative = sign(">", scale, Constant(0)), sign("<", scale, Constant(0))
    return some((every((positive, straight)), every((negative, mirrored))))


def _extreme(least: bool, left: Quantity, right: Quantity) -> Quantity:
    first = _cross("<=" if least else ">=", left, right)
    known = every((left.known, right.known))
    if left.denominator == right.denominator:
        return Quantity(Either(first, left.numerator, right.numerator), left.denominator, known)
    if isinstance(left.denominator, Constant) and isinstance(right.denominator, Constant):
        mine, theirs = product(left.numerator, right.denominator), product(right.numerator, left.denominator)
        return Quantity(Either(first, mine, theirs), product(left.denominator, right.denominator), known)
    return Quantity(Either(first, left.numerator, right.numerator), Either(first, left.denominator, right.denominator), known)


def _date_of(year: Quantity, month: int, day: int) -> Quantity:
    """Known only where the year is one (1 to 9999): a part of a negative number would be another in SQLite than in Python."""
    number = add(product(year.numerator, Constant(10_000)), Constant(month * 100 + day))
    known = [year.known]
    if not isinstance(year.numerator, Part):  # a part of a date is one already
        known += [sign(">=", year.numerator, Constant(1)), sign("<=", year.numerator, Constant(9999))]
    return Quantity(number, Constant(1), every(known))


def _months(start: Quantity, end: Quantity) -> Quantity:
    months = add(_month_number(end.numerator), product(Constant(-1), _month_number(start.numerator)))
    short = sign("<", part(end.numerator, 1, 100), part(start.numerator, 1, 100))
    number = add(months, Either(short, Constant(-1), Constant(0)))
    return Quantity(number, Constant(1), every((start.known, end.known)))


def _month_number(day: Integer) -> Integer:
    return add(product(part(day, 10_000, 0), Constant(12)), part(day, 100, 100))
