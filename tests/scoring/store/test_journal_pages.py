"""The journal a page at a time: newest first, whatever was written in between, and only what was asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scoring.store import carriers, journal, journal_pages
from scoring.store.journal_pages import Wanted, Word
from tests.scoring.store.builders import ACTOR, NOW, Desk


def sequences(desk: Desk, wanted: Wanted) -> list[int]:
    return [one.entry.sequence for one in journal_pages.page(desk.store, wanted, most=1000)]


def test_pages_follow_one_another_without_a_gap(desk: Desk) -> None:
    for number in range(20):
        carriers.register(desk.store, uscc=f"W{number}", name=f"w{number}", actor="乙", now=NOW + timedelta(minutes=number % 3))
    everything = journal_pages.page(desk.store, Wanted(), most=1000)
    assert [one.position for one in everything] == sorted((one.position for one in everything), reverse=True)
    after, found = None, []
    while part := journal_pages.page(desk.store, Wanted(), after=after, most=7):
        assert len(part) <= 7
        found += part
        after = part[-1].position
        carriers.register(desk.store, uscc=f"LATE{len(found)}", name="late", actor="乙", now=NOW + timedelta(hours=1))
    assert found == list(everything)  # what came meanwhile is newer than all of it
    assert len(everything) == 20 + journal_pages.count(desk.store, Wanted(actors=(ACTOR,)))


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (Wanted(verbs=("return.saved",)), {"return.saved"}),
        (Wanted(actors=("乙",)), {"carrier.registered"}),
        (Wanted(actors=("nobody",)), set()),
        (Wanted(since=NOW + timedelta(days=1)), {"carrier.registered"}),
        (Wanted(until=NOW, verbs=("return.saved",)), set()),
        (Wanted(names=frozenset({"91310000MA1EXAMP00"})), {"carrier.registered", "round.enrolled", "return.saved"}),
        (Wanted(names=frozenset({"91310000MA1EXAMP0"})), set()),
        (Wanted(words=(Word("填报表7"),)), {"return.saved"}),
        (Wanted(words=(Word("填报表7"), Word("乙"))), set()),
        (Wanted(words=(Word("…", verbs=("round.started",)),)), {"round.started"}),
        (Wanted(words=(Word("…", names=frozenset({"91310000MA1EXAMP01"})), Word("示例孵化器"))), {"carrier.registered"}),
        (Wanted(words=(Word("…", keys=("tables",)),)), {"return.saved"}),
    ],
)
def test_only_what_is_wanted(desk: Desk, wanted: Wanted, kinds: set[str]) -> None:
    desk.save(0, seed=7)
    carriers.register(desk.store, uscc="W1", name="w1", actor="乙", now=NOW + timedelta(days=2))
    found = journal_pages.page(desk.store, wanted, most=1000)
    assert {one.entry.verb for one in found} == kinds
    assert journal_pages.count(desk.store, wanted) == len(found)


def test_what_was_blanked_is_listed_and_is_found_by_nothing_it_said(desk: Desk) -> None:
    desk.save(0, seed=7)
    saved = sequences(desk, Wanted(verbs=("return.saved",)))
    journal.blank(desk.store, journal.current_head(desk.store).replica, saved[0], reason="撤回", actor=ACTOR, now=NOW)
    (one,) = journal_pages.page(desk.store, Wanted(verbs=("return.saved",)), most=9)
    assert one.payload is None
    assert sequences(desk, Wanted(words=(Word("填报表7"),))) == []
    assert sequences(desk, Wanted(names=frozenset({"91310000MA1EXAMP00"}), verbs=("return.saved",))) == []


def test_who_and_what_there_is_to_choose_from(desk: Desk) -> None:
    assert journal_pages.actors(desk.store) == (ACTOR,)
    assert "round.enrolled" in journal_pages.verbs(desk.store)
