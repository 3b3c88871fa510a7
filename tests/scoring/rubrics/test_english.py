"""The English of the shipped definitions is whole: nothing a rubric says of itself falls back to Chinese."""

from __future__ import annotations

import re

import pytest

from scoring.engine.wording import reading_words, rule_words
from tests.scoring.rubrics.builders import RUBRICS, rubric

CHINESE_TEXT = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("name", RUBRICS)
def test_measures_and_scales_are_said_in_english(name: str) -> None:
    compiled = rubric(name)
    said = {key: reading_words(one, "en") for key, one in compiled.measures.items()}
    said |= {one.code: rule_words(compiled, one, "en") for one in compiled.rubric.indicators}
    assert len(said) > 5
    assert {key: words for key, words in said.items() if CHINESE_TEXT.search(words)} == {}


def test_units_of_literals_and_answers_are_said_in_each_language() -> None:
    compiled = rubric("quality_mix_skeleton.toml")
    read = {key: (reading_words(one, "zh"), reading_words(one, "en")) for key, one in compiled.measures.items()}
    assert any("不低于 10万元" in zh and "at least 10 wan CNY" in en for zh, en in read.values())
    assert any("“无”" in zh and "'none'" in en for zh, en in read.values())
