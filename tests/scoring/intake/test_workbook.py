"""The evidence pass, on forged and on honest archives; read in this process, the guard has its own tests."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from scoring.errors import Refusal, Said
from scoring.intake.cells import Cell, Kind, Merged, Sheet, Workbook, date_format
from scoring.intake.wire import assembled, document, line
from scoring.intake.workbook import evidence
from tests.scoring.intake.builders import OLE_ENCRYPTED, OLE_XLS, forge, sheet_xml, workbook_xml


def read(path: Path) -> Workbook:
    """All pieces, each once over the wire and back."""
    return assembled(document(line(piece)) for piece in evidence(path))


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read(path).sheets
    return sheet


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        list(evidence(path))
    return caught.value.said.code.removeprefix("workbook.")


def cells(tmp_path: Path, rows: str, strings: str = "") -> list[tuple[int, int, Kind, str, bool]]:
    sheet = only_sheet(forge(tmp_path / "a.xlsx", sheet_xml(rows), strings=strings))
    return [(cell.row, cell.column, cell.kind, cell.text, cell.formula) for cell in sheet.cells]


def test_a_formula_without_value_is_neither_empty_nor_zero_nor_an_error(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" s="0"/><c r="B1"><v>0</v></c><c r="C1"><f>1+1</f></c><c r="D1"><f>1+1</f><v></v></c>'
        '<c r="E1"><f>1-1</f><v>0</v></c><c r="F1" t="str"><f>""</f><v></v></c><c r="G1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="H1" t="str"><f>A1</f></c></row>'
    )
    assert cells(tmp_path, rows) == [
        (1, 2, Kind.NUMBER, "0", False),
        (1, 3, Kind.NOT_CALCULATED, "", True),
        (1, 4, Kind.NOT_CALCULATED, "", True),
        (1, 5, Kind.NUMBER, "0", True),
        (1, 6, Kind.TEXT, "", True),
        (1, 7, Kind.ERROR, "#DIV/0!", True),
        (1, 8, Kind.NOT_CALCULATED, "", True),
    ]


def test_shared_and_array_formulas_are_formulas(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>4</v></c><c r="B1"><f t="shared" si="0"/><v>6</v></c>'
        '<c r="C1"><f t="array" ref="C1">SUM(D1:E1)</f><v>7</v></c></row>'
    )
    assert [cell[-1] for cell in cells(tmp_path, rows)] == [True, True, True]


def test_numbers_stand_as_the_file_has_them(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>0.30000000000000004</v></c><c r="B1" t="n"><v> 9.13E+17 </v></c><c r="C1" t="b"><v>1</v></c></row>'
    assert [(kind, text) for _, _, kind, text, _ in cells(tmp_path, rows)] == [
        (Kind.NUMBER, "0.30000000000000004"),
        (Kind.NUMBER, "9.13E+17"),
        (Kind.BOOL, "1"),
    ]


def test_rich_text_is_joined_and_reading_aids_are_dropped(tmp_path: Path) -> None:
    strings = (
        "<sst><si><r><t>云岬</t></r><r><rPr><b/></rPr><t>科技</t></r><rPh sb='0' eb='2'><t>yun jia</t></rPh></si>"
        "<si><t>一_x000D_二_x005F_x000D_</t></si><si><t/></si></sst>"
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>行</t></r><r><t>内</t></r><rPh><t>hang</t></rPh></is></c></row>'
    )
    assert [text for _, _, _, text, _ in cells(tmp_path, rows, strings=strings)] == ["云岬科技", "一\r二_x000D_", "行内"]


def test_number_formats_tell_dates(tmp_path: Path) -> None:
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
        '<xf numFmtId="31"/><xf numFmtId="4"/><xf numFmtId="9"/></cellXfs></styleSheet>'
    )
    rows = "".join(f'<c r="{letter}1" s="{style}"><v>1</v></c>' for style, letter in enumerate("ABCDEF"))
    found = only_sheet(forge(tmp_path / "a.xlsx", sheet_xml(f'<row r="1">{rows}</row>'), styles=styles)).cells
    assert [cell.is_date for cell in found] == [False, True, True, True, False, False]
    assert [cell.is_percent for cell in found] == [False, False, False, False, False, True]


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("[$-804]yyyy/m/d;@", True),
        ('m"月"d"日"', True),
        ("[DBNum1]yyyy年m月", True),
        ("#,##0.00_);[Red](#,##0.00)", False),
        ('0.00"yd"', False),
        ("0.00E+00", False),
        ("[h]:mm", False),
        ("General", False),
        ("G/通用格式", False),
        (r"0\d", False),
    ],
)
def test_a_format_code_is_a_date_or_is_none(code: str, is_date: bool) -> None:
    assert date_format(code) is is_date


def test_dates_of_1904_hidden_rows_hidden_sheets_and_merged_cells(tmp_path: Path) -> None:
    book = workbook_xml('<workbookPr date1904="1"/>', '<sheet name="丙" state="veryHidden" r:id="r1"/>')
    rows = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="1"/><row r="4"><c r="A4"><v>2</v></c></row>'
    after = '<mergeCells><mergeCell ref="B2:D4"/><mergeCell ref="A:B"/></mergeCells>'
    workbook = read(forge(tmp_path / "a.xlsx", sheet_xml(rows, after), book=book))
    (sheet,) = workbook.sheets
    assert workbook.date1904
    assert (sheet.name, sheet.visible, sheet.hidden_rows, sheet.merged) == ("丙", False, frozenset({2}), (Merged(2, 2, 4, 4),))


def test_cells_without_addresses_are_counted(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"
    assert [cell[:2] for cell in cells(tmp_path, rows)] == [(1, 1), (1, 3), (2, 1)]


def test_a_mixture_of_addressed_and_unaddressed_cells_is_refused_not_misplaced(tmp_path: Path) -> None:
    assert refused(forge(tmp_path / "a.xlsx", sheet_xml('<row r="1"><c r="A1" s="1"/><c><v>3</v></c></row>'))) == "corrupt"


def test_prefixed_names_comments_and_cdata(tmp_path: Path) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        '<!-- <c r="A1" s="1"/> --><x:c r="A1" t="inlineStr"><x:is><x:t><![CDATA[<c r="B1" s="1"/>]]></x:t></x:is></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert [cell.text for cell in only_sheet(forge(tmp_path / "a.xlsx", sheet)).cells] == ['<c r="B1" s="1"/>']


def test_utf16_parts_are_read(tmp_path: Path) -> None:
    sheet = (
        '<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml('<row r="1"><c r="A1" s="0"/><c r="B1"><v>5</v></c></row>')
    ).encode("utf-16")
    assert [(cell.column, cell.text) for cell in only_sheet(forge(tmp_path / "a.xlsx", sheet)).cells] == [(2, "5")]


def test_the_last_cell_of_all_costs_as_much_as_the_first(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert [cell[:2] for cell in cells(tmp_path, rows)] == [(1, 1), (1_048_576, 16_384)]


@pytest.mark.parametrize("reference", ["XFE1", "A1048577", "A0", "1A", "A", "甲1"])
def test_an_address_beyond_the_sheet_is_refused(tmp_path: Path, reference: str) -> None:
    assert refused(forge(tmp_path / "a.xlsx", sheet_xml(f'<row r="1"><c r="{reference}"><v>1</v></c></row>'))) == "corrupt"


def test_what_an_honest_writer_makes_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "在孵企业"
    sheet.append(["企业名称", 1.5, True, None, "=A1"])
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")
    assert only_sheet(tmp_path / "a.xlsx").cells == (
        Cell(1, 1, Kind.TEXT, "企业名称"),
        Cell(1, 2, Kind.NUMBER, "1.5"),
        Cell(1, 3, Kind.BOOL, "1"),
        Cell(1, 5, Kind.NOT_CALCULATED, "", formula=True),
    )


def test_a_sheet_travels_in_pieces(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 5001))
    path = forge(tmp_path / "a.xlsx", sheet_xml(rows))
    sizes = [len(piece["cells"]) for piece in evidence(path) if isinstance(piece.get("cells"), list)]  # type: ignore[arg-type] # a list
    assert sum(sizes) == 5000
    assert max(sizes) <= 2000


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"%PDF-1.7 ...", "other_kind"),
        ("a.xlsx", b"\xef\xbb\xbf \n<HTML><table>", "other_kind"),
        ("a.xlsx", b"\xff\xd8\xff\xe0 a photograph", "other_kind"),
        ("a.xlsx", b"firm,revenue\n", "not_a_workbook"),
        ("a.xlsx", OLE_ENCRYPTED, "encrypted"),
        ("a.xls", OLE_XLS, "corrupt"),
        ("a.rar", b"Rar!\x1a\x07\x01", "packed_kind"),
        ("a.xlsx", b"7z\xbc\xaf\x27\x1c", "packed_kind"),
        ("a.xlsx", b"PK\x03\x04 and then nothing of the kind", "corrupt"),
    ],
)
def test_other_files_are_told_by_what_they_are(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name) == code


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/workbook.bin", "unsupported_kind"),
        ("content.xml", "corrupt"),
        ("word/document.xml", "other_kind"),
        ("a.txt", "other_kind"),
    ],
)
def test_other_archives_are_told_by_their_parts(tmp_path: Path, part: str, code: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert refused(tmp_path / "a.xlsx") == code


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.xlsx") == "missing"
    (tmp_path / "folder.xlsx").mkdir()
    assert refused(tmp_path / "folder.xlsx") in ("unreadable", "locked")


@pytest.mark.parametrize("part", ["sheet", "strings", "styles", "book"])
@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]>',
    ],
)
def test_a_document_type_in_any_part_is_refused(tmp_path: Path, part: str, prologue: str) -> None:
    parts = {"sheet": sheet_xml(""), "strings": "<sst/>", "styles": "<styleSheet/>", "book": workbook_xml()}
    parts[part] = prologue + parts[part]
    path = forge(tmp_path / "a.xlsx", parts["sheet"], strings=parts["strings"], styles=parts["styles"], book=parts["book"])
    assert refused(path) == "corrupt"


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData>",
        sheet_xml("<row r='1'>" + "<g>" * 100 + "</g>" * 100 + "</row>"),
        sheet_xml('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
        sheet_xml('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
        sheet_xml('<row r="x"><c r="A1"><v>9</v></c></row>'),
        '<?xml version="1.0" encoding="UTFl8"?>' + sheet_xml(""),
        sheet_xml('<row r="1"><c r="A1" s="x"><v>9</v></c></row>'),
        "",
    ],
)
def test_malformed_sheets_are_corrupt(tmp_path: Path, sheet: str) -> None:
    assert refused(forge(tmp_path / "a.xlsx", sheet, strings="<sst/>")) == "corrupt"


def test_a_truncated_archive_and_a_wrong_check_sum(tmp_path: Path) -> None:
    whole = forge(tmp_path / "a.xlsx", sheet_xml('<row r="1"><c r="A1"><v>12345</v></c></row>')).read_bytes()
    (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "half.xlsx") == "corrupt"
    with (
        zipfile.ZipFile(tmp_path / "stored.xlsx", "w", zipfile.ZIP_STORED) as archive,
        zipfile.ZipFile(io.BytesIO(whole)) as source,
    ):
        for info in source.infolist():
            archive.writestr(info.filename, source.read(info))
    bent = (tmp_path / "stored.xlsx").read_bytes().replace(b"12345", b"12346")
    (tmp_path / "bent.xlsx").write_bytes(bent)
    assert refused(tmp_path / "bent.xlsx") == "corrupt"


def test_one_text_longer_than_a_cell_can_be(tmp_path: Path) -> None:
    long = "长" * 32_768
    assert refused(forge(tmp_path / "a.xlsx", sheet_xml(f'<row r="1"><c r="A1" t="str"><v>{long}</v></c></row>'))) == "too_large"
    assert refused(forge(tmp_path / "b.xlsx", sheet_xml(""), strings=f"<sst><si><t>{long}</t></si></sst>")) == "too_large"
    fits = forge(tmp_path / "c.xlsx", sheet_xml(f'<row r="1"><c r="A1" t="str"><v>{long[1:]}</v></c></row>'))
    assert len(only_sheet(fits).cells[0].text) == 32_767


def test_one_long_text_named_thousands_of_times(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3001))
    assert (
        refused(forge(tmp_path / "a.xlsx", sheet_xml(rows), strings=f"<sst><si><t>{'长' * 32_000}</t></si></sst>")) == "too_large"
    )


def test_too_many_files_in_the_archive(tmp_path: Path) -> None:
    more = {f"xl/media/{number}": b"" for number in range(10_001)}
    assert refused(forge(tmp_path / "a.xlsx", sheet_xml(""), more=more)) == "too_large"


def test_a_part_that_packs_too_well_is_a_bomb(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        list(evidence(forge(tmp_path / "a.xlsx", sheet_xml(" " * 20_000_000))))
    assert caught.value.said.facts["what"] == Said("workbook.measure.ratio")
