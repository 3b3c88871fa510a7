"""What of the journal somebody wants to see: words, person, kind of action, carrier, days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.search import search_line
from desktop.widgets.text import label
from scoring.services.journalling import JournalChoices, JournalFilter

PAUSE = 250
"""Milliseconds after the last letter before it is looked for."""
NO_DAY = QDate(2000, 1, 1)


class Filters(QWidget):
    """Signals: ``changed`` when something else is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = search_line(self.tr("Find a carrier, a field, a reason, an action…"))
        self.person = self._box("person", self.tr("Everybody"), self.tr("Person"))
        self.kind = self._box("kind", self.tr("All actions"), self.tr("Kind of action"))
        self.carrier = self._box("carrier", self.tr("All carriers"), self.tr("Carrier"))
        self.first, self.last = self._day("first", self.tr("From")), self._day("last", self.tr("To"))
        self.clear = QPushButton(self.tr("Clear"))
        self.clear.setObjectName("clear")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.changed)
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._pause.start())
        for box in (self.person, self.kind, self.carrier):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        for day in (self.first, self.last):
            day.dateChanged.connect(lambda _: self._pause.start())
        self.clear.clicked.connect(self.reset)

    def wanted(self) -> JournalFilter:
        """As the widgets say now."""
        return JournalFilter(
            person=self.person.currentData() or "",
            kind=self.kind.currentData() or "",
            carrier=self.carrier.currentData() or "",
            first=_date(self.first),
            last=_date(self.last),
            words=self.search.text(),
        )

    def offer(self, choices: JournalChoices) -> None:
        """What there is to choose from now; what is chosen stays."""
        self._fill(self.person, [(one, one) for one in choices.persons])
        self._fill(self.kind, list(choices.kinds))
        self._fill(self.carrier, list(choices.carriers))

    def start_with(self, carrier: str) -> None:
        """Only what names this carrier (统一社会信用代码)."""
        self.reset()
        if self.carrier.findData(carrier) < 0:
            self.carrier.addItem(carrier, carrier)
        self.carrier.setCurrentIndex(self.carrier.findData(carrier))

    def reset(self) -> None:
        """Everything is wanted again."""
        blockers = [QSignalBlocker(one) for one in (self.search, self.person, self.kind, self.carrier, self.first, self.last)]
        self.search.clear()
        for box in (self.person, self.kind, self.carrier):
            box.setCurrentIndex(0)
        for day in (self.first, self.last):
            day.setDate(NO_DAY)
        for blocker in blockers:
            blocker.unblock()
        self.changed.emit()

    def _fill(self, box: QComboBox, choices: list[tuple[str, str]]) -> None:
        if [box.itemData(row) for row in range(1, box.count())] == [value for value, _ in choices]:
            return
        chosen = box.currentData()
        with QSignalBlocker(box):
            while box.count() > 1:
                box.removeItem(1)
            for value, text in choices:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _box(self, name: str, everything: str, what: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(what)
        box.addItem(everything, "")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        return box

    def _day(self, name: str, what: str) -> QDateEdit:
        day = QDateEdit()
        day.setObjectName(name)
        day.setAccessibleName(what)
        day.setMinimumDate(NO_DAY)
        day.setSpecialValueText(self.tr("any day"))
        day.setDisplayFormat("yyyy-MM-dd")
        day.setCalendarPopup(True)
        day.setDate(NO_DAY)
        return day

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        for box in (self.person, self.kind, self.carrier):
            below.addWidget(box, 1)
        below.addWidget(label(self.tr("From"), "faint"))
        below.addWidget(self.first)
        below.addWidget(label(self.tr("to"), "faint"))
        below.addWidget(self.last)
        below.addWidget(self.clear)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.search)
        whole.addLayout(below)


def _date(day: QDateEdit) -> date | None:
    chosen = day.date()
    return None if chosen == NO_DAY else date(chosen.year(), chosen.month(), chosen.day())
