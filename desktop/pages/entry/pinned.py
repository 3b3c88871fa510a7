"""What is pinned at the left of the grid, told from what goes by beneath: a heading in the corner, a line, and a shadow."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from desktop.theme import colours

LINE, SHADOW = 2, 6
"""Pixels of the line, and of the shadow beside it while something is scrolled away beneath."""
DARK = 48
"""Of 255: the shadow where it begins."""
BESIDE = 8


class Pinned:
    """Over the left edge of a table whose vertical header holds names; ``place`` is called whenever the table lays itself out."""

    def __init__(self, table: QTableView, heading: str) -> None:
        self._table = table
        self.corner = QLabel(heading, table)
        self.corner.setObjectName("pinned_heading")
        self.corner.setProperty("role", "faint")
        self.corner.setContentsMargins(BESIDE, 0, BESIDE, 0)
        self.corner.setWordWrap(True)
        self.corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.edge = _Edge(table)
        table.horizontalScrollBar().valueChanged.connect(self.edge.cast)

    def place(self) -> None:
        names, heads = self._table.verticalHeader(), self._table.horizontalHeader()
        whole = names.geometry().united(QRect(names.x(), heads.y(), names.width(), heads.height()))
        self.corner.setGeometry(QRect(names.x(), heads.y(), names.width(), heads.height()))
        self.edge.setGeometry(whole.right() + 1 - LINE, whole.top(), LINE + SHADOW, whole.height())
        self.edge.raise_()


class _Edge(QWidget):
    """Takes no click away from what it lies over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.casts = False

    def cast(self, scrolled: int) -> None:
        """A shadow, as soon as something is scrolled away."""
        if self.casts is not scrolled > 0:
            self.casts = scrolled > 0
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        line = QColor(colours().faint if self.casts else colours().line)
        painter.fillRect(0, 0, LINE, self.height(), line)
        if self.casts:
            shadow = QLinearGradient(LINE, 0, LINE + SHADOW, 0)
            shadow.setColorAt(0, QColor(0, 0, 0, DARK))
            shadow.setColorAt(1, QColor(0, 0, 0, 0))
            painter.fillRect(LINE, 0, SHADOW, self.height(), shadow)
