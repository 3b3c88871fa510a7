"""One spelling of a document, and tables of a return that come back from their text as they were."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.canonical import canonical, sha256
from scoring.definitions.form import FieldType
from scoring.definitions.records import Datum, Nothing, Row, TableRecords, from_text, to_text
from scoring.places import Place


def test_keys_are_sorted_and_nothing_is_blank() -> None:
    document = {"b": [1, True, None, "a b"], "a": {"二": 2, "一": (1,)}}
    assert canonical(document) == '{"a":{"一":[1],"二":2},"b":[1,true,null,"a b"]}'
    assert canonical(OrderedDict(reversed(document.items()))) == canonical(document)


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (Decimal("3.50"), '"3.50"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("1E-7"), '"0.0000001"'),
        (Decimal("-0.0"), '"-0.0"'),
        (date(2025, 3, 1), '"2025-03-01"'),
        (datetime(2025, 3, 1, 8, 0), '"2025-03-01T08:00:00"'),  # noqa: DTZ001 - any date has a spelling
        (10**30, "1" + "0" * 30),
        (True, "true"),
        (FieldType.MONEY, '"money"'),
        ("”\n\u2028𠮷", '"”\\n\u2028𠮷"'),
    ],
)
def test_the_one_spelling(value: object, spelt: str) -> None:
    assert canonical(value) == spelt


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        float("nan"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("sNaN"),
        {1: "a"},
        {None: "a"},
        {"a": [{"b": 1.0}]},
        b"x",
        {1, 2},
    ],
)
def test_what_has_no_spelling_is_refused(value: object) -> None:
    """A key 1 beside a key "1" would silently take its place."""
    with pytest.raises(TypeError, match="has no canonical spelling"):
        canonical(value)


def test_the_hash_is_that_of_the_text() -> None:
    """Fixed for good: every adopted definition and every return is kept by it."""
    assert sha256("孵评") == sha256("孵评".encode()) == "c41256533a0c10231c4ed00e3b9dfcb8f5b5e839d5a3818905060d64c895da26"
    assert sha256(canonical({"b": 1, "a": Decimal("2.50")})) == sha256('{"a":"2.50","b":1}')


class Shade(StrEnum):
    RED = "red"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(Shade),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)


@given(document=PLAIN)
def test_canonical_text_is_its_own_canonical_text(document: object) -> None:
    text = canonical(document)
    assert json.loads(text) == document
    assert canonical(json.loads(text)) == text


# Records ------------------------------------------------------------------------------------------------------------------

DATA: st.SearchStrategy[Datum] = st.one_of(st.integers(), st.booleans(), st.text(max_size=6), st.sampled_from(Nothing))


@st.composite
def tables(draw: st.DrawFn) -> TableRecords:
    fields = tuple(draw(st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=4)))
    cells = tuple(draw(st.tuples(st.integers(0, 99), st.integers(0, 99))) for _ in fields)
    raw = st.dictionaries(st.sampled_from(fields), st.text(max_size=6)) if fields else st.just({})
    rows = st.builds(
        Row, st.integers(0, 10**6), st.tuples(*[DATA for _ in fields]), raw.map(lambda texts: tuple(sorted(texts.items())))
    )
    return TableRecords(
        draw(st.text(max_size=5)), draw(st.text(max_size=5)), fields, cells, tuple(draw(st.lists(rows, max_size=3)))
    )


@given(table=tables())
def test_a_table_comes_back_from_its_text(table: TableRecords) -> None:
    back = from_text(to_text(table))
    assert back == table
    assert repr(back) == repr(table), "1 is not True, although they are equal"
    assert to_text(back) == to_text(table)


def test_the_four_kinds_of_nothing_and_zero_are_five_things() -> None:
    fields = ("a", "b", "c", "d", "e")
    table = TableRecords("t", "表", fields, ((1, 1),) * 5, (Row(2, (*Nothing, 0)),))
    assert from_text(to_text(table)).rows[0].data == (
        Nothing.EMPTY,
        Nothing.NOT_APPLICABLE,
        Nothing.NOT_CALCULATED,
        Nothing.UNREADABLE,
        0,
    )
    assert (
        len({to_text(TableRecords("t", "", ("a",), ((1, 1),), (Row(2, (datum,)),))) for datum in (*Nothing, 0, False, "", "0")})
        == 8
    )


def test_a_value_is_found_by_row_and_field() -> None:
    table = TableRecords("t", "企业", ("a", "b"), ((3, 2), (0, 0)), (Row(5, (1, "x")), Row(9, (2, "y"))))
    assert table.cell(2, "a") == (9, 2)
    assert table.cell(2, "b") == table.cell(2, "c") == (0, 0)
    assert table.value(2, "b") == "y"
    assert table.value(1, "c") is Nothing.EMPTY
    assert table.place("r.xlsx", 1, "a") == Place("r.xlsx", "企业", 5, 2)
    record = TableRecords("r", "载体", ("a",), ((7, 3),), (Row(0, (1,)),))
    assert record.cell(1, "a") == (7, 3)
