"""An icon standing in a layout. It follows the scheme, which a label with a pixmap does not."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import icon


class Picture(QWidget):
    """Says nothing to a screen reader: beside it stands the word."""

    def __init__(self, name: str, shade: str = "text", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self._icon = icon(name, shade)

    def show_icon(self, name: str, shade: str) -> None:
        self._icon = icon(name, shade)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
