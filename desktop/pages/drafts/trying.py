"""What a draft comes to before anybody adopts it: its findings, who would move, its examples, and what differs from its base."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.theme import icon
from desktop.widgets import leaf
from desktop.widgets.buttons import button
from desktop.widgets.states import width_of
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.definition_compare import VersionComparison, VersionDifference
from scoring.services.draft_places import ShownFinding
from scoring.services.draft_trying import Impact, Moved, draft_examples, draft_impact
from scoring.services.rubric_compare import change_words
from scoring.services.rubric_examples import RunExample

WIDTHS = (32, 12, 28, 28)


class Trying(QTabWidget):
    """Signals: ``finding_wanted`` with the path of a place; ``carrier_wanted`` with 统一社会信用代码; ``comparison_wanted`` when
    what differs comes into view.
    """

    finding_wanted = Signal(object)
    carrier_wanted = Signal(str)
    comparison_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.draft = ""
        self.setObjectName("draft_trying")
        self.setAccessibleName(self.tr("Trying the draft out"))
        self.tabBar().setAccessibleName(self.accessibleName())
        self.findings: RowsModel[ShownFinding] = RowsModel(self._finding_columns(), parent=self)
        self.findings_table = Table(self.findings, desk.settings, name="draft_findings", label=self.tr("Findings of the draft"))
        self.findings_table.when_empty = self.tr("Nothing to find fault with.")
        self.findings_table.opened.connect(lambda row: self.finding_wanted.emit(row.path))
        self.impact = _Ran(self.tr("Who would move"), self.tr("Work out who moves"), "run_impact")
        self.moved: RowsModel[Moved] = RowsModel(self._moved_columns(), parent=self)
        self.moved_table = Table(self.moved, desk.settings, name="draft_impact", label=self.tr("Who would move"))
        self.moved_table.opened.connect(lambda row: self.carrier_wanted.emit(row.uscc))
        self.impact.hold(self.moved_table)
        self.impact.run.clicked.connect(self.run_impact)
        self.examples = _Ran(self.tr("Worked examples"), self.tr("Run the examples"), "run_draft_examples")
        self.ran: RowsModel[RunExample] = RowsModel(self._example_columns(), parent=self)
        self.ran_table = Table(self.ran, desk.settings, name="draft_examples", label=self.tr("Worked examples"))
        self.examples.hold(self.ran_table)
        self.examples.run.clicked.connect(self.run_examples)
        self.comparison = leaf.Leaf(self.tr("What differs"))
        self.comparison.setObjectName("draft_comparison")
        self.addTab(self.findings_table, self.tr("Findings"))
        self.addTab(self.impact, self.tr("Impact"))
        self.addTab(self.examples, self.tr("Worked examples"))
        self.addTab(self.comparison, self.tr("Changed"))
        self.currentChanged.connect(lambda _: self.compare_if_seen())

    def show_findings(self, found: tuple[ShownFinding, ...], *, is_rubric: bool) -> None:
        """The findings of now; what was tried before was tried of another state."""
        self.findings.show(found)
        errors = sum(one.is_error for one in found)
        self.setTabText(0, self.tr("Findings ({0})").format(len(found)) if found else self.tr("Findings"))
        self.setTabIcon(0, icon("error", "error") if errors else icon("warning", "warning") if found else icon("good", "good"))
        for panel in (self.impact, self.examples):
            self.setTabVisible(self.indexOf(panel), is_rubric)
            panel.stale(self.tr("The draft has changed since. Run it again."))
        self.compare_if_seen()

    def compare_if_seen(self) -> None:
        if self.currentWidget() is self.comparison:
            self.comparison_wanted.emit()

    def show_comparison(self, found: VersionComparison) -> None:
        self.comparison.show_parts(self._parts(found))

    # --- running

    def run_impact(self) -> None:
        kind, language, draft = self._desk.kind, self._desk.language, self.draft
        title = self.tr("Working out who moves")
        self._desk.look(
            title, lambda place, asked: draft_impact(place.opened(kind), draft, language, asked), self._impact, owner=self
        )

    def _impact(self, found: Impact) -> None:
        self.moved.show(found.moved)
        self.moved_table.fit()
        self.impact.tell(tell(found.said, self._desk.language), "")

    def run_examples(self) -> None:
        kind, language, draft = self._desk.kind, self._desk.language, self.draft
        title = self.tr("Running the examples")
        self._desk.look(
            title, lambda place, asked: draft_examples(place.opened(kind), draft, language, asked), self._ran, owner=self
        )

    def _ran(self, found: tuple[RunExample, ...]) -> None:
        wrong = sum(not one.holds for one in found)
        self.ran.show(sorted(found, key=lambda one: one.holds))
        self.ran_table.fit()
        text = self.tr("Examples: {0}. All of them hold.") if not wrong else self.tr("Examples: {0}. Do not hold: {1}.")
        self.examples.tell(text.format(len(found), wrong), "error" if wrong else "good")

    # --- columns

    def _finding_columns(self) -> tuple[Column[ShownFinding], ...]:
        def level(row: ShownFinding) -> str:
            return self.tr("error") if row.is_error else self.tr("warning")

        def picture(row: ShownFinding) -> QIcon:
            return icon("error", "error") if row.is_error else icon("warning", "warning")

        return (
            Column(self.tr("Level"), level, key=lambda row: not row.is_error, icon=picture, width=5),
            Column(self.tr("Finding"), lambda row: row.sentence),
        )

    def _moved_columns(self) -> tuple[Column[Moved], ...]:
        def places(one: Moved) -> str:
            return f"{one.rank_before or '—'} → {one.rank_after or '—'}"

        def grades(one: Moved) -> str:
            return f"{one.grade_before or '—'} → {one.grade_after or '—'}" if one.grade_changes else one.grade_after

        return (
            Column(self.tr("Carrier"), lambda one: one.carrier, width=14, least=8),
            Column(self.tr("Grade"), grades, key=lambda one: not one.grade_changes, width=9, bold=lambda one: one.grade_changes),
            Column(self.tr("Place"), places, key=lambda one: one.rank_after or None, align=RIGHT, width=5),
            Column(self.tr("Total before"), lambda one: one.total_before, align=RIGHT, width=5),
            Column(self.tr("Total after"), lambda one: one.total_after, align=RIGHT, width=5),
            Column(self.tr("Change"), lambda one: one.change, key=lambda one: one.change_key, align=RIGHT, width=5),
        )

    def _example_columns(self) -> tuple[Column[RunExample], ...]:
        yes, no = self.tr("holds"), self.tr("does not hold")
        room = width_of((yes, no))

        def state(one: RunExample) -> str:
            return yes if one.holds else no

        def picture(one: RunExample) -> QIcon:
            return icon("good", "good") if one.holds else icon("error", "error")

        return (
            Column(self.tr("State"), state, key=lambda one: one.holds, icon=picture, width=room, least=room),
            Column(self.tr("Of"), lambda one: one.subject, width=13, least=8),
            Column(self.tr("What"), lambda one: one.what, width=13, least=5),
            Column(self.tr("Expected"), lambda one: one.expected, align=RIGHT, width=5),
            Column(self.tr("Found"), lambda one: one.found, align=RIGHT, width=5, bold=lambda one: not one.holds),
        )

    # --- what differs

    def _parts(self, found: VersionComparison) -> Iterator[str]:
        titles = (self.tr("What"), self.tr("Change"), self.tr("Old"), self.tr("New"))
        yield leaf.paragraph(found.summary, shade="" if found.differences else "good")
        for section, differences in groupby(found.differences, key=lambda one: one.section):
            yield leaf.heading(section, 3)
            yield leaf.cells(titles, [self._row(one) for one in differences], WIDTHS)

    def _row(self, one: VersionDifference) -> tuple[str, ...]:
        named = "　".join(filter(None, (one.title or one.key, one.aspect)))
        old, new = ([(piece.text, piece.differs) for piece in side] for side in one.pieces)
        return (
            leaf.plain(named),
            leaf.plain(change_words(one.change, self._desk.language)),
            leaf.marked(old, gone=True),
            leaf.marked(new, gone=False),
        )


class _Ran(QWidget):
    """Something that is run when a person wants it: a button, what came of it in words, and a table."""

    def __init__(self, title: str, run: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.run: QPushButton = button(run, name, lambda: None, icon_name="score")
        self.words = label("", wrap=True)
        self._is_run = False
        head = QHBoxLayout()
        head.addWidget(self.run)
        head.addWidget(self.words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)

    def hold(self, table: Table) -> None:
        self._column.addWidget(table, 1)

    def tell(self, words: str, role: str) -> None:
        self._is_run = True
        self._say(words, role)

    def stale(self, words: str) -> None:
        """What was found is no longer said of the draft as it stands."""
        if self._is_run:
            self._say(words, "warning")

    def _say(self, words: str, role: str) -> None:
        self.words.setText(words)
        self.words.setProperty("role", role)
        self.words.style().polish(self.words)
