"""Put carriers on the list of participants (参评名单) as a person types them, and take them off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.form import Words
from scoring.errors import Refusal, Said
from scoring.intake.cells import Cell, Kind
from scoring.intake.values import read_value
from scoring.services.rounds import OpenRound, enrol
from scoring.store import carriers, contacts, rounds
from scoring.store.carriers import Carrier
from scoring.store.contacts import NOBODY, Contact


@dataclass(frozen=True, slots=True)
class Code:
    """A 统一社会信用代码 as it is read: ``uscc`` is empty where it is none, ``problem`` says what is wrong with it."""

    uscc: str
    problem: Said | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A carrier as it is to stand on the list. ``contact``: whom to call there; None leaves it as it is."""

    name: str
    uscc: str
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What putting a carrier on the list changed: ``fresh``, it was not on it; ``before``, the name it had, where it has another now;
    ``contact_before``, whom one called, where it is somebody else now.
    """

    carrier: Carrier
    fresh: bool
    before: str = ""
    contact_before: Contact | None = None
    contact: Contact | None = None


def code_of(opened: OpenRound, typed: str) -> Code:
    """Read as the cell of a return would be, with the words that would be said there. What is empty is no code without a word."""
    form = opened.form.form
    record = form.table(form.record)
    field = record.field(form.carrier_id)
    reading = read_value(field, (), Cell(1, 1, Kind.TEXT, typed))
    uscc = reading.datum if isinstance(reading.datum, str) and not reading.problems else ""
    if not reading.problems:
        return Code(uscc, None if uscc or not typed.strip() else Said("services.no_such_code", {"uscc": typed.strip()}))
    words = {"table": _both(record.label), "field": _both(field.label), "count": 1}
    return Code("", Said(reading.problems[0].code, words | dict(reading.problems[0].facts)))


def _both(label: Words) -> dict[str, str]:
    return {language: label[language] for language in ("zh", "en")}


def enrol_typed(opened: OpenRound, *, name: str, uscc: str, contact: Contact | None = None, actor: str, now: datetime) -> Carrier:
    """Raises Refusal: no name, or a code that is none or fails its check digit. (A workbook's odd code is a finding instead.)"""
    return add(opened, [Entry(name, uscc, contact)], actor=actor, now=now)[0].carrier


def add(opened: OpenRound, entries: Sequence[Entry], *, actor: str, now: datetime) -> tuple[Added, ...]:
    """All of them or none, each with what it changed. Raises Refusal as ``enrol_typed``."""
    with opened.store.writing():
        return tuple(_add(opened, one, actor=actor, now=now) for one in entries)


def _add(opened: OpenRound, entry: Entry, *, actor: str, now: datetime) -> Added:
    code = code_of(opened, entry.uscc)
    if not entry.name.strip():
        raise Refusal("services.name_needed")
    if not code.uscc:
        raise Refusal("services.no_such_code", uscc=entry.uscc)
    known = carriers.find(opened.store, code.uscc)
    fresh = rounds.participant(opened.store, opened.round.id, code.uscc) is None
    carrier = enrol(opened, name=entry.name, uscc=code.uscc, actor=actor, now=now)
    renamed = known.name if known and known.name != carrier.name else ""
    if entry.contact is None:
        return Added(carrier, fresh, renamed)
    before = contacts.put(opened.store, carrier, entry.contact, actor=actor, now=now)
    return Added(carrier, fresh, renamed, before if before != entry.contact else None, entry.contact)


def take_back(opened: OpenRound, added: Sequence[Added], *, actor: str, now: datetime) -> None:
    """The list as it was before ``add``, by entries of its own: off it, or named and called as before.

    Raises Refusal where something of a carrier is kept by now; then nothing is taken back.
    """
    with opened.store.writing():
        for one in added:
            if one.fresh:
                rounds.withdraw(opened.store, opened.round.id, one.carrier, actor=actor, now=now)
            now_called = carriers.find(opened.store, one.carrier.uscc)
            if one.before and now_called is not None and now_called.name == one.carrier.name:
                carriers.register(opened.store, uscc=one.carrier.uscc, name=one.before, actor=actor, now=now)
            if one.contact_before is not None and contacts.of(opened.store, one.carrier) == one.contact:
                contacts.put(opened.store, one.carrier, one.contact_before, actor=actor, now=now)


def withdraw(opened: OpenRound, wanted: Sequence[str], *, actor: str, now: datetime) -> tuple[Carrier, ...]:
    """Take carriers off the list, all or none, each by 统一社会信用代码 or name.

    Raises Refusal for one that is not on it, and for one of which a return or a mark is kept.
    """
    with opened.store.writing():
        found = tuple(dict.fromkeys(opened.carrier(one) for one in wanted))
        for carrier in found:
            rounds.withdraw(opened.store, opened.round.id, carrier, actor=actor, now=now)
    return found


__all__ = ["NOBODY", "Added", "Code", "Contact", "Entry", "add", "code_of", "enrol_typed", "take_back", "withdraw"]
