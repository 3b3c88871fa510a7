"""What the experts gave for an indicator, as a report tells it: a re-mark beside the first, and what does not count with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoring.definitions.rubric import MeasureKind
from scoring.engine.wording import plain
from scoring.messages import say
from scoring.papers.facts import Version
from scoring.services.days import CHINA
from scoring.services.past import Past
from scoring.store import marks, recusals
from scoring.store.carriers import Carrier
from scoring.store.marks import Mark
from scoring.store.truth import Until


def marks_told(then: Past, carrier: Carrier, measure: str, language: str, version: Version) -> tuple[str, ...]:
    """A line for each expert, in the order of the first marks; none where the measure asks nobody.

    The version that goes to the carrier numbers the experts and leaves their comments out.
    """
    opened = then.opened
    if opened.rubric.measures[measure].measure.kind is not MeasureKind.MARKS:
        return ()
    until = Until(then.heads)
    known = marks.ever_given(opened.store, opened.round.id, carrier.no, measure, until)
    barred = recusals.of_round(opened.store, opened.round.id, until)
    experts: dict[str, list[Mark]] = {}
    for one in known:
        experts.setdefault(one.reviewer, []).append(one)
    lines = []
    for number, (name, given) in enumerate(experts.items(), start=1):
        named = version is Version.INTERNAL
        who = name if named else say("services.report.expert", {"number": number}, language)
        told = say("services.report.mark_join", {}, language).join(_each(given, language, comments=named))
        recused = barred.get((carrier.no, name))
        code = "marks_aside" if recused is not None and given[-1].value is not None else "marks"
        lines.append(say(f"services.report.{code}", {"expert": who, "marks": told}, language))
    return tuple(lines)


def _each(given: Sequence[Mark], language: str, *, comments: bool) -> Iterator[str]:
    """A mark written again with another comment alone is the same mark."""
    before: Decimal | None = None
    for place, one in enumerate(given):
        if place and one.value == before and not (comments and one.comment):
            continue
        code = "mark_withdrawn" if one.value is None else "mark_again" if place else "mark_first"
        facts: dict[str, object] = {
            "mark": "" if one.value is None else plain(one.value),
            "day": f"{one.at.astimezone(CHINA):%Y-%m-%d}",
        }
        words = say(f"services.report.{code}", facts, language)
        if comments and one.comment:
            words = say("services.report.mark_comment", {"mark": words, "comment": one.comment}, language)
        before = one.value
        yield words
