"""One page for a meeting: as it is, smaller, or with an annex; never two without saying so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scoring.papers.brief import BriefFacts, BriefPage, BriefSection, BriefTable, brief_pdf
from tests.scoring.papers.reading import pages, squeezed

HEADS = (("载体名称", 100.0, False), ("情况", 70.0, False))


def table(rows: int, word: str) -> BriefTable:
    return BriefTable(HEADS, tuple((f"云岬{word}{number}号", "直接定级") for number in range(rows)))


def printed(decided: int, rules: int) -> list[str]:
    page = BriefPage(
        title="上会材料",
        overline="云岬区",
        subtitle="封存的结果",
        sections=(
            BriefSection("触发的规则", (table(rules, "规则"),), aside=True),
            BriefSection("决定", (table(decided, "决定"),)),
        ),
        annex=("附页", "规则触发情况见附页。"),
    )
    facts = BriefFacts(
        language="zh", name="上会", author="云岬区", status="", head="云岬区", foot="编号",
        created=datetime(2026, 3, 20, tzinfo=UTC), pages=(page,),
    )  # fmt: skip
    return [squeezed(text) for text in pages(brief_pdf(facts))]


@pytest.mark.parametrize("rules", [2, 30, 40])
def test_what_is_a_little_too_long_is_set_smaller(rules: int) -> None:
    [text] = printed(4, rules)
    assert f"云岬规则{rules - 1}号" in text
    assert "云岬决定3号" in text
    assert "附页" not in text


def test_what_is_much_too_long_goes_into_an_annex_and_the_page_says_so() -> None:
    first, *others = printed(4, 90)
    assert "云岬决定3号" in first
    assert "规则触发情况见附页" in first
    assert "云岬规则0号" not in first
    assert "附页" in others[0]
    assert "云岬规则0号" in others[0]
    assert "云岬规则89号" in others[-1]
    assert "云岬决定" not in "".join(others)
