"""PDF bytes → pictures. The one renderer: preview, print and tests see the same pixels."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium

POINTS_PER_INCH = 72


def page_count(pdf: bytes) -> int:
    with pdfium.PdfDocument(pdf) as document:
        return len(document)


def render_pages(pdf: bytes, scale: float = 2.0) -> tuple[bytes, ...]:
    """Every page as PNG; scale 1 is 72 dots per inch."""
    with pdfium.PdfDocument(pdf) as document:
        return tuple(_png(document, number, scale) for number in range(len(document)))


def render_page(pdf: bytes, number: int, scale: float = 2.0) -> bytes:
    """One page (from 0) as PNG. Raises IndexError where there is none."""
    with pdfium.PdfDocument(pdf) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        return _png(document, number, scale)


def _png(document: pdfium.PdfDocument, number: int, scale: float) -> bytes:
    page = document[number]
    try:
        out = BytesIO()
        page.render(scale=scale).to_pil().save(out, "PNG")
        return out.getvalue()
    finally:
        page.close()
