"""Lowering: bounds that hold, verdicts that exclude each other, dates that read alike everywhere, parameters that must be there."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.definitions.expression import read_condition, read_number
from scoring.definitions.form import Words
from scoring.definitions.layout import Stored
from scoring.definitions.lowered import (
    All,
    Any,
    Column,
    Condition,
    Constant,
    Either,
    Integer,
    Part,
    Product,
    Sign,
    Sum,
    bits,
    columns,
    fits,
    widest,
)
from scoring.definitions.lowering import lower_condition, lower_number
from scoring.definitions.python_reader import amount, holds, integer, judge
from scoring.definitions.sqlite_reader import column, sql_condition, sql_integer
from scoring.definitions.tree import Binding, Every, Kind, Tree, Type
from scoring.errors import Bug
from scoring.places import Place

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
SCOPE = {
    "count": Binding("count", Words("数"), Type(Kind.NUMBER, whole=True), digits=3),
    "balance": Binding("balance", Words("差"), Type(Kind.NUMBER, whole=True), digits=5),
    "area": Binding("area", Words("面积"), Type(Kind.NUMBER), decimals=2, digits=4),
    "money": Binding("money", Words("金额"), Type(Kind.NUMBER, money=1), digits=12),
    "other": Binding("other", Words("另一金额"), Type(Kind.NUMBER, money=1), digits=18),
    "hnte": Binding("hnte", Words("高企"), Type(Kind.CONDITION), digits=1),
    "status": Binding("status", Words("状态"), Type(Kind.CHOICE), choices={"a": 1, "b": 2}),
    "founded": Binding("founded", Words("成立"), Type(Kind.DATE), digits=8),
    "entered": Binding("entered", Words("入驻"), Type(Kind.DATE), digits=8),
}
DAYS = [10101, 19700101, 20200229, 20240131, 20251231, 99991231]


def extremes(key: str) -> list[Stored]:
    """The greatest and least a column may hold by its digits, and what lies around zero."""
    binding = SCOPE[key]
    match binding.type.kind:
        case Kind.DATE:
            return [*DAYS, None]
        case Kind.CONDITION:
            return [0, 1, None]
        case Kind.CHOICE:
            return [1, 2, None]
        case _:
            most = 10**binding.digits - 1
            return [most, -most, 0, 1, -1, most - 1, None]


ROWS = st.fixed_dictionaries({key: st.sampled_from(extremes(key)) for key in SCOPE})

NUMBERS = st.recursive(
    st.sampled_from(["count", "balance", "area", "3", "0.5", "30%", "0", "Y", "year(founded)", "months(founded, entered)",
                     "(money / other)", "months(date(balance, 3, 31), cutoff)", "year(date(count - 5, 2, 28))"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.builds("-{}".format, inner),
    ),
    max_leaves=6,
)  # fmt: skip
AMOUNTS = st.one_of(
    st.sampled_from(["money", "other", "10万元", "-money", "min(money, other)"]),
    st.builds("({} * money)".format, NUMBERS),
    st.builds("(other / {})".format, NUMBERS),
    st.builds("({} - 1.2 * {})".format, st.sampled_from(["money", "other"]), st.sampled_from(["money", "other"])),
)
DATES = st.sampled_from(
    ["founded", "entered", "cutoff", "2024-02-29", "date(Y - 1, 1, 1)", "date(balance, 12, 31)", "date(count, 2, 28)"]
)
COMPARES = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
CONDITIONS = st.recursive(
    st.one_of(
        st.builds("{} {} {}".format, NUMBERS, COMPARES, NUMBERS),
        st.builds("{} {} {}".format, AMOUNTS, COMPARES, AMOUNTS),
        st.builds("{} {} {}".format, DATES, COMPARES, DATES),
        st.sampled_from(["hnte", "status = 'a'", "status <> 'b'", "status in ('a', 'b')", "known(money)"]),
    ),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner), st.builds("not ({})".format, inner)
    ),
    max_leaves=4,
)


def condition(text: str) -> Tree:
    tree, findings = read_condition(text, SCOPE, Place())
    assert tree is not None, findings
    return tree


def integers(node: Integer | Condition) -> Iterator[Integer]:
    """Every integer inside, and those of the conditions on the way."""
    match node:
        case Constant() | Column():
            yield node
        case Sum(left, right) | Product(left, right):
            yield node
            yield from (*integers(left), *integers(right))
        case Sign(_, left, right):
            yield from (*integers(left), *integers(right))
        case Part(of):
            yield node
            yield from integers(of)
        case Either(test, then, otherwise):
            yield node
            yield from (*integers(test), *integers(then), *integers(otherwise))
        case All(parts) | Any(parts):
            for part in parts:
                yield from integers(part)


@settings(max_examples=150)
@given(text=CONDITIONS, rows=st.lists(ROWS, min_size=3, max_size=6))
def test_verdicts_exclude_each_other_and_bits_bound_every_integer(text: str, rows: list[dict[str, Stored]]) -> None:
    """On rows at the extremes of what a column may hold, of every integer anywhere inside; and SQLite answers alike where it fits."""
    tree, findings = read_condition(text, SCOPE, Place())
    if tree is None:
        assert findings[0].code == "definitions.expression.too_heavy", findings
        return
    verdict = lower_condition(tree, PARAMETERS)
    inside = {*integers(verdict.true), *integers(verdict.false)}
    assert max((bits(node) for node in inside), default=1) <= max(widest(verdict.true), widest(verdict.false))
    for row in rows:
        assert not (holds(verdict.true, row) and holds(verdict.false, row))
        for node in inside:
            if all(row[key] is not None for key in columns(node)) and not negative_part(node, row):
                value = integer(node, row)
                assert value.bit_length() <= bits(node), (node, value)
    if fits(verdict.true, verdict.false):
        assert asked(f"{sql_condition(verdict.true)}, {sql_condition(verdict.false)}", rows) == [
            (holds(verdict.true, row), holds(verdict.false, row)) for row in rows
        ]


def negative_part(node: Integer, row: dict[str, Stored]) -> bool:
    """Whether a part is cut from a negative number: what the guards keep every reader from."""
    return any(isinstance(inner, Part) and integer(inner.of, row) < 0 for inner in integers(node))


def asked(terms: str, rows: list[dict[str, Stored]]) -> list[tuple[bool, ...]]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE rows ({', '.join(column(key) for key in SCOPE)})")
    connection.executemany(
        f"INSERT INTO rows VALUES ({', '.join('?' * len(SCOPE))})", [[row[key] for key in SCOPE] for row in rows]
    )
    answers = [
        tuple(bool(value) for value in answer) for answer in connection.execute(f"SELECT {terms} FROM rows ORDER BY rowid")
    ]
    connection.close()
    return answers


def test_a_bound_that_is_too_small_would_be_seen() -> None:
    """The yardstick can fail: a column one digit wider than it says breaks the bound."""
    quantity = lower_number(number("balance * balance"), PARAMETERS)
    row = {"balance": -(10**5 - 1)}
    assert integer(quantity.numerator, row).bit_length() == bits(quantity.numerator) == 34
    assert integer(quantity.numerator, {"balance": 10**6 - 1}).bit_length() > bits(quantity.numerator)


def number(text: str) -> Tree:
    found, findings = read_number(text, SCOPE, Place())
    assert found is not None, findings
    return found[0]


@pytest.mark.parametrize(
    ("text", "widest_bits"),
    [
        ("money > 0元", 40),
        ("money * 2 > other", 60),
        ("money * money > other * other", 120),
        ("year(founded) = Y", 27),
        ("hnte", 1),
    ],
)
def test_the_widest_integer_decides_who_reads(text: str, widest_bits: int) -> None:
    verdict = lower_condition(condition(text), PARAMETERS)
    assert max(widest(verdict.true), widest(verdict.false)) == widest_bits
    assert fits(verdict.true) is (widest_bits < 63)


@pytest.mark.parametrize("year", [0, -1, -5, 10_000])
def test_a_year_that_is_none_makes_no_date(year: int) -> None:
    """-5 ÷ 10000 is -1 in Python and 0 in SQLite: it must never come to that."""
    row = dict.fromkeys(SCOPE) | {"balance": year, "founded": 20200101}
    for text in ("year(date(balance, 1, 1)) = 3", "months(date(balance, 1, 31), cutoff) > 3", "date(balance, 1, 1) < founded"):
        verdict = lower_condition(condition(text), PARAMETERS)
        assert judge(verdict, row) is None
        assert asked(f"{sql_condition(verdict.true)}, {sql_condition(verdict.false)}", [row]) == [(False, False)]


def test_a_year_that_is_one_makes_a_date() -> None:
    row = dict.fromkeys(SCOPE) | {"balance": 9999, "count": 1}
    assert judge(lower_condition(condition("year(date(balance, 12, 31)) = 9999 and date(count, 1, 1) < cutoff"), PARAMETERS), row)


@pytest.mark.parametrize(
    ("text", "missing"), [("year(founded) = Y", "Y"), ("founded <= cutoff", "cutoff"), ("date(Y, 1, 1) = founded", "Y")]
)
def test_a_parameter_that_is_not_given_is_named(text: str, missing: str) -> None:
    given = {key: value for key, value in PARAMETERS.items() if key != missing}
    with pytest.raises(Bug, match=f"names {missing}, but the parameters given are"):
        lower_condition(condition(text), given)


def test_what_is_no_condition_or_no_number_is_a_bug() -> None:
    with pytest.raises(Bug, match="Arithmetic is no condition"):
        lower_condition(number("count + 1"), PARAMETERS)
    with pytest.raises(Bug, match="Every is no number"):
        lower_number(Every(()), PARAMETERS)


def test_an_unguarded_column_and_a_foreign_column_are_bugs() -> None:
    with pytest.raises(Bug, match="without its guard"):
        integer(Column("count", 10), {"count": None})
    with pytest.raises(Bug, match="no column"):
        sql_integer(Column('x"; drop table y', 10))


def test_constants_fold_away() -> None:
    verdict = lower_condition(condition("date(Y - 1, 1, 1) >= 2024-01-01 and 30% * 10 = 3 and 1万元 = 10千元"), PARAMETERS)
    assert sql_condition(verdict.true) == "1"
    assert sql_condition(verdict.false) == "0"


def test_amounts_are_pairs_and_unknown_is_none() -> None:
    quantity = lower_number(number("money / area"), PARAMETERS)
    assert amount(quantity, {"money": 500, "area": -200}) == (50_000, -200)
    assert amount(quantity, {"money": 500, "area": 0}) is None
    assert amount(quantity, {"money": None, "area": 1}) is None
    assert columns(quantity) == {"money", "area"}


def test_sqlite_reads_numbers_as_python_does() -> None:
    chance = random.Random(5)
    texts = ["months(founded, entered)", "year(entered) * 2 - count", "min(area, balance) + 0.5", "-max(count, -balance)"]
    rows = [{key: chance.choice(extremes(key)[:-1]) for key in SCOPE} for _ in range(40)]
    for text in texts:
        numerator = lower_number(number(text), PARAMETERS).numerator
        connection = sqlite3.connect(":memory:")
        for row in rows:
            values = ", ".join(f"{row[key]} AS {column(key)}" for key in SCOPE)
            ((answer,),) = connection.execute(f"SELECT {sql_integer(numerator)} FROM (SELECT {values})")
            assert answer == integer(numerator, row), (text, row)
        connection.close()
