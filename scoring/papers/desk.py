"""The desk a paper is composed on: words of the catalogue, sections with numbers and bookmarks, tables and blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, pairwise
from typing import Protocol, runtime_checkable

from reportlab.platypus import CondPageBreak, Flowable

from scoring.messages import catalogue, say
from scoring.papers.fonts import TypeCases
from scoring.papers.grid import Cell, Grid, Row, RowKind, set_row
from scoring.papers.look import (
    BODY,
    BODY_HEIGHT,
    BODY_WIDTH,
    CELL_HEAD,
    MM,
    SECTION,
    SUBSECTION,
    TABLE_TITLE,
    Style,
)
from scoring.papers.setting import Block, Heading, Text, set_lines


def label_texts(language: str) -> tuple[str, ...]:
    """Every text the papers take from the catalogue: their characters must be in the type case too."""
    return tuple(words for code, words in catalogue(language).items() if code.startswith("papers."))


class Desk:
    """One document being composed. Sections number themselves; nothing else is kept."""

    def __init__(self, language: str, cases: TypeCases) -> None:
        self.language, self.cases = language, cases
        self._sections, self._keys = count(1), count(1)

    def word(self, name: str, **facts: object) -> str:
        """A text of the catalogue, ``papers.report.<name>``."""
        return say(f"papers.report.{name}", facts, self.language)

    def section(self, name: str, *body: Flowable, whole: bool = False) -> list[Flowable]:
        """A numbered section; its heading never stands alone at the foot of a page. ``whole``: all on one page, if one holds it."""
        return self.chapter(self.word(name), *body, whole=whole)

    def chapter(self, title: str, *body: Flowable, whole: bool = False) -> list[Flowable]:
        """The same under a title that is no word of the catalogue."""
        number = next(self._sections)
        numerals = self.word("numerals").split()
        words = self.word("section", number=numerals[number - 1], title=title)
        return self._headed(words, SECTION, 0, 6 * MM, body, whole=whole)

    def subsection(self, words: str, *body: Flowable) -> list[Flowable]:
        return self._headed(words, SUBSECTION, 1, 5 * MM, body)

    def part(self, title: str, keys: str, *body: Flowable) -> list[Flowable]:
        """An unnumbered section of a page among many; ``keys`` keeps its bookmark apart from those of other pages."""
        return self._headed(title, SUBSECTION, 1, 3 * MM, body, keys=keys)

    def _headed(
        self,
        words: str,
        style: Style,
        level: int,
        before: float,
        body: Sequence[Flowable],
        *,
        whole: bool = False,
        keys: str = "",
    ) -> list[Flowable]:
        lines = set_lines([Text(words, style)], BODY_WIDTH, self.cases)
        key = f"{keys}s{next(self._keys)}"
        heading = Heading(lines, self.cases, entry=words, key=key, level=level, before=before, after=1 * MM)
        if whole and (height := _stacked(heading, *body)) <= BODY_HEIGHT:
            return [CondPageBreak(height + 1), heading, *body]
        return [_together(heading, *body[:1]), heading, *body]

    def kept(self, title: Block, *body: Flowable) -> list[Flowable]:
        """A title on the page of what it announces."""
        return [_together(title, *body), title, *body]

    def whole(self, block: Block) -> list[Flowable]:
        """A few lines that no page break may part."""
        return [_together(block), block]

    def block(self, texts: Iterable[Text], *, before: float = 0, after: float = 0, indent: float = 0) -> Block:
        lines = set_lines(texts, BODY_WIDTH - indent, self.cases)
        return Block(lines, self.cases, before=before, after=after, indent=indent)

    def said(self, name: str, **facts: object) -> Block:
        """A paragraph out of the catalogue."""
        return self.block([Text(self.word(name, **facts), BODY)], after=1 * MM)

    def grid(self, heads: Sequence[Text], rows: Iterable[Row], widths: Sequence[float], *, again: str = "") -> Grid:
        """A table; without heads if there are none. ``again``: what it is called on the pages where it goes on."""
        head = set_row(Row(tuple((text,) for text in heads), RowKind.HEAD), widths, self.cases) if heads else None
        title = set_row(Row(((Text(again, TABLE_TITLE),),), RowKind.AGAIN), widths, self.cases) if again else None
        return Grid(head, [set_row(row, widths, self.cases) for row in rows], widths, self.cases, title)

    def heads(self, *names: str, figures: Sequence[str] = ()) -> list[Text]:
        """Headings of columns out of the catalogue; those named in ``figures`` stand to the right."""
        return [Text(self.word(name), CELL_HEAD.right() if name in figures else CELL_HEAD) for name in names]


def _stacked(*parts: Flowable) -> float:
    """The height of flowables one under another."""
    gaps = (max(above.spaceAfter, below.spaceBefore) for above, below in pairwise(parts))
    return float(parts[0].spaceBefore + sum(part.height for part in parts) + sum(gaps))


def _together(title: Block, *body: Flowable) -> CondPageBreak:
    """A new page, unless the title and the beginning of what it announces find room on this one."""
    need = title.spaceBefore + title.height + sum(max(title.spaceAfter, part.spaceBefore) + _least(part) for part in body)
    return CondPageBreak(min(need + 1, BODY_HEIGHT))


SMALL = 60 * MM
"""A table up to this height is not torn for the sake of a few lines at the foot of a page."""


@runtime_checkable
class Breaking(Protocol):
    """A flowable of rows that goes on over pages."""

    height: float

    def least(self) -> float:
        """Points below which nothing of it can be placed."""


def _least(flowable: Flowable) -> float:
    if isinstance(flowable, Whole):
        return float(flowable.height)
    if not isinstance(flowable, Breaking):
        return min(float(flowable.height), 12 * MM)
    return flowable.height if flowable.height <= SMALL else flowable.least()


class Whole(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Several flowables one under another that no page break may part: a legend and its chart."""

    def __init__(self, *parts: Flowable) -> None:
        super().__init__()
        self._parts = parts
        self.width, self.height = BODY_WIDTH, sum(part.height + part.spaceAfter for part in parts)
        self.spaceBefore, self.spaceAfter = 1 * MM, 2 * MM

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        top = self.height
        for part in self._parts:
            part.drawOn(self.canv, 0, top - part.height)
            top -= part.height + part.spaceAfter


def cell(*texts: tuple[str, Style]) -> Cell:
    """A cell of paragraphs; empty ones take no line."""
    return tuple(Text(words, style) for words, style in texts)


def shares(*millimetres: float) -> tuple[float, ...]:
    """Widths of columns over the whole body, in proportion to the millimetres given."""
    return tuple(width * BODY_WIDTH / sum(millimetres) for width in millimetres)
