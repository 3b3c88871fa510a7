"""The small form: one carrier by name and code, and whom to call there; what is wrong with the code said while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.widgets.buttons import button
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.roster import NOBODY, Contact, Entry
from scoring.services.roster_block import Proposed, Verdict, proposed_entry

ROLES = {Verdict.WRONG: "error", Verdict.RENAMED: "warning", Verdict.NEW: "good", Verdict.CALLED: "good"}


class CarrierForm(QFrame):
    """Signals: ``given`` with the entry to put on the list; ``left`` when the person is done with it."""

    given = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self._proposed: Proposed | None = None
        self.name, self.code, self.person, self.phone = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for line, key, text in (
            (self.name, "carrier_name", self.tr("Name of the carrier")),
            (self.code, "carrier_code", self.tr("Credit code, 18 characters")),
            (self.person, "carrier_person", self.tr("Contact")),
            (self.phone, "carrier_phone", self.tr("Telephone")),
        ):
            line.setObjectName(key)
            line.setPlaceholderText(text)
            line.setAccessibleName(text)
            line.textChanged.connect(self._look)
            line.returnPressed.connect(self._give)
        self.said = label("", "faint", wrap=True)
        self.said.setObjectName("carrier_said")
        self.put = button(self.tr("Add"), "carrier_add", self._give, primary=True)
        self.close_button = button(self.tr("Close"), "carrier_close", self.left.emit)
        row = QHBoxLayout()
        row.addWidget(self.name, 3)
        row.addWidget(self.code, 2)
        row.addWidget(self.person, 1)
        row.addWidget(self.phone, 1)
        row.addWidget(self.put)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.addLayout(row)
        column.addWidget(self.said)
        self.begin()

    def begin(self, name: str = "", uscc: str = "", contact: Contact = NOBODY) -> None:
        """An empty form, or the one of a carrier on the list: all of it may be another from now on, its code never."""
        self.code.setReadOnly(bool(uscc))
        self.put.setText(self.tr("Change") if uscc else self.tr("Add"))
        for line, text in (
            (self.person, contact.name),
            (self.phone, contact.phone),
            (self.code, uscc),
            (self.name, name),
        ):
            line.setText(text)
        self.name.selectAll()
        self.name.setFocus()
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        """Asked of the core on the reading thread; an answer to what has been typed over since is not shown."""
        typed, kind = self._typed(), self._desk.kind
        name, code, person, phone = typed
        said = Contact(person, phone) if person.strip() or phone.strip() or self.code.isReadOnly() else None
        self._proposed = None
        self.put.setEnabled(False)

        def show(found: Proposed) -> None:
            if typed == self._typed():
                self._show(found)

        self._desk.read(lambda place, _: proposed_entry(place.opened(kind), name, code, said), show, owner=self)

    def _typed(self) -> tuple[str, ...]:
        return tuple(line.text() for line in (self.name, self.code, self.person, self.phone))

    def _show(self, found: Proposed) -> None:
        self._proposed = found
        self.put.setEnabled(found.adds)
        self.said.setProperty("role", ROLES.get(found.verdict, "faint"))
        self.said.style().polish(self.said)
        self.said.setText(tell(found.said, self._desk.language))

    def _give(self) -> None:
        if self._proposed is not None and self._proposed.adds:
            self.given.emit(Entry(self._proposed.name, self._proposed.uscc, self._proposed.contact))
