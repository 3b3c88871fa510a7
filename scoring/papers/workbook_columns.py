"""Columns of a sheet of carriers under names: a formula names the cells, the value beside it may ask the other values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import CODE, Ink
from scoring.papers.workbook_measures import unit_page
from scoring.papers.workbook_sheet import Book, Cell, Column, Value

Values = Callable[[int], Value]
Formulas = Callable[[int], str]


class UnitColumns:
    """A sheet with a line per carrier."""

    def __init__(self, book: Book, facts: BookFacts, name: str) -> None:
        self.page = unit_page(book, facts, name)
        self._at: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self._values: dict[str, Values] = {}
        self._known: dict[tuple[str, int], Value] = {}

    def put(
        self,
        name: str,
        value: Values,
        formula: Formulas | None,
        *,
        title: str,
        group: str = "",
        note: str = "",
        shown: str = CODE,
        ink: Ink = Ink.FORMULA,
        width: int = 12,
    ) -> str:
        """A column; without a formula its ink says what it is."""
        self._values[name] = value

        def cell(line: int) -> Cell:
            return Cell(self.value(name, line), formula(line) if formula else "")

        column = Column(title=title, group=group, note=note, ink=ink, number=shown, width=width, cell=cell)
        self._places[name] = len(self.page.columns)
        self._at[name] = self.page.add(column)
        return self._at[name]

    def below(self, name: str, total: Cell) -> None:
        """What stands in the line below all."""
        at = self._places[name]
        self.page.columns[at] = replace(self.page.columns[at], total=total)

    def has(self, name: str) -> bool:
        return name in self._at

    def here(self, name: str, line: int) -> str:
        return self.page.here(self._at[name], line)

    def ref(self, name: str, line: int) -> str:
        """As other sheets name it."""
        return self.page.ref(self._at[name], line)

    def span(self, name: str) -> str:
        return self.page.span(self._at[name])

    def own_span(self, name: str) -> str:
        return self.page.own_span(self._at[name])

    def value(self, name: str, line: int) -> Value:
        """What the cell comes to."""
        key = (name, line)
        if key not in self._known:
            self._known[key] = self._values[name](line)
        return self._known[key]


def number_of(value: Value) -> int:
    """A value that is known to be a whole number."""
    assert isinstance(value, int), value
    return value
