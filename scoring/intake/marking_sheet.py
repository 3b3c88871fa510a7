"""The marking sheet (评分表) of one reviewer: what is to be marked, by which anchors, and where. XlsxWriter, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from scoring.definitions.canonical import Sha256
from scoring.intake.marking_stamp import stamp_text
from scoring.intake.template import FIRST_CREATED
from scoring.intake.template_look import Look, text_width
from scoring.intake.template_rules import LONGEST_HINT, LONGEST_LIST
from scoring.messages import say

HEADINGS = ("carrier", "code", "item", "item_title", "standing", "mark", "comment")
"""The columns in their order; their words are ``reviews.sheet.*``."""
WIDTHS = (34, 22, 9, 30, 18, 12, 60)
FIRST_ROW = 4
LINE_HEIGHT = 15


@dataclass(frozen=True, slots=True)
class SheetItem:
    """What is marked. ``choices``: every mark that can be given, where the rubric has steps."""

    code: str
    title: str
    most: Decimal | None
    step: Decimal | None
    choices: tuple[Decimal, ...]
    anchors: tuple[tuple[Decimal, str], ...]
    reading: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One mark to be given: a carrier and an item. What stands already is told beside it and never comes back with the sheet."""

    carrier: str
    uscc: str
    item: SheetItem
    value: Decimal | None
    comment: str


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """``title`` and ``status`` are the rubric's, ``round_words`` the round's."""

    title: str
    status: str
    round_words: str
    round_id: str
    rubric: Sha256
    reviewer: str
    items: tuple[SheetItem, ...]
    lines: tuple[SheetLine, ...]


def sheet_bytes(facts: SheetFacts) -> bytes:
    """The workbook: the marks to be given, the anchors, how it is done. Same facts, same bytes."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = say("reviews.sheet.title", {"reviewer": facts.reviewer})
        stamp = stamp_text(facts.round_id, facts.rubric, facts.reviewer)
        book.set_properties({"title": title, "subject": facts.round_words, "comments": stamp, "created": FIRST_CREATED})
        look = _Look(book)
        marks = book.add_worksheet(say("reviews.sheet.marks"))
        anchors = book.add_worksheet(say("reviews.sheet.anchors"))
        _marks(marks, look, facts, title, stamp)
        _anchors(anchors, look, facts.items)
        marks.activate()
    return kept.getvalue()


class _Look(Look):
    """Attributes: cell, centred (locked); entry, entry_text (to be filled in)."""

    def __init__(self, book: Any) -> None:
        super().__init__(book)
        box = {"border": 1, "border_color": "#B8C2CC", "valign": "vcenter"}
        self.cell = self._new(text_wrap=True, **box)
        self.centred = self._new(align="center", **box)
        self.entry = self._new(bg_color="#FFF4D6", align="center", num_format="General", locked=False, **box)
        self.entry_text = self._new(bg_color="#FFF4D6", text_wrap=True, num_format="@", locked=False, **box)


def _marks(sheet: Any, look: _Look, facts: SheetFacts, title: str, stamp: str) -> None:
    sheet.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, look.title)
    sheet.write_string(1, 0, "　".join(text for text in (facts.round_words, facts.title, facts.status) if text), look.subtitle)
    sheet.write_string(2, 0, say("reviews.sheet.how"), look.subtitle)
    sheet.write_string(0, 6, stamp, look.stamp)
    sheet.write_string(1, 5, say("reviews.sheet.reviewer"), look.subtitle)
    sheet.write_string(1, 6, facts.reviewer, look.subtitle)
    for column, name in enumerate(HEADINGS):
        asked = name in ("mark", "comment")
        sheet.write_string(FIRST_ROW - 1, column, say(f"reviews.sheet.{name}"), look.heading_required if asked else look.heading)
    for row, line in enumerate(facts.lines, start=FIRST_ROW):
        _line(sheet, look, row, line)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(FIRST_ROW - 1)
    sheet.autofilter(FIRST_ROW - 1, 0, max(FIRST_ROW - 1 + len(facts.lines), FIRST_ROW), len(HEADINGS) - 1)
    sheet.protect("", {"autofilter": True, "format_rows": True, "format_columns": True})
    _page(sheet, landscape=True)


def _line(sheet: Any, look: _Look, row: int, line: SheetLine) -> None:
    for column, text in enumerate((line.carrier, line.uscc, line.item.code, line.item.title)):
        sheet.write_string(row, column, text, look.centred if column in (1, 2) else look.cell)
    standing = _standing(line)
    sheet.write_string(row, 4, standing, look.cell)
    sheet.write_blank(row, 5, None, look.entry)
    sheet.write_blank(row, 6, None, look.entry_text)
    texts = ((line.carrier, 34), (line.item.title, 30), (standing, 18))
    lines = max(-(-text_width(text) // width) for text, width in texts)
    sheet.set_row(row, LINE_HEIGHT * max(lines, 1) + 6)
    sheet.data_validation(row, 5, row, 5, _rule(line.item))


def _standing(line: SheetLine) -> str:
    if line.value is None:
        return ""
    mark = f"{line.value.normalize():f}"
    return f"{mark}（{line.comment}）" if line.comment else mark


def _rule(item: SheetItem) -> dict[str, object]:
    """A drop-down where the marks can be told one by one, a range elsewhere."""
    words = [f"{mark.normalize():f}" for mark in item.choices]
    most = item.most
    hint = {
        "input_title": item.code[:32],
        "input_message": _hint(item),
        "error_title": item.code[:32],
        "error_message": say("reviews.sheet.wrong", {"most": "—" if most is None else f"{most.normalize():f}"}),
    }
    if words and len(",".join(words)) <= LONGEST_LIST:
        return {"validate": "list", "source": words, **hint}
    if most is None:
        return {"validate": "decimal", "criteria": ">=", "value": 0, **hint}
    return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": f"{most:f}", **hint}


def _hint(item: SheetItem) -> str:
    told = "\n".join(f"{mark.normalize():f}　{words}" for mark, words in item.anchors)
    return told if len(told) <= LONGEST_HINT else f"{told[: LONGEST_HINT - 1]}…"


def _anchors(sheet: Any, look: _Look, items: Sequence[SheetItem]) -> None:
    sheet.hide_gridlines(2)
    for column, width in enumerate((10, 34, 10, 70)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, say("reviews.sheet.anchors"), look.title)
    row = 2
    for item in items:
        sheet.write_string(row, 0, item.code, look.section)
        sheet.write_string(row, 1, item.title, look.section)
        sheet.merge_range(row, 2, row, 3, item.reading, look.note)
        sheet.set_row(row, LINE_HEIGHT * max(-(-text_width(item.reading) // 80), 1) + 6)
        row += 1
        for mark, words in item.anchors:
            sheet.write_number(row, 2, float(mark), look.centred)
            sheet.write_string(row, 3, words, look.cell)
            row += 1
        row += 1
    sheet.protect()
    _page(sheet, landscape=False)


def _page(sheet: Any, *, landscape: bool) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f"&C{say('intake.template.page')}&R&A")
