"""What a rubric wants counted and summed, read in one walk through each table by SQLite, or by Python where integers outgrow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cmp_to_key
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from scoring.definitions.layout import Stored
from scoring.definitions.lowered import EVER, SQLITE_BITS, Condition, Constant, Quantity, bits, columns, every, fits
from scoring.definitions.python_reader import EffectiveRow, predicate, quantifier
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
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.table, self.condition, self.value, self.fold)))

    def __hash__(self) -> int:
        """Kept: figures are looked up by aggregate for every unit, and a condition can be a large tree."""
        return self._hash

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

    @property
    def denominator(self) -> int:
        """What a sum by SQLite counts: so many make one."""
        return self.value.denominator.value if self.value and isinstance(self.value.denominator, Constant) else 1


Figures: TypeAlias = Mapping[Aggregate, Ratio]
"""What one carrier's rows add up to. An aggregate over no rows is zero."""


def measure_carriers(
    query: Query, tables: Mapping[str, str], aggregates: Sequence[Aggregate], *, round_no: int, carrier_no: int | None = None
) -> dict[int, Figures]:
    """Figures of every carrier of a round (or of one). ``tables`` maps table keys to effective tables.

    A carrier without rows in a table has zeros from it; one without any rows is absent.
    """
    scans = _scans(tables, tuple(dict.fromkeys(aggregates)))
    places = {aggregate: place for place, aggregate in enumerate(one for scan in scans for one in scan.aggregates)}
    over = [one.denominator for one in places]
    found: dict[int, _Figures] = {}
    where, parameters = "round_no = ?", [round_no]
    if carrier_no is not None:
        where, parameters = f"{where} AND carrier_no = ?", [round_no, carrier_no]
    first = 0
    for scan in scans:
        for carrier, figures in scan.read(query(scan.sql.format(where=where), parameters)):
            known = found.get(carrier)
            if known is None:
                known = found[carrier] = _Figures(places, over, [0] * len(over))
            known.sums[first : first + len(scan.aggregates)] = figures
        first += len(scan.aggregates)
    return dict(found)


def figure(figures: Figures, aggregate: Aggregate) -> Ratio:
    """The figure; zero for a carrier without any row, which has none."""
    return figures[aggregate] if figures else ZERO


def figures_of_rows(aggregates: Iterable[Aggregate], rows: Mapping[str, Sequence[EffectiveRow]]) -> dict[Aggregate, Ratio]:
    """The same figures from rows in memory (table key → rows): the reference, and the explanation's path."""
    return {aggregate: _sum(aggregate, rows[aggregate.table]) for aggregate in dict.fromkeys(aggregates)}


def _sum(aggregate: Aggregate, rows: Iterable[EffectiveRow]) -> Ratio:
    return Folding(aggregate).of(rows)


Brought: TypeAlias = Ratio | int | None
"""What one row brings to an aggregate: 1 to a count, a value to a sum or a median; 0 or None: nothing."""


class Folding:
    """An aggregate made ready for many sets of rows. ``counts``: it counts rows."""

    def __init__(self, aggregate: Aggregate) -> None:
        self._counted = predicate(aggregate.condition)
        self._worth = quantifier(aggregate.value) if aggregate.value is not None else None
        self._fold = _median if aggregate.fold is Fold.MEDIAN else _total
        self.counts = aggregate.value is None

    def of(self, rows: Iterable[EffectiveRow]) -> Ratio:
        """What the rows come to."""
        return self.whole([self.brought(row) for row in rows])

    def brought(self, row: EffectiveRow) -> Brought:
        """What one row brings."""
        if self._worth is None:
            return int(self._counted(row))
        pair = self._worth(row) if self._counted(row) else None
        return None if pair is None else ratio(*pair)

    def whole(self, brought: Iterable[Brought]) -> Ratio:
        """What that of all rows comes to, in their order."""
        if self.counts:
            return Ratio(sum(one for one in brought if isinstance(one, int)), 1)
        return self._fold([one for one in brought if isinstance(one, Ratio)])


def _total(values: list[Ratio]) -> Ratio:
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


@dataclass(frozen=True, slots=True)
class _Figures(Mapping[Aggregate, Ratio]):
    """Sums as they came, in the places that ``places`` gives to the aggregates; a ratio is made where one is first asked for.

    An integer is a number of ``over``-ths. Thousands of carriers share all but ``sums``.
    """

    places: Mapping[Aggregate, int]
    over: Sequence[int]
    sums: list[Stored | Ratio]

    def __getitem__(self, aggregate: Aggregate) -> Ratio:
        place = self.places[aggregate]
        found = self.sums[place]
        if isinstance(found, Ratio):
            return found
        made = self.sums[place] = ratio(_integer(found), self.over[place])
        return made

    def __iter__(self) -> Iterator[Aggregate]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


Rows: TypeAlias = Iterable[tuple[Stored, ...]]


@dataclass(frozen=True, slots=True)
class _Scan:
    """One statement over a table, led by the carrier's number, and how its rows become (carrier, sums in this order)."""

    aggregates: tuple[Aggregate, ...]
    sql: str
    read: Callable[[Rows], Iterable[tuple[int, Sequence[Stored | Ratio]]]]


def _scans(tables: Mapping[str, str], aggregates: Sequence[Aggregate]) -> list[_Scan]:
    """For every table one for what SQLite adds up, and one for what it cannot."""
    scans = []
    for table in dict.fromkeys(aggregate.table for aggregate in aggregates):
        wanted = [aggregate for aggregate in aggregates if aggregate.table == table]
        light = tuple(aggregate for aggregate in wanted if aggregate.in_sqlite)
        heavy = tuple(aggregate for aggregate in wanted if not aggregate.in_sqlite)
        if light:
            scans.append(_scan(tables[table], light))
        if heavy:
            scans.append(_walk(tables[table], heavy))
    return scans


def _scan(table: str, aggregates: tuple[Aggregate, ...]) -> _Scan:
    """One SELECT for all of them; the effective tables are clustered by round and carrier."""
    terms = [_terms(aggregate) for aggregate in aggregates]
    in_limbs = any(len(one) > 1 for one in terms)

    def read(rows: Rows) -> Iterator[tuple[int, Sequence[Stored]]]:
        for carrier_no, *sums in rows:
            yield _integer(carrier_no), _joined(sums, terms) if in_limbs else sums

    listed = ", ".join(term for one in terms for term in one)
    return _Scan(aggregates, f"SELECT carrier_no, {listed} FROM {column(table)} WHERE {{where}} GROUP BY carrier_no", read)


def _terms(aggregate: Aggregate) -> tuple[str, ...]:
    """The SQL of an aggregate: a count, a sum, or a sum in two limbs. FILTER, not CASE: a row that does not count costs no step."""
    condition = sql_condition(aggregate.counted)
    counted = "" if aggregate.counted == EVER else f" FILTER (WHERE {condition})"
    if aggregate.value is None:
        return (f"COUNT(*){counted}",)
    value = sql_integer(aggregate.value.numerator)
    if bits(aggregate.value.numerator) + ROW_BITS < SQLITE_BITS:
        return (f"SUM({value}){counted}",)
    return tuple(f"SUM({value} {limb}){counted}" for limb in (f">> {LIMB}", f"& {2**LIMB - 1}"))


def _joined(sums: Sequence[Stored], terms: Iterable[Sequence[str]]) -> list[Stored]:
    """Sums in two limbs as one."""
    rest = map(_integer, sums)
    return [next(rest) if len(one) == 1 else (next(rest) << LIMB) + next(rest) for one in terms]


def _walk(table: str, aggregates: tuple[Aggregate, ...]) -> _Scan:
    """Row by row in Python, for what SQLite would silently turn into floating point, and for medians."""
    names = sorted({key for aggregate in aggregates for node in (aggregate.condition, aggregate.value) for key in columns(node)})

    def read(rows: Rows) -> Iterator[tuple[int, Sequence[Ratio]]]:
        for carrier_no, own in groupby(rows, key=itemgetter(0)):
            known = [dict(zip(names, row[1:], strict=True)) for row in own]
            yield _integer(carrier_no), [_sum(aggregate, known) for aggregate in aggregates]

    listed = ", ".join(column(name) for name in ("carrier_no", *names))
    return _Scan(aggregates, f"SELECT {listed} FROM {column(table)} WHERE {{where}} ORDER BY carrier_no", read)


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
    """A count or a sum. A sum over no rows is NULL."""
    assert value is None or isinstance(value, int), f"{value!r} came out of an exact sum"
    return value or 0
