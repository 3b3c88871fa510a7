"""Files dropped on the page, or anywhere on the window while the page is in view."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.text import label


class DropArea(QObject):
    """Watches a window on behalf of a page. Signals: ``dropped`` with the paths."""

    dropped = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._window: QWidget | None = None
        self.sign = label(self.tr("Drop files, folders or ZIPs to bring them in"), "drop", parent=page)
        self.sign.setObjectName("drop_sign")
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sign.hide()

    def open(self) -> None:
        """The page came into view."""
        self.close()
        self._window = self._page.window()
        self._window.setAcceptDrops(True)
        self._window.installEventFilter(self)

    def close(self) -> None:
        """The page went out of view: the window takes nothing any more."""
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.setAcceptDrops(False)
            self._window = None
        self.sign.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QDragMoveEvent):
            if paths_of(event.mimeData()):
                event.acceptProposedAction()
                self._show_sign()
                return True
        elif isinstance(event, QDropEvent):
            self.sign.hide()
            paths = paths_of(event.mimeData())
            if paths:
                event.acceptProposedAction()
                self.dropped.emit(paths)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self.sign.hide()
        return super().eventFilter(watched, event)

    def _show_sign(self) -> None:
        self.sign.setGeometry(self._page.rect())
        self.sign.raise_()
        self.sign.show()


def paths_of(data: QMimeData) -> list[Path]:
    """Files and folders of this machine; nothing of anywhere else."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
