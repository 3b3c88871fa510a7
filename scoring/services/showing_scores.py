"""The ranking as the window shows it: rows with words and keys to sort by, what the grades are, where the cuts lie in the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.grading import GradeLevel, better_by_points
from scoring.definitions.rubric import Combine, Role, RoundingMode, Rubric
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.grade import Step, distance, next_by_points
from scoring.engine.grade_words import step_label
from scoring.engine.members import Members
from scoring.engine.wording import plain, signed
from scoring.messages import say
from scoring.services.border import reasons
from scoring.services.days import CHINA
from scoring.services.lines import WHOLE, Line, base_tops, tops
from scoring.services.receipts import receipt_number
from scoring.services.rounds import OpenRound
from scoring.services.scoring import scored_by
from scoring.store import runs
from scoring.store.runs import Run

WATCHED, UNSCORED, UNGRADED = "watched", "unscored", "ungraded"
STATES = {WATCHED: "scores.watched", UNSCORED: "scores.unscored", UNGRADED: "scores.ungraded"}
"""What a carrier without a grade is, and the word for it."""
LOWERED = (Step.VETO.value, Step.LIMIT.value, Step.MINIMUM.value, Step.QUOTA.value, Step.TIE.value)


@dataclass(frozen=True, slots=True)
class Heading:
    """A branch or indicator at the head of a column. ``maximum`` as printed; a deduction's points stand with their minus."""

    code: str
    title: str
    maximum: str
    role: Role


@dataclass(frozen=True, slots=True)
class Group:
    """A grade, or a state of carriers without one; ``level`` counts the grades from 0, the best, and is -1 for a state."""

    key: str
    label: str
    level: int
    count: int


@dataclass(frozen=True, slots=True)
class RankRow:
    """One carrier. Texts as shown; keys are for sorting only, None without a figure.

    ``tops`` and ``cells`` stand as ``Ranking.tops`` and ``Ranking.indicators``; ``shares`` are ten-thousandths of the maximum,
    None where there is none; ``unknown`` are the places of provisional cells. ``x`` and ``y`` are the shares of the first two dimensions.
    """

    uscc: str
    name: str
    rank: int | None
    total: str
    total_key: Decimal | None
    tops: tuple[str, ...]
    top_keys: tuple[Decimal | None, ...]
    group: str
    level: int
    grade: str
    next: str
    next_key: Decimal | None
    change: str
    change_key: Decimal | None
    cells: tuple[str, ...]
    maxima: tuple[str, ...]
    shares: tuple[int | None, ...]
    unknown: tuple[int, ...]
    x: int | None
    y: int | None
    place: str = ""
    """The rank as shown, with that in the group where quotas have groups."""
    close: str = ""
    """Why it is on the border list, a line for each reason; empty where it is not."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A grade's bound in the picture: the line on which the first two dimensions come to it without bonus and deductions."""

    words: str
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody of a live score or a run, the best rank first. ``year`` of the assessment; ``medians``: of x and y, None without carriers. ``rubric`` with its status."""

    year: int
    rubric: str
    tops: tuple[Heading, ...]
    indicators: tuple[Heading, ...]
    axes: tuple[Heading, ...]
    groups: tuple[Group, ...]
    rows: tuple[RankRow, ...]
    cuts: tuple[Cut, ...]
    medians: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class RunWords:
    """A run to choose: its id and in words when it was sealed, by whom, with which receipt."""

    id: str
    words: str


def known_runs(opened: OpenRound, language: str) -> tuple[RunWords, ...]:
    """The youngest first."""
    return tuple(
        RunWords(run.id, run_words(opened, run, language)) for run in reversed(runs.of_round(opened.store, opened.round.id))
    )


def run_words(opened: OpenRound, run: Run, language: str) -> str:
    """2026-04-01 17:00 封存，王评审（2026-1A2B-3C4D）"""
    at = run.sealed_at.astimezone(CHINA)
    facts = {
        "day": f"{at:%Y-%m-%d}",
        "time": f"{at:%H:%M}",
        "actor": run.sealed_by,
        "receipt": receipt_number(run.receipt_hash, opened.round.assessment_year),
    }
    return say("scores.run", facts, language)


def ranking(opened: OpenRound, lines: Sequence[Line], language: str, sealed: Mapping[str, Line] | None = None) -> Ranking:
    """``opened`` has the rubric of the lines; ``sealed`` are the lines of the run they are held against, by 统一社会信用代码."""
    rubric = opened.rubric.rubric
    told = _Told(opened, language, sealed)
    ordered = sorted(lines, key=lambda one: (not one.rank, one.rank, -one.total, one.uscc))
    rows = tuple(map(told.row, ordered))
    by = scored_by(opened, language)
    return Ranking(
        year=opened.round.assessment_year,
        rubric=_rubric_words(by["title"], by["status"], language),
        tops=tuple(told.branch(place) for place in tops(rubric)),
        indicators=tuple(_indicator(rubric, code.code, language) for code in rubric.indicators),
        axes=tuple(told.branch(place) for place in base_tops(rubric)[:2]),
        groups=tuple(told.groups(rows)),
        rows=rows,
        cuts=tuple(_cuts(rubric, language)),
        medians=_medians(rows),
    )


def _rubric_words(title: str, status: str, language: str) -> str:
    """Title and status; once where the title has the status already."""
    return title if status in title else say("services.rubric.title", {"title": title, "status": status}, language)


def _indicator(rubric: Rubric, code: str, language: str) -> Heading:
    one = rubric.indicator(code)
    role = rubric.role(one)
    return Heading(code, one.title[language], signed(plain(one.maximum), role), role)


class _Told:
    def __init__(self, opened: OpenRound, language: str, sealed: Mapping[str, Line] | None) -> None:
        self._opened, self._language, self._sealed = opened, language, sealed
        self._rubric = opened.rubric.rubric
        self._levels = {level.name.zh: place for place, level in enumerate(self._rubric.grades)}
        self._tops, self._axes = tops(self._rubric), base_tops(self._rubric)[:2]
        self._roles = [self._rubric.role(one) for one in self._rubric.indicators]
        self._states = {key: say(code, {}, language) for key, code in STATES.items()}
        self._none = len(self._levels)

    def branch(self, place: int) -> Heading:
        one = self._rubric.branches[place]
        whole = sum((leaf.maximum for leaf in self._rubric.under(one.code)), Decimal(0))
        most = min(whole, one.cap) if one.cap is not None else whole
        return Heading(one.code, one.title[self._language], signed(plain(most), one.role), one.role)

    def row(self, one: Line) -> RankRow:
        group = one.grade or _state(one)
        counted = one.scored
        points = [one.branches[place] if counted else None for place in self._tops]
        roles = [self._rubric.branches[place].role for place in self._tops]
        change, change_key = self._change(one)
        words, distance = self._next(one)
        x, y = self._spot(one)
        return RankRow(
            uscc=one.uscc,
            name=one.name,
            rank=one.rank or None,
            total=str(one.total) if counted else "—",
            total_key=one.total if counted else None,
            tops=tuple(signed(_shown(each), role) for each, role in zip(points, roles, strict=True)),
            top_keys=tuple(points),
            group=group,
            level=self._levels.get(one.grade, self._none),
            grade=self._grade(one, group),
            next=words,
            next_key=distance,
            change=change,
            change_key=change_key,
            cells=tuple(signed(_shown(each), role) for each, role in zip(one.points, self._roles, strict=True)),
            maxima=one.maxima,
            shares=one.shares if counted else (None,) * len(one.shares),
            unknown=one.unknown,
            x=x,
            y=y,
            place=self._place(one),
            close="\n".join(reasons(self._opened, one.near, tied=one.border, language=self._language)),
        )

    def _place(self, one: Line) -> str:
        if not one.rank:
            return say("scores.exempt", {}, self._language) if one.exempt else "—"
        if one.group is None:
            return str(one.rank)
        facts = {"rank": one.rank, "within": one.group.rank}
        return say("scores.in_group", facts, self._language) if one.group.name else str(one.rank)

    def _spot(self, one: Line) -> tuple[int | None, int | None]:
        if not one.scored or len(self._axes) < 2:
            return None, None
        first, second = (one.branch_shares[place] for place in self._axes)
        return first, second

    def _grade(self, one: Line, group: str) -> str:
        if not one.grade:
            words = self._states[group]
        else:
            words = self._rubric.grades[self._levels[one.grade]].name[self._language]
        if one.border:
            words = say("scores.border", {"grade": words}, self._language)
        return say("scores.provisional", {"grade": words}, self._language) if one.scored and one.provisional else words

    def _next(self, one: Line) -> tuple[str, Decimal | None]:
        """How far to the next grade by points, or which step of the grade rule stands against points that reach it."""
        if not one.grade:
            return "", None
        if one.exempt:
            return say("scores.exempt_next", {"step": step_label(Step.LIFT, self._language)}, self._language), None
        step, _ = one.steps[-1]
        by_points = one.steps[0][1]
        if self._levels[by_points] < self._levels[one.grade] and step in LOWERED:
            grade = self._rubric.grades[self._levels[by_points]].name[self._language]
            return say("scores.held", {"grade": grade, "step": step_label(Step(step), self._language)}, self._language), None
        better, missing = self._way_on(one)
        if better is None or missing is None or self._levels[one.grade] <= self._levels[better.name.zh]:
            return (step_label(Step(step), self._language) if step == Step.LIFT.value else "—"), None
        facts = {"grade": better.name[self._language], "distance": str(missing)}
        words = say("scores.next", facts, self._language)
        close = any(near.missing and not near.places and near.grade == better.name.zh for near in one.near)
        return (say("scores.close", {"words": words}, self._language) if close else words), missing

    def _way_on(self, one: Line) -> tuple[GradeLevel | None, Decimal | None]:
        """The next grade by points; of who has one that they do not reach, the next beyond that."""
        at, levels, rubric = self._levels[one.grade], self._rubric.grades, self._opened.rubric
        if levels[at].at_least is not None:
            return next_by_points(rubric, one.ranking)
        better = better_by_points(levels, at)
        return (None, None) if better is None else (levels[better], distance(rubric, levels[better], one.ranking))

    def _change(self, one: Line) -> tuple[str, Decimal | None]:
        """Against the sealed run, in points."""
        if self._sealed is None:
            return "", None
        before = self._sealed.get(one.uscc)
        if before is None:
            return say("scores.new", {}, self._language), None
        if not (before.scored and one.scored):
            return ("—" if before.scored == one.scored else say("scores.new", {}, self._language)), None
        return change_words(one.total, before.total)

    def groups(self, rows: Sequence[RankRow]) -> Iterator[Group]:
        """Every grade, also without carriers, then the states somebody is in."""
        counts: dict[str, int] = {}
        for row in rows:
            counts[row.group] = counts.get(row.group, 0) + 1
        for place, level in enumerate(self._rubric.grades):
            yield Group(level.name.zh, level.name[self._language], place, counts.get(level.name.zh, 0))
        yield from (Group(key, words, -1, counts[key]) for key, words in self._states.items() if key in counts)


def _state(one: Line) -> str:
    if not one.scored:
        return UNSCORED
    return WATCHED if one.watched else UNGRADED


def _shown(points: Decimal | None) -> str:
    return "—" if points is None else str(points)


def change_words(now: Decimal, then: Decimal) -> tuple[str, Decimal]:
    """+1.20, −0.50 or 0.00, and the difference itself."""
    change = now - then
    return (f"+{change}" if change > 0 else f"−{-change}" if change < 0 else str(abs(change))), change


def _medians(rows: Sequence[RankRow]) -> tuple[int, int] | None:
    """Of those in the picture."""
    spots = [(row.x, row.y) for row in rows if row.x is not None and row.y is not None]
    if not spots:
        return None
    found = (Members([Ratio(one, 1) for one in side]).median for side in zip(*spots, strict=True))
    across, up = (int(rounded(one, 0, RoundingMode.HALF_AWAY)) for one in found)
    return across, up


def _cuts(rubric: Rubric, language: str) -> Iterator[Cut]:
    """Where the two dimensions are added up and nothing else is a base point: x · X + y · Y = bound, within the square."""
    base = [rubric.branches[place] for place in base_tops(rubric)]
    if len(base) != 2 or any(one.combine is not Combine.SUM or one.cap is not None for one in base):
        return
    wide, high = (from_decimal(sum((leaf.maximum for leaf in rubric.under(one.code)), Decimal(0))) for one in base)
    for level in rubric.grades[:-1]:
        if level.at_least is None:
            continue
        ends = _crossing(from_decimal(level.at_least), wide, high)
        if ends is not None:
            yield Cut(say("scores.cut", {"grade": level.name[language], "bound": plain(level.at_least)}, language), *ends)


def _crossing(bound: Ratio, wide: Ratio, high: Ratio) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The ends of the line x · wide + y · high = bound inside the square of shares; None where it misses it."""
    if bound.numerator <= 0 or bound.compare(wide.plus(high)) >= 0:
        return None
    left, right = bound.over(high), bound.less(wide).over(high)
    one = Ratio(1, 1)
    start = (Ratio(0, 1), left) if left.compare(one) <= 0 else (bound.less(high).over(wide), one)
    end = (one, right) if right.numerator >= 0 else (bound.over(wide), Ratio(0, 1))
    return _spot(start), _spot(end)


def _spot(spot: tuple[Ratio, Ratio]) -> tuple[int, int]:
    across, up = (int(rounded(one.times(Ratio(WHOLE, 1)), 0, RoundingMode.HALF_AWAY)) for one in spot)
    return across, up
