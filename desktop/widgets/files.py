"""Asks for files and folders, and remembers where. The one place that asks: a test answers for the person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.settings import Settings


def ask_files(parent: QWidget, settings: Settings, purpose: str, title: str, kinds: str) -> list[Path]:
    """Files that are there; none where the person thought better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder(purpose), kinds)
    if names:
        settings.put_folder(purpose, Path(names[0]).parent)
    return [Path(name) for name in names]


def ask_folder(parent: QWidget, settings: Settings, purpose: str, title: str) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title, settings.folder(purpose))
    if not name:
        return None
    settings.put_folder(purpose, Path(name))
    return Path(name)


def ask_target(parent: QWidget, settings: Settings, purpose: str, title: str, name: str, kinds: str) -> Path | None:
    """Where to write; nothing is overwritten, so the dialog need not ask about it."""
    folder = settings.folder(purpose)
    beginning = str(Path(folder) / name) if folder else name
    options = QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, beginning, kinds, options=options)
    if not chosen:
        return None
    path = Path(chosen)
    settings.put_folder(purpose, path.parent)
    return path if path.suffix else path.with_suffix(Path(name).suffix)


def show_outside(path: Path) -> bool:
    """Open a file or a folder with the system's own program; False where it has none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
