"""Points up the tree: each indicator's points, points handed on by what is left out, caps, total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.rubric import Branch, Indicator, MissingRule, Role
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.measure import Lack, Measured
from scoring.engine.scale import points

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator of one carrier.

    ``exact`` are the points before rounding, on the indicator's own maximum; ``maximum`` is what it could reach here:
    its own maximum and the shares handed to it (``received``: giver's code → share). ``points`` is None where the
    indicator is left out (不适用), its maximum then being ``handed`` on to the codes named.
    """

    code: str
    measured: Measured
    exact: Ratio | None
    maximum: Ratio
    received: tuple[tuple[str, Ratio], ...]
    handed: tuple[tuple[str, Ratio], ...]
    points: Decimal | None

    @property
    def provisional(self) -> bool:
        """暂定: an unknown cell could still change it."""
        return self.measured.unknown > 0


@dataclass(frozen=True, slots=True)
class CarrierScore:
    """All points of one carrier. ``scored`` is false where the rubric's condition for scoring is not met (不具备考评条件)
    or an indicator stops the scoring; points and total are then not to be shown as a result.

    ``branches`` has every branch's sum, after its cap; ``total`` is never below 0.
    """

    scored: bool
    indicators: tuple[IndicatorScore, ...]
    branches: Mapping[str, Decimal]
    total: Decimal

    def indicator(self, code: str) -> IndicatorScore:
        """Raises KeyError."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    @property
    def provisional(self) -> bool:
        return any(indicator.provisional for indicator in self.indicators)


def score_carrier(rubric: CompiledRubric, measured: Mapping[str, Measured], *, rows_to_score: int) -> CarrierScore:
    """Points of one carrier from its measured values (measure key → value).

    ``rows_to_score`` is the size of the set that must not be empty.
    """
    document = rubric.rubric
    raw = {indicator.code: _raw(rubric, indicator, measured[indicator.measure]) for indicator in document.indicators}
    left_out = {
        indicator.code: indicator
        for indicator in document.indicators
        if raw[indicator.code] is None and indicator.missing.rule is MissingRule.LEAVE_OUT
    }
    handed = {code: _handed(rubric, indicator, left_out) for code, indicator in left_out.items()}
    indicators = tuple(
        _indicator(rubric, indicator, measured[indicator.measure], raw[indicator.code], handed)
        for indicator in document.indicators
    )
    stopped = any(raw[indicator.code] is None and indicator.missing.rule is MissingRule.STOP for indicator in document.indicators)
    branches = _branches(rubric, indicators)
    total = sum(
        (_signed(document.branch(code), points) for code, points in branches.items() if not document.branch(code).parent), ZERO
    )
    return CarrierScore(rows_to_score > 0 and not stopped, indicators, branches, max(total, ZERO))


def _raw(rubric: CompiledRubric, indicator: Indicator, measured: Measured) -> Ratio | None:
    """Points on the indicator's own maximum; None where it is left out or stops the scoring."""
    if measured.value is not None:
        return points(indicator.scale, rubric.bounds[indicator.code], measured.value)
    missing = indicator.missing
    if measured.lack is Lack.ZERO_DENOMINATOR and missing.numerator_positive is not None and measured.upper.numerator > 0:
        return from_decimal(missing.numerator_positive)
    return from_decimal(ZERO) if missing.rule is MissingRule.ZERO else None


def _handed(rubric: CompiledRubric, indicator: Indicator, left_out: Mapping[str, Indicator]) -> tuple[tuple[str, Ratio], ...]:
    """The maximum of a left-out indicator, shared among the named ones that are not left out themselves, by their maxima.

    Where none of them is there to take it, it is lost: the total can then not reach its full mark, and the trace says so.
    """
    takers = [rubric.rubric.indicator(code) for code in indicator.missing.to if code not in left_out]
    whole = sum((taker.maximum for taker in takers), ZERO)
    own = from_decimal(indicator.maximum)
    return tuple((taker.code, own.times(from_decimal(taker.maximum).over(from_decimal(whole)))) for taker in takers)


def _indicator(
    rubric: CompiledRubric,
    indicator: Indicator,
    measured: Measured,
    raw: Ratio | None,
    handed: Mapping[str, tuple[tuple[str, Ratio], ...]],
) -> IndicatorScore:
    """Multiplied by (own maximum + received) ÷ own maximum, then rounded once."""
    received = tuple((giver, share) for giver, shares in handed.items() for code, share in shares if code == indicator.code)
    own = from_decimal(indicator.maximum)
    maximum = own
    for _, share in received:
        maximum = maximum.plus(share)
    rounding = rubric.rubric.rounding
    printed = None if raw is None else rounded(raw.times(maximum.over(own)), rounding.indicator_decimals, rounding.mode)
    return IndicatorScore(indicator.code, measured, raw, maximum, received, handed.get(indicator.code, ()), printed)


def _branches(rubric: CompiledRubric, indicators: tuple[IndicatorScore, ...]) -> dict[str, Decimal]:
    """Sums of rounded points, children before parents, each under its cap; so a printed table adds up."""
    by_code = {indicator.code: indicator for indicator in indicators}
    nothing = ZERO.scaleb(-rubric.rubric.rounding.indicator_decimals)  # 0.00 stays 0.00 in a printed column
    sums: dict[str, Decimal] = {}
    for branch in reversed(rubric.rubric.branches):
        own = [by_code[leaf.code].points or nothing for leaf in rubric.rubric.indicators if leaf.parent == branch.code]
        below = [sums[child.code] for child in rubric.rubric.branches if child.parent == branch.code]
        whole = sum([*own, *below], nothing)
        sums[branch.code] = whole if branch.cap is None else min(whole, branch.cap)
    return {branch.code: sums[branch.code] for branch in rubric.rubric.branches}


def _signed(branch: Branch, points: Decimal) -> Decimal:
    return -points if branch.role is Role.DEDUCTION else points
