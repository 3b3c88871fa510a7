"""The command palette (Ctrl+K): a page, or a carrier of whichever kind by its name, pinyin, initials or code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.pages.house import PAGES
from desktop.theme import icon
from scoring.services.names import spellings
from scoring.services.rosters import found_by

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

MOST = 50
SIZE = (640, 460)
ICON = 18
CARRIER_PAGE = "verify"
"""Where a carrier is gone to, if the page there is does not show single carriers."""


@dataclass(frozen=True, slots=True)
class _Goal:
    text: str
    words: str
    icon: str
    page: str
    carrier: str = ""
    kind: str = ""
    """Of the carrier, by the name it is shown under."""


class CommandPalette(QDialog):
    """Type, arrows, Enter; Escape leaves everything as it was."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setWindowTitle(self.tr("Go to"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._desk = desk
        self._goals = [_Goal(page.name(), spellings(page.name()), page.icon, page.key) for page in PAGES]
        self.wanted = QLineEdit()
        self.wanted.setObjectName("palette_wanted")
        self.wanted.setPlaceholderText(self.tr("Page, or carrier by name, pinyin, initials or code"))
        self.wanted.setAccessibleName(self.wanted.placeholderText())
        self.wanted.textChanged.connect(self._find)
        self.wanted.installEventFilter(self)
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("Found"))
        self.found.setIconSize(QSize(ICON, ICON))
        self.found.setSpacing(2)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # long names are elided
        self.found.itemActivated.connect(self._go)
        column = QVBoxLayout(self)
        column.addWidget(self.wanted)
        column.addWidget(self.found)
        kind, language = desk.kind, desk.language
        desk.read(lambda place, _: _carriers(place, kind, language), self._know, owner=self)
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows and Enter work while the cursor stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow(max(0, min(self.found.count() - 1, self.found.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.found.currentItem():
                self._go(self.found.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _know(self, carriers: list[_Goal]) -> None:
        self._goals += carriers
        self._find(self.wanted.text())

    def _find(self, wanted: str) -> None:
        words = wanted.casefold().split()
        self.found.clear()
        fitting = (goal for goal in self._goals if all(word in goal.words for word in words))
        for _, goal in zip(range(MOST), fitting, strict=False):
            item = QListWidgetItem(icon(goal.icon, "faint"), goal.text, self.found)
            item.setData(Qt.ItemDataRole.UserRole, goal)
        self.found.setCurrentRow(0)

    def _go(self, item: QListWidgetItem) -> None:
        goal: _Goal = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        known = [page.key for page in PAGES]
        page = goal.page or self._desk.carrier_page or (CARRIER_PAGE if CARRIER_PAGE in known else known[0])
        if goal.kind:
            self._desk.look_at(goal.kind)
        self._desk.visit(page, goal.carrier)


def _carriers(place: Workplace, first: str, language: str) -> list[_Goal]:
    """Everybody of the year, those of the kind that is looked at first; of several kinds each is named."""
    kinds = sorted(((one.kind(language), one) for one in place.kinds), key=lambda one: one[0] != first)
    several = len(kinds) > 1
    return [
        _Goal(f"{one.name}　{kind}" if several else one.name, found_by(one.name, one.uscc), "sample", "", one.uscc, kind)
        for kind, opened in kinds
        for one in opened.participants()
    ]
