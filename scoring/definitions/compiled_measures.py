"""Sets and measures of a rubric with every expression read and every reference resolved, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace

from scoring.definitions.expression import table_scope
from scoring.definitions.form import FieldType, Form, Table
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.rubric import Measure, MeasureKind, RowSet
from scoring.definitions.tree import Binding, Every, Kind, Scope, Tree, Type


@dataclass(frozen=True, slots=True)
class CompiledSet:
    """A set of rows as one condition on one table; None: every row."""

    row_set: RowSet
    table: Table
    condition: Tree | None


@dataclass(frozen=True, slots=True)
class CompiledMeasure:
    """A measure with its expressions read. ``type`` is that of its result: money 1 for an amount, 0 for counts and ratios.

    ``over`` is the record itself for what is worked out of it, None for what is worked out of other measures or of marks.
    ``by`` is the choice or 是/否 field of an evenness, a largest share or a category; ``formula`` names measures that stand before.
    """

    measure: Measure
    over: CompiledSet | None
    where: Tree | None
    upper: Tree | None
    lower: Tree | None
    by: Binding | None
    formula: Tree | None
    type: Type
    upper_money: int = 0
    """Power of money of what is summed above, and below."""
    lower_money: int = 0
    operand: Binding | None = None
    """The measure a logarithm is of."""

    @property
    def rows(self) -> CompiledSet:
        """The set it runs over, for a measure that has one."""
        assert self.over is not None, self.measure.key
        return self.over


MOST_DECIMALS = 12
"""Of rounded measures and printed points; more than anybody prints."""


@dataclass(frozen=True, slots=True)
class MeasureKeys:
    """Keys that a kind of measure needs, and others that do something in it, in the order people think of them."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ("min_rows",)


OF_EVERY_MEASURE = ("key", "label", "kind", "unit", "round_to", "round_mode")
KEYS: Mapping[MeasureKind, MeasureKeys] = {
    MeasureKind.COUNT: MeasureKeys(("over",), ("where", "min_rows")),
    MeasureKind.SHARE: MeasureKeys(("over", "where")),
    MeasureKind.SUM: MeasureKeys(("over", "value")),
    MeasureKind.DENSITY: MeasureKeys(("over", "value")),
    MeasureKind.MEAN: MeasureKeys(("over", "value")),
    MeasureKind.MEDIAN: MeasureKeys(("over", "value")),
    MeasureKind.RATIO: MeasureKeys(("over", "numerator", "denominator")),
    MeasureKind.GROWTH: MeasureKeys(("over", "numerator", "denominator")),
    MeasureKind.EVENNESS: MeasureKeys(("over", "by")),
    MeasureKind.LARGEST_SHARE: MeasureKeys(("over", "by")),
    MeasureKind.VALUE: MeasureKeys(("value",)),
    MeasureKind.CATEGORY: MeasureKeys(("by",)),
    MeasureKind.FORMULA: MeasureKeys(("formula",), ()),
    MeasureKind.LOGARITHM: MeasureKeys(("of",), ("base",)),
    MeasureKind.MARKS: MeasureKeys((), ("min_rows", "drop_from", "step", "spread", "anchors")),
}
"""Which keys say what a measure is, by its kind; what stands in another one does nothing there and is a finding."""
_WITHOUT_KEY = {one.name: one.default for one in fields(Measure)}
OF_THE_RECORD = frozenset({MeasureKind.VALUE, MeasureKind.CATEGORY})


def compile_sets(sets: Iterable[RowSet], form: Form, to: Mistakes) -> dict[str, CompiledSet]:
    """A set may build on a set that stands before it."""
    compiled: dict[str, CompiledSet] = {}
    before: list[str] = []
    for row_set in sets:
        key = f"sets[{row_set.key}]"
        if row_set.key in before:
            to.say("twice", key, seen=row_set.key)
        made = _set(row_set, form, compiled, before, key, to)
        before.append(row_set.key)
        if made is not None:
            compiled[row_set.key] = made
    return compiled


def _set(
    row_set: RowSet, form: Form, compiled: Mapping[str, CompiledSet], before: Iterable[str], key: str, to: Mistakes
) -> CompiledSet | None:
    if bool(row_set.of) == bool(row_set.table):
        to.say("set_needs_one_origin", key)
        return None
    if row_set.of:
        if not to.named(row_set.of, before, f"{key}.of") or row_set.of not in compiled:
            return None  # what is wrong with a set is said where it stands
        table, inner = compiled[row_set.of].table, compiled[row_set.of].condition
    else:
        if not to.named(row_set.table, (table.key for table in form.tables), f"{key}.table"):
            return None
        table, inner = form.table(row_set.table), None
    own = to.condition(row_set.where, table_scope(form, table), f"{key}.where")
    parts = tuple(part for condition in (inner, own) for part in _conjuncts(condition))
    return CompiledSet(row_set, table, Every(parts) if len(parts) > 1 else next(iter(parts), None))


def _conjuncts(condition: Tree | None) -> tuple[Tree, ...]:
    """The parts of a chain of ``and``, so that a set of a set reads as one chain."""
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, Every) else (condition,)


def compile_measures(
    measures: Iterable[Measure], form: Form, sets: Mapping[str, CompiledSet], to: Mistakes, *, known: Collection[str]
) -> dict[str, CompiledMeasure]:
    """A formula or logarithm may build on measures that stand before it. ``known``: the keys of all sets, broken ones too."""
    compiled: dict[str, CompiledMeasure] = {}
    for measure in measures:
        if measure.key in compiled:
            to.say("twice", f"measures[{measure.key}]", seen=measure.key)
        found = compile_measure(measure, form, sets, compiled, to, known=known)
        if found is not None:
            compiled[measure.key] = found
    return compiled


def compile_measure(
    measure: Measure,
    form: Form,
    sets: Mapping[str, CompiledSet],
    before: Mapping[str, CompiledMeasure],
    to: Mistakes,
    *,
    known: Collection[str],
) -> CompiledMeasure | None:
    """One measure behind those ``before`` it; None where its set is not to be had."""
    key = f"measures[{measure.key}]"
    _needed(measure, key, to)
    if not to.between(measure.round_to, 0, MOST_DECIMALS, f"{key}.round_to"):
        measure = replace(measure, round_to=None)
    if measure.over and (not to.named(measure.over, known, f"{key}.over") or measure.over not in sets):
        return None
    over = sets.get(measure.over) or (_record(form) if measure.kind in OF_THE_RECORD else None)
    return _measure(measure, form, over, before, key, to)


def _record(form: Form) -> CompiledSet:
    table = form.table(form.record)
    return CompiledSet(RowSet(key="", label=table.label, table=table.key), table, None)


def _measure(
    measure: Measure, form: Form, over: CompiledSet | None, before: Mapping[str, CompiledMeasure], key: str, to: Mistakes
) -> CompiledMeasure:
    scope = table_scope(form, over.table) if over else {}
    where = to.condition(measure.where, scope, f"{key}.where")
    value, value_type = _number(measure.value, scope, f"{key}.value", to)
    above, above_type = _number(measure.numerator, scope, f"{key}.numerator", to)
    upper, upper_type = (value, value_type) if measure.value else (above, above_type)
    lower, lower_type = _number(measure.denominator, scope, f"{key}.denominator", to)
    formula, formula_type = _number(measure.formula, _measure_scope(before), f"{key}.formula", to)
    operand = None
    if measure.of and to.named(measure.of, before, f"{key}.of"):
        operand = _measure_scope(before)[measure.of]
    if measure.kind is MeasureKind.GROWTH and upper and lower and upper_type.money != lower_type.money:
        to.say("growth_of_unlike", key)
    by = _answers(measure, form, over, key, to)
    money = formula_type.money if formula else upper_type.money - lower_type.money
    kind = Type(Kind.NUMBER, money, _whole(measure, upper_type, formula_type))
    return CompiledMeasure(measure, over, where, upper, lower, by, formula, kind, upper_type.money, lower_type.money, operand)


def _whole(measure: Measure, upper: Type, formula: Type) -> bool:
    """Whether the result has no fraction: how far it is from a bound is then told in whole units."""
    match measure.kind:
        case MeasureKind.COUNT:
            return True
        case MeasureKind.SUM | MeasureKind.VALUE:
            return upper.whole
        case MeasureKind.FORMULA:
            return formula.whole
        case _:
            return False


def _measure_scope(before: Mapping[str, CompiledMeasure]) -> Scope:
    return {key: Binding(key, one.measure.label, one.type, unit=one.measure.unit) for key, one in before.items()}


def _answers(measure: Measure, form: Form, over: CompiledSet | None, key: str, to: Mistakes) -> Binding | None:
    """The field whose answers are counted or looked up."""
    if not measure.by or over is None:
        return None
    allowed = [field.key for field in over.table.fields if field.type in (FieldType.CHOICE, FieldType.BOOL)]
    return table_scope(form, over.table)[measure.by] if to.named(measure.by, allowed, f"{key}.by") else None


def _needed(measure: Measure, key: str, to: Mistakes) -> None:
    keys = KEYS[measure.kind]
    known = {*OF_EVERY_MEASURE, *keys.needs, *keys.may}
    given = {name for name, nothing in _WITHOUT_KEY.items() if getattr(measure, name) != nothing}
    for name in sorted(set(keys.needs) - given):
        to.say("measure_needs", f"{key}.{name}", kind=measure.kind.value, wanted=name)
    for name in sorted(given - known):
        to.say("measure_has_no", f"{key}.{name}", kind=measure.kind.value, seen=name)
    for name, number in (("step", measure.step), ("spread", measure.spread)):
        if number is not None and number <= 0:
            to.say("not_positive", f"{key}.{name}", seen=number)


def _number(text: str, scope: Scope, key: str, to: Mistakes) -> tuple[Tree | None, Type]:
    return to.number(text, scope, key) or (None, Type(Kind.NUMBER))
