"""Charts as paths on the page: shares of a maximum beside a median. Told apart by shape and line, not by colour; every figure in words too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from scoring.papers.desk import Desk
from scoring.papers.facts import MeterFacts
from scoring.papers.fonts import TypeCases
from scoring.papers.look import (
    ACCENT,
    BODY_WIDTH,
    CELL_QUIET,
    CHART_FIGURE,
    CHART_LABEL,
    CHART_STRONG,
    HAIR,
    HAIRLINE,
    HEAVY,
    INK,
    MM,
    RULE,
    TINT,
)
from scoring.papers.setting import Line, Text, draw_lines, height, set_lines

WHOLE = 1000
"""A full maximum, in the tenths of a per cent of ``MeterFacts``."""
FEWEST_AXES, MOST_AXES = 3, 12
"""A radar of fewer axes has no area, one of more cannot be read: bars then."""
MARK = 1.6
"""Half the breadth of a mark on a corner, in points."""


def chart(meters: Sequence[MeterFacts], desk: Desk) -> Flowable:
    """A radar, or bars where it would not serve."""
    return Radar(meters, desk) if is_radar(meters) else bars(meters, desk)


def bars(meters: Sequence[MeterFacts], desk: Desk) -> Bars:
    """Bars under the headings of those figures that are there."""
    names = {"own_share": True, "median": any(one.median_words for one in meters), "lead": any(one.lead for one in meters)}
    return Bars(meters, desk.cases, [desk.word(name) for name, given in names.items() if given])


def is_radar(meters: Sequence[MeterFacts]) -> bool:
    return FEWEST_AXES <= len(meters) <= MOST_AXES


# Radar ----------------------------------------------------------------------------------------------------------------

RADIUS = 33 * MM
ARM = 5 * MM
"""From the end of an axis to the column of labels on its side."""
GAP = 2.2 * MM
LABEL_WIDTH = BODY_WIDTH / 2 - RADIUS - ARM - 4 * MM


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of an axis: ``side`` −1 left, 1 right; ``top`` above the centre, in points, once it has its place."""

    axis: int
    side: int
    wish: float
    lines: tuple[Line, ...]
    top: float = 0.0

    @property
    def height(self) -> float:
        return height(self.lines)


class Radar(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Axes clockwise from the top; labels in a column on each side, pushed apart where they would touch, each with its line."""

    def __init__(self, meters: Sequence[MeterFacts], desk: Desk) -> None:
        super().__init__()
        self._meters, self._cases = tuple(meters), desk.cases
        labels = [self._label(number, meter, desk) for number, meter in enumerate(self._meters)]
        self._labels = [*_stacked([one for one in labels if one.side > 0]), *_stacked([one for one in labels if one.side < 0])]
        reach = max([RADIUS, *(abs(one.top) for one in self._labels), *(abs(one.top - one.height) for one in self._labels)])
        self.width, self.height = BODY_WIDTH, 2 * reach + 2 * MM
        self.spaceBefore, self.spaceAfter = 2 * MM, 1 * MM

    def _label(self, number: int, meter: MeterFacts, desk: Desk) -> _Label:
        angle = self._angle(number)
        right = sin(angle) > 1e-9 or (abs(sin(angle)) <= 1e-9 and cos(angle) > 0)
        name = f"{meter.code} {meter.label}"
        figures = desk.word("against", own=meter.own_words, median=meter.median_words) if meter.median_words else meter.own_words
        style, strong = (CHART_LABEL, CHART_FIGURE) if right else (CHART_LABEL.right(), CHART_FIGURE.right())
        lines = set_lines([Text(name, style), Text(figures, strong)], LABEL_WIDTH, self._cases)
        return _Label(number, 1 if right else -1, RADIUS * cos(angle) + height(lines) / 2, lines)

    def _angle(self, number: int) -> float:
        return 2 * pi * number / len(self._meters)

    def _at(self, number: int, share: int) -> tuple[float, float]:
        """The point of an axis at a share of it, from the centre."""
        reach = RADIUS * min(max(share, 0), WHOLE) / WHOLE
        return reach * sin(self._angle(number)), reach * cos(self._angle(number))

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.translate(self.width / 2, self.height / 2)
        for share in (250, 500, 750, WHOLE):
            self._polygon([share] * len(self._meters), HAIR, HAIRLINE if share < WHOLE else RULE)
        for number in range(len(self._meters)):
            _stroke(self.canv, HAIR, HAIRLINE)
            self.canv.line(0, 0, *self._at(number, WHOLE))
        own = [meter.own for meter in self._meters]
        medians = [meter.median for meter in self._meters if meter.median is not None]
        self._polygon(own, ACCENT, HEAVY, fill=TINT)
        if len(medians) == len(own):
            self.canv.setDash(3, 2)
            self._polygon(medians, INK, RULE)
            self.canv.setDash()
        for number, meter in enumerate(self._meters):
            if meter.median is not None:
                _hollow(self.canv, *self._at(number, meter.median))
            _solid(self.canv, *self._at(number, meter.own))
        for label in self._labels:
            self._draw_label(label)
        self.canv.restoreState()

    def _polygon(self, shares: Sequence[int], colour: str, weight: float, fill: str = "") -> None:
        path = self.canv.beginPath()
        for number, share in enumerate(shares):
            (path.lineTo if number else path.moveTo)(*self._at(number, share))
        path.close()
        _stroke(self.canv, colour, weight)
        if fill:
            self.canv.setFillColor(HexColor(fill))
            self.canv.setFillAlpha(0.7)
        self.canv.drawPath(path, stroke=1, fill=1 if fill else 0)
        if fill:
            self.canv.setFillAlpha(1)

    def _draw_label(self, label: _Label) -> None:
        edge = label.side * (RADIUS + ARM)
        x, y = self._at(label.axis, WHOLE)
        middle = label.top - label.height / 2
        _stroke(self.canv, HAIR, HAIRLINE)
        path = self.canv.beginPath()
        path.moveTo(x, y)
        path.lineTo(edge - label.side * 1.5 * MM, middle)
        path.lineTo(edge - label.side * 0.5 * MM, middle)
        self.canv.drawPath(path, stroke=1, fill=0)
        left = edge if label.side > 0 else edge - LABEL_WIDTH
        draw_lines(self.canv, self._cases, label.lines, left, label.top, LABEL_WIDTH)


def _stacked(labels: Sequence[_Label]) -> list[_Label]:
    """One above the other in the order of their wishes, none touching; the whole stack stays about the centre."""
    ordered = sorted(labels, key=lambda one: -one.wish)
    tops: list[float] = []
    for one in ordered:
        lowest = tops[-1] - ordered[len(tops) - 1].height - GAP if tops else one.wish
        tops.append(min(one.wish, lowest))
    if not tops:
        return []
    sunk = sum(one.wish - top for one, top in zip(ordered, tops, strict=True)) / len(tops)
    return [_Label(one.axis, one.side, one.wish, one.lines, top + sunk) for one, top in zip(ordered, tops, strict=True)]


# Bars -----------------------------------------------------------------------------------------------------------------

NAME, FIGURES = 62 * MM, (16 * MM, 20 * MM, 16 * MM)
"""Breadths of the label and of the figures at the right: own share, median, lead. The bars have the rest."""
BAR_HEIGHT, PAD = 2.6 * MM, 1.5 * MM
LEAST_ROWS = 8
"""A chart begins where so many of its rows find room."""


class Bars(Flowable):  # type: ignore[misc] # reportlab carries no types
    """A bar per meter, with the median as a diamond on it and the figures beside; breaks between any two rows but under a group's."""

    def __init__(self, meters: Sequence[MeterFacts], cases: TypeCases, head: Sequence[str]) -> None:
        super().__init__()
        self._meters, self._cases, self._head = tuple(meters), cases, tuple(head)
        self._columns = FIGURES[: len(self._head)]
        self._bar = BODY_WIDTH - NAME - sum(self._columns)
        self._rows = [self._set(meter) for meter in self._meters]
        self._heights = [max(height(row[0]), CHART_LABEL.leading) + PAD for row in self._rows]
        self.width, self.height = BODY_WIDTH, sum(self._heights) + self._head_height
        self.spaceBefore, self.spaceAfter = 2 * MM, 2 * MM

    @property
    def _head_height(self) -> float:
        return CELL_QUIET.leading + PAD

    def least(self) -> float:
        """Points below which nothing of it can be placed."""
        return self._head_height + sum(self._heights[:LEAST_ROWS])

    def _set(self, meter: MeterFacts) -> tuple[tuple[Line, ...], ...]:
        style = CHART_STRONG if meter.is_group else CHART_LABEL
        figures = zip((meter.own_words, meter.median_words, meter.lead), self._columns, strict=False)
        return (
            set_lines([Text(f"{meter.code} {meter.label}", style)], NAME - 3 * MM, self._cases),
            *(set_lines([Text(words, style.right())], width, self._cases) for words, width in figures),
        )

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def split(self, _width: float, available: float) -> list[Bars]:
        count, room = 0, available - self._head_height
        while count < len(self._rows) and self._heights[count] <= room:
            room -= self._heights[count]
            count += 1
        while 0 < count < len(self._rows) and self._meters[count - 1].is_group:
            count -= 1
        if not 0 < count < len(self._rows):
            return []
        return [Bars(part, self._cases, self._head) for part in (self._meters[:count], self._meters[count:])]

    def draw(self) -> None:
        top = self.height
        self._draw_head(top)
        top -= self._head_height
        self._shade(top)
        for share in (0, 500, WHOLE):
            _stroke(self.canv, HAIR, HAIRLINE)
            x = NAME + self._bar * share / WHOLE
            self.canv.line(x, 0, x, self.height - self._head_height)
        for meter, row, tall in zip(self._meters, self._rows, self._heights, strict=True):
            self._draw_row(meter, row, top, tall)
            top -= tall

    def _shade(self, top: float) -> None:
        self.canv.setFillColor(HexColor(TINT))
        for meter, tall in zip(self._meters, self._heights, strict=True):
            if meter.is_group:
                self.canv.rect(0, top - tall, self.width, tall, stroke=0, fill=1)
            top -= tall

    def _draw_head(self, top: float) -> None:
        left = NAME + self._bar
        for words, width in zip(self._head, self._columns, strict=True):
            lines = set_lines([Text(words, CELL_QUIET.right())], width, self._cases)
            draw_lines(self.canv, self._cases, lines[:1], left, top, width)
            left += width

    def _draw_row(self, meter: MeterFacts, row: Sequence[tuple[Line, ...]], top: float, tall: float) -> None:
        middle = top - tall / 2
        draw_lines(self.canv, self._cases, row[0], 0, middle + height(row[0]) / 2, NAME)
        length = self._bar * min(max(meter.own, 0), WHOLE) / WHOLE
        self.canv.setFillColor(HexColor(ACCENT))
        self.canv.rect(NAME, middle - BAR_HEIGHT / 2, length, BAR_HEIGHT, stroke=0, fill=1)
        if meter.median is not None:
            _diamond(self.canv, NAME + self._bar * min(max(meter.median, 0), WHOLE) / WHOLE, middle)
        left = NAME + self._bar
        for lines, width in zip(row[1:], self._columns, strict=True):
            draw_lines(self.canv, self._cases, lines, left, middle + height(lines) / 2, width)
            left += width


# Marks ----------------------------------------------------------------------------------------------------------------


def _stroke(canvas: Any, colour: str, weight: float) -> None:
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(weight)


def _solid(canvas: Any, x: float, y: float) -> None:
    canvas.setFillColor(HexColor(ACCENT))
    canvas.rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, stroke=0, fill=1)


def _hollow(canvas: Any, x: float, y: float) -> None:
    _stroke(canvas, INK, RULE)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.circle(x, y, MARK * 1.2, stroke=1, fill=1)


def _diamond(canvas: Any, x: float, y: float) -> None:
    """White within and dark around: seen on the bar and beside it."""
    size = BAR_HEIGHT * 0.72
    path = canvas.beginPath()
    path.moveTo(x, y + size)
    for dx, dy in ((size * 0.7, 0), (0, -size), (-size * 0.7, 0)):
        path.lineTo(x + dx, y + dy)
    path.close()
    _stroke(canvas, INK, RULE)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.drawPath(path, stroke=1, fill=1)


class Legend(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Samples of the marks with their words, and a note at the right."""

    def __init__(self, desk: Desk, *, radar: bool, compared: bool) -> None:
        super().__init__()
        self._cases, self._radar = desk.cases, radar
        names = ["legend_own", "legend_median"] if compared else ["legend_own"]
        self._entries = [set_lines([Text(desk.word(name), CELL_QUIET)], BODY_WIDTH / 4, desk.cases)[:1] for name in names]
        note = desk.word("legend_rings" if radar else "legend_bars")
        self._note = set_lines([Text(note, CELL_QUIET.right())], BODY_WIDTH / 2, desk.cases)
        self.width, self.height = BODY_WIDTH, max(CELL_QUIET.leading, height(self._note))
        self.spaceBefore, self.spaceAfter = 1 * MM, 1 * MM

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        x, middle = 0.0, self.height - CELL_QUIET.leading / 2
        samples = (self._line_own, self._line_median) if self._radar else (self._bar_own, self._bar_median)
        for sample, lines in zip(samples, self._entries, strict=False):
            sample(x, middle)
            draw_lines(self.canv, self._cases, lines, x + 9 * MM, self.height, BODY_WIDTH)
            x += 9 * MM + sum(line.width for line in lines) + 6 * MM
        draw_lines(self.canv, self._cases, self._note, BODY_WIDTH / 2, self.height, BODY_WIDTH / 2)

    def _line_own(self, x: float, y: float) -> None:
        _stroke(self.canv, ACCENT, HEAVY)
        self.canv.line(x, y, x + 7.5 * MM, y)
        _solid(self.canv, x + 3.75 * MM, y)

    def _line_median(self, x: float, y: float) -> None:
        _stroke(self.canv, INK, RULE)
        self.canv.setDash(3, 2)
        self.canv.line(x, y, x + 7.5 * MM, y)
        self.canv.setDash()
        _hollow(self.canv, x + 3.75 * MM, y)

    def _bar_own(self, x: float, y: float) -> None:
        self.canv.setFillColor(HexColor(ACCENT))
        self.canv.rect(x, y - BAR_HEIGHT / 2, 7.5 * MM, BAR_HEIGHT, stroke=0, fill=1)

    def _bar_median(self, x: float, y: float) -> None:
        _diamond(self.canv, x + 6 * MM, y)
