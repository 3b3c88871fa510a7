"""The ranking of a whole nation in the window: how soon it is there, and how long the window is ever held meanwhile.

.venv/bin/python -m benchmarks.ranking [--carriers 2000] [--firms 60] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollBar

from benchmarks.district import ACTOR, NOW, fill, workspace
from benchmarks.timing import peak_megabytes, processor_seconds
from desktop.app import Application
from desktop.main_window import MainWindow
from desktop.pages.score.page import ScorePage
from desktop.settings import Settings
from scoring.services.rounds import open_workspace
from scoring.services.scoring import seal
from scoring.store import runs

NATION = "nation.fuping"
PATIENCE = 900.0
"""Seconds after which a step is given up."""
TICK = 2
"""Milliseconds between two looks at the clock on the window's thread."""


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.ranking")
    asked.add_argument("--carriers", type=int, default=2000)
    asked.add_argument("--firms", type=int, default=60, help="tenants of each carrier")
    asked.add_argument("--keep", type=Path, help="a folder whose workspace is used again, or made and left there")
    given = asked.parse_args(words)
    with TemporaryDirectory() as spare:
        folder = given.keep or Path(spare)
        path = folder / NATION
        if not path.exists():
            opened = workspace(path, given.carriers)
            with opened.store:
                fill(opened, given.carriers, given.firms)
        sealed(path)
        show(path, Path(spare))


def sealed(path: Path) -> None:
    """Seal the round where it is not, and say how long that took."""
    opened = open_workspace(path)
    with opened.store:
        if runs.of_round(opened.store, opened.round.id):
            return
        began, cpu = perf_counter(), processor_seconds()
        seal(opened, actor=ACTOR, now=NOW)
        print(f"Sealing: {perf_counter() - began:.1f} s, processor {processor_seconds() - cpu:.1f} s.")


class Watch:
    """How long the window's thread is away from its events: by the clock, and by its own processor time."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._last = (perf_counter(), thread_time())
        self._spent = processor_seconds()
        self.worst: tuple[float, float] = (0.0, 0.0)
        self._timer.start()

    def _tick(self) -> None:
        now = (perf_counter(), thread_time())
        self.worst = (max(self.worst[0], now[0] - self._last[0]), max(self.worst[1], now[1] - self._last[1]))
        self._last = now

    def until(self, holds: Callable[[], bool], least: float = 0.0) -> float:
        """Seconds until it holds, at least so many."""
        began = perf_counter()
        while perf_counter() - began < least or not holds():
            self._app.processEvents()
            if perf_counter() - began > PATIENCE:
                raise TimeoutError
        return perf_counter() - began

    def said(self, what: str, seconds: float) -> None:
        held, busy = self.worst
        spent = processor_seconds() - self._spent
        print(f"| {what} | {seconds:.2f} | {spent:.2f} | {1000 * held:.0f} | {1000 * busy:.0f} |", flush=True)
        self.worst = (0.0, 0.0)
        self._spent = processor_seconds()
        self._last = (perf_counter(), thread_time())


def show(path: Path, spare: Path) -> None:
    """Open the window at the page of scores, and go through it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    settings = Settings(spare / "settings.ini")
    settings.actor = ACTOR
    settings.put("window/page", "score")
    application = Application(app, settings)
    watch = Watch(app)
    print("\n| what | s | processor s | longest wait of the window, ms | its own processor time, ms |\n|---|--:|--:|--:|--:|")
    began = perf_counter()
    window = application.open(path)
    watch.until(lambda: window.workspace is not None)
    page = page_of(window)
    watch.until(lambda: bool(page.ranking.model.rows))
    watch.said("from opening the file to the sealed ranking", perf_counter() - began)
    watch.until(lambda: any(row.change for row in page.ranking.model.rows[:1]))
    watch.said("from there to the live score", perf_counter() - began)
    watch.said(
        "compared with the sealed result, names ready", watch.until(lambda: page.is_fresh and page.ranking.search.isEnabled())
    )
    watch.said("a window that does nothing", watch.until(lambda: True, least=2.0))
    for what, action, holds in steps(page):
        action()
        watch.said(what, watch.until(holds, least=0.5))
    print(f"\n{len(page.ranking.model.rows):,} carriers; {page.bar.words.text()}; peak memory {peak_megabytes():.0f} MB.")
    window.close()


def page_of(window: MainWindow) -> ScorePage:
    assert window.workspace is not None
    page = window.workspace.current
    assert isinstance(page, ScorePage)
    return page


def middle(bar: QScrollBar) -> None:
    bar.setValue(bar.maximum() // 2)


def steps(page: ScorePage) -> tuple[tuple[str, Callable[[], object], Callable[[], bool]], ...]:
    """What a person does with it."""
    table = page.ranking.table
    many = len(page.ranking.model.rows)
    last = page.ranking.model.rows[-1].uscc

    def ever() -> bool:
        return True

    def all_fresh() -> bool:
        return page.is_fresh

    return (
        ("sort by name", lambda: table.sortByColumn(1, Qt.SortOrder.AscendingOrder), ever),
        ("sort by total", lambda: table.sortByColumn(2, Qt.SortOrder.DescendingOrder), ever),
        ("find by initials", lambda: page.ranking.search.setText("yj"), ever),
        ("all again", page.ranking.search.clear, ever),
        ("scroll to the end", table.scrollToBottom, ever),
        ("picture", lambda: page.tabs.setCurrentIndex(1), lambda: page.quadrant.is_drawn),
        ("heat map", lambda: page.tabs.setCurrentIndex(2), ever),
        (
            "heat map, scroll to the middle",
            lambda: middle(page.heat.table.verticalScrollBar()),
            ever,
        ),
        (f"a carrier of {many:,}", lambda: page.open_carrier(last), all_fresh),
    )


if __name__ == "__main__":
    main()
