"""The grade rule with its conditions read: over the record, the rubric's counts, its branches' points and the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias, TypeVar

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.expression import read_literal, table_scope
from scoring.definitions.form import FieldType, Form, Words
from scoring.definitions.grading import Lift, Limit, Minimum, Veto, YearsRule
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.rubric import MeasureKind, Rubric
from scoring.definitions.tree import Binding, Compare, Kind, Name, Number, Scope, Tree, Type

Rule = TypeVar("Rule", Veto, Limit, Lift)
Ruled: TypeAlias = Veto | Limit | Minimum | Lift

TOTAL = "total"
FINE = 12
"""Decimals in which points stand in conditions where the rubric does not round them itself."""
MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class CompiledGrading:
    """``scope`` are the names its conditions may use: ``figures`` those that are not of the record."""

    vetoes: tuple[tuple[Veto, Tree], ...]
    limits: tuple[tuple[Limit, Tree], ...]
    lifts: tuple[tuple[Lift, Tree], ...]
    shares: tuple[Number, ...]
    """Of the quotas, in order."""
    figures: Mapping[str, Binding]
    minimums: tuple[tuple[Minimum, Tree], ...] = ()
    """Each with the condition under which it bars: fewer points than asked for."""
    groups: Mapping[str, int] = field(default_factory=dict)
    """The answers of the field that makes groups for quotas, with the numbers that rows have; empty without groups."""

    @property
    def rules(self) -> tuple[tuple[Ruled, Tree], ...]:
        """Everything with a condition, in the order in which it is applied."""
        return (*self.vetoes, *self.limits, *self.minimums, *self.lifts)


def compile_grading(rubric: Rubric, form: Form, measures: Mapping[str, CompiledMeasure], to: Mistakes) -> CompiledGrading:
    """Reads the grade rule; mistakes go to ``to``."""
    names = [grade.name.zh for grade in rubric.grades]
    _levels(rubric, to)
    figures = _figures(rubric, measures)
    record = table_scope(form, form.table(form.record))
    for clash in sorted(record.keys() & figures.keys()):
        to.say("twice", f"branches[{clash}]", seen=clash)
    scope: Scope = {**record, **figures}
    for veto in rubric.vetoes:
        to.named(veto.grade, names, f"vetoes[{veto.key}].grade")
    for limit in rubric.limits:
        to.named(limit.best, names, f"limits[{limit.key}].best")
    for lift in rubric.lifts:
        to.named(lift.grade, names, f"lifts[{lift.key}].grade")
    for tie in rubric.ties:
        to.named(tie, (branch.code for branch in rubric.branches), "ties")
    for case in rubric.grade_cases:
        to.named(case.grade, names, f"grade_cases[{case.carrier}].grade")
        for given in case.given:
            to.named(given, scope, f"grade_cases[{case.carrier}].given")
    for rule in rubric.over_years:
        _over_years(rule, to)
    if rubric.border_within is not None and rubric.border_within <= 0:
        to.say("border_not_positive", "border_within", seen=rubric.border_within)
    return CompiledGrading(
        vetoes=_read(rubric.vetoes, "vetoes", scope, to),
        limits=_read(rubric.limits, "limits", scope, to),
        lifts=_read(rubric.lifts, "lifts", scope, to),
        shares=_shares(rubric, names, to),
        figures=figures,
        minimums=_minimums(rubric, names, figures, to),
        groups=_groups(rubric, form, record, to),
    )


def _figures(rubric: Rubric, measures: Mapping[str, CompiledMeasure]) -> dict[str, Binding]:
    rounded = rubric.rounding.indicator_decimals
    decimals = FINE if rounded is None or not 0 <= rounded <= FINE else rounded  # a wild one is said elsewhere
    points = Type(Kind.NUMBER)
    bindings = {branch.code: Binding(branch.code, branch.title, points, decimals, 18) for branch in rubric.branches}
    bindings[TOTAL] = Binding(TOTAL, Words("总分", "total"), points, decimals, 18)
    for key, compiled in measures.items():
        if compiled.measure.kind is MeasureKind.COUNT:
            bindings[key] = Binding(key, compiled.measure.label, Type(Kind.NUMBER, whole=True), unit=compiled.measure.unit)
    return bindings


def _read(rules: Sequence[Rule], section: str, scope: Scope, to: Mistakes) -> tuple[tuple[Rule, Tree], ...]:
    read = ((rule, to.condition(rule.when, scope, f"{section}[{rule.key}].when")) for rule in rules)
    return tuple((rule, tree) for rule, tree in read if tree is not None)


def _minimums(
    rubric: Rubric, names: Sequence[str], figures: Mapping[str, Binding], to: Mistakes
) -> tuple[tuple[Minimum, Tree], ...]:
    """Conditions like any other's: so every reader of conditions reads them, Excel too."""
    branches = [branch.code for branch in rubric.branches]
    found: list[tuple[Minimum, Tree]] = []
    for one in rubric.minimums:
        key = f"minimums[{one.key}]"
        to.named(one.best, names, f"{key}.best")
        if to.named(one.branch, branches, f"{key}.branch"):
            bound = Number(*one.at_least.as_integer_ratio(), 0, format(one.at_least, "f"))
            found.append((one, Compare("<", Name(figures[one.branch]), bound)))
    return tuple(found)


def _groups(rubric: Rubric, form: Form, record: Scope, to: Mistakes) -> Mapping[str, int]:
    if not rubric.quotas_by:
        return {}
    choices = [one.key for one in form.table(form.record).fields if one.type is FieldType.CHOICE]
    return record[rubric.quotas_by].choices if to.named(rubric.quotas_by, choices, "quotas_by") else {}


def _over_years(rule: YearsRule, to: Mistakes) -> None:
    key = f"over_years[{rule.key}]"
    if not rule.grades and not rule.absent:
        to.say("years_rule_needs_case", f"{key}.grades")
    to.once(rule.grades, f"{key}.grades")
    if to.between(rule.years, 1, MOST_YEARS, f"{key}.years") and rule.within:
        to.between(rule.within, rule.years, MOST_YEARS, f"{key}.within")


def _levels(rubric: Rubric, to: Mistakes) -> None:
    """Those with points fall from the best to the last, which takes whatever is left."""
    to.once((grade.name.zh for grade in rubric.grades), "grades")
    if not rubric.grades:
        return
    last = rubric.grades[-1]
    if last.at_least is None:
        to.say("last_grade_without_points", f"grades[{last.name.zh}].at_least", seen=last.name.zh)
    elif last.at_least > 0:
        to.say("grades_leave_a_gap", "grades")
    bounds = [(grade.name.zh, grade.at_least) for grade in rubric.grades if grade.at_least is not None]
    for (before, greater), (after, smaller) in pairwise(bounds):
        if smaller >= greater:
            to.say("grades_out_of_order", f"grades[{after}].at_least", first=before, second=after)


def _shares(rubric: Rubric, names: Sequence[str], to: Mistakes) -> tuple[Number, ...]:
    read, without = [], {grade.name.zh for grade in rubric.grades if grade.at_least is None}
    for quota in rubric.quotas:
        key = f"quotas[{quota.grade}].grade"
        if to.named(quota.grade, names, key) and quota.grade in without:
            to.say("quota_beside_points", key, seen=quota.grade)
        read.append(to.read(read_literal(quota.share, to.place(f"quotas[{quota.grade}].share"))))
    return tuple(number for number in read if number is not None)
