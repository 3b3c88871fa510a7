"""The expression itself, in type of one width: names and answers offered while it is typed, the first mistake underlined."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontDatabase,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from desktop.theme import colours
from scoring.definitions.completing import Completion, Judged, completion
from scoring.definitions.tree import Scope

FIXED = ("Cascadia Mono", "Consolas", "SF Mono", "Menlo", "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono")
"""What systems have in type of one width."""
MOST_LINES = 8
LEAST_LINES = 2
LEAST_TYPED = 1
"""Characters of a word before anything is offered unasked."""


def fixed_font() -> QFont:
    """Type of one width, Chinese in the window's own."""
    own, known = QApplication.font(), set(QFontDatabase.families())
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFamilies([*(one for one in FIXED if one in known), *font.families(), *own.families()])
    font.setPointSizeF(own.pointSizeF())
    return font


class _Offers(QObject):
    """The list of what fits at the cursor of a line or a text. Signals: ``picked`` with the completion and the number of the entry."""

    picked = Signal(object, int)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._found = Completion(0, 0, ())
        self._model = QStringListModel(self)
        self._list = QCompleter(self._model, self)
        self._list.setWidget(owner)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(10)
        self._list.activated.connect(self._take)

    @property
    def is_open(self) -> bool:
        return self._view.isVisible()

    @property
    def _view(self) -> QAbstractItemView:
        view = self._list.popup()
        assert view is not None
        return view

    def show(self, found: Completion, where: QRect) -> None:
        self._found = found
        if not found.offered:
            self.hide()
            return
        words = [
            f"{one.key.strip(QUOTE)}　{one.label}".rstrip("　") if one.key != one.label else one.key for one in found.offered
        ]
        self._model.setStringList(words)
        view = self._view
        where.setWidth(view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width() + 16)
        self._list.complete(where)
        view.setCurrentIndex(self._list.completionModel().index(0, 0))

    def hide(self) -> None:
        self._view.hide()

    def take_current(self) -> None:
        """What is marked in the list."""
        self.picked.emit(self._found, max(self._view.currentIndex().row(), 0))
        self.hide()

    def _take(self, picked: object) -> None:
        """Qt tells the words of the entry."""
        names = self._model.stringList()
        if picked in names:
            self.picked.emit(self._found, names.index(str(picked)))


QUOTE = "'"


class ExpressionLine(QLineEdit):
    """A short expression. Ctrl+Space offers everything that may stand at the cursor."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formula")
        self.setAccessibleName(label)
        self.setPlaceholderText(self.tr("a formula"))
        self.setFont(fixed_font())
        self.setMinimumWidth(200)
        self._scope: Scope = {}
        self._language = "zh"
        self._offers = _Offers(self)
        self._offers.picked.connect(self._put)
        self.textEdited.connect(lambda _: self._offer(asked=False))

    def show_text(self, text: str, scope: Scope, language: str) -> None:
        self._scope, self._language = scope, language
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if _asks(event):
            self._offer(asked=True)
            return
        super().keyPressEvent(event)

    def _offer(self, *, asked: bool) -> None:
        found = completion(self.text(), self.cursorPosition(), self._scope, self._language)
        if asked or found.end - found.start >= LEAST_TYPED:
            self._offers.show(found, QRect(QPoint(self.cursorRect().left(), 0), self.rect().bottomRight()))
        else:
            self._offers.hide()

    def _put(self, found: Completion, number: int) -> None:
        text, put = self.text(), found.offered[number].key
        self.setText(text[: found.start] + put + text[found.end :])
        self.setCursorPosition(found.start + len(put))


def _asks(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class _Underline(QSyntaxHighlighter):
    """The mistake, underlined with a wave; it follows the scheme."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.span: tuple[int, int] | None = None

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        if self.span is None:
            return
        first = self.currentBlock().position()
        start, end = max(self.span[0] - first, 0), min(self.span[1] - first, len(text))
        if start < end:
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(colours().error))
            look.setForeground(QColor(colours().error))
            self.setFormat(start, end - start, look)


class ExpressionEdit(QPlainTextEdit):
    """The whole expression. Tab leaves it, Ctrl+Space offers everything that may stand at the cursor.

    Signals: ``typed`` with the text after a person changed it.
    """

    typed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("expression")
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setFont(fixed_font())
        self._scope: Scope = {}
        self._language = "zh"
        self._underline = _Underline(self.document())
        self._offers = _Offers(self)
        self._offers.picked.connect(self._put)
        self._quiet = False
        self.textChanged.connect(self._changed)
        self._fit()

    def show_text(self, text: str, scope: Scope, language: str) -> None:
        """Another text, or the same with other names; nobody is told."""
        self._scope, self._language = scope, language
        if self.toPlainText() != text:
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False
            self._fit()

    def show_judged(self, judged: Judged) -> None:
        """Underline what is wrong, if anything is."""
        mistake = judged.mistake
        self._underline.span = (mistake.start, mistake.end) if mistake is not None else None
        self._quiet = True
        self._underline.rehighlight()
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if self._offers.is_open and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._offers.take_current()
            return
        if _asks(event):
            self._offer(asked=True)
            return
        super().keyPressEvent(event)
        if (event.text() and event.text().isprintable()) or event.key() == Qt.Key.Key_Backspace:
            self._offer(asked=False)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        super().inputMethodEvent(event)
        self._offer(asked=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._offers.hide()

    def _offer(self, *, asked: bool) -> None:
        found = completion(self.toPlainText(), self.textCursor().position(), self._scope, self._language)
        if asked or found.end - found.start >= LEAST_TYPED:
            self._offers.show(found, self.cursorRect())
        else:
            self._offers.hide()

    def _put(self, found: Completion, number: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(found.start)
        cursor.setPosition(found.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(found.offered[number].key)
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        if not self._quiet:
            self._fit()
            self.typed.emit(self.toPlainText())

    def _fit(self) -> None:
        """As high as the text, within bounds."""
        lines = max(LEAST_LINES, min(int(self.document().size().height()), MOST_LINES))
        margins = self.contentsMargins()
        room = 2 * self.document().documentMargin() + margins.top() + margins.bottom() + 8
        self.setFixedHeight(int(lines * self.fontMetrics().lineSpacing() + room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()
