"""Budget pots (预算): how much there is for what, and how it is shared. Append-only; the latest of a name counts.

A pot may stand before anybody has chosen how it is shared: then ``rule`` is empty. One that does not ``stand`` was withdrawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import canonical
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True, kw_only=True)
class PotFacts:
    """What a pot says. ``covers`` in the words of ``services.pots`` (nothing: everything); ``payer`` whose share it holds, empty:
    the whole; ``amount`` and ``unit`` in 分; ``ties`` who comes first of two with equal remainders.
    """

    covers: tuple[str, ...]
    payer: str
    amount: int
    rule: str
    unit: int
    ties: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Pot:
    id: str
    name: str
    facts: PotFacts
    stands: bool
    actor: str
    at: datetime
    supersedes: str | None


def put(store: Store, *, round_id: str, name: str, facts: PotFacts, actor: str, now: datetime) -> Pot:
    """Write a pot in the place of the one that has its name. The same again changes nothing."""
    with store.writing():
        before = _latest(store, round_id, NOW).get(name)
        if before is not None and before.stands and before.facts == facts:
            return before
        return _write(store, round_id, name, facts, before, stands=True, actor=actor, now=now)


def withdraw(store: Store, *, round_id: str, name: str, basis: str, actor: str, now: datetime) -> Pot | None:
    """Take a pot back, as a further entry. None where none of the name stands."""
    with store.writing():
        before = _latest(store, round_id, NOW).get(name)
        if before is None or not before.stands:
            return None
        facts = replace(before.facts, basis=basis)
        return _write(store, round_id, name, facts, before, stands=False, actor=actor, now=now)


def _write(
    store: Store, round_id: str, name: str, facts: PotFacts, before: Pot | None, *, stands: bool, actor: str, now: datetime
) -> Pot:
    made = store.ids(now)
    row = (
        *(made, name, canonical(list(facts.covers)), facts.payer, facts.amount, facts.rule, facts.unit),
        *(canonical(list(facts.ties)), facts.basis, int(stands), actor, moments.written(now), before.id if before else None),
    )
    with store.writing() as db:
        entry = journal.append(store, "support.pot", payload(round_id, row), actor=actor, now=now)
        names = f"round_no, {COLUMNS}, replica, sequence"
        values = (find_round(store, round_id).no, *row, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO pot ({names}) VALUES ({marks(names)})", values)
    return _pot(row)


COLUMNS = "id, name, covers, payer, amount, rule, unit, ties, basis, stands, actor, at, supersedes"
_OWN = ", ".join(f"pot.{name}" for name in COLUMNS.split(", "))
_FROM = "FROM pot JOIN round ON round.no = round_no"


def payload(round_id: str, row: Sequence[object]) -> dict[str, object]:
    """What the journal covers: every column."""
    return {"round": round_id, **dict(zip(("pot", *COLUMNS.split(", ")[1:]), row, strict=True))}


def of_round(store: Store, round_id: str, until: Until = NOW) -> tuple[Pot, ...]:
    """Those that stand, by name, up to a state of the past."""
    latest = _latest(store, round_id, until)
    return tuple(latest[name] for name in sorted(latest) if latest[name].stands)


def history(store: Store, round_id: str, name: str) -> tuple[Pot, ...]:
    """Everything that was said of a pot, the latest first."""
    return tuple(one for one in reversed(tuple(_all(store, round_id, NOW))) if one.name == name)


def with_ids(store: Store, round_id: str, wanted: Sequence[str]) -> tuple[Pot, ...]:
    """Those of these ids, by name, whether they still count or not."""
    asked = frozenset(wanted)
    return tuple(sorted((one for one in _all(store, round_id, NOW) if one.id in asked), key=lambda one: one.name))


def _latest(store: Store, round_id: str, until: Until) -> dict[str, Pot]:
    return {one.name: one for one in _all(store, round_id, until)}


def _all(store: Store, round_id: str, until: Until) -> Iterator[Pot]:
    sql = f"SELECT pot.replica, pot.sequence, {_OWN} {_FROM} WHERE round.id = ? ORDER BY pot.no"
    for replica, sequence, *row in store.rows(sql, (round_id,)):
        if until.includes(replica, sequence):
            yield _pot(row)


def _pot(row: Sequence[Any]) -> Pot:
    made, name, covers, payer, amount, rule, unit, ties, basis, stands, actor, at, before = row
    facts = PotFacts(
        covers=tuple(json.loads(covers)),
        payer=payer,
        amount=amount,
        rule=rule,
        unit=unit,
        ties=tuple(json.loads(ties)),
        basis=basis,
    )
    return Pot(made, name, facts, bool(stands), actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    for replica, sequence, round_id, *row in store.rows(f"SELECT pot.replica, pot.sequence, round.id, {_OWN} {_FROM}"):
        yield replica, sequence, payload(round_id, row)
