"""The words a paper asks for, one under the other: typed once, kept at once, and those still missing marked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.text import label
from scoring.definitions.documents import Scope, WordType
from scoring.services.paper_words import Field

LINES = 4
"""Of the box for several lines."""
DAY = "2026-03-05"


class WordForm(QScrollArea):
    """Signals: ``written`` with key and text when a field is left with another text than it had."""

    written = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_words")
        self.setAccessibleName(self.tr("What the paper asks for"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields: tuple[Field, ...] = ()
        self.editors: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._marks: dict[str, QWidget] = {}
        self._can_write = True
        self.findings = label("", "warning", wrap=True)
        self.findings.setObjectName("paper_findings")
        self.show_fields(())

    def show_fields(self, fields: tuple[Field, ...], *, can_write: bool = True) -> None:
        """The same fields keep what has the focus and what is being typed in it."""
        asked = [(one.key, one.label, one.type) for one in fields]
        if asked != [(one.key, one.label, one.type) for one in self._fields] or not self.editors:
            self._build(fields)
        self._fields, self._can_write = fields, can_write
        for one in fields:
            editor = self.editors[one.key]
            editor.setReadOnly(not can_write)
            if not editor.hasFocus() or text_of(editor) == one.value:
                self._fill(editor, one.value)
            self._marks[one.key].setVisible(not one.used and one.required)
            editor.setPlaceholderText(self._instead(one))

    def show_findings(self, sentences: tuple[str, ...]) -> None:
        self.findings.setText("\n".join(sentences))
        self.findings.setVisible(bool(sentences))

    def missing(self) -> int:
        """How many required words are not there."""
        return sum(1 for one in self._fields if one.required and not one.used)

    def _build(self, fields: tuple[Field, ...]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(2)
        self.editors, self._marks = {}, {}
        for one in fields:
            self._add(one, column)
        self.findings.setParent(inner)
        column.addSpacing(4)
        column.addWidget(self.findings)
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(inner)
        if old is not None:
            old.deleteLater()

    def _add(self, one: Field, column: QVBoxLayout) -> None:
        reach = self._scope(one.scope)
        head = label(self.tr("{0} ({1})").format(one.label, reach) if reach else one.label)
        head.setWordWrap(True)
        mark = label(self.tr("missing"), "warning")
        editor = self._editor(one)
        editor.setObjectName(f"word_{one.key}")
        editor.setAccessibleName(one.label)
        editor.setToolTip(one.help)
        head.setBuddy(editor)
        column.addSpacing(4)
        column.addWidget(head)
        column.addWidget(editor)
        column.addWidget(mark)
        self.editors[one.key], self._marks[one.key] = editor, mark

    def _editor(self, one: Field) -> QLineEdit | QPlainTextEdit:
        if one.type is WordType.LINES:
            box = QPlainTextEdit()
            box.setTabChangesFocus(True)
            box.setFixedHeight(box.fontMetrics().lineSpacing() * LINES + 16)
            box.installEventFilter(self)
            return box
        line = QLineEdit()
        if one.type is WordType.NUMBER:
            line.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,4}"), line))
        line.editingFinished.connect(partial(self._left, one.key))
        return line

    def _instead(self, one: Field) -> str:
        """What an empty field says: what the round's decisions say, else how it is filled in."""
        if one.lent:
            return one.lent.replace("\n", "；")
        return DAY if one.type is WordType.DATE else one.help

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FocusOut:
            for key, editor in self.editors.items():
                if editor is watched:
                    self._left(key)
        return super().eventFilter(watched, event)

    def _left(self, key: str) -> None:
        field = next((one for one in self._fields if one.key == key), None)
        editor = self.editors.get(key)
        if field is not None and editor is not None and self._can_write and text_of(editor).strip() != field.value:
            self.written.emit(key, text_of(editor).strip())

    def _fill(self, editor: QLineEdit | QPlainTextEdit, value: str) -> None:
        if text_of(editor) == value:
            return
        if isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.setCursorPosition(0)
        else:
            editor.setPlainText(value)

    def _scope(self, scope: Scope) -> str:
        """How far a word reaches, where that is not everywhere."""
        return {
            Scope.WORKSPACE: "",
            Scope.ROUND: self.tr("this round"),
            Scope.PAPER: self.tr("this paper"),
            Scope.CARRIER: self.tr("this carrier"),
        }[scope]


def text_of(editor: QLineEdit | QPlainTextEdit) -> str:
    """What stands in it."""
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
