"""The grid of a table and the lines of the record, with the manners of a spreadsheet: type, Enter, Tab, copy, paste, fill down."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from desktop.models.rows import Index
from desktop.pages.entry.cells import Cells, Check
from desktop.pages.entry.model import EntryModel, GridModel, RecordModel, heading
from desktop.pages.entry.pinned import Pinned
from desktop.theme import figures_font
from desktop.widgets.buttons import menu_action
from scoring.definitions.form import NUMBERS, FieldType
from scoring.services.entering_form import EntryField
from scoring.services.entering_paste import Selection
from scoring.services.entry_desk import block_text

NAME = 218
"""Pixels of the names at the left."""
NARROW, WIDE, WIDEST = 84, 196, 230
LABEL, VALUE = 330, 280
"""Pixels of the record's columns at most."""
LINES = 2
BESIDE = 24
"""Pixels beside the text of a cell, both sides together."""


class EntryGrid(QTableView):
    """Signals, all in rows and field numbers of the entry:

    ``pasted`` text and selection; ``cleared`` rows and fields; ``filled`` first row, last row, fields; ``inserted`` row and how
    many; ``deleted`` rows; ``moved`` first row, last row, row before which they stand from now on; ``current`` when another
    cell is current.
    """

    pasted = Signal(str, object)
    cleared = Signal(object, object)
    filled = Signal(int, int, object)
    inserted = Signal(int, int)
    deleted = Signal(object)
    moved = Signal(int, int, int)
    current = Signal()
    pinned: Pinned | None = None

    def __init__(self, model: EntryModel, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = model
        self.setObjectName(f"entry_{model.table.key}")
        self.setAccessibleName(model.table.label)
        self.setModel(model)
        self.cells = Cells(check, self)
        self.setItemDelegate(self.cells)
        self.setFont(figures_font(self.font()))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # sideways a column at a time, as spreadsheets do: what stands beside the names is never half a column
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if isinstance(model, GridModel):
            self.pinned = Pinned(self, model.row_heading)
        self._set_widths()
        self._build_actions()

    # --- what can be done

    def _build_actions(self) -> None:
        keys = QKeySequence.StandardKey
        self.copying = menu_action(self, self.tr("Copy"), "entry_copy", self.copy, keys.Copy)
        changing = [
            menu_action(self, self.tr("Cut"), "entry_cut", self.cut, keys.Cut),
            menu_action(self, self.tr("Paste"), "entry_paste", self.paste, keys.Paste),
            menu_action(self, self.tr("Clear"), "entry_clear", self.clear_cells, keys.Delete),
        ]
        if not self.entry.is_record:
            changing += [
                menu_action(self, self.tr("Fill down"), "entry_fill", self.fill_down, "Ctrl+D"),
                menu_action(self, self.tr("Insert rows"), "entry_insert", self.insert_rows, "Ctrl+Shift++"),
                menu_action(self, self.tr("Delete rows"), "entry_delete", self.delete_rows, "Ctrl+-"),
                menu_action(self, self.tr("Move rows up"), "entry_up", lambda: self.move_rows(-1), "Alt+Up"),
                menu_action(self, self.tr("Move rows down"), "entry_down", lambda: self.move_rows(1), "Alt+Down"),
            ]
        self.changing = tuple(changing)

    def copy(self) -> None:
        """The selected cells as a spreadsheet takes them."""
        rows, numbers = self._selected()
        if rows:
            block = [tuple(self.entry.text_at(row, number) for number in numbers) for row in rows]
            if self.entry.is_record:
                block = [(text,) for text in block[0]]
            QApplication.clipboard().setText(block_text(block))

    def cut(self) -> None:
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """What the clipboard holds, at the current cell or over the selection."""
        text = QApplication.clipboard().text()
        rows, numbers = self._selected()
        if not text or not rows:
            return
        if self.entry.is_record:
            self.pasted.emit(text, Selection(numbers[0], 0, len(numbers), 1))
        else:
            self.pasted.emit(text, Selection(rows[0], numbers[0], len(rows), len(numbers)))

    def clear_cells(self) -> None:
        rows, numbers = self._selected()
        if any(self.entry.text_at(row, number) for row in rows for number in numbers):
            self.cleared.emit(rows, self._keys(numbers))

    def fill_down(self) -> None:
        """The first selected row into the others; of one row alone the row above into it, as spreadsheets do."""
        rows, numbers = self._selected()
        first = rows[0] - 1 if len(rows) == 1 else rows[0] if rows else -1
        if first >= 0 and rows[-1] < len(self.entry.rows):
            self.filled.emit(first, rows[-1], self._keys(numbers))

    def insert_rows(self) -> None:
        """As many as are selected, above them."""
        rows, _ = self._selected()
        if rows:
            self.inserted.emit(min(rows[0], len(self.entry.rows)), len(rows))

    def delete_rows(self) -> None:
        rows = [row for row in self._selected()[0] if row < len(self.entry.rows)]
        if rows:
            self.deleted.emit(rows)

    def move_rows(self, by: int) -> None:
        """The selected rows one up or down."""
        rows = [row for row in self._selected()[0] if row < len(self.entry.rows)]
        if rows and rows[0] + by >= 0 and rows[-1] + by < len(self.entry.rows):
            self.moved.emit(rows[0], rows[-1], rows[0] - 1 if by < 0 else rows[-1] + 2)
            self._select_rows(rows[0] + by, rows[-1] + by)

    def _select_rows(self, first: int, last: int) -> None:
        column = self.currentIndex().column()
        area = QItemSelection(self.entry.index(first, column), self.entry.index(last, column))
        self.selectionModel().setCurrentIndex(self.entry.index(first, column), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _selected(self) -> tuple[list[int], list[int]]:
        """Rows and field numbers of the entry that are selected."""
        found = self.selectedIndexes() or [self.currentIndex()]
        if isinstance(self.entry, RecordModel):
            fields = [self.entry.field_of(index) for index in found if index.isValid()]
            numbers = sorted(field.number for field in fields if field is not None)
            return ([0], numbers) if numbers else ([], [])
        valid = [index for index in found if index.isValid()]
        return sorted({index.row() for index in valid}), sorted({index.column() for index in valid})

    def _keys(self, numbers: list[int]) -> list[str]:
        return [self.entry.fields[number].key for number in numbers]

    # --- how it is walked

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell current and bring it into view."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QAbstractItemView.State.EditingState:
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Enter goes down and Tab aside, without typing there at once."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.RevertModelCache if hint == hints.RevertModelCache else hints.NoHint)
        match hint:
            case hints.SubmitModelCache:
                self._step(1, 0)
            case hints.EditNextItem:
                self._step(0, 1)
            case hints.EditPreviousItem:
                self._step(0, -1)

    def _step(self, down: int, aside: int) -> None:
        here = self.currentIndex()
        if isinstance(self.entry, RecordModel):
            place = here.row() + (down or aside)
            while 0 <= place < len(self.entry.lines) and isinstance(self.entry.lines[place], str):
                place += down or aside
            there = self.entry.index(place, RecordModel.VALUE)
        else:
            there = self.entry.index(here.row() + down, here.column() + aside)
        if there.isValid():
            self.setCurrentIndex(there)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        self.current.emit()

    # --- how wide

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The record is never wider than its page: what a line is called stays in sight."""
        if self.entry.is_record:
            room = self.viewport().width()
            self.setColumnWidth(RecordModel.LABEL, min(LABEL, room * 2 // 5))
            self.setColumnWidth(RecordModel.VALUE, min(VALUE, room // 3))
        super().resizeEvent(event)

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        super().updateGeometries()
        if self.pinned is not None:
            self.pinned.place()

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)  # a weight the type does not have would smear the names
        if isinstance(self.entry, GridModel):
            self.verticalHeader().setFixedWidth(NAME)
            self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
            self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            header.setFixedHeight(self.fontMetrics().height() * LINES + 16)
            for field in self.entry.fields:
                self.setColumnWidth(field.number, self._width(field))
            return
        self.verticalHeader().hide()
        self.setColumnWidth(RecordModel.UNIT, 70)
        header.setStretchLastSection(True)

    def _width(self, field: EntryField) -> int:
        """Half the heading, which may stand in two lines, and room for what is typed or chosen."""
        half = self.fontMetrics().horizontalAdvance(heading(field)) // LINES + 40
        chosen = max((self.fontMetrics().horizontalAdvance(typed) for typed, _ in field.choices), default=0) + BESIDE
        is_text = field.type in (FieldType.TEXT, FieldType.USCC) and not field.choices
        least = WIDE if is_text else NARROW if field.type in NUMBERS else max(110, chosen)
        return min(max(half, least), WIDEST)
