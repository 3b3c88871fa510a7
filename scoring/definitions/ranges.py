"""What a measure can come to at all, by its kind and by the form's own bounds: a share lies between 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.form import Form
from scoring.definitions.lowered import Constant
from scoring.definitions.lowering import lower_number
from scoring.definitions.proving import ROUNDS, integer_span, table_limits
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.tree import Arithmetic, Extreme, Name, Negative, Number, Tree


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high`` (money in 分); None: without end, or not known."""

    low: Fraction | None = None
    high: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def words(self) -> str:
        """``[0, 1]``; ∞ where there is no end."""
        return f"[{'−∞' if self.low is None else self.low}, {'∞' if self.high is None else self.high}]"

    @property
    def positive(self) -> bool:
        return self.low is not None and self.low >= 0

    def join(self, other: Range) -> Range:
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        return Range(low, None if self.high is None or other.high is None else max(self.high, other.high))


ANY = Range()
FROM_ZERO = Range(Fraction(0))
SHARE = Range(Fraction(0), Fraction(1))


def measure_ranges(measures: Mapping[str, CompiledMeasure], form: Form) -> dict[str, Range]:
    """Measure key → its range."""
    found: dict[str, Range] = {}
    for key, one in measures.items():
        found[key] = _measure(one, form, found)
    return found


def _measure(compiled: CompiledMeasure, form: Form, before: Mapping[str, Range]) -> Range:
    match compiled.measure.kind:
        case MeasureKind.COUNT:
            return FROM_ZERO
        case MeasureKind.SHARE | MeasureKind.LARGEST_SHARE:
            return SHARE
        case MeasureKind.EVENNESS:
            answers = len(compiled.by.choices or (0, 1)) if compiled.by else 0
            return Range(Fraction(0), Fraction(answers - 1, answers)) if answers else SHARE
        case MeasureKind.SUM | MeasureKind.DENSITY:
            return FROM_ZERO if _of(compiled, compiled.upper, form).positive else ANY
        case MeasureKind.MEAN | MeasureKind.MEDIAN | MeasureKind.VALUE:
            return _of(compiled, compiled.upper, form)
        case MeasureKind.RATIO:
            both = (_of(compiled, tree, form).positive for tree in (compiled.upper, compiled.lower))
            return FROM_ZERO if all(both) else ANY
        case MeasureKind.GROWTH:
            return Range(Fraction(-1)) if _of(compiled, compiled.upper, form).positive else ANY
        case MeasureKind.FORMULA if compiled.formula is not None:
            return _formula(compiled.formula, before)
        case _:
            return ANY


def _of(compiled: CompiledMeasure, tree: Tree | None, form: Form) -> Range:
    """What an expression can be on one row."""
    if tree is None or compiled.over is None:
        return ANY
    limits = table_limits(form, compiled.over.table)
    found: Range | None = None
    for parameters in ROUNDS:
        quantity = lower_number(tree, parameters)
        over, under = integer_span(quantity.numerator, limits), integer_span(quantity.denominator, limits)
        if isinstance(quantity.denominator, Constant) and quantity.denominator.value > 0:
            ends = (None if end is None else Fraction(end, quantity.denominator.value) for end in (over.low, over.high))
            one = Range(*ends)
        else:
            same_sign = over.low is not None and over.low >= 0 and under.low is not None and under.low >= 0
            one = FROM_ZERO if same_sign else ANY
        found = one if found is None else found.join(one)
    return found or ANY


def _formula(tree: Tree, before: Mapping[str, Range]) -> Range:
    match tree:
        case Number(numerator, denominator):
            return Range(Fraction(numerator, denominator), Fraction(numerator, denominator))
        case Name(binding):
            return before.get(binding.key, ANY)
        case Negative(of):
            inner = _formula(of, before)
            return Range(None if inner.high is None else -inner.high, None if inner.low is None else -inner.low)
        case Arithmetic(operator, left, right):
            return _arithmetic(operator, _formula(left, before), _formula(right, before))
        case Extreme(least, left, right):
            return _extreme(least, _formula(left, before), _formula(right, before))
        case _:
            return ANY


def _arithmetic(operator: str, left: Range, right: Range) -> Range:
    match operator:
        case "+":
            low = None if left.low is None or right.low is None else left.low + right.low
            return Range(low, None if left.high is None or right.high is None else left.high + right.high)
        case "-":
            low = None if left.low is None or right.high is None else left.low - right.high
            return Range(low, None if left.high is None or right.low is None else left.high - right.low)
        case "*" if left.positive and right.positive:
            return Range(Fraction(0), None if left.high is None or right.high is None else left.high * right.high)
        case "/" if left.positive and right.positive:
            divisor = right.low if right.low == right.high else None
            return Range(Fraction(0), left.high / divisor if divisor and left.high is not None else None)
        case _:
            return ANY


def _extreme(least: bool, left: Range, right: Range) -> Range:
    choose = min if least else max
    low = None if left.low is None or right.low is None else choose(left.low, right.low)
    high = None if left.high is None or right.high is None else choose(left.high, right.high)
    if least and high is None:
        high = left.high if right.high is None else right.high
    if not least and low is None:
        low = left.low if right.low is None else right.low
    return Range(low, high)
