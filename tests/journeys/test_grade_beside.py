"""A grade that no points reach, in a workspace: told, ranked, sealed and replayed; a draft of it is written in the window's verbs."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
import tomli_w

from scoring.services.score_looks import live_look
from scoring.services.workplace import Workplace
from tests.journeys.driving import CARRIERS, ROOT, WORKSPACE, ask, fuping, ruled_by, told

RUBRIC = ROOT / "resources" / "rubrics" / "quality_mix.toml"
APART = "未评为优秀"


@pytest.fixture(scope="module")
def ruled(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Below 70 points it is only asked whether a carrier is 优秀; 甲 has 91.92, 乙 66.05, 丙 34.63 and is limited to 优良."""
    own = Path(shutil.copytree(demo, tmp_path_factory.mktemp("beside") / "own"))
    document = tomllib.loads(RUBRIC.read_text("utf-8"))
    document |= {"version": "2026-beside", "grade_cases": [], "worked": []}
    document["grades"].insert(1, {"name": {"zh": APART, "en": "not rated excellent"}, "certificate": False})
    lift = {"key": "or_not", "when": "total < 70", "grade": APART, "basis": "示例"}
    document["lifts"] = [lift | {"label": {"zh": "只评是否优秀", "en": "excellent or not"}}]
    return ruled_by(own / WORKSPACE, document)


def test_the_steps_and_the_way_on_are_told(ruled: Path) -> None:
    words = told(ruled, "乙")
    assert words["按得分定级"] == "总分 66.05，按得分为合格（60 分起）"
    assert words["直接定级"] == "已触发：只评是否优秀，至少未评为优秀，不占名额"
    assert words["距上一等级"].startswith("距优秀的 80 分还差 13.95 分；")
    assert told(ruled, "乙", "--lang=en")["To the next grade"].startswith("13.95 points short of the 80 points of excellent;")
    assert told(ruled, "丙")["直接定级"] == "已触发：只评是否优秀，至少优良，不占名额"
    why = fuping("why", ruled, CARRIERS["乙"]).out
    assert "现为“未评为优秀”，总分 66.05，距“优秀”分数线 80 分还差 13.95 分。" in why


def test_the_ranking_counts_it_and_draws_no_line_for_it(ruled: Path) -> None:
    with Workplace(ruled, actor="甲", read_only=True) as place:
        shown = live_look(place, place.opened().kind(), None, "zh")
    assert [(group.key, group.count) for group in shown.groups[:5]] == [
        ("优秀", 1), (APART, 1), ("优良", 1), ("合格", 0), ("不合格", 0),
    ]  # fmt: skip
    assert [cut.words for cut in shown.cuts] == ["优秀 80", "优良 70", "合格 60"]
    rows = {row.total: (row.next, row.next_key and str(row.next_key)) for row in shown.rows}
    assert rows["66.05"] == ("距优秀 13.95 分", "13.95")
    assert rows["34.63"] == ("直接定级", None)


def test_it_is_shown_compared_and_replayed(ruled: Path) -> None:
    line = "未评为优秀：不设分数线，按得分评不到，只由规则列入，不发证书"
    assert line in fuping("rubric", "show", ruled).out
    grades = ask("rubric", "show", ruled)["grades"]
    assert grades[:3] == [
        {"name": "优秀", "at_least": "80"},
        {"name": APART, "certificate": False},
        {"name": "优良", "at_least": "70"},
    ]
    other = ruled.with_name("other.toml")
    document = tomllib.loads((ruled.parent / "2026-beside.toml").read_text("utf-8"))
    document["grades"][1]["at_least"] = 75
    other.write_text(tomli_w.dumps(document), "utf-8")
    compared = fuping("rubric", "compare", ruled.parent / "2026-beside.toml", other).out
    assert "改动　未评为优秀　分数线：不设，只由规则列入 → 75" in compared
    assert fuping("replay", ruled).code == 0


def test_a_file_that_leaves_the_last_grade_without_points_is_not_adopted(ruled: Path) -> None:
    document = tomllib.loads((ruled.parent / "2026-beside.toml").read_text("utf-8"))
    del document["grades"][-1]["at_least"]
    broken = ruled.with_name("broken.toml")
    broken.write_text(tomli_w.dumps(document), "utf-8")
    answer = fuping("rubric", "adopt", ruled, broken)
    assert answer.code == 2
    assert "最低一级“不合格”没有分数线" in answer.err
