"""The grade rules of real papers as rubric files: their cases come out in Python, of a workspace (SQLite), and in the workbook
as LibreOffice works it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.examples import read_given
from scoring.definitions.expression import table_scope
from scoring.definitions.form import Form
from scoring.definitions.grading import certified
from scoring.definitions.lint import lint_rubric
from scoring.definitions.python_reader import EffectiveRow
from scoring.definitions.rubric import Rubric
from scoring.engine.grade import Grade, Step
from scoring.engine.worked import run_grade_cases
from scoring.findings import Level
from scoring.papers.workbook import workbook_bytes
from scoring.papers.workbook_facts import BookFacts
from scoring.services.choosing import Chosen
from scoring.services.rounds import new_workspace
from scoring.services.shipped import form_file, rubric_file
from scoring.services.workbooks import book_facts
from tests.journeys import kinds
from tests.journeys.example_rounds import NOW, enrolled
from tests.journeys.example_rows import Rows
from tests.journeys.workbook_evidence import ask, disagreements, of_engine, of_workbook
from tests.recalculation import office

DATA = Path(__file__).parents[1] / "data" / "grade_rules"
RULES = ("torch", "fuyang", "hangzhou", "wuhan", "shenzhen")
WITHOUT = "LibreOffice (soffice) is not installed"
every_rule = pytest.mark.parametrize("name", RULES)


@cache
def rule(name: str) -> CompiledRubric:
    form, _, findings = read_toml((DATA / "form.toml").read_text("utf-8"), Form, "form.toml")
    assert form is not None, findings
    document, _, findings = read_toml((DATA / f"{name}.toml").read_text("utf-8"), Rubric, f"{name}.toml")
    assert document is not None, findings
    compiled, findings = compile_rubric(document, form, f"{name}.toml")
    assert compiled is not None, findings
    return compiled


def record(compiled: CompiledRubric, carrier: str, given: Mapping[str, str]) -> EffectiveRow:
    """A carrier as its case gives it; the points as they would be handed in, before the cap of the total."""
    scope = table_scope(compiled.form, compiled.form.table(compiled.form.record))
    said = {"name": carrier, "score": given.get("A", given["total"]), "bonus": given.get("J", "0.00")}
    said |= {key: text for key, text in given.items() if key in scope}
    return {key: read_given(binding, said[key]) if key in said else None for key, binding in scope.items()}


@cache
def facts(name: str) -> BookFacts:
    compiled = rule(name)
    table = compiled.form.record
    return kinds.book(
        compiled,
        [(case.carrier, {table: [record(compiled, case.carrier, case.given)]}, ()) for case in compiled.rubric.grade_cases],
    )


@cache
def beside() -> Mapping[str, BookFacts]:
    """Rounds of a rubric whose grades also come from elsewhere than the points."""
    return {
        f"grades beside the points {seed}": kinds.facts(rounding, seed=seed, units=33, made=kinds.beside)
        for rounding, seed in ((kinds.PRINTED, 7), (kinds.EXACT, 24), (kinds.PRINTED, 34))
    }


@cache
def exempting() -> Mapping[str, BookFacts]:
    """Rounds of a rubric whose lifts exempt from the counting."""
    return {
        f"exempt grades {seed}": kinds.facts(rounding, seed=seed, units=33, made=kinds.exempting)
        for rounding, seed in ((kinds.PRINTED, 7), (kinds.EXACT, 24), (kinds.PRINTED, 34))
    }


def graded(name: str) -> Mapping[str, Grade]:
    return {unit.name: unit.grade for unit in facts(name).units if unit.grade is not None}


@every_rule
def test_its_file_has_no_mistake_and_its_cases_come_out(name: str) -> None:
    compiled = rule(name)
    found = lint_rubric(compiled, f"{name}.toml")
    assert [one for one in found if one.level is not Level.WARNING] == []
    assert len(compiled.rubric.grade_cases) >= 4
    assert run_grade_cases(compiled, kinds.PARAMETERS) == ()


@every_rule
def test_carriers_with_real_points_get_the_grades_of_the_cases(name: str) -> None:
    cases = rule(name).rubric.grade_cases
    assert {carrier: grade.level.name.zh for carrier, grade in graded(name).items()} == {one.carrier: one.grade for one in cases}
    totals = {unit.name: str(unit.score.total) for unit in facts(name).units}
    assert totals == {one.carrier: one.given["total"] for one in cases}


@every_rule
def test_they_get_them_in_a_workspace_too(name: str, tmp_path: Path) -> None:
    """Returns in a store, measured by SQLite."""
    form, findings = form_file((DATA / "form.toml").read_text("utf-8"), "form.toml")
    assert form is not None, findings
    rubric, findings = rubric_file((DATA / f"{name}.toml").read_text("utf-8"), f"{name}.toml", form.compiled.form)
    assert rubric is not None, findings
    opened = new_workspace(
        tmp_path / "a.fuping", district="云岬区", assessment_year=2026, data_year=2025, actor="测", now=NOW,
        definition=Chosen(form, rubric),
    )  # fmt: skip
    cases = rubric.compiled.rubric.grade_cases
    with opened.store:
        with opened.store.writing():
            for number, case in enumerate(cases):
                row = dict(record(rubric.compiled, case.carrier, case.given))
                enrolled(opened, number, case.carrier, Rows({rubric.compiled.form.record: [row]}))
        units = book_facts(opened, None, "zh", now=NOW).units
    assert {unit.name: (unit.grade.level.name.zh, unit.grade.rank) for unit in units if unit.grade} == {
        one.carrier: (one.grade, graded(name)[one.carrier].rank) for one in cases
    }


@pytest.mark.skipif(office() is None, reason=WITHOUT)
def test_the_workbook_comes_to_the_same_when_it_is_worked_out_anew(tmp_path: Path) -> None:
    """Every cached value is spoilt first."""
    books = {name: facts(name) for name in RULES} | dict(beside()) | dict(exempting())
    answered = ask({name: workbook_bytes(one) for name, one in books.items()}, tmp_path)
    assert {name: disagreements(of_engine(one), of_workbook(answered[name], one)) for name, one in books.items()} == {
        name: [] for name in books
    }


def test_those_rounds_have_everything_that_can_become_of_a_grade_beside_the_points() -> None:
    """Given by each kind of rule, kept before and after the quotas, still close or tied to what is better."""
    grades = [unit.grade for one in beside().values() for unit in one.units if unit.grade]
    last = Counter((grade.level.name.zh, grade.steps[-1].step.value) for grade in grades)
    assert {("另评", "limit"), ("另评", "veto"), ("另评", "lift"), ("特优", "lift")} <= last.keys()
    assert any((step.step, step.rule, step.grade) == (Step.VETO, "apart", "差") for grade in grades for step in grade.steps)
    apart = [grade for grade in grades if grade.level.name.zh == "另评"]
    assert any(grade.border and grade.steps[-1].step is Step.LIFT for grade in apart)
    assert any(grade.near and grade.steps[-1].step is Step.LIFT for grade in apart)
    assert any(step.step is Step.QUOTA and step.grade == "良" and step.rule == "优" for grade in grades for step in grade.steps)


def test_those_rounds_have_everything_that_can_become_of_who_is_exempt() -> None:
    """Lifted above the points and brought below them, under a veto and a limit, with ranks that others have instead."""
    grades = [unit.grade for one in exempting().values() for unit in one.units if unit.grade]
    names = [level.name.zh for level in kinds.GRADES]
    out = [grade for grade in grades if grade.exempt]
    assert all(grade.rank is None and not grade.border and not grade.near and grade.distance is None for grade in out)
    assert {grade.exempt for grade in out} == {"lifted", "apart"}
    moved = {names.index(grade.level.name.zh) - names.index(grade.steps[0].grade) for grade in out}
    assert min(moved) < 0 < max(moved)
    assert {Step.VETO, Step.LIMIT, Step.LIFT} <= {step.step for grade in out for step in grade.steps}
    for one in exempting().values():
        ranked = [unit.grade for unit in one.units if unit.grade and not unit.grade.exempt]
        assert {grade.of for grade in ranked} == {len(ranked)}
        assert min(grade.rank or 0 for grade in ranked) == 1
        assert len(ranked) < sum(unit.grade is not None for unit in one.units)


def test_a_national_carrier_is_excellent_or_not_and_told_so() -> None:
    """武汉: what lies between is no pass, and the way on leads to 优秀."""
    found = graded("wuhan")
    steps = {name: [(step.step.value, step.grade) for step in found[name].steps] for name in ("云岬枫桥", "云岬兰皋", "云岬鹤汀")}
    assert steps == {
        "云岬枫桥": [("points", "合格"), ("lift", "未评为优秀")],
        "云岬兰皋": [("points", "优秀"), ("limit", "未评为优秀")],
        "云岬鹤汀": [("points", "优秀")],
    }
    better = {name: (grade.better and grade.better.name.zh, str(grade.distance)) for name, grade in found.items()}
    assert better["云岬枫桥"] == better["云岬梅坞"] == ("优秀", "10.00")
    assert better["云岬竹溪"] == ("合格", "0.01")
    assert better["云岬鹤汀"] == (None, "None")
    assert [one.name.zh for one in certified(rule("wuhan").rubric.grades)] == ["优秀", "合格"]


def test_a_rank_in_the_top_fifth_is_not_passed_on() -> None:
    """阜阳: the first has an accident and keeps its rank; of ten the first two ranks count, so the third is not among them.

    The two that are 优良 in the province are no part of the ten: neither of them has a rank, not even with 95.50 points.
    """
    found = graded("fuyang")
    exempt = {name for name, grade in found.items() if grade.exempt}
    assert exempt == {"云岬竹溪", "云岬梅坞"}
    assert [found[name].rank for name in sorted(exempt)] == [None, None]
    assert {grade.of for grade in found.values()} == {10}
    assert [step.step.value for step in found["云岬梅坞"].steps] == ["points", "limit"]
    assert found["云岬松壑"].rank == 1
    assert [step.step.value for step in found["云岬松壑"].steps] == ["points", "limit"]
    assert [(step.step.value, step.places, step.left) for step in found["云岬荷汀"].steps] == [("points", 0, 0), ("quota", 2, 0)]
    assert [step.step.value for step in found["云岬竹溪"].steps] == ["points", "lift"]
    assert [(near.grade, str(near.distance), near.places) for near in found["云岬荷汀"].near] == [("优良", "0.01", True)]
    assert [(near.grade, str(near.distance), near.missing) for near in found["云岬芦洲"].near] == [("优良", "0.01", True)]


def test_the_bonus_does_not_lift_above_the_cap_nor_the_pass_line() -> None:
    """杭州: 97 + 5 are 100, and 55 + 5 pass."""
    units = {unit.name: unit.score for unit in facts("hangzhou").units}
    assert [str(units[name].total) for name in ("云岬松壑", "云岬桐影", "云岬苇湾")] == ["100.00", "60.00", "100.00"]
    assert [graded("hangzhou")[name].rank for name in ("云岬松壑", "云岬苇湾", "云岬桐影")] == [1, 1, 3]
