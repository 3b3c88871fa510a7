"""Workspaces for the tests of the window: made once a process with the real mechanism, then copied for whoever may write."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from scoring.services.demo_year import Clerk, begun, hand_in
from scoring.services.kinds import seal_kinds
from scoring.services.samples.district import district_data, everybody
from scoring.services.workplace import Workplace

ACTOR = "王评审"
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@cache
def _made() -> Path:
    """The three worked carriers: returns in, verified, marked, and sealed. Two seconds, once a process."""
    folder = Path(mkdtemp(prefix="fuping-window-"))
    data = district_data()
    clerk = Clerk(data, folder, ACTOR, lambda: NOW, Silent())
    kinds = begun(clerk, folder / "district.fuping", worked_only=True)
    with kinds[0].store:
        hand_in(clerk, kinds, everybody(data, worked_only=True))
        seal_kinds(kinds, actor=ACTOR, now=NOW)
    return folder


class Silent:
    def step(self, done: int, total: int, label: str = "") -> None:
        return None


def worked(folder: Path) -> Path:
    """A copy of the workspace with the three worked carriers."""
    return Path(shutil.copy(_made() / "district.fuping", folder / "district.fuping"))


def worked_returns() -> Path:
    """The folder with their workbooks; not to be written to."""
    return _made() / "returns"


def place(path: Path) -> Workplace:
    """Opened for the test's own thread, to look at what the window left in the file."""
    return Workplace(path, actor=ACTOR, read_only=True)
