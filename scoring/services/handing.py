"""What was handed in: files, folders and ZIPs made into workbooks one by one, each with the name people know it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring.errors import Refusal, Said
from scoring.intake.archive import ARCHIVES, WORKBOOKS, is_left_behind
from scoring.intake.child import WorkbookReader

SUFFIXES = WORKBOOKS | ARCHIVES
"""What a folder is searched for; the reader says which of them it can read."""
NOT_UNPACKED = {".rar": "RAR", ".7z": "7z"}


@dataclass(frozen=True, slots=True)
class Handed:
    """A workbook, or what was to be one.

    ``path`` is where its bytes lie: a copy of ours where it came in a ZIP. ``given`` is the path as it was told, with the
    name in the ZIP behind it; ``document`` names it in findings: ``回.xlsx``, ``回.zip/甲/回.xlsx``.
    """

    path: Path
    given: Path
    document: str
    refusal: Said | None = None


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files as given, folders searched (not below), in the order of names. Raises Refusal for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (
                each
                for each in path.iterdir()
                if each.suffix.lower() in SUFFIXES and each.is_file() and not is_left_behind(each.name)
            )
            found += sorted(inside, key=lambda each: each.name)
        elif path.is_file():
            found.append(path)
        else:
            raise Refusal("services.no_such_file", name=path.name)
    return tuple(found)


def handed_in(reader: WorkbookReader, paths: Iterable[Path], folder: Path) -> tuple[Handed, ...]:
    """Every workbook of files, folders and ZIPs; ZIPs are unpacked into ``folder``, which is the caller's to remove.

    What cannot be unpacked stands there with its refusal. Raises Refusal for a path that is not there, and where there is
    nothing at all.
    """
    files = files_in(paths)
    if not files:
        raise Refusal("services.no_workbooks", suffixes=sorted(SUFFIXES - NOT_UNPACKED.keys()))
    return tuple(handed for number, path in enumerate(files) for handed in _handed(reader, path, folder / f"{number:04}"))


def _handed(reader: WorkbookReader, path: Path, folder: Path) -> Iterator[Handed]:
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        yield Handed(path, path, path.name)
    elif suffix in NOT_UNPACKED:
        yield Handed(path, path, path.name, Said("workbook.packed_kind", {"name": path.name, "kind": NOT_UNPACKED[suffix]}))
    else:
        yield from _unpacked(reader, path, folder)


def _unpacked(reader: WorkbookReader, path: Path, folder: Path) -> Iterator[Handed]:
    folder.mkdir()
    try:
        entries = reader.unpack(path, folder)
    except Refusal as refusal:
        yield Handed(path, path, path.name, refusal.said)
        return
    if entries is None:
        yield Handed(path, path, path.name)
        return
    for entry in entries:
        document = f"{path.name}/{entry.name}"
        why = entry.refusal.said if entry.refusal is not None else None
        said = Said(why.code, {**why.facts, "name": document}) if why else None
        yield Handed(entry.file or path, path / entry.name, document, said)
