"""Papers of the round on their way out: saved singly or in batch, for editing, printed, and a template saved to be adapted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.pages.publish.asking import Asking
from desktop.pages.publish.printing import PrintRun
from desktop.tasks import Asked
from scoring.errors import Said
from scoring.messages import sentence, tell
from scoring.services.changes import Change, Changes, changes
from scoring.services.document_desk import keep_template
from scoring.services.document_issue import (
    PaperKind,
    PaperOrder,
    PaperPress,
    SavedPapers,
    issue_papers,
    paper_orders,
    save_papers,
)
from scoring.services.documents import Format
from scoring.services.publishing import Paper, Run, content

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

PURPOSE = "papers"


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """Which papers of a run: of one kind, to whom (empty: the round's own paper), language and format."""

    run: Run
    kind: PaperKind
    only: tuple[str, ...]
    language: str
    format: Format


class PapersOut(QObject):
    """``asking`` tells who asks the person. ``printing``: what is on its way to a printer. Signals: ``changed`` when that is another."""

    changed = Signal()

    def __init__(self, desk: Desk, asking: Callable[[], Asking], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._asking = desk, asking
        self.printing: PrintRun | None = None

    def save(self, choice: PaperChoice) -> None:
        """One under a name of the person's own, several into a folder."""
        self._order(choice, partial(self._where_to, choice))

    def print(self, choice: PaperChoice) -> None:
        """Through the system's dialog."""
        self._order(choice, partial(self._on_which, choice))

    def keep_template(self, kind: PaperKind, name: str) -> None:
        """The wording in use, as a file."""
        path = self._asking().file(self._desk.settings.folder(PURPOSE), name, "TOML (*.toml)")
        if path is None:
            return
        of = self._desk.kind
        self._desk.settings.put_folder(PURPOSE, path.parent)
        self._desk.read(
            lambda place, _: keep_template(place.opened(of), kind, path),
            lambda _: self._desk.said.emit(tell(Said("cli.template_saved", {"name": path.name}), self._desk.language)),
            owner=self,
        )

    def _order(self, choice: PaperChoice, then: Callable[[tuple[PaperOrder, ...]], None]) -> None:
        of = self._desk.kind

        language = self._desk.language

        def work(place: Workplace, _: Asked) -> tuple[tuple[PaperOrder, ...], tuple[str, ...]]:
            opened, run, kind = place.opened(of), choice.run, choice.kind
            wanted = paper_orders(opened, run, kind, only=choice.only, language=choice.language, format_=choice.format)
            with PaperPress(opened, run, kind, choice.language, choice.format) as press:
                return wanted, tuple(sentence(one, language) for one in press.cautions())

        def ordered(found: tuple[tuple[PaperOrder, ...], tuple[str, ...]]) -> None:
            wanted, cautions = found
            if not cautions or self._asking().knowing(cautions):
                then(wanted)

        self._desk.read(work, ordered, owner=self)

    # --- saving

    def _where_to(self, choice: PaperChoice, wanted: tuple[PaperOrder, ...]) -> None:
        last = self._desk.settings.folder(PURPOSE)
        if len(wanted) == 1:
            kinds = "Word (*.docx)" if choice.format is Format.DOCX else "PDF (*.pdf)"
            path = self._asking().file(last, wanted[0].name, kinds)
            if path is not None:
                self._save(choice, path.parent, (replace(wanted[0], name=path.name),))
            return
        folder = self._asking().folder(last)
        if folder is not None:
            self._save(choice, folder, wanted)

    def _save(self, choice: PaperChoice, folder: Path, wanted: tuple[PaperOrder, ...]) -> None:
        of = self._desk.kind
        self._desk.settings.put_folder(PURPOSE, folder)

        def work(place: Workplace, asked: Asked) -> SavedPapers:
            opened = place.opened(of)
            with PaperPress(opened, choice.run, choice.kind, choice.language, choice.format) as press:
                return save_papers(opened, choice.run, press, folder, wanted, actor=place.actor, now=place.now, progress=asked)

        self._desk.write(self.tr("Saving papers"), work, _changed(wanted), lambda done: self._saved(folder, done))

    def _saved(self, folder: Path, done: SavedPapers) -> None:
        said = done.told(folder)
        if done.saved.failed:
            self._desk.refused.emit(said)
        else:
            self._desk.said.emit(tell(said, self._desk.language))

    # --- printing

    def _on_which(self, choice: PaperChoice, wanted: tuple[PaperOrder, ...]) -> None:
        title = wanted[0].name.removesuffix(".pdf") if len(wanted) == 1 else self.tr("Papers")
        printer = self._asking().printer(title, one=len(wanted) == 1)
        of = self._desk.kind
        if printer is None:
            return

        def work(place: Workplace, asked: Asked) -> tuple[Paper, ...]:
            opened = place.opened(of)
            with PaperPress(opened, choice.run, choice.kind, choice.language) as press:
                issued = issue_papers(opened, choice.run, press, wanted, actor=place.actor, now=place.now, progress=asked)
                return tuple(paper for _, paper, _ in issued)

        def issued(papers: tuple[Paper, ...]) -> None:
            fetched = [partial(_content, of, paper) for paper in papers]
            self.printing = PrintRun(self._desk, fetched, printer, self.tr("Printing papers"), self)
            self.printing.done.connect(
                lambda _: self._desk.said.emit(tell(Said("publishing.issued", {"done": len(papers)}), self._desk.language))
            )
            self.printing.ended.connect(self._printed)
            self.changed.emit()
            self.printing.start()

        self._desk.write(self.tr("Making papers for the printer"), work, _changed(wanted), issued)

    def _printed(self) -> None:
        self.printing = None
        self.changed.emit()


def _changed(wanted: tuple[PaperOrder, ...]) -> Changes:
    return changes(Change.PAPERS, carriers=tuple(order.uscc for order in wanted if order.uscc))


def _content(of: str, paper: Paper, place: Workplace) -> bytes:
    return content(place.opened(of), paper)
