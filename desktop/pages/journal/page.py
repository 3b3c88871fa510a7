"""日志: who did what and when, in words, newest first; filtered, proved, and taken out as a file."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.models.growing import GrowingRows
from desktop.models.rows import Column
from desktop.pages.journal.details import Details
from desktop.pages.journal.filters import Filters
from desktop.pages.page import Page, Question
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.changes import Change
from scoring.services.journalling import (
    ChainVerdict,
    JournalChoices,
    ShownEntry,
    export_journal,
    journal_choices,
    journal_page,
    prove_journal,
)
from scoring.services.journalling import (
    JournalPage as Entries,
)

CARRIER_PAGE = "verify"


class JournalPage(Page):
    """Reads a page of entries at a time, and the next one as somebody scrolls down."""

    key: ClassVar[str] = "journal"
    shows = frozenset(Change)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.count = label("", "faint")
        self.chain = label("", wrap=True)
        self.chain.setObjectName("chain")
        self.filters = Filters()
        self.model = GrowingRows(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="journal", label=self.tr("Journal"))
        self.table.setSortingEnabled(False)
        self.empty = Empty(
            "journal",
            self.tr("Nothing was found"),
            self.tr("No entry is as the filter wants it. Loosen the filter to see others."),
        )
        self.details = Details()
        self.details.hide()
        self._lay_out()
        self.filters.changed.connect(self.ask_again)
        self.model.wanted.connect(self._ask_more)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._tell_details)

    # --- what is asked

    def question(self) -> Question:
        asked, language = self.filters.wanted(), self.desk.language
        return lambda place, _: (journal_page(place.store, asked, language), journal_choices(place.store, language))

    def show_answer(self, answer: tuple[Entries, JournalChoices]) -> None:
        entries, choices = answer
        self.filters.offer(choices)
        self.model.begin(entries.entries, more=entries.more)
        self.count.setText(self.tr("Entries: {0}").format(f"{entries.total:,}"))
        self.stack.setCurrentWidget(self.table if entries.entries else self.empty)

    def _ask_more(self) -> None:
        asked, language = self.filters.wanted(), self.desk.language
        last: ShownEntry = self.model.rows[-1]
        self.desk.read(
            lambda place, _: journal_page(place.store, asked, language, after=last.position),
            lambda found: self._extend(last, found),
            owner=self,
        )

    def _extend(self, last: ShownEntry, found: Entries) -> None:
        if self.model.rows and self.model.rows[-1] is last:  # else another filter's entries have come meanwhile
            self.model.extend(found.entries, more=found.more)

    # --- actions

    def arrive(self, visit: Visit) -> None:
        """Somebody wants to see what was done to a carrier."""
        if visit.carrier:
            self.filters.start_with(visit.carrier)
            self.ask_again()

    def _open(self, entry: ShownEntry) -> None:
        """To the carrier it is about; where that is nobody, or not one, to what it says in full."""
        if len(entry.carriers) == 1:
            self.desk.visit(CARRIER_PAGE, entry.carriers[0][0])
        else:
            self.more.setChecked(True)

    def _tell_details(self, entry: ShownEntry | None) -> None:
        self.details.tell(entry)

    def _prove(self) -> None:
        self.prove.setEnabled(False)
        job = self.desk.look(
            self.tr("Proving the journal"), lambda place, asked: prove_journal(place.store, asked), self._tell_chain, owner=self
        )
        job.finished.connect(lambda: self.prove.setEnabled(True))

    def _tell_chain(self, verdict: ChainVerdict) -> None:
        sentences = [tell(one, self.desk.language) for one in (verdict.said, *verdict.broken)]
        self.chain.setText("\n".join(sentences))
        self.chain.setProperty("role", "error" if verdict.broken else "good")
        self.chain.style().polish(self.chain)
        self.mark.setPixmap(icon("error" if verdict.broken else "good", "error" if verdict.broken else "good").pixmap(18, 18))
        self.verdict.show()

    def _export(self) -> None:
        kinds = self.tr("Excel workbook (*.xlsx);;CSV (*.csv);;Text with tabs (*.tsv)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the journal"), self.desk.settings.folder("journal"), kinds)
        if name:
            self._write(name)

    def _write(self, name: str) -> None:
        from pathlib import Path

        path, asked, language = Path(name), self.filters.wanted(), self.desk.language
        self.desk.settings.put_folder("journal", path.parent)
        self.desk.look(
            self.tr("Writing the journal"),
            lambda place, progress: export_journal(place.store, asked, path, language, progress),
            lambda count: self.desk.said.emit(self.tr("{0} is written; entries: {1}").format(path.name, count)),
            owner=self,
        )

    # --- widgets

    def _columns(self) -> tuple[Column[ShownEntry], ...]:
        return (
            Column(self.tr("When"), lambda one: one.at, width=11),
            Column(self.tr("Who"), lambda one: one.actor, width=6),
            Column(self.tr("Action"), lambda one: one.kind_label, width=8),
            Column(self.tr("What"), lambda one: one.sentence),
        )

    def _button(self, text: str, name: str, picture: str) -> QPushButton:
        made = QPushButton(icon(picture), text)
        made.setObjectName(name)
        return made

    def _lay_out(self) -> None:
        self.more = self._button(self.tr("Details"), "details", "search")
        self.more.setCheckable(True)
        self.more.toggled.connect(self.details.setVisible)
        self.prove = self._button(self.tr("Prove the journal"), "prove", "lock")
        self.prove.clicked.connect(self._prove)
        self.export = self._button(self.tr("Save as…"), "export", "save")
        self.export.clicked.connect(self._export)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Journal"), "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        for one in (self.more, self.prove, self.export):
            head.addWidget(one)
        self.mark = label()
        self.verdict = QWidget()
        row = QHBoxLayout(self.verdict)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.chain, 1)
        self.verdict.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.stack)
        both.addWidget(self.details)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.filters)
        whole.addWidget(self.verdict)
        whole.addWidget(both, 1)
