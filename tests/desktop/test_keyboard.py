"""The year without a mouse: a program of its own, so that no other window is in the way of its focus."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.desktop.complaints import LOUD, complaints
from tests.desktop.workspaces import worked_returns

ROOT = Path(__file__).parents[2]


def test_a_round_is_done_through_the_keyboard_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.keyboard_year", str(tmp_path), str(worked_returns())],
        cwd=ROOT, env={**os.environ, **LOUD, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert complaints(done.stderr) == []
    assert done.stdout.split() == ["round", "roster", "collect", "amend", "score", "publish"]
    reports = sorted((tmp_path / "papers").glob("*.pdf"))
    assert len(reports) == 3
    assert all(one.read_bytes().startswith(b"%PDF") for one in reports)
