"""扶持: everybody's amounts, one carrier's clauses, what is open, the grades to be confirmed, the budgets, and the decision."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, Visit
from desktop.job import Job
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.page import Page, Question
from desktop.pages.support.asking import Asking
from desktop.pages.support.grades_panel import GradesPanel
from desktop.pages.support.leaves import SupportLeaves
from desktop.pages.support.open_panel import OpenPanel
from desktop.pages.support.pot_dialog import BasisDialog
from desktop.pages.support.pots_panel import PotsPanel
from desktop.tasks import Asked as Awaited
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.leaf import Leaf
from desktop.widgets.search import search_line
from desktop.widgets.table import Table
from desktop.widgets.text import Elided, label
from scoring.errors import Said
from scoring.messages import tell
from scoring.services.changes import Change, changes
from scoring.services.names import learn, sort_key, spellings
from scoring.services.pot_words import both_words, fen_words, yuan_words
from scoring.services.support_desk import SupportPage as Shown
from scoring.services.support_desk import SupportRow, nothing_to_support, support_listing, support_page
from scoring.services.support_kept import Decided, decide_support
from scoring.services.workplace import Workplace

SIDE, LEAST_SIDE = 620, 420
"""Pixels of what stands at the right: at first, and at least."""


class SupportPage(Page):
    """Built as every page: widgets, models, signals, operations. Nothing is worked out here."""

    key: ClassVar[str] = "support"
    shows_carrier: ClassVar[bool] = True
    shows = frozenset(
        {Change.SUPPORT, Change.DECISIONS, Change.RUNS, Change.DEFINITIONS, Change.VALUES, Change.RETURNS, Change.ROSTER}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown = Shown()
        self._wanted = ""
        self._about: tuple[int, str] | None = None
        """Year and kind of carriers whose amounts are in view."""
        self._job: Job | None = None
        self.rests_on = Elided("", "faint")
        self.totals = label("", "faint")
        self.state = Elided("", "faint")
        self.search = search_line(self.tr("Find by name, pinyin, initials or code"))
        self.model = RowsModel(self._columns(), words=lambda one: f"{spellings(one.name)}\n{one.uscc.casefold()}", parent=self)
        self.table = Table(self.model, desk.settings, name="support", label=self.tr("Support for each carrier"))
        self.leaf = Leaf(self.tr("Support for this carrier"))
        self.leaf.setObjectName("support_leaf")
        self.leaf.setPlaceholderText(self.tr("Choose a carrier at the left."))
        self.all_clauses = QCheckBox(self.tr("Also clauses that are not for it"))
        self.all_clauses.setObjectName("all_clauses")
        self.open, self.grades, self.pots = OpenPanel(desk), GradesPanel(desk), PotsPanel(desk)
        self.export = QPushButton(icon("save"), self.tr("Export…"))
        self.export.setObjectName("export_support")
        self.decide = QPushButton(icon("good", "on_accent"), self.tr("Decide…"))
        self.decide.setObjectName("decide_support")
        self.decide.setProperty("primary", True)
        self.nothing = Empty(
            "policy",
            self.tr("No policy is adopted"),
            self.tr("Support follows from policies. Adopt those of your district first; what they leave open is settled here."),
            self.tr("To the policies"),
        )
        self.nobody = Empty(
            "collect",
            self.tr("Nobody has a result yet"),
            self.tr("Amounts appear as soon as returns are in. They can be decided once the results are sealed."),
            self.tr("To the returns"),
        )
        self.stopped = Empty(
            "support",
            self.tr("Working out was stopped"),
            self.tr("The amounts are shown once they are worked out for everybody."),
            self.tr("Work out"),
        )
        self.asking = Asking(desk, self, lambda: self.shown, lambda: self.current)
        self._lay_out()
        self._connect()

    # --- the question

    @property
    def is_fresh(self) -> bool:
        """Also the amounts, which are worked out behind the first answer."""
        return super().is_fresh and self._job is None

    def _ask(self) -> None:
        """Nothing is decided by amounts that are being worked out anew, and none stand that are another round's."""
        self._stop()
        self._is_fresh = False
        about = (self.desk.year, self.desk.kind)
        if about != self._about:
            self._about = about
            self._show(Shown())
            self._show_only(self.body)
            self.totals.clear()
        super()._ask()
        self._enable()

    def question(self) -> Question:
        kind = self.desk.kind
        return lambda place, _: nothing_to_support(place.opened(kind))

    def show_answer(self, answer: Said | None) -> None:
        if answer is not None:
            self._show(Shown(refusal=answer))
        else:
            self._work_out()

    def _work_out(self) -> None:
        """Thousands of carriers take seconds: other pages are answered meanwhile, and it may be stopped."""
        kind, language = self.desk.kind, self.desk.language

        def work(place: Workplace, asked: Awaited) -> Shown:
            opened = place.opened(kind)
            found = support_page(opened, language, now=place.now, progress=asked, memory=place.support(opened))
            learn(one.name for one in found.rows)
            return found

        def done(found: Shown) -> None:
            if job is self._job:
                self._job = None
                self._show(found)
                self._enable()

        def stopped() -> None:
            if job is self._job:
                self._job = None
                self.ask_when_shown()
                self._show_only(self.stopped)

        self._job = job = self.desk.look(self.tr("Working out support"), work, done, reckoned=True, otherwise=stopped, owner=self)

    def _stop(self) -> None:
        """Another question: what is under way for the last one stops at its next step."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _show_only(self, one: QWidget) -> None:
        """The amounts, or why there are none."""
        self.stack.setCurrentWidget(one)
        for each in (self.search, self.export, self.decide, self.rests_on, self.state, self.totals):
            each.setVisible(one is self.body)

    def _show(self, answer: Shown) -> None:
        before = self.current
        self.shown = answer
        full = answer.refusal is None and bool(answer.rows)
        self._show_only(self.body if full else self.nobody if answer.refusal is None else self.nothing)
        later = tell(answer.later_policies, self.desk.language) if answer.later_policies is not None else ""
        self.rests_on.setText("　".join(filter(None, (answer.rests_on, answer.announced_words))))
        self.state.setText("　".join(filter(None, (later, answer.decided_words))))
        language = self.desk.language
        totals = self.tr("Carriers: {0}, proposed {1}, after the budget {2}")
        words = totals.format(len(answer.rows), fen_words(answer.total, language), fen_words(answer.after, language))
        if answer.waiting:
            words = self.tr("{0}; still open for {1}").format(words, answer.waiting)
        self.totals.setText(words)
        self.totals.setToolTip(" → ".join(both_words(each, language) for each in (answer.total, answer.after)))
        self.model.show(answer.rows)
        self.table.fit()
        self.open.show_page(answer)
        asked = {(one.policy, one.key) for one in answer.open if one.about_grades}
        self.grades.show_mappings(answer.mappings, asked)
        self.pots.show_pots(answer.pots)
        for tab, plain, words, count in (
            (self.open, self.tr("Open"), self.tr("Open ({0})"), len(answer.open)),
            (self.grades, self.tr("Grades"), self.tr("Grades ({0})"), len(asked)),
        ):
            self.side.setTabText(self.side.indexOf(tab), words.format(count) if count else plain)
        wanted = self._wanted or (before.uscc if before else "")
        self._wanted = ""
        self._go(wanted)
        self._enable()

    def arrive(self, visit: Visit) -> None:
        if visit.target in ("open", "grades", "pots"):
            self.side.setCurrentWidget({"open": self.open, "grades": self.grades, "pots": self.pots}[str(visit.target)])
        if visit.carrier and self.is_fresh:
            self._go(visit.carrier)
        else:
            self._wanted = visit.carrier

    @property
    def current(self) -> SupportRow | None:
        """The carrier in view."""
        found = self.table.current_row()
        return found if isinstance(found, SupportRow) else None

    def _go(self, uscc: str) -> None:
        index = self.model.index_of(lambda one: one.uscc == uscc)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        one = self.current
        if one is None:
            self.leaf.clear()
        else:
            self.leaf.show_parts(SupportLeaves(one, all_clauses=self.all_clauses.isChecked()).parts())

    def _look_for(self, text: str) -> None:
        before = self.current
        self.model.find(text)
        self._go(before.uscc if before else "")

    # --- the decision and the list

    def ask_decision(self) -> None:
        """The amounts as they are now, kept for good."""
        told = self.tr(
            "The amounts are kept with everything they rest on. What is kept is not changed any more; a later decision stands beside it."
        )
        words = f"{told}\n{self.shown.rests_on}"
        if self.shown.open:
            words += "\n" + self.tr("Still open: {0}. These clauses are kept as open.").format(len(self.shown.open))
        dialog = BasisDialog(self.desk, "decide_dialog", self.tr("Decide on support"), words, self.tr("Decide"), self)

        seen = self.shown

        def agreed() -> None:
            if seen is not self.shown or not self.is_fresh:
                dialog.notice.tell(self.tr("The amounts have changed since. Close this and look at them again."))
            elif basis := dialog.given():
                self._decide(basis)
                dialog.accept()

        dialog.agreed.connect(agreed)
        dialog.open()

    def _decide(self, basis: str) -> None:
        kind = self.desk.kind

        def work(place: Workplace, asked: Awaited) -> Decided:
            return decide_support(place.opened(kind), basis=basis, actor=place.actor, now=place.now, progress=asked)

        def done(found: Decided) -> None:
            self.desk.history.forget()
            self.desk.said.emit(self.tr("Decided: support for {0} carriers").format(len(found.carriers)))

        self.desk.write(self.tr("Deciding on support"), work, changes(Change.SUPPORT), done)

    def ask_file(self) -> None:
        """Where the list goes."""
        folder = self.desk.settings.folder("support")
        proposed = str(Path(folder) / f"{self.tr('Support')}_{self.desk.kind}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export support"), proposed, self.tr("Excel workbooks (*.xlsx)"))
        if name:
            self.desk.settings.put_folder("support", Path(name).parent)
            self.write_list(Path(name))

    def write_list(self, path: Path) -> None:
        kind, language = self.desk.kind, self.desk.language

        def work(place: Workplace, asked: Awaited) -> Path:
            opened = place.opened(kind)
            path.write_bytes(support_listing(opened, language, now=place.now, progress=asked, memory=place.support(opened)))
            return path

        said = self.tr("Exported to {0}").format(path)
        self.desk.look(self.tr("Exporting support"), work, lambda _: self.desk.said.emit(said), reckoned=True, owner=self)

    # --- widgets

    def _enable(self) -> None:
        read_only = self.tr("Read only: the workspace is open elsewhere") if self.desk.read_only else ""
        unsealed = "" if self.shown.sealed else self.tr("Seal the results first")
        unshared = self.tr("Choose how the budget is shared first") if any(one.given is None for one in self.shown.pots) else ""
        unready = "" if self.is_fresh else self.tr("The amounts are being worked out…")
        reason = read_only or unready or unsealed or unshared
        self.decide.setEnabled(not reason)
        self.decide.setToolTip(reason)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look_for)
        self.table.chosen.connect(lambda _: self._tell())
        self.table.opened.connect(lambda _: self.side.setCurrentIndex(0))
        self.all_clauses.toggled.connect(lambda _: self._tell())
        self.open.wants_settling.connect(self.asking.settle)
        self.open.wants_again.connect(self.asking.settle_again)
        self.grades.wants_confirming.connect(self.asking.confirm)
        self.pots.wants_pot.connect(self.asking.ask_pot)
        self.pots.wants_rule.connect(self.asking.ask_rule)
        self.pots.wants_withdrawal.connect(self.asking.ask_withdrawal)
        self.export.clicked.connect(lambda _: self.ask_file())
        self.decide.clicked.connect(lambda _: self.ask_decision())
        self.nothing.wanted.connect(lambda: self.desk.visit("policy"))
        self.nobody.wanted.connect(lambda: self.desk.visit("collect"))
        self.stopped.wanted.connect(self.ask_again)

    def _columns(self) -> tuple[Column[SupportRow], ...]:
        language = self.desk.language

        def picture(one: SupportRow) -> QIcon | None:
            return icon("due", "warning") if one.open else None

        return (
            Column(self.tr("Carrier"), lambda one: one.name, key=lambda one: sort_key(one.name), width=11, least=7),
            Column(self.tr("Grade"), lambda one: one.grade or "—"),
            Column(
                self.tr("Ceiling (CNY)"),
                lambda one: yuan_words(one.known_ceiling, language),
                key=lambda one: one.ceiling,
                align=RIGHT,
                hint=lambda one: both_words(one.known_ceiling, language),
            ),
            Column(
                self.tr("Award (CNY)"),
                lambda one: yuan_words(one.known, language),
                key=lambda one: one.award,
                align=RIGHT,
                hint=lambda one: both_words(one.known, language),
            ),
            Column(
                self.tr("After the budget (CNY)"),
                lambda one: yuan_words(one.known_after, language),
                key=lambda one: one.after,
                align=RIGHT,
                bold=lambda one: one.cut,
                hint=lambda one: both_words(one.known_after, language),
            ),
            Column(
                self.tr("Open"),
                lambda one: str(len(one.open) or ""),
                key=lambda one: len(one.open),
                align=RIGHT,
                icon=picture,
                hint=lambda one: "\n".join(one.open),
            ),
        )

    def _lay_out(self) -> None:
        head, second = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label(self.tr("Support"), "title"))
        head.addWidget(self.rests_on, 1)
        for one in (self.export, self.decide):
            head.addWidget(one)
        second.addWidget(self.search, 1)
        second.addWidget(self.state, 1)
        one_carrier = QWidget()
        column = QVBoxLayout(one_carrier)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.all_clauses)
        column.addWidget(self.leaf, 1)
        self.side = QTabWidget()
        self.side.tabBar().setDrawBase(False)
        self.side.tabBar().setAccessibleName(self.tr("One carrier, what is open, grades, budgets"))
        self.side.setMinimumWidth(LEAST_SIDE)
        for widget, words in (
            (one_carrier, self.tr("Clauses")),
            (self.open, self.tr("Open")),
            (self.grades, self.tr("Grades")),
            (self.pots, self.tr("Budget")),
        ):
            self.side.addTab(widget, words)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.table, 1)
        under.addWidget(self.totals)
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.addWidget(left)
        self.body.addWidget(self.side)
        self.body.setChildrenCollapsible(False)
        self.body.setSizes([SIDE, SIDE])
        self.stack = QStackedWidget()
        for each in (self.body, self.nothing, self.nobody, self.stopped):
            self.stack.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addLayout(second)
        whole.addWidget(self.stack, 1)
