"""The template: what is written with data is read back as the same data, and the workbook helps whoever fills it in."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from scoring.definitions.form import Form
from scoring.definitions.records import Nothing, Return
from scoring.errors import Refusal
from scoring.findings import Finding
from scoring.intake.child import WorkbookReader
from scoring.intake.records import read_return
from scoring.intake.template import write_template
from tests.scoring.intake.builders import FILE, HASH, choice_list, small_form

FORM = small_form()
ROUND = "2026 年度考评"
FIRMS: tuple[dict[str, object], ...] = (
    {
        "firm": "云岬极长名称" * 6 + "有限公司",
        "uscc": "91310113YFP0000011",
        "entered": date(2024, 3, 1),
        "status": "在孵",
        "long_cycle": "无",
        "revenue": Decimal("1234.567891"),
        "prior": None,
        "people": 12,
        "hnte": True,
        "level": "专精特新“小巨人”企业",
    },
    {
        "firm": "=1+1 与 http://127.0.0.1",
        "uscc": "91310113YFP0000024",
        "entered": date(1999, 12, 31),
        "status": "注销",
        "long_cycle": "集成电路",
        "revenue": Decimal("0.1"),
        "prior": Decimal(0),
        "people": 0,
        "hnte": False,
        "level": "高质量孵化器（培育）",
        "excluded": True,
    },
)
CARRIER: dict[str, object] = {
    "name": "云岬一号孵化器",
    "code": "91310113YFP9000018",
    "area": Decimal("1234567.89"),
    "fund": Decimal("654321.123456"),
    "separate": False,
    "remark": Nothing.NOT_APPLICABLE,
}
GRADUATES = ({"firm": "云岬毕业科技有限公司", "uscc": "91310113YFP0000037", "left": date(2025, 6, 30)},)
PREFILL = {"carrier": (CARRIER,), "tenants": FIRMS, "graduates": GRADUATES}


def read_back(path: Path, form: Form = FORM) -> tuple[Return, tuple[Finding, ...]]:
    with WorkbookReader() as reader:
        ret, findings = read_return(form, HASH, reader.read(path), document=path.name, file=FILE)
    assert ret is not None
    return ret, findings


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    write_template(FORM, tmp_path / "a.xlsx", form_hash=HASH, round_words=ROUND, prefill=PREFILL)
    return tmp_path / "a.xlsx"


def test_what_is_written_is_read_back_without_a_finding(filled: Path) -> None:
    ret, findings = read_back(filled)
    assert findings == ()
    assert ret.table("carrier").rows[0].data == (
        "云岬一号孵化器",
        "91310113YFP9000018",
        123_456_789,
        654_321_123_456,
        False,
        Nothing.NOT_APPLICABLE,
    )
    first, second = (row.data for row in ret.table("tenants").rows)
    code, day = "91310113YFP0000011", "2024-03-01"
    level = "专精特新“小巨人”企业"
    assert first == (FIRMS[0]["firm"], code, day, "在孵", "无", 1_234_567_891, Nothing.EMPTY, 12, True, level)
    assert second[0] == "=1+1 与 http://127.0.0.1"
    assert second[2:] == ("1999-12-31", "注销", "集成电路", 100_000, 0, 0, False, "高质量孵化器（培育）")
    assert ret.table("graduates").rows[0].data == ("云岬毕业科技有限公司", "91310113YFP0000037", "2025-06-30")


def test_a_number_of_more_digits_than_excel_keeps_survives(tmp_path: Path) -> None:
    form = small_form()
    prefill = {
        "carrier": ({**CARRIER, "fund": Decimal("123456.123456")},),
        "tenants": ({**FIRMS[0], "revenue": Decimal("999999.999999")},),
    }
    write_template(form, tmp_path / "a.xlsx", form_hash=HASH, round_words="", prefill=prefill)
    ret, findings = read_back(tmp_path / "a.xlsx")
    assert findings == ()
    assert ret.table("tenants").value(1, "revenue") == 999_999_999_999


def test_a_blank_one_misses_only_answers_of_the_record(tmp_path: Path) -> None:
    write_template(FORM, tmp_path / "a.xlsx", form_hash=HASH, round_words=ROUND)
    ret, findings = read_back(tmp_path / "a.xlsx")
    assert {one.code for one in findings} == {"intake.required"}
    assert {one.facts["table"] for one in findings} == {"载体"}
    assert ret.table("tenants").rows == ret.table("graduates").rows == ()
    assert (0, 0) not in ret.table("tenants").cells


def test_same_arguments_same_bytes(filled: Path, tmp_path: Path) -> None:
    write_template(FORM, tmp_path / "b.xlsx", form_hash=HASH, round_words=ROUND, prefill=PREFILL)
    assert hashlib.sha256(filled.read_bytes()).digest() == hashlib.sha256((tmp_path / "b.xlsx").read_bytes()).digest()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_the_workbook_helps_whoever_fills_it_in(filled: Path) -> None:
    book = openpyxl.load_workbook(filled)
    assert book.sheetnames == ["填表说明", "载体", "在孵企业", "毕业企业"]
    sheet = book["在孵企业"]
    headings = [cell.value for cell in sheet[3]]
    assert "本年度营业收入\n（万元） *" in headings
    assert "核定不计入" not in " ".join(headings)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["D4:D1003"].formula1 == '"在孵,退出,注销"'
    assert rules["I4:I1003"].formula1 == '"是,否"'
    assert rules["C4:C1003"].type == "date"
    assert rules["F4:F1003"].promptTitle == "本年度营业收入"
    assert "万元" in rules["F4:F1003"].prompt
    assert (sheet["B4"].number_format, sheet["C4"].number_format, sheet["F4"].number_format) == ("@", "yyyy-mm-dd", "#,##0.00")
    assert sheet.freeze_panes == "B4"
    setup = sheet.page_setup
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.paperSize, setup.orientation, setup.fitToWidth or 1, setup.fitToHeight) == (9, "landscape", 1, 0)
    assert sheet.print_title_rows == "$3:$3"
    stamps = [
        cell.value for row in book["填表说明"].iter_rows() for cell in row if cell.value and str(cell.value).startswith("表式")
    ]
    assert stamps == [f"表式 small/2025/{HASH[:12]}"]
    assert book.custom_doc_props["fuping.form"].value == f"small/2025/{HASH}"


def test_a_long_list_stands_on_a_hidden_sheet(tmp_path: Path) -> None:
    import dataclasses

    long = choice_list("status", *(f"这是一个相当长的选项第{number}号" for number in range(30)))
    form = dataclasses.replace(FORM, choice_lists=(long, *FORM.choice_lists[1:]))
    prefill = {**PREFILL, "tenants": tuple({**firm, "status": long.choices[7].code} for firm in FIRMS)}
    write_template(form, tmp_path / "a.xlsx", form_hash=HASH, round_words="", prefill=prefill)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["选项"].sheet_state == "hidden"
    rules = {str(rule.sqref): rule for rule in book["在孵企业"].data_validations.dataValidation}
    assert rules["D4:D1003"].formula1 == "'选项'!$A$1:$A$30"
    assert [cell.value for cell in book["选项"]["A"]] == [choice.code for choice in long.choices]
    assert read_back(tmp_path / "a.xlsx", form)[1] == ()


def test_a_folder_that_is_not_there_is_refused_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        write_template(FORM, tmp_path / "nowhere" / "a.xlsx", form_hash=HASH, round_words="")
    assert caught.value.said.code == "workbook.cannot_write"
    assert "No such file" in str(caught.value.said.facts["reason"])
