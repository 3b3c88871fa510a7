"""The sheet of measures (口径): per carrier numerator, denominator and value of every measure, by sums over the helper columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.rubric import MeasureKind
from scoring.engine.aggregates import Fold
from scoring.engine.exact import from_decimal
from scoring.engine.measure import COUNT_ANSWERS, Lack, Measured, MeasurePlan, plan_rubric, set_verdict
from scoring.engine.wording import reading_words
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_figures import number, scaled
from scoring.papers.workbook_look import CODE, FINE, PERCENT, WHOLE, Ink
from scoring.papers.workbook_marks import MarksPage
from scoring.papers.workbook_results import Parts, results_formula
from scoring.papers.workbook_rows import RowsPage, Summand
from scoring.papers.workbook_sheet import Book, Cell, Column, TablePage, Value

NEEDS_USABLE = frozenset({MeasureKind.MEDIAN, MeasureKind.VALUE, MeasureKind.CATEGORY})


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a measure stands on the sheet; no letters for what it does not have."""

    value: str
    upper: str = ""
    lower: str = ""
    usable: str = ""
    above: int = 1
    """The value is ``upper`` ÷ this, for measures that are no quotient."""


class MeasuresPage:
    """Lines are carriers, in the order of all result sheets. On a sheet of its own, or behind what is on the ``page`` given."""

    def __init__(
        self,
        book: Book,
        facts: BookFacts,
        rows: Mapping[str, RowsPage],
        marks: MarksPage | None,
        page: TablePage | None = None,
    ) -> None:
        self._book, self._facts, self._rows, self._marks = book, facts, rows, marks
        self.page = page or unit_page(book, facts, book.word("sheet.measures"))
        self._sets: dict[str, str] = {}
        self.placed: dict[str, Placed] = {}
        self.needed = self._set_size(facts.rubric.rubric.scored_only_with) if facts.rubric.rubric.scored_only_with else ""
        for key, plan in plan_rubric(facts.rubric, facts.parameters).items():
            self.placed[key] = self._measure(plan)

    def value_ref(self, measure: str, line: int) -> str:
        return self.page.ref(self.placed[measure].value, line)

    # Sets -----------------------------------------------------------------------------------------------------------------

    def _member(self, key: str) -> str:
        """The filter of a set, its own sets first, so that it builds on theirs."""
        compiled = self._facts.rubric.sets[key]
        if compiled.row_set.of:
            self._member(compiled.row_set.of)
        condition = set_verdict(compiled, self._facts.parameters).true
        title = f"{key}\n{compiled.row_set.label[self._facts.language]}"
        note = f"{self._book.word('set')} {key} {compiled.row_set.label[self._facts.language]}\n{compiled.row_set.where}"
        return self._rows[compiled.table.key].flag(condition, title, self._book.word("filters"), note)

    def _set_size(self, key: str) -> str:
        compiled = self._facts.rubric.sets[key]
        rows, letters = self._rows[compiled.table.key], self._member(key)
        title = self._book.word("set_size", set=compiled.row_set.label[self._facts.language])
        return self._summed(title, "", title, rows, letters)

    # Measures -------------------------------------------------------------------------------------------------------------

    def _measure(self, plan: MeasurePlan) -> Placed:
        match plan.compiled.measure.kind:
            case MeasureKind.MARKS:
                parts = self._of_marks(plan.compiled)
            case MeasureKind.FORMULA | MeasureKind.LOGARITHM:
                parts = Parts(operands={key: placed.value for key, placed in self.placed.items()})
            case _:
                parts = self._of_rows(plan)
        return self._result(plan.compiled, parts)

    def _of_rows(self, plan: MeasurePlan) -> Parts:
        compiled = plan.compiled
        measure, rows = compiled.measure, self._rows[compiled.rows.table.key]
        assert plan.base is not None
        assert plan.usable is not None
        word = self._book.word
        if compiled.rows.row_set.key:
            base = self._member(compiled.rows.row_set.key)
        else:
            base = rows.flag(plan.base.condition, word("every_row"), word("filters"), "")
        usable = ""
        if plan.upper is None or plan.upper.value is not None or measure.min_rows or compiled.by:
            usable = rows.flag(plan.usable.condition, word("usable"), self._group(compiled), self._note(compiled))
        counted = ""
        if measure.min_rows or measure.kind in NEEDS_USABLE or measure.kind is MeasureKind.MEAN:
            counted = self._summed(word("usable"), self._group(compiled), word("usable_note"), rows, usable)
        if measure.kind in COUNT_ANSWERS:
            return self._of_answers(plan, rows, base, usable, counted)
        upper, summand = self._upper(plan, rows, usable)
        lower, below = self._lower(plan, rows, base, usable, counted)
        return Parts(upper=upper, lower=lower, usable=counted, above=summand.divisor if summand else 1, below=below)

    def _upper(self, plan: MeasurePlan, rows: RowsPage, usable: str) -> tuple[str, Summand | None]:
        compiled, group, word = plan.compiled, self._group(plan.compiled), self._book.word
        assert plan.upper is not None
        if plan.upper.value is None:
            flag = rows.flag(plan.upper.condition, word("counts"), group, self._note(compiled))
            return self._summed(word("upper"), group, self._note(compiled), rows, flag), None
        summand = rows.sums(plan.upper, word("summand"), group, self._note(compiled), usable)
        if plan.upper.fold is Fold.MEDIAN:
            return self._median(plan, rows, summand, usable), summand
        title = word("upper_of", divisor=summand.divisor) if summand.divisor != 1 else word("upper")
        return self._summed(title, group, self._note(compiled), rows, summand.letters), summand

    def _median(self, plan: MeasurePlan, rows: RowsPage, summand: Summand, usable: str) -> str:
        """Of the integers of each row; where no row counts it shows nothing."""
        key = plan.compiled.measure.key
        here = self.page.here

        def cell(line: int) -> Cell:
            measured = self._facts.units[line].measured[key]
            formula = rows.median_formula(usable, summand, here("A", line))
            counted = rows.sum_formula(usable, here("A", line))
            shown: Value = scaled(measured.upper, summand.divisor) if measured.usable else ""
            return Cell(shown, f'IF({counted}=0,"",{formula})', array=True)

        return self._add(self._book.word("median"), self._group(plan.compiled), "", cell, FINE)

    def _lower(self, plan: MeasurePlan, rows: RowsPage, base: str, usable: str, counted: str) -> tuple[str, int]:
        """Letters of the denominator and the divisor of its sum; none for what is no quotient."""
        compiled, group, word = plan.compiled, self._group(plan.compiled), self._book.word
        match compiled.measure.kind:
            case MeasureKind.RATIO | MeasureKind.GROWTH:
                assert plan.lower is not None
                summand = rows.sums(plan.lower, word("summand_below"), group, self._note(compiled), usable)
                title = word("lower_of", divisor=summand.divisor) if summand.divisor != 1 else word("lower")
                return self._summed(title, group, self._note(compiled), rows, summand.letters), summand.divisor
            case MeasureKind.SHARE | MeasureKind.DENSITY:
                return self._summed(word("lower"), group, "", rows, base), 1
            case MeasureKind.MEAN:
                return counted, 1
            case _:
                return "", 1

    def _of_answers(self, plan: MeasurePlan, rows: RowsPage, base: str, usable: str, counted: str) -> Parts:
        """A column per answer, then what is made of them."""
        by = plan.compiled.by
        assert by is not None
        names = {at: code for code, at in by.choices.items()} or {0: self._book.word("no"), 1: self._book.word("yes")}
        answers = [self._answer(plan.compiled, rows, usable, by.key, at, names[at]) for at in sorted(names)]
        lower = ""
        if plan.compiled.measure.kind is MeasureKind.LARGEST_SHARE:
            lower = self._summed(self._book.word("lower"), self._group(plan.compiled), "", rows, base)
        return Parts(answers=(answers[0], answers[-1]), lower=lower, usable=counted)

    def _answer(self, compiled: CompiledMeasure, rows: RowsPage, usable: str, field: str, answer: int, name: str) -> str:
        here = self.page.here
        return self._add(
            name,
            self._group(compiled),
            "",
            lambda line: Cell(
                rows.count(usable, field, answer, line), rows.count_formula(usable, field, answer, here("A", line))
            ),
            WHOLE,
        )

    def _of_marks(self, compiled: CompiledMeasure) -> Parts:
        """How many, their sum, and what is left after one highest and one lowest are dropped."""
        marks, measure, here, word = self._marks, compiled.measure, self.page.here, self._book.word
        assert marks is not None
        group, units = self._group(compiled), self._facts.units

        def measured(line: int) -> Measured:
            return units[line].measured[measure.key]

        given = [[mark.value for mark in unit.marks if mark.measure == measure.key] for unit in units]
        count = self._add(word("marks"), group, "", lambda at: Cell(len(given[at]), marks.count(measure, here("A", at))), WHOLE)
        whole = self._add(
            word("marks_sum"),
            group,
            "",
            lambda at: Cell(number(from_decimal(sum(given[at], Decimal()))), marks.sum(measure, here("A", at))),
            FINE,
        )
        if not measure.drop_from:
            return Parts(upper=whole, lower=count, usable=count)

        def end(name: str) -> str:
            def cell(at: int) -> Cell:
                shown = (max if name == "MAX" else min)(given[at], default=Decimal())
                return Cell(number(from_decimal(shown)), marks.extreme(name, measure, here("A", at)), array=True)

            return self._add(word(f"marks_{name.lower()}"), group, "", cell, FINE)

        ends = [end("MAX"), end("MIN")]

        def kept(at: int) -> str:
            dropped = f"ROUND({here(whole, at)}-{here(ends[0], at)}-{here(ends[1], at)},{marks.decimals})"
            enough = f"{here(count, at)}>={measure.drop_from}"
            return f"IF({enough},IF({here(count, at)}>2,{dropped},0),{here(whole, at)})"

        upper = self._add(word("marks_kept_sum"), group, "", lambda at: Cell(number(measured(at).upper), kept(at)), FINE)
        lower = self._add(
            word("marks_kept"),
            group,
            "",
            lambda at: Cell(
                measured(at).usable,
                f"IF({here(count, at)}>={measure.drop_from},MAX({here(count, at)}-2,0),{here(count, at)})",
            ),
            WHOLE,
        )
        return Parts(upper=upper, lower=lower, usable=count)

    # Columns --------------------------------------------------------------------------------------------------------------

    def _result(self, compiled: CompiledMeasure, parts: Parts) -> Placed:
        """The value, and behind it why there is none, for measures that may have none."""
        key, group, here, facts = compiled.measure.key, self._group(compiled), self.page.here, self._facts
        made = results_formula(compiled, parts)

        def value(line: int) -> Cell:
            return Cell(number(facts.units[line].measured[key].value), made.value(lambda letters: here(letters, line)))

        letters = self._add(
            self._value_title(compiled),
            group,
            self._note(compiled),
            value,
            _shown(compiled),
            Ink.RESULT,
            width=19 if compiled.type.money == 1 else 13,
        )
        if made.lacks:

            def lack(line: int) -> Cell:
                found = facts.units[line].measured[key].lack
                told = made.lack(lambda letters: here(letters, line), self._lack_words)
                return Cell(self._lack_words(found) if found else "", told)

            self._add(self._book.word("lack"), group, "", lack, CODE)
        return Placed(letters, parts.upper, parts.lower, parts.usable, parts.above)

    def _lack_words(self, lack: Lack) -> str:
        return self._book.word(f"lack_words.{lack.value}")

    def _value_title(self, compiled: CompiledMeasure) -> str:
        unit = compiled.measure.unit.many(self._facts.language)
        if compiled.type.money == 1:
            unit = self._book.word("unit.money")
        return self._book.word("value_in", unit=unit) if unit and unit != "%" else self._book.word("value")

    def _summed(self, title: str, group: str, note: str, rows: RowsPage, letters: str) -> str:
        here = self.page.here
        return self._add(
            title, group, note, lambda at: Cell(rows.total(letters, at), rows.sum_formula(letters, here("A", at))), WHOLE
        )

    def _add(
        self,
        title: str,
        group: str,
        note: str,
        cell: Callable[[int], Cell],
        shown: str,
        ink: Ink = Ink.FORMULA,
        *,
        width: int = 13,
    ) -> str:
        return self.page.add(Column(title=title, group=group, note=note, number=shown, ink=ink, cell=cell, width=width))

    def _group(self, compiled: CompiledMeasure) -> str:
        return f"{compiled.measure.label[self._facts.language]}\n{compiled.measure.key}"

    def _note(self, compiled: CompiledMeasure) -> str:
        measure = compiled.measure
        lines = [measure.key, reading_words(compiled, self._facts.language)]
        lines += [
            text for text in (measure.where, measure.value, measure.numerator, measure.denominator, measure.formula) if text
        ]
        return "\n".join(lines)


def unit_page(book: Book, facts: BookFacts, name: str) -> TablePage:
    """A sheet whose lines are the carriers: A its number, B its name."""
    page = TablePage(book, name, len(facts.units), frozen=2)
    page.add(Column(title=book.word("unit_no"), width=6, number=CODE, ink=Ink.LABEL, cell=lambda at: Cell(at + 1)))
    page.add(Column(title=book.word("carrier"), width=28, ink=Ink.LABEL, cell=lambda at: Cell(facts.units[at].name)))
    return page


def _shown(compiled: CompiledMeasure) -> str:
    if compiled.measure.unit.zh == "%":
        return PERCENT
    return WHOLE if compiled.type.whole else FINE
