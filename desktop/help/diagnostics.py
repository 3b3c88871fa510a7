"""What a developer asks for first, where nothing broke but something is odd: versions, screens, settings. No data of anybody."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.errors import versions
from desktop.settings import Settings
from desktop.widgets.developers import DevelopersDialog
from desktop.widgets.text import label

SIZE = (620, 420)


class DiagnosticsDialog(DevelopersDialog):
    """Every line is seen before it is copied or saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("diagnostics", self.tr("Diagnostics"), SIZE, parent)
        settings = getattr(parent, "settings", None)
        self.text.setPlainText("\n".join([*versions(), *_screens(), *(_chosen(settings) if settings else ())]))
        self.copy = self.add_button(self.tr("Copy"), lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.save = self.add_button(self.tr("Save…"), self.ask_where)
        said = self.tr("What a developer asks for first. It holds no data of carriers or firms, and no names of files.")
        self.lay_out((label(said, wrap=True),))


def _screens() -> tuple[str, ...]:
    said = []
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.size()
        said.append(f"screen {number}: {size.width()} x {size.height()} at {screen.devicePixelRatio():.2f}")
    return (f"platform: {QGuiApplication.platformName()}", *said, f"font: {QApplication.font().families()}")


def _chosen(settings: Settings) -> tuple[str, ...]:
    return (f"language: {settings.language}", f"look: {settings.look}")
