"""A text for the developers: a person sees every line of it before it is copied or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget


class DevelopersDialog(QDialog):
    """Words above, the text, what stands below it, and buttons."""

    def __init__(self, name: str, title: str, size: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(*size)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Diagnostics"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)

    def lay_out(self, above: Sequence[QWidget], below: Sequence[QWidget] = ()) -> None:
        """Once, when all of it is there."""
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for one in above:
            column.addWidget(one)
        column.addWidget(self.text, 1)
        for one in (*below, self._buttons):
            column.addWidget(one)

    def add_button(self, text: str, run: Callable[[], object]) -> QPushButton:
        made = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        made.clicked.connect(lambda *_: run())
        return made

    def save_to(self, path: Path) -> None:
        """What is seen, and nothing else."""
        path.write_text(self.text.toPlainText(), "utf-8")

    def ask_where(self) -> None:
        """Then save it there."""
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save diagnostics"), "fuping-diagnostics.txt")
        if name:
            self.save_to(Path(name))
