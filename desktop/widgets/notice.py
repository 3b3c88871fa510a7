"""The strip above a page: what could not be done and what to do, until it is closed or another one comes. No dialog to click away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.theme import icon
from desktop.widgets.picture import Picture
from desktop.widgets.text import label

ABOVE = 4
"""Pixels above the words: the button that closes is so much higher than a line, above and below."""


class Notice(QFrame):
    """Signals: ``acted`` when its button is pressed."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None, *, can_close: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._picture = Picture("error", "error")
        self.text = label(wrap=True)
        self.text.setObjectName("notice_text")
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setContentsMargins(0, ABOVE, 0, ABOVE)
        first = QVBoxLayout()  # the first line stands beside the picture, however many follow
        first.setContentsMargins(0, ABOVE, 0, 0)
        first.addWidget(self._picture)
        first.addStretch(1)
        self.button = QPushButton()
        self.button.clicked.connect(self.acted)
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self._close.accessibleName())
        self._close.setIcon(icon("close", "faint"))
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.hide)
        self._close.setVisible(can_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addLayout(first)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, text: str, *, level: str = "error", button: str = "") -> None:
        """``level``: error, warning, good, lock."""
        self.setProperty("role", {"error": "refusal", "warning": "notice", "lock": "notice"}.get(level, "bar"))
        self.style().polish(self)
        self._picture.show_icon(level, "warning" if level == "lock" else level)
        self.text.setText(text)
        self.setAccessibleName(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.show()
        window = self.window()
        if isinstance(window, QDialog):
            make_room(window)


def make_room(dialog: QDialog) -> None:
    """What has come into a dialog pushes nothing together: it grows by what is lacking."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    width = dialog.width()
    needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    if needed > dialog.height():
        dialog.resize(width, needed)
