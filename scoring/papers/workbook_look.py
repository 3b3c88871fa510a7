"""How the live-formula workbook looks: what a cell is, its colours, and the formats, made once per workbook."""

from __future__ import annotations

from enum import Enum
from typing import Any
from unicodedata import east_asian_width


class Ink(Enum):
    """What stands in a cell. The name is that of its cell style on the cover."""

    DATA = "data"
    """Taken from the effective rows, or a figure of the rubric: what an auditor may change to see what follows."""
    FORMULA = "formula"
    RESULT = "result"
    """A formula whose figure the papers print."""
    VALUE = "value"
    """Worked out by the program: no formula of Excel 2010 holds it exactly."""
    LABEL = "label"


FONT = "微软雅黑"
TEXT, QUIET, LINE, ACCENT, HEAD = "#1F2A37", "#6B7280", "#D5DBE1", "#1F4E79", "#DCE6F1"
COLOURS = {
    Ink.DATA: ("#1F3FBF", "#FFFFFF"),
    Ink.FORMULA: (TEXT, "#F6F7F9"),
    Ink.RESULT: ("#14532D", "#E6F4EA"),
    Ink.VALUE: ("#7A4B00", "#FFF1D0"),
    Ink.LABEL: (TEXT, "#FFFFFF"),
}
"""Ink → letters and ground."""

GENERAL, WHOLE, PERCENT, POINTS, CODE = "General", "#,##0", "0.00%", "0.00", "0"
FINE = "#,##0.00####"
SPELT = '0;-0;0;"  "@'
"""Text that stands beside a figure: a gap before it."""


def text_width(text: str) -> int:
    """Half-width characters; a Chinese one counts two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


class Look:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Ink, str, bool], Any] = {}
        self.title = self._new(bold=True, font_size=16, font_color=ACCENT, valign="vcenter")
        self.subtitle = self._new(font_color=QUIET, valign="vcenter")
        self.status = self._new(bold=True, font_color="#9C2B2B", valign="vcenter")
        self.section = self._new(bold=True, font_size=12, font_color=ACCENT, bottom=1, bottom_color=LINE)
        self.plain = self._new(text_wrap=True, valign="vcenter")
        self.quiet = self._new(text_wrap=True, valign="vcenter", font_color=QUIET, font_size=9)
        self.rule = self._new(text_wrap=True, valign="vcenter", font_color=ACCENT, font_size=9)
        self.link = self._new(font_color=ACCENT, underline=1, valign="vcenter")
        head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "border_color": "#B8C2CC"}
        self.group = self._new(bg_color="#C9D8EA", **head)
        self.head = self._new(bg_color=HEAD, **head)
        left = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": LINE}
        self.head_left = self._new(bg_color=HEAD, **left)
        self._tag = {"align": "center", "font_size": 8, "border": 1, "border_color": "#B8C2CC"}
        self.tags = {ink: self._new(font_color=COLOURS[ink][0], bg_color=COLOURS[ink][1], **self._tag) for ink in Ink}

    def cell(self, ink: Ink, number: str = GENERAL, *, wrap: bool = False) -> Any:
        """The format of a body cell."""
        key = (ink, number, wrap)
        if key not in self._made:
            letters, ground = COLOURS[ink]
            more = {"bg_color": ground} if ground != "#FFFFFF" else {}
            self._made[key] = self._new(
                font_color=letters,
                num_format=number,
                border=1,
                border_color=LINE,
                valign="vcenter",
                bold=ink is Ink.RESULT,
                text_wrap=wrap,
                **more,
            )
        return self._made[key]

    def _new(self, **properties: object) -> Any:
        return self._book.add_format({"font_name": FONT, "font_size": 10, "font_color": TEXT, **properties})
