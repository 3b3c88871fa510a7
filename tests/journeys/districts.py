"""A made-up district of any size in a real workspace: seeded, the same every time, with unknown cells, strikes, ties and vetoes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from scoring.definitions.canonical import sha256
from scoring.definitions.form import Field, FieldType, FilledBy, Form, Table
from scoring.definitions.records import Datum, Nothing, Return, Row, TableRecords
from scoring.services.amending import amend
from scoring.services.choosing import Chosen
from scoring.services.rounds import OpenRound, enrol, new_workspace
from scoring.services.sample import with_check_character
from scoring.services.shipped import rubric_file, shipped_form, shipped_rubric
from scoring.store import marks, returns
from scoring.store.amendments import Change

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRMS, GRADUATES = 58, 12
"""Rows of a carrier, on average."""
UNKNOWN = 0.02
HALF = Decimal("0.5")
SERVICE, REVIEWERS = "service_cases", 6


def district(path: Path, carriers: int, *, rubric: str = "quality_mix.toml", toml: str = "", seed: int = 2026) -> OpenRound:
    """The caller closes ``store``. Every seventh carrier returns what the one before it returned: ties. ``toml``: another rubric."""
    chance = random.Random(seed)
    form = shipped_form()
    made, found = rubric_file(toml, "own.toml", form.compiled.form) if toml else (None, ())
    assert not found, found
    definition = Chosen(form, made or shipped_rubric(form.compiled.form, rubric))
    opened = new_workspace(
        path, district="云岬区科学技术委员会", assessment_year=2026, data_year=2025, actor="测", now=NOW, definition=definition
    )
    tables: Mapping[str, list[Row]] = {}
    changes: list[Change] = []
    given: list[Decimal] = []
    with opened.store.writing():
        for number in range(carriers):
            if number % 7 != 6:
                able = chance.uniform(0.1, 1.0)
                tables = {table.key: _rows(chance, opened.form.form, table, able) for table in opened.form.form.tables}
                changes = _findings(chance, opened.form.form, tables)
                given = [chance.choice((0, 1, 2, 3, 4)) * HALF for _ in range(chance.randrange(REVIEWERS + 1))]
            _carrier(opened, number, tables, changes, given)
    return opened


def _carrier(
    opened: OpenRound, number: int, tables: Mapping[str, Sequence[Row]], changes: Sequence[Change], given: Sequence[Decimal]
) -> None:
    name, uscc = f"云岬第{number + 1:03}孵化器", with_check_character(f"91310113YFP8{number:05}")
    carrier = enrol(opened, name=name, uscc=uscc, actor="测", now=NOW)
    content = f"{uscc}".encode()
    form = opened.form.form
    read = tuple(
        TableRecords(
            table=table.key,
            sheet=table.label.zh,
            fields=tuple(field.key for field in table.asked),
            cells=tuple((3, column) for column in range(1, len(table.asked) + 1)),
            rows=tuple(tables[table.key]),
        )
        for table in form.tables
    )
    answer = Return(opened.round.form, sha256(content), f"{name}.xlsx", read)
    returns.save(opened.store, answer, round_id=opened.round.id, uscc=uscc, content=content, actor="测", now=NOW)
    amend(opened, carrier, changes, actor="测", now=NOW)
    if SERVICE in opened.rubric.measures:
        for reviewer, value in enumerate(given, start=1):
            marks.mark(
                opened.store, round_id=opened.round.id, uscc=uscc, measure=SERVICE, reviewer=f"专家{reviewer}",
                value=value, actor="测", now=NOW,
            )  # fmt: skip


def _rows(chance: random.Random, form: Form, table: Table, able: float) -> list[Row]:
    if table.key == form.record:
        return [Row(0, tuple(_value(chance, form, field, able, 0) for field in table.asked))]
    most = FIRMS if table.key == "tenants" else GRADUATES
    count = chance.randint(most // 3, most * 5 // 3)
    return [Row(4 + at, tuple(_value(chance, form, field, able, at) for field in table.asked)) for at in range(count)]


def _value(chance: random.Random, form: Form, field: Field, able: float, at: int) -> Datum:
    """A value of the field's type: able carriers have more of everything."""
    if chance.random() < UNKNOWN:
        return Nothing.EMPTY
    match field.type:
        case FieldType.TEXT:
            return f"云岬{field.key[:4]}{at + 1:03}有限公司"
        case FieldType.USCC:
            return with_check_character(f"91310113YFP7{at:05}")
        case FieldType.BOOL:
            return chance.random() < able * 0.5
        case FieldType.DATE:
            oldest = 9_000 if field.key == "operating_since" else 1_400
            return (date(2025, 12, 31) - timedelta(days=chance.randrange(30, oldest))).isoformat()
        case FieldType.CHOICE:
            codes = [choice.code for choice in form.choices(field)]
            return codes[0] if chance.random() > able * 0.6 else chance.choice(codes)
        case FieldType.MONEY:
            return 0 if chance.random() < 0.5 * (1 - able) else chance.randrange(1, 400_000_000) * 100
        case _:
            return chance.randrange(2023, 2026) if field.unit == "年" else chance.randrange(int(2 + 8 * able))


def _findings(chance: random.Random, form: Form, tables: Mapping[str, Sequence[Row]]) -> list[Change]:
    """What the district finds out: the record's own fields, and a few firms that do not count."""
    record = form.table(form.record)
    mine = [field for field in record.fields if field.filled_by is FilledBy.DISTRICT]
    found = [Change(record.key, 1, field.key, _finding(chance, form, field), "核验") for field in mine]
    for table in form.tables:
        if table.struck_by:
            struck = (at for at in range(1, len(tables[table.key]) + 1) if chance.random() < 0.04)
            found += [Change(table.key, at, table.struck_by, True, "核减") for at in struck]
    return found


def _finding(chance: random.Random, form: Form, field: Field) -> Datum:
    if field.type is FieldType.BOOL:
        rare = chance.random() < 0.04
        return rare if field.key in ("false_data", "major_accident", "serious_dishonesty", "hardship_region") else not rare
    if field.type is FieldType.INT:
        return chance.choice((0, 0, 0, 0, 1, 3, 9))
    return _value(chance, form, field, 0.5, 0)
