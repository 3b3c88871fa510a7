"""The round of the next year in the same workspace: kinds, forms, rubrics and lists taken over as a person wants them.

What was sealed the year before is the baseline of the new round without being copied: ``years`` finds it by the kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.definitions.canonical import Sha256
from scoring.definitions.compiled_rubric import draft_rubric
from scoring.errors import Refusal
from scoring.services.choosing import chosen
from scoring.services.rounds import OpenRound, Used, adopt, check_years, open_youngest, start
from scoring.store import definitions, drafts, rounds, runs
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class KindBefore:
    """A kind as it is assessed now. ``sealed``: whether there is a result that the next year can be compared with.

    ``form`` is the one that the next year goes by, with its version: one that was adopted since takes the place of the one before.
    """

    round_id: str
    name: str
    form: str
    rubric: str
    carriers: int
    sealed: bool


@dataclass(frozen=True, slots=True)
class RoundBefore:
    """The youngest year, which the next one takes over from."""

    title: str
    assessment_year: int
    data_year: int
    kinds: tuple[KindBefore, ...]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A kind that goes on: with the list of the year before or an empty one; ``rubric``, a file, in place of the one before."""

    round_id: str
    roster: bool = True
    rubric: Path | None = None


@dataclass(frozen=True, slots=True)
class NextYear:
    """What was asked for."""

    assessment_year: int
    data_year: int
    kinds: tuple[TakenOver, ...]


def round_before(store: Store, language: str = "zh") -> RoundBefore:
    """What there is to take over. Raises Refusal where the file has no round."""
    known = open_youngest(store)
    first = known[0].round
    return RoundBefore(first.title, first.assessment_year, first.data_year, tuple(_kind_before(one, language) for one in known))


def _kind_before(opened: OpenRound, language: str) -> KindBefore:
    return KindBefore(
        opened.round.id,
        opened.kind(language),
        _form_words(opened, language),
        opened.rubric.rubric.title[language],
        len(opened.participants()),
        bool(runs.of_round(opened.store, opened.round.id)),
    )


def _form_words(opened: OpenRound, language: str) -> str:
    form = definitions.form(opened.store, coming_form(opened))
    return f"{form.title[language]} {form.version}"


def coming_form(opened: OpenRound) -> Sha256:
    """The form of the next year: the youngest adopted version of the round's own that its rubric reads without a mistake.

    One whose adoption was undone is none of them.
    """
    gone = drafts.withdrawn(opened.store) - {opened.round.form}
    adopted = [one for one in definitions.adopted(opened.store) if one.kind is definitions.Kind.FORM and one.hash not in gone]
    since = [one.hash for one in adopted].index(opened.round.form)
    for one in reversed(adopted[since + 1 :]):
        if one.key == opened.form.form.key and not draft_rubric(opened.rubric.rubric, definitions.form_of(one.text), "")[1]:
            return one.hash
    return opened.round.form


def begin_next(store: Store, wanted: NextYear, *, actor: str, now: datetime) -> tuple[OpenRound, ...]:
    """The rounds of another year, one for each kind that goes on, in the order of the year before; all or none.

    Raises Refusal where the year is not a later one, its data would be of a later one still, no kind goes on, or a rubric
    cannot be read.
    """
    known = open_youngest(store)
    youngest = known[0].round.assessment_year
    if wanted.assessment_year <= youngest:
        raise Refusal("services.year_not_later", year=wanted.assessment_year, youngest=youngest)
    check_years(wanted.assessment_year, wanted.data_year)
    asked = {one.round_id: one for one in wanted.kinds}
    going_on = [(opened, asked[opened.round.id]) for opened in known if opened.round.id in asked]
    if not going_on:
        raise Refusal("services.no_kind_goes_on")
    with store.writing():
        return tuple(_begin(opened, one, wanted, actor=actor, now=now) for opened, one in going_on)


def _begin(before: OpenRound, wanted: TakenOver, year: NextYear, *, actor: str, now: datetime) -> OpenRound:
    store = before.store
    used = Used(coming_form(before), before.round.rubric)
    if wanted.rubric is not None:
        used = adopt(store, chosen(wanted.rubric), actor=actor, now=now)
    made = start(
        store,
        used,
        assessment_year=year.assessment_year,
        data_year=year.data_year,
        kind=before.round.kind,
        actor=actor,
        now=now,
    )
    if wanted.roster:
        rounds.enrol(store, made.round.id, before.participants(), actor=actor, now=now)
    return made


def take_back(store: Store, made: Sequence[str], *, actor: str, now: datetime) -> None:
    """The rounds just begun are none any more, all or none. Raises Refusal where one is in use, or nothing would be left."""
    with store.writing():
        for round_id in made:
            rounds.abandon(store, round_id, actor=actor, now=now)
        if not rounds.all_rounds(store):
            raise Refusal("services.only_round")
