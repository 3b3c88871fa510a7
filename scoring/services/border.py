"""The border list (临界名单) of a round: who is close to a cut, and who is tied at the edge of a quota. For the commission alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.engine.border import Near
from scoring.messages import say
from scoring.services.grade_steps import near_words
from scoring.services.lines import Line, SealedLines, line_of
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class BorderLine:
    """One carrier on the list. ``tied``: with others at the edge of a quota; ``near`` in words are in ``reasons`` too."""

    uscc: str
    name: str
    rank: int
    total: str
    grade: str
    tied: bool
    near: tuple[Near, ...]
    reasons: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """As JSON; distances exact as printed: more than nothing is missing, less is to spare."""
        return {
            "uscc": self.uscc,
            "name": self.name,
            "rank": self.rank,
            "total": self.total,
            "grade": self.grade,
            "tied": self.tied,
            "near": [
                {"grade": one.grade, "distance": str(one.distance), "below": one.missing, "places": one.places}
                for one in self.near
            ],
            "reasons": list(self.reasons),
        }


def border_list(opened: OpenRound, scored: Iterable[Scored], language: str = "zh") -> tuple[BorderLine, ...]:
    """Of a live score, by rank."""
    rubric = opened.rubric.rubric
    return border_of(opened, (line_of(rubric, one) for one in scored if one.grade is not None), language)


def sealed_border_list(sealed: SealedLines, language: str = "zh") -> tuple[BorderLine, ...]:
    """Of a sealed run, by rank."""
    return border_of(sealed.opened, sealed.lines, language)


def border_of(opened: OpenRound, lines: Iterable[Line], language: str) -> tuple[BorderLine, ...]:
    """Of whatever has lines, by rank."""
    levels = {level.name.zh: level.name[language] for level in opened.rubric.rubric.grades}
    found = [
        BorderLine(
            uscc=one.uscc,
            name=one.name,
            rank=one.rank,
            total=str(one.total),
            grade=levels[one.grade],
            tied=one.border,
            near=one.near,
            reasons=reasons(opened, one.near, tied=one.border, language=language),
        )
        for one in lines
        if one.grade and (one.border or one.near)
    ]
    return tuple(sorted(found, key=lambda one: (one.rank, one.uscc)))


def reasons(opened: OpenRound, near: Iterable[Near], *, tied: bool, language: str) -> tuple[str, ...]:
    """名额处并列；距优秀的 80 分差 0.30 分"""
    told = [say("scores.tied", {}, language)] if tied else []
    return (*told, *(near_words(opened, one, language) for one in near))
