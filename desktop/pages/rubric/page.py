"""评分细则: the round's rubric to leaf through, its examples run, its versions compared; below it the form and the conditions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.history import Edit
from desktop.pages.page import Page, Question
from desktop.pages.rubric.book import RuleBookDialog
from desktop.pages.rubric.comparing import ComparePanel, difference_parts
from desktop.pages.rubric.conditions import ConditionsPanel
from desktop.pages.rubric.examples import ExamplesPanel
from desktop.pages.rubric.form import FormPanel
from desktop.pages.rubric.text import TextPanel
from desktop.pages.rubric.tree import TreePanel
from desktop.theme import icon
from desktop.widgets.adopt import AdoptDialog
from desktop.widgets.buttons import button
from desktop.widgets.search import search_line
from desktop.widgets.text import label
from scoring.services.changes import Change, changes
from scoring.services.conditions_book import ShownConditions, round_conditions_book
from scoring.services.form_book import FormBook, form_book
from scoring.services.looking import Looked, look_through
from scoring.services.rounds import OpenRound
from scoring.services.rubric_book import RubricBook, rubric_book
from scoring.services.rubric_compare import RubricComparison, compare_rubrics
from scoring.services.rubric_versions import RubricChoice, choice_rubric, file_choice, use_adopted, use_choice
from scoring.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Books:
    """What the page shows, asked for together."""

    rubric: RubricBook
    form: FormBook
    conditions: tuple[ShownConditions, ...]


@dataclass(frozen=True, slots=True)
class _Preview:
    """A version before it is adopted; without a choice it cannot be."""

    looked: Looked | None
    choice: RubricChoice | None
    comparison: RubricComparison | None


class RubricPage(Page):
    """A head with search and adoption, and a leaf for each way to look at the rules."""

    key: ClassVar[str] = "rubric"
    shows = frozenset({Change.DEFINITIONS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = label("", "faint", wrap=True)
        self.head.setObjectName("rubric_head")
        self.search = search_line(self.tr("Find in the rubric and the form: code, name, measure, field, basis…"))
        self.book: RubricBook | None = None
        self.dialog: AdoptDialog | None = None
        self.tree, self.examples, self.comparing = TreePanel(), ExamplesPanel(desk), ComparePanel(desk)
        self.form, self.conditions, self.text = FormPanel(desk.settings), ConditionsPanel(), TextPanel(desk)
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.tree.field_wanted.connect(self._go_to_field)
        self.examples.wanted.connect(self._go_to_indicator)
        self.form.indicator_wanted.connect(self._go_to_indicator)
        self.comparing.adoption_wanted.connect(self._preview)

    def question(self) -> Question:
        kind, language = self.desk.kind, self.desk.language
        return lambda place, _: _books(place.opened(kind), language)

    def show_answer(self, answer: Books) -> None:
        book = self.book = answer.rubric
        shown, text = book.shown, book.definition
        facts = self.tr("{0}, version {1}, {2}; adopted {3} by {4}")
        self.head.setText(facts.format(shown.title, shown.version, shown.status, text.adopted_on, text.adopted_by))
        self.tree.show_book(book)
        self.comparing.offer(book.choices)
        self.form.show_book(answer.form)
        self.conditions.show_books(answer.conditions)
        self.text.show_text(text)
        self.examples.forget()
        self._find()

    def arrive(self, visit: Visit) -> None:
        """``target`` is the code of an indicator or branch."""
        if isinstance(visit.target, str):
            self._go_to_indicator(visit.target)

    # --- looking

    def _find(self) -> None:
        words = self.search.text()
        if self.book is not None:
            self.tree.keep(self.book.find(words) if words.strip() else None)
        self.form.seek(words)

    def _go_to_indicator(self, code: str) -> None:
        self.tabs.setCurrentWidget(self.tree)
        self.tree.go_to(code)

    def _go_to_field(self, table: str, field: str) -> None:
        self.search.clear()
        self.tabs.setCurrentWidget(self.form)
        self.form.go_to(table, field)

    def show_book(self) -> RuleBookDialog:
        """The rubric in words, as a paper."""
        book = RuleBookDialog(self.desk, self)
        book.finished.connect(book.deleteLater)
        book.open()
        return book

    # --- adopting

    def _choose_file(self) -> None:
        folder = self.desk.settings.folder("rubric")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Adopt another rubric"), folder, self.tr("Rubrics (*.toml)"))
        if name:
            self.desk.settings.put_folder("rubric", Path(name).parent)
            kind, language = self.desk.kind, self.desk.language
            self.desk.read(lambda place, _: _look(place.opened(kind), Path(name), language), self._propose, owner=self)

    def _preview(self, choice: RubricChoice) -> None:
        """Of a version that is known already."""
        kind, language = self.desk.kind, self.desk.language
        self.desk.read(lambda place, _: _compared(place.opened(kind), None, choice, language), self._propose, owner=self)

    def _propose(self, preview: _Preview) -> None:
        """What it would change, then yes or no."""
        choice, comparison = preview.choice, preview.comparison
        findings = preview.looked.findings if preview.looked else None
        name = choice.label if choice else preview.looked.name if preview.looked else ""
        consequence = self.tr(
            "Points and grades are worked out by it from now on. Sealed results stay as they are and are marked as stale. This can be undone."
        )
        parts = difference_parts(comparison) if comparison else ()
        self.dialog = AdoptDialog(name, consequence, findings, parts, may=choice is not None, parent=self)
        if choice is not None:
            self.dialog.accepted.connect(lambda: self._adopt(choice))
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _adopt(self, choice: RubricChoice) -> None:
        if self.book is None:
            return
        kind, before = self.desk.kind, self.book.definition.hash

        def do(place: Workplace) -> None:
            use_choice(place.opened(kind), choice, actor=place.actor, now=place.now)

        def undo(place: Workplace) -> None:
            use_adopted(place.opened(kind), before, actor=place.actor, now=place.now)

        self.desk.do(Edit(self.tr("the change of rubric"), do, undo, changes(Change.DEFINITIONS)))

    # --- widgets

    def _lay_out(self) -> None:
        adopt = QPushButton(icon("open"), self.tr("Adopt another…"))
        adopt.setObjectName("adopt_file")
        adopt.setEnabled(not self.desk.read_only)
        adopt.clicked.connect(self._choose_file)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Rubric"), "title"))
        head.addSpacing(12)
        head.addWidget(self.search, 1)
        head.addWidget(button(self.tr("Rule book…"), "rule_book", self.show_book, icon_name="print"))
        head.addWidget(adopt)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("Parts of the rubric"))
        self.tabs.setObjectName("rubric_tabs")
        self.tabs.addTab(self.tree, self.tr("Rubric"))
        self.tabs.addTab(self.examples, self.tr("Worked examples"))
        self.tabs.addTab(self.comparing, self.tr("Versions"))
        self.tabs.addTab(self.text, self.tr("Text"))
        self.tabs.addTab(self.form, self.tr("Form"))
        self.tabs.addTab(self.conditions, self.tr("Recognition conditions"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.head)
        whole.addWidget(self.tabs, 1)


def _books(opened: OpenRound, language: str) -> Books:
    book = rubric_book(opened, language)
    return Books(book, form_book(opened, book.cards, language), round_conditions_book(opened, language))


def _look(opened: OpenRound, path: Path, language: str) -> _Preview:
    looked = look_through(path, language)
    if not looked.may_be_adopted:
        return _Preview(looked, None, None)
    return _compared(opened, looked, file_choice(path, opened, language), language)


def _compared(opened: OpenRound, looked: Looked | None, choice: RubricChoice, language: str) -> _Preview:
    return _Preview(looked, choice, compare_rubrics(opened.rubric, choice_rubric(opened, choice), language))
