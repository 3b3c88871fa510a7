"""Folders that papers and samples are written to."""

from __future__ import annotations

from pathlib import Path

from scoring.errors import Refusal


def made(folder: Path) -> Path:
    """The folder, made where it is missing. Raises Refusal where a file has its name or it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("services.cannot_make_folder", name=str(folder), reason=error.strerror or str(error)) from error
    return folder
