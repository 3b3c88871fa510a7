"""What was sealed stays what it was; whatever is changed behind the program's back is found; copies tell each other apart."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.journeys import tampering
from tests.journeys.driving import CARRIERS, TENANTS, UNKNOWN, WORKSPACE, Answer, ask, fuping, returned, table


def rows(workspace: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)) as raw:
        return raw.execute(sql).fetchall()


def heads(workspace: Path) -> list[tuple[Any, ...]]:
    return rows(workspace, "SELECT replica, max(sequence), hash FROM journal GROUP BY replica ORDER BY 1")


def codes(answer: Answer) -> set[str]:
    return {finding["code"] for finding in answer.json["findings"]}


def corrected(folder: Path) -> Path:
    """乙 hands in a corrected return: its firm without R&D figures now has them."""
    [row] = [row["row"] for row in table(returned(folder, "乙")) if row["企业名称"] == UNKNOWN]
    book = load_workbook(returned(folder, "乙"))
    for column, value in (("M", 4), ("N", 3), ("P", 2)):
        book[TENANTS][f"{column}{row}"] = value
    path = folder / "补正_云岬听澜创新工场.xlsx"
    book.save(path)
    return path


# ------------------------------------------------------------------------------------------ replay


def test_a_recusal_after_sealing_counts_from_then_on_and_leaves_the_run_as_it_was(own: Path) -> None:
    """甲 has five marks of J3, of which two are dropped: 1.67. Without the first one four are left and none is dropped: 1.63."""
    workspace = own / WORKSPACE
    recusal = ("recuse", workspace, "启川", "评审专家1")
    assert fuping(*recusal, "--relation", "曾任该载体顾问").code == 0
    assert _service(workspace) == "1.63"
    assert [run["figures"] for run in ask("replay", workspace)["runs"]] == [True]
    assert ask("status", workspace)["sealed"]["stale"] is True
    assert ask("doctor", workspace)["sound"] is True
    second = ask("score", workspace, "--seal")["run"]
    assert fuping(*recusal, "--undo").code == 0
    assert _service(workspace) == "1.67"
    assert {run["run"]: run["figures"] for run in ask("replay", workspace)["runs"]}[second] is True
    refused = fuping("recuse", workspace, "启川", "评审专家1")
    assert (refused.code, "关系" in refused.err) == (2, True)


def _service(workspace: Path) -> str:
    (found,) = [one for one in ask("score", workspace)["results"] if one["carrier"] == CARRIERS["甲"]]
    (points,) = [one["points"] for one in found["indicators"] if one["code"] == "J3"]
    return str(points)


def test_a_replay_gives_the_same_figures_and_bytes_whatever_came_later(own: Path) -> None:
    workspace = own / WORKSPACE
    papers = dict(rows(workspace, "SELECT sha256, bytes FROM paper"))
    assert fuping("amend", workspace, "启川", "tenants", 1, "revenue", "1500", "--reason", "审计报告").code == 0
    assert fuping("import", workspace, corrected(own)).code == 0
    assert ask("score", workspace, "--seal")["run"]
    assert fuping("report", workspace, "--to", own / "second").code == 0
    assert fuping("amend", workspace, "沐野", "tenants", 1, "employees", "17", "--reason", "社保名单").code == 0
    runs = ask("replay", workspace)["runs"]
    assert [(run["figures"], len(run["papers"])) for run in runs] == [(True, 3), (True, 3)]
    assert all(paper["equal"] for run in runs for paper in run["papers"])
    assert {paper["sha256"] for paper in runs[0]["papers"]} == set(papers), "the first run's papers are those of then"
    assert {path.read_bytes() for path in (own / "reports").iterdir()} == set(papers.values())
    assert ask("doctor", workspace)["sound"] is True


def test_figures_after_a_correction_differ_from_the_sealed_ones_and_the_report_says_so(own: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("import", workspace, corrected(own)).code == 0
    live = {one["carrier"]: one for one in ask("score", workspace)["results"]}
    assert live[CARRIERS["乙"]]["provisional"] is False
    before = {path.name: path.read_bytes() for path in (own / "reports").iterdir()}
    told = fuping("report", workspace)
    assert told.out.splitlines()[0] == "注意：封存之后数据或细则有变动，报告按封存时的数据印制"
    assert {path.name: path.read_bytes() for path in (own / "reports").iterdir()} == before


def test_the_receipt_rests_on_hashes_that_are_there(demo: Path) -> None:
    [(receipt, hashed)] = rows(demo / WORKSPACE, "SELECT receipt, receipt_sha256 FROM run")
    said = json.loads(receipt)
    assert sha256(receipt.encode()).hexdigest() == hashed
    definitions = {sha256(text.encode()).hexdigest() for (text,) in rows(demo / WORKSPACE, "SELECT text FROM definition")}
    assert {said["form"], said["rubric"]} == definitions
    assert {one["return"] for one in said["returns"]} == {made for (made,) in rows(demo / WORKSPACE, "SELECT id FROM return")}
    [head] = said["heads"]
    assert (head["hash"],) in rows(demo / WORKSPACE, f"SELECT hash FROM journal WHERE sequence = {head['sequence']}")


# ------------------------------------------------------------------------------------------ tampering


@pytest.mark.parametrize("what", tampering.EVERYTHING)
def test_the_doctor_finds_what_was_tampered_with(own: Path, what: str) -> None:
    tamper, code = tampering.EVERYTHING[what]
    with tampering.without_triggers(own / WORKSPACE) as raw:
        tamper(raw)
    found = fuping("doctor", own / WORKSPACE, "--json")
    assert found.code == 1
    assert codes(found) == {f"store.doctor.{code}"}
    assert found.json["sound"] is False


def test_putting_the_triggers_away_and_back_is_nothing_to_find(own: Path) -> None:
    """Or the tests above would find their own tool."""
    with tampering.without_triggers(own / WORKSPACE):
        pass
    assert ask("doctor", own / WORKSPACE)["sound"] is True


def test_leaving_the_triggers_away_is_found(own: Path) -> None:
    with closing(sqlite3.connect(own / WORKSPACE)) as raw:
        raw.execute("DROP TRIGGER run_no_update")
    assert codes(fuping("doctor", own / WORKSPACE, "--json")) == {"store.doctor.schema"}


@pytest.mark.parametrize("what", ["results with their hash", "amendment"])
def test_a_replay_tells_what_no_longer_comes_out(own: Path, what: str) -> None:
    with tampering.without_triggers(own / WORKSPACE) as raw:
        tampering.EVERYTHING[what][0](raw)
    replayed = fuping("replay", own / WORKSPACE)
    assert replayed.code == 1
    assert replayed.out.startswith("重算不一致")
    assert ("数字不同" in replayed.out) is (what == "results with their hash")


@pytest.mark.parametrize("what", ["results", "receipt", "paper", "return", "definition"])
def test_a_replay_of_damaged_bytes_is_refused(own: Path, what: str) -> None:
    with tampering.without_triggers(own / WORKSPACE) as raw:
        tampering.EVERYTHING[what][0](raw)
    replayed = fuping("replay", own / WORKSPACE)
    assert (replayed.code, replayed.out) == (2, "")
    assert replayed.err == "“district.fuping”的内容已损坏。请改用备份，并保留此文件供检查。　命令行：fuping doctor\n"


def test_no_figure_comes_from_a_rubric_that_was_changed(own: Path) -> None:
    with tampering.without_triggers(own / WORKSPACE) as raw:
        tampering.definition(raw)
    assert fuping("score", own / WORKSPACE).code == 2


# ------------------------------------------------------------------------------------------ returns again


def test_a_second_import_changes_nothing(own: Path) -> None:
    workspace = own / WORKSPACE
    before, whole = heads(workspace), workspace.read_bytes()
    again = fuping("import", workspace, own / "returns", "--json")
    assert again.code == 1, "they have errors still"
    assert [one["outcome"] for one in again.json["files"]] == ["already"] * 3
    assert heads(workspace) == before
    assert workspace.read_bytes() == whole


def test_a_corrected_return_takes_the_place_of_the_first_and_keeps_it(own: Path) -> None:
    workspace, path = own / WORKSPACE, corrected(own)
    outcome = fuping("import", workspace, path, "--json")
    assert outcome.code == 0
    [one] = outcome.json["files"]
    assert (one["outcome"], one["carrier"], one["findings"]) == ("stored", "云岬听澜创新工场", [])
    kept = rows(workspace, "SELECT id, supersedes, bytes FROM return JOIN file ON file = sha256 ORDER BY no")
    assert len(kept) == 4
    assert kept[3][:2] == (one["return"], kept[1][0])
    assert kept[1][2] == returned(own, "乙").read_bytes()
    assert kept[3][2] == path.read_bytes()
    told = ask("explain", workspace, "听澜", "A1-1")
    assert told["workbook"] == {"name": path.name, "sha256": sha256(path.read_bytes()).hexdigest()}
    assert {firm["part"] for firm in told["indicators"][0]["firms"]} == {"counted"}


def test_the_old_return_handed_in_again_does_not_come_back(own: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("import", workspace, corrected(own)).code == 0
    before = heads(workspace)
    assert fuping("import", workspace, returned(own, "乙"), "--json").json["files"][0]["outcome"] == "already"
    assert heads(workspace) == before
    assert ask("explain", workspace, "听澜", "A1-1")["workbook"]["name"].startswith("补正")


# ------------------------------------------------------------------------------------------ copies


def test_a_copy_amended_elsewhere_writes_under_a_replica_of_its_own(own: Path, tmp_path: Path) -> None:
    here, there = own / WORKSPACE, tmp_path / "elsewhere" / WORKSPACE
    for workspace, value in ((here, "1900"), (there, "1800")):
        if workspace is there:
            there.parent.mkdir()
            shutil.copy(here, there)
        assert fuping("amend", workspace, "启川", "tenants", 1, "revenue", value, "--reason", "两处").code == 0
    assert len(heads(here)) == 2, "the folder was copied for this test: one replica more than the demo's"
    assert len(heads(there)) == 3
    compared = fuping("doctor", here, "--against", there)
    assert compared.code == 0
    shared = sum(head[1] for head in heads(here))
    assert compared.out.splitlines()[0] == f"与另一份比对：共有日志 {shared} 条，仅本份有 0 条，仅对方有 2 条"
    assert fuping("doctor", there).code == 0


def test_two_copies_that_both_went_on_are_counted_and_do_not_fork(own: Path, tmp_path: Path) -> None:
    here, there = own / WORKSPACE, tmp_path / "stick.fuping"
    shutil.copy(here, there)
    for workspace in (here, there):
        assert fuping("amend", workspace, "启川", "tenants", 2, "revenue", "900", "--reason", "两处").code == 0
    compared = fuping("doctor", here, "--against", there)
    assert compared.code == 0
    assert compared.out.splitlines()[0] == "与另一份比对：共有日志 32 条，仅本份有 2 条，仅对方有 2 条"


def test_chains_that_forked_under_one_replica_are_told(own: Path, tmp_path: Path) -> None:
    """An older copy written over the file in its place, as a restore does: the one thing the holder cannot see."""
    here, there = own / WORKSPACE, tmp_path / "stick.fuping"
    assert fuping("amend", here, "启川", "tenants", 1, "revenue", "1900", "--reason", "定好副本").code == 0
    older = here.read_bytes()
    assert fuping("amend", here, "启川", "tenants", 1, "revenue", "1800", "--reason", "第一次").code == 0
    shutil.copy(here, there)
    here.write_bytes(older)
    assert fuping("amend", here, "启川", "tenants", 1, "revenue", "1700", "--reason", "第二次").code == 0
    assert fuping("doctor", here).code == 0, "each by itself is sound"
    compared = fuping("doctor", here, "--against", there, "--json")
    assert compared.code == 1
    assert codes(compared) == {"exchange.forked"}
    told = fuping("doctor", here, "--against", there)
    assert "同一处写了两种内容，不能直接合并" in told.out


def test_another_workspace_is_no_copy(demo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.fuping"
    assert fuping("new", other, "--district=示例区", "--year=2026").code == 0
    compared = fuping("doctor", demo / WORKSPACE, "--against", other)
    assert (compared.code, compared.err) == (2, "district.fuping 与 other.fuping 不是同一个工作区的两份拷贝\n")
