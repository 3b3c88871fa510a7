"""What every test shares. Comes before any import of Qt."""

from __future__ import annotations

import gc
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # with neither this nor a display the interpreter aborts at the first window

import pytest
from hypothesis import HealthCheck, settings

gc.disable()  # until the tests are collected: what that makes stays to the end

# The machines that run this stall by themselves for most of a second: a deadline or "too slow" would test the machine.
settings.register_profile("fuping", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("fuping")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests and all that was imported for them: left out of every later search for garbage, a fifth of the time."""
    gc.freeze()
    gc.enable()
