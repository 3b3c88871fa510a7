"""A QR code as vectors: its squares from the library's encoder, drawn as strips of a page."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor

from scoring.papers.look import INK

QUIET_ZONE = 4
"""Empty squares the standard asks for around a code."""
HEIGHT = 1.04
"""Of a strip in squares: it reaches into the next row, because renderers leave hairlines between shapes that only touch."""


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark squares of a text of capital letters and digits, row by row; a seventh of the code may be unreadable (level M)."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def draw_qr(canvas: Any, rows: tuple[tuple[bool, ...], ...], x: float, y: float, side: float) -> None:
    """The code with its lower left corner at x, y; the quiet zone is inside ``side``.

    In squares of its own and as plain operators: the library's path spells every strip of a thousand in points, which takes
    longer than all the rest of a page.
    """
    unit = side / (len(rows) + 2 * QUIET_ZONE)
    canvas.saveState()
    canvas.setFillColor(HexColor(INK))
    canvas.transform(unit, 0, 0, -unit, x + QUIET_ZONE * unit, y + side - QUIET_ZONE * unit)
    strips = (f"{start} {number} {length} {HEIGHT} re" for number, row in enumerate(rows) for start, length in _strips(row))
    canvas._code.append(" ".join([*strips, "f"]))  # noqa: SLF001 - where the library's own operators go
    canvas.restoreState()


def _strips(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """(first dark square, how many) from left to right."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and at and row[at - 1]:
            start, length = found.pop()
            found.append((start, length + 1))
        elif dark:
            found.append((at, 1))
    return found
