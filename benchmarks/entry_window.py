"""The entry screen itself: a pasted block of 500 firms until its findings stand in the cells, scrolled, typed into, taken back.

.venv/bin/python -m benchmarks.entry_window [--firms 500]
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from benchmarks.district import ACTOR, uscc, workspace
from benchmarks.entry import clipboard
from benchmarks.ranking import Watch
from benchmarks.timing import peak_megabytes
from desktop.app import Application
from desktop.pages.entry.grid import EntryGrid
from desktop.pages.entry.page import EntryPage
from desktop.settings import Settings
from scoring.intake.clipboard import block
from scoring.services.entering import Origin
from scoring.services.entering_checks import Spot

TABLE = "tenants"
SIZE = (1400, 900)
PAGES_DOWN = 40
"""So many times the view is scrolled on by its own height or width."""


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.entry_window")
    asked.add_argument("--firms", type=int, default=500)
    given = asked.parse_args(words)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "entry.fuping"
        opened = workspace(path, 1)
        with opened.store:
            text = clipboard(opened, given.firms)
        show(path, Path(folder), text)


def show(path: Path, folder: Path, text: str) -> None:
    """Prints the table."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    settings = Settings(folder / "settings.ini")
    settings.actor = ACTOR
    watch = Watch(app)
    window = Application(app, settings).open(path)
    window.resize(*SIZE)
    watch.until(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.desk is not None
    view, desk = window.workspace, window.desk
    desk.visit("entry", uscc(1))
    watch.until(lambda: view.current.key == "entry" and view.current.is_fresh)
    page = view.current
    assert isinstance(page, EntryPage)
    page.start.wanted.emit(Origin.NOTHING)
    settled = _settled(page)
    watch.until(lambda: page.entry is not None and settled())
    grid = page.findChild(EntryGrid, f"entry_{TABLE}")
    assert grid is not None
    page.tabs.setCurrentWidget(grid)
    grid.go_to(grid.entry.index_of(Spot(TABLE, 0, grid.entry.fields[0].key)))
    watch.until(lambda: True, least=1.5)
    QGuiApplication.clipboard().setText(text)
    rows = len(block(text)) - 1
    print("\n| what | s | processor s | longest wait of the window, ms | its own processor time, ms |\n|---|--:|--:|--:|--:|")
    watch.said("before", watch.until(lambda: True, least=0.2))
    for what, action, holds in (
        (f"{rows} firms × {len(block(text)[0])} columns pasted, until every finding stands in its cell", grid.paste, rows),
        ("scrolled from the first row to the last and from the first column to the last", lambda: _scroll(app, grid), rows),
        ("one cell typed, until it is checked", lambda: _type(grid), rows),
        ("the cell taken back", desk.undo, rows),
        ("the whole block taken back", desk.undo, 0),
    ):
        action()
        seconds = watch.until(lambda wanted=holds: len(grid.entry.rows) == wanted and settled())  # type: ignore[misc]
        watch.said(what, seconds)
    print(f"\nPeak memory {peak_megabytes():.0f} MB.")
    window.close()


def _settled(page: EntryPage) -> Callable[[], bool]:
    return lambda: page.is_fresh and not page.desk.is_working


def _scroll(app: QApplication, grid: EntryGrid) -> None:
    for bar in (grid.verticalScrollBar(), grid.horizontalScrollBar()):
        for step in range(PAGES_DOWN + 1):
            bar.setValue(bar.maximum() * step // PAGES_DOWN)
            app.processEvents()


def _type(grid: EntryGrid) -> None:
    index = grid.entry.index_of(Spot(TABLE, 3, "employees"))
    grid.entry.setData(index, "12")


if __name__ == "__main__":
    main()
