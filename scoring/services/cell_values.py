"""One value of a return as a person amends it: what it is, what the carrier declared, what counts now, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.form import NO, YES, FieldType, FilledBy
from scoring.definitions.records import Nothing
from scoring.definitions.showing import show_datum
from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.amending import current_return
from scoring.services.rounds import OpenRound
from scoring.store import amendments, returns
from scoring.store.applied import Cell, declared
from scoring.store.carriers import Carrier


@dataclass(frozen=True, slots=True)
class PastChange:
    """An amendment in words, the oldest first."""

    old: str
    new: str
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CellValue:
    """Texts in one language; ``typed`` is the present value as it would be typed, ``choices`` (typed, shown) in the form's order.

    ``address`` is 在孵企业!C14, empty for the district's own fields; ``subject`` the row's name.
    """

    cell: Cell
    table: str
    label: str
    unit: str
    help: str
    subject: str
    address: str
    declared: str
    verified: str
    typed: str
    choices: tuple[tuple[str, str], ...]
    history: tuple[PastChange, ...]


def cell_value(opened: OpenRound, carrier: Carrier, cell: Cell, language: str = "zh") -> CellValue:
    """A value of the carrier's current return. Raises Refusal: no return, no such cell."""
    current = current_return(opened, carrier)
    form, body = opened.form.form, returns.content(opened.store, current.id)
    key, number, field_key = cell
    table, records = form.table(key), body.table(key)
    field = table.field(field_key)
    if not 1 <= number <= len(records.rows):
        raise Refusal("store.no_such_row", table=key, row=number, rows=len(records.rows))
    own = [one for one in amendments.of_return(opened.store, current.id) if one.cell == cell]
    first = declared(field, records, number)
    now = own[-1].new if own else first
    place = records.place("", number, field_key)
    name = records.value(number, table.named_by) if table.named_by else ""
    past = tuple(
        PastChange(
            show_datum(form, field, one.old, language), show_datum(form, field, one.new, language), one.reason, one.actor, one.at
        )
        for one in own
    )
    raw = dict(records.rows[number - 1].raw).get(field_key, "")
    return CellValue(
        cell=cell,
        table=table.label[language],
        label=field.label[language],
        unit=field.measured_in.many(language),
        help=field.help[language],
        subject=name if isinstance(name, str) else "",
        address=str(place) if place.column else "",
        declared=raw or show_datum(form, field, first, language) if field.filled_by is FilledBy.CARRIER else "",
        verified=show_datum(form, field, now, language),
        typed="" if isinstance(now, Nothing) else show_datum(form, field, now),
        choices=_choices(opened, cell, language),
        history=past,
    )


def _choices(opened: OpenRound, cell: Cell, language: str) -> tuple[tuple[str, str], ...]:
    form = opened.form.form
    field = form.table(cell[0]).field(cell[2])
    if field.type is FieldType.BOOL:
        return tuple((code, say(f"values.{word}", {}, language)) for code, word in ((YES, "yes"), (NO, "no")))
    return tuple((one.code, one[language]) for one in form.choices(field))
