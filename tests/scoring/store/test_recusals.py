"""Recusals and the panel: whose mark is refused, whose no longer counts, and that the past stays as it was."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.errors import Refusal
from scoring.store import doctor, journal, marks, recusals, reviewers
from scoring.store.truth import Until
from tests.scoring.store.builders import ACTOR, NOW, Desk

WHY = "配偶任该载体总经理"


def mark(desk: Desk, reviewer: str, value: str | None) -> marks.Mark:
    worth = None if value is None else Decimal(value)
    where = {"round_id": desk.round_id, "uscc": desk.usccs[0], "measure": "cases", "reviewer": reviewer}
    return marks.mark(desk.store, **where, value=worth, actor=ACTOR, now=NOW)


def recuse(desk: Desk, reviewer: str, relation: str = WHY, carrier: int = 0) -> recusals.Recusal | None:
    where = {"round_id": desk.round_id, "uscc": desk.usccs[carrier], "reviewer": reviewer}
    return recusals.recuse(desk.store, **where, relation=relation, actor=ACTOR, now=NOW)


def counting(desk: Desk, until: Until | None = None) -> list[Decimal | None]:
    return sorted(one.value for one in marks.of_round(desk.store, desk.round_id, *([until] if until else [])))


def test_a_mark_against_a_recusal_is_refused_and_after_withdrawing_it_taken(desk: Desk) -> None:
    first = recuse(desk, "甲")
    assert first is not None
    assert recuse(desk, "甲") == first, "the same again changes nothing"
    with pytest.raises(Refusal) as refused:
        mark(desk, "甲", "1")
    assert (refused.value.said.code, refused.value.said.facts["relation"]) == ("store.recused", WHY)
    assert recuse(desk, "甲", "") is None
    assert mark(desk, "甲", "1").value == 1
    assert desk.store.row("SELECT count(*) FROM recusal") == (2,)


def test_a_mark_given_before_stands_and_does_not_count(desk: Desk) -> None:
    mark(desk, "甲", "2")
    mark(desk, "乙", "1")
    carrier = marks.of_round(desk.store, desk.round_id)[0].carrier_no
    before = Until(journal.heads(desk.store))
    recuse(desk, "甲")
    assert counting(desk) == [1]
    assert [one.value for one in marks.of_carrier(desk.store, desk.round_id, carrier)] == [1]
    assert len(marks.latest_of_round(desk.store, desk.round_id)) == 2
    assert counting(desk, before) == [1, 2], "the past did not know of it"
    then = Until(journal.heads(desk.store))
    recuse(desk, "甲", "")
    assert counting(desk) == [1, 2]
    assert counting(desk, then) == [1]
    assert doctor.examine(desk.store) == ()


def test_a_recusal_is_about_one_carrier(desk: Desk) -> None:
    recuse(desk, "甲", carrier=1)
    mark(desk, "甲", "1")
    assert counting(desk) == [1]


def test_a_recused_reviewer_may_withdraw_what_he_gave(desk: Desk) -> None:
    mark(desk, "甲", "1")
    recuse(desk, "甲")
    assert mark(desk, "甲", None).value is None
    recuse(desk, "甲", "")
    assert [one.value for one in marks.latest_of_round(desk.store, desk.round_id)] == [None]


def test_the_panel_is_kept_in_the_order_of_coming(desk: Desk) -> None:
    def put(reviewer: str, *, present: bool = True) -> bool:
        return reviewers.put(desk.store, round_id=desk.round_id, reviewer=reviewer, present=present, actor=ACTOR, now=NOW)

    assert [put("甲"), put("乙"), put("甲"), put("丙", present=False)] == [True, True, False, False]
    assert reviewers.of_round(desk.store, desk.round_id) == ("甲", "乙")
    assert put("甲", present=False)
    assert reviewers.of_round(desk.store, desk.round_id) == ("乙",)
    assert doctor.examine(desk.store) == ()


@pytest.mark.parametrize(
    "statement", ["UPDATE recusal SET relation = 'x'", "UPDATE reviewer SET reviewer = 'x'", "UPDATE mark SET file = 'x'"]
)
def test_the_doctor_sees_what_another_program_changed(desk: Desk, statement: str) -> None:
    mark(desk, "乙", "1")
    recuse(desk, "甲")
    reviewers.put(desk.store, round_id=desk.round_id, reviewer="甲", present=True, actor=ACTOR, now=NOW)
    for table in ("recusal", "reviewer", "mark"):
        with desk.store.writing() as db:
            db.execute(f"DROP TRIGGER {table}_no_update")
    with desk.store.writing() as db:
        db.execute(statement)
    assert "store.doctor.not_as_journalled" in {one.code for one in doctor.journalled(desk.store)}


def test_where_a_mark_came_from_is_kept_and_in_the_journal(desk: Desk) -> None:
    where = {"round_id": desk.round_id, "uscc": desk.usccs[0], "measure": "cases", "reviewer": "甲"}
    given = marks.mark(desk.store, **where, value=Decimal(1), file="ab", place="评分表.xlsx › 评分!E5", actor=ACTOR, now=NOW)
    assert (given.file, given.place) == ("ab", "评分表.xlsx › 评分!E5")
    assert marks.history(desk.store, desk.round_id, given.carrier_no, "cases", "甲") == (given,)
    assert doctor.examine(desk.store) == ()
