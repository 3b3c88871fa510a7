"""Every piece of a rubric changed, one at a time: a new rubric for each, with where it was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.form import FieldType, Words
from scoring.definitions.grading import YearsRule
from scoring.definitions.rubric import Branch, Combine, Indicator, Measure, MeasureKind, RankBy, Rounding, RowSet, Rubric
from scoring.definitions.scales import ThresholdScale, UnitScale

NAMES = {"key", "code", "kind"}
"""What others refer to, and what tells pieces apart: not changed."""
PASSED_OVER: Mapping[str, str] = {
    "Rubric.schema": "which reader reads it",
    "Rubric.form": "the form it is read against",
    "RowSet.table": "all that is asked of the rows is of this table; looked for",
    "Measure.label": "a name: shown where conditions and formulas use it",
    "Measure.unit": "how a figure is printed",
    "GradeLevel.name": "a name that rules refer to; looked for",
}
COUNTED = {"examples", "branch_examples", "worked", "grade_cases"}
"""Only how many there are is shown."""
WALKED_INTO = {"sets", "measures", "anchors", "branches", "grades", "scale", "missing", "rounding"}
DROPPED = COUNTED | {"vetoes", "limits", "minimums", "quotas", "lifts", "over_years", "indicators"}
"""Lists whose last entry nobody refers to."""
ABSENT: Mapping[str, object] = {
    "Branch.decimals": 1,
    "Branch.cap": Decimal(3),
    "Rounding.indicator_decimals": 1,
    "Rounding.total_decimals": 3,
    "Rounding.rank_decimals": 4,
    "Measure.round_to": 3,
    "Measure.step": Decimal("0.25"),
    "Measure.spread": Decimal("0.7"),
    "Rubric.total_cap": Decimal(90),
    "Rubric.total_floor": Decimal(0),
    "Rubric.maximum": Decimal(99),
    "GradeLevel.at_least": Decimal(1),
    "GradeLevel.certificate": True,
    "Rubric.border_within": Decimal(2),
    "Missing.numerator_positive": Decimal(1),
}
"""What may be left out, and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Change:
    """``where`` in the document, of which class and field (``spot``), and the rubric with this piece changed."""

    where: str
    spot: str
    alike: str
    """The spot and its kind: of what sort of measure, scale or list."""
    rubric: Rubric


def changes(compiled: CompiledRubric) -> Iterator[Change]:
    """What cannot matter where it stands (a weight below a sum) is passed over."""
    yield from _of(compiled, compiled.rubric, lambda changed: changed, "")


def spots(kinds: Iterable[type]) -> set[str]:
    """Every class and field there is to be changed."""
    every = {f"{kind.__name__}.{one.name}" for kind in kinds for one in fields(kind) if one.name not in NAMES}
    return {spot for spot in every - PASSED_OVER.keys() if spot.partition(".")[2] not in WALKED_INTO}


def _of(compiled: CompiledRubric, here: Any, whole: Callable[[Any], Rubric], path: str) -> Iterator[Change]:
    """``whole`` puts a changed piece back into the rubric."""
    for one in fields(here):
        spot, value = f"{type(here).__name__}.{one.name}", getattr(here, one.name)
        if one.name in NAMES or spot in PASSED_OVER or not _matters(compiled, here, one.name):
            continue
        back = partial(_back, here, one.name, whole)
        where = f"{path}.{one.name}"
        if is_dataclass(value) and not isinstance(value, Words):
            yield from _of(compiled, value, back, where)
            continue
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            if one.name in DROPPED:
                yield Change(f"{where}, one less", spot, f"{spot}, one less", back(value[:-1]))
            if one.name not in COUNTED:
                for at, part in enumerate(value):
                    yield from _of(compiled, part, partial(_within, value, at, back), f"{where}[{at}]")
            continue
        for changed in _otherwise(compiled, here, one.name, value):
            alike = f"{spot} {getattr(here, 'kind', '')} {changed if isinstance(changed, Enum | None) else ''}"
            yield Change(f"{where}: {value} → {changed}", spot, alike, back(changed))


def _back(here: Any, name: str, whole: Callable[[Any], Rubric], changed: object) -> Rubric:
    return whole(replace(here, **{name: changed}))


def _within(parts: tuple[Any, ...], at: int, whole: Callable[[Any], Rubric], changed: object) -> Rubric:
    return whole((*parts[:at], changed, *parts[at + 1 :]))


def _matters(compiled: CompiledRubric, here: Any, name: str) -> bool:
    """Whether a change here can change a result."""
    combines = {branch.code: branch.combine for branch in compiled.rubric.branches}
    match here, name:
        case Branch(parent=parent) | Indicator(parent=parent), "weight":
            return combines.get(parent) in (Combine.MEAN, Combine.GEOMETRIC)
        case Branch(combine=Combine.SUM), "needs":
            return False
        case Branch(parent=parent), "role":
            return not parent
        case Measure(round_to=None), "round_mode":
            return False
        case Measure(kind=kind), "base":
            return kind is MeasureKind.LOGARITHM
        case Measure(kind=kind), "drop_from" | "step" | "spread" | "anchors":
            return kind is MeasureKind.MARKS
        case Rounding(rank_by=RankBy.PRINTED), "rank_decimals":
            return False
        case Rubric(takes_part=""), "takes_part_label":
            return False
        case YearsRule(within=0), "within":  # so many of as many years is years on end
            return False
        case Rubric(quotas=()), "quotas_by":
            return False
        case Rubric(grades=()), "border_within":
            return False
        case UnitScale(per="1") | ThresholdScale(per="1"), "whole":
            return not any(one.scale is here and compiled.measures[one.measure].type.whole for one in compiled.rubric.indicators)
        case _:
            if name == "shown_decimals":
                return compiled.rubric.rounding.indicator_decimals is None
            return True


def _otherwise(compiled: CompiledRubric, owner: Any, name: str, value: Any) -> Iterator[object]:
    spot = f"{type(owner).__name__}.{name}"
    if spot in ABSENT and value is not None and not (name == "total_decimals" and value == points_decimals(compiled.rubric)):
        yield None
    match value:
        case None:
            yield ABSENT[spot]
        case Words(zh, en):
            yield type(value)(f"{zh}改", f"{en} changed")
        case bool():
            yield not value
        case Enum():
            yield from (one for one in type(value) if one is not value)
        case int():
            yield value + 2
        case Decimal():
            yield value + 1
        case str():
            yield from _other_text(compiled, owner, name, value)
        case tuple():
            for at, part in enumerate(value):
                for changed in _other_part(compiled, owner, name, part):
                    yield (*value[:at], changed, *value[at + 1 :])
            if len(value) > 1:
                yield value[:-1]


def _other_part(compiled: CompiledRubric, owner: Any, name: str, part: object) -> Iterator[object]:
    """Of a list: a reference, or a row of values and points."""
    if isinstance(part, str):
        yield from _others(compiled, owner, name, part)
        return
    assert isinstance(part, tuple)
    for at, one in enumerate(part):
        if isinstance(one, Decimal):
            yield (*part[:at], one + 1, *part[at + 1 :])
        elif getattr(owner, "kind", "") != "categories":
            yield (*part[:at], _literal(one), *part[at + 1 :])


def _other_text(compiled: CompiledRubric, owner: Any, name: str, value: str) -> Iterator[str]:
    match name:
        case "where" | "when":
            yield from [f"not ({value})"] if value else []
        case "takes_part":
            yield f"not ({value})" if value else f"known({compiled.form.carrier_name})"
        case "value" | "numerator" | "denominator" | "formula":
            yield from [f"2 * ({value})"] if value else []
        case "per" | "start" | "lowest" | "highest" | "share":
            yield _literal(value)
        case "version" | "source" | "basis":
            yield f"{value}改"
        case _:
            yield from _others(compiled, owner, name, value)


def _literal(text: str) -> str:
    return f"-1{text[1:]}" if text.startswith("-") else f"1{text}"


def _others(compiled: CompiledRubric, owner: Any, name: str, value: str) -> list[str]:
    """One other thing a reference might lead to, and nothing where nothing may be referred to."""
    rubric, record = compiled.rubric, compiled.form.table(compiled.form.record)
    branches = [branch.code for branch in rubric.branches]
    found: list[str] = []
    match name:
        case "scored_only_with":
            found = [*compiled.sets, ""]
        case "over" | "of" if value in compiled.sets:
            table = compiled.sets[value].table.key
            sets = list(compiled.sets)[: list(compiled.sets).index(owner.key)] if isinstance(owner, RowSet) else compiled.sets
            found = [key for key in sets if compiled.sets[key].table.key == table]
        case "of" if value:
            found = list(compiled.measures)[: list(compiled.measures).index(owner.key)]
        case "by" if value and owner.kind is not MeasureKind.CATEGORY:  # a scale names its answers
            table = compiled.measures[owner.key].rows.table
            found = [field.key for field in table.fields if field.type in (FieldType.CHOICE, FieldType.BOOL)]
        case "peers_by" | "quotas_by":
            found = [field.key for field in record.fields if field.type is FieldType.CHOICE]
        case "measure":
            answers = compiled.measures[value].by is None
            found = [key for key, one in compiled.measures.items() if (one.by is None) == answers]
        case "parent":
            found = branches[: branches.index(owner.code)] if isinstance(owner, Branch) else branches
        case "ties" | "branch":
            found = branches
        case "to":
            found = [indicator.code for indicator in rubric.indicators]
        case "grade" | "best":
            found = [grade.name.zh for grade in rubric.grades]
    return [one for one in found if one != value][:1]
