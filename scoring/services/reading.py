"""Open a workspace to look at it: also one whose last writing was cut off."""

from __future__ import annotations

from pathlib import Path

from scoring.errors import Refusal
from scoring.store import opening
from scoring.store.connection import Store


def open_to_read(path: Path) -> Store:
    """A store that cannot write. What a power cut left half written is rolled back first, where the folder allows it.

    Raises Refusal where the file cannot be opened.
    """
    try:
        return opening.open_store(path, read_only=True)
    except Refusal as refusal:
        if refusal.said.code != "store.interrupted":
            raise
    opening.open_store(path).close()
    return opening.open_store(path, read_only=True)
