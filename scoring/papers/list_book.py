"""A plain list as a workbook: a title, headings that stay in view, one line each. XlsxWriter, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter

from scoring.papers.workbook_look import FONT, HEAD, LINE, text_width

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 # a file property, the same in every list: no clock
WIDEST = 60
"""Half-width characters."""
ROOM = 3


@dataclass(frozen=True, slots=True)
class ListSheet:
    """``rows`` as long as ``headings``; a code is a text and stays one, an int is a number."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def list_bytes(sheet: ListSheet) -> bytes:
    """The workbook."""
    kept = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, options) as book:
        book.set_properties({"title": sheet.title, "created": CREATED})
        page = book.add_worksheet(sheet.name)
        plain = {"font_name": FONT, "valign": "vcenter"}
        page.write_string(0, 0, sheet.title, book.add_format({**plain, "bold": True, "font_size": 14}))
        head = book.add_format({**plain, "bold": True, "bg_color": HEAD, "border": 1, "border_color": LINE})
        cell = book.add_format({**plain, "border": 1, "border_color": LINE})
        for column, heading in enumerate(sheet.headings):
            page.write_string(1, column, heading, head)
            texts = [heading, *(str(row[column]) for row in sheet.rows)]
            page.set_column(column, column, min(WIDEST, max(map(text_width, texts)) + ROOM))
        for number, row in enumerate(sheet.rows, start=2):
            _line(page, number, row, cell)
        page.freeze_panes(2, 0)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(1)
    return kept.getvalue()


def _line(page: object, number: int, row: Sequence[str | int], look: object) -> None:
    for column, value in enumerate(row):
        page.write(number, column, value, look)  # type: ignore[attr-defined]  # XlsxWriter brings no types
