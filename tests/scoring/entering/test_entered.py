"""The workbook foretold is the workbook written: cell by cell, whatever is typed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.definitions.form import FieldType, Form
from scoring.intake.cells import Cell, Kind, Workbook
from scoring.intake.clipboard import cleaned
from scoring.intake.entered import Spot, Typesetter, written
from scoring.intake.template import write_template
from scoring.intake.values import read_value
from scoring.intake.wire import assembled
from scoring.intake.workbook import evidence
from scoring.services.shipped import shipped_form

SHIPPED = shipped_form()
FORM = SHIPPED.compiled.form
KINDS = {
    FieldType.TEXT: ["甲", " 前后有空格 ", "两\n行", "=1+1", "_x000D_", "_x005F_", "'0012", "13800138000", "<b>&amp;", "—"],
    FieldType.USCC: ["91310113YFP9000018", "9.13101E+17", "91310113yfp9000018", "无"],
    FieldType.INT: ["12", "1,234", "-3", "2.5", "3人", "约500", "007", "１２", "1e3", "999999999999", "9999999999999", "2023"],
    FieldType.DECIMAL: ["0.1", "1,234.50", "0.30000000000000004", "12.345", "-0.00", "30%", "1234567890.12", "+5", ".5", "5."],
    FieldType.MONEY: ["63.31", "1,234.567891", "123456.789012", "0.000001", "12.3万元", "12.3元", "99999999999", "0", "  7 "],
    FieldType.DATE: [
        *("2025-03-01", "2025/3/1", "2025年3月1日", "20250301", "2025-02-30", "2025.3", "45000", "1900-01-01", "1900-02-28"),
        *("1900/3/1", "2100-12-31", "2025-03-01 08:30", "03/01/2025"),
    ],
    FieldType.BOOL: ["是", "否", "√", "TRUE", "Y", "不", "1"],
    FieldType.CHOICE: ["在孵", "新材料", "new materials", "新材", "无", "/"],
}


def blank(form: Form = FORM) -> Workbook:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.xlsx"
        write_template(form, path, form_hash=SHIPPED.hash, round_words="2026 年度考评")
        return assembled(evidence(path))


TYPESETTER = Typesetter(FORM, blank())


def plain(book: Workbook) -> list[tuple[object, ...]]:
    """Everything the reader looks at; a number's format only as what it says."""
    return [
        (sheet.name, sheet.visible, cell.row, cell.column, cell.kind, cell.text, cell.formula, cell.is_date, cell.is_percent)
        for sheet in book.sheets
        for cell in sheet.cells
    ]


def both(texts: dict[str, list[list[str]]]) -> tuple[Workbook, Workbook]:
    """Foretold, and as written and read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "entry.xlsx"
        prefill = TYPESETTER.prefill(texts)
        write_template(FORM, path, form_hash=SHIPPED.hash, round_words="2026 年度考评", prefill=prefill)
        return TYPESETTER.evidence(texts), assembled(evidence(path))


def test_every_shape_of_every_kind_is_foretold() -> None:
    texts = {
        table.key: [
            [cleaned(KINDS[field.type][number % len(KINDS[field.type])]) for field in table.asked]
            for number in range(1 if table.key == FORM.record else 13)
        ]
        for table in FORM.tables
    }
    foretold, found = both(texts)
    assert plain(foretold) == plain(found)
    assert sum(cell.kind is Kind.NUMBER for sheet in found.sheets for cell in sheet.cells) > 150


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_typed_is_foretold_and_reads_back(data: st.DataObject) -> None:
    table = FORM.table("tenants")
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(cleaned)
    figures = st.decimals(-(10**9), 10**9, places=data.draw(st.integers(0, 7)), allow_nan=False).map(str)
    cell = {field.key: st.one_of(anything, figures, st.sampled_from(KINDS[field.type]).map(cleaned)) for field in table.asked}
    rows = data.draw(st.lists(st.tuples(*cell.values()).map(list), min_size=1, max_size=4))
    foretold, found = both({"tenants": rows})
    assert plain(foretold) == plain(found)
    sheet = next(one for one in found.sheets if one.name == "在孵企业")
    read = {(one.row - 4, one.column - 1): one for one in sheet.cells if one.row > 3}
    for number, row in enumerate(rows):
        for column, (field, text) in enumerate(zip(table.asked, row, strict=True)):
            there = read.get((number, column))
            typed = read_value(field, FORM.choices(field), Cell(1, 1, Kind.TEXT, text) if text else None)
            stored = read_value(field, FORM.choices(field), there)
            assert (stored.datum, [one.code for one in stored.problems]) == (typed.datum, [one.code for one in typed.problems])
            if there is not None and there.kind is Kind.TEXT:
                assert there.text == text


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("revenue", "1,234.50", "1234.500000"),
        ("revenue", "12.3万元", "12.3万元"),
        ("revenue", "约500", "约500"),
        ("founded_on", "2025年3月1日", "2025-03-01"),
        ("founded_on", "2025年3月", "2025年3月"),
        ("uscc", "0012", "0012"),
    ],
)
def test_only_what_is_surely_a_number_or_a_date_is_written_as_one(key: str, text: str, value: str) -> None:
    field = FORM.table("tenants").field(key)
    assert str(written(field, FORM.choices(field), text)) == value


def test_a_cell_of_the_entry_has_an_address_and_the_other_way_round() -> None:
    for table in FORM.tables:
        for field in table.asked:
            for row in (0, 499) if table.key != FORM.record else (0,):
                spot = Spot(table.key, row, field.key)
                assert TYPESETTER.spot(TYPESETTER.place("x.xlsx", spot)) == spot
    assert str(TYPESETTER.place("", Spot("tenants", 3, "revenue"))) == "在孵企业!K7"
    assert TYPESETTER.spot(TYPESETTER.place("", Spot("tenants"))) == Spot("tenants")
