"""更正: what the carrier declared, what counts now, the value from now on, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.desk import Desk
from desktop.pages.verify.dialog import ActDialog
from desktop.pages.verify.edits import Whose, amendment
from desktop.widgets.text import label
from scoring.services.amending import Typed, read_typed
from scoring.services.cell_values import CellValue
from scoring.services.days import minute_of

REASON_HEIGHT = 72


class AmendDialog(ActDialog):
    """Opened with a value already read; closes itself once the amendment is written."""

    def __init__(self, desk: Desk, whose: Whose, value: CellValue, parent: QWidget) -> None:
        super().__init__(desk, "amend_dialog", desk_title(value), "", parent)
        self.ok.setText(self.tr("Amend"))
        self._whose, self._value = whose, value
        self.line = QLineEdit(value.typed)
        self.line.setObjectName("value")
        self.choice = QComboBox()
        self.choice.setObjectName("choice")
        for typed, shown in (("", self.tr("(unknown)")), *value.choices):
            self.choice.addItem(shown, typed)
        self.choice.setCurrentIndex(max(self.choice.findData(value.typed), 0))
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(REASON_HEIGHT)
        form = QFormLayout()
        form.addRow(self.tr("Cell"), label(value.address or self.tr("the district's own finding"), "faint"))
        if value.declared:
            form.addRow(self.tr("Declared"), label(value.declared, wrap=True))
        form.addRow(self.tr("Verified now"), label(value.verified, wrap=True))
        if value.help:
            form.addRow(self.tr("Meaning"), label(value.help, "faint", wrap=True))
        unit = f" ({value.unit})" if value.unit else ""
        form.addRow(self.tr("Verified value") + unit, self.choice if value.choices else self.line)
        form.addRow(self.tr("Reason"), self.reason)
        self.body.addLayout(form)
        for one in value.history:
            facts = self.tr("{0} → {1}: {2} ({3}, {4})").format(one.old, one.new, one.reason, one.actor, minute_of(one.at))
            self.body.addWidget(label(facts, "faint", wrap=True))
        self.agreed.connect(self._check)
        (self.choice if value.choices else self.line).setFocus()
        self.line.selectAll()

    def typed(self) -> str:
        """The value as it would stand in a cell, empty for unknown."""
        return str(self.choice.currentData()) if self._value.choices else self.line.text()

    def _check(self) -> None:
        """Read first as the workbook would be: a value that cannot be held is refused here, and nothing is lost."""
        table, row, field = self._value.cell
        typed = Typed(table, row, field, self.typed(), self.reason.toPlainText().strip())
        whose = self._whose
        self.desk.read(
            lambda place, _: read_typed(whose.opened(place), whose.opened(place).carrier(whose.uscc), typed),
            lambda shown: self._write(typed, shown),
            self.failed,
            owner=self,
        )

    def _write(self, typed: Typed, shown: str) -> None:
        title = self.tr("amending {0} to {1}").format(self._value.label, shown)
        self.desk.do(amendment(title, self._whose, (typed,)))
        self.accept()


def desk_title(value: CellValue) -> str:
    """Whose value it is: table, row's name, field."""
    return " › ".join(part for part in (value.table, value.subject, value.label) if part)
