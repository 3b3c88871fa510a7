"""What came in: every figure as a person who looks at each return would count it, who is late, the fate of every workbook."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from scoring.definitions.canonical import sha256
from scoring.errors import Cancelled
from scoring.messages import tell
from scoring.services import tallies
from scoring.services.amending import Typed, amend_typed
from scoring.services.collecting import collecting, missing, reminder
from scoring.services.due_days import days_late, set_due, today_of
from scoring.services.handling import send_back
from scoring.services.importing import Batch, Fate, enrol_and_import, import_batch
from scoring.services.kinds import seal_kinds
from scoring.services.noting import explain_findings
from scoring.services.originals import versions, write_original
from scoring.services.roster import Contact, Entry, add, take_back
from scoring.services.rounds import OpenRound, open_all
from scoring.services.scoring import stale
from scoring.services.starting import NewRound, rubric_choices, start_round
from scoring.services.status import CarrierState, round_status
from scoring.services.steps import step_states
from scoring.services.striking import strike
from scoring.services.templates import write_each
from scoring.store import arrivals, doctor, journal, runs
from tests.desktop.workspaces import ACTOR, NOW, worked, worked_returns
from tests.journeys.driving import ROOT

WHO = {"actor": ACTOR, "now": NOW}
NEW = "91310113YFP9000091"


@pytest.fixture
def kinds(tmp_path: Path) -> Iterator[tuple[OpenRound, ...]]:
    opened = open_all(worked(tmp_path))
    with opened[0].store:
        yield opened


@pytest.fixture
def opened(kinds: tuple[OpenRound, ...]) -> OpenRound:
    return kinds[0]


class Stopping:
    """Progress whose person stops before a certain step."""

    def __init__(self, at: int = -1) -> None:
        self._at = at

    def step(self, done: int, total: int, label: str = "") -> None:
        if done == self._at:
            raise Cancelled


def brought(opened: OpenRound, *paths: Path, stop_at: int = -1) -> Batch:
    return import_batch([opened], paths, progress=Stopping(stop_at), **WHO)


def corrected(source: Path, path: Path) -> Path:
    book = load_workbook(source)
    book.properties.title = path.stem
    book.save(path)
    return path


def test_the_figures_are_those_of_looking_at_every_return(opened: OpenRound, tmp_path: Path) -> None:
    """However a return has been dealt with, counting it where it lies says what judging it says."""
    [untouched] = add(opened, [Entry("云岬新来园", NEW)], **WHO)
    brought(opened, *write_each(opened, tmp_path / "out", [untouched.carrier]).written)
    for step in (
        lambda: None,
        lambda: strike(opened, opened.carrier("启川"), "霁羽", reason="超期", **WHO),
        lambda: explain_findings(opened, opened.carrier("启川"), [2], "保留备查", **WHO),
        lambda: amend_typed(opened, opened.carrier("听澜"), [Typed("tenants", 1, "revenue", "1900", "审计")], **WHO),
        lambda: send_back(opened, opened.carrier("听澜"), "请补", **WHO),
    ):
        step()
        came = {one.carrier_no: one for one in arrivals.of_round(opened.store, opened.round.id)}
        judged = {one.uscc: tallies.tally(opened, one, came[one.no].return_id) for one in opened.participants()}
        shown = collecting(opened, today=date(2026, 4, 1))
        assert {one.uscc: one.tally for one in shown.rows} == judged
        assert {one.carrier.uscc: one.tally.errors + one.tally.bare for one in round_status(opened).carriers} == {
            uscc: one.open for uscc, one in judged.items()
        }
        verify = next(state for state in step_states(opened, now=NOW) if state.key == "verify")
        assert verify.left == sum(one.open for one in judged.values())
    assert sum(one.struck for one in judged.values()) == 2
    assert shown.counts == {CarrierState.RECEIVED: 3, CarrierState.RETURNED: 1}
    assert judged[NEW].errors > 0


def test_counting_goes_on_where_it_was_left(opened: OpenRound) -> None:
    tallies._kept.clear()
    first = collecting(opened, today=date(2026, 4, 1), most=1)
    assert [one.tally is None for one in first.rows].count(True) == 2
    assert not first.whole
    assert not collecting(opened, today=date(2026, 4, 1), most=1).whole
    assert collecting(opened, today=date(2026, 4, 1), most=1).whole


def test_a_result_is_stale_exactly_when_a_figure_moved(opened: OpenRound) -> None:
    run = runs.of_round(opened.store, opened.round.id)[-1]

    def worked_out() -> bool:
        asked.append(1)
        return True

    asked: list[int] = []
    set_due(opened, date(2026, 3, 31), **WHO)
    assert not stale(opened, run, worked_out)
    assert asked == [], "nothing that was written since can have moved a figure"
    amend_typed(opened, opened.carrier("听澜"), [Typed("tenants", 1, "revenue", "1900", "审计")], **WHO)
    assert stale(opened, run, worked_out)
    assert asked == [1]
    seal_kinds([opened], **WHO)
    assert not stale(opened, runs.of_round(opened.store, opened.round.id)[-1])


def test_late_is_after_the_last_day_or_missing_past_it(opened: OpenRound, tmp_path: Path) -> None:
    add(opened, [Entry("云岬未交园", NEW)], **WHO)
    came = NOW.date()
    assert set_due(opened, came, **WHO) is None
    assert {one.name: one.late for one in collecting(opened, today=came).rows if one.late} == {}
    later = collecting(opened, today=came + timedelta(days=3))
    assert {one.name: one.late for one in later.rows if one.late} == {"云岬未交园": 3}
    assert set_due(opened, came - timedelta(days=2), **WHO) == came
    source = next(path for path in worked_returns().iterdir() if "启川" in path.name)
    again = import_batch(
        [opened], [corrected(source, tmp_path / "重报.xlsx")], actor=ACTOR, now=NOW + timedelta(days=9), progress=Stopping()
    )
    assert again.counts == {Fate.SUPERSEDING: 1}
    late = collecting(opened, today=came + timedelta(days=3))
    assert sorted(one.late for one in late.rows) == [2, 2, 2, 5], "by the first return, not by the corrected one"
    assert late.late == 4
    set_due(opened, None, **WHO)
    assert collecting(opened, today=came).late == 0
    verbs = [entry.verb for entry in journal.entries(opened.store)]
    assert verbs.count("round.due_changed") == 3


def test_midnight_is_that_of_china() -> None:
    due = date(2026, 3, 31)
    assert days_late(due, datetime(2026, 3, 31, 15, 59, tzinfo=UTC), due) == 0
    assert days_late(due, datetime(2026, 3, 31, 16, 0, tzinfo=UTC), due) == 1
    assert today_of(datetime(2026, 3, 31, 16, 0, tzinfo=UTC)) == date(2026, 4, 1)


def test_the_missing_are_copied_with_the_last_day(opened: OpenRound) -> None:
    add(opened, [Entry("云岬未交园", NEW, Contact("陆 未交", "021-55550000"))], **WHO)
    send_back(opened, opened.carrier("听澜"), "请补\n研发费用", **WHO)
    set_due(opened, date(2026, 3, 30), **WHO)
    shown = collecting(opened, today=date(2026, 4, 2))
    lines = reminder(opened, missing(shown.rows), shown.due).split("\n")
    assert lines[0] == "2026 年度考评　孵化器：尚未报齐的载体 2 家，报送截止日 2026-03-30"
    assert lines[1].split("\t") == ["载体", "联系人", "联系电话", "状态", "逾期天数", "退回原因", "统一社会信用代码"]
    assert sorted(line.split("\t")[1:6] for line in lines[2:]) == [
        ["", "", "待更正", "2", "请补 研发费用"],
        ["陆 未交", "021-55550000", "未交", "3", ""],
    ]


def test_every_workbook_has_its_fate_and_what_to_do(opened: OpenRound, tmp_path: Path) -> None:
    source = next(path for path in worked_returns().iterdir() if "启川" in path.name)
    [stranger] = add(opened, [Entry("云岬新来园", NEW)], **WHO)
    [blank] = write_each(opened, tmp_path / "out", [stranger.carrier]).written
    take_back(opened, [stranger], **WHO)
    pack = tmp_path / "回收.zip"
    with ZipFile(pack, "w") as zipped:
        zipped.write(blank, "区/新来园.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    found = brought(opened, source, corrected(source, tmp_path / "重报.xlsx"), source, pack, tmp_path / "坏.xlsx")
    assert [one.fate for one in found.came] == [Fate.ALREADY, Fate.SUPERSEDING, Fate.ALREADY, Fate.UNKNOWN, Fate.REFUSED]
    assert tell(found.came[1].said) == f"已收下，取代“{source.name}”"
    assert "已被后来的“重报.xlsx”取代" in tell(found.came[2].said)
    assert found.came[3].advice
    assert (found.total, found.stopped, found.carriers) == (5, False, (found.came[0].uscc,))
    again = enrol_and_import([opened], found.strangers, progress=Stopping(), **WHO)
    assert [(one.fate, one.carrier) for one in again.came] == [(Fate.STORED, "云岬新来园")]
    assert again.came[0].errors > 0, "nothing is filled in"


def everything(opened: OpenRound) -> list[str]:
    """Every row of the file."""
    return list(opened.store.db.conn.iterdump())


def test_stopped_halfway_leaves_all_as_before(opened: OpenRound, tmp_path: Path) -> None:
    sources = sorted(worked_returns().glob("*.xlsx"))
    paths = [corrected(one, tmp_path / f"{number}.xlsx") for number, one in enumerate(sources)]
    before = everything(opened)
    for at in (1, 2, 3):
        found = brought(opened, *paths, stop_at=at)
        assert (found.came, found.read, found.total, found.stopped, found.carriers) == ((), at, 3, True, ())
        assert everything(opened) == before, at
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    whole = brought(opened, paths[0], tmp_path / "坏.xlsx", *paths[1:])
    assert (whole.counts[Fate.SUPERSEDING], whole.counts[Fate.REFUSED], whole.stopped) == (3, 1, False), "the next one comes in"
    assert sorted(one.version for one in collecting(opened, today=date(2026, 4, 1)).rows) == [2, 2, 2]


def test_strangers_are_put_on_the_list_with_their_workbooks_or_not_at_all(opened: OpenRound, tmp_path: Path) -> None:
    [stranger] = add(opened, [Entry("云岬新来园", NEW)], **WHO)
    [blank] = write_each(opened, tmp_path / "out", [stranger.carrier]).written
    take_back(opened, [stranger], **WHO)
    strangers = brought(opened, blank).strangers
    before = everything(opened)
    stopped = enrol_and_import([opened], strangers, progress=Stopping(0), **WHO)
    assert (stopped.stopped, stopped.read) == (True, 0)
    assert everything(opened) == before
    assert enrol_and_import([opened], strangers, progress=Stopping(), **WHO).counts == {Fate.STORED: 1}


KILLED = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from scoring.services.importing import import_batch
from scoring.services.rounds import open_all

class Kill:
    def step(self, done, total, label=""):
        if done == 2:
            os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    import_batch(open_all(Path(sys.argv[1])), [Path(sys.argv[2])], actor="经办", now=datetime.now(UTC), progress=Kill())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the way to end a process at once")
def test_killed_halfway_the_file_is_as_before_the_batch(tmp_path: Path) -> None:
    """What the kill left beside the file is dealt with when it is next opened."""
    path = worked(tmp_path)
    with open_all(path)[0].store as store:
        before = list(store.db.conn.iterdump())
    again = tmp_path / "again"
    again.mkdir()
    for number, one in enumerate(sorted(worked_returns().glob("*.xlsx"))):
        corrected(one, again / f"{number}.xlsx")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), str(again)], cwd=ROOT, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL
    with open_all(path)[0].store as store:
        assert list(store.db.conn.iterdump()) == before
        assert doctor.examine(store) == ()


def test_a_return_is_opened_as_it_was_received(opened: OpenRound, tmp_path: Path) -> None:
    source = next(path for path in worked_returns().iterdir() if "启川" in path.name)
    again = corrected(source, tmp_path / "重:报.xlsx")
    brought(opened, again)
    uscc = opened.carrier("启川").uscc
    found = versions(opened, uscc)
    assert [(one.number, one.document, one.superseded_by) for one in found] == [
        (2, "重:报.xlsx", ""),
        (1, source.name, "重:报.xlsx"),
    ]
    assert [one.sha256 for one in found] == [sha256(path.read_bytes()) for path in (again, source)]
    path = write_original(opened, found[0].return_id, tmp_path / "look")
    assert (path.name, path.read_bytes()) == ("重_报.xlsx", again.read_bytes())
    assert not path.stat().st_mode & 0o222
    assert write_original(opened, found[0].return_id, tmp_path / "look") == path
    shutil.rmtree(tmp_path / "look")


def test_a_round_without_carriers_is_not_said_to_be_done(tmp_path: Path) -> None:
    wanted = NewRound(tmp_path / "2026.fuping", "云岬区科学技术委员会", 2026, 2025, rubric_choices()[0].path)
    (opened,) = open_all(start_round(wanted, actor="王评审", now=datetime(2026, 4, 1, 9, 0, tzinfo=UTC)))
    with opened.store:
        codes = {one.key: (one.said.code, one.left) for one in step_states(opened, now=NOW)}
    assert codes["collect"] == codes["review"] == ("steps.nobody", 0)
    assert codes["verify"] == ("steps.nothing_in", 0)
    assert codes["score"] == ("steps.unsealed", 0), "nothing has come in that could be scored"
