"""Python's collector of cycles kept out of the way while thousands of carriers are worked out.

What is made then is kept long and has no cycles; walking all of it again and again would hold every thread for half a second a time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

MANY = 500
"""From so many carriers on it is worth while."""

_lock = Lock()
_inside = 0


@contextmanager
def quietly(carriers: int) -> Iterator[None]:
    """No collection inside; afterwards what is there is left out of all later ones, and goes when nobody refers to it any more.

    May be nested, and be in use on several threads.
    """
    global _inside  # noqa: PLW0603 - the collector is the whole process's
    if carriers < MANY:
        yield
        return
    with _lock:
        _inside += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                gc.freeze()
                gc.enable()


@contextmanager
def quiet_collector() -> Iterator[None]:
    """For long work beside a window: a full collection goes over every object of the process and holds the interpreter meanwhile,
    57 ms with one report's libraries loaded, 23 ms where they are set aside.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
