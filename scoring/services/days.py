"""The day and the minute a moment fell on in China, wherever the laptop is: what screens and papers show."""

from __future__ import annotations

from datetime import datetime

from scoring.china import CHINA


def day_of(at: datetime) -> str:
    """``2026-03-01``."""
    return f"{at.astimezone(CHINA):%Y-%m-%d}"


def minute_of(at: datetime) -> str:
    """``2026-03-01 09:30``."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


__all__ = ["CHINA", "day_of", "minute_of"]
