"""The grade rule where carriers are graded by groups, by rank alone, by minimums; what is close to a cut, and how ties are told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from scoring.definitions.form import Words
from scoring.definitions.grading import Lift, Limit, Minimum, Quota, QuotaBy, QuotaRounding, Veto
from scoring.definitions.layout import Stored
from scoring.engine.grade import Grade, QuotaEnd, Step
from scoring.engine.places import Capacity, seat_all
from tests.scoring.engine.test_language_grades import graded, names, rules

D = Decimal
CITY, DISTRICT = 1, 2
"""Answers of the field level, as rows have them."""
TOP = Quota(grade="优", share="25%")
VETO = Veto(key="v", label=Words("否决"), when="certified", grade="差")
LIMIT = Limit(key="l", label=Words("限制"), when="area < 100", best="良")
LIFT = Lift(key="t", label=Words("直接定级"), when="level = '市级'", grade="优")


def near(grade: Grade) -> list[tuple[str, str, bool, bool]]:
    return [(one.grade, str(one.distance), one.missing, one.places) for one in grade.near]


# Groups -----------------------------------------------------------------------------------------------------------------


def by_level(totals: Sequence[int | str], levels: Sequence[int | None], **more: object) -> list[Grade]:
    rows: dict[int, dict[str, Stored]] = {at: {"level": level} for at, level in enumerate(levels)}
    quota = more.pop("quota", TOP)
    return graded(rules(quotas=[quota], quotas_by="level", **more), totals, rows=rows)


def test_places_are_counted_within_each_group() -> None:
    """A quarter of the four of either group is one; ranks are still those of all."""
    found = by_level([99, 98, 97, 96, 95, 94, 93, 92], [CITY, CITY, DISTRICT, CITY, CITY, DISTRICT, DISTRICT, DISTRICT])
    assert names(found) == "优良优良良良良良"
    assert [grade.rank for grade in found] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [(one.group.name, one.group.rank, one.group.of) for one in found if one.group] == [
        ("市级", 1, 4), ("市级", 2, 4), ("区级", 1, 4), ("市级", 3, 4), ("市级", 4, 4), ("区级", 2, 4), ("区级", 3, 4), ("区级", 4, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(("rounding", "places"), [(QuotaRounding.DOWN, 0), (QuotaRounding.UP, 1), (QuotaRounding.HALF_UP, 1)])
def test_the_arithmetic_is_that_of_the_group(rounding: QuotaRounding, places: int) -> None:
    """25 % of two is exactly a half."""
    found = by_level([99, 98, 97], [CITY, CITY, DISTRICT], quota=Quota(grade="优", share="25%", rounding=rounding))
    compiled = rules(quotas=[Quota(grade="优", share="25%", rounding=rounding)], quotas_by="level")
    (own,) = found[0].places(compiled)
    assert (own.exact.simplest(), own.places) == ((1, 2), places)
    assert names(found[:2]) == "优" * places + "良" * (2 - places)


def test_who_gives_no_group_has_no_place_whatever_the_minimum_says() -> None:
    """Unknown is not taken for the best group: not even the one place that a quota always has."""
    found = by_level([99, 98], [None, CITY], quota=Quota(grade="优", share="10%", at_least=1))
    assert names(found) == "良优"
    assert [(step.step, step.places) for step in found[0].steps] == [(Step.POINTS, 0), (Step.QUOTA, 0)]
    assert found[0].group is not None
    assert (found[0].group.name, found[0].group.of) == ("", 1)


def test_nobody_is_held_up_by_a_tie_in_another_group() -> None:
    levels = [CITY, CITY, CITY, CITY, DISTRICT, DISTRICT, DISTRICT, DISTRICT]
    found = by_level([99, 99, 98, 97, 96, 95, 94, 93], levels)
    assert names(found) == "良良良良优良良良"
    assert [grade.border for grade in found] == [True, True, *[False] * 6]
    assert found[2].steps[-1].end is QuotaEnd.HELD


def test_without_groups_everybody_is_one() -> None:
    assert [grade.group for grade in graded(rules(quotas=[TOP]), [99, 98])] == [None, None]


# Ranks instead of places ------------------------------------------------------------------------------------------------

BY_RANK = Quota(grade="优", share="50%", by=QuotaBy.RANKS)


def test_barred_carriers_use_up_ranks() -> None:
    """Two ranks of four: the vetoed first has one of them, and nobody moves up."""
    rows: dict[int, dict[str, Stored]] = {0: {"certified": 1}}
    assert names(graded(rules(quotas=[BY_RANK], vetoes=[VETO]), [99, 98, 97, 96], rows=rows)) == "差优良良"
    passed_on = Quota(grade="优", share="50%")
    assert names(graded(rules(quotas=[passed_on], vetoes=[VETO]), [99, 98, 97, 96], rows=rows)) == "差优优良"


def test_equals_whose_ranks_do_not_all_count_stay_below() -> None:
    found = graded(rules(quotas=[BY_RANK]), [99, 98, 98, 96])
    assert names(found) == "优良良良"
    assert [grade.border for grade in found] == [False, True, True, False]
    assert (found[1].steps[-1].places, found[1].steps[-1].left) == (2, 1)


def test_a_rank_beside_a_wider_place() -> None:
    """优 by the first two ranks, 优 and 良 together three places of four."""
    quotas = [BY_RANK, Quota(grade="良", share="75%")]
    assert names(graded(rules(quotas=quotas, vetoes=[VETO]), [99, 98, 97, 96], rows={0: {"certified": 1}})) == "差优良良"
    assert names(graded(rules(quotas=quotas), [99, 98, 97, 96])) == "优优良中"


def test_seats_know_the_room_they_found() -> None:
    seats = seat_all([[(7, 0)], [(8, 0), (9, 0)]], {0: Capacity(2)}, 3)
    assert {unit: (one.reached, one.border, dict(one.room)) for unit, one in seats.items()} == {
        7: (0, False, {0: 2}), 8: (1, True, {0: 1}), 9: (1, True, {0: 1}),
    }  # fmt: skip


# Minimums ---------------------------------------------------------------------------------------------------------------

MINIMUM = Minimum(key="m", label=Words("A 不足"), branch="A", at_least=D("39.5"), best="中")


@pytest.mark.parametrize(
    ("points", "grade", "steps"),
    [("39.5", "优", "points"), ("39.49", "中", "points minimum"), (None, "优", "points")],  # unknown bars nobody
)
def test_a_minimum_of_a_dimension(points: str | None, grade: str, steps: str) -> None:
    row: dict[str, Stored] = {"A": None if points is None else int(D(points).scaleb(12))}
    (found,) = graded(rules(minimums=[MINIMUM]), [95], rows={0: row})
    assert (found.level.name.zh, " ".join(step.step.value for step in found.steps)) == (grade, steps)


def test_no_lift_goes_past_a_minimum_and_of_several_bars_the_lowest_holds() -> None:
    row: dict[str, Stored] = {"A": 0, "level": CITY, "area": 5000}
    (found,) = graded(rules(minimums=[MINIMUM], limits=[LIMIT], lifts=[LIFT]), [10], rows={0: row})
    assert [(step.step, step.grade) for step in found.steps] == [(Step.POINTS, "差"), (Step.LIFT, "中")]
    (found,) = graded(rules(minimums=[MINIMUM], limits=[LIMIT]), [95], rows={0: row})
    assert [(step.step, step.grade) for step in found.steps] == [(Step.POINTS, "优"), (Step.LIMIT, "良"), (Step.MINIMUM, "中")]


# The border list --------------------------------------------------------------------------------------------------------


def close(
    totals: Sequence[int | str], within: str = "1", rows: dict[int, dict[str, Stored]] | None = None, **more: object
) -> list[Grade]:
    return graded(rules(border_within=D(within), **more), totals, rows=rows)


def test_below_and_just_above_a_bound() -> None:
    found = close(["90.5", "89.5", "88.99", "80", "60.4", "59", "30"])
    assert [near(grade) for grade in found] == [
        [("优", "-0.50", False, False)], [("优", "0.50", True, False)], [], [("良", "0.00", False, False)],
        [("中", "-0.40", False, False)], [("中", "1.00", True, False)], [],
    ]  # fmt: skip


def test_nothing_is_close_where_the_rubric_names_no_points() -> None:
    assert [grade.near for grade in graded(rules(), ["89.99", "90"])] == [(), ()]


def test_a_bound_that_a_veto_or_limit_bars_is_not_close() -> None:
    rows: dict[int, dict[str, Stored]] = {0: {"certified": 1}, 1: {"area": 5000}, 2: {"area": 5000}}
    found = close(["89.5", "89.5", "79.5"], rows=rows, vetoes=[VETO], limits=[LIMIT])
    assert [near(grade) for grade in found] == [[], [], [("良", "0.50", True, False)]]


def test_a_bound_reached_in_vain_is_not_close_but_the_last_place_is() -> None:
    """One place of four for 优: the second is 0.3 behind the last with a place, who is 0.3 ahead of it."""
    found = close(["96", "95.7", "94", "70"], quotas=[TOP])
    assert [near(grade) for grade in found] == [[("优", "-0.30", False, True)], [("优", "0.30", True, True)], [], []]


def test_those_tied_at_the_edge_are_on_the_list_for_that() -> None:
    """Who is only behind by the tie rule misses by nothing."""
    tied = close(["96", "96", "94", "70"], quotas=[TOP])
    assert [(grade.border, near(grade)) for grade in tied] == [(True, []), (True, []), (False, []), (False, [])]
    found = graded(rules(border_within=D(1), quotas=[TOP], ties=["A"]), ["96", "96", "94", "70"], "baaa")
    assert [near(grade) for grade in found[:2]] == [[("优", "0.00", False, True)], [("优", "0.00", True, True)]]


def test_who_is_lifted_beyond_it_need_not_care() -> None:
    found = close(["89.5"], rows={0: {"level": CITY}}, lifts=[LIFT])
    assert (names(found), near(found[0])) == ("优", [])


def test_places_are_close_within_a_group_only() -> None:
    rows: dict[int, dict[str, Stored]] = {at: {"level": CITY if at < 2 else DISTRICT} for at in range(4)}
    quota = Quota(grade="优", share="50%")
    found = close(["99", "97", "96.8", "94"], rows=rows, quotas=[quota], quotas_by="level")
    assert (names(found), [near(grade) for grade in found]) == ("优良优良", [[], [], [], []])


# Ties told --------------------------------------------------------------------------------------------------------------


def test_what_told_equal_totals_apart() -> None:
    found = graded(rules(ties=["A"]), [95, 94, 94, 94, 93], "abccd")
    told = [(one.tie.others, one.tie.by, one.tie.place, one.tie.equal) if one.tie else None for one in found]
    assert told == [None, (2, ("A",), 3, 0), (2, ("A",), 1, 1), (2, ("A",), 1, 1), None]
    assert [one.rank for one in found] == [1, 4, 2, 2, 5]


def test_equal_totals_without_a_rule() -> None:
    found = graded(rules(), [94, 94])
    assert [(one.tie.by, one.tie.equal) for one in found if one.tie] == [((), 1), ((), 1)]
