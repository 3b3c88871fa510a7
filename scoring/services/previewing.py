"""Papers on the screen and on a printer: one rendering, page by page and band by band, so that none is ever held whole."""

from __future__ import annotations

from scoring.papers.rendering import (
    Box,
    Marked,
    Raster,
    Size,
    find_text,
    page_sizes,
    raster,
    raster_size,
    text_between,
)

__all__ = [
    "BAND", "Box", "Marked", "Raster", "Size",
    "band", "bands", "find_text", "inked_strips", "page_sizes", "raster_size", "text_between",
]  # fmt: skip

BAND = 512
"""Rows of pixels drawn at a time: 10 MB and 10 ms at the largest zoom of a dense screen."""
STRIP = 128
"""Rows given to a printer at a time: its driver packs them where they are given, 13 ms at 600 dots per inch."""


def bands(size: Size, scale: float, rows: int = BAND) -> int:
    """How many a page of this size has."""
    return -(-raster_size(size, scale)[1] // rows)


def band(pdf: bytes, page: int, scale: float, number: int, rows: int = BAND) -> Raster:
    """One of them, from 0 at the top. Raises IndexError where there is no such page."""
    return raster(pdf, page, scale, number * rows, rows)


def inked_strips(pdf: bytes, page: int, scale: float, number: int) -> tuple[tuple[int, Raster], ...]:
    """A band cut for a printer: (rows from the top of the page, strip), without the strips that are nothing but paper."""
    whole = band(pdf, page, scale, number)
    strips = ((top, _strip(whole, top)) for top in range(0, whole.height, STRIP))
    return tuple((number * BAND + top, strip) for top, strip in strips if not strip.is_blank)


def _strip(whole: Raster, top: int) -> Raster:
    rows = min(STRIP, whole.height - top)
    return Raster(whole.width, rows, whole.stride, whole.pixels[top * whole.stride : (top + rows) * whole.stride])
