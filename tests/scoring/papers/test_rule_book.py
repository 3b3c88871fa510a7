"""The rule book on paper says what ``rubric show`` says, in embedded type, the same bytes every time."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from scoring.errors import Refusal
from scoring.services.paper_type import figures_apart
from scoring.services.rubric_show import show
from scoring.services.rubrics import rubric_at
from scoring.services.rule_book import rule_book, write_rule_book
from tests.scoring.papers.reading import bookmarks, fonts, reader, squeezed, words

RUBRICS = sorted(Path(str(files("resources").joinpath("rubrics"))).glob("*.toml"))
NOW = datetime(2026, 3, 1, 17, 30, tzinfo=UTC)


def body(pdf: bytes) -> str:
    """All words, without what stands on every page."""
    pages = [page.extract_text().splitlines() for page in reader(pdf).pages]
    common = set.intersection(*(set(page) for page in pages)) if len(pages) > 1 else set()
    return squeezed("".join(line for page in pages for line in page if line not in common))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_everything_that_is_shown_stands_in_the_book(path: Path, language: str) -> None:
    found = rubric_at(path)
    shown = show(found.compiled, language)
    book = rule_book(found, language, NOW)
    printed = words(book.pdf)
    told = [shown.title, shown.status, shown.source, shown.total, *shown.levels, *shown.scope.values(), *shown.rounding.values()]
    told += [text for one in (*shown.sets, *shown.parameters, *shown.others) for text in (one.key, one.label, one.words)]
    told += [text for one in shown.branches for text in (one.code, one.title, one.words)]
    told += [text for one in shown.indicators for text in (one.code, one.title, one.measure, one.rule, one.missing, one.basis)]
    told += [text for one in shown.indicators for mark in one.anchors for text in mark]
    told += [text for one in shown.rules for text in (one.words, one.when, one.basis)]
    told += [text for pair in shown.quotas for text in pair] + list(shown.grading.values())
    told += [check.message[language] for check in found.compiled.form.checks]
    # a rule over two pages has the foot of one and the head of the other in the midst of it: that page's words say so
    parted = [text for text in told if squeezed(figures_apart(text)) not in printed]
    assert [text for text in parted if squeezed(figures_apart(text)) not in body(book.pdf)] == []


def test_the_book_is_set_in_embedded_type_with_pages_counted_and_found(tmp_path: Path) -> None:
    path = next(one for one in RUBRICS if one.stem == "quality_mix")
    found = rubric_at(path)
    book = rule_book(found, "zh", NOW)
    assert book.pdf == rule_book(rubric_at(path), "zh", NOW).pdf
    assert book.name == "在孵企业质量 + 毕业企业结构（示例）_2026_细则手册.pdf"
    for font in fonts(book.pdf):
        described = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "/FontFile2" in described["/FontDescriptor"].get_object()
    total = len(reader(book.pdf).pages)
    assert total > 3
    for number, page in enumerate(reader(book.pdf).pages, start=1):
        assert f"第{number}页共{total}页" in squeezed(page.extract_text())
        assert found.hash[:16] in page.extract_text()
    titles = [title for depth, _, title in bookmarks(book.pdf) if depth == 0]
    assert titles[0] == "一、谁评分，谁参评"
    assert titles[-1] == "九、填报核验规则"
    assert "2026-03-02" in words(book.pdf), "the day it is in China"
    target = tmp_path / book.name
    write_rule_book(target, book)
    assert target.read_bytes() == book.pdf
    with pytest.raises(Refusal):
        write_rule_book(tmp_path / "nowhere" / "book.pdf", book)


def test_a_rule_that_no_page_holds_goes_on_over_pages() -> None:
    from scoring.papers.rule_book import Chapter, RuleBookFacts, RuleEntry, RuleLine, rule_book_pdf

    endless = "规则" * 6000
    facts = RuleBookFacts(
        language="zh",
        title="细则",
        status="",
        identity="x 1",
        whose="",
        source="",
        hash="0" * 64,
        created=NOW,
        particulars=(),
        chapters=(
            Chapter("长", (RuleLine("条", endless),)),
            Chapter(
                "树", entries=(RuleEntry("A", "支", "", group=True), RuleEntry("A1", "项", "5 分", (RuleLine("规则", endless),)))
            ),
        ),
    )
    pdf = rule_book_pdf(facts)
    assert words(pdf).count("规") >= 2 * 6000
