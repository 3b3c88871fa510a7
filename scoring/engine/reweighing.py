"""Points under other weights: what was measured is kept, only the maxima and weights of the base indicators are others.

A draw gives every base indicator and base branch a whole number of basis points (−1000 … +1000 for ±10%). Where points add
up, the maximum of an indicator becomes own × (10000 + points) and all are brought back to their old sum exactly; where a mean
is taken, the weight is multiplied the same way (a mean brings itself back). Bonus and deductions stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.rubric import Branch, Combine, Role
from scoring.engine.exact import ZERO, Ratio, from_decimal, in_units
from scoring.engine.score import CarrierScore, combined, finished, ranking_of, topmost

WHOLE = 10_000
"""Basis points of one."""
Draw: TypeAlias = Mapping[str, int]
"""Code of an indicator or branch → basis points it is changed by."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of one draw: the maxima of the indicators that add up, as numerators over one ``denominator``, and the
    weights of the members of a mean.
    """

    maxima: Mapping[str, int]
    denominator: int
    weights: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Weighable:
    """A unit made ready for many draws. ``parts``: the points of an indicator as a part of its own maximum, for those whose
    maximum is drawn; ``values``: of all others; ``out``: left out, its maximum handed on.
    """

    score: CarrierScore
    parts: tuple[tuple[str, Ratio], ...]
    values: Mapping[str, Ratio | None]
    out: frozenset[str]


class Reweigher:
    """The units of a round under other weights."""

    def __init__(self, rubric: CompiledRubric) -> None:
        document = rubric.rubric
        self._document, self._to = document, {one.code: one.missing.to for one in document.indicators}
        branches = {branch.code: branch for branch in document.branches}
        base = [one for one in document.indicators if document.role(one) is Role.BASE]
        self._adding = {one.code: from_decimal(one.maximum) for one in base if branches[one.parent].combine is Combine.SUM}
        weighed = [(one.code, one.parent, one.weight) for one in base]
        weighed += [
            (one.code, one.parent, one.weight)
            for one in document.branches
            if one.parent and document.branch_role(one) is Role.BASE
        ]
        means = (Combine.MEAN, Combine.GEOMETRIC)
        self._weighed = {code: weight for code, parent, weight in weighed if branches[parent].combine in means}
        self._members: tuple[tuple[Branch, tuple[tuple[str, Decimal], ...]], ...] = tuple(
            (
                branch,
                (
                    *((leaf.code, leaf.weight) for leaf in document.indicators if leaf.parent == branch.code),
                    *((child.code, child.weight) for child in document.branches if child.parent == branch.code),
                ),
            )
            for branch in reversed(document.branches)
        )
        rounding = document.rounding
        self._rounds = None if rounding.indicator_decimals is None else 10 ** points_decimals(document)

    @property
    def drawn(self) -> tuple[str, ...]:
        """The codes a draw changes, in the order of the rubric: none where everything is bonus or the greatest counts."""
        return tuple(dict.fromkeys((*self._adding, *self._weighed)))

    def weighing(self, draw: Draw) -> Weighing:
        """The weights of a draw. Its maxima add up to what they added up to, exactly."""
        common = 1
        for own in self._adding.values():
            common *= own.denominator // _shared(common, own.denominator)
        owns = {code: own.numerator * (common // own.denominator) for code, own in self._adding.items()}
        raised = {code: own * (WHOLE + draw[code]) for code, own in owns.items()}
        before, after = sum(owns.values()), sum(raised.values())
        maxima = {code: one * before for code, one in raised.items()}
        weights = {code: (own * (WHOLE + draw[code])).scaleb(-4) for code, own in self._weighed.items()}
        return Weighing(maxima, max(after * common, 1), weights)

    def ready(self, score: CarrierScore) -> Weighable:
        """A unit made ready."""
        parts, values = [], {}
        for one in score.indicators:
            own = self._adding.get(one.code)
            if own is not None and one.value is not None and one.exact is not None:
                parts.append((one.code, one.exact.over(own).simplest()))
            else:
                values[one.code] = one.value
        return Weighable(score, tuple(parts), values, frozenset(one.code for one in score.indicators if one.handed))

    def score(self, unit: Weighable, under: Weighing) -> CarrierScore:
        """What the grade rule looks at, under these weights: the branches and the figure that ranks. Nothing is printed of it."""
        mode, maxima = self._document.rounding.mode, under.maxima
        denominator = under.denominator
        if unit.out:
            maxima, denominator = self._handed(unit, under)
        values = dict(unit.values)
        for code, part in unit.parts:
            upper, lower = part.numerator * maxima[code], part.denominator * denominator
            if self._rounds is None:
                values[code] = Ratio(upper, lower)
            else:
                values[code] = Ratio(in_units(upper * self._rounds, lower, mode), self._rounds)
        branches: dict[str, Ratio | None] = {}
        for branch, members in self._members:
            known = [(values[code], under.weights.get(code, weight)) for code, weight in members]
            values[branch.code] = branches[branch.code] = finished(branch, combined(branch, known), self._document)
        exact, whole = topmost(self._document, branches)
        ranking = ranking_of(self._document, exact)
        return replace(
            unit.score, scored=unit.score.scored and whole, indicators=(), values=branches, branches={}, ranking=ranking
        )

    def _handed(self, unit: Weighable, under: Weighing) -> tuple[Mapping[str, int], int]:
        """With the maxima of what is left out handed on as the rubric says, in proportion to the drawn ones."""
        more: dict[str, Ratio] = {}
        for giver in sorted(unit.out):
            takers = [code for code in self._to[giver] if code in under.maxima and code not in unit.out]
            whole = sum(under.maxima[code] for code in takers)
            if giver in under.maxima and whole:
                for code in takers:
                    share = Ratio(under.maxima[giver] * under.maxima[code], whole)
                    more[code] = more.get(code, ZERO).plus(share)
        scale = 1
        for one in more.values():
            scale *= one.denominator // _shared(scale, one.denominator)
        found = {code: own * scale for code, own in under.maxima.items()}
        for code, one in more.items():
            found[code] += one.numerator * (scale // one.denominator)
        return found, under.denominator * scale


def _shared(left: int, right: int) -> int:
    """The greatest common divisor (``math`` is not for exact rooms)."""
    while right:
        left, right = right, left % right
    return left
