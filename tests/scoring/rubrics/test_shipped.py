"""Every form and rubric in the box: it compiles, its own examples hold, and what the sources say of it is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from importlib.resources import files

import pytest

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric, whole_maximum
from scoring.definitions.form import Words
from scoring.definitions.rubric import Role, Rubric
from scoring.engine.aggregates import Aggregate, figures_of_rows, measure_carriers
from scoring.engine.exact import Ratio
from scoring.engine.grade import Grade, candidate, figures_row, grade_round
from scoring.engine.measure import Measured, plan_rubric, results
from scoring.engine.score import CarrierScore, score_carrier
from scoring.engine.worked import run_examples, run_grade_cases, run_worked
from tests.scoring.rubrics.builders import (
    PARAMETERS,
    RUBRICS,
    Row,
    compiled_form,
    in_sqlite,
    of_text,
    record,
    rubric,
    samples,
    text,
)

QUALITY, MAKER, SME = "quality_mix.toml", "maker_space_incubation.toml", "tech_sme_2017_115.toml"
every_rubric = pytest.mark.parametrize("name", sorted(RUBRICS))


def test_nothing_in_the_box_is_left_untested() -> None:
    def shipped(folder: str) -> set[str]:
        return {path.name for path in files("resources").joinpath(folder).iterdir() if path.name.endswith(".toml")}

    assert shipped("rubrics") == set(RUBRICS)
    assert shipped("forms") == set(RUBRICS.values())


@every_rubric
def test_it_compiles_and_its_own_examples_hold(name: str) -> None:
    assert run_examples(rubric(name)) == ()
    assert run_grade_cases(rubric(name), PARAMETERS) == ()
    assert run_worked(rubric(name), samples(), PARAMETERS) == ()


@every_rubric
def test_every_text_is_in_both_languages(name: str) -> None:
    found = [*_words(rubric(name).rubric), *_words(rubric(name).form)]
    assert len(found) > 20
    assert {words.zh for words in found if bool(words.zh) is not bool(words.en)} == {"%"}


def _words(node: object) -> Iterator[Words]:
    """All words below a definition. A unit of Chinese alone (%) is the same in English."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _words(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _words(getattr(node, field.name))


@every_rubric
def test_every_indicator_says_what_it_rests_on(name: str) -> None:
    words = "国科发政〔2017〕115号" if name == SME else "示例"
    assert [one.code for one in rubric(name).rubric.indicators if not one.basis.startswith(words)] == []
    assert rubric(name).rubric.status.zh == ("正式" if name == SME else "示例")


@every_rubric
def test_sqlite_counts_what_python_counts(name: str) -> None:
    """Through a real database, for all three worked carriers (or for records that touch every field)."""
    compiled = rubric(name)
    units = list(samples().values()) if RUBRICS[name] == "incubator_annual.toml" else [FULL[name], EMPTY[name]]
    wanted = list(dict.fromkeys(one for plan in plan_rubric(compiled, PARAMETERS).values() for one in plan.aggregates))
    tables = {table.key: table.key for table in compiled.form.tables}
    with closing(in_sqlite(compiled.form, units)) as connection:

        def query(sql: str, parameters: Sequence[int | str]) -> list[tuple[int | str | None, ...]]:
            return connection.execute(sql, parameters).fetchall()

        found = measure_carriers(query, tables, wanted, round_no=1)
    for number, rows in enumerate(units, start=1):
        assert _simple(found[number]) == _simple(figures_of_rows(wanted, rows))


def _simple(figures: Mapping[Aggregate, Ratio]) -> dict[Aggregate, Ratio]:
    return {aggregate: value.simplest() for aggregate, value in figures.items()}


# 在孵企业质量 + 毕业企业结构 --------------------------------------------------------------------------------------------


def test_the_example_rubric_is_whole() -> None:
    document = rubric(QUALITY).rubric
    base = [one for one in document.indicators if document.role(one) is Role.BASE]
    assert len(base) == 21
    sums = {
        code: sum(one.maximum for one in document.under(code))
        for code in ("A", "A1", "A2", "A3", "A4", "A5", "B", "B1", "B2", "B3")
    }
    assert sums == {"A": 65, "A1": 20, "A2": 12, "A3": 10, "A4": 11, "A5": 12, "B": 35, "B1": 9, "B2": 15, "B3": 11}
    assert whole_maximum(document) == 100


def test_all_three_worked_carriers_and_ten_cases_are_there() -> None:
    document = rubric(QUALITY).rubric
    assert [(one.sample, len(one.points), one.total) for one in document.worked] == [
        ("甲", 30, Decimal("91.92")),
        ("乙", 30, Decimal("66.05")),
        ("丙", 30, Decimal("34.63")),
    ]
    assert "".join(case.carrier for case in document.grade_cases) == "abcdefghij"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('["6%", 3.5]', '["6%", 3.6]', {("examples[1]", "3.50", "3.60"), ("worked[甲].A1-1", "4.30", "4.35")}),
        ("min_rows = 5", "min_rows = 4", {("worked[丙].A2-2", "不适用", "2.50")}),
        ("drop_from = 5", "drop_from = 0", {("worked[甲].J3", "1.67", "1.60")}),
        ('role = "bonus"\ncap = 5', 'role = "bonus"\ncap = 6', {("branch_examples[1]", "5.00", "6.00")}),
        ('share = "20%"', 'share = "30%"', {("grade_cases[d]", "优良", "优秀")}),
        ('ties = ["A", "B", "A5"]', 'ties = ["B"]', {("grade_cases[c]", "优秀", "优良"), ("grade_cases[d]", "优良", "优秀")}),
        ("tenants_count < 20", "tenants_count < 18", {("grade_cases[b]", "优良", "优秀"), ("grade_cases[c]", "优秀", "优良")}),
        ('mode = "half_away"', 'mode = "half_even"', {("worked[乙].J3", "0.63", "0.62"), ("examples[8]", "0.63", "0.62")}),
        ("late_days\"\n", "late_days + 8\"\n", {("worked[甲].D1", "0.00", "2.00")}),
    ],
)  # fmt: skip
def test_a_slip_in_the_rubric_is_found_by_its_own_examples(old: str, new: str, wrong: set[tuple[str, str, str]]) -> None:
    toml = text("rubrics", QUALITY)
    assert old in toml
    slipped = of_text(toml.replace(old, new), QUALITY)
    found = [*run_examples(slipped), *run_grade_cases(slipped, PARAMETERS), *run_worked(slipped, samples(), PARAMETERS)]
    told = {(one.key, one.expected, one.found) for one in found}
    assert wrong <= told


def test_a_worked_carrier_without_rows_is_told() -> None:
    only = {name: rows for name, rows in samples().items() if name != "乙"}
    told = [(one.key, one.what, one.found) for one in run_worked(rubric(QUALITY), only, PARAMETERS)]
    assert ("worked[乙]", "sample", "") in told


def test_bonus_is_capped_at_five() -> None:
    """3 + 2 + 1.50 → 5.00."""
    measured = _measured(rubric(QUALITY), samples()["甲"])
    for key, value in (("capital_events", Ratio(4, 1)), ("share_for_service", Ratio(9, 1)), ("service_cases", Ratio(3, 2))):
        measured[key] = replace(measured[key], value=value, lack=None)
    score = score_carrier(rubric(QUALITY), measured)
    assert [score.indicator(code).points for code in ("J1", "J2", "J3")] == [Decimal(3), Decimal(2), Decimal("1.50")]
    assert score.branches["J"] == Decimal(5)


def test_without_graduates_every_b_indicator_is_zero() -> None:
    score = _score(QUALITY, {**samples()["甲"], "graduates": []})
    assert score.scored
    assert {one.code: one.points for one in score.indicators if one.code.startswith("B") and one.points} == {}
    assert score.branches["B"] == 0
    assert score.indicator("B3-3").points is None


def test_without_tenants_a_carrier_is_not_scored() -> None:
    told = run_worked(rubric(QUALITY), {**samples(), "甲": {**samples()["甲"], "tenants": []}}, PARAMETERS)
    assert ("worked[甲].grade", "优秀", "") in {(one.key, one.expected, one.found) for one in told}


@pytest.mark.parametrize(("since", "grade"), [(20231231, "优秀"), (20240101, "")])
def test_only_who_has_operated_for_24_months_takes_part(since: int, grade: str) -> None:
    (carrier,) = samples()["甲"]["carrier"]
    rows = {**samples(), "甲": {**samples()["甲"], "carrier": [{**carrier, "operating_since": since}]}}
    told = {one.key: one.found for one in run_worked(rubric(QUALITY), rows, PARAMETERS)}
    assert told.get("worked[甲].grade", "优秀") == grade


def test_unknown_stays_unknown_but_firms_founded_this_year_do_not_make_a_score_provisional() -> None:
    assert not _score(QUALITY, samples()["甲"]).indicator("A2-1").provisional
    assert {one.code for one in _score(QUALITY, samples()["乙"]).indicators if one.provisional} >= {"A1-1", "A1-2"}


# 众创空间 创客孵化类 ------------------------------------------------------------------------------------------------------

SPACE = record(
    "maker_space.toml", seats_total=60, seats_occupied=42, mentors_external=3, partner_agencies=7, events_hosted=2,
    events_organised=1, events_hosted_jointly=3, events_organised_jointly=1, teams_entered=9, companies_registered=4,
    sole_traders_registered=3, firms_in_market=2, investment_received=Decimal("95.5"), tax_paid=Decimal("14.99"),
    talents_college=1, talents_bachelor=2, talents_master=1, talents_doctor=1,
)  # fmt: skip


def test_a_maker_space_from_its_record_to_its_total() -> None:
    """60 seats 6; 42 ÷ 60 = 70% 7; 2 + ½ + ½·(3 + ½) = 4.25; 9 teams 7; 4·2 + 3 = 11; 95.5 → 3; 14.99 → 4; ½ + 2 + 2 + 3."""
    score = _score(MAKER, SPACE)
    points = "6.00 3.00 5.00 4.25 7.00 7.00 11.00 4.00 3.00 4.00 7.50"
    assert [str(one.points) for one in score.indicators] == points.split()
    assert str(score.total) == "61.75"
    assert score.scored
    assert not score.provisional


def test_a_maker_space_has_a_hundred_points_and_no_grade() -> None:
    document = rubric(MAKER).rubric
    assert [int(one.maximum) for one in document.indicators] == [10, 5, 5, 8, 15, 10, 15, 8, 8, 8, 8]
    assert whole_maximum(document) == 100
    assert _grade(MAKER, SPACE) is None
    assert min(Counter(one.indicator for one in document.examples).values()) >= 2
    assert {one.indicator for one in document.examples} == {one.code for one in document.indicators}


def test_an_empty_maker_space_is_provisional_and_has_nothing() -> None:
    score = _score(MAKER, record("maker_space.toml"))
    assert score.total == 0
    assert all(one.provisional for one in score.indicators)


# 科技型中小企业 -----------------------------------------------------------------------------------------------------------

SALES, COSTS = "研发费用占销售收入", "研发费用占成本费用"


def firm(**values: object) -> dict[str, list[Row]]:
    """20 of 100 staff (12), R&D 5% of sales (40) and 25% of costs (40), two of class II (12): 64."""
    given = {
        "resident": True, "staff_total": 100, "tech_staff": 20, "sales": 1000, "assets_total": 800, "costs": 200, "rd_expense": 50,
        "rd_measure": SALES, "ip_class_one": 0, "ip_class_two": 2, "prohibited": False, "violation": False,
    }  # fmt: skip
    return record("tech_sme.toml", **{**given, **values})


@pytest.mark.parametrize(
    ("values", "points", "total", "grade"),
    [
        ({}, (12, 40, 0, 0, 12), 64, "符合"),
        ({"rd_measure": COSTS}, (12, 0, 40, 0, 12), 64, "符合"),
        ({"rd_measure": COSTS, "costs": 500}, (12, 0, 10, 0, 12), 34, "不符合"),
        ({"rd_measure": SALES, "costs": 1}, (12, 40, 0, 0, 12), 64, "符合"),
        ({"sales": 0, "rd_measure": SALES}, (12, 0, 0, 0, 12), 24, "不符合"),
        ({"ip_class_one": 1, "ip_class_two": 9}, (12, 40, 0, 30, 24), 82, "符合"),
        ({"ip_class_one": 1, "ip_class_two": None}, (12, 40, 0, 30, 0), 82, "符合"),
        ({"tech_staff": 9, "ip_class_one": 3}, (0, 40, 0, 30, 12), 70, "不符合"),
        ({"staff_total": 500, "tech_staff": 100, "sales": 20000, "rd_expense": 1000, "assets_total": 20000}, (12, 40, 0, 0, 12), 64, "符合"),
        ({"sales": Decimal("20000.01"), "rd_expense": 1200}, (12, 40, 0, 0, 12), 64, "不符合"),
        ({"violation": True}, (12, 40, 0, 0, 12), 64, "不符合"),
        ({"resident": None}, (12, 40, 0, 0, 12), 64, "符合"),
    ],
)  # fmt: skip
def test_a_firm_is_judged_by_the_measure_it_chose(
    values: dict[str, object], points: tuple[int, ...], total: int, grade: str
) -> None:
    score = _score(SME, firm(**values))
    assert tuple(one.points for one in score.indicators) == points
    assert score.total == total
    assert _grade(SME, firm(**values)) == grade


def test_which_measure_was_chosen_must_be_known() -> None:
    score = _score(SME, firm(rd_measure=None))
    assert {one.code for one in score.indicators if one.provisional} == {"R1", "R2"}


def test_the_official_table_is_whole() -> None:
    document = rubric(SME).rubric
    assert {branch.code: branch.cap for branch in document.branches} == {"S": 20, "R": 50, "O": 30}
    assert whole_maximum(document) == 100
    assert "直接确认" in document.source
    steps = sum(len(bounds) for bounds in rubric(SME).bounds.values())
    tried = {(one.indicator, one.points) for one in document.examples}
    assert len(tried) == steps + len(document.indicators)  # every band, and the one below the last


# What is wrong with an example ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('value = "1/48"', 'value = "1/0"', "definitions.expression.not_a_literal", "examples[8].value"),
        ('value = "1/48"', 'value = "Y"', "definitions.expression.not_a_literal", "examples[8].value"),
        ('value = "1/48"', 'value = "30万元"', "definitions.bound_of_other_unit", "examples[8].value"),
        ('indicator = "A5-2"', 'indicator = "A5-9"', "definitions.unknown_reference", "examples[8].indicator"),
        ('tenants_count = "18"', 'tenants_count = "18.5"', "definitions.wrong_given", "grade_cases[b].given.tenants_count"),
        ('major_accident = "是"', 'major_accident = "有"', "definitions.wrong_given", "grade_cases[e].given.major_accident"),
        ('given = { total = "91.92", ', "given = { ", "definitions.case_needs_total", "grade_cases[a].given"),
        ('branch = "J"', 'branch = "K"', "definitions.unknown_reference", "branch_examples[1].branch"),
        ("of = { J1 = 3.00", "of = { J9 = 3.00", "definitions.unknown_reference", "branch_examples[1].of"),
        ("of = { J1 = 3.00", "of = { D1 = 3.00", "definitions.unknown_reference", "branch_examples[1].of"),
        ('J2 = "2.00"', 'J9 = "2.00"', "definitions.unknown_reference", "worked[乙].points"),
        ('grade = "合格"\nmarks', 'grade = "及格"\nmarks', "definitions.unknown_reference", "worked[乙].grade"),
        (
            'scale = { kind = "linear", nodes = [["0%", 0], ["10%", 3]] }',
            'scale = { kind = "percentile", nodes = [["0%", 0], ["100%", 3]] }',
            "definitions.example_needs_peers",
            "examples[8].value",
        ),
    ],
)
def test_an_example_that_cannot_be_run_is_a_finding(old: str, new: str, code: str, key: str) -> None:
    toml = text("rubrics", QUALITY)
    assert old in toml
    document, _, findings = read_toml(toml.replace(old, new), Rubric, QUALITY)
    assert document is not None, findings
    compiled, findings = compile_rubric(document, compiled_form("incubator_annual.toml").form, QUALITY)
    assert compiled is None
    assert (code, key) in {(one.code, one.places[0].key) for one in findings}


# Working --------------------------------------------------------------------------------------------------------------

FULL = {MAKER: SPACE, SME: firm()}
EMPTY = {MAKER: record("maker_space.toml"), SME: record("tech_sme.toml")}


def _measured(compiled: CompiledRubric, rows: Mapping[str, Sequence[Row]]) -> dict[str, Measured]:
    plans = plan_rubric(compiled, PARAMETERS)
    return results(plans, figures_of_rows((one for plan in plans.values() for one in plan.aggregates), rows), {})


def _score(name: str, rows: Mapping[str, Sequence[Row]]) -> CarrierScore:
    return score_carrier(rubric(name), _measured(rubric(name), rows))


def _grade(name: str, rows: Mapping[str, Sequence[Row]]) -> str | None:
    compiled = rubric(name)
    score = _score(name, rows)
    row = figures_row(compiled, score, _measured(compiled, rows), rows[compiled.form.record][0])
    grades: dict[int, Grade] = grade_round(compiled, [candidate(compiled, 1, score, row)], PARAMETERS)
    return grades[1].level.name.zh if grades else None
