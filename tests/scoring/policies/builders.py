"""Small policies as TOML, to be spoilt one place at a time; the form and the measures are those of the conditions' tests."""

from __future__ import annotations

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy, compile_policy
from scoring.definitions.policy import Policy
from scoring.findings import Finding
from tests.scoring.conditions.builders import FORM, MEASURES

HEAD = """
schema = "fuping/policy/1"
key = "small"
version = "1"
form = "small"
title = { zh = "小政策", en = "small policy" }
status = { zh = "示例", en = "example" }
source = { zh = "示例", en = "example" }
issuer = { zh = "云岬区", en = "Yunjia District" }
issued = "2024-12-27"
in_force_from = "2025-01-27"
in_force_until = "2026-12-31"
"""
BORNE = 'shares = [{ key = "d", payer = { zh = "区", en = "district" }, share = "60%" }, '
BORNE += '{ key = "t", payer = { zh = "镇", en = "town" }, share = "40%" }]\n'
FIGURES = """
[[figures]]
key = "sum_open"
label = { zh = "金额未定", en = "open amount" }
type = "money"
at_least = "50万元"
at_most = "100万元"
basis = { zh = "第一条", en = "art. 1" }
[[figures]]
key = "share_open"
label = { zh = "比例未定", en = "open share" }
type = "share"
basis = { zh = "第一条", en = "art. 1" }
[[figures]]
key = "number_open"
label = { zh = "数未定", en = "open number" }
type = "number"
basis = { zh = "第一条", en = "art. 1" }
[[figures]]
key = "which_grades"
label = { zh = "哪些等级", en = "which grades" }
type = "grades"
basis = { zh = "第一条", en = "art. 1" }
[[figures]]
key = "settled"
label = { zh = "经认定", en = "recognised" }
type = "yes_no"
asked = "beneficiary"
basis = { zh = "第一条", en = "art. 1" }
[[figures]]
key = "coefficients"
label = { zh = "等级系数", en = "coefficients" }
type = "share_by_grade"
basis = { zh = "第一条", en = "art. 1" }
"""
GROUP = """
[[overlaps]]
key = "best"
label = { zh = "运营", en = "operation" }
rule = "best_one"
reaches = "other_policies"
basis = { zh = "第九条", en = "art. 9" }
"""
FIXED = 'amount = { kind = "fixed", amount = "10万元" }'


def clause(*lines: str, key: str = "c", amount: str = FIXED, beneficiary: str = "carrier", often: str = "once") -> str:
    """A clause for carriers; ``lines`` are more of it."""
    return "\n".join(
        (
            "[[clauses]]",
            f'key = "{key}"',
            'label = { zh = "一条", en = "a clause" }',
            'basis = { zh = "第一条", en = "art. 1" }',
            'text = { zh = "给予支持。", en = "Support is given." }',
            f'beneficiary = "{beneficiary}"',
            'beneficiaries = { zh = "载体", en = "carriers" }',
            'decides = "applied"',
            f'how_often = "{often}"',
            amount,
            *lines,
            "",
        )
    )


def toml(*clauses: str, top: str = "") -> str:
    """A policy of these clauses; ``top`` is more of its head."""
    none = "" if clauses else "clauses = []\n"
    return HEAD + top + none + MEASURES + FIGURES + GROUP + "\n".join(clauses)


def read(text: str) -> tuple[CompiledPolicy | None, tuple[Finding, ...]]:
    document, _, findings = read_toml(text, Policy, "p.toml")
    return compile_policy(document, FORM, "p.toml") if document is not None else (None, findings)


def compiled(text: str) -> CompiledPolicy:
    found, findings = read(text)
    assert found is not None, findings
    return found


def only(*lines: str, amount: str = FIXED, beneficiary: str = "carrier", often: str = "once") -> CompiledClause:
    """The one clause of a policy."""
    [one] = compiled(toml(clause(*lines, amount=amount, beneficiary=beneficiary, often=often))).clauses
    return one
