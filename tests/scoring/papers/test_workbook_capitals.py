"""大写 by formula: LibreOffice in two locales spells what the engine spells, whatever stands beside the formula."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from scoring.engine.capitals import capitals
from scoring.papers.workbook_capitals import WIDTH, capitals_formula, digits, digits_formula
from scoring.papers.workbook_sheet import writable
from tests.recalculation import office, recalculated

FIRST = (0, 1, 5, 10, 50, 55, 99, 100, 101, 110, 1_00_00, 10**WIDTH - 1, 1_680_32, 107_000_53, 325_04, 1_409_50, 6_007_14)


def amounts() -> list[int]:
    """Zeros in every pattern of every length, and any amounts."""
    chance = random.Random(11)
    found = list(FIRST) + [10**at for at in range(WIDTH)] + [10**at - 1 for at in range(1, WIDTH + 1)]
    for length in range(1, WIDTH + 1):
        for _ in range(60):
            found.append(int("".join(chance.choice("00017") for _ in range(length)) or "0"))
        found.append(chance.randrange(10**length))
    return found


def test_the_digits_are_those_of_the_amount() -> None:
    assert digits(1_680_32) == "000000000168032"
    assert writable(capitals_formula("$AB$6"))


@pytest.mark.skipif(office() is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "de_DE.UTF-8"])
def test_the_formula_spells_what_the_engine_spells(tmp_path: Path, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    due = amounts()
    book = xlsxwriter.Workbook(tmp_path / "asked.xlsx")
    sheet = book.add_worksheet()
    for row, fen in enumerate(due):
        sheet.write_number(row, 0, fen)
        sheet.write_formula(row, 1, f"={digits_formula(f'$A{row + 1}')}", None, "spoilt")
        sheet.write_formula(row, 2, f"={capitals_formula(f'$B{row + 1}')}", None, "spoilt")
    book.close()
    told = openpyxl.load_workbook(recalculated(tmp_path / "asked.xlsx", tmp_path / "told.xlsx"), data_only=True).worksheets[0]
    found = [(fen, text, words) for fen, text, words in told.iter_rows(values_only=True)]
    assert found == [(fen, digits(fen), capitals(fen)) for fen in due]
