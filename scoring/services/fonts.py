"""The Chinese type that comes with the program, for the window: a system without one draws boxes and says nothing."""

from __future__ import annotations

from pathlib import Path

from scoring.papers.faces import Role, bundled, coverage, cut

RARE = "Fuping Rare"
"""The family of ``rare_fonts``."""


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
