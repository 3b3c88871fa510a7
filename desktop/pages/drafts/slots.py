"""The widgets of a card's slots. Each shows a slot, and says what a person typed or chose; what that comes to, the core decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias
from unicodedata import east_asian_width

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.pages.drafts.boxes import ChoiceBox
from desktop.theme import icon
from desktop.widgets.builder.choosing import CodesBox
from desktop.widgets.text import label
from scoring.definitions.locations import Path
from scoring.definitions.offers import Offered
from scoring.services.draft_slots import Slot, SlotKind
from scoring.services.draft_steps import Adding

LINES, MOST_LINES = 3, 7
"""Of a text that wants room: at least where much is expected, and at most."""
BESIDE_LINES = 16
"""Pixels above and below the lines, both together."""
ROOM = 60
"""Letters that a line has room for, one of Chinese counted as two."""
NARROW, KEY = 180, 340
"""Pixels a number and a key are wide at most."""
PART = "slot_part"
"""What the names of the lines of a text are called."""
BESIDE_A_LINE = 5
"""Pixels a name stands lower, so that it is level with the text in the line beside it."""
Shape: TypeAlias = tuple[object, ...]


class Said(QObject):
    """What persons did at any slot of a card. Signals: ``typed`` path and text; ``named`` path and texts; ``given``, ``taken``,
    ``removed`` path; ``kind`` path and kind of a union; ``added`` an ``Adding``; ``build`` the slot of an expression.
    """

    typed = Signal(object, str)
    named = Signal(object, object)
    given = Signal(object)
    taken = Signal(object)
    removed = Signal(object)
    kind = Signal(object, str)
    added = Signal(object)
    build = Signal(object)


class SlotWidget(QWidget):
    """One slot: its editor, and beneath it what is wrong. ``show_slot`` only where ``shape_of`` is the same as before."""

    def __init__(self, slot: Slot, said: Said, *, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slot, self.said, self.may = slot, said, may
        self.wrong = label("", "error", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self._build()
        self.column.addWidget(self.wrong)
        self.show_slot(slot)

    def show_slot(self, slot: Slot) -> None:
        self.slot = slot
        self._fill(slot)
        own = [one for one in slot.findings if one.path == slot.path or not slot.inner]
        self.wrong.setText("\n".join(one.sentence for one in own))
        self.wrong.setVisible(bool(own))
        role = "error" if any(one.is_error for one in own) else "warning"
        if self.wrong.property("role") != role:
            self.wrong.setProperty("role", role)
            self.wrong.style().polish(self.wrong)

    def editor_at(self, path: Path) -> QWidget | None:
        """The widget a person types into at a place, if it is here."""
        return self.focusProxy() if path == self.slot.path else None

    def _build(self) -> None:
        raise NotImplementedError

    def _fill(self, slot: Slot) -> None:
        raise NotImplementedError


class LineSlot(SlotWidget):
    """A text, a number, a key, a day: one line."""

    def _build(self) -> None:
        self.line = QLineEdit()
        self.line.setReadOnly(not self.may)
        self.line.setAccessibleName(self.slot.label)
        if self.slot.kind in (SlotKind.NUMBER, SlotKind.WHOLE, SlotKind.LITERAL, SlotKind.DAY):
            self.line.setMaximumWidth(NARROW)
        elif self.slot.kind is SlotKind.KEY:
            self.line.setMaximumWidth(KEY)
        self.line.editingFinished.connect(self._settle)
        self.setFocusProxy(self.line)
        self.column.addWidget(self.line)

    def _fill(self, slot: Slot) -> None:
        if not self.line.hasFocus() or not self.line.isModified():
            self.line.setText(slot.text)
            self.line.setCursorPosition(0)
        self.line.setPlaceholderText(slot.default)

    def _settle(self) -> None:
        if self.line.text() != self.slot.text:
            self.line.setModified(False)
            self.said.typed.emit(self.slot.path, self.line.text())


class _Text(QPlainTextEdit):
    """As tall as what stands in it, within bounds. Signals: ``left`` when the focus goes elsewhere."""

    left = Signal()

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self._least, round(self.document().size().height())), MOST_LINES)
        height = self.fontMetrics().lineSpacing() * lines + BESIDE_LINES
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.left.emit()


class LongSlot(SlotWidget):
    """A text of several lines, or an expression: beneath that its reading, and the way to the builder."""

    def _build(self) -> None:
        self.text = _Text(LINES if self.slot.long and self.slot.kind is not SlotKind.EXPRESSION else 2)
        self.text.setReadOnly(not self.may)
        self.text.setAccessibleName(self.slot.label)
        self.text.setTabChangesFocus(True)
        self.text.left.connect(self._settle)
        self.setFocusProxy(self.text)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.text, 1)
        self.reading = label("", "faint", wrap=True)
        self.build = QPushButton(self.tr("Build…"))
        self.build.setObjectName("build")
        self.build.setAutoDefault(False)
        self.build.setAccessibleName(self.tr("Build {0}").format(self.slot.label))
        self.build.setEnabled(self.may)
        self.build.clicked.connect(lambda: self.said.build.emit(self.slot))
        is_expression = self.slot.kind is SlotKind.EXPRESSION
        self.build.setVisible(is_expression)
        row.addWidget(self.build, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.column.addWidget(self.reading)

    def _fill(self, slot: Slot) -> None:
        if not self.text.hasFocus() or not self.text.document().isModified():
            self.text.setPlainText(slot.text)
            self.text.document().setModified(False)
        self.text.setPlaceholderText(slot.default)
        self.reading.setText(slot.reading)
        self.reading.setVisible(bool(slot.reading))

    def _settle(self) -> None:
        if self.text.toPlainText() != self.slot.text:
            self.text.document().setModified(False)
            self.said.typed.emit(self.slot.path, self.text.toPlainText())


class ChoiceSlot(SlotWidget):
    """One of several answers, or whatever else where that is allowed."""

    def _build(self) -> None:
        self.box = ChoiceBox(self.slot.label)
        self.box.setEnabled(self.may)
        self.box.settled.connect(self._choose)
        self.setFocusProxy(self.box)
        self.column.addWidget(self.box)

    def _fill(self, slot: Slot) -> None:
        self.box.show_choice(
            slot.text,
            slot.options,
            optional=not slot.required,
            free=slot.free,
            default=slot.default,
            bare=slot.kind is SlotKind.YES_NO,
        )

    def _choose(self, text: str) -> None:
        if text != self.slot.text:
            self.said.typed.emit(self.slot.path, text)


class NamesSlot(SlotWidget):
    """Several of what there is, as chips; or several texts in a line."""

    def _build(self) -> None:
        self.codes: CodesBox | None = None
        if self.slot.kind is SlotKind.REFERENCES:
            self.codes = CodesBox(self.slot.label)
            self.codes.setEnabled(self.may)
            self.codes.changed.connect(self._settle)
            self.setFocusProxy(self.codes.box)
            self.column.addWidget(self.codes)
            return
        self.line = QLineEdit()
        self.line.setReadOnly(not self.may)
        self.line.setAccessibleName(self.slot.label)
        self.line.setPlaceholderText(self.tr("Several, with ; between them"))
        self.line.editingFinished.connect(self._settle)
        self.setFocusProxy(self.line)
        self.column.addWidget(self.line)

    def _fill(self, slot: Slot) -> None:
        if self.codes is not None:
            self.codes.offer(tuple(Offered(one.value, one.label or one.value) for one in slot.options))
            self.codes.show_codes(self._texts())
        elif not self.line.hasFocus() or not self.line.isModified():
            self.line.setText("; ".join(self._texts()))

    def _texts(self) -> tuple[str, ...]:
        return tuple(row[0].text for row in self.slot.rows)

    def _settle(self) -> None:
        texts = self.codes.codes() if self.codes is not None else _several(self.line.text())
        if tuple(texts) != self._texts():
            self.said.named.emit(self.slot.path, tuple(texts))


class WordsSlot(SlotWidget):
    """A text in both languages, one line each."""

    def _build(self) -> None:
        self.parts = [
            LongSlot(one, self.said, may=self.may) if _wants_room(one) else LineSlot(one, self.said, may=self.may)
            for one in self.slot.inner
        ]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for row, part in enumerate(self.parts):
            name = label(part.slot.label, "faint")
            name.setObjectName(PART)
            name.setContentsMargins(0, BESIDE_A_LINE, 0, 0)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(part, row, 1)
        grid.setColumnStretch(1, 1)
        if self.parts:
            self.setFocusProxy(self.parts[0])
        self.column.addLayout(grid)

    def _fill(self, slot: Slot) -> None:
        for part, inner in zip(self.parts, slot.inner, strict=True):
            part.show_slot(inner)

    def editor_at(self, path: Path) -> QWidget | None:
        found = (part.editor_at(path) for part in self.parts)
        return next((one for one in found if one is not None), self.focusProxy() if path == self.slot.path else None)


class RowsSlot(SlotWidget):
    """Lines of the same parts: steps of a scale, shares, points by code."""

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        for column, title in enumerate(self.slot.columns):
            grid.addWidget(label(title, "faint"), 0, column)
        self.cells: list[list[SlotWidget]] = []
        for number, row in enumerate(self.slot.rows, start=1):
            cells = [widget_of(cell, self.said, may=self.may) for cell in row]
            for column, cell in enumerate(cells):
                grid.addWidget(cell, number, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._remover(row), number, len(row), Qt.AlignmentFlag.AlignTop)
            self.cells.append(cells)
        add = QToolButton()
        add.setObjectName("add_line")
        add.setIcon(icon("plus"))
        add.setText(self.tr("Add a line"))
        add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        add.setEnabled(self.may)
        add.clicked.connect(lambda: self.said.added.emit(Adding(self.slot.path, "", "")))
        grid.addWidget(add, len(self.slot.rows) + 1, 0)
        grid.setColumnStretch(max(len(self.slot.columns), 1) + 1, 1)
        self.setFocusProxy(self.cells[0][0] if self.cells else add)
        self.column.addLayout(grid)

    def _remover(self, row: Sequence[Slot]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("minus"))
        button.setAccessibleName(self.tr("Remove this line"))
        button.setToolTip(button.accessibleName())
        button.setEnabled(self.may)
        path = row[0].path if len(row) == 1 else row[0].path[:-1]
        button.clicked.connect(lambda: self.said.removed.emit(path))
        return button

    def _fill(self, slot: Slot) -> None:
        for cells, row in zip(self.cells, slot.rows, strict=True):
            for cell, inner in zip(cells, row, strict=True):
                cell.show_slot(inner)

    def editor_at(self, path: Path) -> QWidget | None:
        found = (cell.editor_at(path) for row in self.cells for cell in row)
        return next((one for one in found if one is not None), None)


class GroupSlot(SlotWidget):
    """A table of its own that may be given or taken away; of a union also its kind."""

    def _build(self) -> None:
        from desktop.pages.drafts.card import INNER, SlotForm

        head = QHBoxLayout()
        self.box: ChoiceBox | None = None
        if self.slot.kind is SlotKind.UNION:
            self.box = ChoiceBox(self.slot.label)
            self.box.setEnabled(self.may)
            self.box.settled.connect(self._choose)
            head.addWidget(self.box)
            self.setFocusProxy(self.box)
        elif not self.slot.required:
            self.turn = QToolButton()
            self.turn.setText(self.tr("Take away") if self.slot.given else self.tr("Give"))
            self.turn.setProperty("chip", True)
            self.turn.setEnabled(self.may)
            self.turn.clicked.connect(lambda: (self.said.taken if self.slot.given else self.said.given).emit(self.slot.path))
            head.addWidget(self.turn)
            self.setFocusProxy(self.turn)
        head.addStretch(1)
        self.column.addLayout(head)
        self.form = SlotForm(self.slot.inner, self.said, may=self.may, names=INNER)
        self.form.setVisible(bool(self.slot.inner))
        self.column.addWidget(self.form)

    def _fill(self, slot: Slot) -> None:
        if self.box is not None:
            self.box.show_choice(slot.text, slot.options, optional=not slot.required, free=False, default=slot.default)
        self.form.show_slots(slot.inner)

    def _choose(self, kind: str) -> None:
        if kind != self.slot.text:
            self.said.kind.emit(self.slot.path, kind)

    def editor_at(self, path: Path) -> QWidget | None:
        return self.form.editor_at(path) or super().editor_at(path)


def widget_of(slot: Slot, said: Said, *, may: bool) -> SlotWidget:
    """The widget for a slot of this kind."""
    match slot.kind:
        case SlotKind.WORDS:
            return WordsSlot(slot, said, may=may)
        case SlotKind.YES_NO | SlotKind.ANSWER | SlotKind.REFERENCE:
            return ChoiceSlot(slot, said, may=may)
        case SlotKind.REFERENCES | SlotKind.NAMES:
            return NamesSlot(slot, said, may=may)
        case SlotKind.EXPRESSION:
            return LongSlot(slot, said, may=may)
        case SlotKind.GROUP | SlotKind.UNION:
            return GroupSlot(slot, said, may=may)
        case SlotKind.ROWS:
            return RowsSlot(slot, said, may=may)
        case _:
            return LongSlot(slot, said, may=may) if _wants_room(slot) else LineSlot(slot, said, may=may)


def shape_of(slot: Slot) -> Shape:
    """What must be the same for a widget to show another slot in place of this one."""
    given = slot.given if slot.kind is SlotKind.GROUP else True
    kind = slot.text if slot.kind is SlotKind.UNION else ""
    rows = tuple(tuple(shape_of(cell) for cell in row) for row in slot.rows) if slot.kind is SlotKind.ROWS else ()
    return slot.name, slot.kind, _wants_room(slot), given, kind, rows, tuple(shape_of(one) for one in slot.inner)


def _wants_room(slot: Slot) -> bool:
    """A text by what is expected of it, or by what stands there."""
    return slot.long or (slot.kind is SlotKind.TEXT and _breadth(slot.text) > ROOM)


def _breadth(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())
