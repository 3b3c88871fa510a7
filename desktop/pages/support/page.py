"""扶持: everybody's amounts, one carrier's clauses, what is open, the grades to be confirmed, the budgets, and the decision."""

from __future__ import annotations

from collections.abc import Iterator
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
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.page import Page, Question
from desktop.pages.support.edits import withdrawing
from desktop.pages.support.grades_panel import GradesPanel
from desktop.pages.support.leaves import SupportLeaves
from desktop.pages.support.open_panel import OpenPanel
from desktop.pages.support.pot_dialog import BasisDialog, PotDialog, RuleDialog
from desktop.pages.support.pots_panel import PotsPanel
from desktop.pages.support.settle_dialog import Asked, SettleDialog
from desktop.tasks import Asked as Awaited
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.leaf import Leaf
from desktop.widgets.search import search_line
from desktop.widgets.table import Table
from desktop.widgets.text import Elided, label
from scoring.services.changes import Change, changes
from scoring.services.grade_mapping import GradeMapping
from scoring.services.names import learn, sort_key, spellings
from scoring.services.pot_words import ShownPot, fen_words, yuan_words
from scoring.services.support_desk import SettledLine, SupportRow, support_listing, support_page
from scoring.services.support_desk import SupportPage as Shown
from scoring.services.support_kept import Decided, decide_support
from scoring.services.support_open import FIGURE, OpenItem
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
        self._lay_out()
        self._connect()

    # --- the question

    def question(self) -> Question:
        kind, language = self.desk.kind, self.desk.language

        def work(place: Workplace, asked: Awaited) -> Shown:
            found = support_page(place.opened(kind), language, now=place.now, progress=asked)
            learn(one.name for one in found.rows)
            return found

        return work

    def show_answer(self, answer: Shown) -> None:
        before = self.current
        self.shown = answer
        full = answer.refusal is None and bool(answer.rows)
        self.stack.setCurrentWidget(self.body if full else self.nobody if answer.refusal is None else self.nothing)
        for one in (self.search, self.export, self.decide, self.rests_on, self.state, self.totals):
            one.setVisible(full)
        self.rests_on.setText(answer.rests_on)
        self.state.setText(answer.decided_words)
        language = self.desk.language
        totals = self.tr("Carriers: {0}, proposed {1}, after the budget {2}")
        self.totals.setText(totals.format(len(answer.rows), fen_words(answer.total, language), fen_words(answer.after, language)))
        self.model.show(answer.rows)
        self.table.fit()
        self.open.show_page(answer)
        self.grades.show_mappings(answer.mappings)
        self.pots.show_pots(answer.pots)
        unconfirmed = sum(one.settled is None for one in answer.mappings)
        for tab, plain, words, count in (
            (self.open, self.tr("Open"), self.tr("Open ({0})"), len(answer.open)),
            (self.grades, self.tr("Grades"), self.tr("Grades ({0})"), unconfirmed),
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

    # --- what is settled

    def settle(self, item: OpenItem) -> None:
        """Ask for the value of an open matter."""
        mapping = self._mapping(item.policy, item.key) if item.about_grades else None
        asked = Asked(
            policy=item.policy,
            title=item.title,
            matter=item.matter.value,
            key=item.key,
            label=item.label,
            hint=item.hint,
            whose=tuple(self._whose(item)),
            mapping=mapping,
            clauses=item.clauses,
        )
        SettleDialog(self.desk, asked, self).open()

    def _whose(self, item: OpenItem) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For whom it may be settled; the carrier in view first where it is one of them."""
        here = self.current.uscc if self.current else ""
        one_by_one = [(name, (uscc,)) for uscc, name in sorted(item.carriers, key=lambda one: one[0] != here)]
        if not item.each:
            yield item.whose, ()
            if item.may_be_one:
                yield from ((self.tr("Only {0}").format(name), codes) for name, codes in one_by_one)
            return
        yield from one_by_one
        if len(one_by_one) > 1:
            yield (
                self.tr("All {0} carriers for whom it is open").format(len(one_by_one)),
                tuple(uscc for uscc, _ in item.carriers),
            )

    def settle_again(self, line: SettledLine) -> None:
        """Another value in the place of one that was settled."""
        mapping = self._mapping(line.policy, line.key) if line.matter.value == FIGURE else None
        whose = ((line.whose, (line.uscc,) if line.uscc else ()),)
        asked = Asked(line.policy, line.title, line.matter.value, line.key, line.label, "", whose, line.value, mapping)
        SettleDialog(self.desk, asked, self).open()

    def confirm(self, one: GradeMapping) -> None:
        """Which grades meet a document's words."""
        value = one.settled.value if one.settled else ""
        asked = Asked(one.policy, one.title, FIGURE, one.figure, one.label, "", (("", ()),), value, one)
        SettleDialog(self.desk, asked, self).open()

    def _mapping(self, policy: str, figure: str) -> GradeMapping | None:
        return next((one for one in self.shown.mappings if (one.policy, one.figure) == (policy, figure)), None)

    # --- budgets and the decision

    def ask_pot(self, known: ShownPot | None) -> None:
        """A new budget, or a change of one."""
        PotDialog(self.desk, self.shown, known, self).open()

    def ask_rule(self, one: ShownPot) -> None:
        """How a budget is shared."""
        RuleDialog(self.desk, one, self).open()

    def ask_withdrawal(self, one: ShownPot) -> None:
        """Why a budget is taken back."""
        name = one.pot.name
        title = self.tr("Withdraw the budget {0}").format(name)
        told = self.tr("Amounts are then what they were without it. It stays on record.")
        dialog = BasisDialog(self.desk, "withdraw_dialog", title, told, self.tr("Withdraw"), self)

        def agreed() -> None:
            if basis := dialog.given():
                self.desk.do(withdrawing(self.tr("withdrawing the budget {0}").format(name), self.desk.kind, name, basis))
                dialog.accept()

        dialog.agreed.connect(agreed)
        dialog.open()

    def ask_decision(self) -> None:
        """The amounts as they are now, kept for good."""
        told = self.tr(
            "The amounts are kept with everything they rest on. What is kept is not changed any more; a later decision stands beside it."
        )
        words = f"{told}\n{self.shown.rests_on}"
        if self.shown.open:
            words += "\n" + self.tr("Still open: {0}. These clauses are kept as open.").format(len(self.shown.open))
        dialog = BasisDialog(self.desk, "decide_dialog", self.tr("Decide on support"), words, self.tr("Decide"), self)

        def agreed() -> None:
            if basis := dialog.given():
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

        def work(place: Workplace, _: Awaited) -> Path:
            path.write_bytes(support_listing(place.opened(kind), language, now=place.now))
            return path

        self.desk.look(
            self.tr("Exporting support"), work, lambda _: self.desk.said.emit(self.tr("Exported to {0}").format(path)), owner=self
        )

    # --- widgets

    def _enable(self) -> None:
        read_only = self.tr("Read only: the workspace is open elsewhere") if self.desk.read_only else ""
        unsealed = "" if self.shown.sealed else self.tr("Seal the results first")
        unshared = self.tr("Choose how the budget is shared first") if any(one.given is None for one in self.shown.pots) else ""
        reason = read_only or unsealed or unshared
        self.decide.setEnabled(not reason)
        self.decide.setToolTip(reason)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look_for)
        self.table.chosen.connect(lambda _: self._tell())
        self.table.opened.connect(lambda _: self.side.setCurrentIndex(0))
        self.all_clauses.toggled.connect(lambda _: self._tell())
        self.open.wants_settling.connect(self.settle)
        self.open.wants_again.connect(self.settle_again)
        self.grades.wants_confirming.connect(self.confirm)
        self.pots.wants_pot.connect(self.ask_pot)
        self.pots.wants_rule.connect(self.ask_rule)
        self.pots.wants_withdrawal.connect(self.ask_withdrawal)
        self.export.clicked.connect(lambda _: self.ask_file())
        self.decide.clicked.connect(lambda _: self.ask_decision())
        self.nothing.wanted.connect(lambda: self.desk.visit("policy"))
        self.nobody.wanted.connect(lambda: self.desk.visit("collect"))

    def _columns(self) -> tuple[Column[SupportRow], ...]:
        language = self.desk.language

        def picture(one: SupportRow) -> QIcon | None:
            return icon("due", "warning") if one.open else None

        return (
            Column(self.tr("Carrier"), lambda one: one.name, key=lambda one: sort_key(one.name), width=11, least=7),
            Column(self.tr("Grade"), lambda one: one.grade or "—"),
            Column(
                self.tr("Ceiling (CNY)"),
                lambda one: yuan_words(one.ceiling if one.known is not None else None, language),
                key=lambda one: one.ceiling,
                align=RIGHT,
            ),
            Column(self.tr("Award (CNY)"), lambda one: yuan_words(one.known, language), key=lambda one: one.award, align=RIGHT),
            Column(
                self.tr("After the budget (CNY)"),
                lambda one: yuan_words(one.known_after, language),
                key=lambda one: one.after,
                align=RIGHT,
                bold=lambda one: one.cut,
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
        for each in (self.body, self.nothing, self.nobody):
            self.stack.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addLayout(second)
        whole.addWidget(self.stack, 1)
