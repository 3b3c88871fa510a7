"""收表 as a table shows it: where every carrier's return stands, what is open on it, who is late and who is to be reminded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from scoring.messages import say
from scoring.services.days import CHINA
from scoring.services.due_days import days_late, due_of
from scoring.services.entering import open_entries
from scoring.services.names import sort_key
from scoring.services.rosters import found_by
from scoring.services.rounds import OpenRound
from scoring.services.status import CarrierState, state_of
from scoring.services.tallies import NOTHING, Tallies, Tally
from scoring.store import arrivals, contacts, handling
from scoring.store.arrivals import Arrival
from scoring.store.carriers import Carrier
from scoring.store.contacts import NOBODY, Contact
from scoring.store.handling import Handled


@dataclass(frozen=True, slots=True)
class Collected:
    """One carrier. Without a return everything but name, code, state and lateness is empty."""

    name: str
    uscc: str
    order: int
    """Its place by pinyin."""
    words: str
    """What is searched: name, pinyin, initials, code."""
    late: int
    """Days past the last day, of the first return or until today; 0 in time."""
    state: CarrierState = CarrierState.DUE
    reason: str = ""
    """Why it was sent back."""
    return_id: str = ""
    document: str = ""
    received_at: datetime | None = None
    received: str = ""
    """``2026-03-01 09:30``, in China."""
    version: int = 0
    """第几次报送, counted from 1."""
    tally: Tally | None = NOTHING
    """None: not counted yet."""
    entered_by: str = ""
    """Who entered it on the screen (屏幕录入); empty for one that came as a file."""
    is_being_entered: bool = False
    """Whether an entry on the screen is under way."""
    contact: Contact = NOBODY


@dataclass(frozen=True, slots=True)
class Collecting:
    """``counts``: state → carriers in it. ``whole``: nothing is still being counted."""

    rows: tuple[Collected, ...]
    due: date | None
    today: date
    counts: Mapping[CarrierState, int]
    late: int
    whole: bool


def collecting(opened: OpenRound, *, today: date, most: int | None = None) -> Collecting:
    """Every participant by pinyin. ``most`` bounds how many returns are judged before it answers; whoever asks again gets further."""
    due = due_of(opened)
    everyone = sorted(opened.participants(), key=lambda one: sort_key(one.name))
    known = contacts.everybody(opened.store)
    called = {one.uscc: known[one.no] for one in everyone if one.no in known}
    came = {one.carrier_no: one for one in arrivals.of_round(opened.store, opened.round.id)}
    handled = handling.latest(opened.store)
    returned = [(came[one.no], one) for one in everyone if one.no in came]
    counted = Tallies(opened).some(returned, most)
    tallies = {one.no: found for (_, one), found in zip(returned, counted, strict=True)}
    found = (
        _row(one, place, came.get(one.no), handled, tallies.get(one.no), days_late(due, _first(came.get(one.no)), today))
        for place, one in enumerate(everyone)
    )
    entering = {one.carrier.uscc for one in open_entries(opened)}
    rows = tuple(replace(one, is_being_entered=one.uscc in entering, contact=called.get(one.uscc, NOBODY)) for one in found)
    return Collecting(
        rows=rows,
        due=due,
        today=today,
        counts=Counter(one.state for one in rows),
        late=sum(one.late > 0 for one in rows),
        whole=all(one.tally is not None for one in rows),
    )


def _first(arrival: Arrival | None) -> datetime | None:
    return arrival.first_at if arrival else None


def _row(
    carrier: Carrier, place: int, arrival: Arrival | None, handled: Mapping[str, Handled], tally: Tally | None, late: int
) -> Collected:
    words = found_by(carrier.name, carrier.uscc)
    if arrival is None:
        return Collected(carrier.name, carrier.uscc, place, words, late)
    dealt = handled.get(arrival.return_id)
    return Collected(
        carrier.name,
        carrier.uscc,
        place,
        words,
        late,
        state=state_of(dealt),
        reason=dealt.reason if dealt else "",
        return_id=arrival.return_id,
        document=arrival.document,
        received_at=arrival.received_at,
        received=f"{arrival.received_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
        version=arrival.times,
        tally=tally,
        entered_by=arrival.entered_by,
    )


def missing(rows: Iterable[Collected]) -> tuple[Collected, ...]:
    """Those of whom a return is still due: none came, or it was sent back."""
    return tuple(one for one in rows if one.state in (CarrierState.DUE, CarrierState.RETURNED))


def reminder(opened: OpenRound, rows: Sequence[Collected], due: date | None, language: str = "zh") -> str:
    """Those who are to be reminded (催报), as text that Excel takes as a table: a line that says what it is, headings, carriers."""
    said = {"round": opened.round.title, "kind": opened.kind(language), "count": len(rows)}
    title = say("collect.reminder_by" if due else "collect.reminder", said | {"due": due or ""}, language)
    headings = [
        say(f"collect.column.{name}", {}, language) for name in ("name", "person", "phone", "state", "late", "reason", "uscc")
    ]
    lines = [headings, *(_reminded(one, language) for one in rows)]
    return "\n".join([title, *("\t".join(line) for line in lines)])


def _reminded(one: Collected, language: str) -> list[str]:
    state = say(f"cli.state.{one.state.value}", {}, language)
    cells = (one.name, one.contact.name, one.contact.phone, state, str(one.late or ""), one.reason, one.uscc)
    return [" ".join(cell.split()) for cell in cells]
