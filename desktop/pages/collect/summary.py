"""What became of the workbooks that were brought in, one line each, and what to do about those that did not come in."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.theme import icon
from desktop.widgets.buttons import allow, button
from desktop.widgets.spelling import SpeltOut
from desktop.widgets.states import width_of
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.importing import Batch, Came, Fate

ICONS = {
    Fate.STORED: ("received", "good"),
    Fate.SUPERSEDING: ("redo", "good"),
    Fate.ALREADY: ("good", "faint"),
    Fate.UNKNOWN: ("roster", "warning"),
    Fate.STOPPED: ("stop", "error"),
    Fate.REFUSED: ("error", "error"),
}
WORDS = {
    Fate.STORED: str(QT_TRANSLATE_NOOP("Summary", "Stored")),
    Fate.SUPERSEDING: str(QT_TRANSLATE_NOOP("Summary", "Received anew")),
    Fate.ALREADY: str(QT_TRANSLATE_NOOP("Summary", "Known already")),
    Fate.UNKNOWN: str(QT_TRANSLATE_NOOP("Summary", "Not on the roster")),
    Fate.STOPPED: str(QT_TRANSLATE_NOOP("Summary", "Not accepted")),
    Fate.REFUSED: str(QT_TRANSLATE_NOOP("Summary", "Unreadable")),
}
ORDER = tuple(Fate)


class Summary(QFrame):
    """Signals: ``enrol`` with those to put on the roster and import again, ``opened`` with a carrier's code, ``left``."""

    enrol = Signal(object)
    opened = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self._desk = desk
        self.batch = Batch((), 0)
        self.heading = label("", "heading")
        self.heading.setObjectName("summary_heading")
        self.counts = label("", "faint", wrap=True)
        self.counts.setObjectName("summary_counts")
        self.model = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="summary", label=self.tr("Workbooks brought in"))
        SpeltOut(self.table, lambda _: True)
        self.enrol_button = button(
            self.tr("Put on the roster and import again"), "summary_enrol", self._enrol, icon_name="roster"
        )
        self.close_button = button(self.tr("Close"), "summary_close", self.left.emit)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def show_batch(self, batch: Batch) -> None:
        """The last that was brought in."""
        self.batch = batch
        self.heading.setText(self.tr("Workbooks read: {0}").format(len(batch.came)))
        told = (f"{self._word(fate)} {batch.counts[fate]}" for fate in ORDER if batch.counts.get(fate))
        self.counts.setText("　".join(told))
        self.model.show(batch.came)
        self._enable()
        self.show()

    def _columns(self) -> tuple[Column[Came], ...]:
        language = self._desk.language

        def words(one: Came) -> str:
            return "　".join(tell(said, language) for said in (one.said, one.advice) if said is not None)

        return (
            Column(
                self.tr("Result"),
                lambda one: self._word(one.fate),
                key=lambda one: ORDER.index(one.fate),
                width=width_of(map(self._word, ORDER)),
                icon=_icon,
            ),
            Column(self.tr("File"), lambda one: one.document, width=14, least=10),
            Column(self.tr("Carrier"), lambda one: one.carrier, width=12, least=10),
            Column(self.tr("Errors"), lambda one: str(one.errors or ""), key=lambda one: one.errors, align=RIGHT, width=3),
            Column(self.tr("Warnings"), lambda one: str(one.warnings or ""), key=lambda one: one.warnings, align=RIGHT, width=3),
            Column(self.tr("What to do"), words, width=26, least=12),
        )

    def _word(self, fate: Fate) -> str:
        return self.tr(WORDS[fate])

    def _enable(self) -> None:
        self.enrol_button.setVisible(bool(self.batch.strangers))
        reason = self.tr("This window only reads the workspace.")
        allow(self.enrol_button, not self._desk.read_only, reason)

    def _enrol(self) -> None:
        """Those that are selected, else all."""
        chosen = tuple(one for one in self.table.selected_rows() if one.fate is Fate.UNKNOWN)
        self.enrol.emit(chosen or self.batch.strangers)

    def _open(self, one: Came) -> None:
        if one.uscc and one.fate in (Fate.STORED, Fate.SUPERSEDING, Fate.ALREADY):
            self.opened.emit(one.uscc)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.counts, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.enrol_button)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.table, 1)


def _icon(one: Came) -> QIcon:
    return icon(*ICONS[one.fate])
