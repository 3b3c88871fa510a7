"""Ids for what people make: UUIDv7, its time and chance given from outside. Python 3.11 has no ``uuid.uuid7``."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import TypeAlias

IdSource: TypeAlias = Callable[[datetime], str]
"""Makes the id of something that was made at that moment."""


def uuid7(now: datetime, chance: bytes) -> str:
    """RFC 9562, version 7: 48 bits of milliseconds, then 74 of the ten bytes of ``chance``."""
    milliseconds = int(now.timestamp() * 1000).to_bytes(6, "big")
    number = int.from_bytes(milliseconds + chance[:10], "big")
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return str(uuid.UUID(int=number))


def fresh_ids(now: datetime) -> str:
    """The ids of daily work."""
    return uuid7(now, secrets.token_bytes(10))


def seeded_ids(seed: str) -> IdSource:
    """The same ids in the same order for the same seed: samples and tests."""
    numbers = count(1)

    def next_id(now: datetime) -> str:
        return uuid7(now, hashlib.sha256(f"{seed} {next(numbers)}".encode()).digest())

    return next_id
