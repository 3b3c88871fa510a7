"""A page drawn in bands, and its text with its places: what the window and the printer are made of."""

from __future__ import annotations

import pytest

from scoring.papers.report import report_pdf
from scoring.services.previewing import BAND, Raster, band, bands, find_text, page_sizes, raster_size, text_between
from tests.scoring.papers.builders import report

PDF = report_pdf(report())
SCALE = 1.7
SMOOTHED = 16
"""Of 255: edges are smoothed from where the drawing begins."""


def test_bands_put_together_are_the_page() -> None:
    size = page_sizes(PDF)[1]
    width, height = raster_size(size, SCALE)
    whole = band(PDF, 1, SCALE, 0, height)
    parts = [band(PDF, 1, SCALE, number, 300) for number in range(bands(size, SCALE, 300))]
    assert (whole.width, whole.height) == (width, height)
    assert [part.height for part in parts[:-1]] == [300] * (len(parts) - 1)
    assert sum(part.height for part in parts) == height
    together = b"".join(part.pixels for part in parts)
    assert max(abs(one - other) for one, other in zip(whole.pixels, together, strict=True)) <= SMOOTHED


@pytest.mark.parametrize("scale", [0.5, 1.0, 4 / 3, 2.37, 5.0])
def test_the_last_band_ends_with_the_page(scale: float) -> None:
    size = page_sizes(PDF)[0]
    last = band(PDF, 0, scale, bands(size, scale) - 1)
    assert (bands(size, scale) - 1) * BAND + last.height == raster_size(size, scale)[1]


def test_a_blank_band_is_known_and_ink_is_too() -> None:
    drawn = [band(PDF, 0, 1.0, number, 20) for number in range(8)]
    assert drawn[0].is_blank
    assert not all(one.is_blank for one in drawn)
    assert not Raster(1, 1, 4, b"\xff\xff\xfe\xff").is_blank


def test_a_text_is_found_on_its_page_where_its_ink_is() -> None:
    found = find_text(PDF, "考评报告")
    assert found
    assert {one.text for one in found} == {"考评报告"}
    left, top, right, bottom = found[0].boxes[0]
    scale = 3.0
    drawn = band(PDF, found[0].page, scale, 0, raster_size(page_sizes(PDF)[0], scale)[1])
    rows = range(int(top * scale), int(bottom * scale))
    inside = b"".join(
        drawn.pixels[y * drawn.stride + int(left * scale) * 4 : y * drawn.stride + int(right * scale) * 4] for y in rows
    )
    assert min(inside) < 90


def test_nothing_is_found_for_nothing() -> None:
    assert find_text(PDF, "  ") == ()
    assert find_text(PDF, "没有这几个字") == ()


def test_the_text_under_two_points_is_what_stands_between_them_whichever_came_first() -> None:
    [box] = find_text(PDF, "考评报告")[0].boxes
    left, top, right, bottom = box
    start, end = (left + 1, (top + bottom) / 2), (right - 1, (top + bottom) / 2)
    page = find_text(PDF, "考评报告")[0].page
    assert text_between(PDF, page, start, end).text == "考评报告"
    assert text_between(PDF, page, end, start) == text_between(PDF, page, start, end)
    assert text_between(PDF, page, (1, 1), (2, 2)).text == ""
