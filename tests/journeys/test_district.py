"""The sample district: what it holds, and that every figure of it is what a clerk finds in the workbooks."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.district_figures import Carrier, everything
from tests.journeys.driving import WORKSPACE, ask

MONEY = {"A5-3", "C9", "C10"}
"""Indicators whose value is an amount: kept in 分, told in 万元."""
WITHOUT_VALUE = {"J3"}
"""Fewer than three marks are no mean; what stands under value then is the program's own affair."""


@pytest.fixture(scope="module")
def results(district: Path) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in ask("score", district / WORKSPACE)["results"]}


@pytest.fixture(scope="module")
def due(district: Path) -> dict[str, Carrier]:
    return everything(district)


def test_every_indicator_of_every_carrier_is_what_a_clerk_finds_in_the_workbooks(
    results: dict[str, dict[str, Any]], due: dict[str, Carrier]
) -> None:
    assert set(results) == set(due)
    wrong, compared = [], 0
    for name, expected in due.items():
        if not expected.scored:
            assert not results[name]["scored"], name
            continue
        assert [one["code"] for one in results[name]["indicators"]] == list(expected.indicators), name
        for found in results[name]["indicators"]:
            wanted = expected.indicators[found["code"]]
            scale = 10**6 if found["code"] in MONEY else 1
            value = None if found["value"] is None else Fraction(*found["value"]) / scale
            agrees = (found["points"] or "") == wanted.points
            if wanted.value is not None or (found["code"] not in WITHOUT_VALUE and wanted.points):
                agrees = agrees and value == wanted.value
                compared += value is not None
            if not agrees:
                wrong.append((name, found["code"], value, found["points"], wanted))
    assert wrong == []
    assert compared > 700


def test_totals_branches_and_grades_by_points_are_the_clerks(results: dict[str, dict[str, Any]], due: dict[str, Carrier]) -> None:
    for name, expected in due.items():
        found = results[name]
        if not expected.scored:
            continue
        assert Fraction(found["total"]) == expected.total, name
        branches = {code: Fraction(found["branches"][code]) for code in expected.branches}
        assert branches == expected.branches, name
        if found["grading"]:
            assert found["grading"]["steps"][0] == {"step": "points", "grade": expected.grade, "rule": "", "places": 0}, name
