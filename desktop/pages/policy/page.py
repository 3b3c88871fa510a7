"""政策: the policies the workspace has adopted and those that come with the program, clause by clause, and what of them is open."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, Visit
from desktop.models.rows import Column, RowsModel
from desktop.pages.page import Page, Question
from desktop.pages.policy.leaves import PolicyLeaves, Sieve
from desktop.theme import icon
from desktop.widgets.adopt import AdoptDialog
from desktop.widgets.leaf import Leaf
from desktop.widgets.search import search_line
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.changes import Change, changes
from scoring.services.days import CHINA
from scoring.services.looking import Looked, look_through
from scoring.services.policy_book import PolicyBook, PolicyCard, Standing, adopt_for, adopt_shipped, policy_book

PICTURES = {
    Standing.IN_FORCE: ("good", "good"),
    Standing.ENDS_SOON: ("due", "warning"),
    Standing.NOT_YET: ("due", "warning"),
    Standing.ENDED: ("stop", "error"),
}


class PolicyPage(Page):
    """A list of policies, and what one of them says. No amount is worked out here."""

    key: ClassVar[str] = "policy"
    shows = frozenset({Change.DEFINITIONS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.dialog: AdoptDialog | None = None
        self._policies: tuple[PolicyCard, ...] = ()
        self.search = search_line(self.tr("Find a clause: what for, for whom, article…"))
        self.beneficiary = QComboBox()
        self.beneficiary.setObjectName("beneficiary")
        self.beneficiary.setAccessibleName(self.tr("For whom"))
        self.beneficiary.addItem(self.tr("For everybody"), "")
        self.only_open = QCheckBox(self.tr("Only with open figures"))
        self.only_open.setObjectName("only_open")
        self.model = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="policies", label=self.tr("Policies"))
        self.leaf = Leaf(self.tr("What the policy says"))
        self.leaf.setObjectName("policy_leaf")
        self.table.when_empty = self.tr("No clause is as you look for it. Clear the search or the filter to see all.")
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._sift())
        self.beneficiary.currentIndexChanged.connect(lambda _: self._sift())
        self.only_open.toggled.connect(lambda _: self._sift())
        self.table.chosen.connect(self._tell)

    # --- what is shown

    def question(self) -> Question:
        language = self.desk.language
        return lambda place, _: policy_book(place.kinds, today=place.now.astimezone(CHINA).date(), language=language)

    def show_answer(self, answer: PolicyBook) -> None:
        before = self.current
        self._policies = answer.policies
        self._offer(answer.beneficiaries)
        self._sift()
        key = before.key if before else ""
        index = self.model.index_of(lambda one: one.key == key)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))

    def arrive(self, visit: Visit) -> None:
        """``target`` is the key of a policy."""
        if isinstance(visit.target, str):
            self.table.go_to(self.model.index_of(lambda one: one.key == visit.target))

    @property
    def current(self) -> PolicyCard | None:
        """The policy that is shown."""
        found = self.table.current_row()
        return found if isinstance(found, PolicyCard) else None

    def _sieve(self) -> Sieve:
        words = tuple(self.search.text().casefold().split())
        return Sieve(words, self.beneficiary.currentData() or "", self.only_open.isChecked())

    def _sift(self) -> None:
        """Only policies with such a clause, and of each only such clauses."""
        sieve, before = self._sieve(), self.current
        self.model.show([one for one in self._policies if sieve.is_open or any(map(sieve.holds, one.clauses))])
        key = before.key if before else ""
        index = self.model.index_of(lambda one: one.key == key)
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self._tell(self.table.current_row())

    def _tell(self, one: PolicyCard | None) -> None:
        if not isinstance(one, PolicyCard):
            self.leaf.clear()
        else:
            self.leaf.show_parts(PolicyLeaves(one, self._sieve()).parts())
        self.adopt.setEnabled(isinstance(one, PolicyCard) and not one.is_adopted and not self.desk.read_only)

    def _offer(self, beneficiaries: tuple[tuple[str, str], ...]) -> None:
        chosen = self.beneficiary.currentData()
        with QSignalBlocker(self.beneficiary):
            while self.beneficiary.count() > 1:
                self.beneficiary.removeItem(1)
            for value, words in beneficiaries:
                self.beneficiary.addItem(words, value)
            self.beneficiary.setCurrentIndex(max(0, self.beneficiary.findData(chosen)))

    # --- adopting

    def _adopt_shipped(self) -> None:
        one = self.current
        if one is not None:
            self.desk.write(
                self.tr("Adopting a policy"),
                lambda place, _: adopt_shipped(place.kinds, one.name, actor=place.actor, now=place.now),
                changes(Change.DEFINITIONS),
                lambda _: self.desk.said.emit(self.tr("{0} is adopted").format(one.title)),
            )

    def _choose_file(self) -> None:
        folder = self.desk.settings.folder("policy")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Adopt a policy"), folder, self.tr("Policies (*.toml)"))
        if name:
            self.desk.settings.put_folder("policy", Path(name).parent)
            language = self.desk.language
            self.desk.read(
                lambda *_: look_through(Path(name), language), lambda found: self._propose(Path(name), found), owner=self
            )

    def _propose(self, path: Path, looked: Looked) -> None:
        """What was found in the file, then yes or no."""
        consequence = self.tr(
            "It stands beside those that are adopted already. What is adopted is kept for good; this cannot be undone."
        )
        self.dialog = AdoptDialog(looked.name, consequence, looked.findings, may=looked.may_be_adopted, parent=self)
        self.dialog.accepted.connect(lambda: self._adopt_file(path))
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _adopt_file(self, path: Path) -> None:
        self.desk.write(
            self.tr("Adopting a policy"),
            lambda place, _: adopt_for(place.kinds, path, actor=place.actor, now=place.now),
            changes(Change.DEFINITIONS),
            lambda _: self.desk.said.emit(self.tr("{0} is adopted").format(path.name)),
        )

    # --- widgets

    def _columns(self) -> tuple[Column[PolicyCard], ...]:
        def adopted(one: PolicyCard) -> str:
            return self.tr("adopted") if one.is_adopted else self.tr("shipped")

        def picture(one: PolicyCard) -> QIcon:
            return icon(*PICTURES[one.standing])

        return (
            Column(self.tr("Policy"), lambda one: one.title, width=32, least=12),
            Column(self.tr("In force"), lambda one: one.standing_words, icon=picture, width=19, least=13),
            Column(self.tr("Adoption"), adopted, width=7),
            Column(self.tr("Number"), lambda one: one.number, width=11),
        )

    def _lay_out(self) -> None:
        self.adopt = QPushButton(icon("good"), self.tr("Adopt"))
        self.adopt.setObjectName("adopt_policy")
        self.adopt.setEnabled(False)
        self.adopt.clicked.connect(self._adopt_shipped)
        file = QPushButton(icon("open"), self.tr("Adopt a file…"))
        file.setObjectName("adopt_file")
        file.setEnabled(not self.desk.read_only)
        file.clicked.connect(self._choose_file)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Policies"), "title"))
        head.addStretch(1)
        head.addWidget(self.adopt)
        head.addWidget(file)
        sieve = QHBoxLayout()
        sieve.addWidget(self.search, 1)
        sieve.addWidget(self.beneficiary)
        sieve.addWidget(self.only_open)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(self.leaf)
        self.table.setMinimumHeight(self.table.verticalHeader().defaultSectionSize() * 5)
        both.setSizes([170, 560])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addLayout(sieve)
        whole.addWidget(both, 1)
