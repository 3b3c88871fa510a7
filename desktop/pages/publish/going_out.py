"""Reports on their way out: saved singly or in batch, saved again from the log, and printed."""

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
from scoring.messages import tell
from scoring.services.changes import Change, Changes, changes
from scoring.services.naming import Existing, existing
from scoring.services.publishing import (
    Issued,
    Order,
    Paper,
    Run,
    Saved,
    Stack,
    Version,
    again_name,
    again_told,
    content,
    issue_reports,
    orders,
    save_again,
    save_reports,
)

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

PURPOSE = "reports"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reports of a run, in which versions and language, and how their files are named."""

    run: Run
    only: tuple[str, ...]
    versions: tuple[Version, ...]
    language: str
    pattern: str


class GoingOut(QObject):
    """``asking`` tells who asks the person. ``printing``: what is on its way to a printer. Signals: ``changed`` when that is another."""

    changed = Signal()

    def __init__(self, desk: Desk, asking: Callable[[], Asking], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._asking = desk, asking
        self.printing: PrintRun | None = None

    def _order(self, choice: Choice, then: Callable[[tuple[Order, ...]], None]) -> None:
        """What is wanted, with names, checked before anybody is asked anything."""
        kind = self._desk.kind

        def work(place: Workplace, _: Asked) -> tuple[Order, ...]:
            return orders(
                place.opened(kind),
                choice.run,
                only=choice.only,
                versions=choice.versions,
                language=choice.language,
                pattern=choice.pattern,
            )

        self._desk.read(work, then, owner=self)

    # --- saving

    def save(self, choice: Choice) -> None:
        """One under a name of the person's own, several into a folder."""
        self._order(choice, partial(self._where_to, choice.run))

    def _where_to(self, run: Run, wanted: tuple[Order, ...]) -> None:
        last = self._desk.settings.folder(PURPOSE)
        if len(wanted) == 1:
            path = self._asking().file(last, wanted[0].name)
            if path is not None:
                self._save(run, path.parent, (replace(wanted[0], name=path.name),), Existing.OVERWRITE)
            return
        folder = self._asking().folder(last)
        if folder is None:
            return
        names = tuple(order.name for order in wanted)
        self._desk.read(lambda *_: existing(folder, names), lambda there: self._over(run, folder, wanted, there), owner=self)

    def _over(self, run: Run, folder: Path, wanted: tuple[Order, ...], there: tuple[str, ...]) -> None:
        answer = self._asking().existing(there) if there else Existing.OVERWRITE
        if answer is not None:
            self._save(run, folder, wanted, answer)

    def _save(self, run: Run, folder: Path, wanted: tuple[Order, ...], over: Existing) -> None:
        kind = self._desk.kind
        self._desk.settings.put_folder(PURPOSE, folder)

        def work(place: Workplace, asked: Asked) -> Saved:
            opened = place.opened(kind)
            return save_reports(opened, run, folder, wanted, existing=over, actor=place.actor, now=place.now, progress=asked)

        self._desk.write(self.tr("Saving reports"), work, _papers(wanted), lambda saved: self._saved(folder, saved))

    def _saved(self, folder: Path, saved: Saved) -> None:
        said = saved.told(folder)
        if saved.failed:
            self._desk.refused.emit(said)
        else:
            self._desk.said.emit(tell(said, self._desk.language))

    def save_again(self, one: Issued | None) -> None:
        """The bytes of a paper as they went out, from the log."""
        if one is None:
            return
        kind = self._desk.kind
        path = self._asking().file(self._desk.settings.folder(PURPOSE), again_name(one))
        if path is None:
            return
        self._desk.settings.put_folder(PURPOSE, path.parent)
        self._desk.read(
            lambda place, _: save_again(place.opened(kind), one.paper, path),
            lambda _: self._desk.said.emit(tell(again_told(path), self._desk.language)),
            owner=self,
        )

    # --- printing

    def print(self, choice: Choice) -> None:
        """Through the system's dialog."""
        self._order(choice, partial(self._on_which, choice.run))

    def _on_which(self, run: Run, wanted: tuple[Order, ...]) -> None:
        title = wanted[0].name.removesuffix(".pdf") if len(wanted) == 1 else self.tr("Reports")
        printer = self._asking().printer(title, one=len(wanted) == 1)
        kind = self._desk.kind
        if printer is None:
            return

        def work(place: Workplace, asked: Asked) -> Stack:
            return issue_reports(place.opened(kind), run, wanted, actor=place.actor, now=place.now, progress=asked)

        def issued(stack: Stack) -> None:
            if stack.said is not None:
                self._desk.refused.emit(stack.said)
                return
            papers = [partial(_content, kind, paper) for paper in stack.papers]
            self.printing = PrintRun(self._desk, papers, printer, self.tr("Printing reports"), self)
            self.printing.done.connect(lambda _: self._desk.said.emit(tell(stack.told, self._desk.language)))
            self.printing.ended.connect(self._printed)
            self.changed.emit()
            self.printing.start()

        self._desk.write(self.tr("Making reports for the printer"), work, _papers(wanted), issued)

    def _printed(self) -> None:
        self.printing = None
        self.changed.emit()


def _papers(wanted: tuple[Order, ...]) -> Changes:
    return changes(Change.PAPERS, carriers=tuple(order.uscc for order in wanted))


def _content(kind: str, paper: Paper, place: Workplace) -> bytes:
    return content(place.opened(kind), paper)
