"""What the page 定级审定 is made of: its lines in words, and the view of them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.errors import Said
from scoring.services.announcing import Announcing
from scoring.services.deciding import OpenMatters
from scoring.services.holidays import EnteredYear
from scoring.services.replied import Offered
from scoring.services.windows import WindowNow


@dataclass(frozen=True, slots=True)
class CarrierLine:
    """A carrier of the result. ``marks`` are what must be known of it, in words; ``waits`` the number of its unconfirmed override."""

    uscc: str
    name: str
    points: str
    rank: int | None
    computed: str
    grade: str
    grade_zh: str
    marks: tuple[str, ...]
    waits: str = ""
    proposed_by: str = ""
    proposed: str = ""
    """From which grade to which."""
    is_open: bool = False
    proposals: tuple[str, ...] = ()
    """What the rules over several years (优胜劣汰) propose, or cannot tell; people decide."""

    @property
    def changed(self) -> bool:
        return self.computed != self.grade


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One rule asked about one carrier. ``answer``: none, found, or empty as long as the department owes it."""

    inquiry: str
    department: str
    asked: str
    rule: str
    rule_label: str
    uscc: str
    carrier: str
    answer: str
    answer_words: str
    text: str
    replied: str
    by: str
    holds: bool | None = None
    """Of a rule that was found: whether it takes effect by the record as it is; None: unknown, or not asked."""
    offers: tuple[Offered, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """``state``: untold, retell, silent, confirmed or disputed. ``note``: of which earlier result it was told, and what changed."""

    uscc: str
    carrier: str
    grade: str
    told: str
    how: str
    state: str
    state_words: str
    note: str
    text: str
    answered: str


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection with what was found."""

    number: str
    day: str
    party: str
    who: str
    contact: str
    uscc: str
    about: str
    within: str
    asked: str
    verdict: str
    found: str
    change: str
    """From which total and grade to which; empty where nothing followed."""
    is_open: bool


@dataclass(frozen=True, slots=True)
class RectificationLine:
    """What a carrier has to put right."""

    number: str
    uscc: str
    carrier: str
    matters: str
    deadline: str
    state: str
    checks: str
    is_open: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act as it was registered; ``carriers`` it is about."""

    id: str
    number: str
    at: str
    actor: str
    kind: str
    sentence: str
    carriers: frozenset[str]
    stands: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class DecideView:
    """Everything the page shows. ``run`` is empty before there is a sealed result; ``others`` are the participants by name."""

    today: date
    run: str
    said: tuple[Said, ...]
    locked: Said | None
    lock_note: str
    open: OpenMatters
    grades: tuple[tuple[str, str], ...]
    """(Chinese word, as it is shown), the best first."""
    rules: tuple[tuple[str, str], ...]
    """(key, label) of what a department can be asked about."""
    participants: tuple[tuple[str, str], ...]
    """(统一社会信用代码, name)."""
    carriers: tuple[CarrierLine, ...]
    inquiries: tuple[tuple[str, str], ...]
    """(number, department and day) of every inquiry, the youngest first."""
    asked: tuple[AskedLine, ...]
    feedback: tuple[FeedbackLine, ...]
    objections: tuple[ObjectionLine, ...]
    overrides: tuple[tuple[str, str, str], ...]
    """(number, 统一社会信用代码, in words) of those that are confirmed, the youngest first."""
    rectifications: tuple[RectificationLine, ...]
    window: WindowNow | None
    announcing: Announcing
    years: tuple[EnteredYear, ...]
    acts: tuple[ActLine, ...]
    by_carrier: Mapping[str, tuple[ActLine, ...]]

    def about(self, uscc: str) -> tuple[ActLine, ...]:
        """The acts about a carrier, the oldest first."""
        return self.by_carrier.get(uscc, ())
