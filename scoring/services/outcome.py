"""What a round decided of each carrier: the grade the sealed run worked out, and the grade that stands after decisions."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.services.rounds import OpenRound
from scoring.services.sealed import SealedResult, sealed_results
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class Outcome:
    """``computed`` and ``grade`` are the rubric's own words: ``computed`` as the run has it, ``grade`` as it stands now."""

    result: SealedResult
    computed: str
    grade: str

    @property
    def changed(self) -> bool:
        """Somebody decided otherwise than the rubric."""
        return self.computed != self.grade


def outcomes(opened: OpenRound, run: Run, language: str = "zh") -> tuple[Outcome, ...]:
    """Everybody in the run, in its order. Raises Refusal where the file is damaged."""
    return tuple(Outcome(one, one.grade, one.grade) for one in sealed_results(opened, run, language))
