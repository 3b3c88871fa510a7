"""Reads a lowered tree as an Excel formula: the same figures in a workbook whose formulas an auditor can follow.

Functions of Excel 2010 only (IF AND OR NOT ISBLANK INT MOD), no text, no division but in INT. The cells must hold what an
effective row holds: integers (money in 分, dates as yyyymmdd, choices as ordinals, 是/否 as 1/0) or *nothing at all*; a
formula that shows "" is not blank.

* Excel reads a blank as 0, hence the guards, in an IF of their own before what they guard: AND does not stop early.
* Every integer stays below 10^15: Excel keeps 2^53 in its cells, but compares two numbers, and reads one in a formula,
  by 15 digits only. LibreOffice compares by all, so no recalculation on our machines would have shown it.
* The MOD of Excels before 2010 gives #NUM! from 2^27 × divisor on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from scoring.definitions.lowered import (
    Absent,
    All,
    Always,
    Among,
    Any,
    Column,
    Condition,
    Constant,
    Either,
    Integer,
    Part,
    Present,
    Product,
    Sign,
    Sum,
    bits,
    fits,
    product,
)
from scoring.errors import Bug, FupingError

EXCEL_BITS = 50
"""The limit for ``fits``: 49 bits and the sign are less than 10^15."""

PART_BITS = 33
"""Most bits of what MOD and INT may cut a date from: below 2^27 × 100, and far from where INT rounds up by itself."""

MOST_CHARACTERS = 5_000
"""Excel takes 8,192 characters *and* 16,384 bytes of tokens; ``IF(A1>B1,A1,B1)`` takes three to a character. Some room is
left for the formula around."""

MOST_BRACKETS = 60
"""Excel nests functions 64 deep; room as above."""

MOST_ARGUMENTS = 255

Cells: TypeAlias = Mapping[str, str]
"""Column → the cell that holds it: C5, $C5, 'in one''s sheet'!$C5."""

CELL = re.compile(r"(?:(?:[^\W\d][\w.]*|'(?:[^'\[\]:*?/\\]|'')+')!)?\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}")
QUOTED = re.compile(r"'(?:[^']|'')+'")


class Unwritable(FupingError):
    """No live formula can hold this exactly; whoever writes the workbook puts the value there and says so.

    ``reason`` is one of size, length, depth, arguments.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def excel_condition(condition: Condition, cells: Cells) -> str:
    """Formula (without =) that is TRUE where the condition holds and FALSE elsewhere. Raises Unwritable; Bug for a column
    without a cell.
    """
    return _checked(condition, lambda: _condition(condition, cells))


def excel_integer(integer: Integer, cells: Cells) -> str:
    """Formula (without =) of the integer; a sum stands without brackets. Where the quantity is not known it means nothing
    (blanks count 0) but is never an error. Raises Unwritable; Bug for a column without a cell.
    """
    return _checked(integer, lambda: _integer(integer, cells))


def _checked(node: Integer | Condition, write: Callable[[], str]) -> str:
    if not fits(node, limit=EXCEL_BITS, deepest=MOST_CHARACTERS):  # brackets are counted in the formula itself
        raise Unwritable("size")
    formula = write()
    if len(formula) > MOST_CHARACTERS:
        raise Unwritable("length")
    if _depth(formula) > MOST_BRACKETS:
        raise Unwritable("depth")
    return formula


def _depth(formula: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[()]", QUOTED.sub("", formula)):
        depth += 1 if bracket == "(" else -1
        deepest = max(deepest, depth)
    return deepest


# Conditions -----------------------------------------------------------------------------------------------------------


def _condition(condition: Condition, cells: Cells) -> str:
    match condition:
        case Always(holds):
            return "TRUE" if holds else "FALSE"
        case Present(key):
            return f"NOT(ISBLANK({_cell(key, cells)}))"
        case Absent(key):
            return f"ISBLANK({_cell(key, cells)})"
        case Sign(operator, left, right):
            return f"{_integer(left, cells)}{operator}{_integer(right, cells)}"
        case Among(key, values, negated):
            signs = (f"{_cell(key, cells)}{'<>' if negated else '='}{value}" for value in values)
            return _joined("AND" if negated else "OR", signs)
        case All(parts):
            return _all(parts, cells)
        case Any(parts):
            return _joined("OR", (_condition(one, cells) for one in parts))


def _all(parts: tuple[Condition, ...], cells: Cells) -> str:
    """Guards first, in one IF: what they guard is looked at only where every one of them holds."""
    guards = [_condition(one, cells) for one in parts if isinstance(one, Present | Absent)]
    guarded = [_condition(one, cells) for one in parts if not isinstance(one, Present | Absent)]
    if not guards or not guarded:
        return _joined("AND", guards or guarded)
    return f"IF({_joined('AND', guards)},{_joined('AND', guarded)},FALSE)"


def _joined(function: str, parts: Iterable[str]) -> str:
    listed = list(parts)
    if len(listed) > MOST_ARGUMENTS:
        raise Unwritable("arguments")
    return listed[0] if len(listed) == 1 else f"{function}({','.join(listed)})"


# Integers -------------------------------------------------------------------------------------------------------------


def _integer(integer: Integer, cells: Cells) -> str:
    """Brackets only where the tree needs them: what it adds or multiplies first stays so."""
    match integer:
        case Constant(value):
            return str(value)
        case Column(key):
            return _cell(key, cells)
        case Sum(left, Product(Constant(value), right)) if value < 0:
            return f"{_integer(left, cells)}-{_operand(product(Constant(-value), right), cells, Sum)}"
        case Sum(left, Constant(value)) if value < 0:
            return f"{_integer(left, cells)}-{-value}"
        case Sum(left, right):
            return f"{_integer(left, cells)}+{_operand(right, cells, Sum)}"
        case Product(Constant(-1), of):
            return f"-{_operand(of, cells, Sum, Product)}"
        case Product(left, right):
            return f"{_operand(left, cells, Sum)}*{_operand(right, cells, Sum, Product)}"
        case Part(of, by, modulo):
            return _part(of, by, modulo, cells)
        case Either(condition, then, otherwise):
            return f"IF({_condition(condition, cells)},{_integer(then, cells)},{_integer(otherwise, cells)})"


def _operand(integer: Integer, cells: Cells, *apart: type[Sum | Product]) -> str:
    """An integer beside an operator: in brackets where it is one of these, or where a minus leads it."""
    text = _integer(integer, cells)
    return f"({text})" if isinstance(integer, apart) or text.startswith("-") else text


def _part(of: Integer, by: int, modulo: int, cells: Cells) -> str:
    if bits(of) > PART_BITS:
        raise Unwritable("size")
    quotient = _integer(of, cells) if by == 1 else f"INT({_operand(of, cells, Sum)}/{by})"
    return f"MOD({quotient},{modulo})" if modulo else quotient


def _cell(key: str, cells: Cells) -> str:
    cell = cells.get(key)
    if cell is None:
        raise Bug(f"column {key} has no cell")
    if not CELL.fullmatch(cell):
        raise Bug(f"{cell!r} is no cell")
    return cell
