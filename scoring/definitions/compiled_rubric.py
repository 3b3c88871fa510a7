"""A rubric with every expression read and every reference resolved against its form, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scoring.definitions.codec import read_canonical
from scoring.definitions.expression import read_literal, read_number, table_scope
from scoring.definitions.form import Form, Table
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.rubric import (
    Indicator,
    LinearScale,
    Measure,
    MeasureKind,
    MissingRule,
    Role,
    RowSet,
    Rubric,
    Scale,
    StepScale,
    UnitScale,
)
from scoring.definitions.tree import Every, Kind, Number, Scope, Tree, Type
from scoring.findings import Finding

MOST_DECIMALS = 12
"""Of printed points; more than anybody prints."""


@dataclass(frozen=True, slots=True)
class CompiledSet:
    """A set of rows as one condition on one table; None: every row."""

    row_set: RowSet
    table: Table
    condition: Tree | None


@dataclass(frozen=True, slots=True)
class CompiledMeasure:
    """A measure with its expressions read. ``type`` is that of its result: money 1 for an amount, 0 for counts and ratios."""

    measure: Measure
    over: CompiledSet
    where: Tree | None
    upper: Tree | None
    lower: Tree | None
    type: Type


@dataclass(frozen=True, slots=True)
class CompiledRubric:
    """A rubric with its sets and measures read against its form, and the values of its scales as exact numbers."""

    rubric: Rubric
    form: Form
    sets: Mapping[str, CompiledSet]
    measures: Mapping[str, CompiledMeasure]
    bounds: Mapping[str, tuple[Number, ...]]
    """Indicator code → the values of its scale's nodes or steps, in the order of the file."""
    examples: tuple[Number, ...]
    """The values of the rubric's point examples, in order."""


def compile_rubric(rubric: Rubric, form: Form, document: str) -> tuple[CompiledRubric | None, tuple[Finding, ...]]:
    """Reads a rubric against its form; or says everything that is wrong with it."""
    to = Mistakes(document)
    if rubric.form != form.key:  # against another form every name would be wrong: one finding, not three hundred
        to.say("other_form", "form", seen=rubric.form, wanted=form.key)
        return None, tuple(to.found)
    sets = _sets(rubric, form, to)
    measures = _measures(rubric, form, sets, to)
    _tree(rubric, to)
    bounds = {indicator.code: _bounds(indicator, measures, to) for indicator in rubric.indicators}
    examples = _examples(rubric, measures, to)
    _grades(rubric, to)
    _rounding(rubric, to)
    to.named(rubric.scored_only_with, (row_set.key for row_set in rubric.sets), "scored_only_with")
    if to.found:
        return None, tuple(to.found)
    return CompiledRubric(rubric, form, sets, measures, bounds, examples), ()


def adopted_rubric(text: str, form: Form) -> CompiledRubric:
    """A rubric from its stored text, which was checked when it was adopted."""
    compiled, findings = compile_rubric(read_canonical(text, Rubric), form, "")
    assert compiled is not None, findings
    return compiled


def _sets(rubric: Rubric, form: Form, to: Mistakes) -> dict[str, CompiledSet]:
    """A set may build on a set that stands before it."""
    to.once((row_set.key for row_set in rubric.sets), "sets")
    compiled: dict[str, CompiledSet] = {}
    for number, row_set in enumerate(rubric.sets):
        key = f"sets[{row_set.key}]"
        if bool(row_set.of) == bool(row_set.table):
            to.say("set_needs_one_origin", key)
            continue
        if row_set.of:
            before = [other.key for other in rubric.sets[:number]]
            if not to.named(row_set.of, before, f"{key}.of") or row_set.of not in compiled:
                continue  # what is wrong with a set is said where it stands
            table, inner = compiled[row_set.of].table, compiled[row_set.of].condition
        else:
            if not to.named(row_set.table, (table.key for table in form.tables), f"{key}.table"):
                continue
            table, inner = form.table(row_set.table), None
        own = to.condition(row_set.where, table_scope(form, table), f"{key}.where")
        parts = tuple(part for condition in (inner, own) for part in _conjuncts(condition))
        compiled[row_set.key] = CompiledSet(row_set, table, Every(parts) if len(parts) > 1 else next(iter(parts), None))
    return compiled


def _conjuncts(condition: Tree | None) -> tuple[Tree, ...]:
    """The parts of a chain of ``and``, so that a set of a set reads as one chain."""
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, Every) else (condition,)


def _measures(rubric: Rubric, form: Form, sets: Mapping[str, CompiledSet], to: Mistakes) -> dict[str, CompiledMeasure]:
    to.once((measure.key for measure in rubric.measures), "measures")
    compiled: dict[str, CompiledMeasure] = {}
    for measure in rubric.measures:
        key = f"measures[{measure.key}]"
        if not to.named(measure.over, (row_set.key for row_set in rubric.sets), f"{key}.over") or measure.over not in sets:
            continue
        over = sets[measure.over]
        _needed(measure, key, to)
        scope = table_scope(form, over.table)
        where = to.condition(measure.where, scope, f"{key}.where")
        upper, upper_type = _number(
            measure.value or measure.numerator, scope, f"{key}.{'value' if measure.value else 'numerator'}", to
        )
        lower, lower_type = _number(measure.denominator, scope, f"{key}.denominator", to)
        if measure.kind is MeasureKind.GROWTH and upper and lower and upper_type.money != lower_type.money:
            to.say("growth_of_unlike", key)
        money = upper_type.money - lower_type.money if upper else 0
        compiled[measure.key] = CompiledMeasure(measure, over, where, upper, lower, Type(Kind.NUMBER, money))
    return compiled


_NEEDS: Mapping[MeasureKind, frozenset[str]] = {
    MeasureKind.COUNT: frozenset(),
    MeasureKind.SHARE: frozenset({"where"}),
    MeasureKind.SUM: frozenset({"value"}),
    MeasureKind.RATIO: frozenset({"numerator", "denominator"}),
    MeasureKind.GROWTH: frozenset({"numerator", "denominator"}),
}


def _needed(measure: Measure, key: str, to: Mistakes) -> None:
    given = {name for name in ("where", "value", "numerator", "denominator") if getattr(measure, name)}
    needed = _NEEDS[measure.kind]
    for name in sorted(needed - given):
        to.say("measure_needs", f"{key}.{name}", kind=measure.kind.value, wanted=name)
    spare = {"where"} if measure.kind is MeasureKind.COUNT else set()
    for name in sorted(given - needed - spare):
        to.say("measure_has_no", f"{key}.{name}", kind=measure.kind.value, seen=name)


def _number(text: str, scope: Scope, key: str, to: Mistakes) -> tuple[Tree | None, Type]:
    read = to.read(read_number(text, scope, to.place(key))) if text else None
    return read or (None, Type(Kind.NUMBER))


def _tree(rubric: Rubric, to: Mistakes) -> None:
    """Branches stand before what hangs on them; base points go to base points only."""
    codes = [branch.code for branch in rubric.branches]
    found = len(to.found)
    to.once([*codes, *(indicator.code for indicator in rubric.indicators)], "indicators")
    for number, branch in enumerate(rubric.branches):
        if branch.parent:
            to.named(branch.parent, codes[:number], f"branches[{branch.code}].parent")
    standing = len(to.found) == found  # else the way up to a role could lead nowhere, or round and round
    indicators = {indicator.code: indicator for indicator in rubric.indicators}
    for indicator in rubric.indicators:
        key = f"indicators[{indicator.code}]"
        to.named(indicator.parent, codes, f"{key}.parent")
        to.named(indicator.measure, (measure.key for measure in rubric.measures), f"{key}.measure")
        if indicator.maximum <= 0:
            to.say("maximum_not_positive", f"{key}.maximum", seen=indicator.maximum)
        leaves = indicator.missing.rule is MissingRule.LEAVE_OUT
        if leaves != bool(indicator.missing.to):
            to.say("leave_out_needs_to", f"{key}.missing.to")
        for receiver in indicator.missing.to:
            if to.named(receiver, (code for code in indicators if code != indicator.code), f"{key}.missing.to") and standing:
                _base_to_base(rubric, indicator, indicators[receiver], key, to)


def _base_to_base(rubric: Rubric, giver: Indicator, receiver: Indicator, key: str, to: Mistakes) -> None:
    codes = {branch.code for branch in rubric.branches}
    for one in (giver, receiver):
        if one.parent in codes and rubric.role(one) is not Role.BASE:
            to.say("hands_on_to_bonus", f"{key}.missing.to", seen=one.code)


def _bounds(indicator: Indicator, measures: Mapping[str, CompiledMeasure], to: Mistakes) -> tuple[Number, ...]:
    """The values of a scale as exact numbers, in order and of the measure's kind."""
    key = f"indicators[{indicator.code}].scale"
    pairs = _pairs(indicator.scale)
    name = "nodes" if isinstance(indicator.scale, LinearScale) else "steps"
    numbers = [to.read(read_literal(value, to.place(f"{key}.{name}[{at}]"))) for at, (value, _) in enumerate(pairs, start=1)]
    read = tuple(number for number in numbers if number is not None)
    for at, number in enumerate(numbers, start=1):
        _of_the_unit(number, measures.get(indicator.measure), f"{key}.{name}[{at}]", to)
    rising = isinstance(indicator.scale, LinearScale)
    for before, after in pairwise(read):
        gap = after.numerator * before.denominator - before.numerator * after.denominator
        if before.money == after.money and ((gap <= 0) if rising else (gap >= 0)):
            to.say("bounds_out_of_order", key, first=before.text, second=after.text)
    if not pairs and not isinstance(indicator.scale, UnitScale):
        to.say("scale_is_empty", f"{key}.{name}")
    elif (most := _most(indicator.scale, pairs)) != indicator.maximum:
        to.say("scale_misses_maximum", key, most=most, maximum=indicator.maximum)
    return read


def _most(scale: Scale, pairs: tuple[tuple[str, Decimal], ...]) -> Decimal:
    """The most points the scale gives."""
    match scale:
        case UnitScale(cap=cap):
            return cap
        case StepScale(below=below):
            return max(below, *(points for _, points in pairs))
        case _:
            return max(points for _, points in pairs)


def _pairs(scale: Scale) -> tuple[tuple[str, Decimal], ...]:
    match scale:
        case LinearScale(nodes=nodes):
            return nodes
        case StepScale(steps=steps):
            return steps
        case _:
            return ()


def _examples(rubric: Rubric, measures: Mapping[str, CompiledMeasure], to: Mistakes) -> tuple[Number, ...]:
    read = []
    indicators = {indicator.code: indicator for indicator in rubric.indicators}
    for at, example in enumerate(rubric.examples, start=1):
        number = to.read(read_literal(example.value, to.place(f"examples[{at}].value")))
        if to.named(example.indicator, indicators, f"examples[{at}].indicator"):
            _of_the_unit(number, measures.get(indicators[example.indicator].measure), f"examples[{at}].value", to)
        read.append(number)
    return tuple(number for number in read if number is not None)


def _of_the_unit(number: Number | None, measure: CompiledMeasure | None, key: str, to: Mistakes) -> None:
    """A value compared with a measure is money where the measure is."""
    if number and measure and number.money != measure.type.money:
        to.say("bound_of_other_unit", key, seen=number.text)


def _grades(rubric: Rubric, to: Mistakes) -> None:
    bounds = [grade.at_least for grade in rubric.grades]
    if not bounds or bounds[-1] > 0:
        to.say("grades_leave_a_gap", "grades")
    to.once((grade.name.zh for grade in rubric.grades), "grades")
    for before, after in pairwise(rubric.grades):
        if after.at_least >= before.at_least:
            to.say("grades_out_of_order", f"grades[{after.name.zh}].at_least", first=before.name.zh, second=after.name.zh)


def _rounding(rubric: Rubric, to: Mistakes) -> None:
    decimals = rubric.rounding.indicator_decimals
    if not 0 <= decimals <= MOST_DECIMALS:
        to.say("number_not_between", "rounding.indicator_decimals", seen=decimals, least=0, most=MOST_DECIMALS)
