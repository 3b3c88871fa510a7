"""The rubric language, construct by construct: branches, missing values, the total and its rounding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Words
from scoring.definitions.grading import GradeLevel
from scoring.definitions.rubric import Branch, Caps, Combine, Missing, MissingRule, RankBy, Role, Rounding, RoundingMode
from scoring.definitions.scales import MinMaxScale, ValueScale
from scoring.engine.exact import Ratio, rounded
from scoring.engine.grade import candidate, grade_round
from scoring.engine.measure import Measured
from scoring.engine.peers import peers_of
from scoring.engine.score import CarrierScore, score_carrier
from tests.scoring.engine.language import AS_IS, figure, fraction, leaf, measured, ratio_of, rubric

D = Decimal
NONE = "1 / 0"
LEAVES = Missing(rule=MissingRule.LEAVE_OUT)
SPARE = ValueScale(kind="as_is", cap=D(1000))


def branch(combine: Combine = Combine.SUM, code: str = "A", **more: object) -> Branch:
    return Branch(code=code, title=Words(code), combine=combine, **more)  # type: ignore[arg-type]  # a table of cases says the rest


def tree(values: str, weights: str, top: Branch, **more: object) -> CompiledRubric:
    """One branch over indicators a, b, c … whose points are the values; ``-`` has none."""
    codes = "abcdef"[: len(values.split())]
    formulas = [NONE if value == "-" else value for value in values.split()]
    missing = Missing(rule=MissingRule.ZERO) if top.combine is Combine.SUM else LEAVES
    leaves = [leaf(code, scale=AS_IS, missing=missing, weight=w) for code, w in zip(codes, weights.split(), strict=True)]
    figures = [figure(f"m_{code}", formula) for code, formula in zip(codes, formulas, strict=True)]
    return rubric(figures, leaves, branches=[top], **more)  # type: ignore[arg-type]  # as above


def scored(compiled: CompiledRubric) -> CarrierScore:
    return score_carrier(compiled, measured(compiled))


def at_twelve(value: Ratio | None) -> Decimal | None:
    return None if value is None else rounded(value, 12, RoundingMode.HALF_AWAY)


COMBINED = [
    # values, weights, branch, value at the top
    ("1 2 3", "1 1 1", branch(), "6"),
    ("1 - 3", "1 1 1", branch(), "4"),  # zero points, by its rule
    ("1 2 3", "1 1 1", branch(Combine.MEAN), "2"),
    ("1 2 6", "3 2 1", branch(Combine.MEAN), "13/6"),  # (3 + 4 + 6) ÷ 6
    ("1 - 6", "3 2 1", branch(Combine.MEAN), "9/4"),  # (3 + 6) ÷ 4: the weights that are there
    ("1 - 6", "3 2 1", branch(Combine.MEAN, needs=2), "9/4"),
    ("1 - 6", "3 2 1", branch(Combine.MEAN, needs=3), None),
    ("- - -", "1 1 1", branch(Combine.MEAN), None),
    ("4 9", "1 1", branch(Combine.GEOMETRIC), "6"),
    ("2 16", "2 1", branch(Combine.GEOMETRIC), "4"),  # (2² · 16)^⅓
    ("2 - 8", "1 1 1", branch(Combine.GEOMETRIC), "4"),
    ("2 - 8", "1 1 1", branch(Combine.GEOMETRIC, needs=3), None),
    ("0 9", "1 1", branch(Combine.GEOMETRIC), "0"),  # nothing makes up for nothing
    ("3 9 4", "1 1 1", branch(Combine.GREATEST), "9"),
    ("3 - 2", "1 5 9", branch(Combine.GREATEST), "3"),  # weights play no part
    ("3 - -", "1 1 1", branch(Combine.GREATEST, needs=2), None),
    ("- -", "1 1", branch(Combine.GREATEST), None),
    ("1 2", "1 2", branch(Combine.MEAN, decimals=1), "17/10"),  # 5 ÷ 3
    ("1 2", "1 2", branch(Combine.MEAN, decimals=1, cap=D("1.68")), "42/25"),  # rounded first, then capped
    ("60 70", "1 1", branch(cap=D(100)), "100"),
]


@pytest.mark.parametrize(("values", "weights", "top", "expected"), COMBINED)
def test_branches(values: str, weights: str, top: Branch, expected: str | None) -> None:
    score = scored(tree(values, weights, top))
    wanted = None if expected is None else at_twelve(ratio_of(expected))
    assert (at_twelve(score.values["A"]), score.scored) == (wanted, expected is not None)


def test_a_geometric_mean_of_something_negative_is_none() -> None:
    """Points may be negative only below a branch that takes them off; a root of them means nothing."""
    compiled = rubric(
        [figure("m_a", "4"), figure("m_b", "3")],
        [leaf("a", scale=AS_IS, missing=LEAVES), leaf("b", scale=AS_IS, parent="B")],
        branches=[branch(Combine.GEOMETRIC), branch(code="B", parent="A")],
    )
    assert at_twelve(scored(compiled).values["A"]) == at_twelve(ratio_of("3.464101615138"))  # √12


def test_a_branch_without_a_value_is_missing_in_its_parent() -> None:
    compiled = rubric(
        [figure("m_a", "8"), figure("m_b", NONE), figure("m_c", "5")],
        [leaf(code, scale=AS_IS, missing=LEAVES, parent=parent) for code, parent in (("a", "A"), ("b", "B"), ("c", "B"))],
        branches=[branch(Combine.MEAN), branch(Combine.MEAN, code="B", parent="A", needs=2)],
    )
    score = scored(compiled)
    assert score.values["B"] is None
    assert fraction(score.values["A"]) == 8


def test_only_indicators_round_or_only_the_total_does() -> None:
    """Three times 5/3: rounded each, 5.01; added first, 5.00."""
    each = Rounding(mode=RoundingMode.HALF_AWAY, indicator_decimals=2)
    last = Rounding(mode=RoundingMode.HALF_AWAY, total_decimals=2)
    thirds = "5/3 5/3 5/3"
    assert [scored(tree(thirds, "1 1 1", branch(), rounding=one)).total for one in (each, last)] == [D("5.01"), D("5.00")]


@pytest.mark.parametrize(
    ("floor", "cap", "values", "total"),
    [
        (D(0), None, "70 60", "130"),
        (D(0), D(100), "70 60", "100"),
        (D(0), D(100), "20 60", "80"),
        (D(0), None, "20 -", "20"),
    ],
)
def test_the_total_is_kept_within_its_bounds(floor: Decimal, cap: Decimal | None, values: str, total: str) -> None:
    assert scored(tree(values, "1 1", branch(), floor=floor, cap=cap)).total == D(total)


@pytest.mark.parametrize(
    ("caps", "branch_value", "total"),
    [
        (Caps.AFTER, "9/2", "7.25"),  # 4.7 → 5 → 4.5; 4.5 + 3.2 = 7.7 → 8 → 7.25
        (Caps.BEFORE, "5", "7"),  # 4.7 → 4.5 → 5; 5 + 3.2 = 8.2 → 7.25 → 7
    ],
)
def test_caps_and_bounds_come_before_or_after_the_rounding(caps: Caps, branch_value: str, total: str) -> None:
    compiled = rubric(
        [figure("m_a", "4.7"), figure("m_b", "3.2")],
        [leaf("a", scale=AS_IS), leaf("b", scale=AS_IS, parent="B")],
        branches=[branch(decimals=0, cap=D("4.5")), branch(code="B")],
        cap=D("7.25"),
        rounding=Rounding(mode=RoundingMode.HALF_AWAY, total_decimals=0, caps=caps),
    )
    score = scored(compiled)
    assert fraction(score.values["A"]) == Fraction(branch_value)
    assert str(score.total) == total


@pytest.mark.parametrize(
    ("digits", "caps", "ranking"),
    [
        (None, Caps.AFTER, "80.00495"),
        (4, Caps.AFTER, "80.005"),
        (3, Caps.AFTER, "80.005"),
        (2, Caps.BEFORE, "80"),
    ],
)
def test_the_digits_that_rank_are_named(digits: int | None, caps: Caps, ranking: str) -> None:
    rounding = Rounding(mode=RoundingMode.HALF_AWAY, total_decimals=1, rank_by=RankBy.EXACT, rank_decimals=digits, caps=caps)
    score = scored(tree("80.00495", "1", branch(), rounding=rounding))
    assert fraction(score.ranking) == Fraction(ranking)
    assert str(score.total) == "80.0"


@pytest.mark.parametrize(("floor", "total"), [(D(0), "0"), (D(-10), "-10"), (None, "-25")])
def test_deductions_end_at_the_floor_if_there_is_one(floor: Decimal | None, total: str) -> None:
    compiled = rubric(
        [figure("m_a", "5"), figure("m_b", "30")],
        [leaf("a", scale=AS_IS), leaf("b", scale=AS_IS, parent="B")],
        branches=[branch(), branch(code="B", role=Role.DEDUCTION)],
        floor=floor,
    )
    assert scored(compiled).total == D(total)


GRADES = (GradeLevel(name=Words("优"), at_least=D(80)), GradeLevel(name=Words("良"), at_least=D(0)))


@pytest.mark.parametrize(
    ("rank_by", "ranks", "grades"),
    [
        (RankBy.PRINTED, [1, 1, 3], ["优", "优", "良"]),  # printed 80.00, 80.00, 79.99
        (RankBy.EXACT, [1, 2, 3], ["优", "良", "良"]),
    ],
)
def test_what_ranks_and_meets_the_bounds(rank_by: RankBy, ranks: list[int], grades: list[str]) -> None:
    rounding = Rounding(mode=RoundingMode.HALF_AWAY, total_decimals=2, rank_by=rank_by)
    rubrics = [tree(value, "1", branch(), rounding=rounding, grades=GRADES) for value in ("80.004", "79.996", "79.994")]
    scores = [scored(one) for one in rubrics]
    assert [str(score.total) for score in scores] == ["80.00", "80.00", "79.99"]
    found = grade_round(rubrics[0], [candidate(rubrics[0], at, score, {}) for at, score in enumerate(scores)], {})
    assert ([found[at].rank for at in range(3)], [found[at].level.name.zh for at in range(3)]) == (ranks, grades)


# Peers ------------------------------------------------------------------------------------------------------------------


def peer_rubrics(values: Sequence[str], rule: MissingRule) -> list[CompiledRubric]:
    scale = MinMaxScale(kind="min_max", points=D(10))
    return [rubric([figure("m_a", value)], [leaf("a", scale=scale, missing=Missing(rule=rule))]) for value in values]


def together(values: Sequence[str], rule: MissingRule, groups: Sequence[int] | None = None) -> list[CarrierScore]:
    rubrics = peer_rubrics(values, rule)
    found: dict[int, dict[str, Measured]] = {at: measured(one) for at, one in enumerate(rubrics)}
    belongs = dict(enumerate(groups or [1] * len(values)))
    peers = peers_of(rubrics[0], found, belongs)
    return [score_carrier(rubrics[0], found[at], peers=peers[belongs[at]]) for at in found]


def test_the_peers_mean_stands_in_for_a_missing_value() -> None:
    """Peers 1/3, 2/3 and 2: to twelve decimals they sum to 3, mean 1; on a scale from 1/3 to 2 that is (2/3) ÷ (5/3) = 4/10."""
    scores = together(["1 / 3", "2 / 3", "2", NONE], MissingRule.PEER_MEAN)
    assert [score.indicators[0].imputed for score in scores[:3]] == [None] * 3
    assert fraction(scores[3].indicators[0].imputed) == 1
    assert [fraction(score.indicators[0].value) for score in scores] == [0, 2, 10, 4]


def test_nobody_is_the_mean_of_no_peers() -> None:
    assert not together([NONE, NONE], MissingRule.PEER_MEAN)[0].scored


def test_a_missing_value_is_no_peer() -> None:
    """Zero points for it, yet the scale's lower end is the least value that is known."""
    assert [fraction(score.indicators[0].value) for score in together(["4", "8", NONE], MissingRule.ZERO)] == [0, 10, 0]


def test_only_the_own_group_are_peers() -> None:
    scores = together(["4", "8", "100", "0", "6"], MissingRule.ZERO, groups=[1, 1, 2, 2, 1])
    assert [fraction(score.indicators[0].value) for score in scores] == [0, 10, 10, 0, 5]


def test_the_peers_mean_is_exact_in_twelve_decimals() -> None:
    scores = together(["1 / 7", "1 / 3", NONE], MissingRule.PEER_MEAN)
    expected = (Fraction("0.142857142857") + Fraction("0.333333333333")) / 2
    assert fraction(scores[2].indicators[0].imputed) == expected
