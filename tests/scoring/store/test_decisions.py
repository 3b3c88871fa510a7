"""Acts about a round: kept as they were done, taken back by another act, and the lock that the journal's own door holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.errors import Bug, Refusal
from scoring.store import amendments, calendar_years, decisions, doctor, handling, journal, locks, marks, papers, rounds, runs
from scoring.store.amendments import Change
from scoring.store.decisions import TAKEN_BACK, Act, Matter
from scoring.store.handling import State
from scoring.store.truth import Until
from tests.scoring.store.builders import ACTOR, NOW, Desk


def resolved(desk: Desk, document: str = "6号") -> Act:
    content = {"run": "r", "body": "办公会", "day": "2026-04-15", "document": document, "note": ""}
    return decisions.write(
        desk.store, round_id=desk.round_id, matter=Matter.RESOLUTION, act="passed", content=content, actor=ACTOR, now=NOW
    )


def take_back(desk: Desk, act: Act) -> Act:
    content = {"act": act.id, "did": act.act, "reason": ""}
    return decisions.write(
        desk.store,
        round_id=desk.round_id,
        matter=act.matter,
        act=TAKEN_BACK,
        content=content,
        about=act.about,
        actor=ACTOR,
        now=NOW,
    )


def lock(desk: Desk, act: str = locks.LOCKED) -> Act:
    return decisions.write(
        desk.store,
        round_id=desk.round_id,
        matter=Matter.ROUND,
        act=act,
        content={"run": "", "note": "归档"},
        actor="沈局长",
        now=NOW,
    )


def test_acts_stand_in_their_order_and_what_is_taken_back_stays_in_the_store(desk: Desk) -> None:
    first = resolved(desk)
    then = Until(journal.heads(desk.store))
    second = resolved(desk, "7号")
    take_back(desk, second)
    assert [one.id for one in decisions.standing(desk.store, desk.round_id)] == [first.id]
    assert [one.act for one in decisions.every(desk.store, desk.round_id)] == ["passed", "passed", TAKEN_BACK]
    assert decisions.every(desk.store, desk.round_id, Matter.RESOLUTION, then) == (first,)
    assert decisions.standing(desk.store, desk.round_id, Matter.OVERRIDE) == ()
    assert [one.verb for one in journal.entries(desk.store)][-3:] == [
        "resolution.passed",
        "resolution.passed",
        "decision.taken_back",
    ]
    assert doctor.examine(desk.store) == ()


def test_a_matter_whose_beginning_is_taken_back_is_gone_with_all_about_it(desk: Desk) -> None:
    first = resolved(desk)
    decisions.write(
        desk.store,
        round_id=desk.round_id,
        matter=Matter.RESOLUTION,
        act="passed",
        content={},
        about=first.id,
        actor=ACTOR,
        now=NOW,
    )
    take_back(desk, first)
    assert decisions.standing(desk.store, desk.round_id) == ()


def test_nobody_writes_what_no_matter_has_nor_about_a_stranger(desk: Desk) -> None:
    facts = {"matter": Matter.WINDOW, "content": {}, "actor": ACTOR, "now": NOW}
    with pytest.raises(Bug, match="nobody does passed"):
        decisions.write(desk.store, round_id=desk.round_id, act="passed", **facts)  # type: ignore[arg-type]  # mixed facts
    with pytest.raises(Bug, match="takes no part"):
        decisions.write(desk.store, round_id=desk.round_id, act="set", uscc="9", **facts)  # type: ignore[arg-type]  # mixed facts


def test_a_changed_act_is_found_by_the_doctor(desk: Desk) -> None:
    act = resolved(desk)
    with desk.store.writing() as db:
        db.execute("DROP TRIGGER decision_no_update")
        db.execute("UPDATE decision SET content = '{}' WHERE id = ?", (act.id,))
    assert "store.doctor.not_as_journalled" in {one.code for one in doctor.examine(desk.store)}


def test_the_table_of_a_year_is_replaced_and_taken_away_and_the_same_again_is_nothing(desk: Desk) -> None:
    def enter(source: str, *days: str) -> object:
        return calendar_years.enter(desk.store, year=2026, source=source, days_off=days, workdays=(), actor=ACTOR, now=NOW)

    enter("通知", "2026-01-02", "2026-01-01", "2026-01-01")
    first = calendar_years.latest(desk.store)[2026]
    assert first.days_off == ("2026-01-01", "2026-01-02"), "in order, each once"
    assert enter("通知", "2026-01-01", "2026-01-02") == first
    assert desk.store.row("SELECT count(*) FROM calendar_year") == (1,)
    enter("更正", "2026-01-01")
    assert calendar_years.latest(desk.store)[2026].source == "更正"
    assert enter("") is None
    assert calendar_years.latest(desk.store) == {}
    assert desk.store.row("SELECT count(*), count(supersedes) FROM calendar_year") == (3, 2)
    assert doctor.examine(desk.store) == ()


# The lock -------------------------------------------------------------------------------------------------------------


def refused(desk: Desk, call: object) -> None:
    before = [one.hash for one in journal.entries(desk.store)], list(desk.store.rows("SELECT count(*) FROM decision"))
    with pytest.raises(Refusal) as refusal:
        call()  # type: ignore[operator]  # a lambda of the test
    assert refusal.value.said.code == "store.round_locked"
    assert refusal.value.said.facts["by"] == "沈局长"
    assert refusal.value.said.facts["day"] == "2026-03-01 16:30", "China's clock"
    assert ([one.hash for one in journal.entries(desk.store)], list(desk.store.rows("SELECT count(*) FROM decision"))) == before


def test_whatever_names_a_locked_round_is_refused_by_its_own_id_or_by_one_of_its_things(desk: Desk) -> None:
    store, uscc = desk.store, desk.usccs[0]
    saved = desk.save()
    run = runs.seal(store, round_id=desk.round_id, receipt="{}", results="[]", actor=ACTOR, now=NOW)
    lock(desk)
    change = [Change("tenants", 1, "excluded", True, "搬走")]
    mark = {"measure": "cases", "reviewer": "甲", "value": Decimal(1), "comment": ""}
    refused(desk, lambda: desk.save(1, seed=1))
    refused(desk, lambda: amendments.amend(store, saved.id, change, actor=ACTOR, now=NOW))
    refused(desk, lambda: handling.handle(store, saved.id, State.RETURNED, reason="x", actor=ACTOR, now=NOW))
    refused(desk, lambda: runs.seal(store, round_id=desk.round_id, receipt="{}", results="[]", actor=ACTOR, now=NOW))
    refused(desk, lambda: rounds.set_due(store, desk.round_id, date(2026, 3, 9), actor=ACTOR, now=NOW))
    refused(desk, lambda: papers.issue(store, run_id=run.id, kind="x", language="zh", content=b"%", actor=ACTOR, now=NOW))
    refused(desk, lambda: resolved(desk))
    refused(desk, lambda: marks.mark(store, round_id=desk.round_id, uscc=uscc, **mark, actor=ACTOR, now=NOW))  # type: ignore[arg-type]  # mixed facts
    assert runs.load(store, run.id)
    lock(desk, locks.UNLOCKED)
    assert amendments.amend(store, saved.id, change, actor=ACTOR, now=NOW)
    assert doctor.examine(store) == ()


def _another(desk: Desk) -> dict[str, object]:
    """Another year of the same file."""
    known = rounds.find(desk.store, desk.round_id)
    years = {"title": "下一年度", "assessment_year": 2030, "data_year": 2029, "cutoff": known.cutoff}
    return {**years, "form": known.form, "rubric": known.rubric, "actor": ACTOR, "now": NOW}


def test_another_round_of_the_file_goes_on(desk: Desk) -> None:
    lock(desk)
    other = rounds.start(desk.store, **_another(desk))  # type: ignore[arg-type]  # mixed facts
    rounds.enrol(desk.store, other.id, rounds.participants(desk.store, desk.round_id), actor=ACTOR, now=NOW)
    assert [one.by for one in locks.every(desk.store)] == ["沈局长"]
    assert locks.of_round(desk.store, other.no) is None


def test_an_entry_that_names_its_round_is_not_refused_for_what_else_it_names(desk: Desk) -> None:
    """A return of this year may have been typed from last year's, which is locked."""
    saved = desk.save()
    lock(desk)
    other = rounds.start(desk.store, **_another(desk))  # type: ignore[arg-type]  # mixed facts
    locks.guard(desk.store, "entry.begun", {"round": other.id, "source": saved.id})
    with pytest.raises(Refusal):
        locks.guard(desk.store, "entry.edited", {"source": [{"deep": saved.id}]})
