"""Several kinds of carriers (类型) in one workspace: each has a form, a rubric and a round of its own, all of one year.

Ranks and quotas are within a kind; what a person asks of a carrier finds its kind by the carrier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from scoring.errors import Refusal
from scoring.progress import SILENT, Progress
from scoring.services.choosing import Chosen
from scoring.services.live import Scored
from scoring.services.replaying import Replayed, replay
from scoring.services.rounds import OpenRound, begin, check_years, open_youngest
from scoring.services.scoring import live, seal
from scoring.store import returns, runs
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.runs import Run

Whose: TypeAlias = tuple[OpenRound, Carrier]

MOST_KNOWN = 8
"""So many names a refusal lists."""


def add_kind(
    store: Store,
    wanted: Chosen,
    *,
    name: str = "",
    assessment_year: int | None = None,
    data_year: int | None = None,
    actor: str,
    now: datetime,
) -> OpenRound:
    """Begin the assessment of one more kind: beside those of the youngest year, or in a year of its own.

    Raises Refusal where the year is past, has the kind already, or where its data would be of a later one.
    """
    known = open_youngest(store)
    youngest = known[0].round
    year = assessment_year or youngest.assessment_year
    if year < youngest.assessment_year:
        raise Refusal("services.year_is_past", year=year, youngest=youngest.assessment_year)
    same_year = year == youngest.assessment_year
    data = youngest.data_year if same_year else data_year or year - 1
    check_years(year, data)
    if same_year:
        _new_name(known, name or wanted.form.compiled.form.title["zh"])
    return begin(store, wanted, assessment_year=year, data_year=data, kind=name.strip(), actor=actor, now=now)


def _new_name(known: Sequence[OpenRound], name: str) -> None:
    names = [one.kind() for one in known]
    if name.strip() in names:
        raise Refusal("services.kind_is_there", name=name.strip(), known=names)


def whose(kinds: Sequence[OpenRound], wanted: str) -> Whose:
    """A carrier of whichever kind, as ``OpenRound.carrier`` finds one. Raises Refusal where it is none, several, or of two kinds."""
    if len(kinds) == 1:
        return kinds[0], kinds[0].carrier(wanted)
    everyone = [(opened, carrier) for opened in kinds for carrier in opened.participants()]
    exact = [one for one in everyone if wanted in (one[1].uscc, one[1].name)]
    found = exact or [one for one in everyone if wanted in one[1].name]
    carriers = list(dict.fromkeys(carrier.name for _, carrier in found or everyone))
    if not found or len(carriers) > 1:
        raise Refusal(
            "services.which_carrier" if found else "services.no_such_carrier", wanted=wanted, known=carriers[:MOST_KNOWN]
        )
    if len(found) > 1:
        raise Refusal("services.of_two_kinds", name=carriers[0], known=[opened.kind() for opened, _ in found])
    return found[0]


@dataclass(frozen=True, slots=True)
class KindScored:
    """One kind's results; ``run`` where they were sealed."""

    opened: OpenRound
    run: Run | None
    scored: tuple[Scored, ...]


def score_kinds(kinds: Sequence[OpenRound]) -> tuple[KindScored, ...]:
    """Every kind's live score, without a return too."""
    return tuple(KindScored(opened, None, live(opened)) for opened in kinds)


def seal_kinds(kinds: Sequence[OpenRound], *, actor: str, now: datetime, progress: Progress = SILENT) -> tuple[KindScored, ...]:
    """A run of every kind that has a return, all in one transaction. Raises Refusal where none has any."""
    wanted = [opened for opened in kinds if returns.current(opened.store, opened.round.id)] or kinds[:1]
    with kinds[0].store.writing():
        return tuple(KindScored(opened, *seal(opened, actor=actor, now=now, progress=progress)) for opened in wanted)


def latest_runs(kinds: Sequence[OpenRound]) -> tuple[tuple[OpenRound, Run], ...]:
    """The youngest run of every kind that has one. Raises Refusal where none has any."""
    known = ((opened, runs.of_round(opened.store, opened.round.id)) for opened in kinds)
    found = tuple((opened, sealed[-1]) for opened, sealed in known if sealed)
    if not found:
        raise Refusal("services.no_run", round=kinds[0].round.title)
    return found


def only_of(done: Sequence[KindScored], asked: Iterable[Whose]) -> tuple[KindScored, ...]:
    """The results of these carriers alone, of the kinds that have any of them."""
    wanted = {(opened.round.id, carrier.no) for opened, carrier in asked}
    kept = (
        replace(one, scored=tuple(each for each in one.scored if (one.opened.round.id, each.carrier.no) in wanted))
        for one in done
    )
    return tuple(one for one in kept if one.scored)


def replay_kinds(kinds: Sequence[OpenRound], progress: Progress = SILENT) -> tuple[tuple[OpenRound, Replayed], ...]:
    """Every run of every kind, the oldest of a kind first. Raises Refusal where there is none."""
    found = tuple(
        (opened, replay(opened.store, run, progress)) for opened in kinds for run in runs.of_round(opened.store, opened.round.id)
    )
    if not found:
        raise Refusal("services.no_run", round=kinds[0].round.title)
    return found
