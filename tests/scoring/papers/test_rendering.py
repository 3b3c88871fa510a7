from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from scoring.papers.rendering import page_count, render_page, render_pages
from scoring.papers.report import report_pdf
from tests.scoring.papers.builders import indicator, report

PDF = report_pdf(report())


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("L")


def test_every_page_becomes_a_picture_of_its_size() -> None:
    pages = render_pages(PDF, 1.0)
    assert len(pages) == page_count(PDF) > 1
    assert {picture(page).size for page in pages} == {(596, 842)}
    assert picture(render_page(PDF, 0, 2.0)).size == (1191, 1684)


def test_preview_and_print_see_the_same_pixels() -> None:
    assert render_page(PDF, 1, 1.5) == render_pages(PDF, 1.5)[1]


@pytest.mark.parametrize("number", [-1, 5])
def test_there_is_no_such_page(number: int) -> None:
    with pytest.raises(IndexError):
        render_page(PDF, number)


def test_nothing_is_drawn_outside_the_margins() -> None:
    """Ink of a 300-firm report, every page: 18 mm of white at either side, 8 mm above and below."""
    pdf = report_pdf(report(indicators=(indicator(firms=300),)))
    for png in render_pages(pdf, 1.0):
        page = picture(png)
        box = ImageChops.invert(page).getbbox()
        assert box is not None
        left, top, right, bottom = box
        assert left > 51
        assert right < 545
        assert top > 22
        assert bottom < 820


def test_the_heading_is_darker_than_the_body_would_be() -> None:
    """Weights are pinned: the share of ink in the title is 0.07 in the font's own default (Thin), 0.19 in Regular, 0.27 in ours."""
    title = picture(render_page(PDF, 0, 3.0)).crop((165, 250, 560, 340)).tobytes()
    assert 0.24 < sum(value < 90 for value in title) / len(title) < 0.30
