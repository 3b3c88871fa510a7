"""The sheet of totals (总分): printed points of every indicator, branches, total, who is scored and who takes part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from scoring.definitions.compiled_rubric import points_decimals
from scoring.definitions.lowering import lower_condition
from scoring.definitions.rubric import Branch, Caps, Combine, MissingRule, RankBy, Role
from scoring.engine.exact import ZERO, Ratio, decimals_of, from_decimal
from scoring.engine.rubric_words import combine_words
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_figures import GUARD, guarded, number, rounding
from scoring.papers.workbook_look import FINE, WHOLE, Ink
from scoring.papers.workbook_measures import MeasuresPage, unit_page
from scoring.papers.workbook_points import PointsPage, points_format
from scoring.papers.workbook_rows import RowsPage
from scoring.papers.workbook_rubric import RubricPage
from scoring.papers.workbook_sheet import Book, Cell, Column

STOPS = frozenset({MissingRule.STOP, MissingRule.PEER_MEAN})


class TotalsPage:
    """``taking_part``, ``counted``, ``total`` and ``ranking`` are the columns the grade rule looks at."""

    def __init__(
        self, book: Book, facts: BookFacts, records: RowsPage, measures: MeasuresPage, points: PointsPage, rubric: RubricPage
    ) -> None:
        self._book, self._facts, self._measures, self._points, self._rubric = book, facts, measures, points, rubric
        self._document = facts.rubric.rubric
        self.page = unit_page(book, facts, book.word("sheet.totals"))
        self.node: dict[str, str] = {}
        """Indicator or branch → its column."""
        self.scored = self._scored()
        self.taking_part = self._taking_part(records)
        self.exempt_ref: Callable[[int], str]
        """The cell that says whether a lift exempts a carrier: the sheet of grades puts it in when it is made."""
        self.counted = self._counted()
        self._summed = self._sum()
        self.total = self._total()
        self.ranking = self.total if self._document.rounding.rank_by is RankBy.PRINTED else self._exact()
        self._provisional()
        for branch in self._document.branches:
            if not branch.parent:
                self._branch(branch)

    def node_ref(self, code: str, line: int) -> str:
        return self.page.ref(self.node[code], line)

    # Who ------------------------------------------------------------------------------------------------------------------

    def _scored(self) -> str:
        units, document = self._facts.units, self._document
        tops = [branch.code for branch in document.branches if not branch.parent]

        def formula(line: int) -> str:
            tests = [f"{self._measures.page.ref(self._measures.needed, line)}>0"] if self._measures.needed else []
            stopping = (one.code for one in document.indicators if one.missing.rule in STOPS)
            tests += [f'{self._points.raw_ref(code, line)}<>""' for code in stopping]
            if any(document.branch(code).combine is not Combine.SUM for code in tops):
                tests.append(f"COUNT({','.join(self.page.here(self.node[code], line) for code in tops)})={len(tops)}")
            return f"IF(AND({','.join(tests or ['TRUE'])}),1,0)"

        return self._add("scored", lambda line: Cell(int(units[line].score.scored), formula(line)), WHOLE)

    def _taking_part(self, records: RowsPage) -> str:
        condition, units = self._facts.rubric.takes_part, self._facts.units
        failing = ""
        if condition is not None:
            verdict = lower_condition(condition, self._facts.parameters)
            label = self._document.takes_part_label[self._facts.language]
            note = f"{label}\n{self._document.takes_part}"
            failing = records.flag(verdict.false, self._book.word("watched"), self._book.word("filters"), note)

        def cell(line: int) -> Cell:
            tests = [f"{self.page.here(self.scored, line)}=1"]
            if failing:
                tests.append(f"{records.page.ref(failing, line)}=0")
            due = units[line].score.scored and not units[line].watched
            return Cell(int(due), f"IF(AND({','.join(tests)}),1,0)")

        return self._add("taking_part", cell, WHOLE)

    def _counted(self) -> str:
        """Who has a rank: who takes part, without those whom a lift exempts; the sheet of grades says whom, later."""
        if not any(lift.exempt for lift in self._document.lifts):
            return self.taking_part
        units = self._facts.units

        def cell(line: int) -> Cell:
            grade = units[line].grade
            due = grade is not None and not grade.exempt
            return Cell(int(due), f"IF({self.page.here(self.taking_part, line)}=1,1-{self.exempt_ref(line)},0)")

        return self._add("counted", cell, WHOLE)

    def _provisional(self) -> None:
        word, units = self._book.word("provisional"), self._facts.units
        self._add("provisional", lambda line: Cell(word if units[line].provisional else ""), FINE, Ink.VALUE)

    # Totals ---------------------------------------------------------------------------------------------------------------

    def _sum(self) -> str:
        """The topmost branches, deductions taken off; within the bounds of the total where they come before the rounding."""
        document = self._document
        tops = [branch for branch in document.branches if not branch.parent]
        decimals = _most([self._decimals(branch.code) for branch in tops])

        def formula(line: int) -> str:
            plus = [self.page.here(self.node[one.code], line) for one in tops if one.role is not Role.DEDUCTION]
            minus = [self.page.here(self.node[one.code], line) for one in tops if one.role is Role.DEDUCTION]
            made = "-".join(f"SUM({','.join(cells)})" for cells in (plus, minus) if cells)
            made = f"ROUND({made if plus else '-' + made},{decimals})"
            return self._bounded(made) if document.rounding.caps is Caps.BEFORE else made

        return self._add("summed", lambda line: Cell(number(self._exact_total(line)), formula(line)), FINE)

    def _bounded(self, made: str) -> str:
        for name, function in (("floor", "MAX"), ("total", "MIN")):
            if name in self._rubric.cap:
                made = f"{function}({self._rubric.cap[name]},{made})"
        return made

    def _rounded(self, summed: str, decimals: int) -> str:
        """Of the sum: rounded, and within the bounds where they come after it."""
        rules = self._document.rounding
        made = rounding(summed, decimals, rules.mode)
        return made if rules.caps is Caps.BEFORE else self._bounded(made)

    def _exact_total(self, line: int) -> Ratio:
        """As ``engine.score`` adds up; it keeps the rounded total only, unless the rubric ranks by the exact one."""
        document, values = self._document, self._facts.units[line].score.values
        total = ZERO
        for branch in document.branches:
            if not branch.parent:
                value = values[branch.code] or ZERO
                total = total.less(value) if branch.role is Role.DEDUCTION else total.plus(value)
        if document.rounding.caps is Caps.AFTER:
            return total
        if document.total_floor is not None and total.compare(from_decimal(document.total_floor)) < 0:
            total = from_decimal(document.total_floor)
        if document.total_cap is not None and total.compare(from_decimal(document.total_cap)) > 0:
            total = from_decimal(document.total_cap)
        return total

    def _total(self) -> str:
        rules, units = self._document.rounding, self._facts.units
        decimals = points_decimals(self._document) if rules.total_decimals is None else rules.total_decimals

        def cell(line: int) -> Cell:
            here = self.page.here
            made = self._rounded(here(self._summed, line), decimals)
            score = units[line].score
            return Cell(_plain(score.total) if score.scored else "", f'IF({here(self.scored, line)}=1,{made},"")')

        return self._add("total", cell, points_format(decimals), Ink.RESULT)

    def _exact(self) -> str:
        units = self._facts.units

        def cell(line: int) -> Cell:
            here, score = self.page.here, units[line].score
            summed, digits = here(self._summed, line), self._document.rounding.rank_decimals
            after = self._document.rounding.caps is Caps.AFTER
            made = guarded(self._bounded(summed) if after else summed) if digits is None else self._rounded(summed, digits)
            return Cell(number(score.ranking) if score.scored else "", f'IF({here(self.scored, line)}=1,{made},"")')

        return self._add("ranking", cell, FINE)

    # Branches -------------------------------------------------------------------------------------------------------------

    def _branch(self, branch: Branch) -> None:
        """The branch, then what hangs on it."""
        title = f"{branch.code}　{branch.title[self._facts.language]}"
        rules, units = self._document.rounding, self._facts.units
        self.node[branch.code] = self.page.add(
            Column(
                title=title,
                group=title,
                note=f"{title}\n{combine_words(branch, self._facts.language)}",
                ink=Ink.RESULT,
                number=points_format(rules.indicator_decimals),
                width=13,
                cell=lambda line: Cell(number(units[line].score.values[branch.code]), self._branch_formula(branch, line)),
            )
        )
        for indicator in self._document.indicators:
            if indicator.parent == branch.code:
                self._leaf(indicator.code, indicator.title[self._facts.language], title)
        for child in self._document.branches:
            if child.parent == branch.code:
                self._branch(child)

    def _leaf(self, code: str, title: str, group: str) -> None:
        units = self._facts.units
        self.node[code] = self.page.add(
            Column(
                title=f"{code}\n{title}",
                group=group,
                ink=Ink.FORMULA,
                number=points_format(self._document.rounding.indicator_decimals),
                width=13,
                cell=lambda line: Cell(number(units[line].score.indicator(code).value), self._points.points_ref(code, line)),
            )
        )

    def _branch_formula(self, branch: Branch, line: int) -> str:
        here = self.page.here
        children = [(here(self.node[code], line), self._rubric.weight.get(code, "1")) for code in self._children(branch)]
        if not children:
            return "SUM(0)"
        cells = ",".join(cell for cell, _ in children)
        core = self._finished(branch, _combined(branch, children, cells, self._decimals(branch.code, before=True)))
        if branch.combine is Combine.SUM:
            return core
        tests = [f"COUNT({cells})<{max(branch.needs, 1)}"]
        if branch.combine is Combine.GEOMETRIC:
            tests.append(f"MIN({cells})<0")
        for test in reversed(tests):
            core = f'IF({test},"",{core})'
        return core

    def _finished(self, branch: Branch, expression: str) -> str:
        """Rounded at this node and capped, in the order the rubric says."""
        rules = self._document.rounding
        capped = "{}" if branch.cap is None else f"MIN({{}},{self._rubric.cap[branch.code]})"
        if rules.caps is Caps.BEFORE:
            expression = capped.format(expression)
        if branch.decimals is not None:
            expression = rounding(expression, branch.decimals, rules.mode)
        return expression if rules.caps is Caps.BEFORE else capped.format(expression)

    def _children(self, branch: Branch) -> list[str]:
        leaves = [one.code for one in self._document.indicators if one.parent == branch.code]
        return leaves + [one.code for one in self._document.branches if one.parent == branch.code]

    def _decimals(self, code: str, *, before: bool = False) -> int:
        """Decimals a node is known to have; ``GUARD`` where it may have any number. ``before`` its own rounding and cap."""
        branch = next((one for one in self._document.branches if one.code == code), None)
        if branch is None:
            decimals = self._document.rounding.indicator_decimals
            return GUARD if decimals is None else decimals
        found = _most([self._decimals(child) for child in self._children(branch)])
        if branch.combine in (Combine.MEAN, Combine.GEOMETRIC):
            found = GUARD
        if before:
            return found
        if branch.decimals is not None and self._document.rounding.caps is Caps.BEFORE:
            return branch.decimals
        found = found if branch.decimals is None else branch.decimals
        return found if branch.cap is None else max(found, decimals_of(branch.cap))

    def _add(self, name: str, cell: Callable[[int], Cell], shown: str, ink: Ink = Ink.FORMULA) -> str:
        word = self._book.word
        return self.page.add(
            Column(title=word(f"totals.{name}"), note=word(f"totals_note.{name}"), ink=ink, number=shown, cell=cell, width=9)
        )


def _combined(branch: Branch, children: Sequence[tuple[str, str]], cells: str, decimals: int) -> str:
    """Of the children that have a value; ``children`` are cell and weight."""
    weights = "+".join(f'IF({cell}="",0,{weight})' for cell, weight in children)
    match branch.combine:
        case Combine.SUM:
            return f"ROUND(SUM({cells}),{decimals})"
        case Combine.GREATEST:
            return f"MAX({cells})"
        case Combine.MEAN:
            whole = "+".join(f'IF({cell}="",0,{cell}*{weight})' for cell, weight in children)
            return guarded(f"({whole})/({weights})")
        case Combine.GEOMETRIC:
            logs = "+".join(f'IF({cell}="",0,{weight}*LN({cell}))' for cell, weight in children)
            return f"IF(MIN({cells})=0,0,{guarded(f'EXP(({logs})/({weights}))')})"


def _most(decimals: Sequence[int]) -> int:
    return min(max(decimals, default=0), GUARD)


def _plain(value: Decimal) -> int | float:
    made = number(from_decimal(value))
    assert isinstance(made, int | float)
    return made
