"""One paper is made at a time."""

from __future__ import annotations

from threading import Lock

ONE_PRESS = Lock()
"""The library that makes the papers keeps its fonts for the whole process: a preview waits for a batch's paper, not the batch."""
