"""The worker thread on the real event loop, and the Qt build on this Python."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from desktop.tasks import Asked, Tasks
from scoring.errors import Cancelled, Refusal


@pytest.fixture
def tasks(qapp: object) -> Tasks:
    made = Tasks()
    yield made
    made.close()


def test_results_come_home_to_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[tuple[str, int]] = []
    tasks.start(
        lambda _: threading.current_thread().name,
        done=lambda name: heard.append((name, threading.get_ident())),
        failed=pytest.fail,
    )
    qtbot.waitUntil(lambda: len(heard) == 1)
    ((worker, thread),) = heard
    assert worker.startswith("store")
    assert thread == threading.get_ident()


def test_work_is_done_one_after_the_other(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(20):
        tasks.start(lambda _, number=number: number, done=order.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_a_failure_is_delivered_not_swallowed(tasks: Tasks, qtbot: QtBot) -> None:
    failures: list[BaseException] = []
    tasks.start(lambda _: 1 // 0, done=pytest.fail, failed=failures.append)
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], ZeroDivisionError)


def test_cancel_stops_at_the_next_step(tasks: Tasks, qtbot: QtBot) -> None:
    entered, go_on = threading.Event(), threading.Event()
    failures: list[BaseException] = []
    steps: list[tuple[int, int, str]] = []

    def work(asked: Asked) -> None:
        asked.step(0, 2, "first")
        entered.set()
        assert go_on.wait(10)
        asked.step(1, 2, "second")

    asked = tasks.start(
        work, done=lambda _: pytest.fail("went on"), failed=failures.append, progressed=lambda *where: steps.append(where)
    )
    assert entered.wait(10)
    asked.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], Cancelled)
    assert steps == [(0, 2, "first")]


class Bell(QObject):
    rang = Signal(bool)


def test_signals_lose_no_references(qapp: object) -> None:
    """PySide6 6.12.0 on CPython 3.11 loses one reference to True per emit and aborts after some 590 of them."""
    bell = Bell()
    heard: list[bool] = []
    bell.rang.connect(heard.append)
    bell.rang.emit(True)
    before = sys.getrefcount(True), sys.getrefcount(None)
    heard.clear()
    for _ in range(1000):
        bell.rang.emit(True)
        bell.blockSignals(False)
    kept = len(heard)
    heard.clear()
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert kept == 1000
    assert all(abs(now - then) < 100 for now, then in zip(after, before, strict=True)), (before, after)


def test_what_nobody_asks_for_any_more_is_not_refused(tasks: Tasks, qtbot: QtBot) -> None:
    failures: list[BaseException] = []
    entered, go_on = threading.Event(), threading.Event()

    def work(asked: Asked) -> None:
        entered.set()
        assert go_on.wait(10)
        raise Refusal("services.only_round")

    asked = tasks.start(work, done=lambda _: pytest.fail("went on"), failed=failures.append)
    assert entered.wait(10)
    asked.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], Cancelled)
