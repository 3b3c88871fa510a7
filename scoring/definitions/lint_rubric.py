"""Lint of sets and measures: what nobody uses, what the form says it is for, and conditions settled beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from scoring.definitions.compiled_measures import OF_THE_RECORD, CompiledMeasure, CompiledSet
from scoring.definitions.expression import read_condition, table_scope
from scoring.definitions.form import Form
from scoring.definitions.lint_expressions import lint_condition, lint_number
from scoring.definitions.lint_notes import Notes, tokens
from scoring.definitions.proving import table_limits
from scoring.definitions.rubric import Measure, RowSet, Rubric
from scoring.definitions.tree import KEYWORDS, PARAMETERS, Tree
from scoring.places import Place

USE = "R"
"""How a form marks a field that is for rubrics."""


def lint_unused(rubric: Rubric, notes: Notes) -> None:
    """Measures and sets of a rubric that nobody uses."""
    rules = [rule.when for section in (rubric.vetoes, rubric.limits, rubric.lifts) for rule in section]
    used = {indicator.measure for indicator in rubric.indicators} | tokens(*rules)
    lint_used(rubric.sets, rubric.measures, used, {rubric.scored_only_with}, notes)


def lint_used(sets: Sequence[RowSet], measures: Sequence[Measure], used: Set[str], used_sets: Set[str], notes: Notes) -> None:
    """Measures and sets nobody uses (``used``: by what stands outside of them), and names an expression could not say."""
    used = used | {measure.of for measure in measures} | tokens(*(measure.formula for measure in measures))
    for measure in measures:
        if measure.key not in used:
            notes.warn("measure_unused", f"measures[{measure.key}]", seen=measure.key)
        if measure.key in KEYWORDS | PARAMETERS.keys():
            notes.error("name_reserved", f"measures[{measure.key}].key", seen=measure.key)
    used_sets = used_sets | {measure.over for measure in measures} | {row_set.of for row_set in sets}
    for row_set in sets:
        if row_set.key not in used_sets:
            notes.warn("set_unused", f"sets[{row_set.key}]", seen=row_set.key)


def lint_measures(sets: Mapping[str, CompiledSet], measures: Mapping[str, CompiledMeasure], form: Form, notes: Notes) -> None:
    """Conditions and expressions of sets and measures."""
    for key, one in sets.items():
        _set(sets, one, form, f"sets[{key}].where", notes)
    for key, measure in measures.items():
        for name, tree in _numbers(measure):
            lint_number(notes, f"measures[{key}].{name}", tree)
        if measure.over is not None and measure.where is not None:
            limits = table_limits(form, measure.over.table)
            lint_condition(notes, f"measures[{key}].where", measure.where, limits, measure.over.condition)


def _set(sets: Mapping[str, CompiledSet], one: CompiledSet, form: Form, key: str, notes: Notes) -> None:
    """A set's own condition, against the set it is taken from."""
    if not one.row_set.where:
        return
    own, _ = read_condition(one.row_set.where, table_scope(form, one.table), Place())
    outer = sets[one.row_set.of].condition if one.row_set.of else None
    lint_condition(notes, key, own, table_limits(form, one.table), outer)


def _numbers(compiled: CompiledMeasure) -> tuple[tuple[str, Tree | None], ...]:
    upper = "value" if compiled.measure.value else "numerator"
    return ((upper, compiled.upper), ("denominator", compiled.lower), ("formula", compiled.formula))


# Fields ---------------------------------------------------------------------------------------------------------------


def lint_uses(rubric: Rubric, form: Form, notes: Notes) -> None:
    """Fields that the form marks for rubrics and this one does not read, and fields it reads without that mark."""
    read = _fields_read(rubric, form)
    for table in form.tables:
        marked = [field.key for field in table.fields if USE in field.use.split()]
        unread = [key for key in marked if key not in read[table.key]]
        unmarked = [field.key for field in table.fields if field.key in read[table.key] and field.key not in marked]
        if unread:
            notes.warn("fields_not_read", "form", table=table.key, fields=unread, count=len(unread))
        if unmarked:
            notes.warn("use_lacks_r", "form", table=table.key, fields=unmarked, count=len(unmarked))


def _fields_read(rubric: Rubric, form: Form) -> dict[str, set[str]]:
    """Table key → the keys of the fields that a set, a measure or the grade rule reads, of expressions that read and others."""
    home = _tables_of_sets(rubric)
    found: dict[str, set[str]] = {table.key: set() for table in form.tables}
    texts = [(home.get(row_set.key, ""), row_set.where) for row_set in rubric.sets]
    for one in rubric.measures:
        table = form.record if one.kind in OF_THE_RECORD else home.get(one.over, "")
        texts += [(table, text) for text in (one.where, one.value, one.numerator, one.denominator, one.by)]
    rules = [rule.when for section in (rubric.vetoes, rubric.limits, rubric.lifts) for rule in section]
    texts += [(form.record, text) for text in (rubric.takes_part, rubric.peers_by, rubric.quotas_by, *rules)]
    for table, text in texts:
        if table in found:
            found[table] |= tokens(text)
    return found


def _tables_of_sets(rubric: Rubric) -> dict[str, str]:
    home: dict[str, str] = {}
    for row_set in rubric.sets:
        home[row_set.key] = row_set.table or home.get(row_set.of, "")
    return home
