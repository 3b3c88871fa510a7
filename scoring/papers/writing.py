"""Bytes on disk, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from scoring.errors import Refusal


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the target, then put it in its place: nobody ever sees half a file, and a failure leaves the old one.

    Raises Refusal: papers.in_use where a viewer holds the old file (Windows), papers.cannot_write for everything else.
    """
    try:
        beside = _write_beside(path, data)
    except OSError as reason:
        raise _cannot(path, reason) from reason
    try:
        beside.replace(path)
    except PermissionError as reason:
        _remove(beside)
        raise (Refusal("papers.in_use", file=path.name) if path.is_file() else _cannot(path, reason)) from reason
    except OSError as reason:
        _remove(beside)
        raise _cannot(path, reason) from reason


def _write_beside(path: Path, data: bytes) -> Path:
    """Not through ``tempfile``: its files are for one user alone, and in a shared folder the report would be too."""
    beside = path.with_name(f".{path.stem[:40]}-{token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _remove(beside)
        raise
    return beside


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _cannot(path: Path, reason: OSError) -> Refusal:
    return Refusal("papers.cannot_write", file=path.name, folder=str(path.parent), reason=reason.strerror or str(reason))
