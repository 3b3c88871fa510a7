"""What is loaded is set aside once, and is not brought back by work that wants quiet."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from scoring.services import quiet


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a process that has just begun; the tests' own freezing is kept apart from it, and they collect nothing meanwhile."""
    was = gc.isenabled()
    monkeypatch.setattr(quiet, "_state", quiet._State())
    yield
    gc.freeze()
    if not was:
        gc.disable()


class Ring:
    """Goes only by a collection."""

    def __init__(self) -> None:
        self.me = self


def test_what_is_loaded_is_set_aside_and_only_when_more_is_loaded(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet.set_aside()
    known = gc.get_freeze_count()
    kept = [Ring() for _ in range(100)]
    quiet.set_aside()
    assert gc.get_freeze_count() <= known, "nothing was loaded since"
    monkeypatch.setitem(sys.modules, "loaded_since", ModuleType("loaded_since"))
    quiet.set_aside()
    assert gc.get_freeze_count() >= known + len(kept)


def test_work_that_wants_quiet_brings_nothing_back_that_was_set_aside(fresh: None) -> None:
    quiet.set_aside()
    known = gc.get_freeze_count()
    with quiet.quiet_collector():
        assert gc.get_freeze_count() <= known, "what the work begins with is not set aside for good"
    assert gc.get_freeze_count() > known // 2


def test_while_thousands_of_carriers_are_worked_out_nothing_is_walked(fresh: None) -> None:
    gc.enable()
    with quiet.quietly(quiet.MANY - 1):
        assert gc.isenabled(), "a few are not worth it"
    with quiet.quietly(quiet.MANY):
        with quiet.quietly(quiet.MANY):
            assert not gc.isenabled()
        assert not gc.isenabled(), "somebody is still at work"
        known = gc.get_freeze_count()
        quiet.set_aside()
        assert gc.get_freeze_count() <= known
    assert gc.isenabled()


def test_without_a_window_all_is_looked_at_again_afterwards(fresh: None) -> None:
    with quiet.quiet_collector():
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
