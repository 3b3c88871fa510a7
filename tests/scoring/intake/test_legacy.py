"""Old formats: LibreOffice's .xls and .ods say the same as its .xlsx, cell by cell; forged ones are refused, never half read."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from struct import pack

import pytest

from scoring.errors import Refusal
from scoring.intake.cells import Cell, Kind, Sheet, Workbook
from scoring.intake.compound import Compound, Damaged
from scoring.intake.dates import read_date
from scoring.intake.wire import assembled, document, line
from scoring.intake.workbook import evidence
from tests.scoring.intake.forging import ODS_CELL, biff, biff_number, compound, ods, ods_content, record

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"
SAME = ("clean_libreoffice", "dirty_six_ways", "shapes")


def read(path: Path) -> Workbook:
    return assembled(document(line(piece)) for piece in evidence(path))


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        list(evidence(path))
    assert caught.value.said.facts["name"] == path.name
    return caught.value.said.code.removeprefix("workbook.")


def told(sheet: Sheet) -> tuple[object, ...]:
    """All that must not depend on the format."""
    cells = tuple(
        (cell.row, cell.column, cell.kind, meant(cell), cell.formula, cell.is_date, cell.is_percent) for cell in sheet.cells
    )
    return sheet.name, sheet.visible, cells, sheet.hidden_rows, sheet.hidden_columns, sorted(sheet.merged, key=str)


def meant(cell: Cell) -> object:
    return Decimal(cell.text) if cell.kind is Kind.NUMBER else cell.text


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
@pytest.mark.parametrize("name", SAME)
def test_every_cell_is_what_it_is_in_the_xlsx(name: str, suffix: str) -> None:
    ours, theirs = (read(WORKBOOKS / f"{name}{one}") for one in (suffix, ".xlsx"))
    assert [told(sheet) for sheet in ours.sheets] == [told(sheet) for sheet in theirs.sheets]
    assert sum(len(sheet.cells) for sheet in ours.sheets) > 10


def test_the_shapes_hold_what_they_are_for() -> None:
    """Or the comparison above would compare nothing."""
    first, second = read(WORKBOOKS / "shapes.xls").sheets
    by_place = {(cell.row, cell.column): cell for cell in first.cells}
    assert by_place[2, 3].is_percent
    assert by_place[3, 3].is_date
    assert (by_place[4, 3].kind, by_place[4, 3].text) == (Kind.ERROR, "#DIV/0!")
    assert by_place[5, 3].formula
    assert by_place[7, 2].kind is Kind.BOOL
    assert (first.hidden_rows, first.hidden_columns, second.visible) == ({6}, {5}, False)
    assert [(one.top, one.left, one.bottom, one.right) for one in first.merged] == [(8, 2, 9, 3)]


def test_only_an_xls_says_that_its_formulas_are_unproven() -> None:
    assert [read(WORKBOOKS / f"shapes{suffix}").unproven for suffix in (".xls", ".ods", ".xlsx")] == [2, 0, 0]


@pytest.mark.parametrize("inside", [".xls", ".xlsx", ".ods"])
@pytest.mark.parametrize("name", ["回.et", "回.xls", "回.xlsx"])
def test_what_a_file_is_is_told_by_its_content(tmp_path: Path, name: str, inside: str) -> None:
    """.et of WPS is BIFF or OOXML inside: LibreOffice's files renamed stand for it."""
    shutil.copy(WORKBOOKS / f"shapes{inside}", tmp_path / name)
    assert read(tmp_path / name).sheets == read(WORKBOOKS / f"shapes{inside}").sheets


def test_a_formula_nobody_worked_out_is_seen_in_ods(tmp_path: Path) -> None:
    rows = (
        '<table:table-row><table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/></table:table-row>'
    )
    (sheet,) = read(ods(tmp_path / "a.ods", ods_content(rows))).sheets
    assert [(cell.kind, cell.formula) for cell in sheet.cells] == [(Kind.NOT_CALCULATED, True), (Kind.NUMBER, True)]


def test_repeats_in_ods_are_counted(tmp_path: Path) -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" table:formula="of:=1" '
        'office:value-type="percentage" office:value="0.5"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (sheet,) = read(ods(tmp_path / "a.ods", ods_content(rows))).sheets
    assert [(cell.row, cell.column) for cell in sheet.cells if cell.is_percent and cell.formula] == [
        (4, 1),
        (4, 2),
        (5, 1),
        (5, 2),
    ]


def test_dates_before_the_day_that_never_was_and_hours(tmp_path: Path) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}"/>'
        for kind, value in (
            ("date", "1900-02-28"),
            ("date", "1900-03-01"),
            ("date", "2025-03-01T12:00:00"),
            ("time", "PT06H00M00S"),
        )
    )
    (sheet,) = read(ods(tmp_path / "a.ods", ods_content(f"<table:table-row>{cells}</table:table-row>"))).sheets
    assert [(cell.text, cell.is_date) for cell in sheet.cells] == [("59", True), ("61", True), ("45717.5", True), ("0.25", False)]


def test_days_counted_from_1904_and_styles_of_an_old_workbook(tmp_path: Path) -> None:
    styles = b"".join(record(0x00E0, pack("<HH", 0, number) + bytes(16)) for number in (0, 14, 9))
    cells = [
        record(0x0203, pack("<HHHd", row, 0, style, value))
        for row, (style, value) in enumerate(((1, 44255), (0, 44255), (2, 0.5)))
    ]
    (tmp_path / "a.xls").write_bytes(compound(biff(*cells, globals_=record(0x0022, b"\1\0") + styles)))
    book = read(tmp_path / "a.xls")
    assert book.date1904
    told = [(cell.text, cell.is_date, cell.is_percent) for cell in book.sheets[0].cells]
    assert told == [("44255", True, False), ("44255", False, False), ("0.5", False, True)]
    assert read_date(book.sheets[0].cells[0], date1904=True).datum == "2025-03-01"


def test_a_forged_old_workbook_is_read_if_it_is_sound(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(compound(biff(biff_number(2, 3, 42))))
    (sheet,) = read(tmp_path / "a.xls").sheets
    assert [(cell.row, cell.column, cell.text) for cell in sheet.cells] == [(3, 4, "42")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (compound(biff(biff_number(0, 0), globals_=record(0x002F, bytes(54)))), "encrypted"),
        (compound(biff(biff_number(0, 0)), circle=True), "corrupt"),
        (compound(biff(biff_number(0, 0)))[:1700], "corrupt"),
        (compound(biff(biff_number(0, 0))[:-4] + b"\x03\x02\xff\xff"), "corrupt"),
        (compound(b"Workbook\0".decode().encode("utf-16-le"), "Andere"), "corrupt"),
        (compound(biff(biff_number(0, 0), biff_number(65_535, 255))), "too_large"),
        (compound(biff(record(0x0200, b"\0\0\0\0\0\0\1\0\0\0\0\1\0\0"))), "too_large"),
        (compound(biff(biff_number(0, 0), sheets=1_500)), "too_large"),
    ],
)
def test_old_workbooks_that_are_locked_bent_or_endless(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.xls").write_bytes(content)
    assert refused(tmp_path / "a.xls") == code


def test_a_container_of_nonsense_is_damaged_and_no_crash() -> None:
    whole = compound(biff(biff_number(0, 0)))
    for at in range(24, 80):
        bent = whole[:at] + b"\xfe\x7f" + whole[at + 2 :]
        try:
            found = Compound(bent).stream("Workbook")
        except Damaged:
            continue
        assert found is None or len(found) <= len(whole)


ROW = f"<table:table-row>{ODS_CELL}</table:table-row>"
FAR = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            f'{ROW}{FAR}<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{ODS_CELL}</table:table-row>',
            "too_large",
        ),
        (ROW.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">') * 2, "too_large"),
        (ROW.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="99999999" '), "corrupt"),
        (ROW.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="-1" '), "corrupt"),
        ("<table:table-row>" * 80 + "</table:table-row>" * 80, "corrupt"),
        (ROW.replace("42</text:p>", "长" * 32_768 + "</text:p>"), "too_large"),
        (ROW + "<table:table-row>", "corrupt"),
    ],
)
def test_tables_without_end(tmp_path: Path, rows: str, code: str) -> None:
    assert refused(ods(tmp_path / "a.ods", ods_content(rows))) == code


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY x "ha">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]>',
    ],
)
def test_a_document_type_in_ods_is_refused(tmp_path: Path, prologue: str) -> None:
    assert refused(ods(tmp_path / "a.ods", ods_content(ROW, prologue=prologue))) == "corrupt"


def test_other_open_documents_and_one_with_a_password(tmp_path: Path) -> None:
    assert refused(ods(tmp_path / "a.ods", ods_content(ROW), kind="text")) == "other_kind"
    locked = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    assert refused(ods(tmp_path / "b.ods", "\x01", manifest=locked)) == "encrypted"
