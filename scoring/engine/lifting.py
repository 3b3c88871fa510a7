"""The smallest changes that lift a unit to a better grade: single kinds of step first, then two and three together.

Every single kind is tried exactly, step by step. Two and three kinds are tried exactly in the order of their steps; a pair
is passed over only where even the sum of what its kinds gain alone, with all that rounding could add, does not reach the
points asked for, and only if the kinds do not touch each other's indicators. So what is found is the least number of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from scoring.definitions.rubric import Combine, Role, Rubric
from scoring.engine.exact import Ratio, ratio
from scoring.engine.grade import Grade
from scoring.engine.members import BY_SIZE, Members, Others
from scoring.engine.score import IndicatorScore
from scoring.engine.steps import START, Family, State
from scoring.engine.stuck import Reasons, Stuck, Walked
from scoring.engine.trial import Against, Trial

MOST_STEPS = 12
"""Of all kinds together."""
MOST_TRIALS = 300
"""Combinations that are scored exactly at most; where they run out, the answer says so."""
SCALE = 10**9
"""Gains are compared as whole billionths, rounded up: a bound, never a result."""


@dataclass(frozen=True, slots=True)
class Taken:
    """So many steps of one kind. ``reached``: so many peers are there already, or beyond."""

    family: Family
    times: int
    reached: int


@dataclass(frozen=True, slots=True)
class Change:
    """Steps that lift the unit: its result with them, and the grade among all others as they are."""

    steps: tuple[Taken, ...]
    trial: Trial
    grade: Grade

    @property
    def cost(self) -> int:
        return sum(one.times for one in self.steps)

    @property
    def reached(self) -> int:
        """Of the step that the fewest peers have taken."""
        return min(one.reached for one in self.steps)


@dataclass(frozen=True, slots=True)
class Found:
    """``singles``: of each kind that does it alone the fewest steps, the fewest first; ``pair`` and ``triple``: where they take
    fewer steps than everything before. ``furthest``: every kind gone to its bound, in turn. ``stopped``: there were more
    combinations than are tried. ``bounded``: kinds that ended at the best peer's value. ``stuck``: indicators without a step,
    by the reason.
    """

    singles: tuple[Change, ...]
    pair: Change | None
    triple: Change | None
    furthest: Trial
    furthest_grade: Grade | None
    stopped: bool
    bounded: tuple[Family, ...]
    stuck: Mapping[Stuck, tuple[str, ...]]

    @property
    def changes(self) -> tuple[Change, ...]:
        return (*self.singles, *(one for one in (self.pair, self.triple) if one is not None))


def reached_by(peers: Members | Others, now: Ratio | None, then: Ratio | None) -> int:
    """How many peers stand where a value would come to, or beyond it: the bound is that one of them does."""
    if then is None or (now is not None and then.compare(now) == 0):
        return len(peers)
    less, equal, greater = peers.standing(then)
    return equal + (less if now is not None and then.compare(now) < 0 else greater)


@dataclass(slots=True)
class _Ladder:
    """One kind, step by step: ``trials[n - 1]`` after n steps. ``useful``: the numbers of steps that gain more than fewer do."""

    family: Family
    trials: list[Trial]
    gains: list[int]
    useful: list[int]
    touches: frozenset[str]
    reached: list[int]
    bounded: bool


class Search:
    """The search for one unit.

    ``tried`` scores a state exactly; ``graded`` grades it among all others as they are; ``take`` takes one more step;
    ``peers`` are their values of each measure; ``needed``: no total below it can have the grade.
    """

    def __init__(
        self,
        rubric: Rubric,
        *,
        tried: Callable[[State], Trial],
        graded: Callable[[Trial], Grade | None],
        take: Callable[[Family, State], State | None],
        peers: Mapping[str, Others],
        most: int = MOST_STEPS,
        trials: int = MOST_TRIALS,
    ) -> None:
        self._rubric, self._tried, self._graded, self._take, self._peers = rubric, tried, graded, take, peers
        self._most, self._left = most, trials
        self._start = tried(START)
        self._levels = [level.name.zh for level in rubric.grades]
        self._measures = {one.code: one.measure for one in rubric.indicators}
        self._slack = _slack(rubric)
        self._room = {one.code: _room(rubric, one) for one in self._start.score.indicators}
        self._stopped = False
        self._against = Against(rubric, self._start)
        self._walked: dict[Family, Walked] = {}

    def find(self, families: Sequence[Family], aim: int, needed: Ratio, by_district: Collection[str] = ()) -> Found:
        """The changes to the grade number ``aim`` (0 is the best) or better. ``by_district``: indicators of its findings."""
        ladders = [one for family in families if (one := self._climbed(family)) is not None]
        singles = tuple(sorted(self._singles(ladders, aim, needed), key=lambda one: (one.cost, -one.reached)))
        least = min((one.cost for one in singles), default=self._most + 1)
        pair = self._together(ladders, 2, aim, needed, least - 1)
        least = pair.cost if pair else least
        triple = self._together(ladders, 3, aim, needed, least - 1)
        last, grade = self._furthest(ladders)
        bounded = tuple(one.family for one in ladders if one.bounded)
        return Found(singles, pair, triple, last, grade, self._stopped, bounded, self._stuck(families, by_district))

    # One kind ---------------------------------------------------------------------------------------------------------

    def _climbed(self, family: Family) -> _Ladder | None:
        """Only where it gains where it belongs: what another indicator would gain by the way is not asked for."""
        trials: list[Trial] = []
        reached: list[int] = []
        state, beyond = START, None
        while len(trials) < self._most:
            after = self._take(family, state)
            if after is None:
                break
            trial = self._tried(after)
            peers = self._reached(family, trial)
            if not peers:
                beyond = trial
                break
            trials.append(trial)
            reached.append(peers)
            state = after
        gains = [self._gain(one) for one in trials]
        useful = [at + 1 for at, gain in enumerate(gains) if gain > max((0, *gains[:at]))]
        lifts = frozenset(
            code for code in family.codes if any(self._against.better(family, code, trials[at - 1]) for at in useful)
        )
        self._walked[family] = Walked(tuple(trials), beyond, lifts)
        if not lifts:
            return None
        touches = frozenset(token for trial in trials for token in self._touched(trial))
        return _Ladder(family, trials, gains, useful, touches, reached, beyond is not None)

    def _reached(self, family: Family, trial: Trial) -> int:
        """How many peers are there already, in the measure itself and in every indicator it is taken for; 0: beyond the bound."""
        keys = dict.fromkeys((family.measure, *(self._measures[code] for code in family.codes)))
        return min(reached_by(self._peers[key], self._start.measured[key].value, trial.measured[key].value) for key in keys)

    def _stuck(self, families: Sequence[Family], by_district: Collection[str]) -> Mapping[Stuck, tuple[str, ...]]:
        reasons = Reasons(self._rubric, self._against, self._peers, by_district)
        found: dict[Stuck, list[str]] = {}
        for one in self._start.score.indicators:
            own = [self._walked[family] for family in families if one.code in family.codes]
            if not self._room[one.code] or any(one.code in walked.lifts for walked in own):
                continue
            found.setdefault(reasons.why(one, own), []).append(one.code)
        return {reason: tuple(found[reason]) for reason in Stuck if reason in found}

    def _gain(self, trial: Trial) -> int:
        more = trial.score.ranking.less(self._start.score.ranking)
        return -(-more.numerator * SCALE // more.denominator)

    def _touched(self, trial: Trial) -> Iterator[str]:
        """The indicators whose points move, and above them the branches that do not simply add up."""
        above = {one.code: one for one in self._rubric.branches}
        for before, after in zip(self._start.score.indicators, trial.score.indicators, strict=True):
            if before.value == after.value and before.maximum == after.maximum:
                continue
            yield before.code
            at = self._rubric.indicator(before.code).parent
            while at:
                branch = above[at]
                if branch.combine is not Combine.SUM or (branch.cap is not None and branch.role is Role.DEDUCTION):
                    yield at
                at = branch.parent
        if self._rubric.total_floor is not None and self._start.score.ranking.numerator <= 0:
            yield "total"

    def _singles(self, ladders: Sequence[_Ladder], aim: int, needed: Ratio) -> Iterator[Change]:
        for one in ladders:
            for times in one.useful:
                found = self._lifts((Taken(one.family, times, one.reached[times - 1]),), one.trials[times - 1], aim, needed)
                if found is not None:
                    yield found
                    break

    def _lifts(self, steps: tuple[Taken, ...], trial: Trial, aim: int, needed: Ratio) -> Change | None:
        if trial.score.ranking.compare(needed) < 0:
            return None
        grade = self._graded(trial)
        if grade is None or self._levels.index(grade.level.name.zh) > aim:
            return None
        return Change(steps, trial, grade)

    # Several ----------------------------------------------------------------------------------------------------------

    def _together(self, ladders: Sequence[_Ladder], kinds: int, aim: int, needed: Ratio, most: int) -> Change | None:
        """The cheapest; of equally cheap ones what most peers have done, then the greatest gain, then the first of the rubric."""
        asked = needed.less(self._start.score.ranking)
        least = asked.numerator * SCALE // asked.denominator - self._slack
        waiting: dict[int, list[tuple[int, int, tuple[int, ...], tuple[int, ...]]]] = {}
        for places in combinations(range(len(ladders)), kinds):
            chosen = [ladders[at] for at in places]
            more = self._more_together(chosen)
            if more is not None and sum(max(one.gains) for one in chosen) + more < least:
                continue
            for times in product(*(one.useful for one in chosen)):
                cost = sum(times)
                gain = sum(one.gains[at - 1] for one, at in zip(chosen, times, strict=True))
                if cost <= most and (more is None or gain + more >= least):
                    reached = min(one.reached[at - 1] for one, at in zip(chosen, times, strict=True))
                    waiting.setdefault(cost, []).append((-reached, -gain, places, times))
        for cost in sorted(waiting):
            for *_, places, times in sorted(waiting[cost]):
                if not self._left:
                    self._stopped = True
                    return None
                self._left -= 1
                if (found := self._both([ladders[at] for at in places], times, aim, needed)) is not None:
                    return found
        return None

    def _more_together(self, chosen: Sequence[_Ladder]) -> int | None:
        """What kinds can gain together beyond the sum of their gains: all that the indicators they share have left. None: who knows."""
        seen: set[str] = set()
        more = 0
        for one in chosen:
            for token in one.touches & seen:
                if token not in self._room:
                    return None
                more += self._room[token]
            seen |= one.touches
        return more

    def _both(self, chosen: Sequence[_Ladder], times: Sequence[int], aim: int, needed: Ratio) -> Change | None:
        first, *others = zip(chosen, times, strict=True)
        state: State | None = first[0].trials[first[1] - 1].state
        for one, number in others:
            for _ in range(number):
                state = self._take(one.family, state) if state is not None else None
        if state is None:
            return None
        trial = self._tried(state)
        reached = [self._reached(one.family, trial) for one in chosen]
        if not all(reached):
            return None
        steps = tuple(Taken(one.family, number, peers) for one, number, peers in zip(chosen, times, reached, strict=True))
        return self._lifts(steps, trial, aim, needed)

    def _furthest(self, ladders: Sequence[_Ladder]) -> tuple[Trial, Grade | None]:
        """Every kind as far as it gains, one after the other; what one spoils for another is not taken."""
        best = self._start
        for one in ladders:
            state: State | None = best.state
            for _ in range(one.useful[-1]):
                state = self._take(one.family, state) if state is not None else None
                if state is None:
                    break
                trial = self._tried(state)
                if not self._reached(one.family, trial):
                    break
                if trial.score.ranking.compare(best.score.ranking) > 0:
                    best = trial
        return best, self._graded(best)


def _room(rubric: Rubric, one: IndicatorScore) -> int:
    """What an indicator has left to gain, in billionths, rounded up."""
    if one.value is None:
        return SCALE * 10**6
    deducts = rubric.role(rubric.indicator(one.code)) is Role.DEDUCTION
    left = one.value if deducts else one.maximum.less(one.value)
    return max(-(-left.numerator * SCALE // left.denominator), 0)


def _slack(rubric: Rubric) -> int:
    """What the rounding of branches and of the total can add to a sum of gains, in the whole billionths of a gain."""
    decimals = [branch.decimals for branch in rubric.branches if branch.decimals is not None]
    rounding = rubric.rounding
    decimals += [one for one in (rounding.total_decimals, rounding.rank_decimals) if one is not None]
    if rounding.indicator_decimals is None and rounding.total_decimals is None:
        decimals.append(2)
    whole: int = 10 ** max(decimals, default=0)
    parts: int = sum(whole // 10**one for one in decimals)
    return 4 + parts * (SCALE // whole)


def needed_total(
    level_at: Callable[[Ratio], int | None], cut: Ratio, others: Sequence[Ratio], aim: int, least: Ratio
) -> Ratio | None:
    """The least total that has the grade number ``aim`` or better, by the whole grade rule: that of the cut, or one that
    overtakes others for a place. ``least`` is the smallest difference of two totals. None: points alone do not do it.
    """
    above = sorted((one for one in others if one.compare(cut) >= 0), key=BY_SIZE)
    asked = [cut, *(total for one in above for total in (one, one.plus(least)))]
    asked = sorted({one.simplest() for one in asked}, key=BY_SIZE)
    low, high = 0, len(asked)
    while low < high:
        middle = (low + high) // 2
        level = level_at(asked[middle])
        if level is not None and level <= aim:
            high = middle
        else:
            low = middle + 1
    return asked[low] if low < len(asked) else None


def ulp(decimals: int) -> Ratio:
    """One of the last printed digit."""
    return ratio(1, 10**decimals)
