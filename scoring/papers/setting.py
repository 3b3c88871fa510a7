"""Lines set in type: texts broken into lines, lines drawn, and a block of lines as a flowable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from scoring.papers.breaking import break_lines
from scoring.papers.fonts import TypeCases, clean
from scoring.papers.look import BODY_WIDTH, Style

BASELINE = 0.735
"""Share of the leading above the baseline."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph before it is set."""

    words: str
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """A line that fits; ``width`` is its exact breadth in points."""

    words: str
    style: Style
    width: float


def set_lines(texts: Iterable[Text], width: float, cases: TypeCases) -> tuple[Line, ...]:
    """The lines of some paragraphs in a column so many points wide. An empty text takes no line."""
    return tuple(line for text in texts if text.words for line in _set(text, width, cases))


def _set(text: Text, width: float, cases: TypeCases) -> Iterable[Line]:
    case, style = cases[text.style.role], text.style
    for words in break_lines(clean(text.words), width * 1000 / style.size, case.advances):
        yield Line(words, style, case.width(words, style.size))


def natural_width(text: Text, cases: TypeCases) -> float:
    """Points the text takes on one line."""
    return cases[text.style.role].width(clean(text.words).replace("\n", " "), text.style.size)


def height(lines: Iterable[Line]) -> float:
    return sum(line.style.leading for line in lines)


def draw_line(canvas: Any, cases: TypeCases, line: Line, x: float, baseline: float, spacing: float = 0.0) -> None:
    """The line with its left edge at x, in page coordinates. Strings are drawn as they are: there is no markup to escape.

    ``spacing``: points between letters, over and above their own breadth.
    """
    canvas.setFillColor(HexColor(line.style.colour))
    ink = canvas.beginText(x, baseline)
    if spacing:
        ink.setCharSpace(spacing)
    for font, piece in cases[line.style.role].runs(line.words):
        ink.setFont(font, line.style.size)
        ink.textOut(piece)
    if spacing:
        ink.setCharSpace(0)  # else it stays for every text after this one
    canvas.drawText(ink)


def draw_lines(canvas: Any, cases: TypeCases, lines: Iterable[Line], x: float, top: float, width: float) -> None:
    """Lines from ``top`` downwards in a column, each aligned as its style says."""
    for line in lines:
        draw_line(canvas, cases, line, x + (width - line.width) * line.style.align.value, top - BASELINE * line.style.leading)
        top -= line.style.leading


class Block(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Paragraphs over the whole breadth of the body; splits between any two lines."""

    def __init__(
        self, lines: tuple[Line, ...], cases: TypeCases, *, before: float = 0, after: float = 0, indent: float = 0
    ) -> None:
        super().__init__()
        self._lines, self._cases, self._indent = lines, cases, indent
        self.spaceBefore, self.spaceAfter = before, after
        self.height, self.width = height(lines), BODY_WIDTH

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        return self.width, self.height

    def split(self, _width: float, available: float) -> list[Block]:
        fitting, left = 0, available
        while fitting < len(self._lines) and self._lines[fitting].style.leading <= left:
            left -= self._lines[fitting].style.leading
            fitting += 1
        if not 0 < fitting < len(self._lines):
            return []
        return [
            self._upper(self._lines[:fitting]),
            Block(self._lines[fitting:], self._cases, after=self.spaceAfter, indent=self._indent),
        ]

    def _upper(self, lines: tuple[Line, ...]) -> Block:
        return Block(lines, self._cases, before=self.spaceBefore, indent=self._indent)

    def draw(self) -> None:
        draw_lines(self.canv, self._cases, self._lines, self._indent, self.height, self.width - self._indent)


class Heading(Block):
    """A block with an entry in the outline; ``level`` from 0. Keys must differ within a document."""

    def __init__(
        self, lines: tuple[Line, ...], cases: TypeCases, *, entry: str, key: str, level: int, before: float = 0, after: float = 0
    ) -> None:
        super().__init__(lines, cases, before=before, after=after)
        self._entry, self._key, self._level = entry, key, level

    def _upper(self, lines: tuple[Line, ...]) -> Block:
        return Heading(lines, self._cases, entry=self._entry, key=self._key, level=self._level, before=self.spaceBefore)

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self._key, 0, self.height + self.spaceBefore)
        self.canv.addOutlineEntry(self._entry, self._key, self._level, closed=self._level > 0)
        super().draw()
