"""Reads a lowered tree as SQLite: the text of one expression over an effective table.

Nothing a person wrote reaches the text: integers of ours, column names that are field keys (checked here once more).
"""

from __future__ import annotations

import re

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
)
from scoring.errors import Bug

KEY = re.compile(r"[a-z][a-z0-9_]*")


def sql_condition(condition: Condition) -> str:
    """Text that is 1 where the condition holds and 0 or NULL elsewhere. Check ``fits`` first."""
    match condition:
        case Always(holds):
            return str(int(holds))
        case Present(key):
            return f"{column(key)} IS NOT NULL"
        case Absent(key):
            return f"{column(key)} IS NULL"
        case Sign(operator, left, right):
            return f"{sql_integer(left)} {operator} {sql_integer(right)}"
        case Among(key, (value,), negated):
            return f"{column(key)} {'<>' if negated else '='} {value}"
        case Among(key, values, negated):
            listed = ", ".join(str(value) for value in values)
            return f"{column(key)} {'NOT ' if negated else ''}IN ({listed})"
        case All(parts):
            read = frozenset().union(*(_null_without(part) for part in parts))
            needed = [part for part in parts if not (isinstance(part, Present) and part.key in read)]
            return f"({' AND '.join(sql_condition(part) for part in needed)})"
        case Any(parts):
            return f"({' OR '.join(sql_condition(part) for part in parts)})"


def _null_without(node: Condition | Integer) -> frozenset[str]:
    """Columns without whose value the text is NULL, or does not hold: SQLite itself then does what ``Present`` would.

    Nothing in a lowered tree negates, so that NULL and 0 come to the same.
    """
    match node:
        case Column(key) | Among(key):
            return frozenset({key})
        case Sum(left, right) | Product(left, right) | Sign(_, left, right):
            return _null_without(left) | _null_without(right)
        case Part(of):
            return _null_without(of)
        case All(parts):
            return frozenset().union(*(_null_without(part) for part in parts))
        case Any(parts):
            return frozenset.intersection(*(_null_without(part) for part in parts))
        case Constant() | Either() | Always() | Present() | Absent():
            return frozenset()


def sql_integer(integer: Integer) -> str:
    """Text of the integer, parenthesised where an operator could tear it apart. Check ``fits`` first."""
    match integer:
        case Constant(value):
            return str(value) if value >= 0 else f"({value})"
        case Column(key):
            return column(key)
        case Sum(left, right):
            return f"({sql_integer(left)} + {sql_integer(right)})"
        case Product(left, right):
            return f"({sql_integer(left)} * {sql_integer(right)})"
        case Part(of, by, modulo):
            quotient = sql_integer(of) if by == 1 else f"({sql_integer(of)} / {by})"
            return f"({quotient} % {modulo})" if modulo else quotient
        case Either(condition, then, otherwise):
            return f"CASE WHEN {sql_condition(condition)} THEN {sql_integer(then)} ELSE {sql_integer(otherwise)} END"


def column(key: str) -> str:
    """A column's name, quoted. Raises Bug for a key no form may have."""
    if not KEY.fullmatch(key):
        raise Bug(f"{key!r} is no column")
    return f'"{key}"'
