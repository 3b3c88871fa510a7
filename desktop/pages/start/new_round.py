"""The dialog for a new round. What is refused is said in it, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.pages.start.rubric_choice import RubricPicker
from desktop.pages.start.years import year_box
from desktop.settings import Settings
from desktop.tasks import Tasks, while_there
from desktop.widgets.notice import Notice
from desktop.widgets.text import label
from scoring.errors import Refusal
from scoring.messages import tell

if TYPE_CHECKING:
    from scoring.services.starting import NewRound, RubricChoice

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', ""))


class NewRoundDialog(QDialog):
    """Signals: ``made`` with the workspace, ``broke`` with an exception that is a bug."""

    made = Signal(object)
    broke = Signal(object)

    def __init__(self, settings: Settings, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_round")
        self.setWindowTitle(self.tr("New round"))
        self._settings, self._tasks = settings, tasks
        self._data_year_follows = self._place_follows = True
        self.notice = Notice()
        self.district = self._line("district", settings.text("district"), self.tr("such as 示例区科学技术委员会"))
        self.assessment_year, self.data_year = year_box("assessment_year"), year_box("data_year")
        self.rubric = RubricPicker(settings)
        self.kind = self._line("kind", "", "")
        self.actor = self._line("actor", settings.actor, "")
        self.place = self._line("place", "", "")
        self.browse = QPushButton(self.tr("Choose…"))
        self.browse.setObjectName("browse")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self.buttons.addButton(self.tr("Make the round"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setObjectName("make")
        self.make.setProperty("primary", True)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self.browse.setAutoDefault(False)
        self.make.setDefault(True)  # once it stands in the dialog, or Enter does nothing
        self._connect()
        self.assessment_year.setValue(date.today().year)  # noqa: DTZ011 - the person's own calendar
        self._suggest_place()
        self.make.setEnabled(False)
        self._tasks.start(lambda _: _choices(), done=while_there(self, self._know), failed=while_there(self, self._failed))

    def asked(self) -> NewRound:
        """What stands in the dialog, as the verb wants it."""
        from scoring.services.starting import NewRound

        place = Path(self.place.text().strip()).expanduser()
        return NewRound(
            place=place if place.suffix == ".fuping" else place.with_name(f"{place.name}.fuping"),
            district=self.district.text(),
            assessment_year=self.assessment_year.value(),
            data_year=self.data_year.value(),
            rubric=self.rubric.rubric or Path(),
            kind=self.kind.text(),
        )

    # --- operations

    def _know(self, choices: tuple[RubricChoice, ...]) -> None:
        self.rubric.show_choices(choices)
        self.make.setEnabled(True)

    def _make(self) -> None:
        from scoring.services.starting import start_round

        if self.actor.text().strip():
            self._settings.actor = self.actor.text()
        wanted, actor = self.asked(), self._settings.actor
        self._enable(False)
        self._tasks.start(
            lambda _: start_round(wanted, actor=actor, now=datetime.now(UTC)),
            done=while_there(self, self._made),
            failed=while_there(self, self._failed),
        )

    def _made(self, path: Path) -> None:
        self._settings.put("district", self.district.text().strip())
        self._settings.put_folder("workspace", path.parent)
        self.accept()
        self.made.emit(path)

    def _failed(self, error: BaseException) -> None:
        self._enable(True)
        if isinstance(error, Refusal):
            self.notice.tell(tell(error.said, self._settings.language))
        else:
            self.broke.emit(error)

    def _enable(self, free: bool) -> None:
        self.make.setEnabled(free)
        self.make.setText(self.tr("Make the round") if free else self.tr("Making…"))

    # --- what follows what

    def _connect(self) -> None:
        self.buttons.accepted.connect(self._make)
        self.buttons.rejected.connect(self.reject)
        self.browse.clicked.connect(self._browse)
        self.district.textChanged.connect(self._suggest_place)
        self.assessment_year.valueChanged.connect(self._suggest_years)
        self.data_year.editingFinished.connect(self._own_data_year)
        self.place.textEdited.connect(self._own_place)
        self.rubric.chosen.connect(self.kind.setPlaceholderText)

    def _suggest_years(self, year: int) -> None:
        if self._data_year_follows:
            self.data_year.setValue(year - 1)
        self._suggest_place()

    def _own_data_year(self) -> None:
        self._data_year_follows = self.data_year.value() == self.assessment_year.value() - 1

    def _own_place(self) -> None:
        self._place_follows = False

    def _suggest_place(self) -> None:
        if self._place_follows:
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            folder = Path(self._settings.folder("workspace") or documents)
            district = self.district.text().strip().translate(FORBIDDEN)
            name = " ".join(part for part in (district, str(self.assessment_year.value())) if part)
            self.place.setText(str(folder / f"{name}.fuping"))

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where the workspace is kept"), self.place.text(), self.tr("Workspaces (*.fuping)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self._place_follows = False
            self.place.setText(name)

    # --- looks

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        years = QHBoxLayout()
        years.setSpacing(10)
        data_year = label(self.tr("on the data of"))
        for one in (self.assessment_year, data_year, self.data_year):
            years.addWidget(one)
        years.addStretch(1)
        place = QHBoxLayout()
        place.setSpacing(10)
        place.addWidget(self.place, 1)
        place.addWidget(self.browse)
        for text, field, buddy in (
            (self.tr("&District commission"), self.district, self.district),
            (self.tr("Assessment &year"), years, self.assessment_year),
            (self.tr("&Rubric"), self.rubric, self.rubric.box),
            (self.tr("&Kind of carriers"), self.kind, self.kind),
            (self.tr("Your &name"), self.actor, self.actor),
            (self.tr("Workspace &file"), place, self.place),
        ):
            heading = label(text)
            heading.setBuddy(buddy)
            form.addRow(heading, field)
        self.kind.setToolTip(self.tr("What you call these carriers; without a word of yours, the title of their form"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.notice)
        column.addLayout(form)
        column.addWidget(
            label(
                self.tr("All of the round is kept in this one file. Other kinds of carriers can be added later."),
                "faint",
                wrap=True,
            )
        )
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.resize(620, 0)

    def _line(self, name: str, text: str, hint: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setObjectName(name)
        made.setPlaceholderText(hint)
        return made


def _choices() -> tuple[RubricChoice, ...]:
    from scoring.services.starting import rubric_choices

    return rubric_choices()
