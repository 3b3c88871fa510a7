"""A ZIP of returns, as mail programs and phones pack them: its workbooks unpacked for the same guarded look. Lives in the child.

Nothing of an entry's name reaches the disk: files are numbered. What is no workbook (papers, pictures, what systems leave
behind) is passed over as in a folder.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from struct import unpack_from

from scoring.errors import Refusal
from scoring.intake.container import (
    CHUNK,
    DAMAGE,
    LARGE_PART,
    MEGABYTE,
    MOST_ENTRIES,
    MOST_RATIO,
    OPEN_DOCUMENT,
    OTHER_PACKAGES,
    ZIP,
    beginning,
    opening,
    too_large,
)
from scoring.intake.wire import Unpacked

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et"})
ARCHIVES = frozenset({".zip", ".rar", ".7z"})
"""What may hold returns and is unpacked only from the outside (.zip), or not at all."""
LEFT_BEHIND = ("~$", ".")
"""Beginnings of the names of what Excel, WPS and systems leave beside a file."""
MOST_WORKBOOKS = 2_000
MOST_UNPACKED = 256 * MEGABYTE
UTF8, ENCRYPTED = 0x800, 0x1
UNICODE_PATH = 0x7075
"""Where some packers keep the name once more, in UTF-8."""


def is_left_behind(name: str) -> bool:
    """``~$return.xlsx``, ``._return.xlsx`` and whatever lies in a folder __MACOSX."""
    path = PurePosixPath(name)
    return path.name.startswith(LEFT_BEHIND) or "__MACOSX" in path.parts


def unpack(path: Path, folder: Path) -> tuple[Unpacked, ...] | None:
    """The workbooks of a ZIP in its own order; None where it is itself a workbook. Raises Refusal for one that is no ZIP, or a bomb."""
    with opening(path.name):
        if not beginning(path).startswith(ZIP):
            return None  # a renamed something: the reader says what it is
        try:
            with zipfile.ZipFile(path) as archive:
                return _unpacked(path.name, archive, folder)
        except (*DAMAGE, ValueError):
            raise Refusal("workbook.corrupt", name=path.name) from None


def _unpacked(name: str, archive: zipfile.ZipFile, folder: Path) -> tuple[Unpacked, ...] | None:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise too_large(name, "entries", MOST_ENTRIES)
    names = {info.filename.replace("\\", "/").lower() for info in infos}
    if names & {"[content_types].xml", "xl/workbook.xml", OPEN_DOCUMENT, *(part for part, _, _ in OTHER_PACKAGES)}:
        return None
    wanted = [(_name(info), info) for info in infos if not info.is_dir()]
    wanted = [(called, info) for called, info in wanted if _suffix(called) in WORKBOOKS | ARCHIVES and not is_left_behind(called)]
    if not wanted:
        raise Refusal("workbook.nothing_inside", name=name)
    _look_before_unpacking(name, [info for _, info in wanted])
    times = Counter(called for called, _ in wanted)
    return tuple(_entries(archive, wanted, times, folder))


def _look_before_unpacking(name: str, infos: list[zipfile.ZipInfo]) -> None:
    """Overlapping entries count as often as they are named."""
    if len(infos) > MOST_WORKBOOKS:
        raise too_large(name, "workbooks", MOST_WORKBOOKS)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise too_large(name, "unpacked_megabytes", MOST_UNPACKED // MEGABYTE)
    if any(info.file_size > LARGE_PART and info.file_size > MOST_RATIO * max(info.compress_size, 1) for info in infos):
        raise too_large(name, "ratio", MOST_RATIO)


def _entries(
    archive: zipfile.ZipFile, wanted: list[tuple[str, zipfile.ZipInfo]], times: Counter[str], folder: Path
) -> Iterator[Unpacked]:
    told: set[str] = set()
    for number, (called, info) in enumerate(wanted, start=1):
        if times[called] > 1:
            if called not in told:
                yield Unpacked(called, None, Refusal("workbook.entry_twice", name=called, count=times[called]))
            told.add(called)
        elif _suffix(called) in ARCHIVES:
            yield Unpacked(called, None, Refusal("workbook.packed_inside", name=called))
        else:
            yield _entry(archive, called, info, folder / f"{number:04}{_suffix(called)}")


def _entry(archive: zipfile.ZipFile, called: str, info: zipfile.ZipInfo, file: Path) -> Unpacked:
    """Written out, or refused by itself: the others go on."""
    if info.flag_bits & ENCRYPTED:
        return Unpacked(called, None, Refusal("workbook.encrypted_entry", name=called))
    try:
        with archive.open(info) as packed, file.open("wb") as out:
            while chunk := packed.read(CHUNK):  # zipfile stops at the size the archive declares
                out.write(chunk)
    except (*DAMAGE, ValueError, RuntimeError):
        file.unlink(missing_ok=True)
        return Unpacked(called, None, Refusal("workbook.corrupt", name=called))
    return Unpacked(called, file)


def _name(info: zipfile.ZipInfo) -> str:
    """As its sender saw it: Chinese Windows packs names in GBK and does not say so, and other packers forget to say UTF-8."""
    if info.flag_bits & UTF8:
        return _tidy(info.filename)
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return _tidy(_unicode_path(info.extra) or raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _tidy(info.filename)


def _unicode_path(extra: bytes) -> str:
    """The name in the extra field, empty where there is none. Raises UnicodeDecodeError."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = unpack_from("<HH", extra, at)
        if kind == UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8")
        at += 4 + size
    return ""


def _tidy(name: str) -> str:
    """Slashes forward; no steps upwards and no control characters in what people are shown."""
    steps = (step for step in name.replace("\\", "/").split("/") if step not in ("", ".", ".."))
    return "".join(letter for letter in "/".join(steps) if letter.isprintable()) or "?"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
