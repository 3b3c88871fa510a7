"""The benchmarks still run. Nothing here looks at a clock: figures are for people, and for one machine."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks import certificates, decide, entry, entry_window, intake, letters, papers, ranking, robustness, scoring, support
from benchmarks.district import NOW, workbooks, workspace
from scoring.findings import Level
from scoring.services.returns import import_workbooks
from tests.desktop.workspaces import worked
from tests.journeys.districts import district

ROOT = Path(__file__).parents[1]


def said_by(module: str, *words: object) -> str:
    """Of a benchmark that needs a process, and the application in it, to itself."""
    order = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(order, check=False, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_intake_compares_all_ways_of_reading(capsys: pytest.CaptureFixture[str]) -> None:
    intake.main(["--firms", "3", "--returns", "2", "--runs", "1"])
    said = capsys.readouterr().out
    assert said.count("\n| ") == 6
    assert "the whole import" in said


def test_a_pasted_block_is_compared_with_a_plain_read(capsys: pytest.CaptureFixture[str]) -> None:
    entry.main(["--firms", "12", "--runs", "1"])
    said = capsys.readouterr().out
    assert "12 firms × 35 columns" in said
    assert said.count("\n| ") == 7


def test_scoring_compares_only_equal_figures(capsys: pytest.CaptureFixture[str]) -> None:
    scoring.main(["--carriers", "3", "--firms", "45", "--runs", "1"])
    assert "3 carriers × 45 tenants = 135 rows, 21 aggregates" in capsys.readouterr().out


def test_the_hand_written_scan_is_held_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = dict(scoring.FIGURES) | {("rd_intensity", "usable"): "COUNT(*) FILTER (WHERE revenue > 100000000)"}
    monkeypatch.setattr(scoring, "FIGURES", wrong)
    with pytest.raises(AssertionError, match="usable"):
        scoring.main(["--carriers", "1", "--firms", "45", "--runs", "1"])


def test_support_compares_only_equal_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    support.main(["--carriers", "3", "--firms", "45", "--runs", "1"])
    assert "3 carriers, 9 clauses" in capsys.readouterr().out


def test_papers_are_counted_in_pages(capsys: pytest.CaptureFixture[str]) -> None:
    papers.main(["--firms", "3", "--runs", "1"])
    assert "| whole report |" in capsys.readouterr().out


def test_certificates_are_issued_and_verified(capsys: pytest.CaptureFixture[str]) -> None:
    certificates.main(["--carriers", "3", "--runs", "1"])
    said = capsys.readouterr().out
    assert "3 certificates" in said
    assert "The whole batch of 3" in said
    assert said.count("\n| ") == 4


def test_drawn_weights_are_held_against_bare_sums(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "made.fuping"
    district(path, 5).store.close()
    robustness.main(["--draws", "3", "--anew", "1", "--runs", "1", "--workspace", str(path), "--kind", ""])
    said = capsys.readouterr().out
    assert "3 draws over" in said
    assert said.count("\n| ") == 5


def test_letters_are_counted_beside_reports(capsys: pytest.CaptureFixture[str]) -> None:
    letters.main(["--carriers", "2", "--firms", "3", "--runs", "1", "--reports", "1"])
    said = capsys.readouterr().out
    assert "| letters of result | 2 |" in said
    assert "| grade reports | 1 |" in said
    assert said.count("\n| ") == 9


def test_the_ranking_is_gone_through_in_the_window(capsys: pytest.CaptureFixture[str], qapp: object) -> None:
    ranking.main(["--carriers", "3", "--firms", "45"])
    said = capsys.readouterr().out
    assert "3 carriers; 与封存的结果一致" in said
    assert said.count("\n| ") == 14


def test_a_block_is_pasted_into_the_entry_screen(capsys: pytest.CaptureFixture[str], qapp: object) -> None:
    entry_window.main(["--firms", "12"])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(lines) == 7
    assert any("12 firms" in line for line in lines)


def test_the_decisions_are_gone_through_in_a_copy(tmp_path: Path) -> None:
    path = worked(tmp_path)
    before = sha256(path.read_bytes()).digest()
    said = said_by("benchmarks.decide", path)
    assert "3 carriers filled after" in said
    assert "events over 50 ms" in said
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert sha256(path.read_bytes()).digest() == before


def test_decisions_of_what_workspace_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        decide.main([])
    assert "workspace" in capsys.readouterr().err


def test_every_page_is_opened_in_the_window(tmp_path: Path) -> None:
    said = said_by("benchmarks.window", worked(tmp_path))
    assert "first page with its figures" in said
    assert "\n  support " in said
    assert "memory with every page" in said


def test_generated_returns_are_such_as_a_careful_carrier_sends(tmp_path: Path) -> None:
    opened = workspace(tmp_path / "district.fuping", 2)
    with opened.store:
        paths = workbooks(tmp_path, opened, 2, 50)
        done = import_workbooks(opened, paths, enrolling=False, actor="test", now=NOW)
        assert len(done) == 2
    assert [finding for one in done for finding in one.findings if finding.level is not Level.WARNING] == []
