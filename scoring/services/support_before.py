"""The years in which a clause was given before, from the support that earlier rounds of the same file decided.

Nothing is asked twice: what a round decided counts in the next ones by itself, and so do the years it was decided with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from scoring.definitions.form import Words
from scoring.engine.given import NOTHING_DECIDED, Cited, DecidedBefore, given_before
from scoring.engine.overlap import Name
from scoring.services.days import CHINA
from scoring.services.overview import round_words
from scoring.services.rounds import OpenRound
from scoring.services.settling import years_of
from scoring.store import rounds, settlements, support_results
from scoring.store.connection import Store
from scoring.store.rounds import Round
from scoring.store.settlements import Matter
from scoring.store.support_results import SupportResult

Whose: TypeAlias = tuple[str, Name]
"""统一社会信用代码, and policy and clause."""


@dataclass(frozen=True, slots=True)
class SupportBefore:
    """What the decisions of ``results`` say, carrier by carrier and clause by clause."""

    results: tuple[str, ...] = ()
    known: Mapping[Whose, DecidedBefore] = field(default_factory=dict)

    def of(self, policy: str, uscc: str, clauses: Iterable[str]) -> dict[str, DecidedBefore]:
        """Clause → what is known of it; without those of which nothing is."""
        found = {key: self.known.get((uscc, (policy, key))) for key in clauses}
        return {key: one for key, one in found.items() if one is not None}


NOTHING_BEFORE = SupportBefore()


def decided_before(opened: OpenRound) -> SupportBefore:
    """By the latest decision of each round of an earlier year, of whichever kind."""
    store, year = opened.store, opened.round.assessment_year
    earlier = (one for one in rounds.all_rounds(store) if one.assessment_year < year)
    latest = ((one, support_results.latest(store, one.id)) for one in earlier)
    return _read(store, [(one, kept) for one, kept in latest if kept is not None])


def before_by(opened: OpenRound, results: Sequence[str]) -> SupportBefore:
    """The same by decisions that are named."""
    return _named(opened.store, results) if results else NOTHING_BEFORE


def _named(store: Store, results: Iterable[str]) -> SupportBefore:
    wanted = set(results)
    kept = ((one, result) for one in rounds.ever_begun(store) for result in support_results.of_round(store, one.id))
    return _read(store, [(one, result) for one, result in kept if result.id in wanted])


def _read(store: Store, kept: Sequence[tuple[Round, SupportResult]]) -> SupportBefore:
    """The eldest round first, so that a later one says until when all is known."""
    ordered = sorted(kept, key=lambda one: (one[0].assessment_year, one[0].id))
    known: dict[Whose, DecidedBefore] = {}
    for round_, result in ordered:
        document = _document(support_results.text_of(store, result.id))
        for whose, said in _of_decision(store, round_, result, document).items():
            known[whose] = _joined(known.get(whose, NOTHING_DECIDED), said)
    return SupportBefore(tuple(sorted(result.id for _, result in ordered)), known)


@dataclass(frozen=True, slots=True)
class _Document:
    """What of a decision is asked here. ``clauses`` carrier → clause → given, denied, or (None) still open."""

    settlements: frozenset[str]
    earlier: tuple[str, ...]
    clauses: Mapping[Whose, bool | None]


@lru_cache(maxsize=8)
def _document(text: str) -> _Document:
    """A decision is for good, so it is read once."""
    document: dict[str, Any] = json.loads(text)
    rests_on = document["rests_on"]
    found = {(str(one["uscc"]), name): said for one in document["carriers"] for name, said in _clauses(one)}
    return _Document(frozenset(rests_on["settlements"]), tuple(rests_on.get("earlier", ())), found)


def _clauses(carrier: Mapping[str, Any]) -> Iterator[tuple[Name, bool | None]]:
    """Given is what was taken and not cut to nothing by a budget; what did not stand or stood back was not given."""
    given = {(one["clause"][0], one["clause"][1]): one["after"] for one in carrier["budget"]}
    back = {(name[0], name[1]) for choice in carrier["choices"] for name, *_ in choice["left"]}
    for one in carrier["clauses"]:
        name = one["policy"], one["clause"]
        if name in given:
            yield name, None if given[name] is None else given[name] > 0
        else:
            yield name, False if name in back or one["outcome"] == "not_eligible" else None


def _of_decision(store: Store, round_: Round, result: SupportResult, document: _Document) -> dict[Whose, DecidedBefore]:
    """What one decision says of its own year, and of the years before it as they were known then."""
    year, written = round_.assessment_year, _written(store, round_, document.settlements)
    before = _named(store, document.earlier).known if document.earlier else {}
    title = Words(round_words(round_, "zh"), round_words(round_, "en"))
    cited = Cited(year, title, result.at.astimezone(CHINA).date(), result.basis)
    found = {}
    for whose, said in document.clauses.items():
        then = given_before(written.get(whose), before.get(whose, NOTHING_DECIDED), year)
        found[whose] = DecidedBefore(
            given=frozenset(then.years if then.whole else ()) | ({year} if said else frozenset()),
            denied=frozenset({year} if said is False else ()),
            until=year if then.whole else None,
            cited=(cited,) if said else (),
        )
    return found


def _written(store: Store, round_: Round, wanted: frozenset[str]) -> dict[Whose, frozenset[int]]:
    """The years that were written down when it was decided."""
    entries = (one for one in settlements.everything(store, round_.id) if one.id in wanted and one.about.matter is Matter.GIVEN)
    return {(one.about.uscc, (one.about.policy, one.about.key)): years_of(one.value) for one in entries}


def _joined(earlier: DecidedBefore, later: DecidedBefore) -> DecidedBefore:
    """Two rounds together; of rounds of one year (of two kinds) what one of them gave was given."""
    given = earlier.given | later.given
    until = [one for one in (earlier.until, later.until) if one is not None]
    return DecidedBefore(
        given=given,
        denied=(earlier.denied | later.denied) - given,
        until=max(until, default=None),
        cited=(*earlier.cited, *later.cited),
    )
