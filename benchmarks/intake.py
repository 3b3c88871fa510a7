"""Import of returned workbooks with all checks, against the bare evidence pass and openpyxl's plain read.

.venv/bin/python -m benchmarks.intake [--firms 40 200] [--returns 30] [--runs 5]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from benchmarks.district import ACTOR, NOW, workbooks, workspace
from benchmarks.timing import Contender, closing_words, race, show
from scoring.intake.checks import plan_checks
from scoring.intake.child import WorkbookReader
from scoring.intake.workbook import evidence
from scoring.services.returns import Outcome, check_workbook, import_workbooks
from scoring.services.rounds import OpenRound

EVIDENCE = "evidence pass alone, in this process"


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.intake")
    asked.add_argument("--firms", type=int, nargs="+", default=[40, 200], help="tenants in a return")
    asked.add_argument("--returns", type=int, default=30, help="workbooks of each size")
    asked.add_argument("--runs", type=int, default=5)
    given = asked.parse_args(words)
    peaks = []
    for firms in given.firms:
        with TemporaryDirectory() as folder:
            peaks.append(compare(Path(folder), given.returns, firms, given.runs))
    closing_words(given.runs, [f"In the guarded child: {max(peaks):.0f} MB."])


def compare(folder: Path, returns: int, firms: int, runs: int) -> float:
    """Prints the table; answers the child's peak."""
    opened = workspace(folder / "district.fuping", returns)
    with opened.store:
        paths = workbooks(folder, opened, returns, firms)
        importing = Importing(folder, paths)
        contenders = (
            Contender(EVIDENCE, lambda: [list(evidence(path)) for path in paths]),
            Contender("openpyxl, read-only, all values", lambda: [plain_read(path) for path in paths]),
            Contender("evidence through the guarded child", lambda: through_child(paths)),
            Contender("… read and checked", lambda: checked(opened, paths)),
            Contender("… and stored: the whole import", importing.work, importing.prepare),
        )
        results = race(contenders, runs)
        importing.close()
        cells = sum(plain_read(path) for path in paths) // returns
        peak = child_peak(paths)
    show(
        f"{returns} returns of {firms} tenants, {cells:,} filled cells each",
        results,
        units=returns,
        unit="return",
        yardstick=EVIDENCE,
    )
    return peak


def plain_read(path: Path) -> int:
    """Every value of every sheet the way openpyxl is fastest; answers how many there are."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        return sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    finally:
        book.close()


def through_child(paths: Sequence[Path]) -> None:
    with WorkbookReader() as reader:
        for path in paths:
            reader.read(path)


def child_peak(paths: Sequence[Path]) -> float:
    """Megabytes the child held at most. Asked while it lives: what the system says of ended children begins with their parent."""
    with WorkbookReader() as reader:
        for path in paths:
            reader.read(path)
        status = Path(f"/proc/{reader.process_id}/status")
        lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 / 1_000_000 for line in lines if line.startswith("VmHWM:")), 0.0)


def checked(opened: OpenRound, paths: Sequence[Path]) -> None:
    plan = plan_checks(opened.form, opened.parameters)
    with WorkbookReader() as reader:
        for path in paths:
            found = check_workbook(reader, path, plan, opened.round.form)
            assert found.body is not None


class Importing:
    """The verb itself, each time into a fresh workspace with the carriers on its list."""

    def __init__(self, folder: Path, paths: Sequence[Path]) -> None:
        self._folder, self._paths = folder, paths
        self._numbers = count(1)
        self._opened: OpenRound | None = None

    def prepare(self) -> None:
        self.close()
        self._opened = workspace(self._folder / f"run_{next(self._numbers)}.fuping", len(self._paths))

    def work(self) -> None:
        assert self._opened is not None
        done = import_workbooks(self._opened, self._paths, enrolling=False, actor=ACTOR, now=NOW)
        assert all(one.outcome is Outcome.STORED for one in done), done[0].findings

    def close(self) -> None:
        if self._opened is not None:
            self._opened.store.close()


if __name__ == "__main__":
    main()
