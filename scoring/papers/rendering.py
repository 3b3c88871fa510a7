"""PDF bytes → pictures and their text. The one renderer: preview, print and tests see the same pixels.

PDFium may be entered by one thread of the process at a time, whatever documents they read: everything here takes turns.
It lets go of the interpreter while it draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import RLock

import pypdfium2 as pdfium

from scoring.progress import SILENT, Progress

POINTS_PER_INCH = 72
_turn = RLock()
NEAR = 8.0
"""Points around a character that still mean it."""

Size = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of a page."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels of four bytes: blue, green, red and one to spare, row by row from the top; ``stride`` is bytes per row."""

    width: int
    height: int
    stride: int
    pixels: bytes

    @property
    def is_blank(self) -> bool:
        """Nothing but paper."""
        return self.pixels.count(b"\xff") == len(self.pixels)


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text on a page (from 0), and the boxes of its lines."""

    page: int
    text: str
    boxes: tuple[Box, ...]


def page_count(pdf: bytes) -> int:
    with _opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[Size, ...]:
    """Width and height of every page in points."""
    with _opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def raster_size(size: Size, scale: float) -> tuple[int, int]:
    """Pixels of a page of this size; scale 1 is 72 dots per inch."""
    width, height = size
    return -int(-width * scale // 1), -int(-height * scale // 1)


def raster(pdf: bytes, number: int, scale: float, top: int = 0, rows: int | None = None) -> Raster:
    """A page (from 0), or a band of it: ``rows`` of its pixels from ``top`` on.

    Bands put together are the page, but for smoothed edges (11 of 255 at most were seen): who compares, cuts alike.
    Raises IndexError where there is no such page.
    """
    with _paged(pdf, number) as page:
        whole = raster_size(page.get_size(), scale)[1]
        bottom = whole if rows is None else min(top + rows, whole)
        # half a pixel less: the library rounds what is cut off upwards
        crop = (0, max(whole - bottom - 0.5, 0) / scale, 0, max(top - 0.5, 0) / scale)
        bitmap = page.render(scale=scale, crop=crop, prefer_bgrx=True)
        try:
            return Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()


def render_pages(pdf: bytes, scale: float = 2.0) -> tuple[bytes, ...]:
    """Every page as PNG; scale 1 is 72 dots per inch."""
    return tuple(render_page(pdf, number, scale) for number in range(page_count(pdf)))


def render_page(pdf: bytes, number: int, scale: float = 2.0) -> bytes:
    """One page (from 0) as PNG. Raises IndexError where there is none."""
    with _paged(pdf, number) as page:
        bitmap = page.render(scale=scale)
        try:
            out = BytesIO()
            bitmap.to_pil().save(out, "PNG")
            return out.getvalue()
        finally:
            bitmap.close()


def find_text(pdf: bytes, wanted: str, progress: Progress = SILENT) -> tuple[Marked, ...]:
    """Where a text stands, page by page, capitals or not; a text over two lines is found where its line goes on."""
    if not wanted.strip():
        return ()
    found: list[Marked] = []
    total = page_count(pdf)
    for number in range(total):
        progress.step(number, total)
        with _written(pdf, number) as (page, text):
            search = text.search(wanted.strip())
            while (spot := search.get_next()) is not None:
                found.append(_marked(page, text, number, *spot))
            search.close()
    return tuple(found)


def text_between(pdf: bytes, number: int, start: Size, end: Size) -> Marked:
    """The text of a page from one point to another, as a person draws over it; empty where there is none near."""
    with _written(pdf, number) as (page, text):
        height = page.get_height()
        ends = [text.get_index(x, height - y, NEAR, NEAR) for x, y in (start, end)]
        if None in ends:
            return Marked(number, "", ())
        first, last = sorted(ends)
        return _marked(page, text, number, first, last - first + 1)


def _marked(page: pdfium.PdfPage, text: pdfium.PdfTextPage, number: int, first: int, count: int) -> Marked:
    height = page.get_height()
    text.count_rects()
    boxes = (text.get_rect(one) for one in _rects(text, first, count))
    placed = tuple((left, height - upper, right, height - lower) for left, lower, right, upper in boxes)
    return Marked(number, str(text.get_text_range(first, count)).replace("\r\n", "\n"), placed)


def _rects(text: pdfium.PdfTextPage, first: int, count: int) -> range:
    return range(text.count_rects(first, count))


@contextmanager
def _opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    with _turn, pdfium.PdfDocument(pdf) as document:
        yield document


@contextmanager
def _paged(pdf: bytes, number: int) -> Iterator[pdfium.PdfPage]:
    with _opened(pdf) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        page = document[number]
        try:
            yield page
        finally:
            page.close()


@contextmanager
def _written(pdf: bytes, number: int) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage]]:
    with _paged(pdf, number) as page:
        text = page.get_textpage()
        try:
            yield page, text
        finally:
            text.close()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a PDF shows and says of itself: the text of each page, and how many pictures and notes were put on it."""

    pages: tuple[str, ...]
    keywords: str
    title: str
    pictures: int
    notes: int


def seen(pdf: bytes, most: int = 3) -> Seen | None:
    """The first pages of a PDF; None for bytes that are none."""
    try:
        with _opened(pdf) as document:
            total, told = len(document), document.get_metadata_dict()
            shown = [_shown(document[number]) for number in range(min(total, most))]
    except pdfium.PdfiumError:
        return None
    texts = (*(text for text, _, _ in shown), *("" for _ in range(total - len(shown))))
    pictures, notes = sum(one for _, one, _ in shown), sum(one for _, _, one in shown)
    return Seen(texts, told.get("Keywords", ""), told.get("Title", ""), pictures, notes)


def _shown(page: pdfium.PdfPage) -> tuple[str, int, int]:
    text = page.get_textpage()
    try:
        pictures = sum(1 for _ in page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_IMAGE,)))
        return str(text.get_text_range()), pictures, int(pdfium.raw.FPDFPage_GetAnnotCount(page.raw))
    finally:
        text.close()
        page.close()
