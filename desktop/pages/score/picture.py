"""The drawing of the picture of two dimensions: axes, cuts, medians, marks and names, onto whatever paints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.pages.score.labels import NOBODY, Neighbours, Taken, nearest, needs_line, place_label, take_mark
from desktop.pages.score.marks import draw_mark
from desktop.theme import colours
from scoring.services.lines import WHOLE
from scoring.services.showing_scores import Group, Ranking, RankRow

LEFT, RIGHT, TOP, BOTTOM = 64, 20, 40, 48
MARK = 11
SMALL_MARK = 6
MOST_NAMED = 240
"""So many carriers get a name beside their point, the best first; of more the rest tell theirs when pointed at."""
GROUND = 215
"""Of 255: how much of a line behind a name is covered."""
CROWD = 1500
"""More points are drawn smaller."""
TICK = WHOLE // 10
ASIDE = 60
"""The name of a cut stands so many pixels to the right of its line at most: where it falls more steeply, closer."""
MOST_AT_ONE = 3
"""Names beside one spot; how many more there are is told with the last."""
NAME = 150
"""A longer name is elided to so many pixels."""


@dataclass(slots=True)
class Scene:
    """What is drawn, in pixels of one size. ``low`` are the shares at the lower left corner.

    ``points`` grows as points are drawn, then ``named`` counts those whose name has been placed or found no room.
    """

    ranking: Ranking
    rows: tuple[RankRow, ...]
    area: QRectF
    low: tuple[int, int]
    points: list[QPointF] = field(default_factory=list)
    names: dict[int, QRectF] = field(default_factory=dict)
    named: int = 0
    taken: Taken = field(default_factory=Taken)

    neighbours: Neighbours = NOBODY
    """In a crowd nobody: there nobody looks for one name."""
    together: dict[tuple[float, float], list[int]] = field(default_factory=dict)
    """Who lies at one spot, in the order of the rows."""

    def look_round(self) -> None:
        """Once all points are drawn: who lies beside whom, and who on the same spot."""
        if len(self.points) <= CROWD:
            self.neighbours = Neighbours(self.points)
        for number, point in enumerate(self.points):
            self.together.setdefault((point.x(), point.y()), []).append(number)

    def told(self, number: int) -> list[str]:
        """The lines beside a point: everybody who lies there, with the first of them; nothing with the others."""
        point = self.points[number]
        here = self.together.get((point.x(), point.y()), [number])
        if here[0] != number:
            return []
        lines = [self.rows[one].name for one in here[:MOST_AT_ONE]]
        return [*lines[:-1], f"{lines[-1]} +{len(here) - MOST_AT_ONE}"] if len(here) > MOST_AT_ONE else lines

    def at(self, across: int, up: int) -> QPointF:
        """Shares to pixels."""
        wide, high = WHOLE - self.low[0], WHOLE - self.low[1]
        return QPointF(
            self.area.left() + (across - self.low[0]) * self.area.width() / wide,
            self.area.bottom() - (up - self.low[1]) * self.area.height() / high,
        )


def make_scene(ranking: Ranking, size: tuple[float, float]) -> Scene:
    """``size`` in pixels. Nothing is placed yet."""
    rows = tuple(row for row in ranking.rows if row.x is not None and row.y is not None)
    area = QRectF(LEFT, TOP, max(size[0] - LEFT - RIGHT, 50), max(size[1] - TOP - BOTTOM, 50))
    low = (_low([row.x or 0 for row in rows]), _low([row.y or 0 for row in rows]))
    return Scene(ranking, rows, area, low)


def _low(values: Sequence[int]) -> int:
    """Where an axis begins: a tick below the least, so that points are not crowded into a corner."""
    least = min(values, default=0)
    return max(0, min((least - TICK // 3) // TICK * TICK, WHOLE - 2 * TICK))


def small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(max(font.pointSizeF() - 1.5, 7.0))
    return made


def draw_frame(painter: QPainter, scene: Scene, font: QFont) -> None:
    """Everything but the points: grid, axes with their titles, medians, cuts, legend."""
    shades = colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(scene.area, QColor(shades.base))
    painter.setFont(small(font))
    _grid(painter, scene)
    _titles(painter, scene, font)
    painter.setFont(small(font))
    painter.save()
    painter.setClipRect(scene.area)
    _medians(painter, scene)
    _cuts(painter, scene)
    painter.restore()
    painter.setPen(QPen(QColor(shades.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(scene.area)
    _legend(painter, scene)


def _grid(painter: QPainter, scene: Scene) -> None:
    shades = colours()
    faint = QPen(QColor(shades.line), 1)
    words = QPen(QColor(shades.faint))
    height = painter.fontMetrics().height()
    for share in range(0, WHOLE + 1, TICK):
        if share >= scene.low[0]:
            foot = scene.at(share, scene.low[1])
            painter.setPen(faint)
            painter.drawLine(foot, QPointF(foot.x(), scene.area.top()))
            painter.setPen(words)
            box = QRectF(foot.x() - 30, foot.y() + 3, 60, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{share // (WHOLE // 100)}%")
        if share >= scene.low[1]:
            side = scene.at(scene.low[0], share)
            painter.setPen(faint)
            painter.drawLine(side, QPointF(scene.area.right(), side.y()))
            painter.setPen(words)
            box = QRectF(side.x() - 46, side.y() - height / 2, 40, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{share // (WHOLE // 100)}%")


def _titles(painter: QPainter, scene: Scene, font: QFont) -> None:
    """Each axis with its dimension and full mark."""
    across, up = scene.ranking.axes
    painter.setFont(font)
    painter.setPen(QColor(colours().text))
    height = painter.fontMetrics().height()
    box = QRectF(scene.area.left(), scene.area.bottom() + BOTTOM - height - 4, scene.area.width(), height)
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{across.code} {across.title} / {across.maximum}")
    painter.save()
    painter.translate(4, scene.area.center().y())
    painter.rotate(-90)
    box = QRectF(-scene.area.height() / 2, 0, scene.area.height(), height)
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{up.code} {up.title} / {up.maximum}")
    painter.restore()


def _medians(painter: QPainter, scene: Scene) -> None:
    if scene.ranking.medians is None:
        return
    painter.setPen(QPen(QColor(colours().faint), 1.2, Qt.PenStyle.DashLine))
    across, up = scene.ranking.medians
    spot = scene.at(across, up)
    painter.drawLine(QPointF(spot.x(), scene.area.top()), QPointF(spot.x(), scene.area.bottom()))
    painter.drawLine(QPointF(scene.area.left(), spot.y()), QPointF(scene.area.right(), spot.y()))


def _cuts(painter: QPainter, scene: Scene) -> None:
    """Dotted, with the grade at the upper end, above the line."""
    height = painter.fontMetrics().height()
    for cut in scene.ranking.cuts:
        painter.setPen(QPen(QColor(colours().accent), 1.2, Qt.PenStyle.DotLine))
        start, end = scene.at(*cut.start), scene.at(*cut.end)
        painter.drawLine(start, end)
        painter.setPen(QColor(colours().accent))
        width = painter.fontMetrics().horizontalAdvance(cut.words)
        begin = max(start.x(), scene.area.left())
        rise = (end.y() - start.y()) / max(end.x() - start.x(), 1)
        top = max(start.y() + (begin - start.x()) * rise, scene.area.top()) + 2
        aside = min((height + 4) / rise, ASIDE) if rise > 0 else 0
        place = QRectF(min(begin + aside, scene.area.right() - width - 4), top, width, height)
        _write(painter, place, cut.words)
        scene.taken.add(place)


def _legend(painter: QPainter, scene: Scene) -> None:
    groups, levels = _drawn(scene)
    left = scene.area.left()
    middle = TOP / 2
    for group in groups:
        draw_mark(painter, QPointF(left + 6, middle), group.level, levels, MARK)
        painter.setPen(QColor(colours().text))
        words = f"{group.label} {group.count}"
        width = painter.fontMetrics().horizontalAdvance(words)
        box = QRectF(left + 16, middle - 10, width + 4, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        left += width + 36


def _drawn(scene: Scene) -> tuple[list[Group], int]:
    keys = {row.group for row in scene.rows}
    groups = [group for group in scene.ranking.groups if group.key in keys]
    return groups, levels_of(scene.ranking)


def levels_of(ranking: Ranking) -> int:
    """How many grades there are."""
    return sum(group.level >= 0 for group in ranking.groups)


def draw_points(painter: QPainter, scene: Scene, many: int) -> bool:
    """The next so many marks: a crowd is drawn a part at a time. Whether all are there."""
    levels = levels_of(scene.ranking)
    size = SMALL_MARK if len(scene.rows) > CROWD else MARK
    first = len(scene.points)
    for row in scene.rows[first : first + many]:
        point = scene.at(row.x or 0, row.y or 0)
        scene.points.append(point)
        take_mark(scene.taken, point)
        draw_mark(painter, point, row.level, levels, size)
    return len(scene.points) == len(scene.rows)


def draw_names(painter: QPainter, scene: Scene, font: QFont, many: int) -> bool:
    """The next so many names, where there is room, with a line to those that stand off. Whether all have been tried."""
    metrics = QFontMetricsF(small(font))
    first, last = scene.named, min(scene.named + many, len(scene.rows), MOST_NAMED)
    area = scene.area.adjusted(2, 2, -2, -2)
    if not scene.together:
        scene.look_round()
    for number in range(first, last):
        lines = scene.told(number)
        if not lines:
            continue
        width = min(max(map(metrics.horizontalAdvance, lines)), NAME) + 4
        size = width, metrics.height() * len(lines)
        place = place_label(scene.taken, scene.points[number], size, area, scene.neighbours)
        if place is not None:
            scene.names[number] = place
    scene.named = last
    _write_names(painter, scene, font, first)
    return last == min(len(scene.rows), MOST_NAMED)


def _write_names(painter: QPainter, scene: Scene, font: QFont, first: int) -> None:
    shades = colours()
    painter.setFont(small(font))
    for number, place in scene.names.items():
        if number < first:
            continue
        point = scene.points[number]
        if needs_line(point, place, scene.neighbours):
            painter.setPen(QPen(QColor(shades.faint), 0.8))
            painter.drawLine(point, nearest(point, place))
        painter.setPen(QColor(shades.text))
        metrics, room = painter.fontMetrics(), int(place.width())
        words = (metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in scene.told(number))
        _write(painter, place, "\n".join(words))


def _write(painter: QPainter, place: QRectF, words: str) -> None:
    """On a ground of its own: the lines of the picture do not run through the letters."""
    ground = QColor(colours().base)
    ground.setAlpha(GROUND)
    painter.fillRect(place, ground)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
