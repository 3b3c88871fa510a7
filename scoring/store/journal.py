"""The journal (日志): who did what and when. Append-only, one hash chain per replica, keyed (replica, sequence).

The chain covers the *hash* of a payload, so that a payload can be blanked without breaking it. A chain proves nothing
against its owner without an anchor outside: sealed papers print the head.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from scoring.definitions.canonical import canonical, sha256
from scoring.errors import Bug
from scoring.progress import SILENT, Progress
from scoring.store import locks, moments
from scoring.store.connection import Store

COVERED = ("replica", "sequence", "at", "actor", "verb", "payload_hash", "heads", "previous")
"""The columns an entry's hash covers, as they are stored."""
COLUMNS = ", ".join((*COVERED, "hash"))


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last entry of a replica's chain."""

    replica: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    replica: str
    sequence: int
    """From 1, without a gap."""
    at: datetime
    actor: str
    verb: str
    payload_hash: str
    heads: tuple[Head, ...]
    """The other chains' heads where this entry joins them: a merge, or a copy that goes on elsewhere."""
    previous: str
    """Hash of the entry before; empty for the first."""
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the chain does not hold; ``what`` is gap, link, hash, payload or head."""

    replica: str
    sequence: int
    what: str


def append(
    store: Store, verb: str, payload: Mapping[str, object], *, actor: str, now: datetime, heads: tuple[Head, ...] = ()
) -> Entry:
    """Write an entry into the chain of this copy of the file, in the caller's transaction.

    A copy that lies elsewhere than when it was last written begins a chain of its own first. Raises Refusal for an entry about
    a round that is locked.
    """
    with store.writing():
        locks.guard(store, verb, payload)
        return _write(store, own_replica(store, actor=actor, now=now), verb, payload, actor=actor, now=now, heads=heads)


def own_replica(store: Store, *, actor: str, now: datetime) -> str:
    """The replica this copy writes under; a new one if the file was copied since. Inside ``writing()``."""
    row = store.row("SELECT replica, machine, place FROM workspace")
    if row is None:
        raise Bug("the workspace has no row of its own")
    replica, machine, place = row
    here = store.holder
    if (machine, place) == (here.machine, here.place):
        return str(replica)
    return begin_replica(store, follows=str(replica), actor=actor, now=now)


def begin_replica(store: Store, *, follows: str, actor: str, now: datetime) -> str:
    """A chain of its own for this copy; its first entry names the heads it starts from."""
    here, replica, at = store.holder, store.ids(now), moments.written(now)
    known = heads(store)
    with store.writing() as db:
        db.execute("INSERT INTO replica VALUES (?, ?, ?, ?, ?, ?)", (replica, follows, here.machine, here.place, at, actor))
        db.execute("UPDATE workspace SET replica = ?, machine = ?, place = ?", (replica, here.machine, here.place))
        _write(store, replica, "replica.began", {"follows": follows}, actor=actor, now=now, heads=known)
    return replica


def _write(
    store: Store, replica: str, verb: str, payload: Mapping[str, object], *, actor: str, now: datetime, heads: tuple[Head, ...]
) -> Entry:
    last = head(store, replica)
    text = canonical(payload)
    named = canonical([asdict(other) for other in sorted(heads)])
    link = (replica, last.sequence + 1, moments.written(now), actor, verb, sha256(text), named, last.hash)
    row = (*link, _hash(link))
    with store.writing() as db:
        db.execute(f"INSERT INTO journal ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        db.execute("INSERT INTO journal_payload (replica, sequence, text) VALUES (?, ?, ?)", (replica, last.sequence + 1, text))
    return entry_of(row)


def _hash(link: tuple[object, ...]) -> str:
    return sha256(canonical(dict(zip(COVERED, link, strict=True))))


def head(store: Store, replica: str) -> Head:
    """The last entry of a replica; sequence 0 and no hash where it has none."""
    row = store.row("SELECT sequence, hash FROM journal WHERE replica = ? ORDER BY sequence DESC LIMIT 1", (replica,))
    return Head(replica, *row) if row else Head(replica, 0, "")


def heads(store: Store) -> tuple[Head, ...]:
    """The last entry of every chain, by replica."""
    return tuple(
        Head(*row[:3]) for row in store.rows("SELECT replica, max(sequence), hash FROM journal GROUP BY replica ORDER BY 1")
    )


def heads_at(store: Store, replica: str, sequence: int) -> tuple[Head, ...]:
    """What this copy had of every chain when it wrote an entry: its own up to there, the others' as it began or joined them."""
    last = {replica: Head(replica, sequence, "")}
    sql = "SELECT heads FROM journal WHERE replica = ? AND sequence <= ? AND heads <> '[]'"
    for (named,) in store.rows(sql, (replica, sequence)):
        for one in _named(named):
            if one.replica not in last or last[one.replica].sequence < one.sequence:
                last[one.replica] = one
    return tuple(last[key] for key in sorted(last))


def verbs_since(store: Store, known: tuple[Head, ...]) -> frozenset[str]:
    """What was done after these heads, on any chain."""
    last = {one.replica: one.sequence for one in known}
    rows = store.rows("SELECT replica, verb, max(sequence) FROM journal GROUP BY replica, verb")
    return frozenset(verb for replica, verb, sequence in rows if sequence > last.get(replica, 0))


def current_head(store: Store) -> Head:
    """The head of the chain written last: what papers print."""
    row = store.row("SELECT replica FROM workspace")
    return head(store, str(row[0])) if row else Head("", 0, "")


def entries(store: Store) -> Iterator[Entry]:
    """Every entry, chain by chain."""
    for row in store.rows(f"SELECT {COLUMNS} FROM journal ORDER BY replica, sequence"):
        yield entry_of(row)


def entry_of(row: tuple[Any, ...]) -> Entry:
    replica, sequence, at, actor, verb, payload_hash, named, previous, own = row
    return Entry(replica, sequence, moments.read(at), actor, verb, payload_hash, _named(named), previous, own)


def payload(store: Store, replica: str, sequence: int) -> str:
    """The canonical text of an entry's payload; empty where it was blanked."""
    row = store.row("SELECT text FROM journal_payload WHERE replica = ? AND sequence = ?", (replica, sequence))
    if row is None:
        raise Bug(f"no journal entry {replica} {sequence}")
    return row[0] or ""


def blank(store: Store, replica: str, sequence: int, *, reason: str, actor: str, now: datetime) -> Entry:
    """Take a payload away for good (a person's data). The entry and its hash stay, and an entry says who did it."""
    payload(store, replica, sequence)
    with store.writing() as db:
        db.execute("UPDATE journal_payload SET text = NULL WHERE replica = ? AND sequence = ?", (replica, sequence))
        gone = {"replica": replica, "sequence": sequence, "reason": reason}
        return append(store, "journal.blanked", gone, actor=actor, now=now)


def verify(store: Store, progress: Progress = SILENT) -> list[Broken]:
    """Every place where a chain does not hold. An end cut off shows only where a later entry or a paper names the head."""
    known = {(row[0], row[1]): row[2] for row in store.rows("SELECT replica, sequence, hash FROM journal")}
    broken: list[Broken] = []
    last = Head("", 0, "")
    for done, (*link, own, text) in enumerate(store.rows(f"{_LINKS} ORDER BY replica, sequence")):
        progress.step(done, len(known))
        replica, sequence = link[:2]
        if replica != last.replica:
            last = Head(replica, 0, "")
        broken += [Broken(replica, sequence, what) for what in _faults(tuple(link), own, text, last, known)]
        last = Head(replica, sequence, own)
    return broken


_LINKS = f"""
    SELECT {COLUMNS}, coalesce(text, CASE WHEN journal_payload.sequence IS NULL THEN 0 END)
    FROM journal LEFT JOIN journal_payload USING (replica, sequence)"""
"""With the payload's text: NULL where it was blanked, 0 where its row is missing."""


def _faults(link: tuple[object, ...], own: str, text: object, last: Head, known: Mapping[tuple[str, int], str]) -> Iterator[str]:
    """Judged on the stored columns, so that nothing somebody wrote into them can stop the judging."""
    fields = dict(zip(COVERED, link, strict=True))
    if fields["sequence"] != last.sequence + 1:
        yield "gap"
    elif fields["previous"] != last.hash:
        yield "link"
    if _hash(link) != own:
        yield "hash"
    elif any(known.get((other.replica, other.sequence)) != other.hash for other in _named(str(fields["heads"]))):
        yield "head"
    if text is not None and (not isinstance(text, str) or sha256(text) != fields["payload_hash"]):
        yield "payload"


def _named(heads: str) -> tuple[Head, ...]:
    return tuple(Head(other["replica"], other["sequence"], other["hash"]) for other in json.loads(heads))
