"""The five-indicator rubric, shipped beside the whole one: a small example that can still be walked from end to end."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.services.replaying import replay
from scoring.services.rounds import open_workspace
from scoring.services.scoring import latest_run
from tests.journeys.driving import CARRIERS, NAMES, ROOT, WORKSPACE, ask, fuping, pdf_words
from tests.journeys.test_demo import EXPECTED

SKELETON = ROOT / "resources" / "rubrics" / "quality_mix_skeleton.toml"
CODES = ("A1-1", "A1-2", "A2-1", "A2-2", "J2")
TOTALS = {"甲": ("19.55", "优秀"), "乙": ("16.08", "优良"), "丙": ("11.33", "不合格")}
"""Sums of the printed points; the grade by the cuts of the five-indicator rubric (80, 70 and 60 % of 21 points)."""


@pytest.fixture(scope="module")
def workspace(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's returns, scored and sealed by the five indicators."""
    path = tmp_path_factory.mktemp("skeleton") / WORKSPACE
    shutil.copy(demo / WORKSPACE, path)
    assert fuping("rubric", "adopt", path, SKELETON).code == 0
    return path


@pytest.fixture(scope="module")
def sealed(workspace: Path) -> dict[str, Any]:
    return ask("score", workspace, "--seal")


@pytest.mark.parametrize("carrier", CARRIERS)
def test_its_figures_are_those_of_the_worked_example(sealed: dict[str, Any], carrier: str) -> None:
    [result] = [one for one in sealed["results"] if one["carrier"] == CARRIERS[carrier]]
    printed = {one["code"]: one["points"] or "" for one in result["indicators"]}
    assert printed == {code: EXPECTED[carrier][code][1] for code in CODES}
    assert (result["total"], result["grade"]) == TOTALS[carrier]
    assert sum(Decimal(points or 0) for points in printed.values()) == Decimal(result["total"])


def test_its_report_prints_and_its_run_replays(workspace: Path, sealed: dict[str, Any], tmp_path: Path) -> None:
    [paper] = ask("report", workspace, "--to", tmp_path, "--carrier", CARRIERS["甲"])["papers"]
    words = pdf_words(Path(paper["file"]))
    assert "总分19.55，按得分为优秀（16.8分起）" in words
    assert "比例限制" not in words, "it has neither quotas nor vetoes"
    opened = open_workspace(workspace, read_only=True)
    with opened.store:
        run = latest_run(opened)
        replayed = replay(opened.store, run)
    assert (run.id, replayed.figures, [equal for _, equal in replayed.papers]) == (sealed["run"], True, [True])


def test_a_workspace_begins_with_it_where_asked(tmp_path: Path) -> None:
    made = fuping("new", tmp_path / WORKSPACE, "--district=示例区", "--year=2026", "--rubric", SKELETON)
    assert made.code == 0
    assert "五项指标" in made.out
    assert [one["code"] for one in ask("rubric", "show", tmp_path / WORKSPACE)["indicators"]] == list(CODES)
    assert NAMES["甲"] not in made.out
