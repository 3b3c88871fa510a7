"""A bug has come to light: what happened to the data (nothing), and a file for the developers if the person wants to send one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.errors import diagnostics
from desktop.widgets.text import label

SIZE = (620, 420)


class CrashDialog(QDialog):
    """The person sees every line of the file before it is saved; the message of the error, which may name a firm, only if ticked."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(*SIZE)
        self._error = error
        self.with_message = QCheckBox(self.tr("Include the error's own message (it may contain names or figures)"))
        self.with_message.toggled.connect(self._fill)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Diagnostics"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = buttons.addButton(self.tr("Save diagnostics …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(
            label(self.tr("The program made a mistake. Your data are as they were before the last action."), "heading", wrap=True)
        )
        column.addWidget(
            label(
                self.tr("You can go on working. The file below helps the developers; it holds no data of carriers or firms."),
                wrap=True,
            )
        )
        column.addWidget(self.text, 1)
        column.addWidget(self.with_message)
        column.addWidget(buttons)
        self._fill()

    def _fill(self) -> None:
        more = f"{self._error}\n" if self.with_message.isChecked() else ""
        self.text.setPlainText(diagnostics(self._error) + more)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save diagnostics"), "fuping-diagnostics.txt")
        if name:
            Path(name).write_text(self.text.toPlainText(), "utf-8")
