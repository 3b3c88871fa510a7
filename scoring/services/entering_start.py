"""What an entry begins with: nothing but the carrier's name and code, its return that counts, or what lasts of last year's."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.definitions.form import Field, FieldType, Form, Table, TableKind
from scoring.definitions.records import Return
from scoring.errors import Refusal
from scoring.intake.entered import text_of
from scoring.messages import say
from scoring.services.reporting import FORBIDDEN
from scoring.services.rounds import OpenRound
from scoring.services.years import is_same_kind
from scoring.store import definitions, returns, rounds
from scoring.store.carriers import Carrier
from scoring.store.entries import Origin
from scoring.store.returns import StoredReturn
from scoring.store.splices import TextRow, TextRows

LONGEST_NAME = 60
"""Characters of a carrier's name in the name of a file."""


@dataclass(frozen=True, slots=True)
class Start:
    """A way to begin: ``document`` is the return it would begin with, of that assessment year; empty and 0 for nothing."""

    origin: Origin
    document: str = ""
    year: int = 0


def starts(opened: OpenRound, carrier: Carrier) -> tuple[Start, ...]:
    """The ways there are to begin an entry for a carrier; from nothing there is always."""
    found = [Start(Origin.NOTHING)]
    for origin in (Origin.CURRENT, Origin.LAST_YEAR):
        source = _found(opened, carrier, origin)
        if source is not None:
            year = rounds.find(opened.store, source.round_id).assessment_year
            found.append(Start(origin, source.document, year))
    return tuple(found)


def document_name(opened: OpenRound, carrier: Carrier) -> str:
    """What the workbook of a carrier's finished entry is called: 屏幕录入 is part of it, wherever it is named."""
    facts = {"name": carrier.name.translate(FORBIDDEN)[:LONGEST_NAME], "year": opened.round.assessment_year}
    return say("entering.document", facts, "zh")


def source_of(opened: OpenRound, carrier: Carrier, origin: Origin) -> StoredReturn | None:
    """The return to begin with; None where it begins with nothing. Raises Refusal where there is none of that kind."""
    found = _found(opened, carrier, origin)
    if found is None and origin is not Origin.NOTHING:
        raise Refusal(f"entering.no_{origin.value}", carrier=carrier.name)
    return found


def _found(opened: OpenRound, carrier: Carrier, origin: Origin) -> StoredReturn | None:
    match origin:
        case Origin.NOTHING:
            return None
        case Origin.CURRENT:
            return returns.current_of(opened.store, opened.round.id, carrier.uscc)
        case Origin.LAST_YEAR:
            return _before(opened, carrier)


def _before(opened: OpenRound, carrier: Carrier) -> StoredReturn | None:
    """The carrier's return of the latest earlier year of the same kind."""
    earlier = [one for one in rounds.all_rounds(opened.store) if one.assessment_year < opened.round.assessment_year]
    for one in sorted(earlier, key=lambda each: each.assessment_year, reverse=True):
        if is_same_kind(opened, one):
            found = returns.current_of(opened.store, one.id, carrier.uscc)
            if found is not None:
                return found
    return None


def first_texts(opened: OpenRound, carrier: Carrier, origin: Origin, source: StoredReturn | None) -> dict[str, TextRows]:
    """The texts of a new entry, table by table."""
    form = opened.form.form
    if source is None:
        return _with_whose(form, carrier, {table.key: _blank(table) for table in form.tables})
    body, then = returns.content(opened.store, source.id), definitions.form(opened.store, source.form)
    if origin is Origin.CURRENT:
        return {table.key: _texts(form, then, table, body, table.asked) for table in form.tables}
    lasting = {table.key: _texts(form, then, table, body, _lasting(form, table)) for table in form.tables}
    return _with_whose(form, carrier, lasting)


def blank_row(table: Table) -> TextRow:
    """A row nobody has typed anything in."""
    return ("",) * len(table.asked)


def _blank(table: Table) -> TextRows:
    return (blank_row(table),) if table.kind is TableKind.RECORD else ()


def _with_whose(form: Form, carrier: Carrier, tables: dict[str, TextRows]) -> dict[str, TextRows]:
    """Name and code of the carrier filled in, as in the workbook that is issued to it."""
    known = {form.carrier_name: carrier.name, form.carrier_id: carrier.uscc}
    asked, row = form.table(form.record).asked, tables[form.record][0]
    named = tuple(known.get(field.key, text) for field, text in zip(asked, row, strict=True))
    return tables | {form.record: (named,)}


def _lasting(form: Form, table: Table) -> tuple[Field, ...]:
    """What the form says lasts from year to year; where it says nothing, what names a row."""
    found = tuple(field for field in table.asked if field.lasting)
    if found or any(field.lasting for _, field in form.all_fields()):
        return found
    return tuple(field for field in table.asked if field.key == table.named_by or field.type is FieldType.USCC)


def _texts(form: Form, then: Form, table: Table, body: Return, wanted: tuple[Field, ...]) -> TextRows:
    """Rows of the return as they would be typed: the fields wanted that the form of then had as well, of the same kind."""
    old = next((one for one in then.tables if one.key == table.key and one.kind is table.kind), None)
    if old is None:
        return _blank(table)
    same = {field.key for field in old.asked}
    columns = [
        field if field in wanted and field.key in same and _alike(field, old.field(field.key)) else None for field in table.asked
    ]
    records = body.table(table.key)
    rows = tuple(
        tuple(
            text_of(form, field, records.value(number, field.key), dict(row.raw).get(field.key, "")) if field else ""
            for field in columns
        )
        for number, row in enumerate(records.rows, start=1)
    )
    return rows if rows or table.kind is TableKind.ROWS else _blank(table)


def _alike(field: Field, other: Field) -> bool:
    """A key never changes its meaning; the decimals kept are how its figures are stored."""
    return (field.type, field.unit, field.decimals) == (other.type, other.unit, other.decimals)
