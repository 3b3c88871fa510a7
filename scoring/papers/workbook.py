"""The live-formula workbook: the whole round in Excel, every score recomputed by formulas an auditor can follow.

Made only of functions of Excel 2010. Every formula carries the value the engine found, so the file shows the right figures
in a program that does not calculate; a test has LibreOffice calculate it anew from spoilt values and compares every cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from scoring.definitions.layout import TEXT_TYPES
from scoring.definitions.lowered import columns
from scoring.definitions.lowering import lower_condition
from scoring.definitions.rubric import MeasureKind
from scoring.engine.measure import plan_rubric, set_verdict
from scoring.errors import Refusal
from scoring.messages import say
from scoring.papers.workbook_aid import AidPages
from scoring.papers.workbook_aid_units import texts_named
from scoring.papers.workbook_cover import cover_page, fill_cover, legend_page
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_grades import GradesPage
from scoring.papers.workbook_marks import MarksPage
from scoring.papers.workbook_measures import MeasuresPage
from scoring.papers.workbook_points import PointsPage
from scoring.papers.workbook_rows import RowsPage
from scoring.papers.workbook_rubric import RubricPage
from scoring.papers.workbook_sheet import Book, TablePage
from scoring.papers.workbook_standing import StandingPage
from scoring.papers.workbook_totals import TotalsPage
from scoring.progress import SILENT, Progress

MOST_UNITS, MOST_FIRMS = 300, 50_000
"""A district's paper: beyond it Excel takes minutes to calculate and the sheets are nobody's to read."""
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 # a file property, the same in every workbook: no clock


def workbook_bytes(facts: BookFacts, *, progress: Progress = SILENT) -> bytes:
    """The file. Raises Refusal where the round has too many carriers or firms, or none."""
    if not facts.units:
        raise Refusal("live_workbook.nothing", round=facts.title)
    if len(facts.units) > MOST_UNITS or facts.firms > MOST_FIRMS:
        limits = {"most_units": MOST_UNITS, "most_firms": MOST_FIRMS}
        raise Refusal("live_workbook.too_large", units=len(facts.units), firms=facts.firms, **limits)
    target = BytesIO()
    mark = say("live_workbook.status", {"status": facts.rubric.rubric.status[facts.language]}, facts.language)
    book = Book(target, facts.language, mark=mark)
    try:
        _Workbook(book, facts).write(progress)
    finally:
        book.book.close()
    return target.getvalue()


class _Workbook:
    """All sheets, declared in the order in which they need one another and written in the order in which they stand."""

    def __init__(self, book: Book, facts: BookFacts) -> None:
        self._book, self._facts = book, facts
        book.book.set_properties({"title": facts.title, "subject": facts.rubric.rubric.title[facts.language], "created": CREATED})
        self._cover = cover_page(book)
        named = _texts_in_conditions(facts)
        form, kinds = facts.rubric.form, {one.measure.kind for one in facts.rubric.measures.values()}
        self._rubric = RubricPage(book, facts)
        self._marks = MarksPage(book, facts) if MeasureKind.MARKS in kinds else None
        self._rows: Mapping[str, RowsPage] = {
            table.key: RowsPage(book, facts, table, named.get(table.key, frozenset())) for table in form.tables
        }
        records = self._rows[form.record]
        self._measures = MeasuresPage(book, facts, self._rows, self._marks)
        self._points = PointsPage(book, facts, records, self._measures, self._rubric)
        self._totals = TotalsPage(book, facts, records, self._measures, self._points, self._rubric)
        document = facts.rubric.rubric
        group = records.page.span(records.letters(document.quotas_by)) if document.quotas_by and document.quotas else ""
        self._rubric.grades(self._totals.page.span(self._totals.counted), group)
        self._grades = (
            GradesPage(book, facts, records, self._measures, self._totals, self._rubric) if facts.rubric.rubric.grades else None
        )
        self._standing = StandingPage(book, facts, self._grades, self._rubric) if self._grades else None
        self._aid = AidPages(book, facts, facts.aid, self._rows, self._standing, self._totals) if facts.aid else None
        self._legend = legend_page(book, facts)

    def _tables(self) -> list[tuple[TablePage, str]]:
        """Every table with what it holds, from the data to the grades."""
        word = self._book.word
        found = [(rows.page, word("about.rows", table=rows.table.label[self._facts.language])) for rows in self._rows.values()]
        if self._marks:
            found.append((self._marks.page, word("about.marks")))
        found += [
            (self._measures.page, word("about.measures")),
            (self._points.page, word("about.points")),
            (self._totals.page, word("about.totals")),
        ]
        if self._grades:
            found.append((self._grades.page, word("about.grades")))
            if self._grades.places:
                found.append((self._grades.places.page, word("about.places")))
        if self._standing:
            found.append((self._standing.page, word("about.standing")))
        return found + (self._aid.tables() if self._aid else [])

    def write(self, progress: Progress) -> None:
        """Sheet by sheet. Raises Cancelled where the user asked to stop."""
        tables, facts, word = self._tables(), self._facts, self._book.word
        for page, _ in tables:
            page.settle()
        sheets = [(self._rubric.page.name, word("about.rubric")), (self._legend.name, word("about.legend"))]
        lines = self._aid.lines() if self._aid else []
        sheets = [*((page.name, text) for page, _, text in lines), *sheets]
        fill_cover(
            self._cover, self._book, facts, [*((page.name, text) for page, text in tables), *sheets], [p for p, _ in tables]
        )
        self._cover.write()
        status = word("status", status=facts.rubric.rubric.status[facts.language])
        result = word("sealed", number=facts.receipt, moment=facts.moment) if facts.receipt else word("live")
        for number, (page, text) in enumerate(tables):
            progress.step(number, len(tables), page.name)
            page.write(page.name, f"{facts.title}　{status}　{result}　{text}")
        progress.step(len(tables), len(tables))
        self._rubric.page.write(frozen=self._rubric.frozen, landscape=True)
        for lined, frozen, _ in lines:
            lined.write(frozen=frozen, landscape=True)
        self._legend.write(frozen=3)


def _texts_in_conditions(facts: BookFacts) -> Mapping[str, frozenset[str]]:
    """Table → text fields a condition asks whether they are there: only those stand on the data sheets beside the names."""
    rubric, parameters = facts.rubric, facts.parameters
    found: dict[str, set[str]] = {table.key: set() for table in rubric.form.tables}
    for compiled in rubric.sets.values():
        found[compiled.table.key] |= columns(set_verdict(compiled, parameters).true)
    for plan in plan_rubric(rubric, parameters).values():
        for one in plan.aggregates:
            found[one.table] |= columns(one.condition) | columns(one.value)
    trees = [tree for _, tree in rubric.grading.rules]
    for tree in [*trees, *([rubric.takes_part] if rubric.takes_part else [])]:
        found[rubric.form.record] |= columns(lower_condition(tree, parameters).true)
    if facts.aid is not None:
        found[rubric.form.record] |= texts_named(facts.aid.plans, parameters)
    texts = {table.key: {field.key for field in table.fields if field.type in TEXT_TYPES} for table in rubric.form.tables}
    return {key: frozenset(names & texts[key]) for key, names in found.items()}
