"""The register of certificates (证书登记簿): issued, re-issued, withdrawn; no row ever changes.

A certificate is its signed text; the papers printed of it, one a language, hang on it. Re-issuing makes a new one that names
the old, which then no longer holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scoring.definitions.canonical import Sha256, canonical
from scoring.errors import Bug, Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤销: from which day, why, by whom."""

    day: date
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """``code`` is the signed text, ``public`` the key's, ``terms`` what else was printed; ``replaces`` the number before it."""

    id: str
    number: str
    series: str
    running: int
    round_id: str
    uscc: str
    run_id: str
    code: str
    public: str
    terms: Mapping[str, Any]
    replaces: str
    reason: str
    actor: str
    at: datetime
    superseded_by: str
    """The number that replaced it; empty while none has."""
    withdrawal: Withdrawal | None
    papers: Mapping[str, Sha256]
    """By language."""

    @property
    def holds(self) -> bool:
        return not self.superseded_by and self.withdrawal is None


def next_running(store: Store, series: str) -> int:
    """The number after the last of a series."""
    row = store.row("SELECT max(running) FROM certificate WHERE series = ?", (series,))
    return (row[0] if row and row[0] else 0) + 1


def taken(store: Store, number: str) -> bool:
    return store.row("SELECT 1 FROM certificate WHERE number = ?", (number,)) is not None


def issue(
    store: Store,
    *,
    number: str,
    series: str,
    running: int,
    round_id: str,
    uscc: str,
    run_id: str,
    code: str,
    public: str,
    terms: Mapping[str, Any],
    replaces: str = "",
    reason: str = "",
    actor: str,
    now: datetime,
) -> Certificate:
    """Keep a certificate for good. ``replaces``: the number it stands for, which no longer holds.

    Raises Refusal where the number is taken, the carrier does not take part, or what it replaces holds no more.
    """
    with store.writing() as db:
        there, carrier = find_round(store, round_id), participant(store, round_id, uscc)
        if carrier is None:
            raise Refusal("store.not_a_participant", uscc=uscc, round=there.title)
        if taken(store, number):
            raise Refusal("certificates.number_taken", number=number)
        before = load(store, replaces) if replaces else None
        if before is not None and not before.holds:
            raise Refusal("certificates.holds_no_more", number=replaces)
        made = (store.ids(now), number, series, running)
        rest = (run_id, code, public, canonical(terms), before.id if before else None, reason, actor, moments.written(now))
        entry = journal.append(
            store, "certificate.issued", payload(round_id, uscc, replaces, (*made, *rest)), actor=actor, now=now
        )
        names = (
            "id, number, series, running, round_no, carrier_no, run_id, code, public, terms, replaces, reason, actor, at, "
            "replica, sequence"
        )
        row = (*made, there.no, carrier.no, *rest, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO certificate ({names}) VALUES ({marks(names)})", row)
        return load(store, number)


def payload(round_id: str, uscc: str, replaces: str, row: tuple[Any, ...]) -> dict[str, object]:
    """What the journal covers: every column."""
    names = (
        "certificate",
        "number",
        "series",
        "running",
        "run",
        "code",
        "public",
        "terms",
        "replaces_id",
        "reason",
        "actor",
        "at",
    )
    return {"round": round_id, "carrier": uscc, "replaces": replaces, **dict(zip(names, row, strict=True))}


def add_paper(store: Store, certificate: Certificate, language: str, paper: Sha256) -> None:
    """Hang an issued paper on its certificate; one a language. The paper has its own entry in the journal."""
    with store.writing() as db:
        db.execute("INSERT INTO certificate_paper VALUES (?, ?, ?)", (certificate.id, language, paper))


def withdraw(store: Store, number: str, *, day: date, reason: str, actor: str, now: datetime) -> Certificate:
    """Raises Refusal where it holds no more."""
    with store.writing() as db:
        found = load(store, number)
        if not found.holds:
            raise Refusal("certificates.holds_no_more", number=number)
        row = (store.ids(now), found.id, day.isoformat(), reason, actor, moments.written(now))
        facts = withdrawn_payload(found.round_id, found.uscc, number, row)
        entry = journal.append(store, "certificate.withdrawn", facts, actor=actor, now=now)
        names = "id, certificate, day, reason, actor, at, replica, sequence"
        db.execute(f"INSERT INTO certificate_withdrawal ({names}) VALUES ({marks(names)})", (*row, entry.replica, entry.sequence))
        return load(store, number)


def withdrawn_payload(round_id: str, uscc: str, number: str, row: tuple[Any, ...]) -> dict[str, object]:
    """What the journal covers."""
    names = ("withdrawal", "certificate", "day", "reason", "actor", "at")
    return {"round": round_id, "carrier": uscc, "number": number, **dict(zip(names, row, strict=True))}


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every issue and withdrawal, made from the rows as they are now."""
    columns = "one.id, one.number, series, running, run_id, code, public, terms, one.replaces, one.reason, one.actor, one.at"
    sql = f"""
        SELECT one.replica, one.sequence, round.id, uscc,
            coalesce((SELECT number FROM certificate WHERE id = one.replaces), ''), {columns}
        FROM certificate AS one JOIN round ON round.no = round_no JOIN carrier ON carrier.no = carrier_no"""
    for replica, sequence, round_id, uscc, replaces, *row in store.rows(sql):
        yield replica, sequence, payload(round_id, uscc, replaces, tuple(row))
    sql = """
        SELECT gone.replica, gone.sequence, round.id, uscc, number, gone.id, certificate, day, gone.reason, gone.actor, gone.at
        FROM certificate_withdrawal AS gone JOIN certificate AS one ON one.id = certificate
        JOIN round ON round.no = round_no JOIN carrier ON carrier.no = carrier_no"""
    for replica, sequence, round_id, uscc, number, *row in store.rows(sql):
        yield replica, sequence, withdrawn_payload(round_id, uscc, number, tuple(row))


_SELECT = """
    SELECT one.id, one.number, one.series, one.running, round.id, uscc, one.run_id, one.code, one.public, one.terms,
        coalesce(before.number, ''), one.reason, one.actor, one.at, coalesce(after.number, ''),
        gone.day, gone.reason, gone.actor, gone.at,
        (SELECT json_group_object(language, paper) FROM certificate_paper WHERE certificate = one.id)
    FROM certificate AS one JOIN round ON round.no = one.round_no JOIN carrier ON carrier.no = one.carrier_no
    LEFT JOIN certificate AS before ON before.id = one.replaces LEFT JOIN certificate AS after ON after.replaces = one.id
    LEFT JOIN certificate_withdrawal AS gone ON gone.certificate = one.id"""


def all_certificates(store: Store) -> tuple[Certificate, ...]:
    """Of every round of the workspace, in the order of issue."""
    return tuple(map(_certificate, store.rows(f"{_SELECT} ORDER BY one.no")))


def of_round(store: Store, round_id: str) -> tuple[Certificate, ...]:
    """In the order of issue."""
    return tuple(map(_certificate, store.rows(f"{_SELECT} WHERE round.id = ? ORDER BY one.no", (round_id,))))


def find(store: Store, number: str) -> Certificate | None:
    row = store.row(f"{_SELECT} WHERE one.number = ?", (number,))
    return _certificate(row) if row else None


def load(store: Store, number: str) -> Certificate:
    """Raises Bug for a number that is not there."""
    if (found := find(store, number)) is None:
        raise Bug(f"no certificate {number}")
    return found


def of_paper(store: Store, paper: str) -> Certificate | None:
    """The certificate whose printed bytes have this hash."""
    row = store.row(f"{_SELECT} WHERE one.id = (SELECT certificate FROM certificate_paper WHERE paper = ?)", (paper,))
    return _certificate(row) if row else None


def _certificate(row: tuple[Any, ...]) -> Certificate:
    made, number, series, running, round_id, uscc, run_id, code, public, *rest = row
    terms, replaces, reason, actor, at, after, day, gone_reason, gone_actor, gone_at, papers = rest
    return Certificate(
        id=made,
        number=number,
        series=series,
        running=running,
        round_id=round_id,
        uscc=uscc,
        run_id=run_id,
        code=code,
        public=public,
        terms=json.loads(terms),
        replaces=replaces,
        reason=reason,
        actor=actor,
        at=moments.read(at),
        superseded_by=after,
        withdrawal=Withdrawal(date.fromisoformat(day), gone_reason, gone_actor, moments.read(gone_at)) if day else None,
        papers=json.loads(papers),
    )
