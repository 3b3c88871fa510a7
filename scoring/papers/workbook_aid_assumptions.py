"""The sheet of what support rests on (扶持依据): days, open figures as they were settled, and every amount, rate and bound of a clause.

What is typed stands in one column, the whole number that formulas read beside it; an open figure says 待定 in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scoring.definitions.amounts import ByGrade, Stepped
from scoring.definitions.compiled_amounts import Value as Named
from scoring.definitions.compiled_amounts import is_money as base_is_money
from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy
from scoring.definitions.policy import Beneficiary, DecidingDate, FigureType, OpenFigure, Share
from scoring.definitions.tree import Number
from scoring.engine.clause_words import grade_names, period_words
from scoring.messages import say
from scoring.papers.workbook_aid_facts import AidFacts, Entered
from scoring.papers.workbook_aid_figures import (
    BY_GRADE,
    Figure,
    GradeTable,
    Sources,
    factor_of,
    graded_values,
    of_all,
    read_back,
    scaled,
    typed,
)
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import CODE, FINE, Ink
from scoring.papers.workbook_sheet import Book, Cell, LinePage, Value

YUAN = "#,##0.00"
SHARE = "0.00####%"
YES = Number(1, 1, 0, "1")
NO = Number(0, 1, 0, "0")
WITHOUT_END = 99991231
"""The last day of what is in force without end, as it is written."""


@dataclass(slots=True)
class Parts:
    """The cells of one clause. ``day`` holds for all carriers that have no day of their own."""

    first: str
    last: str
    day: Figure
    since: str = ""
    """The first day that can be that of the announcement, where it decides and nobody has entered it."""
    value: Figure | None = None
    by_grade: list[Figure] = field(default_factory=list)
    """In the order of the numbers of the grades."""
    steps: list[tuple[Figure, Figure]] = field(default_factory=list)
    cap: Figure | None = None
    shares: list[tuple[Share, Figure]] = field(default_factory=list)


def grade_field(one: CompiledClause) -> str:
    """The field of the record whose grade a clause looks at; empty: the grade of this assessment."""
    return one.clause.grade.field if one.clause.grade is not None else ""


def graded_uses(one: CompiledClause) -> tuple[OpenFigure, ...]:
    """The open figures of a clause that say something of each grade."""
    value = one.amount.value
    named = (one.mapping, one.coefficient, value if isinstance(value, OpenFigure) else None)
    return tuple(figure for figure in named if figure is not None and figure.type in BY_GRADE)


def for_carriers(policy: CompiledPolicy) -> tuple[CompiledClause, ...]:
    """Firms and other bodies are on no carrier's line."""
    return tuple(one for one in policy.clauses if one.clause.beneficiary is Beneficiary.CARRIER)


class AssumptionsPage:
    """``figures`` first, then, once the sheet of the carriers' own figures is known, ``clauses``."""

    def __init__(self, book: Book, facts: BookFacts, aid: AidFacts, sources: Sources) -> None:
        self._book, self._facts, self._aid, self._sources = book, facts, aid, sources
        self.page = LinePage(book, book.word("sheet.aid_assumptions"), (20, 36, 34, 18, 18, 9, 60))
        self.parts: dict[tuple[str, str], Parts] = {}
        self.territory: dict[tuple[str, str], list[str]] = {}
        look, word = book.look, book.word
        self.page.add((word("aid_text.assumptions"), look.title), height=28)
        self.page.add((word("aid_text.assumptions_note"), look.status), height=20)
        heads = ("code", "name", "item", "typed", "read", "unit", "basis")
        self.frozen = self.page.add(*((word(f"aid_column.{name}"), look.head) for name in heads), height=22)
        self._head("", word("aid_text.general"), "")
        self._today = self._figure_row(word("aid_text.today"), _day_number(aid.today), "yyyymmdd", word("aid_text.today_note"))
        self.year = self._figure_row(word("aid_text.year"), aid.year, word("aid_text.of_year"), word("aid_text.year_note"))
        for plan in aid.plans:
            self._figures(plan.compiled)

    # Open figures of all -------------------------------------------------------------------------------------------------

    def _figures(self, policy: CompiledPolicy) -> None:
        document, language, word = policy.document, self._facts.language, self._book.word
        status = word("status", status=document.status[language])
        period = period_words(policy.period, document.in_force_note, language)
        self._head(document.key, f"{document.title[language]}{status}", f"{document.number[language]}　{period}")
        record = policy.form.table(policy.form.record)
        for territory in document.territory:
            label = record.field(territory.field).label[language]
            names = [self._text_row(word("aid_text.territory"), label, name.zh) for name in territory.names]
            self.territory.setdefault((document.key, territory.field), []).extend(names)
        used = [name for one in for_carriers(policy) for name in one.clause.names()]
        used += [value.key for one in for_carriers(policy) for _, value in one.shares if isinstance(value, OpenFigure)]
        for key, compiled in policy.figures.items():
            if not of_all(compiled.figure) or key not in used:
                continue
            if compiled.figure.type in BY_GRADE:
                self._tables(policy, compiled.figure)
            else:
                found = self._aid.common[document.key].settled.get(key, compiled.value)
                number = (YES if found else NO) if isinstance(found, bool) else found if isinstance(found, Number) else None
                self._sources.scalars[document.key, key] = self._number(
                    compiled.figure.label[language],
                    number,
                    compiled.figure.type,
                    self._basis(document.key, compiled.figure),
                    code=key,
                )

    def _tables(self, policy: CompiledPolicy, figure: OpenFigure) -> None:
        """One for each grade that a clause looks at: ours, or that of a field of the record."""
        uses = dict.fromkeys(grade_field(one) for one in for_carriers(policy) if figure in graded_uses(one))
        found = self._aid.common[policy.document.key].settled.get(figure.key)
        for name in uses:
            grades, shown = self.grades(policy, name)
            self._sources.tables[policy.document.key, figure.key, name] = self._table(
                figure.label[self._facts.language],
                list(zip(shown, graded_values(found, grades), strict=True)),
                figure.type,
                self._basis(policy.document.key, figure),
                code=figure.key,
            )

    def grades(self, policy: CompiledPolicy, name: str) -> tuple[list[str], list[str]]:
        """The grades a clause looks at, in the order of their numbers, and how they are shown."""
        found = grade_names(policy.form, self._facts.rubric.rubric.grades, name, self._facts.language)
        return list(found), list(found.values())

    def _basis(self, policy: str, figure: OpenFigure) -> str:
        """The article, and what the district wrote down."""
        article = figure.basis[self._facts.language]
        written = self._aid.bases.get((policy, Entered.FIGURE, figure.key, None))
        if written is None:
            return article
        return self._book.word("aid_text.written", article=article, text=written[0], basis=written[1])

    # Clauses ------------------------------------------------------------------------------------------------------------

    def clauses(self) -> None:
        """Dates, amounts, rates, bounds and caps of every clause that is for carriers; the others by name."""
        for plan in self._aid.plans:
            policy, others = plan.compiled, []
            for one in policy.clauses:
                if one in for_carriers(policy):
                    self.parts[policy.document.key, one.clause.key] = self._clause(policy, one)
                else:
                    others.append(one.clause.label[self._facts.language])
            if others:
                self.page.add(height=6)
                self.page.add(*self._quiet("", self._book.word("aid_text.not_carriers"), "", "", "", "", "；".join(others)))

    def _clause(self, policy: CompiledPolicy, one: CompiledClause) -> Parts:
        language, word, clause = self._facts.language, self._book.word, one.clause
        basis = clause.basis[language]
        self._head(clause.key, clause.label[language], f"{basis}　{clause.text[language]}")
        parts = Parts(
            first=self._figure_row(word("aid_text.first"), _day_number(one.period.first), "yyyymmdd", basis),
            last=self._figure_row(
                word("aid_text.last"), _day_number(one.period.last) if one.period.last else WITHOUT_END, "yyyymmdd", basis
            ),
            day=self._day(policy, one),
            since=self._since(policy, one),
        )
        amount, key = one.amount, policy.document.key
        if amount.value is not None and not (isinstance(amount.value, OpenFigure) and amount.value.type in BY_GRADE):
            kind = _kind_of(one)
            parts.value = self._named(key, amount.value, word(f"aid_amount.{amount.rule.kind}"), kind, basis)
        if isinstance(amount.rule, ByGrade):
            parts.by_grade = list(self._by_grade(policy, one, basis))
        if isinstance(amount.rule, Stepped):
            parts.steps = list(self._steps(key, one, basis))
        if one.cap is not None:
            parts.cap = self._named(key, one.cap, word("aid_text.cap"), FigureType.MONEY, basis)
        parts.shares = [
            (share, self._named(key, value, word("aid_text.share_of", payer=share.payer[language]), FigureType.SHARE, basis))
            for share, value in one.shares
        ]
        return parts

    def _day(self, policy: CompiledPolicy, one: CompiledClause) -> Figure:
        """The day that decides; that of the decision itself is today, until somebody says otherwise."""
        word, clause, language = self._book.word, one.clause, self._facts.language
        days = self._aid.common[policy.document.key].days
        day = days.get(clause.key, days.get(clause.decides))
        written = self._aid.bases.get((policy.document.key, Entered.DAY, clause.key, None))
        basis = written[1] if written else clause.decides_basis[language]
        name = say(f"policies.day.{clause.decides.value}", {}, language)
        look = self._book.look
        follows = clause.decides is DecidingDate.DECIDED and clause.key not in days
        given: Value = word("aid_text.open") if day is None else _day_number(day)
        cell = Cell(given, self._today if follows else "")
        row = self.page.add(
            *self._quiet("", word("aid_text.day"), name),
            (cell, look.cell(Ink.FORMULA if follows else Ink.DATA, CODE)),
            ("", look.cell(Ink.LABEL)),
            ("yyyymmdd", look.cell(Ink.LABEL)),
            (basis, look.quiet),
        )
        return _fixed(self.page.ref("D", row), 1, None if day is None else _day_number(day))

    def _since(self, policy: CompiledPolicy, one: CompiledClause) -> str:
        since = self._aid.common[policy.document.key].unannounced.get(one.clause.key)
        if since is None:
            return ""
        word = self._book.word
        return self._figure_row(
            word("aid_text.announced_since"), _day_number(since), "yyyymmdd", word("aid_text.announced_since_note")
        )

    def _named(self, policy: str, value: Named, label: str, kind: FigureType, basis: str, *, item: str = "") -> Figure:
        """A literal in a cell of its own, or the open figure where it stands."""
        if isinstance(value, OpenFigure):
            return self._sources.scalars[policy, value.key]
        return self._number(label, value, kind, basis, item=item)

    def _by_grade(self, policy: CompiledPolicy, one: CompiledClause, basis: str) -> Iterable[Figure]:
        """A grade that is not listed gets nothing."""
        label = self._book.word("aid_amount.by_grade")
        for grade, name in zip(*self.grades(policy, grade_field(one)), strict=True):
            value = one.amount.by_grade.get(grade, NO)
            yield self._named(policy.document.key, value, label, FigureType.MONEY, basis, item=name)

    def _steps(self, policy: str, one: CompiledClause, basis: str) -> Iterable[tuple[Figure, Figure]]:
        word, of = self._book.word, one.amount.of
        assert of is not None
        kind = FigureType.MONEY if base_is_money(of) else FigureType.NUMBER
        for bound, value in one.amount.steps:
            yield (
                self._number(word("aid_text.bound"), bound, kind, basis),
                self._named(policy, value, word("aid_amount.steps"), FigureType.MONEY, basis),
            )

    # Lines --------------------------------------------------------------------------------------------------------------

    def entries(self, lines: Sequence[tuple[str, str, str, str, str]]) -> None:
        """What was written down carrier by carrier: carrier, what of which policy, the text, the basis."""
        if not lines:
            return
        self._head("", self._book.word("aid_text.entries"), "")
        for carrier, policy, what, text, basis in lines:
            self.page.add(*self._quiet(policy, carrier, what, text, "", "", basis))

    def _head(self, code: str, title: str, rule: str) -> None:
        head = self._book.look.head_left
        self.page.add(height=6)
        self.page.add((code, head), (title, head), ("", head), ("", head), ("", head), ("", head), (rule, self._book.look.rule))

    def _text_row(self, name: str, item: str, text: str) -> str:
        look = self._book.look
        row = self.page.add(*self._quiet("", name, item), (text, look.cell(Ink.DATA)), *self._quiet("", "", ""))
        return self.page.ref("D", row)

    def _figure_row(self, name: str, value: int, unit: str, basis: str) -> str:
        look = self._book.look
        row = self.page.add(
            *self._quiet("", name, ""),
            (Cell(value), look.cell(Ink.DATA, CODE)),
            *self._quiet("", unit),
            (basis, look.quiet),
        )
        return self.page.ref("D", row)

    def _number(
        self, label: str, number: Number | None, kind: FigureType, basis: str, *, item: str = "", code: str = ""
    ) -> Figure:
        [(cell, value)], factor, exact = self._numbers(label, [(item, number)], kind, basis, code)
        return _fixed(cell, factor, value, exact=exact)

    def _table(
        self, label: str, numbers: list[tuple[str, Number | None]], kind: FigureType, basis: str, code: str = ""
    ) -> GradeTable:
        found, factor, exact = self._numbers(label, numbers, kind, basis, code)
        span = f"{found[0][0]}:{found[-1][0].partition('!')[2]}"
        values = tuple(value for _, value in found)
        return GradeTable(lambda _: span, factor, lambda _: values, exact)

    def _numbers(
        self, label: str, numbers: list[tuple[str, Number | None]], kind: FigureType, basis: str, code: str
    ) -> tuple[list[tuple[str, int | None]], int, bool]:
        """Neighbouring lines; the cells formulas read with what they hold, the factor they share and whether it is exact."""
        money, listed = kind in (FigureType.MONEY, FigureType.MONEY_BY_GRADE), kind in (FigureType.GRADES, FigureType.YES_NO)
        factor, exact = factor_of((one for _, one in numbers if one is not None), money=money)
        factor, exact = (1, True) if listed else (factor, exact)
        made: list[tuple[str, int | None]] = []
        for item, one in numbers:
            words = ("", "", "") if made else (code, label, basis)
            made.append(self._line(words, item, one, kind, factor, money=money))
        return made, factor, exact

    def _line(
        self, words: tuple[str, str, str], item: str, number: Number | None, kind: FigureType, factor: int, *, money: bool
    ) -> tuple[str, int | None]:
        """``words``: code, label and basis."""
        code, label, basis = words
        look, open_ = self._book.look, self._book.word("aid_text.open")
        value = None if number is None else scaled(number, factor)
        shown = typed(number, money=money)
        row = self.page.next_row
        cell = f"$D${row}"
        self.page.add(
            *self._quiet(code, label, item),
            (Cell(open_ if shown is None else shown), look.cell(Ink.DATA, number_format(kind))),
            (
                Cell(open_ if value is None else value, f'IF(ISNUMBER({cell}),{read_back(cell, factor, money=money)},"{open_}")'),
                look.cell(Ink.FORMULA, CODE),
            ),
            *self._quiet(unit_of(self._book, kind)),
            (basis, look.quiet),
        )
        return self.page.ref("E", row), value

    def _quiet(self, *texts: str) -> tuple[tuple[str, Any], ...]:
        return tuple((text, self._book.look.cell(Ink.LABEL, wrap=True)) for text in texts)


def number_format(kind: FigureType) -> str:
    match kind:
        case FigureType.MONEY | FigureType.MONEY_BY_GRADE:
            return YUAN
        case FigureType.SHARE | FigureType.SHARE_BY_GRADE:
            return SHARE
        case FigureType.NUMBER:
            return FINE
        case _:
            return CODE


def unit_of(book: Book, kind: FigureType) -> str:
    match kind:
        case FigureType.MONEY | FigureType.MONEY_BY_GRADE:
            return book.word("aid_text.yuan")
        case FigureType.GRADES | FigureType.YES_NO:
            return book.word("unit.bool")
        case _:
            return ""


def _kind_of(one: CompiledClause) -> FigureType:
    return {"rate": FigureType.SHARE, "matching": FigureType.NUMBER}.get(one.amount.rule.kind, FigureType.MONEY)


def _fixed(cell: str, factor: int, value: int | None, *, exact: bool = True) -> Figure:
    """The same for all carriers."""
    return Figure(lambda _: f"ISNUMBER({cell})", lambda _: cell, factor, lambda _: value, exact)


def _day_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
