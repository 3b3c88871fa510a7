"""发布: the reports of the sealed result, looked at, saved and printed; and the log of what has gone out."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.pages.page import Page, Question
from desktop.pages.publish.asking import Asking
from desktop.pages.publish.going_out import Choice, GoingOut
from desktop.pages.publish.log import Log
from desktop.pages.publish.looking import Looking, Wanted
from desktop.pages.publish.papers import Papers
from desktop.pages.publish.pattern import PatternDialog
from desktop.pages.publish.preview import Preview
from desktop.pages.publish.reports import Reports
from desktop.pages.publish.versions import chosen_versions, language_box, version_box
from desktop.tasks import Asked
from desktop.widgets.buttons import pictured
from desktop.widgets.empty import Empty
from desktop.widgets.notice import Notice
from desktop.widgets.search import search_line
from desktop.widgets.text import label
from scoring.errors import Said
from scoring.messages import tell
from scoring.services.changes import SCORES, Change
from scoring.services.names import learn
from scoring.services.publishing import Publication, ReportRow, Version, publication, stale_words
from scoring.services.workplace import Workplace

PATIENCE = 150
"""Milliseconds a row is current before its report is made: who runs down the list sees the last."""
PATTERN = "publish/pattern"
LOG = 1
"""The tab of what went out."""


class PublishPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "publish"
    shows = frozenset({Change.RUNS, Change.PAPERS, Change.DECISIONS}) | SCORES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.asking = Asking(self)
        self.shown = Publication(None, (), ())
        self._target = ""
        self._build()
        self._lay_out()
        self._connect()
        self._enable()

    # --- what a page overrides

    def question(self) -> Question:
        kind, language = self.desk.kind, self.desk.language

        def work(place: Workplace, _: Asked) -> Publication:
            found = publication(place.opened(kind), language)
            learn(row.result.name for row in found.rows)
            return found

        return work

    def show_answer(self, answer: Publication) -> None:
        self.shown = answer
        said = answer.said
        self.sealed.setText(tell(said, self.desk.language) if said else "")
        self.stack.setCurrentWidget(self.body if answer.run else self.empty)
        if answer.run is None:
            self.notice.hide()
        else:
            self._ask_stale()
        self.reports.show_rows(answer)
        self.log.show_rows(answer.log)
        self.papers.show_run(answer.run)
        if self._target:
            self.reports.go_to(self._target)
            self._target = ""
        self._enable()
        self._look()

    def arrive(self, visit: Visit) -> None:
        if visit.carrier and self.is_fresh:
            self.reports.go_to(visit.carrier)
        self._target = "" if self.is_fresh else visit.carrier

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)

    # --- building

    def _build(self) -> None:
        settings = self.desk.settings
        self.sealed = label("", "faint")
        self.search = search_line(self.tr("Find by name, pinyin, initials or code"))
        self.notice = Notice()
        self.reports, self.log, self.preview = Reports(settings), Log(settings), Preview(self.desk)
        self.looking = Looking(self.desk, self.preview, self)
        self.papers = Papers(self.desk, self.preview, lambda: self.asking)
        self.out = GoingOut(self.desk, lambda: self.asking, self)
        self.empty = Empty(
            "score",
            self.tr("There is no sealed result yet"),
            self.tr("Reports say what was sealed. Score the round and seal the result first."),
            self.tr("To scores and grades"),
        )
        self.version, self.language = version_box(), language_box()
        self.version.setAccessibleName(self.tr("Version"))
        self.language.setAccessibleName(self.tr("Language of the reports"))
        self.language.setCurrentIndex(self.language.findData(self.desk.language))
        self.names = pictured("names", "amend", self.tr("File names…"), self.tr("How the files of the reports are named"))
        self.print = pictured("print", "print", self.tr("Print…"), self.tr("Through the system's dialog (Ctrl+P)"))
        self.save = pictured("save", "save", self.tr("Save…"), self.tr("What is ticked, else what is selected (Ctrl+S)"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Publication"), "title"))
        head.addWidget(self.sealed)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        choices, verbs = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((choices, (self.version, self.language)), (verbs, (self.names, self.print, self.save))):
            row.setSpacing(6)
            for one in widgets:
                row.addWidget(one, 1)
        choices.insertWidget(0, self.reports.all)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.reports, 1)
        column.addLayout(choices)
        column.addLayout(verbs)
        logged = QWidget()
        other = QVBoxLayout(logged)
        other.setContentsMargins(0, 8, 0, 0)
        other.addWidget(self.log)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("Reports to come, and issued ones"))
        self.tabs.addTab(listed, self.tr("Reports"))
        self.tabs.addTab(logged, self.tr("Issued reports"))
        self.tabs.addTab(self.papers, self.tr("Papers"))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.tabs)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([600, 440])
        self.split.restoreState(self.desk.settings.state("publish/split"))
        self.body = self.split
        self.stack = QStackedWidget()
        self.stack.addWidget(self.body)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.notice)
        whole.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.reports.model.find)
        self.search.textChanged.connect(self.log.model.find)
        self.search.textChanged.connect(self.papers.model.find)
        self.empty.wanted.connect(lambda: self.desk.visit("score"))
        self.notice.acted.connect(lambda: self.desk.visit("score"))
        self.reports.chosen.connect(lambda _: self._later.start())
        self.reports.ticked.connect(self._enable)
        self.reports.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.log.chosen.connect(lambda _: self._later.start())
        self.tabs.currentChanged.connect(lambda _: self._later.start())
        for box in (self.version, self.language):
            box.currentIndexChanged.connect(lambda _: self._look())
        self._later.timeout.connect(self._look)
        self.names.clicked.connect(self.choose_names)
        self.save.clicked.connect(self.save_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.log.again.connect(self.out.save_again)
        self.out.changed.connect(self._enable)
        self.split.splitterMoved.connect(lambda *_: self.desk.settings.put_state("publish/split", self.split.saveState()))

    def _enable(self) -> None:
        rows = self.reports.wanted()
        can = bool(rows) and not self.desk.read_only and self.out.printing is None
        for button, words, keys in ((self.save, self.tr("Save…"), "Ctrl+S"), (self.print, self.tr("Print…"), "Ctrl+P")):
            button.setEnabled(can)
            button.setText(f"{words} ({len(rows)})" if len(rows) > 1 else words)
            button.setShortcut(keys)  # which a new text takes away

    # --- stale

    def _ask_stale(self) -> None:
        """Apart from the list: it is worked out from all data and takes longer."""
        run, kind = self.shown.run, self.desk.kind
        if run is not None:
            self.desk.read(lambda place, _: stale_words(place.opened(kind), run), self._tell_stale, owner=self)

    def _tell_stale(self, said: Said | None) -> None:
        if said is None:
            self.notice.hide()
        else:
            words = tell(said, self.desk.language)
            self.notice.tell(words, level="warning", button=self.tr("To scores and grades"))

    # --- the preview

    @property
    def versions(self) -> tuple[Version, ...]:
        return chosen_versions(self.version)

    @property
    def paper_language(self) -> str:
        return str(self.language.currentData())

    def _to_show(self) -> Wanted | None:
        if self.tabs.currentIndex() == LOG:
            one = self.log.table.current_row()
            return Wanted(one.paper.uscc, one.carrier, one.version, one.paper.language, one) if one else None
        row: ReportRow | None = self.reports.table.current_row()
        return Wanted(row.result.uscc, row.result.name, self.versions[0], self.paper_language) if row else None

    def _look(self) -> None:
        """Show what is current."""
        self._later.stop()
        if self.tabs.currentWidget() is self.papers:
            self.papers.look()
            return
        self.looking.look(self._to_show(), self.shown.run)

    # --- names

    @property
    def pattern(self) -> str:
        return self.desk.settings.text(PATTERN)

    def choose_names(self) -> None:
        dialog = PatternDialog(self.desk, self.pattern, self.paper_language, self)
        dialog.accepted.connect(lambda: self.desk.settings.put(PATTERN, dialog.pattern))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # --- what goes out

    def _choice(self) -> Choice | None:
        run, only = self.shown.run, tuple(row.result.uscc for row in self.reports.wanted())
        return Choice(run, only, self.versions, self.paper_language, self.pattern) if run is not None and only else None

    def save_wanted(self) -> None:
        choice = self._choice()
        if choice is not None:
            self.out.save(choice)

    def print_wanted(self) -> None:
        choice = self._choice()
        if choice is not None:
            self.out.print(choice)
