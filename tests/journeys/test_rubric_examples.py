"""The shipped rubrics' single points and grade cases, as carriers with real rows: SQLite, Python and the recalculated workbook
all come to what the file says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scoring.engine.measure import plan_rubric
from scoring.papers.workbook import workbook_bytes
from tests.journeys import kinds
from tests.journeys.example_rounds import (
    EVIDENCE,
    SORTS,
    ExampleRound,
    all_rounds,
    needed,
    said,
    wrong_prints,
    wrong_values,
)
from tests.journeys.workbook_evidence import ask, disagreements, fingerprint, of_engine, of_workbook
from tests.recalculation import office
from tests.scoring.rubrics.builders import RUBRICS

AGAIN = "the formulas changed: ask LibreOffice again (python -m tests.journeys.example_rounds)"
WITHOUT = "LibreOffice (soffice) is not installed; the kept answers are tested all the same"
WITH_EXAMPLES = {
    f"{name} {sort}"
    for name in RUBRICS
    for sort, keys in zip(SORTS, (("examples", "branch_examples"), ("grade_cases",)), strict=True)
    if any(key in said(name) for key in keys)
}
every_round = pytest.mark.parametrize("name", sorted(WITH_EXAMPLES))


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, ExampleRound]:
    return all_rounds(tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="module")
def books(rounds: Mapping[str, ExampleRound]) -> Mapping[str, bytes]:
    return {name: workbook_bytes(one.facts) for name, one in rounds.items()}


@pytest.fixture(scope="module")
def kept() -> Any:
    return json.loads(EVIDENCE.read_text("utf-8"))


def test_no_example_is_left_out(rounds: Mapping[str, ExampleRound]) -> None:
    assert rounds.keys() == WITH_EXAMPLES
    for name in RUBRICS:
        points, cases = (rounds.get(f"{name} {sort}") for sort in SORTS)
        document = said(name)
        due = len(document.get("examples", [])) + len(document.get("branch_examples", []))
        assert len(points.expected if points else ()) == due
        assert [one.name for one in (cases.expected if cases else ())] == [
            one["carrier"] for one in document.get("grade_cases", [])
        ]


@every_round
def test_the_rows_measure_to_exactly_what_the_example_gives(rounds: Mapping[str, ExampleRound], name: str) -> None:
    assert wrong_values(rounds[name]) == []


@every_round
def test_through_sqlite(rounds: Mapping[str, ExampleRound], name: str) -> None:
    """The workspace's own score; no measure of these rubrics is left to Python's integers."""
    one = rounds[name]
    assert wrong_prints(one.expected, of_engine(one.facts)) == []
    plans = plan_rubric(one.facts.rubric, one.facts.parameters).values()
    assert all(aggregate.in_sqlite for plan in plans for aggregate in plan.aggregates)


@every_round
def test_through_python(rounds: Mapping[str, ExampleRound], name: str) -> None:
    one = rounds[name]
    units = kinds.scored(one.facts.rubric, [(unit.name, unit.rows, unit.marks) for unit in one.facts.units])
    found = of_engine(replace(one.facts, units=units))
    assert wrong_prints(one.expected, found) == []
    assert found == of_engine(one.facts)


@pytest.mark.skipif(office() is None, reason=WITHOUT)
def test_through_the_workbook_recalculated_here(
    rounds: Mapping[str, ExampleRound], books: Mapping[str, bytes], tmp_path: Path
) -> None:
    """Every cached value is spoilt first; then every figure is the engine's, and the examples' are the file's."""
    for name, answered in ask(books, tmp_path).items():
        told = of_workbook(answered, rounds[name].facts)
        assert wrong_prints(rounds[name].expected, told) == [], name
        assert disagreements(of_engine(rounds[name].facts), told) == [], name


@every_round
def test_through_the_workbook_recalculated_the_last_time(
    rounds: Mapping[str, ExampleRound], books: Mapping[str, bytes], kept: Any, name: str
) -> None:
    one = rounds[name]
    assert wrong_prints(one.expected, kept[name]["figures"]) == []
    assert disagreements(needed(one, of_engine(one.facts)), kept[name]["figures"]) == []
    assert fingerprint(books[name]) == kept[name]["formulas"], AGAIN
    assert kept["libreoffice"]


def test_a_wrong_answer_is_noticed(rounds: Mapping[str, ExampleRound]) -> None:
    """The yardstick can fail: with every firm's R&D doubled, and one carrier's grade another."""
    one = rounds["quality_mix.toml single points"]
    first = one.facts.units[0]
    doubled = [{**row, "rd_expense": 2 * int(row["rd_expense"] or 0)} for row in first.rows["tenants"]]
    units = kinds.scored(one.facts.rubric, [(first.name, {**first.rows, "tenants": doubled}, first.marks)])
    spoilt = replace(one, facts=replace(one.facts, units=units), expected=one.expected[:1])
    assert len(wrong_values(spoilt)) == len(wrong_prints(spoilt.expected, of_engine(spoilt.facts))) == 1
    cases = rounds["quality_mix.toml grade cases"]
    alone = kinds.scored(
        cases.facts.rubric, [(unit.name, unit.rows, unit.marks) for unit in cases.facts.units if unit.name != "b"]
    )
    told = of_engine(replace(cases.facts, units=alone))
    expected = [each for each in cases.expected if each.name != "b"]
    assert {text.split()[0] for text in wrong_prints(expected, told)} == {"c"}, "nine have one place for 优秀, not two"


def test_the_grade_cases_meet_every_step_of_the_rule(rounds: Mapping[str, ExampleRound]) -> None:
    grades = [unit.grade for unit in rounds["quality_mix.toml grade cases"].facts.units]
    steps = {step.step.value for grade in grades if grade for step in grade.steps}
    assert steps >= {"points", "limit", "quota", "lift"}
    assert {grade.of for grade in grades if grade} == {10}
