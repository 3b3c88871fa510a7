"""Kills writers at random moments and judges what they leave behind. Started by ``test_kill``; prints one JSON line.

Everything is loaded once; each trial is a fork that saves returns until it is killed, acknowledging every commit on a
pipe. No store is open in this process while it forks.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sys
import time
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from scoring.definitions.canonical import Sha256
from scoring.store import doctor, effective, explanations, handling, journal, opening, returns
from scoring.store.connection import Store
from scoring.store.handling import State
from tests.scoring.store.builders import ACTOR, NOW, Desk, new_desk

TENANTS = 150
PARTICIPANTS = 3
TRIALS_PER_FILE = 8
"""Then a fresh file, or the examination of a growing one would take all the time."""

READY = "ready"


@dataclass
class Tally:
    """What was seen; ``faults`` must stay empty."""

    kills: int = 0
    cut_off: int = 0
    """Kills that left a rollback journal: they fell inside a transaction."""
    to_undo: int = 0
    """Of these, journals that were complete: the file itself was perhaps written already, and had to be rolled back."""
    unacknowledged: int = 0
    """Kills between the commit and its acknowledgement."""
    acknowledged: int = 0
    finished: int = 0
    """Writers that ended by themselves, which only a failure makes them do."""
    faults: tuple[str, ...] = ()


def rows_in_a_second_transaction() -> None:
    """The fault this test exists to find, built in on purpose: truth first, effective rows in a transaction of their own."""
    whole = returns.save

    def torn(store: Store, *arguments: Any, **facts: Any) -> returns.Saved:
        waiting: list[tuple[int, int]] = []
        refresh, effective.refresh = effective.refresh, lambda _store, *where: waiting.append(where)
        try:
            saved = whole(store, *arguments, **facts)
        finally:
            effective.refresh = refresh
        for where in waiting:
            refresh(store, *where)
        return saved

    returns.save = torn


def hand_in(desk: Desk, seed: int) -> returns.Saved:
    """A return saved, a finding on it explained, and the return sent back: three transactions."""
    saved = desk.save(seed % PARTICIPANTS, seed=seed, tenants=TENANTS)
    explanations.explain(desk.store, saved.id, {"finding": f"说明 {seed}", "other": "同上"}, actor=ACTOR, now=NOW)
    handling.handle(desk.store, saved.id, State.RETURNED, reason=f"退回 {seed}", actor=ACTOR, now=NOW)
    return saved


def write_until_killed(desk: Desk, first: int, acknowledgements: int) -> None:
    """The child: one line per return with its explanations and its state."""
    with opening.open_store(desk.store.path) as store:
        here = replace(desk, store=store)
        os.write(acknowledgements, f"{READY}\n".encode())
        for seed in count(first):
            saved = hand_in(here, seed)
            os.write(acknowledgements, f"{saved.id}\n".encode())


def trial(desk: Desk, first: int, delay: float) -> tuple[list[str], bool]:
    """The returns acknowledged before the kill, and whether the writer ended by itself."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            write_until_killed(desk, first, writer)
        finally:
            os._exit(0)
    os.close(writer)
    said = os.read(reader, len(READY) + 1)
    assert said == f"{READY}\n".encode(), said
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader, encoding="ascii") as pipe:
        return pipe.read().split(), os.WIFEXITED(status)


def journal_state(path: Path) -> tuple[bool, bool]:
    """Whether a rollback journal was left, and whether its header already counts pages (synced: may have to be played back)."""
    left = path.with_name(f"{path.name}-journal")
    if not left.exists() or not left.stat().st_size:
        return False, False
    header = left.read_bytes()[:12]
    return True, header[:8] == bytes.fromhex("d9d505f920a163d7") and header[8:12] != bytes(4)


def judge(desk: Desk, before: set[str], acknowledged: list[str]) -> tuple[tuple[str, ...], set[str]]:
    """What is wrong with what a killed writer left, and the returns that are there now."""
    with opening.open_store(desk.store.path) as store:
        there = {str(row[0]) for row in store.rows("SELECT id FROM return")}
        faults = [f"lost {made}" for made in (before | set(acknowledged)) - there]
        faults += [f"more than one unacknowledged: {len(there - before)}"] * (len(there - before) > len(acknowledged) + 1)
        faults += [finding.code for finding in doctor.examine(store)]
        faults += [f"chain {broken}" for broken in journal.verify(store)]
        for made in acknowledged:
            faults += [f"not explained {made}"] * (len(explanations.of_return(store, Sha256(made))) != 2)
            faults += [f"not sent back {made}"] * (handling.of_return(store, Sha256(made)) is None)
        for made in there - before:
            answer = returns.content(store, Sha256(made))
            faults += [f"half {made}"] * (len(answer.table("tenants").rows) != TENANTS)
    return tuple(faults), there


def pace(desk: Desk) -> float:
    """Seconds that one saving takes here and now. Left alone, even the torn writer does nothing wrong: only a kill shows it."""
    with opening.open_store(desk.store.path) as store:
        here = replace(desk, store=store)
        taken = []
        for seed in range(1, 6):
            began = time.perf_counter()
            hand_in(here, -seed)
            taken.append(time.perf_counter() - began)
        assert doctor.examine(store) == ()
        return median(taken)


def fresh(folder: Path, number: int) -> Desk:
    desk = new_desk(folder / f"{number}.fuping", participants=PARTICIPANTS)
    desk.store.close()
    return desk


def kill_writers(folder: Path, *, trials: int, seed: int, stop_at_fault: bool) -> Tally:
    chance, tally = Random(seed), Tally()
    saving = pace(fresh(folder, 0))
    desk, there = fresh(folder, 1), set[str]()
    for number in range(trials):
        if number and number % TRIALS_PER_FILE == 0:
            desk, there = fresh(folder, 1 + number), set[str]()
        acknowledged, finished = trial(desk, number * 1_000_000, chance.uniform(0, 2.5 * saving))
        cut_off, to_undo = journal_state(desk.store.path)
        faults, now = judge(desk, there, acknowledged)
        tally.kills += not finished
        tally.finished += finished
        tally.cut_off += cut_off
        tally.to_undo += to_undo
        tally.unacknowledged += len(now - there) > len(acknowledged)
        tally.acknowledged += len(acknowledged)
        tally.faults += tuple(f"trial {number}: {fault}" for fault in faults)
        there = now
        if faults and stop_at_fault:
            break
    return tally


def main() -> None:
    folder, trials, seed, torn = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "torn"
    if torn:
        rows_in_a_second_transaction()
    gc.freeze()  # forks share what is loaded
    tally = kill_writers(folder, trials=trials, seed=seed, stop_at_fault=torn)
    shutil.rmtree(folder)
    print(json.dumps({name: getattr(tally, name) for name in Tally.__dataclass_fields__}))


if __name__ == "__main__":
    main()
