"""The eight amount rules as columns in 分: base, amount or rate, product, cap, ceiling, award, the most it can be, and who bears it.

What is open says 待定 and everything that depends on it says so too: it is never added up as nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scoring.definitions.amounts import ByGrade, Stepped, TopUp
from scoring.definitions.policy import OpenFigure
from scoring.definitions.rubric import MeasureKind
from scoring.engine.award import Worked, whole
from scoring.engine.exact import Ratio
from scoring.papers.workbook_aid_assumptions import grade_field
from scoring.papers.workbook_aid_figures import BY_GRADE, Figure, GradeTable, part, whole_part
from scoring.papers.workbook_aid_shares import ShareColumns
from scoring.papers.workbook_aid_sheet import ClauseSheet
from scoring.papers.workbook_aid_steps import StepColumns, times
from scoring.papers.workbook_columns import Formulas, Values
from scoring.papers.workbook_figures import number
from scoring.papers.workbook_look import FINE, WHOLE
from scoring.papers.workbook_sheet import Value

EXACT = frozenset({MeasureKind.COUNT, MeasureKind.SUM, MeasureKind.VALUE})
"""Measures that are a whole number of their own last decimal."""


class AmountColumns(StepColumns):
    """Everything is in 分; only for carriers that are not surely without the clause."""

    def __init__(self, sheet: ClauseSheet) -> None:
        super().__init__(sheet)
        self._product()
        self._total()
        self._award()
        self._most()
        ShareColumns(sheet)

    # The rule -----------------------------------------------------------------------------------------------------------

    def _product(self) -> None:
        """What the rule gives before the cap, in whole 分."""
        amount = self._sheet.compiled.amount
        match amount.rule:
            case ByGrade():
                self._by_grade()
            case Stepped():
                self._stepped()
            case _ if amount.of is None:
                self._given()
            case _:
                self._of_base()

    def _given(self) -> None:
        """The amount as it stands, or as it was settled for each grade."""
        value = self._sheet.compiled.amount.value
        if isinstance(value, OpenFigure) and value.type in BY_GRADE:
            table = self._table(value)
            self._looked_up("value", self._word("value"), table)
            self._put("product", self._floor, lambda line: whole_part(self._here("value", line), table.factor), ("value",))
            return
        figure = self._sheet.parts.value
        assert figure is not None
        self._figure("value", self._word("value"), figure)
        self._put("product", self._floor, lambda line: whole_part(self._here("value", line), figure.factor), ("value",))

    def _by_grade(self) -> None:
        """A grade that is not listed gets nothing; without a grade it is open."""
        graded = self._sheet.grade_column(self._group)
        figures = self._sheet.parts.by_grade

        def formula(line: int) -> str:
            return self._chosen(
                figures, [f"{self._here('grade', line)}={at}" for at in range(1, len(figures) + 1)], self._quote, line
            )

        self._put("product", self._floor, formula if graded else None, ("grade",) if graded else ())

    def _chosen(self, figures: Sequence[Figure], tests: Sequence[str], otherwise: str, line: int) -> str:
        """The figure of the first test that holds, in whole 分."""
        made = otherwise
        for figure, test in reversed(list(zip(figures, tests, strict=True))):
            known = f"IF({figure.known(line)},{whole_part(figure.scaled(line), figure.factor)},{self._quote})"
            made = f"IF({test},{known},{made})"
        return made

    def _stepped(self) -> None:
        """The first step that is reached; below all of them nothing."""
        rule, steps = self._sheet.compiled.amount.rule, self._sheet.parts.steps
        assert isinstance(rule, Stepped)
        self._base()
        symbol = ">" if rule.beyond else ">="
        above = self._above

        def formula(line: int) -> str:
            base = self._here("base", line)
            tests = []
            for bound, _ in steps:
                if above is None:
                    tests.append(f"{base}{symbol}{bound.scaled(line)}/{bound.factor}")
                else:
                    tests.append(f"{times(base, bound.factor)}{symbol}{times(bound.scaled(line), above)}")
            return self._chosen([value for _, value in steps], tests, "0", line)

        self._put("product", self._floor, formula, ("base",))

    def _of_base(self) -> None:
        """Rate, matching, per unit: base × value; top-up: value − base. Never below nothing."""
        self._base()
        figure, above = self._sheet.parts.value, self._above
        assert figure is not None
        self._figure("value", self._word(f"value_{self._sheet.compiled.amount.rule.kind}"), figure)
        whole_ = above is not None and figure.exact and self._base_exact

        def formula(line: int) -> str:
            assert above is not None
            base, value = self._here("base", line), self._here("value", line)
            if isinstance(self._sheet.compiled.amount.rule, TopUp):
                lacking = f"{times(value, above)}-{times(base, figure.factor)}"
                return f"MAX(0,{whole_part(f'({lacking})', above * figure.factor)})"
            return f"MAX(0,{part(base, value, above * figure.factor)})"

        self._put("product", self._floor, formula if whole_ else None, ("base", "value"))

    # Where its figures stand ----------------------------------------------------------------------------------------------

    def _table(self, figure: OpenFigure) -> GradeTable:
        return self._sheet.sources.tables[self._sheet.key[0], figure.key, grade_field(self._sheet.compiled)]

    def _looked_up(self, name: str, title: str, table: GradeTable) -> None:
        """What a table says of the grade."""
        graded = self._sheet.grade_column(self._group)

        def value(line: int) -> Value:
            if not graded:
                return self._open
            level, found = self._sheet.columns.value("grade", line), table.values(line)
            shown = found[level - 1] if isinstance(level, int) else None
            return self._open if shown is None else shown

        def formula(line: int) -> str:
            level = self._here("grade", line)
            there = f"INDEX({table.span(line)},{level})"
            return f"IF(ISNUMBER({level}),IF(ISNUMBER({there}),{there},{self._quote}),{self._quote})"

        self._plain(name, title, value, formula if graded else None)

    def _base(self) -> None:
        """As a whole number of its own last decimal (``above`` of them make one); a quotient as it is (``above`` None)."""
        sheet, of = self._sheet, self._sheet.compiled.amount.of
        assert of is not None
        self._above: int | None = 1
        self._base_exact = True
        if isinstance(of, OpenFigure):
            figure = sheet.sources.scalars[sheet.key[0], of.key]
            self._above, self._base_exact = figure.factor, figure.exact
            self._figure("base", of.label[sheet.language], figure)
            return
        key, measure = sheet.key[0], of.measure
        placed = sheet.units.measure(key, measure.key)
        exact = measure.kind in EXACT and measure.round_to is None and bool(placed.upper)
        self._above = placed.above if exact else None
        source = placed.upper if exact else placed.value

        def value(line: int) -> Value:
            found = sheet.facts_of(line).measured[measure.key]
            if found.value is None:
                return self._open
            return number(found.value.times(Ratio(placed.above, 1))) if exact else number(found.value)

        def formula(line: int) -> str:
            known = f"ISNUMBER({sheet.units.page.ref(placed.value, line)})"
            return f"IF({known},{sheet.units.page.ref(source, line)},{self._quote})"

        title = measure.label[sheet.language]
        note = sheet.word("aid_text.scaled_note", factor=placed.above) if exact and placed.above > 1 else ""
        self._plain("base", title, value, formula, note=note, shown=WHOLE if exact else FINE)

    # Cap, ceiling and award -----------------------------------------------------------------------------------------------

    def _total(self) -> None:
        cap = self._sheet.parts.cap
        if cap is None:
            self._put("total", self._of_worked(lambda one: one.total), lambda line: self._here("product", line), ("product",))
            return
        self._figure("cap", self._word("cap"), cap)

        def formula(line: int) -> str:
            return f"MIN({self._here('product', line)},{whole_part(self._here('cap', line), cap.factor)})"

        self._put("total", self._of_worked(lambda one: one.total), formula, ("product", "cap"))

    def _award(self) -> None:
        sheet, compiled = self._sheet, self._sheet.compiled
        if not compiled.clause.ceiling:
            self._plain("award_fen", self._word("award"), self._awarded, lambda line: self._here("total", line))
            return
        made = self._quote
        factor = 1
        if compiled.coefficient is not None:
            table = self._table(compiled.coefficient)
            factor = table.factor
            self._looked_up("coefficient", self._word("coefficient"), table)
        decided = f"decided {sheet.key[0]} {sheet.key[1]}"
        sheet.columns.put(
            "decided",
            lambda line: "" if (given := sheet.facts_of(line).decided.get(sheet.key[1])) is None else given,
            lambda line: f'IF(ISNUMBER({sheet.units.ref(decided, line)}),{sheet.units.yuan(decided, line)},"")',
            title=self._word("decided"),
            group=self._group,
            shown=WHOLE,
            width=15,
        )

        def formula(line: int) -> str:
            own, total = self._here("decided", line), self._here("total", line)
            by_grade = made
            if compiled.coefficient is not None:
                coefficient = self._here("coefficient", line)
                product = part(total, coefficient, factor)
                by_grade = f"IF(AND(ISNUMBER({total}),ISNUMBER({coefficient})),{product},{made})"
            return f"IF(ISNUMBER({own}),IF(ISNUMBER({total}),MIN({own},{total}),{made}),{by_grade})"

        exact = compiled.coefficient is None or self._table(compiled.coefficient).exact
        self._plain("award_fen", self._word("award"), self._awarded, formula if exact else None)

    def _awarded(self, line: int) -> Value:
        given = self._sheet.results[line].award
        return self._open if given is None or given.amount is None else given.amount

    def _most(self) -> None:
        """What it cannot exceed while something is open, and what is sure."""
        unknown = self._sheet.word("aid_text.nobody_knows")
        cap = self._sheet.parts.cap

        def value(line: int) -> Value:
            found = self._sheet.results[line].most
            return unknown if found is None else found

        def formula(line: int) -> str:
            award, total = self._here("award_fen", line), self._here("total", line)
            bounds: list[tuple[str, str]] = []  # a cell that may be a word, and the bound where it is a number
            if cap is not None:
                cell = self._here("cap", line)
                bounds.append((cell, whole_part(cell, cap.factor)))
            if self._sheet.columns.has("decided"):
                bounds.append((self._here("decided", line),) * 2)
            capped = _lowest(bounds, f'"{unknown}"')
            return f"IF(ISNUMBER({award}),{award},IF(ISNUMBER({total}),{total},{capped}))"

        self._plain("most", self._word("most"), value, formula)

        def sure(line: int) -> Value:
            found = self._sheet.results[line].sure
            return "" if found is None else found

        def surely(line: int) -> str:
            return f'IF(AND({self._here("code", line)}=1,ISNUMBER({self._here("award_fen", line)})),{self._here("award_fen", line)},"")'

        self._plain("sure", self._word("sure"), sure, surely)

    # Columns --------------------------------------------------------------------------------------------------------------

    def _floor(self, line: int) -> Value:
        worked = self._sheet.results[line].worked
        return self._open if worked is None or worked.product is None else whole(worked.product)

    def _of_worked(self, found: Callable[[Worked], int | None]) -> Values:
        def value(line: int) -> Value:
            worked = self._sheet.results[line].worked
            shown = None if worked is None else found(worked)
            return self._open if shown is None else shown

        return value

    def _put(self, name: str, value: Values, formula: Formulas | None, needs: Sequence[str]) -> None:
        """Open as soon as something it needs is."""

        def known(line: int) -> str:
            assert formula is not None
            tests = [f"ISNUMBER({self._here(each, line)})" for each in needs]
            if not tests:
                return formula(line)
            test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
            return f"IF({test},{formula(line)},{self._quote})"

        self._plain(name, self._word(name), value, known if formula else None)


def _lowest(bounds: Sequence[tuple[str, str]], otherwise: str) -> str:
    """The lowest of those whose cell is a number. MIN itself fails at a word that is no reference."""
    if not bounds:
        return otherwise
    (cell, bound), *others = bounds
    if not others:
        return f"IF(ISNUMBER({cell}),{bound},{otherwise})"
    [(other, lower)] = others
    both = f"IF(ISNUMBER({other}),MIN({bound},{lower}),{bound})"
    return f"IF(ISNUMBER({cell}),{both},{_lowest(others, otherwise)})"
