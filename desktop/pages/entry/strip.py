"""The current cell in words, below the tables: where it will stand, what belongs in it, what it reads as, and what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.picture import Picture
from desktop.widgets.text import Elided, label
from scoring.findings import Level
from scoring.services.entering_checks import CellCheck
from scoring.services.entering_form import EntryField

ICONS = {Level.STOP: ("stop", "stop"), Level.ERROR: ("error", "error"), Level.WARNING: ("warning", "warning")}
SIZE = 18


class CellStrip(QFrame):
    """Always as tall: the page must not jump from cell to cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cell_strip")
        self.setProperty("role", "card")
        self.title = label("", "strong")
        self.holds = Elided("", "faint")
        self.reads = Elided()
        self.reads.setObjectName("cell_reads")
        self._picture = Picture("good", "good", SIZE)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.holds, 1)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._picture)
        below.addWidget(self.reads, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(below)
        self.clear()

    def clear(self) -> None:
        """No cell is current."""
        for one in (self.title, self.holds, self.reads):
            one.setText("")
        self._picture.setVisible(False)

    def show_cell(self, field: EntryField, row: int | None, text: str, found: CellCheck, told: str) -> None:
        """``told`` are the sentences of the whole entry's findings at this cell."""
        where = self.tr("Row {0}, {1}").format(row + 1, field.label) if row is not None else field.label
        self.title.setText(where)
        must = self.tr("must be filled in") if field.required else field.when
        holds = "　".join(filter(None, (field.holds, must, field.help)))
        self.holds.setText(holds)
        sentences = [sentence for _, sentence in found.problems]
        sentences += [one for one in told.split("\n") if one and one not in sentences]
        if sentences:
            level = found.level or Level.WARNING
            self._say("　".join(sentences), *ICONS[level], "warning" if level is Level.WARNING else "error")
        elif found.value:
            self._say(self.tr("Reads as {0}").format(found.value), "good", "good", "good")
        elif text:
            self._say(self.tr("Reads as nothing: no answer"), "minus", "faint", "faint")
        else:
            self._say("", "", "", "faint")

    def _say(self, words: str, picture: str, shade: str, role: str) -> None:
        self._picture.setVisible(bool(picture))
        if picture:
            self._picture.show_icon(picture, shade)
        self.reads.setText(words)
        if self.reads.property("role") != role:
            self.reads.setProperty("role", role)
            self.reads.style().polish(self.reads)
