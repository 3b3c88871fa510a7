"""A plain list as a workbook: headings that stay in view, filters, texts as texts. XlsxWriter, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from scoring.errors import Refusal

MOST_ROWS = 1_048_575
"""Excel has no more below a heading."""
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 # a file property, the same in every list: no clock
LONGEST = 32_767
"""Characters in a cell."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """``width`` in half-width characters; ``wraps`` where long texts go on in a second line."""

    title: str
    width: int
    wraps: bool = False


def listing_bytes(sheet: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[str]], *, title: str = "") -> bytes:
    """The file; a ``title`` stands in a line of its own above the headings. Raises Refusal where Excel has no room for so many rows."""
    target = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title or sheet, "created": CREATED})
        _fill(book, book.add_worksheet(sheet[:31]), columns, rows, title)
    return target.getvalue()


def _fill(book: Any, page: Any, columns: Sequence[ListColumn], rows: Iterable[Sequence[str]], title: str) -> None:
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    looks = [book.add_format({"valign": "top", "text_wrap": one.wraps, "num_format": "@"}) for one in columns]
    head = 0
    if title:
        page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        head = 1
    for number, one in enumerate(columns):
        page.set_column(number, number, one.width)
        page.write_string(head, number, one.title, heading)
    page.freeze_panes(head + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    last = head
    for last, row in enumerate(rows, start=head + 1):
        if last > MOST_ROWS:
            raise Refusal("logbook.too_long", most=MOST_ROWS)
        for number, text in enumerate(row):
            page.write_string(last, number, text[:LONGEST], looks[number])
    page.autofilter(head, 0, last, len(columns) - 1)
