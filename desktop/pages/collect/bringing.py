"""Returned workbooks brought in: files, folders and ZIPs, and those of strangers once they are on the roster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.tasks import Asked
from scoring.services.changes import Change, Changes, changes
from scoring.services.importing import Batch, Came, enrol_and_import, import_batch

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

Bring = Callable[["Workplace", Asked], Batch]


class Bringing(QObject):
    """Signals: ``brought`` with the batch."""

    brought = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def bring_in(self, paths: list[Path]) -> None:
        """Each workbook to the kind whose form it shows."""
        if self._desk.read_only:
            self._desk.refuse("store.read_only", name=self._desk.path.name)
            return

        def bring(place: Workplace, asked: Asked) -> Batch:
            return import_batch(place.kinds, paths, actor=place.actor, now=place.now, progress=asked)

        self._bring(bring, Change.RETURNS)

    def enrol(self, strangers: tuple[Came, ...]) -> None:
        """Put them on the roster, and import again."""

        def bring(place: Workplace, asked: Asked) -> Batch:
            return enrol_and_import(place.kinds, strangers, actor=place.actor, now=place.now, progress=asked)

        self._bring(bring, Change.RETURNS, Change.ROSTER)

    def _bring(self, bring: Bring, *kinds: Change) -> None:
        also = (Change.VALUES, Change.FINDINGS, Change.STATES)

        def changed(batch: Batch) -> Changes:
            known = batch.carriers or (Change.ROSTER in kinds and not batch.stopped)
            return changes(*kinds, *also, carriers=batch.carriers) if known else changes()

        self._desk.write(self.tr("Bringing in returns"), bring, changed, self._over)

    def _over(self, batch: Batch) -> None:
        if batch.carriers:
            self._desk.history.forget()
        self.brought.emit(batch)
