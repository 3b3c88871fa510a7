"""Signing keys (签名密钥): those the commission made here, locked, and public keys of others it trusts. Append-only acts.

A key that was made stays: what it signed must remain provable after it was replaced. The latest act about a key counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scoring.definitions.canonical import sha256
from scoring.store import journal, moments
from scoring.store.connection import Store, marks


class Act(StrEnum):
    """制作; 采信; 停止采信."""

    MADE = "made"
    TRUSTED = "trusted"
    DISTRUSTED = "distrusted"


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as it stands. ``public``: 64 hexadecimal digits; ``locked``: the locked private half, empty for a key of others.

    ``act`` is the latest, done by ``actor`` at ``at`` for ``reason``; ``holder`` whose key it is.
    """

    public: str
    act: Act
    holder: str
    locked: str
    reason: str
    actor: str
    at: datetime

    @property
    def own(self) -> bool:
        return bool(self.locked)

    @property
    def trusted(self) -> bool:
        return self.act is not Act.DISTRUSTED


def record(
    store: Store, *, public: str, act: Act, holder: str, locked: str = "", reason: str = "", actor: str, now: datetime
) -> None:
    """Keep an act for good. The journal gets the hash of what is locked, never the text."""
    with store.writing() as db:
        row = (store.ids(now), public, act.value, holder, locked, reason, actor, moments.written(now))
        entry = journal.append(store, f"key.{act.value}", _payload(row), actor=actor, now=now)
        names = "id, public, act, holder, locked, reason, actor, at, replica, sequence"
        db.execute(f"INSERT INTO signing_key ({names}) VALUES ({marks(names)})", (*row, entry.replica, entry.sequence))


def _payload(row: tuple[Any, ...]) -> dict[str, object]:
    made, public, act, holder, locked, reason, actor, at = row
    lock = sha256(locked) if locked else ""
    names = ("key_act", "public", "act", "holder", "locked_sha256", "reason", "actor", "at")
    return dict(zip(names, (made, public, act, holder, lock, reason, actor, at), strict=True))


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every act, made from the rows as they are now."""
    sql = "SELECT replica, sequence, id, public, act, holder, locked, reason, actor, at FROM signing_key"
    for replica, sequence, *row in store.rows(sql):
        yield replica, sequence, _payload(tuple(row))


def everyone(store: Store) -> tuple[KeptKey, ...]:
    """Every key once, as it stands, the one known longest first."""
    found: dict[str, KeptKey] = {}
    sql = "SELECT public, act, holder, locked, reason, actor, at FROM signing_key ORDER BY no"
    for public, act, holder, locked, reason, actor, at in store.rows(sql):
        before = found.get(public)
        kept = locked or (before.locked if before else "")
        found[public] = KeptKey(public, Act(act), holder, kept, reason, actor, moments.read(at))
    return tuple(found.values())


def own(store: Store) -> KeptKey | None:
    """The key that signs now: the youngest made here, unless it is no longer trusted."""
    row = store.row("SELECT public FROM signing_key WHERE act = 'made' ORDER BY no DESC LIMIT 1")
    made = next((one for one in everyone(store) if row and one.public == row[0]), None)
    return made if made and made.trusted else None
