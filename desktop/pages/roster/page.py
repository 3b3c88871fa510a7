"""名册: the carriers taking part, with the address of nobody but the register's."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import Column, RowsModel
from desktop.pages.page import Page, Question
from desktop.widgets.empty import Empty
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.changes import Change
from scoring.services.names import sort_key, spellings
from scoring.services.rosters import Participant, participants


class RosterPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "roster"
    shows = frozenset({Change.ROSTER})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.heading = label(self.tr("Roster"), "title")
        self.count = label("", "faint")
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(self.tr("Find by name, pinyin, initials or code"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.model = RowsModel(self._columns(), words=lambda one: f"{spellings(one.name)}\n{one.uscc}", parent=self)
        self.table = Table(self.model, desk.settings, name="roster", label=self.tr("Roster"))
        self.empty = Empty("roster", self.tr("Nobody takes part yet"), self.tr("Add the carriers that take part in this round."))
        self._lay_out()
        self.search.textChanged.connect(self.model.find)
        self.table.opened.connect(lambda one: desk.visit("roster", one.uscc))

    def question(self) -> Question:
        kind = self.desk.kind
        return lambda place, _: participants(place.opened(kind))

    def show_answer(self, answer: tuple[Participant, ...]) -> None:
        self.model.show(answer)
        self.table.fit()
        self.count.setText(self.tr("Carriers: {0}").format(len(answer)))
        self.stack.setCurrentWidget(self.table if answer else self.empty)

    def _columns(self) -> tuple[Column[Participant], ...]:
        return (
            Column(self.tr("Carrier"), lambda one: one.name, key=lambda one: sort_key(one.name), width=24),
            Column(self.tr("USCC"), lambda one: one.uscc, width=14),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.stack, 1)
