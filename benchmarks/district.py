"""Invented carriers of any number and size: the worked carrier 甲 with as many firms as wanted. No chance, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.form import Form, Table, TableKind
from scoring.definitions.records import Return, Row, TableRecords
from scoring.intake.template import write_template
from scoring.services.amending import datum_of
from scoring.services.rounds import OpenRound, enrol, new_workspace
from scoring.services.sample import Values, with_check_character, worked_carriers
from scoring.store import returns

ACTOR = "benchmark"
DATA_YEAR = 2025
NOW = datetime(2026, 3, 2, tzinfo=UTC)
FIRST_ROW = 4
"""Where the rows of our template begin."""

Records = Mapping[str, tuple[Values, ...]]
"""Table key → rows in the form's terms, as a carrier fills them in."""


@cache
def _pattern(form: Form) -> tuple[Records, tuple[Values, ...]]:
    """The first worked carrier, and those of its tenants that count."""
    carrier = worked_carriers(form)[0]
    return carrier.records, tuple(row for row in carrier.records["tenants"] if row["status"] == "在孵")[:40]


def uscc(number: int) -> str:
    """The invented code of a carrier."""
    return with_check_character(f"91310113YFC{number:06}")


def carrier_records(form: Form, number: int, firms: int) -> Records:
    """A whole return of one carrier with so many tenants, its totals in step with them."""
    records, pattern = _pattern(form)
    (record,) = records["carrier"]
    tenants = tuple(_firm(pattern[place % len(pattern)], number * 1000 + place, "YFT") for place in range(firms))
    graduates = tuple(_firm(row, number * 1000 + place, "YFG") for place, row in enumerate(records["graduates"]))
    entered = sum(str(row["entered_on"]).startswith(str(DATA_YEAR)) for row in tenants)
    own = {
        "carrier_name": f"云岬第{number}孵化器",
        "operator_uscc": uscc(number),
        "tenants_year_end": firms,
        "tenants_entered": entered,
        "tenants_left": 0,
        "tenants_last_year_end": firms - entered + int(str(record["tenants_graduated"])),
        "area_total": Decimal(300 * firms + 2400),
        "area_tenants": Decimal(180 * firms),
    }
    return {"carrier": ({**record, **own},), "tenants": tenants, "graduates": graduates}


def _firm(row: Values, serial: int, series: str) -> Values:
    """The row as another firm's: its own name and code, money a little different."""
    more = {
        key: value + Decimal(serial % 7) for key, value in row.items() if isinstance(value, Decimal) and key.startswith("revenue")
    }
    code = with_check_character(f"9131{serial // 1_000_000:03}1{series}{serial % 1_000_000:06}")
    return {**row, **more, "uscc": code, "firm_name": f"云岬样本{serial}科技有限公司"}


def workspace(path: Path, carriers: int) -> OpenRound:
    """A new workspace whose list has so many carriers. The caller closes ``store``."""
    opened = new_workspace(path, district="示例区", assessment_year=DATA_YEAR + 1, data_year=DATA_YEAR, actor=ACTOR, now=NOW)
    with opened.store.writing():
        for number in range(1, carriers + 1):
            enrol(opened, name=f"云岬第{number}孵化器", uscc=uscc(number), actor=ACTOR, now=NOW)
    return opened


def workbooks(folder: Path, opened: OpenRound, carriers: int, firms: int) -> tuple[Path, ...]:
    """Filled-in workbooks made from our template."""
    form, paths = opened.form.form, []
    for number in range(1, carriers + 1):
        path = folder / f"return_{number:04}.xlsx"
        records = carrier_records(form, number, firms)
        write_template(form, path, form_hash=opened.round.form, round_words=opened.round.title, prefill=records)
        paths.append(path)
    return tuple(paths)


def fill(opened: OpenRound, carriers: int, firms: int) -> None:
    """Returns straight into the store, as if read from workbooks: thousands of real ones would take too long to write."""
    form = opened.form.form
    with opened.store.writing():
        for number in range(1, carriers + 1):
            content = f"in place of a workbook: carrier {number}".encode()
            body = _return(form, opened.round.form, sha256(content), carrier_records(form, number, firms))
            returns.save(opened.store, body, round_id=opened.round.id, uscc=uscc(number), content=content, actor=ACTOR, now=NOW)


def _return(form: Form, form_hash: Sha256, file: Sha256, records: Records) -> Return:
    return Return(form_hash, file, "return.xlsx", tuple(_table(table, records[table.key]) for table in form.tables))


def _table(table: Table, rows: tuple[Values, ...]) -> TableRecords:
    record = table.kind is TableKind.RECORD
    keys = tuple(field.key for field in table.asked)
    cells = tuple((place + 2, 2) if record else (FIRST_ROW - 1, place) for place in range(1, len(keys) + 1))
    kept = tuple(
        Row(0 if record else FIRST_ROW + place, tuple(datum_of(field, row[field.key]) for field in table.asked))
        for place, row in enumerate(rows)
    )
    return TableRecords(table.key, table.label.zh, keys, cells, kept)
