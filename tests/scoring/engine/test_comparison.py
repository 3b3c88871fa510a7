"""Shares beside a median, against plain fractions."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest

from scoring.definitions.rubric import Missing, MissingRule, Rounding, RoundingMode
from scoring.definitions.scales import ValueScale
from scoring.engine.comparison import compare, members_of, shares_of, strengths, weaknesses
from scoring.engine.exact import Ratio
from scoring.engine.members import Members
from scoring.engine.score import score_carrier
from tests.scoring.engine.language import figure, leaf, measured, rubric


def fraction(value: Ratio) -> Fraction:
    return Fraction(value.numerator, value.denominator)


def test_the_median_is_that_of_fractions() -> None:
    chance = random.Random(7)
    for size in range(1, 40):
        values = [Ratio(chance.randrange(-50, 500), 1000) for _ in range(size)]
        assert fraction(Members(values).median) == median([fraction(one) for one in values])


def test_members_of_a_median_are_rounded_to_twelve_decimals() -> None:
    assert fraction(Members([Ratio(2, 3)]).median) == Fraction(666_666_666_667, 10**12)
    assert fraction(Members([Ratio(1, 3), Ratio(2, 3)]).median) == Fraction(1, 2)
    with pytest.raises(IndexError):
        _ = Members().median


def shares(*percents: int) -> dict[int, dict[str, Ratio]]:
    return {unit: {"A": Ratio(percent, 100)} for unit, percent in enumerate(percents)}


def test_a_unit_stands_beside_its_own_group_only() -> None:
    units = shares(90, 50, 50, 10, 100)
    members = members_of(units, {0: "x", 1: "x", 2: "x", 3: "x", 4: "y"})
    found = compare(units[1], members["x"], 4)["A"]
    assert (found.members, found.above, found.equal) == (4, 1, 1)
    assert fraction(found.median) == Fraction(1, 2)
    assert compare(units[4], members["y"], 2) == {}


def test_from_fewer_than_the_least_nobody_is_compared() -> None:
    units = shares(90, 50, 10)
    members = members_of(units, dict.fromkeys(units))
    assert compare(units[0], members[None], 4) == {}
    assert compare(units[0], members[None], 3).keys() == {"A"}


def test_a_code_only_some_have_counts_those_that_have_it() -> None:
    units = shares(90, 50, 10)
    units[2]["B"] = Ratio(1, 1)
    members = members_of(units, dict.fromkeys(units))
    assert compare(units[2], members[None], 3).keys() == {"A"}


def test_shares_are_taken_before_rounding_and_everything_else_from_the_printed_shares() -> None:
    """Two of three for the giver's six points: 8.57 of 8.5714 is the full mark, not 100.1% or 99.9% of it."""
    gone = Missing(rule=MissingRule.LEAVE_OUT, to=("x", "y"))
    scales = {code: ValueScale(kind="as_is", cap=Decimal(cap)) for code, cap in (("x", 6), ("y", 8), ("z", 6))}
    compiled = rubric(
        [figure("m_x", "6"), figure("m_y", "8/3"), figure("m_z", "1 / (1 - 1)")],
        [leaf(code, scale=scale, missing=gone if code == "z" else None) for code, scale in scales.items()],
        rounding=Rounding(mode=RoundingMode.HALF_AWAY, indicator_decimals=2),
    )
    score = score_carrier(compiled, measured(compiled))
    assert [str(one.points) for one in score.indicators] == ["8.57", "3.81", "None"]
    found = shares_of(compiled.rubric, score)
    assert {code: fraction(share) for code, share in found.items()} == {
        "x": Fraction(1),
        "y": Fraction(333, 1000),
        "A": Fraction(619, 1000),  # 12.3809… of 20
    }
    group = Members([Ratio(667, 1000), Ratio(668, 1000)])
    one = compare({"x": Ratio(700, 1000)}, {"x": group}, 2)["x"]
    assert (fraction(one.median), fraction(one.lead)) == (Fraction(668, 1000), Fraction(32, 1000)), "a middle is printed as well"


def test_strengths_are_ranked_by_their_lead_and_ties_share_a_place() -> None:
    table = {"a": 70, "b": 90, "c": 70, "d": 50, "e": 20, "f": 60}
    own = {code: Ratio(percent, 100) for code, percent in table.items()}
    group = {code: Members([Ratio(50, 100)] * 3 + [share]) for code, share in own.items()}
    compared = compare(own, group, 4).values()
    told = [(one.place, one.tied, one.compared.code) for one in strengths(compared)]
    assert told == [(1, False, "b"), (2, True, "a"), (2, True, "c"), (4, False, "f")]
    assert [(one.place, one.compared.code) for one in weaknesses(compared)] == [(1, "e")]
