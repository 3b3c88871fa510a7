"""Every tolerance and every finding of one cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.uscc import calc_check_digit

from scoring.definitions.form import Choice, Field, FieldType
from scoring.definitions.records import Datum, Nothing
from scoring.intake.cells import Cell, Kind
from scoring.intake.values import ColumnReader, read_value
from tests.scoring.intake.builders import a_field, number, text

MONEY = a_field("m", "金额", FieldType.MONEY, unit="万元", decimals=6, digits=16)
INT = a_field("n", "人数", FieldType.INT, unit="人")
SHARE = a_field("p", "占比", FieldType.DECIMAL, unit="%", decimals=2)
AREA = a_field("a", "面积", FieldType.DECIMAL, unit="㎡", decimals=2, more_than=Decimal(0))
FROM_ZERO = a_field("z", "收入", FieldType.MONEY, unit="万元", decimals=6, at_least=Decimal(0))
DATE = a_field("d", "日期", FieldType.DATE)
BOOL = a_field("b", "是否", FieldType.BOOL)
CHOICE = a_field("c", "状态", FieldType.CHOICE, choices="x")
CODE = a_field("u", "代码", FieldType.USCC)
TEXT = a_field("t", "名称")

WITH_NONE = (Choice("无", "none"), Choice("高质量孵化器（培育）"), Choice("专精特新“小巨人”企业"))
WITHOUT_NONE = (Choice("在孵"), Choice("退出"), Choice("不适用"))
DAY = "yyyy-mm-dd"
TRUE, FALSE = Cell(1, 1, Kind.BOOL, "1"), Cell(1, 1, Kind.BOOL, "0")


def kept(field: Field, cell: Cell | None, choices: tuple[Choice, ...] = WITH_NONE) -> Datum:
    """The datum of a cell that is read without a word."""
    reading = read_value(field, choices, cell)
    assert reading.problems == ()
    return reading.datum


def fault(field: Field, cell: Cell, choices: tuple[Choice, ...] = WITH_NONE) -> tuple[str, str, Datum]:
    """(code, level, datum) of a cell with exactly one problem."""
    reading = read_value(field, choices, cell)
    (problem,) = reading.problems
    assert problem.facts or problem.code == "intake.not_calculated"
    return problem.code, problem.level.value, reading.datum


@pytest.mark.parametrize(
    ("field", "cell", "datum"),
    [
        (MONEY, number("123.456789"), 123456789),
        (MONEY, number("0"), 0),
        (MONEY, number("-0"), 0),
        (MONEY, number("-12.5"), -12500000),
        (MONEY, number("0.30000000000000004"), 300000),
        (MONEY, number("1.2345E7"), 12345000000000),
        (MONEY, number("5E-6"), 5),
        (MONEY, number("1E-300"), 0),
        (MONEY, text("１，２３４．５"), 1234500000),
        (MONEY, text("1,234,567.89"), 1234567890000),
        (MONEY, text("1234.5\u3000\u00a0"), 1234500000),
        (MONEY, text("−5"), -5000000),
        (MONEY, text("+5"), 5000000),
        (MONEY, text(".5"), 500000),
        (INT, number("12.0"), 12),
        (INT, number("11.999999999999999"), 12),
        (INT, text("12"), 12),
        (SHARE, number("0.305", "0.00%"), 3050),
        (SHARE, number("30.5"), 3050),
        (AREA, number("0.01"), 1),
        (FROM_ZERO, number("0"), 0),
    ],
)
def test_numbers(field: Field, cell: Cell, datum: int) -> None:
    found = kept(field, cell)
    assert found == datum
    assert type(found) is int


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        (MONEY, text("约500"), "not_a_number"),
        (MONEY, text("0.5亿"), "not_a_number"),
        (MONEY, text("500元"), "not_a_number"),
        (MONEY, text("1,2,3"), "not_a_number"),
        (MONEY, text("12,34"), "not_a_number"),
        (MONEY, text("1234,567"), "not_a_number"),
        (MONEY, text("1 234"), "not_a_number"),
        (MONEY, text("同上"), "ditto"),
        (TEXT, text("同 上"), "ditto"),
        (DATE, text("〃"), "ditto"),
        (BOOL, text("”"), "ditto"),
        (CHOICE, text("同上"), "ditto"),
        (CODE, text("同上"), "ditto"),
        (MONEY, text("无"), "not_a_number"),
        (MONEY, text("-."), "not_a_number"),
        (MONEY, text("1E3"), "not_a_number"),
        (MONEY, text("٣"), "not_a_number"),
        (MONEY, number("NaN"), "not_a_number"),
        (MONEY, number("INF"), "not_a_number"),
        (MONEY, number("-Infinity"), "not_a_number"),
        (MONEY, number("1E999999999"), "not_a_number"),
        (MONEY, number("abc"), "not_a_number"),
        (MONEY, number("99999999999.5"), "too_many_digits"),
        (MONEY, text("9" * 60), "too_many_digits"),
        (MONEY, TRUE, "bool_in_number"),
        (MONEY, number("45717", DAY), "date_in_number"),
        (MONEY, number("0.3", "0%"), "percent_in_number"),
        (INT, number("12.5"), "fraction_in_int"),
        (INT, text("12.5"), "fraction_in_int"),
        (MONEY, Cell(1, 1, Kind.ERROR, "#DIV/0!", formula=True), "error_value"),
        (TEXT, Cell(1, 1, Kind.ERROR, "#N/A"), "error_value"),
        (DATE, text("2025-02-30"), "not_a_date"),
        (DATE, text("3/1/2025"), "not_a_date"),
        (DATE, text("25.3.1"), "not_a_date"),
        (DATE, text("至今"), "not_a_date"),
        (DATE, text("45717"), "not_a_date"),
        (DATE, number("3"), "not_a_date"),
        (DATE, number("60", DAY), "not_a_date"),
        (DATE, number("-5", DAY), "not_a_date"),
        (DATE, number("1E300", DAY), "not_a_date"),
        (DATE, number("20250230"), "not_a_date"),
        (DATE, TRUE, "not_a_date"),
        (DATE, text("2023年5月"), "date_too_coarse"),
        (DATE, text("2023.5"), "date_too_coarse"),
        (DATE, text("2023"), "date_too_coarse"),
        (DATE, text("202305"), "date_too_coarse"),
        (DATE, number("2023"), "date_too_coarse"),
        (DATE, number("2023.5"), "date_too_coarse"),
        (DATE, number("202305"), "date_too_coarse"),
        (BOOL, text("可能"), "not_yes_or_no"),
        (BOOL, text("无"), "not_yes_or_no"),
        (BOOL, number("2"), "not_yes_or_no"),
        (CHOICE, text("其它什么"), "unknown_choice"),
        (CHOICE, number("7"), "unknown_choice"),
        (CHOICE, text("专精特新小巨人企业"), "unknown_choice_near"),
        (CODE, number("9.13101139003E+017"), "code_as_number"),
        (CODE, text("9.1310E+17"), "code_as_number"),
        (CODE, text("91310113YFP900001"), "not_a_code"),
        (CODE, text("91310113YFP900001O"), "not_a_code"),
        (CODE, text("9131011AYFP9000018"), "not_a_code"),
        (CODE, TRUE, "code_as_number"),
        (CODE, text("B1310113YFP9000018"), "code_authority"),
        (CODE, text("98310113YFP9000018"), "code_authority"),
        (CODE, text("91990113YFP9000018"), "code_authority"),
        (TEXT, number("2.0253101130000001E+18"), "digits_lost"),
    ],
)
def test_what_is_no_value_is_an_error_and_never_a_guess(field: Field, cell: Cell, code: str) -> None:
    assert fault(field, cell) == (f"intake.{code}", "error", Nothing.UNREADABLE)
    assert read_value(field, WITH_NONE, cell).raw


@pytest.mark.parametrize(
    ("field", "cell", "code", "datum"),
    [
        (MONEY, number("1.2345675"), "rounded", 1234568),
        (MONEY, number("-1.2345675"), "rounded", -1234568),
        (MONEY, text("1.23456749"), "rounded", 1234567),
        (MONEY, text("500万元"), "unit_in_cell", 500000000),
        (AREA, text("100 ㎡"), "unit_in_cell", 10000),
        (DATE, number("45717"), "date_as_number", "2025-03-01"),
        (CODE, text("91310113YFP9000019"), "code_check_digit", "91310113YFP9000019"),
        (TEXT, number("45717", DAY), "text_as_date", "2025-03-01"),
    ],
)
def test_what_is_odd_is_read_with_a_warning(field: Field, cell: Cell, code: str, datum: Datum) -> None:
    assert fault(field, cell) == (f"intake.{code}", "warning", datum)


@pytest.mark.parametrize(
    ("field", "cell", "code", "datum"),
    [
        (FROM_ZERO, number("-0.000001"), "below", -1),
        (AREA, number("0"), "not_above", 0),
        (AREA, number("-3"), "not_above", -300),
    ],
)
def test_a_value_out_of_range_is_an_error_and_kept(field: Field, cell: Cell, code: str, datum: Datum) -> None:
    assert fault(field, cell) == (f"intake.{code}", "error", datum)


@pytest.mark.parametrize(
    "cell",
    [
        text("2025-03-01"),
        text("2025/3/1"),
        text("2025.3.1"),
        text("2025年3月1日"),
        text("２０２５年３月１日"),
        text("2025 年 3 月 1 号"),
        text("20250301"),
        text("2025-03-01T00:00:00"),
        text("2025-03-01 08:30:00"),
        number("45717", DAY),
        number("45717.75", "yyyy/m/d h:mm"),
        number("45717", 'yyyy"年"m"月"d"日"'),
        number("45717", "[$-804]yyyy/m/d;@"),
        number("20250301"),
    ],
)
def test_the_first_of_march_however_written(cell: Cell) -> None:
    assert kept(DATE, cell) == "2025-03-01"


def test_the_calendar_of_1904() -> None:
    assert read_value(DATE, (), number("44255", DAY), date1904=True).datum == "2025-03-01"
    assert read_value(DATE, (), number("59", DAY)).datum == "1900-02-28"
    assert read_value(DATE, (), number("61", DAY)).datum == "1900-03-01"


@pytest.mark.parametrize("word", ["是", "√", "✓", "Y", "y", "YES", "TRUE", "Ｙ", "对", " 是　", "1"])
def test_yes(word: str) -> None:
    assert kept(BOOL, text(word)) is True


@pytest.mark.parametrize("word", ["否", "×", "✗", "N", "no", "FALSE", "错", "0"])
def test_no(word: str) -> None:
    assert kept(BOOL, text(word)) is False


def test_a_logical_cell_and_a_number_for_yes_and_no() -> None:
    assert kept(BOOL, TRUE) is True
    assert kept(BOOL, FALSE) is False
    assert kept(BOOL, number("1")) is True


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("高质量孵化器(培育)", "高质量孵化器（培育）"),
        ("高质量孵化器 （培育）", "高质量孵化器（培育）"),
        ('专精特新"小巨人"企业', "专精特新“小巨人”企业"),
        ("专精特新「小巨人」企业\u00a0", "专精特新“小巨人”企业"),
        ("NONE", "无"),
        ("无", "无"),
        ("—", "无"),
        ("/", "无"),
    ],
)
def test_choices_are_folded(word: str, code: str) -> None:
    assert kept(CHOICE, text(word)) == code


@pytest.mark.parametrize("stroke", ["—", "——", "/", "／", "－", "-", " – ", "不适用", "N/A"])
@pytest.mark.parametrize("field", [MONEY, INT, DATE, BOOL, CODE, TEXT])
def test_a_stroke_is_not_applicable(field: Field, stroke: str) -> None:
    assert kept(field, text(stroke)) is Nothing.NOT_APPLICABLE


def test_a_stroke_in_a_list_without_none_is_not_applicable_and_a_choice_goes_before() -> None:
    assert kept(CHOICE, text("—"), WITHOUT_NONE) is Nothing.NOT_APPLICABLE
    assert kept(CHOICE, text("不适用"), WITHOUT_NONE) == "不适用"


@pytest.mark.parametrize("field", [DATE, CODE, TEXT])
def test_none_says_the_same_where_no_amount_can_be_meant(field: Field) -> None:
    assert kept(field, text("无")) is Nothing.NOT_APPLICABLE


@pytest.mark.parametrize("field", [MONEY, DATE, BOOL, CHOICE, CODE, TEXT])
def test_the_kinds_of_nothing_are_told_apart(field: Field) -> None:
    assert kept(field, None) is Nothing.EMPTY
    assert kept(field, text(" \u3000")) is Nothing.EMPTY
    assert kept(field, Cell(1, 1, Kind.TEXT, "", formula=True)) is Nothing.EMPTY
    never = Cell(1, 1, Kind.NOT_CALCULATED, "", formula=True)
    assert fault(field, never) == ("intake.not_calculated", "error", Nothing.NOT_CALCULATED)


@pytest.mark.parametrize("word", ["N2310113MFP900001P", "Y1310113MFP900001P", "12100000MFP900001P"])
def test_authorities_beside_the_registrar_of_companies_are_known(word: str) -> None:
    """Villages' collectives and others: python-stdnum takes only digits in front."""
    whole = word[:-1] + calc_check_digit(word[:-1])
    assert kept(CODE, text(whole)) == whole


@pytest.mark.parametrize("word", ["91310113yfp9000018", "９１３１０１１３ＹＦＰ９０００ 018", "91310113-YFP900001-8"])
def test_codes_are_upper_cased_and_freed_of_blanks(word: str) -> None:
    assert kept(CODE, text(word)) == "91310113YFP9000018"


@pytest.mark.parametrize(
    ("cell", "datum"),
    [
        (text("  云岬科技有限公司　"), "云岬科技有限公司"),
        (text("一\r\n二"), "一\n二"),
        (text("Cafe\u0301 云岬"), "Caf\u00e9 云岬"),
        (number("13800000000"), "13800000000"),
        (number("1.38E10"), "13800000000"),
        (TRUE, "TRUE"),
    ],
)
def test_texts(cell: Cell, datum: str) -> None:
    assert kept(TEXT, cell) == datum


@pytest.mark.parametrize(
    ("field", "cell", "raw"),
    [
        (MONEY, number("0.30000000000000004"), ""),
        (MONEY, text("1,234"), "1,234"),
        (MONEY, text("1234"), ""),
        (DATE, text("2025/3/1"), "2025/3/1"),
        (DATE, number("45717", DAY), ""),
        (BOOL, text("√"), "√"),
        (BOOL, text("是"), ""),
        (TEXT, text("—"), "—"),
    ],
)
def test_the_text_is_kept_where_the_datum_does_not_show_it(field: Field, cell: Cell, raw: str) -> None:
    assert read_value(field, WITH_NONE, cell).raw == raw


DIGITS = st.from_regex(r"[0-9]{1,18}(\.[0-9]{1,18})?", fullmatch=True)


@given(DIGITS, st.sampled_from([MONEY, INT, SHARE, AREA, FROM_ZERO]))
def test_plain_digits_read_the_short_way_as_with_a_sign_that_takes_the_long_way(digits: str, field: Field) -> None:
    short, long = (read_value(field, (), number(text)) for text in (digits, f"+{digits}"))
    assert short.datum == long.datum
    assert [problem.code for problem in short.problems] == [problem.code for problem in long.problems]


def test_a_column_reads_each_cell_as_if_it_were_alone() -> None:
    """The same text as a number, a word, a truth and a date, over and over."""
    shown = [number("1"), text("1"), TRUE, number("1", DAY), text("是"), text("同上"), text("1"), number("1", "0%"), None]
    for field in (MONEY, INT, SHARE, DATE, BOOL, CHOICE, CODE, TEXT):
        column = ColumnReader(field, WITH_NONE, date1904=False)
        assert [column.read(cell) for cell in shown * 3] == [read_value(field, WITH_NONE, cell) for cell in shown * 3]
