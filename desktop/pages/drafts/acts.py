"""What is done with a draft as a whole: begun as a copy, adopted, saved as a file, dropped; each but the file can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk
from desktop.history import Edit
from desktop.pages.drafts.adopting import AdoptDraftDialog
from desktop.pages.drafts.beginning import BeginDialog
from desktop.pages.drafts.edits import DRAFTS
from desktop.tasks import Asked
from scoring.messages import tell
from scoring.services.changes import Change, changes
from scoring.services.definition_files import save_document
from scoring.services.draft_adopting import Adopted, adopt_draft, withdraw_adoption
from scoring.services.draft_desk import DraftDesk
from scoring.services.drafts import DefinitionChoice, DraftHead, Kind, begin_draft, drop_draft, open_draft, take_up_draft
from scoring.services.workplace import Workplace


class DraftActs(QObject):
    """Signals: ``begun`` with the id of a new draft; ``asks`` with a dialog that is about to open."""

    begun = Signal(str)
    asks = Signal(object)

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner

    def begin(self, kind: Kind = Kind.RUBRIC) -> None:
        """Ask which version to copy."""
        dialog = BeginDialog(self._desk, kind, self._owner)
        dialog.wanted.connect(self._begin)
        self.asks.emit(dialog)

    def _begin(self, choice: DefinitionChoice) -> None:
        kind = self._desk.kind
        made: list[str] = []

        def do(place: Workplace) -> None:
            if made:
                take_up_draft(place.store, made[0], actor=place.actor, now=place.now)
            else:
                made.append(begin_draft(place.opened(kind), choice, actor=place.actor, now=place.now).id)

        def undo(place: Workplace) -> None:
            drop_draft(place.store, made[0], actor=place.actor, now=place.now)

        self._desk.do(Edit(self.tr("the new draft"), do, undo, DRAFTS), lambda _: self.begun.emit(made[0]))

    def ask_adoption(self, shown: DraftDesk) -> None:
        """Ask for name, version and day."""
        head = shown.head
        dialog = AdoptDraftDialog(head, shown.warnings, self._owner)
        dialog.wanted.connect(lambda title, version, day: self._adopt(head, title, version, day))
        self.asks.emit(dialog)

    def _adopt(self, head: DraftHead, title: str, version: str, day: date) -> None:
        """A rubric or a form that the round goes by can be taken back; conditions and policies count from then on, as on their pages."""
        kind, draft = self._desk.kind, head.id
        adopted: list[Adopted] = []

        def do(place: Workplace) -> None:
            opened = place.opened(kind)
            found = adopt_draft(opened, draft, title=title, version=version, day=day, actor=place.actor, now=place.now)
            adopted[:] = [found]

        def undo(place: Workplace) -> None:
            withdraw_adoption(place.opened(kind), draft, adopted[0], actor=place.actor, now=place.now)

        def done(_: object) -> None:
            words = (tell(one, self._desk.language) for one in (adopted[0].words, adopted[0].effect))
            self._desk.said.emit("".join(words))

        def for_good(_: object) -> None:
            self._desk.history.forget()
            done(None)

        name, both = self.tr("the adoption of a draft"), changes(Change.DRAFTS, Change.DEFINITIONS)
        if head.kind in (Kind.RUBRIC, Kind.FORM):
            self._desk.do(Edit(name, do, undo, both), done)
        else:
            self._desk.write(name, lambda place, _: do(place), both, for_good)

    def save_as(self, draft: str, path: Path) -> None:
        """The draft as a TOML file, whatever is still wrong in it."""
        kind = self._desk.kind

        def work(place: Workplace, _: Asked) -> None:
            one = open_draft(place.opened(kind), draft)
            save_document(path, one.sort, one.document)

        said = self.tr("Written: {0}").format(path.name)
        self._desk.read(work, lambda _: self._desk.said.emit(said), owner=self)

    def ask_file(self, shown: DraftDesk) -> None:
        """Ask where to write it."""
        head, folder = shown.head, self._desk.settings.folder("rubric")
        start = str(Path(folder) / f"{head.key.replace('-', '_')}_{head.version}.toml")
        name, _ = QFileDialog.getSaveFileName(self._owner, self.tr("Save the draft"), start, self.tr("Definitions (*.toml)"))
        if name:
            self._desk.settings.put_folder("rubric", Path(name).parent)
            self.save_as(head.id, Path(name))

    def drop(self, draft: str) -> None:
        """Put the draft away; undo brings it back."""

        def do(place: Workplace) -> None:
            drop_draft(place.store, draft, actor=place.actor, now=place.now)

        def undo(place: Workplace) -> None:
            take_up_draft(place.store, draft, actor=place.actor, now=place.now)

        self._desk.do(Edit(self.tr("dropping a draft"), do, undo, DRAFTS))
