"""What carriers get wrong: true records made into the workbook that was really sent in. The data says who does what.

Each entry of ``mistakes`` names a carrier and one thing that is wrong; ``write_spoilt`` does them all to one workbook.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Form, Table, TableKind, Words
from scoring.errors import Bug
from scoring.intake.template import write_template
from scoring.services.sample import Values

FIRST_ROW = 4
"""Row of the sheet in which the first firm stands in our template."""
Told: TypeAlias = Mapping[str, Sequence[Values]]
Records: TypeAlias = dict[str, list[dict[str, object]]]


def write_spoilt(
    form: Form,
    path: Path,
    records: Told,
    wrong: Sequence[Any],
    others: Mapping[str, Told],
    *,
    form_hash: Sha256,
    round_words: str,
) -> None:
    """The workbook with every mistake in it; ``others`` are the records of those whose firms are claimed.

    Raises Bug for a mistake that does not fit the form or the records.
    """
    spoilt: Records = {table: [dict(row) for row in rows] for table, rows in records.items()}
    whole = form
    for one in wrong:
        if one["what"] == "claimed":
            spoilt[one["table"]].append(dict(others[one["of"]][one["table"]][one["row"] - 1]))
        else:
            form = _retyped(form, spoilt, one)
    write_template(form, path, form_hash=form_hash, round_words=round_words, prefill=spoilt)
    cells = [one for one in wrong if one["what"] in ("formula", "number")]
    if cells:
        _rewritten(whole, path, cells)


def _retyped(form: Form, records: Records, one: Any) -> Form:
    """One mistake in the records, or in the form that the carrier made of it."""
    rows = records[one["table"]]
    match one["what"]:
        case "cell":
            rows[one["row"] - 1][one["field"]] = one.get("value")
        case "total":
            rows.append({one["named"]: one["value"]} | {field: _sum(rows, field) for field in one["fields"]})
        case "example":
            rows.append(dict(rows[0]) | one["value"])
        case "twice":
            rows.append(dict(rows[one["row"] - 1]))
        case "heading":
            return _relabelled(form, one["table"], one["field"], one["value"])
        case "no_sheet":
            return replace(form, tables=tuple(table for table in form.tables if table.key != one["table"]))
        case "formula" | "number":
            pass
        case _:
            raise Bug(f"the sample has a mistake of no known kind: {one}")
    return form


def _sum(rows: Sequence[Mapping[str, object]], field: str) -> Decimal:
    known = (row.get(field) for row in rows)
    return sum((Decimal(value) for value in known if isinstance(value, int | Decimal)), Decimal(0))


def _relabelled(form: Form, key: str, field: str, words: str) -> Form:
    def renamed(table: Table) -> Table:
        fields = (replace(one, label=Words(words)) if one.key == field else one for one in table.fields)
        return replace(table, fields=tuple(fields)) if table.key == key else table

    return replace(form, tables=tuple(renamed(table) for table in form.tables))


def _rewritten(form: Form, path: Path, cells: Sequence[Any]) -> None:
    """The file with a formula that was never calculated, or a code that became a number, where the value stood."""
    with zipfile.ZipFile(path) as book:
        parts = [(info, book.read(info)) for info in book.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for info, content in parts:
            book.writestr(info, _respelt(form, info.filename, content, cells))


def _respelt(form: Form, part: str, content: bytes, cells: Sequence[Any]) -> bytes:
    text = content.decode() if part.endswith(".xml") else ""
    for one in cells:
        table = form.table(one["table"])
        if part != f"xl/worksheets/sheet{form.tables.index(table) + 2}.xml":  # the cover is the first
            continue
        address = _address(table, one["row"], one["field"])
        inside = f"<f>{one['value']}</f>" if one["what"] == "formula" else f"<v>{one['value']}</v>"
        text, count = re.subn(rf'<c r="{address}"( s="\d+")?[^>]*>.*?</c>', rf'<c r="{address}"\1>{inside}</c>', text)
        if count != 1:
            raise Bug(f"no cell {address} in {part}")
    return text.encode() if text else content


def _address(table: Table, row: int, field: str) -> str:
    column = [one.key for one in table.asked].index(field)
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters, column = chr(65 + letter) + letters, column - 1
    return (
        f"{letters}{row + FIRST_ROW - 1}"
        if table.kind is TableKind.ROWS
        else f"B{[one.key for one in table.asked].index(field) + 3}"
    )
