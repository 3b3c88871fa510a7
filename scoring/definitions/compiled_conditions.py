"""Recognition conditions with every expression read and every reference resolved against their form, or all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.definitions.codec import read_canonical
from scoring.definitions.compiled_measures import CompiledMeasure, CompiledSet, compile_measures, compile_sets
from scoring.definitions.conditions import Bound, Condition, Conditions
from scoring.definitions.expression import read_literal, table_scope
from scoring.definitions.form import Form
from scoring.definitions.mistakes import Mistakes, Slot, stands
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.tree import Number, Scope, Tree
from scoring.findings import Finding


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a measured value is held against. ``factor`` is that of the relief, 1 where there is none."""

    bound: Bound
    number: Number
    factor: Number


@dataclass(frozen=True, slots=True)
class CompiledConditions:
    """A document of conditions with its measures, thresholds and statements read.

    ``thresholds``: condition key → threshold. ``statements``: every condition on the record by its text (``applies``,
    ``holds`` and the ``when`` of reliefs).
    """

    document: Conditions
    form: Form
    sets: Mapping[str, CompiledSet]
    measures: Mapping[str, CompiledMeasure]
    thresholds: Mapping[str, Threshold]
    statements: Mapping[str, Tree]


NOT_COMPARED = frozenset({MeasureKind.CATEGORY, MeasureKind.MARKS})
"""An answer is asked for by ``holds``; marks are the business of a rubric."""
PARTS = frozenset({MeasureKind.SHARE, MeasureKind.LARGEST_SHARE})
ONE = Number(1, 1, 0, "1")


def compile_conditions(document: Conditions, form: Form, name: str) -> tuple[CompiledConditions | None, tuple[Finding, ...]]:
    """Reads conditions against their form; or says everything that is wrong with them. ``name`` is that of the file."""
    draft, findings = draft_conditions(document, form, name)
    return (None if findings else draft), findings


def draft_conditions(
    document: Conditions, form: Form, name: str, slots: dict[str, Slot] | None = None
) -> tuple[CompiledConditions, tuple[Finding, ...]]:
    """What reads of conditions, and everything that is wrong with them. With findings the draft has holes: for lint only.

    ``slots``, where given, is told of every expression's place (``mistakes.Slot``).
    """
    to = Mistakes(name, slots)
    if document.form != form.key:
        to.say("condition.other_form", "form", seen=document.form, wanted=form.key)
    sets = compile_sets(document.sets, form, to)
    measures = compile_measures(document.measures, form, sets, to, known=[one.key for one in document.sets])
    reading = _Reading(to, measures, table_scope(form, form.table(form.record)), {}, {})
    reading.statement(document.applies, "applies")
    to.once((group.key for group in document.groups), "groups")
    to.once((condition.key for condition in document.all_conditions()), "conditions")
    if not document.groups:
        to.say("condition.no_conditions", "groups")
    for group in document.groups:
        key = f"groups[{group.key}]"
        if not group.conditions:
            to.say("condition.no_conditions", f"{key}.conditions")
        elif not 0 <= group.needs <= len(group.conditions):
            to.say("condition.needs_more_than_there_are", f"{key}.needs", needs=group.needs, whole=len(group.conditions))
        for condition in group.conditions:
            if not condition.basis:
                to.say("condition.basis_missing", f"{key}.conditions[{condition.key}].basis")
        reading.conditions(group.conditions, f"{key}.conditions")
    draft = CompiledConditions(document, form, sets, measures, reading.thresholds, reading.statements)
    return draft, tuple(to.found)


def adopted_conditions(text: str, form: Form) -> CompiledConditions:
    """Conditions from their stored text, which was judged when they were adopted and is not judged again."""
    draft, findings = draft_conditions(read_canonical(text, Conditions), form, "")
    stands(findings)
    return draft


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the reading of one document has found so far."""

    to: Mistakes
    measures: Mapping[str, CompiledMeasure]
    record: Scope
    thresholds: dict[str, Threshold]
    statements: dict[str, Tree]

    def conditions(self, conditions: Iterable[Condition], key: str) -> None:
        for condition in conditions:
            self._condition(condition, f"{key}[{condition.key}]")

    def _condition(self, condition: Condition, key: str) -> None:
        kinds = [bool(condition.bounds), bool(condition.holds), bool(condition.any_of), condition.unknown]
        if sum(kinds) != 1 or len(condition.bounds) > 1:
            self.to.say("condition.one_kind", key)
        if not condition.measure and condition.bounds:
            self.to.say("condition.bound_needs_measure", f"{key}.measure")
        if condition.measure and not (condition.bounds or condition.unknown):
            self.to.say("condition.measure_needs_bound", f"{key}.measure")
        if len(condition.any_of) == 1:
            self.to.say("condition.one_alternative", f"{key}.any_of")
        self.statement(condition.holds, f"{key}.holds")
        self._measured(condition, key)
        self.conditions(condition.any_of, f"{key}.any_of")

    def statement(self, text: str, key: str) -> None:
        tree = self.to.condition(text, self.record, key)
        if tree is not None:
            self.statements[text] = tree

    def _measured(self, condition: Condition, key: str) -> None:
        """The measure, its threshold and the relief from it."""
        compiled = None
        if condition.measure and self.to.named(condition.measure, self.measures, f"{key}.measure"):
            compiled = self.measures[condition.measure]
            if compiled.measure.kind in NOT_COMPARED:
                self.to.say("condition.not_compared", f"{key}.measure", kind=compiled.measure.kind.value)
        factor = self._relief(condition, key)
        for bound, text in condition.bounds:
            number = self.to.read(read_literal(text, self.to.place(f"{key}.{bound.value}")))
            if number is not None and compiled is not None:
                self._fits(number, compiled, f"{key}.{bound.value}")
                self.thresholds[condition.key] = Threshold(bound, number, factor)

    def _fits(self, number: Number, compiled: CompiledMeasure, key: str) -> None:
        """Money against money; a share lies between nothing and all, so that 30 written for 30% is caught."""
        if number.money != compiled.type.money:
            self.to.say("bound_of_other_unit", key, seen=number.text)
        elif compiled.measure.kind in PARTS and not 0 <= number.numerator <= number.denominator:
            self.to.say("condition.share_beyond_all", key, seen=number.text)

    def _relief(self, condition: Condition, key: str) -> Number:
        """The factor; relief is from a threshold, and nothing else."""
        if condition.relief is None:
            return ONE
        if not condition.bounds:
            self.to.say("condition.relief_needs_bound", f"{key}.relief")
        self.statement(condition.relief.when, f"{key}.relief.when")
        if not condition.relief.when:
            self.to.say("condition.relief_needs_when", f"{key}.relief.when")
        factor = self.to.read(read_literal(condition.relief.factor, self.to.place(f"{key}.relief.factor")))
        if factor is not None and (factor.money or factor.numerator <= 0):
            self.to.say("condition.factor_not_positive", f"{key}.relief.factor", seen=factor.text)
        return factor or ONE
