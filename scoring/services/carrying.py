"""When a corrected return takes the place of an earlier one: what the district had found out is carried over, and the rest named.

The district's own findings (区填, strikes among them) are about the carrier or a firm, not about the paper: they are written
anew on the corrected return where the record, or exactly one firm of the same code, is there to take them. Corrections of
the carrier's own values stay with the return they corrected: the carrier has now answered again. An explanation goes over
where the same finding stands again on the same firms and fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import FieldType, FilledBy, Form, Table, TableKind
from scoring.definitions.records import Nothing, TableRecords
from scoring.messages import say
from scoring.services.finding_keys import Spots
from scoring.services.rounds import OpenRound
from scoring.store import amendments, explanations, returns
from scoring.store.amendments import Amendment, Change
from scoring.store.returns import StoredReturn


@dataclass(frozen=True, slots=True)
class Carried:
    """How many amended cells were carried over to the corrected return, and how many stay behind with the earlier one.

    ``explained``: how many findings took over their explanation.
    """

    over: int = 0
    behind: int = 0
    explained: int = 0


NOTHING = Carried()


def carry_over(opened: OpenRound, before: StoredReturn, made: Sha256, *, actor: str, now: datetime) -> Carried:
    """Carry the district's findings from the return before to the one just made. In the transaction that stored it."""
    over, behind = _amendments(opened, before, made, actor=actor, now=now)
    return Carried(over, behind, _explanations(opened, before, made, actor=actor, now=now))


def _amendments(opened: OpenRound, before: StoredReturn, made: Sha256, *, actor: str, now: datetime) -> tuple[int, int]:
    """How many were carried over, and how many stay behind."""
    latest = {each.cell: each for each in amendments.of_return(opened.store, before.id)}
    if not latest:
        return 0, 0
    old, new = ({one.table: one for one in returns.content(opened.store, which).tables} for which in (before.id, made))
    form = opened.form.form
    changes = [
        change
        for each in latest.values()
        if (change := _carried(form, each, old[each.table], new[each.table], before.document)) is not None
    ]
    amendments.amend(opened.store, made, changes, actor=actor, now=now)
    return len(changes), len(latest) - len(changes)


def _explanations(opened: OpenRound, before: StoredReturn, made: Sha256, *, actor: str, now: datetime) -> int:
    """How many findings of the corrected return were explained on the one before it, in the same cells or more."""
    given = explanations.of_return(opened.store, before.id)
    if not any(one.text for one in given.values()):
        return 0
    form = opened.form.form
    spots = Spots(form, returns.content(opened.store, before.id))
    explained = [(key, given[key.text]) for key in map(spots.key, before.findings) if key.portable and key.text in given]
    spots = Spots(form, returns.content(opened.store, made))
    texts: dict[str, str] = {}
    for finding in returns.load(opened.store, made).findings:
        key = spots.key(finding)
        one = next((one for known, one in explained if known.covers(key)), None)
        if one is not None and one.text:
            facts = {"reason": one.text, "document": before.document}
            texts[key.text] = say("services.explanation_carried_over", facts)
    return len(explanations.explain(opened.store, made, texts, actor=actor, now=now))


def _carried(form: Form, each: Amendment, old: TableRecords, new: TableRecords, document: str) -> Change | None:
    table = form.table(each.table)
    row = _same_row(table, each.row, old, new)
    if table.field(each.field).filled_by is not FilledBy.DISTRICT or row is None:
        return None
    reason = say("services.carried_over", {"reason": each.reason, "document": document})
    return Change(each.table, row, each.field, each.new, reason)


def _same_row(table: Table, row: int, old: TableRecords, new: TableRecords) -> int | None:
    """The record's only row, or the one firm of the same code."""
    if table.kind is TableKind.RECORD:
        return row if new.rows else None
    key = next((field.key for field in table.fields if field.type is FieldType.USCC), None)
    code = old.value(row, key) if key else Nothing.EMPTY
    if key is None or isinstance(code, Nothing):
        return None
    same = [number for number in range(1, len(new.rows) + 1) if new.value(number, key) == code]
    return same[0] if len(same) == 1 else None
