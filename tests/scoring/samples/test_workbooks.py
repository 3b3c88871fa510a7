"""The workbooks that LibreOffice made: really its work, and each illness at the cell that their README names."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.compiled_form import CompiledForm
from scoring.definitions.form import Form
from scoring.findings import Finding
from scoring.intake.checks import check_return, plan_checks
from scoring.intake.child import WorkbookReader
from scoring.intake.records import identity, read_return
from tests.data.make_workbooks import asked, carrier
from tests.scoring.samples.judging import ROUND

WORKBOOKS = Path(__file__).parent.parent.parent / "data" / "workbooks"
BOTH = ("clean_libreoffice.xlsx", "dirty_six_ways.xlsx")

ILLNESSES = (
    ("在孵企业", "K3", "占用孵化厂地面积（㎡）*", "intake.label_near", "error", ["K3"]),
    ("在孵企业", "L7", "约500", "intake.not_a_number", "error", ["L7"]),
    ("在孵企业", "C8", 9.13101139003e17, "intake.code_as_number", "error", ["C8"]),
    ("在孵企业", "Q10", 11, "form.check_row", "error", ["P10", "Q10"]),
    ("在孵企业", "B16", "合计", "intake.total_row", "warning", ["16"]),
    ("毕业企业", "V6", "#DIV/0!", "intake.error_value", "error", ["V6"]),
)
"""(sheet, cell, what it holds, code and level of its finding, the addresses the finding names)"""


@pytest.mark.parametrize("name", BOTH)
def test_libreoffice_made_it_and_it_is_small(name: str) -> None:
    with ZipFile(WORKBOOKS / name) as archive:
        assert "<Application>LibreOffice/" in archive.read("docProps/app.xml").decode()
    assert (WORKBOOKS / name).stat().st_size < 40_000


@pytest.mark.parametrize("name", BOTH)
def test_the_sheets_stand_in_another_order_than_the_form(name: str, form: Form) -> None:
    sheets = load_workbook(WORKBOOKS / name).sheetnames
    labels = [table.label.zh for table in form.tables]
    assert sorted(sheets) == sorted(labels)
    assert sheets != labels


def test_the_clean_one_has_merged_titles_and_calculated_formulas() -> None:
    formulas = load_workbook(WORKBOOKS / "clean_libreoffice.xlsx")
    values = load_workbook(WORKBOOKS / "clean_libreoffice.xlsx", data_only=True)
    computed = {
        (sheet.title, cell.coordinate) for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert computed == {("毕业企业", "J5"), ("在孵企业", "M4"), ("在孵企业", "L6"), ("载体", "C27"), ("载体", "C30")}
    assert {type(values[sheet][address].value) for sheet, address in computed} <= {int, float}
    assert {str(sheet.merged_cells.sorted()[0]) for sheet in formulas} == {"B1:W1", "A1:AF1", "A1:C1"}


@pytest.mark.parametrize(("sheet", "address", "value", "code"), [illness[:4] for illness in ILLNESSES])
def test_each_illness_stands_where_the_readme_says(sheet: str, address: str, value: object, code: str) -> None:
    book = load_workbook(WORKBOOKS / "dirty_six_ways.xlsx", data_only=True)
    assert book[sheet][address].value == value
    readme = (WORKBOOKS / "README.md").read_text("utf-8")
    assert re.search(rf"^\| \d \| {sheet} \| {address} \|.*\| `{re.escape(code)}`", readme, re.MULTILINE)


def test_the_readme_names_no_other_illness() -> None:
    text = (WORKBOOKS / "README.md").read_text("utf-8")
    assert re.findall(r"^\| \d \| (\S+) \| (\S+) \|", text, re.MULTILINE) == [illness[:2] for illness in ILLNESSES]


def test_the_sloppy_one_is_otherwise_its_sister() -> None:
    """Cell by cell alike, but for names and codes, the six illnesses and the sums of the 合计 row."""
    clean, dirty = (load_workbook(WORKBOOKS / name, data_only=True) for name in BOTH)
    ill = {illness[:2] for illness in ILLNESSES}
    strange = [
        (sheet.title, cell.coordinate)
        for sheet in dirty
        for row in sheet.iter_rows()
        for cell in row
        if (sheet.title, cell.coordinate) not in ill
        and cell.row < 16 + 100 * (sheet.title != "在孵企业")
        and _alike(cell.value) != _alike(clean[sheet.title][cell.coordinate].value)
    ]
    assert strange == []


def _alike(value: object) -> object:
    """A text without what tells the sisters apart: the brand, and every digit."""
    return re.sub(r"[岸汀]|[0-9A-Z]", "", value) if isinstance(value, str) else value


def test_the_headings_are_still_the_forms() -> None:
    """A label that changes in the form asks for ``python -m tests.data.make_workbooks``."""
    book = load_workbook(WORKBOOKS / "clean_libreoffice.xlsx", data_only=True)
    made = carrier("汀", "云岬汀洲创业苗圃", 200_000)
    for table, sheet, before_unit in (("tenants", "在孵企业", ""), ("graduates", "毕业企业", "\n")):
        places = made.at[table]
        assert {key: book[sheet].cell(*places[key]).value for key in places} == asked(table, before_unit)
    labels = {key: book["载体"].cell(row, column - 1).value for key, (row, column) in made.at["carrier"].items()}
    assert labels == asked("carrier")


def findings(name: str, compiled: CompiledForm) -> tuple[tuple[str, str], list[Finding]]:
    """Whose return it is, and everything that reading and checking find in it."""
    path = WORKBOOKS / name
    with WorkbookReader() as reader:
        book = reader.read(path)
    body, found = read_return(compiled.form, Sha256("0" * 64), book, document=name, file=sha256(path.read_bytes()))
    assert body is not None
    assert [(each.table, len(each.rows)) for each in body.tables] == [("carrier", 1), ("tenants", 12), ("graduates", 5)]
    return identity(compiled.form, body), [*found, *check_return(plan_checks(compiled, ROUND), body)]


def test_the_clean_one_is_read_without_a_finding(compiled: CompiledForm) -> None:
    assert findings("clean_libreoffice.xlsx", compiled) == (("云岬汀洲创业苗圃", "91310113YFP2000003"), [])


def test_each_illness_of_the_dirty_one_is_found_once_and_nothing_else(compiled: CompiledForm) -> None:
    whose, found = findings("dirty_six_ways.xlsx", compiled)
    assert whose == ("云岬岸洲创业苗圃", "91310113YFP300000M")
    said = [(each.places[0].sheet, each.code, each.level.value, sorted(place.address for place in each.places)) for each in found]
    assert sorted(said) == sorted((sheet, code, level, places) for sheet, _, _, code, level, places in ILLNESSES)
