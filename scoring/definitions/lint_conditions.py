"""Lint of recognition conditions: thresholds no carrier can reach or miss, statements settled beforehand, idle parts."""

from __future__ import annotations

from fractions import Fraction

from scoring.definitions.compiled_conditions import CompiledConditions
from scoring.definitions.conditions import Condition
from scoring.definitions.lint_expressions import lint_amount, lint_condition
from scoring.definitions.lint_notes import Notes
from scoring.definitions.lint_rubric import lint_used
from scoring.definitions.proving import table_limits
from scoring.definitions.ranges import measure_ranges


def lint_thresholds(compiled: CompiledConditions, notes: Notes) -> None:
    """What the conditions ask, against what the form's figures can be."""
    document, form = compiled.document, compiled.form
    lint_used(document.sets, document.measures, {one.measure for one in document.all_conditions()}, set(), notes)
    lint_condition(notes, "applies", compiled.statements.get(document.applies), table_limits(form, form.table(form.record)))
    for group in document.groups:
        for condition in group.conditions:
            _condition(compiled, condition, f"groups[{group.key}].conditions[{condition.key}]", notes)


def _condition(compiled: CompiledConditions, condition: Condition, key: str, notes: Notes) -> None:
    limits = table_limits(compiled.form, compiled.form.table(compiled.form.record))
    lint_condition(notes, f"{key}.holds", compiled.statements.get(condition.holds), limits)
    if condition.relief is not None:
        lint_condition(notes, f"{key}.relief.when", compiled.statements.get(condition.relief.when), limits)
    threshold = compiled.thresholds.get(condition.key)
    if threshold is not None:
        where, number = f"{key}.{threshold.bound.value}", threshold.number
        lint_amount(notes, where, number)
        found = measure_ranges(compiled.measures, compiled.form)[condition.measure]
        if not found.holds(Fraction(number.numerator, number.denominator)):
            notes.error("bound_out_of_reach", where, seen=number.text, reach=found.words())
    for alternative in condition.any_of:
        _condition(compiled, alternative, f"{key}.any_of[{alternative.key}]", notes)
