"""How often a test tries its luck: seldom in every run of the suite, often where ``FUPING_LONG`` is set (before a release, over night).

Seeds are fixed. The usual rounds are the first of the long ones, so that what fails here fails there as well.
"""

from __future__ import annotations

import os


def rounds(usual: int, long: int) -> int:
    """Rounds of this run."""
    return long if os.environ.get("FUPING_LONG") else usual
