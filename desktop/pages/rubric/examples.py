"""The rubric's own worked examples, run in place: what is expected, what comes, and where they disagree."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.rubric_examples import RunExample, run_all_examples


class ExamplesPanel(QWidget):
    """Signals: ``wanted`` with the code of the indicator or branch somebody wants to look at."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.verdict = label("")
        self.verdict.setObjectName("examples_verdict")
        self.model = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="examples", label=self.tr("Worked examples"))
        self.empty = Empty(
            "verify",
            self.tr("Not run yet"),
            self.tr(
                "The rubric brings examples: single points, cases of the grade rule, whole carriers. Run them to see whether it says what it means."
            ),
            self.tr("Run the examples"),
        )
        self.empty.button.setObjectName("run_examples")
        self._lay_out()
        self.empty.wanted.connect(self.run)
        self.table.opened.connect(lambda one: self.wanted.emit(one.code) if one.code else None)

    def run(self) -> None:
        """Every example of the rubric in use."""
        kind, language = self._desk.kind, self._desk.language
        self._desk.look(
            self.tr("Running the examples"),
            lambda place, asked: run_all_examples(place.opened(kind), language, asked),
            self._show,
            owner=self,
        )

    def forget(self) -> None:
        """Another rubric has come: what was found is not said of it."""
        self.model.show(())
        self.verdict.clear()
        self.stack.setCurrentWidget(self.empty)

    def _show(self, found: tuple[RunExample, ...]) -> None:
        wrong = sum(not one.holds for one in found)
        self.model.show(found)
        self.table.fit()
        self.only_wrong.setEnabled(wrong > 0)
        self.only_wrong.setChecked(False)
        text = self.tr("Examples: {0}. All of them hold.") if not wrong else self.tr("Examples: {0}. Do not hold: {1}.")
        self.verdict.setText(text.format(len(found), wrong))
        self.verdict.setProperty("role", "error" if wrong else "good")
        self.verdict.style().polish(self.verdict)
        self.stack.setCurrentWidget(self.list)

    def _columns(self) -> tuple[Column[RunExample], ...]:
        def state(one: RunExample) -> str:
            return self.tr("holds") if one.holds else self.tr("does not hold")

        def picture(one: RunExample) -> QIcon:
            return icon("good", "good") if one.holds else icon("error", "error")

        return (
            Column(self.tr("State"), state, key=lambda one: one.holds, icon=picture, width=6),
            Column(self.tr("Example"), lambda one: one.kind, width=5),
            Column(self.tr("Of"), lambda one: one.subject, width=20),
            Column(self.tr("What"), lambda one: one.what, width=8),
            Column(self.tr("Expected"), lambda one: one.expected, align=RIGHT, width=5),
            Column(self.tr("Found"), lambda one: one.found, align=RIGHT, width=5, bold=lambda one: not one.holds),
            Column(self.tr("Place in the file"), lambda one: one.key, width=9, least=8),
        )

    def _lay_out(self) -> None:
        self.only_wrong = QCheckBox(self.tr("Only those that do not hold"))
        self.only_wrong.setObjectName("only_wrong")
        self.only_wrong.toggled.connect(lambda on: self.model.keep((lambda one: not one.holds) if on else None))
        again = QPushButton(icon("verify"), self.tr("Run again"))
        again.setObjectName("run_again")
        again.clicked.connect(self.run)
        head = QHBoxLayout()
        head.addWidget(self.verdict)
        head.addStretch(1)
        head.addWidget(self.only_wrong)
        head.addWidget(again)
        self.list = QWidget()
        column = QVBoxLayout(self.list)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
