"""What a person may do on the page: each act asks what it needs on the reading thread, opens its dialog, and leaves the rest to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.pages.verify.amend_dialog import AmendDialog
from desktop.pages.verify.cause_words import CauseWords
from desktop.pages.verify.edits import Whose, acceptance, explanation, not_accepted, not_sent_back
from desktop.pages.verify.explain_dialog import ExplainDialog
from desktop.pages.verify.send_back_dialog import SendBackDialog
from desktop.pages.verify.strike_dialog import StrikeDialog
from desktop.tasks import Asked
from scoring.findings import Level
from scoring.messages import tell
from scoring.services.cell_values import cell_value
from scoring.services.pictures import FormCell
from scoring.services.status import CarrierState
from scoring.services.striking import firm_of, preview
from scoring.services.verifying import CarrierView, CauseState, ShownCause, correction_words, to_correct
from scoring.services.workplace import Workplace


class Acts(QObject):
    """Acts on ``whose`` with what the page has in view; the page tells both before every act."""

    def __init__(self, desk: Desk, words: CauseWords, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._words, self._page = desk, words, page
        self.whose = Whose("", "")

    # --- findings

    def explain(self, causes: tuple[ShownCause, ...]) -> None:
        """Warnings only: an error is put right or sent back, and the person is told so."""
        faulty = next((one for one in causes if one.level is not Level.WARNING), None)
        if faulty is not None:
            self._desk.refuse("services.only_warnings", number=faulty.findings[0].number)
            return
        findings = [one for cause in causes if cause.state is not CauseState.SETTLED for one in cause.findings]
        if findings:
            said = "\n".join(tell(cause.said, self._words.language) for cause in causes)
            ExplainDialog(self._desk, self.whose, said, findings, self._page).open()

    def withdraw(self, causes: tuple[ShownCause, ...]) -> None:
        numbers = [one.number for cause in causes if cause.state is CauseState.EXPLAINED for one in cause.findings]
        if numbers:
            title = self.tr("withdrawing explanations: {0}").format(len(numbers))
            self._desk.do(explanation(title, self.whose, numbers, ""))

    # --- values and firms

    def amend(self, cell: FormCell) -> None:
        whose, language = self.whose, self._words.language

        def work(place: Workplace, _: Asked) -> object:
            opened = whose.opened(place)
            return cell_value(opened, opened.carrier(whose.uscc), cell, language)

        self._ask(work, lambda value: AmendDialog(self._desk, whose, value, self._page).open())

    def strike(self, table: str, row: int) -> None:
        """With the points as they would be, before anybody decides."""
        whose = self.whose

        def work(place: Workplace, _: Asked) -> object:
            opened = whose.opened(place)
            carrier = opened.carrier(whose.uscc)
            return preview(opened, carrier, firm_of(opened, carrier, str(row), table), place.board(opened))

        self._ask(work, lambda came: StrikeDialog(self._desk, whose, came, self._words, self._page).open())

    # --- the return

    def accept(self, view: CarrierView) -> None:
        name = view.status.carrier.name
        if view.status.state is CarrierState.ACCEPTED:
            self._desk.do(not_accepted(self.tr("withdrawing the acceptance of {0}").format(name), self.whose))
        else:
            self._desk.do(acceptance(self.tr("accepting {0}").format(name), self.whose))

    def send_back(self, view: CarrierView) -> None:
        name = view.status.carrier.name
        if view.status.state is CarrierState.RETURNED:
            reason = view.status.handled.reason if view.status.handled else ""
            title = self.tr("cancelling the sending back of {0}").format(name)
            self._desk.do(not_sent_back(title, self.whose, reason))
        else:
            words = correction_words(to_correct(view.causes))
            SendBackDialog(self._desk, self.whose, name, words, self._page).open()

    def _ask(self, work: Callable[[Workplace, Asked], object], done: Callable[..., None]) -> None:
        self._desk.read(work, partial(self._answered, self.whose, done), owner=self)

    def _answered(self, whose: Whose, done: Callable[..., None], answer: object) -> None:
        """A person who has gone on to another carrier meanwhile does not want the dialog any more."""
        if whose == self.whose:
            done(answer)
