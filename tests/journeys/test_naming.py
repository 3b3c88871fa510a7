"""File names after a pattern: what is refused before anything is written, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.errors import Refusal
from scoring.papers.facts import Version
from scoring.services.naming import beside, default_pattern, distinct, existing, facts_of, fields, read_pattern


def name(pattern: str, language: str = "zh", carrier: str = "甲孵化器", grade: str = "优秀", rank: int | None = 3) -> str:
    facts = facts_of(
        carrier=carrier,
        uscc="91310113MA1ABCDE1X",
        year=2026,
        version=Version.FEEDBACK,
        grade=grade,
        rank=rank,
        of=26,
        language=language,
    )
    return read_pattern(pattern, language).fill(facts)


def test_every_field_may_be_named_in_either_language() -> None:
    assert name("".join(fields("zh"))) == name("".join(fields("en"))) == "甲孵化器91310113MA1ABCDE1X2026反馈版优秀03.pdf"


def test_without_a_pattern_names_are_as_they_always_were() -> None:
    assert name("") == name(default_pattern("zh")) == "甲孵化器_91310113MA1ABCDE1X_2026_考评报告_反馈版.pdf"
    assert name("", "en") == "甲孵化器_91310113MA1ABCDE1X_2026_report_feedback.pdf"
    assert name("{载体}.pdf") == "甲孵化器.pdf"


def test_what_a_name_cannot_have_becomes_a_low_line_in_a_fact_and_is_refused_in_the_pattern() -> None:
    assert name("{载体}", carrier='甲/乙:"丙"') == "甲_乙__丙_.pdf"
    assert name("{{{载体}}}") == "{甲孵化器}.pdf"
    assert name("{载体}_{名次}", rank=None) == "甲孵化器_未评.pdf"


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{载体", "naming.braces"),
        ("{载体}}", "naming.braces"),
        ("{电话}", "naming.unknown_field"),
        ("{载体:x}", "naming.unknown_field"),
        ("{载体}/{年度}", "naming.forbidden"),
        ("{载体}\x07", "naming.forbidden"),
        ("考评报告", "naming.no_field"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused(pattern: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_pattern(pattern)
    assert refused.value.said.code == code


def test_a_name_that_cannot_be_is_refused() -> None:
    with pytest.raises(Refusal, match=r"naming\.too_long"):
        name("{载体}{载体}", carrier="长" * 60)
    with pytest.raises(Refusal, match=r"naming\.reserved"):
        name("{载体}", carrier="nul")


def test_two_papers_never_meet_in_one_file() -> None:
    distinct(["甲.pdf", "乙.pdf"], ["甲", "乙"])
    with pytest.raises(Refusal, match=r"naming\.collision "):
        distinct(["Park.pdf", "park.PDF"], ["甲", "乙"])
    with pytest.raises(Refusal, match=r"naming\.collision_of_versions"):
        distinct(["甲.pdf", "甲.pdf"], ["甲", "甲"])


def test_what_is_there_is_known_and_stepped_beside(tmp_path: Path) -> None:
    for one in ("甲.pdf", "甲 (2).pdf"):
        (tmp_path / one).touch()
    assert existing(tmp_path, ["甲.pdf", "乙.pdf"]) == ("甲.pdf",)
    assert beside(tmp_path, "甲.pdf").name == "甲 (3).pdf"
    assert beside(tmp_path, "乙.pdf").name == "乙.pdf"
