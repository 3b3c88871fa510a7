"""A workspace with rounds in it, and a round opened for work: its definitions read, its parameters known.

A round is of one kind of carriers (类型); what is done to every kind of a year, or to a carrier of whichever kind, is in ``kinds``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.compiled_form import CompiledForm, adopted_form
from scoring.definitions.compiled_rubric import CompiledRubric, adopted_rubric
from scoring.definitions.form import Form
from scoring.definitions.layout import date_number, effective_table
from scoring.definitions.lowering import Parameters
from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.choosing import Chosen, chosen
from scoring.services.reading import open_to_read
from scoring.store import carriers, definitions, opening, rounds
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.rounds import Round


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round opened for work. ``tables``: table key → effective table."""

    store: Store
    round: Round
    form: CompiledForm
    rubric: CompiledRubric
    parameters: Parameters
    tables: Mapping[str, str]
    district: str

    def kind(self, language: str = "zh") -> str:
        """What its carriers are called: the district's own word, else the title of their form."""
        return self.round.kind or self.form.form.title[language]

    def participants(self) -> tuple[Carrier, ...]:
        """The carriers taking part (参评名单)."""
        return rounds.participants(self.store, self.round.id)

    def carrier(self, wanted: str) -> Carrier:
        """A participant by 统一社会信用代码, by name, or by a part of the name that only one has. Raises Refusal."""
        everyone = self.participants()
        exact = [carrier for carrier in everyone if wanted in (carrier.uscc, carrier.name)]
        found = exact or [carrier for carrier in everyone if wanted in carrier.name]
        if len(found) != 1:
            known = [carrier.name for carrier in found or everyone][:8]
            raise Refusal("services.which_carrier" if found else "services.no_such_carrier", wanted=wanted, known=known)
        return found[0]


@dataclass(frozen=True, slots=True)
class Used:
    """What a round goes by: a form and a rubric, adopted."""

    form: Sha256
    rubric: Sha256


def new_workspace(
    path: Path,
    *,
    district: str,
    assessment_year: int,
    data_year: int,
    actor: str,
    now: datetime,
    definition: Chosen | None = None,
    kind: str = "",
) -> OpenRound:
    """A new workspace with one round, its form and rubric (ours unless given) adopted. The caller closes ``store``.

    Raises Refusal where the file exists or cannot be made, the district has no name, or the years do not fit.
    """
    if not district.strip():
        raise Refusal("services.district_needed")
    check_years(assessment_year, data_year)
    wanted = definition or chosen(None)
    store = opening.create(path, title=district, actor=actor, now=now)
    try:
        return begin(store, wanted, assessment_year=assessment_year, data_year=data_year, kind=kind, actor=actor, now=now)
    except BaseException:
        store.close()
        raise


def check_years(assessment_year: int, data_year: int) -> None:
    """Raises Refusal where a year is assessed by the data of a later one."""
    if data_year > assessment_year:
        raise Refusal("services.data_of_the_future", assessment_year=assessment_year, data_year=data_year)


def begin(
    store: Store, wanted: Chosen, *, assessment_year: int, data_year: int, kind: str, actor: str, now: datetime
) -> OpenRound:
    """Begin the assessment of one kind: its form and rubric adopted, its round in the file."""
    with store.writing():
        used = adopt(store, wanted, actor=actor, now=now)
        return start(store, used, assessment_year=assessment_year, data_year=data_year, kind=kind, actor=actor, now=now)


def adopt(store: Store, wanted: Chosen, *, actor: str, now: datetime) -> Used:
    """Form and rubric kept for good. Raises Refusal where other texts have their versions."""
    form, rubric = wanted.form, wanted.rubric
    with store.writing():
        for sort, file, document in (
            (definitions.Kind.FORM, form, form.compiled.form),
            (definitions.Kind.RUBRIC, rubric, rubric.compiled.rubric),
        ):
            definitions.adopt(
                store,
                kind=sort,
                key=document.key,
                version=document.version,
                text=file.text,
                source=file.name,
                actor=actor,
                now=now,
            )
    return Used(form.hash, rubric.hash)


def start(store: Store, used: Used, *, assessment_year: int, data_year: int, kind: str, actor: str, now: datetime) -> OpenRound:
    """The round of one kind in the file, by a form and a rubric that are adopted."""
    started = rounds.start(
        store,
        title=say("starting.round", {"year": assessment_year}, "zh"),
        assessment_year=assessment_year,
        data_year=data_year,
        cutoff=date(data_year, 12, 31),
        form=used.form,
        rubric=used.rubric,
        kind=kind,
        actor=actor,
        now=now,
    )
    return open_round(store, started)


def open_workspace(path: Path, *, read_only: bool = False, kind: str = "", year: int = 0) -> OpenRound:
    """A workspace file's round of the year, else of the youngest, of the kind named where it has several. The caller closes ``store``.

    Raises Refusal where the file cannot be opened, or it is not clear which kind is meant.
    """
    opened = open_all(path, read_only=read_only, year=year)
    try:
        return of_kind(opened, kind)
    except BaseException:
        opened[0].store.close()
        raise


def open_all(path: Path, *, read_only: bool = False, year: int = 0) -> tuple[OpenRound, ...]:
    """Every kind of the year, of the youngest where none is named, at least one; they share their ``store``, which the caller closes.

    Raises Refusal where the file cannot be opened, or nothing was assessed in that year.
    """
    store = open_to_read(path) if read_only else opening.open_store(path)
    try:
        return open_year(store, year) if year else open_youngest(store)
    except BaseException:
        store.close()
        raise


def open_youngest(store: Store) -> tuple[OpenRound, ...]:
    """Every kind of the youngest year. Raises Refusal where the file has no round at all."""
    known = rounds.of_youngest_year(store)
    if not known:
        raise Refusal("services.no_round", name=store.path.name)
    return tuple(open_round(store, one) for one in known)


def open_year(store: Store, year: int) -> tuple[OpenRound, ...]:
    """Every kind of an assessment year. Raises Refusal where there is none."""
    known = rounds.of_year(store, year)
    if not known:
        years = dict.fromkeys(one.assessment_year for one in rounds.all_rounds(store))
        raise Refusal("services.no_such_year", year=year, known=sorted(years, reverse=True))
    return tuple(open_round(store, one) for one in known)


def of_kind(opened: Sequence[OpenRound], wanted: str) -> OpenRound:
    """The round of a kind by its name, or by its form's key or title; without a name the only one. Raises Refusal."""
    found = [one for one in opened if not wanted or wanted in _names(one)]
    if len(found) != 1:
        code = "services.which_kind" if len(found) > 1 or not wanted else "services.no_such_kind"
        raise Refusal(code, wanted=wanted, known=[one.kind() for one in opened])
    return found[0]


def _names(opened: OpenRound) -> tuple[str, ...]:
    form = opened.form.form
    return (opened.round.kind, form.key, form.title["zh"], form.title["en"])


def open_round(store: Store, round_: Round) -> OpenRound:
    """A round with its adopted definitions read. Raises Refusal where their texts no longer equal their hashes."""
    form = _form(_adopted(store, round_.form))
    rubric = _rubric(_adopted(store, round_.rubric), form.form)
    return OpenRound(
        store=store,
        round=round_,
        form=form,
        rubric=rubric,
        parameters=parameters_of(data_year=round_.data_year, cutoff=round_.cutoff),
        tables={table.key: effective_table(form.form, round_.form, table) for table in form.form.tables},
        district=store.title,
    )


def _adopted(store: Store, definition: Sha256) -> str:
    """The text that everything is measured against: as it was adopted, or nothing is measured at all."""
    text = definitions.load(store, definition).text
    if sha256(text) != definition:
        raise Refusal("store.damaged", name=store.path.name)
    return text


def parameters_of(*, data_year: int, cutoff: date) -> Parameters:
    """What a round lends to every expression."""
    return {"Y": data_year, "cutoff": date_number(cutoff)}


@lru_cache(maxsize=16)
def _form(text: str) -> CompiledForm:
    return adopted_form(text)


@lru_cache(maxsize=16)
def _rubric(text: str, form: Form) -> CompiledRubric:
    return adopted_rubric(text, form)


def enrol(opened: OpenRound, *, name: str, uscc: str, actor: str, now: datetime) -> Carrier:
    """Put a carrier on the list of participants; known already changes nothing."""
    with opened.store.writing():
        carrier = carriers.register(opened.store, uscc=uscc.strip().upper(), name=name.strip(), actor=actor, now=now)
        rounds.enrol(opened.store, opened.round.id, [carrier], actor=actor, now=now)
    return carrier
