"""发布."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.pages.page import Page
from desktop.widgets.text import label


class PublishPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "publish"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(label(self.tr("Publication"), "title"))
        whole.addStretch(1)
