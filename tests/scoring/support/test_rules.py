"""Rules that no policy of ours has, on small policies: amounts by hand, conditions that count, what is missing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.settled import read_settled, ungrouped
from scoring.definitions.tree import Number
from scoring.engine.award import Lacking, Missing, split
from scoring.engine.conditions import Outcome
from scoring.engine.exact import Ratio
from scoring.engine.support import Asking, ClauseResult, Eligibility, Why
from tests.scoring.conditions.builders import firms
from tests.scoring.policies.builders import clause, compiled, toml
from tests.scoring.support.builders import WAN, YUAN, applied, awarded, clause_of, small, small_record, worked


def one_of(
    amount: str, *lines: str, rows: tuple[int, int] = (3, 2), record: dict[str, int] | None = None, **more: str
) -> ClauseResult:
    """A clause with this amount; so many 高企 and others are in the carrier."""
    plan = small(toml(clause(*lines, amount=f"amount = {amount}", often="not_stated")))
    return clause_of(applied(plan, small_record(**(record or {})), {"firms": firms(*rows)}, **more), "c")


BY_GRADE = '{ kind = "by_grade", amounts = [["A", "30万元"], ["B", "20万元"], ["C", "sum_open"]] }'


@pytest.mark.parametrize(("grade", "amount"), [("A", 300_000), ("B", 200_000), ("D", 0)])
def test_fixed_amounts_by_grade(grade: str, amount: int) -> None:
    one = clause_of(applied(small(toml(clause(amount=f"amount = {BY_GRADE}"))), small_record(), grade=grade), "c")
    assert (awarded(one).amount, worked(one).grade) == (amount * YUAN, grade)


def test_by_grade_without_a_grade_or_with_an_open_amount_is_open() -> None:
    plan = small(toml(clause(amount=f"amount = {BY_GRADE}")))
    for grade, lacking in ((None, Lacking(Missing.GRADE)), ("C", Lacking(Missing.FIGURE, "sum_open"))):
        one = clause_of(applied(plan, small_record(), grade=grade), "c")
        assert (awarded(one).amount, worked(one).lacking) == (None, (lacking,))
    one = clause_of(applied(plan, small_record(), grade="C", sum_open="60万元"), "c")
    assert awarded(one).amount == 600_000 * YUAN


@pytest.mark.parametrize(("received", "amount"), [(30, 700_000), (100, 0), (130, 0), (0, 1_000_000)])
def test_a_difference_is_topped_up_and_never_taken_back(received: int, amount: int) -> None:
    one = one_of('{ kind = "top_up", level = "100万元", of = "fund" }', record={"fund": received * WAN})
    assert awarded(one).amount == amount * YUAN


def test_a_reward_for_each_firm_stops_at_the_cap() -> None:
    rule = '{ kind = "per_unit", amount = "2万元", of = "hntes" }'
    one = one_of(rule, 'cap = "5万元"', rows=(2, 9))
    assert (awarded(one).amount, worked(one).capped) == (40_000 * YUAN, False)
    one = one_of(rule, 'cap = "5万元"', rows=(3, 9))
    assert (awarded(one).amount, worked(one).capped, worked(one).product) == (50_000 * YUAN, True, Ratio(60_000 * YUAN, 1))


def test_an_open_cap_keeps_the_amount_open() -> None:
    one = one_of('{ kind = "per_unit", amount = "2万元", of = "hntes" }', 'cap = "sum_open"')
    assert (awarded(one).amount, worked(one).lacking) == (None, (Lacking(Missing.FIGURE, "sum_open"),))


def test_a_bound_belongs_to_its_step_unless_it_must_be_exceeded() -> None:
    steps = '{ kind = "steps", of = "hntes", steps = [["5", "10万元"], ["3", "6万元"]]%s }'
    for beyond, amounts in (("", [0, 60_000, 60_000, 100_000]), (", beyond = true", [0, 0, 60_000, 60_000])):
        found = [awarded(one_of(steps % beyond, rows=(firms, 1))).amount for firms in (2, 3, 4, 5)]
        assert found == [amount * YUAN for amount in amounts]


def test_a_count_with_an_unknown_cell_makes_a_condition_unknown_and_an_amount_provisional() -> None:
    rows = {"firms": [*firms(3, 0), *firms(1, 0, hnte=None)]}
    lines = ('required = [{ key = "many", label = { zh = "多" }, holds = "hntes >= 3" }]',)
    amount = 'amount = { kind = "per_unit", amount = "2万元", of = "hntes" }'
    one = clause_of(applied(small(toml(clause(*lines, amount=amount, often="yearly"))), small_record(), rows), "c")
    assert one.outcome is Eligibility.UNKNOWN
    assert (worked(one).total, worked(one).provisional, one.sure, one.most) == (60_000 * YUAN, True, None, 60_000 * YUAN)


@pytest.mark.parametrize(("kind", "outcome"), [(1, Outcome.NOT_MET), (2, Outcome.MET), (None, Outcome.UNKNOWN)])
def test_whom_it_is_for_by_the_record(kind: int | None, outcome: Outcome) -> None:
    plan = small(toml(clause("who = \"kind = '专业'\"", often="yearly")))
    [check] = [one for one in applied(plan, small_record(kind=kind)).clauses[0].checks if one.asking is Asking.WHO]
    assert (check.outcome, check.why) == (outcome, Why.NOT_ON_RECORD if outcome is Outcome.UNKNOWN else None)


def test_a_carrier_without_a_grade_is_unknown_and_not_refused() -> None:
    lines = ('grade = { issuer = { zh = "区" }, words = { zh = "B级以上" }, mapping = "which_grades" }',)
    plan = small(toml(clause(*lines, often="yearly")))
    found = applied(plan, small_record(), grade=None, which_grades="A").clauses[0]
    assert found.outcome is Eligibility.UNKNOWN
    assert [one.why for one in found.checks if one.asking is Asking.GRADE] == [Why.NO_GRADE]


# What is settled --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "text", "code"),
    [
        ("sum_open", "49.99万元", "definitions.policy.below_printed"),
        ("sum_open", "100.01万元", "definitions.policy.above_printed"),
        ("sum_open", "60", "definitions.policy.not_of_type"),
        ("share_open", "101%", "definitions.policy.not_of_type"),
        ("number_open", "3万元", "definitions.policy.not_of_type"),
        ("settled", "也许", "definitions.policy.no_yes_no"),
        ("which_grades", "A、F", "definitions.unknown_reference"),
        ("which_grades", "A、A", "definitions.twice"),
        ("which_grades", " ", "definitions.missing_key"),
        ("coefficients", "A 100%", "definitions.unknown_reference"),
        ("coefficients", "A=", "definitions.expression.ends_early"),
        ("coefficients", "A", "definitions.policy.no_grade_and_value"),
    ],
)
def test_what_cannot_settle_a_figure_is_a_finding(figure: str, text: str, code: str) -> None:
    value, findings = read_settled(compiled(toml(clause())).figures[figure], text, ("A", "B", "C"))
    assert (value, [one.code for one in findings][:1]) == (None, [code])


@pytest.mark.parametrize(
    ("figure", "text", "value"),
    [
        ("settled", "是", True),
        ("settled", "No", False),
        ("which_grades", "A，B", ("A", "B")),
    ],
)
def test_what_settles_a_figure(figure: str, text: str, value: object) -> None:
    assert read_settled(compiled(toml(clause())).figures[figure], text, ("A", "B", "C")) == (value, ())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2,000,000元", "2000000元"),
        (" 1，234，567.89元 ", "1234567.89元"),
        ("A=50,000元、B=1,000元", "A=50000元、B=1000元"),
        ("2,000,000 元", "2000000元"),
        ("1,5万元", "1,5万元"),
        ("12,3456元", "12,3456元"),
        ("0.1,234元", "0.1,234元"),
        ("A，B", "A，B"),
    ],
)
def test_commas_between_thousands_are_read_over_and_no_other(typed: str, read: str) -> None:
    assert ungrouped(typed) == read


def test_an_amount_copied_from_excel_settles_as_the_one_without_commas() -> None:
    figure = compiled(toml(clause())).figures["sum_open"]
    found, findings = read_settled(figure, "600,000元", ())
    assert isinstance(found, Number)
    assert (found.numerator, found.denominator, findings) == (60_000_000, 1, ())


# To the last 分 ---------------------------------------------------------------------------------------------------------


@given(
    st.integers(0, 10**12),
    st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 999), st.integers(1, 999)), min_size=1),
)
def test_a_split_is_exact_fair_and_in_no_order(amount: int, weights: dict[str, tuple[int, int]]) -> None:
    exact = {key: Ratio(*weight) for key, weight in weights.items()}
    if not any(weight.numerator for weight in exact.values()):
        return
    found = split(amount, exact)
    assert sum(found.values()) == amount
    assert found == split(amount, dict(reversed(exact.items())))
    total = sum((Fraction(*weight) for weight in weights.values()), Fraction(0))
    for key, weight in weights.items():
        assert abs(found[key] - amount * Fraction(*weight) / total) < 1
