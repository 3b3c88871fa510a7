"""The sample district: what it holds, and that every figure of it is what a clerk finds in the workbooks."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

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


def test_every_step_of_the_grade_rule_happens_to_somebody(results: dict[str, dict[str, Any]]) -> None:
    incubators = [one for one in results.values() if one["kind"] == "孵化器"]
    assert {one["grade"] for one in incubators} == {"优秀", "优良", "合格", "不合格", None}
    graded = [one["grading"] for one in incubators if one["grading"]]
    assert {step["step"] for one in graded for step in one["steps"]} == {"points", "veto", "limit", "quota", "tie", "lift"}
    assert {one["of"] for one in graded} == {24}
    assert sum(one["grade"] == "优秀" for one in incubators) == 4
    tied = [one for one in incubators if one["grading"] and one["grading"]["border"]]
    assert len(tied) == 2
    assert tied[0]["total"] == tied[1]["total"]
    assert any(one["provisional"] for one in incubators)
    assert [one["name"] for one in incubators if one["watched"]] == ["云岬小满智谷孵化器"]
    assert [one["name"] for one in incubators if not one["scored"]] == ["云岬旧渡口创业街"]


def rows(district: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(district / WORKSPACE)) as raw:
        return raw.execute(sql).fetchall()


def test_carriers_made_the_mistakes_they_really_make(district: Path) -> None:
    told = {finding["code"] for (text,) in rows(district, "SELECT findings FROM return") for finding in json.loads(text)}
    assert told == {
        "form.check", "form.check_row", "form.required", "intake.code_as_number", "intake.date_too_coarse", "intake.example_row",
        "intake.label_near", "intake.no_table", "intake.not_a_number", "intake.not_calculated", "intake.required",
        "intake.required_stroke", "intake.total_row", "intake.unit_in_cell",
    }  # fmt: skip


def test_corrected_returns_stand_beside_the_first_and_last_year_beside_this(district: Path) -> None:
    years = rows(district, "SELECT assessment_year, count(*) FROM return JOIN round ON round.no = round_no GROUP BY 1 ORDER BY 1")
    assert years == [(2025, 33), (2026, 42)]
    assert rows(district, "SELECT count(*) FROM return WHERE supersedes IS NOT NULL") == [(6,)]
    runs = rows(district, "SELECT assessment_year, kind FROM run JOIN round ON round.no = round_no ORDER BY run.no")
    assert runs == [(2025, "孵化器"), (2025, "众创空间"), (2026, "孵化器"), (2026, "众创空间")]


def test_every_carrier_has_its_report_with_its_whole_name(district: Path, results: dict[str, dict[str, Any]]) -> None:
    papers = json.loads((district / "demo.json").read_text("utf-8"))["reports"]
    assert len(papers) == len(results) == 36
    for path in map(Path, papers):
        first = "".join(PdfReader(path).pages[0].extract_text().split())
        [name] = [name for name, one in results.items() if one["carrier"] in path.name]
        assert name in first
