"""A rubric with every expression read and every reference resolved against its form, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scoring.definitions.codec import read_canonical
from scoring.definitions.compiled_grading import CompiledGrading, compile_grading
from scoring.definitions.compiled_measures import MOST_DECIMALS, CompiledMeasure, CompiledSet, compile_measures, compile_sets
from scoring.definitions.examples import check_branch_examples, check_grade_cases, check_worked, read_examples
from scoring.definitions.expression import read_literal, table_scope
from scoring.definitions.form import NO, YES, FieldType, Form
from scoring.definitions.mistakes import Mistakes, Slot, stands
from scoring.definitions.rubric import Combine, Indicator, MeasureKind, MissingRule, RankBy, Role, Rubric
from scoring.definitions.scales import (
    CategoryScale,
    LinearScale,
    MinMaxScale,
    PercentileScale,
    RankScale,
    Scale,
    SegmentScale,
    StepScale,
    ValueScale,
    literal_keys,
    literals,
    most_points,
)
from scoring.definitions.tree import Number, Tree
from scoring.findings import Finding

FEWEST_PEERS, MOST_PEERS = 3, 1000
"""Of two, the median tells one what the other has."""


@dataclass(frozen=True, slots=True)
class CompiledRubric:
    """A rubric with its sets and measures read against its form, and the values of its scales as exact numbers."""

    rubric: Rubric
    form: Form
    sets: Mapping[str, CompiledSet]
    measures: Mapping[str, CompiledMeasure]
    """In the order of the file: a formula stands behind what it names."""
    bounds: Mapping[str, tuple[Number | None, ...]]
    """Indicator code → the values of its scale (``scales.literals``); None for a bound left to the peers."""
    takes_part: Tree | None
    grading: CompiledGrading
    examples: tuple[Number, ...]
    """The values of the rubric's point examples, in order."""


def compile_rubric(rubric: Rubric, form: Form, document: str) -> tuple[CompiledRubric | None, tuple[Finding, ...]]:
    """Reads a rubric against its form; or says everything that is wrong with it."""
    draft, findings = draft_rubric(rubric, form, document)
    return (None if findings else draft), findings


def draft_rubric(
    rubric: Rubric, form: Form, document: str, slots: dict[str, Slot] | None = None
) -> tuple[CompiledRubric, tuple[Finding, ...]]:
    """What reads of a rubric, and everything that is wrong with it. With findings the draft has holes: for lint only.

    ``slots``, where given, is told of every expression's place (``mistakes.Slot``).
    """
    to = Mistakes(document, slots)
    if rubric.form != form.key:  # against another form every name would be wrong: one finding, not three hundred
        to.say("other_form", "form", seen=rubric.form, wanted=form.key)
        nothing = CompiledGrading((), (), (), (), {})
        return CompiledRubric(rubric, form, {}, {}, {}, None, nothing, ()), tuple(to.found)
    sets = compile_sets(rubric.sets, form, to)
    measures = compile_measures(rubric.measures, form, sets, to, known=[one.key for one in rubric.sets])
    _tree(rubric, to)
    bounds = {indicator.code: _bounds(indicator, measures, to) for indicator in rubric.indicators}
    examples = read_examples(rubric, measures, to)
    check_branch_examples(rubric, to)
    check_worked(rubric, to)
    record = form.table(form.record)
    takes_part = to.condition(rubric.takes_part, table_scope(form, record), "takes_part")
    if rubric.peers_by:
        choices = [field.key for field in record.fields if field.type is FieldType.CHOICE]
        to.named(rubric.peers_by, choices, "peers_by")
    to.between(rubric.peers_least, FEWEST_PEERS, MOST_PEERS, "peers_least")
    if rubric.scored_only_with:
        to.named(rubric.scored_only_with, (row_set.key for row_set in rubric.sets), "scored_only_with")
    _rounding(rubric, to)
    grading = compile_grading(rubric, form, measures, to)
    check_grade_cases(rubric, {**table_scope(form, record), **grading.figures}, to)
    return CompiledRubric(rubric, form, sets, measures, bounds, takes_part, grading, examples), tuple(to.found)


def adopted_rubric(text: str, form: Form) -> CompiledRubric:
    """A rubric from its stored text, which was judged when it was adopted and is not judged again."""
    draft, findings = draft_rubric(read_canonical(text, Rubric), form, "")
    stands(findings)
    return draft


def _tree(rubric: Rubric, to: Mistakes) -> None:
    """Branches stand before what hangs on them; left-out points of a sum go from base indicators to base indicators."""
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
        to.named(indicator.measure, (measure.key for measure in rubric.measures), f"{key}.measure")
        if indicator.maximum <= 0:
            to.say("maximum_not_positive", f"{key}.maximum", seen=indicator.maximum)
        if not to.named(indicator.parent, codes, f"{key}.parent"):
            continue
        summed = rubric.branch(indicator.parent).combine is Combine.SUM
        leaves = summed and indicator.missing.rule is MissingRule.LEAVE_OUT
        if leaves != bool(indicator.missing.to):
            to.say("leave_out_needs_to" if summed else "mean_needs_no_to", f"{key}.missing.to")
        for receiver in indicator.missing.to:
            others = (code for code in indicators if code != indicator.code)
            if to.named(receiver, others, f"{key}.missing.to") and standing:
                _base_to_base(rubric, indicator, indicators[receiver], key, to)


def _base_to_base(rubric: Rubric, giver: Indicator, receiver: Indicator, key: str, to: Mistakes) -> None:
    codes = {branch.code for branch in rubric.branches}
    for one in (giver, receiver):
        if one.parent in codes and rubric.role(one) is not Role.BASE:
            to.say("hands_on_to_bonus", f"{key}.missing.to", seen=one.code)


def _rounding(rubric: Rubric, to: Mistakes) -> None:
    rounding = rubric.rounding
    given = {
        "rounding.indicator_decimals": rounding.indicator_decimals,
        "rounding.total_decimals": rounding.total_decimals,
        "rounding.shown_decimals": rounding.shown_decimals,
        "rounding.rank_decimals": rounding.rank_decimals,
    }
    given |= {f"branches[{branch.code}].decimals": branch.decimals for branch in rubric.branches}
    for key, decimals in given.items():
        to.between(decimals, 0, MOST_DECIMALS, key)
    if rounding.rank_decimals is not None and rounding.rank_by is RankBy.PRINTED:
        to.say("rank_decimals_of_printed", "rounding.rank_decimals", wanted=RankBy.EXACT.value)


def _bounds(indicator: Indicator, measures: Mapping[str, CompiledMeasure], to: Mistakes) -> tuple[Number | None, ...]:
    """The values of a scale as exact numbers, of the measure's kind and in order."""
    key = f"indicators[{indicator.code}].scale"
    scale, compiled = indicator.scale, measures.get(indicator.measure)
    read = tuple(
        to.read(read_literal(value, to.place(f"{key}.{name}"))) if value else None
        for name, value in zip(literal_keys(scale), literals(scale), strict=True)
    )
    _there(scale, read, key, to)
    if compiled is not None:
        _fits(scale, read, compiled, key, to)
    rising = isinstance(scale, LinearScale | SegmentScale | MinMaxScale | PercentileScale | RankScale)
    if isinstance(scale, StepScale):
        rising = scale.falling
    if isinstance(scale, LinearScale | SegmentScale | StepScale | RankScale | PercentileScale | MinMaxScale):
        _in_order([number for number in read if number is not None], key, to, rising=rising)
    if not read and not isinstance(scale, CategoryScale | ValueScale):
        named = (
            "nodes"
            if isinstance(scale, LinearScale | PercentileScale)
            else "segments"
            if isinstance(scale, SegmentScale)
            else "steps"
        )
        to.say("scale_is_empty", f"{key}.{named}")
    elif most_points(scale) != indicator.maximum:
        to.say("scale_misses_maximum", key, most=most_points(scale), maximum=indicator.maximum)
    return read


def _there(scale: Scale, read: tuple[Number | None, ...], key: str, to: Mistakes) -> None:
    """Only the ends between the worst and the best may be left to the peers; what points are counted by is not nothing."""
    for value, name, number in zip(literals(scale), literal_keys(scale), read, strict=True):
        if not value and not isinstance(scale, MinMaxScale):
            to.say("missing_key", f"{key}.{name}")
        if name == "per" and number is not None and number.numerator <= 0:
            to.say("per_not_positive", f"{key}.{name}", seen=value)


def _fits(scale: Scale, read: tuple[Number | None, ...], compiled: CompiledMeasure, key: str, to: Mistakes) -> None:
    """A category scale goes with a category measure, and its answers exist; other bounds have the measure's unit."""
    is_category = compiled.measure.kind is MeasureKind.CATEGORY
    if is_category != isinstance(scale, CategoryScale):
        to.say("scale_of_other_kind", key, measure=compiled.measure.key)
    if isinstance(scale, CategoryScale) and compiled.by is not None:
        allowed = list(compiled.by.choices) or [YES, NO]
        for answer, _ in scale.points:
            to.named(answer, allowed, f"{key}.points")
    money = 0 if isinstance(scale, RankScale | PercentileScale) else compiled.type.money
    for name, number in zip(literal_keys(scale), read, strict=True):
        if number is not None and number.money != money:
            to.say("bound_of_other_unit", f"{key}.{name}", seen=number.text)


def _in_order(numbers: list[Number], key: str, to: Mistakes, *, rising: bool) -> None:
    for before, after in pairwise(numbers):
        gap = after.numerator * before.denominator - before.numerator * after.denominator
        if before.money == after.money and ((gap <= 0) if rising else (gap >= 0)):
            to.say("bounds_out_of_order", key, first=before.text, second=after.text)


def points_decimals(rubric: Rubric) -> int:
    """Decimals in which points are printed: those they are rounded to, or those they are shown with."""
    decimals = rubric.rounding.indicator_decimals
    return rubric.rounding.shown_decimals if decimals is None else decimals


def whole_maximum(rubric: Rubric) -> Decimal:
    """What the base indicators of summed branches can reach together, under the caps of their branches."""
    reach = {branch.code: Decimal(0) for branch in rubric.branches}
    for indicator in rubric.indicators:
        reach[indicator.parent] += indicator.maximum
    for branch in reversed(rubric.branches):  # children stand behind their parents
        if branch.cap is not None:
            reach[branch.code] = min(reach[branch.code], branch.cap)
        if branch.parent:
            reach[branch.parent] += reach[branch.code]
    tops = (branch for branch in rubric.branches if not branch.parent and branch.role is Role.BASE)
    return sum((reach[branch.code] for branch in tops), Decimal(0))
