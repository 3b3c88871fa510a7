"""The Chinese type that comes with the program, for the window: a system without one draws boxes and says nothing."""

from __future__ import annotations

from pathlib import Path

from scoring.papers.faces import bundled


def window_fonts() -> tuple[Path, ...]:
    """Simplified Chinese, and the Japanese face for what only it has (𠮷 in a carrier's name); the papers know the rest."""
    return tuple(face.path for face in (bundled()[0], bundled()[-1]))
