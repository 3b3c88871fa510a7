"""The window on the sample district: how soon it can be used, what it takes of memory, which events hold its thread longest.

    python -m benchmarks.window [WORKSPACE]

Without a workspace the sample district is built first, into a folder that is thrown away.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

SLOWEST = 12


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory(prefix="fuping-window-") as folder:
        workspace = Path(sys.argv[1]).resolve() if sys.argv[1:] else sample(Path(folder) / "sample")
        subprocess.run([sys.executable, "-m", "benchmarks.window", "--measure", str(workspace)], check=True)


def sample(folder: Path) -> Path:
    from scoring.services.sample_district import build_sample

    begun = time.perf_counter()
    made = build_sample(folder, actor="-", clock=lambda: datetime.now(UTC))
    print(f"sample district built       {time.perf_counter() - begun:6.2f} s")
    return made


def measure(workspace: Path) -> None:
    """In a process of its own: what another measurement has loaded would be missing here."""
    begun = time.perf_counter()
    from PySide6.QtCore import QTimer

    from desktop.app import Application
    from desktop.pages.house import PAGES
    from desktop.settings import Settings
    from tests.desktop.main_thread import AIM, Watched

    with tempfile.TemporaryDirectory(prefix="fuping-settings-") as folder:
        app = Watched(["fuping"])
        fuping = Application(app, Settings(Path(folder) / "settings.ini"))
        window = fuping.open(workspace)
        app.processEvents()
        print(f"first window shown          {time.perf_counter() - begun:6.2f} s")
        app.during = "opening"
        app.until(lambda: window.workspace is not None)
        view = window.workspace
        assert view is not None
        app.until(lambda: view.current.is_fresh)
        print(f"first page with its figures {time.perf_counter() - begun:6.2f} s")
        print(f"memory then                 {memory():6.0f} MB")
        for place in PAGES:
            app.during = place.key
            at = time.perf_counter()
            QTimer.singleShot(0, partial(view.rail.choose, place.key))  # in an event of its own, as a person's click is
            app.until(lambda key=place.key: view.current.key == key and view.current.is_fresh)
            app.processEvents()
            print(f"  {place.key:<12}              {time.perf_counter() - at:6.2f} s")
        print(
            f"memory with every page      {memory():6.0f} MB (most so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f})"
        )
        over = [one for one in app.spent if one.milliseconds > AIM]
        print(f"events over {AIM} ms            {len(over):6}")
        for one in app.slowest(SLOWEST):
            print(f"  {one.milliseconds:6.0f} ms  {one.during:<10} {one.event:<22} {one.receiver}")
        window.close()


def memory() -> float:
    """What the process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


if __name__ == "__main__":
    main()
