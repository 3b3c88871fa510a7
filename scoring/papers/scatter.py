"""Carriers by two dimensions: shares of what each can give, across and upwards. Grades are told apart by shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from scoring.papers.fonts import TypeCases
from scoring.papers.look import (
    ACCENT,
    BODY_WIDTH,
    CELL_QUIET,
    CHART_LABEL,
    HAIR,
    HAIRLINE,
    INK,
    MM,
    RULE,
)
from scoring.papers.setting import Text, draw_lines, set_lines

SIDE, LEFT, BELOW = 108 * MM, 16 * MM, 11 * MM
WHOLE = 1000
SIZE = 1.9
REACH = SIZE * 1.4 + 0.5
"""From the middle of a mark to where something else may stand."""
STEPS = (0, 250, 500, 750, 1000)


@dataclass(frozen=True, slots=True)
class Dot:
    """``x`` and ``y`` in tenths of a per cent of the two dimensions; ``shape`` counts the grades from 0; ``label`` beside it."""

    x: int
    y: int
    shape: int
    label: str


@dataclass(frozen=True, slots=True)
class ScatterFacts:
    """``shapes``: what each shape stands for."""

    across: str
    upwards: str
    dots: tuple[Dot, ...]
    shapes: tuple[str, ...]

    def least(self) -> int:
        """Where both axes begin: at the last quarter below all dots, so that they are not crowded in a corner."""
        lowest = min((min(one.x, one.y) for one in self.dots), default=0)
        return max(0, min(lowest // 100 * 100, 800))


class Scatter(Flowable):  # type: ignore[misc] # reportlab carries no types
    """A square with both axes from one beginning, so that the diagonal is where both dimensions are equally good."""

    def __init__(self, facts: ScatterFacts, cases: TypeCases) -> None:
        super().__init__()
        self._facts, self._cases, self._least = facts, cases, facts.least()
        self.width, self.height = BODY_WIDTH, SIDE * 0.72 + BELOW
        self.spaceBefore, self.spaceAfter = 2 * MM, 2 * MM
        self._tall = SIDE * 0.72

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.translate(LEFT, BELOW)
        self._axes()
        taken: list[tuple[float, float, float, float]] = []
        for dot in self._facts.dots:
            x, y = self._at(dot)
            _mark(canvas, x, y, dot.shape)
            taken.append((x - REACH, y - REACH, x + REACH, y + REACH))
        for dot in self._facts.dots:
            if dot.label:
                self._name(dot, taken)
        canvas.restoreState()
        self._legend()

    def _share(self, value: int) -> float:
        return (value - self._least) / (WHOLE - self._least)

    def _at(self, dot: Dot) -> tuple[float, float]:
        return self._share(dot.x) * SIDE, self._share(dot.y) * self._tall

    def _axes(self) -> None:
        canvas = self.canv
        ticks = [self._least + (WHOLE - self._least) * step // 1000 for step in STEPS]
        for value in ticks:
            canvas.setStrokeColor(HexColor(HAIR))
            canvas.setLineWidth(HAIRLINE)
            x, y = self._share(value) * SIDE, self._share(value) * self._tall
            canvas.line(x, 0, x, self._tall)
            canvas.line(0, y, SIDE, y)
            words = f"{value / 10:.0f}%"
            below = set_lines([Text(words, CELL_QUIET.centred())], 12 * MM, self._cases)
            beside = set_lines([Text(words, CELL_QUIET.right())], 12 * MM, self._cases)
            draw_lines(canvas, self._cases, below, x - 6 * MM, -0.8 * MM, 12 * MM)
            draw_lines(canvas, self._cases, beside, -13 * MM, y + CELL_QUIET.leading / 2, 12 * MM)
        canvas.setDash(2, 2)
        canvas.line(0, 0, SIDE, self._tall)
        canvas.setDash()
        canvas.setStrokeColor(HexColor(INK))
        canvas.setLineWidth(RULE)
        canvas.line(0, 0, SIDE, 0)
        canvas.line(0, 0, 0, self._tall)
        across = set_lines([Text(self._facts.across, CHART_LABEL.centred())], SIDE, self._cases)
        draw_lines(canvas, self._cases, across, 0, -5 * MM, SIDE)

    def _name(self, dot: Dot, taken: list[tuple[float, float, float, float]]) -> None:
        """Beside its mark, on the first side that is free; where none is, the mark stands without."""
        x, y = self._at(dot)
        canvas = self.canv
        (line,) = set_lines([Text(dot.label, CELL_QUIET)], 20 * MM, self._cases)[:1]
        high = CELL_QUIET.size
        right, before, above, below = x + REACH, x - REACH - line.width, y + REACH, y - REACH - high
        middle, across = y - high / 2, x - line.width / 2
        for left, bottom in (
            (right, middle),
            (before, middle),
            (across, above),
            (across, below),
            (right, above - 1),
            (before, above - 1),
            (right, below + 1),
            (before, below + 1),
        ):
            box = (left, bottom, left + line.width, bottom + high)
            if left > 0 and bottom > 0 and not any(_meet(box, other) for other in taken):
                taken.append(box)
                canvas.setFillColor(HexColor("#ffffff"))
                canvas.rect(left, bottom, line.width, high, stroke=0, fill=1)
                draw_lines(canvas, self._cases, [line], left, bottom + high * 1.25, line.width)
                return

    def _legend(self) -> None:
        canvas, top = self.canv, self.height
        left = LEFT + SIDE + 8 * MM
        width = BODY_WIDTH - left
        upwards = set_lines([Text(self._facts.upwards, CHART_LABEL)], width, self._cases)
        draw_lines(canvas, self._cases, upwards, left, top, width)
        top -= len(upwards) * CHART_LABEL.leading + 3 * MM
        for number, words in enumerate(self._facts.shapes):
            _mark(canvas, left + 2 * MM, top - CELL_QUIET.leading / 2, number)
            lines = set_lines([Text(words, CELL_QUIET)], width - 6 * MM, self._cases)
            draw_lines(canvas, self._cases, lines, left + 6 * MM, top, width - 6 * MM)
            top -= len(lines) * CELL_QUIET.leading + 1 * MM


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _mark(canvas: Any, x: float, y: float, shape: int) -> None:
    """Full square, hollow circle, full triangle, hollow diamond, then a cross."""
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(RULE)
    canvas.setFillColor(HexColor(ACCENT if shape % 2 == 0 else "#ffffff"))
    if shape == 1:
        canvas.circle(x, y, SIZE * 1.1, stroke=1, fill=1)
        return
    corners: Sequence[tuple[float, float]] = {
        0: ((-1, -1), (-1, 1), (1, 1), (1, -1)),
        2: ((-1.2, -1), (0, 1.3), (1.2, -1)),
        3: ((0, -1.4), (-1.2, 0), (0, 1.4), (1.2, 0)),
    }.get(shape, ((-1, 0), (0, 0), (0, 1), (0, -1), (0, 0), (1, 0), (0, 0)))
    path = canvas.beginPath()
    for number, (dx, dy) in enumerate(corners):
        (path.lineTo if number else path.moveTo)(x + dx * SIZE, y + dy * SIZE)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)
