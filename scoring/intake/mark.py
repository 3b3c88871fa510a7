"""The marked copy (标注本) of a return: the carrier's own workbook with what is to be corrected on a first sheet and at every cell.

Foreign files are parsed here, so this lives in the child. The stored original is never touched: the copy is for the
carrier to work in. openpyxl writes the copy anew and does not keep everything: results of formulas are gone until a program
calculates again (it is told to on opening); shapes, form controls, slicers, embedded objects and some pictures and charts
are left out, validations and conditional formats of the newest Excels too. ``mark`` says what of it the original had, and
the first sheet tells the carrier. Values, formulas, styles, notes, hidden rows and sheets, macros and names stay.
A workbook that is no .xlsx or .xlsm is answered by a new one with the first sheet alone.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from scoring.intake.container import OPEN_DOCUMENT, is_compound, package
from scoring.intake.mark_slip import Correction, Slip, slip_of
from scoring.places import column_letters

AUTHOR = "孵评"
FILLS = {"stop": "FFC7CE", "error": "FFC7CE", "warning": "FFEB9C"}
LOSES: Mapping[str, tuple[str, ...]] = {
    "pictures": ("xl/media/",),
    "charts": ("xl/charts/",),
    "drawings": ("xl/drawings/drawing", "xl/diagrams/"),
    "controls": ("xl/ctrlprops/", "xl/activex/", "xl/embeddings/", "xl/slicers/"),
}
"""What may be missing in the copy, by the names its parts have."""
WIDTHS = (6, 10, 64, 34, 44)
MOST_LINKS = 200
"""Cells of a cause that are listed one by one; all are marked."""
FONT = "微软雅黑"


@dataclass(frozen=True, slots=True)
class Marked:
    """``kept``: it is the carrier's own workbook; ``macros``: and has macros; ``lost``: keys of ``LOSES``."""

    kept: bool
    macros: bool = False
    lost: tuple[str, ...] = ()


def mark(path: Path, target: Path, slip: Slip) -> Marked:
    """Write the copy of a workbook. Raises Refusal where it cannot be read."""
    if is_compound(path) or _is_open_document(path):
        book = Workbook()
        book.remove(book.active)
        _first_sheet(book, slip, set())
        book.save(target)
        return Marked(kept=False)
    with zipfile.ZipFile(path) as archive:
        names = [name.lower() for name in archive.namelist()]
    macros = any(name.endswith("vbaproject.bin") for name in names)
    lost = tuple(kind for kind, parts in LOSES.items() if any(name.startswith(parts) for name in names))
    with path.open("rb") as file:
        book = load_workbook(file, keep_vba=macros, rich_text=True)
    _clear(book, slip)
    for number, correction in enumerate(slip.corrections, start=1):
        _mark_cells(book, number, correction)
    _first_sheet(book, slip, set(book.sheetnames), lost=bool(lost))
    book.calculation.fullCalcOnLoad = True
    book.save(target)
    return Marked(kept=True, macros=macros, lost=lost)


def marked(path: Path, target: Path, slip: Path) -> dict[str, Any]:
    """As the child does it: told by a file, answered by what travels."""
    return asdict(mark(path, target, slip_of(json.loads(slip.read_text("utf-8")))))


def _is_open_document(path: Path) -> bool:
    """Looked through before anything is unpacked: sizes, counts, passwords."""
    with package(path) as parts:
        return bool(parts.has(OPEN_DOCUMENT))


def _clear(book: Any, slip: Slip) -> None:
    """What an earlier copy left: the carrier corrected in it and sent it back."""
    if slip.sheet in book.sheetnames and book[slip.sheet]["A1"].value == slip.title:
        book.remove(book[slip.sheet])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None
                    cell.fill = PatternFill()


def _mark_cells(book: Any, number: int, correction: Correction) -> None:
    text = f"{number}. {correction.word}：{correction.sentence}\n{correction.todo}"
    for sheet, row, column in correction.cells:
        if sheet in book.sheetnames and row and column:
            cell = _top_left(book[sheet], row, column)
            before = cell.comment
            said = f"{before.text}\n\n{text}" if before is not None else text
            cell.comment = Comment(said, AUTHOR if before is None else before.author, height=120, width=320)
            cell.fill = PatternFill("solid", fgColor=FILLS[correction.level])


def _top_left(sheet: Worksheet, row: int, column: int) -> Any:
    """Only there a merged range has a value and a note."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for area in sheet.merged_cells.ranges:
            if cell.coordinate in area:
                return sheet.cell(area.min_row, area.min_col)
    return cell


# The first sheet ----------------------------------------------------------------------------------------------------------


def _first_sheet(book: Any, slip: Slip, known: set[str], *, lost: bool = False) -> None:
    name = next(one for one in (slip.sheet, *(f"{slip.sheet}{number}" for number in range(2, 99))) if one not in known)
    sheet = book.create_sheet(name, 0)
    for one in book.worksheets:
        one.sheet_view.tabSelected = one is sheet
    book.active = 0
    sheet.sheet_view.showGridLines = False
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[column_letters(column)].width = width
    _text(sheet, 1, 1, slip.title, Font(name=FONT, size=16, bold=True))
    row = 2
    for line in (*slip.lines, *((slip.lost,) if lost else ())):
        _text(sheet, row, 1, line, Font(name=FONT, size=10, color="5D6B7C"))
        row += 1
    row += 1
    for column, head in enumerate(slip.heads, start=1):
        cell = _text(sheet, row, column, head, Font(name=FONT, size=10, bold=True))
        cell.fill = PatternFill("solid", fgColor="DCE6F1")
        cell.border = _box()
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    sheet.print_title_rows = f"{row}:{row}"
    for number, correction in enumerate(slip.corrections, start=1):
        row = _correction(sheet, row + 1, number, correction, slip, known)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _correction(sheet: Worksheet, row: int, number: int, correction: Correction, slip: Slip, known: set[str]) -> int:
    """Its lines, one a cell with a link to it; gives back the last of them."""
    texts = (str(number), correction.word, correction.sentence, "", correction.todo)
    for column, text in enumerate(texts, start=1):
        cell = _text(sheet, row, column, text, Font(name=FONT, size=10))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = _box()
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=FILLS[correction.level])
    listed = correction.cells[:MOST_LINKS]
    for at, where in enumerate(listed):
        _link(sheet, row + at, *where, known=known)
    last = row + max(len(listed), 1) - 1
    if len(correction.cells) > len(listed):
        last += 1
        _text(sheet, last, 4, slip.more.format(count=len(correction.cells) - len(listed)), Font(name=FONT, size=10))
    return last


def _link(sheet: Worksheet, row: int, name: str, at: int, column: int, *, known: set[str]) -> None:
    address = f"{column_letters(column)}{at or ''}"
    quoted = name.replace("'", "''")
    cell = _text(sheet, row, 4, f"{name}!{address}" if address else name, Font(name=FONT, size=10))
    cell.border = _box()
    if name in known:
        location = f"'{quoted}'!{column_letters(column or 1)}{at or 1}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
        cell.font = Font(name=FONT, size=10, color="1F5A96", underline="single")


def _text(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> Any:
    """As text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.font = font
    return cell


def _box() -> Border:
    side = Side(style="thin", color="B8C2CC")
    return Border(left=side, right=side, top=side, bottom=side)
