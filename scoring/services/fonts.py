"""The Chinese type that comes with the program, for the window: a system without one draws boxes and says nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scoring.papers.faces import Role, bundled, coverage, cut

RARE = "Fuping Rare"
"""The family of ``rare_fonts``."""
TEXT = "Fuping Sans"
"""The family of ``text_fonts``."""


def window_fonts() -> tuple[Path, ...]:
    """Simplified Chinese, and the Japanese face for what only it has (𠮷 in a carrier's name); the papers know the rest."""
    return tuple(face.path for face in (bundled()[0], bundled()[-1]))


def rare_fonts() -> tuple[bytes, ...]:
    """TrueType files, one for each weight, of what the Japanese face has and the Simplified Chinese one has not.

    As a fallback the variable font itself is drawn in its default weight, which is Thin.
    """
    plain, other = bundled()[0], bundled()[-1]
    letters = "".join(map(chr, coverage(other) - coverage(plain)))
    return tuple(cut(other, role, letters, RARE)[1] for role in Role)


def text_fonts(folder: Path) -> tuple[Path, ...]:
    """Simplified Chinese in each weight, where ``write_text_fonts`` has put it into the folder; else nothing.

    A real screen under Linux draws a variable font in its default weight, Thin, whatever weight is asked for.
    """
    files = tuple(_text_file(folder, role) for role in Role)
    return files if all(file.is_file() for file in files) else ()


def write_text_fonts(folder: Path) -> None:
    """Once for a person's folder, in half a second a weight. Each file is there whole or not at all."""
    plain = bundled()[0]
    folder.mkdir(parents=True, exist_ok=True)
    for role in Role:
        half = folder / f"{os.getpid()}.part"
        half.write_bytes(cut(plain, role, "".join(map(chr, coverage(plain))), TEXT)[1])
        half.replace(_text_file(folder, role))


def _text_file(folder: Path, role: Role) -> Path:
    plain = bundled()[0].path
    return folder / f"{plain.stat().st_size}-{role.value}.ttf"


if __name__ == "__main__":
    write_text_fonts(Path(sys.argv[1]))
