"""The round of the next year in the open workspace: what goes on from the last one, kind by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.history import Edit
from desktop.pages.start.rubric_choice import RubricPicker
from desktop.pages.start.years import YEARS, year_box
from desktop.settings import Settings
from desktop.tasks import Tasks, while_there
from desktop.widgets.notice import Notice
from desktop.widgets.text import label
from scoring.errors import Said
from scoring.messages import tell
from scoring.services.changes import Change, changes

if TYPE_CHECKING:
    from scoring.services.next_year import KindBefore, NextYear, RoundBefore, TakenOver
    from scoring.services.starting import RubricChoice
    from scoring.services.workplace import Workplace

SIZE = (620, 520)


class KindCard(QFrame):
    """One kind: whether it goes on, with which list and by which rubric."""

    def __init__(self, settings: Settings, before: KindBefore, year: int, choices: tuple[RubricChoice, ...]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.before = before
        self.goes_on = QCheckBox(before.name)
        self.goes_on.setObjectName("goes_on")
        self.goes_on.setChecked(True)
        self.roster = QCheckBox(self.tr("Take over the roster, carriers: {0}").format(before.carriers))
        self.roster.setObjectName("takes_roster")
        self.roster.setChecked(before.carriers > 0)
        self.roster.setEnabled(before.carriers > 0)
        self.rubric = RubricPicker(settings)
        self.rubric.show_choices(choices, before.rubric)
        said = (
            self.tr("Points and grades will be compared with those sealed for {0}.")
            if before.sealed
            else self.tr("Nothing is sealed for {0} yet: until that is done, there is nothing to compare with.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.goes_on)
        form = label(self.tr("Form: {0}").format(before.form), "faint", wrap=True)
        self._rest = (
            form,
            self.rubric,
            self.roster,
            label(said.format(year), "faint" if before.sealed else "warning", wrap=True),
        )
        for one in self._rest:
            column.addWidget(one)
        self.goes_on.toggled.connect(self._enable)

    def taken_over(self) -> TakenOver:
        from scoring.services.next_year import TakenOver

        return TakenOver(self.before.round_id, self.roster.isChecked(), self.rubric.rubric)

    def _enable(self, goes_on: bool) -> None:
        for one in self._rest:
            one.setEnabled(goes_on and (one is not self.roster or self.before.carriers > 0))


class NextRoundDialog(QDialog):
    """A refusal stays in the dialog; once the round is there, the window looks at it. It can be undone while it is empty."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next_round")
        self.setWindowTitle(self.tr("Next year's round"))
        self.resize(*SIZE)
        self._desk = desk
        self._data_year_follows = True
        self.cards: list[KindCard] = []
        self.notice = Notice()
        self.assessment_year, self.data_year = year_box("assessment_year"), year_box("data_year")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin = self.buttons.addButton(self.tr("Begin the round"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.begin.setObjectName("begin")
        self.begin.setProperty("primary", True)
        self.begin.setEnabled(False)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self.begin.setDefault(True)
        self.buttons.accepted.connect(self._begin)
        self.buttons.rejected.connect(self.reject)
        self.assessment_year.valueChanged.connect(self._suggest_data_year)
        self.data_year.editingFinished.connect(self._own_data_year)
        desk.refused.connect(self._refused)
        language = desk.language
        desk.read(lambda place, _: _before(place, language), self._show, owner=self)

    def wanted(self) -> NextYear:
        """What stands in the dialog, as the verb wants it."""
        from scoring.services.next_year import NextYear

        kinds = tuple(one.taken_over() for one in self.cards if one.goes_on.isChecked())
        return NextYear(self.assessment_year.value(), self.data_year.value(), kinds)

    def _show(self, found: tuple[RoundBefore, tuple[RubricChoice, ...]]) -> None:
        before, choices = found
        self.assessment_year.setRange(before.assessment_year + 1, YEARS[1])
        self._suggest_data_year(self.assessment_year.value())
        for one in before.kinds:
            card = KindCard(self._desk.settings, one, before.assessment_year, choices)
            self.cards.append(card)
            self._column.insertWidget(len(self.cards) - 1, card)
        self.begin.setEnabled(True)
        self.assessment_year.setFocus()

    def _begin(self) -> None:
        wanted = self.wanted()
        self.begin.setEnabled(False)
        title = self.tr("Begin the round of {0}").format(wanted.assessment_year)
        self._desk.do(beginning(title, wanted), while_there(self, lambda _: self._begun(wanted.assessment_year)))

    def _begun(self, year: int) -> None:
        desk = self._desk
        self.accept()
        desk.ask_years(lambda: desk.turn_to(year))

    def _refused(self, said: Said) -> None:
        if self.isVisible():
            self.begin.setEnabled(True)
            self.notice.tell(tell(said, self._desk.language))

    def _suggest_data_year(self, year: int) -> None:
        if self._data_year_follows:
            self.data_year.setValue(year - 1)

    def _own_data_year(self) -> None:
        self._data_year_follows = self.data_year.value() == self.assessment_year.value() - 1

    def _lay_out(self) -> None:
        years = QHBoxLayout()
        years.setSpacing(10)
        for one in (self.assessment_year, label(self.tr("by the data of the year")), self.data_year):
            years.addWidget(one)
        years.addStretch(1)
        form = QFormLayout()
        heading = label(self.tr("Assessment &year"))
        heading.setBuddy(self.assessment_year)
        form.addRow(heading, years)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.notice)
        column.addLayout(form)
        said = self.tr("In the same workspace file. Forms go on as they are; returns, marks and the last day begin anew.")
        column.addWidget(label(said, "faint", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(self.buttons)


def beginning(title: str, wanted: NextYear) -> Edit:
    """Begin the rounds of a year; undone while nothing has come in."""
    made: list[str] = []

    def do(place: Workplace) -> None:
        from scoring.services.next_year import begin_next

        begun = begin_next(place.store, wanted, actor=place.actor, now=place.now)
        made[:] = [one.round.id for one in begun]

    def undo(place: Workplace) -> None:
        from scoring.services.next_year import take_back

        take_back(place.store, made, actor=place.actor, now=place.now)

    return Edit(title, do, undo, changes(Change.DEFINITIONS, Change.ROSTER))


def _before(place: Workplace, language: str) -> tuple[RoundBefore, tuple[RubricChoice, ...]]:
    from scoring.services.next_year import round_before
    from scoring.services.starting import rubric_choices

    return round_before(place.store, language), rubric_choices()
