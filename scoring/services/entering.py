"""Entry on screen (屏幕录入): begin one for a carrier, find the open ones, take one up again, drop one.

What is typed is kept edit by edit; an entry taken up anywhere stands as it was left. Nothing is scored by it before it is
finished (``entering_finish``). Edits are in ``entering_edits``, what they come to in ``entering_checks``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from scoring.errors import Refusal
from scoring.services.entering_start import first_texts, source_of
from scoring.services.rounds import OpenRound
from scoring.store import entries
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.entries import Begun, EditKind, EditLine, Origin, Outcome
from scoring.store.splices import Splices, Tables, spliced

__all__ = [
    "Begun",
    "Carrier",
    "EditKind",
    "EditLine",
    "Entry",
    "Origin",
    "Outcome",
    "begin",
    "drop",
    "entry",
    "kept",
    "open_entries",
    "open_entry",
]

MOST_KEPT = 8
"""Entries whose texts are kept read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands after edit ``number``.

    ``tables``: table key → rows of texts, each row a text for every field that is asked, in the order of the form; a record
    is one row. ``undo`` is the edit that taking back would take back, ``redo`` the one that would be done again.
    """

    begun: Begun
    tables: Tables
    undo: EditLine | None = None
    redo: EditLine | None = None

    @property
    def id(self) -> str:
        return self.begun.id

    @property
    def carrier(self) -> Carrier:
        return self.begun.carrier

    @property
    def number(self) -> int:
        """Of its last edit; 0 where there is none yet."""
        return self.begun.edits


def begin(opened: OpenRound, carrier: Carrier, origin: Origin = Origin.NOTHING, *, actor: str, now: datetime) -> Entry:
    """Begin an entry. Raises Refusal: there is an open one, no return to begin with, or it is not on the list."""
    source = source_of(opened, carrier, origin)
    tables = first_texts(opened, carrier, origin, source)
    made = entries.begin(
        opened.store,
        round_id=opened.round.id,
        uscc=carrier.uscc,
        origin=origin,
        source=source.id if source else None,
        tables=tables,
        actor=actor,
        now=now,
    )
    return entry(opened, made)


def open_entries(opened: OpenRound) -> tuple[Begun, ...]:
    """Those nobody has finished or dropped, the oldest first."""
    return entries.open_of(opened.store, opened.round.id)


def open_entry(opened: OpenRound, carrier: Carrier) -> Entry | None:
    """The carrier's open one."""
    found = next((one for one in open_entries(opened) if one.carrier == carrier), None)
    return entry(opened, found.id) if found else None


def entry(opened: OpenRound, made: str) -> Entry:
    """One by its id, as it stands. Raises Refusal where its form is no longer the round's."""
    with opened.store.reading():
        begun = entries.load(opened.store, made)
        if begun.form != opened.round.form:
            raise Refusal("entering.other_form", carrier=begun.carrier.name)
        undo, redo = _ends(entries.edits(opened.store, made))
        return Entry(begun, _content(opened.store, made), undo, redo)


def drop(opened: OpenRound, made: str, *, actor: str, now: datetime) -> None:
    """Give an entry up for good: what was typed stays in the file, and counts for nothing. Raises Refusal: not open."""
    entries.end(opened.store, made, Outcome.DROPPED, return_id=None, actor=actor, now=now)


# Edits as they are written --------------------------------------------------------------------------------------------


def kept(opened: OpenRound, known: Entry, line: EditLine, splices: Splices) -> Entry:
    """The entry after an edit that was just written."""
    tables = spliced(known.tables, splices)
    _remember(entries.mark_of(opened.store, known.id), tables)
    begun = replace(known.begun, edits=line.number, edited_at=line.at, edited_by=line.actor)
    if line.kind is EditKind.DO:
        return Entry(begun, tables, line, None)
    undo, redo = _ends(entries.edits(opened.store, known.id))
    return Entry(begun, tables, undo, redo)


def _ends(lines: Iterable[EditLine]) -> tuple[EditLine | None, EditLine | None]:
    """What would be taken back, and what would be done again."""
    known: dict[int, EditLine] = {}
    done: list[EditLine] = []
    taken_back: list[EditLine] = []
    for line in lines:
        match line.kind:
            case EditKind.DO:
                known[line.number] = line
                done.append(line)
                taken_back.clear()
            case EditKind.UNDO:
                taken_back.append(done.pop())
            case EditKind.REDO:
                done.append(taken_back.pop())
    return (done[-1] if done else None, taken_back[-1] if taken_back else None)


_kept: OrderedDict[str, Tables] = OrderedDict()
_lock = Lock()
"""The window reads on one thread and writes on another."""


def _content(store: Store, made: str) -> Tables:
    """Its texts, made anew only where nobody here has just written them."""
    mark = entries.mark_of(store, made)
    known = _kept.get(mark)
    if known is None:
        known = entries.content(store, made)
        _remember(mark, known)
    return known


def _remember(mark: str, tables: Tables) -> None:
    """By the state's own mark: no two states of whatever file share one."""
    with _lock:
        _kept[mark] = tables
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
