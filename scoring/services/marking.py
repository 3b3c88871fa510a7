"""Give a reviewer's mark (专家评审). Nobody's mark is overwritten, and a withdrawn mark is no zero."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from scoring.definitions.rubric import MeasureKind
from scoring.errors import Refusal
from scoring.services.rounds import OpenRound
from scoring.store import marks
from scoring.store.carriers import Carrier
from scoring.store.marks import Mark


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

    Raises Refusal for a measure that takes no marks, or a mark out of bounds.
    """
    asked = {key: one for key, one in opened.rubric.measures.items() if one.measure.kind is MeasureKind.MARKS}
    measure = next((one.measure for one in opened.rubric.rubric.indicators if one.code == measure), measure)
    if measure not in asked:
        raise Refusal("services.no_marks_for", wanted=measure, known=tuple(asked))
    most = max((one.maximum for one in opened.rubric.rubric.indicators if one.measure == measure), default=None)
    if value is not None and (not value.is_finite() or value < 0 or (most is not None and value > most)):
        raise Refusal("services.mark_out_of_bounds", value=value, most=most)
    if not reviewer.strip():
        raise Refusal("services.no_reviewer")
    return marks.mark(
        opened.store,
        round_id=opened.round.id,
        uscc=carrier.uscc,
        measure=measure,
        reviewer=reviewer.strip(),
        value=value,
        comment=comment,
        actor=actor,
        now=now,
    )
