"""The policies we ship: the figures of the documents, and nothing where a document has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from scoring.definitions.compiled_amounts import Value
from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy
from scoring.definitions.policy import Beneficiary, HowOften, OpenFigure, Overlap, Reach
from scoring.definitions.tree import Number
from scoring.errors import Refusal
from scoring.services.definitions import lint_file
from scoring.services.policies import PolicyFile, shipped_policies
from scoring.services.shipped import shipped_form

NAMES = ("baoshan_2024_4.toml", "dalinghaowan_2024_7.toml", "yangpu_2024_1.toml")


@pytest.fixture(scope="module")
def shipped() -> dict[str, PolicyFile]:
    return {one.name: one for one in shipped_policies(shipped_form().compiled.form)}


def test_every_file_that_is_shipped_reads(shipped: dict[str, PolicyFile]) -> None:
    assert tuple(shipped) == NAMES
    assert len({one.compiled.document.key for one in shipped.values()}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_we_ship_has_not_even_a_warning(name: str) -> None:
    kind, findings = lint_file(Path(str(files("resources").joinpath("policies", name))))
    assert (kind, findings) == ("policy", ())


def test_a_form_that_lost_a_field_is_refused_with_the_place(shipped: dict[str, PolicyFile]) -> None:
    form = shipped["yangpu_2024_1.toml"].compiled.form
    record = form.table(form.record)
    fields = tuple(field for field in record.fields if field.key != "operating_expenditure")
    poorer = replace(form, tables=(replace(record, fields=fields), *(one for one in form.tables if one is not record)))
    with pytest.raises(Refusal) as refused:
        shipped_policies(poorer)
    assert refused.value.said.code == "policies.does_not_fit"
    assert "measures[operating_expenditure].value" in str(refused.value)


HEADS = {
    "baoshan_2024_4.toml": (
        "baoshan-2024-4",
        "宝府规〔2024〕4号",
        "2024-12-27",
        "2025-01-27",
        "2026-12-31",
        "district",
        "宝山区",
    ),
    "yangpu_2024_1.toml": ("yangpu-2024-1", "杨府发〔2024〕1号", "2024-02-27", "2024-02-27", "2027-02-26", "district", "杨浦区"),
    "dalinghaowan_2024_7.toml": (
        "dalinghaowan-2024-7",
        "沪府办规〔2024〕7号",
        "2024-07-02",
        "2024-07-11",
        "2029-07-10",
        "zone",
        "大零号湾",
    ),
}


def test_number_dates_and_place_of_each(shipped: dict[str, PolicyFile]) -> None:
    found = {}
    for name, one in shipped.items():
        document, period = one.compiled.document, one.compiled.period
        assert period.last is not None
        [place] = document.territory
        dates = (document.issued, period.first.isoformat(), period.last.isoformat())
        found[name] = (document.key, document.number.zh, *dates, place.field, *(each.zh for each in place.names))
        assert document.status.zh == "正式"
    assert found == HEADS


def said(value: Value | None) -> str:
    """A literal as it is written, an open figure as ?key."""
    if value is None:
        return ""
    return value.text if isinstance(value, Number) else f"?{value.key}"


def amounts(one: CompiledClause) -> str:
    """by what rule, of what, how much, up to what, for how long: one line to compare."""
    amount, clause = one.amount, one.clause
    base = amount.of
    of = "" if base is None else f" of ?{base.key}" if isinstance(base, OpenFigure) else f" of {base.measure.key}"
    steps = " ".join(f"{bound.text}:{said(value)}" for bound, value in amount.steps)
    words = f"{amount.rule.kind} {said(amount.value)}{steps}{of}"
    cap = f" cap {one.cap.text}" if isinstance(one.cap, Number) else ""
    often = {HowOften.YEARLY: " yearly", HowOften.ONCE: " once", HowOften.NOT_STATED: ""}[clause.how_often]
    return f"{'<= ' if clause.ceiling else ''}{words}{cap}{often}{f' x{clause.years}' if clause.years else ''}"


BAOSHAN = {
    "27_quality": "unspecified ?quality_amount",
    "15_attraction": "unspecified ?attraction_amount",
    "4_validation": "unspecified ?validation_amount",
    "4_project": "per_unit ?validated_project_amount of ?validated_projects",
    "3_consortium": "unspecified ?consortium_amount yearly",
    "22_talent": "unspecified ?talent_amount",
    "30_association": "unspecified ?association_amount",
}
YANGPU = {
    "6_graded_incubator": "<= matching 1 of city_support",
    "5_high_quality": "matching ?high_quality_ratio of ?high_quality_support",
    "4_platform": "<= fixed 100万元 yearly",
    "4_qihang": "<= fixed 200万元",
    "1_consortium": "<= rate 30% of ?consortium_investment cap 200万元",
    "2_institute": "<= fixed 500万元",
    "8_growth": "steps 1亿元:?step_100m 5000万元:?step_50m 3000万元:?step_30m of ?revenue_first_passed once",
}
DALINGHAOWAN = {
    "6_1_service": "<= rate 50% of operating_expenditure cap 200万元 yearly",
    "6_2_building": "<= fixed 2000万元",
    "6_2_operating": "<= fixed 500万元 yearly x3",
    "6_3_campus_firm": "per_unit 10万元 of ?campus_firms",
    "5_1_building": "<= fixed 2000万元",
    "5_1_operating": "<= fixed 1000万元 yearly x3",
    "5_2_service_body": "<= rate 50% of ?service_body_expenditure cap 500万元 yearly",
    "8_gazelle": "fixed 200万元 once",
    "8_unicorn": "fixed 400万元 once",
}


@pytest.mark.parametrize(("name", "expected"), list(zip(NAMES, (BAOSHAN, DALINGHAOWAN, YANGPU), strict=True)))
def test_every_clause_has_the_amount_of_its_document(shipped: dict[str, PolicyFile], name: str, expected: dict[str, str]) -> None:
    assert {one.clause.key: amounts(one) for one in shipped[name].compiled.clauses} == expected


def test_money_is_in_cents(shipped: dict[str, PolicyFile]) -> None:
    found = clause(shipped["dalinghaowan_2024_7.toml"].compiled, "6_1_service")
    assert isinstance(found.cap, Number)
    assert (found.cap.numerator, found.cap.denominator) == (2_000_000_00, 1)
    assert isinstance(found.amount.value, Number)
    assert (found.amount.value.numerator, found.amount.value.denominator) == (1, 2)


def clause(policy: CompiledPolicy, key: str) -> CompiledClause:
    return next(one for one in policy.clauses if one.clause.key == key)


def test_the_steps_of_yangpu_have_bounds_and_no_invented_amounts(shipped: dict[str, PolicyFile]) -> None:
    figures = shipped["yangpu_2024_1.toml"].compiled.figures
    for key in ("step_30m", "step_50m", "step_100m"):
        low, high = figures[key].at_least, figures[key].at_most
        assert low is not None
        assert high is not None
        assert (low.numerator, high.numerator, figures[key].value) == (500_000_00, 1_000_000_00, None)


def test_no_document_of_ours_prints_a_figure_it_leaves_open(shipped: dict[str, PolicyFile]) -> None:
    assert [key for one in shipped.values() for key, figure in one.compiled.figures.items() if figure.value] == []


def test_what_each_says_of_overlap(shipped: dict[str, PolicyFile]) -> None:
    rules = {name: {(group.rule, group.reaches) for group in one.compiled.overlaps.values()} for name, one in shipped.items()}
    best = {(Overlap.BEST_ONE, Reach.OTHER_POLICIES)}
    assert rules == {NAMES[0]: {(Overlap.NONE_STATED, Reach.OWN_CLAUSES)}, NAMES[1]: best, NAMES[2]: best}
    together = {name: {one.clause.key for one in file.compiled.clauses if one.clause.overlap == "carrier_operation"}
                for name, file in shipped.items()}  # fmt: skip
    assert together == {
        NAMES[0]: {"27_quality"},
        NAMES[1]: {"6_1_service", "6_2_operating"},
        NAMES[2]: {"5_high_quality", "6_graded_incubator"},
    }


def test_bodies_on_no_carriers_record_are_marked(shipped: dict[str, PolicyFile]) -> None:
    whom = {(name, one.clause.key): one.clause.beneficiary for name, file in shipped.items() for one in file.compiled.clauses}
    carriers = {key for (_, key), beneficiary in whom.items() if beneficiary is Beneficiary.CARRIER}
    firms = {key for (_, key), beneficiary in whom.items() if beneficiary is Beneficiary.FIRM}
    assert carriers == {
        *("27_quality", "15_attraction", "22_talent", "6_graded_incubator", "5_high_quality"),
        *("6_1_service", "6_2_building", "6_2_operating"),
    }
    assert firms == {"8_growth", "6_3_campus_firm", "8_gazelle", "8_unicorn"}


def test_the_grade_of_the_city_is_read_from_the_return_and_mapped_by_the_district(shipped: dict[str, PolicyFile]) -> None:
    found = clause(shipped["yangpu_2024_1.toml"].compiled, "6_graded_incubator")
    grade = found.clause.grade
    assert grade is not None
    assert (grade.words.zh, grade.field) == ("B 级以上", "municipal_grade")
    assert found.mapping is not None
    assert found.mapping.key == "b_or_above"


def test_a_clause_outside_its_dates_does_not_hold(shipped: dict[str, PolicyFile]) -> None:
    found = clause(shipped["yangpu_2024_1.toml"].compiled, "4_platform").period
    assert [found.holds(day) for day in (date(2024, 2, 26), date(2024, 2, 27), date(2027, 2, 26), date(2027, 2, 27))] == [
        False,
        True,
        True,
        False,
    ]


def test_baoshan_is_borne_by_district_and_town_in_shares_nobody_has_set(shipped: dict[str, PolicyFile]) -> None:
    for one in shipped["baoshan_2024_4.toml"].compiled.clauses:
        assert [(share.payer.zh, said(value)) for share, value in one.shares] == [
            ("区级财政", "?district_share"),
            ("镇级财政", "?town_share"),
        ]
