"""The certificate (证书): one landscape page of words that are decided already, with a QR, and room for a seal.

The name of the carrier gives way by rule: smaller down to ``NAME_LEAST``, then on two or three lines of about one length.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from scoring.errors import Refusal
from scoring.papers.about import stamp
from scoring.papers.faces import FaceFile, Role
from scoring.papers.fonts import TypeCases, type_cases
from scoring.papers.look import ACCENT, HAIRLINE, MM, PAGE_HEIGHT, PAGE_WIDTH, QUIET, RULE, WARNING, Style
from scoring.papers.qr import draw_qr, squares
from scoring.papers.setting import Line, Text, draw_line, height, natural_width, set_lines

WIDTH, HEIGHT = PAGE_HEIGHT, PAGE_WIDTH
CENTRE = WIDTH / 2
FRAME, INNER = 10 * MM, 12.2 * MM
"""Distances of the two lines of the frame from the edge."""
TEXT_WIDTH = 225 * MM

TITLE = Style(29, 38, Role.HEADING, ACCENT)
TITLE_LEAST = 17.0
SPACING = 3.0
"""Points between the letters of a Chinese title and grade."""
NAME = Style(25, 35, Role.HEADING)
NAME_LEAST = 18.0
NAME_SMALLEST = 13.0
MOST_LINES = 3
JOINTS = ("公司", "集团", "中心", "基地", "园区", "孵化器", "）", ")", " ")
"""A name of two lines is parted behind one of these where that leaves neither line shorter than ``UNEVEN`` of the other."""
UNEVEN = 0.6
NUMBER = Style(10.5, 16, colour=QUIET)
CODE = Style(11, 17, colour=QUIET)
SENTENCE = Style(13, 22)
GRADE = Style(40, 56, Role.HEADING, ACCENT)
GRADE_LEAST = 20.0
VALIDITY = Style(12, 20)
ISSUER = Style(14.5, 21, Role.HEADING)
DAY = Style(12, 20)
SMALL = Style(7.8, 11.5, colour=QUIET)
BADGE = Style(9, 13, Role.HEADING, WARNING)

QR_SIDE = 37 * MM
QR_X, QR_Y = 21 * MM, 24.5 * MM
SEAL_X = 224 * MM
"""Where issuer and day are centred; nothing else stands around them, so that a seal of 45 mm has room."""
ISSUER_WIDTH = 100 * MM
NOTE_WIDTH = 98 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePaper:
    """Every word as it is printed. ``code`` is the signed text; ``status`` empty but on an example; ``created`` a file property."""

    language: str
    title: str
    number: str
    carrier: str
    uscc: str
    sentence: str
    grade: str
    validity: str
    issuer: str
    day: str
    status: str
    notes: tuple[str, ...]
    code: str
    author: str
    created: datetime


def printed(paper: CertificatePaper) -> tuple[str, ...]:
    """Every text on the page. Whoever checks a paper looks for these and for nothing else."""
    body = (paper.title, paper.number, paper.carrier, paper.uscc, paper.sentence, paper.grade, paper.validity)
    return (*body, paper.issuer, paper.day, *((paper.status,) if paper.status else ()), *paper.notes)


def certificate_pdf(paper: CertificatePaper, faces: tuple[FaceFile, ...] = ()) -> bytes:
    """The same bytes for the same paper. Raises Refusal (papers.missing_glyph, papers.name_too_long)."""
    with type_cases(printed(paper), faces) as cases:
        out = BytesIO()
        canvas = Canvas(
            out,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=cases[Role.BODY].main,
            lang={"zh": "zh-CN", "en": "en"}[paper.language],
        )
        stamp(canvas._doc, paper.created)  # noqa: SLF001 - as the other papers
        _properties(canvas, paper)
        _draw(canvas, paper, cases)
        canvas.showPage()
        canvas.save()
    return out.getvalue()


def _properties(canvas: Any, paper: CertificatePaper) -> None:
    canvas.setTitle(paper.title)
    canvas.setAuthor(paper.author)
    canvas.setSubject(f"{paper.title} {paper.carrier}")
    canvas.setKeywords(paper.code)
    canvas.setCreator("Fuping 孵评")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _draw(canvas: Any, paper: CertificatePaper, cases: TypeCases) -> None:
    page = _Page(canvas, cases)
    page.frame()
    if paper.status:
        page.badge(paper.status)
    spacing = SPACING if paper.language == "zh" else 0.0
    page.centred(_fitted(paper.title, TITLE, TITLE_LEAST, TEXT_WIDTH, cases, spacing), 171 * MM, spacing=spacing)
    page.rule(164.5 * MM)
    page.centred(Text(paper.number, NUMBER), 157 * MM)
    page.block(name_lines(paper.carrier, cases), 138.5 * MM)
    page.centred(Text(paper.uscc, CODE), 119.5 * MM)
    page.block(_within(paper.sentence, SENTENCE, TEXT_WIDTH, cases), 106.5 * MM)
    page.centred(_fitted(paper.grade, GRADE, GRADE_LEAST, TEXT_WIDTH, cases, spacing * 2), 82 * MM, spacing=spacing * 2)
    page.centred(Text(paper.validity, VALIDITY), 69 * MM)
    page.block(_within(paper.issuer, ISSUER, ISSUER_WIDTH, cases), 49 * MM, x=SEAL_X)
    page.centred(Text(paper.day, DAY), 36.5 * MM, x=SEAL_X)
    draw_qr(canvas, squares(paper.code), QR_X, QR_Y, QR_SIDE)
    page.notes(paper.notes)


class _Page:
    def __init__(self, canvas: Any, cases: TypeCases) -> None:
        self._canvas, self._cases = canvas, cases

    def frame(self) -> None:
        self._canvas.setStrokeColor(HexColor(ACCENT))
        for inset, width in ((FRAME, 1.6), (INNER, HAIRLINE)):
            self._canvas.setLineWidth(width)
            self._canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, stroke=1, fill=0)

    def rule(self, y: float) -> None:
        """A short line under the title."""
        self._canvas.setStrokeColor(HexColor(ACCENT))
        self._canvas.setLineWidth(RULE)
        self._canvas.line(CENTRE - 20 * MM, y, CENTRE + 20 * MM, y)

    def badge(self, status: str) -> None:
        """The mark of a certificate that is none, framed, in the upper left corner."""
        words = Text(status, BADGE)
        width = natural_width(words, self._cases) + 5 * MM
        left, bottom = INNER + 7 * MM, HEIGHT - INNER - 13.5 * MM
        self._canvas.setStrokeColor(HexColor(WARNING))
        self._canvas.setLineWidth(RULE)
        self._canvas.roundRect(left, bottom, width, 6 * MM, 1 * MM, stroke=1, fill=0)
        self.centred(words, bottom + 1.95 * MM, x=left + width / 2)

    def centred(self, text: Text, baseline: float, *, x: float = CENTRE, spacing: float = 0.0) -> None:
        """One line around x. Letters set apart have no gap after the last."""
        for line in set_lines([text], 10 * WIDTH, self._cases):
            width = line.width + spacing * (len(line.words) - 1)
            draw_line(self._canvas, self._cases, line, x - width / 2, baseline, spacing)

    def block(self, lines: tuple[Line, ...], middle: float, *, x: float = CENTRE) -> None:
        """Lines around x and around a height."""
        top = middle + height(lines) / 2
        for line in lines:
            draw_line(self._canvas, self._cases, line, x - line.width / 2, top - 0.735 * line.style.leading)
            top -= line.style.leading

    def notes(self, notes: Iterable[str]) -> None:
        """Beside the code, from its lower edge upwards."""
        lines = set_lines([Text(words, SMALL) for words in notes], NOTE_WIDTH, self._cases)
        baseline = QR_Y + 4 * MM + height(lines[1:])
        for line in lines:  # from above: a page's text is read in the order in which it was drawn
            draw_line(self._canvas, self._cases, line, QR_X + QR_SIDE + 1 * MM, baseline)
            baseline -= line.style.leading


def _fitted(words: str, style: Style, least: float, width: float, cases: TypeCases, spacing: float = 0.0) -> Text:
    """The text on one line, smaller where it must be. Raises Refusal where even that is too long."""
    found = _shrunk(words, style, least, width - spacing * len(words), cases)
    if found is None:
        raise Refusal("papers.line_too_long", text=words)
    return found


def _shrunk(words: str, style: Style, least: float, width: float, cases: TypeCases) -> Text | None:
    text = Text(words, style)
    size = min(style.size, style.size * width / max(natural_width(text, cases), 1))
    return Text(words, _sized(style, size - size % 0.25)) if size >= least else None


def _sized(style: Style, size: float) -> Style:
    return replace(style, size=size, leading=style.leading * size / style.size)


def name_lines(name: str, cases: TypeCases) -> tuple[Line, ...]:
    """The carrier's name. Raises Refusal where it does not fit on three lines of the smallest size."""
    if (one := _shrunk(name, NAME, NAME_LEAST, TEXT_WIDTH, cases)) is not None:
        return set_lines([one], TEXT_WIDTH, cases)
    size = NAME_LEAST
    while size >= NAME_SMALLEST:
        text = Text(name, _sized(NAME, size))
        lines = set_lines([text], TEXT_WIDTH, cases)
        if len(lines) <= (2 if size > NAME_SMALLEST else MOST_LINES):
            return _parted(text, cases) or _even(text, len(lines), cases)
        size -= 1
    raise Refusal("papers.line_too_long", text=name)


def _parted(text: Text, cases: TypeCases) -> tuple[Line, ...]:
    """Two lines parted where a name has a joint, the longer one as short as may be; none where no joint lies near the middle."""
    found: list[tuple[Line, ...]] = []
    for joint in JOINTS:
        at = text.words.find(joint) + len(joint)
        while at >= len(joint):
            parts = (text.words[:at].rstrip(), text.words[at:].lstrip())
            lines = set_lines([Text(part, text.style) for part in parts], TEXT_WIDTH, cases)
            widths = [line.width for line in lines]
            if len(lines) == 2 and min(widths) > UNEVEN * max(widths):
                found.append(lines)
            at = text.words.find(joint, at) + len(joint)
    return min(found, key=lambda lines: max(line.width for line in lines), default=())


def _within(words: str, style: Style, width: float, cases: TypeCases) -> tuple[Line, ...]:
    """On one line a little smaller, else on as many as it takes, of about one length."""
    if (one := _shrunk(words, style, style.size * 0.8, width, cases)) is not None:
        return set_lines([one], width, cases)
    small = Text(words, _sized(style, style.size * 0.8))
    lines = set_lines([small], width, cases)
    if len(lines) > MOST_LINES:
        raise Refusal("papers.line_too_long", text=words)
    return _even(small, len(lines), cases)


def _even(text: Text, count: int, cases: TypeCases) -> tuple[Line, ...]:
    """So many lines, none much shorter than the others: the narrowest column that still takes no more."""
    width = natural_width(text, cases) / count
    while len(lines := set_lines([text], width, cases)) > count:
        width += text.style.size / 2
    return lines
