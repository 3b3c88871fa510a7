"""What was decided about a round (定级审定): every act an entry of its own, in the order it was done.

A matter begins with one act (an inquiry asked, an override proposed) and goes on with others ``about`` it. Append-only: an act
entered by mistake is taken back by another act, and both stay. What an act means is the services' business; its ``content`` is
kept as canonical text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scoring.definitions.canonical import canonical
from scoring.errors import Bug
from scoring.store import journal, moments
from scoring.store.connection import Store, marks
from scoring.store.rounds import find as find_round
from scoring.store.rounds import participant
from scoring.store.truth import NOW, Until

TAKEN_BACK = "taken_back"


class Matter(StrEnum):
    """What an act is about: an inquiry (征询), a result told (反馈核对), a resolution (审定), an override (调整), an objection
    (异议), a rectification (整改), publication (the window, 公示期, and the day the result was announced), or the round as a whole:
    locked and unlocked.
    """

    INQUIRY = "inquiry"
    FEEDBACK = "feedback"
    RESOLUTION = "resolution"
    OVERRIDE = "override"
    OBJECTION = "objection"
    RECTIFICATION = "rectification"
    WINDOW = "window"
    ROUND = "round"


ACTS: Mapping[Matter, tuple[str, ...]] = {
    Matter.INQUIRY: ("asked", "replied"),
    Matter.FEEDBACK: ("told", "answered"),
    Matter.RESOLUTION: ("passed",),
    Matter.OVERRIDE: ("proposed", "confirmed", "refused", "withdrawn"),
    Matter.OBJECTION: ("raised", "found"),
    Matter.RECTIFICATION: ("ordered", "checked"),
    Matter.WINDOW: ("set", "announced"),
    Matter.ROUND: ("locked", "unlocked"),
}
"""What is done in each matter, the first of them begins it."""
VERBS = (*(f"{matter.value}.{act}" for matter, acts in ACTS.items() for act in acts), f"decision.{TAKEN_BACK}")
"""What the journal calls it all."""


@dataclass(frozen=True, slots=True)
class Act:
    """``about`` is the id of the act the matter began with, its own for the first; ``uscc`` is empty where it is about no one carrier."""

    id: str
    uscc: str
    matter: Matter
    act: str
    about: str
    content: Mapping[str, Any]
    actor: str
    at: datetime

    @property
    def begins(self) -> bool:
        return self.about == self.id


def write(
    store: Store,
    *,
    round_id: str,
    matter: Matter,
    act: str,
    content: Mapping[str, object],
    uscc: str = "",
    about: str = "",
    actor: str,
    now: datetime,
) -> Act:
    """Write an act down. Raises Bug for a carrier that takes no part, or a matter that is not there."""
    if act not in (*ACTS[matter], TAKEN_BACK):
        raise Bug(f"nobody does {act} in {matter}")
    with store.writing() as db:
        carrier = participant(store, round_id, uscc) if uscc else None
        if uscc and carrier is None:
            raise Bug(f"a decision about {uscc}, which takes no part")
        made = store.ids(now)
        row = (matter.value, act, about or made, canonical(content), actor, moments.written(now))
        entry = journal.append(store, verb_of(matter, act), payload(round_id, uscc, (made, *row)), actor=actor, now=now)
        names = "round_no, carrier_no, id, matter, act, about, content, actor, at, replica, sequence"
        values = (find_round(store, round_id).no, carrier.no if carrier else None, made, *row, entry.replica, entry.sequence)
        db.execute(f"INSERT INTO decision ({names}) VALUES ({marks(names)})", values)
    return load(store, made)


def verb_of(matter: Matter, act: str) -> str:
    """What the journal calls it: ``override.proposed``."""
    return f"{'decision' if act == TAKEN_BACK else matter.value}.{act}"


def payload(round_id: str, uscc: str, row: Sequence[str]) -> dict[str, object]:
    """What the journal covers: every column."""
    made, matter, act, about, content, actor, at = row
    facts = {"decision": made, "matter": matter, "act": act, "about": about, "content": json.loads(content)}
    return {"round": round_id, "carrier": uscc, **facts, "actor": actor, "at": at}


_SELECT = """
    SELECT decision.replica, decision.sequence, round.id, coalesce(uscc, ''), decision.id, matter, act, about, content, actor, at
    FROM decision JOIN round ON round.no = round_no LEFT JOIN carrier ON carrier.no = carrier_no"""


def load(store: Store, made: str) -> Act:
    """Raises Bug for an id that is not there."""
    row = store.row(f"{_SELECT} WHERE decision.id = ?", (made,))
    if row is None:
        raise Bug(f"no decision {made}")
    return _act(row)


def written_in(store: Store, made: str) -> tuple[str, int]:
    """Chain and sequence of the journal's entry about an act."""
    row = store.row("SELECT replica, sequence FROM decision WHERE id = ?", (made,))
    if row is None:
        raise Bug(f"no decision {made}")
    return str(row[0]), int(row[1])


def every(store: Store, round_id: str, matter: Matter | None = None, until: Until = NOW) -> tuple[Act, ...]:
    """Every act of a round, or of one matter in it, the oldest first; those taken back too."""
    only, more = ("AND matter = ?", (matter.value,)) if matter else ("", ())
    rows = store.rows(f"{_SELECT} WHERE round.id = ? {only} ORDER BY decision.no", (round_id, *more))
    return tuple(_act(row) for row in rows if until.includes(row[0], row[1]))


def standing(store: Store, round_id: str, matter: Matter | None = None, until: Until = NOW) -> tuple[Act, ...]:
    """Those that hold: without what was taken back, and without whatever was about it."""
    return holding(every(store, round_id, matter, until))


def holding(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Of these acts those that were not taken back."""
    gone = {str(one.content["act"]) for one in acts if one.act == TAKEN_BACK}
    return tuple(one for one in acts if one.act != TAKEN_BACK and not {one.id, one.about} & gone)


def _act(row: tuple[Any, ...]) -> Act:
    _, _, _, uscc, made, matter, act, about, content, actor, at = row
    return Act(made, uscc, Matter(matter), act, about, json.loads(content), actor, moments.read(at))


def journalled(store: Store) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Replica, sequence and due payload of every act, made from the rows as they are now."""
    for replica, sequence, round_id, uscc, *row in store.rows(_SELECT):
        yield replica, sequence, payload(round_id, uscc, row)
