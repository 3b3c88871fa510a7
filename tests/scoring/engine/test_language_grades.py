"""The rubric language, construct by construct: quotas, ties, vetoes, limits and lifts, and which goes before which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Words
from scoring.definitions.grading import GradeLevel, Lift, Limit, Quota, QuotaRounding, Veto
from scoring.definitions.layout import Stored
from scoring.definitions.rubric import Rounding, RoundingMode
from scoring.engine.grade import Candidate, Grade, QuotaEnd, Step, grade_round
from tests.scoring.engine.language import AS_IS, EXACT, figure, leaf, ratio_of, rubric

D = Decimal
NAMES = {"优": 90, "良": 80, "中": 60, "差": 0}
DOWN, UP, HALF = QuotaRounding.DOWN, QuotaRounding.UP, QuotaRounding.HALF_UP


def rules(**more: object) -> CompiledRubric:
    levels = [GradeLevel(name=Words(name), at_least=D(least)) for name, least in NAMES.items()]
    return rubric([figure("m_a", "1")], [leaf("a", scale=AS_IS)], grades=levels, **more)  # type: ignore[arg-type]  # cases say the rest


def graded(
    compiled: CompiledRubric, totals: Sequence[int | str], ties: str = "", rows: Mapping[int, Mapping[str, Stored]] | None = None
) -> list[Grade]:
    """One unit for each total, in this order; a letter of ``ties`` is the greater the later it stands in the alphabet."""
    candidates = [
        Candidate(
            unit=at,
            total=ratio_of(total),
            ties=(ratio_of(ord(ties[at])),) if ties else (),
            row={"name": "示例", "area": None, "level": None, "certified": None, **(rows or {}).get(at, {})},
        )
        for at, total in enumerate(totals)
    ]
    found = grade_round(compiled, candidates, {})
    return [found[at] for at in range(len(totals))]


def names(grades: Sequence[Grade]) -> str:
    return "".join(grade.level.name.zh for grade in grades)


# Quotas -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("units", "share", "rounding", "at_least", "places"),
    [
        (10, "25%", DOWN, 0, 2),  # 2.5
        (10, "25%", UP, 0, 3),
        (10, "25%", HALF, 0, 3),
        (9, "25%", DOWN, 0, 2),  # 2.25
        (9, "25%", UP, 0, 3),
        (9, "25%", HALF, 0, 2),
        (8, "25%", DOWN, 0, 2),  # exactly 2
        (8, "25%", UP, 0, 2),
        (8, "25%", HALF, 0, 2),
        (7, "10%", DOWN, 0, 0),
        (7, "10%", DOWN, 1, 1),  # no fewer than
        (7, "100%", DOWN, 0, 7),
    ],
)
def test_places_of_a_quota(units: int, share: str, rounding: QuotaRounding, at_least: int, places: int) -> None:
    compiled = rules(quotas=[Quota(grade="优", share=share, at_least=at_least, rounding=rounding)])
    assert names(graded(compiled, range(99, 99 - units, -1))) == "优" * places + "良" * (units - places)


def test_a_place_by_quota_still_wants_the_points() -> None:
    compiled = rules(quotas=[Quota(grade="优", share="50%")])
    assert names(graded(compiled, [95, 89, 70, 10])) == "优良中差"


def test_quotas_count_a_grade_and_everything_better_together() -> None:
    """Ten units: one place for 优, four for 优 and 良 together, so three for 良."""
    compiled = rules(quotas=[Quota(grade="优", share="10%"), Quota(grade="良", share="40%")])
    assert names(graded(compiled, range(99, 89, -1))) == "优良良良中中中中中中"
    assert names(graded(compiled, [85] * 1 + [84, 83, 82, 81, 70, 70, 70, 70, 50])) == "良良良良中中中中中差"


def test_the_step_names_the_quota_and_its_places() -> None:
    second = graded(rules(quotas=[Quota(grade="优", share="50%")]), [95, 94])[1]
    assert [(step.step, step.grade, step.rule, step.places) for step in second.steps] == [
        (Step.POINTS, "优", "", 0),
        (Step.QUOTA, "良", "优", 1),
    ]


@pytest.mark.parametrize(
    ("totals", "ties", "expected", "border"),
    [
        # ten units, two places for 优; only the first four matter
        ([95, 94, 94, 91], "", "优良良良", [1, 2]),  # two equal for one place: the commission decides, and nobody overtakes them
        ([95, 95, 94, 91], "", "优优良良", []),
        ([95, 95, 95, 91], "", "良良良良", [0, 1, 2]),  # three for two places
        ([95, 94, 94, 91], "axya", "优良优良", []),  # the tie rule decides
        ([95, 94, 94, 91], "axxa", "优良良良", [1, 2]),  # equal in the tie rule as well
        ([96, 95, 94, 94], "", "优优良良", []),  # equal, but behind the edge
    ],
)
def test_ties_at_the_edge_of_a_quota(totals: list[int], ties: str, expected: str, border: list[int]) -> None:
    rest = [70] * 6
    compiled = rules(quotas=[Quota(grade="优", share="20%")], ties=["A"] if ties else [])
    found = graded(compiled, totals + rest, ties + "a" * 6 if ties else "")
    assert names(found[:4]) == expected
    assert [at for at, grade in enumerate(found) if grade.border] == border
    assert all(found[at].steps[-1].step is Step.TIE for at in border)


@pytest.mark.parametrize(
    ("totals", "ends"),
    [
        ([95, 94, 93], [None, None, QuotaEnd.FULL]),
        ([95, 94, 94, 93], [None, QuotaEnd.TIE, QuotaEnd.TIE, QuotaEnd.HELD]),  # a place is left, and nobody overtakes
        ([95, 95, 95, 93], [QuotaEnd.TIE, QuotaEnd.TIE, QuotaEnd.TIE, QuotaEnd.HELD]),
        ([95, 95, 93, 93], [None, None, QuotaEnd.FULL, QuotaEnd.FULL]),
    ],
)
def test_why_there_was_no_place(totals: list[int], ends: list[QuotaEnd | None]) -> None:
    """Two places for 优 among ten."""
    found = graded(rules(quotas=[Quota(grade="优", share="20%")]), [*totals, *[70] * (10 - len(totals))])
    assert [grade.steps[-1].end for grade in found[: len(totals)]] == ends


def test_ranks_share_and_skip() -> None:
    assert [grade.rank for grade in graded(rules(), [70, 95, 70, 80, 70, 10])] == [3, 1, 3, 2, 3, 6]
    assert [grade.rank for grade in graded(rules(ties=["A"]), [70, 70, 70], "aba")] == [2, 1, 2]


# Vetoes, limits, lifts --------------------------------------------------------------------------------------------------

VETO = Veto(key="v", label=Words("否决"), when="certified", grade="差")
LIMIT = Limit(key="l", label=Words("限制"), when="area < 100", best="中")
LIFT = Lift(key="t", label=Words("直接定级"), when="level = '市级'", grade="优")
ALL = {"vetoes": [VETO], "limits": [LIMIT], "lifts": [LIFT]}
VETOED: dict[str, Stored] = {"certified": 1}
LIMITED: dict[str, Stored] = {"area": 5000}
LIFTED: dict[str, Stored] = {"level": 1}


@pytest.mark.parametrize(
    ("total", "row", "grade", "steps"),
    [
        (95, {}, "优", "points"),  # unknown bars nobody and lifts nobody
        (95, {"certified": 0, "area": 20000, "level": 2}, "优", "points"),
        (95, VETOED, "差", "points veto"),
        (95, LIMITED, "中", "points limit"),
        (70, LIMITED, "中", "points"),  # no better than 中: it is not
        (10, LIMITED, "差", "points"),
        (70, LIFTED, "优", "points lift"),
        (95, LIFTED, "优", "points"),
        (95, VETOED | LIFTED, "差", "points veto"),  # no lift against a veto
        (10, LIMITED | LIFTED, "中", "points lift"),  # a lift goes as far as the limit lets it
        (95, LIMITED | LIFTED, "中", "points limit"),
        (95, VETOED | LIMITED | LIFTED, "差", "points veto"),
    ],
)
def test_which_rule_goes_before_which(total: int, row: Mapping[str, Stored], grade: str, steps: str) -> None:
    found = graded(rules(**ALL), [total], rows={0: row})[0]
    assert (found.level.name.zh, " ".join(step.step.value for step in found.steps)) == (grade, steps)


def test_of_two_vetoes_the_worse_grade_holds_in_either_order() -> None:
    mild = Veto(key="m", label=Words("较轻"), when="area < 100", grade="中")
    for vetoes in ([VETO, mild], [mild, VETO]):
        assert names(graded(rules(vetoes=vetoes), [95], rows={0: VETOED | LIMITED})) == "差"


def test_the_lowest_of_two_limits_holds() -> None:
    mild = Limit(key="m", label=Words("较轻"), when="certified", best="良")
    for limits in ([LIMIT, mild], [mild, LIMIT]):
        assert names(graded(rules(limits=limits), [95], rows={0: VETOED | LIMITED})) == "中"


def test_who_is_barred_takes_no_place_but_counts_in_n() -> None:
    """Four units, two places: the first two are barred, so the next two have them."""
    compiled = rules(**ALL, quotas=[Quota(grade="优", share="50%")])
    assert names(graded(compiled, [99, 98, 97, 96], rows={0: VETOED, 1: LIMITED})) == "差中优优"
    assert names(graded(compiled, [99, 98, 97, 96])) == "优优良良"


def test_a_lift_stands_outside_the_quota() -> None:
    compiled = rules(lifts=[LIFT], quotas=[Quota(grade="优", share="25%")])
    assert names(graded(compiled, [99, 98, 97, 70], rows={3: LIFTED})) == "优良良优"
    assert names(graded(compiled, [99, 98, 97, 70], rows={1: LIFTED})) == "优优良中"


def test_conditions_may_name_the_total_and_branches() -> None:
    limit = Limit(key="l", label=Words("限制"), when="A < 10 and total >= 90", best="良")
    row: Mapping[str, Stored] = {"A": 9 * 10**12, "total": 95 * 10**12}
    assert names(graded(rules(limits=[limit]), [95], rows={0: row})) == "良"


@pytest.mark.parametrize(
    ("rounding", "distance"),
    [
        (EXACT, "1.50"),
        (Rounding(mode=RoundingMode.HALF_AWAY, indicator_decimals=1), "1.5"),
        (Rounding(mode=RoundingMode.HALF_AWAY, indicator_decimals=2, total_decimals=0), "2"),
    ],
)
def test_the_distance_to_the_next_grade_is_printed_like_the_total(rounding: Rounding, distance: str) -> None:
    found = graded(rules(rounding=rounding), ["88.5"])[0]
    assert found.better is not None
    assert (found.better.name.zh, str(found.distance)) == ("优", distance)
