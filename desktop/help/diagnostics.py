"""What a developer asks for first, where nothing broke but something is odd: versions, screens, settings. No data of anybody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.errors import versions
from desktop.settings import Settings
from desktop.widgets.text import label

SIZE = (620, 420)


class DiagnosticsDialog(QDialog):
    """Every line is seen before it is copied or saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diagnostics")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Diagnostics"))
        self.resize(*SIZE)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.windowTitle())
        settings = getattr(parent, "settings", None)
        self.text.setPlainText("\n".join([*versions(), *_screens(), *(_chosen(settings) if settings else ())]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.save = buttons.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        said = self.tr("What a developer asks for first. It holds no data of carriers or firms, and no names of files.")
        column.addWidget(label(said, wrap=True))
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save diagnostics"), "fuping-diagnostics.txt")
        if name:
            Path(name).write_text(self.text.toPlainText(), "utf-8")


def _screens() -> tuple[str, ...]:
    said = []
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.size()
        said.append(f"screen {number}: {size.width()} x {size.height()} at {screen.devicePixelRatio():.2f}")
    return (f"platform: {QGuiApplication.platformName()}", *said, f"font: {QApplication.font().families()}")


def _chosen(settings: Settings) -> tuple[str, ...]:
    return (f"language: {settings.language}", f"look: {settings.look}")
