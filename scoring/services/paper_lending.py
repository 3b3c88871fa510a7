"""What the round's own decisions lend to a paper's words: the window of publication, matters to put right, the resolution.

A word the district has written goes before what is lent, except the window: objections are judged by the one that was set, and a
list that said another would be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.definitions.documents import DocumentKind
from scoring.services.rectifying import Rectification, rectifications
from scoring.services.resolving import resolutions
from scoring.services.rounds import OpenRound
from scoring.services.windows import window_now
from scoring.store.runs import Run

WINDOW = ("first_day", "days")
"""Words that the window of publication settles."""


@dataclass(frozen=True, slots=True)
class Lent:
    """``words`` as they would be typed (days as 2026-03-05); ``last_day`` of the window, ``counted`` the one today's table of holidays
    gives, ``weekends_only`` the years that have no table; ``resolved`` facts of the resolution on the run.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    last_day: str = ""
    counted: str = ""
    weekends_only: tuple[int, ...] = ()
    resolved: Mapping[str, str] = field(default_factory=dict)


def lent(opened: OpenRound, kind: DocumentKind, uscc: str = "", run: Run | None = None) -> Lent:
    """For a kind of paper, and for a carrier where it goes to one."""
    words: dict[str, str] = {}
    now = window_now(opened)
    window = now.window if now else None
    if window is not None:
        words |= {"first_day": window.first.isoformat(), "days": str(window.working_days)}
    order = ordered(opened).get(uscc) if uscc and kind is DocumentKind.RECTIFICATION else None
    if order is not None:
        words |= {"matters": "\n".join(order.matters), "deadline": order.deadline}
    passed = next((one for one in reversed(resolutions(opened)) if run is not None and one.run_id == run.id), None)
    resolved = {"resolved_by": passed.body, "resolved_on": passed.day, "minutes": passed.document} if passed else {}
    return Lent(
        words=words,
        last_day=window.last.isoformat() if window else "",
        counted=now.last.isoformat() if now else "",
        weekends_only=now.weekends_only if now else (),
        resolved=resolved,
    )


def ordered(opened: OpenRound) -> dict[str, Rectification]:
    """统一社会信用代码 → the youngest rectification that is still open."""
    return {one.uscc: one for one in rectifications(opened) if one.open}
