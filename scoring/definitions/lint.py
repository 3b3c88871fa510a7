"""Lint of definitions: what compiling lets pass and a careful author would still want to know, all in one pass.

Compiling refuses what cannot be read or computed; lint finds what can be computed and is wrong (an error) or suspicious
(a warning). It reads drafts too, so that compile mistakes hide nothing else. Running the worked examples is
``engine.worked``.
"""

from __future__ import annotations

from scoring.definitions.compiled_conditions import CompiledConditions
from scoring.definitions.compiled_form import CompiledForm
from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.conditions import Conditions
from scoring.definitions.form import Form, Words
from scoring.definitions.lint_conditions import lint_thresholds
from scoring.definitions.lint_expressions import lint_condition
from scoring.definitions.lint_form import Fold, lint_lists, lint_purposes, lint_rules, lint_tables
from scoring.definitions.lint_grading import lint_grade_conditions, lint_grades
from scoring.definitions.lint_marks import lint_anchors
from scoring.definitions.lint_notes import Notes, says_nothing_in_english
from scoring.definitions.lint_policy import lint_clauses
from scoring.definitions.lint_rubric import lint_measures, lint_unused, lint_uses
from scoring.definitions.lint_scales import lint_reach, lint_shapes
from scoring.definitions.lint_tree import lint_tree, sound
from scoring.definitions.policy import Policy
from scoring.definitions.proving import table_limits
from scoring.definitions.rubric import Rubric
from scoring.findings import Finding

DRAFT = "征求意见稿"
STATUSES = ("示例", "正式", "不完整", "历史文件", DRAFT)
"""One of these words must stand in a definition's status: nobody may take an example for the rule."""


def lint_form(form: CompiledForm, document: str, fold: Fold = str.casefold) -> tuple[Finding, ...]:
    """``fold`` is how the reader of workbooks folds labels before it compares them."""
    notes = Notes(document)
    _head(form.form, form.form.status, notes)
    lint_lists(form.form, fold, notes)
    lint_tables(form.form, fold, notes)
    lint_purposes(form.form, notes)
    lint_rules(form, notes)
    return tuple(notes.found)


def lint_rubric(rubric: CompiledRubric, document: str) -> tuple[Finding, ...]:
    """Everything about a rubric but its worked examples."""
    notes = Notes(document)
    _document(rubric.rubric, notes)
    lint_uses(rubric.rubric, rubric.form, notes)
    lint_measures(rubric.sets, rubric.measures, rubric.form, notes)
    record = table_limits(rubric.form, rubric.form.table(rubric.form.record))
    lint_condition(notes, "takes_part", rubric.takes_part, record)
    lint_reach(rubric, notes)
    if sound(rubric.rubric):
        lint_grade_conditions(rubric, notes)
    return tuple(notes.found)


def lint_conditions(conditions: CompiledConditions, document: str) -> tuple[Finding, ...]:
    """Everything about a document of recognition conditions."""
    notes = Notes(document)
    _head(conditions.document, conditions.document.status, notes)
    lint_thresholds(conditions, notes)
    lint_measures(conditions.sets, conditions.measures, conditions.form, notes)
    return tuple(notes.found)


def lint_policy(policy: CompiledPolicy, document: str) -> tuple[Finding, ...]:
    """Everything about a policy."""
    notes = Notes(document)
    _head(policy.document, policy.document.status, notes)
    if DRAFT in policy.document.status.zh:
        notes.warn("policy_is_draft", "status", seen=DRAFT)
    lint_clauses(policy, notes)
    lint_measures(policy.sets, policy.measures, policy.form, notes)
    return tuple(notes.found)


def lint_formless(rubric: Rubric, document: str) -> tuple[Finding, ...]:
    """What can be said of a rubric whose form is not to be had."""
    notes = Notes(document)
    _document(rubric, notes)
    return tuple(notes.found)


def _document(rubric: Rubric, notes: Notes) -> None:
    _head(rubric, rubric.status, notes)
    lint_unused(rubric, notes)
    lint_shapes(rubric.indicators, notes)
    lint_anchors(rubric, notes)
    if sound(rubric):
        lint_tree(rubric, notes)
        lint_grades(rubric, notes)


def _head(document: Form | Rubric | Conditions | Policy, status: Words, notes: Notes) -> None:
    if not any(word in status.zh for word in STATUSES):
        notes.warn("status_unclear", "status", seen=status.zh, allowed=list(STATUSES))
    source = document.source.zh if isinstance(document.source, Words) else document.source
    if not source.strip():
        notes.warn("source_missing", "source")
    untold = says_nothing_in_english(document)
    if untold:
        notes.warn("english_missing", *untold, count=len(untold))
