"""What a rubric wants counted and summed, read in one scan per table by SQLite, or by Python where integers outgrow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cmp_to_key
from typing import TypeAlias

from scoring.definitions.layout import Stored
from scoring.definitions.lowered import Condition, Constant, Quantity, bits, columns, every, fits
from scoring.definitions.python_reader import EffectiveRow, amount, holds
from scoring.definitions.sqlite_reader import column, sql_condition, sql_integer
from scoring.engine.exact import ZERO, Ratio, ratio

Query: TypeAlias = Callable[[str, Sequence[int | str]], Iterable[tuple[Stored, ...]]]
"""Runs one SELECT of ours; the store hands it in."""

ROW_BITS = 20
"""An Excel sheet has 2^20 rows: that many values are summed at most for one carrier."""
LIMB = 30
"""Sums that could outgrow 63 bits are summed as two: value >> 30 and value & (2^30 - 1)."""


class Fold(Enum):
    """What is made of the values of the rows that count."""

    SUM = "sum"
    MEDIAN = "median"
    """Of an even number the mean of the middle two; of none zero (``usable`` rows tell)."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """How many rows of ``table`` meet the condition (``value`` None), or the sum of a value over those where it is known."""

    table: str
    condition: Condition
    value: Quantity | None = None
    fold: Fold = Fold.SUM

    @property
    def counted(self) -> Condition:
        """Which rows enter."""
        return self.condition if self.value is None else every((self.condition, self.value.known))

    @property
    def in_sqlite(self) -> bool:
        """Whether SQLite's integers hold it."""
        if self.value is None:
            return fits(self.condition)
        if self.fold is Fold.MEDIAN:
            return False
        return isinstance(self.value.denominator, Constant) and fits(self.counted, self.value.numerator)


Figures: TypeAlias = Mapping[Aggregate, Ratio]
"""What one carrier's rows add up to. An aggregate over no rows is zero."""


def measure_carriers(
    query: Query, tables: Mapping[str, str], aggregates: Sequence[Aggregate], *, round_no: int, carrier_no: int | None = None
) -> dict[int, dict[Aggregate, Ratio]]:
    """Figures of every carrier of a round (or of one). ``tables`` maps table keys to effective tables.

    A carrier without rows in a table is absent from that table's scan; its figures are zero (``figure``).
    """
    found: dict[int, dict[Aggregate, Ratio]] = {}
    where, parameters = "round_no = ?", [round_no]
    if carrier_no is not None:
        where, parameters = f"{where} AND carrier_no = ?", [round_no, carrier_no]
    for table in dict.fromkeys(aggregate.table for aggregate in aggregates):
        wanted = [aggregate for aggregate in dict.fromkeys(aggregates) if aggregate.table == table]
        light = [aggregate for aggregate in wanted if aggregate.in_sqlite]
        heavy = [aggregate for aggregate in wanted if not aggregate.in_sqlite]
        if light:
            _scan(query, tables[table], where, parameters, light, found)
        if heavy:
            _walk(query, tables[table], where, parameters, heavy, found)
    return found


def figure(figures: Figures, aggregate: Aggregate) -> Ratio:
    """The figure, zero where the carrier has no row in the table."""
    return figures.get(aggregate, ZERO)


def figures_of_rows(aggregates: Iterable[Aggregate], rows: Mapping[str, Sequence[EffectiveRow]]) -> dict[Aggregate, Ratio]:
    """The same figures from rows in memory (table key → rows): the reference, and the explanation's path."""
    return {aggregate: _sum(aggregate, rows[aggregate.table]) for aggregate in dict.fromkeys(aggregates)}


def _sum(aggregate: Aggregate, rows: Iterable[EffectiveRow]) -> Ratio:
    counted = [row for row in rows if holds(aggregate.condition, row)]
    if aggregate.value is None:
        return Ratio(len(counted), 1)
    values = [ratio(*pair) for row in counted if (pair := amount(aggregate.value, row)) is not None]
    if aggregate.fold is Fold.MEDIAN:
        return _median(values)
    total = ZERO
    for value in values:
        total = total.plus(value)
    return total


def _median(values: list[Ratio]) -> Ratio:
    if not values:
        return ZERO
    ordered = sorted(values, key=cmp_to_key(Ratio.compare))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return ordered[middle - 1].plus(ordered[middle]).times(Ratio(1, 2))


def _scan(
    query: Query,
    table: str,
    where: str,
    parameters: Sequence[int],
    aggregates: Sequence[Aggregate],
    found: dict[int, dict[Aggregate, Ratio]],
) -> None:
    """One SELECT for all aggregates of a table; the effective tables are clustered by round and carrier."""
    terms = [_terms(aggregate) for aggregate in aggregates]
    listed = ", ".join(term for one in terms for term in one)
    sql = f"SELECT carrier_no, {listed} FROM {column(table)} WHERE {where} GROUP BY carrier_no"
    for carrier_no, *values in query(sql, parameters):
        rest = iter(values)
        figures = found.setdefault(_integer(carrier_no), {})
        for aggregate, one in zip(aggregates, terms, strict=True):
            figures[aggregate] = _value(aggregate, [_integer(next(rest)) for _ in one])


def _terms(aggregate: Aggregate) -> tuple[str, ...]:
    """The SQL of an aggregate: a count, a sum, or a sum in two limbs."""
    condition = sql_condition(aggregate.counted)
    if aggregate.value is None:
        return (f"COUNT(CASE WHEN {condition} THEN 1 END)",)
    value = sql_integer(aggregate.value.numerator)
    if bits(aggregate.value.numerator) + ROW_BITS < 63:
        return (f"COALESCE(SUM(CASE WHEN {condition} THEN {value} END), 0)",)
    return tuple(
        f"COALESCE(SUM(CASE WHEN {condition} THEN {value} {limb} END), 0)" for limb in (f">> {LIMB}", f"& {2**LIMB - 1}")
    )


def _value(aggregate: Aggregate, parts: Sequence[int]) -> Ratio:
    total = parts[0] if len(parts) == 1 else (parts[0] << LIMB) + parts[1]
    if aggregate.value is None:
        return Ratio(total, 1)
    denominator = aggregate.value.denominator
    assert isinstance(denominator, Constant)
    return ratio(total, denominator.value)


def _walk(
    query: Query,
    table: str,
    where: str,
    parameters: Sequence[int],
    aggregates: Sequence[Aggregate],
    found: dict[int, dict[Aggregate, Ratio]],
) -> None:
    """Row by row in Python, for what SQLite would silently turn into floating point."""
    names = sorted({key for aggregate in aggregates for node in (aggregate.condition, aggregate.value) for key in columns(node)})
    sql = f"SELECT carrier_no, {', '.join(column(name) for name in names)} FROM {column(table)} WHERE {where} ORDER BY carrier_no"
    rows: dict[int, list[EffectiveRow]] = {}
    for carrier_no, *values in query(sql, parameters):
        rows.setdefault(_integer(carrier_no), []).append(dict(zip(names, values, strict=True)))
    for carrier, carrier_rows in rows.items():
        found.setdefault(carrier, {}).update({aggregate: _sum(aggregate, carrier_rows) for aggregate in aggregates})


def carrier_rows(
    query: Query, table: str, keys: Sequence[str], *, round_no: int, carrier_no: int
) -> tuple[tuple[int, EffectiveRow], ...]:
    """One carrier's effective rows with their numbers, in order: what an explanation walks through."""
    names = ", ".join(column(key) for key in keys)
    sql = f"SELECT row_no, {names} FROM {column(table)} WHERE round_no = ? AND carrier_no = ? ORDER BY row_no"
    return tuple((_integer(number), dict(zip(keys, row, strict=True))) for number, *row in query(sql, (round_no, carrier_no)))


def record_rows(
    query: Query, table: str, keys: Sequence[str], *, round_no: int, carrier_no: int | None = None
) -> dict[int, EffectiveRow]:
    """The one row each carrier (or one) has of the record, by carrier."""
    names = ", ".join(column(key) for key in keys)
    where, parameters = ("", [round_no]) if carrier_no is None else (" AND carrier_no = ?", [round_no, carrier_no])
    sql = f"SELECT carrier_no, {names} FROM {column(table)} WHERE round_no = ?{where}"
    return {_integer(number): dict(zip(keys, row, strict=True)) for number, *row in query(sql, parameters)}


def _integer(value: Stored) -> int:
    assert isinstance(value, int), f"{value!r} came out of an exact sum"
    return value
