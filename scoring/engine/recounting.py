"""One unit's figures if some of its rows were otherwise: only what reads a changed column is counted anew, and only on that row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scoring.definitions.layout import Stored
from scoring.definitions.lowered import columns
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine.aggregates import Aggregate, Brought, Folding
from scoring.engine.exact import Ratio

Spot: TypeAlias = tuple[str, int, str]
"""Table, number of the row, column."""
Changes: TypeAlias = Mapping[Spot, Stored]
"""What cells would hold instead."""
Rows: TypeAlias = Mapping[str, Sequence[tuple[int, EffectiveRow]]]
"""Table → its rows with their numbers."""


def changed_rows(rows: Rows, changes: Changes) -> Rows:
    """The rows with the changes in them; what is not touched stays the same object."""
    if not changes:
        return rows
    found = dict(rows)
    for table in {spot[0] for spot in changes}:
        own = _by_row(table, changes)
        found[table] = tuple((number, {**row, **own[number]} if number in own else row) for number, row in rows[table])
    return found


def changed_only(rows: Rows, changes: Changes, table: str) -> Mapping[int, EffectiveRow]:
    """Of one table the rows that are changed, by number."""
    own = _by_row(table, changes)
    return {number: {**row, **own[number]} for number, row in rows[table] if number in own} if own else {}


def _by_row(table: str, changes: Changes) -> dict[int, dict[str, Stored]]:
    own: dict[int, dict[str, Stored]] = {}
    for (where, number, key), value in changes.items():
        if where == table:
            own.setdefault(number, {})[key] = value
    return own


class Reading:
    """Aggregates made ready, for the rows of many units, and which of them read a column."""

    def __init__(self, aggregates: Iterable[Aggregate]) -> None:
        self.folds = {one: Folding(one) for one in dict.fromkeys(aggregates)}
        reads: dict[tuple[str, str], list[Aggregate]] = {}
        for one in self.folds:
            for key in columns(one.condition) | columns(one.value):
                reads.setdefault((one.table, key), []).append(one)
        self._reads = {column: tuple(own) for column, own in reads.items()}
        self._of_table: dict[str, list[Aggregate]] = {}
        for one in self.folds:
            self._of_table.setdefault(one.table, []).append(one)

    def of(self, table: str, keys: Iterable[str]) -> dict[Aggregate, None]:
        """Those that read one of these columns, each once."""
        return dict.fromkeys(one for key in keys for one in self._reads.get((table, key), ()))

    def of_table(self, table: str) -> Sequence[Aggregate]:
        """All that look at a table."""
        return self._of_table.get(table, ())


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A row that would be added to a table, behind those that are there. ``kind``: which kind of step added it."""

    table: str
    row: EffectiveRow
    kind: tuple[str, int] = ("", 0)


class Recount:
    """The figures of one unit's rows, and of the same rows changed or with others behind them."""

    def __init__(self, reading: Reading, rows: Rows) -> None:
        self._reading = reading
        self._rows = {table: dict(own) for table, own in rows.items()}
        self._places = {table: {number: at for at, (number, _) in enumerate(own)} for table, own in rows.items()}
        self._brought: dict[Aggregate, list[Brought]] = {
            one: [fold.brought(row) for _, row in rows[one.table]] for one, fold in reading.folds.items()
        }
        self.now: Mapping[Aggregate, Ratio] = {one: fold.whole(self._brought[one]) for one, fold in reading.folds.items()}
        """The figures as they are."""
        self._known: dict[tuple[str, int, frozenset[tuple[str, Stored]]], dict[Aggregate, Brought]] = {}

    def changed(self, changes: Changes, added: Sequence[Newcomer] = ()) -> dict[Aggregate, Ratio]:
        """Of those aggregates that read a changed cell, or an added row, what they come to."""
        others: dict[Aggregate, dict[int, Brought]] = {}
        more: dict[Aggregate, list[Brought]] = {}
        for table in dict.fromkeys(spot[0] for spot in changes):
            for number, cells in _by_row(table, changes).items():
                at = self._places[table][number]
                for one, brought in self._of_row(table, number, cells).items():
                    others.setdefault(one, {})[at] = brought
        for newcomer in added:
            for one, brought in self._of_newcomer(newcomer).items():
                more.setdefault(one, []).append(brought)
        return {one: self._whole(one, others.get(one, {}), more.get(one, ())) for one in (others | more)}

    def _of_newcomer(self, newcomer: Newcomer) -> Mapping[Aggregate, Brought]:
        """What an added row brings to the aggregates it does something for."""
        table, row = newcomer.table, newcomer.row
        key = table, 0, frozenset(row.items())
        known = self._known.get(key)
        if known is None:
            found = {one: self._reading.folds[one].brought(row) for one in self._reading.of_table(table)}
            known = self._known[key] = {one: brought for one, brought in found.items() if brought is not None and brought != 0}
        return known

    def _of_row(self, table: str, number: int, cells: Mapping[str, Stored]) -> Mapping[Aggregate, Brought]:
        """What a changed row brings: kept, for a search comes by the same row many times."""
        key = table, number, frozenset(cells.items())
        known = self._known.get(key)
        if known is None:
            row = {**self._rows[table][number], **cells}
            known = self._known[key] = {one: self._reading.folds[one].brought(row) for one in self._reading.of(table, cells)}
        return known

    def _whole(self, one: Aggregate, others: Mapping[int, Brought], more: Sequence[Brought]) -> Ratio:
        before, fold = self._brought[one], self._reading.folds[one]
        if fold.counts:
            came = fold.whole((*others.values(), *more))
            return self.now[one].plus(came).less(fold.whole(before[at] for at in others))
        return fold.whole([*(others.get(at, brought) for at, brought in enumerate(before)), *more])
