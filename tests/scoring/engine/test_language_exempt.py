"""The rubric language, construct by construct: a lift that exempts (免于参加本级评价), and grades that an unknown rule leaves open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.definitions.form import Words
from scoring.definitions.grading import Lift, Limit, Minimum, Quota, QuotaBy, Veto
from scoring.definitions.layout import Stored
from scoring.engine.grade import Grade, Step
from tests.scoring.engine.test_language_grades import graded, names, rules

D = Decimal
CITY, DISTRICT = 1, 2
"""Answers of the field level, as rows have them."""
VETO = Veto(key="v", label=Words("否决"), when="certified", grade="差")
LIMIT = Limit(key="l", label=Words("限制"), when="area < 100", best="中")
EXEMPT = Lift(key="t", label=Words("市级优"), when="level = '市级'", grade="优", exempt=True)
LIFT = replace(EXEMPT, exempt=False)
TOP = Quota(grade="优", share="20%")


def one_of_city(at: int, **more: Stored) -> dict[int, dict[str, Stored]]:
    return {at: {"level": CITY, **more}}


# Exempt -----------------------------------------------------------------------------------------------------------------


def test_who_is_exempt_is_not_counted_and_others_move_up() -> None:
    """Eleven carriers: with the best one out there are ten, two places by rank, and the ranks begin behind it."""
    totals = [99, *range(98, 88, -1)]
    by_rank = replace(TOP, by=QuotaBy.RANKS)
    exempt = graded(rules(quotas=[by_rank], lifts=[EXEMPT]), totals, rows=one_of_city(0))
    assert names(exempt) == "优优优" + "良" * 8
    assert [grade.rank for grade in exempt] == [None, *range(1, 11)]
    assert {grade.of for grade in exempt} == {10}
    lifted = graded(rules(quotas=[by_rank], lifts=[LIFT]), totals, rows=one_of_city(0))
    assert names(lifted) == "优优" + "良" * 9
    assert [grade.rank for grade in lifted] == list(range(1, 12))


def test_the_base_of_a_quota_is_less_by_who_is_exempt() -> None:
    """20% of ten are two places, of the nine that are left 1.8: one."""
    totals = [95, 94, 93, *[70] * 7]
    rows = one_of_city(9)
    assert names(graded(rules(quotas=[TOP], lifts=[LIFT]), totals, rows=rows)) == "优优良" + "中" * 6 + "优"
    found = graded(rules(quotas=[TOP], lifts=[EXEMPT]), totals, rows=rows)
    assert names(found) == "优良良" + "中" * 6 + "优"
    (own,) = found[0].places(rules(quotas=[TOP], lifts=[EXEMPT]))
    assert (own.exact.simplest(), own.places) == ((9, 5), 1)


def test_who_is_exempt_ties_with_nobody() -> None:
    """Equal to another at the edge: alone on the edge is no tie."""
    totals = [95, 95, 90, 70, 70, 70]
    found = graded(rules(quotas=[TOP], lifts=[EXEMPT]), totals, rows=one_of_city(0))
    assert names(found) == "优优良中中中"
    assert not any(grade.border for grade in found)
    assert [grade.tie is None for grade in found[:3]] == [True, True, True]


@pytest.mark.parametrize("total", [99, 85, 70, 10])
def test_its_grade_is_the_lifts_whatever_its_points(total: int) -> None:
    """It would take a better grade without a place otherwise."""
    (found,) = graded(rules(lifts=[replace(EXEMPT, grade="良")]), [total], rows=one_of_city(0))
    assert names([found]) == "良"
    assert (found.better, found.distance, found.exempt) == (None, None, "t")
    assert [step.step for step in found.steps] == [Step.POINTS, *([] if total == 85 else [Step.LIFT])]


def test_of_several_lifts_the_best_holds_and_one_that_exempts_exempts() -> None:
    other = Lift(key="u", label=Words("另一项"), when="area >= 1", grade="优")
    worse = replace(EXEMPT, grade="中")
    (found,) = graded(rules(lifts=[worse, other]), [85], rows=one_of_city(0, area=10_000))
    assert names([found]) == "优"
    assert (found.exempt, found.rank, [step.rule for step in found.steps]) == ("t", None, ["", "u"])


def test_a_lift_to_the_last_grade_that_exempts_leads_there() -> None:
    (found,) = graded(rules(lifts=[replace(EXEMPT, grade="差")]), [95], rows=one_of_city(0))
    assert names([found]) == "差"


@pytest.mark.parametrize(
    ("row", "grade", "steps"),
    [
        ({"certified": 1}, "差", [Step.POINTS, Step.VETO]),
        ({"area": 5_000}, "中", [Step.POINTS, Step.LIMIT]),
    ],
)
def test_vetoes_and_limits_hold_for_who_is_exempt(row: dict[str, Stored], grade: str, steps: list[Step]) -> None:
    """And it stays exempt: the condition alone says who is."""
    compiled = rules(vetoes=[VETO], limits=[LIMIT], lifts=[EXEMPT], quotas=[replace(TOP, share="100%")])
    first, second = graded(compiled, [95, 90], rows=one_of_city(0, **row))
    assert (names([first]), [step.step for step in first.steps]) == (grade, steps)
    assert (first.rank, second.rank, second.of) == (None, 1, 1)


def test_unknown_exempts_nobody() -> None:
    found = graded(rules(quotas=[TOP], lifts=[EXEMPT]), [95, *[70] * 4])
    assert (found[0].rank, found[0].of, found[0].exempt) == (1, 5, "")


def test_within_a_group_only_its_own_count() -> None:
    """Five of the city, of them one exempt by its area: four are left, a quarter of them is one."""
    lift = replace(EXEMPT, when="area = 7")
    rows: dict[int, dict[str, Stored]] = {at: {"level": CITY if at < 5 else DISTRICT} for at in range(9)}
    rows[0]["area"] = 700
    compiled = rules(quotas=[replace(TOP, share="25%")], quotas_by="level", lifts=[lift])
    found = graded(compiled, range(99, 90, -1), rows=rows)
    assert names(found) == "优优良良良优良良良"
    groups = [(one.group.name, one.group.rank, one.group.of) for one in found if one.group]
    assert groups[:3] == [("市级", None, 4), ("市级", 1, 4), ("市级", 2, 4)]


def test_a_round_where_everybody_is_exempt_has_no_ranks() -> None:
    found = graded(rules(quotas=[TOP], lifts=[EXEMPT]), [95, 60], rows={0: {"level": CITY}, 1: {"level": CITY}})
    assert (names(found), [grade.rank for grade in found], {grade.of for grade in found}) == ("优优", [None, None], {0})


# Unsettled --------------------------------------------------------------------------------------------------------------


def settled(grade: Grade) -> tuple[str, tuple[str, ...]]:
    return grade.level.name.zh, grade.unsettled


@pytest.mark.parametrize(
    ("total", "row", "expected"),
    [
        (95, {}, ("优", ("v", "l"))),
        (95, {"certified": 0}, ("优", ("l",))),
        (95, {"area": 10_000}, ("优", ("v",))),
        (95, {"certified": 0, "area": 10_000}, ("优", ())),
        (70, {"certified": 0}, ("中", ())),  # the limit leaves 中, which it has
        (10, {}, ("差", ())),  # nothing makes it worse
        (95, {"certified": 1}, ("差", ())),
        (95, {"area": 5_000}, ("中", ("v",))),
    ],
)
def test_what_is_unknown_and_would_make_the_grade_worse_is_told(
    total: int, row: dict[str, Stored], expected: tuple[str, tuple[str, ...]]
) -> None:
    """It bars nobody, but the grade is 暂定."""
    (found,) = graded(rules(vetoes=[VETO], limits=[LIMIT]), [total], rows={0: row})
    assert settled(found) == expected


def test_an_unknown_veto_would_take_a_lift_away() -> None:
    """By points 差, lifted to 中: a veto that leaves 中 at best ends the lift."""
    compiled = rules(vetoes=[replace(VETO, grade="中")], lifts=[replace(LIFT, grade="中")])
    (found,) = graded(compiled, [10], rows=one_of_city(0))
    assert settled(found) == ("中", ("v",))
    assert settled(graded(compiled, [10], rows=one_of_city(0, certified=0))[0]) == ("中", ())


def test_of_who_is_exempt_it_is_told_too() -> None:
    (found,) = graded(rules(vetoes=[VETO], lifts=[EXEMPT]), [10], rows=one_of_city(0))
    assert settled(found) == ("优", ("v",))


def test_a_minimum_of_known_points_is_never_open() -> None:
    minimum = Minimum(key="m", label=Words("不足"), branch="A", at_least=D(50), best="中", basis="")
    (found,) = graded(rules(minimums=[minimum]), [95], rows={0: {"A": 4000}})
    assert found.unsettled == ()
    (unknown,) = graded(rules(minimums=[minimum]), [95], rows={0: {"A": None}})
    assert unknown.unsettled == ("m",)
