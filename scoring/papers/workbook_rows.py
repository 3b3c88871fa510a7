"""The data sheets: every effective row as integers, and beside them one helper column per filter, live wherever Excel holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from scoring.definitions.excel_reader import Unwritable, excel_condition, excel_integer
from scoring.definitions.form import Field, FieldType, Table
from scoring.definitions.layout import TEXT_TYPES, Stored
from scoring.definitions.lowered import All, Always, Condition, Constant, Quantity, every
from scoring.definitions.python_reader import EffectiveRow, predicate, quantifier
from scoring.engine.aggregates import Aggregate
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import CODE, Ink
from scoring.papers.workbook_sheet import Book, Cell, Column, TablePage, Value


@dataclass(frozen=True, slots=True)
class Summand:
    """A helper column that is added up. Its sum ÷ ``divisor`` is the figure; ``exact`` unless a row already divides."""

    letters: str
    divisor: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Line:
    unit: int
    number: int
    row: EffectiveRow


class RowsPage:
    """One table of the form: A the carrier's number, B its name, C the row, D the firm's name, then fields, then helpers."""

    def __init__(self, book: Book, facts: BookFacts, table: Table, named: frozenset[str]) -> None:
        self._book, self._facts, self.table = book, facts, table
        self._rows = [
            _Line(unit, number, row)
            for unit, each in enumerate(facts.units)
            for number, row in enumerate(each.lines(table.key), start=1)
        ]
        self.page = TablePage(book, table.label[facts.language], len(self._rows), frozen=4)
        self._letters: dict[str, str] = {}
        self._flags: dict[Condition, str] = {}
        self._sums: dict[Aggregate, Summand] = {}
        self._values: dict[str, list[Value]] = {}
        self._totals: dict[str, list[int | float]] = {}
        self._counts: dict[tuple[str, str], Counter[tuple[int, Stored]]] = {}
        self._keys(facts)
        for field in table.fields:
            if field.type not in TEXT_TYPES or field.key in named:
                self._field(field)

    def _keys(self, facts: BookFacts) -> None:
        units, language, word = facts.units, facts.language, self._book.word
        name = self.table.named_by
        group = word("row_key")
        columns: list[tuple[str, int, Callable[[_Line], Value]]] = [
            (word("unit_no"), 7, lambda line: line.unit + 1),
            (word("carrier"), 24, lambda line: units[line.unit].name),
            (word("row_no"), 6, lambda line: line.number),
            (self.table.field(name).label[language] if name else "-", 26, lambda line: str(line.row.get(name) or "")),
        ]
        for title, width, value in columns:
            self._plain(title, group, width, value)

    def _plain(self, title: str, group: str, width: int, value: Callable[[_Line], Value]) -> None:
        rows = self._rows
        self.page.add(Column(title=title, group=group, width=width, ink=Ink.LABEL, cell=lambda line: Cell(value(rows[line]))))

    def _field(self, field: Field) -> None:
        rows, key = self._rows, field.key
        words = unit_words(self._book, field)
        self._letters[key] = self.page.add(
            Column(
                title=f"{field.label[self._facts.language]}\n{words}" if words else field.label[self._facts.language],
                group=self._book.word("fields"),
                note=f"{key}\n{self._book.word(f'type.{field.type.value}', unit=words)}",
                width=13 if field.type is FieldType.MONEY else 11,
                number=CODE,
                ink=Ink.DATA,
                cell=lambda line: Cell(rows[line].row[key]),
            )
        )

    # Helper columns -------------------------------------------------------------------------------------------------------

    def flag(self, condition: Condition, title: str, group: str, note: str) -> str:
        """The letters of a column that is 1 where the condition holds and 0 elsewhere."""
        if condition not in self._flags:
            holds = predicate(condition)
            values: list[Value] = [int(holds(line.row)) for line in self._rows]
            self._flags[condition] = self._helper(title, group, note, values, self._flag_formula(condition))
        return self._flags[condition]

    def _flag_formula(self, condition: Condition) -> Callable[[int], str] | None:
        """Built on the longest filter already there that it includes; None where no formula holds it."""
        base, rest = self._built_on(condition)
        try:
            excel_condition(rest, self._cells(0))
        except Unwritable:
            return None

        def formula(line: int) -> str:
            own = f"IF({excel_condition(rest, self._cells(line))},1,0)"
            return f"IF({self.page.here(base, line)}=1,{own},0)" if base else own

        return formula

    def _built_on(self, condition: Condition) -> tuple[str, Condition]:
        parts = _parts(condition)
        found = [known for known in self._flags if _parts(known) and set(_parts(known)) < set(parts)]
        if not found:
            return "", condition
        longest = max(found, key=lambda known: len(_parts(known)))
        return self._flags[longest], every(part for part in parts if part not in _parts(longest))

    def sums(self, aggregate: Aggregate, title: str, group: str, note: str, counted: str) -> Summand:
        """A column of what each row adds. ``counted`` are the letters of the filter of the rows that enter.

        Rows that do not enter show nothing where a median looks at the column, and 0 where it is added up.
        """
        if aggregate not in self._sums:
            assert aggregate.value is not None
            self._sums[aggregate] = self._summand(aggregate, aggregate.value, title, group, note, counted)
        return self._sums[aggregate]

    def _summand(self, aggregate: Aggregate, quantity: Quantity, title: str, group: str, note: str, counted: str) -> Summand:
        whole = isinstance(quantity.denominator, Constant)
        divisor = quantity.denominator.value if isinstance(quantity.denominator, Constant) else 1
        holds, worth = predicate(aggregate.condition), quantifier(quantity)
        pairs = [worth(line.row) if holds(line.row) else None for line in self._rows]
        values: list[Value] = [0 if pair is None else pair[0] if whole else pair[0] / pair[1] for pair in pairs]
        letters = self._helper(title, group, note, values, self._sum_formula(quantity, counted, whole=whole))
        return Summand(letters, divisor, whole)

    def _sum_formula(self, quantity: Quantity, counted: str, *, whole: bool) -> Callable[[int], str] | None:
        def formula(line: int) -> str:
            cells = self._cells(line)
            value = excel_integer(quantity.numerator, cells)
            if not whole:
                value = f"({value})/({excel_integer(quantity.denominator, cells)})"
            return f"IF({self.page.here(counted, line)}=1,{value},0)"

        try:
            formula(0)
        except Unwritable:
            return None
        return formula

    def _helper(self, title: str, group: str, note: str, values: list[Value], formula: Callable[[int], str] | None) -> str:
        note = note if formula else f"{note}\n{self._book.word('as_value')}"
        letters = self.page.add(
            Column(
                title=title,
                group=group,
                note=note,
                number=CODE,
                ink=Ink.FORMULA if formula else Ink.VALUE,
                cell=lambda line: Cell(values[line], formula(line) if formula else ""),
            )
        )
        self._values[letters] = values
        return letters

    def _cells(self, line: int) -> dict[str, str]:
        return {key: self.page.here(letters, line) for key, letters in self._letters.items()}

    # What the other sheets ask ----------------------------------------------------------------------------------------------

    def letters(self, field: str) -> str:
        return self._letters[field]

    def field_refs(self, line: int) -> dict[str, str]:
        """Field → its cell, as other sheets name it."""
        return {key: self.page.ref(letters, line) for key, letters in self._letters.items()}

    def sum_formula(self, letters: str, unit_cell: str) -> str:
        """What one carrier's rows add up to."""
        return f"SUMIFS({self.page.span(letters)},{self.page.span('A')},{unit_cell})"

    def count_formula(self, counted: str, field: str, answer: int, unit_cell: str) -> str:
        """How many of one carrier's rows that count gave this answer."""
        pairs = (
            (self.page.span("A"), unit_cell),
            (self.page.span(counted), "1"),
            (self.page.span(self._letters[field]), str(answer)),
        )
        return f"COUNTIFS({','.join(f'{span},{wanted}' for span, wanted in pairs)})"

    def median_formula(self, counted: str, summand: Summand, unit_cell: str) -> str:
        """An array formula."""
        test = f"({self.page.span('A')}={unit_cell})*({self.page.span(counted)}=1)"
        return f"MEDIAN(IF({test},{self.page.span(summand.letters)}))"

    def total(self, letters: str, unit: int) -> Value:
        """What the sum formula must come to."""
        if letters not in self._totals:
            totals: list[int | float] = [0] * len(self._facts.units)
            for line, value in zip(self._rows, self._values[letters], strict=True):
                totals[line.unit] += value if isinstance(value, int | float) else 0
            self._totals[letters] = totals
        return self._totals[letters][unit]

    def count(self, counted: str, field: str, answer: int, unit: int) -> int:
        """What the count formula must come to."""
        if (counted, field) not in self._counts:
            flags = zip(self._rows, self._values[counted], strict=True)
            self._counts[counted, field] = Counter((line.unit, line.row[field]) for line, flag in flags if flag == 1)
        return self._counts[counted, field][unit, answer]


def _parts(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, Always):
        return ()
    return condition.parts if isinstance(condition, All) else (condition,)


def unit_words(book: Book, field: Field) -> str:
    """In what the integers of a field count: 分, 0.01 ㎡, yyyymmdd."""
    match field.type:
        case FieldType.MONEY:
            return book.word("unit.money")
        case FieldType.DATE:
            return "yyyymmdd"
        case FieldType.BOOL:
            return book.word("unit.bool")
        case FieldType.CHOICE:
            return book.word("unit.choice")
        case FieldType.TEXT | FieldType.USCC:
            return ""
        case _:
            unit = field.measured_in.many(book.language)
            return f"{'0.' + '0' * (field.decimals - 1) + '1 ' if field.decimals else ''}{unit}"
