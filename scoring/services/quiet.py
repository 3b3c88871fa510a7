"""Long work beside a window: the collector of cyclic garbage is kept from holding every thread over and over."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

MANY = 500
"""From so many carriers on their scores are set aside for good."""


class _State:
    """Of the whole process. ``inside``: how many work without collecting; ``kept``: what was set aside is not to come back."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.inside = 0
        self.kept = False
        self.modules = 0


_state = _State()


def set_aside() -> None:
    """Whatever is loaded by now is looked at by no later full collection, as often as more modules have been loaded since.

    For a process with a window: a full collection over all that its pages and libraries consist of takes 40 to 90 ms, wherever
    it happens to fall. Not where nothing was loaded: what is set aside while people work would never be collected.
    """
    with _state.lock:
        if _state.inside or len(sys.modules) == _state.modules:
            return  # inside, what is young are the figures of a nation: to walk them would hold every thread for seconds
        _state.modules, _state.kept = len(sys.modules), True
        gc.collect(1)  # what is young and gone already; the old is what this is about
        gc.freeze()


@contextmanager
def quiet_collector() -> Iterator[None]:
    """The collector looks at what the work makes, not at all that was there before; where a window has set aside what is loaded,
    nothing is done, and what was made since then is looked at as well.

    A full collection goes over every object of the process and holds the interpreter meanwhile: 57 ms with one report's
    libraries loaded, 23 ms where they are set aside.
    """
    kept = _state.kept
    if not kept:
        gc.freeze()
    try:
        yield
    finally:
        if not kept and not _state.kept:
            gc.unfreeze()


@contextmanager
def quietly(carriers: int) -> Iterator[None]:
    """No collection inside, while thousands of carriers are worked out; nothing for a few.

    What is made then is kept long and has no cycles: walking it would hold every thread for seconds. Afterwards all that is
    there is left out of later collections, and goes when nobody refers to it any more. May be nested, on several threads.
    """
    if carriers < MANY:
        yield
        return
    with _state.lock:
        _state.inside += 1
        _state.kept = True
        gc.disable()
    try:
        yield
    finally:
        with _state.lock:
            _state.inside -= 1
            if not _state.inside:
                gc.freeze()
                gc.enable()
