"""What the district settled where a policy leaves something open (待定): figures, awards, earlier years and days.

For a whole round or for one beneficiary. Append-only; the latest counts, one without a value withdraws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scoring.errors import Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant
from scoring.store.truth import NOW, Until


class Matter(StrEnum):
    """What is settled: an open figure of the policy, the award under a clause's ceiling, the years a clause was
    given in before, or the day that decides of a clause.
    """

    FIGURE = "figure"
    AWARD = "award"
    GIVEN = "given"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class About:
    """What a settlement is about. ``key`` of the figure or the clause; ``uscc`` of the beneficiary, empty: for all."""

    policy: str
    matter: Matter
    key: str
    uscc: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """``value`` as it was entered, ``basis`` what it rests on (依据)."""

    id: str
    about: About
    value: str
    basis: str
    actor: str
    at: datetime
    supersedes: str | None


def settle(store: Store, *, round_id: str, about: About, value: str, basis: str, actor: str, now: datetime) -> Settlement | None:
    """Write a settlement, or withdraw it (no ``value``). As it stands already changes nothing; None where there is none.

    Raises Refusal for a carrier that does not take part.
    """
    with store.writing() as db:
        there = find_round(store, round_id)
        carrier = participant(store, round_id, about.uscc) if about.uscc else None
        if about.uscc and carrier is None:
            raise Refusal("store.not_a_participant", uscc=about.uscc, round=there.title)
        before = _held(store, there.no, about, carrier.no if carrier else None)
        if (before.value if before else "", before.basis if before and value else basis) == (value, basis):
            return before if value else None
        made = (store.ids(now), about.policy, about.matter.value, about.key, value, basis)
        row: tuple[str | None, ...] = (*made, actor, moments.written(now), before.id if before else None)
        entry = journal.append(store, "support.settled", payload(round_id, about.uscc, row), actor=actor, now=now)
        names = "round_no, carrier_no, id, policy, matter, about, value, basis, actor, at, supersedes, replica, sequence"
        values = (there.no, carrier.no if carrier else None, *row, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO settlement ({names}) VALUES ({marks(names)})", values)
    return _settlement((about.uscc, *row)) if value else None


def _held(store: Store, round_no: int, about: About, carrier_no: int | None) -> Settlement | None:
    """The last entry about it, a withdrawal too."""
    sql = f"""{_SELECT} WHERE settlement.round_no = ? AND policy = ? AND matter = ? AND about = ? AND settlement.carrier_no IS ?
        ORDER BY settlement.no DESC LIMIT 1"""
    row = store.row(sql, (round_no, about.policy, about.matter.value, about.key, carrier_no))
    return _settlement(row[:-2]) if row else None


def payload(round_id: str, uscc: str, row: tuple[str | None, ...]) -> dict[str, object]:
    """What the journal covers: every column."""
    names = ("settlement", "policy", "matter", "about", "value", "basis", "actor", "at", "supersedes")
    return {"round": round_id, "carrier": uscc, **dict(zip(names, row, strict=True))}


_SELECT = """
    SELECT coalesce(uscc, ''), settlement.id, policy, matter, about, value, basis, actor, at, supersedes,
        settlement.replica, settlement.sequence
    FROM settlement JOIN round ON round.no = round_no LEFT JOIN carrier ON carrier.no = carrier_no"""


def of_round(store: Store, round_id: str, until: Until = NOW) -> dict[About, Settlement]:
    """What holds, up to a state of the past."""
    return {about: one for about, one in _latest(store, round_id, until).items() if one.value}


def history(store: Store, round_id: str, about: About) -> tuple[Settlement, ...]:
    """Everything that was settled about it, the latest first; withdrawals too."""
    return tuple(one for one in reversed(tuple(_all(store, round_id, NOW))) if one.about == about)


def everything(store: Store, round_id: str) -> Iterator[Settlement]:
    """Every entry in the order they were written, withdrawals too."""
    return _all(store, round_id, NOW)


def _latest(store: Store, round_id: str, until: Until) -> dict[About, Settlement]:
    return {one.about: one for one in _all(store, round_id, until)}


def _all(store: Store, round_id: str, until: Until) -> Iterator[Settlement]:
    for *row, replica, sequence in store.rows(f"{_SELECT} WHERE round.id = ? ORDER BY settlement.no", (round_id,)):
        if until.includes(replica, sequence):
            yield _settlement(tuple(row))


def _settlement(row: tuple[Any, ...]) -> Settlement:
    uscc, made, policy, matter, key, value, basis, actor, at, before = row
    return Settlement(made, About(policy, Matter(matter), key, uscc), value, basis, actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    sql = """
        SELECT settlement.replica, settlement.sequence, round.id, coalesce(uscc, ''), settlement.id, policy, matter, about,
            value, basis, actor, at, supersedes
        FROM settlement JOIN round ON round.no = round_no LEFT JOIN carrier ON carrier.no = carrier_no"""
    for replica, sequence, round_id, uscc, *row in store.rows(sql):
        yield replica, sequence, payload(round_id, uscc, tuple(row))
