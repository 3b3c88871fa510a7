"""The hostile list: whatever a file is, there is one clear answer within five seconds and 500 MB, and the next file is read.

Each file meets a reader of its own in a program of its own, so that peaks and seconds are the system's own figures. Seconds
are the child's processor time, its start and the good file after the bad one included: what a busy machine adds is no fault of the file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.intake.child import ROOT
from tests.scoring.intake.builders import OLE_ENCRYPTED, forge, sheet_xml, workbook_xml
from tests.scoring.intake.forging import ODS_CELL, biff, biff_number, compound, ods, ods_content, packed

SECONDS, MEGABYTES = 5, 500
LOOK = """
import json, resource, sys, tempfile
from pathlib import Path
from scoring.errors import Refusal
from scoring.intake.child import WorkbookReader
from scoring.messages import tell
from scoring.services.handing import handed_in

def answer(reader, path, folder):
    (one,) = handed_in(reader, [path], folder)
    if one.refusal is not None:
        return one.refusal.code, tell(one.refusal)
    try:
        return "read", str(sum(len(sheet.cells) for sheet in reader.read(one.path, one.document).sheets))
    except Refusal as refusal:
        return refusal.said.code, tell(refusal.said)

bad, good = map(Path, sys.argv[1:])
with WorkbookReader() as reader, tempfile.TemporaryDirectory() as folder:
    code, sentence = answer(reader, bad, Path(folder))
    (Path(folder) / "0000").rename(Path(folder) / "first") if (Path(folder) / "0000").exists() else None
    after, _ = answer(reader, good, Path(folder))
own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = max(int(own.split()[1]), used.ru_maxrss) / 1024
print(json.dumps({"code": code, "sentence": sentence, "seconds": used.ru_utime + used.ru_stime, "after": after, "megabytes": peak}))
"""

BILLION = '<!DOCTYPE a [<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
OUTSIDE = '<!DOCTYPE a [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>'
ENTITY_CELL = '<row r="1"><c r="A1" t="str"><v>&e9;</v></c></row>'
ENTITY_ODS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>&e9;</text:p></table:table-cell></table:table-row>'
)
HONEST = sheet_xml('<row r="1"><c r="A1"><v>42</v></c></row>')
ODS_ROW = f"<table:table-row>{ODS_CELL}</table:table-row>"
BLANKS = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
FAR_ODS = (
    f'{ODS_ROW}{BLANKS}<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{ODS_CELL}</table:table-row>'
)
STYLED_XLSX = "".join(f'<row r="{row}" spans="1:1" s="3"><c r="A{row}" s="3"/></row>' for row in range(2, 1_048_577))
STYLED_ODS = (
    '<table:table-row table:style-name="ro1" table:number-rows-repeated="1048575">'
    '<table:table-cell table:style-name="ce1" table:number-columns-repeated="40"/></table:table-row>'
)
NUMBERED = f'<table:table-row table:style-name="ro{{0}}" table:number-rows-repeated="10">{ODS_CELL * 100}</table:table-row>'


def written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def half(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """Cut off in the middle."""

    def cut(path: Path) -> Path:
        content = make(path).read_bytes()
        path.write_bytes(content[: len(content) // 2])
        return path

    return cut


def honest_xlsx(path: Path) -> Path:
    return forge(path, HONEST)


def many_sheets(path: Path) -> Path:
    sheets = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="r1"/>' for number in range(1, 5_001))
    return forge(path, HONEST, book=workbook_xml(sheets=sheets))


def gigabyte(part: str, start: bytes, end: bytes) -> Callable[[Path], Path]:
    """A part that unpacks to a gigabyte, among parts that look honest."""

    def write(path: Path) -> Path:
        block = b"A" * 1_048_576
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name in {"[Content_Types].xml", "xl/workbook.xml"} if part.startswith("xl/") else set():
                archive.writestr(name, "<Types/>")
            with archive.open(part, "w", force_zip64=True) as out:
                out.write(start)
                for _ in range(1024):
                    out.write(block)
                out.write(end)
        return path

    return write


def a_zip(*names: str, content: bytes = b"plain text") -> Callable[[Path], Path]:
    return lambda path: packed(path, [(name, content) for name in names])


def locked_ods(path: Path) -> Path:
    manifest = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    return ods(path, "\x01\x02", manifest=manifest)


def noise(path: Path) -> Path:
    """The head of a workbook, then bytes of no meaning."""
    path.write_bytes(honest_xlsx(path).read_bytes()[:64] + bytes(number * 7919 % 251 for number in range(50_000)))
    return path


HOSTILE: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "a workbook with a password": ("a.xlsx", written(OLE_ENCRYPTED), "encrypted"),
    "an old workbook with a password": ("a.xls", written(compound(biff(b"\x2f\0\x04\0\0\0\0\0"))), "encrypted"),
    "an .ods with a password": ("a.ods", locked_ods, "encrypted"),
    "bytes of no meaning": ("a.xlsx", noise, "corrupt"),
    "half an .xlsx": ("a.xlsx", half(honest_xlsx), "corrupt"),
    "half an .xls": ("a.xls", half(written(compound(biff(*(biff_number(row, 0) for row in range(400)))))), "corrupt"),
    "half an .ods": ("a.ods", half(lambda path: ods(path, ods_content(ODS_ROW))), "corrupt"),
    "nothing at all": ("a.xlsx", written(b""), "empty"),
    "a renamed PDF": ("a.xlsx", written(b"%PDF-1.7\n"), "other_kind"),
    "a renamed ZIP": ("a.xlsx", a_zip("说明.txt"), "other_kind"),
    "a ZIP of returns renamed": ("a.xlsx", a_zip("甲.xlsx", "乙.xlsx"), "other_kind"),
    "a renamed RAR": ("a.xlsx", written(b"Rar!\x1a\x07\x01\0"), "packed_kind"),
    "a RAR": ("a.rar", written(b"Rar!\x1a\x07\x01\0"), "packed_kind"),
    "a billion laughs in .xlsx": ("a.xlsx", lambda path: forge(path, BILLION + sheet_xml(ENTITY_CELL)), "corrupt"),
    "a billion laughs in .ods": ("a.ods", lambda path: ods(path, ods_content(ENTITY_ODS, prologue=BILLION)), "corrupt"),
    "an external entity in .xlsx": ("a.xlsx", lambda path: forge(path, OUTSIDE + sheet_xml(ENTITY_CELL)), "corrupt"),
    "an external entity in .ods": ("a.ods", lambda path: ods(path, ods_content(ENTITY_ODS, prologue=OUTSIDE)), "corrupt"),
    "a value in the last cell of an .xlsx": (
        "a.xlsx",
        lambda path: forge(
            path, sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
        ),
        "read",
    ),
    "a value in the last cell of an .ods": ("a.ods", lambda path: ods(path, ods_content(FAR_ODS)), "too_large"),
    "a value in the last cell of an .xls": (
        "a.xls",
        written(compound(biff(biff_number(0, 0), biff_number(65_535, 255)))),
        "too_large",
    ),
    "a cell of an .ods repeated without end": (
        "a.ods",
        lambda path: ods(
            path, ods_content(ODS_ROW.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">') * 9)
        ),
        "too_large",
    ),
    "a gigabyte in one sheet": (
        "a.xlsx",
        gigabyte(
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>",
            b"</v></c></row></sheetData></worksheet>",
        ),
        "too_large",
    ),
    "a gigabyte in a ZIP of returns": ("a.zip", gigabyte("甲.xlsx", b"", b""), "too_large"),
    "a million styled empty rows in .xlsx": (
        "a.xlsx",
        lambda path: forge(path, sheet_xml('<row r="1"><c r="A1"><v>42</v></c></row>' + STYLED_XLSX)),
        "read",
    ),
    "a million styled empty rows in .ods": (
        "a.ods",
        lambda path: ods(path, ods_content(ODS_ROW + STYLED_ODS)),
        "read",
    ),
    "thousands of sheets in .xlsx": ("a.xlsx", many_sheets, "too_large"),
    "thousands of sheets in .xls": ("a.xls", written(compound(biff(biff_number(0, 0), sheets=3_000))), "too_large"),
    "thousands of sheets in .ods": ("a.ods", lambda path: ods(path, ods_content(ODS_ROW, sheets=5_000)), "too_large"),
    "deep nesting in .xlsx": (
        "a.xlsx",
        lambda path: forge(path, sheet_xml("<row r='1'>" + "<g>" * 500_000 + "</g>" * 500_000 + "</row>")),
        "corrupt",
    ),
    "deep nesting in .ods": (
        "a.ods",
        lambda path: ods(path, ods_content("<text:p>" * 300_000 + "</text:p>" * 300_000)),
        "corrupt",
    ),
    "too many cells": (
        "a.ods",
        lambda path: ods(path, ods_content("".join(map(NUMBERED.format, range(1_001))))),
        "too_large",
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only so far")
@pytest.mark.parametrize("name", HOSTILE)
def test_it_gets_one_clear_answer_in_time(name: str, tmp_path: Path) -> None:
    called, make, code = HOSTILE[name]
    bad, good = make(tmp_path / called), honest_xlsx(tmp_path / "good.xlsx")
    order = [sys.executable, "-c", LOOK, str(bad), str(good)]
    done = subprocess.run(order, capture_output=True, text=True, cwd=ROOT, check=True, timeout=120)
    found = json.loads(done.stdout)
    assert (found["code"].removeprefix("workbook."), found["after"]) == (code, "read"), found
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES
    assert code == "read" or called in found["sentence"]
