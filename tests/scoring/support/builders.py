"""Invented carriers before the policies we ship, and before small ones; every amount in 分 unless it says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.definitions.layout import Stored, ordinals
from scoring.definitions.policy import Beneficiary, DecidingDate
from scoring.definitions.settled import Settled, read_settled
from scoring.engine.aggregates import figures_of_rows
from scoring.engine.award import Award, Worked
from scoring.engine.given import DecidedBefore
from scoring.engine.support import Case, ClauseResult, PolicyResult, SupportPlan, apply_policy, plan_support
from scoring.services.policies import shipped_policies
from scoring.services.shipped import shipped_form
from tests.scoring.conditions.builders import CARRIER
from tests.scoring.policies.builders import compiled

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
TODAY = date(2026, 6, 1)
ALL_DAYS: dict[str, date] = dict.fromkeys(DecidingDate, TODAY)
YUAN = 100
WAN = 10_000 * YUAN
"""分 of one 万元."""


@cache
def shipped(name: str) -> SupportPlan:
    """The plan of a policy of ours, by the key it has."""
    for one in shipped_policies(shipped_form().compiled.form):
        if one.compiled.document.key.startswith(name):
            return plan_support(one.compiled, PARAMETERS)
    raise AssertionError(name)


def record(**said: Stored) -> dict[str, Stored]:
    """The record of an invented carrier by our form: answers in words, the rest unknown."""
    form = shipped_form().compiled.form
    fields = {field.key: field for field in form.table(form.record).fields}
    known = {key: ordinals(form, fields[key])[str(value)] if fields[key].choices else value for key, value in said.items()}
    return dict.fromkeys(fields, None) | known


def settled(compiled: CompiledPolicy, **texts: str) -> dict[str, Settled]:
    """Open figures from the words they are entered in."""
    found = {}
    for key, text in texts.items():
        value, findings = read_settled(compiled.figures[key], text, ())
        assert value is not None, findings
        found[key] = value
    return found


def applied(
    plan: SupportPlan,
    row: Mapping[str, Stored],
    rows: Mapping[str, Sequence[Mapping[str, Stored]]] | None = None,
    *,
    grade: str | None = "B",
    days: Mapping[str, date] | None = None,
    decided: Mapping[str, int] | None = None,
    given: Mapping[str, frozenset[int]] | None = None,
    beneficiary: Beneficiary = Beneficiary.CARRIER,
    soon: int = 0,
    year: int = 2026,
    today: date = TODAY,
    bounded: bool = True,
    before: Mapping[str, DecidedBefore] | None = None,
    **figures: str,
) -> PolicyResult:
    """A policy applied; all days are today unless said."""
    form = plan.compiled.form
    tables = {table.key: [] for table in form.tables} | {form.record: [row]} | dict(rows or {})
    case = Case(
        row=row,
        measured=plan.measured(figures_of_rows(plan.aggregates, tables)),
        grade=grade,
        settled=settled(plan.compiled, **figures),
        days=ALL_DAYS if days is None else days,
        today=today,
        year=year,
        soon=soon,
        decided=decided or {},
        given=given or {},
        beneficiary=beneficiary,
        bounded=bounded,
        before=before or {},
    )
    return apply_policy(plan, case)


def clause_of(result: PolicyResult, key: str) -> ClauseResult:
    [found] = [one for one in result.clauses if one.key == key]
    return found


def worked(one: ClauseResult) -> Worked:
    assert one.worked is not None
    return one.worked


def awarded(one: ClauseResult) -> Award:
    assert one.award is not None
    return one.award


def small(text: str) -> SupportPlan:
    return plan_support(compiled(text), PARAMETERS)


def small_record(**said: Stored) -> dict[str, Stored]:
    return {field.key: None for field in CARRIER.fields} | {"name": "示例"} | said
