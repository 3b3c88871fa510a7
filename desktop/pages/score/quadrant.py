"""象限图: every carrier a point of its two dimensions; pointed at it tells its figures, arrows go from point to point."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.pages.score.picture import MARK, Scene, draw_frame, draw_names, draw_points, make_scene
from desktop.theme import colours
from desktop.widgets.copying import as_cells
from scoring.services.showing_scores import Ranking, RankRow

AT_ONCE, NAMES_AT_ONCE = 200, 12
"""So many marks, then names, are drawn in one event of the window; a crowd comes in parts."""
REACH = 14
"""Pixels within which a point is the one that is pointed at."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
SAVED = QSize(1400, 1000)


class Quadrant(QWidget):
    """Signals: ``chosen`` and ``opened`` with 统一社会信用代码."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quadrant")
        self.setAccessibleName(self.tr("Picture of the first two dimensions"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(420, 300)
        self._ranking: Ranking | None = None
        self.scene: Scene | None = None
        self._layer = QPixmap()
        self.is_drawn = False
        """Whether everything stands in the picture already."""
        self._current = ""
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._draw_more)

    # --- what is shown

    def show_ranking(self, ranking: Ranking) -> None:
        self._ranking = ranking
        self._forget()

    def go_to(self, uscc: str) -> None:
        """Make a carrier current, wherever that was said."""
        self._current = uscc
        self._tell_reader()
        self.update()

    @property
    def current(self) -> RankRow | None:
        number = self._number()
        return self.scene.rows[number] if self.scene and number is not None else None

    def copy(self) -> None:
        """Everybody in the picture, as Excel takes it."""
        if self._ranking is None or len(self._ranking.axes) < 2:
            return
        across, up = self._ranking.axes
        lines = [[self.tr("Carrier"), across.title, up.title, self.tr("Total"), self.tr("Grade")]]
        codes = [top.code for top in self._ranking.tops]
        sides = [codes.index(axis.code) for axis in (across, up)]
        drawn = [row for row in self._ranking.rows if row.x is not None and row.y is not None]
        lines += [[row.name, *(row.tops[side] for side in sides), row.total, row.grade] for row in drawn]
        QApplication.clipboard().setText(as_cells(lines))

    def saved(self, path: Path) -> bytes:
        """What a file of this name would hold: SVG where it ends so, else PNG at twice its size. Nothing without a ranking."""
        if self._ranking is None:
            return b""
        scene = make_scene(self._ranking, (SAVED.width(), SAVED.height()))
        return self._svg(scene) if path.suffix.lower() == ".svg" else self._png(scene)

    def _svg(self, scene: Scene) -> bytes:
        content = QBuffer()
        drawing = QSvgGenerator()
        drawing.setOutputDevice(content)
        drawing.setSize(SAVED)
        drawing.setViewBox(QRect(0, 0, SAVED.width(), SAVED.height()))
        drawing.setTitle(self.accessibleName())
        painter = QPainter(drawing)
        self._draw_all(painter, scene)
        painter.end()
        return bytes(content.data().data())

    def _png(self, scene: Scene) -> bytes:
        image = QPixmap(SAVED * 2)
        image.setDevicePixelRatio(2)
        painter = QPainter(image)
        self._draw_all(painter, scene)
        painter.end()
        content = QBuffer()
        image.save(content, "PNG")
        return bytes(content.data().data())

    def _draw_all(self, painter: QPainter, scene: Scene) -> None:
        painter.fillRect(QRectF(0, 0, SAVED.width(), SAVED.height()), QColor(colours().window))
        draw_frame(painter, scene, self.font())
        draw_points(painter, scene, len(scene.rows))
        draw_names(painter, scene, self.font(), len(scene.rows))

    # --- painting

    def _forget(self) -> None:
        self.scene, self._layer, self.is_drawn = None, QPixmap(), False
        self._more.stop()
        self.update()

    def _begin(self) -> None:
        """The frame and the first points; the rest comes in later events."""
        if self._ranking is None or len(self._ranking.axes) < 2:
            return
        ratio = self.devicePixelRatioF()
        self.scene = make_scene(self._ranking, (self.width(), self.height()))
        self._layer = QPixmap(self.size() * ratio)
        self._layer.setDevicePixelRatio(ratio)
        self._layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._layer)
        draw_frame(painter, self.scene, self.font())
        painter.end()
        self._draw_more()

    def _draw_more(self) -> None:
        if self.scene is None:
            return
        painter = QPainter(self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = len(self.scene.points) == len(self.scene.rows) or draw_points(painter, self.scene, AT_ONCE)
        if marked and draw_names(painter, self.scene, self.font(), NAMES_AT_ONCE):
            self.is_drawn = True
            self._more.stop()
        else:
            self._more.start()
        painter.end()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self.scene is None:
            self._begin()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._layer)
        number = self._number()
        if self.scene is not None and number is not None and number < len(self.scene.points):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours().text), 2.0))
            painter.drawEllipse(self.scene.points[number], MARK, MARK)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours().accent), 1.0))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._forget()

    # --- pointing

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._nearest(QPointF(event.pos()))
            if self.scene is not None and number is not None:
                QToolTip.showText(event.globalPos(), self.words(self.scene.rows[number]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = self._nearest(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if number is not None else Qt.CursorShape.ArrowCursor)
        if self.scene is not None and number is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self.words(self.scene.rows[number]), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._choose(self._nearest(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = self._nearest(event.position())
        if self.scene is not None and number is not None:
            self.opened.emit(self.scene.rows[number].uscc)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in ARROWS and self.is_drawn:
            self._step(*ARROWS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.scene is not None and self.scene.rows:
            self._choose(0 if event.key() == Qt.Key.Key_Home else len(self.scene.rows) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def words(self, row: RankRow) -> str:
        """What a point tells when it is pointed at."""
        assert self._ranking is not None
        tops = [f"{one.title} {points} / {one.maximum}" for one, points in zip(self._ranking.tops, row.tops, strict=True)]
        head = [row.name, f"{self.tr('Total')} {row.total}　{row.grade}"]
        return "\n".join([*head, *tops, *([row.next] if row.next not in ("", "—") else [])])

    def _step(self, across: int, down: int) -> None:
        """To the nearest point that lies more in this direction than beside it."""
        assert self.scene is not None
        here = self._number()
        if here is None:
            self._choose(0 if self.scene.rows else None)
            return
        start = self.scene.points[here]
        best: tuple[float, int] | None = None
        for number, point in enumerate(self.scene.points):
            gone = (point.x() - start.x()) * across + (point.y() - start.y()) * down
            beside = abs((point.x() - start.x()) * down) + abs((point.y() - start.y()) * across)
            if number != here and gone > 0 and beside <= gone and (best is None or gone + 2 * beside < best[0]):
                best = gone + 2 * beside, number
        if best is not None:
            self._choose(best[1])

    def _nearest(self, at: QPointF) -> int | None:
        if self.scene is None:
            return None
        near = (
            ((point - at).manhattanLength(), number)
            for number, point in enumerate(self.scene.points)
            if abs(point.x() - at.x()) < REACH and abs(point.y() - at.y()) < REACH
        )
        found = min(near, default=None)
        return found[1] if found else None

    def _choose(self, number: int | None) -> None:
        if self.scene is not None and number is not None:
            self.go_to(self.scene.rows[number].uscc)
            self.chosen.emit(self._current)

    def _number(self) -> int | None:
        if self.scene is None or not self._current:
            return None
        return next((number for number, row in enumerate(self.scene.rows) if row.uscc == self._current), None)

    def _tell_reader(self) -> None:
        row = self.current
        self.setAccessibleDescription(self.words(row) if row else "")
