"""Files that no honest program writes: compound containers, OpenDocument tables and ZIPs, down to the byte."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from struct import pack

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(stream: bytes, name: str = "Workbook", *, circle: bool = False) -> bytes:
    """A container with one stream, none of it in small sectors. ``circle``: its chain never ends."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // SECTOR)
    fats = -(-(count + 1) * 4 // SECTOR) + 1
    chain = [FAT] * fats + [END] + [*range(fats + 2, fats + 1 + count), fats + 1 if circle else END]
    table = pack(f"<{len(chain)}I", *chain).ljust(fats * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += pack("<IIIIIIIII", 0, fats, fats, 0, 4096, END, 0, END, 0)
    header += pack("<109I", *range(fats), *[FREE] * (109 - fats))
    folder = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, fats + 1, len(stream))
    return header + table + folder.ljust(SECTOR, b"\0") + stream.ljust(count * SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return (raw.ljust(64, b"\0") + pack("<HBBIII", len(raw), kind, 1, FREE, FREE, child)).ljust(116, b"\0") + pack(
        "<IQ", start, size
    )


def record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def biff(*cells: bytes, globals_: bytes = b"", sheets: int = 1) -> bytes:
    """An old workbook's stream: so many sheets, each with these cell records."""
    bof = record(0x0809, pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    sheet = record(0x0809, pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x000A)
    names = [f"S{number}".encode("latin-1") for number in range(sheets)]
    length = len(bof) + len(globals_) + sum(4 + 8 + len(name) for name in names) + 4
    bounds = b"".join(
        record(0x0085, pack("<IBBBB", length + number * len(sheet), 0, 0, len(name), 0) + name)
        for number, name in enumerate(names)
    )
    return bof + globals_ + bounds + record(0x000A) + sheet * sheets


def biff_number(row: int, column: int, value: int = 1) -> bytes:
    """Row and column from 0, as the records have them."""
    return record(0x0203, pack("<HHHd", row, column, 0, value))


NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)
ODS_CELL = '<table:table-cell office:value-type="float" office:value="42"><text:p>42</text:p></table:table-cell>'


def ods_content(rows: str, *, prologue: str = "", sheets: int = 1) -> str:
    tables = "".join(f'<table:table table:name="S{number}">{rows}</table:table>' for number in range(sheets))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<office:document-content {NAMES}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def ods(path: Path, content: str, *, manifest: str = "<manifest/>", kind: str = "spreadsheet") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def packed(path: Path, entries: Iterable[tuple[str, bytes]], *, gbk: bool = False) -> Path:
    """A ZIP of files. ``gbk``: names as Chinese Windows packs them, without a word that they are no UTF-8."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(_Plain(name) if gbk else zipfile.ZipInfo(name, (2026, 3, 1, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return path


class _Plain(zipfile.ZipInfo):
    """An entry whose name is written in GBK."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own word
        return self.filename.encode("gbk"), self.flag_bits & ~0x800
