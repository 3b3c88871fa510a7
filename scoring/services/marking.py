"""Give a reviewer's mark (专家评审), or put back the one before. Nobody's mark is overwritten, and a withdrawn mark is no zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from scoring.errors import Refusal
from scoring.services.review_items import ReviewItem, review_items
from scoring.services.rounds import OpenRound
from scoring.store import marks
from scoring.store.carriers import Carrier
from scoring.store.marks import Mark


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer gave: ``value`` None is no mark."""

    value: Decimal | None = None
    comment: str = ""


def give_mark(
    opened: OpenRound,
    carrier: Carrier,
    *,
    measure: str,
    reviewer: str,
    value: Decimal | None,
    comment: str,
    actor: str,
    now: datetime,
) -> Mark:
    """Mark a carrier; ``measure`` is a measure's key or its indicator's code (J3), ``value`` None withdraws.

    Raises Refusal for a measure that takes no marks, a mark out of bounds or between the rubric's steps, and a reviewer who may
    not judge the carrier (回避).
    """
    item = item_of(opened, measure)
    wrong = None if value is None else item.wrong(value)
    if wrong is not None:
        raise Refusal(wrong.code, **wrong.facts)
    if not reviewer.strip():
        raise Refusal("services.no_reviewer")
    return marks.mark(
        opened.store,
        round_id=opened.round.id,
        uscc=carrier.uscc,
        measure=item.measure,
        reviewer=reviewer.strip(),
        value=value,
        comment=comment,
        actor=actor,
        now=now,
    )


def change_mark(
    opened: OpenRound,
    carrier: Carrier,
    *,
    measure: str,
    reviewer: str,
    before: Given,
    after: Given,
    actor: str,
    now: datetime,
) -> None:
    """As ``give_mark``, where the mark is still what it was. Undo is the same the other way round. Raises Refusal."""
    with opened.store.writing():
        item = item_of(opened, measure)
        if standing(opened, carrier, item.measure, reviewer.strip()) != before:
            raise Refusal("reviews.changed_meanwhile", reviewer=reviewer, carrier=carrier.name)
        if before != after:
            facts = {"measure": item.measure, "reviewer": reviewer, "value": after.value, "comment": after.comment}
            give_mark(opened, carrier, **facts, actor=actor, now=now)  # type: ignore[arg-type] # mixed facts


def standing(opened: OpenRound, carrier: Carrier, measure: str, reviewer: str) -> Given:
    """What a reviewer's latest mark is."""
    known = marks.history(opened.store, opened.round.id, carrier.no, measure, reviewer)
    return Given(known[0].value, known[0].comment) if known else Given()


def item_of(opened: OpenRound, wanted: str) -> ReviewItem:
    """What is marked, by the measure's key or its indicator's code. Raises Refusal."""
    known = review_items(opened)
    measure = next((one.measure for one in opened.rubric.rubric.indicators if one.code == wanted), wanted)
    found = next((one for one in known if one.measure == measure), None)
    if found is None:
        raise Refusal("services.no_marks_for", wanted=measure, known=tuple(one.measure for one in known))
    return found
