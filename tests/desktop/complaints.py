"""What a window that is a program of its own says on its standard error: Qt's warnings, and whatever else is not in order."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

LOUD = {"QT_FORCE_STDERR_LOGGING": "1"}
"""For the environment of the program: whatever Qt says is on standard error and not in the log of the system."""
_PYTEST = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
EXPECTED = re.compile("|".join(_PYTEST["qt_log_ignore"]))
"""Said by the offscreen platform, as for the windows inside the tests' own process."""


def complaints(stderr: str) -> list[str]:
    """Every line but those that are known to mean nothing."""
    return [line for line in stderr.splitlines() if line.strip() and not EXPECTED.search(line)]
