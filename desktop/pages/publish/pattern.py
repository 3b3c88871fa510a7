"""The dialog for the names of files: a pattern, the fields to put into it, and what comes of it, while it is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.widgets.text import label
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services.naming import default_pattern, example, fields

WIDTH = 560


class PatternDialog(QDialog):
    """``pattern`` is what was typed, empty for the default."""

    def __init__(self, desk: Desk, pattern: str, language: str, parent: QWidget | None = None) -> None:
        """``language`` is that of the reports."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Names of the files"))
        self._desk, self._language = desk, language
        self.line = QLineEdit(pattern or default_pattern(desk.language))
        self.line.setObjectName("pattern")
        self.line.setAccessibleName(self.tr("Pattern"))
        self.shown = label("", "", wrap=True)
        self.shown.setObjectName("example")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.RestoreDefaults
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self._lay_out()
        self.line.textChanged.connect(self._tell)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._restore.clicked.connect(lambda: self.line.setText(default_pattern(desk.language)))
        self._tell()

    @property
    def pattern(self) -> str:
        text = self.line.text().strip()
        return "" if text == default_pattern(self._desk.language) else text

    @property
    def _restore(self) -> QPushButton:
        return self._buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for number, field in enumerate(fields(self._desk.language)):
            button = QPushButton(field)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._put, field))
            grid.addWidget(button, number // 3, number % 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(10)
        whole.addWidget(label(self.tr("Fields in braces are filled in for each report."), "faint", wrap=True))
        whole.addWidget(self.line)
        whole.addLayout(grid)
        whole.addWidget(label(self.tr("For example"), "faint"))
        whole.addWidget(self.shown)
        whole.addStretch(1)
        whole.addWidget(self._buttons)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.shown.setMinimumHeight(3 * self.fontMetrics().height())
        self.setMinimumWidth(WIDTH)

    def _put(self, field: str) -> None:
        self.line.insert(field)
        self.line.setFocus()

    def _tell(self) -> None:
        try:
            words, role = example(self.line.text(), self._language), ""
        except Refusal as refusal:
            words, role = tell(refusal.said, self._desk.language), "error"
        self.shown.setText(words)
        self.shown.setProperty("role", role)
        self.shown.style().polish(self.shown)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not role)
