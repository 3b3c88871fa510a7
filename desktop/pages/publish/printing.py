"""Papers onto a printer: the same rendering as on the screen, at the printer's resolution, band by band."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.desk import Desk
from desktop.job import Job
from desktop.pages.publish.bands import picture
from desktop.tasks import Asked
from scoring.errors import Cancelled
from scoring.services.previewing import Raster, Size, bands, inked_strips, page_sizes
from scoring.services.publishing import no_printer

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

Fetch: TypeAlias = "Callable[[Workplace], bytes]"
"""The bytes of a paper, asked for on the reading thread."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a paper on its way to a sheet; ``scale`` is the printer's dots per point."""

    paper: int
    page: int
    scale: float
    left: float
    top: float
    bands: int
    blank_before: bool = False
    """Printed on both sides, every report begins on a sheet of its own."""


class PrintRun(QObject):
    """Prints papers one after the other, while the window answers. Signals: ``done`` with the sheets printed, once all are;
    ``ended`` whatever came of it.
    """

    done = Signal(int)
    ended = Signal()

    def __init__(self, desk: Desk, papers: Sequence[Fetch], printer: QPrinter, title: str, parent: QObject | None = None) -> None:
        """``papers``: each is fetched when its turn comes."""
        super().__init__(parent)
        self._desk, self._papers, self._printer = desk, tuple(papers), printer
        self._painter = QPainter()
        self._job = Job(title, desk)
        self._job.asked = Asked(lambda *_: None)
        self._sheets: tuple[Sheet, ...] = ()
        self._pdf: tuple[int, bytes] = (-1, b"")
        if parent is not None:
            parent.destroyed.connect(self._abandon)

    def start(self) -> None:
        """Raises nothing: what goes wrong is told by the desk."""
        papers = self._papers
        self._desk.working.emit(self._job)
        self._desk.read(
            lambda place, _: tuple(page_sizes(fetch(place)) for fetch in papers),
            self._begin,
            self._fail,
            owner=self,
        )

    def _begin(self, sizes: tuple[tuple[Size, ...], ...]) -> None:
        self._sheets = tuple(self._laid_out(sizes))
        self._painter.begin(self._printer)
        if not self._painter.isActive():
            self._desk.refused.emit(no_printer(self._printer.printerName()))
            self._end(finished=False)
            return
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._next_sheet(0)

    def _laid_out(self, sizes: tuple[tuple[Size, ...], ...]) -> Iterator[Sheet]:
        room = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        ranged = self._printer.printRange() == QPrinter.PrintRange.PageRange and len(sizes) == 1
        first, last = (self._printer.fromPage(), self._printer.toPage()) if ranged else (1, 0)
        both_sides = self._printer.duplex() not in (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexAuto)
        times = 1 if self._printer.supportsMultipleCopies() else self._printer.copyCount()
        sides = 0
        for number, pages in list(enumerate(sizes)) * times:
            wanted = range(first - 1, min(last or len(pages), len(pages)))
            for page in wanted:
                width, height = pages[page]
                scale = min(room.width() / width, room.height() / height)
                blank = both_sides and page == wanted[0] and sides % 2 == 1
                sides += 1 + blank
                left, top = (room.width() - width * scale) / 2, (room.height() - height * scale) / 2
                yield Sheet(number, page, scale, left, top, bands(pages[page], scale), blank)

    def _next_sheet(self, number: int) -> None:
        if number == len(self._sheets):
            self._end(finished=True)
            return
        sheet = self._sheets[number]
        self._job.step(number, len(self._sheets), "")
        if number:
            self._printer.newPage()
        if sheet.blank_before:
            self._printer.newPage()
        if self._pdf[0] == sheet.paper:
            self._next_band(number, 0)
            return
        fetch = self._papers[sheet.paper]

        def come(pdf: bytes) -> None:
            self._pdf = (sheet.paper, pdf)
            self._next_band(number, 0)

        self._desk.read(lambda place, _: fetch(place), come, self._fail, owner=self)

    def _next_band(self, number: int, row: int) -> None:
        """Each is drawn before the next is asked for."""
        sheet, pdf = self._sheets[number], self._pdf[1]
        if self._is_cancelled():
            self._end(finished=False)
        elif row == sheet.bands:
            self._next_sheet(number + 1)
        else:
            self._desk.read(
                lambda _, __: inked_strips(pdf, sheet.page, sheet.scale, row),
                lambda strips: self._draw(strips, number, row),
                self._fail,
                owner=self,
            )

    def _draw(self, strips: tuple[tuple[int, Raster], ...], number: int, row: int) -> None:
        """One strip an event: the driver packs it on the window's thread."""
        if not strips:
            self._next_band(number, row + 1)
            return
        (top, drawn), *left = strips
        sheet = self._sheets[number]
        self._painter.drawImage(QRectF(sheet.left, sheet.top + top, drawn.width, drawn.height), picture(drawn))
        QTimer.singleShot(0, self, lambda: self._draw(tuple(left), number, row))

    def _is_cancelled(self) -> bool:
        assert self._job.asked is not None
        try:
            self._job.asked.step(0, 1)
        except Cancelled:
            return True
        return False

    def _fail(self, error: BaseException) -> None:
        self._end(finished=False)
        self._desk.failed(error)

    def _abandon(self) -> None:
        """The window goes: a printer must not be gone before what paints on it."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()

    def _end(self, *, finished: bool) -> None:
        if not finished:
            self._printer.abort()
        if self._painter.isActive():
            self._painter.end()
        self._job.finish()
        if finished:
            self.done.emit(len(self._sheets))
        self.ended.emit()
        self.deleteLater()
