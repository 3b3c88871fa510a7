"""The evidence pass: one streaming look at every cell of a workbook that holds something. Lives in the child.

Nothing is trusted: sizes are looked at before unpacking, document types and entities are refused, the stated dimension is
ignored, and cells, texts and nesting are bounded. Cost grows with the cells that hold something: a value in XFD1048576 is
one cell, and cells with a style and nothing else are taken out before the parser sees them. What a file is, is told by its
content and never by its name; .xls, .ods and .et are ``legacy``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from scoring.intake.cells import LAST_COLUMN, LAST_ROW, Kind
from scoring.intake.container import OPEN_DOCUMENT, Package, is_compound, package
from scoring.intake.counting import MOST_MERGED, PIECE_CELLS, PIECE_TEXT, Count, Piece, RawCell, in_pieces
from scoring.intake.parts import (
    MOST_DEPTH,
    MOST_TEXT,
    SheetPart,
    contents,
    feed,
    local,
    number_formats,
    refusing_parser,
    shared_strings,
    unescaped,
)


def evidence(path: Path) -> Iterator[Piece]:
    """The pieces of a workbook in order. Raises Refusal (``workbook.*``), perhaps after the first pieces have come."""
    if is_compound(path):
        from scoring.intake.legacy import compound_pieces

        yield from compound_pieces(path)
        return
    with package(path) as parts:
        if parts.has(OPEN_DOCUMENT):
            from scoring.intake.legacy import opendocument_pieces

            yield from opendocument_pieces(path, parts)
        else:
            yield from _pieces(parts)


def _pieces(parts: Package) -> Iterator[Piece]:
    book = contents(parts)
    texts = _Texts(parts, shared_strings(parts, book.strings))
    formats = number_formats(parts, book.styles)
    for sheet in book.sheets:
        yield {"sheet": sheet.name, "visible": sheet.visible}
        yield from _sheet(parts, sheet, texts, formats)
    yield {"end": True, "date1904": book.date1904, "unproven": 0}


def _sheet(parts: Package, sheet: SheetPart, texts: _Texts, formats: Sequence[str]) -> Iterator[Piece]:
    reader = _SheetReader(parts, texts, formats)
    for _ in feed(parts, reader.parser, reader.without_empty_cells(parts.chunks(sheet.part))):
        yield from reader.pieces(PIECE_CELLS)
    yield from reader.pieces(1)
    yield {"hidden": sorted(reader.hidden), "hidden_columns": reader.hidden_columns, "merged": reader.merged}


class _Texts(Count):
    """The shared strings, and the count of all that a workbook says."""

    def __init__(self, parts: Package, shared: list[str]) -> None:
        super().__init__(parts.name)
        self._parts = parts
        self._shared = shared

    def shared(self, number: str) -> str:
        index = whole(self._parts, number.strip())
        if index >= len(self._shared):
            raise self._parts.corrupt()
        return self._shared[index]


_STYLE_ONLY = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*/>')
_BARE_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^<>]*></row>')
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_KINDS = {
    "n": Kind.NUMBER,
    "s": Kind.TEXT,
    "str": Kind.TEXT,
    "inlineStr": Kind.TEXT,
    "d": Kind.TEXT,
    "b": Kind.BOOL,
    "e": Kind.ERROR,
}


class _SheetReader:
    """One pass over one sheet part.

    Attributes:
        hidden: hidden rows that hold something; ``hidden_columns`` all that are hidden, few as they must be.
        merged: merged ranges as [top, left, bottom, right].
    """

    def __init__(self, parts: Package, texts: _Texts, formats: Sequence[str]) -> None:
        self.hidden: set[int] = set()
        self.hidden_columns: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._parts = parts
        self._texts = texts
        self._formats = formats
        self._cells: list[RawCell] = []
        self._characters = 0
        self._depth = 0
        self._row = self._column = 0
        self._row_hidden = self._thinned = False
        self._kind = self._style = ""
        self._formula = self._valued = self._phonetic = False
        self._runs: list[str] = []
        self._length = 0
        self.parser = refusing_parser(parts)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def pieces(self, at_least: int) -> Iterator[Piece]:
        """What has been gathered, if it is so many cells or a good deal of text."""
        if len(self._cells) >= at_least or self._characters >= PIECE_TEXT:
            ready, self._cells, self._characters = self._cells, [], 0
            yield from in_pieces(ready)

    def without_empty_cells(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The bytes less what holds nothing, three times as fast as asking the parser. Comments and CDATA switch it off."""
        rest = b""
        for chunk in chunks:
            whole = rest + chunk
            cut = whole.rfind(b">") + 1 or len(whole)
            whole, rest = whole[:cut], whole[cut:]
            if b"<!" not in whole:
                thin = _BARE_ROW.sub(b"", _STYLE_ONLY.sub(b"", whole))
                self._thinned = self._thinned or len(thin) < len(whole)
                whole = thin
            yield whole
        yield rest

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._parts.corrupt()
        match local(name):
            case "c":
                self._start_cell(attributes)
            case "row":
                self._row = whole(self._parts, attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
                self._row_hidden = attributes.get("hidden") in ("1", "true")
            case "v":
                self._valued = True
                self.parser.CharacterDataHandler = self._text
            case "t" if not self._phonetic:
                self._valued = True
                self.parser.CharacterDataHandler = self._text
            case "f":
                self._formula = True
            case "rPh":
                self._phonetic = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in ("1", "true"):
                self._hide(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        match local(name):
            case "c":
                self._end_cell()
            case "v" | "t":
                self.parser.CharacterDataHandler = None
            case "rPh":
                self._phonetic = False

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            self._row, self._column = self._position(reference)
        elif self._thinned:
            raise self._parts.corrupt()  # no writer mixes cells with and without an address; counting would misplace it
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._formula = self._valued = False
        self._runs, self._length = [], 0

    def _end_cell(self) -> None:
        text = "".join(self._runs)
        kind = _KINDS.get(self._kind, Kind.TEXT)
        if kind is not Kind.TEXT and not text.strip():
            if not self._formula:
                return
            kind, text = Kind.NOT_CALCULATED, ""
        elif kind is Kind.TEXT and not self._valued:
            if not self._formula:
                return
            kind = Kind.NOT_CALCULATED
        if self._kind == "s" and kind is Kind.TEXT:
            text = self._texts.shared(text)
        elif kind is Kind.TEXT:
            text = unescaped(text)
        if text or self._formula:
            self._keep(kind, text)

    def _keep(self, kind: Kind, text: str) -> None:
        if not (0 < self._row <= LAST_ROW and 0 < self._column <= LAST_COLUMN):
            raise self._parts.corrupt()
        self._texts.add(text)
        self._characters += len(text)
        text = text if kind is Kind.TEXT else text.strip()
        number_format = self._number_format() if kind is Kind.NUMBER else ""
        self._cells.append((self._row, self._column, kind.value, text, self._formula, number_format))
        if self._row_hidden:
            self.hidden.add(self._row)

    def _number_format(self) -> str:
        style = whole(self._parts, self._style)
        return self._formats[style] if style < len(self._formats) else ""

    def _text(self, data: str) -> None:
        self._length += len(data)
        if self._length > MOST_TEXT:
            raise self._parts.too_large("cell_text", MOST_TEXT)
        self._runs.append(data)

    def _hide(self, attributes: dict[str, str]) -> None:
        """Excel hides the whole rest of a sheet in one stroke; nobody's table stands there."""
        first, last = (whole(self._parts, attributes.get(end, "0")) for end in ("min", "max"))
        if len(self.hidden_columns) < LAST_COLUMN:
            self.hidden_columns += range(first, min(last, LAST_COLUMN) + 1)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if not _REFERENCE.fullmatch(first):
            return  # a whole column; nothing of ours hangs on it
        top, left = self._position(first)
        bottom, right = self._position(last or first)
        self.merged.append((top, left, bottom, right))
        if len(self.merged) > MOST_MERGED:
            raise self._parts.too_large("merged", MOST_MERGED)

    def _position(self, reference: str) -> tuple[int, int]:
        found = _REFERENCE.fullmatch(reference)
        if not found:
            raise self._parts.corrupt()
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - 64
        return int(found[2]), column


def whole(parts: Package, digits: str) -> int:
    """A row, a style, the number of a shared string. Raises Refusal for anything but a few plain digits."""
    if not (digits.isascii() and digits.isdigit() and len(digits) < 8):
        raise parts.corrupt()
    return int(digits)
