"""Each rule a rubric must keep, broken once: the finding's code and key; and several broken together."""

from __future__ import annotations

import pytest

from scoring.definitions.compiled_rubric import adopted_rubric
from scoring.definitions.tree import Every
from scoring.messages import sentence
from scoring.services.shipped import shipped_form, shipped_rubric
from tests.scoring.definitions.small import Spoil, compiled_rubric, wrong

SCALE = "indicators[A1-1].scale"


def test_the_small_rubric_compiles() -> None:
    compiled, findings = compiled_rubric()
    assert compiled is not None, findings
    assert isinstance(compiled.sets["H"].condition, Every)
    assert compiled.sets["H"].table.key == "firms"
    assert [(key, measure.type.money) for key, measure in compiled.measures.items()] == [("share", 0), ("income", 1)]
    assert [bound.numerator for bound in compiled.bounds["A1-2"]] == [500 * 10**6, 100 * 10**6]


def test_the_shipped_rubric_compiles_and_reads_again_from_its_stored_text() -> None:
    form = shipped_form().compiled.form
    shipped = shipped_rubric(form)
    assert adopted_rubric(shipped.text, form) == shipped.compiled


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([('form = "small-form"', 'form = "large-form"')], {("other_form", "form")}),
        ([('key = "H"', 'key = "T"'), ('over = "H"', 'over = "T"'), ('of = "T"', 'table = "firms"')], {("twice", "sets[T]")}),
        ([('table = "firms"\n', "")], {("set_needs_one_origin", "sets[T]")}),
        ([('of = "T"', 'of = "T"\ntable = "firms"')], {("set_needs_one_origin", "sets[H]")}),
        ([('table = "firms"', 'table = "firm"')], {("unknown_reference", "sets[T].table")}),
        ([('of = "T"', 'of = "H"')], {("unknown_reference", "sets[H].of")}),
        ([('over = "H"', 'over = "X"')], {("unknown_reference", "measures[income].over")}),
        ([('over = "T"\nwhere = "hnte"', 'over = "T"\nwhere = "hnt"')], {("expression.unknown_name", "measures[share].where")}),
        ([('key = "income"', 'key = "share"'), ('measure = "income"', 'measure = "share"'),
          ('"500万元"', '"50%"'), ('"100万元"', '"10%"'), ('kind = "sum"', 'kind = "share"'), ('value = "revenue"', 'where = "hnte"')],
         {("twice", "measures[share]")}),
        ([('value = "revenue"\n', "")], {("measure_needs", "measures[income].value"), ("bound_of_other_unit", "indicators[A1-2].scale.steps[1]"),
                                        ("bound_of_other_unit", "indicators[A1-2].scale.steps[2]")}),
        ([('value = "revenue"', 'value = "revenue"\ndenominator = "revenue"')],
         {("measure_has_no", "measures[income].denominator"), ("bound_of_other_unit", "indicators[A1-2].scale.steps[1]"),
          ("bound_of_other_unit", "indicators[A1-2].scale.steps[2]")}),
        ([('kind = "sum"', 'kind = "growth"'), ('value = "revenue"', 'numerator = "revenue"\ndenominator = "1"'),
          ('"500万元"', '"500元"'), ('"100万元"', '"100元"')], {("growth_of_unlike", "measures[income]")}),
        ([('value = "revenue"', 'value = "hnte"'), ('"500万元"', '"500"'), ('"100万元"', '"100"')],
         {("expression.wrong_kind", "measures[income].value")}),
        ([('parent = "A"\n', 'parent = "J"\n')], {("unknown_reference", "branches[A1].parent")}),
        ([('code = "A"\n', 'code = "A"\nparent = "A1"\n')], {("unknown_reference", "branches[A].parent")}),
        ([('code = "J1"', 'code = "A1-1"')], {("twice", "indicators[A1-1]")}),
        ([('parent = "J"', 'parent = "K"')], {("unknown_reference", "indicators[J1].parent")}),
        ([('measure = "income"', 'measure = "incomes"')], {("unknown_reference", "indicators[A1-2].measure")}),
        ([('rule = "leave_out", to = ["A1-1"]', 'rule = "leave_out"')], {("leave_out_needs_to", "indicators[A1-2].missing.to")}),
        ([('rule = "leave_out", to', 'rule = "stop", to')], {("leave_out_needs_to", "indicators[A1-2].missing.to")}),
        ([('to = ["A1-1"]', 'to = ["A1-2"]')], {("unknown_reference", "indicators[A1-2].missing.to")}),
        ([('to = ["A1-1"]', 'to = ["J1"]')], {("hands_on_to_bonus", "indicators[A1-2].missing.to")}),
        ([('role = "bonus"', 'role = "deduction"'), ('to = ["A1-1"]', 'to = ["J1"]')],
         {("hands_on_to_bonus", "indicators[A1-2].missing.to")}),
        ([('cap = 2 }\nmissing = { rule = "zero" }', 'cap = 2 }\nmissing = { rule = "leave_out", to = ["A1-1"] }')],
         {("hands_on_to_bonus", "indicators[J1].missing.to")}),
        ([('["50%", 5]', '["50元", 5]')], {("bound_of_other_unit", f"{SCALE}.nodes[2]")}),
        ([('"500万元"', '"500"')], {("bound_of_other_unit", "indicators[A1-2].scale.steps[1]")}),
        ([('["50%", 5]', '["hnte", 5]')], {("expression.unknown_name", f"{SCALE}.nodes[2]")}),
        ([('["50%", 5]', '["1 + 1", 5]')], {("expression.not_a_literal", f"{SCALE}.nodes[2]")}),
        ([('["50%", 5]', '["0.00", 5]')], {("bounds_out_of_order", SCALE)}),
        ([('"100万元"', '"500万元"')], {("bounds_out_of_order", "indicators[A1-2].scale")}),
        ([('["50%", 5]', '["50%", 4]')], {("scale_misses_maximum", SCALE)}),
        ([("below = 0", "below = 4")], {("scale_misses_maximum", "indicators[A1-2].scale")}),
        ([("cap = 2", "cap = 3")], {("scale_misses_maximum", "indicators[J1].scale")}),
        ([('[["0%", 0], ["50%", 5]]', "[]")], {("scale_is_empty", f"{SCALE}.nodes")}),
        ([('[["500万元", 3], ["100万元", 1.5]]', "[]")], {("scale_is_empty", "indicators[A1-2].scale.steps")}),
        ([('["50%", 5]', '["", 5]')], {("missing_key", f"{SCALE}.nodes[2]")}),
        ([("cap = 2 }", 'cap = 2, per = "0" }')], {("per_not_positive", "indicators[J1].scale.per")}),
        ([("cap = 2 }", 'cap = 2, per = "" }')], {("missing_key", "indicators[J1].scale.per")}),
        ([("maximum = 2", "maximum = 0"), ("cap = 2", "cap = 0")], {("maximum_not_positive", "indicators[J1].maximum")}),
        ([("at_least = 0", "at_least = 1")], {("grades_leave_a_gap", "grades")}),
        ([("at_least = 6", "at_least = 0")], {("grades_out_of_order", "grades[良].at_least")}),
        ([("at_least = 0\n", "")], {("last_grade_without_points", "grades[良].at_least")}),
        ([("at_least = 6\n", "")], set()),
        ([('zh = "优"', 'zh = "良"')], {("twice", "grades[良]")}),
        ([("indicator_decimals = 2", "indicator_decimals = -1")], {("number_not_between", "rounding.indicator_decimals")}),
        ([("indicator_decimals = 2", "indicator_decimals = 99999")], {("number_not_between", "rounding.indicator_decimals")}),
        ([('scored_only_with = "T"', 'scored_only_with = "T0"')], {("unknown_reference", "scored_only_with")}),
        ([('indicator = "A1-1"', 'indicator = "A1-9"')], {("unknown_reference", "examples[1].indicator")}),
        ([('value = "25%"', 'value = "25万元"')], {("bound_of_other_unit", "examples[1].value")}),
        ([('value = "25%"', 'value = "a quarter"')], {("expression.unexpected", "examples[1].value")}),
    ],
)  # fmt: skip
def test_one_rule_broken(changes: list[Spoil], expected: set[tuple[str, str]]) -> None:
    assert wrong(compiled_rubric, *changes) == expected


def test_all_that_is_wrong_is_said_together() -> None:
    found = wrong(
        compiled_rubric,
        ("where = \"status = '在孵'\"", 'where = "status = \'在"'),
        ('value = "revenue"', 'value = "revenues"'),
        ('measure = "income"', 'measure = "outcome"'),
        ("at_least = 0", "at_least = 1"),
    )
    assert found == {
        ("expression.unexpected", "sets[T].where"),
        ("expression.unknown_name", "measures[income].value"),
        ("unknown_reference", "indicators[A1-2].measure"),
        ("grades_leave_a_gap", "grades"),
    }


def test_branches_that_hang_on_each_other_end() -> None:
    """Left-out points look up the branches for a role: a circle there must not turn for ever."""
    found = wrong(compiled_rubric, ('code = "A"\n', 'code = "A"\nparent = "A1"\n'), ("maximum = 5", "maximum = 6"))
    assert found == {("unknown_reference", "branches[A].parent"), ("scale_misses_maximum", SCALE)}


def test_a_rubric_of_another_form_says_only_that() -> None:
    _, (finding,) = compiled_rubric(('form = "small-form"', 'form = "large-form"'), ('table = "firms"', 'table = "ships"'))
    assert sentence(finding) == "本细则针对填报表式“large-form”，而这里是“small-form”"
