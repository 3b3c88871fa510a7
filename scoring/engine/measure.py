"""From a rubric's measures to aggregates, and from aggregates to measured values. Unknown is not zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from scoring.definitions.compiled_measures import CompiledMeasure, CompiledSet
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.lowered import EVER, Column, Condition, Constant, Present, Quantity, Verdict, every, sign, some
from scoring.definitions.lowering import Parameters, lower_condition, lower_number
from scoring.definitions.rubric import LogBase, Measure, MeasureKind
from scoring.definitions.tree import Binding, names
from scoring.engine.aggregates import Aggregate, Figures, Fold, figure
from scoring.engine.exact import ONE, ZERO, Ratio, from_decimal, in_working, rounded, working
from scoring.engine.formula import value_of


class Lack(Enum):
    """Why a measure has no result."""

    ZERO_DENOMINATOR = "zero_denominator"
    NO_POSITIVE_BASE = "no_positive_base"
    """Growth against a base that is zero or negative."""
    TOO_FEW = "too_few"
    UNKNOWN = "unknown"
    """The record does not say."""
    OPERAND = "operand"
    """A measure it builds on has no result."""
    NOT_POSITIVE = "not_positive"
    """The logarithm of zero or less."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's result for one unit.

    ``value`` is ``upper`` ÷ ``lower`` (growth: less 1), or None with the ``lack``. ``base`` rows are in the set, ``usable``
    of them could be measured; ``unknown`` rows have a cell that could still change the result. ``approximate`` marks a
    working number (shown with ≈). For a category the value is the answer's number in the form's list (是/否: 1/0); for a
    largest share ``commonest`` are the numbers of the answers that nobody outdoes. ``marks`` are the reviewers', the least first.
    """

    upper: Ratio
    lower: Ratio
    value: Ratio | None
    lack: Lack | None
    base: int
    usable: int
    unknown: int
    approximate: bool = False
    commonest: tuple[int, ...] = ()
    marks: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """A measure as aggregates: what is added up above, below, and how many rows stand behind it.

    ``answers`` counts each answer of an evenness or a largest share. A formula, a logarithm and marks have no
    aggregates (``upper`` None); a formula's ``operands`` are the measures it reads.
    """

    compiled: CompiledMeasure
    upper: Aggregate | None = None
    lower: Aggregate | None = None
    base: Aggregate | None = None
    usable: Aggregate | None = None
    settled: Aggregate | None = None
    rows: Aggregate | None = None
    answers: tuple[Aggregate, ...] = ()
    operands: tuple[str, ...] = ()

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        all_ = (self.upper, self.lower, self.base, self.usable, self.settled, self.rows, *self.answers)
        return tuple(one for one in all_ if one is not None)

    def sharing(self, known: dict[Aggregate, Aggregate]) -> MeasurePlan:
        """The plan with equal aggregates as one object (``known`` grows): a figure is then found without comparing trees."""

        def shared(one: Aggregate | None) -> Aggregate | None:
            return None if one is None else known.setdefault(one, one)

        return MeasurePlan(
            self.compiled,
            shared(self.upper),
            shared(self.lower),
            shared(self.base),
            shared(self.usable),
            shared(self.settled),
            shared(self.rows),
            tuple(known.setdefault(one, one) for one in self.answers),
            self.operands,
        )


def plan_rubric(rubric: CompiledRubric, parameters: Parameters) -> Mapping[str, MeasurePlan]:
    """Measure key → plan, for the round's parameters, in the order of the rubric."""
    one_of: dict[Aggregate, Aggregate] = {}
    return {key: plan_measure(compiled, parameters).sharing(one_of) for key, compiled in rubric.measures.items()}


def set_verdict(row_set: CompiledSet, parameters: Parameters) -> Verdict:
    """Whether a row belongs to the set."""
    return lower_condition(row_set.condition, parameters) if row_set.condition is not None else Verdict(EVER, some(()))


def set_size(row_set: CompiledSet, parameters: Parameters) -> Aggregate:
    """How many rows surely belong to the set."""
    return Aggregate(row_set.table.key, set_verdict(row_set, parameters).true)


def plan_measure(compiled: CompiledMeasure, parameters: Parameters) -> MeasurePlan:
    """The aggregates of one measure."""
    if compiled.over is None:
        return MeasurePlan(compiled, operands=names(compiled.formula) if compiled.formula else ())
    table, member = compiled.over.table.key, set_verdict(compiled.over, parameters)
    values = [lower_number(tree, parameters) for tree in (compiled.upper, compiled.lower) if tree is not None]
    if compiled.by is not None:
        values = [_answer(compiled)]
    condition = lower_condition(compiled.where, parameters) if compiled.where is not None else None
    usable = every((member.true, _known(values, condition)))
    return MeasurePlan(
        compiled=compiled,
        upper=_upper(compiled, table, member, values, condition, usable),
        lower=_lower(compiled, table, member, values, usable),
        base=Aggregate(table, member.true),
        usable=Aggregate(table, usable),
        settled=Aggregate(table, some((member.false, usable))),
        rows=Aggregate(table, EVER),
        answers=_answers(compiled, table, usable, values),
    )


def _answer(compiled: CompiledMeasure) -> Quantity:
    """The answer's number in the form's list."""
    assert compiled.by is not None
    return Quantity(Column(compiled.by.key, 12), Constant(1), Present(compiled.by.key))


def _answers(compiled: CompiledMeasure, table: str, usable: Condition, values: list[Quantity]) -> tuple[Aggregate, ...]:
    if compiled.measure.kind not in COUNT_ANSWERS or compiled.by is None:
        return ()
    return tuple(
        Aggregate(table, every((usable, sign("=", values[0].numerator, Constant(number))))) for number in _numbers(compiled.by)
    )


COUNT_ANSWERS = frozenset({MeasureKind.EVENNESS, MeasureKind.LARGEST_SHARE})


def _numbers(by: Binding) -> tuple[int, ...]:
    """The numbers that stand for the answers, in the order of the form; 是/否 as 0 and 1."""
    return tuple(by.choices.values()) or (0, 1)


def _known(values: list[Quantity], condition: Verdict | None) -> Condition:
    """Where nothing that the measure reads is unknown."""
    if condition is not None:
        return some((condition.true, condition.false))
    return every(value.known for value in values)


def _upper(
    compiled: CompiledMeasure,
    table: str,
    member: Verdict,
    values: list[Quantity],
    condition: Verdict | None,
    usable: Condition,
) -> Aggregate:
    if values:
        fold = Fold.MEDIAN if compiled.measure.kind is MeasureKind.MEDIAN else Fold.SUM
        return Aggregate(table, usable, values[0], fold)
    return Aggregate(table, every((member.true, condition.true)) if condition else member.true)


def _lower(compiled: CompiledMeasure, table: str, member: Verdict, values: list[Quantity], usable: Condition) -> Aggregate | None:
    match compiled.measure.kind:
        case MeasureKind.RATIO | MeasureKind.GROWTH:
            return Aggregate(table, usable, values[1])
        case MeasureKind.SHARE | MeasureKind.DENSITY | MeasureKind.LARGEST_SHARE:
            return Aggregate(table, member.true)
        case MeasureKind.MEAN:
            return Aggregate(table, usable)
        case _:
            return None


Marks: TypeAlias = Mapping[str, Sequence[Decimal]]
"""Measure key → the reviewers' marks of one unit."""


def results(plans: Mapping[str, MeasurePlan], figures: Figures, marks: Marks) -> dict[str, Measured]:
    """Every measured value of one unit. A formula finds those before it."""
    found: dict[str, Measured] = {}
    for key, plan in plans.items():
        found[key] = _rounded(plan, result(plan, figures, found, marks.get(key, ())))
    return found


def result(plan: MeasurePlan, figures: Figures, before: Mapping[str, Measured], marks: Sequence[Decimal] = ()) -> Measured:
    """One measured value, not rounded yet."""
    match plan.compiled.measure.kind:
        case MeasureKind.FORMULA:
            return _formula(plan, before)
        case MeasureKind.LOGARITHM:
            return _logarithm(plan, before)
        case MeasureKind.MARKS:
            return _marks(plan, marks)
        case _:
            return _of_rows(plan, figures)


def remarked(plans: Mapping[str, MeasurePlan], known: Mapping[str, Measured], marks: Marks) -> dict[str, Measured]:
    """The same unit with other marks: what is counted stays, marks and what is made of measures are worked out anew."""
    found: dict[str, Measured] = {}
    for key, plan in plans.items():
        kind = plan.compiled.measure.kind
        made = kind in (MeasureKind.MARKS, MeasureKind.FORMULA, MeasureKind.LOGARITHM)
        found[key] = _rounded(plan, result(plan, {}, found, marks.get(key, ()))) if made else known[key]
    return found


def remeasured(
    plans: Mapping[str, MeasurePlan], known: Mapping[str, Measured], before: Figures, changed: Figures, marks: Marks
) -> Mapping[str, Measured]:
    """The same unit with other figures or marks of some measures: what rests on none of them stays the same object.

    ``marks`` has the measures whose marks changed, not all as in ``results``: whatever it has is worked out anew.
    """
    figures = {**before, **changed}
    found: dict[str, Measured] = {}
    moved: set[str] = set()
    for key, plan in plans.items():
        of = plan.compiled.measure.of
        below = plan.operands or ((of,) if of else ())
        if key in marks or not moved.isdisjoint(below) or any(one in changed for one in plan.aggregates):
            found[key] = _rounded(plan, result(plan, figures, found, marks.get(key, ())))
            moved.add(key)
        else:
            found[key] = known[key]
    return found


def _rounded(plan: MeasurePlan, measured: Measured) -> Measured:
    measure = plan.compiled.measure
    if measure.round_to is None or measured.value is None:
        return measured
    return replace(measured, value=from_decimal(rounded(measured.value, measure.round_to, measure.round_mode)))


def _of_rows(plan: MeasurePlan, figures: Figures) -> Measured:
    usable = _count(figures, plan.usable)
    unknown = _count(figures, plan.rows) - _count(figures, plan.settled)
    upper = figure(figures, plan.upper) if plan.upper else ZERO
    lower = figure(figures, plan.lower) if plan.lower else ONE
    if plan.compiled.measure.kind is MeasureKind.EVENNESS:
        upper, lower = _evenness([figure(figures, one).numerator for one in plan.answers])
    commonest: tuple[int, ...] = ()
    if plan.compiled.measure.kind is MeasureKind.LARGEST_SHARE:
        upper, commonest = _largest(plan, figures)
    lack = _lack(plan, usable, lower)
    value = None if lack else upper.over(lower)
    if value is not None and plan.compiled.measure.kind is MeasureKind.GROWTH:
        value = value.less(ONE)
    base = _count(figures, plan.base)
    return Measured(upper, lower, value, lack, base, usable, unknown, commonest=commonest)


def _count(figures: Figures, counting: Aggregate | None) -> int:
    return figure(figures, counting).numerator if counting else 0


def _evenness(counts: Sequence[int]) -> tuple[Ratio, Ratio]:
    """1 − Σp² as (N² − Σn²) ÷ N²: exact, and an official can follow it."""
    whole = sum(counts) ** 2
    return Ratio(whole - sum(count**2 for count in counts), 1), Ratio(whole, 1)


def _largest(plan: MeasurePlan, figures: Figures) -> tuple[Ratio, tuple[int, ...]]:
    """How many gave the commonest answer, and which it is (several where they are equally common, none without answers)."""
    assert plan.compiled.by is not None
    counts = [figure(figures, one).numerator for one in plan.answers]
    most = max(counts, default=0)
    commonest = (number for number, count in zip(_numbers(plan.compiled.by), counts, strict=True) if count == most)
    return Ratio(most, 1), tuple(commonest) if most else ()


NEED_A_ROW = frozenset({MeasureKind.MEDIAN, MeasureKind.VALUE, MeasureKind.CATEGORY})


def _lack(plan: MeasurePlan, usable: int, lower: Ratio) -> Lack | None:
    kind = plan.compiled.measure.kind
    if usable < plan.compiled.measure.min_rows:
        return Lack.TOO_FEW
    if kind in NEED_A_ROW and not usable:
        return Lack.UNKNOWN
    if kind is MeasureKind.GROWTH and lower.numerator <= 0:
        return Lack.NO_POSITIVE_BASE
    return None if lower.numerator else Lack.ZERO_DENOMINATOR


# Out of other measures, and of marks ----------------------------------------------------------------------------------


def _made(value: Ratio | None, lack: Lack | None, before: Iterable[Measured], *, approximate: bool = False) -> Measured:
    """A value made of others: as unknown and as approximate as they are."""
    before = tuple(before)
    return Measured(
        upper=value or ZERO,
        lower=ONE,
        value=value,
        lack=lack,
        base=0,
        usable=0,
        unknown=max((one.unknown for one in before), default=0),
        approximate=approximate or any(one.approximate for one in before),
    )


def _formula(plan: MeasurePlan, before: Mapping[str, Measured]) -> Measured:
    tree = plan.compiled.formula
    assert tree is not None
    operands = {key: before[key] for key in plan.operands}
    if any(one.value is None for one in operands.values()):
        return _made(None, Lack.OPERAND, operands.values())
    value = value_of(tree, {key: one.value for key, one in operands.items()})
    return _made(value, None if value is not None else Lack.ZERO_DENOMINATOR, operands.values())


def _logarithm(plan: MeasurePlan, before: Mapping[str, Measured]) -> Measured:
    operand = before[plan.compiled.measure.of]
    if operand.value is None:
        return _made(None, Lack.OPERAND, [operand])
    if operand.value.numerator <= 0:
        return _made(None, Lack.NOT_POSITIVE, [operand])
    of, base = operand.value, plan.compiled.measure.base
    found = working(
        lambda context: (
            in_working(of, context).ln(context)
            if base is LogBase.E
            else context.divide(in_working(of, context).ln(context), Decimal(base.value).ln(context))
        )
    )
    return _made(found, None, [operand], approximate=True)


def _marks(plan: MeasurePlan, marks: Sequence[Decimal]) -> Measured:
    """The mean of the marks; with enough of them one highest and one lowest are dropped. No marks are not zero: 未评审."""
    measure = plan.compiled.measure
    given = tuple(sorted(marks))
    kept = given[1:-1] if drops(measure, len(given)) else given
    whole = from_decimal(sum(kept, Decimal(0)))
    enough = len(marks) >= max(measure.min_rows, 1)
    value = whole.over(Ratio(len(kept), 1)) if enough and kept else None
    lack = None if value else Lack.TOO_FEW
    return Measured(whole, Ratio(max(len(kept), 1), 1), value, lack, len(given), len(kept), 0, marks=given)


def drops(measure: Measure, marks: int) -> bool:
    """Whether so many marks lose one highest and one lowest."""
    return bool(measure.drop_from) and marks >= measure.drop_from
