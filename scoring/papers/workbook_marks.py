"""The reviewers' marks as they count, by carrier and measure number."""

from __future__ import annotations

from collections.abc import Callable

from scoring.definitions.rubric import Measure, MeasureKind
from scoring.engine.exact import from_decimal
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_figures import number
from scoring.papers.workbook_look import CODE, FINE, Ink
from scoring.papers.workbook_sheet import Book, Cell, Column, TablePage, Value


class MarksPage:
    """A sheet only where the rubric has marks. ``decimals`` are the most that any mark has."""

    def __init__(self, book: Book, facts: BookFacts) -> None:
        keys = [key for key, one in facts.rubric.measures.items() if one.measure.kind is MeasureKind.MARKS]
        self._numbers = {key: number for number, key in enumerate(keys, start=1)}
        given = [(unit, mark) for unit, each in enumerate(facts.units) for mark in each.marks if mark.measure in self._numbers]
        self.decimals = max((-int(mark.value.as_tuple().exponent) for _, mark in given), default=0)
        self.decimals = max(self.decimals, 0)
        self.page = TablePage(book, book.word("sheet.marks"), len(given), frozen=2)
        labels = {key: facts.rubric.measures[key].measure.label[facts.language] for key in keys}
        word = book.word
        columns: list[tuple[str, int, Ink, Callable[[int], Value]]] = [
            (word("unit_no"), 7, Ink.LABEL, lambda at: given[at][0] + 1),
            (word("carrier"), 26, Ink.LABEL, lambda at: facts.units[given[at][0]].name),
            (word("measure_no"), 7, Ink.LABEL, lambda at: self._numbers[given[at][1].measure]),
            (word("measure"), 36, Ink.LABEL, lambda at: labels[given[at][1].measure]),
            (word("reviewer"), 14, Ink.LABEL, lambda at: given[at][1].reviewer),
            (word("mark"), 9, Ink.DATA, lambda at: number(from_decimal(given[at][1].value))),
        ]
        for title, width, ink, value in columns:
            self._add(title, width, ink, value)

    def _add(self, title: str, width: int, ink: Ink, value: Callable[[int], Value]) -> None:
        shown = FINE if ink is Ink.DATA else CODE
        self.page.add(Column(title=title, width=width, ink=ink, number=shown, cell=lambda line: Cell(value(line))))

    def _which(self, measure: Measure, unit_cell: str) -> tuple[tuple[str, str], tuple[str, str]]:
        return (self.page.span("A"), unit_cell), (self.page.span("C"), str(self._numbers[measure.key]))

    def count(self, measure: Measure, unit_cell: str) -> str:
        return f"COUNTIFS({','.join(part for pair in self._which(measure, unit_cell) for part in pair)})"

    def sum(self, measure: Measure, unit_cell: str) -> str:
        which = ",".join(part for pair in self._which(measure, unit_cell) for part in pair)
        return f"ROUND(SUMIFS({self.page.span('F')},{which}),{self.decimals})"

    def extreme(self, function: str, measure: Measure, unit_cell: str) -> str:
        """An array formula: MAX or MIN of the marks; 0 where there is none."""
        test = "*".join(f"({span}={wanted})" for span, wanted in self._which(measure, unit_cell))
        return f"{function}(IF({test},{self.page.span('F')}))"
