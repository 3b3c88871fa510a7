"""What every test shares. Comes before any import of Qt."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # with neither this nor a display the interpreter aborts at the first window

from hypothesis import HealthCheck, settings

# The machines that run this stall by themselves for most of a second: a deadline or "too slow" would test the machine.
settings.register_profile("fuping", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("fuping")
