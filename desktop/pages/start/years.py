"""The field for a year."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

YEARS = (1990, 2100)


def year_box(name: str) -> QSpinBox:
    """Begins at the first year of all."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setRange(*YEARS)
    made.setValue(YEARS[0])
    made.setMinimumWidth(90)
    made.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach it
    return made
