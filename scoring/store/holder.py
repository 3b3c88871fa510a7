"""Which copy of a workspace this is. Two copies must not write under one replica id: their journals would fork."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from scoring.definitions.canonical import canonical, sha256

MACHINE_ID = Path("/etc/machine-id")


@dataclass(frozen=True, slots=True)
class Holder:
    """Machine and place of a file, hashed: neither a host name nor a path travels with the workspace.

    A file that was moved or renamed counts as a copy too: a replica too many costs nothing, one too few forks the
    journal. Not seen is an older copy written *over* this file in its place (same path, same inode).
    """

    machine: str
    place: str


def holder_of(path: Path, *, machine: str = "") -> Holder:
    """The file must exist. ``machine`` overrides what this computer says of itself (tests)."""
    there = path.resolve().stat()
    identity = {"path": str(path.resolve()), "inode": there.st_ino, "volume": _volume(path.resolve(), there.st_dev)}
    return Holder(_short(machine or this_machine()), _short(canonical(identity)))


def this_machine() -> str:
    """Host name, and on Linux the machine's own id. Windows was not tried."""
    own_id = MACHINE_ID.read_text("utf-8").strip() if MACHINE_ID.is_file() else ""
    return f"{platform.node()} {own_id}"


def _volume(path: Path, device: int) -> int:
    """The file system's own number. On Linux ``st_dev`` may change with every start of the machine."""
    return os.statvfs(path).f_fsid if hasattr(os, "statvfs") else device


def _short(text: str) -> str:
    return sha256(text)[:32]
