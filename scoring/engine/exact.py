"""Exact numbers as integer pairs, and the one place where they are rounded.

Pairs, not ``Fraction``: they are not reduced at every step, which is an order of magnitude cheaper over a district.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from scoring.definitions.rubric import RoundingMode


class Ratio(NamedTuple):
    """``numerator`` ÷ ``denominator``; the denominator is positive (use ``ratio`` to make one)."""

    numerator: int
    denominator: int

    def plus(self, other: Ratio) -> Ratio:
        if self.denominator == other.denominator:
            return Ratio(self.numerator + other.numerator, self.denominator)
        top = self.numerator * other.denominator + other.numerator * self.denominator
        return Ratio(top, self.denominator * other.denominator)

    def times(self, other: Ratio) -> Ratio:
        return Ratio(self.numerator * other.numerator, self.denominator * other.denominator)

    def over(self, other: Ratio) -> Ratio:
        """Raises ZeroDivisionError."""
        return ratio(self.numerator * other.denominator, self.denominator * other.numerator)

    def less(self, other: Ratio) -> Ratio:
        return self.plus(Ratio(-other.numerator, other.denominator))

    def compare(self, other: Ratio) -> int:
        """Negative, zero or positive, as self is smaller, equal or greater."""
        return self.numerator * other.denominator - other.numerator * self.denominator

    def simplest(self) -> Ratio:
        """In lowest terms: for values that go on into long sums."""
        return Ratio(*Fraction(self.numerator, self.denominator).as_integer_ratio())


ZERO = Ratio(0, 1)
ONE = Ratio(1, 1)


def ratio(numerator: int, denominator: int) -> Ratio:
    """Raises ZeroDivisionError."""
    if not denominator:
        raise ZeroDivisionError
    return Ratio(numerator, denominator) if denominator > 0 else Ratio(-numerator, -denominator)


@lru_cache(maxsize=4096)
def from_decimal(number: Decimal) -> Ratio:
    """Kept, because the points of a rubric come up again for every unit."""
    return Ratio(*number.as_integer_ratio())


def decimals_of(number: Decimal) -> int:
    """How many decimals it is written with."""
    return max(-int(number.as_tuple().exponent), 0)


def rounded(value: Ratio, decimals: int, mode: RoundingMode) -> Decimal:
    """To so many decimals. half_away is 四舍五入: ties go away from zero."""
    return Decimal(in_units(value.numerator * 10**decimals, value.denominator, mode)).scaleb(-decimals)


def in_units(numerator: int, denominator: int, mode: RoundingMode) -> int:
    """The same to a whole number."""
    whole, rest = divmod(abs(numerator), denominator)
    if _rounds_up(whole, 2 * rest - denominator, mode):
        whole += 1
    return -whole if numerator < 0 else whole


WORKING_DIGITS, WORKING_DECIMALS = 40, 20
"""A working number (logarithm, geometric mean) is computed with so many digits and kept with so many decimals."""


def working(compute: Callable[[Context], Decimal]) -> Ratio:
    """A number that is not rational: decimal at 40 digits, rounded half up to 20 decimals before any comparison, then exact.

    libmpdec is integer arithmetic, so it is the same everywhere; never binary floating point.
    """
    context = Context(prec=WORKING_DIGITS, rounding=ROUND_HALF_EVEN, Emax=MAX_EMAX, Emin=MIN_EMIN)
    found = compute(context).quantize(Decimal(1).scaleb(-WORKING_DECIMALS), rounding=ROUND_HALF_UP, context=Context(prec=200))
    return Ratio(int(found.scaleb(WORKING_DECIMALS)), 10**WORKING_DECIMALS)


def in_working(value: Ratio, context: Context) -> Decimal:
    """A ratio as a working number."""
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def fine(value: Ratio) -> Ratio:
    """A member of a peer statistic: rounded half up to 12 decimals, so that the statistic's denominator does not explode."""
    return from_decimal(rounded(value, 12, RoundingMode.HALF_AWAY))


def _rounds_up(digit: int, beyond_half: int, mode: RoundingMode) -> bool:
    match mode:
        case RoundingMode.HALF_AWAY:
            return beyond_half >= 0
        case RoundingMode.HALF_EVEN:
            return beyond_half > 0 or (beyond_half == 0 and digit % 2 == 1)
        case RoundingMode.DOWN:
            return False
