"""A bug has come to light: what happened to the data (nothing), and a file for the developers if the person wants to send one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.errors import diagnostics, messages
from desktop.theme import dress
from desktop.widgets.text import label

SIZE = (640, 460)
MOST = 20
"""So many bugs are kept of those that come while the dialog stands: a fault in painting comes sixty times a second."""


class CrashDialog(QDialog):
    """The person sees every line of the file before it is saved; the messages of errors, which may name a firm, only if ticked."""

    _standing: ClassVar[CrashDialog | None] = None

    @classmethod
    def report(cls, error: BaseException, parent: QWidget | None) -> CrashDialog:
        """Show it; while one dialog stands, what breaks meanwhile is added to that one."""
        there = cls._standing
        if there is not None and isValid(there) and there.isVisible():
            there.add(error)
            return there
        cls._standing = dialog = cls(error, parent)
        dialog.open()
        return dialog

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(*SIZE)
        self.errors = [error]
        self.with_message = QCheckBox(self.tr("Include the error's own message (it may contain names or figures)"))
        self.with_message.toggled.connect(self._fill)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Diagnostics"))
        self.more = label("", "faint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = buttons.addButton(self.tr("Save diagnostics…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.clicked.connect(self._ask_where)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        said = self.tr("The program made a mistake. Your data are as they were before the last action.")
        column.addWidget(label(said, "heading", wrap=True))
        helps = self.tr("You can go on working. The file below helps the developers; it holds no data of carriers or firms.")
        column.addWidget(label(helps, wrap=True))
        for one in (self.text, self.more, self.with_message, buttons):
            column.addWidget(one)
        self._fill()
        if parent is None:
            dress(self)

    def add(self, error: BaseException) -> None:
        """One more, while this one stands."""
        if len(self.errors) < MOST:
            self.errors.append(error)
            self._fill()

    def save_to(self, path: Path) -> None:
        """What is seen, and nothing else."""
        path.write_text(self.text.toPlainText(), "utf-8")

    def _fill(self) -> None:
        told = [diagnostics(error) + (messages(error) + "\n" if self.with_message.isChecked() else "") for error in self.errors]
        self.text.setPlainText("\n".join(told))
        self.more.setText(self.tr("Mistakes so far: {0}").format(len(self.errors)))
        self.more.setVisible(len(self.errors) > 1)

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save diagnostics"), "fuping-diagnostics.txt")
        if name:
            self.save_to(Path(name))
