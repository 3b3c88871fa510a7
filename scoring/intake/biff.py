"""A look through the records of an old workbook (.xls, .et of old; BIFF 5 and 8) before the library gets it. Lives in the child."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

from scoring.intake.cells import percent_format
from scoring.intake.clues import Clues
from scoring.intake.compound import Damaged

BOF, EOF, FILEPASS, BOUNDSHEET, FORMAT, XF, DIMENSIONS = 0x0809, 0x000A, 0x002F, 0x0085, 0x041E, 0x00E0, 0x0200
DATEMODE, ROW, COLINFO, MERGED, FORMULA, BOOLERR, RK, MULRK = 0x0022, 0x0208, 0x007D, 0x00E5, 0x0006, 0x0205, 0x027E, 0x00BD
NUMBER, LABEL, LABELSST, RSTRING = 0x0203, 0x0204, 0x00FD, 0x00D6
CELLS = frozenset({FORMULA, BOOLERR, RK, NUMBER, LABEL, LABELSST, RSTRING})
NUMBERS = frozenset({FORMULA, RK, NUMBER})
WORKSHEET = 0
BIFF8 = 0x0600
PERCENTS = frozenset({9, 10})
"""Built-in formats."""
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

Record = tuple[int, int, int]
"""number of its kind, where its data begin, how long they are."""


class Locked(Exception):
    """The workbook has a password."""


def clues(stream: bytes) -> tuple[Clues, ...]:
    """Of each worksheet in tab order. Raises Damaged, or Locked."""
    records = list(_records(stream, 0))
    percents = _percent_styles(stream, records)
    starts = [
        unpack_from("<I", stream, at)[0]
        for kind, at, size in records
        if kind == BOUNDSHEET and size > 6 and stream[at + 5] == WORKSHEET
    ]
    date1904 = any(kind == DATEMODE and size >= 2 and stream[at] == 1 for kind, at, size in records)
    return tuple(_sheet(stream, start, percents, date1904=date1904) for start in starts)


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """From a BOF to its EOF; what is embedded between (a chart) is passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            raise Damaged
        if kind == FILEPASS:
            raise Locked
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, at + 4, size
        at += 4 + size
    raise Damaged


def _percent_styles(stream: bytes, records: list[Record]) -> frozenset[int]:
    """The cell styles (XF) that show a number as a percentage."""
    own = {
        unpack_from("<H", stream, at)[0]: _format(stream, at, size) for kind, at, size in records if kind == FORMAT and size > 4
    }
    formats = [unpack_from("<H", stream, at + 2)[0] for kind, at, size in records if kind == XF and size >= 4]
    return frozenset(style for style, number in enumerate(formats) if number in PERCENTS or percent_format(own.get(number, "")))


def _format(stream: bytes, at: int, size: int) -> str:
    """Its code; anything but ASCII stands for itself in neither encoding and does not matter here."""
    return stream[at + 3 : at + size].replace(b"\0", b"").decode("latin-1")


def _sheet(stream: bytes, start: int, percents: frozenset[int], *, date1904: bool) -> Clues:
    found = Clues(date1904=date1904)
    for kind, at, size in _records(stream, start):
        if kind in CELLS and size >= 6:
            row, column, style = unpack_from("<HHH", stream, at)
            place = (row + 1, column + 1)
            found.reach(*place)
            if kind == FORMULA:
                found.formulas.add(place)
                _result(stream, at, size, place, found)
            elif kind == BOOLERR and size >= 8 and stream[at + 7]:
                found.errors[place] = ERRORS.get(stream[at + 6], "#?")
            if kind in NUMBERS and style in percents:
                found.percents.add(place)
        elif kind == MULRK and size >= 12:
            _several(stream, at, size, percents, found)
        elif kind == DIMENSIONS and size >= 14:
            _stated(stream, at, found)
        elif kind == ROW and size >= 16 and stream[at + 12] & 0x20:
            found.hidden.add(unpack_from("<H", stream, at)[0] + 1)
        elif kind == COLINFO and size >= 10 and stream[at + 8] & 1:
            first, last = unpack_from("<HH", stream, at)
            found.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == MERGED and size >= 2:
            count = min(unpack_from("<H", stream, at)[0], (size - 2) // 8)
            for number in range(count):
                top, bottom, left, right = unpack_from("<4H", stream, at + 2 + 8 * number)
                found.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return found


def _result(stream: bytes, at: int, size: int, place: tuple[int, int], found: Clues) -> None:
    """A formula's cached result is a number, or in its place a mark that it is an error."""
    if size >= 14 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        found.errors[place] = ERRORS.get(stream[at + 8], "#?")


def _several(stream: bytes, at: int, size: int, percents: frozenset[int], found: Clues) -> None:
    row, first = unpack_from("<HH", stream, at)
    count = (size - 6) // 6
    for number in range(count):
        if unpack_from("<H", stream, at + 4 + 6 * number)[0] in percents:
            found.percents.add((row + 1, first + number + 1))
    found.reach(row + 1, first + 1)
    found.reach(row + 1, first + count)


def _stated(stream: bytes, at: int, found: Clues) -> None:
    """The stated dimension reserves memory in the library, whatever the sheet holds."""
    top, bottom, left, right = unpack_from("<IIHH", stream, at)
    if bottom > top and right > left:
        found.reach(top + 1, left + 1)
        found.reach(bottom, right)
