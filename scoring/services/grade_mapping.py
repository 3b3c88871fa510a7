"""Which of our grades meet a document's words (“B 级以上”): open until the district confirms it, with a proposal and its reason.

A proposal is never used by itself. It is read from the words alone: a grade of ours that they name, or a letter, which is
taken as the place of a grade from the top; “以上” takes the better ones too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.definitions.policy import FigureType, GradeAsked
from scoring.definitions.settled import grades_listed
from scoring.errors import Said
from scoring.messages import say, tell
from scoring.services.rounds import OpenRound
from scoring.services.settling import grades_called, policies_of
from scoring.store import settlements
from scoring.store.settlements import About, Matter, Settlement

LETTER = re.compile(r"([A-Z])\s*级")
ABOVE = "以上"
JOIN = "、"
"""Between the grades of a text to be settled."""


@dataclass(frozen=True, slots=True)
class GradeMapping:
    """One demand on a grade. ``grades`` are those that may be named, the best first, ``called`` the same as shown; ``settled`` is
    the text that holds, if any.
    """

    policy: str
    title: str
    figure: str
    label: str
    issuer: str
    words: str
    grades: tuple[str, ...]
    called: tuple[str, ...]
    proposal: tuple[str, ...]
    reason: str
    settled: Settlement | None
    language: str

    @property
    def settled_grades(self) -> tuple[str, ...]:
        """In Chinese, whatever stood between them."""
        return grades_listed(self.settled.value) if self.settled else ()

    def shown(self, grades: Iterable[str]) -> str:
        """Grades in words; one that is not of this list as it was written."""
        known = dict(zip(self.grades, self.called, strict=True))
        return say("aid.mapping.join", {}, self.language).join(known.get(grade, grade) for grade in grades)


def mappings(opened: OpenRound, language: str = "zh") -> tuple[GradeMapping, ...]:
    """Of every adopted policy. Raises Refusal where none was adopted for the round's form."""
    held = settlements.of_round(opened.store, opened.round.id)
    return tuple(one for compiled in policies_of(opened) for one in _of(opened, compiled, held, language))


def _of(opened: OpenRound, compiled: CompiledPolicy, held: dict[About, Settlement], language: str) -> tuple[GradeMapping, ...]:
    key = compiled.document.key
    asked = {one.clause.grade.mapping: one.clause.grade for one in compiled.clauses if one.clause.grade is not None}
    figures = [one.figure for one in compiled.figures.values() if one.figure.type is FigureType.GRADES]
    found = []
    for figure in figures:
        called = grades_called(opened, compiled, figure.key, language)
        demand: GradeAsked | None = asked.get(figure.key)
        proposal, reason = proposed(demand.words["zh"] if demand else "", called)
        found.append(
            GradeMapping(
                policy=key,
                title=compiled.document.title[language],
                figure=figure.key,
                label=figure.label[language],
                issuer=demand.issuer[language] if demand else "",
                words=demand.words[language] if demand else "",
                grades=tuple(called),
                called=tuple(called.values()),
                proposal=proposal,
                reason=tell(reason, language),
                settled=held.get(About(key, Matter.FIGURE, figure.key)),
                language=language,
            )
        )
    return tuple(found)


def proposed(words: str, called: Mapping[str, str]) -> tuple[tuple[str, ...], Said]:
    """The grades that the words seem to mean, and why; none where they name none. ``called``: each as the reason shows it."""
    grades = tuple(called)
    named = next((grade for grade in sorted(grades, key=len, reverse=True) if grade in words), "")
    letter = LETTER.search(words)
    if named:
        place, code = grades.index(named), "aid.mapping.named"
    elif letter and ord(letter[1]) - ord("A") < len(grades):
        place, code = ord(letter[1]) - ord("A"), "aid.mapping.by_place"
    else:
        return (), Said("aid.mapping.none", {"words": words})
    found = grades[: place + 1] if ABOVE in words else (grades[place],)
    return found, Said(code, {"words": words, "place": place + 1, "grades": [called[grade] for grade in found]})
