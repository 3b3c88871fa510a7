"""Moments as the store writes them: UTC, ISO, always with microseconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime

from scoring.errors import Bug


def written(now: datetime) -> str:
    """``2026-11-21T13:05:00.000000+00:00``. Raises Bug for a moment without a time zone: it would mean another one elsewhere."""
    if now.tzinfo is None:
        raise Bug("a moment for the store needs its time zone")
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def read(text: str) -> datetime:
    """The inverse of ``written``."""
    return datetime.fromisoformat(text)
