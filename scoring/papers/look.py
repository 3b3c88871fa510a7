"""The look of the papers: A4, measures in mm, one calm accent that stays dark in grey print, and the styles of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from scoring.papers.faces import Role

MM = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
SIDE, TOP, BOTTOM = 20 * MM, 25 * MM, 21 * MM
"""Margins of the body; head and foot of the page stand inside them."""
BODY_WIDTH, BODY_HEIGHT = PAGE_WIDTH - 2 * SIDE, PAGE_HEIGHT - TOP - BOTTOM
HEAD_LINE, FOOT_LINE = PAGE_HEIGHT - 18 * MM, 15 * MM
"""Heights of the hairlines under the page's head and above its foot."""

INK = "#1d2228"
QUIET = "#5b646e"
ACCENT = "#1f4e79"
WARNING = "#8a3b12"
TINT = "#eef3f8"
SHADE = "#f6f7f8"
HAIR = "#c9d0d7"

HAIRLINE, RULE, HEAVY = 0.4, 0.8, 1.4
"""Widths of lines in points."""


class Align(Enum):
    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; ``size`` and ``leading`` in points. Styles of one leading share a baseline whatever their size."""

    size: float
    leading: float
    role: Role = Role.BODY
    colour: str = INK
    align: Align = Align.LEFT

    def right(self) -> Style:
        return replace(self, align=Align.RIGHT)

    def centred(self) -> Style:
        return replace(self, align=Align.CENTRE)


OVERLINE = Style(9.5, 14, colour=QUIET)
TITLE = Style(21, 30, Role.HEADING)
SUBTITLE = Style(11, 17, Role.HEADING, ACCENT)
PANEL_LABEL = Style(9, 17, colour=QUIET)
GRADE = Style(30, 44, Role.HEADING, ACCENT)
FIGURE = Style(24, 44, Role.HEADING)
PANEL_WORDS = Style(11, 44)
PANEL_NOTE = Style(9, 19, colour=QUIET)
PANEL_MARK = Style(9, 19, Role.HEADING, WARNING)
SECTION = Style(13, 20, Role.HEADING, ACCENT)
SUBSECTION = Style(10.5, 16, Role.HEADING)
TABLE_TITLE = Style(8.8, 13, Role.HEADING)
BODY = Style(9.5, 15)
CAUTION = Style(9, 14, colour=WARNING)

CELL = Style(8.5, 12.5)
CELL_STRONG = Style(8.5, 12.5, Role.HEADING)
CELL_LABEL = Style(7.8, 12.5, colour=QUIET)
"""Quiet, on one baseline with CELL."""
CELL_QUIET = Style(7.8, 11.5, colour=QUIET)
CELL_NOTE = Style(7.8, 11.5, colour=WARNING)
CELL_HEAD = Style(8.2, 12, Role.HEADING, ACCENT)
CELL_TOTAL = Style(9.5, 14, Role.HEADING)
CELL_CODE = Style(7.2, 12.5)
CHART_LABEL = Style(7.6, 10.5)
CHART_STRONG = Style(7.6, 10.5, Role.HEADING)
CHART_FIGURE = Style(7.6, 10.5, Role.HEADING, ACCENT)
FURNITURE = Style(7.8, 11, colour=QUIET)
"""Head and foot of the page."""
