"""What must hold within a form before anything is read by it: names, units, decimals, choices, defaults, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from scoring.definitions.form import MONEY_DECIMALS, NO, YES, Field, FieldType, FilledBy, Form, Table, TableKind
from scoring.definitions.layout import KEY_COLUMNS, TEXT_TYPES
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.nearest import hint
from scoring.definitions.tree import KEYWORDS, PARAMETERS

KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")
FORM_KEY = re.compile(r"[a-z][a-z0-9_-]{0,62}")
RESERVED = frozenset({*KEY_COLUMNS, *PARAMETERS, *KEYWORDS})
"""Columns of every effective table, values of the round, words of the expression language."""

MOST_DIGITS = 18
"""An effective column is an integer of SQLite's: 18 digits always fit, 19 do not."""


def check_form(form: Form, to: Mistakes) -> None:
    """Says everything that is wrong, expressions left aside (``compiled_form`` reads them)."""
    if not FORM_KEY.fullmatch(form.key):
        to.say("bad_key", "key", seen=form.key)
    to.once((table.key for table in form.tables), "tables")
    to.once((check.key for check in form.checks), "checks")
    _choice_lists(form, to)
    for table in form.tables:
        key_may_be(table.key, f"tables[{table.key}].key", to)
        _table(form, table, to)
    if to.named(form.record, (table.key for table in form.tables if table.kind is TableKind.RECORD), "record"):
        record = [field.key for field in form.table(form.record).fields]
        for key, name in (("carrier_name", form.carrier_name), ("carrier_id", form.carrier_id)):
            to.named(name, record, key)
        for name in form.particulars:
            to.named(name, record, "particulars")


def key_may_be(key: str, at: str, to: Mistakes) -> None:
    """Keys become names of columns and of expressions."""
    if key in RESERVED:
        to.say("reserved_key", at, seen=key)
    elif not KEY.fullmatch(key):
        to.say("bad_key", at, seen=key)


def _choice_lists(form: Form, to: Mistakes) -> None:
    to.once((one.key for one in form.choice_lists), "choice_lists")
    for one in form.choice_lists:
        to.once((choice.code for choice in one.choices), f"choice_lists[{one.key}].choices")
        if not one.choices:
            to.say("no_choices", f"choice_lists[{one.key}].choices")


def _table(form: Form, table: Table, to: Mistakes) -> None:
    key = f"tables[{table.key}]"
    to.once((field.key for field in table.fields), f"{key}.fields")
    for name, value, kinds in (("named_by", table.named_by, TEXT_TYPES), ("struck_by", table.struck_by, {FieldType.BOOL})):
        if value:
            to.named(value, (field.key for field in table.fields if field.type in kinds), f"{key}.{name}")
    for field in table.fields:
        key_may_be(field.key, f"{key}.fields[{field.key}].key", to)
        _field(form, field, f"{key}.fields[{field.key}]", to)


def _field(form: Form, field: Field, key: str, to: Mistakes) -> None:
    if field.type is FieldType.CHOICE:
        to.named(field.choices, (one.key for one in form.choice_lists), f"{key}.choices")
    if field.required and field.required_when:
        to.say("required_twice", f"{key}.required_when")
    if field.is_number:
        _decimals(field, key, to)
    if field.filled_by is FilledBy.DISTRICT and field.default and not _default_fits(form, field):
        to.say("default_does_not_fit", f"{key}.default", seen=field.default)


def _decimals(field: Field, key: str, to: Mistakes) -> None:
    """How the stored integer is made: were money not kept to the 分, it would compare with 2000万元 all the same, and wrongly."""
    wild = list(_wild(field))
    for name, seen, least, most in wild:
        to.say("number_not_between", f"{key}.{name}", seen=seen, least=least, most=most)
    if wild:
        return
    if field.type is FieldType.INT and field.decimals:
        to.say("whole_has_no_decimals", f"{key}.decimals")
    if field.type is FieldType.MONEY:
        due = MONEY_DECIMALS.get(field.unit)
        if due is None:
            to.say("money_unit", f"{key}.unit", seen=field.unit, hint=hint(field.unit, MONEY_DECIMALS))
        elif due != field.decimals:
            to.say("money_decimals", f"{key}.decimals", unit=field.unit, wanted=due, seen=field.decimals)


def _wild(field: Field) -> Iterator[tuple[str, int, int, int]]:
    """(name, value, least, most) of each number of a field that is out of its bounds."""
    bounds = (("decimals", field.decimals, 0, 12), ("shown", field.shown, 0, 12), ("digits", field.digits, 1, MOST_DIGITS))
    return ((name, seen, least, most) for name, seen, least, most in bounds if seen is not None and not least <= seen <= most)


def bounded(form: Form) -> Form:
    """The form without numbers that are out of their bounds, so that a draft can be reckoned with all the same."""
    tables = (replace(table, fields=tuple(_bounded(field) for field in table.fields)) for table in form.tables)
    return replace(form, tables=tuple(tables))


def _bounded(field: Field) -> Field:
    wild = {name for name, *_ in _wild(field)}
    return replace(
        field,
        decimals=0 if "decimals" in wild else field.decimals,
        shown=None if "shown" in wild else field.shown,
        digits=None if "digits" in wild else field.digits,
    )


def _default_fits(form: Form, field: Field) -> bool:
    """Whether a default is spelt as a value of its field."""
    match field.type:
        case FieldType.BOOL:
            return field.default in (YES, NO)
        case FieldType.CHOICE:
            return field.default in {choice.code for choice in form.choices(field)}
        case FieldType.INT | FieldType.DECIMAL | FieldType.MONEY:
            return _is_number(field)
        case _:
            return True


def _is_number(field: Field) -> bool:
    try:
        scaled = Decimal(field.default).scaleb(field.decimals)
    except (InvalidOperation, ValueError):
        return False
    return scaled.is_finite() and scaled == scaled.to_integral_value()
