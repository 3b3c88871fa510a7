"""Amend a return (更正, 核减): the district's value beside the carrier's, with a reason and a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from scoring.definitions.form import Field, FieldType, Form
from scoring.definitions.records import Datum, Nothing
from scoring.errors import Bug, Refusal
from scoring.intake.cells import Cell, Kind
from scoring.intake.values import read_value
from scoring.services.rounds import OpenRound
from scoring.store import amendments, returns
from scoring.store.amendments import Amendment, Change
from scoring.store.carriers import Carrier
from scoring.store.returns import StoredReturn


@dataclass(frozen=True, slots=True)
class Typed:
    """A change as a person types it: the value as it would stand in a cell, empty for unknown."""

    table: str
    row: int
    field: str
    value: str
    reason: str


def amend_typed(
    opened: OpenRound, carrier: Carrier, typed: Sequence[Typed], *, actor: str, now: datetime
) -> tuple[Amendment, ...]:
    """Amend cells of the carrier's current return. Raises Refusal: no return, no such cell, a value the field cannot hold."""
    form = opened.form.form
    changes = [Change(one.table, one.row, one.field, _datum(form, one), one.reason) for one in typed]
    return amend(opened, carrier, changes, actor=actor, now=now)


def amend(opened: OpenRound, carrier: Carrier, changes: Sequence[Change], *, actor: str, now: datetime) -> tuple[Amendment, ...]:
    """The same with data ready."""
    if any(not change.reason.strip() for change in changes):
        raise Refusal("services.reason_needed")
    return amendments.amend(opened.store, current_return(opened, carrier).id, changes, actor=actor, now=now)


def current_return(opened: OpenRound, carrier: Carrier) -> StoredReturn:
    """The return that counts. Raises Refusal where the carrier has none yet."""
    current = returns.current_of(opened.store, opened.round.id, carrier.uscc)
    if current is None:
        raise Refusal("services.no_return", carrier=carrier.name)
    return current


def _datum(form: Form, typed: Typed) -> Datum:
    """Read as a cell of the workbook would be; what only the district may settle is not guessed here either."""
    try:
        field = form.table(typed.table).field(typed.field)
    except KeyError as error:
        raise Refusal("store.no_such_field", table=typed.table, field=typed.field) from error
    if not typed.value.strip():
        return Nothing.EMPTY
    reading = read_value(field, form.choices(field), Cell(1, 1, Kind.TEXT, typed.value))
    if reading.datum is Nothing.UNREADABLE:
        raise Refusal("services.cannot_hold", field=field.label.zh, value=typed.value)
    return reading.datum


def datum_of(field: Field, value: object) -> Datum:
    """A value in the form's terms (int or Decimal in the field's unit, bool, date, code, text; None unknown) as it is kept.

    Raises Bug for a value that needs more decimals than the field keeps, or of another kind.
    """
    match value:
        case None:
            return Nothing.EMPTY
        case bool() if field.type is FieldType.BOOL:
            return value
        case int() | Decimal() if field.is_number and not isinstance(value, bool):
            scaled = Decimal(value).scaleb(field.decimals)
            if scaled == scaled.to_integral_value():
                return int(scaled)
        case date() if field.type is FieldType.DATE:
            return value.isoformat()
        case str() if not field.is_number and field.type not in (FieldType.BOOL, FieldType.DATE):
            return value
    raise Bug(f"{field.key} cannot hold {value!r}")
