"""One carrier's score as it is asked for: its tree, an indicator's trace, the peers, the year before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.desk import Desk
from desktop.pages.score.carrier_view import CarrierView
from desktop.pages.score.reckonings import Reckonings
from desktop.tasks import Asked
from scoring.services.carrier_scores import CarrierShown, PeersShown, carrier_shown, indicator_shown, peers_shown
from scoring.services.explaining import IndicatorExplanation
from scoring.services.lines import SealedLines
from scoring.services.why import Why, robustness_shown, why_shown
from scoring.services.years import YearShown, year_before

if TYPE_CHECKING:
    from desktop.bench import Stepped
    from scoring.services.workplace import Workplace


class OneCarrier:
    """``uscc``: the carrier that is shown, empty for none; an answer about another is not shown."""

    def __init__(self, desk: Desk, view: Callable[[], CarrierView], reckonings: Reckonings) -> None:
        self._desk, self._made, self._reckonings = desk, view, reckonings
        self.uscc = ""
        self._testing: Asked | None = None

    @property
    def _view(self) -> CarrierView:
        return self._made()

    def ask(
        self, sealed: SealedLines | None, came: Callable[[], None], progressed: Stepped, otherwise: Callable[[], None]
    ) -> None:
        """Its score, beside the sealed one where there is one."""
        kind, language, uscc = self._desk.kind, self._desk.language, self.uscc
        line = next((one for one in sealed.lines if one.uscc == uscc), None) if sealed else None

        def work(place: Workplace, asked: Asked) -> CarrierShown:
            return carrier_shown(place.scores(place.opened(kind), asked), uscc, language, line)

        def show(shown: CarrierShown) -> None:
            came()
            if shown.row.uscc == self.uscc:
                self._view.show_carrier(shown)

        self._reckonings.ask(work, show, progressed, otherwise)

    def ask_indicator(self, code: str) -> None:
        kind, language, uscc = self._desk.kind, self._desk.language, self.uscc

        def work(place: Workplace, asked: Asked) -> IndicatorExplanation:
            return indicator_shown(place.scores(place.opened(kind), asked), uscc, code, language)

        self._reckonings.ask(work, self._view.show_indicator)

    def ask_peers(self) -> None:
        kind, language, uscc = self._desk.kind, self._desk.language, self.uscc

        def work(place: Workplace, asked: Asked) -> PeersShown:
            return peers_shown(place.scores(place.opened(kind), asked), uscc, language)

        def show(shown: PeersShown) -> None:
            if uscc == self.uscc:
                self._view.peers.show_peers(shown.words, shown.rows)

        self._reckonings.ask(work, show)

    def ask_past(self) -> None:
        kind, language, uscc = self._desk.kind, self._desk.language, self.uscc

        def work(place: Workplace, asked: Asked) -> YearShown:
            opened = place.opened(kind)
            return year_before(opened, place.scores(opened, asked).scored(uscc), language)

        def show(shown: YearShown) -> None:
            if uscc == self.uscc:
                self._view.past.show_past(shown)

        self._reckonings.ask(work, show)

    def ask_why(self) -> None:
        """Strengths and next steps, with the robustness that is known."""
        kind, language, uscc = self._desk.kind, self._desk.language, self.uscc
        self.stop_robustness()

        def work(place: Workplace, asked: Asked) -> Why:
            return why_shown(place.scores(place.opened(kind), asked), uscc, language)

        self._reckonings.ask(work, lambda why: self._show_why(uscc, why), otherwise=self._rest)

    def ask_robustness(self) -> None:
        """The same after all draws; it may be stopped."""
        kind, language, uscc = self._desk.kind, self._desk.language, self.uscc

        def work(place: Workplace, asked: Asked) -> Why:
            return robustness_shown(place.scores(place.opened(kind), asked), uscc, language, asked)

        def step(done: int, total: int, _: str) -> None:
            if self._testing is not None:
                self._view.next.compute(done, total)

        self._view.next.compute()
        self._testing = self._reckonings.ask(work, lambda why: self._show_why(uscc, why), step, self._rest)

    def stop_robustness(self) -> None:
        """What is being worked out is left."""
        if self._testing is not None:
            self._testing.cancel()
            self._rest()

    def _show_why(self, uscc: str, why: Why) -> None:
        self._testing = None
        if uscc == self.uscc:
            self._view.next.show_why(why)

    def _rest(self) -> None:
        self._testing = None
        self._view.next.at_rest()
