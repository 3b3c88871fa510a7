"""The typed tree of an expression: what the grammar says, with every name bound and every type checked.

Nobody evaluates this tree but the plain oracle of the tests; readers see it *lowered* (``lowered``), except the Chinese
one, which reads it aloud.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from scoring.definitions.form import NO_UNIT, Unit, Words


class Kind(Enum):
    """What an expression is."""

    NUMBER = "number"
    CONDITION = "condition"
    DATE = "date"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression.

    ``money`` is the power of money in a number: 0 for a count or a ratio, 1 for an amount (in 分). Only equal powers add
    and compare, so 2000 cannot be mistaken for 2000万元. ``whole`` numbers have no fraction.
    """

    kind: Kind
    money: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name stands for: a column of integers with its reading.

    A number is column ÷ 10^``decimals``; an amount of money is the column itself, in 分. ``choices`` maps codes to the
    integers that stand for them. ``digits`` bounds the column.
    """

    key: str
    label: Words
    type: Type
    decimals: int = 0
    digits: int = 12
    unit: Unit = NO_UNIT
    choices: Mapping[str, int] = field(default_factory=dict)
    choices_en: Mapping[str, str] = field(default_factory=dict)
    """The English of those codes that have one; a code is its own Chinese."""

    def answer(self, code: str, language: str) -> str:
        """A code as it is read aloud."""
        return (self.choices_en.get(code) if language == "en" else None) or code


Scope: TypeAlias = Mapping[str, Binding]
"""The names an expression may use."""


@dataclass(frozen=True, slots=True)
class Number:
    """A literal: exactly ``numerator`` ÷ ``denominator`` (of a 分 where ``money``); ``text`` as it was written."""

    numerator: int
    denominator: int
    money: int
    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date literal as yyyymmdd."""

    number: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of the round: Y (the data year) or cutoff (its last day)."""

    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """A column: a number, a date, a choice, a text, or (as a condition) a 是/否 answer."""

    binding: Binding


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``operator`` is one of + - * /."""

    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Negative:
    of: Tree


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smaller (``least``) or greater of two numbers."""

    least: bool
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class YearOf:
    date: Tree


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months from one date to another: 12·Δyear + Δmonth, less one while the day of the month is not reached."""

    start: Tree
    end: Tree


@dataclass(frozen=True, slots=True)
class DateOf:
    """A date of a computed year; month and day are literals that exist in every year."""

    year: Tree
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Compare:
    """``operator`` is one of = <> < <= > >=; both sides numbers of one money power, or both dates."""

    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice among codes (one code: =). ``negated`` for <>."""

    name: Name
    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a value is there; always either true or false."""

    name: Name


@dataclass(frozen=True, slots=True)
class Not:
    of: Tree


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold (and)."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds (or)."""

    parts: tuple[Tree, ...]


Tree: TypeAlias = (
    Number | Day | Parameter | Name | Arithmetic | Negative | Extreme | YearOf | Months | DateOf  # values
    | Compare | OneOf | Known | Not | Every | Some  # conditions
)  # fmt: skip

PARAMETERS: Mapping[str, Type] = {
    "Y": Type(Kind.NUMBER, whole=True),
    "cutoff": Type(Kind.DATE),
}
"""The values a round lends to every expression: the data year, and the last day the data describe (yyyymmdd)."""

KEYWORDS = frozenset({"and", "or", "not", "in"})
"""Words of the expression language: they and the parameters cannot name anything."""


def names(tree: Tree) -> tuple[str, ...]:
    """The keys of the columns a tree reads, each once, in the order they appear."""
    found: dict[str, None] = {}
    _collect(tree, found)
    return tuple(found)


def _collect(tree: Tree, found: dict[str, None]) -> None:
    match tree:
        case Name(binding):
            found[binding.key] = None
        case Arithmetic(_, left, right) | Extreme(_, left, right) | Compare(_, left, right) | Months(left, right):
            _collect(left, found)
            _collect(right, found)
        case Negative(of) | Not(of) | YearOf(of) | DateOf(of):
            _collect(of, found)
        case OneOf(name) | Known(name):
            _collect(name, found)
        case Every(parts) | Some(parts):
            for part in parts:
                _collect(part, found)
        case Number() | Day() | Parameter():
            pass
