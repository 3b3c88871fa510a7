"""Opening a workspace for a window: who holds it, and what a window must know before it can show its first page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.holding import Holding
from scoring.errors import Said

if TYPE_CHECKING:
    from scoring.services.overview import YearSeen


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace that is there, and its rounds. ``why`` it can only be read; else ``holding`` is the hold on it."""

    path: Path
    district: str
    years: tuple[YearSeen, ...]
    holding: Holding | None
    why: Said | None


def open_workspace(path: Path, *, actor: str, language: str, then: Callable[[], object] = lambda: None) -> Opened:
    """Not for the window's thread: it loads the engine. An older file is upgraded, after a backup beside it.

    ``then`` loads what is shown first. Raises Refusal where it cannot be opened.
    """
    from scoring.services.overview import overview

    path = path.absolute()
    holding = Holding(path)
    why = holding.take(actor, datetime.now(UTC)) if path.is_file() else None
    try:
        seen = overview(path, language, read_only=why is not None)
        then()
    except BaseException:
        holding.release()
        raise
    return Opened(path, seen.district, seen.years, None if why else holding, why)
