"""What takes long has a thread of its own; what nobody waits for gives way to what somebody does."""

from __future__ import annotations

from threading import Event

from desktop.tasks import Asked
from scoring.errors import Refusal
from scoring.services.workplace import Workplace
from tests.desktop.screens import Window


def test_what_nobody_waits_for_begins_anew_behind_what_somebody_does(window: Window) -> None:
    window.settled()
    begun, told = Event(), []

    def slow(_: Workplace, asked: Asked) -> str:
        begun.set()
        while not told:
            asked.step(0, 1)
        return "idle"

    window.desk.reckon_idly(slow, told.append)
    assert begun.wait(20)
    window.desk.reckon(lambda *_: "wanted", told.append)
    window.wait(lambda: len(told) == 2)
    assert told == ["wanted", "idle"]


def test_of_what_nobody_waits_for_only_the_last_is_told(window: Window) -> None:
    window.settled()
    told: list[str] = []
    window.desk.reckon_idly(lambda *_: "first", told.append)
    window.desk.reckon_idly(lambda *_: "second", told.append)
    window.desk.reckon(lambda *_: "end", told.append)
    window.wait(lambda: len(told) == 2 and window.desk._idling.is_over)
    assert sorted(told) == ["end", "second"]


def test_reading_does_not_wait_for_reckoning(window: Window) -> None:
    window.settled()
    free, told = Event(), []

    def waits(*_: object) -> str:
        assert free.wait(20)
        return "reckoned"

    window.desk.reckon(waits, told.append)
    window.desk.read(lambda *_: "read", told.append)
    window.wait(lambda: told == ["read"])
    free.set()
    window.wait(lambda: told == ["read", "reckoned"])


def test_a_refusal_is_told_once_and_not_asked_again(window: Window) -> None:
    window.settled()
    refused: list[object] = []
    window.desk.refused.connect(refused.append)

    def refuses(*_: object) -> None:
        raise Refusal("services.no_run", round="2026")

    window.desk.reckon_idly(refuses, lambda _: None)
    window.wait(lambda: refused)
    window.desk.reckon(lambda *_: None, lambda _: None)
    window.settled()
    assert len(refused) == 1
