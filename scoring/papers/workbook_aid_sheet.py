"""What the sheet of one clause is made with: the clause, the engine's results, where its figures stand, and its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy
from scoring.engine.support import Case, ClauseResult
from scoring.papers.workbook_aid_assumptions import AssumptionsPage, Parts
from scoring.papers.workbook_aid_figures import Sources
from scoring.papers.workbook_aid_units import AidUnitsPage
from scoring.papers.workbook_columns import UnitColumns
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_sheet import Book, Value


@dataclass(frozen=True, slots=True)
class ClauseSheet:
    """``results`` are in the order of the carriers."""

    book: Book
    facts: BookFacts
    policy: CompiledPolicy
    compiled: CompiledClause
    results: Sequence[ClauseResult]
    units: AidUnitsPage
    assumptions: AssumptionsPage
    sources: Sources
    columns: UnitColumns

    @property
    def key(self) -> tuple[str, str]:
        return self.policy.document.key, self.compiled.clause.key

    @property
    def parts(self) -> Parts:
        return self.assumptions.parts[self.key]

    @property
    def language(self) -> str:
        return self.facts.language

    def facts_of(self, line: int) -> Case:
        """The carrier's case before the policy."""
        assert self.facts.aid is not None
        return self.facts.aid.cases[line][self.key[0]]

    def word(self, code: str, **facts: object) -> str:
        return self.book.word(code, **facts)

    def here(self, name: str, line: int) -> str:
        return self.columns.here(name, line)

    def grade_column(self, group: str) -> bool:
        """The number of the grade the clause looks at; False where the rubric has no grades."""
        found = self.units.grade(self.policy, self.compiled)
        if found is None or self.columns.has("grade"):
            return found is not None
        refer, held = found

        def value(line: int) -> Value:
            level = held(line)
            return level if isinstance(level, int) else ""

        def formula(line: int) -> str:
            return f'IF(ISNUMBER({refer(line)}),{refer(line)},"")'

        self.columns.put("grade", value, formula, title=self.word("aid_text.grade_number"), group=group, width=9)
        return True
