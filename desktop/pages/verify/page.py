"""核验: the findings of every return by cause, the workbook they stand in, and everything that may be done about them."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.pages.page import Page, Question
from desktop.pages.verify.acts import Acts
from desktop.pages.verify.carriers_panel import CarriersPanel
from desktop.pages.verify.cause_words import CauseWords
from desktop.pages.verify.causes_model import CarrierLeaf
from desktop.pages.verify.causes_panel import CausesPanel
from desktop.pages.verify.edits import Whose
from desktop.pages.verify.head import Head
from desktop.pages.verify.picture_panel import PicturePanel
from desktop.pages.verify.pictures import Pictures
from desktop.pages.verify.shown import Answer, Wanted, answered
from desktop.widgets.empty import Empty
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.places import Place
from scoring.services.changes import Change, Changes
from scoring.services.pictures import FormCell, Picture
from scoring.services.verifying import CarrierView, CauseState, ShownCause

STATE = "verify/splitter"


class VerifyPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "verify"
    shows_carrier: ClassVar[bool] = True
    shows = frozenset(
        {
            Change.ROSTER,
            Change.RETURNS,
            Change.VALUES,
            Change.FINDINGS,
            Change.STATES,
            Change.RUNS,
            Change.MARKS,
            Change.DEFINITIONS,
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.words = CauseWords(desk.language, self)
        self.head = Head(self.tr("Verification"), self.words)
        self.carriers = CarriersPanel(desk.settings, self.words)
        self.causes = CausesPanel(self.words)
        self.picture = PicturePanel()
        self.empty = Empty(
            "verify", self.tr("No return is in yet"), self.tr("Import the returned workbooks; what is wrong with them is shown here."),
            self.tr("To the returns"),
        )  # fmt: skip
        self.view: CarrierView | None = None
        self._pictures = Pictures(desk, self)
        self._acts = Acts(desk, self.words, self)
        self._round = (0, "")
        self._carrier = ""
        self._everybody = False
        self._stale: set[str] = set()
        self._stale_all = True
        self._target: object = None
        self._lay_out()
        desk.locked.connect(self._enable)
        self.carriers.chosen.connect(self.go_to_carrier)
        self.carriers.everybody.connect(self._look_at_all)
        self.causes.view.chosen.connect(self._chose)
        self.causes.view.went.connect(self._go)
        self.causes.acted.connect(self._act)
        self.picture.wanted.connect(self._amend)
        self._pictures.came.connect(self._show_picture)
        self.head.accept.clicked.connect(lambda: self._on_return(self._acts.accept))
        self.head.send_back.clicked.connect(lambda: self._on_return(self._acts.send_back))
        self.empty.wanted.connect(lambda: desk.visit("collect"))
        self._enable()

    # --- what is shown

    def question(self) -> Question:
        if self._round != (self.desk.year, self.desk.kind):  # nobody of the old round is looked at any more
            self._round, self._carrier, self._stale_all, self.view = (self.desk.year, self.desk.kind), "", True, None
        only = None if not self._stale and not self._stale_all else frozenset() if self._stale_all else frozenset(self._stale)
        wanted = Wanted(self.desk.kind, self.desk.language, self._carrier, self._everybody, only)
        return lambda place, asked: answered(place, asked, wanted)

    def show_answer(self, answer: Answer) -> None:
        wanted = answer.wanted
        self._carrier = answer.view.status.carrier.uscc if answer.view else wanted.carrier
        if wanted.only is not None:
            self.carriers.show_carriers(answer.carriers, whole=not wanted.only, current=self._carrier)
            self._stale_all = self._stale_all and bool(wanted.only)
            self._stale -= wanted.only or self._stale
        self.stack.setCurrentIndex(0 if self.carriers.known else 1)
        self.view = answer.view
        self._acts.whose = Whose(wanted.kind, self._carrier)
        self.picture.setVisible(not wanted.everybody)
        if wanted.everybody:
            self.head.show_nobody(self.tr("All carriers together"))
            self.causes.show_causes(answer.everybody, everybody=True)
        elif answer.view is None:
            self.head.show_nobody()
            self.causes.show_causes((), everybody=False)
        else:
            self._show_carrier(answer, answer.view)
        self._enable()
        self._arrived()

    def arrive(self, visit: Visit) -> None:
        """``target``: a Place, a number of a finding, or (table, row, field); gone to once everything is there."""
        self._target = visit.target
        if visit.carrier and (visit.carrier != self._carrier or self._everybody):
            self.go_to_carrier(visit.carrier)
        else:
            self._arrived()

    def go_to_carrier(self, uscc: str) -> None:
        """Another carrier, alone; nothing happens where it is looked at already."""
        if uscc == self._carrier and not self._everybody:
            return
        self._carrier, self._everybody = uscc, False
        self.carriers.all.setChecked(False)
        self.carriers.choose(uscc)
        self.ask_again()

    def _show_carrier(self, answer: Answer, view: CarrierView) -> None:
        self.head.show_carrier(view)
        self.causes.show_causes(view.causes, everybody=False)
        shown = self.picture.picture
        if shown is not None and shown.return_id == view.return_id:
            self.picture.lay_over(answer.overlay, _standing(view))
        else:
            self._overlay = answer.overlay
            self.picture.show_picture(None, answer.overlay, ())
            self._pictures.want(answer.wanted.kind, view.status.carrier.uscc, view.return_id)

    def _show_picture(self, picture: Picture) -> None:
        if self.view is None or picture.return_id != self.view.return_id:
            return
        self.picture.show_picture(picture, self._overlay, _standing(self.view))
        self._chose(self.causes.view.current())
        first = next(iter(_standing(self.view)), None)
        if self._target is not None:
            self._arrived()
        elif first is not None:
            self.picture.go(first)

    # --- where people are

    def _look_at_all(self, everybody: bool) -> None:
        if everybody != self._everybody:
            self._everybody = everybody
            self.ask_again()

    def _chose(self, cause: ShownCause | None) -> None:
        if not self._everybody:
            self.picture.mean(cause.places if cause else ())
        self._enable()

    def _go(self, where: Place | CarrierLeaf) -> None:
        if isinstance(where, CarrierLeaf):
            self._target = where.number
            self.go_to_carrier(where.uscc)
        elif self._everybody:
            cause = self.causes.view.current()
            if cause is not None:
                self._target = where
                self.go_to_carrier(cause.findings[0].carrier)
        else:
            self.picture.go(where)

    def _arrived(self) -> None:
        """Where a person was sent to, as soon as the carrier's workbook is in view."""
        target, view, shown = self._target, self.view, self.picture.picture
        if target is None or view is None or shown is None or shown.return_id != view.return_id:
            return
        self._target = None
        if isinstance(target, int):
            self._to_finding(view, target)
        elif isinstance(target, Place):
            self.picture.go(target)
        elif isinstance(target, tuple) and (at := shown.place_of(target)) is not None:
            self.picture.go(Place(shown.document, *at))

    def _to_finding(self, view: CarrierView, number: int) -> None:
        cause = next((one for one in view.causes if any(each.number == number for each in one.findings)), None)
        if cause is None:
            return
        if not self.causes.model.index_of(cause.key).isValid():
            self.causes.forget_filter()
        self.causes.view.go(self.causes.model.index_of(cause.key))
        finding = next(one for one in cause.findings if one.number == number)
        for place in finding.places[:1]:
            self.picture.go(place)

    # --- what may be done

    def _act(self, name: str) -> None:
        chosen = self.causes.view.selected()
        match name:
            case "explain":
                self._acts.explain(chosen)
            case "withdraw":
                self._acts.withdraw(chosen)
            case "amend":
                self._amend(self.picture.cell())
            case "strike":
                self._strike()

    def _amend(self, cell: FormCell | None) -> None:
        if self.desk.read_only:
            return
        if cell is None:
            self.picture.where.setText(self.tr("This cell holds no value of the form; choose one that does."))
            return
        self._acts.amend(cell)

    def _strike(self) -> None:
        cell = self.picture.row_cell()
        if cell is None or cell[0] not in (self.view.strikable if self.view else ()):
            self.picture.where.setText(self.tr("Choose a row of a firm in the workbook first."))
            return
        self._acts.strike(cell[0], cell[1])

    def _on_return(self, act: Any) -> None:
        if self.view is not None:
            act(self.view)

    def _enable(self, *_: object) -> None:
        """What cannot be done says why."""
        why = ""
        if self.desk.why_read_only is not None:
            why = tell(self.desk.why_read_only, self.desk.language)
        elif self.view is None:
            why = self.tr("Choose a carrier first.")
        chosen = self.causes.view.selected() if self.view else ()
        none = "" if chosen else self.tr("Choose a finding first.")
        explained = any(one.state is CauseState.EXPLAINED for one in chosen)
        unexplained = none or ("" if explained else self.tr("Nothing chosen is explained."))
        settled = all(one.state is CauseState.SETTLED for one in chosen)
        dealt = none or (self.tr("What is settled needs no explanation.") if settled else "")
        for button, reason in (
            (self.causes.acts["explain"], why or dealt),
            (self.causes.acts["withdraw"], why or unexplained),
            (self.causes.acts["amend"], why),
            (self.causes.acts["strike"], why),
            (self.head.accept, why),
            (self.head.send_back, why),
        ):
            _allow(button, reason)

    def _changed(self, changes: Changes) -> None:
        if changes.touch(self.shows):
            if changes.carriers:
                self._stale |= changes.carriers
            else:
                self._stale_all = True
        super()._changed(changes)

    # --- layout

    def _lay_out(self) -> None:
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(self.causes)
        self.right.addWidget(self.picture)
        self.right.setStretchFactor(0, 4)
        self.right.setStretchFactor(1, 5)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.addWidget(self.carriers)
        self.across.addWidget(self.right)
        self.across.setStretchFactor(0, 0)
        self.across.setStretchFactor(1, 1)
        self.across.setSizes([250, 800])
        for splitter, name in ((self.right, "right"), (self.across, "across")):
            splitter.setChildrenCollapsible(False)
            splitter.restoreState(self.desk.settings.state(f"{STATE}/{name}"))
        self.work = QWidget()
        inner = QVBoxLayout(self.work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.head)
        inner.addWidget(self.across, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.work)
        nothing = QWidget()
        above = QVBoxLayout(nothing)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(label(self.tr("Verification"), "title"))
        above.addWidget(self.empty, 1)
        self.stack.addWidget(nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def leave(self) -> None:
        for splitter, name in ((self.right, "right"), (self.across, "across")):
            self.desk.settings.put_state(f"{STATE}/{name}", splitter.saveState())


def _standing(view: CarrierView) -> tuple[Place, ...]:
    """The places of what still stands, marked in the picture."""
    return tuple(place for cause in view.causes if cause.state is not CauseState.SETTLED for place in cause.places)


def _allow(button: QPushButton, reason: str) -> None:
    button.setEnabled(not reason)
    button.setToolTip(reason or str(button.property("hint") or ""))
