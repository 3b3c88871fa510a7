"""A round with four carriers and no returns: all that a review needs, by the whole example rubric."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.services.marking import give_mark
from scoring.services.marking_sheets import write_sheets
from scoring.services.reading_sheets import JudgedSheet, read_sheets
from scoring.services.reviewers import add_reviewer
from scoring.services.rounds import OpenRound, enrol, new_workspace

ACTOR = "王评审"
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
NAMES = ("云岬甲孵化器", "云岬乙孵化器", "云岬丙孵化器", "云岬丁孵化器")
CODES = ("91310113YFP9000018", "91310113YFP900002B", "91310113YFP900003E", "91310113YFP900004H")
ITEM = "J3"
FIRST = 5
"""The first line of a sheet."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A round being reviewed."""

    opened: OpenRound
    folder: Path

    def join(self, *names: str) -> None:
        for name in names:
            add_reviewer(self.opened, name, actor=ACTOR, now=NOW)

    def give(self, reviewer: str, value: str | None, comment: str = "", carrier: int = 0) -> None:
        worth = None if value is None else Decimal(value)
        whom = self.opened.carrier(NAMES[carrier])
        facts: dict[str, Any] = {"measure": ITEM, "reviewer": reviewer, "value": worth, "comment": comment}
        give_mark(self.opened, whom, **facts, actor=ACTOR, now=NOW)

    def sheet(self, reviewer: str = "李专家") -> Path:
        """The sheet of one reviewer, in a folder of its own each time."""
        folder = self.folder / f"sheets{len(list(self.folder.iterdir()))}"
        (path,) = write_sheets(self.opened, folder, only=[reviewer])
        return path

    def read(self, path: Path) -> JudgedSheet:
        (sheet,) = read_sheets([self.opened], [path])
        return sheet


def fill(path: Path, change: Callable[[Any], object], sheet: int = 0) -> Path:
    """What an expert does to a sheet in Excel."""
    book = load_workbook(path)
    change(book.worksheets[sheet])
    book.save(path)
    return path


def enter(path: Path, cells: dict[str, object]) -> Path:
    """Cells by their address."""

    def change(sheet: Any) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return fill(path, change)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    facts: dict[str, Any] = {"district": "示例区", "assessment_year": 2026, "data_year": 2025, "actor": ACTOR, "now": NOW}
    opened = new_workspace(tmp_path / "review.fuping", **facts)
    for name, uscc in zip(NAMES, CODES, strict=True):
        enrol(opened, name=name, uscc=uscc, actor=ACTOR, now=NOW)
    made = Panel(opened, tmp_path)
    made.join("李专家", "张专家", "陈专家")
    yield made
    opened.store.close()
