"""Pictures of returns, read in the guarded child on the reading thread; those last looked at are kept."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.tasks import Asked
from scoring.services.pictures import Picture, WorkbookReader, read_picture
from scoring.services.workplace import Workplace

KEPT = 6


class Pictures(QObject):
    """Signals: ``came`` with the Picture that was wanted last."""

    came = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: OrderedDict[str, Picture] = OrderedDict()
        self._asked: Asked | None = None

    def want(self, kind: str, uscc: str, return_id: str) -> None:
        """``came`` follows, at once where the picture is known."""
        if self._asked is not None:
            self._asked.cancel()
        if return_id in self._known:
            self._known.move_to_end(return_id)
            self.came.emit(self._known[return_id])
            return
        language = self._desk.language

        def work(place: Workplace, asked: Asked) -> Picture | None:
            asked.step(0, 1)
            with WorkbookReader() as reader:
                return read_picture(place.opened(kind), uscc, reader, language)

        self._asked = self._desk.read(work, self._keep, owner=self)

    def _keep(self, picture: Picture | None) -> None:
        if picture is None:
            return
        self._known[picture.return_id] = picture
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self.came.emit(picture)
