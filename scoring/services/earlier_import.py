"""Earlier results from elsewhere: another workspace file, or a plain table (Excel or CSV). Looked through first, then kept.

A line that cannot be used is told with its cell; nothing is guessed.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level
from scoring.intake.cells import Sheet
from scoring.intake.child import WorkbookReader
from scoring.messages import LANGUAGES, say
from scoring.places import Place
from scoring.services.earlier import (
    OLDEST,
    EarlierGrade,
    Written,
    all_earlier,
    rounds_with_results,
    sealed_results_of,
    write_down,
)
from scoring.services.reading import open_to_read
from scoring.services.roster import code_of
from scoring.services.rounds import OpenRound, open_round
from scoring.store import opening, rounds
from scoring.store.connection import Store
from scoring.store.earlier import Standing, Stated

WORKSPACE = ".fuping"
TABLES = frozenset({".csv", ".txt"})
HEADS = ("name", "uscc", "year", "grade")
NEEDED = ("year", "grade")
MOST_ROWS_BEFORE = 30
"""So far down a table may begin."""
YEAR = re.compile(r"(\d{4})\s*(?:年度?)?(?:\.0+)?")

Row: TypeAlias = tuple[int, Mapping[int, str]]
"""Its number, and column → text."""


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """One result that can be kept. ``known``: it stands already just so."""

    name: str
    stated: Stated
    known: bool = False


@dataclass(frozen=True, slots=True)
class EarlierRead:
    """What a file says. ``lines`` can be kept; everything else is told by a finding."""

    document: str
    lines: tuple[EarlierLine, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def new(self) -> tuple[EarlierLine, ...]:
        return tuple(one for one in self.lines if not one.known)


def read_earlier(opened: OpenRound, path: Path) -> EarlierRead:
    """Another workspace (its youngest sealed runs of the kind) or a table. Nothing is kept yet.

    Raises Refusal: not there, unreadable, no such columns, no sealed run, the workspace itself.
    """
    if not path.is_file():
        raise Refusal("services.no_such_file", name=path.name)
    judge = _Judge(opened, path.name)
    if path.suffix.lower() == WORKSPACE:
        judge.workspace(path)
    else:
        judge.table(path)
    return EarlierRead(path.name, tuple(judge.lines), tuple(judge.findings))


def keep_earlier(opened: OpenRound, read: EarlierRead, *, actor: str, now: datetime) -> Written:
    """Keep what is new, all or none."""
    return write_down(opened, [one.stated for one in read.new], actor=actor, now=now)


class _Judge:
    """Lines held against the list of participants and what is known already."""

    def __init__(self, opened: OpenRound, document: str) -> None:
        self._opened, self._document = opened, document
        everyone = opened.participants()
        self._names = {one.uscc: one.name for one in everyone}
        self._codes: dict[str, list[str]] = {}
        for one in everyone:
            self._codes.setdefault(_folded(one.name), []).append(one.uscc)
        self._known = all_earlier(opened)
        self._grades = {grade.name.zh for grade in opened.rubric.rubric.grades}
        self._seen: dict[tuple[str, int], tuple[str, Place]] = {}
        self.lines: list[EarlierLine] = []
        self.findings: list[Finding] = []

    def _tell(self, code: str, level: Level, *places: Place, **facts: object) -> None:
        self.findings.append(Finding(f"earlier.{code}", level, places, facts))

    def _keep(self, uscc: str, year: int, standing: Standing, grade: str, source: str) -> None:
        known = self._known.get(uscc, {}).get(year)
        if known is not None and known.sealed:
            if (known.standing, known.grade) != (standing, grade):
                seen = {language: grade or say(f"earlier.standing.{standing.value}", {}, language) for language in LANGUAGES}
                own = {language: known.words(language) for language in LANGUAGES}
                facts = {"carrier": self._names[uscc], "year": year, "seen": seen, "own": own}
                self._tell("differs", Level.WARNING, Place(self._document), **facts)
            return
        stated = Stated(uscc, year, standing, grade, source)
        alike = known is not None and (known.standing, known.grade, known.source) == (standing, grade, source)
        self.lines.append(EarlierLine(self._names[uscc], stated, known=alike))

    # Workspaces -------------------------------------------------------------------------------------------------------

    def workspace(self, path: Path) -> None:
        if path.samefile(self._opened.store.path):
            raise Refusal("earlier.same_file", name=path.name)
        with TemporaryDirectory() as folder:
            store = _opened_apart(path, Path(folder))
            with store:
                self._rounds(store)

    def _rounds(self, store: Store) -> None:
        own = self._opened.round
        others = [open_round(store, one) for one in rounds.all_rounds(store)]
        alike = rounds_with_results(self._opened, others)
        found = {one.round.assessment_year: sealed_results_of(one) for one in alike}
        if not any(found.values()):
            raise Refusal("earlier.no_run", name=self._document, year=own.assessment_year, kind=self._opened.kind())
        for one in alike:
            results = found[one.round.assessment_year]
            if not results:
                self._tell("not_sealed", Level.WARNING, Place(self._document), year=one.round.assessment_year)
            names = {each.uscc: each.name for each in one.participants()}
            for uscc, result in results.items():
                self._result(uscc, names.get(uscc, uscc), result)

    def _result(self, uscc: str, name: str, result: EarlierGrade) -> None:
        if uscc not in self._names:
            facts = {"carrier": name, "uscc": uscc, "year": result.year}
            self._tell("unknown_carrier", Level.WARNING, Place(self._document), **facts)
            return
        source = say("earlier.sealed", {"name": self._document, "day": f"{result.at:%Y-%m-%d}"}, "zh")
        self._keep(uscc, result.year, result.standing, result.grade, source)

    # Tables -----------------------------------------------------------------------------------------------------------

    def table(self, path: Path) -> None:
        for sheet, rows in _tables(path):
            heads = _heads(rows)
            if heads is not None:
                at, columns = heads
                for number, cells in rows[at + 1 :]:
                    if any(cells.get(column, "") for column in columns.values()):
                        self._line(sheet, number, cells, columns)
                return
        raise Refusal("earlier.no_columns", name=path.name, columns=list(_head_words("zh")))

    def _line(self, sheet: str, row: int, cells: Mapping[int, str], columns: Mapping[str, int]) -> None:
        said = {what: cells.get(column, "") for what, column in columns.items()}
        places = {what: Place(self._document, sheet, row, column) for what, column in columns.items()}
        uscc = self._carrier(said, places, Place(self._document, sheet, row))
        year = self._year(said["year"], places["year"])
        if uscc is None or year is None:
            return
        standing, grade = _standing(said["grade"])
        if standing is Standing.UNKNOWN:
            self._tell("no_grade", Level.WARNING, places["grade"], carrier=self._names[uscc], year=year)
            return
        if grade and grade not in self._grades:
            self._tell("foreign_grade", Level.WARNING, places["grade"], seen=grade, allowed=sorted(self._grades))
        first = self._seen.setdefault((uscc, year), (said["grade"], places["grade"]))
        if first[1] != places["grade"]:
            level = Level.WARNING if first[0] == said["grade"] else Level.ERROR
            self._tell("twice", level, places["grade"], first[1], carrier=self._names[uscc], year=year)
            if level is Level.ERROR:
                self.lines = [one for one in self.lines if (one.stated.uscc, one.stated.year) != (uscc, year)]
            return
        self._keep(uscc, year, standing, grade, self._document)

    def _carrier(self, said: Mapping[str, str], places: Mapping[str, Place], line: Place) -> str | None:
        """By its code; without one by its name, where only one participant has it."""
        typed, name = said.get("uscc", ""), said.get("name", "")
        if typed:
            code = code_of(self._opened, typed)
            if not code.uscc:
                why = code.problem or Said("services.no_such_code", {"uscc": typed})
                self.findings.append(Finding(why.code, Level.ERROR, (places["uscc"],), why.facts))
                return None
            found = [code.uscc] if code.uscc in self._names else []
        else:
            found = self._codes.get(_folded(name), [])
        if len(found) == 1:
            return found[0]
        place = places.get("uscc" if typed else "name", line)
        self._tell("unknown_carrier", Level.WARNING, place, carrier=name or "—", uscc=typed or "—", year=said["year"] or "—")
        return None

    def _year(self, text: str, place: Place) -> int | None:
        match = YEAR.fullmatch(text.strip())
        year = int(match[1]) if match else 0
        if not OLDEST <= year < self._opened.round.assessment_year:
            self._tell("no_year", Level.ERROR, place, seen=text or "—", own=self._opened.round.assessment_year)
            return None
        return year


def _opened_apart(path: Path, folder: Path) -> Store:
    """To be read. One made by an older program is upgraded in a copy: the file itself is left as it is."""
    try:
        return open_to_read(path)
    except Refusal as refusal:
        if refusal.said.code != "store.older":
            raise
    return opening.open_store(Path(shutil.copy(path, folder / path.name)))


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _standing(text: str) -> tuple[Standing, str]:
    grade = " ".join(text.split())
    if not grade:
        return Standing.UNKNOWN, ""
    for standing in (Standing.ABSENT, Standing.UNGRADED, Standing.UNKNOWN):
        words = {word for language in LANGUAGES for word in say(f"earlier.words.{standing.value}", {}, language).split("|")}
        if grade.casefold() in words:
            return standing, ""
    return Standing.GRADED, grade


# Rows -----------------------------------------------------------------------------------------------------------------


def _tables(path: Path) -> Iterator[tuple[str, list[Row]]]:
    if path.suffix.lower() in TABLES:
        yield path.stem, list(_csv_rows(path))
        return
    with WorkbookReader() as reader:
        book = reader.read(path)
    for sheet in book.sheets:
        if sheet.visible:
            yield sheet.name, _sheet_rows(sheet)


def _sheet_rows(sheet: Sheet) -> list[Row]:
    found: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        found.setdefault(cell.row, {})[cell.column] = " ".join(cell.text.split())
    return sorted(found.items())


def _csv_rows(path: Path) -> Iterator[Row]:
    """As Excel saves it in China (GBK), or UTF-8; separated by commas, semicolons or tabs."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refusal("services.no_such_file", name=path.name) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refusal("earlier.not_text", name=path.name)
    if "\0" in text:
        raise Refusal("earlier.not_text", name=path.name)
    first = text.partition("\n")[0]
    mark = max(("\t", ";", ","), key=first.count)
    for number, row in enumerate(csv.reader(StringIO(text), delimiter=mark), start=1):
        yield number, {column: " ".join(cell.split()) for column, cell in enumerate(row, start=1) if cell.strip()}


def _head_words(language: str) -> Iterable[str]:
    return (say(f"earlier.heads.{what}", {}, language).split()[0] for what in HEADS)


def _heads(rows: Sequence[Row]) -> tuple[int, Mapping[str, int]] | None:
    """The line that names the columns, and which is which, in whatever order; None where no line does."""
    known = {
        what: [word for language in LANGUAGES for word in say(f"earlier.heads.{what}", {}, language).split()] for what in HEADS
    }
    for at, (_, cells) in enumerate(rows[:MOST_ROWS_BEFORE]):
        heads = {column: _folded(text) for column, text in cells.items()}
        columns: dict[str, int] = {}
        for what in HEADS:
            found = (column for word in known[what] for column, head in heads.items() if word in head)
            column = next((one for one in found if one not in columns.values()), 0)
            if column:
                columns[what] = column
        if all(what in columns for what in NEEDED) and ("name" in columns or "uscc" in columns):
            return at, columns
    return None
