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

__all__ = ["BAND", "Box", "Marked", "Raster", "Size", "band", "bands", "find_text", "page_sizes", "raster_size", "text_between"]

BAND = 512
"""Rows of pixels drawn at a time: 10 MB and 10 ms at the largest zoom of a dense screen."""


def bands(size: Size, scale: float, rows: int = BAND) -> int:
    """How many a page of this size has."""
    return -(-raster_size(size, scale)[1] // rows)


def band(pdf: bytes, page: int, scale: float, number: int, rows: int = BAND) -> Raster:
    """One of them, from 0 at the top. Raises IndexError where there is no such page."""
    return raster(pdf, page, scale, number * rows, rows)
