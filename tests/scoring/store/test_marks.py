"""Reviewers' marks: the latest counts, the first stays, a withdrawn one is no zero, and the past is as it was."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.errors import Refusal
from scoring.store import doctor, journal, marks
from scoring.store.truth import Until
from tests.scoring.store.builders import ACTOR, NOW, Desk


def mark(desk: Desk, reviewer: str, value: str | None, *, comment: str = "") -> marks.Mark:
    worth = None if value is None else Decimal(value)
    facts = {"measure": "cases", "reviewer": reviewer, "value": worth, "comment": comment}
    return marks.mark(desk.store, round_id=desk.round_id, uscc=desk.usccs[0], **facts, actor=ACTOR, now=NOW)  # type: ignore[arg-type]


def worth(desk: Desk, until: Until | None = None) -> tuple[Decimal, ...]:
    found = marks.of_round(desk.store, desk.round_id, until) if until else marks.of_round(desk.store, desk.round_id)
    return tuple(value for of in marks.by_carrier(found).values() for value in of.get("cases", ()))


def test_a_second_mark_of_a_reviewer_stands_beside_the_first_and_counts(desk: Desk) -> None:
    first, other = mark(desk, "甲", "1.5"), mark(desk, "乙", "2")
    second = mark(desk, "甲", "0.5", comment="重看")
    assert second.supersedes == first.id
    assert sorted(worth(desk)) == [Decimal("0.5"), Decimal(2)]
    assert desk.store.row("SELECT count(*) FROM mark") == (3,)
    assert other.supersedes is None


def test_the_same_mark_again_changes_nothing(desk: Desk) -> None:
    first = mark(desk, "甲", "1.5")
    head = journal.current_head(desk.store)
    assert mark(desk, "甲", "1.5") == first
    assert journal.current_head(desk.store) == head


def test_a_withdrawn_mark_is_not_a_zero(desk: Desk) -> None:
    mark(desk, "甲", "1.5")
    mark(desk, "甲", None)
    assert worth(desk) == ()


def test_the_past_knows_only_its_own_marks(desk: Desk) -> None:
    mark(desk, "甲", "1")
    then = Until(journal.heads(desk.store))
    mark(desk, "甲", "2")
    mark(desk, "乙", "0")
    assert worth(desk, then) == (Decimal(1),)
    assert doctor.examine(desk.store) == ()


def test_who_does_not_take_part_gets_no_mark(desk: Desk) -> None:
    with pytest.raises(Refusal):
        marks.mark(
            desk.store,
            round_id=desk.round_id,
            uscc="91310000NOBODY0000",
            measure="cases",
            reviewer="甲",
            value=Decimal(1),
            actor=ACTOR,
            now=NOW,
        )
