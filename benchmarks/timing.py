"""The stop-watch: processor time of this process and its ended children, contenders taking turns, medians.

Wall-clock time says little on a machine that others use too. A ratio within one run says most.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


def nothing() -> None:
    """No preparation."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the work; ``prepare`` runs before every turn and is not timed."""

    name: str
    work: Callable[[], object]
    prepare: Callable[[], object] = nothing


@dataclass(frozen=True, slots=True)
class Result:
    """Median, least and most processor seconds of a turn."""

    name: str
    seconds: float
    least: float
    most: float


def race(contenders: Sequence[Contender], runs: int) -> tuple[Result, ...]:
    """Every contender once to warm up, then ``runs`` rounds in which each has its turn: a stall hits all alike."""
    taken: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for number in range(runs + 1):
        for contender in contenders:
            seconds = turn(contender)
            if number:
                taken[contender.name].append(seconds)
    return tuple(Result(name, median(seconds), min(seconds), max(seconds)) for name, seconds in taken.items())


def turn(contender: Contender) -> float:
    contender.prepare()
    gc.collect()
    begun = processor_seconds()
    contender.work()
    return processor_seconds() - begun


def processor_seconds() -> float:
    """Of this process with all its threads, and of children that have ended."""
    if sys.platform == "win32":
        return time.process_time()
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_megabytes() -> float:
    """The most memory this process ever held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000


def show(title: str, results: Sequence[Result], *, units: int, unit: str, yardstick: str) -> None:
    """A Markdown table: ratio to the yardstick, milliseconds a unit, units a second, spread of the runs."""
    base = next(result.seconds for result in results if result.name == yardstick)
    print(f"\n{title}\n")
    print(f"| what | ratio | ms a {unit} | {unit}s a second | least–most ms |")
    print("|---|--:|--:|--:|--:|")
    for one in results:
        each = one.seconds / units
        spread = f"{1000 * one.least / units:.2f}–{1000 * one.most / units:.2f}"
        print(f"| {one.name} | {one.seconds / base:.2f} | {1000 * each:.2f} | {1 / each:.1f} | {spread} |")


def closing_words(runs: int, also: Iterable[str] = ()) -> None:
    """What the figures rest on."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    print(f"\nCPU time, median of {runs} runs; CPython {version}, {os.cpu_count()} cores.")
    print(f"Peak memory, set-up included: {peak_megabytes():.0f} MB.")
    for line in also:
        print(line)
