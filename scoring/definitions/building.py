"""An expression as something to build: groups of conditions ``field operator value``, and back into the expression.

Whatever the grammar can say has its place in the tree; what is no simple value (arithmetic, min and max) stays one term with
its own text. Reading and writing a tree keeps the meaning of an expression, not its brackets and blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from scoring.definitions.expression import read_condition, read_value
from scoring.definitions.parsing import MOST_CHARACTERS
from scoring.definitions.tree import (
    Arithmetic,
    Compare,
    DateOf,
    Day,
    Every,
    Kind,
    Known,
    Months,
    Name,
    Negative,
    Not,
    Number,
    OneOf,
    Parameter,
    Scope,
    Some,
    Tree,
    YearOf,
)
from scoring.definitions.written import among, day_text, written
from scoring.errors import Bug
from scoring.places import Place

# Terms ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A name of the scope: a field of the row, a figure, a measure."""

    key: str


@dataclass(frozen=True, slots=True)
class NumberTerm:
    """A literal as it is written: 2000万元, 30%, -0.5."""

    text: str


@dataclass(frozen=True, slots=True)
class YearTerm:
    """The data year, so many years later (before it: negative)."""

    later: int = 0


@dataclass(frozen=True, slots=True)
class DayTerm:
    """A day as yyyymmdd."""

    number: int


@dataclass(frozen=True, slots=True)
class YearDayTerm:
    """A day of the data year, or of the year so many years later."""

    later: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class CutoffTerm:
    """The last day the data describe."""


@dataclass(frozen=True, slots=True)
class YearOfTerm:
    """year( ): the year of a date. None while it is not chosen."""

    date: Term | None = None


@dataclass(frozen=True, slots=True)
class MonthsTerm:
    """months( , ): the whole months from one date to another."""

    start: Term | None = None
    end: Term | None = None


@dataclass(frozen=True, slots=True)
class ExpressionTerm:
    """Anything else that is a number or a date, as an expression; empty while it is not written."""

    text: str


Term: TypeAlias = (
    FieldTerm | NumberTerm | YearTerm | DayTerm | YearDayTerm | CutoffTerm | YearOfTerm | MonthsTerm | ExpressionTerm
)


# Conditions and groups ------------------------------------------------------------------------------------------------


class Operator(StrEnum):
    """What a condition asks. ``among`` and ``not_among`` are of choices: one code or several."""

    EQUAL = "="
    UNEQUAL = "<>"
    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    AMONG = "among"
    NOT_AMONG = "not_among"
    YES = "yes"
    NO = "no"
    KNOWN = "known"
    UNKNOWN = "unknown"


COMPARISONS = (
    Operator.EQUAL,
    Operator.UNEQUAL,
    Operator.AT_LEAST,
    Operator.ABOVE,
    Operator.AT_MOST,
    Operator.BELOW,
)
OPPOSITES = {
    Operator.AMONG: Operator.NOT_AMONG,
    Operator.YES: Operator.NO,
    Operator.KNOWN: Operator.UNKNOWN,
}
"""Of what is denied without a group. An unknown value makes either of the first two unknown."""
OPPOSITES |= {other: one for one, other in OPPOSITES.items()}


@dataclass(frozen=True, slots=True)
class Condition:
    """``right`` for comparisons, ``codes`` for choices. None and no codes: not chosen yet."""

    left: Term | None = None
    operator: Operator | None = None
    right: Term | None = None
    codes: tuple[str, ...] = ()


class Join(StrEnum):
    """How the parts of a group make one condition."""

    ALL = "all"
    ANY = "any"
    NOT_ALL = "not_all"
    NONE = "none"


DENIED = {Join.ALL: Join.NOT_ALL, Join.NOT_ALL: Join.ALL, Join.ANY: Join.NONE, Join.NONE: Join.ANY}


@dataclass(frozen=True, slots=True)
class Group:
    """Without parts: nothing is asked (the whole expression is empty)."""

    join: Join = Join.ALL
    parts: tuple[Node, ...] = ()


Node: TypeAlias = Group | Condition


# Out of an expression -------------------------------------------------------------------------------------------------


def tree_of(text: str, scope: Scope) -> Group | None:
    """A condition as a tree; None where it does not read, or would grow too long to be written again."""
    if not text.strip():
        return Group()
    tree, _ = read_condition(text, scope, Place())
    if tree is None:
        return None
    found = built(tree)
    return found if len(text_of(found)) <= MOST_CHARACTERS else None


def built(tree: Tree) -> Group:
    """The group a typed condition is."""
    found = _node(tree)
    return found if isinstance(found, Group) else Group(Join.ALL, (found,))


def term_of(text: str, scope: Scope) -> Term | None:
    """A number or a date as a term; None where it does not read."""
    read, _ = read_value(text, scope, Place())
    return None if read is None else term(read[0])


def _node(tree: Tree) -> Node:
    match tree:
        case Every(parts):
            return Group(Join.ALL, tuple(map(_node, parts)))
        case Some(parts):
            return Group(Join.ANY, tuple(map(_node, parts)))
        case Not(of):
            return denied(_node(of))
        case Known(Name(binding)):
            return Condition(FieldTerm(binding.key), Operator.KNOWN)
        case OneOf(Name(binding), codes, negated):
            return Condition(FieldTerm(binding.key), Operator.NOT_AMONG if negated else Operator.AMONG, codes=codes)
        case Compare(symbol, left, right):
            return Condition(term(left), Operator(symbol), term(right))
        case Name(binding) if binding.type.kind is Kind.CONDITION:
            return Condition(FieldTerm(binding.key), Operator.YES)
        case _:
            raise Bug(f"{type(tree).__name__} is no condition")


def denied(node: Node) -> Node:
    """What holds where the node surely does not, and is unknown where the node is."""
    match node:
        case Group(Join.NONE, (part,)):
            return part
        case Group(join, parts):
            return Group(DENIED[join], parts)
        case Condition(operator=Operator() as operator) if operator in OPPOSITES:
            return replace(node, operator=OPPOSITES[operator])
        case _:
            return Group(Join.NONE, (node,))


def term(tree: Tree) -> Term:
    """A value of the typed tree as a term."""
    match tree:
        case Name(binding):
            return FieldTerm(binding.key)
        case Number(text=text) | Negative(Number(text=text)):
            return NumberTerm(text if isinstance(tree, Number) else f"-{text}")
        case Day(number):
            return DayTerm(number)
        case Parameter("cutoff"):
            return CutoffTerm()
        case YearOf(date):
            return YearOfTerm(term(date))
        case Months(start, end):
            return MonthsTerm(term(start), term(end))
        case DateOf(year, month, day) if (later := _later(year)) is not None:
            return YearDayTerm(later, month, day)
        case _:
            later = _later(tree)
            return ExpressionTerm(written(tree)) if later is None else YearTerm(later)


def _later(tree: Tree) -> int | None:
    """How many years after the data year; None for what is no such year."""
    match tree:
        case Parameter("Y"):
            return 0
        case Arithmetic("+" | "-" as sign, Parameter("Y"), Number(years, 1, 0)):
            return -years if sign == "-" else years
        case _:
            return None


# Into an expression ---------------------------------------------------------------------------------------------------


def is_whole(node: Node) -> bool:
    """Whether nothing is left to choose: no condition with a hole, and no group without parts but the whole tree itself."""
    return next(_holes(node, outermost=True), None) is None


def holes(node: Node) -> tuple[tuple[int, ...], ...]:
    """Where something is left to choose, as positions from the outermost group inwards."""
    return tuple(_holes(node, outermost=True))


def _holes(node: Node, at: tuple[int, ...] = (), *, outermost: bool = False) -> Iterator[tuple[int, ...]]:
    if isinstance(node, Group):
        if not node.parts and not outermost:
            yield at
        for position, part in enumerate(node.parts):
            yield from _holes(part, (*at, position))
    elif not _is_chosen(node):
        yield at


def _is_chosen(one: Condition) -> bool:
    if one.operator is None or not term_is_whole(one.left):
        return False
    if one.operator in COMPARISONS:
        return term_is_whole(one.right)
    return bool(one.codes) or one.operator not in (Operator.AMONG, Operator.NOT_AMONG)


def term_is_whole(one: Term | None) -> bool:
    """Whether nothing is left to choose in it."""
    match one:
        case None | ExpressionTerm("") | NumberTerm(""):
            return False
        case YearOfTerm(date):
            return term_is_whole(date)
        case MonthsTerm(start, end):
            return term_is_whole(start) and term_is_whole(end)
        case _:
            return True


def chosen_part(group: Group) -> Group:
    """Without whatever has something left to choose."""
    return _only(group, _is_chosen)


def begun_part(group: Group) -> Group:
    """Without the conditions of which nothing is chosen yet."""
    return _only(group, lambda one: one != Condition())


def _only(group: Group, wanted: Callable[[Condition], bool]) -> Group:
    """Of groups what is left of them, if anything is."""
    parts = (_only(part, wanted) if isinstance(part, Group) else part for part in group.parts)
    return Group(group.join, tuple(part for part in parts if (part.parts if isinstance(part, Group) else wanted(part))))


def text_of(node: Node) -> str:
    """The expression; empty for a tree without parts. Raises Bug where something is left to choose."""
    if not is_whole(node):
        raise Bug(f"something is left to choose at {holes(node)}")
    return _text(normal(node))


def normal(node: Node) -> Node:
    """The same, without groups of one part: what reading its text gives (there the outermost is always a group)."""
    if isinstance(node, Condition):
        return node
    parts = tuple(map(normal, node.parts))
    if len(parts) != 1:
        return Group(node.join, parts)
    return denied(parts[0]) if node.join in (Join.NONE, Join.NOT_ALL) else parts[0]


def _text(node: Node) -> str:
    if isinstance(node, Condition):
        return _condition_text(node)
    if not node.parts:
        return ""
    if node.join in (Join.NOT_ALL, Join.NONE):
        inner = _text(Group(DENIED[node.join], node.parts))
        return f"not ({inner})" if len(node.parts) > 1 else f"not {inner}"
    return (" or " if node.join is Join.ANY else " and ").join(_part(part, node) for part in node.parts)


def _part(part: Node, of: Group) -> str:
    """In brackets where it is a chain itself; only ``and`` inside ``or`` needs none."""
    text = _text(part)
    chain = isinstance(part, Group) and len(part.parts) > 1 and part.join in (Join.ALL, Join.ANY)
    alone = len(of.parts) == 1 or (of.join is Join.ANY and isinstance(part, Group) and part.join is Join.ALL)
    return f"({text})" if chain and not alone else text


def _condition_text(one: Condition) -> str:
    left = term_text(one.left)
    match one.operator:
        case Operator.AMONG | Operator.NOT_AMONG:
            return among(left, one.codes, negated=one.operator is Operator.NOT_AMONG)
        case Operator.YES:
            return left
        case Operator.NO:
            return f"not {left}"
        case Operator.KNOWN:
            return f"known({left})"
        case Operator.UNKNOWN:
            return f"not known({left})"
        case None:
            raise Bug("a condition without an operator has no text")
        case operator:
            return f"{left} {operator.value} {term_text(one.right)}"


def term_text(one: Term | None) -> str:
    """A term as it stands in an expression. Raises Bug where something is left to choose."""
    match one:
        case FieldTerm(key):
            return key
        case NumberTerm(text) | ExpressionTerm(text):
            return text
        case YearTerm(later):
            return _year_text(later)
        case DayTerm(number):
            return day_text(number)
        case YearDayTerm(later, month, day):
            return f"date({_year_text(later)}, {month}, {day})"
        case CutoffTerm():
            return "cutoff"
        case YearOfTerm(date):
            return f"year({term_text(date)})"
        case MonthsTerm(start, end):
            return f"months({term_text(start)}, {term_text(end)})"
        case None:
            raise Bug("nothing is chosen yet")


def _year_text(later: int) -> str:
    return f"Y {'-' if later < 0 else '+'} {abs(later)}" if later else "Y"
