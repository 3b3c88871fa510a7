"""What an official paper (公文) says, ready to print: every figure decided and worded. The page and the editable file share it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stand(StrEnum):
    """How a paragraph stands: indented text, a heading of the first or second level, or flush."""

    TEXT = "text"
    ONE = "one"
    TWO = "two"
    PLAIN = "plain"


def flat(title: str) -> str:
    """A title without the places where it may break."""
    return title.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Para:
    words: str
    stand: Stand = Stand.TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` of the breadth; figures and numbers are centred."""

    label: str
    share: int
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Para | Table


@dataclass(frozen=True, slots=True)
class Annex:
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``mark`` stands small at the head of every page where the paper is not official; ``sealed``: room is left for a seal.

    ``name`` and ``result`` are what the file says of itself, the second which sealed result it shows; ``created`` its date, from that. Empty words are left out. Titles may hold line
    feeds where they break if they are too long for a line.
    """

    language: str
    name: str
    title: str
    parts: tuple[Part, ...]
    created: datetime
    issuer: str
    date: str
    result: str = ""
    mark: str = ""
    head: str = ""
    number: str = ""
    addressee: str = ""
    annexes: tuple[Annex, ...] = ()
    note: str = ""
    sealed: bool = True
    copy_to: str = ""
    printed_by: str = ""
    printed_on: str = ""
    annex_word: str = ""
    """附件, in the paper's language."""
    colon: str = "："
    copy_word: str = ""
    """抄送."""

    @property
    def annex_names(self) -> tuple[str, ...]:
        """附件说明, a line each: numbered where there are several."""
        if len(self.annexes) == 1:
            return (flat(self.annexes[0].title),)
        return tuple(f"{number}. {flat(one.title)}" for number, one in enumerate(self.annexes, 1))

    def annex_head(self, number: int) -> str:
        """附件, 附件1 …"""
        if len(self.annexes) == 1:
            return self.annex_word
        return f"{self.annex_word}{'' if self.language == 'zh' else ' '}{number}"

    def texts(self) -> Iterator[str]:
        """Every text: their characters must be in the type case."""
        yield from (self.title, self.issuer, self.date, self.mark, self.head, self.number, self.addressee, self.note)
        yield from (self.copy_to, self.printed_by, self.printed_on, self.annex_word, self.copy_word, self.colon)
        for part in (*self.parts, *(part for one in self.annexes for part in one.parts)):
            if isinstance(part, Para):
                yield part.words
            else:
                yield from (one.label for one in part.columns)
                yield from (words for row in part.rows for words in row)
        yield from (one.title for one in self.annexes)
