"""What was settled where a policy is open: the latest counts, the earlier stay, the past stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.errors import Refusal
from scoring.store import doctor, journal, rounds, settlements
from scoring.store.settlements import About, Matter, Settlement
from scoring.store.truth import Until
from tests.scoring.store.builders import ACTOR, NOW, Desk

RATIO = About("yangpu", Matter.FIGURE, "ratio")


def settle(desk: Desk, value: str, about: About = RATIO, basis: str = "区科委办公会纪要") -> Settlement | None:
    return settlements.settle(desk.store, round_id=desk.round_id, about=about, value=value, basis=basis, actor=ACTOR, now=NOW)


def holding(desk: Desk, until: Until | None = None) -> dict[About, str]:
    found = settlements.of_round(desk.store, desk.round_id, *([until] if until else []))
    return {about: one.value for about, one in found.items()}


def test_a_later_entry_replaces_an_earlier_one_which_stays(desk: Desk) -> None:
    first = settle(desk, "0.5")
    assert first is not None
    assert settle(desk, "0.5") == first, "the same again changes nothing"
    then = Until(journal.heads(desk.store))
    second = settle(desk, "0.8")
    assert second is not None
    assert (second.supersedes, second.actor, second.at) == (first.id, ACTOR, NOW)
    assert holding(desk) == {RATIO: "0.8"}
    assert holding(desk, then) == {RATIO: "0.5"}
    assert [one.value for one in settlements.history(desk.store, desk.round_id, RATIO)] == ["0.8", "0.5"]
    assert doctor.examine(desk.store) == ()


def test_another_basis_is_another_entry(desk: Desk) -> None:
    settle(desk, "0.5")
    settle(desk, "0.5", basis="区政府常务会议纪要")
    assert [one.basis for one in settlements.history(desk.store, desk.round_id, RATIO)] == [
        "区政府常务会议纪要",
        "区科委办公会纪要",
    ]


def test_what_is_withdrawn_is_open_again(desk: Desk) -> None:
    assert settle(desk, "") is None
    assert desk.store.row("SELECT count(*) FROM settlement") == (0,), "there was nothing to withdraw"
    settle(desk, "0.5")
    assert settle(desk, "", basis="") is None
    assert holding(desk) == {}
    assert settle(desk, "", basis="") is None
    assert desk.store.row("SELECT count(*) FROM settlement") == (2,)


def test_all_and_one_beneficiary_and_figure_and_award_are_apart(desk: Desk) -> None:
    own, award = replace(RATIO, uscc=desk.usccs[0]), replace(RATIO, matter=Matter.AWARD, uscc=desk.usccs[0])
    for about, value in ((RATIO, "1"), (own, "2"), (award, "3万元"), (replace(RATIO, policy="baoshan"), "4")):
        settle(desk, value, about)
    assert holding(desk) == {RATIO: "1", own: "2", award: "3万元", replace(RATIO, policy="baoshan"): "4"}
    assert doctor.examine(desk.store) == ()


def test_nobody_outside_the_round_and_nobody_leaves_it_with_a_settlement(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        settle(desk, "1", replace(RATIO, uscc="91310113YFP9999990"))
    assert refused.value.said.code == "store.not_a_participant"
    carrier = rounds.participants(desk.store, desk.round_id)[0]
    settle(desk, "1", replace(RATIO, uscc=carrier.uscc))
    with pytest.raises(Refusal) as refused:
        rounds.withdraw(desk.store, desk.round_id, carrier, actor=ACTOR, now=NOW)
    assert refused.value.said.code == "store.has_marks"


def test_a_settlement_changed_behind_the_journal_is_found(desk: Desk) -> None:
    settle(desk, "0.5")
    with desk.store.writing() as db:
        db.execute("DROP TRIGGER settlement_no_update")
        db.execute("UPDATE settlement SET value = '0.9'")
        db.execute(
            "CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement "
            "BEGIN SELECT RAISE(ABORT, 'settlement is append-only'); END"
        )
    assert [finding.code for finding in doctor.examine(desk.store)] == ["store.doctor.not_as_journalled"]
