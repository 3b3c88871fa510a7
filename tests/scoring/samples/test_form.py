"""The shipped form: whole, in both languages, and every check of it able to fail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from scoring.definitions.compiled_form import CompiledForm
from scoring.definitions.form import Field, FieldType, FilledBy, Form, TableKind
from scoring.services.sample import SampleCarrier, Values
from tests.scoring.samples.judging import faults


def test_every_field_of_the_example_is_there(form: Form) -> None:
    sizes = {table.key: (len(table.fields), len(table.asked)) for table in form.tables}
    assert sizes == {"carrier": (50, 35), "tenants": (33, 31), "graduates": (23, 21)}
    assert len(list(form.all_fields())) == 106


def test_it_calls_itself_an_example(form: Form) -> None:
    assert form.status.zh == "示例"
    assert form.source.startswith("示例表式，依据")


def test_the_record_is_the_carrier_and_lists_name_their_firms(form: Form) -> None:
    assert [table.kind for table in form.tables] == [TableKind.RECORD, TableKind.ROWS, TableKind.ROWS]
    assert form.record == "carrier"
    assert form.table("carrier").field(form.carrier_id).type is FieldType.USCC
    assert {table.named_by for table in form.tables} == {"carrier_name", "firm_name"}


def test_every_text_is_in_both_languages(form: Form) -> None:
    fields = [field for _, field in form.all_fields()]
    texts = [form.title, form.status, *(table.label for table in form.tables), *(table.noun for table in form.tables)]
    texts += [field.label for field in fields] + [field.help for field in fields if field.help.zh]
    texts += [check.message for check in form.checks] + [let.label for check in form.checks for let in check.let]
    assert [text.zh for text in texts if not (text.zh and text.en)] == []
    assert [choice.code for each in form.choice_lists for choice in each.choices if not choice.en] == []


def test_money_is_kept_to_the_fen_and_shown_with_two_decimals(form: Form) -> None:
    money = [field for _, field in form.all_fields() if field.type is FieldType.MONEY]
    assert {(field.unit, field.decimals, field.shown) for field in money} == {("万元", 6, 2)}
    assert len(money) == 19


def test_every_choice_field_has_answers_each_once(form: Form) -> None:
    for _, field in form.all_fields():
        codes = [choice.code for choice in form.choices(field)]
        assert (len(codes) >= 2) is (field.type is FieldType.CHOICE), field.key
        assert len(codes) == len(set(codes)), field.key


def test_no_field_is_required_twice_over(form: Form) -> None:
    assert [field.key for _, field in form.all_fields() if field.required and field.required_when] == []


def test_only_what_the_page_leaves_free_is_free(form: Form) -> None:
    free = {(table.key, field.key) for table, field in form.all_fields() if not (field.required or field.required_when)}
    assert free == {
        ("carrier", "municipal_support"),
        ("carrier", "torch_years"),
        ("tenants", "evidence_ref"),
        ("graduates", "evidence_ref"),
    }


def test_amounts_and_counts_have_a_floor_but_investment_income_may_be_negative(form: Form) -> None:
    def floor(field: Field) -> Decimal | None:
        return field.more_than if field.at_least is None else field.at_least

    open_below = {field.key for _, field in form.all_fields() if field.is_number and floor(field) is None}
    assert open_below == {"income_investment", "srdi_year"}


def test_the_district_fills_in_its_own_findings_and_strikes_nothing_by_default(form: Form) -> None:
    own = {field.key: field.default for _, field in form.all_fields() if field.filled_by is FilledBy.DISTRICT}
    assert {key for key, default in own.items() if default} == {"excluded"}
    assert own["excluded"] == "否"
    assert len(own) == 17


def test_checks_are_forty_eight_and_name_their_paragraphs(form: Form) -> None:
    assert len(form.checks) == len({check.key for check in form.checks}) == 48
    cited = {
        paragraph: sum(f"§{paragraph}" in check.source for check in form.checks) for paragraph in ("3.2", "3.3", "8.7", "11.3")
    }
    assert cited == {"3.2": 4, "3.3": 4, "8.7": 4, "11.3": 1}
    assert [check.key for check in form.checks if "{" in check.message.zh + check.message.en] == []


def day(text: str) -> date:
    return date.fromisoformat(text)


SPOILT: tuple[tuple[str, str, int, Mapping[str, object]], ...] = (
    ("carrier_professionals_within_staff", "carrier", 1, {"staff_professional": 15}),
    ("carrier_headcount_rolls_forward", "carrier", 1, {"tenants_last_year_end": 35}),
    ("carrier_year_end_equals_list", "carrier", 1, {"tenants_year_end": 41, "tenants_last_year_end": 35}),
    ("carrier_graduated_equals_list", "carrier", 1, {"tenants_graduated": 1, "tenants_last_year_end": 33}),
    ("carrier_left_equals_list", "carrier", 1, {"tenants_left": 1, "tenants_last_year_end": 35}),
    ("carrier_entered_equals_lists", "carrier", 1, {"tenants_entered": 7, "tenants_last_year_end": 35}),
    ("carrier_areas_within_total", "carrier", 1, {"area_total": Decimal("6299.99")}),
    ("carrier_area_used_within_tenants", "carrier", 1, {"area_tenants": Decimal(3000)}),
    ("carrier_income_adds_up", "carrier", 1, {"income_total": Decimal("574.310001")}),
    ("carrier_income_adds_up", "carrier", 1, {"income_total": Decimal("574.289999")}),
    ("carrier_graduates_total_covers_list", "carrier", 1, {"graduates_total": 7}),
    ("carrier_commitment_given", "carrier", 1, {"commitment": False}),
    ("tenant_entered_after_founding", "tenants", 5, {"founded_on": day("2021-12-18")}),
    ("tenant_left_within_year", "tenants", 5, {"status": "退出", "left_on": day("2024-12-31")}),
    ("tenant_left_after_entry", "tenants", 40, {"status": "退出", "left_on": day("2025-01-01")}),
    ("tenant_left_only_if_gone", "tenants", 5, {"left_on": day("2025-06-30")}),
    ("tenant_young_at_entry", "tenants", 5, {"founded_on": day("2019-11-17")}),
    ("tenant_incubated_48_months", "tenants", 5, {"entered_on": day("2021-11-30")}),
    (
        "tenant_incubated_60_months",
        "tenants",
        5,
        {"entered_on": day("2020-11-30"), "founded_on": day("2020-11-30"), "long_cycle_field": "现代农业"},
    ),
    ("tenant_registered_inside", "tenants", 5, {"registered_inside": False}),
    ("tenant_rd_staff_within_employees", "tenants", 5, {"rd_staff": 21}),
    ("tenant_inventions_within_ip", "tenants", 5, {"ip_invention_valid": 6}),
    ("tenant_fund_paid_within_equity", "tenants", 5, {"fund_paid": Decimal("0.01")}),
    ("tenant_hnte_event_has_certificate", "tenants", 5, {"hnte": False}),
    ("tenant_hnte_event_issued_this_year", "tenants", 5, {"hnte_issued_on": day("2024-12-31")}),
    ("tenant_hnte_issued_by_cutoff", "tenants", 1, {"hnte_issued_on": day("2026-01-01")}),
    ("tenant_hnte_not_expired", "tenants", 1, {"hnte_issued_on": day("2022-12-30")}),
    ("tenant_no_prior_year_if_founded_this_year", "tenants", 40, {"revenue_prior": Decimal(0)}),
    ("tenant_no_prior_year_if_founded_this_year", "tenants", 40, {"rd_expense_prior": Decimal(0)}),
    ("tenant_srdi_year_only_with_level", "tenants", 5, {"srdi_year": 2024}),
    ("tenant_srdi_year_not_later", "tenants", 1, {"srdi_year": 2026}),
    ("graduate_entered_by_cutoff", "graduates", 4, {"graduated_on": None, "entered_on": day("2026-01-01")}),
    ("graduate_graduated_after_entry", "graduates", 4, {"entered_on": day("2024-09-30")}),
    ("graduate_within_three_years", "graduates", 8, {"graduated_on": day("2022-12-31")}),
    ("graduate_basis_hnte", "graduates", 4, {"hnte_at_graduation": False}),
    ("graduate_basis_equity", "graduates", 5, {"equity_at_graduation": Decimal(500)}),
    ("graduate_basis_revenue", "graduates", 6, {"revenue_two_years": Decimal(1000)}),
    ("graduate_basis_exit", "graduates", 6, {"graduation_basis": "并购或挂牌上市"}),
    (
        "graduate_basis_exit",
        "graduates",
        6,
        {"graduation_basis": "并购或挂牌上市", "exit_event": "挂牌", "exit_on": day("2023-12-01")},
    ),
    ("graduate_exit_by_cutoff", "graduates", 6, {"exit_event": "挂牌", "exit_on": day("2026-01-01")}),
    ("graduate_exit_date_only_with_event", "graduates", 6, {"exit_on": day("2023-12-01")}),
    ("graduate_hnte_event_only_this_year", "graduates", 4, {"hnte_event": "首次认定"}),
    ("graduate_srdi_year_only_with_level", "graduates", 6, {"srdi_year": 2024}),
    ("graduate_srdi_year_not_later", "graduates", 4, {"srdi_year": 2026}),
    ("graduate_equity_not_below_graduation", "graduates", 5, {"equity_total": Decimal("599.99")}),
)
"""(the check, table, row, what is changed in 乙's clean return so that this check alone finds fault)"""


def changed(
    records: Mapping[str, tuple[Values, ...]], table: str, row: int, values: Mapping[str, object]
) -> dict[str, list[Values]]:
    rows = {key: list(each) for key, each in records.items()}
    assert values.keys() <= rows[table][row - 1].keys()
    rows[table][row - 1] = {**rows[table][row - 1], **values}
    return rows


@pytest.mark.parametrize(("check", "table", "row", "values"), SPOILT)
def test_a_check_finds_its_fault_and_no_other_does(
    compiled: CompiledForm, carriers: dict[str, SampleCarrier], check: str, table: str, row: int, values: Mapping[str, object]
) -> None:
    gone = ["carrier_year_end_equals_list", "carrier_left_equals_list"]
    follow_from = {"tenant_left_within_year": gone, "tenant_left_after_entry": gone}
    found = faults(compiled, changed(carriers["乙"].records, table, row, values))
    assert [key for key, _ in found] == [*follow_from.get(check, []), check]
    assert (check, row) in found


LAWFUL: tuple[tuple[str, int, Mapping[str, object]], ...] = (
    ("carrier", 1, {"income_total": Decimal("574.31")}),
    ("carrier", 1, {"area_total": Decimal(6300)}),
    ("tenants", 5, {"founded_on": day("2019-11-18")}),
    ("tenants", 5, {"founded_on": day("2021-12-17")}),
    ("tenants", 5, {"entered_on": day("2021-12-01")}),
    ("tenants", 3, {"founded_on": day("2020-12-01"), "entered_on": day("2020-12-01"), "long_cycle_field": "集成电路"}),
    ("tenants", 1, {"hnte_issued_on": day("2022-12-31")}),
    ("tenants", 5, {"rd_staff": None}),
    ("graduates", 8, {"graduated_on": day("2023-01-01")}),
    ("graduates", 5, {"equity_at_graduation": Decimal("500.000001")}),
)
"""One step inside the edge of a check; and an unknown, which is no fault."""


@pytest.mark.parametrize(("table", "row", "values"), LAWFUL)
def test_the_edge_itself_is_no_fault(
    compiled: CompiledForm, carriers: dict[str, SampleCarrier], table: str, row: int, values: Mapping[str, object]
) -> None:
    assert faults(compiled, changed(carriers["乙"].records, table, row, values)) == []


def test_a_firm_that_enters_after_the_cutoff_belongs_to_next_year(
    compiled: CompiledForm, carriers: dict[str, SampleCarrier]
) -> None:
    records = changed(carriers["乙"].records, "tenants", 40, {"entered_on": day("2026-01-01")})
    assert faults(compiled, records) == [("carrier_entered_equals_lists", 1), ("tenant_entered_by_cutoff", 40)]


def test_a_code_stands_once_in_each_list_and_not_in_both_while_incubated(
    compiled: CompiledForm, carriers: dict[str, SampleCarrier]
) -> None:
    records = carriers["乙"].records
    tenant, graduate = records["tenants"][0]["uscc"], records["graduates"][0]["uscc"]
    assert faults(compiled, changed(records, "tenants", 2, {"uscc": tenant})) == [
        ("tenant_uscc_once", 1),
        ("tenant_uscc_once", 2),
    ]
    twice = [("graduate_uscc_once", 1), ("graduate_uscc_once", 8)]
    assert faults(compiled, changed(records, "graduates", 8, {"uscc": graduate})) == twice
    assert faults(compiled, changed(records, "graduates", 8, {"uscc": tenant})) == [("graduate_not_still_incubated", 8)]


def test_a_name_in_both_lists_is_looked_at_where_there_is_no_code(
    compiled: CompiledForm, carriers: dict[str, SampleCarrier]
) -> None:
    records = carriers["乙"].records
    name = str(records["tenants"][0]["firm_name"])
    assert faults(compiled, changed(records, "graduates", 8, {"firm_name": name})) == []
    without = changed(records, "graduates", 8, {"firm_name": name, "uscc": None})
    assert faults(compiled, without) == [("graduate_name_not_still_incubated", 8)]


def test_a_firm_that_left_may_stand_among_the_graduates(compiled: CompiledForm, carriers: dict[str, SampleCarrier]) -> None:
    records = carriers["甲"].records
    gone = next(row["uscc"] for row in records["tenants"] if row["status"] == "退出")
    found = faults(compiled, changed(records, "graduates", 1, {"uscc": gone}))
    assert "graduate_not_still_incubated" not in {key for key, _ in found}


def test_every_check_has_been_made_to_fail(form: Form) -> None:
    elsewhere = {"tenant_entered_by_cutoff", "tenant_uscc_once", "graduate_uscc_once", "graduate_not_still_incubated"}
    by_dates = {"graduate_graduated_by_cutoff", "graduate_name_not_still_incubated"}
    assert {check for check, *_ in SPOILT} | elsewhere | by_dates == {check.key for check in form.checks}


def test_a_graduation_after_the_cutoff_belongs_to_next_year(compiled: CompiledForm, carriers: dict[str, SampleCarrier]) -> None:
    records = changed(carriers["乙"].records, "graduates", 4, {"graduated_on": day("2026-01-01")})
    assert faults(compiled, records) == [("graduate_graduated_by_cutoff", 4)]
