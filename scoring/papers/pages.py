"""Pages: A4 with head and foot, the total of pages known only at the end, and bytes that depend on the facts alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from scoring.papers.about import LANGUAGES, About, describe, stamp
from scoring.papers.fonts import TypeCases
from scoring.papers.look import (
    BODY_HEIGHT,
    BODY_WIDTH,
    BOTTOM,
    FOOT_LINE,
    FURNITURE,
    HAIR,
    HAIRLINE,
    HEAD_LINE,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
    SIDE,
    WARNING,
    Style,
)
from scoring.papers.setting import Line, Text, draw_line, natural_width, set_lines

COLUMN_GAP = 6 * MM
BADGE_WIDTH = 52 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands on every page, and what the file says of itself. ``page`` words "page x of y"."""

    title: str
    author: str
    language: str
    created: datetime
    head: str
    status: str
    foot: str
    page: Callable[[int, int], str]
    keywords: str = ""


def build(story: Sequence[Flowable], furniture: Furniture, cases: TypeCases) -> bytes:
    """The PDF. The same story and furniture give the same bytes in any process."""
    out = BytesIO()
    frame = Frame(SIDE, BOTTOM, BODY_WIDTH, BODY_HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document = BaseDocTemplate(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=furniture.title,
        author=furniture.author,
        lang=LANGUAGES[furniture.language],
        invariant=1,
        pageCompression=1,
        initialFontName=next(iter(cases.values())).main,  # else every page names an un-embedded Helvetica
        pageTemplates=[PageTemplate("page", [frame])],
    )

    def canvas(*arguments: Any, **options: Any) -> PaperCanvas:
        return PaperCanvas(furniture, cases, *arguments, **options)

    document.build(list(story), canvasmaker=canvas)
    return out.getvalue()


class PaperCanvas(Canvas):  # type: ignore[misc] # reportlab carries no types
    """Draws head and foot when the total is known, into pages that are already laid out.

    The usual trick (keep every page's state and replay it) would send all bookmarks to the first page.
    """

    def __init__(self, furniture: Furniture, cases: TypeCases, *arguments: Any, **options: Any) -> None:
        self._code: list[str] = []
        super().__init__(*arguments, **options)
        self._furniture, self._cases = furniture, cases
        stamp(self._doc, furniture.created)

    def save(self) -> None:
        if self._code:
            self.showPage()
        pages = self._doc.Pages.pages
        for number, page in enumerate(pages, start=1):
            self._code = []
            self._draw_furniture(self._furniture.page(number, len(pages)))
            stream = PDFStream(content=f"{page.stream}\n" + "\n".join(self._code) + "\n", filters=[PDFZCompress])
            page.Contents = (
                stream  # ready-made, so that reportlab does not wrap it in ASCII85, which is slow and a quarter larger
            )
        self._code = []
        describe(self, About(self._furniture.title, self._furniture.author, self._furniture.keywords))
        self._doc.SaveToFile(self._filename, self)

    def _draw_furniture(self, page_words: str) -> None:
        furniture = self._furniture
        self._hairline(HEAD_LINE)
        self._hairline(FOOT_LINE)
        taken = self._badge(furniture.status) if furniture.status else 0.0
        self._left_and_right(furniture.head, "", HEAD_LINE + 2 * MM, BODY_WIDTH - taken)
        self._left_and_right(furniture.foot, page_words, FOOT_LINE - 4.5 * MM, BODY_WIDTH)

    def _hairline(self, y: float) -> None:
        self.setStrokeColor(HexColor(HAIR))
        self.setLineWidth(HAIRLINE)
        self.line(SIDE, y, PAGE_WIDTH - SIDE, y)

    def _left_and_right(self, left: str, right: str, baseline: float, width: float) -> None:
        room = width
        for line in set_lines([Text(right, FURNITURE)], width, self._cases)[:1]:
            draw_line(self, self._cases, line, SIDE + width - line.width, baseline)
            room = width - line.width - COLUMN_GAP
        for line in _shortened(left, FURNITURE, room, self._cases):
            draw_line(self, self._cases, line, SIDE, baseline)

    def _badge(self, status: str) -> float:
        """The mark of an unofficial paper, framed, at the right of the head. Returns the breadth it takes."""
        lines = _shortened(status, Style(FURNITURE.size, FURNITURE.leading, colour=WARNING), BADGE_WIDTH, self._cases)
        width = sum(line.width for line in lines) + 4 * MM
        self.setStrokeColor(HexColor(WARNING))
        self.setLineWidth(RULE)
        self.roundRect(PAGE_WIDTH - SIDE - width, HEAD_LINE + 1.1 * MM, width, 4.2 * MM, 1 * MM, stroke=1, fill=0)
        for line in lines:
            draw_line(self, self._cases, line, PAGE_WIDTH - SIDE - width + 2 * MM, HEAD_LINE + 2.1 * MM)
        return width + COLUMN_GAP


def _shortened(words: str, style: Style, room: float, cases: TypeCases) -> tuple[Line, ...]:
    """One line of a text, with an ellipsis where it does not fit; none for an empty one."""
    lines = set_lines([Text(words, style)], room, cases)
    if len(lines) < 2:
        return lines
    first = lines[0].words
    starts = (Text(first[:length].rstrip() + "…", style) for length in range(len(first), -1, -1))
    return next((set_lines([text], room, cases) for text in starts if natural_width(text, cases) <= room), ())
