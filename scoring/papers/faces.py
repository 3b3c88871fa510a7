"""Font files: which faces a role may use, in what order, and how one weight of a few characters is cut out of them."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from scoring.errors import Refusal


class Role(Enum):
    """What a text is for. The first two are those of the window and of reports; the others are asked for by GB/T 9704."""

    HEADING = "heading"
    """黑体 of an official paper, and every heading of ours."""
    BODY = "body"
    TITLE = "title"
    """小标宋."""
    FANG = "fang"
    """仿宋."""
    KAI = "kai"
    """楷体."""
    SONG = "song"
    """宋体."""

    @property
    def weight(self) -> int:
        """On the axis ``wght``, where a face has one."""
        return 600 if self in (Role.HEADING, Role.TITLE) else 400


PLAIN = (Role.HEADING, Role.BODY)
OFFICIAL = (Role.HEADING, Role.TITLE, Role.FANG, Role.KAI, Role.SONG)


@dataclass(frozen=True, slots=True)
class FaceFile:
    """A font file; ``number`` counts inside a collection (.ttc)."""

    path: Path
    number: int = 0

    @property
    def name(self) -> str:
        """Letters and digits of the file's name, as a PostScript name wants them."""
        return "".join(letter for letter in self.path.stem.partition("[")[0] if letter.isalnum() and letter.isascii()) or "Face"


BUNDLED = ("notosanssc/NotoSansSC", "notosanstc/NotoSansTC", "notosanskr/NotoSansKR", "notosansjp/NotoSansJP")
"""Simplified Chinese first; the others only for a character it does not have (𠮷 stands in the Japanese face alone)."""

NOT_EMBEDDED = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"vhea", b"vmtx", b"VORG", b"STAT", b"DSIG")
"""Tables that a PDF has no use for."""
LAYOUT = (b"GSUB", b"GPOS", b"GDEF")
"""What a screen shapes text with: figures and marks of another width."""


@cache
def bundled() -> tuple[FaceFile, ...]:
    """The faces of the dependency justmytype-intl-cjk, straight from its folder."""
    folder = Path(str(files("justmytype_intl_cjk"))) / "fonts" / "ofl"
    return tuple(FaceFile(folder / f"{stem}[wght].ttf") for stem in BUNDLED)


@lru_cache(maxsize=16)
def opened(face: FaceFile) -> Any:
    """The file as a uharfbuzz Face (memory-mapped, hence kept). Raises Refusal where nothing can be embedded from it."""
    import uharfbuzz as hb

    try:
        found = hb.Face(hb.Blob.from_file_path(str(face.path)), face.number)
    except (OSError, hb.HarfBuzzError) as reason:
        raise Refusal("papers.font_unreadable", file=face.path.name, reason=str(reason)) from reason
    if "glyf" not in found.table_tags:  # reportlab embeds TrueType outlines only
        raise Refusal("papers.font_without_outlines", file=face.path.name)
    return found


@lru_cache(maxsize=16)
def coverage(face: FaceFile) -> frozenset[int]:
    """The code points a face has a glyph for."""
    return frozenset(opened(face).unicodes)


def cut(face: FaceFile, role: Role, characters: Iterable[str], family: str = "") -> tuple[str, bytes]:
    """PostScript name and TrueType file of just these characters in the role's weight; ``family`` where programs choose by it.

    The name depends on the content: two cuts of one face must never pass for the same font, neither in reportlab (which
    would draw bold with the regular one) nor in a program that joins several of our papers.
    """
    import uharfbuzz as hb  # here, because the window asks for our fonts before it wants to print

    letters = "".join(sorted(characters))
    name = f"{face.name}-{role.weight}-{sha256(letters.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    source = opened(face)
    order = hb.SubsetInput()
    order.unicode_set.update(map(ord, letters))
    order.name_id_set.update((4, 6))
    order.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    unwanted = (tag for tag in NOT_EMBEDDED if not family or tag not in LAYOUT)
    order.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in unwanted)
    _pin(order, source, role.weight)
    return name, _renamed(order.subset(source), name, (family, "Regular" if role is Role.BODY else "SemiBold") if family else ())


def _pin(order: Any, source: Any, weight: int) -> None:
    """Every axis to its default, the weight to ours: a variable font's default instance is Thin, and reportlab takes it."""
    if not source.has_var_data:
        return
    order.pin_all_axes_to_default(source)
    for axis in source.axis_infos:
        if axis.tag == "wght":
            order.pin_axis_location(source, "wght", min(max(weight, axis.min_value), axis.max_value))


def _renamed(face: Any, name: str, family: tuple[str, ...]) -> bytes:
    """The file of a (small) face under another full and PostScript name: uharfbuzz cannot set names, so the tables are put
    together here. Checksums stay 0: reportlab reckons those of what it embeds, and what draws the window asks for none.
    """
    tables = {tag: bytes(face.reference_table(tag).data) for tag in sorted(face.table_tags)} | {"name": _name_table(name, family)}
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x00010000, len(tables), 0, 0, 0), b""
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4s3I", tag.encode("ascii"), 0, offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


def _name_table(name: str, family: tuple[str, ...]) -> bytes:
    """A ``name`` table (format 0), Windows, Unicode, US English: family and style (1, 2) if any, full and PostScript name (4, 6)."""
    records, texts = b"", b""
    for name_id, text in (*enumerate(family, 1), (4, name), (6, name)):
        letters = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, name_id, len(letters), len(texts))
        texts += letters
    return struct.pack(">3H", 0, len(records) // 12, 6 + len(records)) + records + texts
