"""What was told to carriers in words: the state, of which result, what changed since; and what a public list must be warned of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from scoring.errors import Said
from scoring.findings import Finding, Level
from scoring.messages import say
from scoring.services.objecting import objections
from scoring.services.receipts import receipt_number
from scoring.services.rounds import OpenRound
from scoring.services.sealed import grade_words
from scoring.services.telling import Feedback, State, Stood, states
from scoring.store import runs
from scoring.store.runs import Run

MOST = 8
"""So many carriers are named in one sentence."""


class FeedbackWords:
    """Of one run, in one language; ``stand``: what stands on it."""

    def __init__(self, opened: OpenRound, run: Run, stand: Mapping[str, Stood], language: str) -> None:
        self._run, self._stand, self._language = run, stand, language
        self._grades = grade_words(opened, run, language)
        year = opened.round.assessment_year
        self._numbers = {one.id: receipt_number(one.receipt_hash, year) for one in runs.of_round(opened.store, opened.round.id)}

    def state(self, one: Feedback) -> str:
        return say(f"decide.heard.{one.state.value}", {}, self._language)

    def note(self, one: Feedback) -> str:
        """Of which earlier result it was told; where it has to be told anew, what changed. Empty where there is nothing to add."""
        number = self._numbers.get(one.run, "")
        if one.state is State.RETELL:
            facts = {"number": number, "before": self._result(Stood(one.points, one.grade))}
            return say("decide.told_before", facts | {"now": self._result(self._stand[one.uscc])}, self._language)
        if one.told_day and one.run != self._run.id:
            return say("decide.told_carried", {"number": number}, self._language)
        return ""

    def _result(self, one: Stood) -> str:
        """62.97 合格"""
        return f"{one.points} {self._grades.get(one.grade, one.grade)}".strip() or "—"


def feedback_findings(opened: OpenRound, run: Run) -> Iterator[Finding]:
    """Carriers that a list should not be published over without knowing: not told, told another result, silent, in dispute."""
    settled = {one.uscc for one in objections(opened)} - {one.uscc for one in objections(opened) if one.open}
    names = {one.uscc: one.name for one in opened.participants()}
    found: dict[State, list[str]] = defaultdict(list)
    for uscc, state in states(opened, run).items():
        if not (state is State.DISPUTED and uscc in settled):
            found[state].append(names.get(uscc, uscc))
    for state in (State.UNTOLD, State.RETELL, State.SILENT, State.DISPUTED):
        if whom := found[state]:
            yield Finding(f"documents.feedback_{state.value}", Level.WARNING, (), {"carriers": _some(whom)})


def _some(names: list[str]) -> Said | tuple[str, ...]:
    """All of a few, else the first and how many there are."""
    if len(names) <= MOST:
        return tuple(names)
    return Said("documents.some_carriers", {"names": tuple(names[:MOST]), "count": len(names)})
