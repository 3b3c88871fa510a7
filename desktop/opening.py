"""Opening a workspace for a window: who holds it, and what a window must know before it can show its first page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.desk import Desk
from desktop.settings import Settings
from scoring.errors import Refusal, Said
from scoring.services.overview import overview


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk, and the head of its rail."""

    desk: Desk
    district: str
    round_title: str
    kinds: tuple[str, ...]


def open_desk(path: Path, settings: Settings) -> Opened | Said:
    """The workspace, or why it cannot be opened. An older file is upgraded, after a backup beside it."""
    try:
        seen = overview(path, settings.language)
    except Refusal as refusal:
        return refusal.said
    return Opened(Desk(path, settings), seen.district, seen.title, seen.kinds)
