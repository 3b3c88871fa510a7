"""The grade by points: the first of the rubric's grades whose bound is reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.rubric import GradeLevel, Rubric
from scoring.engine.score import CarrierScore


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, and how far the next better one is (None at the top)."""

    level: GradeLevel
    better: GradeLevel | None
    distance: Decimal | None


def grade(rubric: Rubric, score: CarrierScore) -> Grade | None:
    """The grade of a scored carrier by its printed total; None where the carrier is not scored."""
    if not score.scored:
        return None
    better: GradeLevel | None = None
    for level in rubric.grades:
        if score.total >= level.at_least:
            return Grade(level, better, better.at_least - score.total if better else None)
        better = level
    raise AssertionError("the last grade takes every total (compiled_rubric)")
