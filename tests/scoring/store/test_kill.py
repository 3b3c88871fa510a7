"""Power cuts as far as a program can play them: writers killed at random moments, and everything acknowledged is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rounds import rounds
from tests.scoring.store.kill_helper import Tally

ROOT = Path(__file__).parents[3]
KILLS = rounds(80, 240)
TORN = 240
"""At most: the first fault ends it."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")


def killed(folder: Path, *, trials: int, kind: str) -> Tally:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.scoring.store.kill_helper", str(folder), str(trials), "20260301", kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return Tally(**json.loads(done.stdout))


def test_nothing_acknowledged_is_lost_and_nothing_half_is_there_after_many_kills(tmp_path: Path) -> None:
    seen = killed(tmp_path / "whole", trials=KILLS, kind="whole")
    print(seen)
    assert list(seen.faults) == []
    assert (seen.kills, seen.finished) == (KILLS, 0)
    assert seen.cut_off >= KILLS // 4, "or the kills fell between transactions and prove little"
    assert seen.acknowledged >= KILLS // 20, "or nothing was ever committed"


def test_rows_written_in_a_second_transaction_would_be_caught(tmp_path: Path) -> None:
    """The fault built in on purpose: a test that cannot fail proves nothing."""
    seen = killed(tmp_path / "torn", trials=TORN, kind="torn")
    assert any("store.doctor.effective" in fault for fault in seen.faults), seen
