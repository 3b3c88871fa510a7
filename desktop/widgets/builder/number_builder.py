"""A number of a definition: one field or measure chosen by its label, or a formula written as an expression; its reading beneath."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.builder.choosing import SearchBox
from desktop.widgets.builder.condition_builder import SETTLED
from desktop.widgets.builder.expression_edit import ExpressionEdit
from desktop.widgets.text import label
from scoring.definitions.building import FieldTerm, term_of
from scoring.definitions.completing import judged
from scoring.definitions.mistakes import Slot
from scoring.definitions.offers import TermKind, fields_offered, term_kind_words
from scoring.definitions.tree import Kind
from scoring.messages import tell


class NumberBuilder(QWidget):
    """Signals: ``built`` at every change a person makes, ``changed`` once that has settled; both with the expression."""

    built = Signal(str)
    changed = Signal(str)

    def __init__(self, title: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._slot = Slot({}, Kind.NUMBER)
        self._text = self._told = ""
        self.title = label(title)
        self.box = SearchBox(title, "figure", self.tr("a figure"))
        self.box.chosen.connect(self._choose)
        self.text = ExpressionEdit(title, self)
        self.text.typed.connect(self._typed)
        self.reading = label("", "faint", wrap=True)
        self.said = label("", "error", wrap=True)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self.settle)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_went)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.box, 1)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for one in (self.text, self.reading, self.said):
            column.addWidget(one)
        self._offer()
        self._show()

    def say_title(self, title: str) -> None:
        """What the number is, as another kind of measure calls it."""
        self.title.setText(title)
        self.box.say_label(title)
        self.text.setAccessibleName(title)

    def show_expression(self, text: str, slot: Slot) -> None:
        """Another expression, or the same where other names are at hand; nobody is told."""
        if text == self._text and slot.scope == self._slot.scope:
            return
        self._settling.stop()
        self._slot, self._text, self._told = slot, text, text
        self._offer()
        self._show()

    def expression(self) -> str:
        """As it is now."""
        return self._text

    def begin(self) -> None:
        """The focus goes to where something can be chosen."""
        self.box.setFocus()

    def _offer(self) -> None:
        fields = fields_offered(self._slot.scope, self._language, (Kind.NUMBER,))
        self.box.offer(fields, [(TermKind.EXPRESSION, term_kind_words(TermKind.EXPRESSION, self._language))])

    def _show(self) -> None:
        term = term_of(self._text, self._slot.scope) if self._text else None
        plain = isinstance(term, FieldTerm)
        self.box.choose(self._text.strip() if plain else TermKind.EXPRESSION if self._text else None)
        self.text.show_text(self._text, self._slot.scope, self._language)
        self.text.setVisible(bool(self._text) and not plain)
        self._read()

    def _choose(self, value: object) -> None:
        formula = value is TermKind.EXPRESSION
        self.text.setVisible(formula)
        if formula:
            self.text.setFocus()
        else:
            self.text.show_text(str(value), self._slot.scope, self._language)
            self._typed(str(value))

    def _typed(self, text: str) -> None:
        self._text = text
        self._read()
        self.built.emit(text)
        self._settling.start()

    def _read(self) -> None:
        found = judged(self._text, self._slot.scope, Kind.NUMBER, self._language)
        self.text.show_judged(found)
        self.reading.setText(found.reading)
        self.reading.setVisible(bool(found.reading) and self.text.isVisibleTo(self))
        self.said.setText(tell(found.mistake.said, self._language) if found.mistake else "")
        self.said.setVisible(found.mistake is not None)

    def settle(self) -> None:
        """Tell now what was not told yet."""
        self._settling.stop()
        if self._text != self._told:
            self._told = self._text
            self.changed.emit(self._text)

    def _focus_went(self, _: QWidget | None, to: QWidget | None) -> None:
        if to is not None and not self.isAncestorOf(to):
            self.settle()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.settle()
