"""A template of an official paper (公文) as its file holds it: paragraphs with places to fill, tables, and the words asked for.

Nothing of a paper's wording is in the program: a district replaces the file that comes with it by its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import ClassVar

from scoring.definitions.form import NO_WORDS, STRICT, Strict, Words
from scoring.definitions.roles import SchemaText
from scoring.errors import Said

SCHEMA = "fuping/document/1"


class DocumentKind(StrEnum):
    """公示, 通知, 告知书, 整改通知书."""

    PUBLIC_LIST = "public-list"
    NOTICE = "notice"
    LETTER = "letter"
    RECTIFICATION = "rectification"

    @property
    def to_one(self) -> bool:
        """A paper for each carrier, and not one for all."""
        return self in (DocumentKind.LETTER, DocumentKind.RECTIFICATION)


class Level(StrEnum):
    """How a paragraph stands: text, 一、 or （一）; ``plain`` without indent."""

    TEXT = "text"
    ONE = "one"
    TWO = "two"
    PLAIN = "plain"


class TableName(StrEnum):
    """What a template can have drawn from the sealed result."""

    GRADES = "grades"
    ABSENT = "absent"
    DIMENSIONS = "dimensions"
    GRADING = "grading"


class Order(StrEnum):
    """How carriers of one grade follow each other in a list."""

    RANK = "rank"
    CODE = "code"


class Scope(StrEnum):
    """How far a word reaches: every paper of the workspace, of a round, of one kind of paper, or of one carrier."""

    WORKSPACE = "workspace"
    ROUND = "round"
    PAPER = "paper"
    CARRIER = "carrier"


class WordType(StrEnum):
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    LINES = "lines"
    """A paragraph for each line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """``when``: printed only where this word or fact is there, ``unless``: only where it is not; ``items``: a word of several
    lines, a numbered paragraph each.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    text: Words = NO_WORDS
    level: Level = Level.TEXT
    table: TableName | None = None
    items: str = ""
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexFile:
    """A paper behind the paper, on a page of its own."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    title: Words
    paragraphs: tuple[Paragraph, ...]
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """A word the district supplies once; ``default`` is no fact, only what stands there until another is entered."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: str
    label: Words
    scope: Scope = Scope.WORKSPACE
    type: WordType = WordType.TEXT
    required: bool = True
    help: Words = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """The whole file. ``sealed``: room is left for a seal (加盖印章), which the issuing body applies; ``head``: with 发文机关标志
    and red line.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    schema: SchemaText
    kind: DocumentKind
    title: Words
    status: Words = NO_WORDS
    source: str = ""
    order: Order = Order.RANK
    head: bool = False
    sealed: bool = True
    addressee: Words = NO_WORDS
    paragraphs: tuple[Paragraph, ...]
    annexes: tuple[AnnexFile, ...] = ()
    note: Words = NO_WORDS
    words: tuple[WordFile, ...] = ()

    def asked_for(self, key: str) -> WordFile | None:
        return next((one for one in self.words if one.key == key), None)

    def texts(self) -> Iterator[str]:
        """Every text that may have places to fill, in either language."""
        for words in (self.title, self.addressee, self.note, *(one.title for one in self.annexes)):
            yield from (words.zh, words.en)
        for paragraph in self.every_paragraph():
            yield from (paragraph.text.zh, paragraph.text.en)

    def every_paragraph(self) -> Iterator[Paragraph]:
        yield from self.paragraphs
        for annex in self.annexes:
            yield from annex.paragraphs


USED = ("issuer", "number", "date", "copy_to", "printed_by", "printed_on", "head")
"""Words the page itself asks for, where a template has them."""


def mistakes_in(document: DocumentFile, kind: DocumentKind, facts: Collection[str]) -> Iterator[Said]:
    """What makes no sense although every part has its shape. ``facts``: what a paper of this kind can fill in by itself."""
    if document.schema != SCHEMA:
        yield Said("definitions.wrong_schema", {"wanted": SCHEMA, "seen": document.schema})
    if document.kind is not kind:
        yield Said("documents.other_kind", {"seen": document.kind.value, "wanted": kind.value})
    keys = [one.key for one in document.words]
    for key in sorted({key for key in keys if keys.count(key) > 1} | set(keys).intersection(facts)):
        yield Said("definitions.twice", {"seen": key})
    known = {*facts, *keys}
    asked = {name for text in document.texts() for name in _names(text)}
    for paragraph in document.every_paragraph():
        asked |= {name for name in (paragraph.when, paragraph.unless, paragraph.items) if name}
    asked |= {one.when for one in document.annexes if one.when}
    for name in sorted(asked - known):
        yield Said("documents.unknown_place", {"name": name or "{ }", "known": tuple(sorted(known))})


def _names(text: str) -> Iterator[str]:
    try:
        yield from (name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:  # a brace too many
        yield ""
