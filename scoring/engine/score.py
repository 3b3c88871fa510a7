"""Points up the tree: each indicator's points, points handed on by what is left out, branches, caps, total.

Everything exact until the rubric rounds; where it does not round, only the print is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import TypeAlias

from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.form import NO, YES
from scoring.definitions.rubric import Branch, Caps, Combine, Indicator, MissingRule, RankBy, Role, Rubric
from scoring.engine.exact import ZERO, Ratio, decimals_of, from_decimal, in_working, rounded, working
from scoring.engine.measure import Lack, Measured
from scoring.engine.members import BY_SIZE, NOBODY, Members
from scoring.engine.scale import points

Peers: TypeAlias = Mapping[str, Members]
"""Indicator code → the values of the members of the peer group that have one."""


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator of one unit.

    ``exact`` are the points before rounding, on the indicator's own maximum; ``maximum`` is what it could reach here:
    its own maximum and the shares handed to it (``received``: giver's code → share). ``value`` is what enters its branch,
    ``points`` how it is printed; both None where the indicator is left out (不适用), its maximum then being ``handed`` on
    to the codes named. ``imputed``: the peers' mean that stands in for a missing value.
    """

    code: str
    measured: Measured
    exact: Ratio | None
    maximum: Ratio
    received: tuple[tuple[str, Ratio], ...]
    handed: tuple[tuple[str, Ratio], ...]
    value: Ratio | None
    points: Decimal | None
    imputed: Ratio | None = None

    @property
    def provisional(self) -> bool:
        """暂定: an unknown cell could still change it."""
        return self.measured.unknown > 0


@dataclass(frozen=True, slots=True)
class CarrierScore:
    """All points of one unit. ``scored`` is false where the rubric's condition for scoring is not met (不具备考评条件), an
    indicator stops the scoring, or too little is there to judge; points and total are then not to be shown as a result.

    ``values`` has every branch after its rounding and cap (None: too little to judge), ``branches`` the same as printed.
    ``total`` is printed, ``ranking`` the figure that ranks, as the rubric names it.
    """

    scored: bool
    indicators: tuple[IndicatorScore, ...]
    values: Mapping[str, Ratio | None]
    branches: Mapping[str, Decimal | None]
    total: Decimal
    ranking: Ratio

    def indicator(self, code: str) -> IndicatorScore:
        """Raises KeyError."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    @property
    def provisional(self) -> bool:
        return any(indicator.provisional for indicator in self.indicators)


def score_carrier(
    rubric: CompiledRubric,
    measured: Mapping[str, Measured],
    *,
    has_rows: bool = True,
    peers: Peers | None = None,
    known: CarrierScore | None = None,
) -> CarrierScore:
    """Points of one unit from its measured values (measure key → value).

    ``has_rows``: whether the set that must not be empty is not. ``peers`` are needed by the indicators that look at them.
    ``known``: the unit's points with other values; what was measured the same (the same object) and looks at no peers is taken
    from there.
    """
    document = rubric.rubric
    before = {one.code: one for one in known.indicators if one.code not in (peers or {})} if known is not None else {}
    found = {
        indicator.code: (same.exact, same.imputed)
        if (same := before.get(indicator.code)) is not None and same.measured is measured[indicator.measure]
        else _own_points(rubric, indicator, measured[indicator.measure], (peers or {}).get(indicator.code, NOBODY))
        for indicator in document.indicators
    }
    left_out = {
        indicator.code: indicator
        for indicator in document.indicators
        if found[indicator.code][0] is None and indicator.missing.rule is MissingRule.LEAVE_OUT and indicator.missing.to
    }
    handed = {code: _handed(rubric, indicator, left_out) for code, indicator in left_out.items()}
    indicators = tuple(
        _indicator(document, indicator, measured[indicator.measure], *found[indicator.code], handed)
        for indicator in document.indicators
    )
    values = _values(document, indicators)
    stopped = any(
        found[indicator.code][0] is None and indicator.missing.rule in (MissingRule.STOP, MissingRule.PEER_MEAN)
        for indicator in document.indicators
    )
    return summed(document, indicators, values, scored=has_rows and not stopped)


def with_points(rubric: CompiledRubric, score: CarrierScore, given: Mapping[str, Ratio]) -> CarrierScore:
    """The same unit if these indicators (code → points) came out otherwise; one that is left out stays so."""
    document = rubric.rubric
    indicators = tuple(
        replace(one, value=given[one.code], points=rounded(given[one.code], points_decimals(document), document.rounding.mode))
        if one.code in given and one.value is not None
        else one
        for one in score.indicators
    )
    return summed(document, indicators, _values(document, indicators), scored=score.scored)


def summed(
    document: Rubric, indicators: tuple[IndicatorScore, ...], values: Mapping[str, Ratio | None], *, scored: bool
) -> CarrierScore:
    """The total of the topmost branches, within its bounds and rounded as the rubric says."""
    exact, whole = topmost(document, values)
    total, ranking = _total_printed(document, exact), ranking_of(document, exact)
    branches = {branch.code: _printed(document, branch, values[branch.code]) for branch in document.branches}
    return CarrierScore(scored and whole, indicators, values, branches, total, ranking)


def topmost(document: Rubric, values: Mapping[str, Ratio | None]) -> tuple[Ratio, bool]:
    """The sum of the topmost branches, and whether all of them could be judged."""
    exact, whole = ZERO, True
    for branch in document.branches:
        if not branch.parent:
            value = values[branch.code]
            whole = whole and value is not None
            exact = exact.plus(_signed(branch, value or ZERO))
    return exact, whole


def ranking_of(document: Rubric, exact: Ratio) -> Ratio:
    """The figure that ranks, of the sum of the topmost branches."""
    if document.rounding.rank_by is RankBy.PRINTED:
        return from_decimal(_total_printed(document, exact))
    return _total_exact(document, exact)


def _bounded(document: Rubric, value: Ratio) -> Ratio:
    """Within the bounds of the total."""
    if document.total_floor is not None:
        value = max(value, from_decimal(document.total_floor), key=BY_SIZE)
    if document.total_cap is not None:
        value = min(value, from_decimal(document.total_cap), key=BY_SIZE)
    return value


def _total_printed(document: Rubric, exact: Ratio) -> Decimal:
    """Rounded and within its bounds, in the order the rubric says. A bound with more decimals than the total keeps them."""
    rounding = document.rounding
    decimals = points_decimals(document) if rounding.total_decimals is None else rounding.total_decimals
    if rounding.caps is Caps.BEFORE:
        return rounded(_bounded(document, exact), decimals, rounding.mode)
    total = rounded(exact, decimals, rounding.mode)
    kept = _bounded(document, from_decimal(total))
    if kept.compare(from_decimal(total)) == 0:
        return total
    bounds = [bound for bound in (document.total_floor, document.total_cap) if bound is not None]
    return rounded(kept, max(decimals, *(decimals_of(bound) for bound in bounds)), rounding.mode)


def _total_exact(document: Rubric, exact: Ratio) -> Ratio:
    """What ranks where the rubric ranks by the total before rounding: bounded, at the digits it names for ranking."""
    rounding = document.rounding
    if rounding.rank_decimals is None:
        return _bounded(document, exact)
    if rounding.caps is Caps.BEFORE:
        return from_decimal(rounded(_bounded(document, exact), rounding.rank_decimals, rounding.mode))
    return _bounded(document, from_decimal(rounded(exact, rounding.rank_decimals, rounding.mode)))


def _printed(document: Rubric, branch: Branch, value: Ratio | None) -> Decimal | None:
    decimals = points_decimals(document) if branch.decimals is None else branch.decimals
    return None if value is None else rounded(value, decimals, document.rounding.mode)


# Indicators -----------------------------------------------------------------------------------------------------------


def _own_points(
    rubric: CompiledRubric, indicator: Indicator, measured: Measured, peers: Members
) -> tuple[Ratio | None, Ratio | None]:
    """Points on the indicator's own maximum (None: left out, or stops the scoring), and the peers' mean if it was used."""
    value, imputed, missing = measured.value, None, indicator.missing
    if value is None and missing.rule is MissingRule.PEER_MEAN and peers:
        value = imputed = peers.mean
    if value is not None:
        by = rubric.measures[indicator.measure].by
        answers = {number: code for code, number in by.choices.items()} or {1: YES, 0: NO} if by else None
        bounds = rubric.bounds[indicator.code]
        return points(indicator.scale, bounds, value, peers=peers, answers=answers), imputed
    if measured.lack is Lack.ZERO_DENOMINATOR and missing.numerator_positive is not None and measured.upper.numerator > 0:
        return from_decimal(missing.numerator_positive), None
    return (ZERO if missing.rule is MissingRule.ZERO else None), None


def _handed(rubric: CompiledRubric, indicator: Indicator, left_out: Mapping[str, Indicator]) -> tuple[tuple[str, Ratio], ...]:
    """The maximum of a left-out indicator, shared among the named ones that are not left out themselves, by their maxima.

    Where none of them is there to take it, it is lost: the total can then not reach its full mark, and the trace says so.
    """
    takers = [rubric.rubric.indicator(code) for code in indicator.missing.to if code not in left_out]
    whole = sum((taker.maximum for taker in takers), Decimal(0))
    own = from_decimal(indicator.maximum)
    return tuple((taker.code, own.times(from_decimal(taker.maximum).over(from_decimal(whole)))) for taker in takers)


def _indicator(
    document: Rubric,
    indicator: Indicator,
    measured: Measured,
    raw: Ratio | None,
    imputed: Ratio | None,
    handed: Mapping[str, tuple[tuple[str, Ratio], ...]],
) -> IndicatorScore:
    """Multiplied by (own maximum + received) ÷ own maximum, then rounded once, if the rubric rounds indicators."""
    received = _received(indicator, handed) if handed else ()
    own = from_decimal(indicator.maximum)
    maximum = own
    for _, share in received:
        maximum = maximum.plus(share)
    value, printed = None, None
    if raw is not None:
        value = raw.times(maximum.over(own)) if received else raw
        printed = rounded(value, points_decimals(document), document.rounding.mode)
        if document.rounding.indicator_decimals is not None:
            value = from_decimal(printed)
    return IndicatorScore(
        indicator.code, measured, raw, maximum, received, handed.get(indicator.code, ()), value, printed, imputed
    )


def _received(indicator: Indicator, handed: Mapping[str, tuple[tuple[str, Ratio], ...]]) -> tuple[tuple[str, Ratio], ...]:
    return tuple((giver, share) for giver, shares in handed.items() for code, share in shares if code == indicator.code)


# Branches -------------------------------------------------------------------------------------------------------------


def branch_points(document: Rubric, branch: Branch, points: Mapping[str, Decimal]) -> Decimal | None:
    """A branch as printed, from the points of what hangs on it (by code; what is not named has none). None: too little to judge."""
    leaves = [(leaf.code, leaf.weight) for leaf in document.indicators if leaf.parent == branch.code]
    nodes = [(child.code, child.weight) for child in document.branches if child.parent == branch.code]
    children = [(from_decimal(points[code]) if code in points else None, weight) for code, weight in (*leaves, *nodes)]
    return _printed(document, branch, finished(branch, combined(branch, children), document))


def reachable(document: Rubric, indicators: tuple[IndicatorScore, ...]) -> Mapping[str, Ratio | None]:
    """What every branch could have reached here: combined, rounded and capped as its points are. None: all of it is left out."""
    full = tuple(replace(one, value=None if one.value is None else one.maximum) for one in indicators)
    return _values(document, full)


def unrounded(document: Rubric, indicators: tuple[IndicatorScore, ...]) -> Mapping[str, Ratio | None]:
    """Every branch from points that were not rounded before: what shares of a maximum are taken from."""
    own = {indicator.code: from_decimal(indicator.maximum) for indicator in document.indicators}
    exact = tuple(
        replace(one, value=None if one.exact is None else one.exact.times(one.maximum.over(own[one.code]))) for one in indicators
    )
    return _values(document, exact)


def _values(document: Rubric, indicators: tuple[IndicatorScore, ...]) -> dict[str, Ratio | None]:
    """Every branch, children before parents: combined, then rounded, then capped."""
    leaves = {indicator.code: indicator.value for indicator in indicators}
    values: dict[str, Ratio | None] = {}
    for branch in reversed(document.branches):
        children = [(leaves[leaf.code], leaf.weight) for leaf in document.indicators if leaf.parent == branch.code]
        children += [(values[child.code], child.weight) for child in document.branches if child.parent == branch.code]
        values[branch.code] = finished(branch, combined(branch, children), document)
    return values


def combined(branch: Branch, children: Sequence[tuple[Ratio | None, Decimal]]) -> Ratio | None:
    """A branch from what hangs on it, with the weights of a mean; None: too little to judge."""
    known = [(value, from_decimal(weight)) for value, weight in children if value is not None]
    match branch.combine:
        case Combine.SUM:
            return _total([value for value, _ in known])
        case _ if len(known) < max(branch.needs, 1):
            return None
        case Combine.MEAN:
            return _total([value.times(weight) for value, weight in known]).over(_total([weight for _, weight in known]))
        case Combine.GEOMETRIC:
            return _geometric(known)
        case Combine.GREATEST:
            return max((value for value, _ in known), key=BY_SIZE)


def _total(values: Sequence[Ratio]) -> Ratio:
    total = ZERO
    for value in values:
        total = total.plus(value)
    return total


def _geometric(children: Sequence[tuple[Ratio, Ratio]]) -> Ratio | None:
    """Π x^(w ÷ Σw), a working number; zero where a child is zero, nothing where one is negative."""
    if any(value.numerator < 0 for value, _ in children):
        return None
    if any(value.numerator == 0 for value, _ in children):
        return ZERO

    def compute(context: Context) -> Decimal:
        weights, logs = Decimal(0), Decimal(0)
        for value, weight in children:
            size = in_working(weight, context)
            weights = context.add(weights, size)
            logs = context.add(logs, context.multiply(size, in_working(value, context).ln(context)))
        return context.divide(logs, weights).exp(context)

    return working(compute)


def finished(branch: Branch, value: Ratio | None, document: Rubric) -> Ratio | None:
    """Rounded and capped, in the order the rubric says."""
    if value is None:
        return None
    before = document.rounding.caps is Caps.BEFORE
    if before and branch.cap is not None:
        value = min(value, from_decimal(branch.cap), key=BY_SIZE)
    if branch.decimals is not None:
        value = from_decimal(rounded(value, branch.decimals, document.rounding.mode))
    if not before and branch.cap is not None:
        value = min(value, from_decimal(branch.cap), key=BY_SIZE)
    return value


def _signed(branch: Branch, value: Ratio) -> Ratio:
    return Ratio(-value.numerator, value.denominator) if branch.role is Role.DEDUCTION else value
