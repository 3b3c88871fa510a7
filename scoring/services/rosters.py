"""The list of participants (参评名单) as a table shows it, and as a workbook to hand on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.definitions.form import Field, FieldType
from scoring.definitions.showing import show
from scoring.errors import Refusal
from scoring.messages import say
from scoring.papers.listing import ListColumn, listing_bytes
from scoring.papers.writing import write_whole
from scoring.services.names import sort_key, spellings
from scoring.services.rounds import OpenRound
from scoring.services.status import CarrierState, state_of
from scoring.store import arrivals, contacts, effective, handling
from scoring.store.contacts import NOBODY, Contact

WIDE, NARROW = 44, 22
"""Half-width characters: names, and everything else in the list as a workbook."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A carrier that takes part. ``particulars``: (label, words) of what its return says that it is, none without one."""

    name: str
    uscc: str
    state: CarrierState = CarrierState.DUE
    particulars: tuple[tuple[str, str], ...] = ()
    order: int = 0
    """Its place by pinyin."""
    words: str = ""
    """What is searched: name, pinyin, initials, code, and whom to call."""
    contact: Contact = NOBODY

    @property
    def kept(self) -> bool:
        """Whether a return of it is kept: then it stays on the list."""
        return self.state is not CarrierState.DUE


def participants(opened: OpenRound, language: str = "zh") -> tuple[Participant, ...]:
    """By pinyin."""
    handled = handling.latest(opened.store)
    states = {one.carrier_no: state_of(handled.get(one.return_id)) for one in arrivals.of_round(opened.store, opened.round.id)}
    said, called = _particulars(opened, language), contacts.everybody(opened.store)
    everyone = sorted(opened.participants(), key=lambda one: sort_key(one.name))
    return tuple(
        Participant(
            one.name,
            one.uscc,
            states.get(one.no, CarrierState.DUE),
            said.get(one.no, ()),
            place,
            found_by(one.name, one.uscc, called.get(one.no, NOBODY)),
            called.get(one.no, NOBODY),
        )
        for place, one in enumerate(everyone)
    )


def found_by(name: str, uscc: str, contact: Contact = NOBODY) -> str:
    """What a person may type to find a carrier."""
    person = f"\n{spellings(contact.name)}" if contact.name else ""
    return f"{spellings(name)}\n{uscc.casefold()}{person}\n{contact.phone}".rstrip()


def _particulars(opened: OpenRound, language: str) -> dict[int, tuple[tuple[str, str], ...]]:
    """Carrier → what the form wants at the head of papers and has a list of answers for (kind, level), as verified."""
    form = opened.form.form
    record = form.table(form.record)
    asked: list[Field] = [record.field(key) for key in form.particulars]
    asked = [field for field in asked if field.type is FieldType.CHOICE]
    if not asked:
        return {}
    rows = effective.columns_of(opened.store, opened.tables[form.record], [field.key for field in asked], opened.round.no)
    return {
        number: tuple(
            (field.label[language], show(form, field, value, language))
            for field, value in zip(asked, values, strict=True)
            if value is not None
        )
        for number, values in rows
    }


def write_list(opened: OpenRound, path: Path, language: str = "zh") -> int:
    """The list as a workbook; how many carriers are in it. Raises Refusal where the file is there already or cannot be written."""
    if path.exists():
        raise Refusal("services.file_exists", name=path.resolve().name)
    listed = participants(opened, language)
    labels = tuple(dict.fromkeys(label for one in listed for label, _ in one.particulars))
    headings = (*(say(f"roster.column.{name}", {}, language) for name in ("name", "uscc", "state", "person", "phone")), *labels)
    rows = tuple(
        (
            one.name,
            one.uscc,
            say(f"cli.state.{one.state.value}", {}, language),
            one.contact.name,
            one.contact.phone,
            *(dict(one.particulars).get(label, "") for label in labels),
        )
        for one in listed
    )
    title = say(
        "roster.list_title", {"district": opened.district, "round": opened.round.title, "kind": opened.kind(language)}, language
    )
    columns = [ListColumn(heading, width) for heading, width in zip(headings, (WIDE, *[NARROW] * len(headings)), strict=False)]
    write_whole(path, listing_bytes(say("roster.list", {}, language), columns, rows, title=title))
    return len(rows)
