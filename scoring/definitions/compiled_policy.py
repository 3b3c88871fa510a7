"""A policy with every date, amount and expression read and every reference resolved against its form, or all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.definitions.amounts import Fixed
from scoring.definitions.codec import read_canonical
from scoring.definitions.compiled_amounts import CompiledAmount, Value, Values, fraction
from scoring.definitions.compiled_figures import CompiledFigure, compile_figures
from scoring.definitions.compiled_measures import CompiledMeasure, CompiledSet, compile_measures, compile_sets
from scoring.definitions.expression import table_scope
from scoring.definitions.form import Field, FieldType, Form
from scoring.definitions.mistakes import Mistakes, Slot, holes_of
from scoring.definitions.periods import ALWAYS, Period, read_day, read_period
from scoring.definitions.policy import (
    Beneficiary,
    Clause,
    FigureType,
    HowOften,
    OpenFigure,
    OverlapGroup,
    Policy,
    Requirement,
    Share,
)
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.tree import Binding, Kind, Number, Scope, Tree, Type
from scoring.findings import Finding


@dataclass(frozen=True, slots=True)
class CompiledRequirement:
    """What is asked, as a condition on the record or as an open figure; the other is None."""

    requirement: Requirement
    holds: Tree | None
    figure: OpenFigure | None


@dataclass(frozen=True, slots=True)
class CompiledClause:
    """A clause ready to be applied. ``period`` is what its dates and the policy's leave; ``shares`` its own or the policy's."""

    clause: Clause
    period: Period
    who: Tree | None
    mapping: OpenFigure | None
    required: tuple[CompiledRequirement, ...]
    amount: CompiledAmount
    cap: Value | None
    overlap: OverlapGroup | None
    shares: tuple[tuple[Share, Value], ...]
    coefficient: OpenFigure | None


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy with all its parts read.

    ``statements``: every condition by its text, over the record and ``counts`` (the measures that count rows, by key).
    """

    document: Policy
    form: Form
    period: Period
    sets: Mapping[str, CompiledSet]
    measures: Mapping[str, CompiledMeasure]
    counts: Mapping[str, Binding]
    statements: Mapping[str, Tree]
    figures: Mapping[str, CompiledFigure]
    overlaps: Mapping[str, OverlapGroup]
    clauses: tuple[CompiledClause, ...]


def compile_policy(document: Policy, form: Form, name: str) -> tuple[CompiledPolicy | None, tuple[Finding, ...]]:
    """Reads a policy against its form; or says everything that is wrong with it. ``name`` is that of the file."""
    draft, findings = draft_policy(document, form, name)
    return (None if findings else draft), findings


def draft_policy(
    document: Policy, form: Form, name: str, slots: dict[str, Slot] | None = None
) -> tuple[CompiledPolicy, tuple[Finding, ...]]:
    """What reads of a policy, and everything that is wrong with it. With findings the draft has holes: for lint only.

    ``slots``, where given, is told of every expression's place (``mistakes.Slot``).
    """
    to = Mistakes(name, slots)
    if document.form != form.key:
        to.say("policy.other_form", "form", seen=document.form, wanted=form.key)
    read_day(document.issued, "issued", to)
    if not document.in_force_from:
        to.say("missing_key", "in_force_from")
    period = read_period(document.in_force_from, document.in_force_until, ALWAYS, "", to)
    sets = compile_sets(document.sets, form, to)
    measures = compile_measures(document.measures, form, sets, to, known=[one.key for one in document.sets])
    values = Values(to, {one.key: one for one in document.figures}, measures)
    figures = compile_figures(document.figures, values)
    to.once((group.key for group in document.overlaps), "overlaps")
    overlaps = {group.key: group for group in document.overlaps}
    _territory(document, form, to)
    reading = _Reading(values, form, _scope(form, measures, to), overlaps, period, _shares(document.shares, "shares", values), {})
    if not document.clauses:
        to.say("policy.no_clauses", "clauses")
    to.once((clause.key for clause in document.clauses), "clauses")
    clauses = tuple(reading.clause(clause, f"clauses[{clause.key}]") for clause in document.clauses)
    counts = _counts(measures)
    draft = CompiledPolicy(document, form, period, sets, measures, counts, reading.statements, figures, overlaps, clauses)
    return draft, tuple(to.found)


def adopted_policy(text: str, form: Form) -> CompiledPolicy | None:
    """A policy from its stored text, which was judged when it was adopted and is not judged again. None where the form is
    one it does not read with: a later version of its own.
    """
    draft, findings = draft_policy(read_canonical(text, Policy), form, "")
    return None if holes_of(findings) else draft


# The head ---------------------------------------------------------------------------------------------------------------


def _territory(document: Policy, form: Form, to: Mistakes) -> None:
    """Of the record, and a name a carrier can have."""
    there = {one.key: one for one in form.table(form.record).fields if one.type in (FieldType.TEXT, FieldType.CHOICE)}
    for at, one in enumerate(document.territory, start=1):
        key = f"territory[{at}]"
        if not one.names:
            to.say("policy.nowhere", f"{key}.names")
        if to.named(one.field, there, f"{key}.field") and there[one.field].type is FieldType.CHOICE:
            for name in one.names:
                to.named(name.zh, _codes(form, there[one.field]), f"{key}.names")


def _codes(form: Form, field: Field) -> list[str]:
    return [choice.code for choice in form.choices(field)]


def _counts(measures: Mapping[str, CompiledMeasure]) -> dict[str, Binding]:
    whole = Type(Kind.NUMBER, whole=True)
    counting = {key: one.measure for key, one in measures.items() if one.measure.kind is MeasureKind.COUNT}
    return {key: Binding(key, measure.label, whole, unit=measure.unit) for key, measure in counting.items()}


def _scope(form: Form, measures: Mapping[str, CompiledMeasure], to: Mistakes) -> Scope:
    record, counts = table_scope(form, form.table(form.record)), _counts(measures)
    for clash in sorted(record.keys() & counts.keys()):
        to.say("twice", f"measures[{clash}]", seen=clash)
    return {**record, **counts}


def _shares(shares: Iterable[Share], key: str, values: Values) -> tuple[tuple[Share, Value], ...]:
    """Who bears what; shares that are all known come to the whole."""
    shares = tuple(shares)
    values.to.once((one.key for one in shares), key)
    read = [(one, values.value(one.share, FigureType.SHARE, f"{key}[{one.key}].share")) for one in shares]
    literals = [value for _, value in read if isinstance(value, Number)]
    if shares and len(literals) == len(shares) and sum(map(fraction, literals)) != 1:
        values.to.say("policy.shares_not_whole", key, seen=[one.share for one in shares])
    return tuple((one, value) for one, value in read if value is not None)


# Clauses ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the clauses of one policy are read with, and the statements found so far."""

    values: Values
    form: Form
    scope: Scope
    overlaps: Mapping[str, OverlapGroup]
    period: Period
    shares: tuple[tuple[Share, Value], ...]
    statements: dict[str, Tree]

    def clause(self, clause: Clause, key: str) -> CompiledClause:
        to, values = self.values.to, self.values
        self._rules(clause, key)
        if not clause.basis.zh:
            to.say("condition.basis_missing", f"{key}.basis")
        if clause.overlap:
            to.named(clause.overlap, self.overlaps, f"{key}.overlap")
        mapping, grades = self._grade(clause, key)
        coefficient = clause.coefficient
        return CompiledClause(
            clause=clause,
            period=read_period(clause.in_force_from, clause.in_force_until, self.period, key, to),
            who=self._statement(clause.who, f"{key}.who"),
            mapping=mapping,
            required=self._required(clause, f"{key}.required"),
            amount=values.amount(clause.amount, f"{key}.amount", grades),
            cap=values.value(clause.cap, FigureType.MONEY, f"{key}.cap") if clause.cap else None,
            overlap=self.overlaps.get(clause.overlap),
            shares=_shares(clause.shares, f"{key}.shares", values) or self.shares,
            coefficient=values.figure(coefficient, (FigureType.SHARE_BY_GRADE,), f"{key}.coefficient") if coefficient else None,
        )

    def _rules(self, clause: Clause, key: str) -> None:
        """What parts of a clause exclude or need each other."""
        to = self.values.to
        if clause.cap and isinstance(clause.amount, Fixed):
            to.say("policy.cap_of_fixed", f"{key}.cap")
        if clause.years < 0 or (clause.years and clause.how_often is not HowOften.YEARLY):
            to.say("policy.years_need_yearly", f"{key}.years", seen=clause.years)
        if clause.coefficient and not clause.ceiling:
            to.say("policy.coefficient_needs_ceiling", f"{key}.coefficient")
        if clause.beneficiary is Beneficiary.OTHER and self._reads_the_record(clause):
            to.say("policy.not_on_record", f"{key}.beneficiary")

    def _reads_the_record(self, clause: Clause) -> bool:
        field = clause.grade.field if clause.grade else ""
        return any((*clause.conditions(), field)) or any(name in self.values.measures for name in clause.names())

    def _statement(self, text: str, key: str) -> Tree | None:
        tree = self.values.to.condition(text, self.scope, key)
        if tree is not None:
            self.statements[text] = tree
        return tree

    def _grade(self, clause: Clause, key: str) -> tuple[OpenFigure | None, list[str]]:
        """The figure that maps the grade asked for, and the grades of the field that holds it."""
        if clause.grade is None:
            return None, []
        record = self.form.table(self.form.record)
        choices = {one.key: one for one in record.fields if one.type is FieldType.CHOICE}
        name, codes = clause.grade.field, []
        if name and self.values.to.named(name, choices, f"{key}.grade.field"):
            codes = _codes(self.form, choices[name])
        return self.values.figure(clause.grade.mapping, (FigureType.GRADES,), f"{key}.grade.mapping"), codes

    def _required(self, clause: Clause, key: str) -> tuple[CompiledRequirement, ...]:
        self.values.to.once((one.key for one in clause.required), key)
        return tuple(self._requirement(one, f"{key}[{one.key}]") for one in clause.required)

    def _requirement(self, one: Requirement, key: str) -> CompiledRequirement:
        if bool(one.holds) == bool(one.figure):
            self.values.to.say("policy.requirement_one_kind", key)
        figure = self.values.figure(one.figure, (FigureType.YES_NO,), f"{key}.figure") if one.figure else None
        return CompiledRequirement(one, self._statement(one.holds, f"{key}.holds"), figure)
