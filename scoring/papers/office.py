"""The faces of an official paper (GB/T 9704): what the system has for each role, else ours. None of them may be shipped."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from scoring.errors import Refusal
from scoring.papers.faces import OFFICIAL, FaceFile, Role, coverage, opened

SUFFIXES = (".ttf", ".ttc", ".otf")
FS_TYPE, RESTRICTED = 8, 0x0002
"""Offset of the embedding licence in the table OS/2, and its value for a face that must not be embedded."""
SAMPLE = "关于公示的通知"
"""A face of another script under a known name does not serve."""


@dataclass(frozen=True, slots=True)
class OfficeRole:
    """``word``: how an editable paper calls the face; ``files``: stems of font files, the best first."""

    word: str
    files: tuple[str, ...]


@cache
def office_roles() -> Mapping[Role, OfficeRole]:
    """As the file beside the templates has them."""
    text = files("resources").joinpath("documents", "faces.toml").read_text("utf-8")
    return {Role(one["role"]): OfficeRole(one["word"], tuple(one["files"])) for one in tomllib.loads(text)["roles"]}


def office_faces(chosen: Mapping[Role, Path] | None = None) -> Mapping[Role, tuple[FaceFile, ...]]:
    """Role → its face, where the system has one or a file was chosen. Raises Refusal for a chosen file nothing can be set with."""
    found = dict(_found())
    for role, path in (chosen or {}).items():
        face = FaceFile(path)
        if not path.is_file():
            raise Refusal("papers.font_missing", file=str(path))
        opened(face)
        found[role] = (face,)
    return found


def substituted(faces: Mapping[Role, tuple[FaceFile, ...]]) -> tuple[str, ...]:
    """The faces GB/T 9704 asks for that are not there, by the names they have in Word."""
    return tuple(office_roles()[role].word for role in OFFICIAL if role not in faces)


@cache
def _found() -> Mapping[Role, tuple[FaceFile, ...]]:
    there = {path.stem.casefold(): path for folder in reversed(list(_folders())) for path in _files(folder)}
    found: dict[Role, tuple[FaceFile, ...]] = {}
    for role, wanted in office_roles().items():
        paths = (there[stem.casefold()] for stem in wanted.files if stem.casefold() in there)
        face = next((FaceFile(path) for path in paths if _serves(FaceFile(path))), None)
        if face is not None:
            found[role] = (face,)
    return found


def _serves(face: FaceFile) -> bool:
    """Whether it can be embedded, may be, and writes Chinese."""
    try:
        table = bytes(opened(face).reference_table("OS/2").data)
        is_restricted = int.from_bytes(table[FS_TYPE : FS_TYPE + 2], "big") & 0x000F == RESTRICTED
        return not is_restricted and all(ord(letter) in coverage(face) for letter in SAMPLE)
    except Refusal:
        return False


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder, onerror=lambda _: None):
        yield from (Path(place) / name for name in sorted(names) if name.lower().endswith(SUFFIXES))


def _folders() -> Iterator[Path]:
    """Where systems keep fonts; a person's own come first."""
    home = Path.home()
    if local := os.environ.get("LOCALAPPDATA"):
        yield Path(local) / "Microsoft" / "Windows" / "Fonts"
    yield from (home / ".local" / "share" / "fonts", home / ".fonts", home / "Library" / "Fonts")
    if windows := os.environ.get("WINDIR"):
        yield Path(windows) / "Fonts"
    system = ("/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
    yield from map(Path, system)
