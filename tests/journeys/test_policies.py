"""Policies over the real terminal: shown from a file and from a workspace, in both languages, adopted, refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.driving import ROOT, WORKSPACE, ask, fuping

SHIPPED = sorted((ROOT / "resources" / "policies").glob("*.toml"))
CHINESE = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda one: one.stem)
def test_a_policy_is_shown_whole_in_english_without_a_word_of_chinese(file: Path) -> None:
    answer = fuping("policy", "show", file, "--lang", "en")
    assert (answer.code, answer.err) == (0, "")
    assert [line for line in answer.out.splitlines() if CHINESE.search(line)] == []


def test_the_figures_of_the_documents_are_on_the_screen() -> None:
    said = "".join(fuping("policy", "show", file).out for file in SHIPPED)
    for figure in (
        *("最高 100万元", "最高 200万元", "最高 500万元", "比例 最高 1:1", "最高 2000万元", "最高 1000万元", "连续 3 年，每年"),
        *("「运营总支出」的 50%，封顶 200万元", "的 50%，封顶 500万元", "的 30%，封顶 200万元", "每家企业 10万元"),
        *("金额　200万元", "金额　400万元", "50万元 至 100万元", "2024-07-11 至 2029-07-10", "2025-01-27 至 2026-12-31"),
        *("2024-02-27 至 2027-02-26", "B 级以上", "待定（建设品质载体的支持金额）"),
    ):
        assert figure in said, figure


def test_a_workspace_shows_what_it_has_adopted(own: Path, tmp_path: Path) -> None:
    workspace = own / WORKSPACE
    assert fuping("policy", "show", workspace).out == f"{WORKSPACE} 还没有采用扶持政策\n"
    assert ask("policy", "show", workspace)["policies"] == []
    counts = [ask("policy", "adopt", workspace, file)["policies"] for file in (*SHIPPED, SHIPPED[0])]
    assert counts == [1, 2, 3, 3]
    kept = ask("policy", "show", workspace)["policies"]
    alone = [policy for file in SHIPPED for policy in ask("policy", "show", file)["policies"]]
    assert kept == alone
    assert fuping("policy", "show", workspace).out == "".join(fuping("policy", "show", file).out for file in SHIPPED)
    assert ask("doctor", workspace)["sound"] is True


def test_another_text_under_the_same_version_is_refused_and_the_first_stays(own: Path, tmp_path: Path) -> None:
    workspace, other = own / WORKSPACE, tmp_path / "other.toml"
    assert fuping("policy", "adopt", workspace, SHIPPED[1]).code == 0
    other.write_text(SHIPPED[1].read_text("utf-8").replace('"400万元"', '"500万元"'), "utf-8")
    answer = fuping("policy", "adopt", workspace, other)
    assert answer.code == 2
    assert "请在文件中换一个版本号" in answer.err
    [policy] = ask("policy", "show", workspace)["policies"]
    amounts = {clause["key"]: clause["amount"] for clause in policy["clauses"]}
    assert amounts["8_unicorn"]["value"]["exact"] == [4_000_000_00, 1]


def test_mistakes_are_refused_in_one_sentence_and_told_one_by_one_by_lint(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(
        SHIPPED[2].read_text("utf-8").replace('of = "city_support"', 'of = "city_suport"').replace('"30%"', '"30"'), "utf-8"
    )
    answer = fuping("policy", "show", bad, "--lang", "en")
    assert answer.code == 2
    assert 'has 2 mistakes, the first: bad.toml › clauses[6_graded_incubator].amount.of, "city_suport" is not defined; is it "city_support"?' in answer.err  # fmt: skip
    listed = fuping("rubric", "lint", bad)
    assert listed.code == 1
    assert [line.split("　")[1] for line in listed.out.splitlines()[:-1]] == [
        "clauses[6_graded_incubator].amount.of",
        "clauses[1_consortium].amount.rate",
    ]
    assert fuping("policy", "show", tmp_path / "nowhere.toml").code == 2
