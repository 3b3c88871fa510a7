"""What a measure gives on the present round while it is built: every carrier with numerator and denominator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.engine.members import BY_SIZE
from scoring.errors import Refusal, Said
from scoring.messages import tell

if TYPE_CHECKING:
    from desktop.tasks import Asked
    from scoring.services.building import CarrierValue, Document, MeasureValues, PlainMeasure
    from scoring.services.workplace import Workplace

PAUSE = 400
"""Milliseconds without another change before the round is measured again."""


class LiveValues(QWidget):
    """Reads the round on the reckoning thread, when nothing else is wanted there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: tuple[PlainMeasure, Document | None, str] | None = None
        self.summary = label("", "faint", wrap=True)
        self.summary.setObjectName("live_summary")
        self.told = label(wrap=True)
        self.told.setObjectName("live_told")
        self.model: RowsModel[CarrierValue] = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="live_values", label=self.tr("What it gives on this round"))
        self.table.chosen.connect(lambda one: self.told.setText(one.told if one is not None else ""))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)

    def _columns(self) -> tuple[Column[CarrierValue], ...]:
        return (
            Column(self.tr("Carrier"), lambda one: one.name, width=16, least=6),
            Column(
                self.tr("Value"),
                lambda one: one.value,
                key=lambda one: None if one.size is None else BY_SIZE(one.size),
                align=RIGHT,
            ),
            Column(self.tr("Above"), lambda one: one.upper, align=RIGHT),
            Column(self.tr("Below"), lambda one: one.lower, align=RIGHT),
            Column(self.tr("Why none"), lambda one: one.why, width=6, least=4),
        )

    def show_measure(self, plain: PlainMeasure, document: Document | None = None, key: str = "") -> None:
        """Measure the round by it after a pause. ``document`` has the sets and other measures, ``key`` is its key there."""
        self._wanted = (dict(plain), document, key)
        self._pause.start()

    def forget(self, why: str = "") -> None:
        """Nothing can be worked out, and ``why``."""
        self._wanted = None
        self._pause.stop()
        self._clear(why)

    def _ask(self) -> None:
        if self._wanted is None:
            return
        wanted, kind, language = self._wanted, self._desk.kind, self._desk.language

        def work(place: Workplace, asked: Asked) -> MeasureValues | Said:
            from scoring.services.building import measure_values

            plain, document, key = wanted
            try:
                return measure_values(place.opened(kind), plain, document, key=key, language=language, progress=asked)
            except Refusal as refusal:
                return refusal.said

        self._desk.reckon_idly(work, lambda found: self._heard(wanted, found), owner=self)

    def _heard(self, wanted: object, found: MeasureValues | Said) -> None:
        if wanted is not self._wanted:
            return
        if isinstance(found, Said):
            self._clear(tell(found, self._desk.language))
            return
        self.model.show(found.rows)
        self.table.fit()
        parts = [self.tr("With a result: {0}").format(found.with_result)]
        if found.middle:
            parts.append(self.tr("lowest {0}, middle {1}, highest {2}").format(found.lowest, found.middle, found.highest))
        if found.without_return:
            parts.append(self.tr("without a return: {0}").format(found.without_return))
        self.summary.setText(self.tr("; ").join(parts))
        self.told.setText("")

    def _clear(self, why: str) -> None:
        self.model.show(())
        self.summary.setText(why)
        self.told.setText("")
