"""评审: the marks of all reviewers side by side, what is missing and where they are far apart, and everything one does about it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, Visit
from desktop.pages.page import Page, Question
from desktop.pages.review.cell_panel import CellPanel
from desktop.pages.review.edits import recusal_edit
from desktop.pages.review.import_dialog import ImportDialog
from desktop.pages.review.matrix import Matrix, Shown
from desktop.pages.review.people_panel import PeoplePanel
from desktop.pages.review.recusal_dialog import RecusalDialog
from desktop.tasks import Asked
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.search import search_line
from desktop.widgets.text import label
from scoring.services.changes import Change, Changes, changes
from scoring.services.marking_sheets import write_sheets
from scoring.services.names import learn
from scoring.services.reading_sheets import JudgedLine, JudgedSheet, read_sheets, store_sheets
from scoring.services.reviewing import Review, review
from scoring.services.workplace import Workplace

WIDE = "review/wide"
"""The setting: the spread that is looked at again, instead of the rubric's own."""
SHEETS = "marking_sheets"
SIDE, LEAST_SIDE = 400, 336
"""Pixels of what stands at the right: at first, and at least."""


class ReviewPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "review"
    shows_carrier: ClassVar[bool] = True
    shows = frozenset({Change.ROSTER, Change.MARKS, Change.DEFINITIONS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAcceptDrops(not desk.read_only)
        self.review: Review | None = None
        self._wanted = ""
        self.count = label("", "faint")
        self.search = search_line(self.tr("Find by name, pinyin, initials or code"))
        self.shown = QComboBox()
        self.shown.setObjectName("shown")
        self.shown.setAccessibleName(self.tr("Which carriers are shown"))
        for words, shown in (
            (self.tr("All carriers"), Shown.ALL),
            (self.tr("Marks missing"), Shown.LACKING),
            (self.tr("Wide spread"), Shown.WIDE),
            (self.tr("With recusals"), Shown.RECUSED),
        ):
            self.shown.addItem(words, shown)
        self.wide = QLineEdit(desk.settings.text(WIDE))
        self.wide.setObjectName("wide")
        self.wide.setAccessibleName(self.tr("Spread that is looked at again"))
        self.wide.setMaximumWidth(90)
        self.out = QPushButton(icon("publish"), self.tr("Write marking sheets…"))
        self.out.setObjectName("write_sheets")
        self.back = QPushButton(icon("collect"), self.tr("Import marking sheets…"))
        self.back.setObjectName("import_sheets")
        self.matrix = Matrix(desk.settings)
        self.cell = CellPanel(desk)
        self.people = PeoplePanel(desk)
        self.nothing = Empty(
            "review",
            self.tr("Nothing to review"),
            self.tr("The rubric of this kind of carriers has no indicator that reviewers mark."),
        )
        self.nobody = Empty(
            "roster",
            self.tr("Nobody takes part yet"),
            self.tr("Add the carriers to the roster first. Reviewers can be named already, at the right."),
            self.tr("To the roster"),
        )
        self._lay_out()
        self._connect()

    # --- the question

    def question(self) -> Question:
        kind, language, wide = self.desk.kind, self.desk.language, self._bound()

        def work(place: Workplace, asked: Asked) -> Review:
            found = review(place.opened(kind), language, wide, asked)
            learn(one.name for one in found.carriers)
            return found

        return work

    def show_answer(self, answer: Review) -> None:
        self.review = answer
        self.stack.setCurrentWidget(self.body if answer.items else self.nothing)
        for one in (self.search, self.shown, self.wide, self.out, self.back):
            one.setVisible(bool(answer.items))
        self._wide_label.setVisible(bool(answer.items))
        self.count.setText(self._counted(answer) if answer.items else "")
        bounds = {item.spread for item in answer.items if item.spread is not None}
        self.wide.setPlaceholderText("、".join(sorted(f"{one.normalize():f}" for one in bounds)) or "—")
        self.people.show_review(answer)
        self._enable()
        self.left.setCurrentWidget(self.matrix if answer.carriers else self.nobody)
        if answer.items:
            self.matrix.show_review(answer)
            assert self.matrix.table is not None
            QWidget.setTabOrder(self.back, self.matrix.table)  # made last, but not the last for the Tab key
            if self._wanted:
                self.matrix.go(self._wanted)
                self._wanted = ""

    def arrive(self, visit: Visit) -> None:
        self._wanted = visit.carrier
        if self.is_fresh and self.review is not None and self.review.items and visit.carrier:
            self.matrix.go(visit.carrier)
            self._wanted = ""

    def _counted(self, answer: Review) -> str:
        lacking = self.tr("Marks missing: {0}").format(answer.lacking) if answer.lacking else self.tr("All marked")
        carriers = self.tr("Carriers: {0}").format(len(answer.carriers))
        return self.tr(", ").join((carriers, lacking)) if answer.carriers else carriers

    def _bound(self) -> Decimal | None:
        """What the person set, None where that is no number."""
        try:
            value = Decimal(self.wide.text().strip())
        except InvalidOperation:
            return None
        return value if value.is_finite() and value >= 0 else None

    def _set_wide(self) -> None:
        text = self.wide.text().strip()
        if text and self._bound() is None:
            self.desk.refuse("services.no_mark", value=text)
            return
        self.desk.settings.put(WIDE, text)
        self.ask_again()

    def _choose(self) -> None:
        if self.review is None or not self.review.items:
            return
        number = self.matrix.item()
        self.cell.show_cell(self.matrix.carrier(), self.review.items[number], number)

    def _leave_hidden(self) -> None:
        """At the right nobody is shown who is not in view at the left."""
        if self.matrix.carrier() is None:
            self._choose()

    # --- recusals

    def ask_recusal(self, reviewer: str) -> None:
        """Who may not judge whom; the carrier in view is proposed."""
        if self.review is None:
            return
        here = self.matrix.carrier()
        dialog = RecusalDialog(
            [one.name for one in self.review.reviewers],
            [(one.name, one.uscc) for one in self.review.carriers],
            reviewer=reviewer,
            uscc=here.uscc if here else "",
            parent=self,
        )
        dialog.accepted.connect(partial(self._recuse, dialog))
        dialog.open()

    def _recuse(self, dialog: RecusalDialog) -> None:
        title = self.tr("recusal of {0}").format(dialog.reviewer)
        self.desk.do(recusal_edit(title, self.desk.kind, dialog.uscc, dialog.reviewer, dialog.relation))

    # --- marking sheets

    def ask_folder(self, only: str = "") -> None:
        """Where the sheets are to be written: everybody's, or one reviewer's."""
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for the marking sheets"), self.desk.settings.folder(SHEETS)
        )
        if folder:
            self.desk.settings.put_folder(SHEETS, Path(folder))
            self.write_sheets(Path(folder), (only,) if only else ())

    def write_sheets(self, folder: Path, only: Sequence[str] = ()) -> None:
        kind = self.desk.kind

        def work(place: Workplace, asked: Asked) -> tuple[Path, ...]:
            return write_sheets(place.opened(kind), folder, only=only, progress=asked)

        def done(written: tuple[Path, ...]) -> None:
            self.desk.said.emit(self.tr("Marking sheets written: {0}, in {1}").format(len(written), folder))

        self.desk.write(self.tr("Writing marking sheets"), work, changes(), done)

    def ask_files(self) -> None:
        """Which sheets came back."""
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Marking sheets that came back"),
            self.desk.settings.folder(SHEETS),
            self.tr("Workbooks and ZIPs (*.xlsx *.xlsm *.xls *.et *.ods *.zip)"),
        )
        if names:
            self.desk.settings.put_folder(SHEETS, Path(names[0]).parent)
            self.read_sheets([Path(name) for name in names])

    def read_sheets(self, paths: Sequence[Path]) -> None:
        """Read them, then show what they say; nothing is stored yet."""

        def work(place: Workplace, asked: Asked) -> tuple[JudgedSheet, ...]:
            return read_sheets(place.kinds, paths, progress=asked)

        self.desk.write(self.tr("Reading marking sheets"), work, changes(), self._show_sheets)

    def _show_sheets(self, sheets: tuple[JudgedSheet, ...]) -> None:
        dialog = ImportDialog(sheets, self.desk.settings, self)
        dialog.accepted.connect(lambda: self._store(dialog.answer()))
        dialog.open()

    def _store(self, chosen: tuple[tuple[JudgedSheet, Sequence[JudgedLine]], ...]) -> None:
        def work(place: Workplace, _: Asked) -> int:
            return store_sheets(place.kinds, chosen, actor=place.actor, now=place.now)

        def done(count: int) -> None:
            self.desk.history.forget()
            self.desk.said.emit(self.tr("Marks stored: {0}").format(count))

        carriers = tuple({line.uscc for _, lines in chosen for line in lines})
        self.desk.write(self.tr("Storing marks"), work, Changes(changes(Change.MARKS).kinds, frozenset(carriers)), done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls() and self.back.isEnabled() and self.back.isVisible():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.read_sheets(paths)

    # --- widgets

    def _enable(self) -> None:
        nobody = self.review is None or not self.review.reviewers
        for button, reason in (
            (self.out, self.tr("Add reviewers first, at the right") if nobody else ""),
            (self.back, self.tr("Read only: the workspace is open elsewhere") if self.desk.read_only else ""),
        ):
            button.setEnabled(not reason)
            button.setToolTip(reason)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.matrix.look_for)
        self.search.textChanged.connect(lambda _: self._leave_hidden())
        self.shown.currentIndexChanged.connect(lambda _: self.matrix.keep(self.shown.currentData()))
        self.shown.currentIndexChanged.connect(lambda _: self._leave_hidden())
        self.wide.editingFinished.connect(self._set_wide)
        self.matrix.chosen.connect(self._choose)
        self.matrix.opened.connect(self._open)
        self.cell.wants_recusal.connect(self.ask_recusal)
        self.people.wants_recusal.connect(self.ask_recusal)
        self.people.wants_sheet.connect(self.ask_folder)
        self.nobody.wanted.connect(lambda: self.desk.visit("roster"))
        self.out.clicked.connect(lambda _: self.ask_folder())
        self.back.clicked.connect(lambda _: self.ask_files())

    def _open(self) -> None:
        self.side.setCurrentWidget(self.cell)
        self.cell.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head, tools = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label(self.tr("Expert review"), "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        self._wide_label = label(self.tr("Spread above"), "faint")
        for one in (self.shown, self._wide_label, self.wide):
            tools.addWidget(one)
        tools.addStretch(1)
        for button in (self.out, self.back):
            tools.addWidget(button)
        self.side = QTabWidget()
        self.side.tabBar().setDrawBase(False)
        self.side.tabBar().setAccessibleName(self.tr("One carrier, or the reviewers"))
        self.side.setMinimumWidth(LEAST_SIDE)
        self.side.addTab(self.cell, self.tr("Marks of this carrier"))
        self.side.addTab(self.people, self.tr("Reviewers"))
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.left = QStackedWidget()
        self.left.addWidget(self.matrix)
        self.left.addWidget(self.nobody)
        self.body.addWidget(self.left)
        self.body.addWidget(self.side)
        self.body.setStretchFactor(0, 3)
        self.body.setStretchFactor(1, 2)
        self.body.setChildrenCollapsible(False)
        self.body.setSizes([2 * SIDE, SIDE])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.body)
        self.stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addLayout(tools)
        whole.addWidget(self.stack, 1)
