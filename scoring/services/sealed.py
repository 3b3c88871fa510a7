"""What a sealed run says of each carrier, read from its stored results and not worked out again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from scoring.definitions.canonical import Sha256
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.services.rounds import OpenRound, open_round
from scoring.store import run_lines, runs
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class SealedResult:
    """``points`` as the paper prints them, empty where the carrier is not scored; no rank without a grade, nor for one that is exempt.

    ``level``: the grade's Chinese word, by which the rubric knows it; in another language two grades may share a word.
    """

    uscc: str
    name: str
    points: str
    grade: str
    rank: int | None
    of: int
    level: str


def sealed_results(opened: OpenRound, run: Run, language: str = "zh") -> tuple[SealedResult, ...]:
    """Everybody in the run, in its order. Raises Refusal where the file is damaged."""
    words = grade_words(opened, run, language)
    return tuple(_result(one, words) for one in json.loads(runs.results(opened.store, run.id)))


def listed_results(opened: OpenRound, run: Run, language: str = "zh") -> tuple[SealedResult, ...]:
    """The same from the lines kept beside the run, a hundred times as fast: to look at. What is decided or printed rests on
    the text, whose hash is known.
    """
    words = grade_words(opened, run, language)
    found = tuple(
        _told(uscc, name, one.total if one.scored else "", one.grade, (one.rank or None, one.of), words)
        for uscc, name, one in run_lines.standing(opened.store, run.id)
    )
    return found or sealed_results(opened, run, language)


def _result(one: Mapping[str, object], words: Mapping[str, str]) -> SealedResult:
    grading = one["grading"]
    place = (grading["rank"], int(grading["of"])) if isinstance(grading, Mapping) else (None, 0)
    points = str(one["total"]) if one["scored"] else ""
    return _told(str(one["carrier"]), str(one["name"]), points, str(one["grade"]), place, words)


def _told(uscc: str, name: str, points: str, grade: str, place: tuple[int | None, int], words: Mapping[str, str]) -> SealedResult:
    return SealedResult(uscc, name, points, words.get(grade, ""), *place, level=grade if grade in words else "")


def grade_words(opened: OpenRound, run: Run, language: str = "zh") -> Mapping[str, str]:
    """The rubric's own words, of the rubric the run was sealed with: the best grade first."""
    return {level.name.zh: level.name[language] for level in sealed_rubric(opened, run).rubric.grades}


def sealed_rubric(opened: OpenRound, run: Run) -> CompiledRubric:
    """The rubric the run was sealed with."""
    receipt = json.loads(run.receipt)
    if receipt["rubric"] == opened.round.rubric:
        return opened.rubric
    then = replace(opened.round, form=Sha256(receipt["form"]), rubric=Sha256(receipt["rubric"]))
    return open_round(opened.store, then).rubric
