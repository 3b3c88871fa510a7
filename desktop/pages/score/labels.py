"""Names beside points so that none lies on another: placed one after the other, near its point if there is room, else on a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF

NEAR, STEP, RINGS = 9, 16, 4
"""Pixels from a point to its name; each further ring is so much farther, and there are so many."""
ASIDE = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
GRAIN = 2
"""Pixels of the squares that are taken or free."""
MARK = 6
"""Half the side of the square that a point keeps free."""


class Taken:
    """Which squares of the picture are taken, one integer per line of them: a question costs the same in a crowd of 16,000."""

    def __init__(self) -> None:
        self._lines: dict[int, int] = {}

    def add(self, area: QRectF) -> None:
        squares = _squares(area)
        for line in _lines(area):
            self._lines[line] = self._lines.get(line, 0) | squares

    def is_free(self, area: QRectF) -> bool:
        squares = _squares(area)
        return not any(self._lines.get(line, 0) & squares for line in _lines(area))


def _lines(area: QRectF) -> range:
    return range(floor(area.top() / GRAIN), ceil(area.bottom() / GRAIN))


def _squares(area: QRectF) -> int:
    """The squares a rectangle touches, as bits; what lies left of the picture takes none."""
    first, last = max(floor(area.left() / GRAIN), 0), max(ceil(area.right() / GRAIN), 0)
    return (1 << last) - (1 << first)


def take_mark(taken: Taken, point: QPointF) -> None:
    """No name lies on a mark."""
    taken.add(QRectF(point.x() - MARK, point.y() - MARK, 2 * MARK, 2 * MARK))


def place_label(taken: Taken, point: QPointF, width: float, height: float, area: QRectF) -> QRectF | None:
    """Where the name of a point stands from now on; None where there is no room. The first ones choose first."""
    place = next((one for one in _around(point, width, height) if area.contains(one) and taken.is_free(one)), None)
    if place is not None:
        taken.add(place)
    return place


def _around(point: QPointF, width: float, height: float) -> Iterator[QRectF]:
    for ring in range(RINGS):
        gap = NEAR + ring * STEP
        for across, down in ASIDE:
            left = point.x() + (gap if across > 0 else -gap - width if across < 0 else -width / 2)
            sideways = across != 0
            reach = gap if not sideways or ring else gap / 2
            top = point.y() + (reach if down > 0 else -reach - height if down < 0 else -height / 2)
            yield QRectF(left, top, width, height)


def needs_line(point: QPointF, place: QRectF, others: Sequence[QPointF]) -> bool:
    """Whether a line must lead to a name: it stands far off, or as near to another point, whose name it would seem to be."""
    gap = _gap(point, place)
    return gap > NEAR + 2 or any(other != point and _gap(other, place) <= gap for other in others)


def _gap(point: QPointF, place: QRectF) -> float:
    across = max(place.left() - point.x(), point.x() - place.right(), 0)
    down = max(place.top() - point.y(), point.y() - place.bottom(), 0)
    return max(across, down)
