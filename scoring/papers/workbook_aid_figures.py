"""Figures of a policy as formulas read them: whole numbers of their last decimal (money in 分), known or 待定.

A product of two of them is cut off below 分 without a float in the way: every step is a whole number below 10^15.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scoring.definitions.policy import Asked, FigureType, OpenFigure
from scoring.definitions.tree import Number
from scoring.engine.exact import Ratio
from scoring.papers.workbook_sheet import Value

FEN = 100
"""分 of one 元: what people type and read."""
SHARES = 10**6
"""Shares and numbers are read with so many decimals: 33.3333% is 333333."""
FINEST = 10**7
"""With more, products of two would outgrow 10^15: what rests on such a figure is written as a value."""
MONEY = frozenset({FigureType.MONEY, FigureType.MONEY_BY_GRADE})
BY_GRADE = frozenset({FigureType.GRADES, FigureType.MONEY_BY_GRADE, FigureType.SHARE_BY_GRADE})

Scaled = int | None
"""A whole number of last decimals; None: 待定."""


@dataclass(frozen=True, slots=True)
class Figure:
    """By line: whether it is known, its whole number, and what it holds. ``factor`` of them make one."""

    known: Callable[[int], str]
    scaled: Callable[[int], str]
    factor: int
    value: Callable[[int], Scaled]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class GradeTable:
    """One figure for each grade, in the order of their numbers: neighbouring cells."""

    span: Callable[[int], str]
    factor: int
    values: Callable[[int], tuple[Scaled, ...]]
    exact: bool = True


@dataclass(slots=True)
class Sources:
    """Where every open figure stands: policy and key, for tables also the field of the record whose grades they name."""

    scalars: dict[tuple[str, str], Figure]
    tables: dict[tuple[str, str, str], GradeTable]


def factor_of(numbers: Iterable[Number], *, money: bool) -> tuple[int, bool]:
    """The power of ten that makes them all whole, of shares and numbers at least ``SHARES``; whether it does."""
    factor, listed = 1 if money else SHARES, tuple(numbers)
    while factor < FINEST and any(one.numerator * factor % one.denominator for one in listed):
        factor *= 10
    return factor, not any(one.numerator * factor % one.denominator for one in listed)


def scaled(number: Number, factor: int) -> int:
    return number.numerator * factor // number.denominator


def typed(number: Number | None, *, money: bool) -> Value:
    """As a person types it: money in 元."""
    if number is None:
        return None
    exact = Ratio(number.numerator, number.denominator * (FEN if money else 1))
    whole, rest = divmod(exact.numerator, exact.denominator)
    return exact.numerator / exact.denominator if rest else whole


def read_back(cell: str, factor: int, *, money: bool) -> str:
    """The whole number of what was typed."""
    return f"ROUND({cell}*{factor * (FEN if money else 1)},0)"


def is_money(figure: OpenFigure) -> bool:
    return figure.type in MONEY


def of_all(figure: OpenFigure) -> bool:
    """Whether the district settles it once."""
    return figure.asked is Asked.DISTRICT


def graded_values(found: object, grades: Iterable[str]) -> tuple[Number | None, ...]:
    """What was settled for each grade: an amount or share, or for a list of grades 1 or 0; all None while it is open."""
    if isinstance(found, tuple):
        return tuple(Number(int(one in found), 1, 0, "") for one in grades)
    if isinstance(found, Mapping):
        return tuple(found.get(one) for one in grades)
    return tuple(None for _ in grades)


# Arithmetic without a float in the way ----------------------------------------------------------------------------------


def part(of: str, times: str, divisor: int) -> str:
    """The whole part of ``of`` × ``times`` ÷ ``divisor``, where the product itself may outgrow what a double holds."""
    if divisor == 1:
        return f"{of}*{times}"
    whole = f"INT({of}/{divisor})"
    return f"{whole}*{times}+INT(({of}-{whole}*{divisor})*{times}/{divisor})"


def whole_part(of: str, divisor: int) -> str:
    return of if divisor == 1 else f"INT({of}/{divisor})"
