"""One unit's figures if some of its rows were otherwise: only what reads a changed column is counted anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from scoring.definitions.layout import Stored
from scoring.definitions.lowered import columns
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine.aggregates import Aggregate, Figures, folding
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
        own: dict[int, dict[str, Stored]] = {}
        for (where, number, key), value in changes.items():
            if where == table:
                own.setdefault(number, {})[key] = value
        found[table] = tuple((number, {**row, **own[number]} if number in own else row) for number, row in rows[table])
    return found


class Recount:
    """The figures of one unit's rows, and of the same rows changed."""

    def __init__(self, aggregates: Iterable[Aggregate], rows: Rows) -> None:
        self.rows = rows
        self._folds: dict[Aggregate, Callable[[Iterable[EffectiveRow]], Ratio]] = {}
        self._reads: dict[tuple[str, str], list[Aggregate]] = {}
        for one in dict.fromkeys(aggregates):
            self._folds[one] = folding(one)
            for key in columns(one.condition) | columns(one.value):
                self._reads.setdefault((one.table, key), []).append(one)
        bare = {table: [row for _, row in own] for table, own in rows.items()}
        self._figures: dict[Aggregate, Ratio] = {one: fold(bare[one.table]) for one, fold in self._folds.items()}

    def figures(self, changes: Changes, rows: Rows | None = None) -> Figures:
        """With these changes; ``rows`` where somebody has them already."""
        if not changes:
            return self._figures
        rows = changed_rows(self.rows, changes) if rows is None else rows
        touched = {one for table, _, key in changes for one in self._reads.get((table, key), ())}
        bare = {table: [row for _, row in rows[table]] for table in {one.table for one in touched}}
        return self._figures | {one: self._folds[one](bare[one.table]) for one in touched}
