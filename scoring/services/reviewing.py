"""Where the expert review stands (专家评审): of each carrier and item the marks, their mean as the rubric has it, how far apart they
are, and which are missing. 未评审 is not 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from scoring.definitions.rubric import RoundingMode
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.measure import MeasurePlan, plan_rubric, results
from scoring.progress import SILENT, Progress
from scoring.services.review_items import ReviewItem, review_items
from scoring.services.reviewers import panel
from scoring.services.rounds import OpenRound
from scoring.store import marks, recusals
from scoring.store.marks import Mark
from scoring.store.recusals import Recusal

LEAN_DECIMALS = 1
"""How far a reviewer leans is told in per cent with so many decimals."""


class MarkState(Enum):
    """计入, 已撤回, 回避不计."""

    COUNTS = "counts"
    WITHDRAWN = "withdrawn"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A reviewer's mark. ``far``: further from the mean of the others' marks than the spread that is looked at again.

    ``place`` is the cell of the marking sheet it came on, empty for one given on the screen.
    """

    reviewer: str
    value: Decimal | None
    comment: str
    state: MarkState
    far: bool
    actor: str
    at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A reviewer before one carrier and item: with a mark or without, and with the ``relation`` for which this one may not judge."""

    reviewer: str
    mark: GivenMark | None
    relation: str

    @property
    def value(self) -> Decimal | None:
        return self.mark.value if self.mark else None

    @property
    def comment(self) -> str:
        return self.mark.comment if self.mark else ""


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """One carrier and one item.

    ``mean`` is the measure's result as printed, None where there is none (未评审): fewer marks than ``least``. ``dropped``: one
    highest and one lowest are left out of it. ``spread`` is the highest less the lowest mark that counts (of two at least), ``wide`` that it is
    over the bound. ``missing`` are the reviewers who have yet to mark.
    """

    measure: str
    marks: tuple[GivenMark, ...]
    counted: int
    expected: int
    least: int
    mean: Decimal | None
    dropped: bool
    spread: Decimal | None
    wide: bool
    missing: tuple[str, ...]
    recused: tuple[tuple[str, str], ...]
    """Reviewer and relation."""

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Everybody who marked, is to mark, or may not."""
        given, relations = {one.reviewer: one for one in self.marks}, dict(self.recused)
        names = dict.fromkeys((*given, *self.missing, *relations))
        return tuple(Seat(name, given.get(name), relations.get(name, "")) for name in names)

    @property
    def lacking(self) -> int:
        """So many marks are still to come: from everybody on the panel, and never fewer than a result needs."""
        return max(len(self.missing), self.least - self.counted)


@dataclass(frozen=True, slots=True)
class ReviewedCarrier:
    """``cells`` in the order of the items."""

    name: str
    uscc: str
    cells: tuple[ReviewCell, ...]


@dataclass(frozen=True, slots=True)
class ReviewerProgress:
    """``given`` of ``due`` marks; ``barred``: name, 统一社会信用代码 and relation of each carrier this one may not judge.

    ``aside`` marks stand and do not count, because of a recusal. ``lean`` is how far the marks lie above (strict: below) those of the
    others before the same carriers, in per cent of the highest mark, the mean of ``beside`` such marks; None where nobody else marked.
    """

    name: str
    due: int
    given: int
    aside: int
    barred: tuple[tuple[str, str, str], ...]
    lean: Decimal | None = None
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """Carriers in the order of registration; no items where the rubric asks no reviewer."""

    items: tuple[ReviewItem, ...]
    carriers: tuple[ReviewedCarrier, ...]
    reviewers: tuple[ReviewerProgress, ...]

    @property
    def lacking(self) -> int:
        """Marks that are still to come."""
        return sum(cell.lacking for one in self.carriers for cell in one.cells)


def review(opened: OpenRound, language: str = "zh", wide: Decimal | None = None, progress: Progress = SILENT) -> Review:
    """The whole matrix. ``wide``: the spread that is looked at again, instead of the rubric's own."""
    items = review_items(opened, language)
    with opened.store.reading():
        reading = _Reading(opened, wide)
        everyone = opened.participants() if items else ()
        carriers: list[ReviewedCarrier] = []
        for one in everyone:
            progress.step(len(carriers), len(everyone), one.name)
            carriers.append(ReviewedCarrier(one.name, one.uscc, tuple(reading.cell(one.no, item) for item in items)))
        return Review(items, tuple(carriers), _progress(reading, items, carriers) if items else ())


class _Reading:
    """What is read once for all cells."""

    def __init__(self, opened: OpenRound, wide: Decimal | None) -> None:
        self.opened = opened
        self.wide = wide
        latest = marks.latest_of_round(opened.store, opened.round.id)
        self.panel = panel(opened, [one.reviewer for one in latest if one.value is not None])
        self.barred: Mapping[tuple[int, str], Recusal] = recusals.of_round(opened.store, opened.round.id)
        self.plans: Mapping[str, MeasurePlan] = plan_rubric(opened.rubric, opened.parameters)
        self.bars: dict[int, list[tuple[str, str]]] = {}
        for (carrier, name), one in self.barred.items():
            self.bars.setdefault(carrier, []).append((name, one.relation))
        self.given: dict[tuple[int, str], list[Mark]] = {}
        for mark in latest:
            self.given.setdefault((mark.carrier_no, mark.measure), []).append(mark)

    def cell(self, carrier: int, item: ReviewItem) -> ReviewCell:
        found = self.given.get((carrier, item.measure), ())
        counting = {
            one.reviewer: one.value for one in found if one.value is not None and (carrier, one.reviewer) not in self.barred
        }
        values = tuple(counting.values())
        asked = [name for name in self.panel if (carrier, name) not in self.barred]
        bound = item.spread if self.wide is None else self.wide
        spread = max(values) - min(values) if len(values) > 1 else None
        mean, kept = self._mean(item.measure, values)
        return ReviewCell(
            measure=item.measure,
            marks=tuple(self._mark(one, counting, bound) for one in found),
            counted=len(values),
            expected=len(asked),
            least=item.least,
            mean=mean,
            dropped=kept < len(values),
            spread=spread,
            wide=spread is not None and bound is not None and spread > bound,
            missing=tuple(name for name in asked if name not in counting),
            recused=tuple(self.bars.get(carrier, ())),
        )

    def _mark(self, one: Mark, counting: Mapping[str, Decimal], bound: Decimal | None) -> GivenMark:
        if one.value is None:
            state = MarkState.WITHDRAWN
        else:
            state = MarkState.COUNTS if one.reviewer in counting else MarkState.RECUSED
        far = state is MarkState.COUNTS and bound is not None and is_far(one.reviewer, counting, bound)
        return GivenMark(one.reviewer, one.value, one.comment, state, far, one.actor, one.at, one.place)

    def _mean(self, measure: str, values: tuple[Decimal, ...]) -> tuple[Decimal | None, int]:
        """As the rubric works it out, and how many marks it is of."""
        plan = {measure: self.plans[measure]}
        measured = results(plan, {}, {measure: values})[measure]
        rounding = self.opened.rubric.rubric.rounding
        if measured.value is None:
            return None, len(values)
        return rounded(measured.value, rounding.shown_decimals, rounding.mode), measured.usable


def is_far(reviewer: str, counting: Mapping[str, Decimal], bound: Decimal) -> bool:
    """Whether a mark is further than the bound from the mean of the others' marks; nobody is without others."""
    apart = _apart(reviewer, counting)
    return apart is not None and Ratio(abs(apart.numerator), apart.denominator).compare(from_decimal(bound)) > 0


def _apart(reviewer: str, counting: Mapping[str, Decimal]) -> Ratio | None:
    """A mark less the mean of the others' marks; None where there are no others."""
    others = [value for name, value in counting.items() if name != reviewer]
    if not others:
        return None
    return from_decimal(counting[reviewer]).less(from_decimal(sum(others, Decimal(0))).over(Ratio(len(others), 1)))


def _leans(items: Sequence[ReviewItem], carriers: Sequence[ReviewedCarrier]) -> dict[str, tuple[Decimal, int]]:
    """Reviewer → the mean of how far its marks lie from the others', in per cent of the highest mark, and of how many."""
    apart: dict[str, list[Ratio]] = {}
    for one in carriers:
        for item, cell in zip(items, one.cells, strict=True):
            counting = {
                mark.reviewer: mark.value for mark in cell.marks if mark.state is MarkState.COUNTS and mark.value is not None
            }
            for name in counting:
                found = _apart(name, counting)
                if found is not None and item.most:
                    apart.setdefault(name, []).append(found.over(from_decimal(item.most)))
    return {name: (_mean_per_cent(each), len(each)) for name, each in apart.items()}


def _mean_per_cent(shares: Sequence[Ratio]) -> Decimal:
    total = Ratio(0, 1)
    for one in shares:
        total = total.plus(one).simplest()
    return rounded(total.over(Ratio(len(shares), 100)), LEAN_DECIMALS, RoundingMode.HALF_AWAY)


def signed_per_cent(lean: Decimal) -> str:
    """+4.2%; stricter than the others is below zero."""
    sign = "+" if lean > 0 else "−" if lean < 0 else ""
    return f"{sign}{abs(lean)}%"


def _progress(
    reading: _Reading, items: Sequence[ReviewItem], carriers: Sequence[ReviewedCarrier]
) -> tuple[ReviewerProgress, ...]:
    names = {carrier.no: (carrier.name, carrier.uscc) for carrier in reading.opened.participants()}
    everybody = tuple(dict.fromkeys((*reading.panel, *(name for _, name in reading.barred))))
    given: dict[str, int] = {}
    aside: dict[str, int] = {}
    missing: dict[str, int] = {}
    for cell in (cell for one in carriers for cell in one.cells):
        for mark in cell.marks:
            counts = {MarkState.COUNTS: given, MarkState.RECUSED: aside}.get(mark.state)
            if counts is not None:
                counts[mark.reviewer] = counts.get(mark.reviewer, 0) + 1
        for name in cell.missing:
            missing[name] = missing.get(name, 0) + 1
    leans = _leans(items, carriers)
    return tuple(
        ReviewerProgress(
            name=name,
            due=given.get(name, 0) + missing.get(name, 0),
            given=given.get(name, 0),
            aside=aside.get(name, 0),
            barred=tuple(
                (*names[no], one.relation) for (no, whose), one in reading.barred.items() if whose == name and no in names
            ),
            lean=leans[name][0] if name in leans else None,
            beside=leans[name][1] if name in leans else 0,
        )
        for name in everybody
    )


def history(opened: OpenRound, uscc: str, measure: str, reviewer: str) -> tuple[GivenMark, ...]:
    """Every mark a reviewer gave, the latest first. Raises Refusal for a carrier that does not take part."""
    given = marks.history(opened.store, opened.round.id, opened.carrier(uscc).no, measure, reviewer)
    states = {True: MarkState.WITHDRAWN, False: MarkState.COUNTS}
    return tuple(
        GivenMark(one.reviewer, one.value, one.comment, states[one.value is None], False, one.actor, one.at, one.place)
        for one in given
    )


def lacking(opened: OpenRound) -> int | None:
    """So many marks are still to come; None where the rubric asks no reviewer. As ``Review.lacking``, without its sentences."""
    items = review_items(opened)
    if not items:
        return None
    given = marks.given(opened.store, opened.round.id)
    barred = recusals.of_round(opened.store, opened.round.id)
    everybody = panel(opened, [reviewer for *_, reviewer in given])
    counted: dict[tuple[int, str], int] = {}
    for number, measure, reviewer in given:
        if (number, reviewer) not in barred:
            counted[number, measure] = counted.get((number, measure), 0) + 1
    asked = {number: len(everybody) for number in (carrier.no for carrier in opened.participants())}
    for number, name in barred:
        if number in asked:
            asked[number] -= name in everybody
    return sum(max(due, item.least) - counted.get((number, item.measure), 0) for number, due in asked.items() for item in items)
