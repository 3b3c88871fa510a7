"""From a dropped folder to saved reports, through the pages as a person does it, on the real worker threads."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from desktop import tasks
from desktop.job import Job
from desktop.pages.score.page import ScorePage
from desktop.tasks import Asked
from scoring.services.verifying import CauseState
from scoring.store import doctor, journal, papers, runs
from tests.desktop.screens import Window, texts
from tests.desktop.test_collect import CODES, NAMES, STATE, Collect, empty, enlist
from tests.desktop.test_publish import PublishScreen
from tests.desktop.test_verify import TINGLAN, Screen
from tests.desktop.workspaces import place, worked_returns
from tests.scoring.papers.reading import squeezed, words

__all__ = ["empty"]


def verified(window: Window) -> None:
    """One finding is amended at its cell."""
    screen = Screen(window, window.desk.path).carrier(TINGLAN)
    before = [state for _, state, _ in screen.causes()].count(CauseState.OPEN)
    screen.cell("在孵企业", 23, 13)
    screen.act("amend")
    screen.dialog("amend_dialog").write("3.5", "value").write("按审计报告核定").ok()
    screen.done("更正为 3.50")
    assert [state for _, state, _ in screen.causes()].count(CauseState.OPEN) == before - 1


def sealed(window: Window) -> dict[str, tuple[str, str]]:
    """Carrier → total and grade."""
    page = window.go("score", ScorePage)
    window.press("seal")
    window.press("seal_now")
    window.wait(lambda: page.source.count() > 1 and page.ranking.model.rowCount() == len(NAMES))
    window.settled()
    return {row[1]: (row[2], row[3]) for row in texts(page.ranking.table)}


def saved(window: Window, folder: Path) -> dict[str, bytes]:
    """Carrier → its report, as it is on the disk."""
    folder.mkdir()
    screen = PublishScreen(window, folder).tick_all().save()
    assert screen.said == [f"已存 {len(NAMES)} 份到“{folder.name}”"]
    return {path.name.partition("_")[0]: path.read_bytes() for path in folder.iterdir()}


def dump(path: Path) -> list[str]:
    """Every row of every table, the journal's among them."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
        return list(raw.iterdump())


def test_a_dropped_folder_becomes_reports_on_the_disk(empty: Window, tmp_path: Path) -> None:
    enlist(empty, *NAMES)
    collect = Collect(empty)
    collect.drop(worked_returns())
    assert collect.brought() == "读了 3 份工作簿：已收下 3"
    verified(empty)
    results = sealed(empty)
    assert results.keys() == set(NAMES)
    reports = saved(empty, tmp_path / "reports")
    assert reports.keys() == set(NAMES)
    for name, (total, grade) in results.items():
        told = words(reports[name])
        assert squeezed(name) in told
        assert total in told
        assert grade.partition("（")[0] in told
    assert "按审计报告核定" in words(reports["云岬听澜创新工场"])
    with place(empty.desk.path) as there:
        [run] = runs.of_round(there.store, there.opened().round.id)
        kept = {paper.uscc: papers.content(there.store, paper.hash) for paper in papers.of_run(there.store, run.id)}
        verbs = Counter(entry.verb for entry in journal.entries(there.store))
        assert doctor.examine(there.store) == ()
    assert kept == {CODES[part]: content for name, content in reports.items() for part in CODES if part in name}
    assert [verbs[one] for one in ("return.saved", "return.amended", "run.sealed", "paper.issued")] == [3, 1, 1, 3]


@pytest.mark.parametrize("halfway", [1, 2])
def test_a_dropped_folder_that_is_stopped_halfway_leaves_every_row_as_it_was(
    empty: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, halfway: int
) -> None:
    """The worker waits for the person who stops it: on a busy machine it would else be done before."""
    said = Asked.step

    def waiting(asked: Asked, done: int, total: int, label: str = "") -> None:
        end = time.monotonic() + 20
        said(asked, done, total, label)
        while total == len(NAMES) and done == halfway and not asked.is_cancelled and time.monotonic() < end:
            time.sleep(0.01)

    enlist(empty, *NAMES)
    before = dump(empty.desk.path)
    collect = Collect(empty)
    steps: list[int] = []

    def step(job: Job, done: int) -> None:
        steps.append(done)
        if done >= halfway:
            job.cancel()

    def stop(job: Job) -> None:
        job.stepped.connect(lambda done, *_: step(job, done))

    empty.desk.working.connect(stop)
    with monkeypatch.context() as slowly:
        slowly.setattr(Asked, "step", waiting)
        slowly.setattr(tasks, "BREATH", 0.0)
        collect.drop(worked_returns())
        empty.wait(lambda: "已停止" in empty.notice() or collect.page.summary.isVisible())
    empty.settled()
    assert max(steps) >= halfway, "it was under way"
    assert dump(empty.desk.path) == before
    assert collect.column(STATE) == ["未交"] * len(NAMES)
    empty.desk.working.disconnect(stop)
    collect.drop(worked_returns())
    assert collect.brought() == "读了 3 份工作簿：已收下 3"
    verified(empty)
    sealed(empty)
    assert len(saved(empty, tmp_path / "reports")) == len(NAMES)
