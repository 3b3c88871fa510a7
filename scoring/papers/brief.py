"""Papers for the commission's own table (上会材料、评价工作总结): pages of tables, lines and pictures. Words in, PDF out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from reportlab.platypus import Flowable, PageBreak, Spacer

from scoring.messages import say
from scoring.papers.charts import Bars
from scoring.papers.desk import Desk, cell, label_texts, shares
from scoring.papers.facts import MeterFacts
from scoring.papers.fitting import on_one_page
from scoring.papers.fonts import type_cases
from scoring.papers.grid import Row, RowKind
from scoring.papers.look import (
    BODY,
    BODY_WIDTH,
    CAUTION,
    CELL,
    CELL_HEAD,
    CELL_STRONG,
    FIGURE,
    GRADE,
    MM,
    OVERLINE,
    PANEL_LABEL,
    PANEL_NOTE,
    SUBTITLE,
    TITLE,
)
from scoring.papers.pages import Furniture, build
from scoring.papers.scatter import Scatter, ScatterFacts
from scoring.papers.setting import Heading, Text, set_lines

OWN = "".join(map(chr, range(0x20, 0x7F))) + "\u3000"


@dataclass(frozen=True, slots=True)
class BriefTable:
    """``heads`` (words, millimetres, figures stand to the right); ``strong``: rows that stand out, from 0."""

    heads: tuple[tuple[str, float, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class BriefPicture:
    """Bars under these headings of their figures."""

    heads: tuple[str, ...]
    meters: tuple[MeterFacts, ...]


BriefPart = str | BriefTable | BriefPicture | ScatterFacts


@dataclass(frozen=True, slots=True)
class BriefSection:
    """``aside``: where the page has no room for it, it goes into the annex behind."""

    title: str
    parts: tuple[BriefPart, ...]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class BriefPage:
    """``panel`` (label, large words, note) stands under the title; ``cautions`` must be read first.

    ``annex``: it is one page, and this is the title of the annex, with the sentence that sends to it, should it be needed.
    """

    title: str
    overline: str
    subtitle: str
    sections: tuple[BriefSection, ...]
    panel: tuple[tuple[str, str, str], ...] = ()
    cautions: tuple[str, ...] = ()
    annex: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """``status`` marks what is not official; ``foot`` names the result, on every page and in what the file says of itself."""

    language: str
    name: str
    author: str
    status: str
    head: str
    foot: str
    created: datetime
    pages: tuple[BriefPage, ...]

    def texts(self) -> Iterator[str]:
        """Every text: their characters must be in the type case."""
        yield from (self.name, self.author, self.status, self.head, self.foot)
        for page in self.pages:
            yield from (page.title, page.overline, page.subtitle, *page.cautions, *(page.annex or ()))
            yield from (words for one in page.panel for words in one)
            for section in page.sections:
                yield section.title
                for part in section.parts:
                    yield from _texts(part)


def _texts(part: BriefPart) -> Iterator[str]:
    match part:
        case str():
            yield part
        case BriefTable():
            yield from (words for words, _, _ in part.heads)
            yield from (words for row in part.rows for words in row)
        case BriefPicture():
            yield from part.heads
            for one in part.meters:
                yield from (one.code, one.label, one.own_words, one.median_words, one.lead)
        case ScatterFacts():
            yield from (part.across, part.upwards, *part.shapes, *(one.label for one in part.dots))


def brief_pdf(facts: BriefFacts) -> bytes:
    """The paper. Raises Refusal (papers.missing_glyph)."""
    with type_cases([*facts.texts(), *label_texts(facts.language), OWN]) as cases:
        story: list[Flowable] = []
        for number, page in enumerate(facts.pages):
            if number:
                story.append(PageBreak())
            if page.annex is not None:
                story += _one_page(page, lambda: Desk(facts.language, cases), str(number))
            else:
                story += _page(page, Desk(facts.language, cases), str(number), alone=len(facts.pages) == 1)
        return build(story, _furniture(facts), cases)


def _furniture(facts: BriefFacts) -> Furniture:
    return Furniture(
        title=facts.name,
        author=facts.author,
        language=facts.language,
        created=facts.created,
        head=facts.head,
        status=facts.status,
        foot=facts.foot,
        keywords=facts.foot,
        page=lambda number, total: say("papers.report.page", {"number": number, "total": total}, facts.language),
    )


def _one_page(page: BriefPage, desk: Callable[[], Desk], number: str) -> list[Flowable]:
    """As it is, or smaller, or with what stands aside on an annex of its own."""
    assert page.annex is not None
    fitted = on_one_page(_page(page, desk(), number, alone=False))
    if fitted is not None:
        return fitted
    title, sends = page.annex
    sections = [one for one in page.sections if not one.aside]
    last = replace(sections[-1], parts=(*sections[-1].parts, sends))
    first = _page(replace(page, sections=(*sections[:-1], last)), desk(), number, alone=False)
    behind = replace(page, title=title, sections=tuple(one for one in page.sections if one.aside), panel=(), annex=None)
    return [*(on_one_page(first) or first), PageBreak(), *_page(behind, desk(), f"{number}-annex", alone=False)]


def _page(page: BriefPage, desk: Desk, number: str, *, alone: bool) -> list[Flowable]:
    over = desk.block([Text(page.overline, OVERLINE)])
    lines = set_lines([Text(page.title, TITLE)], BODY_WIDTH, desk.cases)
    title = Heading(lines, desk.cases, entry=page.title, key=f"p{number}", level=0)
    under = desk.block([Text(page.subtitle, SUBTITLE), *(Text(words, CAUTION) for words in page.cautions)], after=2 * MM)
    panel = [_panel(page, desk), Spacer(0, 1 * MM)] if page.panel else []
    sections = [flowable for one in page.sections for flowable in _section(one, desk, number, alone=alone)]
    return [over, title, under, *panel, *sections]


def _panel(page: BriefPage, desk: Desk) -> Flowable:
    cells = tuple(
        cell((label, PANEL_LABEL), (words, GRADE if at == 0 else FIGURE), (note, PANEL_NOTE))
        for at, (label, words, note) in enumerate(page.panel)
    )
    return desk.grid([], [Row(cells, RowKind.TOTAL)], shares(*([1.0] * len(cells))))


def _section(section: BriefSection, desk: Desk, page: str, *, alone: bool) -> list[Flowable]:
    parts = [_part(part, desk) for part in section.parts]
    if alone:
        return desk.chapter(section.title, *parts)
    return desk.part(section.title, f"p{page}-", *parts)


def _part(part: BriefPart, desk: Desk) -> Flowable:
    match part:
        case str():
            return desk.block([Text(part, BODY)], after=1 * MM)
        case BriefTable():
            return _table(part, desk)
        case BriefPicture():
            return Bars(part.meters, desk.cases, part.heads)
        case ScatterFacts():
            return Scatter(part, desk.cases)


def _table(table: BriefTable, desk: Desk) -> Flowable:
    heads = [Text(words, CELL_HEAD.right() if figures else CELL_HEAD) for words, _, figures in table.heads]
    rows = []
    for number, row in enumerate(table.rows):
        style = CELL_STRONG if number in table.strong else CELL
        cells = (cell((words, style.right() if head[2] else style)) for words, head in zip(row, table.heads, strict=True))
        rows.append(Row(tuple(cells), RowKind.DENSE))
    return desk.grid(heads, rows, shares(*(width for _, width, _ in table.heads)))
