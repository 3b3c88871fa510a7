"""等级对应: which of our grades meet a document's words, open until the district has confirmed it."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import Column, RowsModel
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.spelling import SpeltOut
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.grade_mapping import GradeMapping


class GradesPanel(QWidget):
    """Signals: ``wants_confirming`` with the mapping."""

    wants_confirming = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open: Set[tuple[str, str]] = frozenset()
        self.model = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="support_grades", label=self.tr("Grades that documents ask for"))
        SpeltOut(self.table, lambda _: True)
        self.none = Empty(
            "policy", self.tr("No grade is asked for"), self.tr("No clause of the adopted policies asks for a grade.")
        )
        self.confirm = QPushButton(self.tr("Confirm…"))
        self.confirm.setObjectName("confirm_grades")
        self.confirm.clicked.connect(lambda _: self._confirm())
        self.told = label("", "faint", wrap=True)
        self._lay_out()
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda _: self._confirm())

    def show_mappings(self, found: tuple[GradeMapping, ...], asked: Set[tuple[str, str]]) -> None:
        """``asked``: policy and figure of those that are open for some carrier."""
        self._open = asked
        before = self.table.current_row()
        self.model.show(found)
        self.table.fit()
        self.stack.setCurrentWidget(self.table if found else self.none)
        known = (before.policy, before.figure) if isinstance(before, GradeMapping) else None
        index = self.model.index_of(lambda one: (one.policy, one.figure) == known)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))
        self._tell(self.table.current_row())

    def _tell(self, one: object) -> None:
        read_only = self.tr("Read only: the workspace is open elsewhere") if self._desk.read_only else ""
        self.confirm.setEnabled(isinstance(one, GradeMapping) and not read_only)
        self.confirm.setToolTip(read_only)
        if not isinstance(one, GradeMapping):
            self.told.setText("")
            return
        settled = one.settled
        confirmed = self.tr("Confirmed: {0} ({1}, {2})")
        words = confirmed.format(one.shown(one.settled_grades), settled.basis, settled.actor) if settled else one.reason
        who = self.tr("Who grades: {0}").format(one.issuer) if one.issuer else ""
        self.told.setText("\n".join(filter(None, (one.label, who, words))))

    def _confirm(self) -> None:
        one = self.table.current_row()
        if isinstance(one, GradeMapping) and self.confirm.isEnabled():
            self.wants_confirming.emit(one)

    def _columns(self) -> tuple[Column[GradeMapping], ...]:
        def state(one: GradeMapping) -> str:
            if one.settled:
                return one.shown(one.settled_grades)
            return self.tr("open") if (one.policy, one.figure) in self._open else self.tr("no carrier needs it")

        def picture(one: GradeMapping) -> QIcon | None:
            if one.settled:
                return icon("good", "good")
            return icon("due", "warning") if (one.policy, one.figure) in self._open else None

        return (
            Column(self.tr("Policy"), lambda one: one.title, width=12, least=7),
            Column(self.tr("The document says"), lambda one: one.words or one.label, width=12, least=6),
            Column(self.tr("Grades that meet it"), state, icon=picture, width=9),
            Column(self.tr("Proposal"), lambda one: one.shown(one.proposal) or "—", width=7, least=4),
        )

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Grades that documents ask for"), "heading"))
        row.addStretch(1)
        row.addWidget(self.confirm)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.addLayout(row)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.told)
