"""名册: the carriers taking part; typed, pasted or out of a workbook, taken off again, and the workbooks that go out to them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.models.rows import Column, RowsModel
from desktop.pages.page import Page, Question
from desktop.pages.roster import edits
from desktop.pages.roster.form import CarrierForm
from desktop.pages.roster.proposal import ProposalDialog
from desktop.widgets import files
from desktop.widgets.buttons import allow, button, menu_action
from desktop.widgets.empty import Empty
from desktop.widgets.search import search_line
from desktop.widgets.states import ORDER, state_icon, state_width, state_word
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.changes import Change, changes
from scoring.services.names import sort_key
from scoring.services.roster import Entry
from scoring.services.rosters import Participant, participants, write_list
from scoring.services.templates import Issued, write_blank, write_each


class RosterPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "roster"
    shows = frozenset({Change.ROSTER, Change.RETURNS, Change.STATES, Change.VALUES})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._sought = ""
        self.heading = label(self.tr("Roster"), "title")
        self.count = label("", "faint")
        self.search = search_line(self.tr("Find by name, pinyin, initials, code or contact"))
        self.model = RowsModel(self._columns(), words=lambda one: one.words, parent=self)
        self.table = Table(self.model, desk.settings, name="roster", label=self.tr("Roster"))
        self.empty = Empty(
            "roster",
            self.tr("Nobody takes part yet"),
            self.tr(
                "Add the carriers that take part in this round: one by one, or paste their names and codes from Excel, with contacts if you like."
            ),
        )
        self.form = CarrierForm(desk)
        self.form.hide()
        self._build_actions()
        self._lay_out()
        self.search.textChanged.connect(self.model.find)
        self.search.textChanged.connect(lambda _: self._count())
        self.table.opened.connect(lambda one: desk.visit("verify", one.uscc))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.form.given.connect(self._put)
        self.form.left.connect(self._leave_form)
        self._enable()

    # --- what it shows

    def question(self) -> Question:
        kind, language = self.desk.kind, self.desk.language
        return lambda place, _: participants(place.opened(kind), language)

    def show_answer(self, answer: tuple[Participant, ...]) -> None:
        before: Participant | None = self.table.current_row()
        wanted, self._sought = self._sought or (before.uscc if before else ""), ""
        self.model.show(answer)
        self.table.fit()
        self.table.go_to(self.model.index_of(lambda one: one.uscc == wanted))
        self._count()
        self.stack.setCurrentWidget(self.table if answer else self.empty)
        self._enable()

    def _count(self) -> None:
        """Of whom is looked for, how many there are."""
        everybody, found = len(self.model.rows), self.model.rowCount()
        said = self.tr("Carriers: {0}").format(everybody)
        self.count.setText(said if found == everybody else self.tr("Found: {0} of {1}").format(found, everybody))

    def arrive(self, visit: Visit) -> None:
        if visit.carrier:
            self._sought = "" if self.is_fresh else visit.carrier
            self.search.clear()
            self.table.go_to(self.model.index_of(lambda one: one.uscc == visit.carrier))
        self.table.setFocus()

    def _columns(self) -> tuple[Column[Participant], ...]:
        language = self.desk.language
        return (
            Column(self.tr("Carrier"), lambda one: one.name, key=lambda one: one.order, width=19, least=12),
            Column(self.tr("USCC"), lambda one: one.uscc, width=12),
            Column(
                self.tr("Return"),
                lambda one: state_word(one.state, language),
                key=lambda one: ORDER.index(one.state),
                width=state_width(language),
                icon=lambda one: state_icon(one.state),
            ),
            Column(self.tr("Contact"), lambda one: one.contact.name, key=lambda one: sort_key(one.contact.name), width=5),
            Column(self.tr("Telephone"), lambda one: one.contact.phone, width=8),
            Column(
                self.tr("From its return"),
                lambda one: "　".join(words for _, words in one.particulars),
                key=lambda one: tuple(words for _, words in reversed(one.particulars)) or None,
                hint=lambda one: "\n".join("　".join(pair) for pair in one.particulars),
                width=6,
            ),
        )

    # --- what can be done

    def _build_actions(self) -> None:
        self.add_button = button(self.tr("Add…"), "roster_add", self.add, icon_name="new", primary=True)
        self.paste_button = button(self.tr("Paste a list…"), "roster_paste", self.paste)
        self.import_button = button(self.tr("Import a list…"), "roster_import", self.import_list, icon_name="open")
        self.workbooks = button(self.tr("Workbooks"), "roster_workbooks", lambda: None, icon_name="save")
        menu = QMenu(self.workbooks)
        menu.setObjectName("workbooks")
        menu.addAction(self.tr("Blank workbook…"), self.save_blank)
        menu.addAction(self.tr("One for every carrier…"), self.save_each)
        self.workbooks.setMenu(menu)
        self.save_button = button(self.tr("Save the list…"), "roster_save", self.save_list)
        self.rename_action = menu_action(self.table, self.tr("Change…"), "rename", self.rename, "F2")
        self.remove_action = menu_action(
            self.table, self.tr("Take off the roster"), "remove", self.remove, QKeySequence.StandardKey.Delete
        )
        menu_action(self.table, self.tr("Copy"), "copy", self.table.copy)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.table, self._paste_clipboard)

    def _enable(self) -> None:
        reason = self.tr("This window only reads the workspace.")
        writes = not self.desk.read_only
        for one in (self.add_button, self.paste_button, self.import_button):
            allow(one, writes, reason)
        chosen: tuple[Participant, ...] = self.table.selected_rows()
        kept = any(one.kept for one in chosen)
        allow(self.rename_action, writes and len(chosen) == 1, reason if not writes else self.tr("Choose one carrier."))
        why = self.tr("A carrier with a return stays on the roster.") if kept else self.tr("Choose carriers first.")
        allow(self.remove_action, writes and bool(chosen) and not kept, why if writes else reason)
        allow(self.save_button, bool(self.model.rows), self.tr("Nobody takes part yet"))

    def add(self) -> None:
        """The small form, for one after the other."""
        self.form.show()
        self.form.begin()

    def rename(self) -> None:
        one: Participant | None = self.table.current_row()
        if one is not None:
            self.form.show()
            self.form.begin(one.name, one.uscc, one.contact)

    def _put(self, entry: Entry) -> None:
        renames = self.form.code.isReadOnly()
        title = (self.tr("Change {0}") if renames else self.tr("Add {0}")).format(entry.name)
        self.desk.do(edits.adding(title, self.desk.kind, [entry]), lambda _: self._was_put(entry, renames=renames))

    def _was_put(self, entry: Entry, *, renames: bool) -> None:
        self.desk.said.emit((self.tr("Changed: {0}") if renames else self.tr("On the roster: {0}")).format(entry.name))
        if renames:
            self._leave_form()
        else:
            self.form.begin()

    def _leave_form(self) -> None:
        self.form.hide()
        self.table.setFocus()

    def remove(self) -> None:
        """Those that are selected."""
        chosen: tuple[Participant, ...] = self.table.selected_rows()
        first = chosen[0].name
        title = self.tr("Take {0} off the roster").format(first if len(chosen) == 1 else self.tr("{0} and others").format(first))
        self.desk.do(edits.removing(title, self.desk.kind, [Entry(one.name, one.uscc) for one in chosen]))

    def paste(self, text: str = "") -> ProposalDialog:
        """Room to paste a block from Excel into."""
        return self._propose(ProposalDialog(self.desk, self, text=text))

    def _paste_clipboard(self) -> None:
        if not self.desk.read_only:
            self.paste(QGuiApplication.clipboard().text())

    def import_list(self) -> None:
        for path in files.ask_files(
            self, self.desk.settings, "lists", self.tr("A list of carriers"), self.tr("Workbooks (*.xlsx)")
        )[:1]:
            self._propose(ProposalDialog(self.desk, self, source=path))

    def _propose(self, dialog: ProposalDialog) -> ProposalDialog:
        dialog.given.connect(self._put_list)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _put_list(self, entries: tuple[Entry, ...]) -> None:
        title = self.tr("Add a list, carriers: {0}").format(len(entries))
        said = self.tr("Added or changed: {0}").format(len(entries))
        self.desk.do(edits.adding(title, self.desk.kind, entries), lambda _: self.desk.said.emit(said))

    # --- what goes out

    def save_list(self) -> None:
        target = self._target(self.tr("Save the roster"), self.tr("roster.xlsx"))
        if target is not None:
            kind, language = self.desk.kind, self.desk.language
            self.desk.write(
                self.tr("Save the roster"),
                lambda place, _: write_list(place.opened(kind), target, language),
                changes(),
                lambda _: self._saved(target),
            )

    def save_blank(self) -> None:
        target = self._target(self.tr("Save a blank workbook"), self.tr("return.xlsx"))
        if target is not None:
            kind = self.desk.kind
            self.desk.write(
                self.tr("Save a blank workbook"),
                lambda place, _: write_blank(place.opened(kind), target),
                changes(),
                lambda _: self._saved(target),
            )

    def save_each(self) -> None:
        folder = files.ask_folder(self, self.desk.settings, "workbooks", self.tr("A folder for the workbooks"))
        if folder is not None:
            kind = self.desk.kind
            self.desk.write(
                self.tr("Workbooks for every carrier"),
                lambda place, asked: write_each(place.opened(kind), folder, progress=asked),
                changes(),
                lambda issued: self._issued(issued, folder),
            )

    def _target(self, title: str, name: str) -> Path | None:
        return files.ask_target(self, self.desk.settings, "workbooks", title, name, self.tr("Workbooks (*.xlsx)"))

    def _saved(self, path: Path) -> None:
        self.desk.said.emit(self.tr("Saved: {0}").format(path))

    def _issued(self, issued: Issued, folder: Path) -> None:
        said = self.tr("Workbooks written: {0}　Left alone, there already: {1}　Folder: {2}")
        self.desk.said.emit(said.format(len(issued.written), len(issued.kept), folder))

    # --- where it stands

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        tools = QHBoxLayout()
        for one in (self.add_button, self.paste_button, self.import_button):
            tools.addWidget(one)
        tools.addStretch(1)
        tools.addWidget(self.workbooks)
        tools.addWidget(self.save_button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addLayout(tools)
        whole.addWidget(self.form)
        whole.addWidget(self.stack, 1)
