"""Lines on the grid of GB/T 9704: 28 characters of 3号 in a line, lines filled to both edges, titles broken into even lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportlab.lib.colors import HexColor

from scoring.papers.breaking import break_lines
from scoring.papers.fonts import TypeCases, clean
from scoring.papers.look import Align, Style
from scoring.papers.official_look import LINE, PITCH, SIZE_3, TIGHT, WIDTH
from scoring.papers.setting import BASELINE

LOOSEST = 3.6 * PITCH
"""A line that lacks more than this is left as it is: stretched, it would look torn."""
INDENT = "\u3000\u3000"
SLACK = 0.05

Drawn: TypeAlias = Callable[[Any, float, float], None]
"""(canvas, left edge of the 版心, top of the item)."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is drawn whole. ``keep``: on one page with the next; ``gap``: left out at the head of a page;
    ``entry``: its words in the outline, with their level; ``head``: what is drawn again above it where it begins a page.
    """

    height: float
    draw: Drawn | None = None
    keep: bool = False
    gap: bool = False
    entry: tuple[str, int] | None = None
    head: Item | None = None
    breaks: bool = False
    """A new page begins before it."""


def blank(lines: float = 1) -> Item:
    return Item(LINE * lines, gap=True)


@dataclass(frozen=True, slots=True)
class Run:
    """A line of text: ``space`` is added after every character."""

    words: str
    style: Style
    width: float
    space: float = 0.0

    def at(self, canvas: Any, cases: TypeCases, x: float, top: float) -> None:
        canvas.setFillColor(HexColor(self.style.colour))
        ink = canvas.beginText(x, top - BASELINE * self.style.leading)
        ink.setCharSpace(self.space)
        for font, piece in cases[self.style.role].runs(self.words):
            ink.setFont(font, self.style.size)
            ink.textOut(piece)
        ink.setCharSpace(0)
        canvas.drawText(ink)


def tight(style: Style) -> float:
    """3号 is set on the grid, anything else as wide as it is."""
    return TIGHT if style.size == SIZE_3 else 0.0


def one_line(words: str, style: Style, cases: TypeCases) -> Run:
    """On one line, whatever its breadth."""
    words = clean(words).replace("\n", " ")
    space = tight(style)
    return Run(words, style, cases[style.role].width(words, style.size) + space * len(words), space)


def set_runs(words: str, style: Style, width: float, cases: TypeCases, *, filled: bool = True) -> tuple[Run, ...]:
    """The lines of a text in a column so broad; ``filled``: to both edges but for the last line of a paragraph."""
    return tuple(run for part in words.split("\n") for run in _runs(part, style, width, cases, filled=filled))


def _runs(words: str, style: Style, width: float, cases: TypeCases, *, filled: bool) -> Iterator[Run]:
    case, space = cases[style.role], tight(style)
    less = space * 1000 / style.size
    text = clean(words)
    advances: Any = {letter: case.advances[letter] + less for letter in set(text)} if less else case.advances
    lines = break_lines(text, (width + SLACK) * 1000 / style.size, advances)
    for number, line in enumerate(lines, 1):
        natural = case.width(line, style.size) + space * len(line)
        missing = width - natural
        stretch = filled and number < len(lines) and len(line) > 1 and 0 < missing <= LOOSEST
        yield Run(line, style, natural, space + (missing / (len(line) - 1) if stretch else 0.0))


def title_runs(words: str, style: Style, cases: TypeCases) -> tuple[Run, ...]:
    """On one line if it fits, else broken where its words say (line feeds), else into even lines."""
    whole = set_runs(words.replace("\n", ""), style, WIDTH, cases, filled=False)
    if len(whole) == 1:
        return whole
    return tuple(run for part in words.split("\n") for run in _even(part, style, cases))


def _even(words: str, style: Style, cases: TypeCases) -> tuple[Run, ...]:
    """As few lines as possible, none much longer than the next: the narrowest column that takes no more of them."""
    best = set_runs(words, style, WIDTH, cases, filled=False)
    width = WIDTH - style.size
    while width > style.size * 4 and len(found := set_runs(words, style, width, cases, filled=False)) == len(best):
        best, width = found, width - style.size
    return best


def lines_of(runs: Sequence[Run], cases: TypeCases, *, left: float = 0.0, keep: bool = False) -> list[Item]:
    """Flush lines; ``keep`` ties each to the next item."""
    return [Item(run.style.leading, _drawn(run, cases, left), keep=keep) for run in runs]


def aligned(run: Run, cases: TypeCases, align: Align, *, keep: bool = False) -> Item:
    return Item(run.style.leading, _drawn(run, cases, (WIDTH - run.width) * align.value), keep=keep)


def _drawn(run: Run, cases: TypeCases, left: float) -> Drawn:
    return lambda canvas, x, top: run.at(canvas, cases, x + left, top)
