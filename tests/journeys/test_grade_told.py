"""What reports and explanations say of the grade rule in full: groups, ranks, minimums, ties, what is close; nobody is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.journeys.driving import CARRIERS, NAMES, ROOT, WORKSPACE, ask, fuping, pdf_words, ruled_by, told

RUBRIC = ROOT / "resources" / "rubrics" / "quality_mix.toml"


@pytest.fixture
def ruled(own: Path) -> Path:
    """Graded by kind of incubator, 优秀 by rank alone, at least 42 points of A for 合格, a border of seven points."""
    document = tomllib.loads(RUBRIC.read_text("utf-8"))
    document |= {"version": "2026-groups", "quotas_by": "carrier_kind", "border_within": 7, "grade_cases": [], "worked": []}
    document["quotas"][0] |= {"by": "ranks", "at_least": 1}
    minimum = {"key": "weak", "branch": "A", "at_least": 42, "best": "不合格", "basis": "示例"}
    document["minimums"] = [minimum | {"label": {"zh": "在孵企业质量不足42分", "en": "fewer than 42 points of A"}}]
    return ruled_by(own / WORKSPACE, document)


def test_the_arithmetic_is_told_for_the_carriers_own_group(ruled: Path) -> None:
    words = told(ruled, "甲")["比例限制"]
    lines = words.split("\n")
    assert lines[0].startswith("按载体类型分组：")
    assert "本载体组内第 1 名" in lines[0]
    assert lines[1].startswith("优秀不超过 1 个：20% × ")
    assert "只看名次，被否决、限制的也占名次，不递补" in words


def test_a_minimum_is_told_where_it_took_effect_and_where_it_did_not(ruled: Path) -> None:
    assert told(ruled, "甲")["维度最低分"] == "未触发：在孵企业质量不足42分"
    found = told(ruled, "乙")
    assert found["维度最低分"] == "已触发：在孵企业质量不足42分，最高不合格"
    assert "“在孵企业质量不足42分”解除以前" in found["距上一等级"]
    assert told(ruled, "乙", "--lang=en")["Minimum of a dimension"] == "met: fewer than 42 points of A: fail at most"


def test_a_bound_that_is_barred_is_not_close(ruled: Path) -> None:
    """乙 has 66.05 and would be within seven of 70 and of 60, but the minimum bars both."""
    assert "临界" not in told(ruled, "乙")
    assert ask("border", ruled)["border"] == []


def test_the_printed_report_says_the_same_and_the_rubric_is_shown_whole(ruled: Path, tmp_path: Path) -> None:
    [paper] = ask("report", ruled, "--to", tmp_path / "printed", "--carrier", CARRIERS["乙"], "--version", "internal")["papers"]
    words = pdf_words(Path(paper["file"]))
    assert "已触发：在孵企业质量不足42分，最高不合格" in words
    assert "按载体类型分组：" in words
    shown = fuping("rubric", "show", ruled).out
    for line in (
        "维度最低分　在孵企业质量不足42分：最高不合格",
        "条件　「在孵企业质量」 小于 42",
        "名额按「载体类型」分组，在各组内分别计算",
        "相差不超过 7 分的",
    ):
        assert line in shown
    assert fuping("replay", ruled).code == 0
    [paper] = ask("report", ruled, "--to", tmp_path / "out", "--carrier", CARRIERS["乙"], "--version", "feedback")["papers"]
    words = pdf_words(Path(paper["file"]))
    assert "按载体类型分组：" in words
    assert NAMES["甲"] not in words


def test_the_sealed_lines_and_the_workbook_know_the_group(ruled: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    answer = fuping("workbook", ruled, tmp_path / "book.xlsx")
    assert answer.code == 0, answer
    book = load_workbook(tmp_path / "book.xlsx", data_only=True, read_only=True)
    heads = {str(cell).split("\n")[0] for cell in next(book["定级"].iter_rows(min_row=4, max_row=4, values_only=True)) if cell}
    assert {"组别", "组内名次", "接近分数线"} <= heads
