"""The columns of 收表."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon

from desktop.models.rows import RIGHT, Column
from desktop.theme import icon
from desktop.widgets.states import ORDER, state_icon, state_width, state_word, width_of
from scoring.services.collecting import Collected
from scoring.services.status import CarrierState
from scoring.services.tallies import Tally

UNCOUNTED = "…"


class Columns(QObject):
    """Made once for a table; a ``QObject`` for its words only."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def all(self) -> tuple[Column[Collected], ...]:
        return (
            Column(
                self.tr("Carrier"),
                lambda one: one.name,
                key=lambda one: one.order,
                width=14,
                least=12,
                bold=lambda one: one.late > 0,
                hint=lambda one: f"{one.name}\n{one.uscc}",
            ),
            Column(
                self.tr("State"),
                self._state,
                key=lambda one: ORDER.index(one.state),
                width=max(state_width(self._language), width_of(self._entering(word) for word in self._words())),
                icon=lambda one: state_icon(one.state),
                hint=lambda one: one.reason or state_word(one.state, self._language),
            ),
            Column(self.tr("Late"), self._late, key=lambda one: one.late or None, width=3, icon=_late_icon),
            Column(self.tr("Received"), lambda one: one.received, key=lambda one: one.received or None, width=8),
            Column(self.tr("Version"), self._version, key=lambda one: one.version or None, align=RIGHT, width=3),
            self._count(self.tr("Errors"), "errors"),
            self._count(self.tr("Unexplained"), "bare", self.tr("Warnings without an explanation")),
            self._count(self.tr("Amended"), "amended", self.tr("Cells whose verified value is another than the declared one")),
            self._count(self.tr("Struck"), "struck", self.tr("Firms that are not counted")),
            Column(self.tr("File"), lambda one: one.document, key=lambda one: one.document or None, width=6, least=6),
        )

    def _state(self, one: Collected) -> str:
        word = state_word(one.state, self._language)
        return self._entering(word) if one.is_being_entered else word

    def _entering(self, word: str) -> str:
        return self.tr("{0}, being entered").format(word)

    def _words(self) -> tuple[str, ...]:
        """Of the states a return is begun on screen in, as a rule."""
        return tuple(state_word(state, self._language) for state in (CarrierState.DUE, CarrierState.RECEIVED))

    def _late(self, one: Collected) -> str:
        return self.tr("{0} d").format(one.late) if one.late else ""

    def _version(self, one: Collected) -> str:
        return self.tr("No. {0}").format(one.version) if one.version else ""

    def _count(self, title: str, name: str, hint: str = "") -> Column[Collected]:
        def figure(tally: Tally | None) -> int | None:
            return None if tally is None else int(getattr(tally, name))

        def text(one: Collected) -> str:
            found = figure(one.tally)
            if found is None:
                return UNCOUNTED
            return str(found) if one.return_id else ""

        return Column(
            title,
            text,
            key=lambda one: figure(one.tally) if one.return_id else None,
            align=RIGHT,
            width=3,
            hint=lambda _: hint or title,
        )


def _late_icon(one: Collected) -> QIcon | None:
    return icon("warning", "error") if one.late else None
