"""A list of carriers from elsewhere, maybe with whom to call there: a block pasted from Excel, or a workbook. Looked through first, added in one go."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from io import StringIO
from pathlib import Path

from scoring.errors import Refusal, Said
from scoring.intake.cells import Sheet, Workbook
from scoring.intake.child import WorkbookReader
from scoring.messages import LANGUAGES, say
from scoring.services.roster import Contact, Entry, code_of
from scoring.services.rounds import OpenRound
from scoring.store import contacts
from scoring.store.contacts import NOBODY

WHOLE_CODE = 18
SHORTEST_CODE = 12
"""So many digits and letters without a Chinese one: somebody meant it as a code, even a wrong one."""

Cells = tuple[tuple[int, str], ...]
"""Column and text, of what is not empty."""
PHONE = re.compile(
    r"(?:\+?86[- ]?)?(?:1[3-9]\d{9}|\(?0\d{2,3}\)?[- ]?\d{7,8}(?:(?:转|[-x])\d{1,5})?|\d{7,8}|400[- ]?\d{3,4}[- ]?\d{3,4})"
)
"""A mobile, a line with its area, a line of the place, a 400 number."""


class Verdict(Enum):
    """What becomes of a line of the list."""

    NEW = "new"
    RENAMED = "renamed"
    """On the list already, under another name: it will have this one."""
    CALLED = "called"
    """On the list already under this name: another person, or another telephone, from now on."""
    KNOWN = "known"
    TWICE = "twice"
    """Stands further up in the same list."""
    WRONG = "wrong"
    HEADING = "heading"
    """Above the first code: left out."""
    UNFINISHED = "unfinished"
    """Still being typed."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line: ``row`` counts from 1 as the list has it, ``said`` is what a person should know about it."""

    row: int
    name: str
    uscc: str
    verdict: Verdict
    said: Said
    contact: Contact | None = None
    """None where the list says nothing of whom to call."""

    @property
    def adds(self) -> bool:
        """Whether adding the list changes anything here."""
        return self.verdict in (Verdict.NEW, Verdict.RENAMED, Verdict.CALLED)


@dataclass(frozen=True, slots=True)
class _Known:
    """The list as it is: code → name, code → whom to call."""

    names: Mapping[str, str]
    contacts: Mapping[str, Contact]


def _known(opened: OpenRound) -> _Known:
    everyone, called = opened.participants(), contacts.everybody(opened.store)
    return _Known({one.uscc: one.name for one in everyone}, {one.uscc: called.get(one.no, NOBODY) for one in everyone})


def entries(proposed: Sequence[Proposed]) -> tuple[Entry, ...]:
    """What there is to add."""
    return tuple(Entry(one.name, one.uscc, one.contact) for one in proposed if one.adds)


def proposed_entry(opened: OpenRound, name: str, uscc: str, contact: Contact | None = None) -> Proposed:
    """One carrier while it is being typed: what is not finished is not found fault with."""
    name, typed = " ".join(name.split()), "".join(uscc.split())
    if len(typed) < WHOLE_CODE and (typed.isalnum() or not typed):
        return Proposed(1, name, typed, Verdict.UNFINISHED, Said("roster.unfinished", {"count": len(typed), "of": WHOLE_CODE}))
    if not name and code_of(opened, typed).uscc:
        return Proposed(1, name, typed, Verdict.UNFINISHED, Said("services.name_needed"))
    if contact is not None:
        contact = Contact(" ".join(contact.name.split()), " ".join(contact.phone.split()))
    return _line(opened, 1, _Parts(typed, name, contact), _known(opened), set())


def proposed_block(opened: OpenRound, text: str) -> tuple[Proposed, ...]:
    """Lines with tabs (as Excel copies them), semicolons or commas between name and code, in any order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    mark = next((mark for mark in ("\t", "；", ";", "，", ",") if mark in lines), "\t")
    quoted = csv.reader(StringIO(lines), delimiter=mark, quotechar='"') if '"' in lines else None
    rows = quoted if quoted is not None else (line.split(mark) for line in lines.split("\n"))
    return _judged(opened, [(number, tuple(enumerate(row, start=1))) for number, row in enumerate(rows, start=1)])


def proposed_workbook(opened: OpenRound, path: Path) -> tuple[Proposed, ...]:
    """The first sheet on view that has codes in it, read in the guarded child. Raises Refusal: unreadable, or no list in it."""
    with WorkbookReader() as reader:
        book = reader.read(path)
    rows = next((rows for rows in _sheets(book) if any(_is_code(cell) for _, cells in rows for _, cell in cells)), None)
    if rows is None:
        raise Refusal("roster.no_list", name=path.name)
    return _judged(opened, rows)


def _sheets(book: Workbook) -> Iterator[list[tuple[int, Cells]]]:
    for sheet in book.sheets:
        if sheet.visible:
            yield _rows(sheet)


def _rows(sheet: Sheet) -> list[tuple[int, Cells]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for cell in sheet.cells:
        found.setdefault(cell.row, []).append((cell.column, cell.text))
    return [(row, tuple(texts)) for row, texts in sorted(found.items())]


def _judged(opened: OpenRound, rows: Sequence[tuple[int, Cells]]) -> tuple[Proposed, ...]:
    cleaned = [(number, tuple((column, " ".join(cell.split())) for column, cell in cells)) for number, cells in rows]
    filled = [(number, tuple(pair for pair in cells if pair[1])) for number, cells in cleaned if any(cell for _, cell in cells)]
    first = next((place for place, (_, cells) in enumerate(filled) if any(_is_code(cell) for _, cell in cells)), 0)
    columns = _columns([cells for _, cells in filled[:first]])
    known, seen = _known(opened), set[str]()
    return tuple(
        _heading(number, cells) if place < first else _line(opened, number, _parts(cells, columns), known, seen)
        for place, (number, cells) in enumerate(filled)
    )


def _heading(number: int, cells: Cells) -> Proposed:
    return Proposed(number, "　".join(cell for _, cell in cells), "", Verdict.HEADING, Said("roster.heading"))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the headings say that whom to call stands; 0 where they say nothing of it."""

    person: int = 0
    phone: int = 0


def _columns(headings: Sequence[Cells]) -> _Columns:
    """A heading of both (联系人及电话) is one of the telephone: what is no telephone in its cells is the person."""
    heads = [(column, "".join(text.casefold().split())) for cells in headings for column, text in cells]
    phone = _called("phone", heads)
    return _Columns(_called("person", [head for head in heads if head[0] != phone]), phone)


def _called(what: str, heads: Sequence[tuple[int, str]]) -> int:
    """The first column with the first of the words that any has."""
    known = (word for language in LANGUAGES for word in say(f"roster.heads.{what}", {}, language).split())
    return next((column for word in known for column, head in heads if word in head), 0)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a line is made of."""

    code: str
    name: str
    contact: Contact | None


def _parts(cells: Cells, columns: _Columns) -> _Parts:
    """Code and name of a line in whatever order, and whom to call: where the headings say, else by what looks like a telephone."""
    typed = next((cell for _, cell in cells if _is_code(cell)), "")
    here = dict(cells)
    person, phone = here.get(columns.person, ""), here.get(columns.phone, "")
    rest = [cell for column, cell in cells if cell != typed and column not in (columns.person, columns.phone)]
    if not columns.phone:
        phone = next((cell for cell in rest if PHONE.fullmatch(cell)), "")
    elif not PHONE.fullmatch(phone) and (number := PHONE.search(phone)) is not None and not person:
        person, phone = phone.replace(number[0], "").strip(" 　:：,，/"), number[0]
    named = [cell for cell in rest if cell != phone and not _is_number(cell)]
    name = named[0] if named else ""
    if phone and not columns.person and not person:
        person = _before(phone, rest, name)
    return _Parts(typed, name, Contact(person, phone) if person or phone else None)


def _before(phone: str, rest: Sequence[str], name: str) -> str:
    """The person stands before the telephone, where anybody does."""
    place = rest.index(phone) if phone in rest else 0
    found = rest[place - 1] if place else ""
    return "" if found == name or _is_number(found) else found


def _line(opened: OpenRound, number: int, parts: _Parts, known: _Known, seen: set[str]) -> Proposed:
    code, name, contact = code_of(opened, parts.code), parts.name, parts.contact

    def proposed(verdict: Verdict, said: Said) -> Proposed:
        return Proposed(number, name, code.uscc or parts.code, verdict, said, contact)

    if not code.uscc:
        return proposed(Verdict.WRONG, code.problem or Said("roster.code_missing"))
    if not name:
        return proposed(Verdict.WRONG, Said("services.name_needed"))
    if code.uscc in seen:
        return proposed(Verdict.TWICE, Said("roster.twice"))
    seen.add(code.uscc)
    if code.uscc not in known.names:
        return proposed(Verdict.NEW, Said("roster.new"))
    if known.names[code.uscc] != name:
        return proposed(Verdict.RENAMED, Said("roster.renamed", {"before": known.names[code.uscc]}))
    before = known.contacts[code.uscc]
    if contact is not None and contact != before:
        return proposed(
            Verdict.CALLED, Said("roster.called" if before.words else "roster.called_first", {"before": before.words})
        )
    return proposed(Verdict.KNOWN, Said("roster.known"))


def _is_code(cell: str) -> bool:
    plain = "".join(cell.split()).replace("-", "")
    return (
        len(plain) >= SHORTEST_CODE
        and not PHONE.fullmatch(cell)
        and plain.isascii()
        and plain.isalnum()
        and any(map(str.isdigit, plain))
    )


def _is_number(cell: str) -> bool:
    """A column of serial numbers is no column of names."""
    return cell.rstrip(".、").isdigit()
