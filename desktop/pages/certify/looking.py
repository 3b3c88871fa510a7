"""What the preview shows: a certificate as it was issued, one that is still to come, or the file that was verified."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.pages.publish.preview import Preview
from desktop.tasks import Asked
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services.certifying import Candidate, CertificateLine, Run, Terms, content_of, preview
from scoring.services.previewing import Size, page_sizes

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace


class Looking(QObject):
    """Shows what was asked for last; an answer to anything before it is not shown."""

    def __init__(self, desk: Desk, preview_: Preview, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._preview = desk, preview_
        self._wanted: object = None
        self._nothing()

    def at_line(self, one: CertificateLine | None, language: str) -> None:
        """A certificate of the register, in this language if it was printed in it."""
        if one is None:
            self._nothing()
            return
        kind = self._desk.kind
        spoken = language if language in one.certificate.papers else next(iter(one.certificate.papers))
        state = f"{one.facts.carrier}　{one.state_words(self._desk.language)}"
        self.at_paper(one.number, state, lambda place: content_of(place.opened(kind), one.certificate, spoken), spoken)

    def at_carrier(self, row: Candidate | None, run: Run, terms: Terms, language: str) -> None:
        """Its certificate, or what it would be."""
        if row is None:
            self._nothing()
            return
        kind, uscc = self._desk.kind, row.uscc
        state = self.tr("issued: {0}").format(row.certificate.number) if row.certificate else self.tr("as it would be issued")
        paper = (uscc, run.id, terms, language)
        self.at_paper(row.name, state, lambda place: preview(place.opened(kind), run, uscc, terms, language, place.now), paper)

    def at_paper(self, title: str, state: str, make: Callable[[Workplace], bytes], paper: Hashable) -> None:
        """Any paper, made on the reading thread; ``paper`` tells it from others of the same title."""
        self._wanted = wanted = object()
        self._preview.wait(title, (title, paper))

        def work(place: Workplace, _: Asked) -> tuple[bytes, tuple[Size, ...]]:
            pdf = make(place)
            return pdf, page_sizes(pdf)

        def shown(answer: tuple[bytes, tuple[Size, ...]]) -> None:
            if self._wanted is wanted:
                self._preview.show_paper(*answer, title, state)

        def failed(error: BaseException) -> None:
            if not isinstance(error, Refusal):
                self._desk.failed(error)
            elif self._wanted is wanted:
                self._preview.tell(tell(error.said, self._desk.language))

        self._desk.read(work, shown, failed, owner=self)

    def _nothing(self) -> None:
        self._wanted = None
        self._preview.tell(self.tr("Choose a carrier to see its certificate."))
