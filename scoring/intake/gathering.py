"""One cause, one finding: the problems of a table's cells gathered by field and cause, each with all its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.definitions.form import Field, Table
from scoring.findings import Finding, Level
from scoring.intake.reading import Problem
from scoring.places import Place

EXAMPLES = 3
"""So many different texts of one cause are quoted."""


class Gathered:
    """The problems of one table."""

    def __init__(self, table: Table, document: str, sheet: str) -> None:
        self._table = table
        self._document = document
        self._sheet = sheet
        self._cells: dict[tuple[str, str], list[tuple[Problem, tuple[int, int]]]] = {}
        self._rows: dict[str, list[int]] = {}
        self._columns: list[tuple[Field, int]] = []

    def add(self, field: Field, problem: Problem, where: tuple[int, int]) -> None:
        self._cells.setdefault((field.key, problem.code), []).append((problem, where))

    def add_row(self, code: str, row: int) -> None:
        """A row left out, or read although it is hidden: a warning."""
        self._rows.setdefault(code, []).append(row)

    def add_columns(self, fields: Iterable[tuple[Field, int]]) -> None:
        """Columns read although they are hidden."""
        self._columns += fields

    def findings(self) -> Iterator[Finding]:
        """Hidden columns, then rows, then cells in the order of the form's fields."""
        facts: dict[str, object] = {"table": self._table.label.zh}
        if self._columns:
            places = tuple(Place(self._document, self._sheet, 0, column) for _, column in self._columns)
            labels = tuple(field.label.zh for field, _ in self._columns[:EXAMPLES])
            yield Finding("intake.hidden_column", Level.WARNING, places, facts | {"field": labels, "count": len(places)})
        for code, rows in self._rows.items():
            places = tuple(Place(self._document, self._sheet, row) for row in rows)
            yield Finding(code, Level.WARNING, places, facts | {"count": len(rows)})
        order = [field.key for field in self._table.fields]
        for (key, code), cases in sorted(self._cells.items(), key=lambda item: order.index(item[0][0])):
            problems = [problem for problem, _ in cases]
            places = tuple(Place(self._document, self._sheet, *where) for _, where in cases)
            told = facts | {"field": self._table.field(key).label.zh, "count": len(cases)} | _examples(problems)
            yield Finding(code, problems[0].level, places, told)


def _examples(problems: Iterable[Problem]) -> dict[str, object]:
    """Fact → its first few different values."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        for name, fact in problem.facts.items():
            values = found.setdefault(name, [])
            if fact not in values and len(values) < EXAMPLES:
                values.append(fact)
    return {name: tuple(values) for name, values in found.items()}
