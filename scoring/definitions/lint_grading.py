"""Lint of the grade rule: grades nobody can reach, quotas, rules without effect, ties, and its conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import pairwise

from scoring.definitions.compiled_grading import TOTAL, Ruled
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.expression import read_literal
from scoring.definitions.grading import Quota, YearsRule
from scoring.definitions.lint_expressions import lint_condition
from scoring.definitions.lint_notes import Notes, both
from scoring.definitions.lint_scales import least_points
from scoring.definitions.lint_tree import ceilings, number_words, totals
from scoring.definitions.proving import Span, table_limits
from scoring.definitions.rubric import Role, Rubric
from scoring.definitions.tree import Tree
from scoring.places import Place


def lint_grades(rubric: Rubric, notes: Notes) -> None:
    """What the grade rule shows without a look at the form. The tree must be sound."""
    most = _most_total(rubric)
    for grade in rubric.grades:
        if grade.at_least is not None and Fraction(grade.at_least) > most:
            key = f"grades[{grade.name.zh}].at_least"
            notes.error("grade_out_of_reach", key, seen=both(grade.name), bound=grade.at_least, most=number_words(most))
    _never_given(rubric, notes)
    _ties(rubric, notes)
    _quotas(rubric, notes)
    _idle(rubric, notes)
    _over_years(rubric, notes)
    sections: tuple[tuple[str, Sequence[Ruled | YearsRule]], ...] = (
        ("vetoes", rubric.vetoes),
        ("limits", rubric.limits),
        ("minimums", rubric.minimums),
        ("lifts", rubric.lifts),
        ("over_years", rubric.over_years),
    )
    for section, rules in sections:
        notes.twice((rule.key for rule in rules), section)
        for rule in rules:
            if not rule.basis.strip():
                notes.warn("basis_missing", f"{section}[{rule.key}].basis", seen=both(rule.label))
    for quota in rubric.quotas:
        if not quota.basis.strip():
            notes.warn("basis_missing", f"quotas[{quota.grade}].basis", seen=quota.grade)
    notes.twice((case.carrier for case in rubric.grade_cases), "grade_cases")
    notes.twice((worked.sample for worked in rubric.worked), "worked")


def _most_total(rubric: Rubric) -> Fraction:
    """Base and bonus in full, nothing deducted, under the cap of the total."""
    most = totals(rubric)
    whole = sum((most[one.code] for one in rubric.branches if not one.parent and one.role is not Role.DEDUCTION), Fraction(0))
    return whole if rubric.total_cap is None else min(whole, Fraction(rubric.total_cap))


def _never_given(rubric: Rubric, notes: Notes) -> None:
    """A grade without points wants a rule: a lift to it, or a bar at it for those who could get a better one."""
    lifts = {one.grade for one in rubric.lifts}
    bars = {one.grade for one in rubric.vetoes} | {one.best for one in rubric.limits} | {one.best for one in rubric.minimums}
    better = False
    for grade in rubric.grades:
        name = grade.name.zh
        if grade.at_least is not None or name in lifts or (better and name in bars):
            better = True
        else:
            notes.warn("grade_never_given", f"grades[{name}].at_least", seen=both(grade.name))


def _ties(rubric: Rubric, notes: Notes) -> None:
    notes.twice(rubric.ties, "ties")
    most = ceilings(rubric)
    for code in rubric.ties:
        if code in most and not most[code]:
            notes.error("tie_without_points", f"ties[{code}]", seen=code)


def _quotas(rubric: Rubric, notes: Notes) -> None:
    """Places count for a grade and everything better, so they can only grow towards the worse."""
    notes.twice((quota.grade for quota in rubric.quotas), "quotas")
    names = [grade.name.zh for grade in rubric.grades]
    ordered = sorted((one for one in rubric.quotas if one.grade in names), key=lambda one: names.index(one.grade))
    shares = [(quota, share) for quota in ordered if (share := _share(quota)) is not None]
    for quota, share in shares:
        key = f"quotas[{quota.grade}]"
        if share > 1:
            notes.error("quota_over_whole", f"{key}.share", seen=quota.share)
        if not share and not quota.at_least:
            notes.error("quota_without_places", f"{key}.share", seen=quota.grade)
        if quota.grade == names[-1]:
            notes.warn("quota_on_lowest", f"{key}.grade", seen=quota.grade)
    for (better, greater), (worse, smaller) in pairwise(shares):
        if smaller < greater or (smaller == greater and worse.at_least < better.at_least):
            keys = (f"quotas[{worse.grade}].share", f"quotas[{better.grade}].share")
            notes.error("quota_shrinks", *keys, better=better.grade, worse=worse.grade, first=better.share, second=worse.share)


def _over_years(rubric: Rubric, notes: Notes) -> None:
    """A rule over years that no grade of this rubric can meet."""
    names = {grade.name.zh for grade in rubric.grades}
    for rule in rubric.over_years:
        if rule.grades and not rule.absent and not names & set(rule.grades):
            notes.warn("years_rule_foreign", f"over_years[{rule.key}].grades", seen=list(rule.grades), allowed=sorted(names))


def _share(quota: Quota) -> Fraction | None:
    number, _ = read_literal(quota.share, Place())
    return None if number is None else Fraction(number.numerator, number.denominator)


def _idle(rubric: Rubric, notes: Notes) -> None:
    """Limits to the best grade and lifts to the lowest change nothing unless they exempt; a veto to the best grade is none."""
    if not rubric.grades:
        return
    best, lowest = rubric.grades[0].name.zh, rubric.grades[-1].name.zh
    targets = [(f"vetoes[{one.key}].grade", one.grade, best) for one in rubric.vetoes]
    targets += [(f"limits[{one.key}].best", one.best, best) for one in rubric.limits]
    targets += [(f"minimums[{one.key}].best", one.best, best) for one in rubric.minimums]
    targets += [(f"lifts[{one.key}].grade", one.grade, lowest) for one in rubric.lifts if not one.exempt]
    for key, grade, idle in targets:
        if grade == idle and best != lowest:
            notes.warn("rule_without_effect", key, seen=grade)


# Conditions -----------------------------------------------------------------------------------------------------------


def lint_grade_conditions(compiled: CompiledRubric, notes: Notes) -> None:
    """Conditions of vetoes, limits, minimums and lifts, against what record, branches and counts can be."""
    _names(compiled, notes)
    record = compiled.form.table(compiled.form.record)
    limits = {**table_limits(compiled.form, record), **_figure_limits(compiled)}
    seen: list[tuple[str, Tree]] = []
    for key, tree in _conditions(compiled):
        lint_condition(notes, key, tree, limits)
        twin = next((other for other, same in seen if same == tree), "")
        if twin:
            notes.warn("same_condition", key, twin, first=twin, second=key)
        seen.append((key, tree))


def _conditions(compiled: CompiledRubric) -> Iterator[tuple[str, Tree]]:
    grading = compiled.grading
    yield from ((f"vetoes[{veto.key}].when", tree) for veto, tree in grading.vetoes)
    yield from ((f"limits[{limit.key}].when", tree) for limit, tree in grading.limits)
    yield from ((f"minimums[{one.key}].at_least", tree) for one, tree in grading.minimums)
    yield from ((f"lifts[{lift.key}].when", tree) for lift, tree in grading.lifts)


def _names(compiled: CompiledRubric, notes: Notes) -> None:
    """A count named like a branch or the total would stand for it."""
    taken = {branch.code for branch in compiled.rubric.branches} | {TOTAL}
    for measure in compiled.rubric.measures:
        if measure.key in taken:
            notes.error("name_hides", f"measures[{measure.key}].key", seen=measure.key)


def _figure_limits(compiled: CompiledRubric) -> dict[str, Span]:
    rubric, figures = compiled.rubric, compiled.grading.figures
    most, never_negative = ceilings(rubric), _never_negative(rubric)
    limits = {}
    for key, binding in figures.items():
        if key == TOTAL:
            low = None if rubric.total_floor is None else _scaled(rubric.total_floor, binding.decimals)
            limits[key] = Span(low, _scaled(_decimal(_most_total(rubric)), binding.decimals))
        elif key in most:
            limits[key] = Span(0 if never_negative else None, _scaled(_decimal(most[key]), binding.decimals))
        else:
            limits[key] = Span(0)
    return limits


def _never_negative(rubric: Rubric) -> bool:
    return all(least_points(indicator.scale) >= 0 for indicator in rubric.indicators)


def _decimal(value: Fraction) -> Decimal:
    """Not below the value, to twelve decimals."""
    return Decimal(-(-value.numerator * 10**12 // value.denominator)).scaleb(-12)


def _scaled(points: Decimal, decimals: int) -> int:
    """Points as the conditions see them; one unit more, because rounding may have lifted them."""
    return int(points.scaleb(decimals).to_integral_value(ROUND_FLOOR)) + (points > 0)
