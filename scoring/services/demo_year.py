"""One year of the demo: the lists, the workbooks that come in (some twice), what the district finds out, the reviewers' marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scoring.messages import say
from scoring.progress import Part, Progress
from scoring.services.amending import amend, datum_of
from scoring.services.choosing import shipped_choice
from scoring.services.folders import made
from scoring.services.kinds import add_kind
from scoring.services.marking import give_mark
from scoring.services.reporting import FORBIDDEN
from scoring.services.returns import Imported, import_by_kind
from scoring.services.rounds import OpenRound, enrol, new_workspace, open_youngest
from scoring.services.sample import DistrictFact
from scoring.services.samples.district import DistrictCarrier
from scoring.services.samples.mistakes import write_spoilt
from scoring.store import returns
from scoring.store.amendments import Change
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who builds the demo where, from what data."""

    data: Any
    folder: Path
    actor: str
    clock: Callable[[], datetime]
    progress: Progress


def begun(clerk: Clerk, workspace: Path, *, worked_only: bool) -> tuple[OpenRound, ...]:
    """The workspace, with every kind of the first year; for the worked carriers alone only theirs, of the last."""
    data = clerk.data
    kinds = data["kinds"][:1] if worked_only else data["kinds"]
    year = data["data_year"] if worked_only else data["years"][0]
    first = new_workspace(
        workspace,
        district=say("services.demo.district", {}, "zh"),
        assessment_year=year + 1,
        data_year=year,
        actor=clerk.actor,
        now=clerk.clock(),
        definition=shipped_choice(kinds[0]["form"], kinds[0]["rubric"]),
        kind=kinds[0]["name"],
    )
    return _with_others(clerk, first.store, kinds[1:], year)


def next_year(clerk: Clerk, store: Store) -> tuple[OpenRound, ...]:
    """Every kind once more, of the last year."""
    return _with_others(clerk, store, clerk.data["kinds"], clerk.data["data_year"])


def _with_others(clerk: Clerk, store: Store, kinds: Sequence[Any], year: int) -> tuple[OpenRound, ...]:
    for one in kinds:
        wanted = shipped_choice(one["form"], one["rubric"])
        add_kind(store, wanted, name=one["name"], assessment_year=year + 1, data_year=year, actor=clerk.actor, now=clerk.clock())
    return open_youngest(store)


def hand_in(clerk: Clerk, kinds: Sequence[OpenRound], carriers: Sequence[DistrictCarrier]) -> tuple[Imported, ...]:
    """The year's workbooks written and imported; then what the district finds out, and the marks."""
    year = kinds[0].round.data_year
    present = [(opened, one) for one in carriers for opened in kinds if opened.form.form.key == one.form and year in one.returns]
    folder = made(_returns(clerk, year))
    with kinds[0].store.writing():
        for opened, one in present:
            enrol(opened, name=one.name, uscc=one.uscc, actor=clerk.actor, now=clerk.clock())
    writing, reading, verifying = (Part(clerk.progress, *part) for part in ((0, 45), (45, 85), (85, 100)))
    written: list[Path] = []
    for number, (opened, one) in enumerate(present):
        writing.step(number, len(present), one.name)
        written += _issue(clerk, opened, one, carriers, folder)
    done = import_by_kind(kinds, written, enrolling=False, actor=clerk.actor, now=clerk.clock(), progress=reading)
    with kinds[0].store.writing():
        for number, (opened, one) in enumerate(present):
            verifying.step(number, len(present), one.name)
            verify(opened, one.uscc, one.facts[year], actor=clerk.actor, now=clerk.clock())
            _review(clerk, opened, one)
    return done


def _returns(clerk: Clerk, year: int) -> Path:
    """The last year's returns lie in the folder itself, so that it can be imported as it is; those of the year before below it."""
    return clerk.folder / "returns" / ("" if year == clerk.data["data_year"] else str(year + 1))


def _issue(
    clerk: Clerk, opened: OpenRound, one: DistrictCarrier, carriers: Sequence[DistrictCarrier], folder: Path
) -> Iterator[Path]:
    """The carrier's workbook filled in from our template, with its mistakes in the last year, and the corrected one."""
    year = opened.round.data_year
    spoilt = [each for each in clerk.data["spoilt"] if each["carrier"] == one.key and year == clerk.data["data_year"]]
    wrong = [mistake for each in spoilt for mistake in each["mistakes"]]
    others = {each.key: each.returns[year] for each in carriers if year in each.returns}
    name = f"{one.name.translate(FORBIDDEN)}_{opened.round.assessment_year}"
    form, form_hash, words = opened.form.form, opened.round.form, opened.round.title
    path = folder / f"{name}.xlsx"
    write_spoilt(form, path, one.returns[year], wrong, others, form_hash=form_hash, round_words=words)
    yield path
    if any(each.get("corrected") for each in spoilt):
        path = folder / f"{name}{clerk.data['corrected']}.xlsx"
        write_spoilt(form, path, one.returns[year], (), others, form_hash=form_hash, round_words=words)
        yield path


def verify(opened: OpenRound, uscc: str, facts: Sequence[DistrictFact], *, actor: str, now: datetime) -> None:
    """The district's own findings, strikes included, in the return that counts."""
    changes = []
    for fact in facts:
        field = opened.form.form.table(fact.table).field(fact.field)
        changes.append(Change(fact.table, fact.row, fact.field, datum_of(field, fact.value), fact.reason))
    if changes and returns.current_of(opened.store, opened.round.id, uscc):
        amend(opened, opened.carrier(uscc), changes, actor=actor, now=now)


def _review(clerk: Clerk, opened: OpenRound, one: DistrictCarrier) -> None:
    """The reviewers' marks, one reviewer after the other."""
    for item, given in one.marks.items():
        for number, value in enumerate(given, start=1):
            give_mark(
                opened,
                opened.carrier(one.uscc),
                measure=item,
                reviewer=say("services.demo.reviewer", {"number": number}, "zh"),
                value=value,
                comment="",
                actor=clerk.actor,
                now=clerk.clock(),
            )
