"""Amend a return (更正, 核减): the district's value beside the carrier's, with a reason and a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches

from scoring.definitions.form import Field, FieldType, FilledBy, Form, Table, Words
from scoring.definitions.records import Datum, Nothing
from scoring.definitions.showing import show_datum
from scoring.errors import Bug, Refusal, Said
from scoring.findings import Level
from scoring.intake.cells import Cell, Kind
from scoring.intake.values import read_value
from scoring.services.rounds import OpenRound
from scoring.store import amendments, returns
from scoring.store.amendments import Amendment, Change
from scoring.store.applied import Amended
from scoring.store.carriers import Carrier
from scoring.store.datums import datum_text
from scoring.store.returns import StoredReturn


@dataclass(frozen=True, slots=True)
class Typed:
    """A change as a person types it: table and field by key or label, the value as it would stand in a cell, empty for unknown."""

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
    changes = [_change(form, one) for one in typed]
    return amend(opened, carrier, changes, actor=actor, now=now)


def amend(opened: OpenRound, carrier: Carrier, changes: Sequence[Change], *, actor: str, now: datetime) -> tuple[Amendment, ...]:
    """The same with data ready."""
    if any(not change.reason.strip() for change in changes):
        raise Refusal("services.reason_needed")
    return amendments.amend(opened.store, current_return(opened, carrier).id, changes, actor=actor, now=now)


def read_typed(opened: OpenRound, carrier: Carrier, typed: Typed, language: str = "zh") -> str:
    """How a value would stand, before anybody writes it. Raises Refusal as ``amend_typed`` would."""
    form = opened.form.form
    change = _change(form, typed)
    if not change.reason.strip():
        raise Refusal("services.reason_needed")
    current_return(opened, carrier)
    return show_datum(form, form.table(change.table).field(change.field), change.new, language)


def current_return(opened: OpenRound, carrier: Carrier) -> StoredReturn:
    """The return that counts. Raises Refusal where the carrier has none yet."""
    current = returns.current_of(opened.store, opened.round.id, carrier.uscc)
    if current is None:
        raise Refusal("services.no_return", carrier=carrier.name)
    return current


def _change(form: Form, typed: Typed) -> Change:
    table = named_table(form, typed.table)
    field = named_field(table, typed.field)
    return Change(table.key, typed.row, field.key, _datum(form, table, field, typed.value), typed.reason)


def named_table(form: Form, wanted: str) -> Table:
    """By key or label. Raises Refusal."""
    table = next((each for each in form.tables if wanted in _names(each)), None)
    if table is None:
        known = [_both(each.label, each.key) for each in form.tables]
        raise Refusal("services.no_such_table", wanted=wanted, known=known)
    return table


def named_field(table: Table, wanted: str, *, asked_only: bool = False) -> Field:
    """By key or label, perhaps only of those the carrier fills in. Raises Refusal, naming the nearest."""
    field = next((each for each in (table.asked if asked_only else table.fields) if wanted in _names(each)), None)
    if field is None:
        near = [_both(each.label, each.key) for each in _nearest(table, wanted)]
        raise Refusal("services.no_such_field", wanted=wanted, table=_both(table.label), near=near)
    return field


def _names(named: Table | Field) -> tuple[str, ...]:
    return (named.key, named.label.zh, named.label["en"])


def _both(label: Words, key: str = "") -> dict[str, str]:
    """A label as a fact in both languages, with the key that may be typed instead."""
    return {language: f"{label[language]} {key}".strip() for language in ("zh", "en")}


def _nearest(table: Table, wanted: str) -> list[Field]:
    by_name = {name: field for field in table.fields for name in _names(field)}
    inside = [name for name in by_name if wanted and wanted in name]
    near = inside or get_close_matches(wanted, by_name, n=6, cutoff=0)
    return list(dict.fromkeys(by_name[name] for name in near))[:3]


def _datum(form: Form, table: Table, field: Field, value: str) -> Datum:
    """Read as a cell of the workbook would be; what would be an error there is refused with the same words."""
    if not value.strip():
        return Nothing.EMPTY
    reading = read_value(field, form.choices(field), Cell(1, 1, Kind.TEXT, value))
    for problem in reading.problems:
        if problem.level is not Level.WARNING:
            facts = {"table": _both(table.label), "field": _both(field.label), "count": 1, **problem.facts}
            raise Refusal("services.cannot_hold", why=Said(problem.code, facts))
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


def corrected(form: Form, written: Sequence[Amendment]) -> frozenset[tuple[str, int, str]]:
    """The carrier's own cells whose verified value (核定值) is another than the declared one (申报值)."""
    first = {one.cell: one.old for one in reversed(written)}
    last = {one.cell: one.new for one in written}
    return frozenset(
        (table, row, field)
        for (table, row, field), new in last.items()
        if form.table(table).field(field).filled_by is FilledBy.CARRIER
        and datum_text(first[table, row, field]) != datum_text(new)
    )


def struck_rows(form: Form, amended: Amended) -> frozenset[tuple[str, int]]:
    """(table, row) of every firm the district does not count (核减)."""
    by = {table.key: table.struck_by for table in form.tables}
    return frozenset((table, row) for (table, row, field), datum in amended.items() if field == by[table] and datum is True)
