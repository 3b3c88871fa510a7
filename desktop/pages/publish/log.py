"""Every report of the round that ever went out, with its hash; its own bytes are saved again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.rows import Column, RowsModel
from desktop.pages.publish.versions import words_of
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.empty import Empty
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.days import CHINA, minute_of
from scoring.services.names import sort_key, spellings
from scoring.services.publishing import Issued

STAMP = "%m-%d %H:%M"
DIGITS = 12
"""Of a hash, shown; the tool tip has them all."""


class Log(QWidget):
    """Signals: ``chosen`` with the paper that is current (None: none), ``again`` with the one to be saved again."""

    chosen = Signal(object)
    again = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel[Issued](self._columns(), words=self._words, parent=self)
        self.table = Table(self.model, settings, name="issued", label=self.tr("Issued reports"))
        self.table.setFont(figures_font(self.table.font()))
        self.save = QPushButton(icon("save"), self.tr("Save again…"))
        self.save.setObjectName("save_again")
        self.save.setToolTip(self.tr("The very bytes that went out"))
        self.count = label("", "faint")
        self.empty = Empty(
            "journal", self.tr("Nothing has gone out yet"), self.tr("Reports that are saved or printed are listed here.")
        )
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.again)
        self.save.clicked.connect(lambda: self.again.emit(self.table.current_row()))
        self._choose(None)

    def show_rows(self, rows: tuple[Issued, ...]) -> None:
        self.model.show(rows)
        self.table.fit()
        self.count.setText(self.tr("Reports issued: {0}").format(len(rows)))
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and not self.table.currentIndex().isValid():
            self.table.go_to(self.model.index(0, 0))
        self._choose(self.table.current_row())

    def _choose(self, one: Issued | None) -> None:
        self.save.setEnabled(one is not None)
        self.chosen.emit(one)

    def _words(self, one: Issued) -> str:
        return f"{spellings(one.carrier)}\n{one.paper.uscc}\n{one.paper.hash}\n{one.paper.issued_by}".casefold()

    def _columns(self) -> tuple[Column[Issued], ...]:
        current, older = self.tr("Current"), self.tr("Older")
        return (
            Column(
                self.tr("Issued"),
                lambda one: one.paper.issued_at.astimezone(CHINA).strftime(STAMP),
                key=lambda one: one.paper.issued_at,
                hint=lambda one: minute_of(one.paper.issued_at),
            ),
            Column(self.tr("Carrier"), lambda one: one.carrier, key=lambda one: sort_key(one.carrier), width=15, least=9),
            Column(self.tr("Version"), lambda one: words_of(one.version, one.paper.language), width=7, least=6),
            Column(self.tr("By"), lambda one: one.paper.issued_by, width=4, least=3),
            Column(
                self.tr("Result"),
                lambda one: current if one.current else older,
                hint=lambda one: minute_of(one.sealed_at),
                icon=lambda one: icon("good", "good") if one.current else icon("warning", "warning"),
            ),
            Column(self.tr("SHA-256"), lambda one: one.paper.hash[:DIGITS], hint=lambda one: one.paper.hash, width=5, least=5),
        )

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.stack, 1)
        whole.addLayout(row)
