"""Grades: by points, then vetoes and limits, quotas by rank with declared ties, and lifts; each step told.

Works on a whole round at once, because a quota is everybody's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cmp_to_key
from itertools import groupby

from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.grading import GradeLevel, Lift, Limit, Quota, QuotaRounding, Veto
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.definitions.python_reader import EffectiveRow, Predicate, judge, predicate
from scoring.definitions.rubric import RoundingMode
from scoring.definitions.tree import Tree
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.measure import Measured
from scoring.engine.score import CarrierScore


class Step(Enum):
    """What a step of the grade rule did."""

    POINTS = "points"
    VETO = "veto"
    LIMIT = "limit"
    QUOTA = "quota"
    TIE = "tie"
    LIFT = "lift"


class QuotaEnd(Enum):
    """Why a unit found no place."""

    FULL = "full"
    """Those ranked before have them all."""
    TIE = "tie"
    """Too few are left for all who are equal: the commission decides."""
    HELD = "held"
    """Some are left, for those ranked before about whom the commission decides."""


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One step and the grade after it. ``rule`` is the key of the veto, limit or lift, or the grade of the quota."""

    step: Step
    grade: str
    rule: str = ""
    places: int = 0
    """Quota: how many there were for this grade and better."""
    left: int = 0
    """Quota: how many of them nobody ranked before had taken. They stay open for the commission; not part of a sealed result."""

    @property
    def end(self) -> QuotaEnd | None:
        """Of a quota: why there was no place."""
        if self.step not in (Step.QUOTA, Step.TIE):
            return None
        if not self.left:
            return QuotaEnd.FULL
        return QuotaEnd.TIE if self.step is Step.TIE else QuotaEnd.HELD


@dataclass(frozen=True, slots=True)
class Candidate:
    """One unit as the grade rule sees it. ``row``: its record's effective row and the figures conditions may name."""

    unit: int
    total: Ratio
    ties: tuple[Ratio, ...]
    row: EffectiveRow


@dataclass(frozen=True, slots=True)
class Grade:
    """A unit's grade. ``rank`` among the ``of`` that take part; ``better`` is the next grade by points and ``distance`` to it.

    ``border``: equal to others at the edge of a quota, so that the commission decides.
    """

    level: GradeLevel
    rank: int
    of: int
    steps: tuple[GradeStep, ...]
    better: GradeLevel | None
    distance: Decimal | None
    border: bool = False


def figures_row(
    rubric: CompiledRubric, score: CarrierScore, measured: Mapping[str, Measured], record: EffectiveRow
) -> dict[str, Stored]:
    """The row the grade rule's conditions look at: the record, and branches, total and counts as scaled integers."""
    row: dict[str, Stored] = dict(record)
    for key, binding in rubric.grading.figures.items():
        if key in measured and key not in score.values:
            value = measured[key].value
        else:
            value = score.ranking if key == "total" else score.values[key]
        row[key] = (
            None if value is None else int(rounded(value, binding.decimals, RoundingMode.HALF_AWAY).scaleb(binding.decimals))
        )
    return row


def candidate(rubric: CompiledRubric, unit: int, score: CarrierScore, row: EffectiveRow) -> Candidate:
    """A scored unit for the grade rule."""
    zero = Ratio(0, 1)
    return Candidate(unit, score.ranking, tuple(score.values[code] or zero for code in rubric.rubric.ties), row)


def grade_round(rubric: CompiledRubric, candidates: Sequence[Candidate], parameters: Parameters) -> dict[int, Grade]:
    """Unit → grade, for all that take part. Empty for a rubric without grades."""
    return GradeRule(rubric, parameters).grades(candidates)


class GradeRule:
    """The grade rule of a rubric. Kept over several gradings it judges only those candidates anew that are new to it."""

    def __init__(self, rubric: CompiledRubric, parameters: Parameters) -> None:
        self._rubric, self._rules = rubric, _rules(rubric, parameters)
        self._kept: dict[int, tuple[Candidate, _Judged]] = {}

    def grades(self, candidates: Sequence[Candidate]) -> dict[int, Grade]:
        """Unit → grade, for all that take part. Empty for a rubric without grades."""
        if not self._rubric.rubric.grades:
            return {}
        return _grades(self._rubric, candidates, {one.unit: self._judged(one) for one in candidates})

    def _judged(self, one: Candidate) -> _Judged:
        """By identity: equal rows would have to be compared cell by cell."""
        known = self._kept.get(one.unit)
        if known is None or known[0] is not one:
            lifts = tuple(lift for lift, when in self._rules.lifts if when(one.row))
            known = self._kept[one.unit] = one, _Judged(_standing(self._rubric, one, self._rules), lifts)
        return known[1]


def _grades(rubric: CompiledRubric, candidates: Sequence[Candidate], judged: Mapping[int, _Judged]) -> dict[int, Grade]:
    ordered = sorted(candidates, key=cmp_to_key(_by_rank))
    ranks = _ranks(ordered)
    levels = rubric.rubric.grades
    placed = _placed(rubric, ordered, {unit: one.standing for unit, one in judged.items()})
    grades: dict[int, Grade] = {}
    for one in ordered:
        standing = _lifted(rubric, judged[one.unit].lifts, placed[one.unit])
        better, missing = next_by_points(rubric, one.total)
        level = levels[standing.level]
        grades[one.unit] = Grade(level, ranks[one.unit], len(ordered), standing.steps, better, missing, standing.border)
    return grades


def next_by_points(rubric: CompiledRubric, total: Ratio) -> tuple[GradeLevel | None, Decimal | None]:
    """The next grade by points and the distance to it; nothing beyond the best."""
    levels = rubric.rubric.grades
    at = _by_points(levels, total)
    return (levels[at - 1], distance(rubric, levels[at - 1], total)) if at else (None, None)


def distance(rubric: CompiledRubric, level: GradeLevel, total: Ratio) -> Decimal | None:
    """Points from a total to the bound of a grade, rounded as the total is printed; None where it is reached."""
    gap = from_decimal(level.at_least).less(total)
    return rounded(gap, _decimals(rubric), RoundingMode.HALF_AWAY) if gap.numerator > 0 else None


def _decimals(rubric: CompiledRubric) -> int:
    """Decimals of the total; none at all is a number of decimals too."""
    given = rubric.rubric.rounding.total_decimals
    return points_decimals(rubric.rubric) if given is None else given


def _by_rank(left: Candidate, right: Candidate) -> int:
    """The greater total first, then the greater figure of each tie rule."""
    for mine, theirs in zip((left.total, *left.ties), (right.total, *right.ties), strict=True):
        gap = theirs.compare(mine)
        if gap:
            return gap
    return 0


def _ranks(ordered: Sequence[Candidate]) -> dict[int, int]:
    """Equal in everything: the same rank."""
    ranks: dict[int, int] = {}
    for number, one in enumerate(ordered, start=1):
        before = ordered[number - 2] if number > 1 else None
        ranks[one.unit] = ranks[before.unit] if before is not None and _by_rank(before, one) == 0 else number
    return ranks


# Step by step ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a unit stands while the rule goes on; levels count from 0, the best. ``best``: better it cannot get."""

    level: int
    best: int
    vetoed: bool
    steps: tuple[GradeStep, ...]
    border: bool = False


def _by_points(levels: Sequence[GradeLevel], total: Ratio) -> int:
    return next(
        at for at, level in enumerate(levels) if total.compare(from_decimal(level.at_least)) >= 0 or at == len(levels) - 1
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the conditions say of one candidate: where it stands before the quotas, and the lifts that hold."""

    standing: _Standing
    lifts: tuple[Lift, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The conditions of the grade rule, lowered once for all: each holds where it is surely true."""

    vetoes: tuple[tuple[Veto, Predicate], ...]
    limits: tuple[tuple[Limit, Predicate], ...]
    lifts: tuple[tuple[Lift, Predicate], ...]


def _rules(rubric: CompiledRubric, parameters: Parameters) -> _Rules:
    """What is unknown bars nobody and lifts nobody."""
    grading = rubric.grading
    return _Rules(
        tuple((rule, predicate(lower_condition(when, parameters).true)) for rule, when in grading.vetoes),
        tuple((rule, predicate(lower_condition(when, parameters).true)) for rule, when in grading.limits),
        tuple((rule, predicate(lower_condition(when, parameters).true)) for rule, when in grading.lifts),
    )


def considered(
    rubric: CompiledRubric,
    score: CarrierScore,
    measured: Mapping[str, Measured],
    record: EffectiveRow,
    parameters: Parameters,
) -> dict[str, bool | None]:
    """Key of every veto, limit and lift → whether its condition holds for a unit; None: the record does not say."""
    row = figures_row(rubric, score, measured, record)
    grading = rubric.grading
    rules: list[tuple[Veto | Limit | Lift, Tree]] = [*grading.vetoes, *grading.limits, *grading.lifts]
    return {rule.key: judge(lower_condition(when, parameters), row) for rule, when in rules}


def _standing(rubric: CompiledRubric, one: Candidate, rules: _Rules) -> _Standing:
    """By points, under vetoes (of several the worst) and limits."""
    levels = rubric.rubric.grades
    names = [level.name.zh for level in levels]
    level = _by_points(levels, one.total)
    steps = [GradeStep(Step.POINTS, names[level])]
    best, vetoed = 0, False
    for veto, when in rules.vetoes:
        if when(one.row):
            level, vetoed = max(level, names.index(veto.grade)), True
            steps.append(GradeStep(Step.VETO, names[level], veto.key))
    for limit, when in rules.limits:
        if when(one.row):
            best = max(best, names.index(limit.best))
            if level < best:
                level = best
                steps.append(GradeStep(Step.LIMIT, names[level], limit.key))
    return _Standing(level, level if vetoed else best, vetoed, tuple(steps))


def _placed(rubric: CompiledRubric, ordered: Sequence[Candidate], standings: Mapping[int, _Standing]) -> dict[int, _Standing]:
    """Places by rank. Those equal in everything who do not all find a place stay on the lower side, and on the border list.

    The places they did not fill stay open for the commission: nobody behind them overtakes them.
    """
    levels = rubric.rubric.grades
    names = [level.name.zh for level in levels]
    capacity = _capacity(rubric, len(ordered))
    taken = [0] * len(levels)
    best_open = 0
    placed: dict[int, _Standing] = {}
    for _, tied in groupby(ordered, key=cmp_to_key(_by_rank)):
        group = list(tied)
        for level in sorted({standings[one.unit].level for one in group}):
            members = [one for one in group if standings[one.unit].level == level]
            reached, at_edge = _place(max(level, best_open), len(members), capacity, taken, len(levels))
            rooms = {at: _room(at, capacity, taken) for at in capacity}
            if reached > level:
                best_open = max(best_open, reached)
            for at in range(reached, len(levels)):
                taken[at] += len(members)
            for one in members:
                placed[one.unit] = _after_quota(standings[one.unit], reached, names, capacity, rooms, border=at_edge)
    return placed


def _capacity(rubric: CompiledRubric, units: int) -> dict[int, int]:
    """Level → places for it and everything better together."""
    names = [level.name.zh for level in rubric.rubric.grades]
    return {names.index(one.quota.grade): one.places for one in quota_places(rubric, units)}


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one quota: ``exact`` is its share of the participants, ``places`` what rounding and minimum make of it."""

    quota: Quota
    exact: Ratio
    places: int


def quota_places(rubric: CompiledRubric, units: int) -> tuple[Places, ...]:
    """The arithmetic of every quota among so many participants."""
    found = []
    for quota, share in zip(rubric.rubric.quotas, rubric.grading.shares, strict=True):
        exact = Ratio(share.numerator * units, share.denominator)
        found.append(Places(quota, exact, max(quota.at_least, whole_places(exact, quota.rounding))))
    return tuple(found)


def whole_places(value: Ratio, rounding: QuotaRounding) -> int:
    """A share of the participants as places, rounded as the quota says."""
    match rounding:
        case QuotaRounding.DOWN:
            return value.numerator // value.denominator
        case QuotaRounding.UP:
            return -(-value.numerator // value.denominator)
        case QuotaRounding.HALF_UP:
            return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _place(level: int, members: int, capacity: Mapping[int, int], taken: Sequence[int], levels: int) -> tuple[int, bool]:
    """The best level at or below ``level`` that has room for all members; whether some, but not all, found room above it."""
    at_edge = False
    for at in range(level, levels):
        room = _room(at, capacity, taken, members)
        if room >= members:
            return at, at_edge
        at_edge = at_edge or (room > 0 and members > 1)
    return levels - 1, at_edge


def _room(at: int, capacity: Mapping[int, int], taken: Sequence[int], default: int = 0) -> int:
    """Places left at a level: a lower quota counts what is above it as well."""
    return min((places - taken[limit] for limit, places in capacity.items() if limit >= at), default=default)


def _after_quota(
    standing: _Standing,
    reached: int,
    names: Sequence[str],
    capacity: Mapping[int, int],
    rooms: Mapping[int, int],
    *,
    border: bool,
) -> _Standing:
    if reached == standing.level:
        return standing
    steps = list(standing.steps)
    for at in range(standing.level, reached):
        if at in capacity:
            step = Step.TIE if border else Step.QUOTA
            steps.append(GradeStep(step, names[at + 1], names[at], capacity[at], rooms[at]))
    return replace(standing, level=reached, steps=tuple(steps), border=border)


def _lifted(rubric: CompiledRubric, lifts: Iterable[Lift], standing: _Standing) -> _Standing:
    """At least the grade of each lift that holds, outside the quota; never against a veto or a limit."""
    if standing.vetoed:
        return standing
    names = [level.name.zh for level in rubric.rubric.grades]
    for lift in lifts:
        aim = max(names.index(lift.grade), standing.best)
        if aim < standing.level:
            step = GradeStep(Step.LIFT, names[aim], lift.key)
            standing = replace(standing, level=aim, steps=(*standing.steps, step), border=False)
    return standing
