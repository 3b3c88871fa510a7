"""Support in the live-formula workbook: what it rests on, each carrier's own figures, a sheet per clause, the choice, the totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.support import ClauseResult
from scoring.papers.workbook_aid_assumptions import AssumptionsPage, for_carriers
from scoring.papers.workbook_aid_budget import BudgetPage
from scoring.papers.workbook_aid_choice import ChoicePage
from scoring.papers.workbook_aid_claims import PotSources
from scoring.papers.workbook_aid_clause import ClausePage
from scoring.papers.workbook_aid_facts import AidFacts, Entered
from scoring.papers.workbook_aid_figures import Sources
from scoring.papers.workbook_aid_pot import PotPage
from scoring.papers.workbook_aid_sheet import ClauseSheet
from scoring.papers.workbook_aid_totals import AidTotalsPage
from scoring.papers.workbook_aid_units import AidUnitsPage
from scoring.papers.workbook_columns import UnitColumns
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_rows import RowsPage
from scoring.papers.workbook_sheet import Book, LinePage, TablePage
from scoring.papers.workbook_standing import StandingPage
from scoring.papers.workbook_totals import TotalsPage


class AidPages:
    """Declared in the order in which the sheets stand."""

    def __init__(
        self,
        book: Book,
        facts: BookFacts,
        aid: AidFacts,
        rows: Mapping[str, RowsPage],
        standing: StandingPage | None,
        totals: TotalsPage,
    ) -> None:
        self._book, self._facts, self._aid = book, facts, aid
        sources = Sources({}, {})
        self.assumptions = AssumptionsPage(book, facts, aid, sources)
        self.units = AidUnitsPage(book, facts, aid, rows, standing, self.assumptions, sources)
        self.assumptions.clauses()
        self.assumptions.entries(list(self._entries()))
        self.clauses = tuple(self._clauses(sources))
        self.choices = ChoicePage(book, facts, aid, self.clauses)
        self.budget = BudgetPage(book) if aid.pots else None
        sheets = PotSources(self.clauses, self.choices, standing, totals)
        self.pots = tuple(PotPage(book, facts, aid, pot, sheets) for pot in aid.pots)
        if self.budget is not None:
            self.budget.fill(self.pots)
        self.totals = AidTotalsPage(book, facts, aid, self.clauses, self.choices, standing, self.pots)

    def tables(self) -> list[tuple[TablePage, str]]:
        """Every table with what it holds, from the carriers' own figures to the totals."""
        word = self._book.word
        clauses = [(page.page, word("about.aid_clause", basis=self._basis(page), clause=page.title)) for page in self.clauses]
        found = [(self.units.page, word("about.aid_units")), *clauses]
        if self.choices.matters:
            found.append((self.choices.page, word("about.aid_choices")))
        found += [(page.page, word("about.aid_pot", pot=page.key)) for page in self.pots]
        return [*found, (self.totals.page, word("about.aid_totals"))]

    def lines(self) -> list[tuple[LinePage, int, str]]:
        """Sheets of free lines: how many are frozen, and what each holds."""
        word = self._book.word
        found = [(self.assumptions.page, self.assumptions.frozen, word("about.aid_assumptions"))]
        return found + ([(self.budget.page, self.budget.frozen, word("about.aid_budget"))] if self.budget else [])

    def _basis(self, page: ClausePage) -> str:
        document, language = page.policy.document, self._facts.language
        return f"{document.title[language]} {page.compiled.clause.basis[language]}"

    def _clauses(self, sources: Sources) -> Iterator[ClausePage]:
        for plan in self._aid.plans:
            for one in for_carriers(plan.compiled):
                label = one.clause.label[self._facts.language]
                sheet = ClauseSheet(
                    book=self._book,
                    facts=self._facts,
                    policy=plan.compiled,
                    compiled=one,
                    results=[
                        self._result(at, plan.compiled.document.key, one.clause.key) for at in range(len(self._facts.units))
                    ],
                    units=self.units,
                    assumptions=self.assumptions,
                    sources=sources,
                    columns=UnitColumns(self._book, self._facts, self._book.word("sheet.aid_clause", clause=label)),
                )
                yield ClausePage(sheet)

    def _result(self, at: int, policy: str, key: str) -> ClauseResult:
        [result] = [one for one in self._aid.found[at].policies if one.key == policy]
        return next(one for one in result.clauses if one.key == key)

    def _entries(self) -> Iterator[tuple[str, str, str, str, str]]:
        """What was written down carrier by carrier, with its basis."""
        labels = {
            (plan.compiled.document.key, kind, key): label
            for plan in self._aid.plans
            for kind, key, label in self._labels(plan.compiled.document.key)
        }
        for (policy, what, key, at), (text, basis) in self._aid.bases.items():
            if at is not None:
                label = labels.get((policy, what is Entered.FIGURE, key), key)
                said = self._book.word(f"aid_entered.{what.value}", label=label)
                yield self._facts.units[at].name, policy, said, text, basis

    def _labels(self, policy: str) -> Iterator[tuple[bool, str, str]]:
        language = self._facts.language
        compiled = next(plan.compiled for plan in self._aid.plans if plan.compiled.document.key == policy)
        for key, figure in compiled.figures.items():
            yield True, key, figure.figure.label[language]
        for one in compiled.clauses:
            yield False, one.clause.key, one.clause.label[language]
