"""What a finding is about, said so that it is found again on a corrected return: its code, its check, its firms and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scoring.definitions.canonical import canonical
from scoring.definitions.form import FieldType, Form, Table, TableKind
from scoring.definitions.records import Return, TableRecords
from scoring.findings import Finding
from scoring.places import Place


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """An end of a finding in the form's terms.

    ``subject`` is the firm's 统一社会信用代码, ``#7`` for a row that no code of its own tells from others, empty for a record
    or a heading. Without a table it is the sheet, and ``field`` the address.
    """

    table: str
    subject: str
    field: str
    number: int = 0
    """The row, counted from 1; 0 for none. No part of what a finding is about."""


@dataclass(frozen=True, slots=True)
class FindingKey:
    code: str
    check: str
    spots: frozenset[tuple[str, str, str]]

    @property
    def text(self) -> str:
        """Canonical: the same for the same finding, whatever rows and columns the workbook has."""
        return canonical({"code": self.code, "check": self.check, "spots": sorted(self.spots)})

    @property
    def portable(self) -> bool:
        """Whether another return can have the same: every firm has a code of its own."""
        return all(table and not subject.startswith("#") for table, subject, _ in self.spots)

    def covers(self, other: FindingKey) -> bool:
        """Whether the other is the same finding, in the same cells or fewer."""
        return (self.code, self.check) == (other.code, other.check) and bool(other.spots) and other.spots <= self.spots


class Spots:
    """Finds what stands at a place of a return."""

    def __init__(self, form: Form, body: Return) -> None:
        self._form = form
        self._tables = [_Laid(form.table(records.table), records) for records in body.tables]

    def key(self, finding: Finding) -> FindingKey:
        """What a finding is about."""
        spots = (self.spot(place) for place in finding.places)
        about = frozenset((spot.table, spot.subject, spot.field) for spot in spots)
        return FindingKey(finding.code, str(finding.facts.get("check", "")), about)

    def spot(self, place: Place) -> Spot:
        """A cell of a table by firm and field; anything else by sheet and address."""
        found = next((spot for laid in self._tables if (spot := laid.spot(place)) is not None), None)
        return found or Spot("", place.sheet, place.address)


class _Laid:
    """One table, ready to be asked what stands where."""

    def __init__(self, table: Table, records: TableRecords) -> None:
        self._table, self._records = table, records

    def spot(self, place: Place) -> Spot | None:
        key = self._table.key
        if place.sheet != self._records.sheet or not place.sheet:
            return None
        if self._table.kind is TableKind.RECORD:
            field = self._fields.get((place.row, place.column))
            return Spot(key, "", field, 1) if field else None
        number = self._numbers.get(place.row)
        field = self._columns.get(place.column, "" if number and not place.column else None)
        if field is None:
            return None
        return Spot(key, self._subjects[number], field, number) if number else Spot(key, "", field)

    @cached_property
    def _fields(self) -> Mapping[tuple[int, int], str]:
        return dict(zip(self._records.cells, self._records.fields, strict=True))

    @cached_property
    def _columns(self) -> Mapping[int, str]:
        return {column: field for field, (_, column) in zip(self._records.fields, self._records.cells, strict=True) if column}

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {row.sheet_row: number for number, row in enumerate(self._records.rows, start=1)}

    @cached_property
    def _subjects(self) -> Mapping[int, str]:
        codes = dict(self._codes())
        known = list(codes.values())
        return {
            number: codes[number] if number in codes and known.count(codes[number]) == 1 else f"#{number}"
            for number in self._numbers.values()
        }

    def _codes(self) -> Iterator[tuple[int, str]]:
        field = next((field.key for field in self._table.fields if field.type is FieldType.USCC), None)
        for number in self._numbers.values() if field else ():
            code = self._records.value(number, field or "")
            if isinstance(code, str):
                yield number, code
