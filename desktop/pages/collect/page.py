"""收表: what came in and what is still due; files and folders are dropped anywhere, and every workbook's fate is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.models.rows import RowsModel
from desktop.pages.collect.bringing import Bringing
from desktop.pages.collect.chips import Chips
from desktop.pages.collect.dropping import DropArea
from desktop.pages.collect.due import DueDialog, setting_due
from desktop.pages.collect.originals import Originals
from desktop.pages.collect.summary import Summary
from desktop.pages.collect.table import Columns
from desktop.pages.collect.versions import VersionsDialog
from desktop.pages.page import Page, Question
from desktop.widgets import files
from desktop.widgets.buttons import allow, button, menu_action
from desktop.widgets.empty import Empty
from desktop.widgets.search import search_line
from desktop.widgets.table import Table
from desktop.widgets.text import Elided, label
from scoring.services.changes import Change
from scoring.services.collecting import Collected, Collecting, collecting, missing, reminder
from scoring.services.due_days import today_of
from scoring.services.importing import Batch
from scoring.services.tallies import MOST


class CollectPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "collect"
    shows = frozenset({Change.ROSTER, Change.RETURNS, Change.VALUES, Change.FINDINGS, Change.STATES, Change.ENTRIES})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: Collecting | None = None
        self._several = False
        self._sought = ""
        self._bringing, self._originals = Bringing(desk, self), Originals(desk, self)
        self.heading = label(self.tr("Returns"), "title")
        self.search = search_line(self.tr("Find by name, pinyin, initials or code"))
        self.search.setAcceptDrops(False)
        self.model = RowsModel(Columns(desk.language, self).all(), words=lambda one: one.words, parent=self)
        self.table = Table(self.model, desk.settings, name="collect", label=self.tr("Returns of the carriers"))
        self.chips = Chips(desk.language)
        self.summary = Summary(desk)
        self.summary.hide()
        self.drops = DropArea(self)
        self.empty = Empty(
            "roster",
            self.tr("Nobody takes part yet"),
            self.tr("Returns are received from carriers on the roster. Add them first; then drop the returned workbooks here."),
            self.tr("To the roster"),
        )
        self._build_actions()
        self._lay_out()
        self.search.textChanged.connect(self.model.find)
        self.chips.chosen.connect(self.model.keep)
        self.table.opened.connect(lambda one: desk.visit("verify", one.uscc))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.summary.enrol.connect(self._bringing.enrol)
        self._bringing.brought.connect(self._brought)
        self.summary.opened.connect(lambda uscc: desk.visit("verify", uscc))
        self.summary.left.connect(self._leave_summary)
        self.drops.dropped.connect(self.bring_in)
        self.empty.wanted.connect(lambda: desk.visit("roster"))
        self._enable()

    # --- what it shows

    def question(self) -> Question:
        kind = self.desk.kind
        return lambda place, _: (
            collecting(place.opened(kind), today=today_of(place.now), most=MOST),
            len(place.kinds) > 1,
        )

    def show_answer(self, found: tuple[Collecting, bool]) -> None:
        """What is not counted yet is asked for again; others have their turn in between."""
        answer, self._several = found
        before: Collected | None = self.table.current_row()
        place, sought = self.table.verticalScrollBar().value(), self._sought
        wanted, self._sought = sought or (before.uscc if before else ""), ""
        self.shown = answer
        self.model.show(answer.rows)
        self.table.go_to(self.model.index_of(lambda one: one.uscc == wanted))
        if not sought:
            self.table.verticalScrollBar().setValue(place)
        self.chips.tell(answer)
        due = answer.due
        self.due_button.setText(self.tr("Last day: {0}").format(due) if due else self.tr("Set a last day…"))
        self.stack.setCurrentWidget(self.table if answer.rows else self.empty)
        self._enable()
        if not answer.whole:
            self.ask_again()

    def arrive(self, visit: Visit) -> None:
        if visit.carrier:
            self._sought = "" if self.is_fresh else visit.carrier
            self.search.clear()
            self.chips.everybody.click()
            self.table.go_to(self.model.index_of(lambda one: one.uscc == visit.carrier))
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.drops.open()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.drops.close()

    # --- what can be done

    def _build_actions(self) -> None:
        self.bring_button = button(self.tr("Bring in returns"), "bring_in", lambda: None, icon_name="collect", primary=True)
        menu = QMenu(self.bring_button)
        menu.setObjectName("bring_menu")
        menu.addAction(self.tr("Files or ZIPs…"), self.choose_files)
        menu.addAction(self.tr("A folder…"), self.choose_folder)
        self.bring_button.setMenu(menu)
        self.entry_button = button(self.tr("Enter on screen…"), "entry", self.enter, icon_name="amend")
        self.due_button = button(self.tr("Set a last day…"), "due_change", self.change_due)
        self.remind_button = button(self.tr("Copy a reminder"), "remind", self.copy_reminder)
        self.open_action = menu_action(self.table, self.tr("Open the return"), "open_return", self._open_current)
        self.original_action = menu_action(
            self.table, self.tr("Open the workbook as received"), "open_original", self.open_original, "Ctrl+Shift+O"
        )
        self.folder_action = menu_action(self.table, self.tr("Show in folder"), "show_in_folder", self.show_in_folder)
        self.entry_action = menu_action(self.table, self.tr("Enter on screen…"), "enter_on_screen", self.enter, "Ctrl+E")
        self.versions_action = menu_action(self.table, self.tr("Versions…"), "versions", self.show_versions, "Ctrl+H")
        menu_action(self.table, self.tr("Copy"), "copy", self.table.copy)

    def _enable(self) -> None:
        writes, reason = not self.desk.read_only, self.tr("This window only reads the workspace.")
        for one in (self.bring_button, self.due_button):
            allow(one, writes, reason)
        current: Collected | None = self.table.current_row()
        here = current is not None and bool(current.return_id)
        for action in (self.open_action, self.original_action, self.folder_action, self.versions_action):
            allow(action, here, self.tr("No return has come from this carrier."))
        for entering in (self.entry_action, self.entry_button):
            allow(entering, current is not None, self.tr("Choose a carrier first."))
        late = self.shown is not None and bool(missing(self.shown.rows))
        allow(self.remind_button, late, self.tr("Nobody has to be reminded."))

    def choose_files(self) -> None:
        kinds = self.tr("Returns (*.xlsx *.xlsm *.xls *.et *.ods *.zip);;All files (*)")
        paths = files.ask_files(self, self.desk.settings, "returns", self.tr("Returned workbooks"), kinds)
        if paths:
            self.bring_in(paths)

    def choose_folder(self) -> None:
        folder = files.ask_folder(self, self.desk.settings, "returns", self.tr("A folder of returned workbooks"))
        if folder is not None:
            self.bring_in([folder])

    def bring_in(self, paths: list[Path]) -> None:
        """Files, folders and ZIPs."""
        self._bringing.bring_in(paths)

    def _brought(self, batch: Batch) -> None:
        if batch.stopped:
            words = self.tr("Stopped after {0} of {1} workbooks: none of them was received, the data are as before.")
            self.desk.said.emit(words.format(batch.read, batch.total))
            return
        self.summary.show_batch(batch)
        if batch.strangers:
            self.summary.enrol_button.setFocus()
        else:
            self.table.setFocus()

    def _leave_summary(self) -> None:
        self.summary.hide()
        self.table.setFocus()

    # --- the last day and who is reminded

    def change_due(self) -> DueDialog | None:
        if self.shown is None:
            return None
        dialog = DueDialog(self.shown.due or self.shown.today, several=self._several, parent=self)
        dialog.given.connect(self._set_due)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _set_due(self, day: date | None, everywhere: bool) -> None:
        title = self.tr("Last day for returns {0}").format(day) if day else self.tr("No last day for returns")
        self.desk.do(setting_due(title, self.desk.kind, day, everywhere=everywhere))

    def copy_reminder(self) -> None:
        """Those of whom a return is still due, as a table for Excel or a message."""
        if self.shown is None:
            return
        kind, language, due, rows = self.desk.kind, self.desk.language, self.shown.due, missing(self.shown.rows)
        self.desk.read(lambda place, _: reminder(place.opened(kind), rows, due, language), self._reminded, owner=self)

    def _reminded(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.desk.said.emit(self.tr("Copied. Paste it into Excel or a message."))

    # --- a carrier's workbooks

    def _open_current(self) -> None:
        one: Collected | None = self.table.current_row()
        if one is not None:
            self.desk.visit("verify", one.uscc)

    def enter(self) -> None:
        """The whole form of the current carrier, to type into."""
        one: Collected | None = self.table.current_row()
        if one is not None:
            self.desk.visit("entry", one.uscc)

    def open_original(self) -> None:
        one: Collected | None = self.table.current_row()
        if one is not None and one.return_id:
            self._originals.open(one.return_id)

    def show_in_folder(self) -> None:
        one: Collected | None = self.table.current_row()
        if one is not None and one.return_id:
            self._originals.show_folder(one.return_id)

    def show_versions(self) -> VersionsDialog | None:
        one: Collected | None = self.table.current_row()
        if one is None or not one.return_id:
            return None
        dialog = VersionsDialog(self.desk, one.name, one.uscc, self)
        dialog.wanted.connect(self._originals.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    # --- where it stands

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        tools = QHBoxLayout()
        tools.addWidget(self.bring_button)
        tools.addWidget(Elided(self.tr("or drop files, folders and ZIPs anywhere"), "faint"), 1)
        tools.addWidget(self.entry_button)
        tools.addWidget(self.due_button)
        tools.addWidget(self.remind_button)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(upper)
        self.split.addWidget(self.summary)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addLayout(tools)
        whole.addWidget(self.split, 1)
