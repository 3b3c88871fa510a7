"""Measures, scales, points up the tree and grades, through SQLite and through Python alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Words
from scoring.definitions.layout import Stored
from scoring.definitions.rubric import Branch, MeasureKind, Missing, MissingRule, Role, RoundingMode
from scoring.definitions.scales import LinearScale, StepScale, UnitScale
from scoring.definitions.tree import Number
from scoring.engine.aggregates import figures_of_rows, measure_carriers
from scoring.engine.exact import Ratio, ratio, rounded
from scoring.engine.grade import Grade, candidate, figures_row, grade_round
from scoring.engine.measure import Lack, Measured, plan_rubric, results, set_size
from scoring.engine.scale import points
from scoring.engine.score import CarrierScore, score_carrier
from scoring.engine.trace import Part, trace_indicator
from scoring.services.shipped import shipped_form, shipped_rubric
from tests.scoring.engine.builders import LINE, PARAMETERS, database, firm, indicator, measure, rubric

WAN = 10**6
"""分 of one 万元."""


def scored(compiled: CompiledRubric, rows: Sequence[Mapping[str, Stored]]) -> CarrierScore:
    """The score through SQLite, held against the score of the same rows through Python."""
    plans = plan_rubric(compiled, PARAMETERS)
    needed = set_size(compiled.sets["T"], PARAMETERS)
    aggregates = [needed, *(aggregate for plan in plans.values() for aggregate in plan.aggregates)]
    with database({7: rows}) as query:
        by_sql = measure_carriers(query, {"firms": "firms"}, aggregates, round_no=1).get(7, {})
    by_python = figures_of_rows(aggregates, {"firms": rows})
    assert all(by_sql.get(aggregate, Ratio(0, 1)).compare(by_python[aggregate]) == 0 for aggregate in aggregates)
    measured = results(plans, by_python, {})
    return score_carrier(compiled, measured, has_rows=by_python[needed].numerator > 0)


def only(compiled: CompiledRubric, rows: Sequence[Mapping[str, Stored]]) -> Measured:
    return scored(compiled, rows).indicators[0].measured


def graded(compiled: CompiledRubric, score: CarrierScore) -> Grade:
    return grade_round(compiled, [candidate(compiled, 1, score, figures_row(compiled, score, {}, {}))], PARAMETERS)[1]


# Unknown is not zero ----------------------------------------------------------------------------------------------------


def test_in_a_share_an_unknown_row_stays_in_the_base() -> None:
    measured = only(rubric([indicator("a")]), [firm(hnte=1), firm(hnte=0), firm(), firm(status=2, hnte=1)])
    assert (measured.upper, measured.lower, measured.unknown) == (Ratio(1, 1), Ratio(3, 1), 1)


def test_a_row_whose_membership_is_unknown_counts_nowhere_and_is_told() -> None:
    measured = only(rubric([indicator("a")]), [firm(hnte=1), firm(hnte=1, status=None)])
    assert (measured.upper, measured.lower, measured.unknown) == (Ratio(1, 1), Ratio(1, 1), 1)


def test_in_a_ratio_an_unknown_row_leaves_both_sums() -> None:
    compiled = rubric([indicator("a")], [measure(kind=MeasureKind.RATIO, numerator="revenue", denominator="prior")])
    rows = [firm(revenue=30 * WAN, prior=40 * WAN), firm(revenue=5 * WAN), firm(prior=99 * WAN)]
    measured = only(compiled, rows)
    assert measured.value is not None
    assert measured.value.compare(Ratio(3, 4)) == 0
    assert (measured.usable, measured.unknown) == (1, 2)


def test_a_sum_adds_nothing_for_an_unknown_row() -> None:
    compiled = rubric(
        [indicator("a", scale=UnitScale(kind="per_unit", points=Decimal(1), cap=Decimal(5)))],
        [measure(kind=MeasureKind.SUM, value="staff")],
    )
    measured = only(compiled, [firm(staff=3), firm(), firm(staff=0)])
    assert (measured.value, measured.unknown) == (Ratio(3, 1), 1)


def test_growth_and_its_missing_bases() -> None:
    growth = measure(kind=MeasureKind.GROWTH, numerator="revenue", denominator="prior", min_rows=2)
    steps = StepScale(kind="steps", steps=(("0%", Decimal(5)),), below=Decimal(0))
    compiled = rubric([indicator("a", scale=steps)], [growth])
    assert only(compiled, [firm(revenue=WAN, prior=WAN)]).lack is Lack.TOO_FEW
    assert only(compiled, [firm(revenue=WAN, prior=0)] * 2).lack is Lack.NO_POSITIVE_BASE
    measured = only(compiled, [firm(revenue=3 * WAN, prior=2 * WAN)] * 2)
    assert measured.value is not None
    assert measured.value.compare(Ratio(1, 2)) == 0


def test_sums_beyond_sixty_three_bits_stay_exact() -> None:
    huge = 10**17 + 1
    compiled = rubric([indicator("a")], [measure(kind=MeasureKind.RATIO, numerator="revenue", denominator="prior")])
    measured = only(compiled, [firm(revenue=huge, prior=1)] * 200)
    assert measured.upper == Ratio(200 * huge, 1)
    assert 200 * huge > 2**63


def test_what_outgrows_sqlite_row_by_row_goes_through_python() -> None:
    wide = measure(where="revenue * prior > prior * prior")
    compiled = rubric([indicator("a")], [wide])
    plan = plan_rubric(compiled, PARAMETERS)["share"]
    assert not plan.upper.in_sqlite
    measured = only(compiled, [firm(revenue=999_999_999_999, prior=999_999_999_998), firm(revenue=1, prior=2)])
    assert measured.upper == Ratio(1, 1)


# Points up the tree -----------------------------------------------------------------------------------------------------


def test_points_of_a_left_out_indicator_pass_to_its_siblings_by_their_maxima() -> None:
    growth = measure("growth", MeasureKind.GROWTH, numerator="revenue", denominator="prior")
    leaves = Missing(rule=MissingRule.LEAVE_OUT, to=("a", "b"))
    low = LinearScale(kind="linear", nodes=(("0%", Decimal(0)), ("50%", Decimal(3))))
    compiled = rubric(
        [indicator("a"), indicator("b", maximum="3", scale=low), indicator("c", measure="growth", missing=leaves)],
        [measure(), growth],
    )
    score = scored(compiled, [firm(hnte=1), firm(hnte=0), firm(hnte=0), firm(hnte=0)])
    a, b, c = score.indicators
    assert c.points is None
    assert [(code, Fraction(*share)) for code, share in c.handed] == [("a", Fraction(25, 8)), ("b", Fraction(15, 8))]
    # 25 % of the way up a line to 50 %: half of each maximum, times 13/8
    assert (a.points, b.points) == (Decimal("4.06"), Decimal("2.44"))
    assert score.total == Decimal("6.50")


def test_points_nobody_can_take_are_lost() -> None:
    growth = [measure(key, MeasureKind.GROWTH, numerator="revenue", denominator="prior") for key in ("g", "h")]
    compiled = rubric(
        [
            indicator("a", measure="g", missing=Missing(rule=MissingRule.LEAVE_OUT, to=("b",))),
            indicator("b", measure="h", missing=Missing(rule=MissingRule.LEAVE_OUT, to=("a",))),
        ],
        growth,
    )
    score = scored(compiled, [firm()])
    assert [one.handed for one in score.indicators] == [(), ()]
    assert score.total == 0


def test_zero_denominator_with_something_above_it() -> None:
    compiled = rubric(
        [indicator("a", missing=Missing(rule=MissingRule.ZERO, numerator_positive=Decimal(5)))],
        [measure(kind=MeasureKind.RATIO, numerator="revenue", denominator="prior")],
    )
    assert scored(compiled, [firm(revenue=1, prior=0)]).total == 5
    assert scored(compiled, [firm(revenue=0, prior=0)]).total == 0


def test_bonus_deduction_caps_and_the_floor() -> None:
    branches = [
        Branch(code="A", title=Words("A")),
        Branch(code="J", title=Words("J"), role=Role.BONUS, cap=Decimal(2)),
        Branch(code="D", title=Words("D"), role=Role.DEDUCTION),
    ]
    each = UnitScale(kind="per_unit", points=Decimal("1.5"), cap=Decimal(9))
    compiled = rubric(
        [
            indicator("a"),
            indicator("j", maximum="9", scale=each, measure="n", parent="J"),
            indicator("d", maximum="9", scale=each, measure="n", parent="D"),
        ],
        [measure(), measure("n", MeasureKind.COUNT)],
        branches=branches,
    )
    score = scored(compiled, [firm(hnte=1)] * 2)
    assert score.branches == {"A": Decimal(5), "J": Decimal(2), "D": Decimal(3)}
    assert score.total == Decimal(4)
    assert scored(compiled, [firm(hnte=0)] * 6).total == 0


def test_a_carrier_without_the_rows_that_count_is_not_scored() -> None:
    compiled = rubric([indicator("a")])
    score = scored(compiled, [firm(status=2)])
    assert not score.scored
    assert scored(compiled, []).scored is False


def test_stop_keeps_a_carrier_from_being_scored() -> None:
    compiled = rubric(
        [indicator("a", missing=Missing(rule=MissingRule.STOP))],
        [measure(kind=MeasureKind.RATIO, numerator="revenue", denominator="prior")],
    )
    assert not scored(compiled, [firm()]).scored


def test_grade_bounds_belong_to_the_grade() -> None:
    compiled = rubric([indicator("a")])
    exactly = scored(compiled, [firm(hnte=1)] * 3 + [firm(hnte=0)] * 7)
    assert exactly.total == Decimal("3.00")
    reached = graded(compiled, exactly)
    assert (reached.level.name.zh, reached.better) == ("合格", None)
    below = graded(compiled, scored(compiled, [firm(hnte=1)] * 2 + [firm(hnte=0)] * 8))
    assert (below.level.name.zh, below.distance) == ("不合格", Decimal("1.00"))


# Rounding and scales ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (RoundingMode.HALF_AWAY, ["0.63", "-0.63", "0.62"]),
        (RoundingMode.HALF_EVEN, ["0.62", "-0.62", "0.62"]),
        (RoundingMode.DOWN, ["0.62", "-0.62", "0.62"]),
    ],
)
def test_ties(mode: RoundingMode, expected: list[str]) -> None:
    values = [Ratio(5, 8), Ratio(-5, 8), Ratio(6249, 10000)]
    assert [str(rounded(value, 2, mode)) for value in values] == expected


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(0, 6))
def test_rounding_is_never_more_than_half_a_unit_off(numerator: int, denominator: int, decimals: int) -> None:
    exact = Fraction(numerator, denominator)
    printed = Fraction(rounded(Ratio(numerator, denominator), decimals, RoundingMode.HALF_AWAY))
    assert abs(printed - exact) <= Fraction(1, 2 * 10**decimals)


@given(st.integers(-200, 400), st.integers(-200, 400))
def test_a_better_value_never_earns_less(one: int, other: int) -> None:
    bounds = (Number(0, 1, 0, "0%"), Number(1, 2, 0, "50%"))
    low, high = sorted([ratio(one, 100), ratio(other, 100)], key=lambda value: Fraction(*value))
    assert points(LINE, bounds, low).compare(points(LINE, bounds, high)) <= 0
    assert 0 <= Fraction(*points(LINE, bounds, high)) <= 5


def test_the_shipped_rubrics_single_points() -> None:
    """The rubric's own worked examples (example-rubric.md §5, single points)."""
    compiled = shipped_rubric(shipped_form().compiled.form).compiled
    document = compiled.rubric
    assert len(document.examples) >= 6
    for example, value in zip(document.examples, compiled.examples, strict=True):
        scale = document.indicator(example.indicator).scale
        given_points = points(scale, compiled.bounds[example.indicator], ratio(value.numerator, value.denominator))
        assert rounded(given_points, 2, document.rounding.mode) == example.points, example


# The way back -----------------------------------------------------------------------------------------------------------


def test_the_trace_names_every_row_of_the_set_in_its_part() -> None:
    compiled = rubric([indicator("a")])
    rows = [firm(hnte=1), firm(hnte=0), firm(), firm(status=2, hnte=1), firm(hnte=1, status=None)]
    score = scored(compiled, rows)
    measured = {"share": score.indicators[0].measured}
    trace = trace_indicator(compiled, score, measured, "a", {"firms": list(enumerate(rows, start=1))}, PARAMETERS)
    assert [(row.number, row.part) for row in trace.measure.rows] == [
        (1, Part.COUNTED),
        (2, Part.BASE),
        (3, Part.UNKNOWN),
        (5, Part.UNKNOWN),
    ]
    assert trace.measure.fields == ("hnte",)
    assert trace.next_step is not None
    assert (trace.next_step.value.text, trace.next_step.points) == ("50%", Decimal(5))


def test_rows_that_do_not_add_up_to_the_score_are_a_bug() -> None:
    compiled = rubric([indicator("a")])
    score = scored(compiled, [firm(hnte=1)])
    with pytest.raises(Exception, match="the rows give"):
        trace_indicator(compiled, score, {"share": score.indicators[0].measured}, "a", {"firms": [(1, firm(hnte=0))]}, PARAMETERS)
