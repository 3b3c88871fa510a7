"""Figures as the workbook writes them: doubles at the very edge, literals, and rounding that a formula does as the engine does.

Excel and LibreOffice compute in binary floating point, so three things are minded here:

* a quotient of two exact integers is written as one division, which IEEE 754 rounds correctly (growth is (this − last) ÷ last,
  never a ÷ b − 1);
* a value is never rounded before its scale sees it: a steep line would carry the rounding into the points. Both programs
  compare by 15 digits, so that noise in the last bit does not miss a bound;
* points are brought to ``GUARD`` decimals before they are rounded, sums to the decimals they have: x.xx5 is a tie again. The
  price: points within 10⁻¹² of a tie count as being on it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from scoring.definitions.rubric import RoundingMode
from scoring.definitions.tree import Number
from scoring.engine.exact import Ratio
from scoring.papers.workbook_sheet import Value

GUARD = 12
FINE = 9
"""Decimals of a hundredfold (or so) before it is cut to a whole number."""


def number(value: Ratio | None) -> Value:
    """The nearest double of an exact figure (Python divides integers correctly rounded); "" for none."""
    if value is None:
        return ""
    whole, rest = divmod(value.numerator, value.denominator)
    return value.numerator / value.denominator if rest else whole


def scaled(value: Ratio, divisor: int) -> Value:
    """A sum as its integer of smallest units, where it is one."""
    return number(Ratio(value.numerator * divisor, value.denominator))


def literal(value: Number | Decimal | Ratio) -> str:
    """A figure of the rubric as a formula names it: decimals, never a power of ten."""
    exact = Fraction(*value.as_integer_ratio()) if isinstance(value, Decimal) else Fraction(value.numerator, value.denominator)
    text = format(Decimal(exact.numerator) / Decimal(exact.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def guarded(expression: str) -> str:
    """Without the noise of binary arithmetic."""
    return f"ROUND({expression},{GUARD})"


def rounding(expression: str, decimals: int, mode: RoundingMode) -> str:
    """To so many decimals as the engine rounds: ties away from zero, to the even digit, or towards zero.

    ROUND rounds ties away from zero in both programs; the others go by a whole number of last digits.
    """
    if mode is RoundingMode.HALF_AWAY:
        return f"ROUND({guarded(expression)},{decimals})"
    unit = 10**decimals
    last = f"ROUND(({expression})*{unit},{FINE})"
    if mode is RoundingMode.DOWN:
        return f"TRUNC({last})/{unit}"
    return f"(ROUND({last},0)-SIGN({last})*(MOD(ABS({last}),2)=0.5))/{unit}"


def quotient(upper: str, lower: str, above: int, below: int) -> str:
    """(upper ÷ above) ÷ (lower ÷ below) as one division of integers."""
    return f"{_times(upper, below)}/{_denominator(lower, above)}" if above != below else f"{upper}/{lower}"


def growth(upper: str, lower: str, above: int, below: int) -> str:
    """The quotient less 1, as one division."""
    if above == below:
        return f"({upper}-{lower})/{lower}"
    return f"({_times(upper, below)}-{_times(lower, above)})/{_denominator(lower, above)}"


def _times(cell: str, factor: int) -> str:
    return cell if factor == 1 else f"{cell}*{factor}"


def _denominator(cell: str, factor: int) -> str:
    return cell if factor == 1 else f"({cell}*{factor})"
