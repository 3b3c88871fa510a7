"""Grades that no points reach: only a rule gives them; points, places and the way on pass them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Words
from scoring.definitions.grading import GradeLevel, Lift, Limit, Quota, QuotaBy, Veto
from scoring.definitions.layout import Stored
from scoring.engine.grade import Grade
from tests.scoring.engine.language import AS_IS, figure, leaf, rubric
from tests.scoring.engine.test_language_grades import graded, names

D = Decimal
NAMES: Mapping[str, int | None] = {"优": 90, "另": None, "良": 80, "中": 60, "差": 0}
CITY, DISTRICT = 1, 2
"""Answers of the field level, as rows have them."""
LIFT = Lift(key="t", label=Words("只评是否优"), when="level = '市级'", grade="另")
LIMIT = Limit(key="l", label=Words("限制"), when="area < 100", best="另")
VETO = Veto(key="v", label=Words("否决"), when="certified", grade="另")
TOP = Quota(grade="优", share="25%")
LIFTED: dict[str, Stored] = {"level": CITY}
LIMITED: dict[str, Stored] = {"area": 5000}
VETOED: dict[str, Stored] = {"certified": 1}


def rules(levels: Mapping[str, int | None] = NAMES, **more: Any) -> CompiledRubric:
    grades = [GradeLevel(name=Words(name), at_least=None if least is None else D(least)) for name, least in levels.items()]
    return rubric([figure("m_a", "1")], [leaf("a", scale=AS_IS)], grades=grades, **more)


def steps(grade: Grade) -> str:
    return " ".join(f"{step.step.value}:{step.grade}" for step in grade.steps)


def near(grade: Grade) -> list[tuple[str, str, bool, bool]]:
    return [(one.grade, str(one.distance), one.missing, one.places) for one in grade.near]


# Who gets it ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "row", "told"),
    [
        (95, {}, "points:优"),
        ("89.99", {}, "points:良"),  # no points lead there
        (95, LIFTED, "points:优"),
        (85, LIFTED, "points:良 lift:另"),
        (10, LIFTED, "points:差 lift:另"),
        (95, LIMITED, "points:优 limit:另"),
        (85, LIMITED, "points:良"),  # worse already
        (10, LIMITED | LIFTED, "points:差 lift:另"),
        (95, LIMITED | LIFTED, "points:优 limit:另"),
        (95, VETOED, "points:优 veto:另"),
        (70, VETOED, "points:中 veto:中"),
        (70, VETOED | LIFTED, "points:中 veto:中"),  # no lift against a veto
    ],
)
def test_only_a_rule_gives_it(total: int | str, row: Mapping[str, Stored], told: str) -> None:
    found = graded(rules(vetoes=[VETO], limits=[LIMIT], lifts=[LIFT]), [total], rows={0: row})[0]
    assert steps(found) == told
    assert found.level.name.zh == told.rpartition(":")[2]


def test_a_grade_above_all_that_only_a_lift_gives() -> None:
    first = replace(LIFT, grade="特")
    found = graded(rules({"特": None, "优": 90, "差": 0}, lifts=[first]), [95, 95, 10, 10], rows={1: LIFTED, 3: LIFTED})
    assert names(found) == "优特差特"
    assert [grade.better and grade.better.name.zh for grade in found] == [None, None, "优", "优"]


@pytest.mark.parametrize(
    ("total", "better", "distance"), [(95, None, None), ("88.5", "优", "1.50"), (70, "良", "10.00"), (59, "中", "1.00")]
)
def test_the_way_on_passes_it_over(total: int | str, better: str | None, distance: str | None) -> None:
    for row in ({}, LIFTED, LIMITED):
        found = graded(rules(limits=[LIMIT], lifts=[LIFT]), [total], rows={0: row})[0]
        assert (found.better and found.better.name.zh, found.distance and str(found.distance)) == (better, distance)


# Places -----------------------------------------------------------------------------------------------------------------


def test_nobody_falls_to_it_for_want_of_a_place() -> None:
    found = graded(rules(quotas=[TOP]), [99, 98, 97, 96])
    assert names(found) == "优良良良"
    assert steps(found[1]) == "points:优 quota:良"


def test_who_stands_there_by_a_limit_keeps_it_behind_those_who_fell() -> None:
    """Nobody overtakes them: what the limited one has is no place that they missed."""
    found = graded(rules(quotas=[TOP], limits=[LIMIT]), [99, 98, 97, 96], rows={2: LIMITED})
    assert names(found) == "优良另良"
    assert steps(found[2]) == "points:优 limit:另"


def test_a_wider_quota_takes_it_away_all_the_same() -> None:
    """The grade counts where everything better than 良 is counted."""
    quotas = [TOP, Quota(grade="良", share="50%")]
    found = graded(rules(quotas=quotas, limits=[LIMIT]), [99, 98, 97, 96], rows={2: LIMITED})
    assert names(found) == "优良中中"
    assert steps(found[2]) == "points:优 limit:另 quota:中"
    found = graded(rules(quotas=quotas, limits=[LIMIT]), [99, 98, 97, 96], rows={1: LIMITED})
    assert names(found) == "优另中中"


def test_a_lift_to_it_leaves_the_place_missed_open() -> None:
    """Two equals for one place: the one who is lifted is still asked about by the commission, and shown the last place."""
    compiled = rules(quotas=[TOP], lifts=[LIFT], border_within=D(1))
    found = graded(compiled, [99, 99, 80, 70], rows={0: LIFTED})
    assert names(found) == "另良良中"
    assert [grade.border for grade in found] == [True, True, False, False]
    found = graded(compiled, [99, "98.5", 80, 70], rows={1: LIFTED})
    assert names(found) == "优另良中"
    assert [near(grade) for grade in found[:2]] == [[("优", "-0.50", False, True)], [("优", "0.50", True, True)]]


def test_a_lift_beyond_the_place_missed_settles_it() -> None:
    """另 stands above 良 here, and it is 良 for which no place was left."""
    compiled = rules(quotas=[Quota(grade="良", share="25%")], lifts=[LIFT], border_within=D(1))
    found = graded(compiled, ["85.5", "85.5", 70, 60], rows={0: LIFTED})
    assert (names(found), [grade.border for grade in found[:2]]) == ("另中中中", [False, True])


# The border list --------------------------------------------------------------------------------------------------------


def test_a_bound_beyond_it_is_close_and_those_below_no_longer() -> None:
    compiled = rules(lifts=[LIFT], limits=[LIMIT], border_within=D(1))
    rows = {0: LIFTED, 1: LIFTED, 2: LIMITED, 3: LIMITED}
    found = graded(compiled, ["89.5", "79.5", "89.5", "90.5"], rows=rows)
    assert names(found) == "另另良另"
    assert [near(grade) for grade in found] == [[("优", "0.50", True, False)], [], [], []]


# What nobody names ------------------------------------------------------------------------------------------------------

SCORED = {name: least for name, least in NAMES.items() if least is not None}
carriers = st.lists(
    st.tuples(st.sampled_from([40, 59, 60, 61, 70, 79, 80, 81, 85, 89, 90, 91, 95]), *[st.sampled_from([None, 0, 1])] * 2,
              st.sampled_from([None, CITY, DISTRICT])),
    min_size=1, max_size=12,
)  # fmt: skip
quotas = st.lists(
    st.tuples(st.sampled_from(sorted(SCORED)), st.integers(0, 100), st.sampled_from(QuotaBy)),
    max_size=3,
    unique_by=lambda one: one[0],
)


def _with(extra: Sequence[int]) -> dict[str, int | None]:
    """The scored levels with some that no points reach before these places."""
    found: dict[str, int | None] = {}
    for at, (name, least) in enumerate(SCORED.items()):
        found |= {f"{name}上{number}": None for number in range(list(extra).count(at))}
        found[name] = least
    return found


@given(carriers, quotas, st.lists(st.integers(0, 3), min_size=1, max_size=4), st.booleans())
def test_a_grade_that_no_points_reach_and_no_rule_names_changes_nothing(
    given_: list[tuple[int, int | None, int | None, int | None]],
    shares: list[tuple[str, int, QuotaBy]],
    extra: list[int],
    grouped: bool,
) -> None:
    more: dict[str, object] = {
        "quotas": [Quota(grade=grade, share=f"{share}%", by=by) for grade, share, by in shares],
        "quotas_by": "level" if grouped else "",
        "vetoes": [replace(VETO, grade="差")],
        "limits": [replace(LIMIT, best="良")],
        "lifts": [replace(LIFT, grade="优")],
        "border_within": D(2),
    }
    rows: dict[int, dict[str, Stored]] = {
        at: {"certified": certified, "area": None if small is None else 5000 + 10000 * small, "level": level}
        for at, (_, certified, small, level) in enumerate(given_)
    }
    totals = [one[0] for one in given_]
    assert graded(rules(_with(extra), **more), totals, rows=rows) == graded(rules(SCORED, **more), totals, rows=rows)
