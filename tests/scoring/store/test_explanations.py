"""Explanations and the state of a return: never overwritten, the latest counts, and only a return that counts takes one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scoring.errors import Refusal
from scoring.store import doctor, explanations, handling, journal
from scoring.store.handling import State
from scoring.store.truth import Until
from tests.scoring.store.builders import ACTOR, NOW, Desk

LATER = NOW + timedelta(days=2)


def entries(desk: Desk) -> int:
    return len(list(journal.entries(desk.store)))


def test_the_latest_explanation_counts_and_a_withdrawal_is_another_row(desk: Desk) -> None:
    made = desk.save().id
    (first,) = explanations.explain(desk.store, made, {"a": "已核对"}, actor=ACTOR, now=NOW)
    before = Until(journal.heads(desk.store))
    (second,) = explanations.explain(desk.store, made, {"a": "有批文"}, actor="陆复核", now=LATER)
    assert (second.supersedes, second.text, second.actor, second.at) == (first.id, "有批文", "陆复核", LATER)
    (gone,) = explanations.explain(desk.store, made, {"a": ""}, actor=ACTOR, now=LATER)
    assert explanations.of_return(desk.store, made) == {"a": gone}
    assert explanations.of_return(desk.store, made, before) == {"a": first}, "what was known then"
    assert desk.store.row("SELECT count(*) FROM explanation") == (3,)
    assert doctor.examine(desk.store) == ()


def test_the_same_again_or_nothing_to_withdraw_writes_nothing(desk: Desk) -> None:
    made = desk.save().id
    explanations.explain(desk.store, made, {"a": "已核对"}, actor=ACTOR, now=NOW)
    count = entries(desk)
    assert explanations.explain(desk.store, made, {"a": "已核对", "b": ""}, actor=ACTOR, now=LATER) == ()
    assert entries(desk) == count


def test_several_together_are_one_entry(desk: Desk) -> None:
    made = desk.save().id
    count = entries(desk)
    explanations.explain(desk.store, made, {"a": "x", "b": "y"}, actor=ACTOR, now=NOW)
    assert entries(desk) == count + 1


def test_a_return_is_received_until_somebody_deals_with_it(desk: Desk) -> None:
    made = desk.save().id
    assert handling.of_return(desk.store, made) is None
    count = entries(desk)
    assert handling.handle(desk.store, made, State.RECEIVED, reason="", actor=ACTOR, now=NOW) is None
    assert entries(desk) == count
    back = handling.handle(desk.store, made, State.RETURNED, reason="请补填", actor=ACTOR, now=NOW)
    assert handling.handle(desk.store, made, State.RETURNED, reason="请补填", actor="乙", now=LATER) == back
    done = handling.handle(desk.store, made, State.ACCEPTED, reason="", actor="乙", now=LATER)
    assert back
    assert done
    assert (done.supersedes, handling.latest(desk.store)) == (back.id, {made: done})
    assert doctor.examine(desk.store) == ()


def test_a_superseded_return_takes_neither(desk: Desk) -> None:
    old, new = desk.save(seed=1).id, desk.save(seed=2).id
    with pytest.raises(Refusal) as refused:
        explanations.explain(desk.store, old, {"a": "x"}, actor=ACTOR, now=NOW)
    assert refused.value.said.code == "store.superseded"
    with pytest.raises(Refusal):
        handling.handle(desk.store, old, State.ACCEPTED, reason="", actor=ACTOR, now=NOW)
    assert handling.of_return(desk.store, new) is None, "a corrected return begins anew"
