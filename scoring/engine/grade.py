"""Grades: by points, then vetoes, limits and minimums, quotas by rank with declared ties, and lifts; each step told.

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
from scoring.definitions.grading import GradeLevel, Lift, Minimum, Veto, beside_points, better_by_points, worse_by_points
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.definitions.python_reader import EffectiveRow, judge
from scoring.definitions.rubric import RoundingMode
from scoring.engine.bars import Bar, Rules, bound_of, rules_of
from scoring.engine.border import Near, Stood, near_cuts
from scoring.engine.exact import Ratio, from_decimal, in_units, rounded
from scoring.engine.measure import Measured
from scoring.engine.places import Capacity, Places, Seated, capacity, quota_places, seat_all
from scoring.engine.ranks import Tie, by_rank, ranks_of, ties_of
from scoring.engine.score import CarrierScore


class Step(Enum):
    """What a step of the grade rule did."""

    POINTS = "points"
    VETO = "veto"
    LIMIT = "limit"
    MINIMUM = "minimum"
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
    """One step and the grade after it. ``rule`` is the key of the veto, limit, minimum or lift, or the grade of the quota."""

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
class Group:
    """Within which quotas are counted (分类评价). ``name``: the answer that makes it, empty where the record gives none.

    ``rank`` is None for one that is exempt.
    """

    name: str
    rank: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A unit's grade. ``rank`` among the ``of`` that take part; ``better`` is the next grade by points and ``distance`` to it.

    ``border``: equal to others at the edge of a quota, so that the commission decides. ``group`` is None where quotas are
    counted among all. ``near``: the cuts within the points the rubric names. ``exempt``: the key of the lift that takes it out of
    the counting (免评); it has no rank then, and is not among the ``of``. ``unsettled``: the vetoes, limits and minimums that the
    record does not settle and that would make this grade a worse one; the grade is 暂定.
    """

    level: GradeLevel
    rank: int | None
    of: int
    steps: tuple[GradeStep, ...]
    better: GradeLevel | None
    distance: Decimal | None
    border: bool = False
    group: Group | None = None
    near: tuple[Near, ...] = ()
    tie: Tie | None = None
    exempt: str = ""
    unsettled: tuple[str, ...] = ()

    def places(self, rubric: CompiledRubric) -> tuple[Places, ...]:
        """The arithmetic of the quotas where this unit stands: among all, or in its group."""
        if self.group is None:
            return quota_places(rubric, self.of)
        return quota_places(rubric, self.group.of, known=bool(self.group.name))


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
            None if value is None else in_units(value.numerator * 10**binding.decimals, value.denominator, RoundingMode.HALF_AWAY)
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
        self._rubric, self._rules = rubric, rules_of(rubric, parameters)
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
            rules = self._rules
            judged = _Judged(_standing(self._rubric, one, rules), rules.lifts_of(one.row), rules.open_bars(one.row))
            known = self._kept[one.unit] = one, judged
        return known[1]


def _grades(rubric: CompiledRubric, candidates: Sequence[Candidate], judged: Mapping[int, _Judged]) -> dict[int, Grade]:
    """Who is exempt is nowhere among the others: no rank, no place, no part of what quotas are a share of."""
    ordered = sorted((one for one in candidates if not judged[one.unit].exempt), key=cmp_to_key(by_rank))
    ranks, ties = ranks_of(ordered), ties_of(rubric.rubric.ties, ordered)
    levels = rubric.rubric.grades
    groups = _grouped(rubric, ordered)
    grades: dict[int, Grade] = {}
    for name, members in groups.items():
        within = ranks_of(members)
        placed = _placed(rubric, members, {one.unit: judged[one.unit].standing for one in members}, known=name != "")
        near = near_cuts(rubric.rubric, [_stood(one, placed[one.unit]) for one in members], total_decimals(rubric))
        for one in members:
            standing = _lifted(rubric, judged[one.unit].lifts, placed[one.unit])
            better, missing = next_by_points(rubric, one.total)
            group = None if name is None else Group(name, within[one.unit], len(members))
            grades[one.unit] = Grade(
                level=levels[standing.level],
                rank=ranks[one.unit],
                of=len(ordered),
                steps=standing.steps,
                better=better,
                distance=missing,
                border=standing.border,
                group=group,
                near=_still_near(rubric, placed[one.unit].level, standing.level, near.get(one.unit, ())),
                tie=ties.get(one.unit),
                unsettled=_unsettled(rubric, judged[one.unit], standing),
            )
    sizes = {name: len(members) for name, members in groups.items()}
    exempt = [one for one in candidates if judged[one.unit].exempt]
    return grades | {one.unit: _exempted(rubric, one, judged[one.unit], len(ordered), sizes) for one in exempt}


def _exempted(rubric: CompiledRubric, one: Candidate, judged: _Judged, of: int, sizes: Mapping[str | None, int]) -> Grade:
    """The grade of one that is not counted: the best of its lifts, whatever its points, under vetoes and limits."""
    names = [level.name.zh for level in rubric.rubric.grades]
    standing = judged.standing
    if not standing.vetoed:
        aim, lift = min(((max(names.index(lift.grade), standing.best), lift) for lift in judged.lifts), key=lambda pair: pair[0])
        step = () if aim == standing.level else (GradeStep(Step.LIFT, names[aim], lift.key),)
        standing = replace(standing, level=aim, steps=(*standing.steps, *step))
    (name,) = _grouped(rubric, [one])
    return Grade(
        level=rubric.rubric.grades[standing.level],
        rank=None,
        of=of,
        steps=standing.steps,
        better=None,
        distance=None,
        group=None if name is None else Group(name, None, sizes.get(name, 0)),
        exempt=judged.exempt,
        unsettled=_unsettled(rubric, judged, standing),
    )


def _unsettled(rubric: CompiledRubric, judged: _Judged, standing: _Standing) -> tuple[str, ...]:
    """What is unknown and would lead to a worse grade; a veto takes a lift away as well."""
    names = [level.name.zh for level in rubric.rubric.grades]
    lifted = standing.steps[-1].step is Step.LIFT
    return tuple(
        rule.key for rule in judged.unknown if names.index(bound_of(rule)) > standing.level or (lifted and isinstance(rule, Veto))
    )


def _stood(one: Candidate, standing: _Standing) -> Stood:
    return Stood(one.unit, one.total, standing.level, standing.best, standing.wanted, tied=standing.border)


def _still_near(rubric: CompiledRubric, placed: int, reached: int, near: tuple[Near, ...]) -> tuple[Near, ...]:
    """Who is lifted beyond a cut need not care for it; a grade beside the points lies beyond none that is better."""
    levels = rubric.rubric.grades
    if reached == placed:
        return near
    if levels[reached].at_least is not None:
        return ()
    better = {level.name.zh for level in levels[:reached]}
    return tuple(one for one in near if one.grade in better)


def _grouped(rubric: CompiledRubric, ordered: Sequence[Candidate]) -> dict[str | None, list[Candidate]]:
    """By the answer that makes groups, empty where the record gives none; all under None where there are no groups."""
    by = rubric.rubric.quotas_by
    if not by:
        return {None: list(ordered)}
    answers = {number: answer for answer, number in rubric.grading.groups.items()}
    found: dict[str | None, list[Candidate]] = {}
    for one in ordered:
        number = one.row.get(by)
        found.setdefault(answers.get(number, "") if isinstance(number, int) else "", []).append(one)
    return found


def next_by_points(rubric: CompiledRubric, total: Ratio) -> tuple[GradeLevel | None, Decimal | None]:
    """The next grade by points and the distance to it; nothing beyond the best they reach."""
    levels = rubric.rubric.grades
    better = better_by_points(levels, _by_points(levels, total))
    return (None, None) if better is None else (levels[better], distance(rubric, levels[better], total))


def distance(rubric: CompiledRubric, level: GradeLevel, total: Ratio) -> Decimal | None:
    """Points from a total to the bound of a grade, rounded as the total is printed; None where it is reached."""
    assert level.at_least is not None, "no points lead to a grade without a bound"
    gap = from_decimal(level.at_least).less(total)
    return rounded(gap, total_decimals(rubric), RoundingMode.HALF_AWAY) if gap.numerator > 0 else None


def total_decimals(rubric: CompiledRubric) -> int:
    """Decimals of the total; none at all is a number of decimals too."""
    given = rubric.rubric.rounding.total_decimals
    return points_decimals(rubric.rubric) if given is None else given


# Step by step ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a unit stands while the rule goes on; levels count from 0, the best. ``best``: better it cannot get."""

    level: int
    best: int
    vetoed: bool
    steps: tuple[GradeStep, ...]
    border: bool = False
    wanted: int | None = None
    """The level for which no place was left; None where none was asked for in vain."""


def _by_points(levels: Sequence[GradeLevel], total: Ratio) -> int:
    last = len(levels) - 1
    return next(
        at
        for at, level in enumerate(levels)
        if at == last or (level.at_least is not None and total.compare(from_decimal(level.at_least)) >= 0)
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the conditions say of one candidate: where it stands before the quotas, the lifts that hold, the bars it cannot settle."""

    standing: _Standing
    lifts: tuple[Lift, ...]
    unknown: tuple[Bar, ...]

    @property
    def exempt(self) -> str:
        """The key of the lift that takes it out of the counting."""
        return next((lift.key for lift in self.lifts if lift.exempt), "")


def considered(
    rubric: CompiledRubric,
    score: CarrierScore,
    measured: Mapping[str, Measured],
    record: EffectiveRow,
    parameters: Parameters,
) -> dict[str, bool | None]:
    """Key of every veto, limit, minimum and lift → whether its condition holds for a unit; None: the record does not say."""
    row = figures_row(rubric, score, measured, record)
    return {rule.key: judge(lower_condition(when, parameters), row) for rule, when in rubric.grading.rules}


def _standing(rubric: CompiledRubric, one: Candidate, rules: Rules) -> _Standing:
    """By points, under vetoes (of several the worst), limits and minimums."""
    levels = rubric.rubric.grades
    names = [level.name.zh for level in levels]
    level = _by_points(levels, one.total)
    steps = [GradeStep(Step.POINTS, names[level])]
    best, vetoed = 0, False
    for veto, when in rules.vetoes:
        if when.true(one.row):
            level, vetoed = max(level, names.index(veto.grade)), True
            steps.append(GradeStep(Step.VETO, names[level], veto.key))
    for limit, when in rules.limits:
        if when.true(one.row):
            best = max(best, names.index(limit.best))
            if level < best:
                level = best
                step = Step.MINIMUM if isinstance(limit, Minimum) else Step.LIMIT
                steps.append(GradeStep(step, names[level], limit.key))
    return _Standing(level, level if vetoed else best, vetoed, tuple(steps))


def _placed(
    rubric: CompiledRubric, ordered: Sequence[Candidate], standings: Mapping[int, _Standing], *, known: bool
) -> dict[int, _Standing]:
    """Places by rank. Those equal in everything who do not all find a place stay on the lower side, and on the border list.

    The places they did not fill stay open for the commission: nobody behind them overtakes them.
    """
    places = capacity(rubric, len(ordered), known=known)
    blocks = [[(one.unit, standings[one.unit].level) for one in tied] for _, tied in groupby(ordered, key=cmp_to_key(by_rank))]
    levels = rubric.rubric.grades
    seats = seat_all(blocks, places, len(levels), beside_points(levels))
    return {one.unit: _after_quota(standings[one.unit], seats[one.unit], levels, places) for one in ordered}


def _after_quota(standing: _Standing, seat: Seated, levels: Sequence[GradeLevel], places: Mapping[int, Capacity]) -> _Standing:
    if seat.reached == standing.level:
        return standing
    step = Step.TIE if seat.border else Step.QUOTA
    names = [level.name.zh for level in levels]
    steps = [
        GradeStep(step, names[worse_by_points(levels, at)], names[at], places[at].places, seat.room[at])
        for at in range(standing.level, seat.reached)
        if at in places
    ]
    wanted = standing.level
    return replace(standing, level=seat.reached, steps=(*standing.steps, *steps), border=seat.border, wanted=wanted)


def _lifted(rubric: CompiledRubric, lifts: Iterable[Lift], standing: _Standing) -> _Standing:
    """At least the grade of each lift that holds, outside the quota; never against a veto or a limit."""
    if standing.vetoed:
        return standing
    levels = rubric.rubric.grades
    names = [level.name.zh for level in levels]
    for lift in lifts:
        aim = max(names.index(lift.grade), standing.best)
        if aim < standing.level:
            step = GradeStep(Step.LIFT, names[aim], lift.key)
            border = standing.border and levels[aim].at_least is None and _is_better(standing.wanted, aim)
            standing = replace(standing, level=aim, steps=(*standing.steps, step), border=border)
    return standing


def _is_better(wanted: int | None, than: int) -> bool:
    """Whether the grade no place was left for is still beyond the one a lift leads to."""
    return wanted is not None and wanted < than
