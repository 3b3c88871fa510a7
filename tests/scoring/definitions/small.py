"""A small form and a small rubric as their files say them, to be spoilt one place at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_form import CompiledForm, compile_form
from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.form import Form
from scoring.definitions.rubric import Rubric
from scoring.findings import Finding

FORM = """\
schema = "fuping/form/1"
key = "small-form"
version = "1"
title = { zh = "小表", en = "small form" }
status = { zh = "示例" }
source = "示例"
record = "carrier"
carrier_name = "carrier_name"
carrier_id = "uscc"
particulars = ["uscc"]

[[choice_lists]]
key = "status"
choices = [{ code = "在孵", en = "incubated" }, { code = "退出" }]

[[tables]]
key = "carrier"
label = { zh = "载体" }
kind = "record"
named_by = "carrier_name"

[[tables.fields]]
key = "carrier_name"
label = { zh = "载体名称" }
type = "text"

[[tables.fields]]
key = "uscc"
label = { zh = "代码" }
type = "uscc"

[[tables.fields]]
key = "count"
label = { zh = "家数" }
type = "int"
unit = "家"

[[tables]]
key = "firms"
label = { zh = "企业" }
kind = "rows"
named_by = "name"
struck_by = "struck"
counter = "家"

[[tables.fields]]
key = "name"
label = { zh = "名称" }
type = "text"

[[tables.fields]]
key = "uscc"
label = { zh = "代码" }
type = "uscc"

[[tables.fields]]
key = "status"
label = { zh = "状态" }
type = "choice"
choices = "status"

[[tables.fields]]
key = "revenue"
label = { zh = "收入" }
type = "money"
unit = "万元"
decimals = 6
shown = 2

[[tables.fields]]
key = "hnte"
label = { zh = "高企" }
type = "bool"

[[tables.fields]]
key = "hnte_on"
label = { zh = "认定日期" }
type = "date"
required = false
required_when = "hnte"

[[tables.fields]]
key = "struck"
label = { zh = "核减" }
type = "bool"
filled_by = "district"
required = false
default = "否"

[[checks]]
key = "count_equals_list"
table = "carrier"
level = "error"
let = [
  { key = "listed", total = "count", table = "firms", where = "status = '在孵'" },
  { key = "earned", total = "sum", table = "firms", field = "revenue" },
]
holds = "count = listed and earned >= 0元"
message = { zh = "家数应等于名单" }

[[checks]]
key = "name_once"
table = "firms"
level = "warning"
unique = "name"
message = { zh = "名称不应重复" }

[[checks]]
key = "not_the_carrier"
table = "firms"
level = "warning"
apart_from = "carrier"
same = "uscc"
apart_where = "count > 0"
message = { zh = "企业不应是载体自己" }
"""

RUBRIC = """\
schema = "fuping/rubric/1"
key = "small-rubric"
version = "1"
form = "small-form"
title = { zh = "小细则" }
status = { zh = "示例" }
source = "示例"
scored_only_with = "T"

[rounding]
indicator_decimals = 2
mode = "half_away"

[[sets]]
key = "T"
label = { zh = "在孵企业" }
table = "firms"
where = "status = '在孵'"

[[sets]]
key = "H"
label = { zh = "高企" }
of = "T"
where = "hnte"

[[measures]]
key = "share"
label = { zh = "高企占比" }
kind = "share"
over = "T"
where = "hnte"

[[measures]]
key = "income"
label = { zh = "高企收入" }
kind = "sum"
over = "H"
value = "revenue"

[[branches]]
code = "A"
title = { zh = "质量" }

[[branches]]
code = "A1"
title = { zh = "创新" }
parent = "A"

[[branches]]
code = "J"
title = { zh = "加分" }
role = "bonus"

[[indicators]]
code = "A1-1"
title = { zh = "占比" }
parent = "A1"
maximum = 5
measure = "share"
scale = { kind = "linear", nodes = [["0%", 0], ["50%", 5]] }
missing = { rule = "zero" }
basis = "示例"

[[indicators]]
code = "A1-2"
title = { zh = "收入" }
parent = "A1"
maximum = 3
measure = "income"
scale = { kind = "steps", steps = [["500万元", 3], ["100万元", 1.5]], below = 0 }
missing = { rule = "leave_out", to = ["A1-1"] }
basis = "示例"

[[indicators]]
code = "J1"
title = { zh = "加分项" }
parent = "J"
maximum = 2
measure = "share"
scale = { kind = "per_unit", points = 1, cap = 2 }
missing = { rule = "zero" }
basis = "示例"

[[grades]]
name = { zh = "优" }
at_least = 6

[[grades]]
name = { zh = "良" }
at_least = 0

[[examples]]
indicator = "A1-1"
value = "25%"
points = 2.50
"""

Read = TypeVar("Read")
Spoil = tuple[str, str]


def spoilt(text: str, *changes: Spoil) -> str:
    """Each change replaces what stands exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def compiled_form(*changes: Spoil) -> tuple[CompiledForm | None, tuple[Finding, ...]]:
    form, _, findings = read_toml(spoilt(FORM, *changes), Form, "form.toml")
    assert form is not None, findings
    return compile_form(form, "form.toml")


def compiled_rubric(*changes: Spoil) -> tuple[CompiledRubric | None, tuple[Finding, ...]]:
    rubric, _, findings = read_toml(spoilt(RUBRIC, *changes), Rubric, "rubric.toml")
    assert rubric is not None, findings
    form, findings = compiled_form()
    assert form is not None, findings
    return compile_rubric(rubric, form.form, "rubric.toml")


def faults(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """(code without its prefix, key path) of each; each finding has one place, and no two are alike."""
    found = [(finding.code.removeprefix("definitions."), finding.places[0].key) for finding in findings]
    assert len(found) == len(set(found)), found
    return set(found)


def wrong(compile_: Callable[..., tuple[object, tuple[Finding, ...]]], *changes: Spoil) -> set[tuple[str, str]]:
    compiled, findings = compile_(*changes)
    assert (compiled is None) == bool(findings), findings
    return faults(findings)
