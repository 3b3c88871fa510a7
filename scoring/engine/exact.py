"""Exact numbers as integer pairs, and the one place where they are rounded.

Pairs, not ``Fraction``: they are not reduced at every step, which is an order of magnitude cheaper over a district.
"""

from __future__ import annotations

from decimal import Decimal
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


ZERO = Ratio(0, 1)
ONE = Ratio(1, 1)


def ratio(numerator: int, denominator: int) -> Ratio:
    """Raises ZeroDivisionError."""
    if not denominator:
        raise ZeroDivisionError
    return Ratio(numerator, denominator) if denominator > 0 else Ratio(-numerator, -denominator)


def from_decimal(number: Decimal) -> Ratio:
    return Ratio(*number.as_integer_ratio())


def rounded(value: Ratio, decimals: int, mode: RoundingMode) -> Decimal:
    """To so many decimals. half_away is 四舍五入: ties go away from zero."""
    scaled, rest = divmod(abs(value.numerator) * 10**decimals, value.denominator)
    if _rounds_up(scaled, 2 * rest - value.denominator, mode):
        scaled += 1
    return Decimal(-scaled if value.numerator < 0 else scaled).scaleb(-decimals)


def _rounds_up(digit: int, beyond_half: int, mode: RoundingMode) -> bool:
    match mode:
        case RoundingMode.HALF_AWAY:
            return beyond_half >= 0
        case RoundingMode.HALF_EVEN:
            return beyond_half > 0 or (beyond_half == 0 and digit % 2 == 1)
        case RoundingMode.DOWN:
            return False
