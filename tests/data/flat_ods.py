"""A workbook as flat ODS text, and LibreOffice to make an .xlsx of it: what another program writes, not ours."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or label; two paragraphs where it breaks its line."""

    text: str


@dataclass(frozen=True, slots=True)
class Wide:
    """A text merged over so many columns."""

    text: str
    columns: int


@dataclass(frozen=True, slots=True)
class AsNumber:
    """A code that somebody typed into a number cell: the last digits are lost."""

    digits: str


Value: TypeAlias = str | int | Decimal | date | Heading | Wide | AsNumber | None
"""A text that begins with ``=`` is a formula (OpenFormula: ``=[.B3]+1``)."""

Grid: TypeAlias = dict[tuple[int, int], Value]
"""(row, column), both from 1 → what the cell holds."""

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}"'
    for name, rest in (
        ("office", "office:1.0"),
        ("table", "table:1.0"),
        ("text", "text:1.0"),
        ("style", "style:1.0"),
        ("number", "datastyle:1.0"),
        ("fo", "xsl-fo-compatible:1.0"),
        ("of", "of:1.2"),
    )
)
STYLES = """<office:automatic-styles>
<number:date-style style:name="D"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>
<number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:number-style style:name="N"><number:number number:decimal-places="0" number:min-integer-digits="1"/></number:number-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="D"/>
<style:style style:name="whole" style:family="table-cell" style:data-style-name="N"/>
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="title" style:family="table-cell"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>
</office:automatic-styles>"""


def cell(held: Value) -> str:
    match held:
        case None:
            return "<table:table-cell/>"
        case Heading(text):
            return _text(text, style="head")
        case Wide(text, columns):
            covered = f'<table:covered-table-cell table:number-columns-repeated="{columns - 1}"/>'
            return (
                _text(text, style="title", span=f' table:number-columns-spanned="{columns}" table:number-rows-spanned="1"')
                + covered
            )
        case AsNumber(digits):
            return f'<table:table-cell table:style-name="whole" office:value-type="float" office:value="{digits}"/>'
        case date():
            return f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{held.isoformat()}"/>'
        case str() if held.startswith("="):
            return f"<table:table-cell table:formula={quoteattr('of:' + held)}/>"
        case str():
            return _text(held)
        case _:
            return f'<table:table-cell office:value-type="float" office:value="{held}"/>'


def _text(text: str, *, style: str = "", span: str = "") -> str:
    paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in text.split("\n"))
    name = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{name}{span} office:value-type="string">{paragraphs}</table:table-cell>'


def row(grid: Grid, number: int, columns: int) -> str:
    cells: list[str] = []
    column = 1
    while column <= columns:
        held = grid.get((number, column))
        cells.append(cell(held))
        column += held.columns if isinstance(held, Wide) else 1
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def sheet(name: str, grid: Grid) -> str:
    rows, columns = (max(cell[axis] for cell in grid) for axis in (0, 1))
    body = "\n".join(row(grid, number, columns) for number in range(1, rows + 1))
    return f"<table:table table:name={quoteattr(name)}>\n{body}\n</table:table>"


def flat_ods(sheets: Mapping[str, Grid]) -> str:
    tables = "\n".join(sheet(name, grid) for name, grid in sheets.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">\n{STYLES}\n'
        f"<office:body><office:spreadsheet>\n{tables}\n</office:spreadsheet></office:body></office:document>\n"
    )


def convert(sheets: Mapping[str, Grid], *targets: Path) -> None:
    """Has LibreOffice make the workbook in each of the formats that the suffixes name."""
    convert_text(flat_ods(sheets), *targets)


def convert_text(text: str, *targets: Path) -> None:
    """Flat ODS to each target, in a profile of LibreOffice's own: one that is already open would swallow the order."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        for target in targets:
            source = Path(folder, target.with_suffix(".fods").name)
            source.write_text(text, "utf-8")
            order = ["soffice", profile, "--headless", "--convert-to", target.suffix[1:], "--outdir", folder, str(source)]
            subprocess.run(order, check=True, capture_output=True, timeout=120)
            copyfile(source.with_suffix(target.suffix), target)
