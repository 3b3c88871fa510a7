"""What the conformance tests share: a small form, random rows with unknowns, a writer of random expressions, and the oracle.

The oracle evaluates the *typed* tree with fractions, dates and three-valued logic, and knows nothing of lowering.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from scoring.definitions.expression import table_scope
from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, Form, Table, TableKind, Words
from scoring.definitions.layout import column_type, date_number
from scoring.definitions.tree import (
    Arithmetic,
    Compare,
    DateOf,
    Day,
    Every,
    Extreme,
    Kind,
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

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
CODES = ("无", "首次认定", "重新认定")


def form() -> Form:
    def field(key: str, zh: str, kind: FieldType, **more: object) -> Field:
        return Field(key=key, label=Words(zh), type=kind, **more)  # type: ignore[arg-type]

    fields = (
        field("revenue", "营业收入", FieldType.MONEY, unit="万元", decimals=6),
        field("revenue_prior", "上年营业收入", FieldType.MONEY, unit="万元", decimals=6),
        field("invested", "投资收入", FieldType.MONEY, unit="万元", decimals=6),
        field("staff", "从业人员", FieldType.INT, unit="人", digits=6),
        field("balance", "净变化", FieldType.INT, digits=6),
        field("area", "面积", FieldType.DECIMAL, unit="㎡", decimals=2),
        field("hnte", "高新技术企业", FieldType.BOOL),
        field("sme", "科技型中小企业", FieldType.BOOL),
        field("event", "认定情况", FieldType.CHOICE, choices="event"),
        field("founded", "成立日期", FieldType.DATE),
        field("entered", "入驻日期", FieldType.DATE),
        field("number", "证书编号", FieldType.TEXT),
    )
    table = Table(key="firms", label=Words("企业"), kind=TableKind.ROWS, fields=fields)
    return Form(
        schema="", key="conformance", version="1", title=Words("合规"), status=Words("示例"), source="", record="firms",
        carrier_name="number", carrier_id="number", tables=(table,),
        choice_lists=(ChoiceList(key="event", choices=tuple(Choice(code) for code in CODES)),),
    )  # fmt: skip


FORM = form()
SCOPE = table_scope(FORM, FORM.tables[0])


# Random rows and expressions --------------------------------------------------------------------------------------------

EDGE_DAYS = [date(2020, 2, 29), date(2021, 2, 28), date(2024, 1, 31), date(2024, 2, 29), date(2025, 12, 31), date(2023, 3, 1)]


def random_row(chance: random.Random) -> dict[str, int | str | None]:
    def maybe(value: int | str) -> int | str | None:
        return None if chance.random() < 0.2 else value

    def money() -> int:
        return chance.choice([0, 10_000_000, 12_000_000, chance.randrange(10**9), chance.randrange(10**12)])

    def day() -> int:
        return date_number(chance.choice([*EDGE_DAYS, date.fromordinal(chance.randrange(736_000, 739_900))]))

    return {
        "revenue": maybe(money()),
        "revenue_prior": maybe(money()),
        "invested": maybe(chance.choice([1, -1]) * money()),
        "staff": maybe(chance.choice([0, 1, 3, 10, chance.randrange(500)])),
        "balance": maybe(chance.randrange(-5, 6)),
        "area": maybe(chance.randrange(10**6)),
        "hnte": maybe(chance.randrange(2)),
        "sme": maybe(chance.randrange(2)),
        "event": maybe(chance.randrange(1, 4)),
        "founded": maybe(day()),
        "entered": maybe(day()),
        "number": maybe("GR202531000001"),
    }


class Writer:
    """Writes random expressions as a person would type them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def condition(self, depth: int) -> str:
        pick = self.chance.random()
        if depth > 0 and pick < 0.45:
            join = self.chance.choice([" and ", " or "])
            parts = join.join(self.condition(depth - 1) for _ in range(self.chance.choice([2, 2, 3])))
            return f"({parts})"
        if depth > 0 and pick < 0.6:
            return f"not ({self.condition(depth - 1)})"
        return self.chance.choice([self.numbers, self.numbers, self.money, self.dates, self.choices, self.flags])(depth)

    def operator(self) -> str:
        return self.chance.choice(["=", "<>", "<", "<=", ">", ">="])

    def numbers(self, depth: int) -> str:
        return f"{self.number(depth)} {self.operator()} {self.number(depth)}"

    def money(self, depth: int) -> str:
        return f"{self.amount(depth)} {self.operator()} {self.amount(depth)}"

    def dates(self, _: int) -> str:
        return f"{self.day()} {self.operator()} {self.day()}"

    def choices(self, _: int) -> str:
        code = self.chance.choice(CODES)
        if self.chance.random() < 0.3:
            return f"event in ('{code}', '{self.chance.choice(CODES)}')"
        return f"event {self.chance.choice(['=', '<>'])} '{code}'"

    def flags(self, _: int) -> str:
        known = f"known({self.chance.choice(list(SCOPE))})"
        return self.chance.choice(["hnte", "not hnte", "sme", "not sme", known, f"not {known}"])

    def day(self) -> str:
        return self.chance.choice(
            [
                "founded",
                "entered",
                "cutoff",
                "2024-02-29",
                "date(Y - 1, 1, 1)",
                "date(Y, 6, 30)",
                "date(year(founded), 12, 31)",
                "founded",
            ]
        )

    def number(self, depth: int) -> str:
        leaf = ["staff", "balance", "area", "3", "0.5", "30%", "0", "year(founded)", "Y", "months(founded, entered)"]
        if depth <= 0 or self.chance.random() < 0.4:
            return self.chance.choice([*leaf, "revenue / revenue_prior", "-balance", "months(entered, cutoff)"])
        a, b = self.number(depth - 1), self.number(depth - 1)
        return self.chance.choice([f"({a} + {b})", f"({a} - {b})", f"{self.factor(a)} * {self.factor(b)}",
                                   f"{self.factor(a)} / {self.factor(b)}", f"min({a}, {b})", f"max({a}, {b})"])  # fmt: skip

    def factor(self, text: str) -> str:
        return f"({text})"

    def amount(self, depth: int) -> str:
        leaf = ["revenue", "revenue_prior", "invested", "10万元", "1.2 * revenue_prior", "500元", "-invested"]
        if depth <= 0 or self.chance.random() < 0.5:
            return self.chance.choice(leaf)
        a, b = self.amount(depth - 1), self.amount(depth - 1)
        return self.chance.choice([f"({a} + {b})", f"({a} - {b})", f"min({a}, {b})", f"max({a}, {b})",
                                   f"({a}) / ({self.number(depth - 1)})", f"({a}) * ({self.number(depth - 1)})"])  # fmt: skip


# The oracle -------------------------------------------------------------------------------------------------------------


def oracle(tree: Tree, row: Mapping[str, int | str | None]) -> object:
    """The value of a typed tree in plain three-valued logic; None is unknown. Dates are dates, numbers fractions."""
    match tree:
        case Number(numerator, denominator):
            return Fraction(numerator, denominator)
        case Day(number):
            return _date(number)
        case Parameter(name):
            return Fraction(PARAMETERS["Y"]) if name == "Y" else _date(PARAMETERS["cutoff"])
        case Name(binding):
            stored = row[binding.key]
            if stored is None:
                return None
            match binding.type.kind:
                case Kind.DATE:
                    return _date(int(stored))
                case Kind.CONDITION:
                    return bool(stored)
                case Kind.NUMBER:
                    return Fraction(int(stored), 10**binding.decimals)
                case _:
                    return stored
        case Negative(of):
            return _lift(lambda a: -a, oracle(of, row))
        case Arithmetic("/", left, right):
            divisor = oracle(right, row)
            return None if divisor == 0 else _lift(lambda a, b: a / b, oracle(left, row), divisor)
        case Arithmetic(symbol, left, right):
            sums: Mapping[str, Callable[..., object]] = {
                "+": lambda a, b: a + b,
                "-": lambda a, b: a - b,
                "*": lambda a, b: a * b,
            }
            return _lift(sums[symbol], oracle(left, row), oracle(right, row))
        case Extreme(least, left, right):
            return _lift(min if least else max, oracle(left, row), oracle(right, row))
        case YearOf(of):
            return _lift(lambda day: Fraction(day.year), oracle(of, row))
        case DateOf(year, month, day):
            return _lift(lambda number: _Day(int(number), month, day), oracle(year, row))
        case Months(start, end):
            return _lift(_whole_months, oracle(start, row), oracle(end, row))
        case Compare(symbol, left, right):
            signs: Mapping[str, Callable[..., object]] = {
                "=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b,
                "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
            }  # fmt: skip
            return _lift(signs[symbol], _plain(oracle(left, row)), _plain(oracle(right, row)))
        case OneOf(name, codes, negated):
            return _lift(lambda code: (CODES[int(code) - 1] in codes) is not negated, oracle(name, row))
        case Known(Name(binding)):
            return row[binding.key] is not None
        case Not(of):
            return _lift(lambda a: not a, oracle(of, row))
        case Every(parts):
            values = [oracle(part, row) for part in parts]
            return False if False in values else None if None in values else True
        case Some(parts):
            values = [oracle(part, row) for part in parts]
            return True if True in values else None if None in values else False
    raise AssertionError(tree)


def _lift(function: Callable[..., object], *values: object) -> object:
    return None if None in values else function(*values)


def _date(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


class _Day(NamedTuple):
    """A date of a computed year, which may be odder than ``date`` allows."""

    year: int
    month: int
    day: int


def _plain(value: object) -> object:
    return _Day(value.year, value.month, value.day) if isinstance(value, date) else value


def _whole_months(start: date | _Day, end: date | _Day) -> Fraction:
    return Fraction(12 * (end.year - start.year) + end.month - start.month - (end.day < start.day))


# The rows in SQLite -----------------------------------------------------------------------------------------------------


def database(rows: list[dict[str, int | str | None]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    columns = ", ".join(f'"{field.key}" {column_type(field)}' for field in FORM.tables[0].fields)
    connection.execute(f"CREATE TABLE rows (row_no INTEGER PRIMARY KEY, {columns}) STRICT")
    connection.executemany(
        f"INSERT INTO rows VALUES ({', '.join('?' * (len(SCOPE) + 1))})",
        [(number, *row.values()) for number, row in enumerate(rows)],
    )
    return connection
