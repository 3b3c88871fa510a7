"""What a file is before it is opened, and the archive inside it, looked at before anything is unpacked. Lives in the child."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scoring.errors import Refusal, Said

MEGABYTE = 1_048_576
MOST_FILE_BYTES = 256 * MEGABYTE
MOST_ENTRIES = 10_000
MOST_XML_BYTES = 1_024 * MEGABYTE
"""Sum over all XML parts. A million styled but empty rows of ten columns are 300 MB, and honest."""
MOST_RATIO = 250
"""Unpacked to packed, asked of large parts only. Styled empty rows pack 15 : 1; a bomb 1,000 : 1."""
LARGE_PART = 8 * MEGABYTE
CHUNK = 262_144

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
BEGINNINGS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"<html", "HTML"),
    (b"<!doctype html", "HTML"),
    (b"<table", "HTML"),
    (b"<?xml", "XML"),
)
"""What carriers send under the name of a workbook: first bytes (blanks and BOM skipped, ASCII letters lowered) and its name."""

DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What zipfile raises over an archive that is cut off, bent, or packed in a way nobody uses."""

PACKED = ((b"rar!", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"))
"""Archives that nothing of ours unpacks, lowered."""

OPEN_DOCUMENT = "content.xml"
TABLE_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
OTHER_PACKAGES = (
    ("xl/workbook.bin", "workbook.unsupported_kind", ".xlsb"),
    ("word/document.xml", "workbook.other_kind", "Word"),
    ("ppt/presentation.xml", "workbook.other_kind", "PowerPoint"),
)
"""A part that tells another kind of archive, and what to answer."""


def too_large(name: str, measure: str, most: int) -> Refusal:
    """More of something than any honest workbook has."""
    return Refusal("workbook.too_large", name=name, what=Said(f"workbook.measure.{measure}"), most=most)


@contextmanager
def opening(name: str) -> Iterator[None]:
    """What the system says against opening or reading a file, as a refusal."""
    try:
        yield
    except FileNotFoundError:
        raise Refusal("workbook.missing", name=name) from None
    except PermissionError:
        raise Refusal("workbook.locked", name=name) from None
    except OSError as trouble:
        raise Refusal("workbook.unreadable", name=name, reason=trouble.strerror or type(trouble).__name__) from None


@contextmanager
def package(path: Path) -> Iterator[Package]:
    """The archive of a workbook. Raises Refusal (``workbook.*``) for whatever is none, or is none we dare unpack."""
    name = path.name
    try:
        with opening(name), zipfile.ZipFile(path) as archive, closing(Package(name, archive)) as parts:
            yield parts
    except (*DAMAGE, ValueError, LookupError):  # the last where XML names an encoding that nobody knows
        raise Refusal("workbook.corrupt", name=name) from None


def is_compound(path: Path) -> bool:
    """Whether it is an .xls or an .et of old; else it is a ZIP. Raises Refusal for all that is neither, told by its first bytes."""
    with opening(path.name):
        head = beginning(path)
        if head.startswith(OLE):
            _refuse_other_compounds(path)
            return True
    if head.startswith(ZIP):
        return False
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for first, kind in PACKED:
        if start.startswith(first):
            raise Refusal("workbook.packed_kind", name=path.name, kind=kind)
    for first, kind in BEGINNINGS:
        if start.startswith(first.lower()):
            raise Refusal("workbook.other_kind", name=path.name, kind=kind)
    raise Refusal("workbook.not_a_workbook", name=path.name)


def beginning(path: Path) -> bytes:
    """The first bytes of a file. Raises Refusal for one that is empty or too large to be looked at."""
    size = path.stat().st_size
    if not size:
        raise Refusal("workbook.empty", name=path.name)
    if size > MOST_FILE_BYTES:
        raise too_large(path.name, "file_megabytes", MOST_FILE_BYTES // MEGABYTE)
    with path.open("rb") as file:
        return file.read(512)


def _refuse_other_compounds(path: Path) -> None:
    """The old compound container may also be Word's, or hide an OOXML workbook behind a password. Told by its stream names."""
    content = path.read_bytes()
    if _stream("EncryptedPackage") in content:
        raise Refusal("workbook.encrypted", name=path.name)
    if _stream("WordDocument") in content:
        raise Refusal("workbook.other_kind", name=path.name, kind="Word")
    if _stream("Workbook") not in content and _stream("Book") not in content:
        raise Refusal("workbook.not_a_workbook", name=path.name)


def _stream(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")


class Package:
    """The parts of one archive, found whatever the case and slashes of their names.

    Attributes:
        name: the file's name, for refusals.
    """

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._archive = archive
        self._parts = {_key(info.filename): info for info in archive.infolist()}
        self._unpacked = 0
        self._file: zipfile.ZipExtFile | None = None
        self._look_before_unpacking()

    def close(self) -> None:
        """Let go of a part that was left half read: zipfile keeps the whole file open for it."""
        if self._file is not None:
            self._file.close()

    def has(self, part: str) -> bool:
        return _key(part) in self._parts

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, never more than the archive declares: zipfile stops there.

        Counted all the same: a workbook may give its sheets names that the look beforehand did not take for XML.
        """
        info = self._parts.get(_key(part))
        if info is None:
            raise self.corrupt()
        with self._open(info) as self._file:
            while chunk := self._file.read(CHUNK):
                self._unpacked += len(chunk)
                if self._unpacked > MOST_XML_BYTES:
                    raise self.too_large("xml_megabytes", MOST_XML_BYTES // MEGABYTE)
                yield chunk

    def _open(self, info: zipfile.ZipInfo) -> zipfile.ZipExtFile:
        try:
            opened = self._archive.open(info)
        except RuntimeError:  # zipfile's way to say that a part has a password
            raise Refusal("workbook.encrypted", name=self.name) from None
        assert isinstance(opened, zipfile.ZipExtFile)
        return opened

    def corrupt(self) -> Refusal:
        return Refusal("workbook.corrupt", name=self.name)

    def too_large(self, measure: str, most: int) -> Refusal:
        return too_large(self.name, measure, most)

    def _look_before_unpacking(self) -> None:
        infos = self._archive.infolist()
        if len(infos) > MOST_ENTRIES:
            raise self.too_large("entries", MOST_ENTRIES)
        for part, code, kind in OTHER_PACKAGES:
            if self.has(part):
                raise Refusal(code, name=self.name, kind=kind)
        if not any(map(self.has, ("[Content_Types].xml", "xl/workbook.xml", OPEN_DOCUMENT))):
            raise Refusal("workbook.other_kind", name=self.name, kind="ZIP")
        # Pictures are never unpacked, so only the XML counts; overlapping entries count as often as they are named.
        xml = [info for info in infos if info.filename.lower().endswith((".xml", ".rels"))]
        if sum(info.file_size for info in xml) > MOST_XML_BYTES:
            raise self.too_large("xml_megabytes", MOST_XML_BYTES // MEGABYTE)
        if any(info.file_size > LARGE_PART and info.file_size > MOST_RATIO * max(info.compress_size, 1) for info in xml):
            raise self.too_large("ratio", MOST_RATIO)
        if self.has(OPEN_DOCUMENT):
            self._refuse_other_documents()

    def _refuse_other_documents(self) -> None:
        """OpenDocument is also texts and slides, and has passwords: then its content is no XML."""
        kind = self._first_chunk("mimetype")
        if kind and not kind.startswith(TABLE_TYPE):
            raise Refusal("workbook.other_kind", name=self.name, kind="OpenDocument")
        if b"encryption-data" in self._first_chunk("META-INF/manifest.xml"):
            raise Refusal("workbook.encrypted", name=self.name)

    def _first_chunk(self, part: str) -> bytes:
        return next(self.chunks(part), b"") if self.has(part) else b""


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
