"""Amount rules (扶持金额的算法): from a figure of the carrier, or from none, to yuan. A clause has exactly one.

Every amount, rate and level is a literal with its unit (200万元, 50%) or the key of an open figure. ``of`` names a measure or
an open figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from scoring.definitions.form import STRICT, Strict, Words
from scoring.definitions.roles import BaseRef, FigureRef, GivenGrade, LiteralText, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Unspecified:
    """给予相应支持: the text promises support and names no amount. ``figure`` is the open figure that will hold it."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["unspecified"]
    figure: FigureRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The same amount for all."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["fixed"]
    amount: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ByGrade:
    """(grade, amount), the best grade first; a grade that is not listed gets nothing."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["by_grade"]
    amounts: tuple[tuple[GivenGrade, Value], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share of an amount: 运营总支出的 50%."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["rate"]
    rate: Value
    of: BaseRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """配套: what another authority gave, times ``up_to`` (1 for 1:1)."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["matching"]
    up_to: Value
    of: BaseRef
    authority: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PerUnit:
    """``amount`` for each unit of a number: for each firm, each project."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["per_unit"]
    amount: Value
    of: BaseRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """(bound, amount), the highest bound first: the first step that is reached.

    The bound belongs to its step, unless it must be exceeded (``beyond``: 超过).
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["steps"]
    of: BaseRef
    steps: tuple[tuple[LiteralText, Value], ...]
    beyond: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUp:
    """补差: what is lacking to ``level`` beside what was received already (``of``); never less than nothing."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["top_up"]
    level: Value
    of: BaseRef


Amount: TypeAlias = Unspecified | Fixed | ByGrade | Rate | Matching | PerUnit | Stepped | TopUp


def named(rule: Amount) -> tuple[str, ...]:
    """Every text of a rule that may name an open figure or a measure."""
    match rule:
        case Unspecified(figure=figure):
            return (figure,)
        case Fixed(amount=amount):
            return (amount,)
        case ByGrade(amounts=amounts):
            return tuple(amount for _, amount in amounts)
        case Rate(rate=value, of=of) | Matching(up_to=value, of=of) | PerUnit(amount=value, of=of) | TopUp(level=value, of=of):
            return (value, of)
        case Stepped(of=of, steps=steps):
            return (of, *(amount for _, amount in steps))
