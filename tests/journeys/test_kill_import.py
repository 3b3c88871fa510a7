"""An import killed with all its processes, again and again: what it said it had stored is there, and the next one goes on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

import pytest

from scoring.intake.template import write_template
from scoring.services.sample import with_check_character, worked_carriers
from scoring.services.shipped import shipped_form
from tests.journeys.driving import ROOT, fuping
from tests.rounds import rounds

KILLS = rounds(10, 26)
RETURNS = 12
TENANTS = 6
LONGEST_DELAY = 0.06
"""Seconds after the last line waited for: about one workbook."""

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="whole process groups are killed")


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Twelve small returns of twelve carriers: file name → SHA-256. ``""`` is the folder."""
    folder = tmp_path_factory.mktemp("returns")
    shipped = shipped_form()
    form = shipped.compiled.form
    sample = worked_carriers(form)[2]
    found = {"": str(folder)}
    for number in range(RETURNS):
        code = with_check_character(f"91310113YFQ{number:06}")
        record = {**sample.records[form.record][0], form.carrier_name: f"云岬第{number}创业园", form.carrier_id: code}
        prefill = {form.record: (record,), "tenants": sample.records["tenants"][:TENANTS], "graduates": ()}
        path = folder / f"{number:02}.xlsx"
        write_template(form, path, form_hash=shipped.hash, round_words="2026 年度考评", prefill=prefill)
        found[path.name] = sha256(path.read_bytes()).hexdigest()
    return found


def start(workspace: Path, folder: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "scoring.cli", "import", str(workspace), folder, "--enrol"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True)


def acknowledged(line: str) -> str:
    """The file that a line says is in the workspace; empty for other lines."""
    words = line.split("　")
    return words[1] if words[0] in ("已收", "已有") else ""


def killed(workspace: Path, folder: str, *, after: int, delay: float) -> tuple[set[str], bool]:
    """The files acknowledged before the whole process group was killed, and whether the import had not ended by itself."""
    process = start(workspace, folder)
    assert process.stdout is not None
    said: list[str] = []
    while len(said) < after and (line := process.stdout.readline()):
        said += filter(None, [acknowledged(line)])
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    said += filter(None, map(acknowledged, process.stdout.read().splitlines()))
    process.stdout.close()
    return set(said), process.wait() == -signal.SIGKILL


def stored(workspace: Path) -> set[str]:
    """The hashes of the workbooks whose returns are there whole."""
    sql = "SELECT file.sha256 FROM return JOIN file ON file.sha256 = file JOIN return_table ON return_id = return.id GROUP BY 1"
    with closing(sqlite3.connect(workspace)) as raw:
        return {key for (key,) in raw.execute(f"{sql} HAVING count(*) = 3").fetchall()}


def new(folder: Path, number: int) -> Path:
    workspace = folder / f"{number}.fuping"
    assert fuping("new", workspace, "--district=示例区", "--year=2026").code == 0
    return workspace


def test_what_a_killed_import_acknowledged_is_there_and_the_next_import_goes_on(
    tmp_path: Path, workbooks: Mapping[str, str]
) -> None:
    chance = Random(20260301)
    folder, names = workbooks[""], set(workbooks) - {""}
    kills = cut_off = lines = 0
    numbers = count(1)
    workspace, there = new(tmp_path, next(numbers)), set[str]()
    while kills < KILLS or not there or (not cut_off and kills < 4 * KILLS):  # when each kill falls is the machine's to say
        further = RETURNS if chance.random() < 0.1 else len(there) + chance.randrange(4)
        said, fell = killed(workspace, folder, after=min(further, RETURNS), delay=chance.uniform(0, LONGEST_DELAY))
        left = workspace.with_name(f"{workspace.name}-journal")
        cut_off += left.exists() and left.stat().st_size > 0
        examined = fuping("doctor", workspace)
        assert examined.code == 0, (kills, examined)
        now = stored(workspace)
        assert there <= now
        assert {workbooks[name] for name in said} <= now, kills
        assert len(now - there) <= len({workbooks[name] for name in said} - there) + 1, "one at most was stored and not yet told"
        kills, lines, there = kills + fell, lines + len(said), now
        if len(there) == RETURNS:
            workspace, there = new(tmp_path, next(numbers)), set[str]()
    finished(workspace, folder, already={name for name in names if workbooks[name] in there})
    print(f"{kills} kills, {cut_off} inside a transaction, {lines} acknowledgements")
    assert lines >= KILLS, "or the kills all came before any work"
    assert cut_off >= 1, "or none fell inside a transaction"


def finished(workspace: Path, folder: str, *, already: set[str]) -> None:
    """An import that nobody kills completes the work and touches nothing that was done."""
    answer = fuping("import", workspace, folder, "--enrol", "--json")
    outcomes = {Path(one["file"]).name: one["outcome"] for one in answer.json["files"]}
    assert {name for name, outcome in outcomes.items() if outcome == "already"} == already
    assert {name for name, outcome in outcomes.items() if outcome == "stored"} == outcomes.keys() - already
    assert len(fuping("score", workspace, "--json").json["results"]) == RETURNS
    assert fuping("doctor", workspace).code == 0
