"""The line a page is searched by: Ctrl+F goes to it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


def search_line(hint: str) -> QLineEdit:
    """``hint`` says what may be typed, to the eye and to a screen reader."""
    made = QLineEdit()
    made.setObjectName("search")
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setClearButtonEnabled(True)
    return made
