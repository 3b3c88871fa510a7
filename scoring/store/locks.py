"""Whether a round is locked (封存轮次), and the one place where an entry about a locked round is refused: ``journal.append`` asks here.

An entry names what it is about by ids: of the round itself, or of a return, a run, an entry or a decision of it. Whatever names a
locked round is refused; so every verb is, those of later versions too, and none has to remember it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from scoring.china import CHINA
from scoring.errors import Refusal
from scoring.store import moments
from scoring.store.connection import Store

LOCKED, UNLOCKED = "locked", "unlocked"
ALLOWED = frozenset({f"round.{LOCKED}", f"round.{UNLOCKED}", "replica.began", "journal.blanked", "certificate.withdrawn"})
"""What may be written about a locked round: that it is locked or no longer, that a copy goes on, that a person's data is blanked, that
a certificate holds no longer (fraud comes to light years later, and no result moves)."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Who locked a round, when and why."""

    id: str
    round_no: int
    by: str
    at: datetime


_LATEST = """
    SELECT round_no, id, act, actor, at FROM decision AS one WHERE matter = 'round' AND no = (
        SELECT max(no) FROM decision AS other WHERE other.matter = 'round' AND other.round_no = one.round_no)"""


def of_round(store: Store, round_no: int) -> Lock | None:
    """The lock of a round; None where it is open."""
    return next((one for one in every(store) if one.round_no == round_no), None)


def every(store: Store) -> tuple[Lock, ...]:
    """The locks that are on."""
    return tuple(Lock(made, number, by, moments.read(at)) for number, made, act, by, at in store.rows(_LATEST) if act == LOCKED)


def guard(store: Store, verb: str, payload: Mapping[str, object]) -> None:
    """Raises Refusal for an entry about a locked round."""
    if verb in ALLOWED:
        return
    locks = {one.round_no: one for one in every(store)}
    if not locks:
        return
    about = payload.get("round", payload)  # what names its round is about no other, whatever else it names
    for number in _rounds(store, frozenset(_words(about))):
        if number in locks:
            row = store.row("SELECT title, kind FROM round WHERE no = ?", (number,))
            title, kind = row or ("", "")
            lock = locks[number]
            day = f"{lock.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
            raise Refusal("store.round_locked", round=title, kind=kind, by=lock.by, day=day)


def _words(value: object) -> Iterator[str]:
    """Every text of a payload, whatever its depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _words(part)


def _rounds(store: Store, words: frozenset[str]) -> frozenset[int]:
    """The rounds that have a row with one of these ids."""
    ids = [word for word in words if len(word) in _LENGTHS and " " not in word]
    if not ids:
        return frozenset()
    found: set[int] = set()
    for at in range(0, len(ids), _MOST):
        some = ids[at : at + _MOST]
        marks = ", ".join("?" * len(some))
        for table, number in _named(store):
            rows = store.rows(f"SELECT DISTINCT {number} FROM {table} WHERE id IN ({marks})", some)
            found |= {int(row[0]) for row in rows}
    return frozenset(found)


_LENGTHS = (36, 64)
"""Of an id made by people (UUID), and of one made of content (SHA-256)."""
_MOST = 500


def _named(store: Store) -> Iterator[tuple[str, str]]:
    """Every table with an id whose rows are of a round, and its column of the round: of tables to come too."""
    yield "round", "no"
    sql = """
        SELECT made.name FROM sqlite_master AS made WHERE made.type = 'table' AND substr(made.name, 1, 4) <> 'eff_'
        AND EXISTS (SELECT 1 FROM pragma_table_info(made.name) WHERE name = 'id')
        AND EXISTS (SELECT 1 FROM pragma_table_info(made.name) WHERE name = 'round_no')"""
    for (name,) in store.rows(sql):
        yield f'"{name}"', "round_no"
