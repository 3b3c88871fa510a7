from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.papers.breaking import NOT_FIRST, NOT_LAST, break_lines, pieces, wide


class Widths(dict[str, int]):
    def __missing__(self, letter: str) -> int:
        return 1000 if wide(letter) else 500


WIDTHS = Widths()

SAMPLE = (
    "根据《示例区科技创新载体考评办法（试行）》第 12 条，“启明星孵化器”2025 年末在孵企业 40 家，其中高新技术企业 12 家"
    "（占比 30.0%，较上年提高 2.5 个百分点）；本年度营业收入 13,357.70 万元，R&D 投入 ≥ 6%。出处：在孵企业!C14、M14；"
    "为什么？因为 AI-driven 的企业增加了！详见 https://example.invalid/a/b 与《填报说明》、〔2026〕3 号文……"
) * 3


@pytest.mark.parametrize("width", range(4, 60))
def test_no_line_begins_or_ends_wrongly(width: int) -> None:
    lines = break_lines(SAMPLE, width * 1000, WIDTHS)
    assert len(lines) > 1
    assert [line for line in lines if line[0] in NOT_FIRST] == []
    assert [line for line in lines if line[-1] in NOT_LAST] == []


@pytest.mark.parametrize("width", range(14, 60))
def test_words_numbers_and_addresses_are_not_torn(width: int) -> None:
    lines = break_lines(SAMPLE, width * 1000, WIDTHS)
    whole = ("13,357.70 万元", "2.5 个百分点", "AI-driven", "第 12 条", "30.0%", "!C14", "M14", "≥ 6%", "40 家", "R&D")
    for words in whole:
        assert sum(line.count(words) for line in lines) == SAMPLE.count(words), words


@pytest.mark.parametrize("width", [2, 5, 9, 30])
def test_every_line_fits_and_nothing_is_lost(width: int) -> None:
    lines = break_lines(SAMPLE, width * 1000, WIDTHS)
    assert "".join("".join(lines).split()) == "".join(SAMPLE.split())
    assert all(sum(WIDTHS[letter] for letter in line) <= width * 1000 for line in lines)


@given(st.text(alphabet="孵企A1 .,，。（）“”%\n、《》—", max_size=60), st.integers(min_value=1, max_value=20))
def test_any_text_comes_out_whole(text: str, width: int) -> None:
    lines = break_lines(text, width * 1000, WIDTHS)
    assert lines
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) == 1 or sum(WIDTHS[letter] for letter in line) <= width * 1000 for line in lines)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("本年度科技型中小企业入库", 11, ("本年度科技型中小企", "业入库")),
        ("出处均在工作簿的“毕业企业”表", 13, ("出处均在工作簿的", "“毕业企业”表")),
        ("毕业时累计天使或风险投资额（万元）", 4, ("毕业时累", "计天使或", "风险投", "资额", "（万元）")),
        ("合计 200 万元 ÷ 在孵企业 25 家 ＝ 8 万元/家", 21, ("合计 200 万元 ÷ 在孵企业 25 家", "＝ 8 万元/家")),
        ("甲乙丙丁戊", 4, ("甲乙丙", "丁戊")),
        ("甲乙丙丁戊", 2, ("甲乙", "丙丁", "戊")),
    ],
)
def test_no_last_line_of_a_character_or_two_and_no_unit_without_its_figure(text: str, room: int, lines: tuple[str, ...]) -> None:
    assert break_lines(text, room * 1000, WIDTHS) == lines


def test_an_endless_word_is_torn() -> None:
    lines = break_lines("甲 " + "a" * 64 + " 乙", 10_000, WIDTHS)
    assert lines == ("甲", "a" * 20, "a" * 20, "a" * 20, "aaaa 乙")


def test_a_flood_of_marks_still_ends() -> None:
    lines = break_lines("！" * 50, 7000, WIDTHS)
    assert "".join(lines) == "！" * 50
    assert all(len(line) <= 7 for line in lines)


def test_line_feeds_end_lines() -> None:
    assert break_lines("甲\n\n乙", 9000, WIDTHS) == ("甲", "", "乙")


def test_an_apostrophe_does_not_tear_a_word() -> None:
    assert list(pieces("the firm’s place")) == ["the ", "firm’s ", "place"]


def test_the_sample_is_hard_enough() -> None:
    """A breaker that fills lines to the brim gets this sample wrong: the tests above can fail."""
    chopped = [SAMPLE[start : start + 17] for start in range(0, len(SAMPLE), 17)]
    assert any(line[0] in NOT_FIRST for line in chopped)
    assert any(re.search(r"\d$", line) for line in chopped)
