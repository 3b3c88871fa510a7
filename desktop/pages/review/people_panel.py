"""The panel of reviewers: progress, who may not judge whom, adding and removing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.review.edits import panel_edit, recusal_edit
from desktop.theme import icon
from desktop.widgets.buttons import allow, button
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.names import sort_key
from scoring.services.reviewing import Review, ReviewerProgress, signed_per_cent


@dataclass(frozen=True, slots=True)
class Barred:
    """A recusal as it is listed."""

    reviewer: str
    carrier: str
    uscc: str
    relation: str


class PeoplePanel(QWidget):
    """Signals: ``wants_recusal`` with the chosen reviewer, ``wants_sheet`` with the reviewer whose sheet is to be written."""

    wants_recusal = Signal(str)
    wants_sheet = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.people = RowsModel(self._people_columns(), parent=self)
        self.table = Table(self.people, desk.settings, name="review_people", label=self.tr("Reviewers"))
        self.barred = RowsModel(self._barred_columns(), parent=self)
        self.barred_table = Table(self.barred, desk.settings, name="review_barred", label=self.tr("Recusals"))
        words = self.tr("Nobody is recused. Choose a reviewer, then “Recuse…”: their marks for that carrier do not count.")
        self.nobody = label(words, "faint", wrap=True)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.recusals = QStackedWidget()
        self.recusals.addWidget(self.barred_table)
        self.recusals.addWidget(self.nobody)
        self.name = QLineEdit()
        self.name.setObjectName("new_reviewer")
        self.name.setPlaceholderText(self.tr("Name of a reviewer"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.add = button(self.tr("Add"), "add_reviewer", self._add)
        self.remove = button(self.tr("Remove"), "remove_reviewer", self._remove)
        self.sheet = button(self.tr("Write sheet…"), "write_one", lambda: self.wants_sheet.emit(self._chosen()))
        self.recuse = button(self.tr("Recuse…"), "recuse_reviewer", lambda: self.wants_recusal.emit(self._chosen()))
        self.free = button(self.tr("Withdraw recusal"), "withdraw_recusal", self._free)
        self.name.returnPressed.connect(self._add)
        self._lay_out()
        self.table.chosen.connect(lambda _: self._enable())
        self.barred_table.chosen.connect(lambda _: self._enable())

    def show_review(self, found: Review) -> None:
        reviewer = self._chosen()
        self.people.show(found.reviewers)
        self.table.fit()
        self.barred.show([Barred(one.name, *each) for one in found.reviewers for each in one.barred])
        self.barred_table.fit()
        self.recusals.setCurrentWidget(self.barred_table if self.barred.rows else self.nobody)
        index = self.people.index_of(lambda one: one.name == reviewer)
        self.table.go_to(index if index.isValid() else self.people.index(0, 0))
        self.barred_table.go_to(self.barred.index(0, 0))
        self._enable()

    def _chosen(self) -> str:
        one: ReviewerProgress | None = self.table.current_row()
        return one.name if one else ""

    def _enable(self) -> None:
        read_only = self.tr("Read only: the workspace is open elsewhere") if self._desk.read_only else ""
        one: ReviewerProgress | None = self.table.current_row()
        nobody = "" if one else self.tr("Choose a reviewer first")
        marked = self.tr("This reviewer has marks; withdraw them first") if one and one.given + one.aside else ""
        no_recusal = "" if self.barred_table.current_row() else self.tr("Choose a recusal first")
        for pressed, reason in (
            (self.add, read_only),
            (self.remove, read_only or nobody or marked),
            (self.sheet, nobody),
            (self.recuse, read_only or nobody),
            (self.free, read_only or no_recusal),
        ):
            allow(pressed, not reason, reason)
        self.name.setEnabled(not read_only)

    def _add(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._desk.refuse("services.no_reviewer")
            return
        self._desk.do(panel_edit(self.tr("reviewer {0} added").format(name), self._desk.kind, name), lambda _: self.name.clear())

    def _remove(self) -> None:
        name = self._chosen()
        self._desk.do(panel_edit(self.tr("reviewer {0} removed").format(name), self._desk.kind, name, removing=True))

    def _free(self) -> None:
        one: Barred | None = self.barred_table.current_row()
        if one is not None:
            title = self.tr("recusal of {0} withdrawn").format(one.reviewer)
            self._desk.do(recusal_edit(title, self._desk.kind, one.uscc, one.reviewer, one.relation, withdrawing=True))

    def _people_columns(self) -> tuple[Column[ReviewerProgress], ...]:
        return (
            Column(self.tr("Reviewer"), lambda one: one.name, key=lambda one: sort_key(one.name), width=5, least=3),
            Column(
                self.tr("Marked"),
                lambda one: f"{one.given}/{one.due}",
                key=lambda one: one.given - one.due,
                align=RIGHT,
                width=5,
                icon=lambda one: icon("good", "good") if one.given == one.due else icon("due", "faint"),
            ),
            Column(
                self.tr("Recusals"), lambda one: str(len(one.barred) or ""), key=lambda one: len(one.barred), align=RIGHT, width=3
            ),
            Column(
                self.tr("Aside"),
                lambda one: str(one.aside or ""),
                key=lambda one: one.aside,
                align=RIGHT,
                width=3,
                hint=lambda _: self.tr("Marks that do not count: the reviewer is recused"),
            ),
            Column(
                self.tr("Leaning"),
                lambda one: "" if one.lean is None else signed_per_cent(one.lean),
                key=lambda one: one.lean,
                align=RIGHT,
                width=4,
                hint=lambda one: (
                    self.tr(
                        "How far this reviewer's marks lie above the others' for the same carriers (below: stricter), in per cent of the highest mark; over {0} marks"
                    ).format(one.beside)
                    if one.beside
                    else self.tr("No carrier yet that somebody else has marked too")
                ),
            ),
        )

    def _barred_columns(self) -> tuple[Column[Barred], ...]:
        return (
            Column(self.tr("Reviewer"), lambda one: one.reviewer, key=lambda one: sort_key(one.reviewer), width=5),
            Column(self.tr("Carrier"), lambda one: one.carrier, key=lambda one: sort_key(one.carrier), width=10),
            Column(self.tr("Relation"), lambda one: one.relation, width=5),
        )

    def _lay_out(self) -> None:
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(self.add)
        for one in (self.sheet, self.recuse, self.remove):
            second.addWidget(one)
        second.addStretch(1)
        third.addWidget(label(self.tr("Recusals"), "heading"))
        third.addStretch(1)
        third.addWidget(self.free)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(first)
        whole.addWidget(self.table, 3)
        whole.addLayout(second)
        whole.addLayout(third)
        whole.addWidget(self.recusals, 2)
