"""What a round decided of each carrier: the grade the sealed run worked out, and the grade that stands after decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.services.deeds import Known
from scoring.services.objecting import ObjectionFacts, objections
from scoring.services.overriding import OverrideFacts, OverrideState, overrides_on
from scoring.services.rounds import OpenRound
from scoring.services.sealed import SealedResult, grade_words, listed_results, sealed_results
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class Outcome:
    """``computed`` and ``grade`` are the rubric's own words: ``computed`` as the run has it, ``grade`` as it stands now; ``level``
    is the Chinese word of the latter, by which the rubric knows it.

    ``override`` is the confirmed one ``grade`` rests on; ``proposed`` waits for its second person and does not count; ``lapsed``
    was confirmed against a grade that this run no longer works out, so that somebody must decide anew.
    """

    result: SealedResult
    computed: str
    grade: str
    level: str
    override: OverrideFacts | None = None
    proposed: OverrideFacts | None = None
    lapsed: OverrideFacts | None = None
    objections: tuple[ObjectionFacts, ...] = ()

    @property
    def changed(self) -> bool:
        """Somebody decided otherwise than the rubric."""
        return self.result.level != self.level

    @property
    def uscc(self) -> str:
        return self.result.uscc

    @property
    def open_objections(self) -> tuple[ObjectionFacts, ...]:
        """Those about which nobody has said yet what was found."""
        return tuple(one for one in self.objections if one.open)


def outcomes(
    opened: OpenRound, run: Run, language: str = "zh", known: Known = None, *, listed: bool = False
) -> tuple[Outcome, ...]:
    """Everybody in the run, in its order; with ``known`` as it stood when no more than these acts were known; ``listed``: from
    the lines beside the run, for a page and never for a paper.

    Raises Refusal where the file is damaged.
    """
    words = grade_words(opened, run, language)
    results = (listed_results if listed else sealed_results)(opened, run, language)
    computed = {one.uscc: one.level for one in results}
    given: dict[str, list[OverrideFacts]] = defaultdict(list)
    for each in overrides_on(opened, run, computed, known):
        given[each.uscc].append(each)
    raised: dict[str, list[ObjectionFacts]] = defaultdict(list)
    for objection in objections(opened, known):
        raised[objection.uscc].append(objection)
    return tuple(_outcome(one, words, given.get(one.uscc, ()), raised.get(one.uscc, ())) for one in results)


def standing_results(opened: OpenRound, run: Run, language: str = "zh") -> tuple[SealedResult, ...]:
    """The run's results with the grade that stands: what lists, names of files and notices show."""
    return tuple(replace(one.result, grade=one.grade, level=one.level) for one in outcomes(opened, run, language))


def _outcome(
    one: SealedResult, words: Mapping[str, str], own: Sequence[OverrideFacts], raised: Sequence[ObjectionFacts]
) -> Outcome:
    holds = next((each for each in own if each.holds), None)
    level = holds.after if holds and holds.after in words else one.level
    return Outcome(
        result=one,
        computed=one.grade,
        grade=words.get(level, one.grade),
        level=level,
        override=holds,
        proposed=next((each for each in own if each.state is OverrideState.PROPOSED), None),
        lapsed=next((each for each in own if each.lapsed), None),
        objections=tuple(raised),
    )
