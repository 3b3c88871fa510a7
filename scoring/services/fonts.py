"""The Chinese type that comes with the program, for the window: a system without one draws boxes and says nothing."""

from __future__ import annotations

from pathlib import Path

from scoring.papers.faces import bundled


def window_fonts() -> tuple[Path, ...]:
    """Simplified Chinese alone; rarer characters are the system's matter on a screen, and the papers' own on paper."""
    return tuple(face.path for face in bundled()[:1])
