"""Earlier results in the store: the latest counts, the earlier stay, withdrawing is an entry, the doctor re-makes the journal."""

from __future__ import annotations

import pytest

from scoring.errors import Refusal
from scoring.store import doctor, earlier, journal
from scoring.store.earlier import EarlierResult, Standing, Stated
from scoring.store.truth import Until
from tests.scoring.store.builders import ACTOR, NOW, Desk


def record(desk: Desk, *rows: Stated) -> tuple[EarlierResult, ...]:
    return earlier.record(desk.store, round_id=desk.round_id, rows=rows, actor=ACTOR, now=NOW)


def stated(desk: Desk, grade: str, *, year: int = 2025, at: int = 0, source: str = "通知") -> Stated:
    standing = Standing.GRADED if grade else Standing.UNKNOWN
    return Stated(desk.usccs[at], year, standing, grade, source)


def known(desk: Desk, until: Until | None = None) -> dict[tuple[str, int], str]:
    found = earlier.latest(desk.store, [desk.round_id], *([until] if until else []))
    return {key: one.stated.grade or one.stated.standing.value for key, one in found.items()}


def test_the_latest_counts_and_the_earlier_stay(desk: Desk) -> None:
    (first,) = record(desk, stated(desk, "优秀"))
    then = Until(journal.heads(desk.store))
    (second,) = record(desk, stated(desk, "合格"))
    assert (second.supersedes, first.supersedes) == (first.id, None)
    key = (desk.usccs[0], 2025)
    assert (known(desk), known(desk, then)) == ({key: "合格"}, {key: "优秀"})
    assert desk.store.row("SELECT count(*) FROM earlier_result") == (2,)
    assert doctor.examine(desk.store) == ()


def test_what_stands_already_is_passed_over_and_one_call_is_one_entry_of_the_journal(desk: Desk) -> None:
    record(desk, stated(desk, "优秀"))
    before = desk.store.row("SELECT count(*) FROM journal")
    assert record(desk, stated(desk, "优秀")) == ()
    assert desk.store.row("SELECT count(*) FROM journal") == before
    made = record(desk, stated(desk, "优秀"), stated(desk, "合格", year=2024), stated(desk, "优秀", source="另一通知"))
    assert len(made) == 2
    assert before is not None
    assert desk.store.row("SELECT count(*) FROM journal") == (before[0] + 1,)
    assert doctor.examine(desk.store) == ()


def test_withdrawing_is_an_entry_too_and_says_nothing_where_nothing_stands(desk: Desk) -> None:
    assert record(desk, stated(desk, "", source="")) == ()
    record(desk, stated(desk, "优秀"))
    (gone,) = record(desk, stated(desk, "", source=""))
    assert gone.supersedes is not None
    assert known(desk) == {(desk.usccs[0], 2025): "unknown"}
    assert doctor.examine(desk.store) == ()


def test_all_or_none_and_only_for_participants(desk: Desk) -> None:
    stranger = Stated("91310113YFP920021R", 2025, Standing.ABSENT, "", "通知")
    with pytest.raises(Refusal, match="not_a_participant"):
        record(desk, stated(desk, "优秀"), stranger)
    assert known(desk) == {}


def test_a_row_that_was_changed_behind_the_journal_is_found(desk: Desk) -> None:
    record(desk, stated(desk, "合格"))
    with desk.store.writing() as db:
        db.execute("DROP TRIGGER earlier_result_no_update")
        db.execute("UPDATE earlier_result SET grade = '优秀'")
    codes = {one.code for one in doctor.examine(desk.store)}
    assert "store.doctor.not_as_journalled" in codes
