"""A carrier's workbooks as they were received, opened outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QTemporaryDir

from desktop.desk import Desk
from desktop.widgets import files
from scoring.services.originals import not_opened, write_original


class Originals(QObject):
    """They are written into a folder that goes with this object."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder: QTemporaryDir | None = None

    def open(self, return_id: str) -> None:
        """With the system's own program."""
        self._fetch(return_id, self._show)

    def show_folder(self, return_id: str) -> None:
        self._fetch(return_id, lambda path: self._show(path.parent))

    def _fetch(self, return_id: str, then: Callable[[Path], None]) -> None:
        if self._folder is None:
            self._folder = QTemporaryDir(QDir.tempPath() + "/fuping-XXXXXX")
        kind, folder = self._desk.kind, Path(self._folder.path())
        self._desk.read(lambda place, _: write_original(place.opened(kind), return_id, folder), then, owner=self)

    def _show(self, path: Path) -> None:
        if not files.show_outside(path):
            self._desk.refused.emit(not_opened(path))
