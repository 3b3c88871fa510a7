"""How a return is dealt with (已收, 退回补正, 通过): append-only, the latest counts; a corrected return begins anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from scoring.definitions.canonical import Sha256
from scoring.errors import Refusal
from scoring.store import journal, moments, returns
from scoring.store.connection import Store, marks


class State(Enum):
    """Where a return stands. One that nobody dealt with is received."""

    RECEIVED = "received"
    RETURNED = "returned"
    """待更正: sent back to the carrier to be corrected."""
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Handled:
    id: str
    return_id: Sha256
    state: State
    reason: str
    actor: str
    at: datetime
    supersedes: str | None


def handle(store: Store, made: Sha256, state: State, *, reason: str, actor: str, now: datetime) -> Handled | None:
    """Put a current return into a state; the same state for the same reason changes nothing.

    None where nobody dealt with it and it is received anyway. Raises Refusal for a return that no longer counts.
    """
    with store.writing() as db:
        known = returns.load(store, made)
        if not known.current:
            raise Refusal("store.superseded", document=known.document)
        before = of_return(store, made)
        if (before.state, before.reason) == (state, reason) if before else state is State.RECEIVED:
            return before
        row = (store.ids(now), made, state.value, reason, actor, moments.written(now), before.id if before else None)
        entry = journal.append(store, "return.handled", payload(row), actor=actor, now=now)
        names = f"{_COLUMNS}, replica, sequence"
        db.execute(f"INSERT INTO handling ({names}) VALUES ({marks(names)})", (*row, entry.replica, entry.sequence))
    return _handled(row)


_COLUMNS = "id, return_id, state, reason, actor, at, supersedes"


def payload(row: tuple[str | None, ...]) -> dict[str, object]:
    """What the journal covers: every column."""
    return dict(zip(_COLUMNS.split(", "), row, strict=True))


def of_return(store: Store, made: Sha256) -> Handled | None:
    """What counts of a return; None where nobody dealt with it yet."""
    row = store.row(f"SELECT {_COLUMNS} FROM handling WHERE return_id = ? ORDER BY no DESC", (made,))
    return _handled(row) if row else None


def latest(store: Store) -> Mapping[str, Handled]:
    """Return → what counts of it, all that anybody dealt with."""
    return {row[1]: _handled(row) for row in store.rows(f"SELECT {_COLUMNS} FROM handling ORDER BY no")}


def _handled(row: tuple[Any, ...]) -> Handled:
    made, whose, state, reason, actor, at, before = row
    return Handled(made, whose, State(state), reason, actor, moments.read(at), before)


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every entry, made from the rows as they are now."""
    for replica, sequence, *row in store.rows(f"SELECT replica, sequence, {_COLUMNS} FROM handling"):
        yield replica, sequence, payload(tuple(row))
