"""A tab of the page: some buttons over a table, or what to do where the table is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import Column, RowsModel
from desktop.pages.decide.forms import Answers, Ask, Deed, FormDialog
from desktop.widgets.buttons import allow, button
from desktop.widgets.empty import Empty
from desktop.widgets.table import Table
from scoring.services.decide_lines import DecideView

Row = TypeVar("Row")
Keep = Callable[[Any], bool]


class Section(QWidget, Generic[Row]):
    """Subclasses make their columns and buttons, and override ``rows`` and ``why_not``."""

    def __init__(
        self, desk: Desk, name: str, label: str, columns: Sequence[Column[Row]], empty: Empty, parent: QWidget | None = None
    ) -> None:
        """``name`` is the object name of the table, ``label`` what a screen reader calls it."""
        super().__init__(parent)
        self.desk = desk
        self.view: DecideView | None = None
        self.model: RowsModel[Row] = RowsModel(columns, parent=self)
        self.table = Table(self.model, desk.settings, name=name, label=label)
        self.empty = empty
        self._acts: dict[QPushButton, str] = {}
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        self._tools.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.addLayout(self._tools)
        self.column.addWidget(self.stack, 1)
        self.table.chosen.connect(lambda _: self.enable())

    # --- what a tab overrides

    def rows(self, view: DecideView) -> Sequence[Row]:
        """What the table shows."""
        raise NotImplementedError

    def key(self, row: Row) -> object:
        """What a row is found again by."""
        raise NotImplementedError

    def why_not(self, act: str, row: Row | None) -> str:
        """Why an act cannot be done now; empty where it can. Asked for the row in view."""
        return ""

    # --- what it does

    def show_view(self, view: DecideView) -> None:
        before = self.table.current_row()
        known = self.key(before) if before is not None else None
        self.view = view
        self.model.show(self.rows(view))
        self.stack.setCurrentWidget(self.table if self.model.rows else self.empty)
        index = self.model.index_of(lambda one: self.key(one) == known)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))
        self.enable()

    def current(self) -> Row | None:
        found: Row | None = self.table.current_row()
        return found

    def enable(self) -> None:
        """Every button with the reason it cannot be pressed."""
        row, blocked = self.current(), self.blocked()
        for made, act in self._acts.items():
            reason = blocked or self.why_not(act, row)
            allow(made, not reason, reason)

    def blocked(self) -> str:
        """Why nothing at all can be done here."""
        if self.desk.read_only:
            return self.tr("Read only: the workspace is open elsewhere")
        return self.tr("The round is locked") if self.view is not None and self.view.locked is not None else ""

    def act(self, act: str, text: str, run: Callable[[], object], *, primary: bool = False, icon_name: str = "") -> QPushButton:
        """A button over the table; its object name is the act's."""
        made = button(text, act, run, primary=primary, icon_name=icon_name)
        self._acts[made] = act
        self._tools.insertWidget(self._tools.count() - 1, made)
        return made

    def sift(self, words: Sequence[tuple[str, Keep | None]], label: str) -> QComboBox:
        """A filter at the right: in words, and which rows it keeps."""
        made = QComboBox()
        made.setObjectName(f"{self.table.objectName()}_shown")
        made.setAccessibleName(label)
        for text, keep in words:
            made.addItem(text, keep)
        made.currentIndexChanged.connect(lambda _: self.model.keep(made.currentData()))
        self._tools.addWidget(made)
        return made

    def ask(
        self, name: str, title: str, ok: str, asks: Sequence[Ask], deed: Callable[[Answers], Deed], *, advice: str = ""
    ) -> None:
        """Open a dialog."""
        FormDialog(self.desk, name, title, ok, asks, deed, self, advice=advice).open()
