"""Names of the workbook's sheets: as Excel takes them, and so that a person still reads what they say."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest

from scoring.papers.workbook_sheet import LONGEST, Book


@pytest.fixture
def book() -> Iterator[Book]:
    made = Book(BytesIO(), "en")
    yield made
    made.book.close()


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("Budget", "Budget"),
        ("Aid performance award clause", "Aid performance award clause"),  # 28 letters: nothing to cut
        ("Aid performance award clauses", "Aid performance award"),
        ("Support of the 2026 district policy", "Support of the 2026 district"),
        ("Support of the 2026 districts policy", "Support of the 2026"),
        ("Budget operating-costs-of-everything", "Budget operating-costs-of-ev"),
        ("A operatingcostsofeverythingandmore", "A operatingcostsofeverything"),
        ("Operatingcostsofeverythingandmore", "Operatingcostsofeverythingan"),
        (
            "预算 孵化器运营费用补助以及其他各项补助资金的分配办法一览表",
            "预算 孵化器运营费用补助以及其他各项补助资金的分配办法一",
        ),
        ("a/b: 'c' [d]*?", "ab c d"),
        ("''", "-"),
    ],
)
def test_a_long_name_loses_words_and_no_more(book: Book, name: str, sheet: str) -> None:
    assert book.sheet(name)[0] == sheet
    assert len(sheet) <= LONGEST


def test_no_name_is_given_twice(book: Book) -> None:
    assert [
        book.sheet(name)[0] for name in ("Award clauses of the district, first", "AWARD CLAUSES OF THE DISTRICT, second")
    ] == [
        "Award clauses of the",
        "AWARD CLAUSES OF THE2",
    ]
