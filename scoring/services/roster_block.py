"""A list of carriers from elsewhere: a block pasted from Excel, or a workbook. Looked through first, added in one go."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from io import StringIO
from pathlib import Path

from scoring.errors import Refusal, Said
from scoring.intake.cells import Sheet, Workbook
from scoring.intake.child import WorkbookReader
from scoring.services.roster import Entry, code_of
from scoring.services.rounds import OpenRound

WHOLE_CODE = 18
SHORTEST_CODE = 12
"""So many digits and letters without a Chinese one: somebody meant it as a code, even a wrong one."""

Cells = tuple[str, ...]


class Verdict(Enum):
    """What becomes of a line of the list."""

    NEW = "new"
    RENAMED = "renamed"
    """On the list already, under another name: it will have this one."""
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

    @property
    def adds(self) -> bool:
        """Whether adding the list changes anything here."""
        return self.verdict in (Verdict.NEW, Verdict.RENAMED)


def entries(proposed: Sequence[Proposed]) -> tuple[Entry, ...]:
    """What there is to add."""
    return tuple(Entry(one.name, one.uscc) for one in proposed if one.adds)


def proposed_entry(opened: OpenRound, name: str, uscc: str) -> Proposed:
    """One carrier while it is being typed: what is not finished is not found fault with."""
    name, typed = " ".join(name.split()), "".join(uscc.split())
    if len(typed) < WHOLE_CODE and (typed.isalnum() or not typed):
        return Proposed(1, name, typed, Verdict.UNFINISHED, Said("roster.unfinished", {"count": len(typed), "of": WHOLE_CODE}))
    if not name and code_of(opened, typed).uscc:
        return Proposed(1, name, typed, Verdict.UNFINISHED, Said("services.name_needed"))
    known = {one.uscc: one.name for one in opened.participants()}
    return _line(opened, 1, typed, name, known, set())


def proposed_block(opened: OpenRound, text: str) -> tuple[Proposed, ...]:
    """Lines with tabs (as Excel copies them), semicolons or commas between name and code, in any order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    mark = next((mark for mark in ("\t", "；", ";", "，", ",") if mark in lines), "\t")
    quoted = csv.reader(StringIO(lines), delimiter=mark, quotechar='"') if '"' in lines else None
    rows = quoted if quoted is not None else (line.split(mark) for line in lines.split("\n"))
    return _judged(opened, [(number, tuple(row)) for number, row in enumerate(rows, start=1)])


def proposed_workbook(opened: OpenRound, path: Path) -> tuple[Proposed, ...]:
    """The first sheet on view that has codes in it, read in the guarded child. Raises Refusal: unreadable, or no list in it."""
    with WorkbookReader() as reader:
        book = reader.read(path)
    rows = next((rows for rows in _sheets(book) if any(_is_code(cell) for _, cells in rows for cell in cells)), None)
    if rows is None:
        raise Refusal("roster.no_list", name=path.name)
    return _judged(opened, rows)


def _sheets(book: Workbook) -> Iterator[list[tuple[int, Cells]]]:
    for sheet in book.sheets:
        if sheet.visible:
            yield _rows(sheet)


def _rows(sheet: Sheet) -> list[tuple[int, Cells]]:
    found: dict[int, list[str]] = {}
    for cell in sheet.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return [(row, tuple(texts)) for row, texts in sorted(found.items())]


def _judged(opened: OpenRound, rows: Sequence[tuple[int, Cells]]) -> tuple[Proposed, ...]:
    cleaned = [(number, tuple(" ".join(cell.split()) for cell in cells)) for number, cells in rows]
    filled = [(number, tuple(cell for cell in cells if cell)) for number, cells in cleaned if any(cells)]
    first = next((place for place, (_, cells) in enumerate(filled) if any(map(_is_code, cells))), 0)
    known = {one.uscc: one.name for one in opened.participants()}
    seen: set[str] = set()
    return tuple(
        _heading(number, cells) if place < first else _line(opened, number, *_parts(cells), known, seen)
        for place, (number, cells) in enumerate(filled)
    )


def _heading(number: int, cells: Cells) -> Proposed:
    return Proposed(number, "　".join(cells), "", Verdict.HEADING, Said("roster.heading"))


def _parts(cells: Cells) -> tuple[str, str]:
    """Code and name of a line, in whatever order."""
    typed = next((cell for cell in cells if _is_code(cell)), "")
    return typed, next((cell for cell in cells if cell != typed and not _is_number(cell)), "")


def _line(opened: OpenRound, number: int, typed: str, name: str, known: dict[str, str], seen: set[str]) -> Proposed:
    code = code_of(opened, typed)

    def proposed(verdict: Verdict, said: Said) -> Proposed:
        return Proposed(number, name, code.uscc or typed, verdict, said)

    if not code.uscc:
        return proposed(Verdict.WRONG, code.problem or Said("roster.code_missing"))
    if not name:
        return proposed(Verdict.WRONG, Said("services.name_needed"))
    if code.uscc in seen:
        return proposed(Verdict.TWICE, Said("roster.twice"))
    seen.add(code.uscc)
    if code.uscc not in known:
        return proposed(Verdict.NEW, Said("roster.new"))
    if known[code.uscc] != name:
        return proposed(Verdict.RENAMED, Said("roster.renamed", {"before": known[code.uscc]}))
    return proposed(Verdict.KNOWN, Said("roster.known"))


def _is_code(cell: str) -> bool:
    plain = "".join(cell.split()).replace("-", "")
    return len(plain) >= SHORTEST_CODE and plain.isascii() and plain.isalnum() and any(map(str.isdigit, plain))


def _is_number(cell: str) -> bool:
    """A column of serial numbers is no column of names."""
    return cell.rstrip(".、").isdigit()
