"""What the preview shows: a report that went out as it went out, any other made for looking at, and not kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.pages.publish.preview import Preview
from desktop.pages.publish.versions import words_of
from desktop.tasks import Asked
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services.previewing import Size, page_sizes
from scoring.services.publishing import Issued, Leaf, Run, Version, content, leaf

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the preview is to show."""

    uscc: str
    carrier: str
    version: Version
    language: str
    issued: Issued | None = None


class Looking(QObject):
    """``wanted``: the last that was asked for; an answer to anything before it is not shown."""

    def __init__(self, desk: Desk, preview: Preview, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._preview = desk, preview
        self._asked: Asked | None = None
        self.wanted: Wanted | None = None

    def look(self, wanted: Wanted | None, run: Run | None) -> None:
        """Show it as soon as it is made."""
        kind = self._desk.kind
        if self._asked is not None:
            self._asked.cancel()
        self.wanted = wanted
        if wanted is None or run is None:
            self._preview.tell(self.tr("Choose a carrier to see its report."))
            return
        self._preview.wait(wanted.carrier, (kind, self._desk.year, wanted))

        def work(place: Workplace, asked: Asked) -> tuple[Leaf, tuple[Size, ...]]:
            asked.step(0, 1)
            opened = place.opened(kind)
            if wanted.issued is not None:
                found = Leaf(content(opened, wanted.issued.paper), wanted.issued.paper)
            else:
                found = leaf(opened, run, wanted.uscc, wanted.version, wanted.language)
            return found, page_sizes(found.pdf)

        self._asked = self._desk.read(work, lambda answer: self._show(wanted, *answer), self._failed, owner=self)

    def _show(self, wanted: Wanted, found: Leaf, sizes: tuple[Size, ...]) -> None:
        if wanted is not self.wanted:
            return
        words = words_of(wanted.version, wanted.language)
        state = self.tr("not issued yet") if found.paper is None else self.tr("issued by {0}").format(found.paper.issued_by)
        self._preview.show_paper(found.pdf, sizes, wanted.carrier, f"{words}　{state}")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self._preview.tell(tell(error.said, self._desk.language))
        else:
            self._desk.failed(error)
