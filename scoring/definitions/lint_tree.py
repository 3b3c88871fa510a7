"""Lint of the tree of indicators: maxima, caps, weights, left-out points, and what hangs nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from scoring.definitions.lint_notes import Notes
from scoring.definitions.rubric import Branch, Combine, MeasureKind, MissingRule, Role, Rubric

Children: TypeAlias = Sequence[tuple[Fraction, Fraction]]
"""(points, weight) of what hangs on a branch."""


def sound(rubric: Rubric) -> bool:
    """Whether parents stand before what hangs on them; else nothing can be added up (compiling has said so)."""
    before: set[str] = set()
    for branch in rubric.branches:
        if branch.parent and branch.parent not in before:
            return False
        before.add(branch.code)
    return all(indicator.parent in before for indicator in rubric.indicators)


def dimension(rubric: Rubric, code: str) -> Branch:
    """The topmost branch above a branch of a sound tree."""
    branch = rubric.branch(code)
    while branch.parent:
        branch = rubric.branch(branch.parent)
    return branch


def full_marks(rubric: Rubric) -> dict[str, Fraction]:
    """Branch → its points where every indicator earns its maximum."""
    return _up(rubric, _in_full)


def ceilings(rubric: Rubric) -> dict[str, Fraction]:
    """Branch → more points it can never have, whatever is missing or handed to it."""
    return _up(rubric, lambda branch, children: _at_most(branch, children) + _handed_in(rubric, branch))


def totals(rubric: Rubric) -> dict[str, Fraction]:
    """Branch → the most it can have where nothing is handed on: what is handed on is lost elsewhere."""
    return _up(rubric, _at_most)


def _up(rubric: Rubric, combined: Callable[[Branch, Children], Fraction]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for branch in reversed(rubric.branches):
        value = combined(branch, _children(rubric, branch, found))
        found[branch.code] = value if branch.cap is None else min(value, Fraction(branch.cap))
    return found


def _children(rubric: Rubric, branch: Branch, found: dict[str, Fraction]) -> list[tuple[Fraction, Fraction]]:
    leaves = [(Fraction(one.maximum), Fraction(one.weight)) for one in rubric.indicators if one.parent == branch.code]
    inner = [(found[one.code], Fraction(one.weight)) for one in rubric.branches if one.parent == branch.code]
    return leaves + inner


def _in_full(branch: Branch, children: Children) -> Fraction:
    weights = sum((weight for _, weight in children), Fraction(0))
    match branch.combine:
        case Combine.SUM:
            return sum((points for points, _ in children), Fraction(0))
        case Combine.MEAN if weights:
            return sum((points * weight for points, weight in children), Fraction(0)) / weights
        case _:  # of a geometric mean of unlike maxima this is the upper end
            return max((points for points, _ in children), default=Fraction(0))


def _at_most(branch: Branch, children: Children) -> Fraction:
    points = [points for points, _ in children]
    return sum(points, Fraction(0)) if branch.combine is Combine.SUM else max(points, default=Fraction(0))


def _handed_in(rubric: Rubric, branch: Branch) -> Fraction:
    """Maxima that left-out indicators elsewhere can hand to indicators that hang on this branch."""
    own = {one.code for one in rubric.indicators if one.parent == branch.code}
    givers = (one for one in rubric.indicators if one.parent != branch.code and own & set(one.missing.to))
    return sum((Fraction(giver.maximum) for giver in givers), Fraction(0))


def lint_tree(rubric: Rubric, notes: Notes) -> None:
    """Everything about a sound tree."""
    _totals(rubric, notes)
    for branch in rubric.branches:
        _branch(rubric, branch, notes)
    for indicator in rubric.indicators:
        key = f"indicators[{indicator.code}]"
        if not indicator.basis.strip():
            notes.warn("basis_missing", f"{key}.basis", seen=indicator.code)
        home = dimension(rubric, indicator.parent).code
        away = [to for to in indicator.missing.to if _home(rubric, to) not in ("", home)]
        if away:
            notes.warn("receiver_elsewhere", f"{key}.missing.to", seen=away, home=home)
    _missing_rules(rubric, notes)


def _home(rubric: Rubric, code: str) -> str:
    return next((dimension(rubric, one.parent).code for one in rubric.indicators if one.code == code), "")


def _totals(rubric: Rubric, notes: Notes) -> None:
    full = full_marks(rubric)
    whole = sum((full[one.code] for one in rubric.branches if not one.parent and one.role is Role.BASE), Fraction(0))
    if rubric.maximum is not None and whole != Fraction(rubric.maximum):
        notes.error("total_not_maximum", "maximum", stated=rubric.maximum, found=number_words(whole))


def _branch(rubric: Rubric, branch: Branch, notes: Notes) -> None:
    key = f"branches[{branch.code}]"
    children = _children(rubric, branch, full_marks(rubric))
    if not children:
        notes.error("branch_empty", key, seen=branch.code)
        return
    if branch.cap is not None and _at_most(branch, children) + _handed_in(rubric, branch) < branch.cap:
        notes.warn("cap_never_bites", f"{key}.cap", cap=branch.cap, found=number_words(_at_most(branch, children)))
    weights = [weight for _, weight in children]
    if branch.combine in (Combine.MEAN, Combine.GEOMETRIC):
        _weights(weights, key, notes)
    elif any(weight != 1 for weight in weights):
        notes.warn("weights_not_used", f"{key}.combine")


def _weights(weights: Sequence[Fraction], key: str, notes: Notes) -> None:
    """Weights near 1 or 100 in sum are meant to come to it; others (2 and 1) are proportions."""
    whole = sum(weights, Fraction(0))
    if min(weights) <= 0:
        notes.error("weight_not_positive", f"{key}.combine")
    elif any(weight != 1 for weight in weights):
        for meant in (1, 100):
            if whole != meant and abs(whole - meant) <= Fraction(meant, 5):
                notes.warn("weights_not_whole", f"{key}.combine", found=number_words(whole), meant=meant)


def _missing_rules(rubric: Rubric, notes: Notes) -> None:
    kinds = {measure.key: measure.kind for measure in rubric.measures}
    for indicator in rubric.indicators:
        key, points = f"indicators[{indicator.code}].missing", indicator.missing.numerator_positive
        if points is not None and points > indicator.maximum:
            notes.error("points_over_maximum", f"{key}.numerator_positive", seen=points, maximum=indicator.maximum)
        if points is not None and kinds.get(indicator.measure, MeasureKind.RATIO) is not MeasureKind.RATIO:
            notes.warn("never_a_zero_denominator", f"{key}.numerator_positive")
        always = (MeasureKind.COUNT, MeasureKind.SUM)
        measure = next((one for one in rubric.measures if one.key == indicator.measure), None)
        rule = indicator.missing.rule
        if measure and measure.kind in always and not measure.min_rows and rule is not MissingRule.ZERO:
            notes.warn("never_missing", f"{key}.rule", kind=measure.kind.value)


def number_words(value: Fraction) -> str:
    """As a plain decimal, at most six decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{number:.6f}".rstrip("0").rstrip(".")
