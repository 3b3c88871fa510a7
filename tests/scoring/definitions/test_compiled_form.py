"""Each rule a form must keep, broken once: the finding's code and key; and several broken together."""

from __future__ import annotations

import pytest

from scoring.definitions.compiled_form import adopted_form
from scoring.definitions.tree import names
from scoring.messages import sentence
from scoring.services.shipped import shipped_form
from tests.scoring.definitions.small import Spoil, compiled_form, wrong

REVENUE = "tables[firms].fields[revenue]"


def test_the_small_form_compiles() -> None:
    compiled, findings = compiled_form()
    assert compiled is not None, findings
    equal, once, apart = compiled.checks
    assert names(equal.holds) == ("count", "listed", "earned") if equal.holds else False
    assert [(let.key, where is not None) for let, where in equal.lets] == [("listed", True), ("earned", False)]
    assert (once.when, once.holds) == (None, None)
    assert apart.apart_where is not None
    assert [(table.key, field.key) for table, field, _ in compiled.requirements] == [("firms", "hnte_on")]


def test_the_shipped_form_compiles_and_reads_again_from_its_stored_text() -> None:
    shipped = shipped_form()
    assert adopted_form(shipped.text) == shipped.compiled


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([('key = "small-form"', 'key = "Small form"')], {("bad_key", "key")}),
        ([('key = "firms"\nlabel', 'key = "企业"\nlabel')],
         {("bad_key", "tables[企业].key"), ("unknown_reference", "checks[count_equals_list].let[listed].table"),
          ("unknown_reference", "checks[count_equals_list].let[earned].table"),
          ("unknown_reference", "checks[name_once].table"), ("unknown_reference", "checks[not_the_carrier].table")}),
        ([('key = "hnte_on"', 'key = "Hnte-on"')], {("bad_key", "tables[firms].fields[Hnte-on].key")}),
        ([('key = "hnte_on"', 'key = "row_no"')], {("reserved_key", "tables[firms].fields[row_no].key")}),
        ([('key = "hnte_on"', 'key = "cutoff"')], {("reserved_key", "tables[firms].fields[cutoff].key")}),
        ([('key = "hnte_on"', 'key = "not"')], {("reserved_key", "tables[firms].fields[not].key")}),
        ([('key = "hnte_on"', 'key = "name"')], {("twice", "tables[firms].fields[name]")}),
        ([('key = "name_once"', 'key = "count_equals_list"')], {("twice", "checks[count_equals_list]")}),
        ([('{ code = "退出" }', '{ code = "在孵" }')], {("twice", "choice_lists[status].choices[在孵]")}),
        ([('[[choice_lists]]', '[[choice_lists]]\nkey = "empty"\nchoices = []\n\n[[choice_lists]]')],
         {("no_choices", "choice_lists[empty].choices")}),
        ([('named_by = "name"', 'named_by = "revenue"')], {("unknown_reference", "tables[firms].named_by")}),
        ([('struck_by = "struck"', 'struck_by = "status"')], {("unknown_reference", "tables[firms].struck_by")}),
        ([('record = "carrier"', 'record = "firms"')], {("unknown_reference", "record")}),
        ([('carrier_name = "carrier_name"', 'carrier_name = "nam"')], {("unknown_reference", "carrier_name")}),
        ([('carrier_id = "uscc"', 'carrier_id = ""')], {("missing_key", "carrier_id")}),
        ([('particulars = ["uscc"]', 'particulars = ["uscc", "address"]')], {("unknown_reference", "particulars")}),
        ([('type = "bool"\n\n', 'type = "choice"\n\n'), ('required_when = "hnte"', "")],
         {("missing_key", "tables[firms].fields[hnte].choices")}),
        ([("decimals = 6", "decimals = -1")], {("number_not_between", f"{REVENUE}.decimals")}),
        ([("decimals = 6", "decimals = 1000000")], {("number_not_between", f"{REVENUE}.decimals")}),
        ([("shown = 2", "shown = -2")], {("number_not_between", f"{REVENUE}.shown")}),
        ([("shown = 2", "digits = 19")], {("number_not_between", f"{REVENUE}.digits")}),
        ([("decimals = 6", "decimals = 2")], {("money_decimals", f"{REVENUE}.decimals")}),
        ([('unit = "万元"', 'unit = "美元"')], {("money_unit", f"{REVENUE}.unit")}),
        ([('type = "int"', 'type = "int"\ndecimals = 1')], {("whole_has_no_decimals", "tables[carrier].fields[count].decimals")}),
        ([('required = false\nrequired_when', "required_when")],
         {("required_twice", "tables[firms].fields[hnte_on].required_when")}),
        ([('required_when = "hnte"', 'required_when = "hnt"')],
         {("expression.unknown_name", "tables[firms].fields[hnte_on].required_when")}),
        ([('default = "否"', 'default = "no"')], {("default_does_not_fit", "tables[firms].fields[struck].default")}),
        ([('table = "carrier"\nlevel', 'table = "carriers"\nlevel')], {("unknown_reference", "checks[count_equals_list].table")}),
        ([('unique = "name"', 'unique = "nam"')], {("unknown_reference", "checks[name_once].unique")}),
        ([('unique = "name"', 'unique = "name"\npoints_at = ["names"]')], {("unknown_reference", "checks[name_once].points_at")}),
        ([('unique = "name"', 'unique = "name"\nholds = "hnte"')], {("check_needs_one_rule", "checks[name_once]")}),
        ([('unique = "name"', "")], {("check_needs_one_rule", "checks[name_once]")}),
        ([('apart_from = "carrier"', 'apart_from = "carier"')], {("unknown_reference", "checks[not_the_carrier].apart_from")}),
        ([('same = "uscc"\n', "")], {("missing_key", "checks[not_the_carrier].same")}),
        ([('same = "uscc"', 'same = "revenue"')], {("unknown_reference", "checks[not_the_carrier].same")}),
        ([('apart_where = "count > 0"', 'apart_where = "hnte"')],
         {("expression.unknown_name", "checks[not_the_carrier].apart_where")}),
        ([('key = "listed", total = "count", table = "firms"', 'key = "listed", total = "count", table = "firm"')],
         {("unknown_reference", "checks[count_equals_list].let[listed].table")}),
        ([('field = "revenue" }', 'field = "name" }')], {("unknown_reference", "checks[count_equals_list].let[earned].field")}),
        ([(', field = "revenue" }', " }")], {("missing_key", "checks[count_equals_list].let[earned].field")}),
        ([('key = "earned"', 'key = "listed"')], {("twice", "checks[count_equals_list].let[listed]")}),
        ([('key = "earned"', 'key = "count"')], {("let_hides_field", "checks[count_equals_list].let[count].key")}),
        ([('key = "earned"', 'key = "Earned"')], {("bad_key", "checks[count_equals_list].let[Earned].key")}),
        ([("where = \"status = '在孵'\" },", "where = \"status = '在\" },")],
         {("expression.unexpected", "checks[count_equals_list].let[listed].where")}),
        ([("earned >= 0元", "earned >= 0")], {("expression.money_without_unit", "checks[count_equals_list].holds")}),
        ([('unique = "name"', 'unique = "name"\nwhen = "revenue"')], {("expression.wrong_kind", "checks[name_once].when")}),
    ],
)  # fmt: skip
def test_one_rule_broken(changes: list[Spoil], expected: set[tuple[str, str]]) -> None:
    assert wrong(compiled_form, *changes) == expected


def test_all_that_is_wrong_is_said_together() -> None:
    found = wrong(
        compiled_form,
        ('record = "carrier"', 'record = "carier"'),
        ("decimals = 6", "decimals = 2"),
        ('required_when = "hnte"', 'required_when = "hnte or"'),
        ('unique = "name"', 'unique = "nam"'),
        ("earned >= 0元", "earned >= 0 "),
        ('apart_where = "count > 0"', "apart_where = \"count > '0'\""),
    )
    assert found == {
        ("unknown_reference", "record"),
        ("money_decimals", f"{REVENUE}.decimals"),
        ("expression.ends_early", "tables[firms].fields[hnte_on].required_when"),
        ("unknown_reference", "checks[name_once].unique"),
        ("expression.money_without_unit", "checks[count_equals_list].holds"),
        ("expression.text_needs_choice", "checks[not_the_carrier].apart_where"),
    }


@pytest.mark.parametrize(
    ("change", "zh"),
    [
        (('unique = "name"', 'unique = "nam"'), "“nam”没有定义，是不是“name”？"),
        (('choices = "status"', 'choices = "xyz"'), "“xyz”没有定义；可以用的有：status"),
        (("decimals = 6", "decimals = 2"), "单位为万元的金额须保留到分，decimals 应为 6，这里是 2"),
        (("decimals = 6", "decimals = 13"), "13 超出了范围：应在 0 至 12 之间"),
        (('unit = "万元"', 'unit = "万"'), "金额的单位“万”不认识，是不是“万元”？"),
    ],
)
def test_the_sentences(change: Spoil, zh: str) -> None:
    _, findings = compiled_form(change)
    assert sentence(findings[0]) == zh
    assert sentence(findings[0], "en")


@pytest.mark.parametrize(
    ("kind", "default", "fits"),
    [
        ('type = "bool"', "是", True),
        ('type = "choice"\nchoices = "status"', "退出", True),
        ('type = "choice"\nchoices = "status"', "其他", False),
        ('type = "int"', "3", True),
        ('type = "int"', "3.5", False),
        ('type = "int"', "three", False),
        ('type = "int"', "NaN", False),
        ('type = "money"\nunit = "元"\ndecimals = 2', "0.01", True),
        ('type = "money"\nunit = "元"\ndecimals = 2', "0.001", False),
        ('type = "text"', "随便", True),
    ],
)
def test_a_default_is_spelt_as_a_value_of_its_field(kind: str, default: str, fits: bool) -> None:
    spare = (
        f'[[tables.fields]]\nkey = "spare"\nlabel = {{ zh = "备用" }}\n{kind}\nfilled_by = "district"\ndefault = "{default}"\n'
    )
    found = wrong(compiled_form, ('[[checks]]\nkey = "count_equals_list"', f'{spare}\n[[checks]]\nkey = "count_equals_list"'))
    assert found == (set() if fits else {("default_does_not_fit", "tables[firms].fields[spare].default")})
