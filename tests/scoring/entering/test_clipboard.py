"""What spreadsheets put on the clipboard, cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import Refusal
from scoring.intake.clipboard import MOST_TEXT, as_text, block, cleaned

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(cleaned)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲\t1,234.50\r\n乙\t否\r\n", [["甲", "1,234.50"], ["乙", "否"]]),
        ("甲\n", [["甲"]]),
        ("甲", [["甲"]]),
        ("", [[""]]),
        ("甲\n\n乙", [["甲"], [""], ["乙"]]),
        ("甲\n\n", [["甲"], [""]]),
        ("甲\t\t\n\t乙", [["甲", "", ""], ["", "乙", ""]]),
        ('"一行\n又一行"\t乙\n', [["一行\n又一行", "乙"]]),
        ('"一行\r\n又一行"\t乙\r\n', [["一行\n又一行", "乙"]]),
        ('"有\t制表符"\t乙', [["有\t制表符", "乙"]]),
        ('"他说""好""\n就走了"\n', [['他说"好"\n就走了']]),
        ('他说"好"\t乙', [['他说"好"', "乙"]]),
        ('"小巨人"企业\t乙\n丙\t丁', [['"小巨人"企业', "乙"], ["丙", "丁"]]),
        ('"没有结束\t乙\n丙', [['"没有结束', "乙"], ["丙", ""]]),
        ("甲\x00\x0b乙", [["甲乙"]]),
        ("　 \t甲", [["", "甲"]]),
    ],
)
def test_a_block_is_read_as_a_spreadsheet_means_it(text: str, cells: list[list[str]]) -> None:
    assert [list(row) for row in block(text)] == cells


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_copied_is_what_is_pasted(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    whole = tuple((*row, *("",) * (width - len(row))) for row in rows)
    assert block(as_text(whole)) == whole


def test_more_than_a_cell_holds_is_refused() -> None:
    assert cleaned("字" * MOST_TEXT)
    for text in ("字" * (MOST_TEXT + 1), "𠮷" * (MOST_TEXT // 2 + 1)):
        with pytest.raises(Refusal) as refused:
            cleaned(text)
        assert refused.value.said.code == "entering.text_too_long"


def test_many_quotes_without_an_end_take_no_time() -> None:
    assert len(block('"甲\t' * 50_000)[0]) == 50_001
