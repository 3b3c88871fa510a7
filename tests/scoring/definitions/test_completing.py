"""An expression while it is typed: what is offered at the cursor, what it says, and where it goes wrong."""

from __future__ import annotations

import random

import pytest

from scoring.definitions.completing import completion, judged
from scoring.definitions.tree import Kind
from scoring.messages import LANGUAGES, tell
from tests.scoring.definitions.random_expressions import SCOPE, Writer


def offered(text: str, position: int | None = None) -> list[str]:
    at = len(text) if position is None else position
    found = completion(text, at, SCOPE, "zh")
    assert found.end == at
    return [text[: found.start] + one.key + text[found.end :] for one in found.offered]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("hnte and rev", ["hnte and revenue", "hnte and revenue_prior"]),
        ("revenue", ["revenue_prior"]),
        ("hnte and 上年", ["hnte and revenue_prior"]),
        ("event = '", ["event = '无'", "event = '首次认定'", "event = '重新认定'"]),
        ("event in ('无', '首", ["event in ('无', '首次认定'"]),
        ("event <> '重", ["event <> '重新认定'"]),
        ("revenue >= 2000万", ["revenue >= 2000万元"]),
        ("months(fou", ["months(founded"]),
        ("cut", ["cutoff"]),
        ("mon", ["months("]),
        ("staff = '", []),
        ("gone = '", []),
        ("zzz", []),
    ],
)
def test_what_fits_the_word_at_the_cursor(text: str, whole: list[str]) -> None:
    assert offered(text) == whole


def test_in_the_middle_only_the_word_before_the_cursor_is_replaced() -> None:
    assert offered("event = '首' and hnte", 10) == ["event = '首次认定' and hnte"]
    assert "revenue and hnte" in offered("rev and hnte", 3)


def test_without_a_word_everything_is_offered_in_words() -> None:
    found = {one.key: one.label for one in completion("", 0, SCOPE, "en").offered}
    assert found.keys() >= {*SCOPE, "Y", "cutoff", "months(", "known(", "and", "in"}
    assert found["cutoff"] == "the cut-off day"


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("hnte and revenue >= 2000", "2000", "万元"),
        ("hnte and", "and", "没有写完"),
        ("hnte adn sme", "adn", "读不懂"),
        ("hnte and unknown_one", "unknown_one", "不是这张表的字段"),
        ("event = '首次'", "'首次'", "首次认定"),
        ("foo(revenue) > 1", "foo", "没有“foo”"),
        ("founded > 2025-02-30", "2025-02-30", "没有 2025-02-30"),
        ("revenue + staff > 1", "staff", "金额"),
    ],
)  # fmt: skip
def test_a_mistake_is_located_and_said(text: str, where: str, said: str) -> None:
    found = judged(text, SCOPE, Kind.CONDITION, "zh")
    assert found.mistake is not None
    assert (found.tree, found.reading) == (None, "")
    assert text[found.mistake.start : found.mistake.end].startswith(where)
    assert said in tell(found.mistake.said)
    assert tell(found.mistake.said, "en") != tell(found.mistake.said)


def test_what_reads_is_read_aloud() -> None:
    text = "hnte and revenue >= 2000万元"
    assert judged(text, SCOPE, Kind.CONDITION, "zh").reading == "「高新技术企业」为是 且 「营业收入」 不低于 2000万元"
    assert judged("revenue / staff", SCOPE, Kind.NUMBER, "zh").reading == "「营业收入」 ÷ 「从业人员」"
    assert judged("  ", SCOPE, Kind.CONDITION, "zh").mistake is None
    assert judged("hnte", SCOPE, Kind.NUMBER, "zh").mistake is not None


@pytest.mark.parametrize("seed", range(4))
def test_a_broken_expression_has_its_mistake_inside(seed: int) -> None:
    """Whatever is cut off or struck out: the place is within the text, and something can be underlined."""
    chance = random.Random(seed)
    writer = Writer(chance)
    broken = 0
    for _ in range(60):
        text = writer.condition(2)
        at = chance.randrange(len(text))
        spoilt = chance.choice([text[:at], text[:at] + text[at + 1 :], text[:at] + chance.choice("?)('<") + text[at:]])
        for language in LANGUAGES:
            found = judged(spoilt, SCOPE, Kind.CONDITION, language)
            if found.mistake is not None:
                broken += 1
                assert 0 <= found.mistake.start < found.mistake.end <= len(spoilt), spoilt
                assert tell(found.mistake.said, language)
        completion(spoilt, at, SCOPE, "zh")
    assert broken > 40
