"""The small parts of an OOXML workbook: who refers to whom, number formats, shared strings. Lives in the child."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from xml.parsers import expat

from scoring.intake.container import MEGABYTE, Package

Attributes: TypeAlias = Mapping[str, str]
Start: TypeAlias = Callable[[str, Attributes], None]

MOST_DEPTH = 64
MOST_MARKUP = 2 * MEGABYTE
"""Bytes of one tag or comment. Older expats read an unfinished one again with every chunk, which takes for ever."""
MOST_STRINGS = 2_000_000
MOST_TEXT = 32_767
"""Characters in one cell: Excel's own limit."""
MOST_TOTAL_TEXT = 64_000_000
"""Characters of a whole workbook as read, each use of a shared string counted: 32,767 of them named a million times is a bomb."""
MOST_SHEETS = 1_000
MOST_STYLES = 100_000

_DATES = {14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "m/d/yyyy h:mm"}
_CJK_DATES = dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy/m/d")
"""Built in without a code in the file; Chinese Excel shows these as dates, the exact shape does not matter to us."""
BUILT_IN_FORMATS: Final[Mapping[int, str]] = {9: "0%", 10: "0.00%", **_DATES, **_CJK_DATES}


def local(name: str) -> str:
    """``x:row`` → ``row``: some writers give every element a prefix."""
    return name.rpartition(":")[2]


def refusing_parser(package: Package) -> expat.XMLParserType:
    """An expat parser that stops at the first document type or entity: an honest workbook has none."""

    def refuse(*_: object) -> int:
        raise package.corrupt()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def feed(package: Package, parser: expat.XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
    """Push the bytes through, pausing after each chunk so that the caller can hand on what has come."""
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MOST_MARKUP:
                raise package.corrupt()
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as trouble:
        if trouble.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from None
        raise package.corrupt() from None


def each_element(package: Package, part: str, seen: Start) -> None:
    """Call ``seen`` with the local name and attributes of every element of a small part."""
    parser = refusing_parser(package)
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise package.corrupt()
        seen(local(name), attributes)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    for _ in feed(package, parser, package.chunks(part)):
        pass


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet as the workbook part names it."""

    name: str
    visible: bool
    part: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbook part says, and where its other parts are; an empty name means there is no such part."""

    sheets: tuple[SheetPart, ...]
    date1904: bool
    styles: str
    strings: str


def contents(package: Package) -> Contents:
    """Worksheets in tab order (chart and dialog sheets are passed over). Raises Refusal for a package that has none."""
    main = next((target for kind, target in _related(package, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    related = _related(package, main)
    sheets: list[SheetPart] = []
    date1904 = False

    def seen(name: str, attributes: Attributes) -> None:
        nonlocal date1904
        if name == "workbookPr":
            date1904 = attributes.get("date1904") in ("1", "true", "on")
        elif name == "sheet":
            reference = next((value for key, value in attributes.items() if local(key) == "id" and ":" in key), "")
            kind, target = related.get(reference, ("", ""))
            if kind == "worksheet":
                sheets.append(SheetPart(attributes.get("name", ""), attributes.get("state", "visible") == "visible", target))
                if len(sheets) > MOST_SHEETS:
                    raise package.too_large("sheets", MOST_SHEETS)

    each_element(package, main, seen)
    if not sheets:
        raise package.corrupt()
    by_kind = dict(related.values())
    return Contents(tuple(sheets), date1904, by_kind.get("styles", ""), by_kind.get("sharedStrings", ""))


def _related(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """Relation id → (last word of its type, part it points to). Empty where a part has no relations."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found: dict[str, tuple[str, str]] = {}

    def seen(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target if target.startswith("/") else _inside(folder, target))

    if package.has(relations):
        each_element(package, relations, seen)
    return found


def _inside(folder: str, target: str) -> str:
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def number_formats(package: Package, part: str) -> tuple[str, ...]:
    """Style number of a cell → number format code, empty for General and for what has nothing to do with dates or percent."""
    own: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def seen(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            styles.append(own.get(number) or BUILT_IN_FORMATS.get(int(number), ""))
            if len(styles) > MOST_STYLES:
                raise package.too_large("styles", MOST_STYLES)

    if part and package.has(part):
        each_element(package, part, seen)
    return tuple(styles)


def shared_strings(package: Package, part: str) -> list[str]:
    """All shared strings: the runs of a rich text joined, its reading aids (phonetic runs) left out."""
    if not part or not package.has(part):
        return []
    reader = _Strings(package)
    for _ in feed(package, reader.parser, package.chunks(part)):
        pass
    return reader.strings


class _Strings:
    """One pass over the shared strings.

    Attributes:
        strings: what has come so far.
    """

    def __init__(self, package: Package) -> None:
        self.strings: list[str] = []
        self._package = package
        self._runs: list[str] = []
        self._length = self._total = self._depth = self._phonetic = 0
        self.parser = refusing_parser(package)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, _: object) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._package.corrupt()
        name = local(name)
        if name == "rPh":
            self._phonetic += 1
        elif name == "si":
            self._runs, self._length = [], 0
        elif name == "t" and not self._phonetic:
            self.parser.CharacterDataHandler = self._text

    def _end(self, name: str) -> None:
        self._depth -= 1
        name = local(name)
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            self.strings.append(unescaped("".join(self._runs)))
            if len(self.strings) > MOST_STRINGS:
                raise self._package.too_large("strings", MOST_STRINGS)

    def _text(self, data: str) -> None:
        self._length += len(data)
        self._total += len(data)
        if self._length > MOST_TEXT:
            raise self._package.too_large("cell_text", MOST_TEXT)
        if self._total > MOST_TOTAL_TEXT:
            raise self._package.too_large("text", MOST_TOTAL_TEXT)
        self._runs.append(data)


_ESCAPE = re.compile(r"_x(0009|000A|000D|005F)_", re.IGNORECASE)


def unescaped(text: str) -> str:
    """``_x000D_`` is how OOXML writes a carriage return, ``_x005F_`` the underscore of a text that looks like one."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
