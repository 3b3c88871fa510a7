"""A QR code read back from squares, by the standard (ISO/IEC 18004) and not by the encoder: format, mask, the way of the bits,
blocks, alphanumeric mode. It corrects no errors: squares on a rendered page have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.graphics.barcode.qrencoder import QRErrorCorrectLevel, QRRSBlock, QRUtil

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, _x: y % 2 == 0,
    lambda _y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
FORMAT_MASK = 0b101010000010010
LEVELS = {0b01: QRErrorCorrectLevel.L, 0b00: QRErrorCorrectLevel.M, 0b11: QRErrorCorrectLevel.Q, 0b10: QRErrorCorrectLevel.H}


def read_qr(squares: Sequence[Sequence[bool]]) -> str:
    """The text of a code of alphanumeric mode."""
    size = len(squares)
    version = (size - 17) // 4
    around = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    told = int("".join(str(int(squares[y][x])) for y, x in around), 2) ^ FORMAT_MASK
    level, mask = LEVELS[told >> 13], MASKS[told >> 10 & 0b111]
    bits = [squares[y][x] ^ mask(y, x) for y, x in _way(size, version)]
    codewords = [int("".join(str(int(bit)) for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    data = "".join(f"{word:08b}" for word in _uninterleaved(codewords, QRRSBlock.getRSBlocks(version, level)))
    return _alphanumeric(data, 9 if version < 10 else 11 if version < 27 else 13)


def _way(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Squares that hold data, in the order of the bits."""
    taken = _taken(size, version)
    right, upwards = size - 1, True
    while right > 0:
        right -= right == 6
        for row in range(size - 1, -1, -1) if upwards else range(size):
            yield from ((row, x) for x in (right, right - 1) if (row, x) not in taken)
        right, upwards = right - 2, not upwards


def _taken(size: int, version: int) -> set[tuple[int, int]]:
    """Squares of the patterns, of format and version."""
    corners = [(range(9), range(9)), (range(9), range(size - 8, size)), (range(size - 8, size), range(9))]
    if version >= 7:
        corners += [(range(6), range(size - 11, size - 8)), (range(size - 11, size - 8), range(6))]
    taken = (
        {(y, x) for ys, xs in corners for y in ys for x in xs} | {(6, at) for at in range(size)} | {(at, 6) for at in range(size)}
    )
    centres = QRUtil.getPatternPosition(version)
    ends = {(centres[0], centres[0]), (centres[0], centres[-1]), (centres[-1], centres[0])} if centres else set()
    for y in centres:
        for x in centres:
            if (y, x) not in ends:
                taken |= {(y + down, x + across) for down in range(-2, 3) for across in range(-2, 3)}
    return taken


def _uninterleaved(codewords: Sequence[int], blocks: Sequence[QRRSBlock]) -> Iterator[int]:
    """The data of each block, block after block."""
    lengths = [block.dataCount for block in blocks]
    parts: list[list[int]] = [[] for _ in blocks]
    words = iter(codewords)
    for at in range(max(lengths)):
        for part, length in zip(parts, lengths, strict=True):
            if at < length:
                part.append(next(words))
    for part in parts:
        yield from part


def _alphanumeric(bits: str, counted: int) -> str:
    assert bits[:4] == "0010", "not alphanumeric"
    count, at = int(bits[4 : 4 + counted], 2), 4 + counted
    letters: list[str] = []
    while len(letters) < count:
        pair = count - len(letters) > 1
        value = int(bits[at : at + (11 if pair else 6)], 2)
        letters += [ALPHANUMERIC[value // 45], ALPHANUMERIC[value % 45]] if pair else [ALPHANUMERIC[value]]
        at += 11 if pair else 6
    return "".join(letters)
