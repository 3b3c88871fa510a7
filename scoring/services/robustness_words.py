"""Robustness in words: draws that differ, the ranks they span, and whose value or marks alone would change a grade."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.definitions.rubric import Rubric
from scoring.engine.robustness import MOST
from scoring.messages import say
from scoring.services.robustness import Disputed, Steadiness, Turned, WithoutReviewer


def grade_names(rubric: Rubric, language: str) -> dict[str, str]:
    """The rubric's own word of a grade → how it is read."""
    return {level.name.zh: level.name[language] for level in rubric.grades}


def steadiness_lines(rubric: Rubric, one: Steadiness, language: str) -> tuple[str, ...]:
    """Everything there is to say of one carrier."""
    return tuple(_lines(grade_names(rubric, language), one, language))


def _lines(names: dict[str, str], one: Steadiness, language: str) -> Iterator[str]:
    def why(code: str, /, **facts: object) -> str:
        return say(f"why.{code}", facts, language)

    if one.spread.count:
        yield weights_words(names, one, language)
        facts = {"best": one.ranks[0], "worst": one.ranks[1], "low": one.usual[0], "high": one.usual[1]}
        yield why("ranks" if one.ranks[0] != one.ranks[1] else "rank_kept", **facts)
    else:
        yield why("no_weights")
    if one.declared is not None:
        yield why("declared", count=len(one.disputed), **_result(names, one.declared))
    turning = [_turning(names, each, language) for each in one.turning]
    if turning:
        yield from turning
    elif one.disputed and one.reviewers:
        yield why("none_turns", values=len(one.disputed), reviewers=len(one.reviewers))
    elif one.disputed:
        yield why("no_value_turns", values=len(one.disputed))
    elif one.reviewers:
        yield why("no_reviewer_turns", reviewers=len(one.reviewers))
    else:
        yield why("nothing_disputed")


def weights_words(names: dict[str, str], one: Steadiness, language: str) -> str:
    """1,000 次抽样中 37 次等级不同：优秀 37 次"""
    facts: dict[str, object] = {"draws": one.spread.count, "seed": one.seed, "percent": MOST // 100}
    if not one.differing:
        return say("why.weights_same", facts, language)
    others = [
        say("why.times", {"grade": names.get(grade, grade), "count": count}, language)
        for grade, count in sorted(one.spread.grades.items(), key=lambda pair: (-pair[1], pair[0]))
        if grade != one.grade
    ]
    return say("why.weights", facts | {"count": one.differing, "others": others}, language)


def _result(names: dict[str, str], result: Turned) -> dict[str, object]:
    return {"total": result.total, "rank": result.rank or "—", "grade": names.get(result.grade, result.grade) or "—"}


def _turning(names: dict[str, str], one: Disputed | WithoutReviewer, language: str) -> str:
    facts = _result(names, one.result)
    if isinstance(one, WithoutReviewer):
        return say("why.turns_reviewer", facts | {"reviewer": one.reviewer}, language)
    facts |= {"subject": one.subject, "field": one.field[language], "verified": one.verified[language]}
    if one.struck:
        return say("why.turns_strike", facts, language)
    return say("why.turns_value", facts | {"declared": one.declared[language]}, language)
