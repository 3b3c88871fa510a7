"""The last day for returns (报送截止日): asked for, and changed so that it can be undone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.history import Edit
from desktop.widgets.buttons import button
from desktop.widgets.text import label
from scoring.services.changes import Change, changes
from scoring.services.due_days import set_due
from scoring.services.workplace import Workplace


class DueDialog(QDialog):
    """Signals: ``given`` with the day or None, and whether it is for every kind of carriers."""

    given = Signal(object, bool)

    def __init__(self, due: date, *, several: bool, parent: QWidget | None = None) -> None:
        """``due``: the day to begin with."""
        super().__init__(parent)
        self.setObjectName("due")
        self.setWindowTitle(self.tr("Last day for returns"))
        self.day = QDateEdit(QDate(due.year, due.month, due.day))
        self.day.setObjectName("due_day")
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(self.windowTitle())
        self.everywhere = QCheckBox(self.tr("For every kind of carriers"))
        self.everywhere.setChecked(several)
        self.everywhere.setVisible(several)
        below = QHBoxLayout()
        below.addWidget(button(self.tr("No last day"), "due_none", lambda: self._give(None)))
        below.addStretch(1)
        set_button = button(self.tr("Set"), "due_set", lambda: self._give(_date(self.day.date())), primary=True)
        set_button.setDefault(True)
        below.addWidget(set_button)
        below.addWidget(button(self.tr("Cancel"), "due_cancel", self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(self.tr("A return that first comes later than this day is late."), "faint", wrap=True))
        column.addWidget(self.day)
        column.addWidget(self.everywhere)
        column.addLayout(below)

    def _give(self, day: date | None) -> None:
        self.given.emit(day, self.everywhere.isChecked())
        self.accept()


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def setting_due(title: str, kind: str, day: date | None, *, everywhere: bool) -> Edit:
    """For one kind of carriers, or for all of them."""
    before: list[dict[str, date | None]] = []

    def rounds(place: Workplace) -> tuple[str, ...]:
        return tuple(one.kind() for one in place.kinds) if everywhere else (place.opened(kind).kind(),)

    def write(place: Workplace, days: dict[str, date | None]) -> dict[str, date | None]:
        with place.store.writing():
            return {name: set_due(place.opened(name), one, actor=place.actor, now=place.now) for name, one in days.items()}

    def do(place: Workplace) -> None:
        before.append(write(place, dict.fromkeys(rounds(place), day)))

    def undo(place: Workplace) -> None:
        write(place, before[-1])
        before.pop()

    return Edit(title, do, undo, changes(Change.STATES))
