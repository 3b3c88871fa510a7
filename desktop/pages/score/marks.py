"""How grades are told apart in pictures and tables: a shape and a colour for each, never a colour alone."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.theme import colours, is_dark

LIGHT = ("#1f6f43", "#1f5a96", "#8a5a00", "#a11d2e", "#6a3d9a", "#37707a")
DARK = ("#7fd1a3", "#7db4ea", "#f0be5a", "#ff8a8a", "#c6a5f0", "#8fd0d8")
SHAPES = "osdtpx"
"""Circle, square, diamond, triangle, pentagon, and a cross for what has no grade."""
ICON = 12
"""Pixels of a mark in a table."""


def mark_colour(level: int, levels: int) -> QColor:
    """Of a grade counted from the best; faint for who has none."""
    if not 0 <= level < levels:
        return QColor(colours().faint)
    shades = DARK if is_dark() else LIGHT
    return QColor(shades[min(level, len(shades) - 1)])


def mark_path(level: int, levels: int, size: float) -> QPainterPath:
    """The shape around the origin."""
    shape = SHAPES[-1] if not 0 <= level < levels else SHAPES[min(level, len(SHAPES) - 2)]
    half, path = size / 2, QPainterPath()
    match shape:
        case "o":
            path.addEllipse(QPointF(0, 0), half, half)
        case "s":
            path.addRect(-half * 0.86, -half * 0.86, size * 0.86, size * 0.86)
        case "d":
            path.addPolygon(_polygon((0, -half * 1.15), (half * 1.15, 0), (0, half * 1.15), (-half * 1.15, 0)))
        case "t":
            path.addPolygon(_polygon((0, -half * 1.1), (half * 1.1, half * 0.85), (-half * 1.1, half * 0.85)))
        case "p":
            path.addPolygon(_polygon((0, -half), (half, -half / 4), (half * 0.6, half), (-half * 0.6, half), (-half, -half / 4)))
        case _:
            arm = half * 0.72  # the pen is broad and the corners reach far: as large to the eye as the others
            path.moveTo(-arm, -arm)
            path.lineTo(arm, arm)
            path.moveTo(arm, -arm)
            path.lineTo(-arm, arm)
    return path


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in (*points, points[0])])


def draw_mark(painter: QPainter, at: QPointF, level: int, levels: int, size: float) -> None:
    """Filled, with a thin edge in the background's colour so that marks on each other stay apart."""
    colour = mark_colour(level, levels)
    painter.save()
    painter.translate(at)
    if 0 <= level < levels:
        painter.setPen(QPen(QColor(colours().base), 1.0))
        painter.setBrush(colour)
    else:
        painter.setPen(QPen(colour, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(mark_path(level, levels, size))
    painter.restore()


def mark_pixmap(level: int, levels: int, ratio: float, size: int = ICON) -> QPixmap:
    """The mark alone on nothing."""
    pixmap = QPixmap(QSize(size + 4, size + 4) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, QPointF((size + 4) / 2, (size + 4) / 2), level, levels, size)
    painter.end()
    return pixmap


def mark_icon(level: int, levels: int) -> QIcon:
    """For a table or a chip, crisp at 100 to 300 %."""
    return _icon(level, levels, is_dark())


@lru_cache(maxsize=64)
def _icon(level: int, levels: int, dark: bool) -> QIcon:  # noqa: ARG001 - the colours follow the scheme
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        pixmap = mark_pixmap(level, levels, ratio)
        made.addPixmap(pixmap)
        made.addPixmap(pixmap, QIcon.Mode.Selected)  # Qt would fade it in the row that is chosen
    return made
