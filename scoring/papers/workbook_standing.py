"""The sheet of the grade that stands (审定等级): the computed grade, what was decided otherwise and on what basis."""

from __future__ import annotations

from scoring.papers.workbook_columns import Formulas, UnitColumns, Values
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_grades import GradesPage
from scoring.papers.workbook_levels import area
from scoring.papers.workbook_look import Ink
from scoring.papers.workbook_rubric import RubricPage
from scoring.papers.workbook_sheet import Book, Value


class StandingPage:
    """Grades by number, 1 the best; a decided one is an input beside the computed one, and support reads the standing one."""

    def __init__(self, book: Book, facts: BookFacts, grades: GradesPage, rubric: RubricPage) -> None:
        self._facts = facts
        self._levels = facts.rubric.rubric.grades
        self._names = [level.name.zh for level in self._levels]
        self._columns = UnitColumns(book, facts, book.word("sheet.standing"))
        self.page = self._columns.page
        here, word = self._columns.here, book.word
        titles = [level.name[facts.language] for level in self._levels]
        names = area(rubric.name)

        def named(number: Value) -> Value:
            return titles[number - 1] if isinstance(number, int) else ""

        at = self._columns

        def stand(name: str, value: Values, formula: Formulas | None, ink: Ink = Ink.FORMULA, width: int = 11) -> None:
            at.put(name, value, formula, title=word(f"stands.{name}"), note=word(f"stands_note.{name}"), ink=ink, width=width)

        stand("rank", self._rank, lambda line: grades.ref("rank", line))
        stand("computed", self._computed, lambda line: grades.ref("final", line))
        stand(
            "computed_name",
            lambda line: named(at.value("computed", line)),
            lambda line: f'IF(ISNUMBER({here("computed", line)}),INDEX({names},{here("computed", line)}),"")',
        )
        stand("decided", self._decided, None, Ink.DATA, 13)
        stand("basis", self._basis, None, Ink.DATA, 44)
        stand(
            "standing",
            lambda line: at.value("computed", line) if at.value("decided", line) is None else at.value("decided", line),
            lambda line: f"IF(ISNUMBER({here('decided', line)}),{here('decided', line)},{here('computed', line)})",
        )
        stand(
            "standing_name",
            lambda line: named(at.value("standing", line)),
            lambda line: f'IF(ISNUMBER({here("standing", line)}),INDEX({names},{here("standing", line)}),"")',
            Ink.RESULT,
            13,
        )

    def number_ref(self, line: int) -> str:
        """The number of the grade that stands, or a cell that shows nothing."""
        return self._columns.ref("standing", line)

    def rank_ref(self, line: int) -> str:
        return self._columns.ref("rank", line)

    def name_ref(self, line: int) -> str:
        return self._columns.ref("standing_name", line)

    def number(self, line: int) -> Value:
        return self._columns.value("standing", line)

    def name(self, line: int) -> Value:
        return self._columns.value("standing_name", line)

    def _rank(self, line: int) -> Value:
        grade = self._facts.units[line].grade
        return "" if grade is None or grade.rank is None else grade.rank

    def _computed(self, line: int) -> Value:
        grade = self._facts.units[line].grade
        return "" if grade is None else self._names.index(grade.level.name.zh) + 1

    def _decided(self, line: int) -> Value:
        decided = self._facts.decided.get(line)
        return None if decided is None else self._names.index(decided.grade) + 1

    def _basis(self, line: int) -> Value:
        decided = self._facts.decided.get(line)
        return None if decided is None else decided.basis or None
