"""Publishing without a window: what is listed, a batch that is stopped or fails halfway, and papers saved again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from scoring.errors import Cancelled
from scoring.papers.facts import Version
from scoring.services.naming import Existing
from scoring.services.publishing import (
    PaperState,
    content,
    issue_reports,
    leaf,
    publication,
    save_again,
    save_reports,
)
from scoring.services.reporting import orders, print_reports
from scoring.services.rounds import OpenRound
from scoring.services.scoring import latest_run, seal
from scoring.services.steps import step_states
from scoring.services.workplace import Workplace
from scoring.store import doctor, papers
from tests.journeys.districts import district

NOW = datetime(2026, 3, 20, tzinfo=UTC)
LATER = datetime(2026, 3, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("publishing") / "district.fuping"
    with district(path, 4).store:
        pass
    return path


@pytest.fixture
def opened(made: Path, tmp_path: Path) -> Iterator[OpenRound]:
    path = tmp_path / "district.fuping"
    path.write_bytes(made.read_bytes())
    with Workplace(path, actor="甲") as place:
        seal(place.opened(), actor="甲", now=NOW)
        yield place.opened()


class StopAfter:
    """Somebody who presses cancel once so many papers are done."""

    def __init__(self, papers: int) -> None:
        self.papers = papers

    def step(self, done: int, total: int, label: str = "") -> None:
        if done >= self.papers:
            raise Cancelled


def test_before_a_run_there_is_nothing_to_publish(made: Path) -> None:
    with Workplace(made, actor="甲", read_only=True) as place:
        assert publication(place.opened()).run is None
        assert left(place.opened()) == 0


def left(opened: OpenRound) -> int:
    """What the rail counts on the step 发布."""
    return next(one.left for one in step_states(opened, now=LATER) if one.key == "publish")


def test_the_list_tells_the_sealed_figures_and_what_has_gone_out(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    first = publication(opened).rows[0]
    assert first.state is PaperState.DUE
    assert left(opened) == len(publication(opened).rows) > 1
    print_reports(opened, run, tmp_path, only=[first.result.uscc], actor="乙", now=NOW)
    row = publication(opened).rows[0]
    assert row.state is PaperState.PRINTED
    assert left(opened) == len(publication(opened).rows) - 1
    assert [(one.paper.issued_by, one.version, one.current) for one in row.issued] == [("乙", Version.FEEDBACK, True)]
    seal(opened, actor="甲", now=LATER)
    again = publication(opened)
    assert again.rows[0].state is PaperState.OUTDATED
    assert again.count(PaperState.DUE) == len(again.rows) - 1
    assert left(opened) == len(again.rows), "an outdated report is none"
    print_reports(opened, latest_run(opened), tmp_path, only=[first.result.uscc], versions=list(Version), actor="乙", now=LATER)
    assert left(opened) == len(again.rows) - 1, "carriers are counted, not papers"
    print_reports(opened, latest_run(opened), tmp_path, actor="乙", now=LATER)
    assert left(opened) == 0
    assert [(one.carrier, one.current, one.sealed_at) for one in again.log] == [(first.result.name, False, NOW)]


def test_names_follow_the_pattern_and_the_sealed_grade(opened: OpenRound, tmp_path: Path) -> None:
    wanted = orders(opened, latest_run(opened), pattern="{名次}_{等级}_{载体}")
    results = {row.result.uscc: row.result for row in publication(opened).rows}
    for order in wanted:
        result = results[order.uscc]
        assert order.name == f"{result.rank or '未评'}_{result.grade or '未评'}_{result.name}.pdf"
    english = {row.result.grade for row in publication(opened, "en").rows}
    assert all(grade.isascii() for grade in english)


def test_a_batch_that_is_stopped_leaves_whole_papers_and_says_which(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    wanted = orders(opened, run)
    saved = save_reports(opened, run, tmp_path / "out", wanted, actor="甲", now=NOW, progress=StopAfter(2))
    assert [one.path.name for one in saved.printed] == [order.name for order in wanted[:2]]
    assert saved.left == len(wanted) - 2
    assert saved.said is not None
    assert (saved.said.code, saved.said.facts["last"]) == ("publishing.left_after_cancel", wanted[1].name)
    assert not saved.failed
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(order.name for order in wanted[:2])
    assert all(one.path.read_bytes() == content(opened, one.paper) for one in saved.printed)
    assert len(papers.of_run(opened.store, run.id)) == 2
    assert not doctor.examine(opened.store)
    nothing = save_reports(opened, run, tmp_path, wanted, actor="甲", now=NOW, progress=StopAfter(0))
    assert nothing.said is not None
    assert nothing.said.code == "publishing.left_before_any"


def test_a_file_that_cannot_be_written_stops_the_batch_and_what_was_done_is_told(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    wanted = orders(opened, run)
    (tmp_path / wanted[1].name).mkdir()
    saved = save_reports(opened, run, tmp_path, wanted, actor="甲", now=NOW)
    assert [one.path.name for one in saved.printed] == [wanted[0].name]
    assert saved.failed
    assert saved.said is not None
    assert saved.said.facts["done"] == 1


def test_what_is_there_is_overwritten_kept_or_skipped(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    wanted = orders(opened, run)[:2]
    old = tmp_path / wanted[0].name
    old.write_text("old", "utf-8")
    skipped = save_reports(opened, run, tmp_path, wanted, existing=Existing.SKIP, actor="甲", now=NOW)
    assert (len(skipped.printed), skipped.skipped, old.read_text("utf-8")) == (1, 1, "old")
    both = save_reports(opened, run, tmp_path, wanted, existing=Existing.KEEP_BOTH, actor="甲", now=NOW)
    assert [one.path.stem[-3:] for one in both.printed] == ["(2)", "(2)"]
    assert old.read_text("utf-8") == "old"
    save_reports(opened, run, tmp_path, wanted, existing=Existing.OVERWRITE, actor="甲", now=NOW)
    assert old.read_bytes() == (tmp_path / f"{old.stem} (2).pdf").read_bytes()


def test_what_is_looked_at_is_what_goes_out_and_what_is_saved_again(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    uscc = opened.participants()[0].uscc
    before = leaf(opened, run, uscc, Version.FEEDBACK, "zh")
    assert before.paper is None
    [printed] = print_reports(opened, run, tmp_path, only=[uscc], pattern="{统一社会信用代码}-{版本}", actor="甲", now=NOW)
    assert printed.path.name == f"{uscc}-反馈版.pdf"
    after = leaf(opened, run, uscc, Version.FEEDBACK, "zh")
    assert (after.pdf, after.paper) == (before.pdf, printed.paper)
    assert printed.path.read_bytes() == before.pdf
    assert save_again(opened, printed.paper, tmp_path / "again.pdf").read_bytes() == before.pdf


def test_a_stack_for_the_printer_is_issued_without_files(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    stack = issue_reports(opened, run, orders(opened, run)[:2], actor="甲", now=NOW, progress=StopAfter(1))
    assert len(stack.papers) == 1
    assert stack.said is not None
    assert [paper.hash for paper in papers.of_run(opened.store, run.id)] == [paper.hash for paper in stack.papers]


def test_others_read_between_two_papers_of_a_batch(opened: OpenRound, tmp_path: Path) -> None:
    """A reader beside the batch sees every paper as soon as it is issued, and never waits for the whole."""
    run = latest_run(opened)
    seen: list[int] = []

    class Looking:
        def step(self, done: int, total: int, label: str = "") -> None:
            reader = Thread(target=look)
            reader.start()
            reader.join(5)
            assert not reader.is_alive()

    def look() -> None:
        with Workplace(opened.store.path, actor="乙", read_only=True) as place:
            seen.append(len(papers.of_run(place.store, run.id)))

    save_reports(opened, run, tmp_path, orders(opened, run)[:2], actor="甲", now=NOW, progress=Looking())
    assert seen == [0, 1, 2]


def test_a_preview_beside_a_batch_gets_the_same_bytes(opened: OpenRound) -> None:
    run = latest_run(opened)
    first, second = (carrier.uscc for carrier in opened.participants()[:2])
    alone = {uscc: leaf(opened, run, uscc, Version.FEEDBACK, "zh").pdf for uscc in (first, second)}
    beside: list[bytes] = []

    def look() -> None:
        with Workplace(opened.store.path, actor="乙", read_only=True) as place:
            beside.extend(leaf(place.opened(), run, second, Version.FEEDBACK, "zh").pdf for _ in range(2))

    other = Thread(target=look)
    other.start()
    mine = [leaf(opened, run, first, Version.FEEDBACK, "zh").pdf for _ in range(2)]
    other.join()
    assert mine == [alone[first]] * 2
    assert beside == [alone[second]] * 2
