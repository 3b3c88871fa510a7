"""How a cell is drawn and typed into: answers to choose from, a calendar for dates, and what is typed checked at every letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QDate,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.pages.entry.model import FIELD_ROLE, LEVEL_ROLE
from desktop.theme import colours, icon
from scoring.definitions.form import NUMBERS, FieldType
from scoring.errors import Refusal
from scoring.findings import Level
from scoring.services.entering_checks import CellCheck
from scoring.services.entering_form import EntryField

CORNER = 7
"""Pixels of the triangle in the corner of a cell with a finding: filled for an error, hollow for a warning."""

Index = QModelIndex | QPersistentModelIndex
Check = Callable[[str, str], CellCheck]
"""Field key and text to what the reader says of it."""


class Cells(QStyledItemDelegate):
    """Signals: ``checking`` with field, text and what the reader says, at every letter."""

    checking = Signal(object, str, object)

    def __init__(self, check: Check, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._check = check

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        level = index.data(LEVEL_ROLE)
        if level is None:
            return
        shade = QColor(colours().warning if level is Level.WARNING else colours().error)
        right, top = option.rect.right() + 0.5, option.rect.top() + 0.5
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(shade, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush if level is Level.WARNING else shade)
        painter.drawPolygon(QPolygonF([QPointF(right - CORNER, top), QPointF(right, top), QPointF(right, top + CORNER)]))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        field: EntryField = index.data(FIELD_ROLE)
        editor: QWidget
        if field.choices:
            editor = _Choice(field, parent)
            line = editor.lineEdit()
        else:
            editor = line = _Date(parent) if field.type is FieldType.DATE else QLineEdit(parent)
        if field.type in NUMBERS:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setFrame(False)
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(field.label)
        line.textChanged.connect(lambda text: self._judge(editor, field, text))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, _Choice):
            editor.show_text(text)
        elif isinstance(editor, QLineEdit) and editor.text() != text:
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        text = editor.typed() if isinstance(editor, _Choice) else editor.text() if isinstance(editor, QLineEdit) else ""
        model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """At least as wide as what is chosen from."""
        area = option.rect
        if isinstance(editor, QComboBox):
            area.setWidth(max(area.width(), editor.sizeHint().width()))
        editor.setGeometry(area)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802
        """A calendar that is open belongs to the editor: to go there is not to leave the cell."""
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, _Date) and editor.is_choosing:
            return False
        return super().eventFilter(editor, event)

    def _judge(self, editor: QWidget, field: EntryField, text: str) -> None:
        typed = editor.typed() if isinstance(editor, _Choice) else text
        try:
            found = self._check(field.key, typed)
        except Refusal:  # said when it is kept
            return
        level = found.level.value if found.level else ""
        if editor.property("level") != level:
            editor.setProperty("level", level)
            editor.style().polish(editor)
        self.checking.emit(field, typed, found)


class _Answer(QStyledItemDelegate):
    """An answer in the list, marked as in every other list: flat, without the style's own raised look."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        plain, marks = QStyleOptionViewItem(option), QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        if option.state & marks:
            painter.fillRect(option.rect, QColor(colours().soft))
        plain.state &= ~(marks | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, plain, index)


class _Choice(QComboBox):
    """The answers, or whatever else somebody types: that is a finding, not forbidden."""

    def __init__(self, field: EntryField, parent: QWidget) -> None:
        super().__init__(parent)
        self.setView(QListView())  # as every other list looks, not as the style's own pop-up
        self.view().setObjectName("cell_answers")
        self.setItemDelegate(_Answer(self))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._typed = {called: typed for typed, called in field.choices}
        self._called = dict(field.choices)
        self.addItem("")
        for _, called in field.choices:
            self.addItem(called)
        completer = QCompleter(list(self._typed), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def lineEdit(self) -> QLineEdit:  # noqa: N802
        found = super().lineEdit()
        assert found is not None
        return found

    def show_text(self, text: str) -> None:
        """What the cell holds is marked in the list."""
        called = self._called.get(text, text)
        self.setCurrentIndex(self.findText(called))
        self.setEditText(called)
        self.lineEdit().selectAll()

    def typed(self) -> str:
        """What is kept for what is shown."""
        return self._typed.get(self.currentText(), self.currentText())


class _Date(QLineEdit):
    """A line with a calendar; 2025年3月 and whatever else is typed stays as it is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_choosing = False
        action = QAction(icon("due", "faint"), self.tr("Choose in a calendar"), self)
        action.setShortcut("Alt+Down")
        action.triggered.connect(self.choose)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def choose(self) -> None:
        """Open the calendar below the line."""
        self.is_choosing = True
        calendar = QCalendarWidget()
        calendar.setObjectName("calendar")
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        day = QDate.fromString(self.text(), "yyyy-MM-dd")
        if day.isValid():
            calendar.setSelectedDate(day)
        calendar.activated.connect(lambda chosen: self._take(calendar, chosen))
        calendar.clicked.connect(lambda chosen: self._take(calendar, chosen))
        calendar.destroyed.connect(self._chosen)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
        calendar.setFocus()

    def _take(self, calendar: QCalendarWidget, chosen: Any) -> None:
        self.setText(chosen.toString("yyyy-MM-dd"))
        calendar.close()

    def _chosen(self) -> None:
        self.is_choosing = False
        self.setFocus()
