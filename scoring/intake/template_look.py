"""How the template looks: formats made once per workbook, headings with unit and mark, widths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

from scoring.definitions.form import Field, FieldType

FONT = "微软雅黑"
INK = "#1F2A37"
ACCENT = "#1F4E79"
PALE = "#DCE6F1"
QUIET = "#6B7280"
REQUIRED = "#FFF4D6"
LINE = "#B8C2CC"

NARROWEST, WIDEST = 9, 26
USUAL_TEXT = 20
WIDTHS = {
    FieldType.DATE: 13,
    FieldType.BOOL: 11,
    FieldType.USCC: 22,
    FieldType.INT: 11,
    FieldType.DECIMAL: 13,
    FieldType.MONEY: 15,
}
"""Column widths in half-width characters; texts and choices go by their words."""


def heading_text(field: Field, before_unit: str = "") -> str:
    """``本年度营业收入（万元） *``: unit in brackets, a star where an answer is required. The reader takes both off again."""
    unit = f"{before_unit}（{field.unit}）" if field.unit else ""
    return f"{field.label.zh}{unit}{' *' if field.required else ''}"


def text_width(text: str) -> int:
    """Half-width characters; a Chinese one counts two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def column_width(field: Field, choices: Sequence[str]) -> int:
    """Wide enough for the longest choice or the usual value; headings wrap."""
    if field.type is FieldType.TEXT:
        return WIDEST if "name" in field.key else USUAL_TEXT
    if field.type is FieldType.CHOICE:
        return min(max([text_width(choice) + 4 for choice in choices] + [NARROWEST + 3]), WIDEST)
    return WIDTHS.get(field.type, NARROWEST)


def number_format(field: Field) -> str:
    """Text columns are text (``@``), so that a long code keeps its digits; years have no thousands separator."""
    match field.type:
        case FieldType.DATE:
            return "yyyy-mm-dd"
        case FieldType.TEXT | FieldType.USCC:
            return "@"
        case FieldType.INT:
            return "0" if field.unit == "年" else "#,##0"
        case FieldType.DECIMAL | FieldType.MONEY:
            decimals = field.shown_decimals
            return "#,##0." + "0" * decimals if decimals else "#,##0"
        case _:
            return "General"


class Look:
    """The formats of one workbook.

    Attributes:
        title, subtitle, status, section, note, number, link, stamp, source: the cover and the titles.
        heading, heading_required, label, label_required, help, line, plain: the tables.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Any] = {}
        self.title = self._new(bold=True, font_size=18, font_color=ACCENT, valign="vcenter")
        self.subtitle = self._new(font_color=QUIET, valign="vcenter")
        self.status = self._new(bold=True, font_color="#9C2B2B")
        self.section = self._new(bold=True, font_size=12, font_color=ACCENT, bottom=1, bottom_color=LINE)
        self.note = self._new(text_wrap=True, valign="vcenter")
        self.number = self._new(font_color=QUIET, align="right", valign="vcenter")
        self.link = self._new(font_color=ACCENT, underline=1, valign="vcenter")
        self.stamp = self._new(font_color=QUIET, font_size=9, valign="top")
        self.source = self._new(font_color=QUIET, font_size=9, valign="top", text_wrap=True)
        heading = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "border_color": LINE}
        self.heading = self._new(bg_color=PALE, **heading)
        self.heading_required = self._new(bg_color=REQUIRED, **heading)
        label = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": LINE}
        self.label = self._new(bg_color=PALE, **label)
        self.label_required = self._new(bg_color=REQUIRED, **label)
        self.help = self._new(font_color=QUIET, font_size=9, text_wrap=True, valign="vcenter", indent=1)
        self.plain = self._new()
        self.line = book.add_format({"border": 1, "border_color": LINE})

    def column(self, field: Field) -> Any:
        """The format of a field's column in a row table."""
        return self._typed(field, boxed=False)

    def boxed(self, field: Field) -> Any:
        """The format of a field's cell in a record."""
        return self._typed(field, boxed=True)

    def _typed(self, field: Field, *, boxed: bool) -> Any:
        align = (
            "right" if field.is_number else "center" if field.type in (FieldType.DATE, FieldType.BOOL) and not boxed else "left"
        )
        key = (number_format(field), align, boxed)
        if key not in self._made:
            box = {"border": 1, "border_color": LINE, "indent": int(align == "left")} if boxed else {}
            self._made[key] = self._new(num_format=key[0], align=align, valign="vcenter", text_wrap=align == "left", **box)
        return self._made[key]

    def _new(self, **properties: object) -> Any:
        return self._book.add_format({"font_name": FONT, "font_size": 10, "font_color": INK, **properties})
