"""Small pictures of all pages beside the preview: drawn as they come into view, the current page marked, a page gone to by click or key."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.desk import Desk
from desktop.pages.publish.bands import picture
from desktop.theme import colours
from scoring.services.previewing import Raster, Size, band, raster_size

WIDE = 84
"""Pixels of a page's picture, at 100 %."""
GAP, NUMBER = 8, 18
"""Pixels around a picture, and below it for its number."""
MOST_BYTES = 8_000_000
"""Of pictures kept: some 150 pages on a dense screen."""
IMAGE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class PageModel(QAbstractListModel):
    """A row a page; its picture once it was drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sizes: tuple[Size, ...] = ()
        self._drawn: OrderedDict[int, QImage] = OrderedDict()

    def show(self, sizes: tuple[Size, ...]) -> None:
        """Other pages, none of them drawn yet."""
        self.beginResetModel()
        self.sizes = sizes
        self._drawn.clear()
        self.endResetModel()

    def forget(self) -> None:
        """The pictures are of another resolution than the screen by now, or nobody looks."""
        self._drawn.clear()

    def is_drawn(self, page: int) -> bool:
        return page in self._drawn

    def keep(self, page: int, image: QImage) -> None:
        """The picture of a page; those drawn longest ago make room."""
        self._drawn[page] = image
        while len(self._drawn) > 1 and sum(one.sizeInBytes() for one in self._drawn.values()) > MOST_BYTES:
            self._drawn.popitem(last=False)
        self.dataChanged.emit(self.index(page), self.index(page), [IMAGE])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - as Qt has it
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Page {0} of {1}").format(index.row() + 1, len(self.sizes))
        return self._drawn.get(index.row()) if role == IMAGE else None


class Thumbnails(QListView):
    """Signals: ``went`` with the page (from 0) that a person chose."""

    went = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self.setAccessibleName(self.tr("Pages of the report, small"))
        self._desk = desk
        self._pdf = b""
        self._asked_for: tuple[bytes, int] | None = None
        self._ratio = 1.0
        self._follows = False
        self.pages = PageModel(self)
        self.setModel(self.pages)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFixedWidth(WIDE + 2 * GAP + self.verticalScrollBar().sizeHint().width() + 2)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._ask())
        self.selectionModel().currentChanged.connect(self._chosen)

    def show_paper(self, pdf: bytes, sizes: tuple[Size, ...]) -> None:
        """Another paper; empty bytes show none."""
        self._pdf = pdf
        self.pages.show(sizes)
        self.follow(0)
        QTimer.singleShot(0, self, self._ask)  # once the view has laid the rows out

    def follow(self, page: int) -> None:
        """The preview shows this page: it is marked, and brought into view."""
        if page < len(self.pages.sizes) and page != self.currentIndex().row():
            self._follows = True
            self.setCurrentIndex(self.pages.index(page))
            self._follows = False

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """As the sheets: what is drawn is drawn again when somebody looks."""
        self.pages.forget()
        super().hideEvent(event)

    @property
    def is_idle(self) -> bool:
        """Whether all that is in view is drawn."""
        return not self._pdf or not self.isVisible() or self._next() is None

    def _chosen(self, now: QModelIndex, _: QModelIndex) -> None:
        if now.isValid() and not self._follows:
            self.went.emit(now.row())

    # --- drawing what is in view

    def _in_view(self) -> range:
        top = self.indexAt(QPoint(WIDE // 2, 0))
        bottom = self.indexAt(QPoint(WIDE // 2, self.viewport().height() - 1))
        first = max(top.row(), 0)
        return range(first, (bottom.row() if bottom.isValid() else len(self.pages.sizes) - 1) + 1)

    def _next(self) -> int | None:
        return next((page for page in self._in_view() if not self.pages.is_drawn(page)), None)

    def _ask(self) -> None:
        """One at a time, on the reading thread: whoever scrolls on does not wait for what is out of view by then."""
        page = self._next() if self._pdf and self.isVisible() else None
        if page is None or self._asked_for is not None:
            return
        pdf, scale = self._pdf, WIDE * self._ratio / self.pages.sizes[page][0]
        rows = raster_size(self.pages.sizes[page], scale)[1]
        asked = self._asked_for = (pdf, page)

        def come(raster: Raster) -> None:
            self._asked_for = None
            if asked[0] is self._pdf:
                self.pages.keep(page, picture(raster))
            self._ask()

        self._desk.read(lambda *_: band(pdf, page, scale, 0, rows), come, owner=self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self.devicePixelRatioF() != self._ratio:
            self._ratio = self.devicePixelRatioF()
            self.pages.forget()
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._ask()


class _Painter(QStyledItemDelegate):
    """The page on white, its number below; the current one ringed and its number bold, so that it does not hang on colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        model = index.model()
        width, height = model.sizes[index.row()] if isinstance(model, PageModel) else (1, 1)
        return QSize(WIDE + 2 * GAP, round(WIDE * height / width) + GAP + NUMBER)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shades, current = colours(), bool(option.state & option.state.State_Selected)
        area: QRect = option.rect
        sheet = QRect(area.left() + GAP, area.top() + GAP, WIDE, area.height() - GAP - NUMBER)
        painter.save()
        painter.fillRect(sheet, Qt.GlobalColor.white)
        image = index.data(IMAGE)
        if isinstance(image, QImage):
            painter.drawImage(sheet, image)
        painter.setPen(QPen(QColor(shades.accent if current else shades.line), 2 if current else 1))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        if current:
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
        painter.setPen(QColor(shades.text if current else shades.faint))
        below = QRect(area.left(), sheet.bottom() + 1, area.width(), NUMBER)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()
