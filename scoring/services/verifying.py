"""What the page 核验 shows: carriers with what is open on them, and the findings of one, or of a whole kind, grouped by cause."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from scoring.definitions.canonical import canonical
from scoring.errors import Said
from scoring.findings import Finding, Level
from scoring.intake.checks import plan_checks
from scoring.messages import place_words, say
from scoring.places import Place
from scoring.progress import SILENT, Progress
from scoring.services.finding_keys import Spots
from scoring.services.form_names import in_both
from scoring.services.live import LiveScore, Scored
from scoring.services.mini_sheets import MiniSheet, mini_sheet
from scoring.services.rounds import OpenRound
from scoring.services.scoring import result_document
from scoring.services.stakes import NO_STAKE, Stake, Stakes
from scoring.services.standing import Judged, judged
from scoring.services.status import CarrierState, CarrierStatus, carrier_statuses
from scoring.services.striking import StrikePreview
from scoring.store import returns, runs
from scoring.store.returns import StoredReturn
from scoring.store.runs import Run


class CauseState(Enum):
    """未处理, 已说明, 已解决 (an amendment or a strike has settled it)."""

    OPEN = "open"
    EXPLAINED = "explained"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding of a carrier. ``number`` is its place among all of its return; ``about`` the firm, where it is one row's."""

    number: int
    carrier: str
    name: str
    places: tuple[Place, ...]
    about: str
    explanation: str = ""
    explained_by: str = ""


@dataclass(frozen=True, slots=True)
class ShownCause:
    """Findings that are put right together and stand alike. ``key`` stays the same while they are dealt with."""

    key: str
    level: Level
    state: CauseState
    said: Said
    findings: tuple[ShownFinding, ...]
    sample: MiniSheet | None
    stake: Stake
    order: int

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for finding in self.findings for place in finding.places)

    @property
    def carriers(self) -> tuple[str, ...]:
        """统一社会信用代码, each once."""
        return tuple(dict.fromkeys(one.carrier for one in self.findings))

    @property
    def explained_by(self) -> str:
        return "、".join(dict.fromkeys(one.explained_by for one in self.findings if one.explained_by))


@dataclass(frozen=True, slots=True)
class Points:
    """A result in words: 82.40 and the grade, both languages; empty where there is none."""

    total: str = ""
    grade: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class CarrierView:
    """One carrier's return: where it stands, its points now and in the sealed run (None: none sealed), its findings by cause.

    ``alike``: not the points only, every figure and what it rests on is as sealed.
    """

    status: CarrierStatus
    return_id: str
    live: Points
    sealed: Points | None
    alike: bool
    causes: tuple[ShownCause, ...]
    strikable: frozenset[str]
    """The tables whose rows may be struck (核减)."""


def with_returns(opened: OpenRound, only: frozenset[str] = frozenset(), progress: Progress = SILENT) -> tuple[CarrierStatus, ...]:
    """Every carrier that has handed in, or those of these 统一社会信用代码."""
    return tuple(one for one in carrier_statuses(opened, progress, only) if one.state is not CarrierState.DUE)


def carrier_view(opened: OpenRound, uscc: str, board: LiveScore, language: str = "zh") -> CarrierView | None:
    """None where the carrier is not on the list or has not handed in."""
    current = returns.current_of(opened.store, opened.round.id, uscc)
    if current is None:
        return None
    found = judged(opened, current.carrier)
    [status] = carrier_statuses(opened, only=frozenset({uscc}))
    live = board.of(current.carrier.no)
    causes = causes_of(opened, current, found, Stakes(opened, board), language)
    strikable = frozenset(table.key for table in opened.form.form.tables if table.struck_by)
    sealed, alike = _sealed(opened, current, live)
    return CarrierView(status, current.id, live_points(live), sealed, alike, causes, strikable)


def causes_of(
    opened: OpenRound, current: StoredReturn, found: Judged, stakes: Stakes | None, language: str = "zh", *, samples: bool = True
) -> tuple[ShownCause, ...]:
    """In the order of the form: errors and warnings as they were found, those that are dealt with in their places."""
    grouping = _Grouping(opened, current, stakes, language, samples=samples)
    for one in found.standing:
        state = CauseState.EXPLAINED if one.explanation else CauseState.OPEN
        shown = grouping.shown(one.number, one.finding, one.explanation, one.explained_by)
        grouping.add(state, one.finding, shown)
    for number, finding in found.settled:
        grouping.add(CauseState.SETTLED, finding, grouping.shown(number, finding, "", ""))
    return tuple(sorted(grouping.causes(), key=lambda one: one.order))


def causes_of_all(
    opened: OpenRound, board: LiveScore, language: str = "zh", progress: Progress = SILENT
) -> tuple[ShownCause, ...]:
    """The findings of every carrier of the kind; one cause holds those of many carriers."""
    plan, stakes = plan_checks(opened.form, opened.parameters), Stakes(opened, board)
    everyone = returns.current(opened.store, opened.round.id)
    together: dict[str, list[ShownCause]] = {}
    for done, current in enumerate(everyone):
        progress.step(done, len(everyone), current.carrier.name)
        for cause in causes_of(opened, current, judged(opened, current.carrier, plan=plan), stakes, language):
            together.setdefault(cause.key, []).append(cause)
    progress.step(len(everyone), len(everyone))
    return tuple(_joined(one) for one in together.values())


def _joined(causes: Sequence[ShownCause]) -> ShownCause:
    """One cause of many carriers: the gravest stake speaks for all."""
    first = causes[0]
    count = first.said.facts.get("count")
    said = first.said
    if isinstance(count, int) and len(causes) > 1:
        said = replace(said, facts={**said.facts, "count": sum(_count(one.said) for one in causes)})
    return replace(
        first,
        said=said,
        findings=tuple(finding for cause in causes for finding in cause.findings),
        sample=None if len(causes) > 1 else first.sample,
        stake=max((cause.stake for cause in causes), key=lambda stake: stake.weight),
        order=min(cause.order for cause in causes),
    )


def _count(said: Said) -> int:
    count = said.facts.get("count")
    return count if isinstance(count, int) else 0


class _Grouping:
    """Findings of one return on their way into causes."""

    def __init__(self, opened: OpenRound, current: StoredReturn, stakes: Stakes | None, language: str, *, samples: bool) -> None:
        self._opened, self._current, self._stakes, self._language = opened, current, stakes, language
        self._samples = samples
        self._form = opened.form.form
        self._body = returns.content(opened.store, current.id)
        self._spots = Spots(self._form, self._body)
        self._groups: dict[str, list[tuple[CauseState, Finding, ShownFinding]]] = {}

    def shown(self, number: int, finding: Finding, explanation: str, by: str) -> ShownFinding:
        carrier = self._current.carrier
        about = str(finding.facts.get("name", "")) if "check" in finding.facts else ""
        return ShownFinding(number, carrier.uscc, carrier.name, finding.places, about, explanation, by)

    def add(self, state: CauseState, finding: Finding, shown: ShownFinding) -> None:
        self._groups.setdefault(f"{self._about(finding)}|{state.value}", []).append((state, finding, shown))

    def _about(self, finding: Finding) -> str:
        """A check is one cause; anything else is of its fields."""
        if "check" in finding.facts:
            return f"{finding.code}|{finding.facts['check']}"
        fields = sorted({(spot.table, spot.field) for spot in map(self._spots.spot, finding.places)})
        return f"{finding.code}|{fields}"

    def causes(self) -> Iterator[ShownCause]:
        for key, group in self._groups.items():
            state, first, shown = group[0]
            said = Said("form.check" if "rule" in first.facts else first.code, in_both(self._form, first.facts))
            found = tuple(one for _, _, one in group)
            yield ShownCause(
                key=key,
                level=first.level,
                state=state,
                said=said,
                findings=found,
                sample=self._sample(found),
                stake=self._stake(state, first),
                order=shown.number,
            )

    def _stake(self, state: CauseState, finding: Finding) -> Stake:
        if self._stakes is None or state is CauseState.SETTLED:
            return NO_STAKE
        return self._stakes.of(self._current.carrier, finding, self._spots)

    def _sample(self, found: Iterable[ShownFinding]) -> MiniSheet | None:
        if not self._samples:
            return None
        places = (place for one in found for place in one.places)
        return mini_sheet(self._form, self._body, self._spots, places, self._language)


# Points -------------------------------------------------------------------------------------------------------------------


def live_points(scored: Scored | None) -> Points:
    """Without a return, or where it does not take part in scoring, there are none."""
    if scored is None or not scored.score.scored:
        return Points()
    level = scored.grade.level.name if scored.grade else None
    return Points(str(scored.score.total), (level.zh, level["en"]) if level else ("", ""))


def result_words(points: Points) -> Said:
    """82.40 分，优良."""
    if not points.total:
        return Said("verify.result_none")
    zh, en = points.grade
    facts = {"total": points.total, "grade": {"zh": zh, "en": en}}
    return Said("verify.result" if zh else "verify.result_points", facts)


def strike_words(came: StrikePreview) -> Said:
    """已核减某某：82.40 分，优良 → 81.90 分，优良."""
    facts = {"firm": came.firm.name, "before": result_words(live_points(came.now)), "after": result_words(live_points(came.then))}
    return Said("verify.counted_again" if came.struck else "verify.struck", facts)


def _sealed(opened: OpenRound, current: StoredReturn, live: Scored | None) -> tuple[Points | None, bool]:
    """As the youngest sealed run has it, and whether that is still what it would be, as staleness is told."""
    known = runs.of_round(opened.store, opened.round.id)
    if not known:
        return None, False
    results = json.loads(runs.results(opened.store, known[-1].id))
    own = next((one for one in results if one["carrier"] == current.carrier.uscc), None)
    if own is None:
        return Points(), False
    same = live is not None and canonical(own) == canonical(result_document(live))
    alike = same and _rests_on(opened, known[-1], current)
    if not own["scored"]:
        return Points(), alike
    levels = {level.name.zh: level.name["en"] for level in opened.rubric.rubric.grades}
    grade = own["grade"] or ""
    return Points(own["total"], (grade, levels.get(grade, grade))), alike


def _rests_on(opened: OpenRound, run: Run, current: StoredReturn) -> bool:
    """Whether the run has this very return, and the rubric of now."""
    receipt = json.loads(run.receipt)
    own = {"carrier": current.carrier.uscc, "return": current.id}
    return receipt["rubric"] == opened.round.rubric and own in receipt["returns"]


def to_correct(causes: Iterable[ShownCause]) -> tuple[ShownCause, ...]:
    """What a carrier is asked to put right: the errors that stand, then the warnings nobody has explained."""
    standing = [one for one in causes if one.state is CauseState.OPEN]
    return tuple(sorted(standing, key=lambda one: one.level is Level.WARNING))


def near(places: Iterable[Place]) -> tuple[Place, ...]:
    """Without the document, where it is known which it is; only those in a sheet."""
    return tuple(replace(place, document="") for place in places if place.sheet)


def correction_words(causes: Iterable[ShownCause], language: str = "zh") -> str:
    """What is to be corrected as a letter says it: one line a cause with its cells."""
    lines = []
    for number, cause in enumerate(causes, start=1):
        places = near(cause.places)
        facts = {"number": number, "sentence": cause.said, "places": place_words(places, language, most=3)}
        lines.append(say("verify.to_correct" if places else "verify.to_correct_nowhere", facts, language))
    return "\n".join(lines)
