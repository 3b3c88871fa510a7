"""The type case of one document: the faces of its roles, cut to its characters, known to reportlab while it is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import count, groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from scoring.errors import Refusal
from scoring.papers.faces import PLAIN, FaceFile, Role, bundled, coverage, cut

_serial = count(1)
SHOWN = 40
"""Characters of a text quoted in a refusal."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one role can set: ``advances`` in thousandths of the size, ``fonts`` reportlab's name for every character.

    ``main`` draws all but the characters of ``strangers``, which come from faces further down the chain.
    """

    main: str
    advances: Mapping[str, int]
    fonts: Mapping[str, str]
    strangers: frozenset[str]

    def width(self, text: str, size: float) -> float:
        """In points. Raises KeyError for a character the document did not announce."""
        return sum(map(self.advances.__getitem__, text)) * size / 1000

    def runs(self, text: str) -> list[tuple[str, str]]:
        """(font, piece) from left to right."""
        if self.strangers.isdisjoint(text):
            return [(self.main, text)]
        return [(font, "".join(piece)) for font, piece in groupby(text, self.fonts.__getitem__)]


TypeCases = Mapping[Role, Case]


@contextmanager
def type_cases(
    texts: Iterable[str],
    faces: tuple[FaceFile, ...] = (),
    *,
    roles: Iterable[Role] = PLAIN,
    first: Mapping[Role, tuple[FaceFile, ...]] | None = None,
) -> Iterator[TypeCases]:
    """Every character of the texts in every role. ``faces`` are asked where the bundled ones have no glyph, those of ``first``
    before the bundled ones in their role.

    Raises Refusal for a character no face has: reportlab would draw a box and say nothing. reportlab's registry belongs
    to the process: names are never used twice, and they are gone when the document is done.
    """
    kept = tuple(dict.fromkeys(texts))
    letters = frozenset(clean("".join(kept))) - {"\n"} | {" ", "…"}
    made: list[TTFont] = []
    cases: dict[tuple[int, tuple[FaceFile, ...]], Case] = {}
    try:
        yield {role: _shared(role, letters, (first or {}).get(role, ()) + bundled() + faces, kept, cases, made) for role in roles}
    finally:
        for font in made:
            del pdfmetrics._fonts[font.fontName]  # noqa: SLF001 - see _registered


def _shared(
    role: Role,
    letters: frozenset[str],
    chain: tuple[FaceFile, ...],
    texts: Iterable[str],
    cases: dict[tuple[int, tuple[FaceFile, ...]], Case],
    made: list[TTFont],
) -> Case:
    """Roles of one weight and one chain of faces share their case: what falls back to the same face is embedded once."""
    key = role.weight, chain
    if key not in cases:
        cases[key] = _case(role, _homes(letters, chain, texts), made)
    return cases[key]


def _homes(letters: frozenset[str], chain: tuple[FaceFile, ...], texts: Iterable[str]) -> Mapping[FaceFile, frozenset[str]]:
    """Which face draws which letters. Raises Refusal for letters without a home."""
    homes: dict[FaceFile, frozenset[str]] = {}
    left = letters
    for face in chain:
        own = frozenset(letter for letter in left if ord(letter) in coverage(face))
        left -= own
        if own or not homes:
            homes[face] = own
    if left:
        raise missing_glyphs(left, texts)
    return homes


def missing_glyphs(letters: frozenset[str], texts: Iterable[str]) -> Refusal:
    """The refusal, with the first text in which one of the letters stands."""
    where = next((text for text in texts if not letters.isdisjoint(text)), "")
    shown = tuple(f"{letter if letter.isprintable() else '?'} (U+{ord(letter):04X})" for letter in sorted(letters))
    return Refusal("papers.missing_glyph", characters=shown, where=where[:SHOWN] + "…" * (len(where) > SHOWN))


def _case(role: Role, homes: Mapping[FaceFile, frozenset[str]], made: list[TTFont]) -> Case:
    advances: dict[str, int] = {}
    fonts: dict[str, str] = {}
    for face, letters in homes.items():
        font = _registered(*cut(face, role, letters))
        made.append(font)
        advances |= {letter: font.face.getCharWidth(ord(letter)) for letter in letters}
        fonts |= dict.fromkeys(letters, font.fontName)
    main = next(iter(homes))
    return Case(fonts[" "], advances, fonts, frozenset(fonts) - homes[main])


def _registered(name: str, data: bytes) -> TTFont:
    """Straight into reportlab's table: ``registerFont`` would also merge fonts by PostScript name and never forget a family."""
    font = Embedded(f"{name}#{next(_serial)}", BytesIO(data), asciiReadable=True, shapable=False)
    pdfmetrics._fonts[font.fontName] = font  # noqa: SLF001
    return font


class Embedded(TTFont):  # type: ignore[misc] # reportlab carries no types
    """A TrueType font whose text can be copied out again, whatever its characters.

    reportlab writes the code point itself into the ToUnicode map, in four digits or more: 𠮷 would copy out as another
    character, and one block may hold no more than 100 entries.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        subsets = list(self.state[doc].subsets)
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = to_unicode(name, subset)


def to_unicode(name: str, subset: list[int]) -> str:
    """The ToUnicode map of a one-byte font: its codes (places in ``subset``) → UTF-16BE of the code points there."""
    pairs = [f"<{code:02X}> <{_utf16(point)}>" for code, point in enumerate(subset) if point]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _utf16(point: int) -> str:
    return chr(point).encode("utf-16-be", "surrogatepass").hex().upper()


@cache
def _replacements() -> Mapping[int, str]:
    """What is drawn instead of characters that are no ink: blanks of all kinds as a blank, format characters not at all."""
    table: dict[int, str] = {}
    for point in (*range(0x3000), 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)):
        letter = chr(point)
        category = unicodedata.category(letter)
        if category == "Zs" and letter not in " \u00a0":
            table[point] = " "
        elif category in ("Cc", "Cf") or 0xFE00 <= point < 0xFE10 or point >= 0xE0100:
            table[point] = ""
    return table | {ord("\n"): "\n", 0x2028: "\n", 0x2029: "\n", ord("\t"): " "}


def clean(text: str) -> str:
    """The text as it can be set: only visible characters, blanks and line feeds."""
    return text.replace("\r\n", "\n").translate(_replacements()) if not text.isascii() or not text.isprintable() else text
