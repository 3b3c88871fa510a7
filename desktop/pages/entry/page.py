"""屏幕录入: a carrier's whole return typed or pasted into the form, kept at every edit, checked while it is typed, then finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.models.rows import Column, RowsModel
from desktop.pages.entry.edits import ENTRIES, Verb, carry_out, on_table
from desktop.pages.entry.finishing import FinishBar
from desktop.pages.entry.grid import EntryGrid
from desktop.pages.entry.model import EntryModel, GridModel, RecordModel
from desktop.pages.entry.starting import StartPanel
from desktop.pages.entry.strip import ICONS, CellStrip
from desktop.pages.page import Page, Question
from desktop.tasks import Asked
from desktop.theme import icon
from desktop.widgets.buttons import button
from desktop.widgets.table import Table
from desktop.widgets.text import Elided
from scoring.findings import Level
from scoring.services.changes import Change, changes
from scoring.services.entering import Entry, Origin, begin, drop
from scoring.services.entering_checks import CellCheck, Spot, check_entry
from scoring.services.entering_edits import clear, delete_rows, fill_down, insert_rows, move_rows, paste, set_cells
from scoring.services.entering_finish import Finished, finish
from scoring.services.entering_form import EntryField, EntryTable
from scoring.services.entering_paste import Selection
from scoring.services.entry_desk import CellChecker, EntryShown, ShownChecks, ShownFinding, entry_shown, findings_shown
from scoring.services.rounds import OpenRound
from scoring.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is on the page: whose entry, in which tables."""

    answer: EntryShown
    entry: Entry
    grids: dict[str, EntryGrid]


class EntryPage(Page):
    """One carrier's entry at a time: ``uscc`` says whose."""

    key: ClassVar[str] = "entry"
    shows_carrier: ClassVar[bool] = True
    shows = frozenset({Change.ENTRIES, Change.RETURNS, Change.ROSTER, Change.DEFINITIONS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.uscc = ""
        self._shown: _Shown | None = None
        self._checked: ShownChecks | None = None
        self._checking: Asked | None = None
        self.title = Elided("", "title")
        self.begun = Elided("", "faint")
        self.back = button(self.tr("Back to the returns"), "entry_back", self._go_back, icon_name="back")
        self.start = StartPanel()
        self.bar = FinishBar()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("entry_tabs")
        self.tabs.setAccessibleName(self.tr("Tables of the form"))
        self.tabs.tabBar().setAccessibleName(self.tabs.accessibleName())
        self.strip = CellStrip()
        self.model: RowsModel[ShownFinding] = RowsModel(self._columns(), parent=self)
        self.findings = Table(self.model, desk.settings, name="entry_findings", label=self.tr("Findings of the entry"))
        self._lay_out()
        self.start.wanted.connect(self._begin)
        self.bar.finished.connect(self._finish)
        self.bar.dropped.connect(self._drop)
        self.bar.next_wanted.connect(self.go_to_next)
        self.findings.opened.connect(self._open_finding)
        self.tabs.currentChanged.connect(lambda _: self._tell_cell())
        desk.refused.connect(lambda _: self.ask_again())  # what was typed and not kept must not go on standing there

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown, as it stands; None while none is open."""
        return self._shown.entry if self._shown is not None else None

    # --- what it shows

    def question(self) -> Question | None:
        if not self.uscc:
            return None
        kind, uscc, language = self.desk.kind, self.uscc, self.desk.language
        return lambda place, _: entry_shown(place.opened(kind), uscc, language)

    def show_answer(self, answer: EntryShown) -> None:
        self.title.setText(self.tr("Entry on screen: {0}").format(answer.carrier.name))
        if answer.entry is None:
            self._shown = None
            self.begun.clear()
            self.start.offer(answer.carrier.name, answer.starts, may=not self.desk.read_only)
            self.stack.setCurrentWidget(self.start)
            return
        if self._shown is None or self._shown.entry.id != answer.entry.id or self._shown.answer.form != answer.form:
            self._shown = _Shown(answer, answer.entry, self._build(answer))
            self._checked = None
            self.stack.setCurrentWidget(self.desk_area)
            self._begin_at_the_top(self._shown.grids)
        self._show_entry(answer.entry)

    def arrive(self, visit: Visit) -> None:
        """``target`` may be a cell of the entry."""
        if visit.carrier and visit.carrier != self.uscc:
            self.uscc = visit.carrier
            self._shown, self._checked = None, None
            self.ask_again()

    def _build(self, answer: EntryShown) -> dict[str, EntryGrid]:
        """Tabs for another entry, or another form."""
        while self.tabs.count():
            old = self.tabs.currentWidget()
            self.tabs.removeTab(self.tabs.currentIndex())
            old.deleteLater()
        grids: dict[str, EntryGrid] = {}
        for table in answer.form.tables:
            model: EntryModel = RecordModel(table, self) if table.is_record else GridModel(table, self)
            model.may_edit = not self.desk.read_only
            grid = EntryGrid(model, partial(_check, answer.checker, table))
            grids[table.key] = grid
            self._connect_grid(table, grid)
            self.tabs.addTab(grid, table.label)
        return grids

    def _connect_grid(self, table: EntryTable, grid: EntryGrid) -> None:
        key, fields = table.key, table.fields
        grid.entry.typed.connect(lambda row, number, text: self._type(Spot(key, row, fields[number].key), text))
        grid.pasted.connect(lambda text, at: self._paste(key, text, at))
        grid.cleared.connect(lambda rows, keys: self._do(on_table(clear, key, rows, keys)))
        grid.filled.connect(lambda first, last, keys: self._do(on_table(fill_down, key, range(first, last + 1), keys)))
        grid.inserted.connect(lambda row, count: self._do(on_table(insert_rows, key, row, count)))
        grid.deleted.connect(lambda rows: self._do(on_table(delete_rows, key, rows)))
        grid.moved.connect(lambda first, last, to: self._do(on_table(move_rows, key, range(first, last + 1), to)))
        grid.current.connect(self._tell_cell)
        grid.cells.checking.connect(self._tell_typing)
        for action in grid.changing:
            action.setEnabled(not self.desk.read_only)

    def _show_entry(self, entry: Entry) -> None:
        """The texts as they stand, and the checks of them asked for."""
        assert self._shown is not None
        answer, grids = self._shown.answer, self._shown.grids
        self._shown = _Shown(answer, entry, grids)
        for key, grid in grids.items():
            grid.entry.show(entry.tables[key], still_typing=self.desk.is_working)
        self._name_tabs()
        facts = self.tr("Edits: {0}. Begun by {1}")
        self.begun.setText(facts.format(entry.number, entry.begun.begun_by))
        self._tell_cell()
        self._check()

    def _name_tabs(self) -> None:
        assert self._shown is not None
        for place, table in enumerate(self._shown.answer.form.tables):
            rows = len(self._shown.entry.tables[table.key])
            counted = table.label if table.is_record else self.tr("{0} ({1})").format(table.label, rows)
            self.tabs.setTabText(place, counted)
            levels = (
                [row.level for row in self._checked.rows if row.spot and row.spot.table == table.key] if self._checked else []
            )
            grave = next((level for level in (Level.STOP, Level.ERROR, Level.WARNING) if level in levels), None)
            self.tabs.setTabIcon(place, icon(*ICONS[grave]) if grave else icon("good", "good"))

    # --- checks

    def _check(self) -> None:
        """Everything intake would find, on the reading thread; an older check nobody waits for any more."""
        assert self._shown is not None
        if self._checking is not None:
            self._checking.cancel()
        kind, entry, language = self.desk.kind, self._shown.entry, self.desk.language

        def work(place: Workplace, asked: Asked) -> ShownChecks:
            asked.step(0, 1)
            opened = place.opened(kind)
            return findings_shown(opened, check_entry(opened, entry), language)

        if self._checked is None:
            self.bar.tell(None, may=not self.desk.read_only)
        self._checking = self.desk.read(work, self._show_checks, owner=self)

    def _show_checks(self, checks: ShownChecks) -> None:
        if self._shown is None or checks.checked.number != self._shown.entry.number:
            return
        self._checked = checks
        self.model.show(checks.rows)
        for grid in self._shown.grids.values():
            grid.entry.judge(checks.checked.cells, self._told)
        self._name_tabs()
        self.bar.tell(checks, may=not self.desk.read_only)
        self._tell_cell()

    @property
    def is_checked(self) -> bool:
        """Whether the findings are those of the entry as it stands."""
        return self._shown is None or (self._checked is not None and self._checked.checked.number == self._shown.entry.number)

    @property
    def is_fresh(self) -> bool:
        return super().is_fresh and self.is_checked

    def _told(self, spot: Spot) -> str:
        return self._checked.told.get(spot, "") if self._checked is not None else ""

    def _tell_cell(self) -> None:
        grid = self.tabs.currentWidget()
        if self._shown is None or not isinstance(grid, EntryGrid):
            return
        index = grid.currentIndex()
        spot, field = grid.entry.spot_of(index), grid.entry.field_of(index)
        if spot is None or field is None:
            self.strip.clear()
            return
        text = grid.entry.text_at(spot.row or 0, field.number)
        beyond = (spot.row or 0) >= len(grid.entry.rows)
        found = CellCheck("") if beyond and not text else self._shown.answer.checker.check(spot.table, field.key, text)
        self.strip.show_cell(field, None if grid.entry.is_record else spot.row, text, found, self._told(spot))

    def _tell_typing(self, field: EntryField, text: str, found: CellCheck) -> None:
        """At every letter."""
        grid = self.tabs.currentWidget()
        if isinstance(grid, EntryGrid):
            spot = grid.entry.spot_of(grid.currentIndex())
            row = spot.row if spot and not grid.entry.is_record else None
            self.strip.show_cell(field, row, text, found, "")

    def go_to_next(self) -> None:
        """The next finding with a cell, behind the one that is current."""
        rows = [row for row in self.model.shown if row.spot is not None]
        if rows:
            here = self.findings.current_row()
            place = rows.index(here) + 1 if here in rows else 0
            row = rows[place % len(rows)]
            self.findings.go_to(self.model.index_of(lambda one: one is row))
            self._open_finding(row)

    def _open_finding(self, row: ShownFinding) -> None:
        if self._shown is not None and row.spot is not None:
            grid = self._shown.grids[row.spot.table]
            self.tabs.setCurrentWidget(grid)
            grid.go_to(grid.entry.index_of(row.spot))
            grid.setFocus()

    # --- edits

    def _do(self, verb: Verb) -> None:
        """The page asks again by itself, as after every change."""
        if self._shown is not None:
            carry_out(self.desk, self.tr("Entry on screen"), self._shown.entry.id, verb)

    def _type(self, spot: Spot, text: str) -> None:
        self._do(lambda opened, known, actor, now: set_cells(opened, known, {spot: text}, actor=actor, now=now))

    def _paste(self, table: str, text: str, at: Selection) -> None:
        left: list[tuple[str, ...]] = []

        def verb(opened: OpenRound, known: Entry, actor: str, now: datetime) -> Entry:
            done = paste(opened, known, table, text, at, actor=actor, now=now)
            left.append(done.left_out)
            return done.entry

        def said(_: Entry) -> None:
            if left and left[-1]:
                words = self.tr("Pasted. {0} have no column here and were left out: {1}")
                self.desk.said.emit(words.format(len(left[-1]), "、".join(left[-1][:5])))

        if self._shown is not None:
            carry_out(self.desk, self.tr("Pasting"), self._shown.entry.id, verb, said)

    # --- beginning and ending

    def _begin(self, origin: Origin) -> None:
        kind, uscc = self.desk.kind, self.uscc

        def work(place: Workplace, _: Asked) -> Entry:
            opened = place.opened(kind)
            return begin(opened, opened.carrier(uscc), origin, actor=place.actor, now=place.now)

        self.desk.write(self.tr("Beginning an entry"), work, ENTRIES)

    def _begin_at_the_top(self, grids: dict[str, EntryGrid]) -> None:
        """The first cell of every table is current, and the keyboard is in the first table."""
        for grid in grids.values():
            grid.go_to(grid.entry.index_of(Spot(grid.entry.table.key, 0, grid.entry.fields[0].key)))
        next(iter(grids.values())).setFocus()

    def _finish(self) -> None:
        if self._shown is None:
            return
        kind, entry, uscc = self.desk.kind, self._shown.entry, self.uscc

        def work(place: Workplace, _: Asked) -> Finished:
            return finish(place.opened(kind), entry, actor=place.actor, now=place.now)

        also = (Change.ENTRIES, Change.RETURNS, Change.VALUES, Change.FINDINGS, Change.STATES)
        self.desk.write(self.tr("Finishing the entry"), work, changes(*also, carriers=(uscc,)), lambda _: self._finished())

    def _finished(self) -> None:
        self.desk.history.forget()
        uscc, self.uscc, self._shown = self.uscc, "", None
        self.desk.said.emit(self.tr("The entry is finished: it is the carrier's return now."))
        self.desk.visit("verify", uscc)

    def _drop(self) -> None:
        if self._shown is None:
            return
        kind, made = self.desk.kind, self._shown.entry.id

        def work(place: Workplace, _: Asked) -> None:
            drop(place.opened(kind), made, actor=place.actor, now=place.now)

        self.desk.write(self.tr("Giving up the entry"), work, ENTRIES, lambda _: self._dropped())

    def _dropped(self) -> None:
        self.desk.history.forget()
        self._go_back()

    def _go_back(self) -> None:
        self.desk.visit("collect", self.uscc)

    # --- widgets

    def _columns(self) -> tuple[Column[ShownFinding], ...]:
        return (
            Column(self.tr("Level"), lambda row: row.level_words, width=4, icon=lambda row: icon(*ICONS[row.level])),
            Column(self.tr("Where"), lambda row: row.where, width=10, least=6),
            Column(self.tr("Finding"), lambda row: row.sentence),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.begun, 1)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.strip)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(self.findings)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        split.setSizes([520, 130])
        self.desk_area = QWidget()
        column = QVBoxLayout(self.desk_area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(split, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.desk_area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.stack, 1)


def _check(checker: CellChecker, table: EntryTable, field: str, text: str) -> CellCheck:
    return checker.check(table.key, field, text)
