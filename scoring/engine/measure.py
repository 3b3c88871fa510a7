"""From a rubric's measures to aggregates, and from aggregates to measured values. Unknown is not zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from scoring.definitions.compiled_rubric import CompiledMeasure, CompiledRubric, CompiledSet
from scoring.definitions.lowered import EVER, Condition, Quantity, Verdict, every, some
from scoring.definitions.lowering import Parameters, lower_condition, lower_number
from scoring.definitions.rubric import MeasureKind
from scoring.engine.aggregates import Aggregate, Figures, figure
from scoring.engine.exact import ONE, Ratio


class Lack(Enum):
    """Why a measure has no result."""

    ZERO_DENOMINATOR = "zero_denominator"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's result for one carrier.

    ``value`` is ``upper`` ÷ ``lower`` (growth: less 1), or None with the ``lack``. ``base`` rows are in the set, ``usable``
    of them could be measured; ``unknown`` rows have a cell that could still change the result.
    """

    upper: Ratio
    lower: Ratio
    value: Ratio | None
    lack: Lack | None
    base: int
    usable: int
    unknown: int


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """A measure as aggregates: what is added up above, below, and how many rows stand behind it."""

    compiled: CompiledMeasure
    upper: Aggregate
    lower: Aggregate | None
    base: Aggregate
    usable: Aggregate
    settled: Aggregate
    rows: Aggregate

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        lower = (self.lower,) if self.lower else ()
        return (self.upper, *lower, self.base, self.usable, self.settled, self.rows)


def plan_rubric(rubric: CompiledRubric, parameters: Parameters) -> Mapping[str, MeasurePlan]:
    """Measure key → plan, for the round's parameters."""
    return {key: plan_measure(compiled, parameters) for key, compiled in rubric.measures.items()}


def set_verdict(row_set: CompiledSet, parameters: Parameters) -> Verdict:
    """Whether a row belongs to the set."""
    return lower_condition(row_set.condition, parameters) if row_set.condition is not None else Verdict(EVER, some(()))


def set_size(row_set: CompiledSet, parameters: Parameters) -> Aggregate:
    """How many rows surely belong to the set."""
    return Aggregate(row_set.table.key, set_verdict(row_set, parameters).true)


def plan_measure(compiled: CompiledMeasure, parameters: Parameters) -> MeasurePlan:
    """The aggregates of one measure."""
    table = compiled.over.table.key
    member = set_verdict(compiled.over, parameters)
    values = [lower_number(tree, parameters) for tree in (compiled.upper, compiled.lower) if tree is not None]
    condition = lower_condition(compiled.where, parameters) if compiled.where is not None else None
    known = _known(values, condition)
    usable = every((member.true, known))
    return MeasurePlan(
        compiled=compiled,
        upper=_upper(table, member, values, condition, usable),
        lower=_lower(compiled, table, member, values, usable),
        base=Aggregate(table, member.true),
        usable=Aggregate(table, usable),
        settled=Aggregate(table, some((member.false, usable))),
        rows=Aggregate(table, EVER),
    )


def _known(values: list[Quantity], condition: Verdict | None) -> Condition:
    """Where nothing that the measure reads is unknown."""
    if condition is not None:
        return some((condition.true, condition.false))
    return every(value.known for value in values)


def _upper(table: str, member: Verdict, values: list[Quantity], condition: Verdict | None, usable: Condition) -> Aggregate:
    if values:
        return Aggregate(table, usable, values[0])
    return Aggregate(table, every((member.true, condition.true)) if condition else member.true)


def _lower(compiled: CompiledMeasure, table: str, member: Verdict, values: list[Quantity], usable: Condition) -> Aggregate | None:
    match compiled.measure.kind:
        case MeasureKind.RATIO | MeasureKind.GROWTH:
            return Aggregate(table, usable, values[1])
        case MeasureKind.SHARE:
            return Aggregate(table, member.true)
        case MeasureKind.COUNT | MeasureKind.SUM:
            return None


def result(plan: MeasurePlan, figures: Figures) -> Measured:
    """The measured value of one carrier from its figures."""
    upper = figure(figures, plan.upper)
    lower = figure(figures, plan.lower) if plan.lower else ONE
    usable = figure(figures, plan.usable).numerator
    lack = _lack(plan, usable, lower)
    value = None if lack else upper.over(lower)
    if value is not None and plan.compiled.measure.kind is MeasureKind.GROWTH:
        value = value.less(ONE)
    return Measured(
        upper=upper,
        lower=lower,
        value=value,
        lack=lack,
        base=figure(figures, plan.base).numerator,
        usable=usable,
        unknown=figure(figures, plan.rows).numerator - figure(figures, plan.settled).numerator,
    )


def _lack(plan: MeasurePlan, usable: int, lower: Ratio) -> Lack | None:
    if usable < plan.compiled.measure.min_rows:
        return Lack.TOO_FEW
    return None if lower.numerator else Lack.ZERO_DENOMINATOR
