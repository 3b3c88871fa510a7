"""Names beside points so that none lies on another: placed one after the other, near its point if there is room, else on a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, floor, hypot

from PySide6.QtCore import QPointF, QRectF

NEAR, STEP, RINGS = 9, 16, 6
"""Pixels from a point to its name; each further ring is so much farther, and there are so many."""
ASIDE = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
GRAIN = 2
"""Pixels of the squares that are taken or free."""
SQUARE = 32
"""Pixels of a square in which neighbours are looked for."""
CLOSE, MARGIN = 16, 4
"""Pixels from a point within which a name seems to be its own, and by which it must be nearer to the one whose it is."""
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


class Neighbours:
    """Points by the square of the picture they lie in: whoever asks what is near looks into a few squares, not at everybody."""

    def __init__(self, points: Iterable[QPointF]) -> None:
        self._squares: dict[tuple[int, int], list[QPointF]] = {}
        for point in points:
            self._squares.setdefault(self._square(point), []).append(point)

    def near(self, area: QRectF) -> list[QPointF]:
        """Everything within ``CLOSE`` of an area, and a little more."""
        left, top = self._square(area.topLeft() - QPointF(CLOSE, CLOSE))
        right, bottom = self._square(area.bottomRight() + QPointF(CLOSE, CLOSE))
        squares = ((across, down) for across in range(left, right + 1) for down in range(top, bottom + 1))
        return [point for square in squares for point in self._squares.get(square, ())]

    @staticmethod
    def _square(point: QPointF) -> tuple[int, int]:
        return floor(point.x() / SQUARE), floor(point.y() / SQUARE)


NOBODY = Neighbours(())


def place_label(
    taken: Taken, point: QPointF, size: tuple[float, float], area: QRectF, neighbours: Neighbours = NOBODY
) -> QRectF | None:
    """Where the name of a point stands from now on; None where there is no room. The first ones choose first.

    Of the places that are free, the first that is beside no other point, to which no line would run over one or under a name.
    """
    found: list[QRectF | None] = [None, None, None]  # the first that is clear all the way, that misleads nobody, that is free
    for one in _around(point, *size):
        if area.contains(one) and taken.is_free(one):
            found[2] = found[2] or one
            if not _misleads(point, one, neighbours):
                found[1] = found[1] or one
                if all(map(taken.is_free, _way(point, one))):
                    found[0] = one
                    break
    place = next(filter(None, found), None)
    if place is not None:
        for step in _way(point, place) if needs_line(point, place, neighbours) else ():
            taken.add(step)
        taken.add(place)
    return place


def _way(point: QPointF, place: QRectF) -> Iterator[QRectF]:
    """The line from a point to its name, step by step, from beyond its own mark on."""
    end = nearest(point, place)
    length = hypot(end.x() - point.x(), end.y() - point.y())
    for step in range(MARK + GRAIN, floor(length) - GRAIN, GRAIN):
        at = point + (end - point) * (step / length)
        yield QRectF(at.x() - GRAIN / 2, at.y() - GRAIN / 2, GRAIN, GRAIN)


def _misleads(point: QPointF, place: QRectF, neighbours: Neighbours) -> bool:
    """Whether a name would be taken for another point's, or its line for one from there."""
    gap, end = _gap(point, place), nearest(point, place)
    way = QRectF(point, end).normalized()
    return any(
        other != point and (_gap(other, place) <= min(gap, CLOSE) + MARGIN or _is_on(other, point, end))
        for other in neighbours.near(place.united(way))
    )


def _is_on(other: QPointF, start: QPointF, end: QPointF) -> bool:
    """Whether a mark lies on the line."""
    along = end - start
    length = QPointF.dotProduct(along, along)
    part = QPointF.dotProduct(other - start, along) / length if length else 0.0
    away = other - (start + along * min(max(part, 0.0), 1.0))
    return QPointF.dotProduct(away, away) < MARK * MARK


def nearest(point: QPointF, place: QRectF) -> QPointF:
    """Where a line from a point meets its name."""
    return QPointF(min(max(point.x(), place.left()), place.right()), min(max(point.y(), place.top()), place.bottom()))


def _around(point: QPointF, width: float, height: float) -> Iterator[QRectF]:
    for ring in range(RINGS):
        gap = NEAR + ring * STEP
        for across, down in ASIDE:
            left = point.x() + (gap if across > 0 else -gap - width if across < 0 else -width / 2)
            sideways = across != 0
            reach = gap if not sideways or ring else gap / 2
            top = point.y() + (reach if down > 0 else -reach - height if down < 0 else -height / 2)
            yield QRectF(left, top, width, height)


def needs_line(point: QPointF, place: QRectF, neighbours: Neighbours) -> bool:
    """Whether a line must lead to a name: it stands far off, or about as near to another point, whose name it would seem to be."""
    gap = _gap(point, place)
    return gap > NEAR + 2 or any(other != point and _gap(other, place) <= gap + MARGIN for other in neighbours.near(place))


def _gap(point: QPointF, place: QRectF) -> float:
    across = max(place.left() - point.x(), point.x() - place.right(), 0)
    down = max(place.top() - point.y(), point.y() - place.bottom(), 0)
    return max(across, down)
