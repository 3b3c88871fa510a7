"""Charts as they come out of the file: drawn as paths, every word whole, nothing over anything else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from scoring.papers.comparison import comparison as section
from scoring.papers.desk import Desk, label_texts
from scoring.papers.facts import ReportFacts, texts
from scoring.papers.fonts import type_cases
from scoring.papers.look import BODY_WIDTH, PAGE_HEIGHT, SIDE
from scoring.papers.pages import Furniture, build
from scoring.papers.report import OWN, report_pdf
from tests.scoring.papers.builders import comparison, internal_report, report
from tests.scoring.papers.reading import words

Box = tuple[float, float, float, float]
"""left, bottom, right, top in points"""


def charts_alone(facts: ReportFacts) -> bytes:
    """The section of the comparison as a document of its own."""
    with type_cases([*texts(facts), *label_texts(facts.language), OWN], ()) as cases:
        furniture = Furniture(
            title="t", author="a", language="zh", created=facts.receipt.created, head="", status="", foot="", page=lambda *_: ""
        )
        return build(section(facts, Desk(facts.language, cases)), furniture, cases)


def boxes(pdf: bytes) -> Iterator[list[tuple[str, Box]]]:
    """Page by page the runs of text with the box of their ink."""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            rects = [text.get_rect(number) for number in range(text.count_rects())]
            yield [(text.get_text_bounded(*rect).strip(), rect) for rect in rects]


def overlapping(found: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    pairs = []
    for (one, a), (other, b) in combinations(found, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        along = min(a[3], b[3]) - max(a[1], b[1])
        if across > 0.3 and along > 0.3:
            pairs.append((one, other))
    return pairs


@pytest.mark.parametrize("axes", [1, 2, 3, 4, 5, 6, 8, 11, 12, 13, 20])
def test_no_label_lies_over_another_or_beyond_the_body(axes: int) -> None:
    for page in boxes(charts_alone(report(comparison=comparison(axes)))):
        assert page
        assert overlapping(page) == []
        for word, (left, bottom, right, top) in page:
            assert left >= SIDE - 1, word
            assert right <= SIDE + BODY_WIDTH + 1, word
            assert 0 < bottom < top < PAGE_HEIGHT, word


def test_two_labels_on_one_spot_would_be_noticed() -> None:
    assert overlapping([("甲", (0, 0, 10, 10)), ("乙", (5, 5, 15, 15)), ("丙", (20, 0, 30, 10))]) == [("甲", "乙")]


@pytest.mark.parametrize(("axes", "radar"), [(2, False), (3, True), (12, True), (13, False)])
def test_a_radar_of_too_few_or_too_many_axes_becomes_bars(axes: int, radar: bool) -> None:
    assert ("由内到外" in words(charts_alone(report(comparison=comparison(axes))))) is radar


def test_every_label_is_printed_whole() -> None:
    facts = report(comparison=comparison(8))
    assert facts.comparison is not None
    text = words(charts_alone(facts))
    for one in (*facts.comparison.axes, *facts.comparison.meters):
        assert f"{one.code}{one.label}" in text
        assert one.own_words in text


def test_charts_are_paths_and_every_font_is_embedded() -> None:
    with pdfium.PdfDocument(report_pdf(internal_report())) as document:
        kinds = [item.type for page in document for item in page.get_objects()]
    assert raw.FPDF_PAGEOBJ_PATH in kinds
    assert raw.FPDF_PAGEOBJ_IMAGE not in kinds


def test_without_peers_the_charts_say_so_and_show_the_carrier_alone() -> None:
    bare = comparison(5, is_compared=False, strengths=(), weaknesses=())
    text = words(charts_alone(report(comparison=bare)))
    assert "同类中位数" not in text.replace("高于同类中位数", "")[: text.index("由内到外")]
    assert "优势" not in text


def test_the_same_facts_give_the_same_bytes_in_both_versions() -> None:
    for make in (report, internal_report):
        assert report_pdf(make()) == report_pdf(make())
