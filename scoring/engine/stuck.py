"""Why no step of an indicator is told that has points left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from scoring.definitions.rubric import Rubric
from scoring.engine.members import Members, Others
from scoring.engine.score import IndicatorScore
from scoring.engine.trial import Against, Trial


class Stuck(Enum):
    """Why no step of an indicator that has points left is told."""

    DISTRICT = "district"
    """It rests on what the district finds."""
    NO_RESULT = "no_result"
    """Its measure has no result, and no step gives one."""
    NO_PEER = "no_peer"
    """No peer has a result, so there is no best one's to go to."""
    LESS = "less"
    """The rubric asks for less: nobody is advised to lower figures or to lose firms."""
    BEYOND = "beyond"
    """It stands at the best peer's value, or the next step would go beyond."""
    NO_GAIN = "no_gain"
    """The steps within bounds bring no points."""
    NOTHING = "nothing"
    """No single step moves it."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of a kind of step: every state within the bound it was tried in, the one ``beyond`` at which it ended, and the
    indicators it ``lifts``.
    """

    trials: tuple[Trial, ...]
    beyond: Trial | None
    lifts: frozenset[str]


class Reasons:
    """Of one unit. ``peers`` are the others' values of each measure, ``by_district`` the indicators of its findings."""

    def __init__(
        self, rubric: Rubric, against: Against, peers: Mapping[str, Members | Others], by_district: Collection[str]
    ) -> None:
        self._against, self._peers, self._by_district = against, peers, by_district
        self._measures = {one.code: one.measure for one in rubric.indicators}

    def why(self, one: IndicatorScore, own: Sequence[Walked]) -> Stuck:
        """``own``: what came of every kind of step of the indicator; none of them lifts it."""
        if one.measured.value is None and not any(self._has_result(one.code, walked) for walked in own):
            return Stuck.NO_RESULT if own or one.code not in self._by_district else Stuck.DISTRICT
        trials = [trial for walked in own for trial in walked.trials]
        if trials:
            grown = [(self._against.turn(one.code, trial), self._against.grows(one.code, trial)) for trial in trials]
            if any(turn < 0 < grows for turn, grows in grown) and not any(grows < 0 for _, grows in grown):
                return Stuck.LESS
            return Stuck.BEYOND if all(walked.beyond for walked in own) else Stuck.NO_GAIN
        if any(walked.beyond for walked in own):
            return Stuck.BEYOND if len(self._peers[self._measures[one.code]]) else Stuck.NO_PEER
        return Stuck.DISTRICT if one.code in self._by_district else Stuck.NOTHING

    def _has_result(self, code: str, walked: Walked) -> bool:
        tried = walked.trials if walked.beyond is None else (*walked.trials, walked.beyond)
        return any(trial.measured[self._measures[code]].value is not None for trial in tried)
