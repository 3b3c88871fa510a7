"""The builder over a draft: one expression, or a whole measure with what it gives on the round while it is built."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QSplitter, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.widgets.builder.condition_builder import ConditionBuilder
from desktop.widgets.builder.live_values import LiveValues
from desktop.widgets.builder.measure_builder import MeasureBuilder
from desktop.widgets.builder.number_builder import NumberBuilder
from scoring.definitions.mistakes import Slot
from scoring.definitions.tree import Kind
from scoring.services.draft_building import Workbench

MARGINS = (20, 18, 20, 16)
EXPRESSION, MEASURE = (760, 420), (1200, 680)


class ExpressionDialog(QDialog):
    """Signals: ``built`` with the expression."""

    built = Signal(str)

    def __init__(self, title: str, text: str, slot: Slot, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("build_expression")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(*EXPRESSION)
        is_condition = slot.wanted is Kind.CONDITION
        self.builder: ConditionBuilder | NumberBuilder
        self.builder = ConditionBuilder(title, language) if is_condition else NumberBuilder(title, language)
        self.builder.show_expression(text, slot)
        scroll = _scrolled(_at_the_top(self.builder))
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.addWidget(scroll, 1)
        column.addWidget(_buttons(self, self.tr("Take over"), self._give))
        self.builder.begin()

    def _give(self) -> None:
        self.builder.settle()
        self.built.emit(self.builder.expression())
        self.accept()


class MeasureDialog(QDialog):
    """Signals: ``built`` with the plain measure."""

    built = Signal(object)

    def __init__(self, title: str, bench: Workbench, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert bench.bench is not None
        assert bench.plain is not None
        self.setObjectName("build_measure_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        wanted = QSize(*MEASURE)
        self.resize(wanted.boundedTo(parent.window().size()) if parent is not None else wanted)
        self._bench, key = bench, str(bench.plain.get("key", ""))
        self.builder = MeasureBuilder(desk.language)
        self.builder.show_measure(bench.plain, bench.bench)
        self.values = LiveValues(desk)
        self.values.show_measure(bench.plain, bench.document, key)
        self.builder.built.connect(lambda plain: self.values.show_measure(plain, bench.document, key))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(_scrolled(self.builder))
        split.addWidget(self.values)
        split.setSizes([640, 540])
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.addWidget(split, 1)
        column.addWidget(_buttons(self, self.tr("Take over"), self._give))
        self.builder.begin()

    def _give(self) -> None:
        self.builder.settle()
        self.built.emit(self.builder.measure())
        self.accept()


def _at_the_top(builder: QWidget) -> QWidget:
    """With the rest of the dialog empty beneath it."""
    whole = QWidget()
    whole.setAccessibleName(builder.accessibleName())
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 8, 0)
    column.addWidget(builder)
    column.addStretch(1)
    return whole


def _scrolled(inner: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setAccessibleName(inner.accessibleName())
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll


def _buttons(dialog: QDialog, words: str, give: object) -> QDialogButtonBox:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Ok)
    ok = box.button(QDialogButtonBox.StandardButton.Ok)
    ok.setText(words)
    ok.setObjectName("take_over")
    ok.setAutoDefault(False)
    ok.setProperty("primary", True)
    box.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
    box.accepted.connect(give)
    box.rejected.connect(dialog.reject)
    return box
