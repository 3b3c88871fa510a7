"""Values as people read them, in both languages."""

from __future__ import annotations

import pytest

from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, Form, Table, TableKind, Words
from scoring.definitions.layout import Stored, column_type, encode
from scoring.definitions.records import Datum, Nothing
from scoring.definitions.showing import label_with_unit, number_words, show, show_datum


def field(kind: FieldType, decimals: int = 0, shown: int | None = None, unit: str = "", unit_en: str = "") -> Field:
    label = Words("收入", "revenue")
    return Field(key="x", label=label, type=kind, decimals=decimals, shown=shown, unit=unit, unit_en=unit_en, choices="status")


STATUS = ChoiceList(key="status", choices=(Choice("在孵", "incubated"), Choice("退出")))
MONEY = field(FieldType.MONEY, 6, 2, "万元")


def form(one: Field) -> Form:
    table = Table(key="t", label=Words("表"), kind=TableKind.ROWS, fields=(one,))
    return Form(schema="", key="f", version="1", title=Words("表"), status=Words(""), source="", record="t", carrier_name="x",
                carrier_id="x", choice_lists=(STATUS,), tables=(table,))  # fmt: skip


@pytest.mark.parametrize(
    ("scaled", "one", "words"),
    [
        (13_357_700_000, MONEY, "13,357.70"),
        (0, MONEY, "0.00"),
        (1, MONEY, "0.000001"),
        (10_000, MONEY, "0.01"),
        (12_345_678, MONEY, "12.345678"),
        (-1_500_000, MONEY, "-1.50"),
        (-1, MONEY, "-0.000001"),
        (10**18 - 1, MONEY, "999,999,999,999.999999"),
        (10**30 + 1, MONEY, "1,000,000,000,000,000,000,000,000.000001"),
        (40, field(FieldType.INT), "40"),
        (2025, field(FieldType.INT), "2,025"),
        (2025, field(FieldType.INT, unit="年"), "2025"),  # a year is no quantity
        (1_000_000, field(FieldType.INT), "1,000,000"),
        (250, field(FieldType.DECIMAL, 2), "2.50"),
        (250, field(FieldType.DECIMAL, 2, 0), "2.5"),
        (200, field(FieldType.DECIMAL, 2, 0), "2"),
    ],
)
def test_numbers_show_what_their_field_shows_and_never_less_than_there_is(scaled: int, one: Field, words: str) -> None:
    assert number_words(scaled, one) == words


@pytest.mark.parametrize(
    ("kind", "stored", "zh", "en"),
    [
        (FieldType.BOOL, 1, "是", "yes"),
        (FieldType.BOOL, 0, "否", "no"),
        (FieldType.BOOL, None, "未知", "unknown"),
        (FieldType.INT, 0, "0", "0"),
        (FieldType.INT, None, "未知", "unknown"),
        (FieldType.DATE, 20250301, "2025-03-01", "2025-03-01"),
        (FieldType.CHOICE, 1, "在孵", "incubated"),
        (FieldType.CHOICE, 2, "退出", "退出"),
        (FieldType.TEXT, "GR2025", "GR2025", "GR2025"),
        (FieldType.USCC, "91310113MA1XXXXXXX", "91310113MA1XXXXXXX", "91310113MA1XXXXXXX"),
    ],
)
def test_effective_values(kind: FieldType, stored: Stored, zh: str, en: str) -> None:
    one = field(kind)
    assert (show(form(one), one, stored), show(form(one), one, stored, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("kind", "datum", "zh", "en"),
    [
        (FieldType.BOOL, True, "是", "yes"),
        (FieldType.INT, 1, "1", "1"),
        (FieldType.INT, Nothing.EMPTY, "空", "empty"),
        (FieldType.INT, Nothing.NOT_APPLICABLE, "不适用", "not applicable"),
        (FieldType.INT, Nothing.NOT_CALCULATED, "公式未计算", "formula never calculated"),
        (FieldType.INT, Nothing.UNREADABLE, "读不懂", "unreadable"),
        (FieldType.DATE, "2025-03-01", "2025-03-01", "2025-03-01"),
        (FieldType.CHOICE, "在孵", "在孵", "incubated"),
        (FieldType.CHOICE, "不在表上", "不在表上", "不在表上"),
        (FieldType.TEXT, "一", "一", "一"),
    ],
)
def test_declared_values(kind: FieldType, datum: Datum, zh: str, en: str) -> None:
    one = field(kind)
    assert (show_datum(form(one), one, datum), show_datum(form(one), one, datum, "en")) == (zh, en)


@pytest.mark.parametrize("kind", list(FieldType))
def test_what_is_encoded_is_shown_as_it_was_declared(kind: FieldType) -> None:
    one = field(kind)
    samples: dict[FieldType, Datum] = {FieldType.BOOL: False, FieldType.DATE: "0987-02-03", FieldType.CHOICE: "退出"}
    datum = samples.get(kind, 7 if one.is_number else "七")
    stored = encode(form(one), one, datum)
    assert isinstance(stored, str) is (column_type(one) == "TEXT")
    assert show(form(one), one, stored) == show_datum(form(one), one, datum)
    assert [encode(form(one), one, nothing) for nothing in Nothing] == [None] * 4


def test_a_choice_the_form_does_not_know_has_no_column_value() -> None:
    one = field(FieldType.CHOICE)
    with pytest.raises(KeyError):
        encode(form(one), one, "毕业")


def test_labels_carry_their_units() -> None:
    assert label_with_unit(MONEY) == "收入（万元）"
    assert label_with_unit(field(FieldType.INT, unit="家", unit_en="firms"), "en") == "revenue (firms)"
    assert label_with_unit(field(FieldType.TEXT), "en") == "revenue"
