"""What the page says of a cause, of a carrier's state and of points, in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QObject

from scoring.findings import Level
from scoring.messages import say, tell
from scoring.services.status import CarrierState, CarrierStatus
from scoring.services.verifying import CauseState, Points, ShownCause

CARRIER_ICONS = {
    CarrierState.DUE: ("due", "faint"),
    CarrierState.RECEIVED: ("received", "accent"),
    CarrierState.RETURNED: ("returned", "warning"),
    CarrierState.ACCEPTED: ("good", "good"),
}


class CauseWords(QObject):
    """Made once for a page."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self._states = {
            CauseState.OPEN: self.tr("open"),
            CauseState.EXPLAINED: self.tr("explained"),
            CauseState.SETTLED: self.tr("settled"),
        }

    def level(self, level: Level) -> str:
        return say(f"levels.{level.value}", {}, self.language)

    def state(self, state: CauseState) -> str:
        return self._states[state]

    def carrier_state(self, state: CarrierState) -> str:
        return say(f"cli.state.{state.value}", {}, self.language)

    def places(self, count: int) -> str:
        return self.tr("places: {0}").format(count)

    def left(self, status: CarrierStatus) -> str:
        """A carrier's state, and what is open on its return."""
        parts = [self.carrier_state(status.state)]
        if status.tally.errors:
            parts.append(self.tr("errors: {0}").format(status.tally.errors))
        if status.tally.bare:
            parts.append(self.tr("warnings: {0}").format(status.tally.bare))
        return "　".join(parts)

    def facts(self, cause: ShownCause) -> str:
        """The second line: state, how many places, at how many carriers, what is at stake, why it may stand."""
        parts = [self.state(cause.state)]
        if len(cause.carriers) > 1:
            parts.append(self.tr("carriers: {0}").format(len(cause.carriers)))
        if len(cause.findings) > 1:
            parts.append(self.tr("findings: {0}").format(len(cause.findings)))
        parts.append(self.places(len(cause.places)))
        if cause.state is not CauseState.SETTLED:
            parts.append(tell(cause.stake.said, self.language))
        said = next((one.explanation for one in cause.findings if one.explanation), "")
        if said:
            parts.append(self.tr("{0}: {1}").format(cause.explained_by, said))
        return "　".join(parts)

    def grade(self, points: Points) -> str:
        """优良; a stroke where there is none."""
        return points.grade[self.language == "en"] or "—"

    def points(self, points: Points) -> str:
        """82.40 优良; a stroke where there are none."""
        if not points.total:
            return "—"
        return f"{points.total}　{points.grade[self.language == 'en']}".strip("　")
