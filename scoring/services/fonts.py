"""The Chinese type that comes with the program, for the window: a system without one draws boxes and says nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scoring.papers.faces import PLAIN, Role, bundled, coverage, cut

RARE = "Fuping Rare"
"""The family of ``rare_fonts``."""
TEXT = "Fuping Sans"
"""The family of the plain text, cut out of the first of ``window_fonts``."""


def window_fonts() -> tuple[Path, ...]:
    """Simplified Chinese, and the Japanese face for what only it has (𠮷 in a carrier's name), whole; the papers know the rest."""
    return tuple(face.path for face in (bundled()[0], bundled()[-1]))


def rare_fonts() -> tuple[bytes, ...]:
    """TrueType files, one for each weight, of what the Japanese face has and the Simplified Chinese one has not.

    As a fallback the variable font itself is drawn in its default weight, which is Thin.
    """
    plain, other = bundled()[0], bundled()[-1]
    letters = "".join(map(chr, coverage(other) - coverage(plain)))
    return tuple(cut(other, role, letters, RARE)[1] for role in PLAIN)


def cut_fonts(folder: Path) -> tuple[Path, ...]:
    """Both families in each weight, where ``write_cut_fonts`` has put them into the folder; else nothing.

    A real screen under Linux draws a variable font in its default weight, Thin, whatever weight is asked for. And whoever has
    these needs neither the whole variable fonts in memory nor what cuts them.
    """
    files = tuple(_file(folder, family, role) for family in (TEXT, RARE) for role in PLAIN)
    return files if all(file.is_file() for file in files) else ()


def write_cut_fonts(folder: Path) -> None:
    """Once for a person's folder, in half a second a weight. Each file is there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for family, faces in ((TEXT, _text_fonts()), (RARE, rare_fonts())):
        for role, face in zip(PLAIN, faces, strict=True):
            half = folder / f"{os.getpid()}.part"
            half.write_bytes(face)
            half.replace(_file(folder, family, role))


def _text_fonts() -> tuple[bytes, ...]:
    plain = bundled()[0]
    return tuple(cut(plain, role, "".join(map(chr, coverage(plain))), TEXT)[1] for role in PLAIN)


def _file(folder: Path, family: str, role: Role) -> Path:
    """Named after what it is cut from: another edition of that has another size."""
    source = bundled()[0 if family == TEXT else -1].path
    return folder / f"{family.rpartition(' ')[2].casefold()}-{source.stat().st_size}-{role.weight}.ttf"


if __name__ == "__main__":
    write_cut_fonts(Path(sys.argv[1]))
