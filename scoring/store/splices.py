"""Changes to the rows of an entry as values: each can be turned round, so that undoing is one more change. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scoring.definitions.canonical import canonical
from scoring.errors import Refusal

TextRow: TypeAlias = tuple[str, ...]
"""A text for every field that is asked, in the order of the form."""
TextRows: TypeAlias = tuple[TextRow, ...]
Tables: TypeAlias = Mapping[str, TextRows]


@dataclass(frozen=True, slots=True)
class Splice:
    """Rows of a table from ``at`` on (counted from 0) in place of others: fewer, as many or more."""

    table: str
    at: int
    old: TextRows
    new: TextRows

    @property
    def undone(self) -> Splice:
        return Splice(self.table, self.at, self.new, self.old)


Splices: TypeAlias = tuple[Splice, ...]


def undone(splices: Splices) -> Splices:
    """What takes them back."""
    return tuple(one.undone for one in reversed(splices))


def spliced(tables: Tables, splices: Iterable[Splice]) -> Tables:
    """The tables changed. Raises Refusal where the rows are not those that were to be replaced."""
    found = dict(tables)
    for one in splices:
        rows = found[one.table]
        if rows[one.at : one.at + len(one.old)] != one.old or one.at > len(rows):
            raise Refusal("entering.changed_since")
        found[one.table] = (*rows[: one.at], *one.new, *rows[one.at + len(one.old) :])
    return found


def tables_text(tables: Tables) -> str:
    """Canonical."""
    return canonical(dict(tables))


def tables_from(text: str) -> Tables:
    """The inverse."""
    return {key: _rows(rows) for key, rows in json.loads(text).items()}


def splices_text(splices: Splices) -> str:
    """Canonical."""
    return canonical([{"table": one.table, "at": one.at, "old": one.old, "new": one.new} for one in splices])


def splices_from(text: str) -> Splices:
    """The inverse."""
    return tuple(Splice(one["table"], one["at"], _rows(one["old"]), _rows(one["new"])) for one in json.loads(text))


def _rows(rows: Iterable[Iterable[str]]) -> TextRows:
    return tuple(tuple(row) for row in rows)
