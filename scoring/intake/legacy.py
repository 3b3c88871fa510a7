"""The evidence of .xls, .ods and WPS .et: python-calamine for the values, a look beside it for what the library keeps silent.

The library shows errors as empty, percentages as bare numbers, and neither formulas nor hidden rows; it lays out every cell
between the first and the last, and allocates by what the file states. So each file is looked through first. What no look
can find remains: an .xls holds a result for every formula, worked out or not. Lives in the child.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from scoring.errors import Refusal
from scoring.intake import biff, odf
from scoring.intake.cells import Kind
from scoring.intake.clues import MOST_GRID, Clues
from scoring.intake.compound import Compound, Damaged
from scoring.intake.container import Package, too_large
from scoring.intake.counting import MOST_MERGED, Count, Piece, RawCell, in_pieces
from scoring.intake.parts import MOST_SHEETS

Position: TypeAlias = tuple[int, int]

DAY = "yyyy-mm-dd"
FIRST_DAY, LEAP_DAY, FIRST_DAY_1904 = date(1899, 12, 31), date(1900, 2, 28), date(1904, 1, 1)
SECONDS = Decimal(86_400)


def compound_pieces(path: Path) -> Iterator[Piece]:
    """The pieces of an old .xls or .et. Raises Refusal."""
    content = path.read_bytes()
    try:
        stream = Compound(content).stream("Workbook", "Book")
        found = biff.clues(stream) if stream is not None else ()
    except biff.Locked:
        raise Refusal("workbook.encrypted", name=path.name) from None
    except (Damaged, struct.error):
        raise Refusal("workbook.corrupt", name=path.name) from None
    yield from _pieces(path.name, content, found, mute=True)


def opendocument_pieces(path: Path, parts: Package) -> Iterator[Piece]:
    """The pieces of an .ods. Raises Refusal."""
    yield from _pieces(path.name, path.read_bytes(), odf.clues(parts), mute=False)


def _pieces(name: str, content: bytes, found: Sequence[Clues], *, mute: bool) -> Iterator[Piece]:
    """``mute``: whether a formula's result may be one that nobody ever worked out."""
    if sum(clues.grid for clues in found) > MOST_GRID:
        raise too_large(name, "grid", MOST_GRID)
    if len(found) > MOST_SHEETS:
        raise too_large(name, "sheets", MOST_SHEETS)
    if sum(len(clues.merged) for clues in found) > MOST_MERGED:
        raise too_large(name, "merged", MOST_MERGED)
    book, sheets = _opened(name, content)
    if len(sheets) != len(found):
        raise Refusal("workbook.corrupt", name=name)
    count = Count(name)
    formulas = 0
    for (index, title, visible), clues in zip(sheets, found, strict=True):
        yield {"sheet": title, "visible": visible}
        cells = list(_cells(_guarded(name, book, index), clues, count))
        yield from in_pieces(cells)
        rows = {row for row, *_ in cells}
        columns = {column for _, column, *_ in cells}
        formulas += len(clues.formulas)
        hidden = {"hidden": sorted(clues.hidden & rows), "hidden_columns": sorted(clues.hidden_columns & columns)}
        yield {"merged": clues.merged, **hidden}
    yield {"end": True, "date1904": any(clues.date1904 for clues in found), "unproven": formulas if mute else 0}


def _opened(name: str, content: bytes) -> tuple[Any, list[tuple[int, str, bool]]]:
    """The library's workbook, and number, name and visibility of its worksheets."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with _Guard(name):
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return book, [
            (index, sheet.name, sheet.visible == SheetVisibleEnum.Visible)
            for index, sheet in enumerate(book.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


def _guarded(name: str, book: Any, index: int) -> Iterator[tuple[int, int, object]]:
    """Row, column and value of every cell that the library shows."""
    with _Guard(name):
        sheet = book.get_sheet_by_index(index)
        if sheet.start is None:
            return
        _, left = sheet.start
        for row, values in enumerate(sheet.iter_rows()):
            for column, value in enumerate(values, start=left + 1):
                if value != "":
                    yield row + 1, column, value


class _Guard:
    """Whatever the library raises over a file is the file's fault; a panic of its own is no Exception."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if kind is None or issubclass(kind, Refusal | MemoryError | GeneratorExit):
            return
        if kind.__name__ == "PasswordError":
            raise Refusal("workbook.encrypted", name=self._name) from None
        raise Refusal("workbook.corrupt", name=self._name) from None


def _cells(shown: Iterator[tuple[int, int, object]], clues: Clues, count: Count) -> Iterator[RawCell]:
    """What the library shows and what it hides, in reading order."""
    values: dict[Position, object] = {(row, column): value for row, column, value in shown}
    for row, column in sorted(values.keys() | clues.errors.keys() | clues.never):
        at = (row, column)
        kind, text, number_format = _what(at, values, clues)
        if text or at in clues.formulas:
            count.add(text)
            yield row, column, kind.value, text, at in clues.formulas, number_format


def _what(at: Position, values: Mapping[Position, object], clues: Clues) -> tuple[Kind, str, str]:
    """Kind, text and number format of a cell."""
    if at in clues.errors:
        return Kind.ERROR, clues.errors[at], ""
    if at in clues.never:
        return Kind.NOT_CALCULATED, "", ""
    match values[at]:
        case bool() as answer:
            return Kind.BOOL, str(int(answer)), ""
        case int() | float() as number:
            return Kind.NUMBER, _digits(number), "0%" if at in clues.percents else ""
        case datetime() as moment:
            seconds = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
            return Kind.NUMBER, _plain(_serial(moment.date(), clues) + _part(seconds)), DAY
        case date() as day:
            return Kind.NUMBER, str(_serial(day, clues)), DAY
        case time() as hour:
            seconds = timedelta(hours=hour.hour, minutes=hour.minute, seconds=hour.second)
            return Kind.NUMBER, _plain(_part(seconds)), "h:mm"
        case timedelta() as length:
            return Kind.NUMBER, _plain(_part(length)), "[h]:mm"
        case other:
            return Kind.TEXT, str(other), ""


def _digits(number: float) -> str:
    """As an .xlsx has them: shortest, and a whole number without a point."""
    return str(int(number)) if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15) else repr(number)


def _serial(day: date, clues: Clues) -> int:
    """Excel's number of a day; one more from March 1900 on, for a day that never was."""
    return (day - FIRST_DAY_1904).days if clues.date1904 else (day - FIRST_DAY).days + (day > LEAP_DAY)


def _part(length: timedelta) -> Decimal:
    return (length.days * SECONDS + length.seconds) / SECONDS


def _plain(number: Decimal) -> str:
    return f"{number:f}"
