"""What Qt for Python leaves in memory of every module that is imported after it."""

from __future__ import annotations

import linecache


def forget_sources() -> None:
    """Qt for Python looks into the text of each imported module for its own name, and Python keeps the lines: 20 MB of them.

    Whoever needs a line later, to show where a bug was, reads it from the file again.
    """
    linecache.clearcache()
