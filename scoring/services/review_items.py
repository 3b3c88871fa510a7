"""What reviewers are asked (定性指标): the measures of marks of a rubric, with their bounds and anchors, and whether a mark is one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.rubric import MeasureKind
from scoring.engine.wording import plain, reading_words
from scoring.errors import Said
from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to be marked.

    ``code`` is its indicator's (several: the first), the measure's key where no indicator uses it; ``most`` the highest mark, None
    without an indicator. ``least`` marks are needed for a result. ``anchors``: mark and meaning, rising.
    """

    measure: str
    code: str
    title: str
    most: Decimal | None
    step: Decimal | None
    spread: Decimal | None
    least: int
    reading: str
    basis: str
    anchors: tuple[tuple[Decimal, str], ...]

    @property
    def choices(self) -> tuple[Decimal, ...]:
        """Every mark that can be given, rising; none where the rubric has no steps or no highest mark."""
        if self.step is None or self.most is None:
            return ()
        return tuple(self.step * number for number in range(int(self.most / self.step) + 1))

    def wrong(self, value: Decimal) -> Said | None:
        """Why this is no mark that can be given; None for one that can."""
        if not value.is_finite() or value < 0 or (self.most is not None and value > self.most):
            return Said("services.mark_out_of_bounds", {"value": value, "most": "—" if self.most is None else plain(self.most)})
        if self.step is not None and value % self.step:
            return Said("reviews.off_step", {"value": plain(value), "step": plain(self.step)})
        return None


def review_items(opened: OpenRound, language: str = "zh") -> tuple[ReviewItem, ...]:
    """In the order of the rubric; none where a rubric asks no reviewer."""
    rubric = opened.rubric.rubric
    found: list[ReviewItem] = []
    for key, compiled in opened.rubric.measures.items():
        if compiled.measure.kind is not MeasureKind.MARKS:
            continue
        users = [one for one in rubric.indicators if one.measure == key]
        anchors = sorted((one.mark, one.words[language]) for one in compiled.measure.anchors)
        found.append(
            ReviewItem(
                measure=key,
                code=users[0].code if users else key,
                title=(users[0].title if users else compiled.measure.label)[language],
                most=max((one.maximum for one in users), default=None),
                step=compiled.measure.step,
                spread=compiled.measure.spread,
                least=max(compiled.measure.min_rows, 1),
                reading=reading_words(compiled, language),
                basis=users[0].basis if users else "",
                anchors=tuple(anchors),
            )
        )
    return tuple(found)
