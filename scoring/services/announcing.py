"""The day the result was announced (公布之日): a fact that people enter, by the notice or page it was announced in; the latest stands.

Clauses of a policy go by it. It is no day of ours: a result is sealed again after every correction, and announced once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scoring.definitions.calendars import day_in
from scoring.definitions.documents import DocumentKind
from scoring.errors import Refusal, Said
from scoring.services.days import CHINA
from scoring.services.deeds import Known, acts_of, needed, write
from scoring.services.rounds import OpenRound
from scoring.services.scoring import latest_run
from scoring.store import paper_words, papers, runs
from scoring.store.decisions import Act, Matter
from scoring.store.paper_words import Where

ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True)
class Announcement:
    """``document``: the notice or page by which it was announced."""

    id: str
    day: date
    document: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A day that is known and may be the one, with what it is the day of: proposed, never taken unasked."""

    day: date
    document: str
    why: Said


@dataclass(frozen=True, slots=True)
class Announcing:
    """What a form asks with: what stands, the day that is offered, and today."""

    today: date
    entered: Announcement | None = None
    offer: Offer | None = None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """What support goes by: the ``day`` that was entered, or else ``since``, the first day it can be (None: nothing is sealed yet).

    ``by_sealing``: support decided before this day could be entered took the day of sealing for it, and is worked out again so.
    """

    day: date | None = None
    since: date | None = None
    by_sealing: bool = False


def announcement(opened: OpenRound, known: Known = None) -> Announcement | None:
    """The one that stands; None where nobody has entered it."""
    found = [one for one in acts_of(opened, Matter.WINDOW, known) if one.act == ANNOUNCED]
    return _announcement(found[-1]) if found else None


def _announcement(act: Act) -> Announcement:
    return Announcement(act.id, date.fromisoformat(act.content["day"]), act.content["document"], act.actor, act.at)


def announced(opened: OpenRound) -> Announced:
    """As it is known now. A result cannot be announced before the first one was sealed, unless somebody says so."""
    entered = announcement(opened)
    if entered is not None:
        return Announced(entered.day)
    sealed = runs.of_round(opened.store, opened.round.id)
    return Announced(since=sealed[0].sealed_at.astimezone(CHINA).date() if sealed else None)


def announce(opened: OpenRound, *, day: date, document: str, actor: str, now: datetime) -> Act:
    """Enter the day. A later entry replaces it.

    Raises Refusal: nothing is sealed, a day still to come, or nothing named by which it was announced.
    """
    with opened.store.writing():
        if day > now.astimezone(CHINA).date():
            raise Refusal("decide.announced_to_come", day=day)
        content = {"run": latest_run(opened).id, "day": day, "document": needed("decide.announced_by_needed", document)}
        return write(opened, Matter.WINDOW, ANNOUNCED, content, actor=actor, now=now)


def announcing(opened: OpenRound, *, now: datetime) -> Announcing:
    """Read at once."""
    sealed = bool(runs.of_round(opened.store, opened.round.id))
    return Announcing(now.astimezone(CHINA).date(), announcement(opened), offered(opened), sealed)


def offered(opened: OpenRound) -> Offer | None:
    """The day of the youngest notice (通知) that was issued: as it is dated, else as it was issued; None where none was."""
    kind = DocumentKind.NOTICE.value
    notices = [one for one in papers.of_round(opened.store, opened.round.id) if one.kind == kind]
    if not notices:
        return None
    words = paper_words.words(opened.store)
    said = {name: words.get(Where(name, opened.round.id, kind), "") for name in ("date", "number")}
    dated, issued = day_in(said["date"]), notices[-1].issued_at.astimezone(CHINA).date()
    day = dated or issued
    why = Said("decide.announced_offer_dated" if dated else "decide.announced_offer_issued", {"day": day})
    return Offer(day, said["number"], why)
