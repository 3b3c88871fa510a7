"""A workspace with two carriers on its list, and hands that type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.district import NOW, carrier_records, workspace
from scoring.definitions.form import Field
from scoring.definitions.records import Nothing
from scoring.findings import Finding
from scoring.intake.clipboard import as_text
from scoring.intake.template_look import heading_text
from scoring.services import entering, entering_edits
from scoring.services.entering import Entry
from scoring.services.entering_checks import Spot, check_entry
from scoring.services.entering_edits import Pasted
from scoring.services.entering_paste import Selection
from scoring.services.rounds import OpenRound

WHO = "沈录入"
FIRST_CELL = Selection()


@dataclass
class Typist:
    """Types into one open entry; ``entry`` is as it stands."""

    opened: OpenRound
    entry: Entry

    def rows(self, table: str) -> tuple[tuple[str, ...], ...]:
        return self.entry.tables[table]

    def text(self, table: str, row: int, field: str) -> str:
        keys = [one.key for one in self.opened.form.form.table(table).asked]
        return self.rows(table)[row][keys.index(field)]

    def set(self, table: str, row: int, field: str, text: str) -> None:
        self.entry = entering_edits.set_cells(self.opened, self.entry, {Spot(table, row, field): text}, actor=WHO, now=NOW)

    def paste(self, table: str, text: str, at: Selection = FIRST_CELL) -> Pasted:
        done = entering_edits.paste(self.opened, self.entry, table, text, at, actor=WHO, now=NOW)
        self.entry = done.entry
        return done

    def undo(self, number: int = 0) -> None:
        self.entry = entering_edits.undo(self.opened, self.entry.id, number, actor=WHO, now=NOW)

    def redo(self, number: int = 0) -> None:
        self.entry = entering_edits.redo(self.opened, self.entry.id, number, actor=WHO, now=NOW)

    def again(self) -> Entry:
        """As somebody else would take it up, made anew of everything that was written."""
        entering._kept.clear()
        return entering.entry(self.opened, self.entry.id)

    def fill(self, firms: int = 6) -> None:
        """Everything a careful carrier of so many tenants would have filled in, pasted with its headings."""
        for table in ("tenants", "graduates", "carrier"):
            self.paste(table, block_of(self.opened, table, firms))

    def found(self) -> tuple[Finding, ...]:
        return tuple(one.finding for one in check_entry(self.opened, self.entry).findings)

    def codes(self) -> list[str]:
        return sorted(one.code for one in self.found())


def block_of(opened: OpenRound, key: str, firms: int = 6, *, headings: bool = True) -> str:
    """A table of the worked carrier as Excel puts it on the clipboard; the record as labels with values beside them."""
    table = opened.form.form.table(key)
    rows = [
        tuple(displayed(field, row.get(field.key)) for field in table.asked)
        for row in carrier_records(opened.form.form, 1, firms)[key]
    ]
    heads = tuple(heading_text(field, "\n") for field in table.asked)
    if key == opened.form.form.record:
        return as_text(tuple(zip(heads, rows[0], strict=True)))
    return as_text((*((heads,) if headings else ()), *rows))


def displayed(field: Field, value: object) -> str:
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


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    made = workspace(tmp_path / "示例 区.fuping", 2)
    with made.store:
        yield made


@pytest.fixture
def typist(opened: OpenRound) -> Typist:
    return Typist(opened, entering.begin(opened, opened.participants()[0], actor=WHO, now=NOW))
