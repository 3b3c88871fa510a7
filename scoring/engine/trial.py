"""A unit with some steps taken, and what of it is otherwise than the unit stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.definitions.rubric import Role, Rubric
from scoring.engine.exact import ZERO
from scoring.engine.measure import Measured
from scoring.engine.score import CarrierScore
from scoring.engine.steps import Family, Move, State


@dataclass(frozen=True, slots=True)
class Trial:
    """A unit with some steps taken: what it would measure and score."""

    state: State
    measured: Mapping[str, Measured]
    score: CarrierScore


class Against:
    """Trials held against where the unit stands."""

    def __init__(self, rubric: Rubric, start: Trial) -> None:
        self._rubric, self._start = rubric, start
        self._measures = {one.code: one.measure for one in rubric.indicators}

    def better(self, family: Family, code: str, trial: Trial) -> bool:
        """Whether an indicator has more points; one that is lessened only where less of the measure itself is asked for."""
        if self.turn(code, trial) <= 0:
            return False
        if family.move is not Move.AMOUNT or family.size > 0:
            return True
        return self.grows(code, trial) < 0

    def grows(self, code: str, trial: Trial) -> int:
        """Positive: what the indicator measures is more than now, negative: less."""
        now, then = (one.measured[self._measures[code]].value for one in (self._start, trial))
        return 0 if now is None or then is None else then.compare(now)

    def turn(self, code: str, trial: Trial) -> int:
        """Positive: the indicator has more points than now, negative: fewer. Left out now, it has none yet."""
        now, then = (one.score.indicator(code).value for one in (self._start, trial))
        if then is None:
            return 0
        return then.compare(now or ZERO) * (-1 if self._rubric.role(self._rubric.indicator(code)) is Role.DEDUCTION else 1)
