"""待定: what is still to be settled and what was, each with its basis; open to write down, withdrawn with one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.support.edits import Written, settling
from desktop.widgets.buttons import allow, button
from desktop.widgets.empty import Empty
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.support_desk import SettledLine, SupportPage
from scoring.services.support_open import OpenItem


class OpenPanel(QWidget):
    """Signals: ``wants_settling`` with the item that somebody wants to settle, ``wants_again`` with the line to settle anew."""

    wants_settling = Signal(object)
    wants_again = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._uscc = ""
        self._items: tuple[OpenItem, ...] = ()
        self.open = RowsModel(self._open_columns(), parent=self)
        self.open_table = Table(self.open, desk.settings, name="support_open", label=self.tr("Still to be settled"))
        self.settled = RowsModel(self._settled_columns(), parent=self)
        self.settled_table = Table(self.settled, desk.settings, name="support_settled", label=self.tr("Settled"))
        self.settled_table.when_empty = self.tr("Nothing has been settled yet.")
        self.none = Empty(
            "good",
            self.tr("Nothing is open"),
            self.tr("What is still open for other reasons is said with the clause: a return or a grade is missing."),
        )
        self.settle = button(self.tr("Write down…"), "settle", self._settle)
        self.settle.setProperty("primary", True)
        self.again = button(self.tr("Change…"), "settle_again", self._again)
        self.withdraw = button(self.tr("Withdraw"), "withdraw_settled", self._withdraw)
        self._lay_out()
        self.open_table.chosen.connect(lambda _: self._enable())
        self.settled_table.chosen.connect(lambda _: self._enable())
        self.open_table.opened.connect(lambda _: self._settle())
        self.settled_table.opened.connect(lambda _: self._again())

    def show_page(self, page: SupportPage) -> None:
        before = self.open_table.current_row()
        self._items = page.open
        self.open.show(page.open)
        self.settled.show(page.settled)
        for table in (self.open_table, self.settled_table):
            table.fit()
        self.stack.setCurrentWidget(self.open_table if page.open else self.none)
        known = (before.policy, before.matter, before.key) if isinstance(before, OpenItem) else None
        index = self.open.index_of(lambda one: (one.policy, one.matter, one.key) == known)
        self.open_table.go_to(index if index.isValid() else self.open.index(0, 0))
        self.settled_table.go_to(self.settled.index(0, 0))
        self._enable()

    def _enable(self) -> None:
        read_only = self.tr("Read only: the workspace is open elsewhere") if self._desk.read_only else ""
        no_item = "" if isinstance(self.open_table.current_row(), OpenItem) else self.tr("Choose what is to be settled first")
        no_line = "" if isinstance(self.settled_table.current_row(), SettledLine) else self.tr("Choose what was settled first")
        for pressed, reason in (
            (self.settle, read_only or no_item),
            (self.again, read_only or no_line),
            (self.withdraw, read_only or no_line),
        ):
            allow(pressed, not reason, reason)

    def _settle(self) -> None:
        item = self.open_table.current_row()
        if isinstance(item, OpenItem) and self.settle.isEnabled():
            self.wants_settling.emit(item)

    def _again(self) -> None:
        line = self.settled_table.current_row()
        if isinstance(line, SettledLine) and self.again.isEnabled():
            self.wants_again.emit(line)

    def _withdraw(self) -> None:
        line = self.settled_table.current_row()
        if isinstance(line, SettledLine):
            written = Written(line.policy, line.matter.value, line.key, "", "")
            codes = (line.uscc,) if line.uscc else ()
            self._desk.do(settling(self.tr("withdrawing {0}").format(line.label), self._desk.kind, codes, written))

    def _open_columns(self) -> tuple[Column[OpenItem], ...]:
        return (
            Column(self.tr("Open matter"), lambda one: one.label, width=20, least=10),
            Column(self.tr("For whom"), lambda one: one.whose, width=9, least=4),
            Column(
                self.tr("Carriers"),
                lambda one: str(len(one.carriers)),
                key=lambda one: len(one.carriers),
                align=RIGHT,
                hint=lambda _: self.tr("For so many carriers it is still open"),
            ),
            Column(self.tr("Policy"), lambda one: one.title, width=12, least=5),
        )

    def _settled_columns(self) -> tuple[Column[SettledLine], ...]:
        return (
            Column(self.tr("Settled matter"), lambda one: one.label, width=14, least=8),
            Column(self.tr("For whom"), lambda one: one.whose, width=7, least=4),
            Column(self.tr("Value"), lambda one: one.value, width=10, least=5),
            Column(self.tr("Basis"), lambda one: one.basis, width=10, least=5),
            Column(self.tr("By"), lambda one: one.actor, width=4, hint=lambda one: one.at),
        )

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.open_table)
        self.stack.addWidget(self.none)
        upper, lower = QWidget(), QWidget()
        first, second = QVBoxLayout(upper), QVBoxLayout(lower)
        for column, heading, buttons, table in (
            (first, self.tr("Still to be settled"), (self.settle,), self.stack),
            (second, self.tr("Settled"), (self.again, self.withdraw), self.settled_table),
        ):
            column.setContentsMargins(0, 6, 0, 0)
            row = QHBoxLayout()
            row.addWidget(label(heading, "heading"))
            row.addStretch(1)
            for one in buttons:
                row.addWidget(one)
            column.addLayout(row)
            column.addWidget(table, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(upper)
        both.addWidget(lower)
        both.setChildrenCollapsible(False)
        both.setSizes([320, 240])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)
