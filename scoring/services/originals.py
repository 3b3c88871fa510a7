"""The workbooks of a carrier as they were received: all its versions, and each one's own bytes to look at."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scoring.definitions.canonical import Sha256
from scoring.errors import Said
from scoring.findings import Level
from scoring.papers.writing import write_whole
from scoring.services.days import CHINA
from scoring.services.folders import made
from scoring.services.reporting import FORBIDDEN
from scoring.services.rounds import OpenRound
from scoring.store import entries, files, returns
from scoring.store.handling import of_return

READ_ONLY = 0o444


def not_opened(path: Path) -> Said:
    """What is said where the system has no program for a file or folder."""
    return Said("collect.cannot_open", {"name": str(path)})


@dataclass(frozen=True, slots=True)
class Version:
    """One return of a carrier: ``number`` counts from 1, ``findings`` as it was received with."""

    return_id: str
    number: int
    received: str
    received_by: str
    document: str
    sha256: str
    errors: int
    warnings: int
    superseded_by: str
    """The workbook that came after it; empty for the one that counts."""
    reason: str
    """Why it was sent back, where it was."""
    on_screen: bool = False
    """Entered on the screen (屏幕录入) by ``received_by``."""


def versions(opened: OpenRound, uscc: str) -> tuple[Version, ...]:
    """The youngest first; none where the carrier has sent nothing."""
    known = returns.history(opened.store, opened.round.id, uscc)
    after = [one.document for one in known[1:]]
    found = []
    for number, (one, later) in enumerate(zip(known, [*after, ""], strict=True), start=1):
        errors = sum(finding.level is Level.ERROR for finding in one.findings)
        dealt = of_return(opened.store, one.id)
        found.append(
            Version(
                one.id,
                number,
                f"{one.received_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
                one.received_by,
                one.document,
                one.file,
                errors,
                len(one.findings) - errors,
                later,
                dealt.reason if dealt else "",
                entries.entered(opened.store, one.id) is not None,
            )
        )
    return tuple(reversed(found))


def write_original(opened: OpenRound, return_id: str, folder: Path) -> Path:
    """The very bytes, read-only, under the name they came by in a folder of their own. Raises Refusal where it cannot be written."""
    known = returns.load(opened.store, Sha256(return_id))
    content = files.content(opened.store, known.file)
    path = made(folder / known.file[:12]) / Path(known.document).name.translate(FORBIDDEN)
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)
    with suppress(OSError):
        path.chmod(READ_ONLY)
    return path
