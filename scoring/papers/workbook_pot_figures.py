"""What the formulas of a budget pot's sheet must come to, line by line, in whole numbers.

The engine shares round after round and divides numbers as long as they are. A sheet does the same in one go and in pieces a
double holds: who reaches the most he may get is told by those who reach it sooner, and a quotient is worked out by long division.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.engine.budget import PotOutcome
from scoring.engine.exact import decimals_of, from_decimal
from scoring.engine.sharing import SharingRule, TieBreak
from scoring.papers.workbook_facts import Unit

HOLDS = 2**53
"""A double holds every whole number up to it."""
PIECE, PIECES = 1000, 4
"""Long division goes through a weight by pieces of three digits."""
LAST = 10**12
"""Behind every rank, and every number of points taken negative."""
IN_FULL, SHARED, NOTHING, OPEN = 2, 1, 0, -1
"""How a claim fares. OPEN: nobody has chosen a rule, or it cannot serve somebody."""


def points_scale(units: Sequence[Unit]) -> int:
    """What makes everybody's points whole."""
    decimals = max((decimals_of(unit.score.total) for unit in units if unit.score.scored), default=0)
    return int(10**decimals)


def scaled_points(points: Decimal, scale: int) -> int:
    exact = from_decimal(points)
    return exact.numerator * scale // exact.denominator


@dataclass(frozen=True, slots=True)
class Piece:
    """The long division of one line, piece after piece."""

    steps: tuple[int, ...]
    floor: int
    rest: int


class PotFigures:
    """Lists in the order of the carriers; amounts in 分."""

    def __init__(self, outcome: PotOutcome, units: Sequence[Unit]) -> None:
        self.outcome, self.units = outcome, units
        self.pot, self.rule, self.unit = outcome.pot.amount, outcome.pot.rule, int(outcome.pot.unit)
        self.scale = points_scale(units)
        claimed = {claim.key: claim.most for claim in outcome.claimed}
        self.wanted = [claimed.get(one.uscc) for one in units]
        self.sums = [one or 0 for one in self.wanted]
        self.ranks = [one.grade.rank if one.grade else None for one in units]
        self.points = [scaled_points(one.score.total, self.scale) if one.score.scored else None for one in units]
        codes = sorted(one.uscc for one in units)
        self.codes = [codes.index(one.uscc) + 1 for one in units]
        self.keys = {tie: [self._key(tie, line) for line in range(len(units))] for tie in TieBreak}
        self.standing = self._standing()
        self._fare()
        self._weigh()
        self._divide()

    @property
    def by_score(self) -> bool:
        return self.rule is SharingRule.BY_SCORE

    @property
    def by_rank(self) -> bool:
        return self.rule is SharingRule.BY_RANK

    @property
    def exact(self) -> bool:
        """Whether every step is a whole number a double holds, with room for what somebody may type."""
        least = max(self.wanted_sum, self.pot) * 4 * PIECE < HOLDS and max(self.sums, default=0) < PIECE**PIECES
        points = max((abs(one) for one in self.points if one is not None), default=0)
        return least and (not self.by_score or max(self.pot // self.unit, *self.sums) * points * 2 < HOLDS)

    def _key(self, tie: TieBreak, line: int) -> int:
        """Numbers that grow along the declared order."""
        rank, points, wanted = self.ranks[line], self.points[line], self.wanted[line]
        match tie:
            case TieBreak.RANK:
                return LAST if rank is None else rank
            case TieBreak.POINTS:
                return LAST if points is None else -points
            case TieBreak.AMOUNT:
                return LAST if wanted is None else -wanted

    def _standing(self) -> list[int]:
        def order(line: int) -> tuple[int, ...]:
            return (*(self.keys[tie][line] for tie in self.outcome.pot.ties), self.codes[line])

        lines = range(len(self.units))
        there = [line for line in lines if self.wanted[line] is not None]
        return [1 + sum(order(other) < order(line) for other in there) for line in lines]

    def _fare(self) -> None:
        lines = range(len(self.units))
        self.wanted_sum = sum(self.sums)
        self.served = [self._is_served(line) for line in lines]
        self.unserved = sum(not self.served[line] for line in lines if self.wanted[line] is not None)
        suffices, refused = self.wanted_sum <= self.pot, self.rule is None or self.unserved
        self.state = IN_FULL if suffices else OPEN if refused else SHARED
        ranks = self.keys[TieBreak.RANK]
        self.ahead = [sum(self.sums[one] for one in lines if ranks[one] < ranks[line]) for line in lines]
        self.equal = [sum(self.sums[one] for one in lines if ranks[one] == ranks[line]) for line in lines]
        self.fares = [self._fares(line) for line in lines]
        full = sum(self.sums[line] for line in lines if self.fares[line] == IN_FULL)
        self.left = self.pot - full if self.by_rank else self.pot
        self.whole = self.left // self.unit

    def _is_served(self, line: int) -> bool:
        if self.by_rank:
            return self.ranks[line] is not None
        points = self.points[line]
        return not self.by_score or (points is not None and points >= 0)

    def _fares(self, line: int) -> int | None:
        if self.wanted[line] is None:
            return None
        if self.state != SHARED or not self.by_rank:
            return self.state
        if self.ahead[line] + self.equal[line] <= self.pot:
            return IN_FULL
        return SHARED if self.ahead[line] <= self.pot else NOTHING

    def _weigh(self) -> None:
        lines = range(len(self.units))
        inside = [one == SHARED for one in self.fares]
        weights = [one or 0 for one in self.points] if self.by_score else self.sums
        self.weights = [weights[line] if inside[line] else 0 for line in lines]
        self.most = [self.sums[line] // self.unit if inside[line] else 0 for line in lines]
        self.over = [self.sums[line] - self.most[line] * self.unit if inside[line] else 0 for line in lines]
        self.weight_sum = sum(self.weights)
        sooner = [[other for other in lines if self._is_sooner(other, line)] for line in lines]
        self.units_then = [self.whole - sum(self.most[other] for other in sooner[line]) for line in lines]
        self.weights_then = [self.weight_sum - sum(self.weights[other] for other in sooner[line]) for line in lines]
        self.reached = [int(inside[line] and self._reaches(line)) for line in lines]
        done = [line for line in lines if self.reached[line]]
        self.whole_open = self.whole - sum(self.most[line] for line in done)
        self.weight_open = self.weight_sum - sum(self.weights[line] for line in done)

    def _is_sooner(self, other: int, line: int) -> bool:
        """Whether the other one reaches the most it may get with fewer units."""
        if self.by_score:
            return self.most[other] * self.weights[line] < self.most[line] * self.weights[other]
        return self.over[other] * self.most[line] > self.over[line] * self.most[other]

    def _reaches(self, line: int) -> bool:
        if not self.most[line]:
            return True
        then, weights = self.units_then[line], self.weights_then[line]
        if self.by_score:
            return self.weights[line] > 0 and then * self.weights[line] >= self.most[line] * weights
        return then * self.over[line] >= self.most[line] * (weights - then * self.unit)

    def _divide(self) -> None:
        lines = range(len(self.units))
        self.divided = [self._division(line) for line in lines]
        rest = [one.rest for one in self.divided]
        self.places = [
            1 + sum((-rest[one], self.standing[one]) < (-rest[line], self.standing[line]) for one in lines if rest[one])
            if rest[line]
            else None
            for line in lines
        ]
        self.singles = self.whole_open - sum(one.floor for one in self.divided) if self.weight_open > 0 else 0

    def is_open(self, line: int) -> bool:
        """Shares what is left, and does not reach the most it may get."""
        return self.fares[line] == SHARED and not self.reached[line] and self.weight_open > 0

    def _division(self, line: int) -> Piece:
        if not self.is_open(line):
            return Piece((0,) * PIECES, 0, 0)
        steps, rest, floor = [], 0, 0
        for at in reversed(range(PIECES)):
            digits = self.weights[line] // PIECE**at % PIECE
            steps.append(rest * PIECE + self.whole_open * digits)
            floor, rest = floor * PIECE + steps[-1] // self.weight_open, steps[-1] % self.weight_open
        return Piece(tuple(steps), floor, rest)

    def share(self, line: int) -> int | None:
        """As the engine has it; None where nobody knows, or nothing is claimed."""
        sharing, key = self.outcome.sharing, self.units[line].uscc
        return next((one.amount for one in sharing.shares if one.claim.key == key), None) if sharing else None

    @property
    def given(self) -> int | None:
        return self.outcome.sharing.given if self.outcome.sharing else None
