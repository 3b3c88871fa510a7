"""The sheets of a paper one under another, drawn as they come into view, crisp at every scale; text is found, marked and copied."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from itertools import accumulate, pairwise

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.desk import Desk
from desktop.pages.publish.bands import Bands, Spot
from desktop.tasks import Asked
from desktop.theme import colours
from scoring.services.previewing import BAND, Box, Marked, Size, bands, raster_size, text_between

GAP = 12
"""Pixels around and between sheets."""
DOTS = 96 / 72
"""Pixels per point at 100 %."""
LEAST, MOST, STEP = 0.25, 3.0, 1.2
VEIL = 170
"""Of 255: how far a paper that waits to be replaced is covered."""
FOUND, CURRENT = QColor(255, 213, 79, 110), QColor(255, 145, 0, 130)


class Fit(Enum):
    """How the zoom follows the window; ``NONE``: it does not."""

    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


class Sheets(QAbstractScrollArea):
    """Signals: ``paged`` with the page in view (from 0), ``zoomed`` when the zoom is another one."""

    paged = Signal(int)
    zoomed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheets")
        self.setAccessibleName(self.tr("Pages of the report"))
        self._desk = desk
        self.bands = Bands(desk, self._wanted, self)
        self.bands.drawn.connect(self.viewport().update)
        self._pdf: bytes = b""
        self._sizes: tuple[Size, ...] = ()
        self._pixels: tuple[tuple[int, int], ...] = ()
        self._tops: tuple[int, ...] = ()
        self.fit, self.zoom = Fit.WIDTH, 1.0
        self._ratio = 1.0
        self._hits: tuple[Marked, ...] = ()
        self._current = -1
        self.selected: Marked | None = None
        self._drag: tuple[int, Size] | None = None
        self._asked: Asked | None = None
        self._page = 0
        self._pale = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)

    # --- what is shown

    def show_paper(self, pdf: bytes, sizes: tuple[Size, ...]) -> None:
        """Another paper, from its first page. Empty bytes show none."""
        self._pdf, self._sizes = pdf, sizes
        self._hits, self._current, self.selected = (), -1, None
        self.verticalScrollBar().setValue(0)
        self._lay_out()

    def set_pale(self, pale: bool) -> None:
        """What is shown is not what was asked for, and waits to be replaced."""
        if pale is not self._pale:
            self._pale = pale
            self.viewport().update()

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return self._page

    @property
    def first_page(self) -> int:
        """The uppermost page in view, from 0."""
        return max(bisect_right(self._tops, self._scroll()) - 1, 0)

    @property
    def scale(self) -> float:
        """Device pixels per point."""
        return self.zoom * DOTS * self._ratio

    def set_zoom(self, zoom: float) -> None:
        """1 is 100 %; kept between a quarter and three times."""
        self.fit = Fit.NONE
        self._zoom_to(min(max(zoom, LEAST), MOST))

    def set_fit(self, fit: Fit) -> None:
        self.fit = fit
        self._lay_out()
        self.zoomed.emit()

    def zoom_in(self) -> None:
        self.set_zoom(self.zoom * STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self.zoom / STEP)

    def go_to(self, page: int) -> None:
        if 0 <= page < self.pages:
            self.verticalScrollBar().setValue(round(self._tops[page] / self._ratio) - GAP)

    def show_hits(self, hits: tuple[Marked, ...], current: int) -> None:
        """Places of a text that is looked for; the current one is brought into view."""
        self._hits, self._current = hits, current
        if 0 <= current < len(hits) and hits[current].boxes:
            self._reveal(hits[current])
        self.viewport().update()

    def copy(self) -> None:
        if self.selected is not None and self.selected.text:
            QGuiApplication.clipboard().setText(self.selected.text)

    # --- geometry: device pixels, so that every band lies on whole ones

    def _lay_out(self) -> None:
        self._ratio = self.devicePixelRatioF()
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if self.fit is Fit.NONE else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(needed)
        if self.fit is not Fit.NONE and self._sizes:
            self.zoom = self._fitting()
        self._pixels = tuple(raster_size(size, self.scale) for size in self._sizes)
        gap = round(GAP * self._ratio)
        self._tops = tuple(accumulate((height + gap for _, height in self._pixels), initial=gap))
        self._set_bars()
        self.bands.show(self._pdf, self.scale)
        self._scrolled()

    def _fitting(self) -> float:
        room = self.viewport().size()
        width = max(size[0] for size in self._sizes) * DOTS
        height = max(size[1] for size in self._sizes) * DOTS
        wide = (room.width() - 2 * GAP - 1) / width
        return min(max(wide if self.fit is Fit.WIDTH else min(wide, (room.height() - 2 * GAP) / height), LEAST), MOST)

    def _set_bars(self) -> None:
        view, ratio = self.viewport().size(), self._ratio
        height = round(self._tops[-1] / ratio) if self._pixels else 0
        width = round(max((one for one, _ in self._pixels), default=0) / ratio) + 2 * GAP
        for bar, whole, part in (
            (self.verticalScrollBar(), height, view.height()),
            (self.horizontalScrollBar(), width, view.width()),
        ):
            bar.setPageStep(part)
            bar.setSingleStep(48)
            bar.setRange(0, max(0, whole - part))

    def _zoom_to(self, zoom: float) -> None:
        """What is in the middle stays there."""
        bar = self.verticalScrollBar()
        middle = bar.value() + self.viewport().height() / 2
        before, self.zoom = self.zoom, zoom
        self._lay_out()
        bar.setValue(round(middle * zoom / before - self.viewport().height() / 2))
        self.zoomed.emit()

    def _left(self, page: int) -> int:
        """Device pixels from the viewport's left side."""
        room = round(self.viewport().width() * self._ratio)
        width = self._pixels[page][0]
        if width + 2 * GAP * self._ratio <= room:
            return (room - width) // 2
        return round((GAP - self.horizontalScrollBar().value()) * self._ratio)

    def _scroll(self) -> int:
        return round(self.verticalScrollBar().value() * self._ratio)

    def _pages_in(self, top: int, bottom: int) -> range:
        """Pages with anything between two heights of the whole."""
        if not self._pixels:
            return range(0)
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = max(bisect_right(self._tops, bottom), first + 1)
        return range(min(first, self.pages - 1), min(last, self.pages))

    def _bands_in(self, top: int, bottom: int) -> list[Spot]:
        found = []
        for page in self._pages_in(top, bottom):
            above = self._tops[page]
            for number in range(bands(self._sizes[page], self.scale)):
                upper = above + number * BAND
                if upper < bottom and min(upper + BAND, above + self._pixels[page][1]) > top:
                    found.append((page, number))
        return found

    def _wanted(self) -> list[Spot]:
        """What is in view, then what comes next; nothing while nobody looks."""
        if not self.isVisible():
            return []
        top, height = self._scroll(), round(self.viewport().height() * self._ratio)
        return list(dict.fromkeys([*self._bands_in(top, top + height), *self._bands_in(top + height, top + 2 * height)]))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.bands.ask()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Pictures of pages take tens of megabytes, and another page of the window needs none of them."""
        self.bands.forget()
        super().hideEvent(event)

    def _scrolled(self) -> None:
        middle = self._scroll() + round(self.viewport().height() * self._ratio) // 2
        page = min(max(bisect_right(self._tops, middle) - 1, 0), max(self.pages - 1, 0))
        self._page = page
        self.paged.emit(page)
        self.bands.ask()
        self.viewport().update()

    def _reveal(self, marked: Marked) -> None:
        """Into the middle of the view where it is out of it."""
        left, top, right, _ = marked.boxes[0]
        y = round((self._tops[marked.page] + top * self.scale) / self._ratio)
        bar = self.verticalScrollBar()
        if not bar.value() + GAP < y < bar.value() + self.viewport().height() - 4 * GAP:
            bar.setValue(y - self.viewport().height() // 2)
        x = round((left + right) / 2 * self.scale / self._ratio) + GAP
        side = self.horizontalScrollBar()
        if side.maximum() and not side.value() < x < side.value() + self.viewport().width():
            side.setValue(x - self.viewport().width() // 2)

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        shades = colours()
        painter.fillRect(self.viewport().rect(), QColor(shades.window))
        ratio, scroll = self._ratio, self._scroll()
        height = round(self.viewport().height() * ratio)
        for page in self._pages_in(scroll, scroll + height):
            left, top = self._left(page), self._tops[page] - scroll
            width, rows = self._pixels[page]
            sheet = QRectF(left / ratio, top / ratio, width / ratio, rows / ratio)
            painter.fillRect(sheet, Qt.GlobalColor.white)
            self._draw_bands(painter, page, left, top)
            painter.setPen(QColor(shades.line))
            painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))
            self._draw_marks(painter, page, sheet.topLeft())
        if self._pale:
            veil = QColor(shades.window)
            veil.setAlpha(VEIL)
            painter.fillRect(self.viewport().rect(), veil)
        painter.end()

    def _draw_bands(self, painter: QPainter, page: int, left: int, top: int) -> None:
        for number in range(bands(self._sizes[page], self.scale)):
            image = self.bands.image((page, number))
            if image is not None:
                image.setDevicePixelRatio(self._ratio)
                painter.drawImage(QPointF(left / self._ratio, (top + number * BAND) / self._ratio), image)

    def _draw_marks(self, painter: QPainter, page: int, corner: QPointF) -> None:
        for number, hit in enumerate(self._hits):
            if hit.page == page:
                self._mark(painter, hit.boxes, corner, CURRENT if number == self._current else FOUND)
        if self.selected is not None and self.selected.page == page:
            shade = QColor(colours().accent)
            shade.setAlpha(70)
            self._mark(painter, self.selected.boxes, corner, shade)

    def _mark(self, painter: QPainter, boxes: tuple[Box, ...], corner: QPointF, shade: QColor) -> None:
        factor = self.scale / self._ratio
        for left, top, right, bottom in boxes:
            box = QRectF(left * factor, top * factor, (right - left) * factor, (bottom - top) * factor)
            painter.fillRect(box.translated(corner).adjusted(-1, -1, 1, 1), shade)

    # --- what a person does

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self.fit is Fit.NONE and self.devicePixelRatioF() == self._ratio:
            self._set_bars()
            self._scrolled()
        else:
            share = self.verticalScrollBar().value() / max(self.verticalScrollBar().maximum(), 1)
            self._lay_out()
            self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()))
            self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned := event.angleDelta().y():
                (self.zoom_in if turned > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag, self.selected = self._point(event.position().toPoint()), None
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        spot = self._point(event.position().toPoint())
        if self._drag is not None and spot is not None and spot[0] == self._drag[0]:
            self.select(spot[0], self._drag[1], spot[1])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._drag = None

    def select(self, page: int, start: Size, end: Size) -> None:
        """Mark the text of a page between two points (in points from its upper left corner)."""
        pdf = self._pdf
        if self._asked is not None:
            self._asked.cancel()

        def work(_: object, asked: Asked) -> Marked:
            asked.step(0, 1)
            return text_between(pdf, page, start, end)

        def come(found: Marked) -> None:
            if pdf is self._pdf:
                self.selected = found
                self.viewport().update()

        self._asked = self._desk.read(work, come, owner=self)

    def _point(self, where: QPoint) -> tuple[int, Size] | None:
        """Page and place on it under a point of the viewport."""
        y = round(where.y() * self._ratio) + self._scroll()
        for page, (top, bottom) in enumerate(pairwise(self._tops)):
            if top <= y < bottom:
                x = round(where.x() * self._ratio) - self._left(page)
                return page, (x / self.scale, (y - top) / self.scale)
        return None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(620, 700)
