"""The sample district as the window keeps it: built once into the user's own folder, without its reports, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from scoring.errors import Refusal
from scoring.progress import SILENT, Progress
from scoring.services.demo import WORKSPACE, build_district
from scoring.services.folders import made

UNFINISHED = "unfinished"
"""Stands in the folder while the district is being built: what a killed program left is built anew."""


def sample_workspace(folder: Path) -> Path | None:
    """The sample's workspace where it has been built."""
    workspace = folder / WORKSPACE
    return workspace if workspace.is_file() and not (folder / UNFINISHED).exists() else None


def build_sample(
    folder: Path, *, actor: str, clock: Callable[[], datetime], worked_only: bool = False, progress: Progress = SILENT
) -> Path:
    """The workspace, and the returns beside it; whatever the folder held is gone. Cancelled, nothing of it is left.

    Raises Refusal where the folder cannot be emptied or made.
    """
    clear_sample(folder)
    made(folder)
    unfinished = folder / UNFINISHED
    unfinished.touch()
    try:
        kinds, _ = build_district(folder, actor=actor, clock=clock, worked_only=worked_only, progress=progress)
        kinds[0].opened.store.close()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    unfinished.unlink()
    return folder / WORKSPACE


def clear_sample(folder: Path) -> None:
    """The folder with all of the sample is gone. Raises Refusal where another program has a file of it open."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise Refusal("starting.sample_in_use", folder=str(folder)) from error
