"""What can be wrong with a policy is a finding with its file, its key path and a sentence; the rest is exact."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.definitions.canonical import sha256
from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_policy import adopted_policy
from scoring.definitions.policy import OpenFigure, Policy
from scoring.definitions.tree import Number
from scoring.findings import Level
from scoring.messages import LANGUAGES, sentence
from tests.scoring.conditions.builders import FORM, WAN
from tests.scoring.policies.builders import BORNE, clause, compiled, only, read, toml

C = "clauses[c]"
A = f"{C}.amount"


def amount(text: str) -> str:
    return toml(clause(amount=f"amount = {text}"))


def swapped(before: str, after: str, *, of: str = "") -> str:
    text = of or toml(clause())
    assert text.count(before) == 1, before
    return text.replace(before, after)


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        # the head
        (swapped("policy/1", "policy/2"), "wrong_schema", "schema"),
        (swapped('form = "small"', 'form = "other"'), "policy.other_form", "form"),
        (toml(clause(), top='superseeded_by = { zh = "无" }\n'), "unknown_key", "superseeded_by"),
        (swapped('issued = "2024-12-27"', 'issued = "2024-02-30"'), "policy.no_day", "issued"),
        (swapped('issued = "2024-12-27"', 'issued = "20241227"'), "policy.no_day", "issued"),
        (swapped('issued = "2024-12-27"', "issued = 2024-12-27"), "wrong_type", "issued"),
        (swapped('in_force_from = "2025-01-27"', 'in_force_from = ""'), "missing_key", "in_force_from"),
        (swapped('"2026-12-31"', '"2025-01-26"'), "policy.dates_out_of_order", "in_force_until"),
        (toml(), "policy.no_clauses", "clauses"),
        (toml(clause(), top=BORNE.replace("40%", "50%")), "policy.shares_not_whole", "shares"),
        (toml(clause(), top=BORNE.replace('"t"', '"d"')), "twice", "shares[d]"),
        (
            toml(clause(), top='territory = [{ field = "nmae", names = [{ zh = "某区" }] }]\n'),
            "unknown_reference",
            "territory[1].field",
        ),
        (toml(clause(), top='territory = [{ field = "name", names = [] }]\n'), "policy.nowhere", "territory[1].names"),
        (
            toml(clause(), top='territory = [{ field = "kind", names = [{ zh = "专" }] }]\n'),
            "unknown_reference",
            "territory[1].names",
        ),
        # open figures and groups of overlap
        (swapped('key = "share_open"', 'key = "sum_open"'), "twice", "figures[sum_open]"),
        (swapped('key = "share_open"', 'key = "fund"'), "twice", "figures[fund]"),
        (swapped('key = "share_open"', 'key = "Share"'), "bad_key", "figures[Share].key"),
        (swapped('at_least = "50万元"', 'at_least = "500万元"'), "policy.figure_bounds", "figures[sum_open].at_most"),
        (swapped('at_least = "50万元"', 'at_least = "50"'), "policy.not_of_type", "figures[sum_open].at_least"),
        (swapped('type = "yes_no"', 'type = "yes_no"\nvalue = "1"'), "policy.figure_prints_nothing", "figures[settled].value"),
        (swapped('type = "grades"', 'type = "grade"'), "not_allowed", "figures[which_grades].type"),
        (swapped('rule = "best_one"', 'rule = "best"'), "not_allowed", "overlaps[best].rule"),
        # clauses
        (toml(clause(), clause()), "twice", C),
        (swapped('beneficiary = "carrier"', 'beneficiary = "career"'), "not_allowed", f"{C}.beneficiary"),
        (
            swapped('basis = { zh = "第一条", en = "art. 1" }\ntext', 'basis = { zh = "" }\ntext'),
            "condition.basis_missing",
            f"{C}.basis",
        ),
        (toml(clause('who = "leagl"')), "expression.unknown_name", f"{C}.who"),
        (toml(clause("who = \"kind = '众创'\"")), "expression.unknown_choice", f"{C}.who"),
        (toml(clause('who = "fund > 500"')), "expression.money_without_unit", f"{C}.who"),
        (toml(clause('overlap = "bset"')), "unknown_reference", f"{C}.overlap"),
        (toml(clause('in_force_from = "2025-1-1"')), "policy.no_day", f"{C}.in_force_from"),
        (toml(clause('in_force_until = "2027-01-01"')), "policy.dates_outside", f"{C}.in_force_until"),
        (
            toml(clause('in_force_from = "2026-02-01"', 'in_force_until = "2026-01-01"')),
            "policy.dates_out_of_order",
            f"{C}.in_force_until",
        ),
        (toml(clause("years = 3")), "policy.years_need_yearly", f"{C}.years"),
        (toml(clause("years = -1", often="yearly")), "policy.years_need_yearly", f"{C}.years"),
        (toml(clause('cap = "5万元"')), "policy.cap_of_fixed", f"{C}.cap"),
        (toml(clause('coefficient = "coefficients"')), "policy.coefficient_needs_ceiling", f"{C}.coefficient"),
        (toml(clause("ceiling = true", 'coefficient = "share_open"')), "policy.figure_of_other_type", f"{C}.coefficient"),
        (
            toml(clause('shares = [{ key = "d", payer = { zh = "区" }, share = "6" }]')),
            "policy.not_of_type",
            f"{C}.shares[d].share",
        ),
        (toml(clause('who = "legal"', beneficiary="other")), "policy.not_on_record", f"{C}.beneficiary"),
        (
            toml(clause('required = [{ key = "r", label = { zh = "某" } }]')),
            "policy.requirement_one_kind",
            f"{C}.required[r]",
        ),
        (
            toml(clause('required = [{ key = "r", label = { zh = "某" }, holds = "legal", figure = "settled" }]')),
            "policy.requirement_one_kind",
            f"{C}.required[r]",
        ),
        (
            toml(clause('required = [{ key = "r", label = { zh = "某" }, figure = "sum_open" }]')),
            "policy.figure_of_other_type",
            f"{C}.required[r].figure",
        ),
        (
            toml(clause('grade = { issuer = { zh = "市" }, words = { zh = "B级以上" }, mapping = "which_grade" }')),
            "unknown_reference",
            f"{C}.grade.mapping",
        ),
        (
            toml(clause('grade = { issuer = { zh = "市" }, words = { zh = "B" }, mapping = "which_grades", field = "legal" }')),
            "unknown_reference",
            f"{C}.grade.field",
        ),
        # amounts: one kind, its keys, its types
        (amount('{ amount = "10万元" }'), "missing_key", f"{A}.kind"),
        (amount('{ kind = "fix", amount = "10万元" }'), "not_allowed", f"{A}.kind"),
        (amount('{ kind = "fixed", amount = "10万元", rate = "5%" }'), "unknown_key", f"{A}.rate"),
        (amount('{ kind = "fixed", amount = "10" }'), "policy.not_of_type", f"{A}.amount"),
        (amount('{ kind = "fixed", amount = "-10万元" }'), "policy.not_of_type", f"{A}.amount"),
        (amount('{ kind = "fixed", amount = "0万元" }'), "policy.nothing", f"{A}.amount"),
        (amount('{ kind = "fixed", amount = "" }'), "missing_key", f"{A}.amount"),
        (amount('{ kind = "fixed", amount = "sum_opne" }'), "unknown_reference", f"{A}.amount"),
        (amount('{ kind = "fixed", amount = "十万元" }'), "expression.unexpected", f"{A}.amount"),
        (amount('{ kind = "unspecified", figure = "share_open" }'), "policy.figure_of_other_type", f"{A}.figure"),
        (amount('{ kind = "rate", rate = "50", of = "fund" }'), "policy.not_of_type", f"{A}.rate"),
        (amount('{ kind = "rate", rate = "50%", of = "fnud" }'), "unknown_reference", f"{A}.of"),
        (amount('{ kind = "rate", rate = "50%", of = "area" }'), "policy.base_of_other_type", f"{A}.of"),
        (amount('{ kind = "rate", rate = "50%", of = "which_kind" }'), "policy.base_of_other_type", f"{A}.of"),
        (amount('{ kind = "per_unit", amount = "1万元", of = "fund" }'), "policy.base_of_other_type", f"{A}.of"),
        (amount('{ kind = "per_unit", amount = "1万元", of = "settled" }'), "policy.base_of_other_type", f"{A}.of"),
        (
            amount('{ kind = "matching", up_to = "1万元", of = "fund", authority = { zh = "市" } }'),
            "policy.not_of_type",
            f"{A}.up_to",
        ),
        (amount('{ kind = "top_up", level = "share_open", of = "fund" }'), "policy.figure_of_other_type", f"{A}.level"),
        (amount('{ kind = "by_grade", amounts = [] }'), "policy.no_amounts", f"{A}.amounts"),
        (amount('{ kind = "by_grade", amounts = [["优", "3万元"], ["优", "2万元"]] }'), "twice", f"{A}.amounts[优]"),
        (amount('{ kind = "steps", of = "n", steps = [] }'), "policy.no_amounts", f"{A}.steps"),
        (
            amount('{ kind = "steps", of = "n", steps = [["10", "1万元"], ["20", "2万元"]] }'),
            "policy.steps_out_of_order",
            f"{A}.steps",
        ),
        (amount('{ kind = "steps", of = "fund", steps = [["10", "1万元"]] }'), "policy.not_of_type", f"{A}.steps[1]"),
        (
            toml(
                clause(
                    'grade = { issuer = { zh = "市" }, words = { zh = "B" }, mapping = "which_grades", field = "kind" }',
                    amount='amount = { kind = "by_grade", amounts = [["综", "3万元"]] }',
                )
            ),
            "unknown_reference",
            f"{A}.amounts[1]",
        ),
    ],
)
def test_a_mistake_is_found_where_it_stands(text: str, code: str, key: str) -> None:
    found, findings = read(text)
    assert found is None
    assert [(one.code, one.places[0].key) for one in findings] == [(f"definitions.{code}", key)]
    assert {(one.level, place.document) for one in findings for place in one.places} == {(Level.STOP, "p.toml")}
    assert all("{" not in sentence(one, language) for one in findings for language in LANGUAGES)


def test_the_nearest_name_is_said() -> None:
    _, findings = read(amount('{ kind = "rate", rate = "50%", of = "fnud" }'))
    assert [sentence(one) for one in findings] == ["“fnud”没有定义，是不是“fund”？"]
    _, findings = read(toml(clause('whom = "legal"')))
    assert [sentence(one, "en") for one in findings] == ['there is no key "whom"; is it "who"?']


def test_a_policy_without_end_says_so_where_a_clause_begins_too_early() -> None:
    text = swapped('in_force_until = "2026-12-31"\n', "", of=toml(clause('in_force_from = "2025-01-26"')))
    _, findings = read(text)
    assert [sentence(one) for one in findings] == ["条款的期限应在政策的期限之内（2025-01-27 至 无止期）"]


def test_every_mistake_comes_in_one_pass() -> None:
    bad = clause('who = "leagl"', 'cap = "5"', "years = 2", amount='amount = { kind = "rate", rate = "500%", of = "area" }')
    _, findings = read(swapped('issued = "2024-12-27"', 'issued = "gestern"', of=toml(bad, clause(key="d", often="yearly"))))
    assert [one.code.removeprefix("definitions.") for one in findings] == [
        "policy.no_day",
        "policy.years_need_yearly",
        "expression.unknown_name",
        "policy.not_of_type",
        "policy.base_of_other_type",
        "policy.not_of_type",
    ]


# What is read -----------------------------------------------------------------------------------------------------------


def test_money_is_whole_cents_and_rates_are_pairs() -> None:
    found = only('cap = "200.5万元"', "ceiling = true", amount='amount = { kind = "rate", rate = "12.5%", of = "fund" }')
    assert found.cap == Number(200 * WAN + WAN // 2, 1, 1, "200.5万元")
    assert found.amount.value == Number(1, 8, 0, "12.5%")
    assert found.amount.of is not None
    assert not isinstance(found.amount.of, OpenFigure)
    assert found.amount.of.measure.key == "fund"


def test_an_open_figure_stands_wherever_a_literal_may() -> None:
    found = compiled(
        toml(
            clause(amount='amount = { kind = "fixed", amount = "sum_open" }', key="a"),
            clause(
                'cap = "sum_open"',
                amount='amount = { kind = "rate", rate = "share_open", of = "sum_open" }',
                key="b",
                often="yearly",
            ),
            clause(
                amount='amount = { kind = "matching", up_to = "number_open", of = "fund", authority = { zh = "市" } }', key="m"
            ),
            clause(amount='amount = { kind = "top_up", level = "sum_open", of = "fund" }', key="t"),
            clause(amount='amount = { kind = "per_unit", amount = "sum_open", of = "number_open" }', key="u"),
            clause(amount='amount = { kind = "by_grade", amounts = [["优秀", "sum_open"], ["合格", "5万元"]] }', key="g"),
            clause(amount='amount = { kind = "steps", of = "n", steps = [["20", "sum_open"], ["10", "5万元"]] }', key="s"),
        )
    )
    by_key = {one.clause.key: one for one in found.clauses}

    def open_at(value: object) -> str:
        assert isinstance(value, OpenFigure)
        return value.key

    assert [open_at(by_key[key].amount.value) for key in "abmtu"] == [
        "sum_open",
        "share_open",
        "number_open",
        "sum_open",
        "sum_open",
    ]
    assert [open_at(by_key[key].amount.of) for key in "bu"] == ["sum_open", "number_open"]
    assert open_at(by_key["b"].cap) == "sum_open"
    assert list(by_key["g"].amount.by_grade) == ["优秀", "合格"]
    assert open_at(by_key["g"].amount.by_grade["优秀"]) == "sum_open"
    [(twenty, first), (ten, second)] = by_key["s"].amount.steps
    assert (twenty.numerator, ten.numerator, open_at(first), second) == (20, 10, "sum_open", Number(5 * WAN, 1, 1, "5万元"))
    printed = found.figures["sum_open"]
    assert (printed.at_least, printed.at_most, printed.value) == (
        Number(50 * WAN, 1, 1, "50万元"),
        Number(100 * WAN, 1, 1, "100万元"),
        None,
    )


def test_dates_narrow_the_policys_and_include_their_ends() -> None:
    found = compiled(toml(clause(), clause('in_force_from = "2026-01-01"', key="d")))
    whole, narrowed = (one.period for one in found.clauses)
    assert found.period == whole
    first, last = date(2025, 1, 27), date(2026, 12, 31)
    assert [whole.holds(day) for day in (first, last, date(2025, 1, 26), date(2027, 1, 1))] == [True, True, False, False]
    assert (narrowed.first, narrowed.last) == (date(2026, 1, 1), last)
    endless = compiled(swapped('in_force_until = "2026-12-31"\n', ""))
    assert endless.period.last is None
    assert endless.period.holds(date(2999, 1, 1))


def test_conditions_read_the_record_and_what_is_counted() -> None:
    found = compiled(
        toml(
            clause(
                "who = \"kind = '专业'\"", 'required = [{ key = "r", label = { zh = "高企" }, holds = "hntes >= 3 and legal" }]'
            )
        )
    )
    assert set(found.statements) == {"kind = '专业'", "hntes >= 3 and legal"}
    assert {"n", "hntes"} <= set(found.counts)
    assert "share" not in found.counts, "a share is no whole number and belongs to amounts"
    [one] = found.clauses
    assert one.who is found.statements["kind = '专业'"]
    assert [each.holds for each in one.required] == [found.statements["hntes >= 3 and legal"]]


def test_a_clause_is_borne_as_the_policy_says_unless_it_says_itself() -> None:
    own = 'shares = [{ key = "t", payer = { zh = "镇" }, share = "share_open" }]'
    found = compiled(toml(clause(), clause(own, key="d"), top=BORNE))
    first, second = ([(share.key, value) for share, value in one.shares] for one in found.clauses)
    assert first == [("d", Number(3, 5, 0, "60%")), ("t", Number(2, 5, 0, "40%"))]
    assert [(key, isinstance(value, OpenFigure)) for key, value in second] == [("t", True)]


def test_firms_are_counted_by_a_measure() -> None:
    found = only(beneficiary="firm", amount='amount = { kind = "per_unit", amount = "1万元", of = "hntes" }')
    assert found.amount.of is not None
    assert not isinstance(found.amount.of, OpenFigure)
    assert found.amount.of.measure.kind.value == "count"


def test_stored_text_compiles_to_the_same() -> None:
    text = toml(clause("ceiling = true", 'overlap = "best"', 'coefficient = "coefficients"'), top=BORNE)
    document, stored, _ = read_toml(text, Policy, "p.toml")
    again = adopted_policy(stored, FORM)
    assert again is not None
    assert again.document == document
    assert again == compiled(text)
    assert sha256(stored) == sha256(read_toml(f"# 说明\n{text}", Policy, "other.toml")[1]), "a remark changes nothing"
    assert sha256(stored) != sha256(read_toml(text.replace("60%", "70%").replace("40%", "30%"), Policy, "p.toml")[1])


def test_an_adopted_policy_is_not_judged_again_but_must_read() -> None:
    """A judgement that a later version adds must not shut anybody out of an old workspace."""
    judged = toml(clause(), top=BORNE.replace("60%", "70%"))
    assert [one.code for one in read(judged)[1]] == ["definitions.policy.shares_not_whole"]
    assert adopted_policy(read_toml(judged, Policy, "p.toml")[1], FORM) is not None
    unread = toml(clause(amount='amount = { kind = "fixed", amount = "30%" }'))
    assert [one.code for one in read(unread)[1]] == ["definitions.policy.not_of_type"]
    assert adopted_policy(read_toml(unread, Policy, "p.toml")[1], FORM) is None
