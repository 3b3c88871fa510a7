"""Holds a carrier against recognition conditions: 符合, 不符合 or 未知 for each, for its group and for the whole, with the gap.

Three-valued throughout: an unknown cell, number or relief makes a verdict unknown only where it could change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from scoring.definitions.compiled_conditions import CompiledConditions, Threshold
from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.conditions import Bound, Condition, Group
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.engine.aggregates import Aggregate, Figures, figure
from scoring.engine.exact import Ratio, ratio
from scoring.engine.gap import OF_ROWS, Gap, ends, gap_to, within
from scoring.engine.measure import Measured, MeasurePlan, plan_measure, results


class Outcome(Enum):
    """符合, 不符合, 未知."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Why(Enum):
    """Why a verdict is unknown."""

    NO_RESULT = "no_result"
    """The measure has none; its ``lack`` says why."""
    OPEN_CELLS = "open_cells"
    """Unknown cells could still bring the value over the threshold, or under it."""
    NO_THRESHOLD = "no_threshold"
    """The number that is asked is not known to us."""
    RELIEF = "relief"
    """Whether the carrier has the relief is unknown, and it matters."""
    NOT_SAID = "not_said"
    """The record does not say what the statement is about."""


@dataclass(frozen=True, slots=True)
class JudgedCondition:
    """One condition. ``threshold`` is after relief, ``relieved`` whether it was lowered (None: nobody knows).

    ``gap`` is there wherever the value, as far as it is known, misses the threshold. ``provisional`` (暂定): unknown
    cells are left out of the value, as its measure says, and the verdict rests on the rest.
    """

    condition: Condition
    outcome: Outcome
    why: Why | None = None
    measured: Measured | None = None
    threshold: Ratio | None = None
    relieved: bool | None = False
    gap: Gap | None = None
    provisional: bool = False
    alternatives: tuple[JudgedCondition, ...] = ()

    def everything(self) -> Iterator[JudgedCondition]:
        """The condition and its alternatives, all the way down."""
        yield self
        for alternative in self.alternatives:
            yield from alternative.everything()


@dataclass(frozen=True, slots=True)
class JudgedGroup:
    """A group with its conditions."""

    group: Group
    outcome: Outcome
    conditions: tuple[JudgedCondition, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(1 for one in self.conditions if one.outcome is outcome)


@dataclass(frozen=True, slots=True)
class JudgedConditions:
    """A whole document held against one carrier. ``applies`` is NOT_MET where it is not meant for such a carrier."""

    compiled: CompiledConditions
    applies: Outcome
    outcome: Outcome
    groups: tuple[JudgedGroup, ...]

    def condition(self, key: str) -> JudgedCondition:
        """A condition or an alternative. Raises KeyError."""
        for one in self.all_conditions():
            if one.condition.key == key:
                return one
        raise KeyError(key)

    def all_conditions(self) -> Iterator[JudgedCondition]:
        """Every condition and alternative, in order."""
        for group in self.groups:
            for condition in group.conditions:
                yield from condition.everything()


# What to ask the rows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """A condition on the record as two counts of its one row: surely true, surely false."""

    true: Aggregate
    false: Aggregate


@dataclass(frozen=True, slots=True)
class ConditionsPlan:
    """Conditions as aggregates, for the round's parameters."""

    compiled: CompiledConditions
    measures: Mapping[str, MeasurePlan]
    statements: Mapping[str, StatementPlan]

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """Everything to be counted and summed, for ``measure_carriers`` or ``figures_of_rows``."""
        of_measures = (aggregate for plan in self.measures.values() for aggregate in plan.aggregates)
        of_statements = (aggregate for plan in self.statements.values() for aggregate in (plan.true, plan.false))
        return tuple(dict.fromkeys((*of_measures, *of_statements)))


def plan_conditions(compiled: CompiledConditions, parameters: Parameters) -> ConditionsPlan:
    """The aggregates of a document of conditions."""
    record = compiled.form.record
    verdicts = {text: lower_condition(tree, parameters) for text, tree in compiled.statements.items()}
    return ConditionsPlan(
        compiled=compiled,
        measures={key: plan_measure(measure, parameters) for key, measure in compiled.measures.items()},
        statements={
            text: StatementPlan(Aggregate(record, verdict.true), Aggregate(record, verdict.false))
            for text, verdict in verdicts.items()
        },
    )


# Judging --------------------------------------------------------------------------------------------------------------


def judge_conditions(plan: ConditionsPlan, figures: Figures) -> JudgedConditions:
    """The verdicts on one carrier, from the figures of its rows."""
    said = _statements(plan, figures)
    judge = _Judge(plan.compiled, results(plan.measures, figures, {}), said)
    groups = tuple(judge.group(group) for group in plan.compiled.document.groups)
    applies = plan.compiled.document.applies
    return JudgedConditions(
        compiled=plan.compiled,
        applies=said[applies] if applies else Outcome.MET,
        outcome=at_least((group.outcome for group in groups), len(groups)),
        groups=groups,
    )


def at_least(outcomes: Iterable[Outcome], needed: int) -> Outcome:
    """Whether so many are met; unknown only where those that are unknown decide."""
    all_ = tuple(outcomes)
    met, open_ = all_.count(Outcome.MET), all_.count(Outcome.UNKNOWN)
    if met >= needed:
        return Outcome.MET
    return Outcome.UNKNOWN if met + open_ >= needed else Outcome.NOT_MET


def _statements(plan: ConditionsPlan, figures: Figures) -> dict[str, Outcome]:
    """Text → verdict. A carrier without a record row says nothing."""

    def verdict(one: StatementPlan) -> Outcome:
        if figure(figures, one.true).numerator:
            return Outcome.MET
        return Outcome.NOT_MET if figure(figures, one.false).numerator else Outcome.UNKNOWN

    return {text: verdict(one) for text, one in plan.statements.items()}


@dataclass(frozen=True, slots=True)
class _Judge:
    compiled: CompiledConditions
    measured: Mapping[str, Measured]
    said: Mapping[str, Outcome]

    def group(self, group: Group) -> JudgedGroup:
        conditions = tuple(self._condition(condition) for condition in group.conditions)
        return JudgedGroup(group, at_least((one.outcome for one in conditions), group.needed), conditions)

    def _condition(self, condition: Condition) -> JudgedCondition:
        if condition.any_of:
            alternatives = tuple(self._condition(one) for one in condition.any_of)
            outcome = at_least((one.outcome for one in alternatives), 1)
            return JudgedCondition(condition, outcome, alternatives=alternatives)
        if condition.unknown:
            return JudgedCondition(condition, Outcome.UNKNOWN, Why.NO_THRESHOLD, self.measured.get(condition.measure))
        if condition.holds:
            outcome = self.said[condition.holds]
            return JudgedCondition(condition, outcome, Why.NOT_SAID if outcome is Outcome.UNKNOWN else None)
        return self._measured(condition, self.compiled.thresholds[condition.key])

    def _measured(self, condition: Condition, threshold: Threshold) -> JudgedCondition:
        compiled, measured = self.compiled.measures[condition.measure], self.measured[condition.measure]
        relieved = self._relieved(condition)
        full = ratio(threshold.number.numerator, threshold.number.denominator)
        less = full.times(ratio(threshold.factor.numerator, threshold.factor.denominator)).simplest()
        shown = less if relieved else full
        outcome, why = _outcome(compiled, measured, threshold.bound, {True: [less], False: [full], None: [full, less]}[relieved])
        return JudgedCondition(
            condition=condition,
            outcome=outcome,
            why=why,
            measured=measured,
            threshold=shown,
            relieved=relieved,
            gap=gap_to(compiled, measured, threshold.bound, shown),
            provisional=measured.unknown > 0 and outcome is not Outcome.UNKNOWN and compiled.measure.kind not in OF_ROWS,
        )

    def _relieved(self, condition: Condition) -> bool | None:
        if condition.relief is None:
            return False
        return {Outcome.MET: True, Outcome.NOT_MET: False, Outcome.UNKNOWN: None}[self.said[condition.relief.when]]


def _outcome(
    compiled: CompiledMeasure, measured: Measured, bound: Bound, thresholds: Sequence[Ratio]
) -> tuple[Outcome, Why | None]:
    """``thresholds``: the one that holds, or the two of which one does."""
    if measured.value is None:
        return Outcome.UNKNOWN, Why.NO_RESULT
    open_ = ends(compiled, measured, measured.value)
    verdicts = [{within(bound, end, threshold) for end in open_} for threshold in thresholds]
    if any(len(verdict) > 1 for verdict in verdicts):
        return Outcome.UNKNOWN, Why.OPEN_CELLS
    if any(verdict != verdicts[0] for verdict in verdicts):
        return Outcome.UNKNOWN, Why.RELIEF
    return (Outcome.MET if verdicts[0] == {True} else Outcome.NOT_MET), None
