"""The page 定级审定 of a whole nation: how soon it is filled, and which events hold the window's thread longest.

.venv/bin/python -m benchmarks.decide WORKSPACE

The workspace is one that ``benchmarks.ranking --keep FOLDER`` made and sealed; what is opened is a copy of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.timing import peak_megabytes, processor_seconds
from desktop.app import Application
from desktop.pages.decide.page import DecidePage
from desktop.settings import Settings
from tests.desktop.main_thread import AIM, Watched

PATIENCE = 900.0
"""Seconds after which a step is given up."""
SLOWEST = 12


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.decide")
    asked.add_argument("workspace", type=Path, help="with a sealed round; it stays as it is")
    given = asked.parse_args(words)
    with TemporaryDirectory(prefix="fuping-decide-") as folder:
        show(Path(copy(given.workspace, folder)), Path(folder) / "settings.ini")


def show(path: Path, ini: Path) -> None:
    """Open the window at the page, and every tab of it."""
    app = Watched(["fuping"])
    settings = Settings(ini)
    settings.put("window/page", "decide")
    began, spent = perf_counter(), processor_seconds()
    app.during = "opening"
    window = Application(app, settings).open(path)
    app.until(lambda: window.workspace is not None, PATIENCE)
    assert window.workspace is not None
    page = window.workspace.current
    assert isinstance(page, DecidePage)
    app.during = "filling"
    app.until(lambda: page.is_fresh and page.view is not None, PATIENCE)
    app.processEvents()
    lines = len(page.view.carriers) if page.view is not None else 0
    print(f"{lines:,} carriers filled after {perf_counter() - began:.1f} s, processor {processor_seconds() - spent:.1f} s")
    for index, one in enumerate(page.sections):
        app.during = one.objectName() or type(one).__name__
        page.tabs.setCurrentIndex(index)
        app.processEvents()
        one.table.scrollToBottom()
        end = perf_counter() + 0.5
        app.until(lambda end=end: perf_counter() > end)
    over = [one for one in app.spent if one.milliseconds > AIM]
    print(f"{len(over)} events over {AIM} ms; peak memory {peak_megabytes():.0f} MB")
    for one in app.slowest(SLOWEST):
        print(f"  {one.milliseconds:6.0f} ms  {one.during:<20} {one.event:<22} {one.receiver}")
    window.close()


if __name__ == "__main__":
    main()
