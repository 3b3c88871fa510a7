"""The sheet of each carrier's own figures for support (扶持资料): grade, measures of the policies, and what was written down for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy
from scoring.definitions.excel_reader import Unwritable, excel_condition
from scoring.definitions.lowered import EVER, Condition, columns
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.definitions.policy import FigureType, HowOften, OpenFigure
from scoring.definitions.tree import Number
from scoring.engine.given import GivenBefore
from scoring.engine.measure import plan_measure
from scoring.engine.support import SupportPlan
from scoring.papers.workbook_aid_assumptions import (
    AssumptionsPage,
    for_carriers,
    grade_field,
    graded_uses,
    number_format,
    unit_of,
)
from scoring.papers.workbook_aid_facts import AidFacts
from scoring.papers.workbook_aid_figures import (
    BY_GRADE,
    FEN,
    Figure,
    GradeTable,
    Sources,
    factor_of,
    graded_values,
    is_money,
    of_all,
    read_back,
    scaled,
    typed,
)
from scoring.papers.workbook_columns import UnitColumns
from scoring.papers.workbook_conditions import KNOWN, counted_condition
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import CODE, Ink
from scoring.papers.workbook_measures import MeasuresPage, Placed
from scoring.papers.workbook_rows import RowsPage
from scoring.papers.workbook_sheet import Book, Value
from scoring.papers.workbook_standing import StandingPage


class AidUnitsPage:
    """Measures by policy, and the inputs that differ from carrier to carrier."""

    def __init__(
        self,
        book: Book,
        facts: BookFacts,
        aid: AidFacts,
        rows: Mapping[str, RowsPage],
        standing: StandingPage | None,
        assumptions: AssumptionsPage,
        sources: Sources,
    ) -> None:
        self._book, self._facts, self._aid, self._rows = book, facts, aid, rows
        self._standing, self._assumptions, self._sources = standing, assumptions, sources
        self._columns = UnitColumns(book, facts, book.word("sheet.aid_units"))
        self.page = self._columns.page
        self._records = rows[facts.rubric.form.record]
        self._measures: dict[tuple[str, str], Placed] = {}
        self._counts: dict[str, frozenset[str]] = {}
        self._grade()
        for plan in aid.plans:
            self._of_policy(plan)

    # Grade and measures -------------------------------------------------------------------------------------------------

    def _grade(self) -> None:
        word, standing = self._book.word, self._standing
        if standing is None:
            return
        columns = self._columns
        for name, value, formula in (
            ("standing", standing.number, standing.number_ref),
            ("standing_name", standing.name, standing.name_ref),
        ):
            columns.put(name, value, formula, title=word(f"stands.{name}"), group=word("aid_text.standing"), width=11)

    def _of_policy(self, plan: SupportPlan) -> None:
        policy, key = plan.compiled, plan.compiled.document.key
        if self._measures_used(policy):
            page = MeasuresPage(self._book, self._with_measures(plan), self._rows, None, self.page)
            self._measures |= {(key, measure): placed for measure, placed in page.placed.items()}
        self._counted(plan)
        for one in for_carriers(policy):
            for name in (*one.clause.names(), *(value.key for _, value in one.shares if isinstance(value, OpenFigure))):
                compiled = policy.figures.get(name)
                if compiled is not None and not of_all(compiled.figure):
                    self._own_figure(policy, compiled.figure)
        for one in for_carriers(policy):
            self._entered(key, one)

    def _measures_used(self, policy: CompiledPolicy) -> frozenset[str]:
        named = {name for one in for_carriers(policy) for name in one.clause.names() if name in policy.measures}
        return frozenset(named | self._counts_named(policy))

    def _counts_named(self, policy: CompiledPolicy) -> set[str]:
        texts = {text for one in for_carriers(policy) for text in one.clause.conditions() if text}
        trees = [lower_condition(policy.statements[text], self._facts.parameters) for text in texts]
        named = {key for tree in trees for key in columns(tree.true) | columns(tree.false)}
        return {key for key in policy.counts if key in named}

    def _with_measures(self, plan: SupportPlan) -> BookFacts:
        """The round with the policy's own sets and measures in the place of the rubric's."""
        policy, facts = plan.compiled, self._facts
        document = replace(facts.rubric.rubric, scored_only_with="")
        own = replace(facts.rubric, rubric=document, sets=policy.sets, measures=policy.measures)
        units = tuple(
            replace(unit, measured=self._aid.cases[at][policy.document.key].measured) for at, unit in enumerate(facts.units)
        )
        return replace(facts, rubric=own, units=units)

    def _counted(self, plan: SupportPlan) -> None:
        """A count that a condition reads is known only where no row is unknown."""
        policy, key = plan.compiled, plan.compiled.document.key
        self._counts[key] = frozenset(self._counts_named(policy))
        for measure in sorted(self._counts[key]):
            self._count(policy, measure)

    def _count(self, policy: CompiledPolicy, measure: str) -> None:
        key, columns, word = policy.document.key, self._columns, self._book.word
        compiled = policy.measures[measure]
        made = plan_measure(compiled, self._facts.parameters)
        assert made.settled is not None
        rows = self._rows[made.settled.table]
        group = f"{compiled.measure.label[self._facts.language]}\n{measure}"
        everyone = rows.flag(EVER, word("every_row"), word("filters"), "")
        settled = rows.flag(made.settled.condition, word("aid_text.row_known"), group, word("aid_text.row_known_note"))
        value = self.measure_ref(key, measure)

        def unknown(line: int) -> str:
            number = columns.page.here("A", line)
            return f"{rows.sum_formula(everyone, number)}-{rows.sum_formula(settled, number)}"

        def measured(line: int) -> tuple[int, bool]:
            found = self._aid.cases[line][key].measured[measure]
            known = found.value is not None and not found.unknown
            return (found.value.numerator // found.value.denominator if known and found.value is not None else 0), known

        columns.put(
            f"unknown {key} {measure}",
            lambda line: self._aid.cases[line][key].measured[measure].unknown,
            unknown,
            title=word("aid_text.rows_unknown"),
            group=group,
        )
        at = f"unknown {key} {measure}"
        columns.put(
            f"known {key} {measure}",
            lambda line: int(measured(line)[1]),
            lambda line: f"IF(AND(ISNUMBER({value(line)}),{columns.here(at, line)}=0),1,0)",
            title=word("aid_text.known"),
            group=group,
        )
        columns.put(
            f"count {key} {measure}",
            lambda line: measured(line)[0],
            lambda line: f"IF({columns.here(f'known {key} {measure}', line)}=1,{value(line)},0)",
            title=word("aid_text.counted"),
            group=group,
        )

    # What was written down for one --------------------------------------------------------------------------------------

    def _own_figure(self, policy: CompiledPolicy, figure: OpenFigure) -> None:
        key, money = policy.document.key, is_money(figure)
        held = [self._aid.cases[line][key].settled.get(figure.key) for line in range(len(self._facts.units))]
        if figure.type in BY_GRADE:
            for one in for_carriers(policy):
                if figure in graded_uses(one) and (key, figure.key, grade_field(one)) not in self._sources.tables:
                    self._own_table(policy, figure, grade_field(one), held)
            return
        if (key, figure.key) in self._sources.scalars:
            return
        printed = policy.figures[figure.key].value
        numbers = [_number(found if found is not None else printed) for found in held]
        factor, exact = factor_of((one for one in numbers if one is not None), money=money)
        factor, exact = (1, True) if figure.type is FigureType.YES_NO else (factor, exact)
        name = f"figure {key} {figure.key}"
        self._input(name, figure, lambda line: typed(numbers[line], money=money), "")
        ref = self._columns.ref
        self._sources.scalars[key, figure.key] = Figure(
            lambda line: f"ISNUMBER({ref(name, line)})",
            lambda line: read_back(ref(name, line), factor, money=money),
            factor,
            lambda line: _scaled(numbers[line], factor),
            exact,
        )

    def _own_table(self, policy: CompiledPolicy, figure: OpenFigure, source: str, held: Sequence[object]) -> None:
        """A column for each grade: what is typed, then the whole number that formulas read."""
        key, money, word = policy.document.key, is_money(figure), self._book.word
        grades, shown = self._assumptions.grades(policy, source)
        numbers = [graded_values(found, grades) for found in held]
        factor, exact = factor_of((one for each in numbers for one in each if one is not None), money=money)
        factor, exact = (1, True) if figure.type is FigureType.GRADES else (factor, exact)
        names = [f"{key} {figure.key} {source} {grade}" for grade in grades]
        columns, open_ = self._columns, word("aid_text.open")

        def typing(at: int) -> Callable[[int], Value]:
            return lambda line: typed(numbers[line][at], money=money)

        def reading(at: int) -> tuple[Callable[[int], Value], Callable[[int], str]]:
            def value(line: int) -> Value:
                found = _scaled(numbers[line][at], factor)
                return open_ if found is None else found

            def formula(line: int) -> str:
                cell = columns.here(f"typed {names[at]}", line)
                return f'IF(ISNUMBER({cell}),{read_back(cell, factor, money=money)},"{open_}")'

            return value, formula

        for at, name in enumerate(names):
            self._input(f"typed {name}", figure, typing(at), shown[at])
        group = figure.label[self._facts.language]
        for at, name in enumerate(names):
            columns.put(f"read {name}", *reading(at), title=word("aid_text.read_of", grade=shown[at]), group=group)
        first, last = f"read {names[0]}", f"read {names[-1]}"
        self._sources.tables[key, figure.key, source] = GradeTable(
            lambda line: f"{columns.ref(first, line)}:{columns.here(last, line)}",
            factor,
            lambda line: tuple(_scaled(one, factor) for one in numbers[line]),
            exact,
        )

    def _input(self, name: str, figure: OpenFigure, value: Callable[[int], Value], grade: str) -> None:
        language, open_ = self._facts.language, self._book.word("aid_text.open")
        unit = unit_of(self._book, figure.type) or figure.unit[language]
        self._columns.put(
            name,
            lambda line: open_ if value(line) is None else value(line),
            None,
            title="\n".join(part for part in (grade or figure.label[language], unit) if part),
            group=figure.label[language] if grade else self._book.word("aid_text.own"),
            note=f"{figure.key}\n{figure.basis[language]}",
            shown=number_format(figure.type),
            ink=Ink.DATA,
            width=16,
        )

    def _entered(self, policy: str, one: CompiledClause) -> None:
        """The award that was decided under a ceiling, the years before, a day of its own."""
        clause, word, cases, columns = one.clause, self._book.word, self._aid.cases, self._columns
        key, group = clause.key, f"{clause.label[self._facts.language]}\n{clause.key}"
        if clause.ceiling:

            def decided(line: int) -> Value:
                found = cases[line][policy].decided.get(key)
                return None if found is None else typed(Number(found, 1, 1, ""), money=True)

            columns.put(
                f"decided {policy} {key}",
                decided,
                None,
                title=word("aid_text.decided"),
                group=group,
                note=word("aid_text.decided_note"),
                shown=number_format(FigureType.MONEY),
                ink=Ink.DATA,
                width=16,
            )
        if clause.how_often is HowOften.ONCE or clause.years:
            self._given(policy, one, group)
        own = [self._own_day(policy, one, line) for line in range(len(self._facts.units))]
        if any(own):
            columns.put(
                f"day {policy} {key}",
                lambda line: own[line],
                None,
                title=word("aid_text.own_day"),
                group=group,
                shown=CODE,
                ink=Ink.DATA,
            )

    def _own_day(self, policy: str, one: CompiledClause, line: int) -> int | None:
        common, own = self._aid.common[policy].days, self._aid.cases[line][policy].days
        found = [days.get(one.clause.key, days.get(one.clause.decides)) for days in (own, common)]
        if found[0] is None or found[0] == found[1]:
            return None
        return found[0].year * 10_000 + found[0].month * 100 + found[0].day

    def _given(self, policy: str, one: CompiledClause, group: str) -> None:
        word, open_ = self._book.word, self._book.word("aid_text.open")

        def earlier(line: int) -> GivenBefore:
            return self._aid.cases[line][policy].given_before(one.clause.key)

        def first(line: int) -> Value:
            found = earlier(line)
            if found.disputed is not None:
                return open_
            return found.years[0] if found.years else 0 if found.whole else open_

        def count(line: int) -> Value:
            found = earlier(line)
            return len(found.years) if found.whole else open_

        for name, value in (("since", first), ("times", count)):
            self._columns.put(
                f"{name} {policy} {one.clause.key}",
                value,
                None,
                title=word(f"aid_text.{name}"),
                group=group,
                note=word("aid_text.given_note"),
                ink=Ink.DATA,
            )

    # What the clauses ask -----------------------------------------------------------------------------------------------

    def grade(self, policy: CompiledPolicy, one: CompiledClause) -> tuple[Callable[[int], str], Callable[[int], Value]] | None:
        """The number of the grade a clause looks at: the record's, or the one that stands; None: a rubric without grades."""
        name = grade_field(one)
        if name:
            record = [unit.lines(self._facts.rubric.form.record)[0] for unit in self._facts.units]
            return (lambda line: self._records.field_refs(line)[name]), (lambda line: _stored(record[line][name]))
        if self._standing is None:
            return None
        return (lambda line: self._columns.ref("standing", line)), (lambda line: self._columns.value("standing", line))

    def record_ref(self, name: str, line: int) -> str:
        return self._records.field_refs(line)[name]

    def measure_ref(self, policy: str, measure: str) -> Callable[[int], str]:
        placed = self._measures[policy, measure]
        return lambda line: self.page.ref(placed.value, line)

    def measure(self, policy: str, measure: str) -> Placed:
        return self._measures[policy, measure]

    def has(self, name: str) -> bool:
        return self._columns.has(name)

    def ref(self, name: str, line: int) -> str:
        return self._columns.ref(name, line)

    def value(self, name: str, line: int) -> Value:
        return self._columns.value(name, line)

    def yuan(self, name: str, line: int) -> str:
        """An amount that was typed, in 分."""
        return f"ROUND({self.ref(name, line)}*{FEN},0)"

    def condition(self, policy: CompiledPolicy, condition: Condition) -> Callable[[int], str] | None:
        """A condition on the record and the counts; None where Excel cannot hold it."""
        key = policy.document.key
        narrow = counted_condition(condition, self._counts[key])

        def cells(line: int) -> dict[str, str]:
            counts = {one: self.ref(f"count {key} {one}", line) for one in self._counts[key]}
            known = {one + KNOWN: self.ref(f"known {key} {one}", line) for one in self._counts[key]}
            return {**self._records.field_refs(line), **counts, **known}

        try:
            excel_condition(narrow, cells(0))
        except Unwritable:
            return None
        return lambda line: excel_condition(narrow, cells(line))


def _number(found: object) -> Number | None:
    if isinstance(found, bool):
        return Number(int(found), 1, 0, "")
    return found if isinstance(found, Number) else None


def _scaled(number: Number | None, factor: int) -> int | None:
    return None if number is None else scaled(number, factor)


def _stored(value: object) -> Value:
    return value if isinstance(value, int | str) else None


def texts_named(plans: Iterable[SupportPlan], parameters: Parameters) -> frozenset[str]:
    """The fields of the record that support looks at: territories and conditions."""
    found: set[str] = set()
    for plan in plans:
        found |= {one.field for one in plan.compiled.document.territory}
        for tree in plan.compiled.statements.values():
            verdict = lower_condition(tree, parameters)
            found |= columns(verdict.true) | columns(verdict.false)
    return frozenset(found)
