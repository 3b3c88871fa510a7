"""What is copied comes into a spreadsheet as it was seen: cells in their places, figures as figures."""

from __future__ import annotations

from desktop.widgets.copying import as_cells


def test_a_figure_below_zero_comes_in_as_a_figure() -> None:
    assert as_cells([["云岬听澜创新工场", "\u22120.50", "+1.20", "0.00"]]) == "云岬听澜创新工场\t-0.50\t+1.20\t0.00"


def test_the_sign_between_words_stays() -> None:
    assert as_cells([["\u2212", "\u2212 0.5", "甲\u2212乙"]]) == "\u2212\t\u2212 0.5\t甲\u2212乙"


def test_what_would_tear_the_block_becomes_a_blank() -> None:
    assert as_cells([["甲\n乙", "丙\t丁"], ["戊", ""]]) == "甲 乙\t丙 丁\n戊\t"
