"""The panel of reviewers (评审专家), and who of them may not judge whom (回避)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scoring.errors import Refusal
from scoring.services.rounds import OpenRound
from scoring.store import marks, recusals, reviewers
from scoring.store.carriers import Carrier


def panel(opened: OpenRound, given: Sequence[str] | None = None) -> tuple[str, ...]:
    """Everybody who marks in this round: those put on the panel, then those who gave a mark all the same.

    ``given``: the reviewers of the marks that stand, where they have been read already.
    """
    known = (reviewer for *_, reviewer in marks.given(opened.store, opened.round.id)) if given is None else given
    return tuple(dict.fromkeys((*reviewers.of_round(opened.store, opened.round.id), *known)))


def add_reviewer(opened: OpenRound, name: str, *, actor: str, now: datetime) -> bool:
    """Put a reviewer on the panel; whether that changed anything. Raises Refusal without a name."""
    return reviewers.put(opened.store, round_id=opened.round.id, reviewer=_named(name), present=True, actor=actor, now=now)


def remove_reviewer(opened: OpenRound, name: str, *, actor: str, now: datetime) -> bool:
    """Take a reviewer off the panel; whether that changed anything. Raises Refusal for one whose marks stand."""
    name = _named(name)
    with opened.store.writing():
        given = [one for one in marks.latest_of_round(opened.store, opened.round.id) if one.reviewer == name]
        standing = sum(one.value is not None for one in given)
        if standing:
            raise Refusal("reviews.has_marks", reviewer=name, count=standing)
        return reviewers.put(opened.store, round_id=opened.round.id, reviewer=name, present=False, actor=actor, now=now)


def recuse(opened: OpenRound, carrier: Carrier, reviewer: str, relation: str, *, actor: str, now: datetime) -> bool:
    """A reviewer may not judge a carrier, for this relation (关系); whether that changed anything.

    Marks given already stand in the store and do not count from now on. Raises Refusal without a name or a relation.
    """
    if not relation.strip():
        raise Refusal("reviews.relation_needed")
    return _recuse(opened, carrier, reviewer, relation.strip(), actor=actor, now=now)


def withdraw_recusal(opened: OpenRound, carrier: Carrier, reviewer: str, *, actor: str, now: datetime) -> bool:
    """The reviewer may judge the carrier again, and the marks given count again; whether that changed anything."""
    return _recuse(opened, carrier, reviewer, "", actor=actor, now=now)


def _recuse(opened: OpenRound, carrier: Carrier, reviewer: str, relation: str, *, actor: str, now: datetime) -> bool:
    name, store, round_id = _named(reviewer), opened.store, opened.round.id
    with store.writing():
        before = recusals.of_round(store, round_id).get((carrier.no, name))
        after = recusals.recuse(
            store, round_id=round_id, uscc=carrier.uscc, reviewer=name, relation=relation, actor=actor, now=now
        )
        return before != after


def _named(name: str) -> str:
    if not name.strip():
        raise Refusal("services.no_reviewer")
    return name.strip()
