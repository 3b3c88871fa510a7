"""Shares beside a median, against plain fractions."""

from __future__ import annotations

import random
from fractions import Fraction
from statistics import median

import pytest

from scoring.engine.comparison import compare, members_of, strengths, weaknesses
from scoring.engine.exact import Ratio
from scoring.engine.members import Members


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


def test_strengths_are_ranked_by_their_lead_and_ties_share_a_place() -> None:
    table = {"a": 70, "b": 90, "c": 70, "d": 50, "e": 20, "f": 60}
    own = {code: Ratio(percent, 100) for code, percent in table.items()}
    group = {code: Members([Ratio(50, 100)] * 3 + [share]) for code, share in own.items()}
    compared = compare(own, group, 4).values()
    told = [(one.place, one.tied, one.compared.code) for one in strengths(compared)]
    assert told == [(1, False, "b"), (2, True, "a"), (2, True, "c"), (4, False, "f")]
    assert [(one.place, one.compared.code) for one in weaknesses(compared)] == [(1, "e")]
