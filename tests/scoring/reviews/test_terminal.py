"""The terminal's verbs of the review where something is wrong."""

from __future__ import annotations

from tests.journeys.driving import fuping
from tests.scoring.reviews.conftest import NAMES, Panel, enter


def test_a_sheet_with_a_mistake_is_stored_only_line_by_line(panel: Panel) -> None:
    path = enter(panel.sheet(), {"F5": 9, "F6": 1.5, "F7": 2})
    workspace = panel.opened.store.path
    told = fuping("marks", workspace, path)
    assert told.code == 1
    assert "存入 0 份评分" in told.out
    assert "评分!F5" in told.out
    taken = fuping("marks", workspace, path, "--take", "F6", "--json")
    (sheet,) = taken.json["sheets"]
    assert (taken.code, sheet["stored"], [line["state"] for line in sheet["lines"]]) == (
        1,
        1,
        ["unusable", "new", "new", "empty"],
    )
    (again,) = fuping("marks", workspace, path, "--json").json["sheets"]
    assert [line["state"] for line in again["lines"]] == ["unusable", "same", "new", "empty"]


def test_take_names_lines_of_one_sheet(panel: Panel) -> None:
    first, second = panel.sheet("李专家"), panel.sheet("张专家")
    refused = fuping("marks", panel.opened.store.path, first, second, "--take", "F5")
    assert (refused.code, refused.out) == (2, "")


def test_the_panel_and_what_it_lacks(panel: Panel) -> None:
    workspace = panel.opened.store.path
    assert fuping("recuse", workspace, NAMES[0], "李专家", "--relation", "同学").code == 0
    told = fuping("reviewers", workspace, "--add", "赵专家", "--remove", "张专家")
    assert "赵专家　已评 0 / 4" in told.out
    assert f"回避 {NAMES[0]}（同学）" in told.out
    assert "张专家" not in told.out
    assert "没有变化" in fuping("recuse", workspace, NAMES[1], "李专家", "--undo").out
