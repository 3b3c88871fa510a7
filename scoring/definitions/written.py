"""Writes a typed tree down again as an expression, in one spelling: single blanks, no bracket that the grammar does not ask for."""

from __future__ import annotations

from scoring.definitions.tree import (
    Arithmetic,
    Compare,
    DateOf,
    Day,
    Every,
    Extreme,
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

_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
"""How tightly an operator binds; what binds alike is worked out from left to right."""


def written(tree: Tree) -> str:
    """Text that reads into the same tree (``x in ('a')`` is written ``x = 'a'``: they are one tree)."""
    match tree:
        case Every(parts):
            return " and ".join(bracketed(part, (Every, Some)) for part in parts)
        case Some(parts):
            return " or ".join(bracketed(part, (Some,)) for part in parts)
        case Not(of):
            return f"not {bracketed(of, (Every, Some))}"
        case OneOf(name, codes, negated):
            return among(name.binding.key, codes, negated=negated)
        case Known(name):
            return f"known({name.binding.key})"
        case Compare(operator, left, right):
            return f"{written(left)} {operator} {written(right)}"
        case _:
            return _value(tree)


def bracketed(tree: Tree, kinds: tuple[type, ...]) -> str:
    """In brackets where it is one of ``kinds``."""
    text = written(tree)
    return f"({text})" if isinstance(tree, kinds) else text


def among(key: str, codes: tuple[str, ...], *, negated: bool = False) -> str:
    """A choice field among codes: ``=`` and ``<>`` for one, ``in`` for several."""
    if len(codes) == 1:
        return f"{key} {'<>' if negated else '='} '{codes[0]}'"
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"{'not ' if negated else ''}{key} in ({listed})"


def day_text(number: int) -> str:
    """A day given as yyyymmdd."""
    return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


def _value(tree: Tree) -> str:
    match tree:
        case Number(text=text):
            return text
        case Day(number):
            return day_text(number)
        case Parameter(name):
            return name
        case Name(binding):
            return binding.key
        case Negative(of):
            return f"-{bracketed(of, (Arithmetic,))}"
        case Arithmetic(operator, left, right):
            return f"{_operand(left, _BINDS[operator])} {operator} {_operand(right, _BINDS[operator] + 1)}"
        case Extreme(least, left, right):
            return f"{'min' if least else 'max'}({written(left)}, {written(right)})"
        case YearOf(of):
            return f"year({written(of)})"
        case Months(start, end):
            return f"months({written(start)}, {written(end)})"
        case DateOf(year, month, day):
            return f"date({written(year)}, {month}, {day})"
        case _:
            return f"({written(tree)})"  # a condition, where a value is wanted: typing has seen to it that there is none


def _operand(tree: Tree, least: int) -> str:
    """In brackets where it binds less tightly than its place asks for."""
    text = _value(tree)
    return f"({text})" if isinstance(tree, Arithmetic) and _BINDS[tree.operator] < least else text
