"""The form's own checks: fault only where a rule is surely broken, one finding for one cause, every cell it shows in."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from scoring.definitions.canonical import Sha256
from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_form import CompiledForm, compile_form
from scoring.definitions.form import Form
from scoring.definitions.records import Datum, Nothing, Return, Row, TableRecords
from scoring.findings import Finding, Level
from scoring.intake.checks import check_return, plan_checks
from scoring.messages import sentence
from tests.scoring.definitions.small import FORM

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
EMPTY, STROKE, NEVER = Nothing.EMPTY, Nothing.NOT_APPLICABLE, Nothing.NOT_CALCULATED
CARRIER = ("carrier_name", "uscc", "count")
FIRMS = ("name", "uscc", "status", "revenue", "hnte", "hnte_on")


def form(*checks: str) -> CompiledForm:
    """The small form with these checks instead of its own: the lines of each, less what all have."""
    tables = FORM[: FORM.index("[[checks]]")]
    rest = 'level = "error"\nmessage = { zh = "规则", en = "the rule" }\n'
    texts = [f'[[checks]]\nkey = "check_{number}"\n{rest}{text}\n' for number, text in enumerate(checks, start=1)]
    document, _, findings = read_toml(tables + "\n".join(texts), Form, "form.toml")
    assert document is not None, findings
    compiled, findings = compile_form(document, "form.toml")
    assert compiled is not None, findings
    return compiled


def firm(called: str, /, **data: Datum) -> tuple[Datum, ...]:
    sound: dict[str, Datum] = {"uscc": f"C-{called}", "status": "在孵", "revenue": 100, "hnte": False, "hnte_on": "2025-06-30"}
    return tuple(({"name": called} | sound | data)[field] for field in FIRMS)


def a_return(
    *firms: tuple[Datum, ...], carrier: tuple[Datum, ...] = ("云岬", "C-0", 2), without: Iterable[str] = (), tables: int = 2
) -> Return:
    """The record's values stand in C3, C4, C5; the firms' headings in row 2 from column A, the firms from row 3."""
    record = TableRecords("carrier", "载体", CARRIER, ((3, 3), (4, 3), (5, 3)), (Row(0, carrier),))
    cells = tuple((0, 0) if field in without else (2, at) for at, field in enumerate(FIRMS, start=1))
    rows = tuple(
        Row(number, tuple(EMPTY if field in without else datum for field, datum in zip(FIRMS, data, strict=True)))
        for number, data in enumerate(firms, start=3)
    )
    listed = TableRecords("firms", "在孵企业", FIRMS, cells, rows)
    return Return(Sha256("f"), Sha256("0"), "甲.xlsx", (record, listed)[:tables])


def found(compiled: CompiledForm, body: Return) -> list[tuple[str, str]]:
    """(code, cells) of each finding, in order."""
    return [(one.code, cells(one)) for one in check_return(plan_checks(compiled, PARAMETERS), body)]


def cells(finding: Finding) -> str:
    assert all(place.document == "甲.xlsx" for place in finding.places)
    return " ".join(f"{place.sheet}!{place.address}" for place in finding.places)


# Rules on a row ---------------------------------------------------------------------------------------------------------

ROW_RULE = 'table = "firms"\nwhen = "status = \'在孵\'"\nholds = "revenue > 0元 or hnte"'


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"revenue": 1}, False),
        ({"revenue": 0}, True),
        ({"revenue": 0, "hnte": True}, False),
        ({"revenue": 0, "hnte": EMPTY}, False),
        ({"revenue": NEVER}, False),
        ({"revenue": NEVER, "hnte": True}, False),
        ({"revenue": 0, "status": "退出"}, False),
        ({"revenue": 0, "status": STROKE}, False),
        ({"revenue": 0, "status": Nothing.UNREADABLE}, False),
    ],
)
def test_a_rule_is_broken_only_where_it_surely_is(data: dict[str, Datum], fault: bool) -> None:
    expected = [("form.check_row", "在孵企业!D3 在孵企业!E3 在孵企业!C3")] if fault else []
    assert found(form(ROW_RULE), a_return(firm("甲", **data))) == expected


def test_each_row_at_fault_is_a_finding_that_names_it() -> None:
    body = a_return(
        firm("甲", revenue=0), firm("乙"), firm("丙", revenue=0), firm("", revenue=0), firm("x", revenue=0, name=NEVER)
    )
    findings = check_return(plan_checks(form(ROW_RULE), PARAMETERS), body)
    assert [(one.facts["row"], one.facts["name"]) for one in findings] == [(1, "甲"), (3, "丙"), (4, "#4"), (5, "#5")]
    assert {one.level for one in findings} == {Level.ERROR}
    assert (sentence(findings[1]), sentence(findings[1], "en")) == ("丙：规则", "丙: the rule")
    assert {(one.facts["check"], one.facts["source"]) for one in findings} == {("check_1", "")}


def test_a_finding_points_where_the_check_says() -> None:
    compiled = form(ROW_RULE + '\npoints_at = ["uscc"]')
    assert found(compiled, a_return(firm("甲"), firm("乙", revenue=0))) == [("form.check_row", "在孵企业!B4")]


def test_a_rule_that_names_no_cell_of_its_own_points_at_the_sheet() -> None:
    rule = 'table = "carrier"\nlet = [{ key = "listed", total = "count", table = "firms" }]\nholds = "listed > 1"'
    assert found(form(rule), a_return(firm("甲"))) == [("form.check", "载体!")]


def test_a_rule_on_a_column_that_is_not_there_finds_no_fault() -> None:
    assert found(form(ROW_RULE), a_return(firm("甲", revenue=0), without=["hnte"])) == []
    assert found(form(ROW_RULE), a_return(firm("甲", revenue=0), tables=1)) == []


def test_the_levels_and_the_order_are_those_of_the_form() -> None:
    rules = ('table = "carrier"\nholds = "count > 5"', ROW_RULE, 'table = "firms"\nunique = "uscc"')
    body = a_return(firm("甲", revenue=0), firm("乙", uscc="C-甲", hnte=True, hnte_on=EMPTY), firm("丙", revenue=0))
    assert found(form(*rules), body) == [
        ("form.required", "在孵企业!F4"),
        ("form.check", "载体!C5"),
        ("form.check_row", "在孵企业!D3 在孵企业!E3 在孵企业!C3"),
        ("form.check_row", "在孵企业!D5 在孵企业!E5 在孵企业!C5"),
        ("form.check_row", "在孵企业!B3 在孵企业!B4"),
    ]
    warned = FORM[: FORM.index("[[checks]]")] + FORM[FORM.index('[[checks]]\nkey = "name_once"') :]
    document, _, _ = read_toml(warned, Form, "")
    assert document is not None
    compiled, _ = compile_form(document, "")
    assert compiled is not None
    assert [one.level for one in check_return(plan_checks(compiled, PARAMETERS), a_return(firm("甲"), firm("甲")))] == [
        Level.WARNING
    ]


# What may stand once ----------------------------------------------------------------------------------------------------


def test_each_value_that_stands_more_than_once_is_one_finding_with_all_its_cells() -> None:
    names = ("甲", "乙", "甲", "丙", "乙", "甲")
    assert found(form('table = "firms"\nunique = "name"'), a_return(*map(firm, names))) == [
        ("form.check_row", "在孵企业!A3 在孵企业!A5 在孵企业!A8"),
        ("form.check_row", "在孵企业!A4 在孵企业!A7"),
    ]


def test_a_name_is_the_same_with_either_brackets() -> None:
    body = a_return(firm("云岬（上海）科技"), firm("云岬(上海)科技　"), firm("云岬上海科技"))
    assert found(form('table = "firms"\nunique = "name"'), body) == [("form.check_row", "在孵企业!A3 在孵企业!A4")]


def test_what_is_unknown_stands_nowhere_twice() -> None:
    body = a_return(*(firm(name, uscc=uscc) for name in "ab" for uscc in (EMPTY, STROKE, NEVER, Nothing.UNREADABLE)))
    assert found(form('table = "firms"\nunique = "uscc"'), body) == []


def test_only_rows_that_surely_meet_when_can_stand_twice() -> None:
    compiled = form('table = "firms"\nunique = "uscc"\nwhen = "revenue > 10元"')
    same = [firm(name, uscc="X", revenue=revenue) for name, revenue in (("甲", 2000), ("乙", EMPTY), ("丙", 10), ("丁", 1500))]
    assert found(compiled, a_return(*same[:3])) == []
    assert found(compiled, a_return(*same)) == [("form.check_row", "在孵企业!B3 在孵企业!B6")]


# What must not stand in two tables ----------------------------------------------------------------------------------------

APART = 'table = "firms"\napart_from = "carrier"\nsame = "uscc"\napart_where = "count > 1"'


@pytest.mark.parametrize(
    ("carrier", "fault"),
    [
        (("云岬", "C-甲", 2), True),
        (("云岬", "C-甲", 1), False),
        (("云岬", "C-甲", EMPTY), False),
        (("云岬", EMPTY, 2), False),
        (("云岬", "C-0", 2), False),
    ],
)
def test_what_stands_in_both_tables_shows_both_ends(carrier: tuple[Datum, ...], fault: bool) -> None:
    body = a_return(firm("甲"), firm("乙"), firm("丙", uscc="C-甲"), firm("丁", uscc=EMPTY), carrier=carrier)
    expected = [("form.check_row", "在孵企业!B3 在孵企业!B5 载体!C4")] if fault else []
    assert found(form(APART), body) == expected


def test_a_table_that_is_not_there_holds_nothing() -> None:
    turned = 'table = "carrier"\napart_from = "firms"\nsame = "uscc"'
    assert found(form(turned), a_return(firm("甲"), carrier=("云岬", "C-甲", 1))) == [("form.check", "载体!C4 在孵企业!B3")]
    assert found(form(turned), a_return(firm("甲"), carrier=("云岬", "C-甲", 1), tables=1)) == []


# Figures over another table -----------------------------------------------------------------------------------------------

COUNTED = """table = "carrier"
let = [{ key = "listed", total = "count", table = "firms", where = "status = '在孵'" }]
holds = "count = listed"
"""
SUMMED = """table = "carrier"
let = [{ key = "earned", total = "sum", table = "firms", field = "revenue", where = "hnte" }]
holds = "earned <= 3元"
"""


@pytest.mark.parametrize(
    ("statuses", "fault"),
    [
        (("在孵", "在孵"), False),
        (("在孵", "退出"), True),
        ((), True),
        (("在孵", EMPTY), False),
        (("在孵", "在孵", "在孵", NEVER), False),
    ],
)
def test_a_count_with_an_undecided_row_is_unknown(statuses: tuple[Datum, ...], fault: bool) -> None:
    body = a_return(*(firm(str(at), status=status) for at, status in enumerate(statuses)))
    assert found(form(COUNTED), body) == ([("form.check", "载体!C5")] if fault else [])


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([(True, 200), (True, 100)], False),
        ([(True, 200), (True, 101)], True),
        ([(True, 200), (False, 101)], False),
        ([(True, 400), (False, EMPTY)], True),
        ([(True, 400), (True, EMPTY)], False),
        ([(True, 400), (EMPTY, 0)], False),
        ([(True, 400), (True, -100)], False),
    ],
)
def test_a_sum_is_unknown_where_a_row_that_counts_is(rows: list[tuple[Datum, Datum]], fault: bool) -> None:
    body = a_return(*(firm(str(at), hnte=hnte, revenue=revenue) for at, (hnte, revenue) in enumerate(rows)))
    assert found(form(SUMMED), body) == ([("form.check", "载体!")] if fault else [])


def test_a_figure_over_a_table_that_is_not_there_is_unknown() -> None:
    assert found(form(COUNTED), a_return(tables=1)) == []
    assert found(form(COUNTED), a_return()) == [("form.check", "载体!C5")], "an empty table is a table"


def test_a_row_may_be_measured_against_a_figure() -> None:
    rule = """table = "firms"
let = [{ key = "all", total = "sum", table = "firms", field = "revenue" }]
holds = "revenue * 2 <= all"
"""
    assert found(form(rule), a_return(firm("甲", revenue=60), firm("乙", revenue=40))) == [("form.check_row", "在孵企业!D3")]


# Required under a condition ---------------------------------------------------------------------------------------------


def test_what_is_missing_is_one_finding_with_every_row() -> None:
    body = a_return(
        firm("甲", hnte=True, hnte_on=EMPTY),
        firm("乙", hnte=True),
        firm("丙", hnte=False, hnte_on=EMPTY),
        firm("丁", hnte=EMPTY, hnte_on=EMPTY),
        firm("戊", hnte=True, hnte_on=EMPTY),
        firm("己", hnte=True, hnte_on=STROKE),
        firm("庚", hnte=True, hnte_on=NEVER),
    )
    findings = check_return(plan_checks(form(), PARAMETERS), body)
    assert [(one.code, one.level, cells(one)) for one in findings] == [
        ("form.required", Level.ERROR, "在孵企业!F3 在孵企业!F7"),
        ("form.required_stroke", Level.ERROR, "在孵企业!F8"),
    ]
    assert [sentence(one) for one in findings] == [
        "按填表条件应填写“认定日期”，现为空",
        "按填表条件应填写“认定日期”，现填了“—”（不适用）。请填写内容，或核对相关的回答",
    ]


def test_a_column_or_table_that_is_not_there_has_its_own_finding_already() -> None:
    firms = (firm("甲", hnte=True, hnte_on=EMPTY), firm("乙", hnte=True, hnte_on=EMPTY))
    assert found(form(), a_return(*firms)) == [("form.required", "在孵企业!F3 在孵企业!F4")]
    assert found(form(), a_return(*firms, without=["hnte_on"])) == []
    assert found(form(), a_return(*firms, without=["hnte"])) == []
    assert found(form(), a_return(*firms, tables=1)) == []


def test_nobody_asks_the_carrier_for_what_the_district_fills_in() -> None:
    tables = FORM[: FORM.index("[[checks]]")].replace('required_when = "hnte"', 'required_when = "hnte"\nfilled_by = "district"')
    document, _, _ = read_toml(tables, Form, "")
    assert document is not None
    compiled, _ = compile_form(document, "")
    assert compiled is not None
    assert len(compiled.requirements) == 1
    assert found(compiled, a_return(firm("甲", hnte=True, hnte_on=EMPTY))) == []


def test_a_sound_return_has_no_findings() -> None:
    document, _, _ = read_toml(FORM, Form, "")
    assert document is not None
    compiled, _ = compile_form(document, "")
    assert compiled is not None
    assert found(compiled, a_return(firm("甲"), firm("乙", hnte=True))) == []
