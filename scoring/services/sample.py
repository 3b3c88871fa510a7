"""The sample district: the three worked carriers 甲, 乙 and 丙, expanded from their data to whole returns.

The data is ``resources/samples/worked_carriers.toml`` and says how it expands; no chance and no clock comes near it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import count
from typing import Any, TypeAlias

from scoring.definitions.form import Field, FieldType, FilledBy, Form, Table
from scoring.errors import Bug

Values: TypeAlias = Mapping[str, object]
"""Field key → value in the form's terms: int or Decimal in the field's unit, date, bool, choice code, text; None is unknown."""

Data: TypeAlias = Mapping[str, Any]
"""A table of the TOML file. Stays inside this module."""

CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class DistrictFact:
    """What the district finds out by itself and enters in the app; ``row`` counts from 1, the record is row 1."""

    table: str
    row: int
    field: str
    value: object
    reason: str


@dataclass(frozen=True, slots=True)
class SampleCarrier:
    """A carrier's return (``records``: table → rows, only what a carrier fills in) and what the district adds to it.

    ``key`` is the name in the worked example (甲); ``marks`` are the reviewers' marks by item (J3).
    """

    key: str
    name: str
    uscc: str
    records: Mapping[str, tuple[Values, ...]]
    district: tuple[DistrictFact, ...]
    marks: Mapping[str, tuple[Decimal, ...]]


def worked_carriers(form: Form) -> tuple[SampleCarrier, ...]:
    """The three carriers, the same every time. Raises Bug where the data names a field that the form does not have."""
    sample = tomllib.loads(files("resources").joinpath("samples", "worked_carriers.toml").read_text("utf-8"), parse_float=Decimal)
    serials = count(1)
    return tuple(_carrier(form, sample, said, serials) for said in sample["carriers"])


def _carrier(form: Form, sample: Data, said: Data, serials: Iterator[int]) -> SampleCarrier:
    whole = {table.key: tuple(_rows(form, sample, said, table, serials)) for table in form.tables}
    record = whole[form.record][0]
    return SampleCarrier(
        key=said["key"],
        name=str(record[form.carrier_name]),
        uscc=str(record[form.carrier_id]),
        records={table.key: tuple(_asked(table, row) for row in whole[table.key]) for table in form.tables},
        district=tuple(
            fact
            for table in form.tables
            for number, row in enumerate(whole[table.key], start=1)
            for fact in _district_facts(table, number, row, sample["reasons"])
        ),
        marks={item: tuple(Decimal(mark) for mark in marks) for item, marks in said["marks"].items()},
    )


def _rows(form: Form, sample: Data, said: Data, table: Table, serials: Iterator[int]) -> Iterator[Values]:
    """The whole rows of a table, district fields included, in the form's terms."""
    record = table.key == form.record
    for given in _record(said, table) if record else _lines(sample, said, table):
        row = given if record else _filled({"serial": next(serials), **given}, sample["filler"][table.key])
        yield {field.key: _term(field, row.get(field.key), sample["absent"]) for field in table.fields}


def _record(said: Data, table: Table) -> Iterator[dict[str, object]]:
    record = {**said[table.key], **said["district"]}
    _known(table, record)
    yield record


def _lines(sample: Data, said: Data, table: Table) -> Iterator[dict[str, object]]:
    """What the data says of each firm: every line ``n`` times, dates of ``spread`` some days after those of the firm before."""
    columns = sample["columns"][table.key]
    for line in said[table.key]:
        given = {**said.get(f"{table.key}_also", {}), **dict(zip(columns, line, strict=True))}
        times, also = given.pop("n"), given.pop("also")
        _known(table, given)
        for number in range(times):
            yield {**given, **_spread(given, sample["spread"], number), **also}


def _known(table: Table, keys: Data) -> None:
    if strangers := set(keys) - {field.key for field in table.fields}:
        raise Bug(f"the sample has values for no field of {table.key}: {sorted(strangers)}")


def _spread(given: Data, days: Data, number: int) -> dict[str, date]:
    return {key: given[key] + timedelta(days=number * step) for key, step in days.items() if key in given}


def _filled(row: dict[str, object], filler: Data) -> Values:
    """The row with every filler it does not answer itself; a filler may use what stands before it."""
    for key, rule in filler.items():
        if key not in row:
            row[key] = _fill(rule, row)
    return row


def _fill(rule: Data, row: Data) -> object:
    if "only_with" in rule and not row[rule["only_with"]]:
        return rule.get("otherwise")
    match rule:
        case {"value": value}:
            return value
        case {"each": answers}:
            return answers[row["serial"] % len(answers)]
        case {"by": key, "of": answers}:
            return answers.get(row[key], rule["otherwise"])
        case {"text": text}:
            return text.format_map(row)
        case _:
            raise Bug(f"the sample has a filler of no known kind: {dict(rule)}")


def _term(field: Field, value: object, absent: str) -> object:
    """A value of the data in the form's terms; the check character of a code is worked out here."""
    if value is None or value == absent:
        return None
    match field.type:
        case FieldType.USCC:
            return with_check_character(str(value))
        case FieldType.MONEY | FieldType.DECIMAL:
            return Decimal(str(value))
        case _:
            return value


def _asked(table: Table, row: Values) -> Values:
    return {field.key: row[field.key] for field in table.asked}


def _district_facts(table: Table, number: int, row: Values, reasons: Mapping[str, str]) -> Iterator[DistrictFact]:
    for field in table.fields:
        value = row[field.key]
        if field.filled_by is FilledBy.DISTRICT and value is not None:
            yield DistrictFact(table.key, number, field.key, value, reasons[field.key].format_map(row))


def with_check_character(stem: str) -> str:
    """The first 17 characters of a 统一社会信用代码 and its 18th (GB 32100-2015: weights are powers of 3, modulo 31)."""
    total = sum(CODE_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(stem))
    return stem + CODE_LETTERS[-total % 31]
