"""Which checks of the form find fault with a return that is still in the form's terms: through the real language, no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from scoring.definitions.compiled_form import CompiledCheck, CompiledForm
from scoring.definitions.form import Field, Form, Let, Table, Total
from scoring.definitions.layout import Stored, encode
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import judge
from scoring.definitions.records import Datum, Nothing
from scoring.definitions.tree import Tree
from scoring.services.sample import Values

ROUND = {"Y": 2025, "cutoff": 20251231}
"""The round of the worked examples."""

Records = Mapping[str, Sequence[Values]]
Encoded = Mapping[str, list[dict[str, Stored]]]


def encoded(form: Form, records: Records) -> Encoded:
    """Effective rows, district fields at their defaults."""
    return {table.key: [_row(form, table, row) for row in records[table.key]] for table in form.tables}


def _row(form: Form, table: Table, row: Values) -> dict[str, Stored]:
    return {field.key: encode(form, field, datum(field, row.get(field.key, field.default == "是"))) for field in table.fields}


def datum(field: Field, value: object) -> Datum:
    match value:
        case bool():
            return value if field.type == "bool" else Nothing.EMPTY
        case None:
            return Nothing.EMPTY
        case date():
            return value.isoformat()
        case int() | Decimal():
            return int(Decimal(value).scaleb(field.decimals).to_integral_exact())
        case _:
            return str(value)


def says(tree: Tree | None, row: Mapping[str, Stored]) -> bool | None:
    """True where there is nothing to ask."""
    return True if tree is None else judge(lower_condition(tree, ROUND), row)


def faults(compiled: CompiledForm, records: Records) -> list[tuple[str, int]]:
    """(check, row from 1) wherever a check is surely broken, in the order of the form."""
    rows = encoded(compiled.form, records)
    return [(each.check.key, number) for each in compiled.checks for number in _broken(each, rows)]


def gaps(compiled: CompiledForm, records: Records) -> list[tuple[str, int, str]]:
    """(table, row from 1, field) wherever the carrier owes an answer."""
    rows = encoded(compiled.form, records)
    when = {(table.key, field.key): tree for table, field, tree in compiled.requirements}
    return [
        (table.key, number, field.key)
        for table in compiled.form.tables
        for number, row in enumerate(rows[table.key], start=1)
        for field in table.asked
        if row[field.key] is None and _owed(field, when.get((table.key, field.key)), row)
    ]


def _owed(field: Field, when: Tree | None, row: Mapping[str, Stored]) -> bool:
    return field.required or (when is not None and says(when, row) is True)


def _broken(each: CompiledCheck, rows: Encoded) -> list[int]:
    check, mine = each.check, rows[each.check.table]
    if check.unique:
        often = Counter(row[check.unique] for row in mine)
        return [number for number, row in enumerate(mine, start=1) if row[check.unique] and often[row[check.unique]] > 1]
    if check.apart_from:
        others = {row[check.same] for row in rows[check.apart_from] if says(each.apart_where, row)}
        return [number for number, row in enumerate(mine, start=1) if says(each.when, row) and row[check.same] in others]
    lets = {let.key: _total(let, where, rows) for let, where in each.lets}
    return [
        number
        for number, row in enumerate(mine, start=1)
        if says(each.when, row | lets) and says(each.holds, row | lets) is False
    ]


def _total(let: Let, where: Tree | None, rows: Encoded) -> int:
    counted = [row for row in rows[let.table] if says(where, row)]
    if let.total is Total.COUNT:
        return len(counted)
    return sum(held for row in counted if isinstance(held := row[let.field], int))
