"""核验: a line that a hand scanner types into, a PDF dropped or chosen, and the verdict with the facts that were signed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayoutItem, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.widgets.buttons import pictured
from desktop.widgets.picture import Picture
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.certifying import Seen, Verdict, verdict_words

PICTURES = {
    Verdict.GENUINE: ("good", "good"),
    Verdict.ALTERED: ("error", "error"),
    Verdict.WITHDRAWN: ("strike", "warning"),
    Verdict.UNKNOWN_KEY: ("warning", "warning"),
    Verdict.UNREADABLE: ("warning", "warning"),
}
ROLES = {Verdict.GENUINE: "good", Verdict.ALTERED: "error"}
"""Of the verdict's words; the others are warnings."""
LONGEST = 32_767


class VerifyPanel(QWidget):
    """Signals: ``scanned`` with a text, ``brought`` with a file."""

    scanned = Signal(str)
    brought = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAcceptDrops(True)
        self.line = QLineEdit()
        self.line.setObjectName("scan")
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(self.tr("Scan or paste the code, then Enter"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setToolTip(self.tr("Scan the code of the certificate, or paste its text, then Enter"))
        self.line.setClearButtonEnabled(True)
        hints = Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhPreferUppercase
        self.line.setInputMethodHints(hints)
        self.file = pictured("verify_file", "open", self.tr("PDF file…"))
        self.lists = pictured("verify_list", "pages", self.tr("List of withdrawals…"))
        self.lists.setToolTip(self.tr("A list that the issuing body signed: for certificates that are not in this register"))
        self.basis = label("", "faint", wrap=True)
        self.verdict = label("", "title")
        self.verdict.setObjectName("verdict")
        self.reason = label("", "", wrap=True)
        self.reason.setObjectName("verdict_reason")
        self.notes = label("", "faint", wrap=True)
        self.notes.setObjectName("verdict_notes")
        self._picture = Picture("verify", "faint")
        self._facts = QGridLayout()
        self._lay_out()
        self.line.returnPressed.connect(self._scan)
        self.show_nothing()

    def show_basis(self, words: str) -> None:
        """What a check goes by here."""
        self.basis.setText(words)

    def show_nothing(self) -> None:
        self.verdict.setText(self.tr("Nothing checked yet"))
        self.reason.setText(self.tr("A hand scanner types into the line above. A PDF can also be dropped here."))
        self.notes.clear()
        self._fill(())
        self._picture.show_icon("verify", "faint")
        self._dress("")

    def show_seen(self, seen: Seen) -> None:
        """The verdict; the line is ready for the next scan."""
        found, language = seen.check, self._desk.language
        self.verdict.setText(verdict_words(found.verdict, language))
        self._dress(ROLES.get(found.verdict, "warning"))
        self._picture.show_icon(*PICTURES[found.verdict])
        self.reason.setText(tell(found.reason, language))
        told = [tell(note, language) for note in found.notes]
        if found.facts is not None and not found.proved:
            told.append(self.tr("What follows is what it says itself."))
        self.notes.setText("\n".join(told))
        self._fill(found.lines(language))
        self.line.selectAll()
        self.line.setFocus()

    def facts(self) -> dict[str, str]:
        """As shown, by their labels."""
        rows = range(self._facts.rowCount())
        pairs = ((self._facts.itemAtPosition(row, 0), self._facts.itemAtPosition(row, 1)) for row in rows)
        return {_text(name): _text(value) for name, value in pairs if name and value}

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.brought.emit(paths[0])

    def _scan(self) -> None:
        if self.line.text().strip():
            self.scanned.emit(self.line.text())

    def _dress(self, role: str) -> None:
        """The words say it; the colour only says it again."""
        self.reason.setProperty("role", role)
        self.reason.style().polish(self.reason)

    def _fill(self, lines: tuple[tuple[str, str], ...]) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, text) in enumerate(lines):
            self._facts.addWidget(label(name, "faint"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(text, "", wrap=True), row, 1)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(self.line, 1)
        above.addWidget(self.file)
        above.addWidget(self.lists)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._picture)
        head.addWidget(self.verdict, 1)
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addWidget(self.notes)
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        column.addSpacing(6)
        column.addLayout(self._facts)
        column.addStretch(1)
        scrolled = QScrollArea()
        scrolled.setObjectName("verdict_card")
        scrolled.setAccessibleName(self.tr("Verdict"))
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidget(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(above)
        whole.addWidget(self.basis)
        whole.addWidget(scrolled, 1)


def _text(item: QLayoutItem) -> str:
    widget = item.widget()
    return widget.text() if isinstance(widget, QLabel) else ""
