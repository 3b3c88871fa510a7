"""说明: why warnings may stand. Every finding of the chosen causes can be left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from desktop.desk import Desk
from desktop.pages.verify.dialog import ActDialog
from desktop.pages.verify.edits import Whose, explanation
from desktop.widgets.text import label
from scoring.messages import place_words
from scoring.services.verifying import ShownFinding, near

LIST_HEIGHT = 150


class ExplainDialog(ActDialog):
    """``findings`` are warnings of one carrier that stand; ``said`` what their cause is."""

    def __init__(self, desk: Desk, whose: Whose, said: str, findings: Sequence[ShownFinding], parent: QWidget) -> None:
        super().__init__(desk, "explain_dialog", "", "", parent)
        self.setWindowTitle(self.tr("Explain"))
        self.heading.setText(said)
        self.ok.setText(self.tr("Explain"))
        self._whose = whose
        self.text = QPlainTextEdit(next((one.explanation for one in findings if one.explanation), ""))
        self.text.setObjectName("reason")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Why it may stand"))
        self.list = QListWidget()
        self.list.setObjectName("findings")
        self.list.setAccessibleName(self.tr("Findings to explain"))
        self.list.setMaximumHeight(LIST_HEIGHT)
        for one in findings:
            places = place_words(near(one.places), desk.language, most=2)
            item = QListWidgetItem(" ".join(part for part in (one.about, places) if part), self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(Qt.ItemDataRole.UserRole, one.number)
        if len(findings) > 1:
            self.body.addWidget(
                label(self.tr("Findings: {0}; leave out those it does not hold for").format(len(findings)), "faint")
            )
            self.body.addWidget(self.list)
        self.body.addWidget(label(self.tr("Why it may stand"), "faint"))
        self.body.addWidget(self.text)
        self.agreed.connect(self._write)
        self.text.setFocus()

    def numbers(self) -> tuple[int, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _write(self) -> None:
        text, numbers = self.text.toPlainText().strip(), self.numbers()
        if not text or not numbers:
            self.notice.tell(self.tr("Write down why it may stand, and leave at least one finding checked."))
            return
        title = self.tr("explaining findings: {0}").format(len(numbers))
        self.desk.do(explanation(title, self._whose, numbers, text))
        self.accept()
