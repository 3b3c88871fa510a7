"""The time of China: what a day is on screens and papers, wherever the laptop is."""

from __future__ import annotations

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8))
