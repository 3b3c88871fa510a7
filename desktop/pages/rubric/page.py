"""评分细则."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.pages.page import Page
from desktop.widgets.text import label


class RubricPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "rubric"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(label(self.tr("Rubric"), "title"))
        whole.addStretch(1)
