"""A block pasted into an entry on screen, with all its findings, against openpyxl's plain read of the same block.

.venv/bin/python -m benchmarks.entry [--firms 500] [--runs 5]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from benchmarks.district import ACTOR, NOW, carrier_records, workspace
from benchmarks.intake import plain_read
from benchmarks.timing import Contender, closing_words, race, show
from scoring.definitions.form import Field
from scoring.definitions.records import Nothing
from scoring.findings import Level
from scoring.intake.clipboard import as_text, block
from scoring.intake.template_look import heading_text
from scoring.services import entering, entering_edits
from scoring.services.entering import Entry
from scoring.services.entering_checks import Spot, check_entry
from scoring.services.entering_paste import Selection
from scoring.services.rounds import OpenRound

YARDSTICK = "openpyxl, read-only, all values of the same block"
SPARE = ("备注一", "备注二", "备注三")
"""Columns that a spreadsheet of one's own has besides those of the form."""
MISTAKES = 10
"""Every so many rows a revenue is none."""


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.entry")
    asked.add_argument("--firms", type=int, default=500, help="rows of the block")
    asked.add_argument("--runs", type=int, default=5)
    given = asked.parse_args(words)
    with TemporaryDirectory() as folder:
        compare(Path(folder), given.firms, given.runs)
    closing_words(given.runs)


def compare(folder: Path, firms: int, runs: int) -> None:
    """Prints the table."""
    opened = workspace(folder / "entry.fuping", 1)
    with opened.store:
        text = clipboard(opened, firms)
        path = workbook(folder / "block.xlsx", text)
        desk = Typing(opened, text)
        contenders = (
            Contender(YARDSTICK, lambda: plain_read(path)),
            Contender("the text taken apart", lambda: block(text)),
            Contender("pasted and kept: one edit", desk.paste, desk.begin),
            Contender("… with all its findings", desk.paste_and_check, desk.begin),
            Contender("taken back whole", desk.undo, desk.begin_pasted),
            Contender("one more cell typed, the whole checked again", desk.type_and_check, desk.begin_pasted),
        )
        results = race(contenders, runs)
        columns = len(block(text)[0])
    show(
        f"{firms} firms × {columns} columns, headings and a 序号 column with them",
        results,
        units=1,
        unit="block",
        yardstick=YARDSTICK,
    )


def clipboard(opened: OpenRound, firms: int) -> str:
    """The tenants as a spreadsheet of one's own shows them: numbered, thousands apart, dates with slashes, a few mistakes."""
    table = opened.form.form.table("tenants")
    heads = ("序号", *(heading_text(field, "\n") for field in table.asked), *SPARE)
    rows = carrier_records(opened.form.form, 1, firms)["tenants"]
    told = [[_shown(field, row.get(field.key)) for field in table.asked] for row in rows]
    revenue = [field.key for field in table.asked].index("revenue")
    for row in told[::MISTAKES]:
        row[revenue] = "约500"
    return as_text((heads, *((str(number), *row, "", "", "") for number, row in enumerate(told, start=1))))


def _shown(field: Field, value: object) -> str:
    match value:
        case None | Nothing():
            return ""
        case bool():
            return "是" if value else "否"
        case date():
            return f"{value.year}/{value.month}/{value.day}"
        case int() | Decimal():
            return str(value) if field.unit == "年" else f"{value:,}"
        case _:
            return str(value)


def workbook(path: Path, text: str) -> Path:
    """The same block as cells of a workbook."""
    book = openpyxl.Workbook()
    for row in block(text):
        book.active.append(row)
    book.save(path)
    return path


class Typing:
    """The verbs, each time on a fresh entry."""

    def __init__(self, opened: OpenRound, text: str) -> None:
        self._opened, self._text = opened, text
        self._entry: Entry | None = None
        self._numbers = count(1)

    @property
    def entry(self) -> Entry:
        assert self._entry is not None
        return self._entry

    def begin(self) -> None:
        if self._entry is not None:
            entering.drop(self._opened, self._entry.id, actor=ACTOR, now=NOW)
        self._entry = entering.begin(self._opened, self._opened.participants()[0], actor=ACTOR, now=NOW)

    def begin_pasted(self) -> None:
        self.begin()
        self.paste()

    def paste(self) -> None:
        done = entering_edits.paste(self._opened, self.entry, "tenants", self._text, Selection(), actor=ACTOR, now=NOW)
        assert done.by_headings
        self._entry = done.entry

    def paste_and_check(self) -> None:
        self.paste()
        self.check()

    def check(self) -> None:
        found = check_entry(self._opened, self.entry)
        unread = next(one for one in found.findings if one.finding.code == "intake.not_a_number")
        assert len(unread.spots) == -(-len(self.entry.tables["tenants"]) // MISTAKES)
        assert unread.level is Level.ERROR

    def undo(self) -> None:
        self._entry = entering_edits.undo(self._opened, self.entry.id, actor=ACTOR, now=NOW)
        assert self._entry.tables["tenants"] == ()

    def type_and_check(self) -> None:
        typed = {Spot("tenants", 1, "rd_staff"): str(next(self._numbers))}
        self._entry = entering_edits.set_cells(self._opened, self.entry, typed, actor=ACTOR, now=NOW)
        self.check()


if __name__ == "__main__":
    main()
