"""The middle of a window: takes workspaces that are dropped on it. Whatever else is dropped goes on to the page or the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

SUFFIX = ".fuping"


class DropStack(QStackedWidget):
    """Signals: ``dropped`` with the path of a workspace, once for each."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if _workspaces(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        for path in _workspaces(event):
            self.dropped.emit(path)
        event.acceptProposedAction()


def _workspaces(event: QDropEvent) -> list[Path]:
    """All that is dropped, if it is nothing but workspaces."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths if all(path.suffix == SUFFIX for path in paths) else []
