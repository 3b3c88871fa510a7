"""Lint of policies: figures and groups nobody uses, dates that narrow nothing, conditions settled beforehand, odd amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from scoring.definitions.amounts import TopUp
from scoring.definitions.compiled_amounts import CompiledAmount, Value, fraction
from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy
from scoring.definitions.lint_expressions import lint_amount, lint_condition
from scoring.definitions.lint_notes import Notes, tokens
from scoring.definitions.lint_rubric import lint_used
from scoring.definitions.policy import Overlap, Policy, Reach
from scoring.definitions.proving import Limits, table_limits
from scoring.definitions.tree import Number


def lint_clauses(compiled: CompiledPolicy, notes: Notes) -> None:
    """What the clauses say, against the form, the head and each other."""
    document, form = compiled.document, compiled.form
    named = {name for clause in document.clauses for name in clause.names()} | {one.share for one in document.shares}
    lint_used(document.sets, document.measures, named | tokens(*_conditions(document)), set(), notes)
    for figure in document.figures:
        if figure.key not in named:
            notes.warn("figure_unused", f"figures[{figure.key}]", seen=figure.key)
    _overlaps(document, notes)
    limits = table_limits(form, form.table(form.record))
    for one in compiled.clauses:
        _clause(one, compiled, f"clauses[{one.clause.key}]", limits, notes)


def _conditions(document: Policy) -> Iterator[str]:
    for clause in document.clauses:
        yield from clause.conditions()


def _overlaps(document: Policy, notes: Notes) -> None:
    """The best of one clause is no choice, unless the rule reaches other policies."""
    clauses = Counter(clause.overlap for clause in document.clauses)
    for group in document.overlaps:
        if not clauses[group.key]:
            notes.warn("overlap_unused", f"overlaps[{group.key}]", seen=group.key)
        elif clauses[group.key] == 1 and group.rule is Overlap.BEST_ONE and group.reaches is Reach.OWN_CLAUSES:
            notes.warn("overlap_of_one", f"overlaps[{group.key}]", seen=group.key)


def _clause(one: CompiledClause, compiled: CompiledPolicy, key: str, limits: Limits, notes: Notes) -> None:
    clause = one.clause
    if (clause.in_force_from or clause.in_force_until) and one.period == compiled.period:
        notes.warn("dates_narrow_nothing", key)
    lint_condition(notes, f"{key}.who", one.who, limits)
    for requirement in one.required:
        lint_condition(notes, f"{key}.required[{requirement.requirement.key}].holds", requirement.holds, limits)
    lint_amount(notes, f"{key}.cap", one.cap)
    for name, value in _values(one.amount):
        lint_amount(notes, f"{key}.amount.{name}", value)
    amounts = [value for _, value in one.amount.steps] or list(one.amount.by_grade.values())
    known = [fraction(value) for value in amounts if isinstance(value, Number)]
    if any(above <= below for above, below in pairwise(known)):
        notes.warn("amounts_do_not_fall", f"{key}.amount")


def _values(amount: CompiledAmount) -> Iterator[tuple[str, Value | None]]:
    """What a rule gives, each with its key."""
    yield "level" if isinstance(amount.rule, TopUp) else "amount", amount.value
    for at, value in enumerate(amount.by_grade.values(), start=1):
        yield f"amounts[{at}]", value
    for at, (_, value) in enumerate(amount.steps, start=1):
        yield f"steps[{at}]", value
