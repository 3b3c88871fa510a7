"""The rule book (评分细则) as a paper: what is measured, how it earns points, how the grade comes about. Words in, PDF out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from scoring.messages import say
from scoring.papers.desk import Desk, cell, label_texts, shares
from scoring.papers.fonts import type_cases
from scoring.papers.grid import Row, RowKind
from scoring.papers.look import (
    BODY,
    CAUTION,
    CELL,
    CELL_LABEL,
    CELL_QUIET,
    CELL_STRONG,
    MM,
    OVERLINE,
    QUIET,
    SUBTITLE,
    TITLE,
    Style,
)
from scoring.papers.pages import Furniture, build
from scoring.papers.setting import Text

OWN = "".join(map(chr, range(0x20, 0x7F))) + "\u3000"
"""Characters this room draws of itself, besides those of the facts and the catalogue."""
CELL_KEY = Style(6.8, 10, colour=QUIET)
HASH_SHOWN = 16
"""Digits of the rubric's hash in the foot of a page."""
MOST_LABEL = 12
"""A column of labels is as wide as the longest of them asks for, up to so many Chinese characters."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule by what it is called, or by nothing. ``quiet``: where it comes from; ``under``: it belongs to the one before; ``key``:
    what it is called in the rubric's file.
    """

    label: str
    words: str
    key: str = ""
    quiet: bool = False
    under: bool = False


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """Something with a code: a branch (``group``), or an indicator with its most points and its rules."""

    code: str
    title: str
    note: str
    lines: tuple[RuleLine, ...] = ()
    group: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered chapter of lines or of entries."""

    title: str
    lines: tuple[RuleLine, ...] = ()
    entries: tuple[RuleEntry, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBookFacts:
    """``whose``: district and round, empty for a rubric that nobody has adopted yet; ``particulars`` (label, words)."""

    language: str
    title: str
    status: str
    identity: str
    whose: str
    source: str
    hash: str
    created: datetime
    particulars: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]


def rule_book_pdf(facts: RuleBookFacts) -> bytes:
    """The book. Raises Refusal (papers.missing_glyph)."""
    with type_cases([*_texts(facts), *label_texts(facts.language), OWN], ()) as cases:
        desk = Desk(facts.language, cases)
        story = [*_title(facts, desk), *(flowable for one in facts.chapters for flowable in _chapter(one, desk))]
        return build(story, _furniture(facts), cases)


def _texts(facts: RuleBookFacts) -> Iterator[str]:
    """Every text of the facts: their characters must be in the type case."""
    yield from (facts.title, facts.status, facts.identity, facts.whose, facts.source, facts.hash)
    yield from (text for pair in facts.particulars for text in pair)
    for chapter in facts.chapters:
        yield from (chapter.title, chapter.about)
        for line in (*chapter.lines, *(line for entry in chapter.entries for line in entry.lines)):
            yield from (line.label, line.words, line.key)
        for entry in chapter.entries:
            yield from (entry.code, entry.title, entry.note)


def _word(facts: RuleBookFacts, name: str, **words: object) -> str:
    return say(f"papers.rule_book.{name}", words, facts.language)


def _furniture(facts: RuleBookFacts) -> Furniture:
    return Furniture(
        title=f"{facts.title} {facts.identity}",
        author=facts.whose,
        language=facts.language,
        created=facts.created,
        head=_word(facts, "head", whose=facts.whose, title=facts.title) if facts.whose else facts.title,
        status=facts.status,
        foot=_word(facts, "foot", identity=facts.identity, hash=facts.hash[:HASH_SHOWN]),
        page=lambda number, total: say("papers.report.page", {"number": number, "total": total}, facts.language),
    )


def _title(facts: RuleBookFacts, desk: Desk) -> list[Flowable]:
    lines = [
        Text(facts.whose, OVERLINE),
        Text(facts.title, TITLE),
        Text(_word(facts, "title"), SUBTITLE),
        Text(_word(facts, "status", status=facts.status) if facts.status else "", CAUTION),
        Text(facts.source, BODY),
    ]
    return [desk.block(lines, after=3 * MM), _pairs(tuple(RuleLine(*pair) for pair in facts.particulars), desk)]


def _chapter(chapter: Chapter, desk: Desk) -> list[Flowable]:
    about = [desk.block([Text(chapter.about, BODY)], after=1 * MM)] if chapter.about else []
    body = [_pairs(chapter.lines, desk)] if chapter.lines else []
    tree = [_entries(chapter.entries, desk)] if chapter.entries else []
    return desk.chapter(chapter.title, *about, *body, *tree)


def _pairs(lines: tuple[RuleLine, ...], desk: Desk) -> Flowable:
    """Labels at the left, as wide as they are; what they are about beside them."""
    longest = max((sum(1 if char > "\u2e7f" else 0.55 for char in line.label) for line in lines), default=0)
    wide = 6 + 3.1 * min(max(longest, 3), MOST_LABEL)
    return desk.grid([], [_pair(line) for line in lines], shares(wide, 170 - wide))


def _pair(line: RuleLine) -> Row:
    words = cell((line.words, _style(line)))
    if not line.label:
        return Row((words,))
    label = cell((line.label, CELL_LABEL if line.under else CELL_STRONG), (line.key, CELL_KEY))
    return Row((label, words), RowKind.NOTE if line.under else RowKind.PLAIN)


def _style(line: RuleLine) -> Style:
    return CELL_QUIET if line.quiet else CELL


def _entries(entries: tuple[RuleEntry, ...], desk: Desk) -> Flowable:
    """Code, title and most points; the rules of each below it, label by label."""
    rows: list[Row] = []
    for entry in entries:
        kind = RowKind.GROUP if entry.group else RowKind.PLAIN
        named = entry.title if entry.group or not entry.note else f"{entry.title}\u3000{entry.note}"
        below = ((entry.note, CELL_QUIET),) if entry.group else ()
        rows.append(Row((cell((entry.code, CELL_STRONG)), cell((named, CELL_STRONG), *below)), kind))
        rows += [
            Row(((), cell((line.label, CELL_LABEL)), cell((line.words, _style(line)))), RowKind.NOTE) for line in entry.lines
        ]
    return desk.grid([], rows, shares(17, 24, 129))
