"""One more kind of carriers in the open workspace, of the same year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.history import Edit
from desktop.pages.start.rubric_choice import RubricPicker
from desktop.tasks import Tasks, while_there
from desktop.widgets.notice import Notice
from desktop.widgets.text import label
from scoring.errors import Said
from scoring.messages import tell
from scoring.services.changes import Change, changes

if TYPE_CHECKING:
    from pathlib import Path

    from scoring.services.starting import RubricChoice
    from scoring.services.workplace import Workplace


class KindDialog(QDialog):
    """A refusal stays in the dialog; once the kind is there, the window looks at it."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("add_kind")
        self.setWindowTitle(self.tr("Add a kind of carriers"))
        self._desk = desk
        self.notice = Notice()
        self.rubric = RubricPicker(desk.settings)
        self.name = QLineEdit()
        self.name.setObjectName("kind")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = self.buttons.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setObjectName("add")
        self.add.setProperty("primary", True)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self.buttons.accepted.connect(self._add)
        self.buttons.rejected.connect(self.reject)
        self.rubric.chosen.connect(self.name.setPlaceholderText)
        desk.refused.connect(self._refused)
        tasks.start(lambda _: _choices(), done=while_there(self, self.rubric.show_choices), failed=desk.failed)

    def _add(self) -> None:
        rubric, name, language = self.rubric.rubric, self.name.text(), self._desk.language
        if rubric is None:
            return

        made: list[str] = []

        def do(place: Workplace) -> str:
            return _add_kind(place, rubric, name, language, made)

        def undo(place: Workplace) -> None:
            _take_back(place, made[-1])

        self.add.setEnabled(False)
        edit = Edit(self.tr("Add a kind of carriers"), do, undo, changes(Change.DEFINITIONS), kind=self._desk.kind)
        self._desk.do(edit, while_there(self, self._added))

    def _added(self, kind: object) -> None:
        self.accept()
        self._desk.look_at(str(kind))

    def _refused(self, said: Said) -> None:
        if self.isVisible():
            self.add.setEnabled(True)
            self.notice.tell(tell(said, self._desk.language))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field, buddy in (
            (self.tr("&Rubric"), self.rubric, self.rubric.box),
            (self.tr("&Kind of carriers"), self.name, self.name),
        ):
            heading = label(text)
            heading.setBuddy(buddy)
            form.addRow(heading, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.notice)
        said = self.tr("Assessed in the same year, with a form, a roster and ranks of its own.")
        column.addWidget(label(said, "faint", wrap=True))
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.resize(560, 0)


def _add_kind(place: Workplace, rubric: Path, name: str, language: str, made: list[str]) -> str:
    """On the writing thread; answers what the kind is shown as, and appends the id of its round to ``made``."""
    from scoring.services.choosing import chosen
    from scoring.services.kinds import add_kind

    begun = add_kind(place.store, chosen(rubric), name=name, assessment_year=place.year, actor=place.actor, now=place.now)
    made.append(begun.round.id)
    place.heard(changes(Change.DEFINITIONS))
    return begun.kind(language)


def _take_back(place: Workplace, made: str) -> None:
    """On the writing thread. Raises Refusal where something has come in already."""
    from scoring.services.next_year import take_back

    take_back(place.store, [made], actor=place.actor, now=place.now)
    place.heard(changes(Change.DEFINITIONS))


def _choices() -> tuple[RubricChoice, ...]:
    from scoring.services.starting import rubric_choices

    return rubric_choices()
