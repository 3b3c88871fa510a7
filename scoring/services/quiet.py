"""Long work beside a window: the collector of cyclic garbage looks at what the work makes, not at all that was there before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_collector() -> Iterator[None]:
    """A full collection goes over every object of the process and holds the interpreter meanwhile: 57 ms with one report's
    libraries loaded, 23 ms where they are set aside.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
