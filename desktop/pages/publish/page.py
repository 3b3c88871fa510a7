"""发布: the reports of the sealed result, looked at, saved and printed; and the log of what has gone out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.pages.page import Page, Question
from desktop.pages.publish.asking import Asking
from desktop.pages.publish.log import Log
from desktop.pages.publish.pattern import PatternDialog
from desktop.pages.publish.preview import Preview
from desktop.pages.publish.printing import PrintRun
from desktop.pages.publish.reports import Reports
from desktop.pages.publish.versions import chosen_versions, language_box, version_box, words_of
from desktop.tasks import Asked
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.notice import Notice
from desktop.widgets.search import search_line
from desktop.widgets.text import label
from scoring.errors import Refusal, Said
from scoring.messages import tell
from scoring.services.changes import SCORES, Change, changes
from scoring.services.names import learn
from scoring.services.naming import Existing, existing
from scoring.services.previewing import Size, page_sizes
from scoring.services.publishing import (
    Issued,
    Leaf,
    Order,
    Paper,
    Publication,
    ReportRow,
    Saved,
    Stack,
    Version,
    again_name,
    again_told,
    content,
    issue_reports,
    leaf,
    orders,
    publication,
    save_again,
    save_reports,
    stale_words,
)
from scoring.services.workplace import Workplace

PATIENCE = 150
"""Milliseconds a row is current before its report is made: who runs down the list sees the last."""
PATTERN = "publish/pattern"
PURPOSE = "reports"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the preview is to show."""

    uscc: str
    carrier: str
    version: Version
    language: str
    issued: Issued | None = None


class PublishPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "publish"
    shows = frozenset({Change.RUNS, Change.PAPERS}) | SCORES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.asking = Asking(self)
        self.shown = Publication(None, (), ())
        self.printing: PrintRun | None = None
        self._wanted: Wanted | None = None
        self._target = ""
        self._asked_leaf: Asked | None = None
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
        self.names = self._button("names", "amend", self.tr("File names…"), self.tr("How the files of the reports are named"))
        self.print = self._button("print", "print", self.tr("Print…"), self.tr("Through the system's dialog (Ctrl+P)"))
        self.save = self._button("save", "save", self.tr("Save…"), self.tr("What is ticked, else what is selected (Ctrl+S)"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)

    def _button(self, name: str, picture: str, words: str, tip: str) -> QPushButton:
        made = QPushButton(icon(picture), words)
        made.setObjectName(name)
        made.setIconSize(QSize(16, 16))
        made.setToolTip(tip)
        return made

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
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.tabs)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([500, 540])
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
        self.log.again.connect(self.save_again)
        self.split.splitterMoved.connect(lambda *_: self.desk.settings.put_state("publish/split", self.split.saveState()))

    def _enable(self) -> None:
        rows = self.reports.wanted()
        can = bool(rows) and not self.desk.read_only and self.printing is None
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
        if self.tabs.currentIndex():
            one = self.log.table.current_row()
            return Wanted(one.paper.uscc, one.carrier, one.version, one.paper.language, one) if one else None
        row: ReportRow | None = self.reports.table.current_row()
        return Wanted(row.result.uscc, row.result.name, self.versions[0], self.paper_language) if row else None

    def _look(self) -> None:
        """Show what is current; a report that has not gone out is made for looking at, and not kept."""
        self._later.stop()
        wanted, run, kind = self._to_show(), self.shown.run, self.desk.kind
        if self._asked_leaf is not None:
            self._asked_leaf.cancel()
        self._wanted = wanted
        if wanted is None or run is None:
            self.preview.tell(self.tr("Choose a carrier to see its report."))
            return
        self.preview.wait(wanted.carrier)

        def work(place: Workplace, asked: Asked) -> tuple[Leaf, tuple[Size, ...]]:
            asked.step(0, 1)
            opened = place.opened(kind)
            if wanted.issued is not None:
                found = Leaf(content(opened, wanted.issued.paper), wanted.issued.paper)
            else:
                found = leaf(opened, run, wanted.uscc, wanted.version, wanted.language)
            return found, page_sizes(found.pdf)

        self._asked_leaf = self.desk.read(work, lambda answer: self._show_leaf(wanted, *answer), self._no_leaf, owner=self)

    def _show_leaf(self, wanted: Wanted, found: Leaf, sizes: tuple[Size, ...]) -> None:
        if wanted is not self._wanted:
            return
        words = words_of(wanted.version, wanted.language)
        state = self.tr("not issued yet") if found.paper is None else self.tr("issued by {0}").format(found.paper.issued_by)
        self.preview.show_paper(found.pdf, sizes, wanted.carrier, f"{words}　{state}")

    def _no_leaf(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self.preview.tell(tell(error.said, self.desk.language))
        else:
            self.desk.failed(error)

    # --- names

    @property
    def pattern(self) -> str:
        return self.desk.settings.text(PATTERN)

    def choose_names(self) -> None:
        dialog = PatternDialog(self.desk, self.pattern, self.paper_language, self)
        dialog.accepted.connect(lambda: self.desk.settings.put(PATTERN, dialog.pattern))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # --- saving

    def _ask_orders(self, then: Callable[[tuple[Order, ...]], None]) -> None:
        """What is wanted, with names, checked before anybody is asked anything."""
        run, kind = self.shown.run, self.desk.kind
        only = tuple(row.result.uscc for row in self.reports.wanted())
        versions, language, pattern = self.versions, self.paper_language, self.pattern
        if run is None or not only:
            return
        self.desk.read(
            lambda place, _: orders(place.opened(kind), run, only=only, versions=versions, language=language, pattern=pattern),
            then,
            owner=self,
        )

    def save_wanted(self) -> None:
        self._ask_orders(self._where_to)

    def _where_to(self, wanted: tuple[Order, ...]) -> None:
        last = self.desk.settings.folder(PURPOSE)
        if len(wanted) == 1:
            path = self.asking.file(last, wanted[0].name)
            if path is not None:
                self._save(path.parent, (replace(wanted[0], name=path.name),), Existing.OVERWRITE)
            return
        folder = self.asking.folder(last)
        if folder is None:
            return
        names = tuple(order.name for order in wanted)
        self.desk.read(lambda *_: existing(folder, names), lambda there: self._over(folder, wanted, there), owner=self)

    def _over(self, folder: Path, wanted: tuple[Order, ...], there: tuple[str, ...]) -> None:
        answer = self.asking.existing(there) if there else Existing.OVERWRITE
        if answer is not None:
            self._save(folder, wanted, answer)

    def _save(self, folder: Path, wanted: tuple[Order, ...], over: Existing) -> None:
        run, kind = self.shown.run, self.desk.kind
        assert run is not None
        self.desk.settings.put_folder(PURPOSE, folder)

        def work(place: Workplace, asked: Asked) -> Saved:
            opened = place.opened(kind)
            return save_reports(opened, run, folder, wanted, existing=over, actor=place.actor, now=place.now, progress=asked)

        whose = changes(Change.PAPERS, carriers=tuple(order.uscc for order in wanted))
        self.desk.write(self.tr("Saving reports"), work, whose, lambda saved: self._saved(folder, saved))

    def _saved(self, folder: Path, saved: Saved) -> None:
        said = saved.told(folder)
        if saved.failed:
            self.desk.refused.emit(said)
        else:
            self.desk.said.emit(tell(said, self.desk.language))

    def save_again(self, one: Issued | None) -> None:
        """The bytes of a paper as they went out, from the log."""
        if one is None:
            return
        kind = self.desk.kind
        path = self.asking.file(self.desk.settings.folder(PURPOSE), again_name(one))
        if path is None:
            return
        self.desk.settings.put_folder(PURPOSE, path.parent)
        self.desk.read(
            lambda place, _: save_again(place.opened(kind), one.paper, path),
            lambda _: self.desk.said.emit(tell(again_told(path), self.desk.language)),
            owner=self,
        )

    # --- printing

    def print_wanted(self) -> None:
        self._ask_orders(self._on_which)

    def _on_which(self, wanted: tuple[Order, ...]) -> None:
        title = wanted[0].name.removesuffix(".pdf") if len(wanted) == 1 else self.tr("Reports")
        printer = self.asking.printer(title, one=len(wanted) == 1)
        run, kind = self.shown.run, self.desk.kind
        if printer is None or run is None:
            return

        def work(place: Workplace, asked: Asked) -> Stack:
            return issue_reports(place.opened(kind), run, wanted, actor=place.actor, now=place.now, progress=asked)

        def issued(stack: Stack) -> None:
            if stack.said is not None:
                self.desk.refused.emit(stack.said)
                return
            papers = [partial(_content, kind, paper) for paper in stack.papers]
            self.printing = PrintRun(self.desk, papers, printer, self.tr("Printing reports"), self)
            self.printing.done.connect(lambda _: self.desk.said.emit(tell(stack.told, self.desk.language)))
            self.printing.ended.connect(self._printed)
            self._enable()
            self.printing.start()

        whose = changes(Change.PAPERS, carriers=tuple(order.uscc for order in wanted))
        self.desk.write(self.tr("Making reports for the printer"), work, whose, issued)

    def _printed(self) -> None:
        self.printing = None
        self._enable()


def _content(kind: str, paper: Paper, place: Workplace) -> bytes:
    return content(place.opened(kind), paper)
