"""The demo: a district of two kinds and two years from blank template to printed report, every step with the real mechanism."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scoring.progress import SILENT, Part, Progress
from scoring.services.demo_year import Clerk, begun, hand_in, next_year
from scoring.services.folders import made
from scoring.services.kinds import KindScored, latest_runs, seal_kinds
from scoring.services.live import Scored
from scoring.services.past import past
from scoring.services.replaying import Replayed, replay
from scoring.services.reporting import Printed, print_reports
from scoring.services.returns import Imported
from scoring.services.rounds import OpenRound, open_all
from scoring.services.samples.district import district_data, everybody
from scoring.store.runs import Run

WORKSPACE = "district.fuping"


@dataclass(frozen=True, slots=True)
class DemoKind:
    """One kind's latest run, and what a replay of it found."""

    opened: OpenRound
    """For its definitions; its file is closed."""
    run: Run
    scored: tuple[Scored, ...]
    replayed: Replayed


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo left behind, and what each step said. ``imported`` has the returns of the last year."""

    workspace: Path
    imported: tuple[Imported, ...]
    kinds: tuple[DemoKind, ...]
    printed: tuple[Printed, ...]


def build_demo(
    folder: Path,
    *,
    actor: str,
    clock: Callable[[], datetime],
    language: str = "zh",
    worked_only: bool = False,
    progress: Progress = SILENT,
) -> Demo:
    """Leaves ``returns/*.xlsx``, ``district.fuping`` and ``reports/*.pdf`` in the folder.

    ``worked_only``: only the three carriers of the worked example, and one year. Where the demo stands already nothing is
    built or written: its latest runs are worked out again and shown.
    """
    if (folder / WORKSPACE).exists():
        return _again(folder)
    made(folder)
    built, imported = build_district(folder, actor=actor, clock=clock, worked_only=worked_only, progress=progress)
    sealed = [(one, run) for one in built if (run := one.run)]
    with built[0].opened.store as store:
        printed = [
            print_reports(one.opened, run, folder / "reports", language=language, actor=actor, now=clock(), progress=progress)
            for one, run in sealed
        ]
        found = tuple(DemoKind(one.opened, run, one.scored, replay(store, run)) for one, run in sealed)
        return Demo(folder / WORKSPACE, imported, found, tuple(paper for papers in printed for paper in papers))


def build_district(
    folder: Path, *, actor: str, clock: Callable[[], datetime], worked_only: bool = False, progress: Progress = SILENT
) -> tuple[tuple[KindScored, ...], tuple[Imported, ...]]:
    """The district without its reports: every kind with its sealed run, and the returns of the last year. The caller closes the store."""
    data = district_data()
    carriers = everybody(data, worked_only=worked_only)
    first, last = (Part(progress, 0, 45), Part(progress, 45, 99)) if not worked_only else (progress, progress)
    clerk = Clerk(data, folder, actor, clock, first)
    kinds = begun(clerk, folder / WORKSPACE, worked_only=worked_only)
    store = kinds[0].store
    try:
        if not worked_only:
            hand_in(clerk, kinds, carriers)
            seal_kinds(kinds, actor=actor, now=clock())
            kinds = next_year(clerk, store)
        imported = hand_in(replace(clerk, progress=last), kinds, carriers)
        return seal_kinds(kinds, actor=actor, now=clock()), imported
    except BaseException:
        store.close()
        raise


def _again(folder: Path) -> Demo:
    kinds = open_all(folder / WORKSPACE, read_only=True)
    found: list[DemoKind] = []
    with kinds[0].store as store:
        for opened, run in latest_runs(kinds):
            with past(store, run) as then:
                found.append(DemoKind(opened, run, then.scored, replay(store, run)))
    return Demo(folder / WORKSPACE, (), tuple(found), ())
