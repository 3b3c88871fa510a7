"""The rubric language, construct by construct: every kind of measure and every scale, against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.definitions.layout import Stored
from scoring.definitions.rubric import LogBase, MeasureKind, RoundingMode
from scoring.definitions.scales import (
    CategoryScale,
    LinearScale,
    MinMaxScale,
    PercentileScale,
    RankScale,
    Scale,
    SegmentScale,
    StepScale,
    ThresholdScale,
    Ties,
    UnitScale,
    ValueScale,
)
from scoring.engine.exact import rounded
from scoring.engine.measure import Lack
from scoring.engine.members import Members
from scoring.engine.scale import percentile, points, rank
from tests.scoring.engine.language import (
    WAN,
    Row,
    a_measure_for,
    figure,
    firm,
    fraction,
    leaf,
    measure,
    measured,
    ratio_of,
    rubric,
    unit,
)

D = Decimal
F = Fraction

# Measures ---------------------------------------------------------------------------------------------------------------

FIRMS = (
    firm(staff=3, trade=1, revenue=10 * WAN),
    firm(staff=8, trade=1, revenue=30 * WAN),
    firm(staff=5, trade=2, revenue=None),
    firm(staff=None, trade=3, revenue=20 * WAN),
    firm(staff=100, trade=3, revenue=99 * WAN, inside=0),  # outside the set: counts nowhere
)
"""Inside: staff 3, 8, 5 and one unknown; trades 材料 ×2, 医药, 信息; revenue 10, 30, 20 万元 and one unknown."""

OVER_FIRMS: Sequence[tuple[MeasureKind, Mapping[str, object], Fraction, int]] = [
    # kind, keys, value, rows with a cell that could still change it
    (MeasureKind.COUNT, {}, F(4), 0),
    (MeasureKind.COUNT, {"where": "staff >= 5"}, F(2), 1),  # 8 and 5; the unknown one does not count
    (MeasureKind.SHARE, {"where": "staff >= 5"}, F(2, 4), 1),  # and stays in the base
    (MeasureKind.SUM, {"value": "staff"}, F(16), 1),  # 3 + 8 + 5
    (MeasureKind.DENSITY, {"value": "staff"}, F(16, 4), 1),  # over all four in the set
    (MeasureKind.MEAN, {"value": "staff"}, F(16, 3), 1),  # over the three that are known
    (MeasureKind.MEDIAN, {"value": "staff"}, F(5), 1),  # 3 5 8
    (MeasureKind.MEDIAN, {"value": "revenue / 10000元"}, F(20), 1),  # 10 20 30
    (MeasureKind.RATIO, {"numerator": "revenue", "denominator": "staff"}, F(40 * WAN, 11), 2),  # only where both are known
    (MeasureKind.GROWTH, {"numerator": "staff * 3", "denominator": "staff * 2"}, F(1, 2), 1),  # 48 ÷ 32 − 1
    (MeasureKind.EVENNESS, {"by": "trade"}, F(5, 8), 0),  # 1 − (½² + ¼² + ¼²)
    (MeasureKind.EVENNESS, {"by": "inside"}, F(0), 0),  # all the same answer
]


@pytest.mark.parametrize(("kind", "keys", "value", "unknown"), OVER_FIRMS)
def test_measures_over_rows(kind: MeasureKind, keys: Mapping[str, object], value: Fraction, unknown: int) -> None:
    found = measured(rubric([measure("x", kind, over="W", **keys)]), FIRMS)["x"]
    assert (fraction(found.value), found.unknown, found.lack) == (value, unknown, None)


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    compiled = rubric([measure("x", MeasureKind.MEDIAN, over="W", value="staff")])
    assert fraction(measured(compiled, [firm(staff=staff) for staff in (9, 1, 4, 2)])["x"].value) == 3


LACKS: Sequence[tuple[MeasureKind, Mapping[str, object], Sequence[Row], Lack]] = [
    (MeasureKind.SHARE, {"where": "staff >= 5"}, [], Lack.ZERO_DENOMINATOR),
    (MeasureKind.DENSITY, {"value": "staff"}, [], Lack.ZERO_DENOMINATOR),
    (MeasureKind.MEAN, {"value": "staff"}, [firm()], Lack.ZERO_DENOMINATOR),
    (MeasureKind.MEDIAN, {"value": "staff"}, [firm()], Lack.UNKNOWN),
    (MeasureKind.EVENNESS, {"by": "trade"}, [firm()], Lack.ZERO_DENOMINATOR),
    (MeasureKind.GROWTH, {"numerator": "staff", "denominator": "staff - 5"}, [firm(staff=2)], Lack.NO_POSITIVE_BASE),
    (MeasureKind.MEAN, {"value": "staff", "min_rows": 3}, [firm(staff=1)] * 2, Lack.TOO_FEW),
]


@pytest.mark.parametrize(("kind", "keys", "rows", "lack"), LACKS)
def test_what_has_no_result_says_why(kind: MeasureKind, keys: Mapping[str, object], rows: Sequence[Row], lack: Lack) -> None:
    found = measured(rubric([measure("x", kind, over="W", **keys)]), rows)["x"]
    assert (found.value, found.lack) == (None, lack)


@pytest.mark.parametrize(
    ("kind", "keys", "record", "value"),
    [
        (MeasureKind.VALUE, {"value": "area * 2"}, {"area": 1250}, F(25)),  # 12.50 kept with two decimals
        (MeasureKind.VALUE, {"value": "area"}, {"area": 0}, F(0)),  # zero is a value
        (MeasureKind.VALUE, {"value": "area"}, {}, None),
        (MeasureKind.CATEGORY, {"by": "level"}, {"level": 2}, F(2)),
        (MeasureKind.CATEGORY, {"by": "certified"}, {"certified": 0}, F(0)),  # 否 is an answer
        (MeasureKind.CATEGORY, {"by": "certified"}, {}, None),
    ],
)
def test_measures_of_the_record(
    kind: MeasureKind, keys: Mapping[str, object], record: Mapping[str, Stored], value: Fraction | None
) -> None:
    found = measured(rubric([measure("x", kind, **keys)]), record=unit(**record))["x"]
    assert (fraction(found.value), found.lack) == (value, None if value is not None else Lack.UNKNOWN)


FORMULAS = [
    ("one + two * 3", F(25, 4)),  # 1/4 + 6
    ("(one - two) / one", F(-7)),  # (1/4 − 2) × 4
    ("-one", F(-1, 4)),
    ("min(one, two) - max(one, two)", F(-7, 4)),
    ("75000", F(75000)),
    ("50%", F(1, 2)),
]


@pytest.mark.parametrize(("formula", "value"), FORMULAS)
def test_formulas(formula: str, value: Fraction) -> None:
    found = measured(rubric([figure("one", "0.25"), figure("two", "2"), figure("x", formula)]))["x"]
    assert (fraction(found.value), found.approximate) == (value, False)


@pytest.mark.parametrize(("formula", "lack"), [("one / (two - 2)", Lack.ZERO_DENOMINATOR), ("one + none", Lack.OPERAND)])
def test_formulas_without_a_result(formula: str, lack: Lack) -> None:
    found = measured(rubric([figure("one", "0.25"), figure("two", "2"), figure("none", "1 / 0"), figure("x", formula)]))["x"]
    assert (found.value, found.lack) == (None, lack)


def test_a_formula_is_as_unknown_as_what_it_is_made_of() -> None:
    compiled = rubric([measure("staff_sum", MeasureKind.SUM, over="W", value="staff"), figure("x", "staff_sum / 2")])
    assert measured(compiled, FIRMS)["x"].unknown == 1


LOGARITHMS = [
    ("75000", LogBase.E, "11.22524339"),  # tables of logarithms
    ("1000", LogBase.TEN, "3.00000000"),
    ("0.125", LogBase.TWO, "-3.00000000"),
    ("1", LogBase.E, "0.00000000"),
]


@pytest.mark.parametrize(("of", "base", "value"), LOGARITHMS)
def test_logarithms(of: str, base: LogBase, value: str) -> None:
    found = measured(rubric([figure("y", of), measure("x", MeasureKind.LOGARITHM, of="y", base=base)]))["x"]
    assert found.value is not None
    assert (rounded(found.value, 8, RoundingMode.HALF_AWAY), found.approximate) == (D(value), True)


@pytest.mark.parametrize(("of", "lack"), [("0", Lack.NOT_POSITIVE), ("-1", Lack.NOT_POSITIVE), ("1 / 0", Lack.OPERAND)])
def test_what_has_no_logarithm(of: str, lack: Lack) -> None:
    assert measured(rubric([figure("y", of), measure("x", MeasureKind.LOGARITHM, of="y")]))["x"].lack is lack


MARKS = [
    # marks, dropped from, at least, mean
    ("80 90", 0, 0, F(85)),
    ("80 90 91", 5, 0, F(87)),  # too few to drop
    ("10 80 85 90 100", 5, 0, F(85)),  # 10 and 100 are dropped
    ("80 80 80 95 95", 5, 0, F(85)),  # one of each only: (80 + 80 + 95) ÷ 3
    ("0", 0, 1, F(0)),  # a mark of zero is a mark
    ("80", 0, 2, None),
    ("", 0, 0, None),  # 未评审 is not zero
    ("80 90", 2, 0, None),  # nothing is left
]


@pytest.mark.parametrize(("given", "drop_from", "at_least", "mean"), MARKS)
def test_marks(given: str, drop_from: int, at_least: int, mean: Fraction | None) -> None:
    compiled = rubric([measure("x", MeasureKind.MARKS, drop_from=drop_from, min_rows=at_least)])
    found = measured(compiled, marks={"x": [D(mark) for mark in given.split()]})["x"]
    assert (fraction(found.value), found.lack) == (mean, None if mean is not None else Lack.TOO_FEW)


@pytest.mark.parametrize(
    ("mode", "value", "decimals", "brought"),
    [
        (RoundingMode.DOWN, "0.07853333", 3, F(78, 1000)),
        (RoundingMode.DOWN, "-0.0789", 3, F(-78, 1000)),  # towards zero
        (RoundingMode.HALF_AWAY, "12.5", 0, F(13)),
        (RoundingMode.HALF_EVEN, "12.5", 0, F(12)),
    ],
)
def test_a_measure_may_be_rounded_before_any_scale_sees_it(
    mode: RoundingMode, value: str, decimals: int, brought: Fraction
) -> None:
    found = measured(rubric([measure("x", MeasureKind.FORMULA, formula=value, round_to=decimals, round_mode=mode)]))["x"]
    assert fraction(found.value) == brought


# Scales -----------------------------------------------------------------------------------------------------------------

ANSWERS = {1: "市级", 2: "区级", 3: "其他"}

SCALES: Sequence[tuple[Scale, Sequence[tuple[str, str]]]] = [
    (
        LinearScale(kind="linear", nodes=(("0", D(0)), ("10", D(4)), ("30", D(10)))),
        [("-5", "0"), ("0", "0"), ("5", "2"), ("10", "4"), ("15", "11/2"), ("30", "10"), ("99", "10")],  # 4 + 5/20 × 6
    ),
    (
        LinearScale(kind="linear", nodes=(("0", D(10)), ("30", D(0)))),  # the less the better
        [("-5", "10"), ("3", "9"), ("30", "0"), ("31", "0")],
    ),
    (
        StepScale(kind="steps", steps=(("30%", D(5)), ("10%", D(2))), below=D(1)),
        [("3/10", "5"), ("299/1000", "2"), ("1/10", "2"), ("99/1000", "1")],
    ),
    (
        StepScale(kind="steps", steps=(("5", D(10)), ("8", D(6)), ("12", D(2))), below=D(0), falling=True),
        [("0", "10"), ("5", "10"), ("51/10", "6"), ("8", "6"), ("12", "2"), ("121/10", "0")],
    ),
    (
        UnitScale(kind="per_unit", points=D("0.5"), cap=D(3)),
        [("0", "0"), ("1", "1/2"), ("5/2", "5/4"), ("6", "3"), ("7", "3"), ("-4", "0")],
    ),
    (
        UnitScale(kind="per_unit", points=D(2), cap=D(9), per="3", whole=True),
        [("2", "0"), ("3", "2"), ("11/2", "2"), ("6", "4"), ("15", "9")],  # 5 × 2 = 10, at most 9
    ),
    (UnitScale(kind="per_unit", points=D(2), cap=D(9), per="3"), [("2", "4/3"), ("3", "2"), ("11/2", "11/3")]),
    (
        ThresholdScale(kind="threshold", start="10", base=D(6), points=D(1), cap=D(10), per="5"),
        [("9", "0"), ("10", "6"), ("12", "32/5"), ("15", "7"), ("30", "10"), ("40", "10")],  # 6 + 2/5
    ),
    (
        ThresholdScale(kind="threshold", start="10", base=D(6), points=D(1), cap=D(10), per="5", whole=True),
        [("9", "0"), ("14", "6"), ("15", "7"), ("19", "7")],
    ),
    (
        SegmentScale(kind="segments", segments=(("0", "9", D(0), D(50)), ("10", "20", D(51), D(100)))),
        [("-1", "0"), ("0", "0"), ("9", "50"), ("19/2", "50"), ("10", "51"), ("15", "151/2"), ("20", "100"), ("21", "100")],
    ),
    (
        CategoryScale(kind="categories", points=(("市级", D(5)), ("区级", D(3))), otherwise=D(1)),
        [("1", "5"), ("2", "3"), ("3", "1")],
    ),
    (ValueScale(kind="as_is", cap=D(20)), [("0", "0"), ("35/2", "35/2"), ("21", "20"), ("-1", "0")]),
    (
        MinMaxScale(kind="min_max", points=D(10), lowest="20", highest="85"),
        [("20", "0"), ("85", "10"), ("59", "6"), ("10", "0"), ("90", "10")],  # 39 ÷ 65
    ),
    (
        MinMaxScale(kind="min_max", points=D(10), lowest="0", highest="40", falling=True),
        [("0", "10"), ("10", "15/2"), ("40", "0"), ("50", "0")],
    ),
]


@pytest.mark.parametrize(("scale", "cases"), SCALES, ids=lambda one: one.kind if hasattr(one, "kind") else "")
def test_scales(scale: Scale, cases: Sequence[tuple[str, str]]) -> None:
    bounds = rubric([a_measure_for(scale)], [leaf("x", scale=scale)]).bounds["x"]
    found = [(value, fraction(points(scale, bounds, ratio_of(value), answers=ANSWERS))) for value, _ in cases]
    assert found == [(value, F(height)) for value, height in cases]


PEERS = ("40", "30", "30", "20", "10")
"""One ahead, two equal, two behind."""

PEER_SCALES: Sequence[tuple[Scale, Sequence[str], Sequence[tuple[str, str]]]] = [
    # scale, the group, value → points
    (MinMaxScale(kind="min_max", points=D(6)), PEERS, [("40", "6"), ("30", "4"), ("20", "2"), ("10", "0")]),
    (MinMaxScale(kind="min_max", points=D(6), falling=True), PEERS, [("40", "0"), ("30", "2"), ("10", "6")]),
    (MinMaxScale(kind="min_max", points=D(6), lowest="0"), PEERS, [("40", "6"), ("30", "9/2"), ("10", "3/2")]),
    (MinMaxScale(kind="min_max", points=D(6), highest="50"), PEERS, [("40", "9/2"), ("10", "0")]),  # 30 ÷ 40
    (MinMaxScale(kind="min_max", points=D(6)), ("7", "7"), [("7", "6")]),  # bounds that coincide
    (
        RankScale(kind="rank", steps=(("1", D(10)), ("3", D(6)), ("4", D(3))), below=D(0)),
        PEERS,
        [("40", "10"), ("30", "6"), ("20", "3"), ("10", "0")],  # places 1 2 2 4 5
    ),
    (
        RankScale(kind="rank", steps=(("1", D(10)), ("2", D(6)), ("4", D(3))), below=D(0), ties=Ties.WORST),
        PEERS,
        [("40", "10"), ("30", "3"), ("20", "3")],  # places 1 3 3 4 5
    ),
    (
        RankScale(kind="rank", steps=(("1", D(10)), ("2", D(6)), ("4", D(3))), below=D(0), falling=True),
        PEERS,
        [("10", "10"), ("20", "6"), ("30", "3"), ("40", "0")],  # the least first: places 1 2 3 3 5
    ),
    (
        PercentileScale(kind="percentile", nodes=(("0%", D(0)), ("50%", D(4)), ("100%", D(10)))),
        PEERS,
        [("40", "10"), ("30", "11/2"), ("20", "2"), ("10", "0")],  # 1, 2½÷4, ¼, 0: 4 + ⅛ ÷ ½ × 6
    ),
    (PercentileScale(kind="percentile", nodes=(("0%", D(0)), ("100%", D(10)))), ("7",), [("7", "10")]),  # alone
]


@pytest.mark.parametrize(("scale", "peers", "cases"), PEER_SCALES, ids=lambda one: one.kind if hasattr(one, "kind") else "")
def test_scales_that_look_at_peers(scale: Scale, peers: Sequence[str], cases: Sequence[tuple[str, str]]) -> None:
    bounds = rubric([a_measure_for(scale)], [leaf("x", scale=scale)]).bounds["x"]
    group = Members(ratio_of(peer) for peer in peers)
    found = [(value, fraction(points(scale, bounds, ratio_of(value), peers=group))) for value, _ in cases]
    assert found == [(value, F(height)) for value, height in cases]


@pytest.mark.parametrize(
    ("ties", "falling", "places", "shares"),
    [
        # of 40 30 30 20 10: the places, and the shares of the four others that stand behind
        (Ties.BEST, False, "1 2 2 4 5", "1 3/4 3/4 1/4 0"),
        (Ties.WORST, False, "1 3 3 4 5", "1 1/2 1/2 1/4 0"),
        (Ties.MEAN, False, "1 5/2 5/2 4 5", "1 5/8 5/8 1/4 0"),
        (Ties.BEST, True, "5 3 3 2 1", "0 1/2 1/2 3/4 1"),
        (Ties.WORST, True, "5 4 4 2 1", "0 1/4 1/4 3/4 1"),
        (Ties.MEAN, True, "5 7/2 7/2 2 1", "0 3/8 3/8 3/4 1"),
    ],
)
def test_places_and_percentiles_by_the_three_tie_rules(ties: Ties, falling: bool, places: str, shares: str) -> None:
    values = [ratio_of(peer) for peer in PEERS]
    group = Members(values)
    assert [fraction(rank(one, group, ties, falling=falling)) for one in values] == [F(place) for place in places.split()]
    assert [fraction(percentile(one, group, ties, falling=falling)) for one in values] == [F(share) for share in shares.split()]


def test_bounds_may_be_amounts_of_money() -> None:
    """60万元 known inside; two points for each whole 25万元."""
    scale = UnitScale(kind="per_unit", points=D(2), cap=D(9), per="25万元", whole=True)
    compiled = rubric([measure("m_x", MeasureKind.SUM, over="W", value="revenue")], [leaf("x", scale=scale)])
    value = measured(compiled, FIRMS)["m_x"].value
    assert value is not None
    assert fraction(points(scale, compiled.bounds["x"], value)) == 4
