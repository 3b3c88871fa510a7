"""Amount rules with every literal read and every name resolved: money in 分, rates as integer pairs, open figures as such."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from scoring.definitions.amounts import Amount, ByGrade, Fixed, Matching, PerUnit, Rate, Stepped, TopUp, Unspecified
from scoring.definitions.compiled_conditions import NOT_COMPARED
from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.expression import read_literal
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.policy import FigureType, OpenFigure
from scoring.definitions.tree import Number
from scoring.errors import Said

Value: TypeAlias = Number | OpenFigure
"""What a policy names: a literal (money: ``numerator`` ÷ ``denominator`` 分), or a figure that is not settled (待定)."""

Base: TypeAlias = CompiledMeasure | OpenFigure
"""What an amount is worked out of."""

PRINTED: Mapping[FigureType, Callable[[Fraction], bool]] = {
    FigureType.MONEY: lambda value: value >= 0,
    FigureType.SHARE: lambda value: 0 <= value <= 1,
    FigureType.NUMBER: lambda value: value >= 0,
}
"""The types that can be written as one literal, and what such a literal may be."""


@dataclass(frozen=True, slots=True)
class CompiledAmount:
    """A rule with its parts: ``value`` is its one amount, rate or level, ``of`` what it is worked out of.

    ``by_grade``: grade → amount, the best first. ``steps``: (bound, amount), the highest first.
    """

    rule: Amount
    value: Value | None = None
    of: Base | None = None
    by_grade: Mapping[str, Value] = field(default_factory=dict)
    steps: tuple[tuple[Number, Value], ...] = ()


def is_money(base: Base) -> bool:
    """Whether a base is an amount of money."""
    return base.type is FigureType.MONEY if isinstance(base, OpenFigure) else base.type.money == 1


def figure_words(kind: FigureType) -> Said:
    """金额, 占比 and so on, as a fact of a sentence."""
    return Said(f"definitions.figure.{kind.value}")


def fraction(number: Number) -> Fraction:
    return Fraction(number.numerator, number.denominator)


@dataclass(frozen=True, slots=True)
class Values:
    """Reads what the clauses of one policy name."""

    to: Mistakes
    figures: Mapping[str, OpenFigure]
    measures: Mapping[str, CompiledMeasure]

    def literal(self, text: str, kind: FigureType, key: str) -> Number | None:
        """A literal of a type that has one: money with its unit, a share from nothing to all, a number not below zero."""
        number = self.to.read(read_literal(text, self.to.place(key)))
        if number is None:
            return None
        if number.money != (kind is FigureType.MONEY) or not PRINTED[kind](fraction(number)):
            self.to.say("policy.not_of_type", key, seen=text, wanted=figure_words(kind))
            return None
        return number

    def figure(self, name: str, allowed: Collection[FigureType], key: str) -> OpenFigure | None:
        """An open figure by its key."""
        if not self.to.named(name, self.figures, key):
            return None
        found = self.figures[name]
        if found.type not in allowed:
            wanted = [figure_words(one) for one in allowed]
            self.to.say("policy.figure_of_other_type", key, seen=name, kind=figure_words(found.type), wanted=wanted)
            return None
        return found

    def value(self, text: str, kind: FigureType, key: str) -> Value | None:
        """A literal that is more than nothing, or the open figure that a name stands for."""
        if not text:
            self.to.say("missing_key", key)
            return None
        if text[0].isascii() and text[0].isalpha():
            return self.figure(text, (kind,), key)
        number = self.literal(text, kind, key)
        if number is not None and not number.numerator:
            self.to.say("policy.nothing", key, seen=text)
        return number

    def base(self, name: str, key: str, *, money: bool | None) -> Base | None:
        """A measure or an open figure; ``money`` says whether it must be an amount or must not, None that it may be either."""
        if not self.to.named(name, [*self.measures, *self.figures], key):
            return None
        found: Base = self.measures[name] if name in self.measures else self.figures[name]
        if isinstance(found, OpenFigure):
            fits = found.type in (FigureType.MONEY, FigureType.NUMBER)
        else:
            fits = found.measure.kind not in NOT_COMPARED and found.type.money in (0, 1)
        if not fits or money is (not is_money(found)):
            wanted = (
                [FigureType.MONEY] if money else [FigureType.NUMBER] if money is False else [FigureType.MONEY, FigureType.NUMBER]
            )
            self.to.say("policy.base_of_other_type", key, seen=name, wanted=[figure_words(one) for one in wanted])
            return None
        return found

    def amount(self, rule: Amount, key: str, grades: Collection[str]) -> CompiledAmount:
        """A rule read. ``grades``: the grades a table of amounts may name; none: any."""
        match rule:
            case Unspecified(figure=name):
                allowed = (FigureType.MONEY, FigureType.MONEY_BY_GRADE)
                return CompiledAmount(rule, self.figure(name, allowed, f"{key}.figure"))
            case Fixed(amount=text):
                return CompiledAmount(rule, self.value(text, FigureType.MONEY, f"{key}.amount"))
            case ByGrade():
                return CompiledAmount(rule, by_grade=dict(self._grades(rule, key, grades)))
            case Rate(rate=text, of=of):
                value = self.value(text, FigureType.SHARE, f"{key}.rate")
                return CompiledAmount(rule, value, self.base(of, f"{key}.of", money=True))
            case Matching(up_to=text, of=of):
                value = self.value(text, FigureType.NUMBER, f"{key}.up_to")
                return CompiledAmount(rule, value, self.base(of, f"{key}.of", money=True))
            case PerUnit(amount=text, of=of):
                value = self.value(text, FigureType.MONEY, f"{key}.amount")
                return CompiledAmount(rule, value, self.base(of, f"{key}.of", money=False))
            case TopUp(level=text, of=of):
                value = self.value(text, FigureType.MONEY, f"{key}.level")
                return CompiledAmount(rule, value, self.base(of, f"{key}.of", money=True))
            case Stepped():
                return self._steps(rule, key)

    def _grades(self, rule: ByGrade, key: str, grades: Collection[str]) -> Iterator[tuple[str, Value]]:
        if not rule.amounts:
            self.to.say("policy.no_amounts", f"{key}.amounts")
        self.to.once((grade for grade, _ in rule.amounts), f"{key}.amounts")
        for at, (grade, text) in enumerate(rule.amounts, start=1):
            if grades:
                self.to.named(grade, grades, f"{key}.amounts[{at}]")
            value = self.value(text, FigureType.MONEY, f"{key}.amounts[{at}]")
            if value is not None:
                yield grade, value

    def _steps(self, rule: Stepped, key: str) -> CompiledAmount:
        """From the top: what is reached first holds, so bounds must fall."""
        base = self.base(rule.of, f"{key}.of", money=None)
        kind = FigureType.MONEY if base is not None and is_money(base) else FigureType.NUMBER
        if not rule.steps:
            self.to.say("policy.no_amounts", f"{key}.steps")
        steps = []
        for at, (bound, text) in enumerate(rule.steps, start=1):
            number = self.literal(bound, kind, f"{key}.steps[{at}]") if base is not None else None
            value = self.value(text, FigureType.MONEY, f"{key}.steps[{at}]")
            if number is not None and value is not None:
                steps.append((number, value))
        for (above, _), (below, _) in pairwise(steps):
            if fraction(below) >= fraction(above):
                self.to.say("policy.steps_out_of_order", f"{key}.steps", first=above.text, second=below.text)
        return CompiledAmount(rule, None, base, steps=tuple(steps))
